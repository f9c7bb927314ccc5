"""A browser is found, starts and shows a page; where none starts, the error names the package."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Playwright

from tests.tools import browser

PAGE = "data:text/html;charset=utf-8,<title>社区</title><h1>微心愿</h1>"


@pytest.fixture(autouse=True)
def _look_anew() -> Iterator[None]:
    """Let each test search for itself."""
    browser.find_browser.cache_clear()
    yield
    browser.find_browser.cache_clear()


def read_heading(driver: Playwright, executable: Path) -> tuple[str, str]:
    """Open PAGE in a browser and return its title and heading."""
    chromium = driver.chromium.launch(executable_path=executable, args=list(browser.FLAGS))
    page = chromium.new_page()
    page.goto(PAGE)
    seen = page.title(), page.inner_text("h1")
    chromium.close()
    return seen


def test_the_browser_found_opens_a_chinese_page(driver: Playwright) -> None:
    assert read_heading(driver, browser.find_browser()) == ("社区", "微心愿")


@pytest.mark.linux
def test_the_browser_from_npm_opens_a_chinese_page(driver: Playwright) -> None:
    assert read_heading(driver, browser.npm_browser()) == ("社区", "微心愿")


@pytest.mark.linux
def test_libraries_that_the_system_lacks_come_from_the_package(driver: Playwright, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    plain = browser.npm_browser()
    start_fault = browser.start_fault
    lacking = "error while loading shared libraries: libnss3.so"
    monkeypatch.setattr(browser, "start_fault", lambda path: lacking if path == plain else start_fault(path))
    wrapped = browser.npm_browser()
    assert wrapped != plain
    assert (wrapped.parent / "libraries" / "lib" / "libnss3.so").is_file()
    assert read_heading(driver, wrapped) == ("社区", "微心愿")


def test_chrome_bin_comes_first_and_is_never_passed_over(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    named = tmp_path / "我的 浏览器"
    named.write_text("#!/bin/sh\necho Chromium 1\n", encoding="utf-8")
    monkeypatch.setenv("CHROME_BIN", str(named))
    with pytest.raises(browser.BrowserMissing, match="CHROME_BIN 指定的浏览器不能启动"):
        browser.find_browser()
    named.chmod(0o755)
    assert browser.find_browser() == named


@pytest.mark.linux
def test_the_browser_from_npm_is_the_first_choice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CHROME_BIN", raising=False)
    assert browser.find_browser() == browser.npm_browser()


def test_a_browser_of_the_machine_that_does_not_start_is_passed_over(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(browser, "PACKAGE", tmp_path / "none")
    broken, sound = tmp_path / "chromium", tmp_path / "google-chrome"
    broken.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    sound.write_text("#!/bin/sh\nexit 0\n", encoding="utf-8")
    for program in (broken, sound):
        program.chmod(0o755)
    monkeypatch.delenv("CHROME_BIN", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert browser.find_browser() == sound


def test_without_any_browser_the_error_names_the_package(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("CHROME_BIN", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(browser, "MAC_APP", str(tmp_path / "none"))
    monkeypatch.setattr(browser, "PACKAGE", tmp_path / "none")
    with pytest.raises(browser.BrowserMissing, match="@sparticuz/chromium"):
        browser.find_browser()


@pytest.mark.linux
def test_what_another_worker_unpacked_first_stays(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    packed, file = browser.PACKAGE / "bin" / "al2023.tar.br", tmp_path / "unpacked"
    real = browser.subprocess.run

    def another_is_first(*words: object, **settings: object) -> object:
        done = real(*words, **settings)  # type: ignore[call-overload]
        file.write_bytes(b"the first one's")
        return done

    monkeypatch.setattr(browser.subprocess, "run", another_is_first)
    browser.inflate(packed, file)
    assert file.read_bytes() == b"the first one's"
