"""A self-assessment form as a Word document: A4 across, real table heads, rows kept whole, boxes to tick as characters."""
from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate, pairwise

from generator.render.docx.look import Leaf, leaf_of, twips
from generator.render.docx.names import HEAD, NAMESPACES
from generator.render.docx.package import pack
from generator.render.docx.pages import footer_parts, section, section_end
from generator.render.docx.parts import core_properties, font_table, numbering_part, settings_part
from generator.render.docx.runs import look_of, paragraph, run
from generator.render.docx.styles import PALE, styles_part
from generator.render.docx.tables import (
    GAP,
    KEPT,
    MIDDLE,
    TableCell,
    TableRow,
    all_borders,
    cell_margins,
    no_borders,
    table,
)
from generator.render.docx.theme import theme_part
from generator.render.docx.widths import length, share
from generator.render.docx.writer import Writer
from generator.render.office_zip import document_day
from generator.view.checklist_print import (
    AnswerLine,
    PrintedChecklist,
    PrintedGroup,
    PrintedItem,
    PrintedTable,
    printed,
)
from generator.view.paper import ChecklistForm, Paper

_BLANK = re.compile("_{2,}")
_UNDERLINED = look_of(underline=True)
_BLACK, _KAI = look_of("Label"), look_of("Kai")
_ROW = twips(9)  # what a hand needs
_SEAL = twips(24)
_EDGE, _SIDE = 30, 60
_SIZE = 9  # points: the text of tables
_CODE = 20  # mm: the QR code beside the title
_GREY = PALE + MIDDLE
_ONE_COLUMN, _TWO_COLUMNS = '<w:cols w:space="425"/>', '<w:cols w:num="2" w:space="400"/>'


def render_checklist_docx(form: ChecklistForm, site_url: str = "") -> bytes:
    """The Word file of a self-assessment form; the same form gives the same bytes. Its date is the day of review."""
    said, paper = printed(form), _paper(form)
    leaf = leaf_of(paper)
    writer = Writer(paper, leaf.look, f"{site_url.rstrip('/')}/" if site_url else "")
    day = document_day(form.reviewed)
    footers = {"default": "footer-default"}
    feet = {f"footer-{name}": content for name, content in footer_parts(paper, leaf).items()}
    body = "".join((
        _top(writer, said, leaf), _opening(said, leaf), _head(said, leaf), _items(said, leaf), _results(said, leaf),
        section_end(section(leaf, footers)), _notes(said), section(leaf, footers, "continuous").replace(_ONE_COLUMN, _TWO_COLUMNS),
    ))
    document = f"{HEAD}<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>".encode()
    parts = {
        "styles": styles_part(paper.layout, leaf.width), "settings": settings_part(paper.layout), "fontTable": font_table(),
        "numbering": numbering_part(paper.layout, writer.lists), "footnotes": writer.notes.part(), "theme/theme1": theme_part(),
    }
    return pack(document, parts, feet, writer.pictures, writer.links, core_properties(paper, day), day)


def _paper(form: ChecklistForm) -> Paper:
    """What the parts beside the text ask of a paper: layout, names, the words at the foot."""
    said = printed(form)
    return Paper(
        path=form.path, kind=form.kind, layout="checklist", title=form.title, name=form.name, kicker=said.kicker, landscape=True,
        footer=said.footer, web=form.web, reviewed=form.reviewed, version=form.version, source=form.source,
        keywords=(form.sheet.title, "自查表"),
    )


