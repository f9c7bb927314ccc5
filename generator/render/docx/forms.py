"""Working forms: what is to be written stands on lines and in rows of even height, and a blank form fills its page."""
from __future__ import annotations

import re
from collections.abc import Sequence

from generator.render.docx.runs import look_of, paragraph, run
from generator.render.docx.tables import GAP, MIDDLE, TableCell, TableRow, all_borders, cell_margins, no_borders, table
from generator.render.docx.widths import length, lines_of, share
from generator.render.docx.writer import Writer
from generator.view.shapes import Cell, Sheet

_ROW, _LOW = 567, 425  # twips, 10 mm: what a hand needs; 7.5 mm, when the page is short
_FEW = 5  # rows that a form has at least, whatever the page
_SPARE = 500  # twips that a page keeps: fonts of other machines are taller
_CELL = 80  # between the edge of a cell and its text
_BLANK = re.compile("_{3,}")
_UNDERLINED = look_of(underline=True)
_TITLE, _HEAD, _LINE, _LETTER, _FOOT, _GAP = 760, 440, 420, 560, 290, 120
"""What parts of a form take at most, in twips: title, row of the head, line of the body (of a letter), line of the foot."""


def draw_sheet(writer: Writer, sheet: Sheet, width: int, height: int) -> str:
    """The form. `height` is that of the page when a blank form may fill it, else 0."""
    written = bool(sheet.columns) or sheet.example
    stamp = run("　示例，情景合成", look_of("Label", size=10.5)) if sheet.example else ""
    parts = [paragraph("FormTitle", run(sheet.title) + stamp), _head(writer, sheet, width)]
    for line in sheet.body:
        content = run(line, look_of("Kai")) if sheet.example else filled(line)
        parts.append(paragraph("FormLine" if written else "FormLetter", content))
    if sheet.columns:
        parts.append(_rows(writer, sheet, width, height))
    parts += [paragraph("FormFoot", filled(line)) for line in sheet.foot]
    return "".join(parts)


def filled(words: str) -> str:
    """Words with lines to write on instead of ____; one such place alone in its line gets more room."""
    parts = _BLANK.split(words)
    room = run("\u3000" * (12 if len(parts) == 2 else 4), _UNDERLINED)
    return room.join(run(part) for part in parts)


def _head(writer: Writer, sheet: Sheet, width: int) -> str:
    """Label and place to write, two a row; one alone has the row to itself."""
    if not sheet.head:
        return ""
    pairs = [sheet.head[start:start + 2] for start in range(0, len(sheet.head), 2)]
    widths = _head_widths(writer, sheet, width)
    rule = '<w:tcBorders><w:bottom w:val="single" w:sz="4" w:space="0" w:color="404040"/></w:tcBorders>'
    low = '<w:vAlign w:val="bottom"/>'
    rows = []
    for pair in pairs:
        cells = []
        for place, (label, value) in enumerate(pair):
            span = 1 if place or len(pair) == 2 or len(widths) == 2 else len(widths) - 1
            written = run(value, look_of("Kai"))
            cells.append(TableCell(paragraph("FormHead", run(f"{label}：")), properties=low))
            cells.append(TableCell(paragraph("FormHead", written), span, rule + low))
        rows.append(TableRow(cells))
    return table(widths, rows, no_borders(), sheet.title, cell_margins(30, 40)) + GAP


def _head_widths(writer: Writer, sheet: Sheet, width: int) -> list[int]:
    size = writer.look.size * 20

    def label_width(side: int) -> int:
        labels = [label for label, _ in sheet.head[side::2]]
        return round((min(max(map(length, labels)), 12) + 1.2) * size) + 80 if labels else 0

    if len(sheet.head) == 1:
        return [label_width(0), width - label_width(0)]
    first, second = label_width(0), label_width(1)
    free = share((1, 1), width - first - second)
    return [first, free[0], second, free[1]]


def _rows(writer: Writer, sheet: Sheet, width: int, height: int) -> str:
    widths = share([max(column.width, 1) for column in sheet.columns], width)
    head = TableRow([TableCell(_column_head(column), properties=MIDDLE) for column in sheet.columns], head=True)
    blank = not any(cell for row in sheet.rows for cell in row)
    rows: Sequence[Sequence[str]] = sheet.rows
    tall = 0
    if blank:
        room = height - _taken(writer, sheet, widths, width) if height else 0
        count = max(len(rows), room // _ROW, 1)
        if height and room // count < _LOW:
            count = min(count, max(room // _LOW, _FEW))
        tall = max(room // count, _LOW) if height else _ROW
        rows = [("",) * len(widths)] * count
    look = look_of("Kai")
    made = [
        TableRow([
            TableCell(paragraph("TableText", run(cell, look)), properties=MIDDLE)
            for cell in [*row, *("",) * (len(widths) - len(row))][:len(widths)]
        ], height=tall)
        for row in rows
    ]
    return table(widths, [head, *made], all_borders(5), sheet.title, cell_margins(40, _CELL)) + GAP


def _column_head(column: Cell) -> str:
    hint = paragraph("TableHint", run(column.hint)) if column.hint else ""
    return paragraph("TableHead", run(column.name)) + hint


def _taken(writer: Writer, sheet: Sheet, widths: Sequence[int], width: int) -> int:
    """The height of everything but the rows, in twips."""
    size, small = writer.look.size, writer.look.table
    body = sum(lines_of(line, size, width / 20) for line in sheet.body) * _LINE + len(sheet.body) * _GAP
    foot = sum(lines_of(line, 9.5, width / 20) for line in sheet.foot) * _FOOT
    head = max(
        lines_of(column.name, small, (room - 2 * _CELL) / 20) * small * 28.4
        + (lines_of(column.hint, small * 0.8, (room - 2 * _CELL) / 20) * small * 0.8 * 28.4 if column.hint else 0)
        for column, room in zip(sheet.columns, widths, strict=True)
    )
    return _TITLE + _head_height(writer, sheet, width) + body + foot + round(head) + 80 + _GAP + _SPARE


def _head_height(writer: Writer, sheet: Sheet, width: int) -> int:
    if not sheet.head:
        return 0
    size, widths = writer.look.size, _head_widths(writer, sheet, width)
    lines = [
        max(lines_of(f"{label}：", size, (widths[place * 2 % len(widths)] - 80) / 20) for place, (label, _) in enumerate(sheet.head[start:start + 2]))
        for start in range(0, len(sheet.head), 2)
    ]
    return sum(_HEAD + (count - 1) * round(size * 28) for count in lines) + _GAP
