"""Where everything stands in the workbook: rows and columns of 填表, as the readers of returned forms know them by their keys."""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from xlsxwriter.utility import xl_rowcol_to_cell

from generator.render.heading_number import chinese_number
from generator.view.checklist_sheet import SheetItem
from generator.view.paper import ChecklistForm

FILL, RESULT, PLAN, GUIDE, LISTS, META = "填表", "结果", "提升计划", "填表说明", "字典", "_meta"

# Columns of 填表. The first is hidden and holds the keys; those from DIMENSION on are hidden and hold the arithmetic.
KEY, NUMBER, INDICATOR, CONTENT, RULE, FILLER, POINTS, ANSWER, GOT, SAID, REASON, EVIDENCE, REVIEW, REVIEW_NOTE = range(14)
DIMENSION, STANDING, FULL, REACHED, APPLIES, OPEN, BEYOND = range(16, 23)
REVIEWED, REVIEWED_APPLIES, REVIEWED_BEYOND, CAP = range(23, 27)
ROLES = {ANSWER: "answer", REASON: "reason", EVIDENCE: "evidence"}
REVIEW_ROLES = {REVIEW: "review", REVIEW_NOTE: "review_note"}
STATUS_ROW, SCREEN_HEAD_ROW, ROLES_ROW, TITLE_ROW = range(4)
KEYS = ("community", "street", "type", "period", "filled", "filler")

# Columns of 结果. Those from R_GOT on are hidden: whole hundredths.
R_NAME, R_WEIGHT, R_POINTS_SHOWN, R_GOT_SHOWN, R_RATE_SHOWN, R_WEAK, R_OPEN_SHOWN, R_SAID = range(8)
R_REVIEWED_SHOWN, R_REVIEWED_RATE_SHOWN, R_DIFFERENCE = range(8, 11)
R_GOT, R_POINTS, R_RATE, R_OPEN, R_REVIEWED, R_REVIEWED_POINTS, R_REVIEWED_RATE = range(14, 21)


@dataclass(frozen=True, slots=True)
class Place:
    """An item's rows in 填表, from 0; `under` are those of its options, parts or two numbers."""

    item: SheetItem
    row: int
    under: tuple[int, ...] = ()

    def cell(self, column: int) -> str:
        """The cell of its main row in a column: $H$12."""
        return absolute(self.row, column)

    def below(self, column: int) -> str:
        """The cells of the rows under it in a column: $H$13:$H$16."""
        return f"{absolute(self.under[0], column)}:{absolute(self.under[-1], column)}"


@dataclass(frozen=True, slots=True)
class Group:
    """A heading row of 填表 with its items: a dimension, gate (底线项) or bonus (加分项)."""

    id: str
    title: str
    row: int
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """All places of a form."""

    form: ChecklistForm
    intro: tuple[int, ...]  # rows of the first lines
    keys: dict[str, int]  # rows of @period …
    phone: int  # row of the telephone; 0 in the 自用版
    head: int  # row of the head that is printed on each page
    groups: tuple[Group, ...]
    sum: int  # row of the sum
    last: int  # last row

    @property
    def submit(self) -> bool:
        """Whether it is handed in, with the reviewer's columns."""
        return self.form.use == "submit"

    @property
    def last_column(self) -> int:
        """The last column that is seen."""
        return REVIEW_NOTE if self.submit else EVIDENCE

    @property
    def places(self) -> tuple[Place, ...]:
        """Every item."""
        return tuple(place for group in self.groups for place in group.places)

    @property
    def dimensions(self) -> tuple[Group, ...]:
        """The dimensions that this edition has items of."""
        return tuple(group for group in self.groups if group.id not in {"gate", "bonus"})

    def of(self, name: str) -> tuple[Place, ...]:
        """The items of a dimension, or `gate`, `bonus`."""
        return tuple(place for group in self.groups if group.id == name for place in group.places)

    def column(self, column: int) -> str:
        """A whole column of the items, seen from another sheet: '填表'!$R$20:$R$140."""
        return f"{on(FILL)}{absolute(self.head + 1, column)}:{absolute(self.sum - 1, column)}"


def lay_out(form: ChecklistForm, intro: int) -> Layout:
    """Places for a form with so many first lines."""
    row = TITLE_ROW + 1
    lines = tuple(range(row, row + intro))
    row += intro
    keys = {name: row + index for index, name in enumerate(KEYS)}
    row += len(KEYS)
    phone = row if form.use == "submit" else 0
    row += bool(phone)
    head = row
    groups = []
    row += 1
    for name, title, items in _groups(form):
        heading, places = row, []
        row += 1
        for item in items:
            under = tuple(range(row + 1, row + 1 + _rows_under(item)))
            places.append(Place(item, row, under))
            row += 1 + len(under)
        groups.append(Group(name, title, heading, tuple(places)))
    return Layout(form, lines, keys, phone, head, tuple(groups), row, row + (4 if form.use == "submit" else 1))


def on(sheet: str) -> str:
    """A sheet's name before a cell: '填表'!"""
    return f"'{sheet}'!"


@lru_cache(maxsize=4096)
def absolute(row: int, column: int) -> str:
    """A cell: $H$12, both from 0."""
    return str(xl_rowcol_to_cell(row, column, row_abs=True, col_abs=True))


def name_of(kind: str, item: str) -> str:
    """The defined name of an input: ans_xuqiu_quxiang."""
    return f"{kind}_{item.replace('-', '_')}"


def _rows_under(item: SheetItem) -> int:
    return 2 if item.type == "rate" else len(item.choices) if item.type in {"count", "parts"} else 0


def _groups(form: ChecklistForm) -> Iterator[tuple[str, str, list[SheetItem]]]:
    items = form.sheet.of_edition(form.edition)
    number = 0
    for dimension in form.sheet.dimensions:
        if found := [item for item in items if item.scored and item.dimension == dimension.id]:
            number += 1
            full = plain(sum(item.points for item in found))
            yield dimension.id, f"{chinese_number(number)}、{dimension.name}（{full} 分）", found
    for name, title in (("gate", "底线项（不计分；出现了，等级到此为止）"), ("bonus", f"加分项（在 100 分以外，合计最多 {plain(form.sheet.bonus_cap)} 分）")):
        if found := [item for item in items if item.type == name]:
            yield name, title, found


def plain(value: int) -> str:
    """Hundredths as people write them."""
    return f"{value / 100:.2f}".rstrip("0").rstrip(".")
