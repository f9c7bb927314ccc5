"""What a page does in a browser: boxes, menus, display, lists, and all of it without script."""
from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import AXE_SCRIPT, Visit
from tests.render import sample

pytestmark = pytest.mark.linux

WINDOWS = [("file", 1366, "light"), ("http", 390, "light"), ("http", 1366, "dark"), ("file", 390, "dark")]


def violations(visit: Visit) -> list[str]:
    """Return what axe finds wrong with the page as it stands."""
    visit.page.evaluate(AXE_SCRIPT)
    found = visit.page.evaluate("axe.run(document, {resultTypes: ['violations'], preload: false})")["violations"]
    return [f"{visit.page.url} {one['id']}: {one['nodes'][0]['target']}" for one in found]


@pytest.mark.parametrize("visit", WINDOWS, indirect=True)
def test_boxes_and_menus_are_accessible(visit: Visit) -> None:
    page = visit.open(sample.PRACTICE)
    page.locator(".told a.fig").first.click()
    expect(page.get_by_role("dialog")).to_be_visible()
    found = violations(visit)
    page.keyboard.press("Escape")
    page.locator(".head-display").click()
    found += violations(visit)
    page.keyboard.press("Escape")
    if page.locator(".head-menu").is_visible():
        page.locator(".head-menu").click()
        expect(page.locator("#site-nav a").first).to_be_focused()
        found += violations(visit)
        page.keyboard.press("Escape")
        expect(page.locator("#site-nav a").first).to_be_hidden()
    assert found == []


def test_choices_of_display_are_kept(visit: Visit) -> None:
    page = visit.open(sample.PRACTICE)
    before = page.evaluate("parseFloat(getComputedStyle(document.querySelector('.lead')).fontSize)")
    page.get_by_role("button", name="字号与显示").click()
    page.get_by_role("button", name="特大").click()
    page.get_by_role("button", name="深色").click()
    expect(page.get_by_role("button", name="特大")).to_have_attribute("aria-pressed", "true")
    page = visit.open(sample.CASE)
    assert page.evaluate("parseFloat(getComputedStyle(document.querySelector('.lead')).fontSize)") > before * 1.3
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(21, 25, 27)"


def test_running_text_is_17_pixels_and_38_characters(visit: Visit) -> None:
    page = visit.open(sample.PRACTICE)
    size, line, width = page.evaluate("""() => {
        const text = document.querySelector('.part p:not(.voice)'), style = getComputedStyle(text);
        return [parseFloat(style.fontSize), parseFloat(style.lineHeight), parseFloat(style.maxWidth)];
    }""")
    assert size == pytest.approx(17)
    assert line / size == pytest.approx(1.8)
    assert width / size <= 38


@pytest.mark.parametrize("visit", [("file", 390, "light")], indirect=True)
def test_a_wide_table_is_read_row_by_row_on_a_phone(visit: Visit) -> None:
    """Every cell stands under the name of its row, with the name of its column, and nothing is out of sight."""
    table = visit.open(sample.METRICS).locator("table.tab").first
    names = table.locator("thead th").all_text_contents()
    cells = table.locator("tbody tr").first.locator("td, th")
    said = cells.evaluate_all("all => all.slice(1).map(one => getComputedStyle(one, '::before').content)")
    assert said == [f'"{name}"' for name in names[1:]]
    assert cells.evaluate_all("all => all.every(one => one.getBoundingClientRect().right <= innerWidth)")
    visit.page.set_viewport_size({"width": 1366, "height": 800})
    expect(table.locator("thead")).to_be_visible()
    assert cells.evaluate_all("all => all.every(one => getComputedStyle(one, '::before').content == 'none')")


@pytest.mark.parametrize("visit", [("http", 1366, "light"), ("file", 390, "light")], indirect=True)
def test_figures_are_found(visit: Visit) -> None:
    page = visit.open(sample.METRICS)
    rows, found = page.locator("table.find tbody tr:visible"), page.locator(".find-found")
    expect(found).to_have_text("共 7 行，显示 7 行")
    page.get_by_label("找", exact=True).fill("７０００万")
    expect(rows).to_have_count(1)
    page.get_by_label("找", exact=True).fill("没有的字")
    expect(found).to_contain_text("没有符合条件的行")
    page.get_by_role("button", name="清除条件").click()
    page.get_by_label("类别").select_option("金额")
    expect(rows).to_have_count(2)
    page.get_by_role("button", name="清除条件").click()
    expect(rows).to_have_count(7)


def test_figures_are_sorted_by_amount(visit: Visit) -> None:
    """Where the table has columns: a phone reads it row by row, without heads."""
    page = visit.open(sample.METRICS)
    page.get_by_role("button", name="原文写作").click()
    column = page.locator("table.find tbody td:nth-child(3)")
    assert column.all_text_contents()[0] == "8大类50小项"
    assert column.all_text_contents()[-1] == "超过7000万元"
    page.get_by_role("button", name="原文写作").click()
    assert column.all_text_contents()[0] == "超过7000万元"


def test_the_filter_waits_for_a_composed_word_and_bears_a_spoilt_anchor(visit: Visit) -> None:
    page = visit.open(sample.METRICS)
    rows, box = page.locator("table.find tbody tr:visible"), page.get_by_label("找", exact=True)
    expect(page.get_by_role("search", name="在表中找")).to_be_visible()
    expect(page.get_by_role("search", name="全站搜索")).to_be_visible()
    box.dispatch_event("compositionstart")
    box.fill("xinyuan")
    expect(rows).to_have_count(7)
    box.fill("草根")
    box.dispatch_event("compositionend")
    expect(rows).not_to_have_count(7)
    page.evaluate("location.hash = '#%E0%A4%A'")  # the window fails on any error of the page
    page.evaluate("location.hash = '#dongguan.reward'")
    expect(page.locator("[id='dongguan.reward']")).to_be_in_viewport()


def test_a_row_that_is_linked_is_shown_again(visit: Visit) -> None:
    page = visit.open(sample.METRICS)
    page.get_by_label("找", exact=True).fill("草根")
    page.evaluate("location.hash = '#dongguan.reward'")
    expect(page.locator("[id='dongguan.reward']")).to_be_in_viewport()


def test_everything_is_there_without_script(browser: Browser, addresses: dict[str, str]) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 800})
    page = context.new_page()
    page.goto(addresses["file"] + sample.PRACTICE)
    expect(page.locator(".page-nav a").first).to_be_visible()
    expect(page.locator(".head-display")).to_be_hidden()
    page.locator(".head-menu").click()
    expect(page.locator("#site-nav a").first).to_be_visible()
    page.goto(addresses["file"] + sample.PRACTICE)
    page.locator(".told a.fig").first.click()
    expect(page.locator("[id='dongguan.wishes']")).to_be_in_viewport()
    expect(page.locator("table.find tbody tr")).to_have_count(7)
    context.close()
