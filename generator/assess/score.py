"""The score of a filled checklist. All arithmetic is in whole hundredths, rounded half up, in one step for each number.

Rules (docs/adr/0011): 得分率 = Σ得分 ÷ Σ适用分值. 未答 and 不知道 stay in the denominator with 0; 不适用 (with its reason)
leaves both; 需上级解决 leaves both too, and a second rate counts it as 0; a gate gives no points but caps the level; bonus
stands outside 100. The same in generator/web/src/assess/score.ts and in the formulas of the workbook.
"""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from generator.model.assessment import (
    BonusItem,
    Checklist,
    CountItem,
    DeductItem,
    GateItem,
    GradeItem,
    Item,
    PartsItem,
    RateItem,
    YesNoItem,
)
from generator.model.returned import Answer, Edition

_Scored = GradeItem | CountItem | PartsItem | YesNoItem | RateItem | DeductItem | BonusItem

WEAK_BELOW = 60_00
"""A dimension under 60 % (hundredths of a percent) is 短板 (reference/standards.md C2)."""

Standing = Literal["scored", "open", "unknown", "na", "upstream"]
"""How an item enters the sum: scored · open 未答 (also 不适用 without its reason) · unknown 不知道 · na · upstream."""


@dataclass(frozen=True, slots=True)
class ItemScore:
    """One scored or bonus item: hundredths of a point. `got` is 0 when it is open or unknown, None when it is left out."""

    item: str
    dimension: str
    standing: Standing
    points: int
    got: int | None

    @property
    def lost(self) -> int:
        """Points that were within reach and are not there; 0 for an item left out."""
        return 0 if self.got is None else self.points - self.got


@dataclass(frozen=True, slots=True)
class DimensionScore:
    """One dimension: what was reached of what applies, in hundredths of a point; the rate in hundredths of a percent."""

    dimension: str
    got: int
    points: int
    rate: int | None  # None when nothing applies
    open: int  # items 未答 or 不知道

    @property
    def weak(self) -> bool:
        """Whether it is a 短板."""
        return self.rate is not None and self.rate < WEAK_BELOW


@dataclass(frozen=True, slots=True)
class Score:
    """The result of one filled checklist."""

    items: tuple[ItemScore, ...]  # scored items in the checklist's order
    dimensions: tuple[DimensionScore, ...]
    got: int
    points: int
    rate: int | None
    rate_with_upstream: int | None  # 需上级解决 counted as 0
    level: str | None  # None while a gate is open, or nothing applies
    uncapped: str | None  # the level that the rate alone would give
    failed: tuple[str, ...]  # gates that were not kept
    open_gates: tuple[str, ...]  # gates 未答 or 不知道
    bonus: int  # hundredths, at most the checklist's cap
    bonus_items: tuple[ItemScore, ...]
    open: tuple[str, ...]  # scored items 未答
    unknown: tuple[str, ...]
    na: tuple[str, ...]
    upstream: tuple[str, ...]

    @property
    def complete(self) -> bool:
        """Whether every item and gate has an answer that is more than 不知道."""
        return not (self.open or self.unknown or self.open_gates)


def hundredths(number: float) -> int:
    """A number with at most two decimals in whole hundredths, exactly."""
    return int(Decimal(str(number)) * 100)


def half_up(numerator: int, denominator: int) -> int:
    """numerator ÷ denominator, rounded half up; both ≥ 0."""
    return (2 * numerator + denominator) // (2 * denominator)


def items_of(checklist: Checklist, edition: Edition) -> tuple[Item, ...]:
    """The items of an edition, in order."""
    return tuple(item for item in checklist.items if edition == "full" or item.quick)


def standing(item: Item, answer: Answer | None) -> Standing:
    """How the answer enters the sum. A state that the item does not allow, or 不适用 without a reason, is no answer."""
    if answer is None:
        return "open"
    if answer.state == "answered":
        return "open" if answer.value is None else "scored"
    if answer.state == "na":
        return "na" if item.na_allowed and answer.reason.strip() else "open"
    if answer.state == "upstream":
        return "upstream" if item.upstream_allowed else "open"
    return "unknown"


def item_points(item: Item, answer: Answer) -> int:
    """Hundredths that an answered item reaches. Raises ValueError when the value is none of the item's type."""
    value = answer.value
    match item:
        case GradeItem() if type(value) is int and 0 <= value < len(item.grades):
            return half_up(hundredths(item.points) * hundredths(item.grades[value].percent), 100_00)
        case CountItem() if isinstance(value, tuple) and _indices(value, len(item.options)):
            return half_up(hundredths(item.points) * min(len(value), item.full_at), item.full_at)
        case PartsItem() if isinstance(value, tuple) and _indices(value, len(item.parts)):
            return sum(hundredths(item.parts[index].points) for index in value)
        case YesNoItem() | BonusItem() if type(value) is bool:
            return hundredths(item.points) if value else 0
        case RateItem() if isinstance(value, tuple) and len(value) == 2 and 0 <= value[0] <= value[1]:
            return _rate_points(item, *value)
        case DeductItem() if type(value) is int and value >= 0:
            return max(0, hundredths(item.points) - hundredths(item.each) * value)
    raise ValueError(f"{item.id}: {value!r} is no answer to a {item.type} item")


