"""Word files: what stands in their parts, that office programs open them, and how their pages come out in LibreOffice."""
from __future__ import annotations

import hashlib
import io
import os
import re
import shutil
import struct
import subprocess
import sys
import zipfile
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import cast

import docx
import pytest
from conftest import REPO
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from openxml_audit import OpenXmlValidator
from pypdf import PdfReader
from render import sample_papers as samples

from generator.fonts import read_fonts
from generator.render.docx import render_docx
from generator.render.docx.pictures import qr_png
from generator.render.heading_number import chinese_number
from generator.render.office_zip import clean
from generator.render.typst_pdf import heading_pages, render_pdf
from generator.view.paper import Layout, Paper
from generator.view.shapes import Block, Document, Files, Paragraph, Plain, Section, Sheet, Table
from tests.tools.office_fonts import office_environment

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SITE = "https://example.org/base/"
ADVICE = "编者建议（来源未记载，未经当地验证）"
LONG_ADVICE = replace(samples.HANDOUT, path="demo/long-advice", sections=(
    Section("a", "怎样做", tuple(Paragraph(samples.plain(samples.SENTENCE * 3)) for _ in range(60)), "advice"),
))
PAPERS = (*samples.ALL, LONG_ADVICE)


def part(content: bytes, name: str = "word/document.xml") -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return etree.fromstring(archive.read(name))


