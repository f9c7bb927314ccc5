"""A self-assessment form as a Word file: sound, the same bytes, real heads, rows kept whole, the words of the PDF."""
from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest
from conftest import REPO
from openxml_audit import OpenXmlValidator
from pypdf import PdfReader
from render.sample_checklist import FORMS, FULL, LONG, QUICK, SUBMIT
from tools.office_fonts import office_environment

from generator.fonts import read_fonts
from generator.render.docx import render_checklist_docx
from generator.view.checklist_print import printed
from generator.view.paper import ChecklistForm

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def part(content: bytes, name: str = "word/document.xml") -> ElementTree.Element:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return ElementTree.fromstring(package.read(name))


def text_of(element: ElementTree.Element) -> str:
    return "".join(piece.text or "" for piece in element.iter(f"{W}t"))


def items_table(content: bytes) -> ElementTree.Element:
    return next(table for table in part(content).iter(f"{W}tbl") if "二级指标" in text_of(table))


@pytest.mark.parametrize("form", [*FORMS, LONG], ids=lambda form: form.path)
@pytest.mark.parametrize("site", ["", "https://a.gov.cn/kb"])
def test_is_sound_as_office_programs_see_it(form: ChecklistForm, site: str, tmp_path: Path) -> None:
    file = tmp_path / "form.docx"
    file.write_bytes(render_checklist_docx(form, site))
    assert [str(error) for error in OpenXmlValidator().validate(str(file)).errors] == []


def test_the_same_form_gives_the_same_bytes() -> None:
    assert render_checklist_docx(SUBMIT) == render_checklist_docx(SUBMIT)
    assert render_checklist_docx(SUBMIT) != render_checklist_docx(FULL)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.path)
def test_the_head_is_repeated_and_no_row_is_split(form: ChecklistForm) -> None:
    rows = items_table(render_checklist_docx(form)).findall(f"{W}tr")
    assert rows[0].find(f"{W}trPr/{W}tblHeader") is not None
    assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)
    bands = [row for row in rows if len(row.findall(f"{W}tc")) == 1]
    assert len(bands) == len(printed(form).groups)
    assert all(band.find(f".//{W}pPr/{W}keepNext") is not None for band in bands)
    scored = [row for row in rows[1:] if len(row.findall(f"{W}tc")) > 1]
    heights = [int(row.find(f"{W}trPr/{W}trHeight").attrib[f"{W}val"]) for row in scored]  # type: ignore[union-attr]
    assert min(heights) >= 510  # 9 mm


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.path)
def test_widths_of_cells_sum_to_their_grid(form: ChecklistForm) -> None:
    for table in part(render_checklist_docx(form)).iter(f"{W}tbl"):
        grid = [int(column.attrib[f"{W}w"]) for column in table.findall(f"{W}tblGrid/{W}gridCol")]
        for row in table.findall(f"{W}tr"):
            spans = [int(span.attrib[f"{W}val"]) if (span := cell.find(f"{W}tcPr/{W}gridSpan")) is not None else 1 for cell in row.findall(f"{W}tc")]
            assert sum(spans) == len(grid)
            widths = [int(cell.find(f"{W}tcPr/{W}tcW").attrib[f"{W}w"]) for cell in row.findall(f"{W}tc")]  # type: ignore[union-attr]
            assert sum(widths) == sum(grid)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.path)
def test_says_what_the_pdf_says(form: ChecklistForm) -> None:
    said, text = printed(form), text_of(part(render_checklist_docx(form)))
    bare = re.sub(r"\s", "", text)
    for words in (
        said.title, *(line for _, line in said.opening), *(group.heading for group in said.groups), *said.notes,
        *(piece for group in said.groups for item in group.items for line in item.answers for piece in line.pieces),
        *(detail for one in said.details for _, detail in one.words), *said.gates, *said.working,
    ):
        for piece in re.split("_+", words):
            assert re.sub(r"\s", "", piece) in bare, piece


def test_boxes_are_characters_and_nothing_is_a_control() -> None:
    document = part(render_checklist_docx(FULL))
    assert "□A 都做到（3分）" in text_of(document)
    assert next(document.iter(f"{W}sdt"), None) is None


def test_lies_on_its_side_with_the_notes_in_two_columns() -> None:
    sections = list(part(render_checklist_docx(QUICK)).iter(f"{W}sectPr"))
    assert [one.find(f"{W}cols").attrib.get(f"{W}num", "1") for one in sections] == ["1", "2"]  # type: ignore[union-attr]
    assert all(one.find(f"{W}pgSz").attrib[f"{W}orient"] == "landscape" for one in sections)  # type: ignore[union-attr]


def test_headings_are_headings() -> None:
    document = part(render_checklist_docx(FULL))
    styled = [
        text_of(paragraph) for paragraph in document.iter(f"{W}p")
        if (style := paragraph.find(f"{W}pPr/{W}pStyle")) is not None and style.attrib[f"{W}val"] == "Heading1"
    ]
    assert styled == ["算得分", "下一步打算（提升计划）", "填表说明", "什么算，什么不算"]


def test_an_office_program_prints_it_as_it_is_meant(tmp_path: Path) -> None:
    office = shutil.which("soffice")
    assert office, "soffice is missing: apt-get install -y --no-install-recommends libreoffice-writer-nogui"
    file = tmp_path / "form.docx"
    file.write_bytes(render_checklist_docx(LONG))
    subprocess.run(
        [office, f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(file)],
        check=True, capture_output=True, timeout=300, env=office_environment(read_fonts(REPO), tmp_path),
    )
    pages = [re.sub(r"\s", "", page.extract_text()) for page in PdfReader(file.with_suffix(".pdf")).pages]
    assert 3 <= len(pages) <= 9
    for page in pages:
        assert "存放处：" not in page or "评分标准" in page
    assert sum(page.count("存放处：") for page in pages) == len(LONG.sheet.items)
