"""The plan for getting better in a returned workbook. The twin of `readPlan` in generator/web/src/returns/plan.ts."""
from __future__ import annotations

import re

from generator.model.returned import PlanLine
from generator.read.returned_cells import ReadWorkbook
from generator.read.returned_checks import cut
from generator.read.returned_known import KnownChecklist
from generator.read.returned_reading import Notify
from generator.read.returned_table import PLAN_KEY, keyed_table, text_of
from generator.read.returned_values import read_day

_PLAN_ROW = re.compile(r"\+[0-9]{1,3}")
_NUMBERED = re.compile(r"([0-9]{1,3})(?![0-9])")


def read_plan(workbook: ReadWorkbook, checklist: KnownChecklist, notify: Notify) -> tuple[PlanLine, ...]:
    """The lines that say something; a sheet without them is no fault."""
    table = keyed_table(workbook, PLAN_KEY, _PLAN_ROW)
    if table is None:
        return ()
    lines = []
    for row in sorted(table.rows.values()):
        texts: dict[str, str] = {}
        for role in ("item", "do", "owner", "due", "done"):
            column = table.roles.get(role)
            cell = table.sheet.cell(row, column) if column else None
            where = table.sheet.place(row, column) if column else ""
            due = read_day(cell, workbook.from_1904) if cell and role == "due" and cell.kind == "number" else None
            texts[role] = due.value if due else text_of(cell, where, notify) if cell else ""
            if role == "item" and texts[role]:
                texts[role] = _planned_item(checklist, texts[role], where, notify)
        if texts["item"] or texts["do"] or texts["owner"] or texts["due"]:
            lines.append(PlanLine(**texts))
    return tuple(lines)


def _planned_item(checklist: KnownChecklist, text: str, where: str, notify: Notify) -> str:
    """The item that a line of the plan is about: by number or by id; other words are kept as they are."""
    numbered = _NUMBERED.match(text)
    for item in checklist.items:
        if (numbered and int(numbered[1]) == item.number) or text == item.id:
            return item.id
    notify("N-ORPHAN", where, cut(text))
    return text
