// What a reader says about one returned file (generator/read/returned_reading.py); the words are shared with it.
import places from "../../../read/places.json";
import words from "../../../read/verdicts.json";
import type { Item } from "../assess/checklist";
import type { Return } from "../assess/returned";

export type Code = keyof typeof words;

export interface Note {
  code: Code;
  where: string; // sheet!cell, a path of the JSON, or nothing
  detail: string;
}

export interface Reading {
  name: string;
  size: number; // bytes
  code: Code | ""; // "": it was read
  where: string;
  detail: string;
  returned: Return | null; // there when it was read, and only then
  notes: Note[];
}

/** Notes something about a file that is read all the same. */
export type Notify = (code: Code, where: string, detail: string) => void;

/** What a code means for the reader of the list, and what to do about it. */
export const VERDICTS: Record<Code, { what: string; mend: string }> = words;

const PLACES = new Map(Object.entries(places));

/** Return a place as people know it: a path of the JSON in words, a cell of a workbook as it is (returned_reading.py). */
export function placeWords(where: string, items: readonly Item[] = []): string {
  const [first = "", ...rest] = where.split(".");
  let words = PLACES.get(first);
  if (words === undefined) return where;
  if (rest.length && (first === "answers" || first === "plan")) {
    const name = rest.shift() ?? "";
    const item = items.find((one) => one.id === name);
    const called = item ? `${item.number} ${item.indicator}` : `编号“${name}”`;
    words = first === "answers" ? called : `${words}第 ${name} 行`;
  }
  return [words, ...rest.map((part) => PLACES.get(part) ?? `“${part}”`)].join("，");
}

/** Return what was noticed in a file, or why it is refused, with the place. */
export function noteWords({ code, where, detail }: Note, items: readonly Item[] = []): string {
  const place = [placeWords(where, items), detail].filter(Boolean).join("，");
  return `${VERDICTS[code].what}${place ? `（${place}）` : ""}`;
}

/** The file is refused: a verdict on it, no fault of the program. */
export class RefusedFile extends Error {
  constructor(readonly code: Code, readonly where = "", readonly detail = "") {
    super(code);
  }
}

/** Return the Reading of what `read` returns or refuses. */
export function readingOf(name: string, size: number, read: (notify: Notify) => Return): Reading {
  const notes: Note[] = [];
  try {
    const returned = read((code, where, detail) => void notes.push({ code, where, detail }));
    return { name, size, code: "", where: "", detail: "", returned, notes };
  } catch (error) {
    if (!(error instanceof RefusedFile)) return { name, size, code: "R-DAMAGED", where: "", detail: "", returned: null, notes };
    return { name, size, code: error.code, where: error.where, detail: error.detail, returned: null, notes };
  }
}
