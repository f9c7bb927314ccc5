// The answers of a filled workbook, found by their keys: sheets, rows and columns may have moved, others may stand between.
// The twin of generator/read/returned_form.py. Pure.
import type { Checklist, Edition, Item } from "../assess/checklist";
import { itemsOf } from "../assess/checklist";
import type { Answer, Return, State, Value } from "../assess/returned";
import type { Cell, ReadWorkbook } from "./cells";
import { answerOf, checkAnswer, cut, saysSomething } from "./checks";
import { readPlan } from "./plan";
import { FORM_KEY, keyedTable, textOf } from "./table";
import type { Table } from "./table";
import { loose, plainText, readCount, readDay, readGrade, readNothing, readPoints, readState, readTick, readWord } from "./values";
import type { Read } from "./values";
import { RefusedFile } from "./verdicts";
import type { Notify } from "./verdicts";

const KEY = /^(?:@[a-z]+|[a-z][a-z0-9]*(?:-[a-z0-9]+)*(?:#[0-9]{1,2}|:total|:good)?)$/;
const FIELDS = ["@period", "@street", "@community", "@type", "@filled", "@filler"];
const COLUMNS = ["answer", "reason", "evidence", "review", "review_note"];

/** Something of an item cannot be read, and was noted: the item has no answer. */
class Unreadable extends Error {}

type Main = { state: State } | { value: number | boolean } | undefined;

/** Return the filled checklist; throws RefusedFile R-EDITED when keys are missing or stand twice. */
export function readForm(workbook: ReadWorkbook, checklist: Checklist, edition: Edition, notify: Notify): Return {
  const table = keyedTable(workbook, FORM_KEY, KEY);
  if (!table?.roles.has("answer")) throw new RefusedFile("R-EDITED", "", "没有找到填表那一张");
  const reader = new Reader(workbook, table, notify);
  const items = itemsOf(checklist, edition);
  refuseShifted(table, items);
  const [period = "", street = "", community = "", filler = ""] = ["@period", "@street", "@community", "@filler"]
    .map((key) => reader.text(key, "answer"));
  const [types, filled] = [reader.types(checklist), reader.day()];
  const answers = Object.create(null) as Record<string, Answer>;
  for (const item of items) {
    const answer = reader.item(item);
    if (answer && saysSomething(answer)) answers[item.id] = answer;
  }
  reader.listOrphans(items);
  const plan = readPlan(workbook, checklist, notify);
  return { checklist: checklist.id, version: checklist.version, edition, period, street, community, types, filled, filler, answers, plan };
}

/** Keys that were left behind when the rows beside them were sorted name the wrong item. */
function refuseShifted(table: Table, items: Item[]): void {
  const indicators = new Set(items.map((item) => item.indicator));
  for (const item of items) {
    const row = table.rows.get(item.id);
    if (row === undefined) continue;
    const texts = [...(table.sheet.rows.get(row)?.values() ?? [])].map(plainText);
    if (!texts.includes(item.indicator) && texts.some((text) => indicators.has(text))) {
      throw new RefusedFile("R-EDITED", table.sheet.place(row, table.column), "编号和题目对不上");
    }
  }
}

/** Reads the cells of the form, by key and role, and notes what it cannot read. */
class Reader {
  constructor(private readonly workbook: ReadWorkbook, private readonly table: Table, private readonly notify: Notify) {}

  /** Return the text of a cell; empty when there is none or it cannot be read. */
  text(key: string, role: string): string {
    const cell = this.cell(key, role);
    return cell ? textOf(cell, this.where(key, role), this.notify) : "";
  }

  /** Return the community types that are named. */
  types(checklist: Checklist): string[] {
    const names = new Map(checklist.community_types.map(([id, name]) => [loose(name), id]));
    const found: string[] = [];
    for (const name of this.text("@type", "answer").split(/[、,，;；\n]/)) {
      const id = names.get(loose(name));
      if (id === undefined && loose(name)) this.notify("N-CELL", this.where("@type", "answer"), cut(name.trim()));
      else if (id !== undefined && !found.includes(id)) found.push(id);
    }
    return found;
  }

  /** Return the day of filling in, or nothing. */
  day(): string {
    const cell = this.cell("@filled", "answer");
    return (cell && this.tried(() => this.take("@filled", "answer", cell, readDay(cell, this.workbook.from1904)))) ?? "";
  }

  /** Return the answer of an item; undefined when its row is not there. */
  item(item: Item): Answer | undefined {
    if (!this.table.rows.has(item.id)) {
      this.notify("N-CELL", this.table.sheet.name, `没有找到“${item.indicator}”这一行`);
      return undefined;
    }
    const [state, value]: [State, Value | undefined] = this.tried(() => this.answered(item)) ?? ["answered", undefined];
    const [reason, evidence, said] = ["reason", "evidence", "review_note"].map((role) => this.text(item.id, role));
    const answer = answerOf({ state, value, reason, evidence, review: this.review(item), review_note: said });
    checkAnswer(item, answer, this.where(item.id, "answer"), this.notify);
    return answer;
  }

  /** Note every row with content whose key is none of this edition's. */
  listOrphans(items: Item[]): void {
    const asked = new Set(FIELDS);
    for (const item of items) [item.id, ...keysBeside(item)].forEach((key) => asked.add(key));
    const { sheet, roles, rows } = this.table;
    for (const [key, row] of rows) {
      const cells = COLUMNS.map((role) => roles.get(role)).filter((column) => column !== undefined && sheet.cell(row, column)) as number[];
      if (asked.has(key) || cells[0] === undefined) continue;
      const told = cells.map((column) => plainText(sheet.cell(row, column) as Cell)).join(" ");
      this.notify("N-ORPHAN", sheet.place(row, cells[0]), `${key} ${told}`);
    }
  }

  private cell(key: string, role: string): Cell | undefined {
    const [row, column] = [this.table.rows.get(key), this.table.roles.get(role)];
    return row === undefined || column === undefined ? undefined : this.table.sheet.cell(row, column);
  }

  private where(key: string, role: string): string {
    return this.table.sheet.place(this.table.rows.get(key) as number, this.table.roles.get(role) as number);
  }

  private tried<Found>(read: () => Found): Found | undefined {
    try {
      return read();
    } catch (error) {
      if (error instanceof Unreadable) return undefined;
      throw error;
    }
  }

  private take<Found>(key: string, role: string, cell: Cell, read: Read<Found> | undefined): Found {
    const where = this.where(key, role);
    if (cell.kind === "formula") this.notify("N-FORMULA", where, "");
    else if (read === undefined || cell.kind === "error") this.notify("N-CELL", where, cut(plainText(cell)));
    else {
      this.normal(where, cell, read.said);
      return read.value;
    }
    throw new Unreadable();
  }

  private normal(where: string, cell: Cell, said: string): void {
    if (said) this.notify("N-NORMAL", where, `“${cut(plainText(cell))}”读作“${said}”`);
  }

  private answered(item: Item): [State, Value | undefined] {
    const main = this.main(item);
    const beside = this.beside(item);
    if (item.type === "count" || item.type === "parts") {
      const ticked = beside.flatMap((row, at) => (row ? [at] : []));
      if (ticked.length && main) throw this.contradicted(item);
      if (main && "state" in main) return [main.state, undefined];
      return ["answered", main || ticked.length ? ticked : undefined];
    }
    if (main && "state" in main) {
      if (beside.some((part) => part !== undefined)) throw this.contradicted(item);
      return [main.state, undefined];
    }
    return ["answered", item.type === "rate" ? this.share(item, beside) : main?.value];
  }

  /** The main cell: a state, a value (true for 都没有), or nothing. */
  private main(item: Item): Main {
    const cell = this.cell(item.id, "answer");
    if (!cell) return undefined;
    const state = readState(cell);
    if (state) return { state: this.take(item.id, "answer", cell, state) };
    return { value: this.take<number | boolean>(item.id, "answer", cell, readMain(item, cell)) };
  }

  /** The rows below an item: ticks, or how many in all and how many of them. */
  private beside(item: Item): (number | boolean | undefined)[] {
    const keys = keysBeside(item);
    const missing = keys.filter((key) => !this.table.rows.has(key)).length;
    if (missing) {
      this.notify("N-CELL", this.table.sheet.name, `“${item.indicator}”少了 ${missing} 行`);
      throw new Unreadable();
    }
    return keys.map((key) => {
      const cell = this.cell(key, "answer");
      return cell && this.take<number | boolean>(key, "answer", cell, item.type === "rate" ? readCount(cell) : readTick(cell));
    });
  }

  private share(item: Item, [total, good]: (number | boolean | undefined)[]): number[] | undefined {
    if (total === undefined && good === undefined) return undefined;
    if (typeof total === "number" && typeof good === "number" && good <= total) return [good, total];
    const both = total !== undefined && good !== undefined;
    const key = `${item.id}:${total === undefined ? "total" : "good"}`;
    this.notify("N-CELL", this.where(key, "answer"), both ? `一共 ${total}，其中 ${good}` : "没有填");
    throw new Unreadable();
  }

  private contradicted(item: Item): Unreadable {
    const cell = this.cell(item.id, "answer");
    this.notify("N-CONTRADICTION", this.where(item.id, "answer"), cell ? cut(plainText(cell)) : "");
    return new Unreadable();
  }

  private review(item: Item): number | undefined {
    const cell = this.cell(item.id, "review");
    if (!cell) return undefined;
    const where = this.where(item.id, "review");
    const read = item.points ? readPoints(cell, item.points) : undefined;
    if (!read) this.notify(cell.kind === "formula" ? "N-FORMULA" : "N-REVIEW", where, cut(plainText(cell)));
    else this.normal(where, cell, read.said);
    return read?.value;
  }
}

function readMain(item: Item, cell: Cell): Read<number | boolean> | undefined {
  switch (item.type) {
    case "grade":
      return readGrade(cell, item.choices?.length ?? 0);
    case "deduct":
      return readCount(cell, true);
    case "count":
    case "parts":
      return readNothing(cell);
    case "rate":
      return undefined;
    default:
      return readWord(item.type, cell);
  }
}

function keysBeside(item: Item): string[] {
  if (item.type === "rate") return [`${item.id}:total`, `${item.id}:good`];
  if (item.type !== "count" && item.type !== "parts") return [];
  return (item.choices ?? []).map((_, at) => `${item.id}#${at + 1}`);
}
