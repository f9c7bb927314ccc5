"""The index of the search: what goes into it, and what must never."""
from __future__ import annotations

import json
import typing
from dataclasses import replace
from pathlib import Path

from conftest import REPO

from generator.know.characters import read_names, traditional_forms
from generator.read.hand_page import read_hand_pages
from generator.render.search_script import Words, named_words, render_names, render_texts
from generator.view.hand_pages import hand_document
from generator.view.search_index import READ, Entry, Passage, search_entries
from generator.view.shapes import Block, Bullets, Document, Facts, Link, Paragraph, Plain, Rich, Section, Table
from tests.render import sample

NO_WORDS = Words({}, (), (), {}, {}, {})


def plain(text: str) -> Rich:
    return (Plain(text),)


def page(kind: str, *sections: Section, **more: typing.Any) -> Document:
    settings = {"path": "library/x/y.html", "title": "标题", "kicker": "做法 · 甲", "lead": plain("一句话。"), "description": ""}
    return Document(**{**settings, "kind": kind, "sections": sections, **more})


def table(*rows: tuple[str, ...], ids: tuple[str, ...]) -> Table:
    return Table("表", tuple("列" for _ in rows[0]), tuple(tuple(plain(cell) for cell in row) for row in rows), ids)


def read_script(script: bytes) -> typing.Any:
    text = script.decode()
    return json.loads(text[text.index("{"):text.rindex(";")])


def test_every_shape_can_be_read() -> None:
    assert set(typing.get_args(Block)) == set(READ)


def test_a_page_gives_its_title_names_and_parts_with_their_voice() -> None:
    steps = Section("steps", "怎样做", (Paragraph(plain("先问。")), Bullets((plain("甲"), plain("乙")))), "advice")
    entry, = search_entries([page("practice", steps, keywords=("标题", "别名"), ref="x/y", cases=("x", "z"), facts=(("谁能定", plain("社区")),))])
    assert (entry.kind, entry.label, entry.title, entry.names, entry.ref, entry.case) == ("practice", "做法", "标题", ("别名",), "x/y", "x")
    assert entry.passages == (Passage("", "", "一句话。\n谁能定：社区"), Passage("steps", "怎样做", "先问。\n甲\n乙", "编者建议"))


def test_what_is_kept_out_of_the_search_or_moved_is_in_no_script() -> None:
    secret = Section("notes", "教师手册", (Paragraph(plain("答案要点")),))
    hidden = [page("teaching", secret, searched=False), page("moved", secret, moved="library/x/z.html", path="library/x/old.html")]
    entries = search_entries([page("practice"), *hidden])
    assert [entry.path for entry in entries] == ["library/x/y.html"]
    for script in (render_names(entries, NO_WORDS), b"".join(render_texts(entries))):
        assert "答案要点" not in script.decode()
        assert "教师手册" not in script.decode()


def test_rows_with_an_address_are_entries_of_their_own() -> None:
    metrics = page("metrics", Section("case-x", "甲", (table(("收到的心愿", "“3300多个”※", "多于3300个"), ids=("x.wishes",)),)), title="数字总表")
    terms = page("glossary", Section("terms", "提法", (table(("居委会、居民委员会", "意思"), ids=("juweihui",)),)), title="名词")
    policies = page("policies", Section("p", "文件", (table(("《意见》", "机关"), ids=("yijian",)),)), title="政策")
    rows = {entry.path.partition("#")[2]: entry for entry in search_entries([metrics, terms, policies])}
    wishes = rows["x.wishes"]
    assert (wishes.title, wishes.names, wishes.ref, wishes.case, wishes.label) == ("收到的心愿", ("3300多个",), "x/wishes", "x", "数字")
    assert (rows["juweihui"].title, rows["juweihui"].names) == ("居委会", ("居民委员会",))
    assert rows["yijian"].title == "意见"


def test_a_gap_is_found_by_its_words_and_names_what_answers_it() -> None:
    answers = Bullets(((Link("做法", "library/x/y.html"), Plain("：答了一半")),))
    blocks = (answers, Facts((("来源没有说的", plain("没有写。")), ("会搜的词", plain("停车、车位")))))
    gap = search_entries([page("gaps", Section("tingche", "停车怎么办？", blocks), path="library/gaps.html")])[1]
    assert (gap.path, gap.names, gap.see) == ("library/gaps.html#tingche", ("停车", "车位"), ("library/x/y.html",))
    assert gap.passages[0].text.startswith("没有写。")  # what is shown of it is what the sources leave open


