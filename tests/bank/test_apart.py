"""When one figure may stand as a wrong answer beside another."""
from __future__ import annotations

import pytest

from generator.bank.apart import alike, apart, distance
from generator.model.case import Metric


def metric(value: object, qualifier: str = "exact", kind: str = "count", unit: str = "个") -> Metric:
    return Metric.model_validate({
        "id": "m", "what": "数", "as_stated": "数", "kind": kind, "value": value, "unit": unit, "qualifier": qualifier,
        "scope": {"level": "city", "place": "甲市"}, "at": "s1/1",
    })


@pytest.mark.parametrize(("one", "other", "sure"), [
    (metric("3300", "over"), metric("3400"), False),  # 3300多个 may be 3400
    (metric("3300", "over"), metric("3300"), False),
    (metric("3300", "over"), metric("500", "over"), True),
    (metric("400", "nearly"), metric("390"), False),
    (metric("400", "nearly"), metric("400"), False),
    (metric("400", "nearly"), metric("1000", "at_least"), True),
    (metric("800", "about"), metric("700"), False),
    (metric("32"), metric("32"), False),
    (metric("32"), metric("49"), True),
    (metric(["20", "99"]), metric("36"), False),
    (metric(["20", "99"]), metric("106"), True),
    (metric("2014", kind="date", unit=""), metric("2016", kind="date", unit=""), True),
    (metric("2014", kind="date", unit=""), metric("2014", kind="date", unit=""), False),
    (metric("2014", kind="date", unit=""), metric("2016"), False),
])
def test_apart_leaves_the_qualifier_its_room(one: Metric, other: Metric, sure: bool) -> None:
    assert apart(one, other) is sure
    assert apart(other, one) is sure


def test_alike_asks_for_kind_and_unit() -> None:
    assert alike(metric("3"), metric("4"))
    assert not alike(metric("3"), metric("4", unit="户"))
    assert not alike(metric("3"), metric("4", kind="money"))


def test_the_nearer_figure_is_the_more_believable() -> None:
    assert distance(metric("100"), metric("90")) < distance(metric("100"), metric("5000"))
    assert distance(metric("0"), metric("5")) == float("inf")
