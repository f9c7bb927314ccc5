"""How long a text is and how wide columns are: Word files carry their widths, nothing works them out later."""
from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from unicodedata import east_asian_width

from generator.view.shapes import Rich

_NARROW = 5.5  # characters: a column whose longest cell is shorter gets just the room that it needs
_WIDE = 90.0  # a longer cell asks for no more room than one of this length
_ROOM = 0.6  # characters: slack, since fonts differ


def length(text: str) -> float:
    """The length of a text in Han characters; a quarter is set between Han and Latin."""
    wide = [east_asian_width(character) in "WFA" for character in text]
    return sum(1.0 if one else 0.58 for one in wide) + 0.25 * sum(before != after for before, after in pairwise(wide))


def rich_length(text: Rich) -> float:
    """The length of runs of text in Han characters, with the marks that hang on them."""
    return sum(length(run.text) for run in text)


def lines_of(text: str, size: float, room: float) -> int:
    """How many lines a text takes: `size` of a character and `room` of a line, both in points."""
    each = max(room // size, 1)
    return sum(max(-int(-length(line) // each), 1) for line in text.split("\n"))


def share(weights: Sequence[float], whole: int) -> list[int]:
    """Split `whole` twips by weights; the parts sum to it."""
    total = sum(weights) or 1
    edges = [round(whole * sum(weights[:index]) / total) for index in range(len(weights))]
    return [after - before for before, after in pairwise([*edges, whole])]


def column_widths(lengths: Sequence[Sequence[float]], size: float, whole: int, sides: int) -> tuple[list[int], list[bool]]:
    """The widths of columns whose cells are so long (rows of lengths), and which of them are narrow.

    `size` is that of the text in points, `sides` what the margins of a cell take. Narrow columns get what they need, the
    others share the rest by how much they say; the widths sum to `whole`.
    """
    columns = list(zip(*lengths, strict=True))
    narrow = [max(cells) <= _NARROW for cells in columns]
    if all(narrow):
        narrow[-1] = False
    need = [round((max(cells) + _ROOM) * size * 20) + sides if one else 0 for cells, one in zip(columns, narrow, strict=True)]
    if sum(need) > whole * 0.7:
        narrow, need = [False] * len(columns), [0] * len(columns)
    weights = [0.0 if one else _weight(cells) for cells, one in zip(columns, narrow, strict=True)]
    rest = share(weights, whole - sum(need))
    return [fixed + free for fixed, free in zip(need, rest, strict=True)], narrow


def _weight(cells: Sequence[float]) -> float:
    longest = min(max(cells), _WIDE)
    mean = sum(min(cell, _WIDE) for cell in cells) / len(cells)
    return float(max(mean, longest / 2, 1.0) ** 0.72)
