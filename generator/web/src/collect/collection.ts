// All files that came back, with what was read from them and what a person chose; kept as one JSON file. Pure.
import { keyOf } from "../assess/returned";
import type { Return } from "../assess/returned";
import { byKey, sortBatch, variants } from "./batch";
import type { Arrival, Outcome, Sorted } from "./batch";
import { codeOf, readText, write } from "./reader";
import type { Code, Note } from "./reader";
import type { Known } from "./summary";

export const FORMAT = "casebook-collection";
const SCHEMA = 1;
const MOST_TEXT = 500; // characters of a name or a detail
const MOST_NOTES = 3_000;

/** One file as it came, and what the reader made of it; `code` is why it was refused, empty when it was read. */
export interface Kept extends Arrival {
  size: number;
  code: Code | "";
  where: string;
  detail: string;
  notes: Note[];
}

export interface Collection {
  files: Kept[];
  chosen: Map<string, string>; // by key (`keyOf`): the id that a person chose
}

export type Totals = Record<Outcome, number> & { all: number };

/** A choice for a person: files with the same key that say different things. */
export interface Conflict {
  key: string;
  versions: Kept[][]; // files that say the same stand together
  chosen: string; // the id, empty while nobody chose
}

/** Return an empty collection. */
export function emptyCollection(): Collection {
  return { files: [], chosen: new Map() };
}

/** Return the collection with these files too, and how many were new: the same name with the same bytes changes nothing. */
export function withFiles(collection: Collection, files: Kept[]): { collection: Collection; added: number } {
  const there = new Set(collection.files.map(identity));
  const fresh = files.filter((file) => !there.has(identity(file)) && there.add(identity(file)));
  return fresh.length ? { collection: { ...collection, files: [...collection.files, ...fresh] }, added: fresh.length } : { collection, added: 0 };
}

/** Return the collection with the files and choices of another; choices that were made already stand. */
export function merged(collection: Collection, other: Collection): { collection: Collection; added: number } {
  const { collection: whole, added } = withFiles(collection, other.files);
  const fresh = [...other.chosen].filter(([key]) => !collection.chosen.has(key));
  if (!fresh.length) return { collection: whole, added };
  return { collection: { files: whole.files, chosen: new Map([...collection.chosen, ...fresh]) }, added };
}

/** Return the collection with another choice for a key; an empty id takes the choice back. */
export function withChoice({ files, chosen }: Collection, key: string, id: string): Collection {
  const next = new Map(chosen);
  if (id) next.set(key, id);
  else next.delete(key);
  return { files, chosen: next };
}

/** Return the collection without a file. */
export function withoutFile({ files, chosen }: Collection, file: Kept): Collection {
  const left = files.filter((one) => one !== file);
  const ids = new Set(left.map((one) => one.id));
  return { files: left, chosen: new Map([...chosen].filter(([, id]) => ids.has(id))) };
}

function identity(file: Kept): string {
  return `${file.id} ${file.name}`;
}

/** Return what became of each file. */
export function sorted(collection: Collection): Sorted<Kept>[] {
  return sortBatch(collection.files, collection.chosen);
}

/** Return how many files became what; the four add up to `all`. */
export function totals(rows: Sorted<Kept>[]): Totals {
  const found: Totals = { accepted: 0, duplicate: 0, conflict: 0, rejected: 0, all: rows.length };
  for (const row of rows) found[row.outcome] += 1;
  return found;
}

/** Return the returns that count. */
export function accepted(collection: Collection): Return[] {
  return sorted(collection).flatMap(({ arrival, outcome }) => (outcome === "accepted" && arrival.returned ? [arrival.returned] : []));
}

/** Return what a person has to choose, or has chosen, by key. */
export function conflicts({ files, chosen }: Collection): Conflict[] {
  return [...byKey(files)].flatMap(([key, group]): Conflict[] => {
    const versions = variants(group);
    if (versions.length < 2) return [];
    const id = chosen.get(key) ?? "";
    return [{ key, versions, chosen: group.some((one) => one.id === id) ? id : "" }];
  });
}

