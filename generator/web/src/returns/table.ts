// Sheets of a returned workbook as tables: a column of keys, and a row that names the columns by their roles
// (generator/read/returned_table.py). Pure.
import { rising } from "./cells";
import type { Cell, ReadWorkbook, Sheet } from "./cells";
import { cut, seen } from "./checks";
import { plainText } from "./values";
import { RefusedFile } from "./verdicts";
import type { Notify } from "./verdicts";

export const FORM_KEY = "casebook-key";
export const PLAN_KEY = "casebook-plan";

export interface Table {
  sheet: Sheet;
  column: number;
  roles: Map<string, number>;
  rows: Map<string, number>; // by key
}

/** Return where a key stands, sheet by sheet, row by row. */
export function keyCells({ sheets }: ReadWorkbook, key: string): [sheet: Sheet, row: number, column: number][] {
  const found: [Sheet, number, number][] = [];
  for (const sheet of sheets) {
    for (const [row, column, cell] of sheet.cells()) if (cell.kind === "text" && cell.text.trim() === key) found.push([sheet, row, column]);
  }
  return found;
}

/** Return the table of a key, if there is one; throws RefusedFile R-EDITED when it, a role or a row is there twice. */
export function keyedTable(workbook: ReadWorkbook, key: string, pattern: RegExp): Table | undefined {
  const [place, second] = keyCells(workbook, key);
  if (second) throw new RefusedFile("R-EDITED", second[0].place(second[1], second[2]), "同一张表有两份");
  if (!place) return undefined;
  const [sheet, row, column] = place;
  const table: Table = { sheet, column, roles: new Map(), rows: new Map() };
  const heads = sheet.rows.get(row) ?? new Map<number, Cell>();
  for (const at of rising(heads.keys())) {
    const role = plainText(heads.get(at) as Cell);
    if (table.roles.has(role)) throw new RefusedFile("R-EDITED", sheet.place(row, at), `“${cut(role)}”有两列`);
    if (at !== column) table.roles.set(role, at);
  }
  for (const at of rising(sheet.rows.keys())) {
    const cell = sheet.cell(at, column);
    const name = cell ? plainText(cell) : "";
    if (at === row || !pattern.test(name)) continue;
    if (table.rows.has(name)) throw new RefusedFile("R-EDITED", sheet.place(at, column), `“${cut(name)}”有两行`);
    table.rows.set(name, at);
  }
  return table;
}

/** Return the text of a cell as it is kept, trimmed, without what cannot be seen. */
export function textOf(cell: Cell, where: string, notify: Notify): string {
  if (cell.kind === "formula" || cell.kind === "error") {
    notify(cell.kind === "formula" ? "N-FORMULA" : "N-CELL", where, cell.text);
    return "";
  }
  const text = plainText(cell);
  const kept = seen(text);
  if (kept !== text) notify("N-NORMAL", where, "去掉了看不见的字符");
  return kept;
}

/** Return the names of a column with the values beside them. */
export function namedValues(sheet: Sheet, column: number): Map<string, string> {
  const found = new Map<string, string>();
  for (const row of rising(sheet.rows.keys())) {
    const [name, value] = [sheet.cell(row, column), sheet.cell(row, column + 1)];
    if (!name || !value) continue;
    const [key, text] = [plainText(name), plainText(value)];
    if ((found.get(key) ?? text) !== text) throw new RefusedFile("R-EDITED", sheet.place(row, column), `“${cut(key)}”有两行`);
    found.set(key, text);
  }
  return found;
}
