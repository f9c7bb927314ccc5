"""What a picture consists of, whatever draws it: words and numbers in their order, no places. Pure data.

Each picture has an anchor of its own on its page, a name, and words for those who do not see it.
"""
from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Stage:
    """A step in a flow: what happens; or who acts, and what that leaves."""

    text: str
    leaves: str = ""


@dataclass(frozen=True, slots=True)
class Flow:
    """Steps, one after another."""

    id: str
    name: str
    says: str
    stages: tuple[Stage, ...]
    voice: Literal["record", "advice"]
    heads: tuple[str, ...] = ()  # over the two sides, when stages leave something


@dataclass(frozen=True, slots=True)
class Frame:
    """A part in a picture of a structure; may have parts."""

    name: str
    parts: tuple[Frame, ...] = ()


@dataclass(frozen=True, slots=True)
class Structure:
    """What a model consists of."""

    id: str
    name: str
    says: str
    root: str
    parts: tuple[Frame, ...]
    voice: Literal["record"] = "record"


@dataclass(frozen=True, slots=True)
class Bar:
    """A figure in a chart: what it counts, its words as stated, and the numbers from which it is drawn."""

    label: str
    words: str
    low: float
    high: float  # the same as low unless the figure is a range
    more: bool = False  # the source says that it is more than this
    computed: bool = False


@dataclass(frozen=True, slots=True)
class Chart:
    """Figures with one unit on one axis from zero, in the order of the file."""

    id: str
    name: str
    says: str
    bars: tuple[Bar, ...]
    voice: Literal["plain"] = "plain"


Picture = Flow | Structure | Chart
