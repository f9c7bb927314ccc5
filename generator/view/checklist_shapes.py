"""A checklist as data, as every form of it shows it: numbered, named, with numbers in whole hundredths. It imports nothing."""
from __future__ import annotations

from dataclasses import dataclass

LETTERS = "ABCDEFGH"


@dataclass(frozen=True, slots=True)
class Choice:
    """A grade, an option or a part: its words, and hundredths of a percent (grade) or of a point (part); 0 for an option."""

    label: str
    worth: int = 0


@dataclass(frozen=True, slots=True)
class PracticeLink:
    """The practice that helps."""

    ref: str
    title: str
    line: str
    path: str  # site path


@dataclass(frozen=True, slots=True)
class SheetItem:
    """One item. What a type does not have is empty or 0; numbers are hundredths, apart from counts."""

    id: str
    number: int
    type: str
    dimension: str
    indicator: str
    content: str
    rule: str
    counts: str
    not_counts: str
    evidence: tuple[str, ...]
    methods: tuple[str, ...]
    filler: str
    hint: str
    points: int = 0
    choices: tuple[Choice, ...] = ()
    full_at: int = 0  # count: options for full marks; rate: hundredths of a percent
    step: int = 0  # rate: points for each percentage point
    each: int = 0  # deduct: points for each case
    cap: str = ""  # gate
    total: str = ""  # rate: what is counted in all
    good: str = ""  # rate: which of them
    sample: str = ""  # rate: how to draw them
    types: str = ""  # community types it is meant for, named; empty: all
    na: bool = False
    upstream: bool = False
    quick: bool = False
    practice: PracticeLink | None = None

    @property
    def scored(self) -> bool:
        """Whether it counts towards 100."""
        return self.type not in {"gate", "bonus"}


@dataclass(frozen=True, slots=True)
class SheetDimension:
    """A dimension: id, name, hundredths of a point."""

    id: str
    name: str
    points: int


@dataclass(frozen=True, slots=True)
class SheetLevel:
    """A level, and from which rate on (hundredths of a percent)."""

    name: str
    rate: int


@dataclass(frozen=True, slots=True)
class ChecklistSheet:
    """One version of a checklist."""

    id: str
    version: int
    fingerprint: str
    title: str
    home: str  # common, or the case's id
    place: str  # 通用, or the case's name and model
    purpose: str
    receiver: str
    keep: str
    minutes: int
    quick_minutes: int  # 0: it has no quick edition
    basis: tuple[str, ...]  # named with number
    reviewed: str
    dimensions: tuple[SheetDimension, ...]
    levels: tuple[SheetLevel, ...]
    bonus_cap: int
    items: tuple[SheetItem, ...]
    community_types: tuple[tuple[str, str], ...]  # id, name: all that there are

    @property
    def has_quick(self) -> bool:
        """Whether it has a 快填版."""
        return any(item.quick for item in self.items)

    def of_edition(self, edition: str) -> tuple[SheetItem, ...]:
        """The items of an edition (full, quick), in order, with the numbers of the full one."""
        return tuple(item for item in self.items if edition == "full" or item.quick)
