"""The site of hostile texts in Chromium: no dialog, no violation of the policy, no request elsewhere, the tree of its harmless twin.

Each page as it is once its scripts have come to rest, the small window of its first figure, then the tools as readers
use them: what is found, compared, filled in, collected and planned is hostile too, and so is what the reader types.
"""
from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page, expect

from generator.know.catalogue import Catalogue
from generator.know.checklists import checklists
from generator.model.returned import Answer, PlanLine, Return
from generator.read.returned_json import write_return
from generator.view.checklist_sheet import checklist_sheet
from tests.assess.random_answers import random_return
from tests.browser.watching import Watch, watching
from tests.hostile.casebook import whole_book
from tests.hostile.pages import hostile_and_twin, squeezed
from tests.hostile.payloads import PAYLOADS, harmless, restored
from tests.hostile.site import build_sites

pytestmark = [pytest.mark.long, pytest.mark.linux, pytest.mark.xdist_group("hostile browser")]

TOGETHER = 8
TURNS = (0, 17, 33)
_OUTLINE = """base => {
    const rows = [], strange = [];
    for (const one of document.querySelectorAll("*")) {
        if (one.closest("svg") && one.tagName.toLowerCase() !== "svg") continue;
        const names = one.getAttributeNames().sort();
        for (const name of names) {
            const placed = name === "style" && /^((left|top|width|height): -?[0-9.]+(px|%); ?)+$/.test(one.style.cssText);
            if (/^on|^srcdoc$/i.test(name) || name === "style" && !placed) strange.push(`${one.tagName} ${name}`);
            if (/^(href|src|action|formaction|data|poster|background|srcset|ping)$/.test(name)) {
                const to = one.getAttribute(name);
                let scheme = "none";
                try { scheme = new URL(to, location.href).protocol; } catch { /* told below */ }
                const outside = /^[a-z][a-z0-9+.-]*:/i.test(to.replace(/[\\s\\x00-\\x20]/g, ""));
                if (to.startsWith(base)) continue;
                if (outside ? !/^(https?|mailto|blob):$/.test(scheme) : scheme !== location.protocol || /^[\\s\\\\/]{2}/.test(to))
                    strange.push(`${one.tagName} ${name}=${to}`);
            }
        }
        const values = names.filter(name => !["download", "content", "d", "style", "viewBox"].includes(name)).map(name => one.getAttribute(name));
        const own = [...one.childNodes].filter(node => node.nodeType === 3).map(node => node.data).join("");
        const words = ["SCRIPT", "STYLE"].includes(one.tagName) ? "" : own;
        rows.push([`${one.tagName}(${names})`, [words, one.value ?? "", ...values].join("|").split(base).join("")]);
    }
    const parts = [...document.querySelectorAll("svg *")].map(one => one.tagName).filter(name => !["tspan", "path", "line", "rect"].includes(name));
    return {rows, strange, comments: document.createTreeWalker(document, NodeFilter.SHOW_COMMENT).nextNode()?.data ?? "", parts: [...new Set(parts)].sort()};
}"""


_LONG = re.compile(r"\|compare-open\b|\|finder-link$")
"""The door to all of a high cell, and an address to pass on, in which each mark is written as %3C."""


@dataclass(frozen=True)
class Pair:
    """Two windows on the same page of two sites, and what they are built from."""

    hostile: Watch
    twin: Watch
    books: tuple[Any, Any]

    def windows(self) -> tuple[Watch, Watch]:
        return self.hostile, self.twin

    def do(self, act: Callable[[Page, Callable[[str], str]], object]) -> None:
        """Do the same in both windows; what is typed into the twin's has no marks."""
        act(self.hostile.page, str)
        act(self.twin.page, harmless)

    def open(self, path: str) -> None:
        for watch in self.windows():
            watch.open(path)

    def same(self, what: str, ordered: bool = True) -> list[str]:
        """What the hostile page has other than its twin; `ordered=False`: names decide the order of what is listed."""
        seen, wanted = (outline(watch) for watch in self.windows())
        found = [f"{what}: {one}" for one in seen["strange"]]
        if seen["parts"] != wanted["parts"] or seen["comments"] != wanted["comments"]:
            found.append(f"{what}: parts of pictures or comments")
        rows = [(shape, _bare(words)) for shape, words in seen["rows"]]
        other_rows = [(shape, _bare(restored(words))) for shape, words in wanted["rows"]]
        if not ordered:
            rows, other_rows = (sorted(row for row in one if not _LONG.search(row[1])) for one in (rows, other_rows))
        for (shape, words), (other, others) in zip(rows, other_rows, strict=False):
            if shape != other:
                return [*found, f"{what}: {shape} for {other}: {words[:200]!r}"]
            if words != others:
                found.append(f"{what}: {shape}: {words[:300]!r} for {others[:300]!r}")
        if len(rows) != len(other_rows):
            found.append(f"{what}: {len(rows)} elements for {len(other_rows)}")
        return found


