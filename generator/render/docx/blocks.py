"""Every block of view/shapes.py as paragraphs and tables. A block of another kind stops the work."""
from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from generator.render.docx.forms import draw_sheet
from generator.render.docx.look import twips
from generator.render.docx.runs import look_of, paragraph, run
from generator.render.docx.tables import (
    GAP,
    KEPT,
    MIDDLE,
    SIDE,
    TableCell,
    TableRow,
    all_borders,
    cell_margins,
    frame,
    table,
    writing_lines,
)
from generator.render.docx.widths import column_widths, length, rich_length, share
from generator.render.docx.writer import Writer, named, sentence
from generator.view.shapes import (
    Block,
    Branch,
    Bullets,
    Cards,
    Chart,
    Facts,
    Files,
    Flow,
    Frame,
    Framed,
    Notes,
    Numbered,
    Paragraph,
    Plain,
    Rich,
    Ruled,
    Sheet,
    Speech,
    Speeches,
    Statements,
    Steps,
    Structure,
    Table,
    Tree,
)

_LONGEST_LABEL = 8  # characters
_BREAKABLE = 300  # characters: a row with a longer cell may go over two pages
_LINE = twips(8.5)  # between lines to write on
_MARKS = ("■ ", "□ ", "· ")


@dataclass(frozen=True, slots=True)
class Place:
    """Where blocks stand: the width of a line in twips, and whether in a box of advice."""

    width: int
    advice: bool = False
    height: int = 0  # of a page, for a working form that fills it; 0: it need not


def _style(writer: Writer, place: Place, kind: str) -> str:
    """The style of a paragraph or list; the body layout knows paragraphs only."""
    box = "Advice" if place.advice else ""
    return box + kind if kind and not writer.look.official else box or "Normal"


@dataclass(frozen=True, slots=True)
class Grid:
    """A table before it is drawn: what stands over it, its columns in twips, its rows, what stands under it."""

    widths: Sequence[int]
    rows: Sequence[TableRow]
    caption: str = ""
    remark: str = ""


def grid_of(writer: Writer, block: Block, place: Place) -> Grid | None:
    """The table that shows a block, None when it is shown otherwise."""
    match block:
        case Facts(rows):
            return _facts(writer, rows, place)
        case Table():
            return _table(writer, block, place)
        case Steps():
            return _table(writer, _steps(block), place)
        case Flow():
            return _table(writer, _flow(block), place)
        case Chart():
            return replace(_table(writer, _chart(block), place), remark=block.says)
        case _:
            return None


def draw(writer: Writer, block: Block, place: Place) -> str:
    """The XML of a block. Raises ValueError for one of a kind that has no drawing: a fault of the view."""
    grid = grid_of(writer, block, place)
    if grid is not None:
        return _drawn(grid)
    match block:
        case Paragraph(text):
            return paragraph(_style(writer, place, ""), writer.rich(text))
        case Statements(items, ordered):
            return _items(writer, writer.all_told(items), ordered, place)
        case Bullets(items, ordered):
            return _items(writer, [writer.rich(item) for item in items], ordered, place)
        case Notes(items):
            return "".join(paragraph("NoteItem", writer.caution(note)) for note in items)
        case Speeches(items):
            return "".join(_speech(speech, place) for speech in items)
        case Cards(items):
            doors = [_labelled(card.title, "；".join(filter(None, (card.text, *card.facts)))) for card in items]
            return _items(writer, doors, False, place)
        case Files(rows):
            named_files = ((title, "、".join(f"{file.label}（{file.kind}）" for file in files)) for title, files in rows)
            return _items(writer, [_labelled(title, files) for title, files in named_files], False, place)
        case Tree(items):
            return "".join(_branches(writer, items, place))
        case Structure(parts=parts, root=root):
            return "".join(_branches(writer, (Branch(root, (), parts=tuple(_as_branch(part) for part in parts)),), place))
        case Sheet():
            return draw_sheet(writer, block, place.width, place.height)
        case Numbered(items):
            return "".join(paragraph("Numbered", run(f"({number})\t") + writer.rich(text)) for number, text in items)
        case Framed():
            return _framed(writer, block, place)
        case Ruled(lines, over):
            said = paragraph(_style(writer, place, ""), writer.rich(over), KEPT) if over else ""
            empty = TableRow((TableCell(paragraph("TableText", "", KEPT)),), height=_LINE, exact=True)
            return said + table((place.width,), [empty] * lines, writing_lines()) + GAP
        case _:
            raise ValueError(f"no drawing for the shape {type(block).__name__} ({writer.paper.path})")


