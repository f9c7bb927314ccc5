"""The sentences under a score, written out by hand: each type of item, each state, rates, levels, bonus, dimensions."""
from __future__ import annotations

import pytest

from generator.assess.explain import (
    NO_REASON,
    explain_bonus,
    explain_dimension,
    explain_item,
    explain_level,
    explain_rate,
    explain_upstream,
    shown,
)
from generator.assess.score import ItemScore, item_points, score
from generator.model.returned import Answer, Value
from tests.assess.test_score import BEST, CHECKLIST

ITEM = {item.id: item for item in CHECKLIST.items}


@pytest.mark.parametrize(("value", "text"), [(0, "0"), (300, "3"), (250, "2.5"), (6667, "66.67"), (5, "0.05"), (100_00, "100"), (1000, "10")])
def test_how_hundredths_are_written(value: int, text: str) -> None:
    assert shown(value) == text


@pytest.mark.parametrize(("item", "value", "words"), [
    ("g", 1, "选第 2 档，3 分 × 75%，得 2.25 分"),
    ("c", (0, 2), "符合 2 项，10 分 × 2 ÷ 3，得 6.67 分"),
    ("c", (0, 1, 2), "符合 3 项，10 分 × 3 ÷ 3，得 10 分"),
    ("c", (0, 1, 2, 3), "符合 4 项，最多算 3 项，10 分 × 3 ÷ 3，得 10 分"),
    ("p", (0, 1), "做到 第 1 项 1.5 分、第 2 项 2.5 分，得 4 分"),
    ("p", (), "做到 0 项，得 0 分"),
    ("y", True, "是，得 3 分"), ("y", False, "否，得 0 分"), ("more", True, "有，得 3 分"), ("more", False, "没有，得 0 分"),
    ("r", (9, 10), "10 里有 9，是 90%，达到 90%，得 40 分"),
    ("r", (8, 10), "10 里有 8，是 80%，离 90% 每差 1 个百分点减 0.5 分，得 35 分"),
    ("r", (2, 3), "3 里有 2，是 66.67%，离 90% 每差 1 个百分点减 0.5 分，得 28.33 分"),
    ("r", (0, 0), "一件也没有，没有可数的，得 0 分"),
    ("d", 2, "2 例，每例减 15 分，得 10 分"), ("d", 0, "没有出现，得 40 分"),
])
def test_an_answer_in_words(item: str, value: Value, words: str) -> None:
    answer = Answer("answered", value)
    assert explain_item(ITEM[item], answer, item_points(ITEM[item], answer)) == words


@pytest.mark.parametrize(("item", "answer", "words"), [
    ("c", None, "未答，按 0 分计"), ("c", Answer("answered"), "未答，按 0 分计"), ("c", Answer("unknown"), "不知道，按 0 分计"),
    ("r", Answer("na", reason="没有"), "不适用，不计入"), ("r", Answer("na", reason=" "), NO_REASON), ("c", Answer("na", reason="没有"), NO_REASON),
    ("y", Answer("upstream"), "需上级解决，不计入"), ("c", Answer("upstream"), "未答，按 0 分计"),
    ("low", None, "未答"), ("low", Answer("unknown"), "不知道"), ("low", Answer("answered", True), "没有守住，等级最高到“起步”"),
    ("low", Answer("answered", False), "守住了"), ("low", Answer("na", reason="x"), "未答"),
])
def test_a_state_in_words(item: str, answer: Answer | None, words: str) -> None:
    assert explain_item(ITEM[item], answer, None) == words


def test_a_level_in_words() -> None:
    assert explain_level(CHECKLIST, score(CHECKLIST, "full", BEST)) == "100% 到了“成熟”的 85%"
    failed = score(CHECKLIST, "full", {**BEST, "low": Answer("answered", True)})
    assert explain_level(CHECKLIST, failed) == "100% 到了“成熟”的 85%；底线项没有守住，等级到“起步”为止"
    gaps = score(CHECKLIST, "full", {**BEST, "g": Answer("unknown"), "low": Answer("answered", True)})
    assert explain_level(CHECKLIST, gaps) == "97% 到了“成熟”的 85%；底线项没有守住，等级到“起步”为止；还有没答的条目，结果未完成"
    low = score(CHECKLIST, "full", {name: Answer("answered", False) if name == "low" else Answer("unknown") for name in ITEM})
    assert explain_level(CHECKLIST, low) == "0% 不到“起步”的 50%，是“待加强”；还有没答的条目，结果未完成"
    opened = score(CHECKLIST, "full", {name: answer for name, answer in BEST.items() if name != "low"})
    assert explain_level(CHECKLIST, opened) == "底线项还有 1 条没有回答，暂不给等级"
    only = CHECKLIST.model_copy(update={"items": tuple(item for item in CHECKLIST.items if item.id in {"r", "low"})})
    nothing = score(only, "full", {"r": Answer("na", reason="没有"), "low": Answer("answered", False)})
    assert explain_level(only, nothing) == "算不出得分率，不给等级"
    assert explain_rate(nothing) == "没有一条适用，算不出得分率"
    single = CHECKLIST.model_copy(update={"levels": CHECKLIST.levels[-1:]})
    assert explain_level(single, score(single, "full", BEST)) == "100% 到了“待加强”的 0%"


def test_what_lies_above_in_words() -> None:
    assert explain_upstream(score(CHECKLIST, "full", BEST)) == ""
    above = score(CHECKLIST, "full", {**BEST, "y": Answer("upstream", reason="没有清单")})
    assert explain_upstream(above) == "1 条需上级解决，没有计入；按 0 分算进来是 97%"


def test_the_bonus_in_words() -> None:
    assert explain_bonus(CHECKLIST, score(CHECKLIST, "full", BEST)) == "另加分 5 分（最多 5 分），不计入得分率"
    one = score(CHECKLIST, "full", {**BEST, "again": Answer("answered", False)})
    assert explain_bonus(CHECKLIST, one) == "另加分 3 分，不计入得分率"
    without = CHECKLIST.model_copy(update={"items": CHECKLIST.items[:-2]})
    assert explain_bonus(without, score(without, "full", BEST)) == ""
    waiting = CHECKLIST.model_copy(update={"bonus_cap": 6.0})
    assert explain_bonus(waiting, score(waiting, "full", BEST)) == "另加分 6 分，不计入得分率"


def test_a_dimension_in_words() -> None:
    rows = (ItemScore("a", "d", "scored", 300, 150), ItemScore("b", "d", "open", 300, 0), ItemScore("c", "d", "na", 300, None))
    assert explain_dimension("议事", rows) == "议事：1.5 + 0 = 1.5，÷ 6 = 25%"
    assert explain_dimension("议事", rows[2:]) == "议事：没有一条适用"
    assert explain_dimension("议事", (ItemScore("a", "d", "scored", 300, 200),)) == "议事：2 = 2，÷ 3 = 66.67%"
