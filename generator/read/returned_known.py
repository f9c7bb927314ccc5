"""The checklists that returns can answer, as far as a reader needs them; small enough to hand to its processes."""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from generator.model.assessment import Checklist, CountItem, GateItem, GradeItem, PartsItem
from generator.model.returned import Edition


@dataclass(frozen=True, slots=True)
class KnownItem:
    """What an answer to an item may be."""

    id: str
    number: int
    type: str
    indicator: str
    choices: int = 0  # grades, options, parts
    points: int = 0  # hundredths; 0 for a gate, which has no points to review
    na: bool = False
    upstream: bool = False
    quick: bool = False


@dataclass(frozen=True, slots=True)
class KnownChecklist:
    """One version of a checklist."""

    id: str
    version: int
    fingerprint: str
    items: tuple[KnownItem, ...]
    types: tuple[tuple[str, str], ...]  # community types: id, name

    def of_edition(self, edition: Edition) -> tuple[KnownItem, ...]:
        """The items that an edition asks for, in order."""
        return tuple(item for item in self.items if edition == "full" or item.quick)


Known = Mapping[str, Sequence[KnownChecklist]]
"""Every version of every checklist by its id, the newest first."""


def known_checklist(checklist: Checklist, fingerprint: str, types: Sequence[tuple[str, str]]) -> KnownChecklist:
    """The checklist as readers need it."""
    items = []
    for number, item in enumerate(checklist.items, 1):
        match item:
            case GradeItem():
                choices = len(item.grades)
            case CountItem():
                choices = len(item.options)
            case PartsItem():
                choices = len(item.parts)
            case _:
                choices = 0
        points = 0 if isinstance(item, GateItem) else round(item.points * 100)
        items.append(KnownItem(
            item.id, number, item.type, item.indicator, choices, points, item.na_allowed, item.upstream_allowed, item.quick,
        ))
    return KnownChecklist(checklist.id, checklist.version, fingerprint, tuple(items), tuple(types))
