// What may be compared, as data/comparing.js and data/compare-<case>.js hold it.
import { own } from "../loading";
import type { Rich } from "../rich";

export type Kind = "practice" | "case";
export type Voice = "record" | "advice" | "plain";

export interface Row {
  id: string;
  label: string;
  voice: Voice;
  closed?: boolean; // its values come from a fixed list
  silent?: string; // what an empty cell says
}

export interface Line {
  text: Rich;
  label?: string;
  status?: string;
  where?: string;
}

export interface Cell {
  lines?: Line[];
  values?: string[];
  ordered?: boolean;
}

export interface Entry {
  ref: string;
  name: string;
  case: string;
  path: string;
  source: string;
  reviewed: string;
  cells: Record<string, Cell>;
  differs: [ref: string, text: Rich][];
}

export interface Choice {
  ref: string;
  name: string;
  case: string;
  line: string;
  words?: string;
}

export interface Together {
  id: string;
  name: string;
  question: string;
  comparable: string;
  caution: Rich;
}

export interface Index {
  rows: Record<Kind, Row[]>;
  practices: Choice[];
  cases: Choice[];
  themes: { id: string; name: string; refs: string[] }[];
  together: Together[];
}

interface Sheet {
  entries: Record<string, Entry>;
  figures: Record<string, Line[]>;
}

declare global {
  interface Window {
    casebookComparing?: Index;
    casebookCompare?: Record<string, Sheet>;
  }
}

/** Return a practice or case whose data is loaded. */
export function loadedEntry(ref: string): Entry | undefined {
  return own(own(window.casebookCompare, caseOf(ref))?.entries, ref);
}

/** Return a case's figures in one comparison, when its data is loaded. */
export function loadedFigures(caseId: string, comparison: string): Line[] | undefined {
  return own(own(window.casebookCompare, caseId)?.figures, comparison);
}

/** Return the case of a practice (`case/id`) or the case itself. */
export function caseOf(ref: string): string {
  return ref.split("/")[0] ?? "";
}
