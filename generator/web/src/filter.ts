// A box of words and choices over the rows of tables that ask for it (class find), and sorting by column.
// Choices: the case (a column 案例, else the heading over the table) and a column 类别, notes in brackets left out.
// Without script the tables are plain and whole.
import { tableFile } from "./csv";
import { all, make, makeButton, makeField } from "./elements";
import { folded, foldedWords } from "./folding";
import { onTyped } from "./typing";

const CHOICES = ["案例", "类别"];
const SCALES: Record<string, number> = { 万: 1e4, 亿: 1e8 };

interface Row {
  element: HTMLTableRowElement;
  text: string;
  choices: Record<string, string>;
}

/** Put the filter before the first table that asks for it. */
export function startFilter(): void {
  const tables = all<HTMLTableElement>("table.find");
  if (!tables.length) return;
  const rows = tables.flatMap(readRows);
  const words = make("input", "find-words");
  words.type = "search";
  words.placeholder = "输入几个字，如 心愿、400万";
  const found = make("p", "find-found");
  found.setAttribute("role", "status");
  const selects = CHOICES.map((name) => select(name, rows)).filter((control): control is HTMLSelectElement => !!control);

  const apply = (): void => {
    const terms = foldedWords(words.value);
    for (const row of rows) {
      row.element.hidden = !terms.every((term) => row.text.includes(term))
        || selects.some((control) => control.value && row.choices[control.name] !== control.value);
    }
    const shown = rows.filter((row) => !row.element.hidden).length;
    found.textContent = shown ? `共 ${rows.length} 行，显示 ${shown} 行` : "没有符合条件的行。换一个词，或清除条件。";
    tables.forEach(hideWhenEmpty);
  };
  const clear = (): void => {
    for (const control of [words, ...selects]) control.value = "";
    apply();
  };

  const bar = make("form", "find-bar", makeField("找", words), ...selects.map((control) => makeField(control.name, control)),
    makeButton("find-clear", "清除条件", clear));
  bar.setAttribute("role", "search");
  bar.setAttribute("aria-label", "在表中找");
  bar.addEventListener("submit", (event) => event.preventDefault());
  for (const control of selects) control.addEventListener("input", apply);
  onTyped(words, 0, apply);
  place(bar, found, tableFile(() => withoutRepeatedHeads(tables.map(shownCells))));
  tables.forEach(startSorting);
  apply();
  window.addEventListener("hashchange", () => {
    const row = all(":target")[0];
    if (!row?.closest("[hidden]")) return;
    clear();
    row.scrollIntoView();
  });
}

/** Return the rows of a table that are shown, under its head; the case goes first where no column names it. */
function shownCells(table: HTMLTableElement): string[][] {
  const words = (row: HTMLTableRowElement): string[] => Array.from(row.cells, (cell) => cell.textContent ?? "");
  const head = table.tHead?.rows[0] ? words(table.tHead.rows[0]) : [];
  const rows = Array.from(table.tBodies[0]?.rows ?? []).filter((row) => !row.hidden).map(words);
  if (head.includes("案例")) return rows.length ? [head, ...rows] : [];
  const name = headingOver(table)?.textContent?.trim() ?? "";
  return rows.length ? [["案例", ...head], ...rows.map((row) => [name, ...row])] : [];
}

/** Return the rows of several tables, one under the other; a head like the one before is left out. */
function withoutRepeatedHeads(tables: string[][][]): string[][] {
  let before = "";
  return tables.flatMap(([head = [], ...rows]) => {
    const same = head.join("\t") === before || !rows.length;
    if (rows.length) before = head.join("\t");
    return same ? rows : [head, ...rows];
  });
}

/** Put the bar under the page's opening, so that it stands over all tables, or else at the top of the first part. */
function place(...bar: HTMLElement[]): void {
  const opening = document.querySelector(".opening");
  if (opening) opening.after(...bar);
  else document.querySelector(".part")?.before(...bar);
}

function select(name: string, rows: Row[]): HTMLSelectElement | null {
  const values = [...new Set(rows.map((row) => row.choices[name] ?? ""))].filter(Boolean);
  if (values.length < 2) return null;
  const control = make("select", "find-choice", new Option("全部", ""), ...values.map((value) => new Option(value, value)));
  control.name = name;
  return control;
}

function headingOver(table: HTMLTableElement): HTMLElement | null {
  const before = table.closest(".part")?.previousElementSibling;
  return before instanceof HTMLHeadingElement ? before : null;
}

/** Hide a part of the page, with its heading, while none of its rows fits. */
function hideWhenEmpty(table: HTMLTableElement): void {
  const part = table.closest<HTMLElement>(".part");
  if (!part) return;
  part.hidden = !all<HTMLTableRowElement>("table.find tbody tr", part).some((row) => !row.hidden);
  const heading = headingOver(table);
  if (heading) heading.hidden = part.hidden;
}

function readRows(table: HTMLTableElement): Row[] {
  const head = Array.from(table.tHead?.rows[0]?.cells ?? [], (cell) => cell.textContent ?? "");
  const heading = headingOver(table)?.textContent ?? "";
  return Array.from(table.tBodies[0]?.rows ?? [], (element) => {
    const choices: Record<string, string> = { 案例: heading };
    Array.from(element.cells).forEach((cell, column) => {
      const name = head[column] ?? "";
      if (CHOICES.includes(name)) choices[name] = (cell.textContent ?? "").replace(/（.*/, "");
    });
    return { element, choices, text: folded(`${choices["案例"]} ${element.textContent} ${element.dataset.k ?? ""}`) };
  });
}

function startSorting(table: HTMLTableElement): void {
  Array.from(table.tHead?.rows[0]?.cells ?? []).forEach((cell, column) => {
    const words = cell.textContent ?? "";
    cell.replaceChildren(makeButton("sort", words, () => {
      const up = cell.getAttribute("aria-sort") !== "ascending";
      for (const other of Array.from(cell.parentElement?.children ?? [])) other.removeAttribute("aria-sort");
      cell.setAttribute("aria-sort", up ? "ascending" : "descending");
      sortRows(table, column, up);
    }));
  });
}

function sortRows(table: HTMLTableElement, column: number, up: boolean): void {
  const body = table.tBodies[0];
  if (!body) return;
  const keyed = Array.from(body.rows, (row) => ({ row, text: row.cells[column]?.textContent ?? "" }));
  keyed.sort((one, two) => (up ? 1 : -1) * compare(one.text, two.text));
  body.append(...keyed.map(({ row }) => row));
}

/** Order figures by amount (over 1万 above 9000), words after them by pinyin. */
function compare(one: string, two: string): number {
  const [left, right] = [amount(one), amount(two)];
  if (left !== null && right !== null && left !== right) return left - right;
  if ((left === null) !== (right === null)) return left === null ? 1 : -1;
  return one.localeCompare(two, "zh-CN");
}

function amount(text: string): number | null {
  const found = /([0-9][0-9,]*(?:\.[0-9]+)?)\s*([万亿])?/.exec(text.normalize("NFKC"));
  return found?.[1] ? Number(found[1].replace(/,/g, "")) * (SCALES[found[2] ?? ""] ?? 1) : null;
}
