"""Slides, read back as other programs read them: sound, with Chinese fonts, in large type, and nothing runs over."""
from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import openpyxl
import pytest
from conftest import REPO
from lxml import etree
from openxml_audit import OpenXmlValidator
from pptx import Presentation
from tools.office import convert
from tools.office_fonts import office_environment

from generator.checking import check_casebook
from generator.fonts import read_fonts
from generator.know.catalogue import Catalogue
from generator.render.pptx import render_pptx
from generator.render.pptx import slides as slides_module
from generator.render.pptx.look import BODY_BOTTOM, BODY_TOP, LEFT, PAGE, RULE
from generator.view.deck import MOST_LINES, Deck, Slide, SlideChart, SlideTable
from generator.view.slide_fit import WIDTH
from generator.view.teaching_slides import student_decks, teacher_decks

HOSTILE = "=1+1 <b>&\" a\x01b _x0041_"
CHART = SlideChart("个", (("收到的心愿", 3300.0, "3300多个"), (HOSTILE, 600.0, "600多个")))
DECK = Deck(
    "demo/teaching-yishi-03t", "teaching-slides-teacher", "甲镇的议事会", "03_课件_教师版", "教师版", (
        Slide("cover", "甲镇的议事会", ("教学案例课件 · 教师版 · 教师用", "事实依公开资料。"), notes="【开场白】今天议一件事。\n第二段"),
        Slide("lines", "课堂规则", ("先指段落", "1. 编了号的", "标签\t带标签的", "\t上面的一句", HOSTILE)),
        Slide("question", "问题 1", ("先办哪一类？",), minutes=15),
        Slide("table", "图表 1：议定和办成", table=SlideTable(("数的是什么", "数"), (("办成的", "3300多个"), (HOSTILE, "5个"))), source="来源：示例。"),
        Slide("chart", "图表 1：议定和办成", chart=CHART, source="来源：示例。"),
    ), edition="teacher", reviewed="2026-01-05", version="1.0",
)
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
SMALL = {"页脚", "页码", "来源"}


@pytest.fixture(scope="module")
def decks() -> tuple[Deck, ...]:
    """Every deck that there is."""
    book, _ = check_casebook(REPO)
    assert book is not None
    catalogue = Catalogue(book, "1", "2026-01-05")
    return (*student_decks(catalogue), *teacher_decks(catalogue))


@pytest.fixture(scope="module")
def files(decks: tuple[Deck, ...]) -> dict[Deck, bytes]:
    return {deck: render_pptx(deck) for deck in (*decks, DECK)}


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def slides_of(content: bytes) -> Iterator[etree._Element]:
    made = parts(content)
    for number in range(1, len([name for name in made if re.fullmatch(r"ppt/slides/slide\d+\.xml", name)]) + 1):
        yield etree.fromstring(made[f"ppt/slides/slide{number}.xml"])


def audit(content: bytes, folder: Path) -> list[str]:
    file = folder / "deck.pptx"
    file.write_bytes(content)
    return [str(error) for error in OpenXmlValidator().validate(str(file)).errors]


# --- the file ---------------------------------------------------------------------------------------------------------


def test_a_deck_of_each_edition_is_sound_as_office_programs_see_it(
    files: dict[Deck, bytes], decks: tuple[Deck, ...], tmp_path: Path
) -> None:
    assert {deck.edition for deck in (decks[0], decks[-1])} == {"student", "teacher"}
    assert [audit(files[deck], tmp_path) for deck in (DECK, decks[0], decks[-1])] == [[], [], []]


def test_the_audit_sees_axes_with_negative_ids(files: dict[Deck, bytes], tmp_path: Path) -> None:
    broken = io.BytesIO()
    with zipfile.ZipFile(broken, "w") as after:
        for name, content in parts(files[DECK]).items():
            after.writestr(name, content.replace(b'"111111111"', b'"-1"'))
    assert audit(broken.getvalue(), tmp_path)


def test_the_same_deck_gives_the_same_bytes_whatever_the_clock_and_the_hash(files: dict[Deck, bytes]) -> None:
    code = "import sys; from render.test_pptx import DECK; from generator.render.pptx import render_pptx; sys.stdout.buffer.write(render_pptx(DECK))"
    env = {**os.environ, "PYTHONHASHSEED": "7", "TZ": "Asia/Shanghai", "PYTHONPATH": f"{REPO}:{REPO / 'tests'}", "SOURCE_DATE_EPOCH": "1"}
    again = subprocess.run([sys.executable, "-c", code], cwd=REPO, env=env, capture_output=True, check=True).stdout
    assert again == files[DECK]


