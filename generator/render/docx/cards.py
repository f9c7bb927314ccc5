"""Cards of A6, four to an A4: a table whose rows are as tall as half a page, with dotted lines to cut along."""
from __future__ import annotations

from collections.abc import Sequence

from generator.render.docx.look import Leaf, twips
from generator.render.docx.runs import look_of, paragraph, run
from generator.render.docx.tables import TableCell, TableRow, cell_margins, no_borders, table
from generator.render.docx.widths import length, lines_of
from generator.render.docx.writer import Writer
from generator.view.paper import PaperCard

_HALF = (twips(140.5), twips(140))  # of the page without its margins: the cut lies in the middle of the paper
_OUTER, _INNER = twips(1), twips(9)  # from the edge of a cell: at the edge of the paper, at the cut
_SIZES = (12, 11.5, 11, 10.5, 10, 9.5, 9, 8.5, 8, 7.5)
_PITCH = 1.42
_QR = 17  # mm
_LINE_OF_FOOT = 220  # twips
_RULED = 140  # twips from the edge to the words beside the rule of advice
_CUT = 'w:val="dotted" w:sz="4" w:space="0" w:color="808080"'
_ADVICE = "编者建议（来源未记载，未经当地验证）"


def draw_cards(writer: Writer, cards: Sequence[PaperCard], leaf: Leaf) -> str:
    """All cards. Raises ValueError that names a card which is too long for A6."""
    half = leaf.width // 2
    code = twips(_QR) + _INNER if writer.address else 0
    widths = [width for width in (half - code, code, leaf.width - half - code, code) if width]
    words = twips(_QR) + 100 if writer.address else 2 * _LINE_OF_FOOT
    rows = []
    for start in range(0, len(cards), 2):
        low = start // 2 % 2  # the lower half of a page
        foot = words + (_OUTER if low else _INNER)
        tall = _HALF[low] - foot
        bodies, feet = [], []
        for column, card in enumerate((*cards[start:start + 2], None)[:2]):
            body = _body(writer, card, tall, half, low) if card else paragraph("CardText", "")
            bodies.append(TableCell(body, len(widths) // 2, _edges(column, low, body=True)))
            feet += _foot(writer, card, column, low)
        rows += [TableRow(bodies, height=tall), TableRow(feet, height=foot)]
    return table(widths, rows, no_borders(), writer.paper.title, cell_margins(0, 0)) + paragraph("Tiny", "")


def _edges(column: int, low: int, body: bool, first: bool = True, last: bool = True) -> str:
    """Properties of a cell: lines to cut along on its inner sides, and room between them and the words.

    A cell is the first or the last of its card in its row, or both.
    """
    right = f"<w:right {_CUT}/>" if not column and last else ""
    left = f"<w:left {_CUT}/>" if column and first else ""
    bottom = f"<w:bottom {_CUT}/>" if not body and not low else ""
    top = f"<w:top {_CUT}/>" if body and low else ""
    above = (_INNER if low else _OUTER) if body else 0
    below = 0 if body else (_OUTER if low else _INNER)
    before = (_INNER if column else _OUTER) if first else 0
    after = (_OUTER if column else _INNER) if last else 0
    lines = f"{top}{left}{bottom}{right}"
    borders = f"<w:tcBorders>{lines}</w:tcBorders>" if lines else ""
    return borders + cell_margins(above, before, "tcMar", after, below) + ("" if body else '<w:vAlign w:val="bottom"/>')


def _body(writer: Writer, card: PaperCard, tall: int, width: int, low: int) -> str:
    room = ((width - _OUTER - _INNER) / 20, (tall - (_INNER if low else _OUTER)) / 20)
    size = next((size for size in _SIZES if _height(card, size, room[0]) <= room[1] * 0.95), 0)
    if not size:
        raise ValueError(f"the card does not fit on A6: {card.ref}")
    label = round((max((length(name) for name, _ in card.facts), default=0) + 0.8) * size * 20)
    made = [
        _paragraph("CardKicker", run(card.kicker, look_of(size=size * 0.95)), size, 0, 0.4),
        _paragraph("CardTitle", run(card.title, look_of(size=size * 1.5)), size * 1.4, 0, 0.5),
        _paragraph("CardText", writer.rich(card.line, look_of(size=size)), size, 0, 0.5),
    ]
    for name, value in card.facts:
        words = run(name, look_of("Label", size=size)) + run(f"\t{value}", look_of(size=size))
        made.append(_paragraph("CardText", words, size, label, 0.2))
    made.append(_advice(card, size))
    if card.silent:
        words = run("来源没有说的：", look_of("Label", size=size)) + run(card.silent, look_of(size=size))
        made.append(_paragraph("CardText", words, size, 0, 0, before=0.6))
    return "".join(made)


def _advice(card: PaperCard, size: float) -> str:
    if not card.steps:
        return ""
    hanging = round(size * 1.5 * 20)
    made = [_paragraph("CardText", "", size * 0.4, 0, 0)]
    made.append(_paragraph("CardAdvice", run(_ADVICE, look_of("Label", size=size * 0.88)), size, hanging, 0, left=_RULED))
    for index, step in enumerate(card.steps, 1):
        made.append(_paragraph("CardAdvice", run(f"{index}.\t{step}", look_of(size=size)), size, hanging, 0, left=_RULED))
    return "".join(made)


def _paragraph(
    style: str, content: str, size: float, hanging: int, after: float, before: float = 0, left: int = 0
) -> str:
    """A paragraph of a card set in this size; `after` and `before` in lines, `hanging` and `left` in twips."""
    pitch = size * _PITCH * 20
    tabs = f'<w:tabs><w:tab w:val="left" w:pos="{left + hanging}"/></w:tabs>' if hanging else ""
    indent = f'<w:ind w:left="{left + hanging}" w:hanging="{hanging}"/>' if hanging else ""
    spacing = (
        f'<w:spacing w:before="{pitch * before:.0f}" w:after="{pitch * after:.0f}" w:line="{pitch:.0f}" w:lineRule="exact"/>'
    )
    return paragraph(style, content, tabs + spacing + indent)


def _height(card: PaperCard, size: float, width: float) -> float:
    """About how tall the card's words are, in points."""
    line = "".join(piece.text for piece in card.line)
    name_width = (max((length(name) for name, _ in card.facts), default=0) + 0.8) * size
    count = lines_of(card.kicker, size * 0.95, width) + 0.4 + (lines_of(card.title, size * 1.5, width) + 0.5) * 1.4
    count += lines_of(line, size, width) + 0.5
    count += sum(lines_of(value, size, width - name_width) + 0.2 for _, value in card.facts)
    if card.steps:
        count += 1.4 + sum(lines_of(step, size, width - 1.5 * size - 10) for step in card.steps)
    if card.silent:
        count += 0.6 + lines_of(f"来源没有说的：{card.silent}", size, width)
    return count * size * _PITCH


def _foot(writer: Writer, card: PaperCard | None, column: int, low: int) -> list[TableCell]:
    """How to find the page: its id, and its code where the site has an address."""
    words = f"{writer.paper.footer}\n编号 {card.ref}" + ("" if writer.address else "，在首页搜索此编号") if card else ""
    text = paragraph("CardFoot", run(words))
    if not writer.address:
        return [TableCell(text, properties=_edges(column, low, body=False))]
    picture = writer.qr(writer.address + card.web, _QR, f"二维码：{card.title}的网页") if card and card.web else ""
    return [
        TableCell(text, properties=_edges(column, low, body=False, last=False)),
        TableCell(paragraph("Picture", picture), properties=_edges(column, low, body=False, first=False)),
    ]
