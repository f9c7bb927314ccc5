"""The Nu checker has nothing to say about our pages, and is believed only while it finds what was seeded.

Here one page of every kind, the largest; `make check-html` takes every page, with the documents that they offer.
"""
from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from tests.browser.watching import sample_pages
from tests.tools import nu

pytestmark = pytest.mark.linux

FROZEN = nu.read_frozen()
SEEDED = [{"type": "error", "url": nu.CANARY_NAME, "message": words} for words in nu.CANARY_SAYS]


@pytest.fixture(scope="module")
def told(real_site: Path) -> tuple[nu.Message, ...]:
    """Everything the checker says of a page of every kind and of the page 404."""
    names = [*sample_pages(real_site), "404.html"]
    assert len(names) > 20
    return nu.check_pages(real_site, names)


def test_no_message_about_our_own_pages(told: tuple[nu.Message, ...]) -> None:
    assert [str(message) for message in nu.ours(told, FROZEN)] == []


def test_the_frozen_list_is_short_and_nothing_on_it_is_outdated(told: tuple[nu.Message, ...]) -> None:
    assert len(FROZEN) <= 3
    assert all(one.reason for one in FROZEN)
    assert nu.outdated(told, FROZEN) == ()


def test_a_frozen_message_about_another_part_of_the_page_is_ours() -> None:
    for one in FROZEN:
        elsewhere = nu.Message("a.html", "error", one.message, '<input class="field" autocomplete="off"><script>x</script>')
        about = nu.Message("a.html", "error", one.message, f"\n  {one.within}…")
        assert nu.ours([elsewhere, about], FROZEN) == (elsewhere,)
    unread = nu.Message("a.html", "non-document-error", "Forbidden host.")
    assert nu.ours([unread], FROZEN) == (unread,)


def checker(folder: Path, report: object, exit_code: int = 0, fetch: bool = True) -> tuple[str, str]:
    """A program in place of the checker: fetches the pages that it is given, or not, and writes a report."""
    said = report if isinstance(report, str) else json.dumps({"messages": report})
    script = folder / "checker.py"
    script.write_text(
        "import sys, urllib.request\n"
        f"for address in sys.argv[4:] if {fetch} else ():\n    urllib.request.urlopen(address).read()\n"
        f"address = sys.argv[4].rsplit('/', 1)[0] + '/'\n"
        f"sys.stderr.write({said!r}.replace('\"url\": \"', '\"url\": \"' + address))\nsys.exit({exit_code})\n",
        encoding="utf-8",
    )
    return sys.executable, str(script)


@pytest.fixture
def page(tmp_path: Path) -> Path:
    """A site of one page."""
    (tmp_path / "a.html").write_text("<!doctype html><title>好</title>", encoding="utf-8")
    return tmp_path


def test_messages_are_told_with_their_page(page: Path) -> None:
    report = [*SEEDED, {"type": "info", "subType": "warning", "url": "a.html", "message": "坏", "extract": "<p>", "lastLine": 3}]
    assert nu.check_pages(page, ["a.html"], checker(page, report)) == (nu.Message("a.html", "warning", "坏", "<p>", 3),)


@pytest.mark.parametrize(("report", "exit_code", "fetch", "why"), [
    (SEEDED, 0, False, "漏读了 2 个网页"),
    (SEEDED[1:], 0, True, "没有认出故意写错的地方"),
    ([], 0, True, "没有认出故意写错的地方"),
    (SEEDED, 1, True, "退出码 1"),
    ("StackOverflowError while evaluating HTML schema.", 1, True, "StackOverflowError"),
    ("[]", 0, True, "没有写出结果"),
    ("", 0, True, "没有写出结果"),
])
def test_a_checker_that_does_not_do_its_work_is_red(page: Path, report: object, exit_code: int, fetch: bool, why: str) -> None:
    with pytest.raises(nu.CheckerFailed, match=why):
        nu.check_pages(page, ["a.html"], checker(page, report, exit_code, fetch))


def test_without_java_the_set_up_is_named(page: Path) -> None:
    with pytest.raises(nu.CheckerFailed, match="make install-test"):
        nu.check_pages(page, ["a.html"], (str(page / "no-java"),))


def test_a_site_without_pages_is_red(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert nu.main([str(tmp_path)]) == 3
    assert "没有网页" in capsys.readouterr().err
