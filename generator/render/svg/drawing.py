"""A picture laid out: boxes, lines and words at their places, in units of which the text's size is fifteen.

Nothing here is SVG: whatever draws rectangles, lines and text can draw it. y grows downwards; a word's y is its baseline.
"""
from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from generator.render.svg.measure import text_width, wrap

SIZE = 15.0  # of the text
LEADING = 20.0
PAD = 8.0  # between a box's edge and its words
_RISE = 0.36  # of the size: from the middle of a Chinese character down to its baseline

Width = Literal["narrow", "wide"]
BoxRole = Literal["head", "record", "advice", "bar", "range", "computed"]
LabelRole = Literal["text", "strong", "soft"]


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle. `advice` is drawn dashed, `head` filled, `bar` solid; `range` is open at its right, `computed` hatched."""

    x: float
    y: float
    width: float
    height: float
    role: BoxRole

    @property
    def middle(self) -> float:
        """The y of its middle."""
        return self.y + self.height / 2


@dataclass(frozen=True, slots=True)
class Line:
    """Straight lines from point to point; an arrow has its head at the last."""

    points: tuple[tuple[float, float], ...]
    arrow: bool = False


@dataclass(frozen=True, slots=True)
class Label:
    """Lines of words below each other. Joined they are the whole text."""

    x: float
    y: float
    lines: tuple[str, ...]
    role: LabelRole = "text"
    centred: bool = False


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture of this width and height; what comes later lies above."""

    width: float
    height: float
    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]
    labels: tuple[Label, ...]


def wrapped(text: str, width: float) -> tuple[str, ...]:
    """Lines of text for a place of `width` units."""
    return wrap(text, max(width / SIZE, 1))


def units(text: str) -> float:
    """The width of one line of text."""
    return text_width(text) * SIZE


def tall(lines: tuple[str, ...]) -> float:
    """The height of a box around such lines."""
    return len(lines) * LEADING + 2 * PAD - 4


def beside(x: float, middle: float, lines: tuple[str, ...], role: LabelRole = "text", centred: bool = False) -> Label:
    """Lines of text whose middle is at the height `middle`."""
    first = middle - (len(lines) - 1) * LEADING / 2 + _RISE * SIZE
    return Label(x, first, lines, role, centred)
