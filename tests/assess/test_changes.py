"""Before and after: only communities and items that both have, never a rank."""
from __future__ import annotations

from dataclasses import replace

import pytest
from assess.random_answers import random_return
from collecting import demo

from generator.assess.changes import changes, comparable
from generator.assess.summary import Summary, summaries
from generator.model.assessment import Checklist
from generator.model.returned import Answer, Return

OLD = demo()
NEW = OLD.model_copy(update={"version": 2, "items": tuple(item for item in OLD.items if item.id != "f1")})
KNOWN = {"demo": {1: OLD, 2: NEW}}
FULL = {"y1": Answer("answered", (0, 1)), "f0": Answer("answered", (10, 10)), "f1": Answer("answered", True)}


def summary(period: str, answers: dict[str, dict[str, Answer]], checklist: Checklist = OLD) -> Summary:
    """A summary of these communities and what they answered."""
    base = Return("demo", checklist.version, "full", period, "示例街道", "")
    (made,) = summaries([replace(base, community=name, answers=said) for name, said in answers.items()], KNOWN)
    return made


def test_compares_only_who_took_part_twice() -> None:
    before = summary("2025年度", {"甲": {}, "乙": FULL, "丁": {}})
    after = summary("2026年度", {"甲 ": FULL, "乙": FULL, "丙": {}})
    found = changes(before, after)
    assert [(row.rate.before, row.rate.after, row.rate.difference) for row in found.communities] == [(100_00, 100_00, 0), (0, 100_00, 100_00)]
    assert (found.gone, found.new, found.before, found.after, found.items) == (1, 1, "2025年度", "2026年度", 3)
    assert [(one.dimension, one.count, one.middle.before, one.middle.after) for one in found.dimensions] == [
        ("yishi", 2, 50_00, 100_00), ("fuwu", 2, 50_00, 100_00),
    ]


def test_an_item_of_one_version_alone_moves_nothing() -> None:
    before = summary("2025年度", {"甲": {**FULL, "f1": Answer("answered", False)}})
    after = summary("2026年度", {"甲": {name: answer for name, answer in FULL.items() if name != "f1"}}, NEW)
    (row,) = changes(before, after).communities
    assert (row.rate.before, row.rate.after) == (100_00, 100_00)
    assert changes(before, after).items == 2


def test_what_did_not_apply_has_no_difference() -> None:
    away = {"y1": FULL["y1"], "f0": Answer("na", reason="没有"), "f1": Answer("na", reason="没有")}
    found = changes(summary("2025年度", {"甲": away}, NEW), summary("2026年度", {"甲": FULL}, NEW))
    change = dict(found.communities[0].dimensions)["fuwu"]
    assert (change.before, change.after, change.difference) == (None, 100_00, None)
    assert [one.dimension for one in found.dimensions] == ["yishi"]


def test_nothing_changes_between_equal_summaries() -> None:
    said = {name: dict(random_return(OLD, seed).answers) for seed, name in enumerate("甲乙丙丁戊")}
    same = summary("2026年度", said)
    found = changes(same, same)
    assert all(row.rate.before == row.rate.after == own.own.rate for row, own in zip(found.communities, same.rows, strict=True))
    assert [(one.middle.before, one.middle.after) for one in found.dimensions] == [(one.middle, one.middle) for one in same.spreads]


def test_the_latest_other_period_is_compared_with() -> None:
    old, older, now = (summary(period, {"甲": FULL}) for period in ("2025年度", "2024年度", "2026年度"))
    assert comparable((older, old, now), now) is old
    assert comparable((now,), now) is now
    assert comparable((), now) is None
    quick = replace(now, edition="quick")
    assert comparable((old,), quick) is None
    with pytest.raises(ValueError, match="cannot be compared"):
        changes(old, quick)
