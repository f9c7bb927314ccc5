"""A browser, and the sample site over http and from file://."""
from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Playwright

from tests.render.sample_site import ROOT, build_site
from tests.tools.browser import FLAGS, find_browser
from tests.tools.loopback import files_of, listening

AXE_SCRIPT = (ROOT / "tests" / "tools" / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def browser(driver: Playwright) -> Iterator[Browser]:
    """Yield the browser that the machine has, or the one that npm brings."""
    browser = driver.chromium.launch(executable_path=find_browser(), args=list(FLAGS))
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the built sample site."""
    return build_site(tmp_path_factory.mktemp("site"))


@contextmanager
def addressed(folder: Path) -> Iterator[dict[str, str]]:
    """Serve a site on the loopback; yield its addresses by scheme: http and file."""
    with listening(files_of(folder)) as address:
        yield {"http": address, "file": folder.as_uri() + "/"}


@pytest.fixture(scope="session")
def addresses(site: Path) -> Iterator[dict[str, str]]:
    """Yield the addresses of the sample site."""
    with addressed(site) as found:
        yield found


@pytest.fixture(scope="session")
def real_addresses(real_site: Path) -> Iterator[dict[str, str]]:
    """Yield the addresses of the real site."""
    with addressed(real_site) as found:
        yield found


class Visit:
    """A page of the site in a window; collects what must not happen."""

    def __init__(self, page: Page, address: str) -> None:
        self.page, self.address = page, address
        self.faults: list[str] = []
        page.on("console", lambda said: self.faults.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("dialog", lambda dialog: self.faults.append(f"dialog: {dialog.message}"))
        page.on("request", lambda asked: None if asked.url.startswith(address) else self.faults.append(asked.url))

    def open(self, path: str) -> Page:
        """Open a page by its site path."""
        self.page.goto(self.address + path)
        return self.page


@pytest.fixture
def visit(browser: Browser, addresses: dict[str, str], request: pytest.FixtureRequest) -> Iterator[Visit]:
    """Yield a window; parametrize indirectly with (scheme, width, colour scheme). Fails on faults of the page."""
    scheme, width, colours = getattr(request, "param", ("http", 1366, "light"))
    context = browser.new_context(
        viewport={"width": width, "height": 800}, color_scheme=colours, has_touch=width < 600, reduced_motion="reduce"
    )
    context.set_default_timeout(10_000)
    opened = Visit(context.new_page(), addresses[scheme])
    yield opened
    context.close()
    assert not opened.faults
