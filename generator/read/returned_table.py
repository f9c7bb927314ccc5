"""Sheets of a returned workbook as tables: a column of keys, and a row that names the columns by their roles.

The twin of generator/web/src/returns/table.ts.
"""
from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from generator.read.returned_cells import Cell, ReadWorkbook, Sheet
from generator.read.returned_checks import WHITE, cut, seen
from generator.read.returned_reading import Notify, RefusedFile
from generator.read.returned_values import plain_text

FORM_KEY = "casebook-key"
PLAN_KEY = "casebook-plan"


@dataclass(slots=True)
class Table:
    """A sheet with a row of roles and a column of keys."""

    sheet: Sheet
    row: int
    column: int
    roles: dict[str, int]
    rows: dict[str, int] = field(default_factory=dict)  # by key


def key_cells(workbook: ReadWorkbook, key: str) -> Iterator[tuple[Sheet, int, int]]:
    """Where a key stands, sheet by sheet, row by row."""
    for sheet in workbook.sheets:
        for row in sorted(sheet.rows):
            for column in sorted(sheet.rows[row]):
                cell = sheet.rows[row][column]
                if cell.kind == "text" and cell.text.strip(WHITE) == key:
                    yield sheet, row, column


def keyed_table(workbook: ReadWorkbook, key: str, pattern: re.Pattern[str]) -> Table | None:
    """The table of a key; None when there is none. Raises RefusedFile R-EDITED when it, a role or a row is there twice."""
    places = list(key_cells(workbook, key))
    if len(places) > 1:
        sheet, row, column = places[1]
        raise RefusedFile("R-EDITED", sheet.place(row, column), "同一张表有两份")
    if not places:
        return None
    sheet, row, column = places[0]
    table = Table(sheet, row, column, {})
    for at in sorted(sheet.rows[row]):
        role = plain_text(sheet.rows[row][at])
        if role in table.roles:
            raise RefusedFile("R-EDITED", sheet.place(row, at), f"“{cut(role)}”有两列")
        if at != column:
            table.roles[role] = at
    for at in sorted(sheet.rows):
        cell = sheet.cell(at, column)
        name = plain_text(cell) if cell else ""
        if at == row or not pattern.fullmatch(name):
            continue
        if name in table.rows:
            raise RefusedFile("R-EDITED", sheet.place(at, column), f"“{cut(name)}”有两行")
        table.rows[name] = at
    return table


def text_of(cell: Cell, where: str, notify: Notify) -> str:
    """The text of a cell as it is kept, trimmed, without what cannot be seen."""
    if cell.kind in {"formula", "error"}:
        notify("N-FORMULA" if cell.kind == "formula" else "N-CELL", where, cell.text)
        return ""
    text = plain_text(cell)
    kept = seen(text)
    if kept != text:
        notify("N-NORMAL", where, "去掉了看不见的字符")
    return kept


def named_values(sheet: Sheet, column: int) -> Mapping[str, str]:
    """The names of a column with the values beside them."""
    found: dict[str, str] = {}
    for row in sorted(sheet.rows):
        name, value = sheet.cell(row, column), sheet.cell(row, column + 1)
        if name and value:
            key, text = plain_text(name), plain_text(value)
            if found.setdefault(key, text) != text:
                raise RefusedFile("R-EDITED", sheet.place(row, column), f"“{cut(key)}”有两行")
    return found
