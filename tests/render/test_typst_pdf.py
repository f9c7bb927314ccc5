"""PDF by typst: the page of GB/T 9704, what stands on every page, what copies out, and that nothing is dropped."""
from __future__ import annotations

import hashlib
import io
import os
import re
import shutil
import subprocess
import sys
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

import pytest
from conftest import REPO
from pypdf import PdfReader
from render import sample_papers as samples

from generator.checking import check_casebook
from generator.fonts import read_fonts
from generator.know.catalogue import Catalogue
from generator.papers import PAPERS, find_papers
from generator.render import typst_pdf
from generator.render.typst_faces import Fonts, GlyphMissing
from generator.render.typst_json import paper_json
from generator.render.typst_pdf import TypesettingFault, count_pages, heading_pages, render_pdf
from generator.view.paper import Paper
from generator.view.paper_fit import fitted
from generator.view.shapes import Document, Figure, Files, Paragraph, Plain, Section

MM = 72 / 25.4
MAY_NOT_BEGIN = "，。、；：？！）》〉」』】〕”’％%·～"  # GB/T 15834; a dash or an ellipsis may, but whole
ADVICE = "编者建议（来源未记载，未经当地验证）"


class Word(NamedTuple):
    """A run of characters on a page, in points from the top left."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


@pytest.fixture(scope="module")
def fonts() -> Fonts:
    return read_fonts(REPO)


@pytest.fixture(scope="module")
def made(fonts: Fonts) -> dict[str, bytes]:
    """Every sample paper as PDF, by its path."""
    return {paper.path: render_pdf(paper, fonts) for paper in samples.ALL}


def poppler(content: bytes, *options: str) -> str:
    """What pdftotext says of a PDF."""
    tool = shutil.which("pdftotext")
    assert tool, "pdftotext is missing: apt-get install -y poppler-utils"
    done = subprocess.run([tool, *options, "-enc", "UTF-8", "-", "-"], input=content, capture_output=True, check=True)
    return done.stdout.decode()


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def words_of(content: bytes) -> list[list[Word]]:
    """The words of each page with their places."""
    root = ElementTree.fromstring(re.sub(r'xmlns="[^"]*"', "", poppler(content, "-bbox")))
    return [
        [Word(word.text or "", *(float(word.attrib[name]) for name in ("xMin", "yMin", "xMax", "yMax"))) for word in page.iter("word")]
        for page in root.iter("page")
    ]


def lines_of(words: list[Word]) -> list[list[Word]]:
    """Words put together by line, each from left to right."""
    found: dict[int, list[Word]] = {}
    for word in sorted(words, key=lambda word: (word.top, word.left)):
        key = next((key for key in found if abs(key - word.top) < 4), round(word.top))
        found.setdefault(key, []).append(word)
    return [sorted(line, key=lambda word: word.left) for _, line in sorted(found.items())]


# --- the page of GB/T 9704 --------------------------------------------------------------------------------------------


def test_a_full_page_has_22_lines_of_28_characters(made: dict[str, bytes]) -> None:
    page = words_of(made["demo/grid"])[1]
    body = [line for line in lines_of(page) if "居" in line[0].text]
    assert len(body) == 22
    assert {sum(len(word.text) for word in line) for line in body} == {28}
    tops = [line[0].top for line in body]
    assert all(abs(after - before - 28.95) < 0.1 for before, after in pairwise(tops))


def test_the_type_stands_where_the_standard_says(made: dict[str, bytes]) -> None:
    for number, page in enumerate(words_of(made["demo/grid"])[1:3], 2):
        body = [word for line in lines_of(page) for word in line if "居" in word.text]
        left, right = min(word.left for word in body), max(word.right for word in body)
        inner = 28 if number % 2 else 26  # the binding edge is left on odd pages, right on even ones
        assert left / MM == pytest.approx(inner, abs=1)
        assert (right - left) / MM == pytest.approx(156, abs=1)
        assert min(word.top for word in body) / MM == pytest.approx(37, abs=1.5)
        assert (max(word.bottom for word in body) - min(word.top for word in body)) / MM <= 225


def test_page_numbers_stand_at_the_outer_side(made: dict[str, bytes]) -> None:
    for number, page in enumerate(words_of(made["demo/grid"]), 1):
        foot = [line for line in lines_of(page) if line[0].top / MM > 297 - 35]
        text = "".join(word.text for word in foot[0])
        assert f"—{number}—" in text
        assert "学习资料，非公文" in text
        dash = [word for word in foot[0] if "—" in word.text]
        assert (min(word.left for word in dash) > 300) == (number % 2 == 1)


def test_no_line_begins_with_a_mark_that_may_not(made: dict[str, bytes]) -> None:
    seen = 0
    for paper in ("demo/prose", "demo/compendium"):
        for page in words_of(made[paper]):
            for line in lines_of([word for word in page if word.top / MM < 297 - 35]):
                words = "".join(word.text for word in line)
                assert words[0] not in MAY_NOT_BEGIN, words
                assert not re.match("—(?!—)|…(?!…)", words), words
                seen += 1
    assert seen > 300


def test_headings_are_numbered_and_are_the_bookmarks(made: dict[str, bytes], fonts: Fonts) -> None:
    reader = PdfReader(io.BytesIO(made["demo/compendium"]))
    titles: list[tuple[int, str]] = []

    def walk(outline: list, depth: int = 0) -> None:
        for entry in outline:
            if isinstance(entry, list):
                walk(entry, depth + 1)
            else:
                titles.append((depth, entry.title))

    walk(reader.outline)
    assert titles[:6] == [
        (0, "一、背景"), (0, "二、模式的骨架"), (0, "三、示例做法第1类"), (1, "（一）做了什么"), (1, "（二）怎样做"), (2, "1. 分工"),
    ]
    assert (0, "十四、示例做法第12类") in titles
    assert len(titles) == 2 + 12 * 4 + 1


def test_contents_name_the_page_that_each_heading_stands_on(made: dict[str, bytes], fonts: Fonts) -> None:
    pages = heading_pages(samples.OFFICIAL, fonts)
    assert pages["background"] == pages["背景"] == 1
    reader = PdfReader(io.BytesIO(made["demo/compendium"]))
    texts = [squeezed(page.extract_text()) for page in reader.pages]
    first = next(number for number, text in enumerate(texts) if "—1—" in text)
    assert first % 2 == 0  # an odd page of the book: right-hand when printed on both sides
    contents = "".join(texts[1:first])
    for number in (1, 5, 12):
        page = pages[f"c{number}"]
        assert f"示例做法第{number}类" in texts[first + page - 1]
        assert re.search(rf"示例做法第{number}类[….]*{page}(?![0-9])", contents)
    assert "—" not in texts[0]


def test_a_heading_is_never_left_alone_at_the_foot(made: dict[str, bytes]) -> None:
    for page in words_of(made["demo/compendium"])[4:]:
        lines = ["".join(word.text for word in line) for line in lines_of([word for word in page if word.top / MM < 260])]
        body = [line for line in lines if not line.startswith("[")]
        assert not re.match(r"[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）[^，。]{1,8}$|[0-9]+\.", body[-1]), body[-1]


# --- what each page says ----------------------------------------------------------------------------------------------


def test_the_head_of_the_advice_stands_on_every_page_it_runs_to(made: dict[str, bytes]) -> None:
    pages = [squeezed(text) for text in poppler(made["demo/guide-yishi"]).split("\f")]
    assert ADVICE in pages[0]
    assert ADVICE in pages[1]
    assert "议完没有下文" in pages[1]
    assert [page.count("建议里的数字都可自定") for page in pages[:2]] == [1, 1]
    whole = squeezed(poppler(made["demo/compendium"]))
    assert whole.count(ADVICE) > 10
    assert whole.count("建议里的数字都可自定") == 1


def test_the_head_of_a_table_stands_on_every_page(made: dict[str, bytes]) -> None:
    pages = [squeezed(text) for text in poppler(made["demo/figures"]).split("\f")]
    with_rows = [page for page in pages if "办成的民生项目" in page]
    assert len(with_rows) > 5
    assert all("编号数的是什么原文写作" in page for page in with_rows)
    assert all(any(f"{row}余个" in page for page in with_rows) for row in range(1, 201))


def test_a_figure_has_one_footnote_however_often_it_stands(made: dict[str, bytes]) -> None:
    text = squeezed(poppler(made["demo/guide-yishi"]))
    assert text.count("原文写作「1363个」") == 1
    assert len(re.findall(r"1363个※\[1\]", text)) == 2
    assert "推算：1363−363。" in text
    assert text.count("原文二（一）第3段。") == 1  # the place, said by the last of the row only


def test_of_statements_with_one_place_only_the_last_names_it() -> None:
    items = paper_json(samples.HANDOUT, "", str)["sections"][0]["blocks"][0]["items"]
    places = [any("note" in run and run["t"] == "" for run in item["runs"]) for item in items]
    assert places == [False, True, False, True]


def test_every_word_copies_out_in_reading_order(made: dict[str, bytes]) -> None:
    text = squeezed(poppler(made["demo/guide-yishi"]))
    asked = [
        "操作参考·示例案例", "居民议事会", "全区办成1363个", squeezed(samples.SENTENCE), "什么时候用，先要有什么", "把三个月里收到",
        "会前通知", "人手少、经费少", "容易走样", "来源没有说的", "引用提示",
    ]
    places = [text.find(words) for words in asked]
    assert -1 not in places, asked[places.index(-1)]
    assert places == sorted(places)


def test_a_blank_form_fills_one_page(made: dict[str, bytes]) -> None:
    for name in ("demo/form-yijian", "demo/form-yijian-wide", "demo/form-dafu", "demo/form-yijian-example"):
        assert len(PdfReader(io.BytesIO(made[name])).pages) == 1, name
    words = words_of(made["demo/form-yijian"])[0]
    foot = next(word for word in words if word.text.startswith("已有同类"))
    assert foot.top / MM > 260
    assert "示例，情景合成" in poppler(made["demo/form-yijian-example"])
    assert "示例，情景合成" not in poppler(made["demo/form-yijian"])
    page = PdfReader(io.BytesIO(made["demo/form-yijian-wide"])).pages[0]
    assert page.mediabox.width > page.mediabox.height


def test_words_above_a_form_take_from_its_rows(fonts: Fonts) -> None:
    paper = replace(samples.FORM, opening=("先看这几句。" * 30, "再看这几句。" * 30))
    content = render_pdf(paper, fonts)
    assert len(PdfReader(io.BytesIO(content)).pages) == 1
    words = words_of(content)[0]
    last = next(word for word in words if word.text.startswith("贴出去的那份"))
    line = next(word for word in words if word.text.startswith("学习资料"))
    assert last.bottom < line.top


def test_a_form_that_cannot_fill_one_page_runs_over_two(fonts: Fonts) -> None:
    paper = replace(samples.FORM_WIDE, opening=("先看这几句。" * 200,) * 2)
    text = [squeezed(page) for page in poppler(render_pdf(paper, fonts)).split("\f")]
    assert len([page for page in text if "学习资料" in page]) == 2
    assert samples.FOOT[0] in "".join(text)


@pytest.fixture(scope="module")
def real() -> Catalogue:
    book, _ = check_casebook(REPO)
    assert book is not None
    return Catalogue(book, "0.1.0", "2026-01-05")


def pages_of(paper: Paper, fonts: Fonts) -> int:
    return len(PdfReader(io.BytesIO(render_pdf(paper, fonts))).pages)


@pytest.mark.parametrize("kind", ["guide", "brief"])
def test_what_must_not_be_longer_is_not_and_keeps_most(kind: str, real: Catalogue, fonts: Fonts) -> None:
    row = next(row for row in PAPERS if row.name == kind)
    for paper in list(row.papers(real))[3::25]:
        assert isinstance(paper, Paper)
        short = fitted(paper, lambda version: count_pages(version, fonts))
        assert pages_of(short, fonts) <= paper.at_most, paper.path
        left_out = {name for name, _ in paper.spare} - {name for name, _ in short.spare}
        assert not left_out & {"drift", "light", "steps"}, paper.path


def test_all_cards_of_all_cases_stand_four_to_a_sheet(real: Catalogue, fonts: Fonts) -> None:
    for row in PAPERS:
        if row.name == "cards":
            for paper in row.papers(real):
                assert isinstance(paper, Paper)
                assert pages_of(paper, fonts) == -(-len(paper.cards) // 4), paper.path


@pytest.mark.parametrize("ref", ["futian/form-weituo-yueding", "futian/form-shixiang-rending", "dongguan/form-shouli-dengji"])
def test_a_long_example_stands_on_one_page_as_its_blank_does(ref: str, real: Catalogue, fonts: Fonts) -> None:
    for kind, path in (("form", ref), ("form-example", f"{ref}-example")):
        paper, = find_papers(real, kind, path)[1]
        assert isinstance(paper, Paper)
        assert pages_of(paper, fonts) == 1, path


def test_the_doing_gets_most_of_the_width_of_the_steps(made: dict[str, bytes]) -> None:
    heads = {word.text: word for page in words_of(made["demo/guide-yishi"]) for word in page}
    middle = (heads["怎样做"].left + heads["怎样做"].right) / 2
    doing = 2 * (heads["谁做、多久"].left - middle)  # its head is set in the middle, the next one near its own column's edge
    assert doing > 0.55 * (210 - 2 * 21 - 6) * MM


def test_cards_stand_four_to_a_sheet(made: dict[str, bytes]) -> None:
    pages = words_of(made["demo/cards"])
    assert len(pages) == 2
    for index, word in enumerate(w for w in pages[0] if w.text.startswith("demo/yishi-")):
        assert (word.left / MM > 105) == (index % 2 == 1)
        assert (word.top / MM > 148.5) == (index >= 2)


def test_a_card_that_cannot_fit_is_refused(fonts: Fonts) -> None:
    card = replace(samples.card(1), silent="说不完的话。" * 400)
    with pytest.raises(TypesettingFault, match="does not fit"):
        render_pdf(replace(samples.CARDS, cards=(card,)), fonts)


def test_the_code_stands_only_where_the_site_has_an_address(fonts: Fonts) -> None:
    bare = poppler(render_pdf(samples.HANDOUT, fonts))
    assert "编号 demo/yishi，在首页搜索此编号" in bare
    linked = paper_json(samples.HANDOUT, "https://example.org/x/", lambda address: f"<{address}>")
    assert linked["qr"] == "<https://example.org/x/library/demo/yishi.html>"
    assert paper_json(samples.HANDOUT, "", str)["qr"] == ""
    assert len(render_pdf(samples.HANDOUT, fonts, "https://example.org/x/")) > 10_000


# --- the file ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("paper", samples.ALL, ids=lambda paper: paper.path.split("/")[1])
def test_it_is_a_tagged_archival_file(paper: Paper, made: dict[str, bytes]) -> None:
    reader = PdfReader(io.BytesIO(made[paper.path]))
    root = reader.trailer["/Root"]
    metadata = root["/Metadata"].get_data().decode()
    assert re.search(r"pdfuaid:part[>=\"]+1", metadata)
    assert re.search(r"pdfaid:part[>=\"]+2", metadata)
    assert re.search(r"pdfaid:conformance[>=\"]+A", metadata)
    assert root["/Lang"] == "zh-CN"
    assert root["/MarkInfo"]["/Marked"]
    assert root["/StructTreeRoot"]
    assert reader.metadata is not None
    assert reader.metadata.title == paper.title
    assert reader.metadata.creation_date is not None
    assert reader.metadata.creation_date.date().isoformat() == paper.reviewed


def test_fonts_are_embedded_as_subsets(made: dict[str, bytes]) -> None:
    names = set()
    for page in PdfReader(io.BytesIO(made["demo/compendium"])).pages:
        for font in page["/Resources"].get("/Font", {}).values():
            inner = font.get_object()["/DescendantFonts"][0].get_object()
            descriptor = inner["/FontDescriptor"].get_object()
            assert {"/FontFile2", "/FontFile3"} & set(descriptor)
            assert re.match(r"/[A-Z]{6}\+", inner["/BaseFont"]), inner["/BaseFont"]
            assert "/ToUnicode" in font.get_object()
            names.add(inner["/BaseFont"].split("+")[1])
    assert len(names) == 4, names
    assert len(made["demo/compendium"]) < 600_000


def test_the_same_paper_gives_the_same_bytes_anywhere(made: dict[str, bytes], tmp_path: Path) -> None:
    script = (
        "import sys, hashlib; sys.path[:0] = [sys.argv[1], sys.argv[1] + '/tests'];"
        "from pathlib import Path; from render import sample_papers as s;"
        "from generator.fonts import read_fonts; from generator.render.typst_pdf import render_pdf;"
        "fonts = read_fonts(Path(sys.argv[1]));"
        "[print(p.path, hashlib.sha256(render_pdf(p, fonts)).hexdigest()) for p in (s.CARDS, s.OFFICIAL, s.HANDOUT)]"
    )
    environment = {**os.environ, "PYTHONHASHSEED": "7", "TZ": "Asia/Shanghai", "LC_ALL": "C.UTF-8"}
    command = [sys.executable, "-c", script, str(REPO)]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=True)
    assert dict(line.split() for line in done.stdout.splitlines()) == {
        path: hashlib.sha256(made[path]).hexdigest() for path in ("demo/cards", "demo/compendium", "demo/guide-yishi")
    }


# --- hostile text -----------------------------------------------------------------------------------------------------


def test_markup_in_the_words_is_printed_as_written(made: dict[str, bytes]) -> None:
    text = squeezed(poppler(made["demo/hostile"]))
    assert text.count(squeezed(samples.HOSTILE)) >= 8
    assert samples.RARE in text
    assert "49" not in text
    assert text.count("怪") == 80


@pytest.mark.parametrize("words", ["笑😀脸", "عربي", "响\a铃", "零\u200b宽", "组\u0301合字", "\U000e0001"])
def test_what_no_font_can_write_is_refused_by_name(words: str, fonts: Fonts) -> None:
    paper = replace(samples.GRID, sections=(Section("a", "正文", (Paragraph((Plain("前面的话" + words),)),)),))
    with pytest.raises(GlyphMissing) as caught:
        render_pdf(paper, fonts)
    assert samples.SOURCE in caught.value.what
    assert "U+" in caught.value.what
    assert all(character in words for character in caught.value.characters)


def test_the_title_is_looked_through_too(fonts: Fonts) -> None:
    for paper in (replace(samples.GRID, title="笑😀"), replace(samples.HANDOUT, facts=(("😀", (Plain("a"),)),)),
                  replace(samples.HANDOUT, footnotes=(("demo/share", "😀"),))):
        with pytest.raises(GlyphMissing):
            render_pdf(paper, fonts)


def test_a_warning_stops_the_work(fonts: Fonts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "paper.typ").write_text('#set text(font: "No Such Font", fallback: false)\nx', "utf-8")
    monkeypatch.setattr(typst_pdf, "_TEMPLATES", tmp_path)
    typst_pdf._compiler.cache_clear()
    try:
        with pytest.raises(TypesettingFault, match="unknown font family"):
            render_pdf(samples.GRID, fonts)
    finally:
        typst_pdf._compiler.cache_clear()


def test_the_folder_of_a_killed_process_goes_and_that_of_a_living_one_stays(fonts: Fonts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    stale, young, other = (tmp_path / name for name in ("casebook-typst-stale", "casebook-typst-young", "casebook-typst-other"))
    for folder in (stale, young, other):
        folder.mkdir()
        (folder / "paper.json").write_text("{}", "utf-8")
    for folder in (stale, other):
        os.utime(folder, (1, 1))
    script = (
        "import fcntl, os, sys; held = os.open(sys.argv[1], os.O_RDWR); fcntl.flock(held, fcntl.LOCK_EX); print('held', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen([sys.executable, "-c", script, other / "paper.json"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as living:
        assert living.stdout
        assert living.stdout.readline() == "held\n"
        setter = typst_pdf._Setter(fonts.folder, "paper.typ")
        made = {path.name for path in tmp_path.iterdir()} - {"casebook-typst-young", "casebook-typst-other"}
        assert len(made) == 1
        assert not stale.exists()
        assert other.exists()
        living.communicate("")
    assert setter.ask(typst_pdf._content(samples.GRID, fonts, ""), "<pages>")


def test_a_paper_does_not_depend_on_what_was_set_before(fonts: Fonts) -> None:
    typst_pdf._compiler.cache_clear()
    first = render_pdf(samples.HANDOUT, fonts)
    for paper in (samples.OFFICIAL, replace(samples.HANDOUT, sections=samples.HANDOUT.sections[:1]), replace(samples.HANDOUT, title="另一份", ref="x/y")):
        assert render_pdf(paper, fonts) != first
    assert render_pdf(samples.HANDOUT, fonts) == first


def test_an_unknown_block_stops_the_work(fonts: Fonts) -> None:
    for block in (Files(()), Document):
        paper = replace(samples.GRID, sections=(Section("a", "正文", (block,)),))  # type: ignore[arg-type]
        with pytest.raises(ValueError, match="no drawing"):
            render_pdf(paper, fonts)


def test_levels_are_never_skipped(fonts: Fonts) -> None:
    sections = (Section("a", "甲", (), level=4), Section("b", "乙", (), level=4), Section("c", "丙", (), level=2))
    levels = [section["level"] for section in paper_json(replace(samples.GRID, sections=sections), "", str)["sections"]]
    assert levels == [1, 2, 1]
    assert render_pdf(replace(samples.GRID, sections=sections), fonts)


def test_a_figure_without_a_note_stays_plain(fonts: Fonts) -> None:
    sections = (Section("a", "甲", (Paragraph((Figure("12个", "demo/none"),)),)),)
    assert "12个" in squeezed(poppler(render_pdf(replace(samples.GRID, sections=sections), fonts)))
