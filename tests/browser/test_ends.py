"""The end of a page: texts to send on and to tell a mistake, files; the rows of a filtered table as a file."""
from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import AXE_SCRIPT, Visit
from tests.render import sample

pytestmark = pytest.mark.linux

WECHAT = "Mozilla/5.0 (Linux; Android 12) AppleWebKit/537.36 Chrome/107.0 Mobile Safari/537.36 MicroMessenger/8.0.30"


def text_of(page: Page, name: str) -> str:
    page.get_by_role("button", name=name).click()
    return page.locator(".ends-fold", has_text=name).locator(".ends-text").inner_text()


@pytest.mark.parametrize("visit", [("http", 1366, "light"), ("file", 390, "dark")], indirect=True)
def test_texts_are_ready_to_send(visit: Visit) -> None:
    page = visit.open(sample.PRACTICE + "#steps")
    shared, told = text_of(page, "转发这一页"), text_of(page, "这一页有错")
    served = visit.address.startswith("http:")
    assert shared.split("\n") == [
        "心愿论证与分级（基层治理案例库）", "东莞微治理的一项做法：把居民心愿逐条议清楚，分成三档。", "编号：dongguan/xinyuan-fenji",
        visit.address + sample.PRACTICE if served else "打开本库，搜索这个编号就能找到。",
    ]
    assert told.split("\n") == [
        "页面：心愿论证与分级", "编号：dongguan/xinyuan-fenji", *([f"网址：{visit.address}{sample.PRACTICE}"] if served else []),
        "版本：0.1.0，2026-01-05", "哪里不对：", "应该是：", "依据：",
    ]
    page.evaluate(AXE_SCRIPT)
    found = page.evaluate("axe.run('.end', {resultTypes: ['violations'], preload: false})")["violations"]
    assert [one["id"] for one in found] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_texts_are_folded_and_open_by_keyboard(visit: Visit) -> None:
    page = visit.open(sample.PRACTICE)
    button = page.get_by_role("button", name="转发这一页")
    expect(button).to_have_attribute("aria-expanded", "false")
    expect(page.locator(".ends-text").first).to_be_hidden()
    assert button.evaluate("one => one.getBoundingClientRect().height") >= 44
    button.focus()
    page.keyboard.press("Enter")
    expect(button).to_have_attribute("aria-expanded", "true")
    expect(page.locator(".ends-text").first).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.locator(".ends-text").first).to_be_hidden()


def test_the_text_is_copied_with_its_lines(browser: Browser, addresses: dict[str, str]) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(addresses["http"] + sample.PRACTICE)
    page.get_by_role("button", name="这一页有错").click()
    page.get_by_role("button", name="复制反馈文字").click()
    expect(page.locator(".ends .copy-said", has_text="已复制")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()").split("\n")[-3:] == ["哪里不对：", "应该是：", "依据："]
    context.close()


def test_neither_is_printed(visit: Visit) -> None:
    page = visit.open(sample.PRACTICE)
    page.get_by_role("button", name="转发这一页").click()
    page.emulate_media(media="print")
    for part in (".ends", ".end > .files"):
        expect(page.locator(part)).to_be_hidden()
    expect(page.locator(".reviewed")).to_be_visible()


@pytest.mark.parametrize("visit", [("http", 1366, "light"), ("file", 390, "light")], indirect=True)
def test_the_rows_that_are_shown_are_saved(visit: Visit) -> None:
    page = visit.open(sample.METRICS)
    page.get_by_label("类别").select_option("金额")
    with page.expect_download() as saving:
        page.get_by_role("button", name="下载筛选结果").click()
    assert saving.value.suggested_filename == "筛选结果.csv"
    content = Path(saving.value.path()).read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True))
    shown = page.locator("table.find tbody tr:visible")
    assert len(rows) == 1 + shown.count() == 3
    assert rows[0][:2] == ["案例", "数的是什么"]
    assert rows[1][1] == shown.first.locator("td, th").nth(1).inner_text()


def test_where_nothing_can_be_saved_the_rows_are_shown_to_copy(browser: Browser, addresses: dict[str, str]) -> None:
    context = browser.new_context(user_agent=WECHAT, viewport={"width": 390, "height": 800})
    page = context.new_page()
    page.on("download", lambda _: pytest.fail("a chat program saves no files"))
    page.goto(addresses["http"] + sample.METRICS)
    page.get_by_label("类别").select_option("金额")
    page.get_by_role("button", name="下载筛选结果").click()
    box = page.locator(".find-text")
    expect(box).to_contain_text("这里不能存文件")
    expect(box.get_by_role("button", name="复制这些行")).to_be_visible()
    lines = box.locator("p").nth(1).inner_text().split("\n")
    assert len(lines) == 3
    assert all(line.count("\t") == lines[0].count("\t") > 3 for line in lines)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.evaluate(AXE_SCRIPT)
    found = page.evaluate("axe.run('.find-files', {resultTypes: ['violations'], preload: false})")["violations"]
    assert [one["id"] for one in found] == []
    context.close()
