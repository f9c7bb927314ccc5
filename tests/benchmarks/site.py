"""Builds and searches the site, ours against stock mkdocs-material, zensical and hugo on the same Markdown, in one run: make bench-site.

For the five models, and for generated casebooks of about 300 and 3,000 pages. Documents (PDF, DOCX), npm and the rules of
`check` are apart. It is no test; it takes about ten minutes on two quiet processors. Keeps everything measured in
build/bench/site.json and prints the tables that report.py makes of it.
"""
from __future__ import annotations

import argparse
import json
import re
import shutil
import statistics
import sys
import tempfile
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import asdict, dataclass
from pathlib import Path

from playwright.sync_api import Browser

from generator.bundle import read_bundle
from tests.benchmarks.casebooks import MODEL_PAGES, write_casebook
from tests.benchmarks.kept import keep, packages
from tests.benchmarks.peers import build_hugo, build_zensical, hugo_version, write_hugo_project, zensical_version
from tests.benchmarks.report import site_tables
from tests.benchmarks.searching import (
    Found,
    Site,
    Waits,
    answers_of_ours,
    answers_of_stock,
    opened_browser,
    quality,
    waits,
)
from tests.benchmarks.stock import PEERS, build_stock, provide_jieba, write_stock_project
from tests.benchmarks.usage import REPO, Usage, measure, megabytes, packed
from tests.conftest import write_project
from tests.tools.loopback import files_of, listening

SIZES = {"5": 0, "300": 300, "3000": 3000}
"""The sizes by name; 0 stands for the five models."""
_ONCE_FROM = 1000  # pages; larger sites are built once each
_LARGEST = 150_000  # bytes of a page
_OURS, _BARE, _FULL = "本库", "原装，不带搜索和标签", "原装，带搜索（jieba）和标签"
_Z_BARE, _Z_FULL, _HUGO = "zensical，不带标签", "zensical，带标签", "hugo，没有搜索"
PARTS = ("browser", "zensical", "hugo")
"""What can be left out."""


@dataclass(frozen=True)
class Build:
    """One way to build one size: medians of the runs."""

    pages: int
    cpu: float  # without the rules of `check`
    wall: float
    memory: float
    output: float  # MB
    page: float  # KB, the mean of all pages
    index: tuple[float, float]  # MB, raw and gzipped
    parts: dict[str, float]
    memory_at: dict[str, float]


@dataclass(frozen=True)
class Measured:
    """Everything about one size."""

    cases: int
    builds: dict[str, Build]
    largest: list[tuple[str, int]]  # pages over the budget
    median_page: int
    waits: dict[str, Waits]
    found: dict[str, Found]


