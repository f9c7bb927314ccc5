"""Shared by all tests: the option that renews golden outputs, and small projects to build."""
from __future__ import annotations

import os
import shutil
import signal
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Playwright, sync_playwright

from tests.noticing.profiles import load_profile

load_profile()

if threading.current_thread() is threading.main_thread():
    # Under nohup, or behind & in a script, these are ignored, and so they would be by every program that a test starts.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGHUP, signal.SIG_DFL)

REPO = Path(__file__).resolve().parents[1]
VALID = Path(__file__).parent / "content" / "valid"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write what is made now to tests/golden")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compare a text with tests/golden/NAME; what differs is left in tests/actual/NAME to look at."""

    update = bool(request.config.getoption("--update-golden"))
    return lambda name, text: compare_golden(name, text, update)


def compare_golden(name: str, text: str, update: bool = False, folder: Path = REPO / "tests") -> None:
    """Fail when a text is not what `folder`/golden keeps under this name; `update` keeps it from now on."""
    kept = folder / "golden" / name
    if update:
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_text(text, "utf-8")
    if text != kept.read_text("utf-8"):
        actual = folder / "actual" / name
        actual.parent.mkdir(parents=True, exist_ok=True)
        actual.write_text(text, "utf-8")
    assert text == kept.read_text("utf-8"), f"see tests/actual/{name}; `make golden` accepts it"


def write_project(folder: Path, cases: Path = VALID / "cases") -> Path:
    """A whole project in `folder` with these cases, the real documents, theme and web sources."""
    root = folder / "project"
    root.mkdir(parents=True)
    shutil.copytree(cases, root / "cases")
    shutil.copytree(
        REPO / "docs", root / "docs", ignore=shutil.ignore_patterns("library", "assess", "data", "downloads", "adr")
    )
    shutil.copy(REPO / "mkdocs.yml", root)
    (root / "generator").symlink_to(REPO / "generator")
    (root / "requirements").symlink_to(REPO / "requirements")
    (root / "schemas").symlink_to(REPO / "schemas")
    return root


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with the smallest whole casebook."""
    return write_project(tmp_path)


@pytest.fixture(scope="session")
def driver() -> Iterator[Playwright]:
    """Playwright's driver, one a process: a second one would not start beside it."""
    with sync_playwright() as started:
        yield started


@pytest.fixture(autouse=True)
def _fixed_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767571200")  # 2026-01-05
    monkeypatch.delenv("CASEBOOK_SITE_URL", raising=False)
    monkeypatch.delenv("CASEBOOK_SOURCES", raising=False)


@pytest.fixture(scope="session")
def real_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the real content, built once a worker."""
    from generator.pipeline import build  # half a second that most tests need not pay

    os.environ["SOURCE_DATE_EPOCH"] = "1767571200"
    root = write_project(tmp_path_factory.mktemp("real"), REPO / "cases")
    live = root / "build" / "site"
    build(root, live)
    return live
