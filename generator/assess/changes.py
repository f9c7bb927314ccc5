"""Before and after: the same checklist and edition at two times, over the communities that took part in both.

Only items with the same id in both versions are compared, so that a new version moves no figure by itself. No ranking:
rows stand in the order of the later summary. The same in generator/web/src/collect/changes.ts.
"""
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from generator.assess.score import ItemScore, half_up
from generator.assess.summary import CommunityRow, Summary, middle
from generator.model.returned import folded


@dataclass(frozen=True, slots=True)
class RateChange:
    """A rate at both times, hundredths of a percent; None where nothing applied."""

    before: int | None
    after: int | None

    @property
    def difference(self) -> int | None:
        """Hundredths of a percentage point; None unless both are there."""
        return None if self.before is None or self.after is None else self.after - self.before


@dataclass(frozen=True, slots=True)
class DimensionChange:
    """The medians of a dimension over the communities in which it applied at both times, and how many these are."""

    dimension: str
    count: int
    middle: RateChange


@dataclass(frozen=True, slots=True)
class CommunityChange:
    """One community that took part both times; `code` is the one of the later summary."""

    code: str
    rate: RateChange
    dimensions: tuple[tuple[str, RateChange], ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """What changed between two summaries of a checklist in one edition."""

    checklist: str
    edition: str
    before: str  # the periods
    after: str
    dimensions: tuple[DimensionChange, ...]
    communities: tuple[CommunityChange, ...]
    gone: int  # communities that took part only before
    new: int  # only after
    items: int  # items that both versions have: what is compared


def changes(before: Summary, after: Summary) -> Changes:
    """Compare two summaries. Raises ValueError when they are of different checklists or editions."""
    if (before.checklist, before.edition) != (after.checklist, after.edition):
        raise ValueError("two checklists or editions cannot be compared")
    earlier = {_place(row): row for row in before.rows}
    pairs = [(earlier[_place(row)], row) for row in after.rows if _place(row) in earlier]
    rows = tuple(_community(old, new) for old, new in pairs)
    order = dict.fromkeys(name for row in rows for name, _ in row.dimensions)
    shared = dict.fromkeys(item for old, new in pairs for item in _shared(old, new))
    return Changes(
        after.checklist, after.edition, before.period, after.period,
        tuple(change for name in order if (change := _dimension(name, rows))), rows,
        len(before.rows) - len(pairs), len(after.rows) - len(pairs), len(shared),
    )


def comparable(before: Iterable[Summary], after: Summary) -> Summary | None:
    """The summary to compare `after` with: the same checklist and edition; of several the one of the latest other period."""
    same = [one for one in before if (one.checklist, one.edition) == (after.checklist, after.edition)]
    other = [one for one in same if folded(one.period) != folded(after.period)]
    return max(other or same, key=lambda one: folded(one.period), default=None)


def _place(row: CommunityRow) -> tuple[str, str]:
    return folded(row.returned.street), folded(row.returned.community)


def _shared(before: CommunityRow, after: CommunityRow) -> tuple[str, ...]:
    had = {one.item for one in before.own.items}
    return tuple(one.item for one in after.own.items if one.item in had)


def _community(before: CommunityRow, after: CommunityRow) -> CommunityChange:
    shared = set(_shared(before, after))
    old = [one for one in before.own.items if one.item in shared]
    new = [one for one in after.own.items if one.item in shared]
    dimension_of = {one.item: one.dimension for one in new}  # the later version says where an item belongs
    return CommunityChange(
        after.code, RateChange(_rate(old), _rate(new)),
        tuple(
            (name, RateChange(_rate(_of(old, name, dimension_of)), _rate(_of(new, name, dimension_of))))
            for name in dict.fromkeys(dimension_of.values())
        ),
    )


def _of(items: Iterable[ItemScore], dimension: str, dimension_of: dict[str, str]) -> list[ItemScore]:
    return [one for one in items if dimension_of[one.item] == dimension]


def _rate(items: Iterable[ItemScore]) -> int | None:
    counted = [one for one in items if one.got is not None]
    points = sum(one.points for one in counted)
    return half_up(sum(one.got or 0 for one in counted) * 100_00, points) if points else None


def _dimension(name: str, rows: Iterable[CommunityChange]) -> DimensionChange | None:
    both = [
        (change.before, change.after)
        for row in rows for dimension, change in row.dimensions
        if dimension == name and change.before is not None and change.after is not None
    ]
    if not both:
        return None
    return DimensionChange(name, len(both), RateChange(middle(sorted(old for old, _ in both)), middle(sorted(new for _, new in both))))