def measure_size(folder: Path, pages: int, runs: int, browser: Browser | None, peers: Collection[str]) -> Measured:
    """Build one size in `folder` by each way, `runs` times by turns, then search in what was built."""
    cases = write_casebook(folder / "made", pages) if pages else len(list((REPO / "cases").glob("*/case.yaml")))
    root = write_project(folder, folder / "made" / "cases" if pages else REPO / "cases")
    live, stock = root / "build" / "site", folder / "stock"
    taken: dict[str, list[Usage]] = defaultdict(list)
    built: dict[str, Path] = {}
    for run in range(runs if pages < _ONCE_FROM else 1):
        shutil.rmtree(root / "build", ignore_errors=True)
        taken[_OURS].append(measure([sys.executable, "-m", "tests.benchmarks.ours", root, live]))
        if not run:
            write_stock_project(root, stock)
        for way, used, place in _built_by_peers(stock, folder / "hugo", peers):
            taken[way].append(used)
            built[way] = place
    ours, full = Site(live, ours=True), Site(stock / "full", ours=False)
    builds = {_OURS: _ours(taken[_OURS], live)} | {way: _peer(taken[way], place) for way, place in built.items()}
    sizes = sorted(((path.stat().st_size, path.relative_to(live).as_posix()) for path in live.rglob("*.html")), reverse=True)
    waited = dict(_waits(browser, ours, full)) if browser else {}
    found = _found(browser, root, live, full.folder) if browser and not pages else {}
    return Measured(
        cases, builds, [(name, size) for size, name in sizes if size > _LARGEST], sizes[len(sizes) // 2][0], waited, found,
    )


def _built_by_peers(stock: Path, hugo: Path, peers: Collection[str]) -> Iterator[tuple[str, Usage, Path]]:
    for way, name in ((_BARE, "bare"), (_FULL, "full")):
        yield way, build_stock(stock, name), stock / name
    if "zensical" in peers:
        for way, name in ((_Z_BARE, "bare"), (_Z_FULL, "full")):
            used, place = build_zensical(stock, name)
            yield way, used, place
    if "hugo" in peers:
        write_hugo_project(stock, hugo)
        used, place = build_hugo(hugo)
        yield _HUGO, used, place


def _ours(runs: Sequence[Usage], live: Path) -> Build:
    told = [json.loads(run.said) for run in runs]
    parts = {name: statistics.median(one["parts"][name] for one in told) for name in told[0]["parts"]}
    index = packed(live / "data" / "search-names.js", live / "data" / "search-text.js")
    cpu = statistics.median(run.cpu - one["parts"]["check"] for run, one in zip(runs, told, strict=True))
    return _build(runs, live, cpu, index, parts, told[-1]["memory"])


def _peer(runs: Sequence[Usage], built: Path) -> Build:
    index = [path for path in (built / "search" / "search_index.json", built / "search.json") if path.exists()]
    return _build(runs, built, statistics.median(run.cpu for run in runs), packed(*index), {}, {})


def _build(
    runs: Sequence[Usage], built: Path, cpu: float, index: tuple[float, float], parts: dict[str, float], at: dict[str, float]
) -> Build:
    pages = [path.stat().st_size for path in built.rglob("*.html")]
    return Build(
        len(pages), cpu, statistics.median(run.wall for run in runs), max(run.memory for run in runs), megabytes(built),
        sum(pages) / len(pages) / 1000, index, parts, at,
    )


def _waits(browser: Browser, ours: Site, stock: Site) -> Iterator[tuple[str, Waits]]:
    for name, site in ((_OURS, ours), ("原装", stock)):
        with listening(files_of(site.folder)) as address:
            yield f"{name}，http", waits(browser, site, address)
        yield f"{name}，file://", waits(browser, site, site.folder.as_uri() + "/")


def _found(browser: Browser, root: Path, live: Path, stock: Path) -> dict[str, Found]:
    return {
        _OURS: quality(root, lambda queries: answers_of_ours(live, queries)),
        "原装": quality(root, lambda queries: answers_of_stock(browser, stock, queries)),
    }


def versions(browser: Browser | None, peers: Collection[str]) -> Mapping[str, str]:
    """What was measured."""
    jieba = next(PEERS.glob("jieba-*.dist-info")).name.split("-")[1].removesuffix(".dist")
    made = {**packages("mkdocs", "mkdocs-material", "Markdown", "pymdown-extensions"), "jieba": jieba}
    asked = {"zensical": zensical_version, "hugo": hugo_version}
    return made | {name: asked[name]() for name in peers} | ({"Chromium": browser.version} if browser else {})


def main() -> None:
    """Measure the sizes asked for, keep what was measured and print its tables."""
    asking = argparse.ArgumentParser(prog="make bench-site", description=__doc__)
    asking.add_argument("--sizes", default=",".join(SIZES), help=f"some of {','.join(SIZES)} (5: the five models, {MODEL_PAGES} pages)")
    asking.add_argument("--runs", type=int, default=3, help="builds of each way; 3,000 pages are built once")
    asking.add_argument("--without", default="", help=f"some of {','.join(PARTS)}")
    asked = asking.parse_args()
    names, left = asked.sizes.split(","), set(filter(None, asked.without.split(",")))
    if not set(names) <= SIZES.keys() or not left <= set(PARTS) or not re.fullmatch("[1-9][0-9]?", str(asked.runs)):
        asking.error(f"--sizes: {','.join(SIZES)}; --without: {','.join(PARTS)}; --runs: 1-99")
    missing = [] if "hugo" in left or hugo_version() else ["hugo"]
    peers = [name for name in ("zensical", "hugo") if name not in left and name not in missing]
    provide_jieba()
    read_bundle(REPO / "generator" / "web")  # made once, as `make site` has it
    sizes: dict[str, object] = {}
    with nullcontext() if "browser" in left else opened_browser() as browser:
        for name in names:
            with tempfile.TemporaryDirectory() as folder:
                sizes[name] = asdict(measure_size(Path(folder), SIZES[name], asked.runs, browser, peers))
            kept = keep("site", {"sizes": sizes, "missing": missing}, versions(browser, peers))
            print(*site_tables({**kept, "result": {"sizes": {name: sizes[name]}, "missing": missing}}), sep="\n", flush=True)


if __name__ == "__main__":
    main()
