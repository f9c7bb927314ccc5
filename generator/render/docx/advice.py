"""Boxes of advice: one table each, whose first row is the box's head on every page that it runs to.

Tables in a box are rows of the same table, on a grid that all of them share: a table inside a cell would lose its head
where the page turns, and office programs differ in how they break it.
"""
from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise

from generator.render.docx.blocks import Grid, Place, draw, grid_of
from generator.render.docx.contents import Heading
from generator.render.docx.runs import paragraph, run
from generator.render.docx.styles import PALE
from generator.render.docx.tables import (
    EDGE,
    GAP,
    SIDE,
    TableCell,
    TableRow,
    cell_lines,
    cell_margins,
    left_rule,
    table,
)
from generator.render.docx.writer import Writer
from generator.view.shapes import Section

ADVICE = "编者建议（来源未记载，未经当地验证）"
ADVICE_NOTE = "建议里的数字都可自定；涉及法律程序的，以当地规定为准。"
_LEFT, _RIGHT = 200, 160  # twips between the rule of a box and its text, and on the right
_NEAR = 80  # twips: columns of two tables so near to each other share an edge
_INSIDE = cell_lines(4) + PALE + cell_margins(EDGE, SIDE, "tcMar")
_BESIDE = PALE + cell_margins(0, 0, "tcMar")


def draw_advice(writer: Writer, group: Sequence[tuple[Section, Heading | None]], width: int, first: bool) -> str:
    """The box of sections in a row; the first box of a paper says how its numbers are meant."""
    pieces = list(_pieces(writer, group, width - _LEFT - _RIGHT))
    edges = [0, width]
    for piece in pieces:
        if isinstance(piece, Grid):
            for edge in (_LEFT, *_inner_edges(piece), width - _RIGHT):
                if min(abs(edge - known) for known in edges) > _NEAR:
                    edges.append(edge)
    edges.sort()
    whole = len(edges) - 1
    rows = [TableRow((TableCell(paragraph("AdviceHead", run(ADVICE)), whole, PALE),), head=True)]
    if first:
        rows.append(TableRow((TableCell(paragraph("AdviceNote", run(ADVICE_NOTE)), whole, PALE),)))
    for piece in pieces:
        if isinstance(piece, Grid):
            rows += _grid_rows(piece, edges)
        else:
            rows.append(TableRow((TableCell(piece, whole, PALE),), whole=False))
    widths = [after - before for before, after in pairwise(edges)]
    return GAP + table(widths, rows, left_rule(20), ADVICE, cell_margins(15, _LEFT, right=_RIGHT)) + GAP


def _pieces(writer: Writer, group: Sequence[tuple[Section, Heading | None]], room: int) -> Iterator[str | Grid]:
    """What stands in the box, one piece a row or a table; a heading has a row of its own, kept with the next."""
    place = Place(room, advice=True)
    for part, entry in group:
        if entry:
            yield entry.xml()
        for block in part.blocks:
            grid = grid_of(writer, block, place)
            if grid is None:
                yield draw(writer, block, place)
                continue
            if grid.caption:
                yield paragraph("Caption", run(grid.caption))
            if grid.rows:
                yield grid
            yield paragraph("Remark", run(grid.remark)) if grid.remark else paragraph("Tiny", "")


def _inner_edges(grid: Grid) -> list[int]:
    """Where columns of a table meet, from the left of the box."""
    return [_LEFT + edge for edge in accumulate(grid.widths[:-1])]


def _grid_rows(grid: Grid, edges: Sequence[int]) -> Iterator[TableRow]:
    """The rows of a table on the grid of the box, with room on both sides."""
    def nearest(edge: int) -> int:
        return min(range(len(edges)), key=lambda index: abs(edges[index] - edge))

    places = [nearest(edge) for edge in (_LEFT, *_inner_edges(grid), edges[-1] - _RIGHT)]
    beside = TableCell(paragraph("Tiny", ""), properties=_BESIDE)
    for row in grid.rows:
        cells = [
            TableCell(cell.content, after - before, _INSIDE + cell.properties)
            for cell, (before, after) in zip(row.cells, pairwise(places), strict=True)
        ]
        yield TableRow((beside, *cells, beside), whole=row.whole)
