"""What pictures are made of: nothing that the text does not say, and charts only of figures that may be compared."""
from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest

from generator.know.catalogue import Catalogue
from generator.model.common import Comparison
from generator.model.practice import Practice
from generator.view.desk import Desk
from generator.view.picture_shapes import Bar, Chart, Frame, Stage
from generator.view.pictures import (
    charts_of_comparison,
    charts_of_practice,
    procedure_picture,
    steps_picture,
    structure_picture,
)
from tests import sample_casebook
from tests.sample_casebook import metric

MONEY = {"kind": "money"}


def compared(*figures: str, comparable: str = "口径相近") -> dict[str, Any]:
    """A row of comparisons.yaml."""
    return {
        "id": "money", "name": "钱", "question": "多少？", "comparable": comparable, "caution": "看口径。",
        "figures": [{"figure": figure, "note": "口径"} for figure in figures],
    }


def practice(metrics: Iterable[str] = (), procedure: Iterable[dict[str, str]] = ()) -> Practice:
    """A practice with the least that the model takes."""
    step = {"do": "做这件事。", "who": "居委会", "output": "一张单子", "days": "1"}
    return Practice.model_validate({
        "id": "one", "name": "做法", "one_line": "一句话。", "topics": ["old"], "community_types": ["old"], "stages": ["old"],
        "tools": ["old"], "actors": {"lead": ["old"]}, "reviewed": "2026-01-05",
        "record": {
            "done": [{"text": "一件事。", "at": "s1/2"}], "procedure": list(procedure), "metrics": list(metrics), "not_said": ["没有说。"],
        },
        "guidance": {
            "authority": ["社区可自定"], "staff": "三五个人分工做", "sizes": ["1000户以下"], "check_today": ["law"], "when": ["有事时"],
            "preconditions": ["有人"], "steps": [step, {**step, "who": "社工", "output": "三张表"}, step],
            "resources": {"people": "一人", "money": "不用", "space": "不用", "digital": "不用"}, "words": [{"use": "开场", "text": "您好。"}],
            "light": "少做。", "indicators": ["一", "二"], "drift": [{"sign": "甲", "mend": "乙"}, {"sign": "丙", "mend": "丁"}],
        },
        "portability": {"travels": ["办法"], "local": ["条件"], "limits": "有限。"},
        "evidence": {"kind": "工作总结", "note": "自述。"}, "cost": "low", "effect": "1个月内",
    })


def catalogue(*rows: dict[str, Any], metrics: Iterable[dict[str, Any]], derived: Iterable[dict[str, Any]] = ()) -> Catalogue:
    """A casebook of two cases, demo and other, with these comparisons."""
    folders = (
        sample_casebook.folder(*metrics, derived=derived), sample_casebook.folder(metric("two", "7个", 7, "个"), name="other"),
    )
    return Catalogue(sample_casebook.book(*folders, common={"comparisons": {"comparisons": list(rows)}}))


def charts(made: Catalogue) -> tuple[Chart, ...]:
    """The charts of the first comparison."""
    return charts_of_comparison(made, row_of(made))


def row_of(made: Catalogue) -> Comparison:
    """The first comparison."""
    return made.book.common.comparisons.comparisons[0]


def test_comparable_figures_of_one_unit_are_a_chart_in_the_order_of_the_file() -> None:
    metrics = (metric("b", "5000万元", 5e7, "元", as_of="2015年", **MONEY), metric("a", "3000万元", 3e7, "元", **MONEY))
    (chart,) = charts(catalogue(compared("demo/b", "demo/a"), metrics=metrics))
    assert chart.bars == (Bar("某数（2015年）", "5000万元", 5e7, 5e7), Bar("某数", "3000万元", 3e7, 3e7))


def test_figures_that_only_stand_side_by_side_have_no_common_axis() -> None:
    metrics = (metric("a", "3个", 3, "个"), metric("b", "5个", 5, "个"))
    assert charts(catalogue(compared("demo/a", "demo/b", comparable="只能并列"), metrics=metrics)) == ()
    assert len(charts(catalogue(compared("demo/a", "demo/b"), metrics=metrics))) == 1


def test_units_do_not_share_an_axis() -> None:
    metrics = (metric("a", "3个", 3, "个"), metric("b", "5户", 5, "户"), metric("c", "4个", 4, "个"))
    (chart,) = charts(catalogue(compared("demo/a", "demo/b", "demo/c"), metrics=metrics))
    assert [bar.words for bar in chart.bars] == ["3个", "4个"]
    assert charts(catalogue(compared("demo/a", "demo/b"), metrics=metrics)) == ()


