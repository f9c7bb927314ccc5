// The plan for getting better in a returned workbook (generator/read/returned_plan.py). Pure.
import type { Checklist } from "../assess/checklist";
import type { PlanLine } from "../assess/returned";
import type { ReadWorkbook } from "./cells";
import { cut } from "./checks";
import { PLAN_KEY, keyedTable, textOf } from "./table";
import { readDay } from "./values";
import type { Notify } from "./verdicts";

const PLAN_ROW = /^\+[0-9]{1,3}$/;
const NUMBERED = /^([0-9]{1,3})(?![0-9])/;
const ROLES = ["item", "do", "owner", "due", "done"] as const;

/** Return the lines that say something; a sheet without them is no fault. */
export function readPlan(workbook: ReadWorkbook, checklist: Checklist, notify: Notify): PlanLine[] {
  const table = keyedTable(workbook, PLAN_KEY, PLAN_ROW);
  const lines: PlanLine[] = [];
  for (const row of [...(table?.rows.values() ?? [])].sort((one, other) => one - other)) {
    const [item = "", todo = "", owner = "", due = "", done = ""] = ROLES.map((role) => {
      const column = table?.roles.get(role);
      const cell = column ? table?.sheet.cell(row, column) : undefined;
      if (!table || !column || !cell) return "";
      const where = table.sheet.place(row, column);
      const day = role === "due" && cell.kind === "number" ? readDay(cell, workbook.from1904) : undefined;
      const text = day?.value ?? textOf(cell, where, notify);
      return role === "item" && text ? plannedItem(checklist, text, where, notify) : text;
    });
    if (item || todo || owner || due) lines.push({ item, do: todo, owner, due, done });
  }
  return lines;
}

/** Return the item that a line is about: by number or by id; other words are kept as they are. */
function plannedItem(checklist: Checklist, text: string, where: string, notify: Notify): string {
  const number = NUMBERED.exec(text)?.[1];
  const found = checklist.items.find((item) => (number && Number(number) === item.number) || text === item.id);
  if (!found) notify("N-ORPHAN", where, cut(text));
  return found?.id ?? text;
}