def _indices(value: tuple[int, ...], count: int) -> bool:
    return all(0 <= index < count for index in value) and list(value) == sorted(set(value))


def _rate_points(item: RateItem, good: int, total: int) -> int:
    """Points less `step` for each percentage point below `full_at`, not under 0; exact until the one rounding.

    Where there was nothing to count nothing was reached: 0.
    """
    if not total:
        return 0
    short = max(0, hundredths(item.full_at) * total - 100_00 * good)  # hundredths of a percentage point × total
    denominator = 100 * total
    left = hundredths(item.points) * denominator - hundredths(item.step) * short
    return half_up(max(0, left), denominator)


def score(checklist: Checklist, edition: Edition, answers: Mapping[str, Answer], reviewed: bool = False) -> Score:
    """The score of the answers. With `reviewed`, the reviewer's points stand where there are any, the own ones elsewhere."""
    rows: list[ItemScore] = []
    bonus: list[ItemScore] = []
    failed: list[str] = []
    open_gates: list[str] = []
    for item in items_of(checklist, edition):
        answer = answers.get(item.id)
        if isinstance(item, GateItem):
            if answer is None or standing(item, answer) != "scored":
                open_gates.append(item.id)
            elif answer.value is True:
                failed.append(item.id)
        else:
            (bonus if isinstance(item, BonusItem) else rows).append(_item_score(item, answer, reviewed))
    return _sum_up(checklist, rows, bonus, failed, open_gates)


def _item_score(item: _Scored, answer: Answer | None, reviewed: bool) -> ItemScore:
    points = hundredths(item.points)
    if reviewed and answer is not None and answer.review is not None:
        return ItemScore(item.id, item.dimension, "scored", points, min(answer.review, points))
    how = standing(item, answer)
    if how == "scored" and answer is not None:
        return ItemScore(item.id, item.dimension, how, points, item_points(item, answer))
    return ItemScore(item.id, item.dimension, how, points, None if how in {"na", "upstream"} else 0)


def _rate(got: int, points: int) -> int | None:
    return half_up(got * 100_00, points) if points else None


def _sum_up(
    checklist: Checklist, rows: list[ItemScore], bonus: list[ItemScore], failed: list[str], open_gates: list[str]
) -> Score:
    dimensions = tuple(
        _dimension(dimension.id, [row for row in rows if row.dimension == dimension.id]) for dimension in checklist.dimensions
    )
    got, points = sum(one.got for one in dimensions), sum(one.points for one in dimensions)
    rate = _rate(got, points)
    beyond = sum(row.points for row in rows if row.standing == "upstream")
    uncapped = _level(checklist, rate)
    def named(how: Standing) -> tuple[str, ...]:
        return tuple(row.item for row in rows if row.standing == how)

    return Score(
        items=tuple(rows), dimensions=dimensions, got=got, points=points, rate=rate,
        rate_with_upstream=_rate(got, points + beyond),
        level=None if open_gates else _capped(checklist, uncapped, failed), uncapped=uncapped,
        failed=tuple(failed), open_gates=tuple(open_gates),
        bonus=min(sum(row.got or 0 for row in bonus), hundredths(checklist.bonus_cap)), bonus_items=tuple(bonus),
        open=named("open"), unknown=named("unknown"), na=named("na"), upstream=named("upstream"),
    )


def _dimension(name: str, rows: list[ItemScore]) -> DimensionScore:
    counted = [row for row in rows if row.got is not None]
    got, points = sum(row.got or 0 for row in counted), sum(row.points for row in counted)
    return DimensionScore(name, got, points, _rate(got, points), sum(row.standing in {"open", "unknown"} for row in rows))


def _level(checklist: Checklist, rate: int | None) -> str | None:
    if rate is None:
        return None
    return next((level.name for level in checklist.levels if rate >= hundredths(level.from_rate)), None)


def _capped(checklist: Checklist, level: str | None, failed: list[str]) -> str | None:
    """The lower of the level and the caps of the gates that were not kept."""
    if level is None:
        return None
    order: list[str] = [one.name for one in checklist.levels]
    caps = [item.cap for item in checklist.items if isinstance(item, GateItem) and item.id in failed]
    return order[max(order.index(name) for name in (level, *caps))]