def _framed(writer: Writer, block: Framed, place: Place) -> str:
    """A frame whose head stands on every page that it runs to."""
    head = TableRow((TableCell(paragraph("TableText", run(block.head, look_of("Label")), KEPT)),), head=True)
    rows = [TableRow((TableCell(paragraph("Framed", writer.rich(text))),)) for text in block.paragraphs]
    return GAP + table((place.width,), (head, *rows), frame(), block.head, cell_margins(60, 160)) + GAP


def _labelled(name: str, text: str) -> str:
    return run(named(name), look_of("Label")) + run(text)


def _items(writer: Writer, items: Sequence[str], ordered: bool, place: Place) -> str:
    style = _style(writer, place, "Number" if ordered else "Bullet")
    if writer.look.official:
        return "".join(
            paragraph(style, (run(f"（{index}）") if ordered else "") + item) for index, item in enumerate(items, 1)
        )
    number = ""
    if ordered:
        hanging = round((writer.look.advice if place.advice else writer.look.size) * 1.6 * 20)
        number = (
            f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{writer.new_list()}"/></w:numPr>'
            f'<w:ind w:left="{hanging}" w:hanging="{hanging}"/>'
        )
    return "".join(paragraph(style, item, number) for item in items)


def _speech(speech: Speech, place: Place) -> str:
    return paragraph("SpeechUse", run(speech.use)) + paragraph("AdviceSpeech" if place.advice else "Speech", run(speech.text))


def _branches(writer: Writer, branches: Sequence[Branch], place: Place, depth: int = 0) -> Iterator[str]:
    size = writer.look.size * 20
    for branch in branches:
        where = writer.notes.mark(sentence(branch.where)) if branch.where else ""
        name = branch.name + ("：" if branch.text else "")
        content = run(_MARKS[min(depth, 2)]) + run(name, look_of("Label")) + writer.rich(branch.text) + where
        indent = f'<w:ind w:left="{size * 1.4 * depth + size:.0f}" w:hanging="{size:.0f}"/>'
        yield paragraph("TreeItem", content, indent)
        yield from _branches(writer, branch.parts, place, depth + 1)


def _as_branch(frame: Frame) -> Branch:
    return Branch(frame.name, (), parts=tuple(_as_branch(part) for part in frame.parts))


def _plain(text: str) -> Rich:
    return (Plain(text),)


def _steps(block: Steps) -> Table:
    """Steps as a table; a column in which nothing stands is left out."""
    names = ("步骤", "怎样做", "谁做", "留下什么", "多久")
    rows = [(_plain(str(index)), step.do, step.who, step.output, _plain(step.time)) for index, step in enumerate(block.items, 1)]
    used = [column for column in range(len(names)) if any(run.text for row in rows for run in row[column])]
    return Table("", tuple(names[column] for column in used), tuple(tuple(row[column] for column in used) for row in rows))


def _flow(block: Flow) -> Table:
    two = any(stage.leaves for stage in block.stages)
    heads = block.heads or (("谁", "留下什么") if two else ("原文写到的步骤",))
    rows = tuple(
        (_plain(str(index)), _plain(stage.text), *([_plain(stage.leaves)] if two else []))
        for index, stage in enumerate(block.stages, 1)
    )
    return Table(block.name, ("次序", *heads), rows)


