"""What the page 比一比 compares stays data, and carries each kind of run."""
from __future__ import annotations

import json
from typing import Any

from generator.render.compare_script import render_compare, render_compare_index
from generator.view.compare_shapes import CaseSheet, Cell, Choice, CompareIndex, Entry, Line, Row, Shared, Together
from generator.view.shapes import Computed, Figure, Link, Plain

AWKWARD = "</script><!--<script>\u2028\u2029&\"'\\"


def entry(ref: str = "demo/yishi", **cells: Cell) -> Entry:
    differs = (("demo/gongkai", (Plain("在前。"),)),)
    return Entry(ref, "每月议事", "甲镇小区议事", f"library/{ref}.html", "《…》", "2026-01-05", cells, differs)


def read(script: bytes) -> Any:
    return json.loads(script.decode().partition(" = ")[2].removesuffix(";\n"))


def test_runs_keep_their_metric_formula_and_target() -> None:
    text = (Plain("共"), Plain("有"), Figure("260件", "demo/agreed", True), Computed("8", "1 + 7"), Link("页", "about.html"))
    made = render_compare("demo", CaseSheet(entry("demo"), (entry(done=Cell((Line(text, "名", "目标", "原文一第2段"),))),), {}))
    assert made.startswith(b'(window.casebookCompare ??= {})["demo"] = ')
    line = read(made)["entries"]["demo/yishi"]["cells"]["done"]["lines"][0]
    assert line["text"] == [
        "共有", {"text": "260件", "metric": "demo/agreed", "cautioned": True}, {"text": "8", "how": "1 + 7"},
        {"text": "页", "to": "about.html"},
    ]
    assert (line["label"], line["status"], line["where"]) == ("名", "目标", "原文一第2段")


def test_what_is_empty_is_left_out() -> None:
    cells = {"done": Cell((Line((Plain("议事。"),)),)), "outcomes": Cell(), "cost": Cell(values=("基本不另花钱",))}
    made = read(render_compare("demo", CaseSheet(entry("demo"), (entry(**cells),), {"money": (Line((Plain("15万元"),)),)})))
    assert made["entries"]["demo/yishi"]["cells"] == {
        "done": {"lines": [{"text": ["议事。"]}]}, "cost": {"values": ["基本不另花钱"]},
    }
    assert made["entries"]["demo/yishi"]["differs"] == [["demo/gongkai", ["在前。"]]]
    assert made["figures"] == {"money": [{"text": ["15万元"]}]}


def test_the_index_holds_rows_choices_themes_and_cautions() -> None:
    index = CompareIndex(
        (Row("done", "做了什么", "record", silent="原文没有写"),), (Row("kind", "材料类型", "plain", closed=True),),
        (Choice("demo/yishi", "每月议事", "demo", "每月一次。", "议事日"),), (Choice("demo", "甲镇小区议事", "demo", "甲镇"),),
        (Shared("yishi", "议事协商", ("demo/yishi",)),), (Together("money", "钱", "多少？", "只能并列", (Plain("不比。"),)),),
    )
    made = read(render_compare_index(index))
    assert made["rows"]["practice"] == [{"id": "done", "label": "做了什么", "voice": "record", "silent": "原文没有写"}]
    assert made["rows"]["case"] == [{"id": "kind", "label": "材料类型", "voice": "plain", "closed": True}]
    assert made["practices"][0]["words"] == "议事日"
    assert made["themes"] == [{"id": "yishi", "name": "议事协商", "refs": ["demo/yishi"]}]
    assert made["together"][0]["caution"] == ["不比。"]


def test_no_data_ends_a_script() -> None:
    cells = {"done": Cell((Line((Plain(AWKWARD), Figure(AWKWARD, "demo/x")), AWKWARD, AWKWARD, AWKWARD),))}
    script = render_compare("demo", CaseSheet(entry("demo"), (entry(**cells),), {})).decode()
    assert not {"<", ">", "&", "\u2028", "\u2029"} & set(script)
    assert read(script.encode())["entries"]["demo/yishi"]["cells"]["done"]["lines"][0]["label"] == AWKWARD
