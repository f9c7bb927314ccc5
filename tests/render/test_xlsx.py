"""Workbooks of figures, read back as another program reads them."""
from __future__ import annotations

import io
import os
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from conftest import REPO
from openpyxl.worksheet.worksheet import Worksheet
from openxml_audit import OpenXmlValidator

from generator.render.xlsx import render_xlsx
from generator.view.paper import Workbook, WorkbookSheet

HOSTILE = ("=1+1", "=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "https://a.b", "00012", "_x0041_", "<b>&\"", "a\x01b", "{=1}", " 前后 ")
SHEET = WorkbookSheet(
    "示例案例", "指标表：示例案例", ("编号", "数的是什么", "原文写作", "数值", "范围"), (18, 30, 14, 10, 20),
    (
        ("demo/projects", "办成的民生项目", "1363个", 1363.0, "全区"),
        ("demo/share", "居民提出的占多少", "80.5%", 80.5, None),
        ("demo/long", "很长的说明" * 30, "", 0.1, "全区"),
    ),
    "每一行都写明原文的写法和出处。",
)
BOOK = Workbook("demo/figures", "figures-workbook", "指标表：示例案例", "指标表-示例", (SHEET, replace(SHEET, name="推算")), reviewed="2026-01-05")


def read(workbook: Workbook) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(render_xlsx(workbook)))


def first(workbook: Workbook) -> Worksheet:
    return read(workbook).worksheets[0]


def part(content: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(name).decode()


def test_says_what_the_sheet_says() -> None:
    page = first(BOOK)
    assert page.title == "示例案例"
    assert page["A1"].value == "指标表：示例案例"
    assert page["A2"].value == "每一行都写明原文的写法和出处。"
    assert [cell.value for cell in page[3]] == list(SHEET.head)
    assert [[cell.value for cell in row] for row in page.iter_rows(4)] == [[value or None for value in row] for row in SHEET.rows]


def test_numbers_are_numbers_and_words_are_words() -> None:
    page = first(BOOK)
    assert (page["D4"].data_type, page["D4"].value) == ("n", 1363)
    assert page["D5"].value == 80.5
    assert page["C5"].data_type == "s"


def test_hostile_words_stay_words() -> None:
    rows = tuple((text, "", "", None, "") for text in HOSTILE)
    content = render_xlsx(replace(BOOK, title="=1+1", sheets=(replace(SHEET, title="=1+1", head=("=h", *SHEET.head[1:]), rows=rows),)))
    assert "<f>" not in part(content, "xl/worksheets/sheet1.xml")
    assert "<hyperlink" not in part(content, "xl/worksheets/sheet1.xml")
    page = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    assert [row[0].value for row in page.iter_rows(4)] == [text.replace("\x01", "\ufffd") for text in HOSTILE]
    assert {row[0].data_type for row in page.iter_rows(4)} == {"s"}
    assert page["A3"].value == "=h"


def test_is_ready_to_read_and_to_print() -> None:
    page = first(BOOK)
    assert page.freeze_panes == "B4"
    assert page.print_title_rows == "$3:$3"
    assert page.auto_filter.ref == "A3:E6"
    assert page.page_setup.orientation == "landscape"
    assert page.page_setup.paperSize == 9
    assert (page.page_setup.fitToWidth or 1, page.page_setup.fitToHeight) == (1, 0)
    assert page.column_dimensions["B"].width == pytest.approx(30, abs=1)
    assert page["B6"].alignment.wrap_text
    assert page.row_dimensions[6].height > 3 * page.row_dimensions[4].height, "a long text has the lines that it needs"


def test_is_sound_as_office_programs_see_it(tmp_path: Path) -> None:
    file = tmp_path / "figures.xlsx"
    file.write_bytes(render_xlsx(BOOK))
    assert OpenXmlValidator().validate(str(file)).errors == []


def test_the_audit_sees_a_damaged_file(tmp_path: Path) -> None:
    file = tmp_path / "figures.xlsx"
    with zipfile.ZipFile(io.BytesIO(render_xlsx(BOOK))) as before, zipfile.ZipFile(file, "w") as after:
        for name in before.namelist():
            after.writestr(name, before.read(name).replace(b"<sheetData>", b"<cols/><sheetData>"))
    assert OpenXmlValidator().validate(str(file)).errors


def test_the_same_workbook_gives_the_same_bytes(tmp_path: Path) -> None:
    program = (
        "import sys, hashlib; sys.path[:0] = [sys.argv[1], sys.argv[1] + '/tests']\n"
        "from render.test_xlsx import BOOK, render_xlsx\n"
        "print(hashlib.sha256(render_xlsx(BOOK)).hexdigest())"
    )
    said = {
        subprocess.run(
            [sys.executable, "-W", "ignore", "-c", program, str(REPO)], cwd=folder, text=True, check=True, capture_output=True,
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone},
        ).stdout
        for folder, seed, zone in ((REPO, "1", "UTC"), (tmp_path, "2", "Asia/Shanghai"))
    }
    assert len(said) == 1
    assert b"2026-01-05T00:00:00Z" in part(render_xlsx(BOOK), "docProps/core.xml").encode()


def test_what_no_cell_can_hold_is_refused() -> None:
    with pytest.raises(ValueError, match="fits no cell"):
        render_xlsx(replace(BOOK, sheets=(replace(SHEET, rows=(("字" * 32_768, "", "", None, ""),)),)))
    with pytest.raises(ValueError, match="longer than its head"):
        render_xlsx(replace(BOOK, sheets=(replace(SHEET, rows=(("a",) * 6,)),)))
    with pytest.raises((ValueError, TypeError, OverflowError)):
        render_xlsx(replace(BOOK, sheets=(replace(SHEET, rows=(("a", "", "", float("nan"), ""),)),)))