/** Return the collection as the text of a file. `known` gives the prints of the versions. */
export function collectionText({ files, chosen }: Collection, known: Known, day: string): string {
  const rows = files.map((file) => {
    const { id, name, size, code, where, detail, notes, returned } = file;
    return JSON.stringify({ id, name, size, code, where, detail, notes, return: returned && (JSON.parse(written(returned, known)) as unknown) });
  });
  return `{"format":"${FORMAT}","schema":${SCHEMA},"saved":${JSON.stringify(day)},"chosen":${JSON.stringify([...chosen])},"files":[\n${rows.join(",\n")}\n]}\n`;
}

function written(returned: Return, known: Known): string {
  const form = known(returned.checklist)?.find((one) => one.version === returned.version);
  return write(returned, form?.fingerprint ?? "");
}

export interface Loaded {
  collection: Collection;
  saved: string; // the day
  lost: string[]; // names of files whose content this copy of the library cannot read any more
}

/** Whether a text says that it is a collection; anything else is a returned file. */
export function isCollection(text: string): boolean {
  return text.slice(0, 200).includes(`"${FORMAT}"`);
}

/** Return the collection that a file holds, null when it is none. Every return is read again as if it had just come. */
export async function readCollection(text: string, known: Known, pause: () => Promise<void>): Promise<Loaded | null> {
  const whole = parsed(text);
  if (!isRecord(whole) || whole.format !== FORMAT || whole.schema !== SCHEMA || !Array.isArray(whole.files)) return null;
  const files: Kept[] = [];
  const lost: string[] = [];
  for (const row of whole.files as unknown[]) {
    await pause();
    const file = keptOf(row, known);
    if (!file) return null;
    files.push(file);
    if (isRecord(row) && row.return && !file.returned) lost.push(file.name);
  }
  const { collection } = withFiles({ files: [], chosen: chosenOf(whole.chosen, files) }, files);
  return { collection, saved: textOf(whole.saved), lost };
}

function keptOf(row: unknown, known: Known): Kept | null {
  if (!isRecord(row) || typeof row.id !== "string" || !/^[0-9a-f]{64}$/.test(row.id)) return null;
  const [code, where, detail] = [row.code, row.where, row.detail].map(textOf) as [string, string, string];
  const file = { id: row.id, name: textOf(row.name), size: typeof row.size === "number" && row.size >= 0 ? row.size : 0, notes: notesOf(row.notes) };
  if (!isRecord(row.return)) return { ...file, code: codeOf(code, "R-OTHER"), where, detail, returned: null };
  const reading = readText(JSON.stringify(row.return), known);
  if (reading.returned) return { ...file, code: "", where: "", detail: "", returned: reading.returned };
  return { ...file, code: reading.code, where: reading.where, detail: reading.detail, returned: null };
}

function notesOf(notes: unknown): Note[] {
  if (!Array.isArray(notes)) return [];
  return notes.slice(0, MOST_NOTES).filter(isRecord).map((note) => ({
    code: codeOf(textOf(note.code), "N-CELL"), where: textOf(note.where), detail: textOf(note.detail),
  }));
}

function chosenOf(pairs: unknown, files: Kept[]): Map<string, string> {
  const ids = new Map(files.map((file) => [file.id, file]));
  const found = new Map<string, string>();
  for (const pair of Array.isArray(pairs) ? (pairs as unknown[]) : []) {
    const [key, id] = Array.isArray(pair) ? (pair as unknown[]) : [];
    const file = typeof id === "string" ? ids.get(id) : undefined;
    if (file?.returned && keyOf(file.returned) === key) found.set(key as string, file.id);
  }
  return found;
}

function textOf(value: unknown): string {
  return typeof value === "string" ? Array.from(value.slice(0, 2 * MOST_TEXT)).slice(0, MOST_TEXT).join("") : "";
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
