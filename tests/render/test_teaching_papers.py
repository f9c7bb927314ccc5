"""The pack of a teaching case as files: 教师用 on every page of a teacher's, one page a flow card, sums that add up."""
from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import openpyxl
import pytest
from conftest import REPO
from openxml_audit import OpenXmlValidator
from pypdf import PdfReader

from generator.checking import check_casebook
from generator.fonts import read_fonts
from generator.know.catalogue import Catalogue
from generator.papers import PAPERS
from generator.render.docx import render_docx
from generator.render.typst_faces import Fonts
from generator.render.typst_pdf import render_pdf
from generator.render.xlsx import render_xlsx
from generator.view.paper import Paper, RowTotal, Workbook, WorkbookSheet
from generator.view.shapes import Framed, Numbered, Paragraph, Plain, Ruled, Section, Table
from tests.tools.office import recalculated

PLAIN = (Plain("一句话。"),)
SAMPLE = Paper("demo/teaching-x-01", "teaching-text", "reading", "甲镇的议事会", "01_案例正文", (
    Section("a", "一、来由", (Numbered(((1, PLAIN), (12, (Plain("第十二段。" * 30),)))), Framed("情景为教学需要合成", (PLAIN,) * 40))),
    Section("b", "二、写", (Ruled(3, (Plain("你怎样看？"),)), Table("", ("写什么", "写在这里"), ((PLAIN, ()), (PLAIN, ())), tall=30, widths=(1, 3))),
            own_page=True),
    Section("c", "三、别的", (Paragraph(PLAIN),)),
), reviewed="2026-01-05")


@pytest.fixture(scope="module")
def fonts() -> Fonts:
    return read_fonts(REPO)


@pytest.fixture(scope="module")
def papers() -> list[Paper]:
    book, _ = check_casebook(REPO)
    assert book is not None
    catalogue = Catalogue(book, "0.1.0", "2026-01-05")
    made = [paper for row in PAPERS if row.name.startswith(("teaching-", "comparison")) for paper in row.papers(catalogue)]
    return [paper for paper in made if isinstance(paper, Paper)]


def pages(content: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(io.BytesIO(content)).pages]


def parts(content: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name).decode("utf-8", "replace") for name in archive.namelist() if name.endswith((".xml", ".rels"))}


def test_every_page_of_a_teachers_paper_says_so(papers: list[Paper], fonts: Fonts) -> None:
    counted = 0
    for paper in papers:
        if "futian/" in paper.path or paper.path.startswith("common/comparison-yishi"):
            for number, page in enumerate(pages(render_pdf(paper, fonts)), 1):
                assert ("教师用" in page) == (paper.edition == "teacher"), (paper.path, number)
                counted += 1
    assert counted > 40


def test_a_teachers_word_file_has_the_header_on_every_section(papers: list[Paper]) -> None:
    for paper in papers:
        if paper.layout != "cards":
            made = parts(render_docx(paper))
            document = made["word/document.xml"]
            sections, heads = document.count("<w:sectPr>"), document.count('<w:headerReference w:type="default"')
            assert heads == (sections if paper.edition == "teacher" else 0), paper.path
            assert [name for name in made if "header-" in name and "教师用" in made[name]] == ["word/header-teacher.xml"] * bool(heads)


def test_the_flow_of_each_class_stands_on_one_page(papers: list[Paper], fonts: Fonts) -> None:
    for paper in papers:
        if paper.kind == "teaching-board":
            assert len(pages(render_pdf(paper, fonts))) == len(paper.sections), paper.path


