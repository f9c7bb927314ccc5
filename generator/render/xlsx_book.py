"""The writer of all our workbooks: no text of ours becomes a formula, link or number; formulas of Excel 2010 are written as they are.

XlsxWriter looks in each formula for each function that came after Excel 2010, by thirty regular expressions; in a form with
700 formulas that is half of the time. Ours use the few older functions named here; a formula with any other goes its way.
"""
from __future__ import annotations

import re
from typing import BinaryIO

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

_SAFE = {
    "in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "nan_inf_to_errors": False,
}
_OLD = frozenset((
    "AND", "CHAR", "COUNT", "COUNTA", "COUNTIF", "DATEVALUE", "IF", "INDEX", "INT", "ISNUMBER", "LARGE", "LEN", "MATCH", "MAX", "MID", "MIN",
    "NOT", "OR", "ROUND", "SUBSTITUTE", "SUM", "SUMIF", "SUMPRODUCT", "VLOOKUP",
))
_CALLED = re.compile(r"([A-Z][A-Z0-9.]*)\(")


class _Page(Worksheet):
    """A worksheet whose formulas are looked through once."""

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
        if formula[:1] == "=" and formula[-1:] != "}" and _OLD.issuperset(_CALLED.findall(formula)):
            return formula[1:]
        return str(super()._prepare_formula(formula, expand_future_functions))


class _Book(xlsxwriter.Workbook):
    worksheet_class = _Page


def open_book(made: BinaryIO) -> xlsxwriter.Workbook:
    """An empty workbook that `close()` writes into `made`."""
    return _Book(made, _SAFE)
