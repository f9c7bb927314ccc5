"""Tables: fixed layout, a grid whose columns sum to the width, heads repeated on every page, rows kept whole."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from generator.render.docx.runs import attribute, paragraph

SIDE = 100  # between a cell's edge and its text, twips
EDGE = 40  # above and below
KEPT = "<w:keepNext/>"  # in each paragraph of a row: the row stays with the next
MIDDLE = '<w:vAlign w:val="center"/>'
_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")
GAP = paragraph("Gap", "")
"""Stands after each table: two tables without a paragraph between them would be one."""


@dataclass(frozen=True, slots=True)
class TableCell:
    """A cell: its paragraphs, over how many columns it goes, and properties beyond its width (schema order)."""

    content: str
    span: int = 1
    properties: str = ""


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row; a head is repeated on every page. `height` in twips: at least that, or just that."""

    cells: Sequence[TableCell]
    head: bool = False
    whole: bool = True
    height: int = 0
    exact: bool = False


def table(widths: Sequence[int], rows: Sequence[TableRow], borders: str, caption: str = "", margins: str = "") -> str:
    """A table. `borders` and `margins` are elements of its properties; without margins the usual ones hold."""
    said = f'<w:tblCaption w:val="{attribute(caption)}"/>' if caption else ""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/>{borders}<w:tblLayout w:type="fixed"/>'
        f'{margins or cell_margins(EDGE, SIDE)}<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" '
        f'w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>{said}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
        f'{"".join(_row(row, widths) for row in rows)}</w:tbl>'
    )


def cell_margins(edge: int, side: int, tag: str = "tblCellMar", right: int = -1, bottom: int = -1) -> str:
    """Margins inside cells: above and below, left and right."""
    sides = (("top", edge), ("left", side), ("bottom", edge if bottom < 0 else bottom), ("right", side if right < 0 else right))
    inner = "".join(f'<w:{name} w:w="{width}" w:type="dxa"/>' for name, width in sides)
    return f"<w:{tag}>{inner}</w:{tag}>"


def all_borders(size: int = 4) -> str:
    """A line around every cell; `size` in eighths of a point."""
    return _borders(dict.fromkeys(_SIDES, f'w:val="single" w:sz="{size}" w:space="0" w:color="404040"'))


def cell_lines(size: int) -> str:
    """A line around one cell."""
    line = f'w:val="single" w:sz="{size}" w:space="0" w:color="404040"'
    return "<w:tcBorders>" + "".join(f"<w:{side} {line}/>" for side in _SIDES[:4]) + "</w:tcBorders>"


def frame(size: int = 6) -> str:
    """A line around the whole, none inside."""
    return _borders(dict.fromkeys(_SIDES[:4], f'w:val="single" w:sz="{size}" w:space="0" w:color="404040"'))


def writing_lines(size: int = 4) -> str:
    """A line under each row."""
    return _borders(dict.fromkeys(("bottom", "insideH"), f'w:val="single" w:sz="{size}" w:space="0" w:color="808080"'))


def left_rule(size: int) -> str:
    """A thick line on the left alone."""
    return _borders({"left": f'w:val="single" w:sz="{size}" w:space="0" w:color="464646"'})


def no_borders() -> str:
    """No line at all."""
    return _borders({})


def _borders(lines: dict[str, str]) -> str:
    none = 'w:val="nil"'
    return "<w:tblBorders>" + "".join(f"<w:{name} {lines.get(name, none)}/>" for name in _SIDES) + "</w:tblBorders>"


def _row(row: TableRow, widths: Sequence[int]) -> str:
    rule = "exact" if row.exact else "atLeast"
    about = (
        ("<w:cantSplit/>" if row.whole else "")
        + (f'<w:trHeight w:val="{row.height}" w:hRule="{rule}"/>' if row.height else "")
        + ("<w:tblHeader/>" if row.head else "")
    )
    cells, column = [], 0
    for cell in row.cells:
        width = sum(widths[column:column + cell.span])
        span = f'<w:gridSpan w:val="{cell.span}"/>' if cell.span > 1 else ""
        properties = f'<w:tcW w:w="{width}" w:type="dxa"/>{span}{cell.properties}'
        cells.append(f"<w:tc><w:tcPr>{properties}</w:tcPr>{cell.content}</w:tc>")
        column += cell.span
    return f'<w:tr>{f"<w:trPr>{about}</w:trPr>" if about else ""}{"".join(cells)}</w:tr>'