def test_a_feedback_form_is_one_page_and_cards_stand_four_to_a_sheet(papers: list[Paper], fonts: Fonts) -> None:
    from generator.render.typst_pdf import count_pages
    from generator.view.paper_fit import fitted

    for paper in papers:
        if paper.kind == "teaching-feedback":
            assert len(pages(render_pdf(fitted(paper, lambda version: count_pages(version, fonts)), fonts))) == 1, paper.path
        if paper.kind == "teaching-roles":
            assert len(pages(render_pdf(paper, fonts))) == -(-len(paper.cards) // 4), paper.path


def test_the_audit_finds_nothing(papers: list[Paper], tmp_path: Path) -> None:
    for paper in [one for one in papers if "longhua/" in one.path and one.edition == "teacher"] + [SAMPLE]:
        file = tmp_path / "one.docx"
        file.write_bytes(render_docx(paper))
        result = OpenXmlValidator().validate(file)
        assert not result.errors, (paper.path, result.errors[:3])


def test_the_head_of_a_frame_stands_on_every_page_it_runs_to(fonts: Fonts) -> None:
    made = pages(render_pdf(SAMPLE, fonts))
    framed = [page for page in made if "一句话" in page and "二、写" not in page]
    assert len(framed) > 1
    assert all("情景为教学需要合成" in page for page in framed)


def test_numbers_stand_before_their_paragraphs(fonts: Fonts) -> None:
    text = "".join(pages(render_pdf(SAMPLE, fonts)))
    assert re.search(r"\(12\)\s*第十二段", text)
    document = parts(render_docx(SAMPLE))["word/document.xml"]
    assert re.search(r'w:val="Numbered"/></w:pPr><w:r><w:t xml:space="preserve">\(12\)</w:t><w:tab/></w:r>', document)


def test_a_section_begins_its_page_where_it_is_to(fonts: Fonts) -> None:
    made = pages(render_pdf(SAMPLE, fonts))
    own = next(page for page in made if "二、写" in page)
    assert "一句话。\n一句话。" not in own.partition("二、写")[0]
    assert "三、别的" in own  # the next one does not


def test_rows_to_write_in_are_tall(fonts: Fonts) -> None:
    document = parts(render_docx(SAMPLE))["word/document.xml"]
    assert document.count('<w:trHeight w:val="1701" w:hRule="atLeast"/>') == 2  # 30 mm
    assert document.count('<w:trHeight w:val="482" w:hRule="exact"/>') == 3  # 8.5 mm, the lines to write on
    tall = Section("b", "写", (Table("", ("甲", "乙"), (((), ()),) * 9, tall=30),))
    assert len(pages(render_pdf(Paper("a/b", "x", "reading", "题", "名", (tall,)), fonts))) == 2  # 9 × 30 mm are more than a page


def test_totals_add_up_and_stay_blank_until_something_is_there(tmp_path: Path) -> None:
    rows = ((("第1组", 3.0, 4.5, RowTotal(1, 2), RowTotal(1, 2, (5, 1)))), ("第2组", None, None, RowTotal(1, 2), RowTotal(1, 2, (5, 1))))
    book = Workbook("demo/x", "teaching-scores", "题", "名", (WorkbookSheet("表", "题", ("组", "甲", "乙", "合计", "平均"), (8,) * 5, rows),),
                    reviewed="2026-01-05", edition="teacher")
    content = render_xlsx(book)
    assert content == render_xlsx(book)
    file = tmp_path / "one.xlsx"
    file.write_bytes(content)
    assert not OpenXmlValidator().validate(file).errors
    got = recalculated([file], ["表"], tmp_path / "csv")[file]["表"]
    assert got[3][3:] == ["7.5", "2.6"]  # (3 × 5 + 4.5 × 1) ÷ 7.5
    assert got[4][3:] == ["", ""]
    page = openpyxl.load_workbook(file).worksheets[0]
    assert page["B5"].number_format == "General"  # a number typed in must be one
    assert page.oddHeader.right.text is not None
    assert "教师用" in page.oddHeader.right.text


def test_the_same_paper_gives_the_same_bytes(papers: list[Paper], fonts: Fonts) -> None:
    for paper in papers[::25]:
        assert render_docx(paper) == render_docx(paper)
        assert render_pdf(paper, fonts) == render_pdf(paper, fonts)
