// What data/practices.js holds (generator/render/finder_script.py). Empty texts and lists are left out there.
import type { Rich } from "../rich";

export interface Term {
  id: string;
  name: string;
  aliases?: string[];
}

export interface Row {
  ref: string;
  name: string;
  case: string;
  aliases?: string[];
  line: Rich;
  problem?: string;
  topics: string[];
  types: string[];
  stages: string[];
  tools: string[];
  themes?: string[];
  actors: Partial<Record<Role, string[]>>;
  authority: string[];
  cost: string;
  effect: string;
  kind: string;
  staff: string;
  sizes: string[];
  people: string;
  money: string;
  when: string[];
}

export type Role = "lead" | "support" | "take_part" | "supervise";

export interface Model {
  id: string;
  name: string;
  types: string[];
  fit: { type: string; reason: Rich; basis: string }[];
  conditions: { kind: string; text: Rich; at?: string }[];
}

export interface Gap {
  id: string;
  question: string;
  words: string[];
  open: string;
  none?: boolean;
}

export type List =
  | "community_types" | "topics" | "actors" | "stages" | "tools" | "themes"
  | "authority" | "effect" | "staff" | "sizes" | "kind" | "cost";

export interface Data {
  cases: Term[];
  terms: Record<List, Term[]>;
  synonyms: string[][];
  practices: Row[];
  models: Model[];
  gaps: Gap[];
}

declare global {
  interface Window {
    casebookFinder?: Data;
  }
}
