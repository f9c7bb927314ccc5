// What people write into an answer cell, and what it means: exactly, by convention, or not at all. Nothing is guessed.
// The twin of generator/read/returned_values.py. Pure.
import { MOST_COUNTED } from "../assess/returned";
import type { State } from "../assess/returned";
import type { Cell } from "./cells";
import { isDay, seen } from "./checks";

/** What was read; `said` is the usual way of writing it when the cell has another. */
export interface Read<Value> {
  value: Value;
  said: string;
}

export const NOTHING = "都没有";
export const TICK = "√";

const STATES = new Map<string, State>([["不知道", "unknown"], ["不适用", "na"], ["需上级解决", "upstream"]]);
const TICKED = ["√", "✓", "✔", "☑", "✅"];
const CROSSED = ["×", "✗", "✘", "✕", "☒"];
const YES_NO = meant(["是"], ["否"]);
const HAS = meant(["有"], ["没有"]);
const WORDS = { yesno: YES_NO, gate: HAS, bonus: HAS };
const LOOSE = {
  yesno: meant([...TICKED, "对", "TRUE"], [...CROSSED, "不是", "FALSE"]),
  gate: meant([], ["无", "没"]),
  bonus: meant([...TICKED, "TRUE"], [...CROSSED, "无", "没", "FALSE"]),
};
const TICKS = meant([...TICKED, "是", "有", "对", "1", "TRUE"], [...CROSSED, "否", "没有", "无", "□", "☐", "0", "FALSE"]);
const GRADE = /^([A-H])[档级]?$/;
const COUNTED = /^([0-9]{1,5})[例次件个起处户条人项]?$/;
const POINTS = /^([0-9]{1,3}(?:\.[0-9]{1,2})?)分?$/;
const WRITTEN_DAY = /^([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?$/;
const [FIRST_DAY, LAST_DAY] = [36_526, 73_415]; // 2000-01-01 and 2100-12-31, counted from the end of 1899
const EXACT = 1e15;

function meant(yes: string[], no: string[]): Map<string, boolean> {
  return new Map([...yes.map((word): [string, boolean] => [word, true]), ...no.map((word): [string, boolean] => [word, false])]);
}

/** Return the text of a cell, trimmed; a whole number as people write it. */
export function plainText(cell: Cell): string {
  if (cell.kind !== "number") return cell.text.trim();
  const number = Number(cell.text);
  return Math.abs(number) < EXACT && Number.isInteger(number) ? String(number + 0) : cell.text;
}

/** Return a text as it is compared when it is not exact: NFKC, capitals, no white space, no mark at its end. */
export function loose(text: string): string {
  return seen(text).normalize("NFKC").replace(/\s+/g, "").replace(/[。.,，、;；!！]+$/, "").toUpperCase();
}

/** Read 不知道, 不适用 or 需上级解决. */
export function readState(cell: Cell): Read<State> | undefined {
  const text = plainText(cell);
  const word = STATES.has(text) ? text : loose(text);
  const value = STATES.get(word);
  return value && { value, said: word === text ? "" : word };
}

/** Read the answer of a yesno, gate or bonus item. */
export function readWord(kind: "yesno" | "gate" | "bonus", cell: Cell): Read<boolean> | undefined {
  const [words, text] = [WORDS[kind], plainText(cell)];
  const exact = cell.kind === "text" ? words.get(text) : undefined;
  if (exact !== undefined) return { value: exact, said: "" };
  const value = words.get(loose(text)) ?? LOOSE[kind].get(loose(text));
  if (value === undefined) return undefined;
  return { value, said: [...words].find(([, meaning]) => meaning === value)?.[0] ?? "" };
}

/** Read the index of a grade. */
export function readGrade(cell: Cell, grades: number): Read<number> | undefined {
  const text = plainText(cell);
  const letter = GRADE.exec(loose(text))?.[1];
  const value = (letter ?? "").charCodeAt(0) - 65;
  if (cell.kind !== "text" || letter === undefined || value >= grades) return undefined;
  return { value, said: text === letter ? "" : letter };
}

/** Read whether a cell is ticked; undefined when one cannot tell. */
export function readTick(cell: Cell): Read<boolean> | undefined {
  const text = plainText(cell);
  if (text === TICK) return { value: true, said: "" };
  const value = TICKS.get(loose(text));
  return value === undefined ? undefined : { value, said: value ? TICK : "空着" };
}

/** Read 都没有. */
export function readNothing(cell: Cell): Read<boolean> | undefined {
  const text = plainText(cell);
  return loose(text) === NOTHING ? { value: true, said: text === NOTHING ? "" : NOTHING } : undefined;
}

/** Read a whole number from 0 to MOST_COUNTED; with `none`, 没有 and 无 are 0. */
export function readCount(cell: Cell, none = false): Read<number> | undefined {
  if (cell.kind === "number") {
    const number = Number(cell.text);
    return number >= 0 && number <= MOST_COUNTED && Number.isInteger(number) ? { value: number + 0, said: "" } : undefined;
  }
  if (cell.kind !== "text") return undefined;
  const word = loose(plainText(cell));
  const digits = COUNTED.exec(word)?.[1];
  if (digits !== undefined) return { value: Number(digits), said: String(Number(digits)) };
  return none && (word === "没有" || word === "无") ? { value: 0, said: "0" } : undefined;
}

/** Read hundredths of a point, from 0 to `most`; more than two decimals are none of ours. */
export function readPoints(cell: Cell, most: number): Read<number> | undefined {
  if (cell.kind === "number") {
    const number = Number(cell.text) * 100;
    if (!(number >= 0 && number <= most + 0.5)) return undefined;
    const whole = Math.floor(number + 0.5);
    return Math.abs(number - whole) < 1e-6 && whole <= most ? { value: whole, said: "" } : undefined;
  }
  const written = cell.kind === "text" ? POINTS.exec(loose(plainText(cell)))?.[1] : undefined;
  if (written === undefined) return undefined;
  const [units = "", decimals = ""] = written.split(".");
  const value = Number(units) * 100 + Number(`${decimals}00`.slice(0, 2));
  return value <= most ? { value, said: written } : undefined;
}

/** Read a day as YYYY-MM-DD, from a text or from the number that a workbook keeps for a date. */
export function readDay(cell: Cell, from1904: boolean): Read<string> | undefined {
  if (cell.kind === "number") {
    const number = Number(cell.text);
    const whole = Math.abs(number) < EXACT ? Math.trunc(number) + (from1904 ? 1_462 : 0) : 0;
    if (whole < FIRST_DAY || whole > LAST_DAY) return undefined;
    const value = new Date(Date.UTC(1899, 11, 30 + whole)).toISOString().slice(0, 10);
    return { value, said: value };
  }
  const text = plainText(cell);
  if (isDay(text)) return { value: text, said: "" };
  const [, year, month = "", day = ""] = WRITTEN_DAY.exec(loose(text)) ?? [];
  const value = year ? `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}` : "";
  return isDay(value) ? { value, said: value } : undefined;
}
