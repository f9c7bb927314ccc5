"""The answers of a filled workbook, found by their keys: sheets, rows and columns may have moved, others may stand between.

The twin of generator/web/src/returns/form.ts.
"""
from __future__ import annotations

import re
from contextlib import suppress
from typing import TypeVar

from generator.model.returned import Answer, Edition, Return, State, Value
from generator.read.returned_cells import Cell, ReadWorkbook
from generator.read.returned_checks import WHITE, check_answer, cut, says_something
from generator.read.returned_known import KnownChecklist, KnownItem
from generator.read.returned_plan import read_plan
from generator.read.returned_reading import Notify, RefusedFile
from generator.read.returned_table import FORM_KEY, Table, keyed_table, text_of
from generator.read.returned_values import (
    Read,
    loose,
    plain_text,
    read_count,
    read_day,
    read_grade,
    read_nothing,
    read_points,
    read_state,
    read_tick,
    read_word,
)

T = TypeVar("T")

_KEY = re.compile(r"@[a-z]+|[a-z][a-z0-9]*(?:-[a-z0-9]+)*(?:#[0-9]{1,2}|:total|:good)?")
_FIELDS = ("@period", "@street", "@community", "@type", "@filled", "@filler")


class _UnreadableError(Exception):
    """Something of an item cannot be read, and was noted: the item has no answer."""


def read_form(workbook: ReadWorkbook, checklist: KnownChecklist, edition: Edition, notify: Notify) -> Return:
    """The filled checklist. Raises RefusedFile R-EDITED when keys are missing or stand twice."""
    table = keyed_table(workbook, FORM_KEY, _KEY)
    if table is None or "answer" not in table.roles:
        raise RefusedFile("R-EDITED", "", "没有找到填表那一张")
    reader = _Reader(workbook, table, notify)
    items = checklist.of_edition(edition)
    _refuse_shifted(table, items)
    fields = {key: reader.text(key, "answer") for key in _FIELDS if key not in {"@type", "@filled"}}
    types, filled = reader.types(checklist), reader.day()
    answers = {}
    for item in items:
        answer = reader.item(item)
        if answer is not None and says_something(answer):
            answers[item.id] = answer
    reader.list_orphans(items)
    plan = read_plan(workbook, checklist, notify)
    return Return(
        checklist.id, checklist.version, edition, fields["@period"], fields["@street"], fields["@community"],
        types, filled, fields["@filler"], answers, plan,
    )


def _refuse_shifted(table: Table, items: tuple[KnownItem, ...]) -> None:
    """Keys that were left behind when the rows beside them were sorted name the wrong item."""
    indicators = {item.indicator for item in items}
    for item in items:
        row = table.rows.get(item.id)
        if row is None:
            continue
        texts = {plain_text(cell) for cell in table.sheet.rows[row].values()}
        if item.indicator not in texts and texts & indicators:
            raise RefusedFile("R-EDITED", table.sheet.place(row, table.column), "编号和题目对不上")


