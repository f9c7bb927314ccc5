"""How each layout looks: sizes in points, measures in twips (a twentieth of a point, 1/1440 inch)."""
from __future__ import annotations

from dataclasses import dataclass

from generator.view.paper import Layout, Paper

A4 = (11906, 16838)


def twips(millimetres: float) -> int:
    """Millimetres as twips."""
    return round(millimetres * 1440 / 25.4)


@dataclass(frozen=True, slots=True)
class Look:
    """What a layout decides."""

    size: float  # of body text, points
    line: float  # pitch of body lines, points
    font: str  # of body text
    table: float  # size of text in tables
    note: float  # size of footnotes
    advice: float  # size of text in boxes of advice
    head: float  # size of headings of the first level
    top: int
    bottom: int
    left: int  # the inner margin where pages are bound
    right: int
    foot: int  # from the edge of the paper to the footer
    official: bool = False
    lead: float = 1.36  # pitch of lines in tables, in sizes of their text


SONG, FANG, KAI, HEI, TITLE = "宋体", "仿宋_GB2312", "楷体_GB2312", "黑体", "方正小标宋简体"
LATIN = "Times New Roman"


def _sheet(size: float, line: float, table: float, note: float, advice: float, sides: float, top: float, head: float = 13, lead: float = 1.36) -> Look:
    return Look(size, line, SONG, table, note, advice, head, twips(top), twips(top), twips(sides), twips(sides), twips(11), False, lead)


LOOKS: dict[Layout, Look] = {
    # GB/T 9704-2012: 156 × 225 mm of type, 22 lines (28.95 pt: 29 pt gives 21) of 28 characters, 7 mm above the number
    "official": Look(16, 28.95, FANG, 10.5, 10.5, 14, 16, 2098, 1984, 1588, 1474, twips(24), True),
    # a little tighter than the PDF: fonts of other machines must not push a guide of two pages onto a third
    "handout": _sheet(12, 15.2, 10, 8.5, 10.5, 19, 13.5, 12, 1.26),
    "form": _sheet(12, 16.5, 10, 9, 11, 18, 15),
    "table": _sheet(10.5, 15, 9.5, 8.5, 10.5, 18, 16, 13, 1.3),
    "checklist": _sheet(10, 14, 9, 9, 9, 10, 10, 12, 1.28),
    "reading": _sheet(12, 20, 10.5, 9, 11, 23, 19, 14),
    "cards": Look(9.5, 13.5, SONG, 9, 8, 9, 12, twips(8), twips(7), twips(8), twips(8), 0),
}


@dataclass(frozen=True, slots=True)
class Leaf:
    """The paper of one section of pages."""

    look: Look
    landscape: bool

    @property
    def size(self) -> tuple[int, int]:
        """Width and height."""
        return (A4[1], A4[0]) if self.landscape else A4

    @property
    def margins(self) -> tuple[int, int, int, int]:
        """Top, right, bottom, left. A page of the body layout that lies on its side keeps its margins when it is turned."""
        look = self.look
        if self.landscape and look.official:
            return look.left, look.bottom, look.right, look.top
        return look.top, look.right, look.bottom, look.left

    @property
    def width(self) -> int:
        """Of a line."""
        _, right, _, left = self.margins
        return self.size[0] - left - right

    @property
    def height(self) -> int:
        """Of the type area."""
        top, _, bottom, _ = self.margins
        return self.size[1] - top - bottom


def leaf_of(paper: Paper) -> Leaf:
    """The pages of a paper. Raises ValueError for a layout that is not known."""
    if paper.layout not in LOOKS:
        raise ValueError(f"no look for the layout {paper.layout} ({paper.path})")
    return Leaf(LOOKS[paper.layout], paper.landscape)
