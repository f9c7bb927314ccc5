"""The score, worked out by hand: each type of item, each state, rounding, gates, bonus, 短板. Agreement is tested elsewhere."""
from __future__ import annotations

import pytest

from generator.assess.explain import explain_level, explain_rate, explain_upstream
from generator.assess.next_steps import next_steps
from generator.assess.score import half_up, item_points, score
from generator.model.assessment import Checklist
from generator.model.returned import Answer, Value

COMMON = {
    "indicator": "指标", "content": "看什么", "rule": "怎样得分", "counts": "算", "not_counts": "不算", "evidence": ["记录"],
    "methods": ["查阅资料"], "filler": "书记", "hint": "先做",
}
ITEMS = [
    {"id": "g", "type": "grade", "dimension": "a", "points": "3", "grades": [
        {"label": "好", "percent": "100"}, {"label": "中", "percent": "75"}, {"label": "下", "percent": "0"}]},
    {"id": "c", "type": "count", "dimension": "a", "points": "10", "options": ["甲", "乙", "丙", "丁"], "full_at": "3", "practice": "x/one"},
    {"id": "p", "type": "parts", "dimension": "a", "points": "4", "parts": [{"name": "一", "points": "1.5"}, {"name": "二", "points": "2.5"}]},
    {"id": "y", "type": "yesno", "dimension": "a", "points": "3", "upstream_allowed": "true", "practice": "x/two"},
    {"id": "r", "type": "rate", "dimension": "b", "points": "40", "total": "总", "good": "其中", "full_at": "90", "step": "0.5", "sample": "抽",
     "na_allowed": "true", "practice": "x/two"},
    {"id": "d", "type": "deduct", "dimension": "b", "points": "40", "each": "15"},
    {"id": "low", "type": "gate", "dimension": "b", "cap": "起步"},
    {"id": "more", "type": "bonus", "dimension": "b", "points": "3"},
    {"id": "again", "type": "bonus", "dimension": "b", "points": "3"},
]
CHECKLIST = Checklist.model_validate({
    "id": "hand", "version": "1", "title": "手算", "purpose": "试", "receiver": "自己", "keep": "一年", "minutes": "10",
    "dimensions": [{"id": "a", "weight": "20"}, {"id": "b", "weight": "80"}],
    "levels": [{"name": "成熟", "from_rate": "85"}, {"name": "起步", "from_rate": "50"}, {"name": "待加强", "from_rate": "0"}],
    "items": [{**COMMON, **item} for item in ITEMS], "bonus_cap": "5", "reviewed": "2026-01-05",
})
BEST: dict[str, Answer] = {
    name: Answer("answered", value)
    for name, value in {"g": 0, "c": (0, 1, 2), "p": (0, 1), "y": True, "r": (9, 10), "d": 0, "low": False, "more": True, "again": True}.items()
}



@pytest.mark.parametrize(
    ("item", "value", "points"),
    [
        ("g", 0, 300), ("g", 1, 225), ("g", 2, 0),
        ("c", (), 0), ("c", (3,), 333), ("c", (0, 2), 667), ("c", (0, 1, 2, 3), 1000),  # 10 × 1 ÷ 3, 10 × 2 ÷ 3, at most 3 of 4
        ("p", (1,), 250), ("p", (), 0), ("y", False, 0), ("more", True, 300),
        ("r", (9, 10), 4000), ("r", (8, 10), 3500), ("r", (0, 10), 0),  # 10 points under the line: 5 off; 90 under: 45 of 40
        ("r", (7, 9), 3389),  # 77.777…%: 12.222… under, 6.111… off: 33.888…
        ("r", (0, 0), 0), ("r", (99_999, 99_999), 4000),
        ("d", 1, 2500), ("d", 3, 0), ("d", 99_999, 0),
    ],
)
def test_each_type(item: str, value: Value, points: int) -> None:
    asked = next(one for one in CHECKLIST.items if one.id == item)
    assert item_points(asked, Answer("answered", value)) == points


@pytest.mark.parametrize(
    ("item", "value"),
    [("g", 3), ("g", True), ("c", (1, 0)), ("c", (0, 0)), ("c", (4,)), ("y", 1), ("r", (2, 1)), ("r", (1,)), ("r", (-1, 2)), ("d", -1), ("d", True)],
)
def test_a_value_that_is_none_is_refused(item: str, value: Value) -> None:
    asked = next(one for one in CHECKLIST.items if one.id == item)
    with pytest.raises(ValueError, match=item):
        item_points(asked, Answer("answered", value))