def _chart(block: Chart) -> Table:
    rows = tuple((_plain(bar.label), _plain(bar.words + ("（推算）" if bar.computed else ""))) for bar in block.bars)
    return Table(block.name, ("数的是什么", "原文写作"), rows)


def _drawn(grid: Grid) -> str:
    """A table of its own."""
    over = paragraph("Caption", run(grid.caption)) if grid.caption else ""
    under = paragraph("Remark", run(grid.remark)) if grid.remark else ""
    return over + (table(grid.widths, grid.rows, all_borders(), grid.caption) + GAP if grid.rows else "") + under


def _table(writer: Writer, block: Table, place: Place) -> Grid:
    lengths = [[length(name) for name in block.head], *([rich_length(cell) for cell in row] for row in block.rows)]
    widths, narrow = column_widths(lengths, writer.look.table, place.width, 2 * SIDE)
    if block.widths:
        widths, narrow = share(block.widths, place.width), [False] * len(block.widths)
    head = TableRow([TableCell(paragraph("TableHead", run(name), KEPT), properties=MIDDLE) for name in block.head], head=True)
    rows = [head]
    for row, long in zip(block.rows, lengths[1:], strict=True):
        styles = ["TableHead" if block.row_heads and not x else "TableMiddle" if narrow[x] else "TableText" for x in range(len(row))]
        cells = [TableCell(paragraph(style, writer.rich(cell)), properties=MIDDLE) for style, cell in zip(styles, row, strict=True)]
        rows.append(TableRow(cells, whole=max(long) < _BREAKABLE, height=twips(block.tall)))
    return Grid(widths, rows, block.caption)


def _facts(writer: Writer, rows: Sequence[tuple[str, Rich]], place: Place) -> Grid:
    """Label and value, one row each."""
    longest = min(max((length(label) for label, _ in rows), default=1), _LONGEST_LABEL)
    label_width = round((longest + 0.5) * writer.look.table * 20) + 2 * SIDE
    made = [
        TableRow((
            TableCell(paragraph("TableHead", run(label)), properties=MIDDLE),
            TableCell(paragraph("TableText", writer.rich(value)), properties=MIDDLE),
        ), whole=rich_length(value) < _BREAKABLE)
        for label, value in rows
    ]
    return Grid((label_width, place.width - label_width), made)


def draw_top_facts(writer: Writer, rows: Sequence[tuple[str, Rich]], width: int) -> str:
    """Facts two by two; a long one has the row to itself."""
    longest = min(max((length(label) for label, _ in rows), default=1), _LONGEST_LABEL)
    label_width = round((longest + 0.5) * writer.look.table * 20) + 2 * SIDE
    value_width = width // 2 - label_width
    room = (value_width - 2 * SIDE) / (writer.look.table * 20) * 1.1
    made: list[TableRow] = []
    waiting: list[TableCell] = []
    for label, value in rows:
        cells = [
            TableCell(paragraph("TableHead", run(label)), properties=MIDDLE),
            TableCell(paragraph("TableText", writer.rich(value)), properties=MIDDLE),
        ]
        if rich_length(value) > room:
            made += _flushed(waiting)
            made.append(TableRow([cells[0], replace(cells[1], span=3)]))
            waiting = []
        elif waiting:
            made.append(TableRow([*waiting, *cells]))
            waiting = []
        else:
            waiting = cells
    made += _flushed(waiting)
    widths = (label_width, value_width, label_width, width - 2 * label_width - value_width)
    return (table(widths, made, all_borders()) + GAP) if made else ""


def _flushed(waiting: Sequence[TableCell]) -> list[TableRow]:
    """A row for a fact whose neighbour is too long to stand beside it."""
    return [TableRow([waiting[0], replace(waiting[1], span=3)])] if waiting else []