def outline(watch: Watch) -> dict[str, Any]:
    """What the page in a window is made of, with what is strange in it; the site's own address left out."""
    found: dict[str, Any] = watch.page.evaluate(_OUTLINE, watch.address)
    return found


def _bare(words: str) -> str:
    """The words without what their length decides: how a figure breaks, which rows are cut short, the size of a file."""
    same = squeezed(words).replace("figlong", "fig").replace("compare-textcut", "compare-text").replace("|clamped|", "||")
    return re.sub(r"[0-9.]+[KM]B", "", same)


@pytest.fixture(scope="module", params=TURNS)
def sites(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, tuple[Any, Any]]:
    book = whole_book()
    turn: int = request.param
    return (*build_sites(tmp_path_factory.mktemp("hostile"), book, turn, TOGETHER), hostile_and_twin(book, turn, TOGETHER))


@pytest.fixture
def pair(browser: Browser, sites: tuple[Path, Path, tuple[Any, Any]]) -> Iterator[Pair]:
    with ExitStack() as stack:
        yield Pair(*(stack.enter_context(watching(browser, folder.as_uri() + "/")) for folder in sites[:2]), books=sites[2])


def test_every_page_is_its_twins(pair: Pair, sites: tuple[Path, Path, tuple[Any, Any]], record_property: Callable[[str, object], None]) -> None:
    pages = sorted(path.relative_to(sites[0]).as_posix() for path in sites[0].rglob("*.html"))
    assert pages == sorted(path.relative_to(sites[1]).as_posix() for path in sites[1].rglob("*.html"))
    assert len(pages) >= 45
    found = []
    for path in pages:
        if path == "404.html" or 'http-equiv="refresh"' in (sites[0] / path).read_text("utf-8"):
            continue
        pair.open(path)
        found += pair.same(path)
        if pair.twin.page.locator("a.fig:visible").count():
            pair.do(lambda page, type_: page.locator("a.fig:visible").first.dispatch_event("click"))
            for watch in pair.windows():
                expect(watch.page.get_by_role("dialog").first).to_be_visible()
            found += pair.same(f"{path}, a figure")
    assert found == [], "\n".join(found[:40])
    record_property("Chromium 里的页面", len(pages))


def test_what_readers_find_is_words(pair: Pair) -> None:
    found = []
    pair.open("finder.html")
    pair.do(lambda page, type_: expect(page.locator(".hit")).to_have_count(4))
    found += pair.same("finder", ordered=False)
    pair.open("compare.html?ids=demo/yishi,other/gongkai")
    pair.do(lambda page, type_: expect(page.locator("table").first).to_be_visible())
    found += pair.same("compare", ordered=False)
    pair.open("compare.html?ids=demo,other")
    found += pair.same("compare cases", ordered=False)
    for words in ("议事", "甲镇", "停车", "召集人"):
        pair.open(f"search.html?q={quote(words)}")
        pair.do(lambda page, type_: expect(page.locator(".search-said")).not_to_contain_text("正在"))
        pair.do(lambda page, type_: expect(page.locator("a[data-hit]").first).to_be_visible())
        seen, wanted = ({row[0] for row in outline(watch)["rows"]} for watch in pair.windows())
        if seen != wanted:
            found.append(f"search for {words}: {sorted(seen ^ wanted)}")
        found += outline(pair.hostile)["strange"]
    assert found == [], "\n".join(found[:40])


def test_what_readers_type_is_words(pair: Pair) -> None:
    """Every tenth payload as it is typed into each tool, and in the address of the page."""
    shapes: dict[str, set[str]] = {}
    for tool, key in (("search.html", "q"), ("finder.html", "q"), ("library/metrics.html", "q"), ("compare.html", "ids"), ("course.html", "title")):
        page = pair.hostile.open(f"{tool}?{key}={quote('议事')}")
        shapes[tool] = {row[0].split("(")[0] for row in outline(pair.hostile)["rows"]}
        for watch in pair.windows():
            watch.open(f"{tool}?{key}={quote('没有这样的话')}")
            shapes[tool] |= {row[0].split("(")[0] for row in outline(watch)["rows"]}
        for payload in PAYLOADS[::10]:
            page = pair.hostile.open(f"{tool}?{key}={quote(payload)}")
            seen = outline(pair.hostile)
            assert seen["strange"] == [], (tool, payload)
            assert {row[0].split("(")[0] for row in seen["rows"]} <= shapes[tool] | {"MARK"}, (tool, payload)
            box = page.locator("main input[type=search]:visible, main input[type=text]:visible").first
            if box.count():
                box.fill(payload.replace("\0", ""))
    assert pair.hostile.page.evaluate("({}).x === undefined && window.struck === undefined")


