"""What a street office sees of the returns it accepted: dimensions by community, spread, common gaps, what lies with itself.

No ranking: communities carry codes, those of the same type stand together (those that name none come last), common gaps come first. Numbers are whole
hundredths. The same in generator/web/src/collect/summary.ts.
"""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from generator.assess.score import ItemScore, Score, half_up, score
from generator.model.assessment import Checklist
from generator.model.returned import Edition, Return, folded

GAP_BELOW = 60
"""An item is a gap of a community when it reaches less than this percentage of its points (as a dimension's 短板)."""


@dataclass(frozen=True, slots=True)
class CommunityRow:
    """One community: its code stands for its name wherever the name is not needed."""

    code: str  # 01, 02 …; 001 … from 100 communities on
    returned: Return
    own: Score
    reviewed: Score | None  # None when nobody reviewed


@dataclass(frozen=True, slots=True)
class Spread:
    """Smallest, middle and largest rate of a dimension (hundredths of a percent) over the communities it applies to."""

    dimension: str
    count: int
    least: int
    middle: int
    most: int


@dataclass(frozen=True, slots=True)
class Gap:
    """An item that several communities lack: how many of those that answered it, the points lacking in all."""

    item: str
    short: int
    answered: int
    lost: int
    practice: str | None
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Training:
    """A practice worth a class: the common gaps it answers, and how many communities have at least one of them."""

    practice: str
    items: tuple[str, ...]
    communities: int


@dataclass(frozen=True, slots=True)
class Matter:
    """An item that communities cannot settle (需上级解决): for the street or a department."""

    item: str
    rows: tuple[tuple[str, str], ...]  # code, what they wrote


@dataclass(frozen=True, slots=True)
class Summary:
    """One checklist in one edition and period over all accepted returns."""

    checklist: str
    edition: Edition
    period: str
    rows: tuple[CommunityRow, ...]
    spreads: tuple[Spread, ...]
    gaps: tuple[Gap, ...]
    training: tuple[Training, ...]
    matters: tuple[Matter, ...]


def summaries(returns: Iterable[Return], known: Mapping[str, Mapping[int, Checklist]]) -> tuple[Summary, ...]:
    """One summary for each checklist, edition and period; each return is scored by its own version."""
    groups: dict[tuple[str, Edition, str], list[Return]] = defaultdict(list)
    for returned in returns:
        groups[returned.checklist, returned.edition, folded(returned.period)].append(returned)
    order = sorted(groups, key=lambda group: (group[0], group[2], group[1]))
    return tuple(_summary(groups[group], known[group[0]]) for group in order)


def _summary(returns: list[Return], versions: Mapping[int, Checklist]) -> Summary:
    placed = sorted(returns, key=lambda one: (folded(one.street), folded(one.community)))
    width = max(2, len(str(len(placed))))  # codes of one length: they sort as text
    rows = [_row(f"{number:0{width}d}", returned, versions[returned.version]) for number, returned in enumerate(placed, 1)]
    together = tuple(sorted(rows, key=lambda row: (not row.returned.types, sorted(row.returned.types)[:1], row.code)))
    newest = versions[max(versions)]
    gaps = _gaps(together, newest)
    first = placed[0]
    return Summary(
        first.checklist, first.edition, first.period, together,
        tuple(spread for one in newest.dimensions if (spread := _spread(one.id, together))),
        gaps, _training(gaps), _matters(together, newest),
    )


def _row(code: str, returned: Return, checklist: Checklist) -> CommunityRow:
    own = score(checklist, returned.edition, returned.answers)
    reviewed = any(answer.review is not None for answer in returned.answers.values())
    return CommunityRow(code, returned, own, score(checklist, returned.edition, returned.answers, reviewed=True) if reviewed else None)


def _spread(dimension: str, rows: Sequence[CommunityRow]) -> Spread | None:
    rates = sorted(
        one.rate for row in rows for one in row.own.dimensions if one.dimension == dimension and one.rate is not None
    )
    if not rates:
        return None
    return Spread(dimension, len(rates), rates[0], middle(rates), rates[-1])


def middle(rates: Sequence[int]) -> int:
    """The median of rising hundredths, rounded half up."""
    half = len(rates) // 2
    return rates[half] if len(rates) % 2 else half_up(rates[half - 1] + rates[half], 2)


def _gaps(rows: Sequence[CommunityRow], newest: Checklist) -> tuple[Gap, ...]:
    """Items that at least two communities, and at least half of those that answered them, lack; the most common first."""
    found = []
    for item in newest.items:
        scores = [(row.code, one) for row in rows for one in row.own.items if one.item == item.id and one.standing == "scored"]
        short = [(code, one) for code, one in scores if is_short(one)]
        if len(short) >= 2 and 2 * len(short) >= len(scores):
            lost = sum(one.lost for _, one in short)
            found.append(Gap(item.id, len(short), len(scores), lost, item.practice, tuple(code for code, _ in short)))
    return tuple(sorted(found, key=lambda gap: (-gap.short, -gap.lost)))


def is_short(one: ItemScore) -> bool:
    """Whether a scored item reaches less than GAP_BELOW percent of its points."""
    return (one.got or 0) * 100 < one.points * GAP_BELOW


def _training(gaps: Sequence[Gap]) -> tuple[Training, ...]:
    by_practice: dict[str, list[Gap]] = defaultdict(list)
    for gap in gaps:
        if gap.practice:
            by_practice[gap.practice].append(gap)
    rows = [
        Training(practice, tuple(gap.item for gap in found), len({code for gap in found for code in gap.codes}))
        for practice, found in by_practice.items()
    ]
    return tuple(sorted(rows, key=lambda row: -row.communities))


def _matters(rows: Sequence[CommunityRow], newest: Checklist) -> tuple[Matter, ...]:
    found = []
    for item in newest.items:
        said = [
            (row.code, row.returned.answers[item.id].reason.strip())
            for row in rows
            if item.id in row.own.upstream
        ]
        if said:
            found.append(Matter(item.id, tuple(said)))
    return tuple(found)
