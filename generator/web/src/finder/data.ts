// What data/practices.js holds (generator/render/finder_script.py). Empty texts and lists are left out there.

/** Words, or a figure of a source (`m` is its metric, `n` marks a caution), or a computed one (`f` is its arithmetic). */
export type Run = string | { t: string; m?: string; n?: number; f?: string };
export type Text = string | Run[];

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
  line: Text;
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
  fit: { type: string; reason: Text; basis: string }[];
  conditions: { kind: string; text: Text; at?: string }[];
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

/** Return the words of a text without its links. */
export function plainText(text: Text): string {
  return typeof text === "string" ? text : text.map((run) => (typeof run === "string" ? run : run.t)).join("");
}
