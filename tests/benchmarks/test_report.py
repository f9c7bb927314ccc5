"""Figures go from what was measured into the page, and a broken promise is told as one."""
from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.benchmarks import report, whole
from tests.benchmarks.peers import write_hugo_project
from tests.benchmarks.promises import promises
from tests.benchmarks.report import PAGE, TABLES, filled

BUILD = {
    "pages": 300, "cpu": 3.0, "wall": 3.5, "memory": 300.0, "output": 12.0, "page": 27.0, "index": [2.0, 0.5], "parts": {"read": 1.0},
    "memory_at": {"read": 90.0},
}
WAITS = {"cold": 600.0, "median": 20.0, "p95": 40.0, "busy": 10.0, "busy_p95": 15.0}
FOUND = {"recall": 0.99, "precision": 0.99, "page_recall": 0.99, "page_precision": 0.99, "nothing": 0}
NAMES = ("原装，不带搜索和标签", "原装，带搜索（jieba）和标签", "zensical，不带标签")
SIZE = {
    "cases": 5, "builds": {"本库": BUILD, **{name: {**BUILD, "cpu": 7.0, "index": [0, 0]} for name in NAMES}, "hugo，没有搜索": {**BUILD, "cpu": 2.0}},
    "largest": [], "median_page": 28_000, "waits": {"本库，http": WAITS, "原装，http": {**WAITS, "cold": None}}, "found": {"本库": FOUND},
}
USED = {"cpu": 20.0, "wall": 12.0, "memory": 120.0, "said": ""}
CHECK = "| 案例 | 怎样 | CPU 秒 |\n|---:|---|---:|\n| 1 | 初次 | 0.40 |\n| 1,000 | 初次 | 4.20 |\n| 1,000 | 再次 | 0.70 |"
RESULTS: dict[str, Any] = {
    "site": {"sizes": {"5": SIZE, "300": SIZE, "3000": SIZE}, "missing": ["hugo"]},
    "print_bench": {
        "runs": {"anew": {"count": 9, **USED}},
        "each": {"操作参考.pdf": [["a.pdf", 0.1, 5000]], "课件.pptx": [["a.pptx", 0.2, 5000]], "题库.gift": [["a", 0.0, 9]]},
        "guideline": "a/b", "others": {"本库（typst）": [0.4, 0.1], "WeasyPrint": [0.5, 0.3], "LibreOffice": None},
    },
    "collect": {"count": 500, "runs": {"first": USED}, "size": 40.0, "said": "一共 500 份", "form": {"mean": 0.08, "least": 0.07}},
    "check": {"said": CHECK},
}
KEPT = {
    part: {"part": part, "date": "2026-11-22", "command": f"python -m {part}", "machine": "x", "load": 0.5, "versions": {"mkdocs": "1"}, "result": result}
    for part, result in RESULTS.items()
}


def changed(part: str, change: Callable[[Any], None]) -> dict[str, Any]:
    kept: dict[str, Any] = json.loads(json.dumps(KEPT))  # nothing shared
    change(kept[part]["result"])
    return kept


def test_all_promises_are_kept_by_good_figures() -> None:
    rows = promises(KEPT)
    assert [row.promise for row in rows if not row.kept] == []
    assert len(rows) >= 20


CANARIES: list[tuple[str, str, Callable[[Any], None]]] = [
    ("site", "1.3 倍", lambda result: result["sizes"]["5"]["builds"]["本库"].update(cpu=70)),
    ("site", "recall", lambda result: result["sizes"]["5"]["found"]["本库"].update(recall=0.9)),
    ("site", "一半", lambda result: result["sizes"]["3000"]["builds"]["原装，带搜索（jieba）和标签"].update(cpu=5)),
    ("site", "每一种兼容", lambda result: result["sizes"]["3000"]["builds"]["zensical，不带标签"].update(cpu=2)),
    ("site", "hugo 的 2 倍", lambda result: result["sizes"]["3000"]["builds"]["hugo，没有搜索"].update(cpu=1)),
    ("site", "内存 ≤ 400", lambda result: result["sizes"]["3000"]["builds"]["本库"].update(memory=401)),
    ("site", "最多涨 20%", lambda result: result["sizes"]["300"]["builds"]["本库"].update(cpu=2)),
    ("site", "超过 150 KB", lambda result: result["sizes"]["300"].update(largest=[["a.html", 150_001]])),
    ("site", "中位数 ≤ 30", lambda result: result["sizes"]["300"].update(median_page=31_000)),
    ("site", "1 秒内可用", lambda result: result["sizes"]["5"]["waits"]["本库，http"].update(cold=None)),
    ("site", "≤ 50 毫秒", lambda result: result["sizes"]["3000"]["waits"]["本库，http"].update(median=51)),
    ("print_bench", "每一种 PPTX", lambda result: result["each"]["课件.pptx"][0].__setitem__(1, 0.31)),
    ("print_bench", "少于每一种别的做法", lambda result: result["others"].update(WeasyPrint=[0.1, 0.05])),
    ("collect", "用时 ≤ 30", lambda result: result["runs"]["first"].update(wall=31)),
    ("collect", "内存 ≤ 300", lambda result: result["runs"]["first"].update(memory=301)),
    ("collect", "≤ 100 毫秒", lambda result: result["form"].update(mean=0.2)),
    ("check", "再次", lambda result: result.update(said=CHECK.replace("0.70", "1.01"))),
]