def test_half_a_hundredth_goes_up() -> None:
    assert [half_up(1, 2), half_up(2, 4), half_up(1, 3), half_up(5, 10), half_up(149, 100)] == [1, 1, 0, 1, 1]


def test_everything_done() -> None:
    best = score(CHECKLIST, "full", BEST)
    assert (best.rate, best.level, best.complete, best.bonus) == (100_00, "成熟", True, 500)  # 3 + 3, at most 5
    assert explain_rate(best) == "得分 100 ÷ 适用分值 100 = 100%"


def test_states_enter_the_sum_as_they_should() -> None:
    nothing = score(CHECKLIST, "full", {**BEST, "r": Answer("unknown"), "d": Answer("answered")})
    assert (nothing.got, nothing.points, nothing.unknown, nothing.open, nothing.complete) == (2000, 10000, ("r",), ("d",), False)
    without = score(CHECKLIST, "full", {**BEST, "r": Answer("na", reason="没有这类事")})
    assert (without.got, without.points, without.rate, without.complete) == (6000, 6000, 100_00, True)
    unsaid = score(CHECKLIST, "full", {**BEST, "r": Answer("na", reason="  ")})
    assert (unsaid.points, unsaid.open) == (10000, ("r",))
    forbidden = score(CHECKLIST, "full", {**BEST, "d": Answer("na", reason="不想答"), "g": Answer("upstream")})
    assert forbidden.open == ("g", "d")


def test_what_lies_above_is_shown_with_and_without() -> None:
    above = score(CHECKLIST, "full", {**BEST, "y": Answer("upstream", reason="街道没有发清单")})
    assert (above.rate, above.rate_with_upstream, above.upstream) == (100_00, 97_00, ("y",))
    assert explain_upstream(above) == "1 条需上级解决，没有计入；按 0 分算进来是 97%"


def test_a_gate_caps_and_an_open_gate_gives_no_level() -> None:
    failed = score(CHECKLIST, "full", {**BEST, "low": Answer("answered", True)})
    assert (failed.level, failed.uncapped, failed.failed) == ("起步", "成熟", ("low",))
    worse = score(CHECKLIST, "full", {"low": Answer("answered", True)})
    assert worse.level == "待加强"  # the cap never lifts
    assert "不到“起步”的 50%" in explain_level(CHECKLIST, score(CHECKLIST, "full", {"low": Answer("answered", False)}))
    for answer in (None, Answer("unknown"), Answer("na", reason="x")):
        answers = {**BEST, "low": answer} if answer else {name: one for name, one in BEST.items() if name != "low"}
        opened = score(CHECKLIST, "full", answers)
        assert (opened.level, opened.open_gates, opened.rate) == (None, ("low",), 100_00)


def test_a_dimension_under_sixty_is_weak_and_its_practices_come_first() -> None:
    found = score(CHECKLIST, "full", {**BEST, "c": Answer("answered", ()), "r": Answer("answered", (8, 10))})
    assert [(one.dimension, one.rate, one.weak) for one in found.dimensions] == [("a", 50_00, True), ("b", 93_75, False)]
    assert [(step.practice, step.items, step.lost, step.weak) for step in next_steps(CHECKLIST, found)] == [
        ("x/one", ("c",), 1000, True), ("x/two", ("r",), 500, False),
    ]
    sixty = score(CHECKLIST, "full", {**BEST, "c": Answer("answered", (0,)), "g": Answer("answered", 2), "p": Answer("answered", (0, 1))})
    assert not next(one for one in sixty.dimensions if one.dimension == "b").weak


def test_a_reviewer_replaces_points_and_never_more_than_there_are() -> None:
    answers = {**BEST, "d": Answer("answered", 0, review=1000), "y": Answer("upstream", review=400)}
    own, reviewed = score(CHECKLIST, "full", answers), score(CHECKLIST, "full", answers, reviewed=True)
    assert (own.got, own.points) == (9700, 9700)
    assert (reviewed.got, reviewed.points, reviewed.upstream) == (7000, 10000, ())


def test_where_nothing_applies_there_is_no_rate() -> None:
    only = CHECKLIST.model_copy(update={"items": tuple(item for item in CHECKLIST.items if item.id in {"r", "low"})})
    nothing = score(only, "full", {"r": Answer("na", reason="没有"), "low": Answer("answered", False)})
    assert (nothing.rate, nothing.level, nothing.points) == (None, None, 0)
    assert explain_rate(nothing) == "没有一条适用，算不出得分率"
