"""A table as CSV for Excel and WPS: UTF-8 with a mark, CRLF, and no cell that a spreadsheet would calculate.

RFC 4180 for quotes; the byte order mark, since Excel reads a CSV without one in the system's own code page.
"""
from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

Cell = str | int | float

_BOM = "\ufeff"
_FORMULA = re.compile(r"[\s\ufeff\u200b-\u200f]*[=+\-@＝＋－＠]|[\t\r]")
_BREAKS = re.compile(r"[\t\n\r\x0b\x0c\x85\u2028\u2029]+")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\ufeff\ufffe\uffff]")


def render_csv(head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """Return the file. Numbers are written as numbers, texts on one line and harmless (`harmless`).

    Raises ValueError for a row that has not a cell for each heading, and for a number that is none (NaN).
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    for row in (head, *rows):
        if len(row) != len(head):
            raise ValueError(f"{len(row)} cells under {len(head)} headings: {row[:1]}")
        writer.writerow([harmless(cell) if isinstance(cell, str) else _number(cell) for cell in row])
    return (_BOM + out.getvalue()).encode()


def harmless(text: str) -> str:
    """Return a text on one line that no spreadsheet takes for a formula: such a one gets an apostrophe before it.

    Excel, WPS and LibreOffice calculate what begins with = + - @, their full-width twins, or these after a tab or blank
    (OWASP, "CSV Injection").
    """
    mark = "'" if _FORMULA.match(text) else ""
    return mark + _CONTROL.sub("\ufffd", _BREAKS.sub(" ", text).strip())


def _number(value: int | float) -> str:
    """Return the digits of a number, without exponent and with nothing lost."""
    if isinstance(value, int):
        return str(value)
    if value != value or value in (float("inf"), float("-inf")):
        raise ValueError("not a number")
    return format(Decimal(repr(value)), "f")