class _Reader:
    """Reads the cells of the form, by key and role, and notes what it cannot read."""

    def __init__(self, workbook: ReadWorkbook, table: Table, notify: Notify) -> None:
        self._from_1904 = workbook.from_1904
        self._table = table
        self._notify = notify

    def _cell(self, key: str, role: str) -> Cell | None:
        row, column = self._table.rows.get(key), self._table.roles.get(role)
        return None if row is None or column is None else self._table.sheet.cell(row, column)

    def _where(self, key: str, role: str) -> str:
        return self._table.sheet.place(self._table.rows[key], self._table.roles[role])

    def text(self, key: str, role: str) -> str:
        """The text of a cell; empty when there is none or it cannot be read."""
        cell = self._cell(key, role)
        return text_of(cell, self._where(key, role), self._notify) if cell else ""

    def types(self, checklist: KnownChecklist) -> tuple[str, ...]:
        """The community types that are named."""
        names = {loose(name): type_id for type_id, name in checklist.types}
        found: list[str] = []
        for name in re.split("[、,，;；\n]", self.text("@type", "answer")):
            type_id = names.get(loose(name))
            if type_id is None and loose(name):
                self._notify("N-CELL", self._where("@type", "answer"), cut(name.strip(WHITE)))
            elif type_id is not None and type_id not in found:
                found.append(type_id)
        return tuple(found)

    def day(self) -> str:
        """The day of filling in, or nothing."""
        cell = self._cell("@filled", "answer")
        if cell is None:
            return ""
        try:
            return self._take("@filled", "answer", cell, read_day(cell, self._from_1904))
        except _UnreadableError:
            return ""

    def item(self, item: KnownItem) -> Answer | None:
        """The answer of an item; None when its row is not there."""
        if item.id not in self._table.rows:
            self._notify("N-CELL", self._table.sheet.name, f"没有找到“{item.indicator}”这一行")
            return None
        state: State = "answered"
        value: Value = None
        with suppress(_UnreadableError):
            state, value = self._answered(item)
        reason, evidence, said = (self.text(item.id, role) for role in ("reason", "evidence", "review_note"))
        answer = Answer(state, value, reason, evidence, self._review(item), said)
        check_answer(item, answer, self._where(item.id, "answer"), self._notify)
        return answer

    def _answered(self, item: KnownItem) -> tuple[State, Value]:
        main = self._main(item)
        beside = self._beside(item)
        match item.type:
            case "count" | "parts":
                ticked = tuple(at for at, row in enumerate(beside) if row)
                stated = isinstance(main, str)
                if ticked and (stated or main is not None):
                    raise self._contradicted(item)
                return (main, None) if isinstance(main, str) else ("answered", () if main is not None else ticked or None)
            case "rate":
                if isinstance(main, str) and any(part is not None for part in beside):
                    raise self._contradicted(item)
                return (main, None) if isinstance(main, str) else ("answered", self._share(item, beside))
        return (main, None) if isinstance(main, str) else ("answered", main)

    def _main(self, item: KnownItem) -> State | int | bool | None:
        """The main cell: a state, a value, True for 都没有, or nothing."""
        cell = self._cell(item.id, "answer")
        if cell is None:
            return None
        no_value: Read[bool] | None = None
        state = read_state(cell)
        if state is not None:
            return self._take(item.id, "answer", cell, state)
        match item.type:
            case "grade":
                return self._take(item.id, "answer", cell, read_grade(cell, item.choices))
            case "deduct":
                return self._take(item.id, "answer", cell, read_count(cell, none=True))
            case "count" | "parts":
                return self._take(item.id, "answer", cell, read_nothing(cell))
            case "rate":
                return self._take(item.id, "answer", cell, no_value)
        return self._take(item.id, "answer", cell, read_word(item.type, cell))

    def _beside(self, item: KnownItem) -> list[int | bool | None]:
        """The rows below an item: ticks, or how many in all and how many of them."""
        if item.type == "rate":
            keys = [f"{item.id}:total", f"{item.id}:good"]
        else:
            keys = [f"{item.id}#{number}" for number in range(1, item.choices + 1)] if item.type in {"count", "parts"} else []
        missing = [key for key in keys if key not in self._table.rows]
        if missing:
            self._notify("N-CELL", self._table.sheet.name, f"“{item.indicator}”少了 {len(missing)} 行")
            raise _UnreadableError
        found: list[int | bool | None] = []
        for key in keys:
            cell = self._cell(key, "answer")
            if cell is None:
                found.append(None)
            elif item.type == "rate":
                found.append(self._take(key, "answer", cell, read_count(cell)))
            else:
                found.append(self._take(key, "answer", cell, read_tick(cell)))
        return found

    def _share(self, item: KnownItem, beside: list[int | bool | None]) -> tuple[int, ...] | None:
        total, good = beside
        if total is None and good is None:
            return None
        if total is None or good is None or good > total:
            key = f"{item.id}:{'total' if total is None else 'good'}"
            told = "没有填" if total is None or good is None else f"一共 {total}，其中 {good}"
            self._notify("N-CELL", self._where(key, "answer"), told)
            raise _UnreadableError
        return int(good), int(total)

    def _contradicted(self, item: KnownItem) -> _UnreadableError:
        where = self._where(item.id, "answer")
        cell = self._cell(item.id, "answer")
        self._notify("N-CONTRADICTION", where, cut(plain_text(cell)) if cell else "")
        return _UnreadableError()

    def _take(self, key: str, role: str, cell: Cell, read: Read[T] | None) -> T:
        where = self._where(key, role)
        if cell.kind == "formula":
            self._notify("N-FORMULA", where, "")
        elif read is None or cell.kind == "error":
            self._notify("N-CELL", where, cut(plain_text(cell)))
        else:
            if read.said:
                self._notify("N-NORMAL", where, f"“{cut(plain_text(cell))}”读作“{read.said}”")
            return read.value
        raise _UnreadableError

    def _review(self, item: KnownItem) -> int | None:
        cell = self._cell(item.id, "review")
        if cell is None:
            return None
        where = self._where(item.id, "review")
        read = read_points(cell, item.points) if item.points else None
        if read is None:
            self._notify("N-FORMULA" if cell.kind == "formula" else "N-REVIEW", where, cut(plain_text(cell)))
            return None
        if read.said:
            self._notify("N-NORMAL", where, f"“{cut(plain_text(cell))}”读作“{read.said}”")
        return read.value

    def list_orphans(self, items: tuple[KnownItem, ...]) -> None:
        """Note every row with content whose key is none of this edition's."""
        asked = set(_FIELDS)
        for item in items:
            asked |= {item.id, f"{item.id}:total", f"{item.id}:good"} if item.type == "rate" else {item.id}
            if item.type in {"count", "parts"}:
                asked |= {f"{item.id}#{number}" for number in range(1, item.choices + 1)}
        sheet, roles = self._table.sheet, self._table.roles
        columns = [roles[role] for role in ("answer", "reason", "evidence", "review", "review_note") if role in roles]
        for key, row in self._table.rows.items():
            cells = [(column, cell) for column in columns if (cell := sheet.cell(row, column))]
            if key not in asked and cells:
                told = " ".join(plain_text(cell) for _, cell in cells)
                self._notify("N-ORPHAN", sheet.place(row, cells[0][0]), f"{key} {told}")
