"""Builds and searches the site, ours against stock mkdocs-material on the same Markdown, in one run: make bench-site.

For the five models, and for generated casebooks of about 300 and 3,000 pages. Documents (PDF, DOCX), npm and the rules of
`check` are apart. It is no test and has no bound; it takes a quarter of an hour. Prints tables in Markdown for
docs/benchmarks.md, and keeps everything measured in build/bench-site.json.
"""
from __future__ import annotations

import argparse
import json
import os
import platform
import re
import shutil
import statistics
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from importlib.metadata import version
from pathlib import Path

from playwright.sync_api import Browser

from generator.bundle import read_bundle
from tests.benchmarks.casebooks import MODEL_PAGES, write_casebook
from tests.benchmarks.searching import (
    PATIENCE_MS,
    Found,
    Site,
    Waits,
    answers_of_ours,
    answers_of_stock,
    opened_browser,
    quality,
    served,
    waits,
)
from tests.benchmarks.stock import PEERS, build_stock, provide_jieba, write_stock_project
from tests.benchmarks.usage import REPO, Usage, measure, megabytes, packed
from tests.conftest import write_project

SIZES = {"5": 0, "300": 300, "3000": 3000}
"""The sizes by name; 0 stands for the five models."""
_ONCE_FROM = 1000  # pages; larger sites are built once each
_LARGEST = 150_000  # bytes of a page
_OURS, _BARE, _FULL = "本库", "原装，不带搜索和标签", "原装，带搜索（jieba）和标签"


@dataclass(frozen=True)
class Build:
    """One way to build one size: medians of the runs."""

    pages: int
    cpu: float  # without the rules of `check`
    wall: float
    memory: float
    output: float  # MB
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


