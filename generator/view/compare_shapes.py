"""What the page 比一比 puts side by side: rows, and what each practice or case says in them. Pure data.

Every practice has the same rows, every case has the same rows; the browser lays the chosen ones beside each other.
"""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from generator.view.shapes import Rich


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the comparison. `closed`: its values come from a fixed list, so that 「不同」 can be said of them."""

    id: str
    label: str
    voice: Literal["record", "advice", "plain"]
    closed: bool = False
    silent: str = ""  # what an empty cell says; a row that is empty everywhere and says nothing is left out


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a cell: the name of a part, words, how the source says it, where."""

    text: Rich
    label: str = ""
    status: str = ""
    where: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """What one practice or case says in one row."""

    lines: tuple[Line, ...] = ()
    values: tuple[str, ...] = ()  # of a closed list
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """A practice (`case/id`) or a case (`id`) as a column."""

    ref: str
    name: str
    case: str  # the case's name
    path: str  # site path of its page
    source: str  # 《…》（…，发布时间…）
    reviewed: str  # YYYY-MM-DD
    cells: Mapping[str, Cell]  # by row
    differs: tuple[tuple[str, Rich], ...] = ()  # another practice, and in which this one differs from it


@dataclass(frozen=True, slots=True)
class CaseSheet:
    """Everything of a case that may be compared: data/compare-<case>.js."""

    case: Entry
    practices: tuple[Entry, ...]
    figures: Mapping[str, tuple[Line, ...]]  # by comparison: the case's figures in it


@dataclass(frozen=True, slots=True)
class Choice:
    """A practice or case as the chooser lists it."""

    ref: str
    name: str
    case: str  # id of the case
    line: str
    words: str = ""  # other names, only searched


@dataclass(frozen=True, slots=True)
class Shared:
    """A theme, and the practices that carry it."""

    id: str
    name: str
    refs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Together:
    """Figures of several places that may stand together: whether they may be compared, and how to cite them."""

    id: str
    name: str
    question: str
    comparable: str
    caution: Rich


@dataclass(frozen=True, slots=True)
class CompareIndex:
    """What the page needs before anything is chosen: data/comparing.js."""

    practice_rows: tuple[Row, ...]
    case_rows: tuple[Row, ...]
    practices: tuple[Choice, ...]
    cases: tuple[Choice, ...]
    themes: tuple[Shared, ...]
    together: tuple[Together, ...] = field(default=())