@pytest.mark.parametrize(("part", "words", "change"), CANARIES, ids=[words for _, words, _ in CANARIES])
def test_a_broken_promise_is_told(part: str, words: str, change: Callable[[Any], None]) -> None:
    broken = [row.promise for row in promises(changed(part, change)) if not row.kept]
    assert broken
    assert any(words in promise for promise in broken)


def test_the_page_has_a_place_for_every_part_and_takes_it_twice_alike() -> None:
    page = PAGE.read_text("utf-8")
    once = filled(page, KEPT)
    assert filled(once, KEPT) == once
    for words in ("| 本库 | 3.00 | 10.0 |", "这台机器上没有 hugo", "| LibreOffice | 没有装", "| 1,000 | 再次 | 0.70 |", "60 秒内没有结果", "| 题库 | gift |"):
        assert words in once
    assert all(f"<!-- 量得：{part} -->" in page for part in (*TABLES, "期限"))
    with pytest.raises(ValueError, match="no place for collect"):
        filled(page.replace("<!-- 量得：collect -->", ""), KEPT)


def test_a_broken_promise_is_an_exit_status(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = tmp_path / "page.md"
    for kept, status in ((KEPT, 0), (changed("collect", CANARIES[13][2]), 1)):
        monkeypatch.setattr(report, "read_kept", lambda kept=kept: kept)
        page.write_bytes(PAGE.read_bytes())
        assert report.main(page) == status
        assert ("**没有达到**" in capsys.readouterr().out) == bool(status)
        assert ("**没有达到**" in page.read_text("utf-8").split("## 网站")[0]) == bool(status)


def test_a_part_that_takes_too_long_is_ended(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setitem(whole.PARTS, "site", (["-c", "import time; time.sleep(600)"], 0))
    assert not whole.measured("site")
    assert "已经停下" in capsys.readouterr().out
    assert whole.main(["没有"]) == 2


def test_a_page_goes_to_hugo_with_its_words_and_its_snippets(tmp_path: Path) -> None:
    docs = tmp_path / "stock" / "docs"
    for name, text in {
        "index.md": "# 首页\n\n--8<-- \"library/fragments/home.html\"\n", "library/fragments/home.html": "<p>片段</p>\n",
        "library/a/index.md": "---\ntitle: 甲\n---\n\n# 甲 {#page-title}\n", "library/a/b.md": "# 乙\n", "tags.md": "# 标签\n",
    }.items():
        (docs / name).parent.mkdir(parents=True, exist_ok=True)
        (docs / name).write_text(text, "utf-8")
    settings = {"site_name": "库", "nav": [{"首页": "index.md"}, {"查": [{"乙": "library/a/b.md"}]}]}
    (tmp_path / "stock" / "bare.yml").write_text(json.dumps(settings), "utf-8")
    style = tmp_path / "stock" / "bare" / "assets" / "stylesheets" / "main.1.min.css"
    style.parent.mkdir(parents=True)
    style.write_text("a{}", "utf-8")
    home = tmp_path / "hugo"
    write_hugo_project(tmp_path / "stock", home)
    content = {path.relative_to(home / "content").as_posix(): path.read_text("utf-8") for path in (home / "content").rglob("*.md")}
    assert set(content) == {"_index.md", "library/a/_index.md", "library/a/b.md"}
    assert "<p>片段</p>" in content["_index.md"]
    assert "{#page-title}" in content["library/a/_index.md"]
    layout = (home / "layouts/_default/single.html").read_text("utf-8")
    assert '<a href="/library/a/b.html">乙</a>' in layout
    assert (home / "static/style.css").read_text("utf-8") == "a{}"
