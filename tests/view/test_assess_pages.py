"""The page to fill a checklist in: what must be said before anybody fills in anything."""
from __future__ import annotations

from dataclasses import replace

from generator.render.page import render_page
from generator.view.assess_pages import assess_page
from generator.view.checklist_sheet import checklist_path
from tests.browser.assess_site import mini


def test_the_first_lines_say_who_gets_it_and_that_it_is_voluntary() -> None:
    page = render_page(assess_page(mini(), 6)).decode()
    for words in ("看看哪里可以先动手。", "留在社区。", "一年，居委会可看。", "自愿填写，仅用于改进", "六张自查表选做一张", "身份证号、病情、信仰、信访"):
        assert words in page
    assert 'script: "assess"' in page
    assert 'data-kind="assess" data-ref="mini"' in page
    assert "8 条，约 8 分钟；快填版 3 条" in page


def test_without_script_the_page_points_to_the_whole_checklist() -> None:
    page = render_page(assess_page(mini(), 6)).decode()
    before, _, fill = page.partition("{#fill}")
    link = f'href="../{checklist_path("common", "mini")}"'
    assert link in before
    assert link in fill


def test_one_checklist_alone_is_not_one_of_several() -> None:
    alone = replace(mini(), items=tuple(replace(item, quick=False) for item in mini().items))
    page = render_page(assess_page(alone, 1)).decode()
    assert "选做一张" not in page
    assert "快填版" not in page