@pytest.mark.parametrize(
    ("kind", "value"), [("coverage_claim", "均"), ("rank_claim", "首创"), ("ordinal", 1), ("threshold", 3), ("date", "2015"), ("composition", 2)]
)
def test_claims_and_what_is_no_quantity_are_never_drawn(kind: str, value: object) -> None:
    metrics = (metric("a", "3个", 3, "个"), metric("b", "5个", value, "个", kind=kind), metric("c", "4个", 4, "个"))
    (chart,) = charts(catalogue(compared("demo/a", "demo/b", "demo/c"), metrics=metrics))
    assert [bar.words for bar in chart.bars] == ["3个", "4个"]


def test_a_range_is_a_range_and_more_than_is_open() -> None:
    metrics = (metric("a", "20至99个", [20, 99], "个"), metric("b", "超过30个", 30, "个", qualifier="over"), metric("c", "约5个", 5, "个", qualifier="about"))
    (chart,) = charts(catalogue(compared("demo/a", "demo/b", "demo/c"), metrics=metrics))
    assert [(bar.words, bar.low, bar.high, bar.more) for bar in chart.bars] == [
        ("20至99个", 20, 99, False), ("超过30个", 30, 30, True), ("约5个", 5, 5, False),
    ]
    assert "范围" in chart.says
    assert "不止" in chart.says
    assert "推算" not in chart.says


def test_what_is_computed_says_so() -> None:
    derived = ({"id": "half", "what": "一半", "formula": "a / 2", "unit": "个", "note": "约。"},)
    (chart,) = charts(catalogue(compared("demo/a", "demo/half"), metrics=(metric("a", "8个", 8, "个"),), derived=derived))
    assert chart.bars[1] == Bar("一半", "4个（推算）", 4, 4, computed=True)
    assert "斜线的是推算" in chart.says


def test_places_are_named_when_there_are_several() -> None:
    (chart,) = charts(catalogue(compared("demo/a", "other/two"), metrics=(metric("a", "8个", 8, "个"),)))
    assert [bar.label for bar in chart.bars] == ["示例，某数", "示例，某数"]


def test_nothing_but_noughts_is_no_chart() -> None:
    metrics = (metric("a", "0个", 0, "个"), metric("b", "0个", 0, "个"))
    assert charts(catalogue(compared("demo/a", "demo/b"), metrics=metrics)) == ()


def test_a_practice_shows_the_charts_of_its_own_figures_only() -> None:
    made = catalogue(compared("demo/a", "demo/b"), metrics=(metric("a", "3个", 3, "个"), metric("b", "5个", 5, "个")))
    desk = Desk(made, made.book.cases["demo"])
    assert list(charts_of_practice(desk, practice(["a", "b"]))) == list(charts(made)) != []
    assert list(charts_of_practice(desk, practice(["a"]))) == []


def test_a_procedure_is_what_the_source_tells_with_how_it_tells_it() -> None:
    made = catalogue(compared("demo/a"), metrics=(metric("a", "12个", 12, "个"),))
    desk = Desk(made, made.book.cases["demo"])
    told = ({"text": "先收来[#a]。", "at": "s1/2"}, {"text": "再议。", "at": "s1/2", "status": "goal"})
    flow = procedure_picture(desk, practice(procedure=told))
    assert flow is not None
    assert flow.stages == (Stage("先收来12个"), Stage("再议（目标）"))
    assert flow.voice == "record"
    assert procedure_picture(desk, practice(procedure=told[:1])) is None
    assert procedure_picture(desk, practice()) is None


def test_steps_say_who_and_what_is_left_as_our_advice() -> None:
    made = catalogue(compared("demo/a"), metrics=(metric("a", "12个", 12, "个"),))
    flow = steps_picture(Desk(made, made.book.cases["demo"]), practice())
    assert flow.stages == (Stage("居委会", "一张单子"), Stage("社工", "三张表"), Stage("居委会", "一张单子"))
    assert flow.voice == "advice"
    assert "共3步" in flow.says


def test_a_structure_has_every_part_and_its_description_names_them() -> None:
    inner = {"name": "乙", "text": "二。", "parts": [{"name": "丙", "text": "三。"}]}
    parts = [{"name": "甲", "text": "一。", "parts": [inner]}, {"name": "丁", "text": "四。"}]
    folder = sample_casebook.folder(case={"structure": parts})
    picture = structure_picture(Desk(Catalogue(sample_casebook.book(folder)), folder))
    assert picture.parts == (Frame("甲", (Frame("乙", (Frame("丙"),)),)), Frame("丁"))
    assert picture.says.startswith("甲：乙；丁。")