def test_its_dates_are_the_day_of_review_and_nothing_tells_of_the_machine(files: dict[Deck, bytes]) -> None:
    made = parts(files[DECK])
    book = next(content for name, content in made.items() if name.endswith(".xlsx"))
    for core in (made["docProps/core.xml"], parts(book)["docProps/core.xml"]):
        assert set(re.findall(r"\d{4}-\d\d-\d\dT[\d:]+Z", core.decode())) == {"2026-01-05T00:00:00Z"}
    assert "docProps/thumbnail.jpeg" not in made
    assert not [name for name in made if "printerSettings" in name]
    assert "lastModifiedBy" not in made["docProps/core.xml"].decode()


def test_python_pptx_reads_it(files: dict[Deck, bytes]) -> None:
    book = Presentation(io.BytesIO(files[DECK]))
    assert (book.slide_width / 914400, book.slide_height / 914400) == (pytest.approx(13.333, abs=0.001), 7.5)
    assert [layout.name for layout in book.slide_layouts] == ["封面", "标题和正文", "仅标题"]
    assert [slide.shapes.title.text for slide in book.slides] == [slide.title for slide in DECK.slides]
    assert book.slides[0].notes_slide.notes_text_frame.text == DECK.slides[0].notes
    assert [slide.has_notes_slide for slide in book.slides] == [True, False, False, False, False]
    table = next(shape for shape in book.slides[3].shapes if shape.has_table).table
    assert [[cell.text for cell in row.cells] for row in table.rows][:2] == [["数的是什么", "数"], ["办成的", "3300多个"]]


def test_a_chart_is_a_chart_with_its_numbers_and_the_words_of_the_source(files: dict[Deck, bytes]) -> None:
    chart = next(shape for shape in Presentation(io.BytesIO(files[DECK])).slides[4].shapes if shape.has_chart).chart
    series = chart.plots[0].series[0]
    assert list(series.values) == [3300.0, 600.0]
    xml = next(content for name, content in parts(files[DECK]).items() if "charts/chart" in name and name.endswith(".xml")).decode()
    assert {int(value) for value in re.findall(r'<c:axId val="(-?\d+)"', xml)} == {int(value) for value in re.findall(r'<c:crossAx val="(-?\d+)"', xml)}
    assert all(int(value) > 0 for value in re.findall(r'<c:axId val="(-?\d+)"', xml))
    assert re.findall(r"<a:t>([^<]*)</a:t>", xml) == ["3300多个", "600多个"]
    page = openpyxl.load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob)).worksheets[0]
    hostile = HOSTILE.replace("\x01", "\ufffd")
    assert [[cell.value for cell in row] for row in page.iter_rows(2)] == [["收到的心愿", 3300, "3300多个"], [hostile, 600, "600多个"]]
    assert {row[0].data_type for row in page.iter_rows(2)} == {"s"}


def test_a_students_deck_has_no_notes_and_refuses_them(files: dict[Deck, bytes]) -> None:
    for deck, content in files.items():
        names = [name for name in parts(content) if "notes" in name.lower()]
        assert bool(names) == (deck.edition == "teacher"), deck.path
    with pytest.raises(ValueError, match="notes in the students' edition"):
        render_pptx(replace(DECK, edition="student"))


# --- how it looks -----------------------------------------------------------------------------------------------------


def test_every_run_names_its_chinese_font_and_is_large_enough(files: dict[Deck, bytes]) -> None:
    for deck, content in files.items():
        theme = parts(content)["ppt/theme/theme1.xml"].decode()
        assert theme.count('<a:latin typeface="Arial"/><a:ea typeface="微软雅黑"/>') == 2
        for page in slides_of(content):
            for shape in page.iter(f"{P}sp", f"{P}graphicFrame"):
                name = next(shape.iter(f"{P}cNvPr")).get("name")
                title = name == "标题"
                for look in shape.iter(f"{A}rPr"):
                    assert [look.find(f"{A}{script}").get("typeface") for script in ("latin", "ea")] == ["Arial", "微软雅黑"]
                    least = 12 if name in SMALL else 32 if title else 22
                    assert int(look.get("sz")) >= least * 100, (deck.path, name)


def test_every_page_says_what_it_is_and_its_number(files: dict[Deck, bytes]) -> None:
    for deck, content in files.items():
        for number, page in enumerate(slides_of(content), 1):
            said = {next(shape.iter(f"{P}cNvPr")).get("name"): "".join(shape.itertext()) for shape in page.iter(f"{P}sp")}
            assert said["页码"] == str(number)
            assert "学习资料" in said["页脚"]
            assert ("教师用" in said["页脚"]) == (deck.edition == "teacher")


