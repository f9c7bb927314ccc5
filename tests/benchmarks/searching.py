"""How long a reader waits for the search, and what it finds, in Chromium: ours and that of stock mkdocs-material.

Cold: a fresh window opens a page whose address holds the query, until the first hit is on the screen's page (both have
such addresses: search.html?q=… and index.html?q=…). Warm: the words of the box change, until the hits are changed and
laid out. A local server without compression and without delay; over a real line the index's bytes come on top.
"""
from __future__ import annotations

import json
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlsplit

from playwright.sync_api import Browser, CDPSession, Page, sync_playwright

from generator.checking import check_casebook
from generator.know.catalogue import Catalogue
from generator.outputs import made_documents
from generator.read.hand_page import read_hand_pages
from generator.render.page import render_page
from generator.view.hand_pages import hand_document
from tests.benchmarks.promises import PATIENCE_S
from tests.benchmarks.usage import REPO
from tests.tools.browser import FLAGS, find_browser
from tests.tools.loopback import files_of, listening

sys.path.append(str(REPO / "tests"))  # as pytest finds them
from tests.search import test_quality as benchmark
from tests.search.truth import said
from tests.web.test_units import bundled, run_node

QUERIES = [row["q"] for rows in benchmark.QUERIES.values() for row in rows]
TIMED = QUERIES[::3]  # enough for a median and a 95th percentile
COLD = ("议事", "民生微实事", "志愿者")
PATIENCE_MS = {online: 1000 * seconds for online, seconds in PATIENCE_S.items()}
"""How long a first hit is waited for: over http, and from file://, where stock never answers."""

_WATCH = """hit => {
  window.firstHit = new Promise(found => {
    const look = () => document.querySelector(hit) && (document.body.offsetHeight, found(performance.now()));
    new MutationObserver(look).observe(document, {childList: true, subtree: true});
  });
}"""
_ASK_OURS = """async words => {
  const box = document.querySelector("#search-words");
  const told = () => decodeURIComponent(new URLSearchParams(location.search).get("q") ?? "");
  const start = performance.now();
  box.value = words;
  box.form.requestSubmit();
  while (document.title.indexOf(words.trim()) < 0) {
    if (performance.now() - start > 5000) return null;
    await new Promise(go => { const pipe = new MessageChannel(); pipe.port1.onmessage = go; pipe.port2.postMessage(0); });
  }
  document.body.offsetHeight;
  return performance.now() - start;
}"""
_ASK_STOCK = """async words => {
  const box = document.querySelector(".md-search__input"), result = document.querySelector(".md-search-result");
  const changed = new Promise(done => {
    new MutationObserver((rows, watch) => { watch.disconnect(); done(true); }).observe(result, {childList: true, subtree: true});
    setTimeout(() => done(false), 5000);
  });
  const start = performance.now();
  box.value = words;
  box.dispatchEvent(new Event("keyup"));
  if (!await changed) return null;
  document.body.offsetHeight;
  return performance.now() - start;
}"""
_READ_STOCK = """() => [...document.querySelectorAll(".md-search-result__item")].map(
  item => [...item.querySelectorAll("a.md-search-result__link")].map(link => link.href))"""


@dataclass(frozen=True)
class Waits:
    """Milliseconds: to the first hit of a fresh window (median), and for the next queries. None where nothing came.

    `busy` is the CPU time of the page's own thread for one of the next queries, which other programs on the machine
    cannot stretch; what stock's search does in its worker is not in it.
    """

    cold: float | None
    median: float | None = None
    p95: float | None = None
    busy: float | None = None
    busy_p95: float | None = None


@dataclass(frozen=True)
class Site:
    """A built site with a search."""

    folder: Path
    ours: bool

    def address(self, query: str) -> str:
        """The page that answers the query, below the site's address."""
        return f"{'search' if self.ours else 'index'}.html?q={quote(query)}"

    @property
    def hit(self) -> str:
        """A hit, as a CSS selector."""
        return "a[data-hit]" if self.ours else ".md-search-result__item a"


@contextmanager
def opened_browser() -> Iterator[Browser]:
    """Chromium."""
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=find_browser(), args=list(FLAGS))
        yield browser
        browser.close()


@contextmanager
def _window(browser: Browser, site: Site, address: str, query: str) -> Iterator[tuple[Page, float | None]]:
    """A fresh window at the query, and the milliseconds from its start to the first hit."""
    context = browser.new_context(viewport={"width": 1366, "height": 800})
    context.set_default_timeout(PATIENCE_MS[True])
    context.route("**/*", lambda route: route.continue_() if route.request.url.startswith(address) else route.abort())
    page = context.new_page()
    page.add_init_script(f"({_WATCH})({json.dumps(site.hit)})")
    page.goto(address + site.address(query))
    waited = page.evaluate("patience => Promise.race([window.firstHit, new Promise(end => setTimeout(end, patience, null))])",
                           PATIENCE_MS[address.startswith("http")])
    yield page, waited
    context.close()


