"""What a street office sees, worked out by hand: rows, spreads, common gaps, classes, what lies above."""
from __future__ import annotations

from dataclasses import replace

import pytest

from generator.assess.score import ItemScore
from generator.assess.summary import Gap, Matter, Spread, Summary, Training, is_short, middle, summaries
from generator.model.returned import Answer, Return
from tests.assess.test_score import BEST, CHECKLIST

KNOWN = {"hand": {1: CHECKLIST}}
EMPTY = Return("hand", 1, "full", "2026年度", "甲街道", "")
POOR = {**BEST, "c": Answer("answered", ()), "r": Answer("answered", (0, 10))}


def summary(**answers: dict[str, Answer]) -> Summary:
    (made,) = summaries([replace(EMPTY, community=name, answers=said) for name, said in answers.items()], KNOWN)
    return made


@pytest.mark.parametrize(("rates", "half"), [([7], 7), ([1, 2], 2), ([1, 3], 2), ([1, 2, 9], 2), ([0, 1, 2, 3], 2), ([0, 0, 1, 1], 1)])
def test_the_middle_is_rounded_half_up(rates: list[int], half: int) -> None:
    assert middle(rates) == half


@pytest.mark.parametrize(("got", "short"), [(599, True), (600, False), (0, True), (1000, False)])
def test_short_is_less_than_sixty_percent(got: int, short: bool) -> None:
    assert is_short(ItemScore("a", "d", "scored", 1000, got)) is short


def test_rows_have_codes_by_name_and_stand_by_type() -> None:
    said = [("丙", ()), ("乙", ("old",)), ("甲", ("new", "old"))]
    (made,) = summaries([replace(EMPTY, community=name, types=types, answers=BEST) for name, types in said], KNOWN)
    assert [(row.code, row.returned.community) for row in made.rows] == [("03", "甲"), ("02", "乙"), ("01", "丙")]  # 丙 U+4E19, 乙 U+4E59, 甲 U+7532
    assert made.rows[0].reviewed is None
    assert (made.checklist, made.edition, made.period) == ("hand", "full", "2026年度")


def test_a_reviewed_return_has_both_scores() -> None:
    made = summary(甲={**BEST, "d": Answer("answered", 0, review=1000)})
    (row,) = made.rows
    assert row.own.rate == 100_00
    assert row.reviewed is not None
    assert row.reviewed.rate == 70_00


def test_spreads_count_who_a_dimension_applies_to() -> None:
    away = {**BEST, "r": Answer("na", reason="没有"), "d": Answer("answered", 0)}
    made = summary(甲=BEST, 乙=POOR, 丙=away)
    assert made.spreads == (Spread("a", 3, 50_00, 100_00, 100_00), Spread("b", 3, 50_00, 100_00, 100_00))


def test_a_dimension_that_applies_to_nobody_has_no_spread() -> None:
    only = CHECKLIST.model_copy(update={"items": tuple(item for item in CHECKLIST.items if item.id in {"r", "y"})})
    (made,) = summaries([replace(EMPTY, answers={"y": Answer("answered", True), "r": Answer("na", reason="没有")})], {"hand": {1: only}})
    assert [one.dimension for one in made.spreads] == ["a"]


def test_a_gap_is_common_when_two_and_half_of_those_who_answered_lack_it() -> None:
    made = summary(甲=POOR, 乙=POOR, 丙=BEST, 丁={**BEST, "c": Answer("unknown")})
    assert made.gaps == (
        Gap("r", 2, 4, 8000, "x/two", ("03", "04")), Gap("c", 2, 3, 2000, "x/one", ("03", "04")),
    )
    assert made.training == (Training("x/two", ("r",), 2), Training("x/one", ("c",), 2))
    assert summary(甲=POOR, 乙=BEST).gaps == ()
    assert summary(甲=POOR, 乙=POOR, 丙=BEST, 丁=BEST, 戊=BEST).gaps == ()


def test_a_class_serves_each_community_once_and_needs_a_practice() -> None:
    both = {**POOR, "y": Answer("answered", False), "d": Answer("answered", 9)}
    made = summary(甲=both, 乙=both, 丙={**POOR, "c": Answer("answered", (0, 1, 2))})
    assert [gap.item for gap in made.gaps] == ["r", "d", "c", "y"]
    assert made.training == (Training("x/two", ("r", "y"), 3), Training("x/one", ("c",), 2))


def test_what_lies_above_is_listed_with_its_words() -> None:
    made = summary(甲={**BEST, "y": Answer("upstream", reason=" 没有清单 ")}, 乙={**BEST, "y": Answer("upstream")}, 丙=BEST)
    assert made.matters == (Matter("y", (("02", ""), ("03", "没有清单"))),)


def test_summaries_stand_by_checklist_period_and_edition_and_score_each_version_by_itself() -> None:
    newer = CHECKLIST.model_copy(update={"version": 2, "items": CHECKLIST.items[:4]})
    known = {"hand": {1: CHECKLIST, 2: newer}}
    rows = [
        replace(EMPTY, community="甲", answers=BEST), replace(EMPTY, community="乙", version=2, answers={"y": Answer("answered", True)}),
        replace(EMPTY, period="2025年度", answers=BEST), replace(EMPTY, edition="quick", answers=BEST),
    ]
    made = summaries(rows, known)
    assert [(one.period, one.edition, len(one.rows)) for one in made] == [("2025年度", "full", 1), ("2026年度", "full", 2), ("2026年度", "quick", 1)]
    by_name = {row.returned.community: row.own for row in made[1].rows}
    assert (by_name["甲"].points, by_name["乙"].points) == (100_00, 20_00)
