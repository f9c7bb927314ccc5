"""The box over a figure: by mouse, keyboard and finger, over http and from file://."""
from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Visit
from tests.render import sample

pytestmark = pytest.mark.linux

BOTH = pytest.mark.parametrize("visit", [("http", 1366, "light"), ("file", 1366, "light")], indirect=True)
PHONE = pytest.mark.parametrize("visit", [("http", 390, "light"), ("file", 390, "dark")], indirect=True)


def figure(page: Page, words: str = "3300多个") -> Locator:
    """Return the link of a figure of the source."""
    return page.locator(".told a.fig", has_text=words).first


@BOTH
def test_mouse_opens_and_closes(visit: Visit) -> None:
    page = visit.open(sample.PRACTICE)
    figure(page).click()
    box = page.get_by_role("dialog", name="居民心愿总数")
    expect(box).to_be_visible()
    for words in ("「3300多个」", "东莞全市各创建小区", "原文未说明", "《“微治理”推动基层社会治理创新》，二（一）第2段"):
        expect(box).to_contain_text(words)
    expect(box.locator(".notes li")).to_have_text(["三类合计约3200多。引用时建议写明是约数。"])
    assert box.get_by_role("link", name="在数字表中查看").get_attribute("href").endswith("library/metrics.html#dongguan.wishes")
    figure(page, "180多个").click()
    expect(page.get_by_role("dialog")).to_have_count(1)
    expect(page.get_by_role("dialog", name="明上居小区的心愿")).to_be_visible()
    page.locator("h1").click()
    expect(page.get_by_role("dialog")).to_have_count(0)


@BOTH
def test_keyboard_opens_walks_and_returns(visit: Visit) -> None:
    page = visit.open(sample.PRACTICE)
    link = figure(page)
    link.focus()
    page.keyboard.press("Enter")
    box = page.get_by_role("dialog")
    expect(box).to_be_focused()
    page.keyboard.press("Tab")
    expect(box.get_by_role("button", name="复制引用句")).to_be_focused()
    page.keyboard.press("Escape")
    expect(box).to_have_count(0)
    expect(link).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_focused()
    for _ in range(4):
        page.keyboard.press("Tab")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(link).to_be_focused()


@PHONE
def test_finger_opens_a_sheet_that_leaves_the_figure_in_sight(visit: Visit) -> None:
    page = visit.open(sample.PRACTICE)
    figure(page).tap()
    box = page.get_by_role("dialog")
    expect(box).to_be_visible()
    frame, link = box.bounding_box(), figure(page).bounding_box()
    assert frame
    assert link
    assert frame["x"] == 0
    assert frame["width"] == 390
    assert frame["y"] + frame["height"] == 800
    assert link["y"] + link["height"] <= frame["y"]
    for button in box.get_by_role("button").all():
        size = button.bounding_box()
        assert size
        assert size["width"] >= 44
        assert size["height"] >= 44
    box.get_by_role("button", name="关闭").tap()
    expect(box).to_have_count(0)


@BOTH
def test_citation_is_copied(visit: Visit) -> None:
    page = visit.open(sample.PRACTICE)
    page.evaluate("navigator.clipboard.writeText = text => { window.copied = text; return Promise.resolve(); }")
    figure(page).click()
    page.get_by_role("button", name="复制引用句").click()
    expect(page.get_by_role("dialog").get_by_role("status")).to_have_text("已复制")
    assert page.evaluate("window.copied").startswith("据《“微治理”推动基层社会治理创新》")


def test_closed_clipboard_leaves_the_words_selected(visit: Visit) -> None:
    page = visit.open(sample.PRACTICE)
    page.evaluate("navigator.clipboard.writeText = () => Promise.reject(); document.execCommand = () => false")
    page.get_by_role("button", name="复制这一页的引用句").click()
    expect(page.locator(".cite [role=status]")).to_contain_text("长按")
    assert page.evaluate("getSelection().toString()").startswith("据《“微治理”")


def test_old_way_of_copying_is_tried(visit: Visit) -> None:
    page = visit.open(sample.PRACTICE)
    page.evaluate("navigator.clipboard.writeText = () => Promise.reject(); document.execCommand = () => true")
    page.get_by_role("button", name="复制这一页的引用句").click()
    expect(page.locator(".cite [role=status]")).to_have_text("已复制")


def test_without_its_data_a_figure_leads_to_its_row(visit: Visit) -> None:
    page = visit.page
    page.route("**/metrics-dongguan.js", lambda route: route.abort())
    visit.open(sample.PRACTICE)
    figure(page).click()
    page.wait_for_url("**/library/metrics.html#dongguan.wishes")
    visit.faults = [fault for fault in visit.faults if "ERR_FAILED" not in fault]


def test_hostile_words_stay_words(visit: Visit) -> None:
    page = visit.open(sample.PRACTICE)
    page.evaluate("""
        const hostile = '<img src=x onerror=alert(1)>';
        window.casebookMetrics = {dongguan: {wishes: {
          what: hostile, stated: hostile, scope: hostile, asOf: hostile, source: hostile, place: hostile,
          cautions: [hostile], cite: hostile}}};
    """)
    page.route("**/metrics-dongguan.js", lambda route: route.fulfill(body="", content_type="text/javascript"))
    figure(page).click()
    expect(page.get_by_role("dialog")).to_contain_text("<img src=x onerror=alert(1)>")
    assert page.locator(".pop img").count() == 0


def test_computed_figure_shows_its_formula(visit: Visit) -> None:
    page = visit.open(sample.PRACTICE)
    button, how = page.get_by_role("button", name="推算"), page.locator(".calc-how")
    expect(how).to_be_hidden()
    button.focus()
    page.keyboard.press("Enter")
    expect(how).to_have_text("（2100 + 500 + 600）")
    expect(button).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Enter")
    expect(how).to_be_hidden()


@BOTH
def test_print_numbers_the_figures_and_lists_their_sources(visit: Visit) -> None:
    page = visit.open(sample.PRACTICE)
    page.evaluate("window.print = () => { window.asked = true; window.dispatchEvent(new Event('beforeprint')); }")
    page.get_by_role("button", name="打印").click()
    page.wait_for_function("window.asked")
    assert page.locator(".print-mark").all_text_contents() == ["[1]", "[2]", "[3]", "[1]", "[4]"]
    sources = page.locator(".sources-list li").all_text_contents()
    assert sources[0].startswith("居民心愿总数：原文写作「3300多个」；东莞全市各创建小区；截至：原文未说明；《“微治理”")
    assert sources[0].endswith("※ 见引用提示。")
    assert sources[2].endswith("※ 只是一个小区。引用时建议写明是约数。")
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert page.locator(".print-mark, .print-sources").count() == 0