def _filled(book: Any, words: Callable[[str], str]) -> tuple[str, str]:
    """A return to the general checklist whose every text is hostile, as JSON, and its file name."""
    shelved = checklists(book)["general"][0]
    sheet = checklist_sheet(Catalogue(book), shelved)
    made: Return = random_return(shelved.checklist, 5)
    said = iter(words(PAYLOADS[number * 7 % len(PAYLOADS)]).replace("\0", "") for number in range(10_000))
    answers = {name: replace(answer, reason=next(said), evidence=next(said)) for name, answer in made.answers.items()}
    gates = {item.id: Answer("answered", False) for item in sheet.items if item.type == "gate"}
    filled = replace(
        made, answers={**answers, **gates}, period=next(said), street=next(said), community=next(said), filler=next(said),
        types=(), plan=(PlanLine("more-grade", next(said), next(said), next(said), next(said)),),
    )
    return write_return(filled, sheet.fingerprint), "x.json"


def test_what_a_community_fills_in_and_a_street_collects_is_words(pair: Pair) -> None:
    returns = [_filled(book, words) for book, words in zip(pair.books, (str, harmless), strict=True)]
    found = []
    pair.open("assess/general.html")
    found += pair.same("assess")
    for watch, (text, _) in zip(pair.windows(), returns, strict=True):
        page = watch.page
        page.locator("summary", has_text="沿用上期").click()
        page.evaluate("text => { document.querySelector('.fill-import textarea').value = text; }", text)
        page.get_by_role("button", name="读入贴上的文字").click()
        expect(page.locator(".fill-said")).to_contain_text("读入")
        page.get_by_role("button", name="开始填", exact=True).click()
        expect(page.locator(".ask").first).to_be_visible()
    found += pair.same("assess, filled in")
    for watch in pair.windows():
        watch.page.get_by_role("button", name="看结果").first.click()
        expect(watch.page.locator(".result h2")).to_be_visible()
    found += pair.same("assess, result", ordered=False)
    pair.open("collect.html")
    for watch, (text, name) in zip(pair.windows(), returns, strict=True):
        expect(watch.page.locator(".collect-steps li")).to_have_count(3)
        files = [{"name": name, "mimeType": "application/json", "buffer": text.encode()}]
        files.append({"name": "坏的.json", "mimeType": "application/json", "buffer": json.dumps({"format": text[:80]}).encode()})
        watch.page.locator(".collect-start input[type=file]").first.set_input_files(files)
        expect(watch.page.locator(".collect-reading")).to_have_count(0)
        expect(watch.page.locator(".collect-said").first).not_to_be_empty()
    found += pair.same("collect", ordered=False)
    assert found == [], "\n".join(found[:40])


def test_what_a_trainer_plans_is_words(pair: Pair) -> None:
    found = []
    pair.open("course.html")
    pair.do(lambda page, type_: expect(page.locator(".course-lesson").first).to_be_visible())
    found += pair.same("course", ordered=False)
    pair.open("course.html?u=demo/yishi-case.45")
    pair.do(lambda page, type_: expect(page.locator(".course-unit").first).to_be_visible())
    pair.do(lambda page, type_: page.get_by_label("课程名称").fill(type_("<img src=x onerror=alert(1)>")))
    pair.do(lambda page, type_: page.get_by_label("课程名称").blur())
    pair.do(lambda page, type_: page.wait_for_function("location.search.includes('title=')"))
    pair.do(lambda page, type_: page.get_by_role("button", name="看教案").first.click())
    pair.do(lambda page, type_: expect(page.locator(".collect-paper-name").first).to_contain_text("alert"))
    found += pair.same("course, a plan", ordered=False)
    assert found == [], "\n".join(found[:40])


def test_a_page_with_one_element_more_is_seen(pair: Pair) -> None:
    """The canary: an element, an attribute, an address that the words have made are told."""
    for change, told in (
        ("document.querySelector('h1').append(document.createElement('i'))", "I()"),
        ("document.querySelector('h1').setAttribute('accesskey', '1')", "accesskey"),
        ("document.querySelector('article a').setAttribute('href', 'java\\tscript:1')", "href="), ("document.querySelector('h1').append('x')", "H1"),
        ("document.querySelector('article a').setAttribute('href', '//host.invalid/')", "href="),
    ):
        pair.open("library/demo/yishi.html")
        assert pair.same("before") == []
        pair.hostile.page.evaluate(change)
        assert told in " ".join(pair.same("after")), change
        pair.hostile.faults.clear()