def filled(words: str, properties: str = "") -> str:
    """Words with lines to write on, longer for more of ____."""
    made, start = [], 0
    for blank in _BLANK.finditer(words):
        made += [run(words[start:blank.start()], properties), run("\u3000" * max(len(blank[0]) // 2, 1), _UNDERLINED)]
        start = blank.end()
    return "".join((*made, run(words[start:], properties)))


def _columns(widths: Sequence[int], leaf: Leaf) -> list[int]:
    return share(widths, leaf.width)


def _top(writer: Writer, said: PrintedChecklist, leaf: Leaf) -> str:
    tabs = f'<w:tabs><w:tab w:val="right" w:pos="{leaf.width}"/></w:tabs>'
    title = paragraph("FormTitle", run(said.title))
    if not (writer.address and writer.paper.web):
        return title + paragraph("Kicker", run(f"{said.kicker}\t{said.edition}"), tabs)
    code = twips(_CODE)
    tabs = f'<w:tabs><w:tab w:val="right" w:pos="{leaf.width - code - 200}"/></w:tabs>'
    words = title + paragraph("Kicker", run(f"{said.kicker}\t{said.edition}"), tabs)
    picture = paragraph("Picture", writer.qr(writer.address + writer.paper.web, _CODE, "二维码：网上填"))
    row = TableRow((TableCell(words, properties='<w:vAlign w:val="bottom"/>'), TableCell(picture)))
    return table((leaf.width - code, code), (row,), no_borders(), "", cell_margins(0, 0)) + GAP


def _opening(said: PrintedChecklist, leaf: Leaf) -> str:
    rows = [
        TableRow((TableCell(paragraph("TableText", run(name, _BLACK)), properties=MIDDLE), TableCell(paragraph("TableText", run(words)))))
        for name, words in said.opening
    ]
    return table(_columns((36, 241), leaf), rows, all_borders(), "先看这几行", _margins()) + GAP


def _head(said: PrintedChecklist, leaf: Leaf) -> str:
    """The boxes over the table, as one table: each row has its own edges, so a cell goes over the columns of all rows."""
    rows = [_head_edges(cells, leaf.width) for cells in said.head]
    edges = sorted({edge for row in rows for edge in row})
    made = []
    for cells, own in zip(said.head, rows, strict=True):
        spans = [edges.index(after) - edges.index(before) for before, after in pairwise(own)]
        contents = [
            content for name, words, _ in cells
            for content in (paragraph("TableText", run(name, _BLACK)), paragraph("TableText", filled(words)))
        ]
        made.append(TableRow(
            [TableCell(content, span, MIDDLE) for content, span in zip(contents, spans, strict=True)], height=_ROW
        ))
    return table([after - before for before, after in pairwise(edges)], made, all_borders(), "表头", _margins()) + GAP


def _head_edges(cells: Sequence[tuple[str, str, int]], width: int) -> list[int]:
    """Where the cells of a row begin and end: a label takes what it needs, places to write share the rest."""
    labels = [round((length(name) + 0.8) * _SIZE * 20) + 2 * _SIDE for name, _, _ in cells]
    places = share([part for _, _, part in cells], width - sum(labels))
    return list(accumulate((size for pair in zip(labels, places, strict=True) for size in pair), initial=0))


def _items(said: PrintedChecklist, leaf: Leaf) -> str:
    widths = _columns(said.widths, leaf)
    head = TableRow([TableCell(paragraph("TableHead", run(name)), properties=MIDDLE) for name in said.columns], head=True)
    rows = [row for group in said.groups for row in _group(group, widths)]
    return table(widths, [head, *rows], all_borders(), said.title, _margins()) + GAP


def _group(group: PrintedGroup, widths: Sequence[int]) -> list[TableRow]:
    """The heading of a dimension, which stays with its first row, and its rows."""
    band = paragraph("TableText", run(group.heading, look_of("Label", size=10.5)), KEPT)
    return [TableRow((TableCell(band, len(widths), _GREY),)), *(_item(item, widths) for item in group.items)]


def _item(item: PrintedItem, widths: Sequence[int]) -> TableRow:
    indicator = [(item.dimension, _KAI), (item.indicator, _BLACK), (f"由{item.filler}填", _KAI)]
    name = "".join(paragraph("TableText", run(words, look)) for words, look in indicator if words)
    rule = run(item.rule) + (run(f"抽样：{item.sample}", _KAI) if item.sample else "")
    answers = "".join(_answer(line, widths[4]) for line in item.answers)
    methods = (paragraph("TableMiddle", run("".join(item.methods))),) if item.methods else ()
    evidence = "".join(paragraph("TableText", run(f"□{name}")) for name in item.evidence)
    cells = [
        paragraph("TableMiddle", run(item.number)), name, paragraph("TableText", run(item.content)),
        paragraph("TableMiddle", run(item.points)), paragraph("TableText", rule) + answers, *methods,
        paragraph("TableMiddle", run(item.own)), paragraph("TableText", ""), evidence + paragraph("TableText", filled("存放处：________")),
    ]
    empty = [paragraph("TableText", "")] * (len(widths) - len(cells))
    return TableRow([TableCell(cell, properties=MIDDLE) for cell in (*cells, *empty)], height=_ROW)


def _answer(line: AnswerLine, width: int) -> str:
    if line.even:
        tabs = f'<w:tabs><w:tab w:val="left" w:pos="{(width - 2 * _SIDE) // 2}"/></w:tabs>'
        return paragraph("TableText", filled("\t".join(line.pieces)), tabs)
    return paragraph("TableText", filled("　".join(line.pieces)))


def _margins() -> str:
    return cell_margins(_EDGE, _SIDE)


def _results(said: PrintedChecklist, leaf: Leaf) -> str:
    """The sums by hand, the plan, and on the form to hand in the boxes to seal."""
    made = [paragraph("Heading1", run(said.scoring.name))]
    if said.scoring.rows:
        made.append(_written(said.scoring, leaf))
    sums = (*said.working, *said.gates)
    made += [paragraph("Sum", filled(line), KEPT if line != sums[-1] else "") for line in sums]
    made += [paragraph("Heading1", run(said.plan.name)), _written(said.plan, leaf)]
    if said.ends:
        cells = [
            TableCell(paragraph("Sum", filled(box[0])) + paragraph("Seal", filled("　　".join(box[1:])))) for box in said.ends
        ]
        made.append(table(_columns((10, 16), leaf), (TableRow(cells, height=_SEAL),), all_borders(), "盖章和复核", _margins()) + GAP)
    return "".join(made)


def _written(rows: PrintedTable, leaf: Leaf) -> str:
    """A table to write in; the rows of a short one stay together."""
    head = TableRow([TableCell(paragraph("TableHead", run(name), KEPT), properties=MIDDLE) for name in rows.head], head=True)
    last = len(rows.rows) - 1
    made = [
        TableRow([
            TableCell(paragraph("TableMiddle", filled(cell), "" if index == last else KEPT), properties=MIDDLE) for cell in row
        ], height=_ROW)
        for index, row in enumerate(rows.rows)
    ]
    return table(_columns(rows.widths, leaf), [head, *made], all_borders(), rows.name, _margins()) + GAP


def _notes(said: PrintedChecklist) -> str:
    """How to fill the form in, and what counts, item by item; in two columns."""
    rules = [paragraph("Rule", run(f"{index}. {note}")) for index, note in enumerate(said.notes, 1)]
    details = [
        paragraph("Detail", run(detail.name, _BLACK) + "".join(run(f"　{name}：", _KAI) + run(words) for name, words in detail.words))
        for detail in said.details
    ]
    return "".join((paragraph("Heading1", run("填表说明")), *rules, paragraph("Heading1", run("什么算，什么不算")), *details))