def measure_size(folder: Path, pages: int, runs: int, browser: Browser | None) -> Measured:
    """Build one size in `folder` by each way, `runs` times by turns, then search in what was built."""
    cases = write_casebook(folder / "made", pages) if pages else len(list((REPO / "cases").glob("*/case.yaml")))
    root = write_project(folder, folder / "made" / "cases" if pages else REPO / "cases")
    live, stock = root / "build" / "site", folder / "stock"
    taken: dict[str, list[Usage]] = {_OURS: [], _BARE: [], _FULL: []}
    for run in range(runs if pages < _ONCE_FROM else 1):
        shutil.rmtree(root / "build", ignore_errors=True)
        taken[_OURS].append(measure([sys.executable, "-m", "tests.benchmarks.ours", root, live]))
        if not run:
            write_stock_project(root, stock)
        taken[_BARE].append(build_stock(stock, "bare"))
        taken[_FULL].append(build_stock(stock, "full"))
    ours, full = Site(live, ours=True), Site(stock / "full", ours=False)
    builds = {
        _OURS: _ours(taken[_OURS], live), _BARE: _stock(taken[_BARE], stock / "bare"), _FULL: _stock(taken[_FULL], stock / "full"),
    }
    sizes = sorted(((path.stat().st_size, path.relative_to(live).as_posix()) for path in live.rglob("*.html")), reverse=True)
    waited = dict(_waits(browser, ours, full)) if browser else {}
    found = _found(browser, root, live, full.folder) if browser and not pages else {}
    return Measured(
        cases, builds, [(name, size) for size, name in sizes if size > _LARGEST], sizes[len(sizes) // 2][0], waited, found,
    )


def _ours(runs: Sequence[Usage], live: Path) -> Build:
    told = [json.loads(run.said) for run in runs]
    parts = {name: statistics.median(one["parts"][name] for one in told) for name in told[0]["parts"]}
    index = packed(live / "data" / "search-names.js", live / "data" / "search-text.js")
    cpu = statistics.median(run.cpu - one["parts"]["check"] for run, one in zip(runs, told, strict=True))
    return _build(runs, live, cpu, index, parts, told[-1]["memory"])


def _stock(runs: Sequence[Usage], built: Path) -> Build:
    index = built / "search" / "search_index.json"
    return _build(runs, built, statistics.median(run.cpu for run in runs), packed(index) if index.exists() else (0, 0), {}, {})


def _build(
    runs: Sequence[Usage], built: Path, cpu: float, index: tuple[float, float], parts: dict[str, float], at: dict[str, float]
) -> Build:
    return Build(
        len(list(built.rglob("*.html"))), cpu, statistics.median(run.wall for run in runs), max(run.memory for run in runs),
        megabytes(built), index, parts, at,
    )


def _waits(browser: Browser, ours: Site, stock: Site) -> Iterator[tuple[str, Waits]]:
    for name, site in ((_OURS, ours), ("原装", stock)):
        with served(site.folder) as address:
            yield f"{name}，http", waits(browser, site, address)
        yield f"{name}，file://", waits(browser, site, site.folder.as_uri() + "/")


def _found(browser: Browser, root: Path, live: Path, stock: Path) -> dict[str, Found]:
    return {
        _OURS: quality(root, lambda queries: answers_of_ours(live, queries)),
        "原装": quality(root, lambda queries: answers_of_stock(browser, stock, queries)),
    }


# --- tables -----------------------------------------------------------------------------------------------------------


def versions(browser: Browser | None) -> str:
    """What was measured, on what."""
    jieba = next(PEERS.glob("jieba-*.dist-info")).name.split("-")[1].removesuffix(".dist")
    packages = " · ".join(f"{name} {version(name)}" for name in ("mkdocs", "mkdocs-material", "Markdown", "pymdown-extensions"))
    chromium = f" · Chromium {browser.version}" if browser else ""
    return (
        f"{date.today().isoformat()} · Python {platform.python_version()} · {packages} · jieba {jieba}{chromium}"
        f" · {platform.machine()}，{os.cpu_count()} 个处理器 · 系统负荷 {os.getloadavg()[0]:.1f}"
    )


def report(name: str, measured: Measured) -> Iterator[str]:
    """The tables of one size."""
    ours = measured.builds[_OURS]
    yield f"### {'五个案例' if name == '5' else f'生成的案例库，约 {name} 页'}（{measured.cases} 个案例，{ours.pages} 页）\n"
    yield "| 建法 | CPU 秒 | 每页毫秒 | 用时秒 | 内存 MB | 输出 MB | 索引 MB（压缩后） | CPU：本库是它的几倍 |"
    yield "|---|---|---|---|---|---|---|---|"
    for way, build in measured.builds.items():
        index = f"{build.index[0]:.2f}（{build.index[1]:.2f}）" if build.index[0] else "无"
        yield (
            f"| {way} | {build.cpu:.2f} | {build.cpu / build.pages * 1000:.1f} | {build.wall:.1f} | {build.memory:.0f}"
            f" | {build.output:.1f} | {index} | {ours.cpu / build.cpu:.2f} |"
        )
    parts = "，".join(f"{part} {seconds:.2f}" for part, seconds in ours.parts.items())
    at = "，".join(f"{part} {memory:.0f}" for part, memory in ours.memory_at.items())
    yield f"\n本库各部分的 CPU 秒：{parts}。\n\n各部分做完时的内存峰值（MB）：{at}。\n"
    over = "，".join(f"{page} {size / 1000:.0f} KB" for page, size in measured.largest) or "没有"
    yield f"页面中位数 {measured.median_page / 1000:.1f} KB；超过 150 KB 的页：{over}。\n"
    yield from _search_tables(measured)


def _search_tables(measured: Measured) -> Iterator[str]:
    if measured.waits:
        yield "| 搜索 | 新开窗口到第一条，毫秒 | 之后每次，中位数（95%） | 其中页面线程的 CPU（95%） |\n|---|---|---|---|"
        for way, one in measured.waits.items():
            cells = f"{PATIENCE_MS[way.endswith('http')] // 1000} 秒内没有结果 | | "
            if one.cold is not None:
                cells = f"{one.cold:.0f} | {one.median:.0f}（{one.p95:.0f}） | {one.busy:.0f}（{one.busy_p95:.0f}）"
            yield f"| {way} | {cells} |"
        yield ""
    if measured.found:
        yield "| 搜索 | recall@10 | precision@10 | recall@10（按页） | precision@10（按页） | 该有而一条没有 |\n|---|---|---|---|---|---|"
        for way, one in measured.found.items():
            figures = (one.recall, one.precision, one.page_recall, one.page_precision)
            yield f"| {way} | " + " | ".join(f"{figure:.3f}" for figure in figures) + f" | {one.nothing} |"
        yield ""


def main() -> None:
    """Measure the sizes asked for and print their tables."""
    asking = argparse.ArgumentParser(prog="make bench-site", description=__doc__)
    asking.add_argument("--sizes", default=",".join(SIZES), help=f"some of {','.join(SIZES)} (5: the five models, {MODEL_PAGES} pages)")
    asking.add_argument("--runs", type=int, default=3, help="builds of each way; 3,000 pages are built once")
    asking.add_argument("--no-browser", action="store_true", help="builds only")
    asked = asking.parse_args()
    names = asked.sizes.split(",")
    if not set(names) <= SIZES.keys() or not re.fullmatch("[1-9][0-9]?", str(asked.runs)):
        asking.error(f"--sizes: {','.join(SIZES)}")
    provide_jieba()
    read_bundle(REPO / "generator" / "web")  # made once, as `make site` has it
    kept = {}
    if asked.no_browser:
        _measure_all(names, asked.runs, None, kept)
    else:
        with opened_browser() as browser:
            _measure_all(names, asked.runs, browser, kept)
    (REPO / "build" / "bench-site.json").write_text(json.dumps(kept, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _measure_all(names: Sequence[str], runs: int, browser: Browser | None, kept: dict[str, object]) -> None:
    print(versions(browser), "\n", flush=True)
    for name in names:
        with tempfile.TemporaryDirectory() as folder:
            measured = measure_size(Path(folder), SIZES[name], runs, browser)
        kept[name] = asdict(measured)
        print(*report(name, measured), sep="\n", flush=True)
    print("系统负荷", " ".join(f"{load:.1f}" for load in os.getloadavg()))


if __name__ == "__main__":
    main()
