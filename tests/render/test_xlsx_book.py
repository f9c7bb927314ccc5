"""Our workbooks: formulas are written as XlsxWriter itself would write them, and no text becomes anything else."""
from __future__ import annotations

import io
import zipfile

import pytest
import xlsxwriter

from generator.render.xlsx_book import open_book

FORMULAS = (
    '=IF(SUM(A1:B2)=0,"",ROUND(SUMPRODUCT(A1:B2,{1,2})/SUM(A1:B2),2))', "=A1/100", '="FILTER("&A1', "=SUM(A1)+SORT(B1)", "{=SUM(A1:A2*2)}",
    "=FILTER(A1:A9,B1:B9)", "=XLOOKUP(A1,B1:B9,C1:C9)", "=TEXTSPLIT(A1,B1)", "=_xlfn.SORTBY(A1,B1)", "=CASINGLE(A1)", "SUM(A1:A2)",
    "=BETA.DIST(1,2,3,TRUE)", "=SUM(A1:A2)}",
)


def sheet_of(book: xlsxwriter.Workbook, made: io.BytesIO, formula: str) -> bytes:
    page = book.add_worksheet("一")
    page.write_formula(0, 0, formula, None, 7)
    page.conditional_format("A1:A3", {"type": "formula", "criteria": "=SUM(A1:A2)>1", "format": book.add_format({"bold": True})})
    page.write(1, 0, "=cmd")
    page.write(2, 0, "http://example.org/")
    book.close()
    with zipfile.ZipFile(made) as package:
        return package.read("xl/worksheets/sheet1.xml")


@pytest.mark.parametrize("formula", FORMULAS)
def test_a_formula_is_what_xlsxwriter_makes_of_it(formula: str) -> None:
    ours, stock = io.BytesIO(), io.BytesIO()
    safe = {"strings_to_formulas": False, "strings_to_urls": False}
    assert sheet_of(open_book(ours), ours, formula) == sheet_of(xlsxwriter.Workbook(stock, safe), stock, formula)


def test_a_text_stays_a_text() -> None:
    made = io.BytesIO()
    sheet = sheet_of(open_book(made), made, "=A3")
    assert sheet.count(b"<f>") == 1
    assert b"<hyperlinks" not in sheet


def test_a_formula_of_later_years_gets_its_prefix() -> None:
    made = io.BytesIO()
    assert b"_xlfn._xlws.FILTER(" in sheet_of(open_book(made), made, "=FILTER(A1:A9,B1:B9)")
