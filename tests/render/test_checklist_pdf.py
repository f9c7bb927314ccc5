"""A self-assessment form as PDF: heads on every page, rows kept whole, room to write, and how many pages it takes."""
from __future__ import annotations

import io
import re
from dataclasses import replace
from itertools import pairwise

import pytest
from conftest import REPO
from pypdf import PdfReader
from render.sample_checklist import FORMS, FULL, LONG, QUICK, SHEET, SUBMIT
from render.test_typst_pdf import MM, poppler, squeezed, words_of

from generator.checking import check_casebook
from generator.fonts import read_fonts
from generator.know.catalogue import Catalogue
from generator.papers import find_papers
from generator.render.typst_checklist import checklist_json
from generator.render.typst_faces import Fonts, GlyphMissing
from generator.render.typst_pdf import render_checklist_pdf
from generator.view.paper import ChecklistForm


@pytest.fixture(scope="module")
def fonts() -> Fonts:
    return read_fonts(REPO)


@pytest.fixture(scope="module")
def made(fonts: Fonts) -> dict[str, bytes]:
    return {form.path: render_checklist_pdf(form, fonts) for form in (*FORMS, LONG)}


def pages(content: bytes) -> list[str]:
    return [squeezed(page) for page in poppler(content, "-layout").split("\f")[:-1]]


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.path)
def test_lies_on_its_side_and_is_tagged(form: ChecklistForm, made: dict[str, bytes]) -> None:
    reader = PdfReader(io.BytesIO(made[form.path]))
    for page in reader.pages:
        assert page.mediabox.width / MM == pytest.approx(297, abs=1)
        assert page.mediabox.height / MM == pytest.approx(210, abs=1)
    catalog = reader.trailer["/Root"]
    assert catalog["/MarkInfo"]["/Marked"]  # type: ignore[index]
    assert catalog["/Lang"] == "zh-CN"  # type: ignore[index]
    assert reader.metadata is not None
    assert reader.metadata.title == form.title


def test_head_and_dimension_stand_on_every_page_of_the_table(made: dict[str, bytes]) -> None:
    table = [page for page in pages(made[LONG.path]) if "存放处：" in page]
    assert len(table) >= 3
    for page in table:
        assert "评分标准" in page
        assert "没做到的" in page
        assert re.search("一级指标[一二]|底线项（|加分项（", page)


def test_no_row_goes_over_two_pages_and_no_heading_stands_alone(made: dict[str, bytes]) -> None:
    found: dict[str, set[int]] = {}
    for number, page in enumerate(pages(made[LONG.path])):
        for rule in re.findall("第[0-9]+条的算法", page):
            found.setdefault(rule, set()).add(number)
        last = max((page.rfind(heading) for heading in ("一级指标一", "一级指标二", "底线项（不计分", "加分项（在满分")), default=-1)
        assert last < 0 or "存放处" in page[last:], page[last:]
    assert found
    text = "".join(pages(made[LONG.path]))
    assert text.count("存放处：") == len(LONG.sheet.items)


def test_nothing_of_the_form_is_lost(made: dict[str, bytes]) -> None:
    text = "".join(pages(made[SUBMIT.path]))
    for word in ("社区（全称）", "街道（镇）", "评价周期", "填表日期", "□老旧小区", "复核", "盖章", "□不适用", "□需上级解决", "底线项：□都守住了",
                 "下一步打算", "□长期坚持", "填表说明", "什么算，什么不算", "《某办法》", "编号common/sample", "第2版"):
        assert word in text, word
    assert "盖章" not in "".join(pages(made[FULL.path]))


def test_there_is_room_to_write(made: dict[str, bytes]) -> None:
    words = [word for page in words_of(made[FULL.path]) for word in page]
    rows = sorted(word.top for word in words if word.text.startswith("□未启动"))
    assert len(rows) >= 5
    assert all(after - before >= 9 * MM - 0.1 for before, after in pairwise(rows))
    small = [word for word in words if word.bottom - word.top < 8]
    assert small == []


def test_the_same_form_gives_the_same_bytes(fonts: Fonts, made: dict[str, bytes]) -> None:
    assert render_checklist_pdf(QUICK, fonts) == made[QUICK.path]


def test_the_code_leads_to_the_form_on_the_web(fonts: Fonts) -> None:
    assert checklist_json(FULL, "https://a.gov.cn/kb/", str)["qr"] == "https://a.gov.cn/kb/assess/sample.html"
    assert checklist_json(FULL, "", str)["qr"] == ""
    with_code = PdfReader(io.BytesIO(render_checklist_pdf(FULL, fonts, "https://a.gov.cn/kb")))
    assert "下一步打算" in "".join(page.extract_text() for page in with_code.pages)


def test_a_character_that_no_font_has_names_the_file(fonts: Fonts) -> None:
    with pytest.raises(GlyphMissing) as refused:
        render_checklist_pdf(replace(FULL, sheet=replace(SHEET, purpose="好😀")), fonts)
    assert refused.value.source == FULL.source


def test_the_real_forms_take_few_pages(fonts: Fonts) -> None:
    book, _ = check_casebook(REPO)
    assert book is not None
    catalogue = Catalogue(book, "0.1.0", "2026-01-05")
    forms = [form for form in find_papers(catalogue, "checklist", "")[1] if isinstance(form, ChecklistForm)]
    assert forms
    for form in forms:
        count = len(PdfReader(io.BytesIO(render_checklist_pdf(form, fonts))).pages)
        most = 3 if form.edition == "quick" else 9
        assert count <= most, (form.path, count)