def test_what_does_not_fit_is_refused() -> None:
    for slide in (
        Slide("lines", "题" * 30, ("一行",)), Slide("lines", "标题", ("很长的一行。" * 60,)), Slide("cover", "题" * 90),
        Slide("table", "表", table=SlideTable(("甲",), tuple(("行",) for _ in range(20)))),
        Slide("chart", "图", chart=CHART, source="来源" * 300),
    ):
        with pytest.raises(ValueError, match=r"long|fit"):
            render_pptx(replace(DECK, slides=(slide,)))


# --- as it is shown ---------------------------------------------------------------------------------------------------

Word = tuple[float, float, float, float, str]


def words_of_pages(pdf: Path) -> list[list[Word]]:
    """The words of every page with their boxes, as pdftotext finds them."""
    said = subprocess.run(["pdftotext", "-bbox", str(pdf), "-"], capture_output=True, check=True).stdout
    pages = []
    for page in etree.fromstring(said, etree.XMLParser(recover=True)).iter("{http://www.w3.org/1999/xhtml}page"):
        assert (float(page.get("width")), float(page.get("height"))) == pytest.approx(PAGE, abs=1)
        pages.append([
            (*(float(word.get(side)) for side in ("xMin", "yMin", "xMax", "yMax")), word.text or "")
            for word in page.iter("{http://www.w3.org/1999/xhtml}word")
        ])
    return pages


def faults(words: Sequence[Word], slide: Slide) -> list[str]:
    """What runs over on a slide: beyond its margins, a title of two lines, words upon words, too many lines."""
    found = [f"beyond the margin: {word[4]}" for word in words if word[0] < LEFT - 3 or word[2] > LEFT + WIDTH + 8]
    found += [f"over: {a[4]} {b[4]}" for a, b in combinations(words, 2) if min(a[2], b[2]) - max(a[0], b[0]) > 3 and _overlap(a, b) > 0.35]
    if slide.kind == "cover":
        return found
    title = [word for word in words if (word[1] + word[3]) / 2 < RULE and "分钟" not in word[4]]
    if _rows(title) != 1 or "".join(slide.title.split()) not in "".join("".join(word[4] for word in words).split()):
        found.append(f"the title is not on one line: {slide.title}")
    below = [word for word in words if (word[1] + word[3]) / 2 > BODY_BOTTOM + 14]
    if any((word[1] + word[3]) / 2 < PAGE[1] - 44 for word in below):
        found.append("the body runs into the foot")
    if slide.table is None and slide.chart is None:
        body = [word for word in words if word not in below and (word[1] + word[3]) / 2 > BODY_TOP - 4]
        if _rows(body) > MOST_LINES + (slide.minutes > 0):  # and our line under a question
            found.append(f"{_rows(body)} lines")
    return found


def _overlap(a: Word, b: Word) -> float:
    return (min(a[3], b[3]) - max(a[1], b[1])) / min(a[3] - a[1], b[3] - b[1])


def _rows(words: Sequence[Word]) -> int:
    rows: list[float] = []
    for middle in sorted((word[1] + word[3]) / 2 for word in words):
        if not rows or middle - rows[-1] > 12:
            rows.append(middle)
    return len(rows)


def test_nothing_runs_over_on_any_slide(decks: tuple[Deck, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """All slides that differ, as LibreOffice sets them in one file; the last, made too long on purpose, is found out."""
    shown = list(dict.fromkeys(replace(slide, notes="") for deck in decks for slide in deck.slides))
    canary = Slide("lines", "一个写得太长、一行怎么也放不下的标题，" * 2, ("一行",))
    monkeypatch.setattr(slides_module, "TITLE_EM", 1000)
    file = tmp_path / "all.pptx"
    file.write_bytes(render_pptx(replace(DECK, slides=(*shown, canary))))
    pdf = convert([file], "pdf", tmp_path / "made", _environment(tmp_path))[file]
    pages = words_of_pages(pdf)
    assert len(pages) == len(shown) + 1
    found: Mapping[str, list[str]] = {
        f"{number} {slide.title}": wrong for number, (words, slide) in enumerate(zip(pages, shown, strict=False), 1) if (wrong := faults(words, slide))
    }
    assert found == {}
    assert faults(pages[-1], canary)


def _environment(folder: Path) -> dict[str, str]:
    return office_environment(read_fonts(REPO), folder)
