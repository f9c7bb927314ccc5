"""The measured figures as Markdown, so that none is typed by hand: python -m tests.benchmarks.report puts them into docs/benchmarks.md.

Each part of build/bench has its place there between two comments; a part that was not measured stays as it is. Prints the
promises of the design beside what was measured, and exits with 1 when one is broken.
"""
from __future__ import annotations

import re
import statistics
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from tests.benchmarks.kept import read_kept
from tests.benchmarks.promises import BUDGET_MS, PATIENCE_S, promises
from tests.benchmarks.usage import REPO

PAGE = REPO / "docs" / "benchmarks.md"
Kept = Mapping[str, Any]

_BEGIN, _END = "<!-- 量得：{} -->", "<!-- 量得完 -->"
_RUNS = {"anew": "从头做，两个进程", "again": "没有改动", "changed": "一条做法改了名字", "fonts": "裁字体（只在第一次）"}
_COLLECTED = {"first": "收 {} 份 Excel 表，2 个进程", "again": "同样的文件再收一次", "four": "收 {} 份，4 个进程"}


def provenance(kept: Kept) -> str:
    """When, on what, by which command; and how busy the machine was."""
    versions = " · ".join(f"{name} {version}" for name, version in kept["versions"].items())
    said = f"{kept['date']}，{kept['machine']}，量完时系统负荷 {kept['load']}；命令 `{kept['command']}`"
    return f"{said}；{versions}。" if versions else f"{said}。"


# --- the site ---------------------------------------------------------------------------------------------------------


def site_tables(kept: Kept) -> Iterator[str]:
    """Every size: ways to build, parts of ours, search."""
    yield provenance(kept) + "\n"
    for name in kept["result"]["missing"]:
        yield f"这台机器上没有 {name}，没有量它。\n"
    for name, size in kept["result"]["sizes"].items():
        yield from _size_tables(name, size)


def _size_tables(name: str, size: Kept) -> Iterator[str]:
    ours = size["builds"]["本库"]
    yield f"### {'五个案例' if name == '5' else f'生成的案例库，约 {name} 页'}（{size['cases']} 个案例，{ours['pages']} 页）\n"
    yield "| 建法 | CPU 秒 | 每页毫秒 | 用时秒 | 内存 MB | 输出 MB | 一页平均 KB | 索引 MB（压缩后） | CPU：本库是它的几倍 |"
    yield "|---|---:|---:|---:|---:|---:|---:|---|---:|"
    for way, build in size["builds"].items():
        index = "{:.2f}（{:.2f}）".format(*build["index"]) if build["index"][0] else "无"
        yield (
            f"| {way} | {build['cpu']:.2f} | {build['cpu'] / build['pages'] * 1000:.1f} | {build['wall']:.1f} | {build['memory']:.0f}"
            f" | {build['output']:.1f} | {build['page']:.1f} | {index} | {ours['cpu'] / build['cpu']:.2f} |"
        )
    parts = "，".join(f"{part} {seconds:.2f}" for part, seconds in ours["parts"].items())
    at = "，".join(f"{part} {memory:.0f}" for part, memory in ours["memory_at"].items())
    yield f"\n本库各部分的 CPU 秒：{parts}。\n\n各部分做完时的内存峰值（MB）：{at}。\n"
    over = "，".join(f"{page} {size / 1000:.0f} KB" for page, size in size["largest"]) or "没有"
    yield f"页面中位数 {size['median_page'] / 1000:.1f} KB；超过 150 KB 的页：{over}。\n"
    yield from _search_tables(size)


def _search_tables(size: Kept) -> Iterator[str]:
    if size["waits"]:
        yield "| 搜索 | 新开窗口到第一条，毫秒 | 之后每次，中位数（95%） | 其中页面线程的 CPU（95%） |\n|---|---|---|---|"
        for way, one in size["waits"].items():
            cells = f"{PATIENCE_S[way.endswith('http')]} 秒内没有结果 | | "
            if one["cold"] is not None:
                cells = f"{one['cold']:.0f} | {one['median']:.0f}（{one['p95']:.0f}） | {one['busy']:.0f}（{one['busy_p95']:.0f}）"
            yield f"| {way} | {cells} |"
        yield ""
    if size["found"]:
        yield "| 搜索 | recall@10 | precision@10 | recall@10（按页） | precision@10（按页） | 该有而一条没有 |\n|---|---|---|---|---|---|"
        for way, one in size["found"].items():
            figures = (one["recall"], one["precision"], one["page_recall"], one["page_precision"])
            yield f"| {way} | " + " | ".join(f"{figure:.3f}" for figure in figures) + f" | {one['nothing']} |"
        yield ""


# --- documents and returns --------------------------------------------------------------------------------------------


