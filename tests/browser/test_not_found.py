"""The page for an address that is not there: it leads on from any depth, wherever the site stands."""
from __future__ import annotations

import functools
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.tools.loopback import QuietFiles, listening

pytestmark = pytest.mark.linux


class _Server(QuietFiles):
    """Answers as nginx does with `error_page 404 /404.html` of the site: status 404, the page, the address kept."""

    def __init__(self, *arguments: object, site: Path, below: str, **more: object) -> None:
        self.site, self.below = site, below
        super().__init__(*arguments, directory=str(site), **more)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        name = self.path.partition("?")[0]
        found = self.site / name.removeprefix(self.below) if name.startswith(self.below) else None
        if found is not None and found.is_file():
            self.path = "/" + name.removeprefix(self.below)
            super().do_GET()
            return
        page = (self.site / "404.html").read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        self.wfile.write(page)


@contextmanager
def serving(site: Path, below: str) -> Iterator[str]:
    """Serve the site below a path of the host; yield the host's address without a slash."""
    with listening(functools.partial(_Server, site=site, below=below)) as address:
        yield address.rstrip("/")


def test_says_in_chinese_where_to_go_on(site: Path) -> None:
    page = (site / "404.html").read_text("utf-8")
    for words in ("没有这一页", "回首页", "查数字", "把地址栏里的网址改短"):
        assert words in page


@pytest.mark.parametrize("below", ["/", "/ku/", "/a/b/"])
@pytest.mark.parametrize("path", ["nowhere.html", "library/nowhere.html", "library/dongguan/deep/er/nowhere.html", "nowhere/"])
def test_leads_on_from_any_depth_wherever_the_site_stands(below: str, path: str, browser: Browser, site: Path) -> None:
    context = browser.new_context()
    context.set_default_timeout(10_000)
    page = context.new_page()
    with serving(site, below) as host:
        strange: list[str] = []
        page.on("request", lambda asked: None if asked.url.startswith(host + "/") else strange.append(asked.url))
        answer = page.goto(f"{host}{below}{path}")
        assert answer is not None
        assert answer.status == 404
        home = page.get_by_role("main").get_by_role("link", name="回首页")
        expect(home).to_have_attribute("href", f"{below}index.html")
        expect(page.locator(".foot-version")).to_contain_text("版本 0.1.0")  # the site's own script runs
        expect(page.locator(".head")).to_have_css("border-bottom-width", "1px")  # and its style sheet holds
        assert page.locator("form[action]").evaluate_all("all => all.map(one => one.getAttribute('action'))") == (
            [f"{below}search.html"] * page.locator("form[action]").count()
        )
        home.click()
        assert page.url == f"{host}{below}index.html"
        expect(page.get_by_role("heading", name="基层治理案例库", exact=True)).to_be_visible()
        assert strange == []
    context.close()


@pytest.mark.parametrize("path", ["//outside.invalid/x.html", "//outside.invalid/a/b/x.html", "/%2f/outside.invalid/x.html"])
def test_an_address_made_up_by_others_loads_nothing_from_them(path: str, browser: Browser, site: Path) -> None:
    context = browser.new_context()
    page = context.new_page()
    with serving(site, "/ku/") as host:
        strange: list[str] = []
        page.on("request", lambda asked: None if asked.url.startswith(host + "/") else strange.append(asked.url))
        page.goto(host + path)
        page.wait_for_load_state("networkidle")
        assert strange == []
    context.close()


def test_opened_as_a_file_it_leads_on_too(browser: Browser, site: Path) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto((site / "404.html").as_uri())
    home = page.get_by_role("main").get_by_role("link", name="回首页")
    expect(home).to_have_attribute("href", (site / "index.html").as_uri().removeprefix("file://"))
    home.click()
    expect(page.get_by_role("heading", name="基层治理案例库", exact=True)).to_be_visible()
    context.close()