def names(content: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.namelist()


def words(element: etree._Element) -> str:
    return "".join(node.text or "" for node in element.iter(f"{W}t"))


def paragraphs(content: bytes, style: str) -> list[etree._Element]:
    found = part(content).iter(f"{W}p")
    return [node for node in found if node.find(f"{W}pPr/{W}pStyle") is not None and style_of(node) == style]


def style_of(node: etree._Element) -> str:
    named = node.find(f"{W}pPr/{W}pStyle")
    return "" if named is None else named.get(f"{W}val", "")


def of(*blocks: Block, layout: Layout = "handout", **more: object) -> Paper:
    """A paper of one section."""
    return Paper("demo/x", "guide", layout, "题目", "题目", (Section("a", "节", blocks),), **more)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def made() -> dict[str, bytes]:
    """Every sample as a Word file, by its path."""
    return {paper.path: render_docx(paper) for paper in PAPERS}


@pytest.fixture(scope="module")
def printed(made: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Every sample as LibreOffice prints it."""
    office = shutil.which("soffice")
    assert office, "soffice is missing: apt-get install -y --no-install-recommends libreoffice-writer-nogui"
    folder = tmp_path_factory.mktemp("office")
    files = {path: folder / f"{path.replace('/', '-')}.docx" for path in made}
    for path, file in files.items():
        file.write_bytes(made[path])
    subprocess.run(
        [office, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to", "pdf", "--outdir", str(folder),
         *map(str, files.values())],
        check=True, capture_output=True, timeout=400, env=office_environment(read_fonts(REPO), folder),
    )
    return {path: file.with_suffix(".pdf").read_bytes() for path, file in files.items()}


def pages(content: bytes) -> list[str]:
    return [re.sub(r"\s", "", page.extract_text()) for page in PdfReader(io.BytesIO(content)).pages]


# --- the file ---------------------------------------------------------------------------------------------------------


def faults(content: bytes, folder: Path) -> list[str]:
    file = folder / "paper.docx"
    file.write_bytes(content)
    return [str(error) for error in OpenXmlValidator().validate(str(file)).errors]


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.path)
def test_is_sound_as_office_programs_see_it(paper: Paper, tmp_path: Path) -> None:
    assert faults(render_docx(paper, SITE, {"background": 3}), tmp_path) == []


def test_the_audit_sees_a_damaged_file(made: dict[str, bytes], tmp_path: Path) -> None:
    broken = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(made["demo/guide-yishi"])) as before, zipfile.ZipFile(broken, "w") as after:
        for name in before.namelist():
            after.writestr(name, before.read(name).replace(b"<w:tblGrid>", b"<w:tblGrid><w:jc/>"))
    assert faults(broken.getvalue(), tmp_path)


def test_the_same_paper_gives_the_same_bytes(tmp_path: Path) -> None:
    program = (
        "import sys, hashlib; sys.path[:0] = [sys.argv[1], sys.argv[1] + '/tests']\n"
        "from render import sample_papers as samples\nfrom generator.render.docx import render_docx\n"
        "print(hashlib.sha256(b''.join(render_docx(paper, 'https://a.b', {'background': 2}) for paper in samples.ALL)).hexdigest())"
    )
    said = {
        subprocess.run(
            [sys.executable, "-W", "ignore", "-c", program, str(REPO)], cwd=folder, text=True, check=True, capture_output=True,
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": "C"},
        ).stdout.strip()
        for folder, seed, zone in ((REPO, "1", "UTC"), (tmp_path, "2", "Asia/Shanghai"))
    }
    here = b"".join(render_docx(paper, "https://a.b/", {"background": 2}) for paper in samples.ALL)
    assert said == {hashlib.sha256(here).hexdigest()}


def test_bears_the_day_of_review_and_no_clock(made: dict[str, bytes]) -> None:
    core = part(made["demo/guide-yishi"], "docProps/core.xml")
    said = {etree.QName(node).localname: node.text for node in core}
    assert said["created"] == said["modified"] == "2026-01-05T00:00:00Z"
    assert (said["title"], said["language"]) == ("居民议事会", "zh-CN")
    assert b"1980-01-01T" in etree.tostring(part(render_docx(of(reviewed="")), "docProps/core.xml"))


def test_nothing_that_wps_or_an_office_network_cannot_use(made: dict[str, bytes]) -> None:
    for content in made.values():
        document = etree.tostring(part(content)).decode()
        assert "w:sdt" not in document
        assert "w:object" not in document
        assert not [name for name in names(content) if name.endswith((".svg", ".bin", ".emf")) or "vba" in name.lower()]
        assert b"updateFields" not in etree.tostring(part(content, "word/settings.xml"))


# --- styles -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", [paper.path for paper in samples.ALL])
def test_every_style_names_its_fonts(made: dict[str, bytes], path: str) -> None:
    styles = part(made[path], "word/styles.xml")
    fonts = list(styles.iter(f"{W}rFonts"))
    assert len(fonts) > 40
    for font in fonts:
        assert {etree.QName(name).localname for name in font.attrib} == {"ascii", "hAnsi", "eastAsia", "cs"}
    east = {font.get(f"{W}eastAsia") for font in fonts}
    assert {"宋体", "黑体", "楷体_GB2312", "方正小标宋简体"} <= east
    language = styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang")
    assert language is not None
    assert language.get(f"{W}eastAsia") == "zh-CN"
    known = {font.get(f"{W}name") for font in part(made[path], "word/fontTable.xml")}
    assert east <= known
    used = {style_of(node) for node in part(made[path]).iter(f"{W}p")} - {""}
    assert used <= {style.get(f"{W}styleId") for style in styles.iter(f"{W}style")}


def test_missing_fonts_have_other_names(made: dict[str, bytes]) -> None:
    table = part(made["demo/compendium"], "word/fontTable.xml")
    other = {font.get(f"{W}name"): font.find(f"{W}altName").get(f"{W}val") for font in table if font.find(f"{W}altName") is not None}
    assert other["仿宋_GB2312"].startswith("仿宋,")
    assert other["方正小标宋简体"].startswith("华文中宋,")
    assert other["楷体_GB2312"].startswith("楷体,")


def test_quotation_marks_are_as_wide_as_han_characters() -> None:
    content = render_docx(of(Paragraph(samples.plain("他说“好”——再看……"))))
    run = next(node for node in part(content).iter(f"{W}r") if "“" in words(node))
    assert run.find(f"{W}rPr/{W}rFonts").get(f"{W}hint") == "eastAsia"


# --- the body layout of GB/T 9704 -------------------------------------------------------------------------------------


def test_the_body_layout_has_the_measures_of_the_standard(made: dict[str, bytes]) -> None:
    content = made["demo/compendium"]
    body = part(content).findall(f".//{W}sectPr")[-1]
    margins = {etree.QName(name).localname: int(value) for name, value in body.find(f"{W}pgMar").attrib.items()}
    size = body.find(f"{W}pgSz")
    assert (size.get(f"{W}w"), size.get(f"{W}h")) == ("11906", "16838")
    assert 11906 - margins["left"] - margins["right"] == 8844
    assert (margins["top"], 16838 - margins["top"] - margins["bottom"]) == (2098, 12756)
    assert body.find(f"{W}docGrid") is None
    normal = part(content, "word/styles.xml").find(f"{W}style[@{W}styleId='Normal']")
    spacing = normal.find(f"{W}pPr/{W}spacing")
    assert (spacing.get(f"{W}line"), spacing.get(f"{W}lineRule")) == ("579", "exact")
    assert normal.find(f"{W}rPr/{W}sz").get(f"{W}val") == "32"
    assert normal.find(f"{W}rPr/{W}spacing").get(f"{W}val") == "-5"
    indent = normal.find(f"{W}pPr/{W}ind")
    assert (indent.get(f"{W}firstLineChars"), indent.get(f"{W}firstLine")) == ("200", "640")


def test_a_full_page_has_22_lines_of_28_characters(printed: dict[str, bytes]) -> None:
    tool = shutil.which("pdftotext")
    assert tool, "pdftotext is missing: apt-get install -y poppler-utils"
    said = subprocess.run([tool, "-f", "2", "-l", "2", "-bbox", "-", "-"], input=printed["demo/grid"], capture_output=True, check=True).stdout
    found = re.findall(r'yMin="([\d.]+)"[^>]*>(居+)</word>', said.decode())
    assert [len(text) for _, text in found] == [28] * 22
    tops = [float(top) for top, _ in found]
    assert all(abs(after - before - 28.95) < 0.1 for before, after in pairwise(tops))


def test_headings_are_styles_with_one_list_of_several_levels(made: dict[str, bytes]) -> None:
    content = made["demo/compendium"]
    opened = docx.Document(io.BytesIO(content))
    heads = [(p.style.name, p.text) for p in opened.paragraphs if p.style and p.style.name.startswith("Heading")]
    assert heads[:3] == [("Heading 1", "背景"), ("Heading 1", "模式的骨架"), ("Heading 1", "示例做法第1类")]
    numbering = part(content, "word/numbering.xml")
    levels = numbering.find(f"{W}abstractNum").findall(f"{W}lvl")
    assert [level.find(f"{W}lvlText").get(f"{W}val") for level in levels] == ["%1、", "（%2）", "%3. ", "（%4）"]
    assert [level.find(f"{W}pStyle").get(f"{W}val") for level in levels] == ["Heading1", "Heading2", "Heading3", "Heading4"]
    for level in range(1, 5):
        style = part(content, "word/styles.xml").find(f"{W}style[@{W}styleId='Heading{level}']/{W}pPr")
        assert style.find(f"{W}keepNext") is not None
        assert style.find(f"{W}outlineLvl").get(f"{W}val") == str(level - 1)
        assert style.find(f"{W}numPr/{W}numId").get(f"{W}val") == "1"


def test_headings_are_numbered_as_the_standard_says(printed: dict[str, bytes]) -> None:
    text = "".join(pages(printed["demo/compendium"])[2:])
    for words_shown in ("一、背景", "三、示例做法第1类", "（一）做了什么", "（二）怎样做", "1.分工", "十四、示例做法第12类", "十五、数字"):
        assert words_shown in text, words_shown


def test_numbers_in_chinese() -> None:
    numbers = {1: "一", 10: "十", 11: "十一", 20: "二十", 99: "九十九", 100: "一百", 103: "一百〇三", 110: "一百一十", 999: "九百九十九"}
    assert {number: chinese_number(number) for number in numbers} == numbers


def test_no_level_of_headings_is_skipped() -> None:
    sections = (Section("a", "甲", (), level=4), Section("b", "乙", (), level=2), Section("c", "丙", (), level=4))
    content = render_docx(replace(of(layout="official"), sections=sections))
    assert [style_of(node) for node in part(content).iter(f"{W}p") if style_of(node).startswith("Heading")] == ["Heading1", "Heading1", "Heading2"]


def test_page_numbers_stand_at_the_outer_side(made: dict[str, bytes], printed: dict[str, bytes]) -> None:
    content = made["demo/grid"]
    assert part(content, "word/settings.xml").find(f"{W}evenAndOddHeaders") is not None
    assert words(part(content, "word/footer-default.xml")) == "学习资料，非公文— 1 —"
    assert words(part(content, "word/footer-even.xml")) == "— 1 —学习资料，非公文"
    assert ["—1—" in pages(printed["demo/grid"])[0], "—2—" in pages(printed["demo/grid"])[1]] == [True, True]


def test_cover_and_contents_have_no_page_number(printed: dict[str, bytes]) -> None:
    shown = pages(printed["demo/compendium"])
    assert "示例案例汇编" in shown[0]
    assert "编号demo，在首页搜索此编号" in shown[0]
    assert "目录" in shown[1]
    assert not re.search(r"—\d+—", shown[0] + shown[1])
    first = next(page for page in shown if "—1—" in page)
    assert "一、背景" in first


# --- contents ---------------------------------------------------------------------------------------------------------


def test_the_table_of_contents_is_a_field_that_is_filled_already() -> None:
    known = {"background": 1, "示例做法第1类": 3, "c1-done": 4, "做了什么": 4}
    content = render_docx(samples.OFFICIAL, "", known)
    entries = [node for node in part(content).iter(f"{W}p") if style_of(node).startswith("TOC")]
    assert words(entries[0]) == "一、背景1"
    assert [words(entry) for entry in entries[2:4]] == ["三、示例做法第1类3", "（一）做了什么4"]
    assert words(entries[5]) == "四、示例做法第2类", "a page that is not known stays blank"
    assert words(entries[6]) == "（一）做了什么", "a heading that stands twice is not looked for by its words"
    code = "".join(node.text for node in part(content).iter(f"{W}instrText"))
    assert 'TOC \\o "1-2" \\h \\z \\u' in code
    anchors = [node.get(f"{W}anchor") for entry in entries for node in entry.iter(f"{W}hyperlink")]
    bookmarks = [node.get(f"{W}name") for node in part(content).iter(f"{W}bookmarkStart")]
    assert len(set(anchors)) == len(entries) == 39
    assert set(anchors) <= set(bookmarks)
    assert len(set(bookmarks)) == len(bookmarks)


def test_fields_open_and_close(made: dict[str, bytes]) -> None:
    for content in made.values():
        depth = 0
        for node in part(content).iter(f"{W}fldChar"):
            depth += {"begin": 1, "separate": 0, "end": -1}[node.get(f"{W}fldCharType")]
            assert depth >= 0
        assert depth == 0


# --- footnotes --------------------------------------------------------------------------------------------------------


def test_footnotes_are_said_once_and_marked_again(made: dict[str, bytes]) -> None:
    content = made["demo/guide-yishi"]
    notes = [words(note).strip() for note in part(content, "word/footnotes.xml") if note.get(f"{W}type") is None]
    assert notes[0].startswith("原文写作「1363个」")
    assert notes[1].startswith("原文写作「80.5%」")
    assert notes[2:] == ["推算：1363 − 363。", "原文二（一）第3段。", "原文二（二）第1段。"]
    document = part(content)
    assert [node.get(f"{W}id") for node in document.iter(f"{W}footnoteReference")] == ["1", "2", "3", "4", "5"]
    again = [node.text.strip() for node in document.iter(f"{W}instrText") if "NOTEREF" in node.text]
    assert again == ["NOTEREF _note1 \\h", "NOTEREF _note2 \\h"]


def test_of_statements_in_a_row_with_one_place_the_last_names_it(made: dict[str, bytes]) -> None:
    items = paragraphs(made["demo/guide-yishi"], "Bullet")[:4]
    assert [len(list(item.iter(f"{W}footnoteReference"))) for item in items] == [3, 1, 0, 1]


# --- boxes and tables -------------------------------------------------------------------------------------------------


def test_a_box_of_advice_is_headed_on_every_page(printed: dict[str, bytes]) -> None:
    shown = pages(printed["demo/long-advice"])
    assert len(shown) >= 4
    assert all(ADVICE in page for page in shown[1:])


def test_a_box_of_advice_has_a_rule_and_a_shade(made: dict[str, bytes]) -> None:
    boxes = [table for table in part(made["demo/guide-yishi"]).find(f"{W}body").findall(f"{W}tbl") if words(table).startswith(ADVICE)]
    assert len(boxes) == 1
    borders = boxes[0].find(f"{W}tblPr/{W}tblBorders")
    assert borders.find(f"{W}left").get(f"{W}sz") == "20"
    assert {borders.find(f"{W}{side}").get(f"{W}val") for side in ("top", "right", "bottom")} == {"nil"}
    rows = boxes[0].findall(f"{W}tr")
    assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows[:2]] == [True, False]
    cells = [cell for row in rows for cell in row.findall(f"{W}tc")]
    assert {cell.find(f"{W}tcPr/{W}shd").get(f"{W}fill") for cell in cells} == {"E6E6E6"}
    assert not list(boxes[0].iter(f"{W}tbl"))[1:], "a table inside a cell would lose its head where the page turns"


def test_the_head_of_a_long_table_is_repeated(printed: dict[str, bytes]) -> None:
    shown = pages(printed["demo/figures"])
    assert len(shown) > 5
    assert all("数的是什么" in page for page in shown)
    assert sum(page.count("办成的民生项目") for page in shown) == 200


@pytest.mark.parametrize("path", [paper.path for paper in PAPERS])
def test_tables_are_fixed_and_their_columns_sum_to_the_width(made: dict[str, bytes], path: str) -> None:
    document = part(made[path])
    width = max(int(node.getparent().find(f"{W}pgSz").get(f"{W}w")) - int(node.get(f"{W}left")) - int(node.get(f"{W}right"))
                for node in document.iter(f"{W}pgMar"))
    for table in document.iter(f"{W}tbl"):
        grid = [int(column.get(f"{W}w")) for column in table.findall(f"{W}tblGrid/{W}gridCol")]
        assert min(grid) > 0
        assert sum(grid) == int(table.find(f"{W}tblPr/{W}tblW").get(f"{W}w")) <= width
        assert table.find(f"{W}tblPr/{W}tblLayout").get(f"{W}type") == "fixed"
        for row in table.findall(f"{W}tr"):
            spans = [cell.find(f"{W}tcPr/{W}gridSpan") for cell in row.findall(f"{W}tc")]
            assert sum(1 if span is None else int(span.get(f"{W}val")) for span in spans) == len(grid)
        after = table.getnext()
        assert after is not None
        assert after.tag != f"{W}tbl", "two tables without a paragraph between them would be one"


def test_rows_stay_whole_unless_they_are_very_long() -> None:
    content = render_docx(of(Table("", ("a", "b"), ((samples.plain("短"), samples.plain("短")), (samples.plain("短"), samples.plain("长" * 400))))))
    rows = part(content).find(f"{W}body/{W}tbl").findall(f"{W}tr")
    assert [row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows if row.find(f"{W}trPr") is not None] == [True, True]
    assert rows[2].find(f"{W}trPr") is None


def test_a_wide_table_lies_on_its_side() -> None:
    wide = Table("", tuple("甲乙丙丁戊己庚辛"), (tuple(samples.plain("字") for _ in range(8)),))
    content = render_docx(of(Paragraph(samples.plain("前")), wide, Paragraph(samples.plain("后")), layout="official"))
    turned = [node.get(f"{W}orient") for node in part(content).iter(f"{W}pgSz")]
    assert turned == [None, "landscape", None]


# --- cards and forms --------------------------------------------------------------------------------------------------


def test_four_cards_stand_on_a_page(printed: dict[str, bytes]) -> None:
    shown = pages(printed["demo/cards"])
    assert [re.findall(r"居民议事会第(\d)种", page) for page in shown] == [["1", "2", "3", "4"], ["5", "6"]]
    assert all(f"编号demo/yishi-{number}" in shown[(number - 1) // 4] for number in range(1, 7))
    assert shown[0].count(ADVICE) == 4


def test_a_card_that_does_not_fit_is_named() -> None:
    card = replace(samples.card(1), line=samples.plain(samples.SENTENCE * 60))
    with pytest.raises(ValueError, match="demo/yishi-1"):
        render_docx(replace(samples.CARDS, cards=(card,)))


@pytest.mark.parametrize("paper", [samples.FORM, samples.FORM_WIDE, samples.FORM_FILLED, samples.LETTER], ids=lambda paper: paper.path)
def test_a_form_takes_one_page(printed: dict[str, bytes], paper: Paper) -> None:
    shown = pages(printed[paper.path])
    assert len(shown) == 1
    assert "已有同类记录的不另填。" in shown[0]


def test_a_blank_form_fills_its_page_with_even_rows(made: dict[str, bytes]) -> None:
    for path, fewest in (("demo/form-yijian", 18), ("demo/form-yijian-wide", 8)):
        table = part(made[path]).find(f"{W}body").findall(f"{W}tbl")[-1]
        heights = [row.find(f"{W}trPr/{W}trHeight").get(f"{W}val") for row in table.findall(f"{W}tr")[1:]]
        assert len(set(heights)) == 1
        assert len(heights) >= fewest
        assert int(heights[0]) >= 500


def test_boxes_are_characters_and_places_to_write_are_lines(made: dict[str, bytes]) -> None:
    letter = part(made["demo/form-dafu"])
    assert "□办不成　□现在办不成" in words(letter)
    assert "___" not in words(letter)
    lines = [node for node in letter.iter(f"{W}r") if node.find(f"{W}rPr/{W}u") is not None]
    assert len(lines) == 10
    assert "示例，情景合成" in words(part(made["demo/form-yijian-example"]))
    assert "■能办" in words(part(made["demo/form-yijian-example"]))


# --- the page of the site ---------------------------------------------------------------------------------------------


def test_the_page_is_found_by_its_code_or_its_id(made: dict[str, bytes]) -> None:
    assert not [name for name in names(made["demo/guide-yishi"]) if "media" in name]
    assert "编号 demo/yishi，在首页搜索此编号" in words(part(made["demo/guide-yishi"], "word/footer-default.xml"))
    content = render_docx(samples.HANDOUT, SITE)
    picture = next(name for name in names(content) if "media" in name)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.read(picture) == qr_png("https://example.org/base/library/demo/yishi.html", 22)


@pytest.mark.parametrize("side", [17, 22, 26])
def test_codes_are_sharp_in_print(side: int) -> None:
    png = qr_png("https://example.org/base/library/demo/yishi.html", side)
    assert struct.unpack(">I", png[16:20])[0] / (side / 25.4) >= 300


def test_links_lead_to_the_site_only_where_it_has_an_address() -> None:
    paper = samples.HOSTILE_PAPER
    assert "hyperlink" not in etree.tostring(part(render_docx(paper))).decode()
    content = render_docx(paper, SITE)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert 'Target="https://example.org/base/library/x.html" TargetMode="External"' in archive.read("word/_rels/document.xml.rels").decode()


# --- bad input --------------------------------------------------------------------------------------------------------


def test_hostile_text_is_written_as_it_is(made: dict[str, bytes]) -> None:
    text = words(part(made["demo/hostile"]))
    assert text.count(samples.HOSTILE) >= 20
    assert "怪" * 80 in text
    assert samples.RARE in text


@given(st.text())
def test_no_character_is_dropped(text: str) -> None:
    content = render_docx(replace(of(Paragraph((Plain(text),))), title=f"题{text}"))
    shown = "".join(
        {f"{W}br": "\n", f"{W}tab": "\t"}.get(cast(str, node.tag)) or node.text or ""
        for node in paragraphs(content, "Normal")[-1].iter(f"{W}t", f"{W}br", f"{W}tab")
    ) if text else ""
    assert shown == clean(text)
    assert part(content, "docProps/core.xml")[0].text == "题" + clean(text)


def test_a_block_or_layout_of_another_kind_stops_the_work() -> None:
    with pytest.raises(ValueError, match=r"Document \(demo/x\)"):
        render_docx(of(cast(Block, Document("a", "b", "c", "d", (), (), "e"))))
    with pytest.raises(ValueError, match=r"poster \(demo/x\)"):
        render_docx(of(layout=cast(Layout, "poster")))


def test_an_empty_paper_and_empty_blocks_are_made(tmp_path: Path) -> None:
    blocks = (Paragraph(()), Table("", ("a",), ()), Sheet("", (), (), (), (), ()), Files(()))
    assert faults(render_docx(of(*blocks)), tmp_path) == []
    assert faults(render_docx(replace(of(), sections=())), tmp_path) == []
    assert faults(render_docx(replace(of(layout="cards"), sections=())), tmp_path) == []


# --- beside the PDF ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("paper", [samples.HANDOUT, samples.OFFICIAL], ids=lambda paper: paper.path)
def test_as_many_pages_as_the_pdf(printed: dict[str, bytes], paper: Paper) -> None:
    pdf = PdfReader(io.BytesIO(render_pdf(paper, read_fonts(REPO))))
    assert abs(len(PdfReader(io.BytesIO(printed[paper.path])).pages) - len(pdf.pages)) <= 1


def test_contents_take_the_page_numbers_of_the_pdf() -> None:
    known = heading_pages(samples.OFFICIAL, read_fonts(REPO))
    content = render_docx(samples.OFFICIAL, "", known)
    entries = [node for node in part(content).iter(f"{W}p") if style_of(node).startswith("TOC")]
    numbers = [int([words(run) for run in node.iter(f"{W}r") if words(run).isdigit()][-1]) for node in entries]
    assert len(numbers) == 39
    assert numbers == sorted(numbers)