def waits(browser: Browser, site: Site, address: str) -> Waits:
    """Cold and warm waits of one site at one address (http://… or file://…/)."""
    cold = []
    for query in COLD:
        with _window(browser, site, address, query) as (_, waited):
            if waited is None:
                return Waits(None)
            cold.append(waited)
    ask, warm, busy = _ASK_OURS if site.ours else _ASK_STOCK, [], []
    with _window(browser, site, address, COLD[0]) as (page, _):
        session = page.context.new_cdp_session(page)
        session.send("Performance.enable", {"timeDomain": "threadTicks"})
        for query in TIMED:
            before = _busy(session)
            took = page.evaluate(ask, query)
            if took is not None:
                warm.append(took)
                busy.append(_busy(session) - before)
    return Waits(statistics.median(cold), statistics.median(warm), _late(warm), statistics.median(busy), _late(busy))


def _busy(session: CDPSession) -> float:
    """Milliseconds of CPU that the page's thread has used."""
    metrics = session.send("Performance.getMetrics")["metrics"]
    return next(row["value"] for row in metrics if row["name"] == "TaskDuration") * 1000


def _late(times: Sequence[float]) -> float:
    return sorted(times)[round(len(times) * 0.95) - 1]


Answers = dict[str, list[list[str]]]
"""Query → hits; a hit is its page, then the parts of it that are shown."""


@dataclass(frozen=True)
class Found:
    """recall@10 and precision@10: of the entries that queries.yaml names, and when any hit of the right page counts."""

    recall: float
    precision: float
    page_recall: float
    page_precision: float
    nothing: int  # queries that have an answer and got none


def quality(root: Path, answers: Callable[[Sequence[str]], Answers]) -> Found:
    """Ask every query of the benchmark; `answers` gives the hits, best first, each with the site paths that it may mean.

    Of those, what the benchmark knows as an entry counts (a row of a table, a part of a page), else the first: the page.
    """
    book, _ = check_casebook(root)
    assert book is not None
    catalogue = Catalogue(book, "0", "2026-01-05")
    pages = [document for output, document in made_documents(catalogue) if output.render is render_page]
    texts = said([*pages, *(hand_document(page) for page in read_hand_pages(root / "docs"))])
    gaps = {benchmark.site_path(f"gap:{gap.id}"): [benchmark.fold(word) for word in gap.words] for gap in book.common.gaps.gaps}
    told = answers(QUERIES)
    asked = benchmark.Asked(texts, {query: {"paths": list(dict.fromkeys(
        path for hit in hits for path in [one for one in hit[1:] if one in texts] or hit[:1]
    ))} for query, hits in told.items()}, gaps)
    rows = [row for rows in benchmark.QUERIES.values() for row in rows]
    recall, precision = benchmark.mean([benchmark.score(row, asked) for row in rows])
    by_page = [_page_score(row, asked) for row in rows]
    nothing = sum(not told[row["q"]] and bool(benchmark.right_pages(row, asked)) for row in rows)
    return Found(recall, precision, *(statistics.mean(part) for part in zip(*by_page, strict=True)), nothing)


def _page_score(row: dict[str, object], asked: benchmark.Asked) -> tuple[float, float]:
    """Recall and precision of the first ten pages, whatever the place on them."""
    right = _pages(benchmark.right_pages(row, asked))
    wanted = _pages(benchmark.site_path(name) for name in row.get("want", ())) or right  # type: ignore[attr-defined]
    first = list(_pages(asked.answers[str(row["q"])]["paths"]))[: benchmark.FIRST]
    if not right:
        return float(not first), float(not first)
    met = sum(path in right for path in first)
    return len(wanted.keys() & set(first)) / min(benchmark.FIRST, len(wanted)), met / len(first) if first else 0.0


def _pages(paths: object) -> dict[str, None]:
    """The pages of paths, each once, in order."""
    return dict.fromkeys(str(path).split("#")[0] for path in paths)  # type: ignore[attr-defined]


def answers_of_ours(site: Path, queries: Sequence[str]) -> Answers:
    """What our engine finds in the files of a built site; it is the browser's script, asked in Node."""
    with tempfile.TemporaryDirectory() as folder:
        script = bundled(REPO / "tests" / "search" / "ask.ts", Path(folder))
        asked = Path(folder) / "queries.json"
        asked.write_text(json.dumps(list(queries)), encoding="utf-8")
        told = run_node(script, site / "data" / "search-names.js", site / "data" / "search-text.js", asked)
    return {answer["query"]: [[path] for path in answer["paths"]] for answer in json.loads(told)["answers"]}


def answers_of_stock(browser: Browser, site: Path, queries: Sequence[str]) -> Answers:
    """What stock Material shows for each query, by its own page of the site."""
    with listening(files_of(site)) as address, _window(browser, Site(site, ours=False), address, COLD[0]) as (page, _):
        return {query: _shown(page, query) for query in queries}


def _shown(page: Page, query: str) -> list[list[str]]:
    page.evaluate(_ASK_STOCK, query)
    found = []
    for links in page.evaluate(_READ_STOCK):
        places = [urlsplit(link) for link in links]
        parts = [f"{place.path.lstrip('/')}#{place.fragment}" for place in places if place.fragment]
        found.append([places[0].path.lstrip("/"), *parts])
    return found