def test_an_unknown_kind_of_page_is_named_by_its_kicker() -> None:
    entry, = search_entries([page("lesson", kicker="教案 · 甲")])
    assert (entry.kind, entry.label) == ("lesson", "教案")


def test_the_sample_pages_are_all_found() -> None:
    entries = search_entries(sample.site())
    assert {document.path for document in sample.site()} <= {entry.path for entry in entries}


def test_hashes_and_ids_are_no_text() -> None:
    facts = Facts((("原文校验值", plain("SHA-256 " + "ab12" * 16)), ("编号", plain("x/y"))))
    entry, = search_entries([page("practice", Section("evidence", "材料说明", (facts,)))])
    assert entry.passages[1].text == "原文校验值："


def test_the_texts_are_one_string_with_borders() -> None:
    part = Section("a", "节", (Paragraph(plain("甲 乙 １，５００户 iPad Pro")),))
    entries = search_entries([page("practice", part, path=f"library/x/{name}.html") for name in "pq"])
    told = read_script(b"".join(render_texts(entries)))
    assert told["text"].split("\f") == ["一句话。\r甲乙1500户iPad Pro"] * 2
    assert told["entries"] == [[0, 1], [0, 1]]
    assert told["parts"] == [["", "", ""], ["a", "节", ""]]
    assert told["made"] == read_script(render_names(entries, NO_WORDS))["made"]


def test_no_border_comes_from_the_data() -> None:
    entries = search_entries([page("practice", lead=plain("甲\f乙\r丙\u2028丁\t戊"), title="标\f题", keywords=("别\t名",))])
    assert read_script(b"".join(render_texts(entries)))["text"] == "甲\n乙\n丙\n丁\n戊"
    assert read_script(render_names(entries, NO_WORDS))["entries"][0][3:5] == ["标\n题", "别\n名"]


def test_a_script_cannot_be_closed_by_its_data() -> None:
    entries = search_entries([page("practice", lead=plain("</script><script>alert(1)"), title="</script>")])
    assert b"</script" not in render_names(entries, NO_WORDS) + b"".join(render_texts(entries))


def test_names_are_read_by_their_words() -> None:
    readings = read_names(["楼栋长", "长廊", "长江", "重庆", "U站"])
    assert readings.usual["长"] == "chang"
    assert readings.odd["楼栋长"] == {2: "zhang"}
    assert readings.usual["重"] == "chong"
    assert "U" not in readings.usual


def test_traditional_forms_of_what_is_used_and_of_nothing_else() -> None:
    forms = traditional_forms("网格业委会著作")
    assert forms["網"] == "网"
    assert forms["業"] == "业"
    assert "電" not in forms
    assert "著" not in forms  # the text uses it as it is


def test_figures_and_laws_are_not_read_aloud() -> None:
    rows = tuple(Entry("a.html", kind, "", kind, (), "", "", ()) for kind in ("practice", "figure", "policy"))
    assert named_words(rows, (("同义",),)) == ["practice", "同义"]


def test_pages_written_by_hand_are_read_with_their_anchors(tmp_path: Path) -> None:
    (tmp_path / "guide.md").write_text(
        '---\ntitle: "说明"\ndescription: "怎样用。"\n---\n\n# 说明 {#page-title}\n\n'
        '## 怎样查 {#find}\n\n- 看[做法](library/p.md)。\n<p class="x">**粗**字</p>\n',
        "utf-8",
    )
    (tmp_path / "search.md").write_text('---\ntitle: "搜索"\nsearched: false\n---\n', "utf-8")
    (tmp_path / "note.md").write_text("# 没有标题栏\n", "utf-8")
    one, = read_hand_pages(tmp_path)
    assert one.path == "guide.html"
    assert one.parts == (("", "", ""), ("find", "怎样查", "看做法。\n粗字"))
    entry, = search_entries([hand_document(one)])
    assert (entry.label, entry.title, entry.passages[0].text) == ("说明", "说明", "怎样用。")


def test_the_project_s_own_pages_are_read() -> None:
    pages = {found.path: found for found in read_hand_pages(REPO / "docs")}
    assert {"guide.html", "about.html"} <= pages.keys()
    assert "search.html" not in pages
    assert "data-review.html" not in pages
    assert "print" in [anchor for anchor, _, _ in pages["guide.html"].parts]
    assert replace(pages["guide.html"], parts=()).title == "使用说明"
