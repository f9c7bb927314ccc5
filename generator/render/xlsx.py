"""A workbook of figures as XLSX: numbers are numbers, words are words (=cmd too), ready to print on A4."""
from __future__ import annotations

import io
from datetime import datetime, time
from unicodedata import east_asian_width

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from generator.render.office_zip import clean, document_day, normalise_package
from generator.render.xlsx_book import open_book
from generator.view.paper import CellValue, RowTotal, Workbook, WorkbookSheet

_TITLE_ROW, _NOTE_ROW, _HEAD_ROW = 0, 1, 2
_A4 = 9
_POINTS = 15.5  # of a line of text
_MOST = 32_767  # characters in a cell
_LONGEST_ROW = 409  # points: more a row cannot be


def render_xlsx(workbook: Workbook) -> bytes:
    """The file; the same workbook gives the same bytes. Its date is the workbook's day of review.

    Raises ValueError for a row that is longer than its head, a text that no cell can hold, and a number that is none.
    """
    day = document_day(workbook.reviewed)
    made = io.BytesIO()
    book = open_book(made)
    book.set_properties({
        "title": clean(workbook.title), "author": "基层治理案例库", "comments": clean(workbook.web),
        "created": datetime.combine(day, time()),
    })
    book.set_calc_mode("auto")
    formats = _formats(book)
    for sheet in workbook.sheets:
        page = book.add_worksheet(sheet.name)
        _write(page, sheet, formats, workbook.footer)
        if workbook.edition == "teacher":
            page.set_header("&R&10教师用")
    book.close()
    return normalise_package(made.getvalue(), day)


def _formats(book: xlsxwriter.Workbook) -> dict[str, Format]:
    cell = {"font_name": "宋体", "font_size": 10.5, "valign": "top", "text_wrap": True, "border": 1, "border_color": "#808080"}
    return {
        "title": book.add_format({"font_name": "黑体", "font_size": 16, "valign": "vcenter"}),
        "note": book.add_format({"font_name": "楷体", "font_size": 10.5, "valign": "top", "text_wrap": True}),
        "head": book.add_format({
            **cell, "font_name": "黑体", "align": "center", "valign": "vcenter", "bg_color": "#E6E6E6",
        }),
        "text": book.add_format({**cell, "num_format": "@"}),
        "whole": book.add_format({**cell, "num_format": "#,##0"}),
        "number": book.add_format({**cell, "num_format": "#,##0.########"}),
        "total": book.add_format({**cell, "num_format": "General"}),
    }


def _write(page: Worksheet, sheet: WorkbookSheet, formats: dict[str, Format], footer: str) -> None:
    last = max(len(sheet.head), 1) - 1
    if last:
        page.merge_range(_TITLE_ROW, 0, _TITLE_ROW, last, "", formats["title"])
        page.merge_range(_NOTE_ROW, 0, _NOTE_ROW, last, "", formats["note"])
    page.write_string(_TITLE_ROW, 0, _text(sheet.title), formats["title"])
    page.set_row(_TITLE_ROW, 28)
    page.write_string(_NOTE_ROW, 0, _text(sheet.note), formats["note"])
    page.set_row(_NOTE_ROW, _height([(sheet.note, sum(sheet.widths))]))
    for column, name in enumerate(sheet.head):
        page.write_string(_HEAD_ROW, column, _text(name), formats["head"])
        page.set_column(column, column, sheet.widths[column])
    page.set_row(_HEAD_ROW, _height(list(zip(sheet.head, sheet.widths, strict=True))) + 4)
    for number, row in enumerate(sheet.rows, _HEAD_ROW + 1):
        _write_row(page, number, row, sheet, formats)
    _set_print(page, sheet, last, footer)


def _write_row(
    page: Worksheet, number: int, row: tuple[CellValue, ...], sheet: WorkbookSheet, formats: dict[str, Format]
) -> None:
    if len(row) > len(sheet.head):
        raise ValueError(f"a row of the sheet {sheet.name} is longer than its head")
    counted = any(isinstance(value, RowTotal) for value in row)  # a number typed into a cell of text would not be added up
    for column, value in enumerate(row):
        if value is None or value == "":
            page.write_blank(number, column, None, formats["total" if counted else "text"])
        elif isinstance(value, RowTotal):
            page.write_formula(number, column, _formula(value, number + 1), formats["total"], "")
        elif isinstance(value, str):
            page.write_string(number, column, _text(value), formats["text"])
        else:
            page.write_number(number, column, value, formats["whole" if value == int(value) else "number"])
    height = _height([
        (str(value), width) for value, width in zip(row, sheet.widths, strict=False) if value is not None and not isinstance(value, RowTotal)
    ])
    page.set_row(number, max(height, sheet.tall))


def _formula(total: RowTotal, row: int) -> str:
    """The only formulas of these workbooks: made of column letters and marks, never of a text. `row` counts from 1."""
    cells = f"{xl_col_to_name(total.first)}{row}:{xl_col_to_name(total.last)}{row}"
    if not total.marks:
        return f'=IF(COUNT({cells})=0,"",SUM({cells}))'
    marks = ",".join(map(str, total.marks))
    return f'=IF(SUM({cells})=0,"",ROUND(SUMPRODUCT({cells},{{{marks}}})/SUM({cells}),2))'


def _set_print(page: Worksheet, sheet: WorkbookSheet, last: int, footer: str) -> None:
    page.freeze_panes(_HEAD_ROW + 1, 1)
    if sheet.sortable:
        page.autofilter(_HEAD_ROW, 0, _HEAD_ROW + len(sheet.rows), last)
    page.repeat_rows(_HEAD_ROW)
    page.set_landscape()
    page.set_paper(_A4)
    page.set_margins(left=0.55, right=0.55, top=0.6, bottom=0.7)
    page.fit_to_pages(1, 0)
    page.set_footer(f"&L&9{footer}&R&9第 &P 页，共 &N 页")


def _text(value: str) -> str:
    """A text for a cell. Raises ValueError for one that no cell can hold: cut off it would say something else."""
    value = clean(value)
    if len(value) > _MOST:
        raise ValueError(f"a text of {len(value)} characters fits no cell: {value[:40]}")
    return value


def _height(cells: list[tuple[str, int]]) -> float:
    """The height of a row in points: programs do not all work it out themselves."""
    lines = max((_lines(text, width) for text, width in cells if text), default=1)
    return min(lines * _POINTS + 4, _LONGEST_ROW)


def _lines(text: str, width: int) -> int:
    """How many lines a text takes in a column so many half-width characters wide."""
    room = max(width - 1.5, 1)
    long = (sum(2.15 if east_asian_width(character) in "WFA" else 1.1 for character in line) for line in text.split("\n"))
    return sum(max(-int(-length // room), 1) for length in long)
