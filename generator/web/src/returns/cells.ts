// The cells of a returned workbook as their file has them (generator/read/returned_cells.py). Pure.
import { CELLS, COLUMNS, ROWS, SHEETS, STRINGS } from "./limits";
import { tooLong } from "./checks";
import { CHARACTERS } from "./limits";
import { RefusedFile } from "./verdicts";
import { readXml } from "./xml";
import type { Attributes } from "./xml";
import type { Package } from "./zip";

/** formula: one without a value. A number's text is as the file writes it; a truth's is TRUE or FALSE. */
export interface Cell {
  kind: "text" | "number" | "truth" | "error" | "formula";
  text: string;
}

/** One sheet: its cells by row and column, both from 1. */
export class Sheet {
  readonly rows = new Map<number, Map<number, Cell>>();

  constructor(readonly name: string) {}

  cell(row: number, column: number): Cell | undefined {
    return this.rows.get(row)?.get(column);
  }

  /** Return a place as people write it: 填表!C12. */
  place(row: number, column: number): string {
    return `${this.name}!${letters(column)}${row}`;
  }

  /** Return the cells of the sheet from its top, each row from its left. */
  *cells(): Generator<[row: number, column: number, cell: Cell]> {
    for (const row of rising(this.rows.keys())) {
      const cells = this.rows.get(row) as Map<number, Cell>;
      for (const column of rising(cells.keys())) yield [row, column, cells.get(column) as Cell];
    }
  }
}

export interface ReadWorkbook {
  sheets: Sheet[];
  names: Map<string, string>; // defined names that begin with casebook_
  properties: Map<string, string>; // custom properties likewise
  from1904: boolean;
}

type Relations = Map<string, [kind: string, target: string]>;