def print_tables(kept: Kept) -> Iterator[str]:
    """All documents, each kind of them, and one guideline by other makers."""
    yield provenance(kept) + "\n"
    yield "| 全部文档（五个案例） | 份数 | CPU 秒 | 用时秒 | 内存 MB（最大的一个进程） |\n|---|---:|---:|---:|---:|"
    for name, run in kept["result"]["runs"].items():
        yield f"| {_RUNS[name]} | {run['count']} | {run['cpu']:.1f} | {run['wall']:.1f} | {run['memory']:.0f} |"
    yield "\n| 种类 | 格式 | 份数 | 每份平均，毫秒 | 最长 | 期限 | 共 MB | 最大 KB |\n|---|---|---:|---:|---:|---:|---:|---:|"
    whole: dict[str, list[list[Any]]] = defaultdict(list)
    for name, rows in kept["result"]["each"].items():
        title, form = name.rsplit(".", 1)
        whole[form] += rows
        yield _kind(title, form, rows)
    yield from (_kind("全部", form, rows) for form, rows in whole.items())
    ours = kept["result"]["others"]["本库（typst）"]
    yield f"\n| 一份操作参考（{kept['result']['guideline']}）的 PDF，CPU 毫秒 | 第一份 | 以后每份 | 以后每份：它是本库的几倍 |\n|---|---:|---:|---:|"
    for name, pair in kept["result"]["others"].items():
        cells = "没有装或没有答复，没有量 | | " if pair is None else f"{pair[0] * 1000:.0f} | {pair[1] * 1000:.0f} | {pair[1] / ours[1]:.1f}"
        yield f"| {name} | {cells} |"
    yield ""


def _kind(title: str, form: str, rows: list[list[Any]]) -> str:
    seconds, sizes = [row[1] for row in rows], [row[2] for row in rows]
    return (
        f"| {title} | {form} | {len(rows)} | {1000 * statistics.mean(seconds):.0f} | {1000 * max(seconds):.0f} "
        f"| {BUDGET_MS.get(form, '没有')} | {sum(sizes) / 1e6:.1f} | {max(sizes) / 1e3:.0f} |"
    )


def collect_tables(kept: Kept) -> Iterator[str]:
    """The runs of collecting, and what a filled form costs to write."""
    result = kept["result"]
    yield provenance(kept) + "\n"
    yield "| | 用时秒 | CPU 秒 | 每份 CPU 毫秒 | 一个进程最多 MB |\n|---|---:|---:|---:|---:|"
    for name, run in result["runs"].items():
        each = 1000 * run["cpu"] / result["count"]
        yield f"| {_COLLECTED[name].format(result['count'])} | {run['wall']:.1f} | {run['cpu']:.1f} | {each:.1f} | {run['memory']:.0f} |"
    yield f"\n原件和台账 {result['size']:.1f} MB。{result['said']}\n"
    yield f"写一份填好的 Excel 自查表：CPU 平均 {1000 * result['form']['mean']:.0f} 毫秒，最少 {1000 * result['form']['least']:.0f} 毫秒。\n"


def said_lines(kept: Kept) -> Iterator[str]:
    """What another benchmark printed: tables as they are, other lines as text that keeps its shape."""
    yield provenance(kept) + "\n"
    lines = kept["result"]["said"].strip().splitlines()
    if any(line.startswith("|") for line in lines):
        yield from lines
    else:
        yield from ("```text", *lines, "```")
    yield ""


def promise_table(kept: Mapping[str, Kept]) -> Iterator[str]:
    """The promises of the design, what was measured, and whether they are kept."""
    yield "| 期限 | 量得 | |\n|---|---|---|"
    for row in promises(kept):
        yield f"| {row.promise} | {row.measured} | {'达到' if row.kept else '**没有达到**'} |"
    yield ""


TABLES = {"site": site_tables, "print_bench": print_tables, "collect": collect_tables, "check": said_lines, "serve": said_lines}
"""How each part becomes Markdown."""


def filled(page: str, kept: Mapping[str, Kept]) -> str:
    """The page with every measured part in its place. Raises ValueError when a part has no place."""
    made = {name: list(TABLES[name](part)) for name, part in kept.items() if name in TABLES}
    for name, lines in (("期限", list(promise_table(kept))), *made.items()):
        begin = _BEGIN.format(name)
        pattern = re.compile(rf"{re.escape(begin)}\n.*?{re.escape(_END)}", re.DOTALL)
        if len(pattern.findall(page)) != 1:
            raise ValueError(f"no place for {name}: {begin}")
        page = pattern.sub(lambda _, begin=begin, lines=lines: "\n".join((begin, "", *lines, _END)), page)
    return page


def main(page: Path = PAGE) -> int:
    """Fill the page, print the promises; 1 when one is broken."""
    kept = read_kept()
    page.write_text(filled(page.read_text("utf-8"), kept), "utf-8")
    print(*promise_table(kept), sep="\n")
    return int(not all(row.kept for row in promises(kept)))


if __name__ == "__main__":
    sys.exit(main())
