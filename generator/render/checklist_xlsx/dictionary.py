"""The hidden sheets: 字典 with the lists of the dropdowns and what 提升计划 looks up, _meta with what the form is."""
from __future__ import annotations

from xlsxwriter.worksheet import Worksheet

from generator.render.checklist_xlsx.layout import (
    FULL,
    LISTS,
    REACHED,
    STANDING,
    Layout,
    Place,
    absolute,
    on,
)
from generator.render.office_zip import clean
from generator.view.checklist_sheet import LETTERS, ChecklistSheet, SheetItem
from generator.view.filled_form import (
    NONE,
    NOT_APPLICABLE,
    TICK,
    UNKNOWN,
    UPSTREAM,
    WORDS,
    FilledForm,
    plan_choice,
)
from generator.view.paper import ChecklistForm

PLAN_STATES = ("未开始", "正在做", "已做完", "长期坚持")
_TYPES, _TICK, _PLAN, _FIRST = 0, 1, 2, 3
_LEVEL, _ITEM, _HINT, _PRACTICE, _LOST, _KEY, _DIMENSION = 28, 31, 32, 33, 34, 35, 36  # readers look at 40 columns
_ORDER = ("成熟", "较好", "起步", "待加强")
FIRST_STEPS = 5
"""How many items 提升计划 proposes to begin with."""


class Lists:
    """The lists of the dropdowns, each a column of 字典."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        sheet = layout.form.sheet
        self._columns: dict[tuple[str, ...], int] = {}
        for place in layout.places:
            self._columns.setdefault(self.words_of(place.item), _FIRST + len(self._columns))
        self.of_types = _range(_TYPES, len(sheet.community_types))
        self.of_tick = _range(_TICK, 1)
        self.of_plan = _range(_PLAN, len(PLAN_STATES))
        self.of_items = _range(_ITEM, len(self.planned))
        self.items_and_hints = f"{on(LISTS)}{absolute(1, _ITEM)}:{absolute(len(self.planned), _HINT)}"

    @property
    def planned(self) -> tuple[Place, ...]:
        """Items that a plan may name: all but the bonus."""
        return tuple(place for place in self.layout.places if place.item.type != "bonus")

    def words_of(self, item: SheetItem) -> tuple[str, ...]:
        """What the answer cell of an item may hold, apart from numbers."""
        own: tuple[str, ...] = {
            "grade": tuple(LETTERS[:len(item.choices)]), "count": (NONE,), "parts": (NONE,),
        }.get(item.type, WORDS.get(item.type, ()))
        return (*own, UNKNOWN, *((NOT_APPLICABLE,) if item.na else ()), *((UPSTREAM,) if item.upstream else ()))

    def of(self, item: SheetItem) -> str:
        """The list of an item's answer cell: ='字典'!$D$2:$D$6."""
        words = self.words_of(item)
        return _range(self._columns[words], len(words))

    def level_number(self, name: str) -> int:
        """The place of a level, counted from the best, 1; of one that the checklist has not, that of the next lower one."""
        lower = _ORDER[_ORDER.index(name):]
        names = [level.name for level in self.layout.form.sheet.levels]
        return next((names.index(one) + 1 for one in lower if one in names), len(names))

    @property
    def level_names(self) -> str:
        """The names of the levels, the best first."""
        return _range(_LEVEL, len(self.layout.form.sheet.levels))[1:]

    @property
    def level_rates(self) -> str:
        """From which rate each level is, in hundredths of a percent."""
        return _range(_LEVEL + 1, len(self.layout.form.sheet.levels))[1:]

    def first_step(self, rank: int, what: str) -> str:
        """A formula for the item that stands so far ahead of others: `what` is item, hint, practice, lost, dimension."""
        count = len(self.planned)
        keys = _range(_KEY, count)[1:]
        column = {"item": _ITEM, "hint": _HINT, "practice": _PRACTICE, "lost": _LOST, "dimension": _DIMENSION}[what]
        found = f"INDEX({_range(column, count)[1:]},MATCH(LARGE({keys},{rank}),{keys},0))"
        return f'=IF({count}<{rank},"",IF(LARGE({keys},{rank})=0,"",{found}{"/100" if what == "lost" else ""}))' if count >= rank else '=""'

    def write(self, page: Worksheet, filled: FilledForm, weak: dict[str, str]) -> None:
        """Write 字典; `weak` has the cell that says 短板 by dimension."""
        sheet = self.layout.form.sheet
        _column(page, _TYPES, "社区类型", tuple(name for _, name in sheet.community_types))
        _column(page, _TICK, "打勾", (TICK,))
        _column(page, _PLAN, "完成情况", PLAN_STATES)
        for words, column in self._columns.items():
            _column(page, column, "回答", words)
        _column(page, _LEVEL, "等级", tuple(level.name for level in sheet.levels))
        page.write_string(0, _LEVEL + 1, "得分率（百分之一个百分点）")
        for row, level in enumerate(sheet.levels, 1):
            page.write_number(row, _LEVEL + 1, level.rate)
        _column(page, _ITEM, "条目", tuple(clean(plan_choice(place.item)) for place in self.planned))
        _column(page, _HINT, "可以先做（编者建议）", tuple(clean(place.item.hint) for place in self.planned))
        _column(page, _PRACTICE, "可以参考的做法", tuple(clean(place.item.practice.title) if place.item.practice else "" for place in self.planned))
        _column(page, _DIMENSION, "维度", tuple(_dimension_name(sheet, place.item) for place in self.planned))
        page.write_string(0, _LOST, "差几分（百分之一分）")
        page.write_string(0, _KEY, "先后")
        for row, place in enumerate(self.planned, 1):
            self._write_step(page, row, place, filled, weak)
        page.protect("")
        page.hide()

    def _write_step(self, page: Worksheet, row: int, place: Place, filled: FilledForm, weak: dict[str, str]) -> None:
        if not place.item.scored:
            page.write_number(row, _LOST, 0)
            page.write_number(row, _KEY, 0)
            return
        there = on("填表")
        lost, key = step_values(filled, place)
        page.write_formula(row, _LOST, f"=IF({there}{place.cell(STANDING)}=1,{there}{place.cell(FULL)}-{there}{place.cell(REACHED)},0)", None, lost)
        cell, is_weak = absolute(row, _LOST), weak[place.item.dimension]
        page.write_formula(row, _KEY, f'=IF({cell}=0,0,IF({is_weak}="短板",100000000,0)+{cell}*1000+{999 - place.item.number})', None, key)