const ESCAPE = /_x([0-9A-Fa-f]{4})_/g;
const ROW = /^[1-9][0-9]{0,6}$/;
const CELL = /^([A-Z]{1,3})([1-9][0-9]{0,6})$/;
const NUMBER = /^[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?$/;
const nothing = (): void => undefined;

/** Return numbers in rising order. */
export function rising(numbers: Iterable<number>): number[] {
  return [...numbers].sort((one, other) => one - other);
}

/** Return a column's letters: 1 is A. */
export function letters(column: number): string {
  const last = String.fromCharCode(65 + ((column - 1) % 26));
  return column > 26 ? letters(Math.floor((column - 1) / 26)) + last : last;
}

/** Return every sheet of the workbook; throws RefusedFile. */
export function readWorkbook(parts: Package): ReadWorkbook {
  const root = relations(parts, "", "_rels/.rels");
  const workbook = targetOf(root, "officeDocument");
  if (workbook === undefined) throw new RefusedFile("R-OTHER");
  const cut = workbook.lastIndexOf("/");
  const [folder, base] = cut < 0 ? ["", workbook] : [workbook.slice(0, cut), workbook.slice(cut + 1)];
  const beside = relations(parts, folder, folder ? `${folder}/_rels/${base}.rels` : `_rels/${base}.rels`);
  const found: ReadWorkbook = { sheets: [], names: new Map(), properties: new Map(), from1904: false };
  const listed = readBook(parts, workbook, found);
  if (listed.length > SHEETS) throw new RefusedFile("R-BOMB", "", `工作表超过 ${SHEETS} 张`);
  const shared = targetOf(beside, "sharedStrings");
  const strings = shared !== undefined && parts.has(shared) ? readStrings(parts, shared) : [];
  const custom = targetOf(root, "custom-properties");
  if (custom !== undefined && parts.has(custom)) readProperties(parts, custom, found);
  let count = 0;
  for (const [name, relation] of listed) {
    const [kind, target] = beside.get(relation) ?? ["", ""];
    if (kind !== "worksheet") continue;
    const reader = new SheetReader(new Sheet(name), strings, count);
    readXml(parts.read(target), target, reader.opened, reader.closed);
    count = reader.count;
    found.sheets.push(reader.sheet);
  }
  return found;
}

function targetOf(found: Relations, wanted: string): string | undefined {
  for (const [kind, target] of found.values()) if (kind === wanted) return target;
  return undefined;
}

function relations(parts: Package, folder: string, part: string): Relations {
  const found: Relations = new Map();
  const opened = (name: string, attributes: Attributes): void => {
    if (name !== "Relationship" || attributes.get("TargetMode") === "External") return;
    const type = attributes.get("Type") ?? "";
    found.set(attributes.get("Id") ?? "", [type.slice(type.lastIndexOf("/") + 1), resolved(folder, attributes.get("Target") ?? "")]);
  };
  readXml(parts.read(part), part, opened, nothing);
  return found;
}

function resolved(folder: string, target: string): string {
  const steps = target.startsWith("/") || !folder ? [] : folder.split("/");
  for (const step of target.split("/")) {
    if (step === "..") {
      if (steps.pop() === undefined) throw new RefusedFile("R-DAMAGED", "", "部件的地址不对");
    } else if (step && step !== ".") steps.push(step);
  }
  return steps.join("/");
}

function readBook(parts: Package, part: string, found: ReadWorkbook): [name: string, relation: string][] {
  const sheets: [string, string][] = [];
  let named = "";
  const opened = (name: string, attributes: Attributes): void => {
    if (name === "sheet") sheets.push([attributes.get("name") ?? "", attributes.get("id") ?? ""]);
    else if (name === "workbookPr") found.from1904 = ["1", "true"].includes(attributes.get("date1904") ?? "");
    named = name === "definedName" ? attributes.get("name") ?? "" : "";
  };
  const closed = (name: string, text: string): void => {
    if (name === "definedName" && named.startsWith("casebook_")) found.names.set(named, text);
  };
  readXml(parts.read(part), part, opened, closed);
  return sheets;
}

function readProperties(parts: Package, part: string, found: ReadWorkbook): void {
  let named = "";
  const opened = (name: string, attributes: Attributes): void => {
    if (name === "property") named = attributes.get("name") ?? "";
  };
  const closed = (name: string, text: string): void => {
    if (name !== "property" && name !== "Properties" && named.startsWith("casebook_")) found.properties.set(named, text);
  };
  readXml(parts.read(part), part, opened, closed);
}

function readStrings(parts: Package, part: string): string[] {
  const strings: string[] = [];
  let runs = "";
  let spoken = 0; // depth inside phonetic readings, which are no part of the text
  const opened = (name: string): void => {
    if (name === "si") runs = "";
    if (name === "rPh") spoken += 1;
  };
  const closed = (name: string, text: string): void => {
    if (name === "t" && !spoken) runs += text;
    else if (name === "si") {
      if (strings.push(unescaped(runs)) > STRINGS) throw new RefusedFile("R-BOMB", "", `文字超过 ${STRINGS} 条`);
    }
    if (name === "rPh") spoken -= 1;
  };
  readXml(parts.read(part), part, opened, closed);
  return strings;
}

/** Return a text with _x000B_ and the like as the characters they stand for; half a character becomes U+FFFD. */
export function unescaped(text: string): string {
  if (!text.includes("_x")) return text;
  return text.replace(ESCAPE, (_, code: string) => String.fromCharCode(parseInt(code, 16))).replace(/[\ud800-\udfff]/gu, "\ufffd");
}

/** Takes the cells out of one sheet. */
class SheetReader {
  private readonly path: string[] = []; // each element with those around it, apart from the outermost one's name
  private row = 0;
  private column = 0;
  private kind = "n";
  private value: string | undefined;
  private runs = "";
  private formula = false;

  constructor(readonly sheet: Sheet, private readonly strings: string[], public count: number) {}

  readonly opened = (name: string, attributes: Attributes): void => {
    const around = this.path[this.path.length - 1];
    const inside = around === undefined ? "" : `${around}/${name}`;
    this.path.push(inside);
    if (inside === "/sheetData/row") {
      this.row = this.numbered(attributes.get("r"));
      this.column = 0;
    } else if (inside === "/sheetData/row/c") {
      this.column = this.lettered(attributes.get("r"));
      this.kind = attributes.get("t") ?? "n";
      [this.value, this.runs, this.formula] = [undefined, "", false];
    }
  };

  readonly closed = (_: string, text: string): void => {
    const inside = this.path.pop();
    if (inside === "/sheetData/row/c") this.keep();
    else if (inside === "/sheetData/row/c/v") this.value = text;
    else if (inside === "/sheetData/row/c/is/t" || inside === "/sheetData/row/c/is/r/t") this.runs += text;
    else if (inside === "/sheetData/row/c/f") {
      this.formula = true;
      // a link to another program: =cmd|' /c calc'!A1
      if (text.replace(/"[^"]*"/g, "").includes("|")) throw new RefusedFile("R-ACTIVE", this.sheet.place(this.row, this.column), "DDE");
    }
  };

  private damaged(): never {
    throw new RefusedFile("R-DAMAGED", this.sheet.name, "格的位置或内容不对");
  }

  private numbered(written: string | undefined): number {
    if (written === undefined) return this.row + 1;
    return ROW.test(written) ? Number(written) : this.damaged();
  }

  private lettered(written: string | undefined): number {
    if (written === undefined) return this.column + 1;
    const [, named = "", row] = CELL.exec(written) ?? [];
    if (!named || Number(row) !== this.row) this.damaged();
    return [...named].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
  }

  private keep(): void {
    const cell = this.cell();
    if (!cell) return;
    const where = this.sheet.place(this.row, this.column);
    if (this.row > ROWS || this.column > COLUMNS) throw new RefusedFile("R-BOMB", where, `超出 ${ROWS} 行、${COLUMNS} 列`);
    if (tooLong(cell.text)) throw new RefusedFile("R-BOMB", where, `一格超过 ${CHARACTERS} 字`);
    this.count += 1;
    if (this.count > CELLS) throw new RefusedFile("R-BOMB", where, `有内容的格超过 ${CELLS} 个`);
    const row = this.sheet.rows.get(this.row) ?? new Map<number, Cell>();
    if (row.has(this.column)) this.damaged();
    this.sheet.rows.set(this.row, row.set(this.column, cell));
  }

  private cell(): Cell | undefined {
    const { value, kind } = this;
    if (kind === "inlineStr") return worded(unescaped(this.runs));
    if ((kind === "str" || kind === "d") && value !== undefined) return worded(unescaped(value));
    const written = (value ?? "").replace(/^[ \t\r\n]+|[ \t\r\n]+$/g, "");
    if (value === undefined || !written) return this.formula ? { kind: "formula", text: "" } : undefined;
    if (kind === "s") {
      const text = /^[0-9]{1,9}$/.test(value) ? this.strings[Number(value)] : undefined;
      return text === undefined ? this.damaged() : worded(text);
    }
    if (kind === "b") return { kind: "truth", text: value === "1" || value === "true" ? "TRUE" : "FALSE" };
    if (kind === "e") return { kind: "error", text: value };
    if (kind === "n") return { kind: NUMBER.test(written) ? "number" : "error", text: written };
    return this.damaged();
  }
}

function worded(text: string): Cell | undefined {
  return text.trim() ? { kind: "text", text } : undefined;
}
