"""The site of the real content from a USB stick explains its figures and asks no other host."""
from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import Visit

pytestmark = pytest.mark.linux

WINDOWS = [(1366, "light"), (390, "dark")]


@pytest.fixture(params=WINDOWS, ids=lambda window: f"{window[0]}-{window[1]}")
def stick(request: pytest.FixtureRequest, browser: Browser, real_site: Path) -> Iterator[Visit]:
    width, scheme = request.param
    context = browser.new_context(viewport={"width": width, "height": 844}, color_scheme=scheme)
    visit = Visit(context.new_page(), real_site.as_uri() + "/")
    yield visit
    assert visit.faults == []
    context.close()


def test_a_figure_says_where_it_comes_from_without_leaving_the_page(stick: Visit) -> None:
    page = stick.open("library/dongguan/xinyuan-zhengji.html")
    page.locator("a.fig", has_text="3300多个").first.click()
    box = page.get_by_role("dialog")
    expect(box).to_be_visible()
    for words in ("3300多个", "原文二（一）第3段", "“微治理”推动基层社会治理创新", "引用时建议"):
        expect(box).to_contain_text(words)
    assert page.url.endswith("xinyuan-zhengji.html")