def step_values(filled: FilledForm, place: Place) -> tuple[int, int]:
    """The points within reach, in hundredths, and the number that puts the items in order."""
    row = filled.rows[place.item.id]
    lost = place.item.points - (row.got or 0) if row.standing == "scored" else 0
    weak = any(one.dimension == place.item.dimension and one.weak for one in filled.score.dimensions)
    return lost, (100_000_000 * weak + lost * 1000 + 999 - place.item.number) if lost else 0


def write_meta(page: Worksheet, form: ChecklistForm) -> None:
    """Write _meta: what the form is."""
    for row, (name, value) in enumerate(identity(form).items()):
        page.write_string(row, 0, name)
        page.write_string(row, 1, value)
    page.protect("")
    page.very_hidden()


def identity(form: ChecklistForm) -> dict[str, str]:
    """What the form is, as _meta says it."""
    sheet = form.sheet
    return {
        "format": "casebook-return", "schema": "1", "checklist": sheet.id, "version": str(sheet.version), "edition": form.edition,
        "use": form.use, "fingerprint": sheet.fingerprint,
    }


def _dimension_name(sheet: ChecklistSheet, item: SheetItem) -> str:
    return next((clean(one.name) for one in sheet.dimensions if one.id == item.dimension), "")


def _range(column: int, count: int) -> str:
    return f"={on(LISTS)}{absolute(1, column)}:{absolute(max(count, 1), column)}"


def _column(page: Worksheet, column: int, head: str, words: tuple[str, ...]) -> None:
    page.write_string(0, column, head)
    for row, word in enumerate(words, 1):
        page.write_string(row, column, word)

