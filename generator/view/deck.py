"""Slides: what each says, whatever becomes of it. Pure data; notes are for the teacher and absent from a students' deck."""
from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

SlideKind = Literal["cover", "lines", "timeline", "table", "chart", "question", "task", "close"]
MOST_LINES = 7
"""Lines of a slide at most (reference/standards.md A8)."""


@dataclass(frozen=True, slots=True)
class SlideTable:
    """A native table: head and rows of text."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class SlideChart:
    """A native bar chart of figures that share unit and meaning."""

    unit: str
    bars: tuple[tuple[str, float, str], ...]  # name, number, the figure as the source writes it


@dataclass(frozen=True, slots=True)
class Slide:
    """One slide. `lines` at most MOST_LINES, short; the source of figures stands in `source`, small at the foot.

    A line may begin with its number (“2. ”) or with its label and a tab; with a tab
    alone it stands above the list.
    """

    kind: SlideKind
    title: str
    lines: tuple[str, ...] = ()
    table: SlideTable | None = None
    chart: SlideChart | None = None
    source: str = ""
    minutes: int = 0  # 0: no time of its own
    notes: str = ""  # what the teacher says and does; empty in a students' deck


@dataclass(frozen=True, slots=True)
class Deck:
    """A set of slides as one file."""

    path: str  # below downloads/, without suffix
    kind: str
    title: str
    name: str  # the Chinese file name offered for saving
    subtitle: str
    slides: tuple[Slide, ...]
    edition: Literal["student", "teacher"] = "student"
    web: str = ""
    ref: str = ""
    reviewed: str = ""
    version: str = ""
    source: str = ""
