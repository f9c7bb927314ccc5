// The conditions a reader may set, and what each asks of a practice. Pure.
import { folded } from "../folding";
import type { Data, List, Role, Row, Term } from "./data";

/** Conditions with one value each, in the order in which they are shown and written. */
export const FACETS = [
  "type", "size", "staff", "cost", "authority", "lead", "who", "stage", "tool", "effect", "kind", "case",
] as const;
export type Facet = (typeof FACETS)[number];
export type Key = "topic" | Facet | "q";
export const KEYS: readonly Key[] = ["topic", ...FACETS, "q"];
export const MAX_TOPICS = 3;
export const MAX_WORDS = 40; // characters of the box of words

export interface Conditions {
  topics: readonly string[];
  chosen: Readonly<Partial<Record<Facet, string>>>;
  q: string;
}

export const NONE: Conditions = { topics: [], chosen: {}, q: "" };
/** Of the value 谁能定 that leaves nothing to anyone else. */
export const ONLY = "only";
const ROLES: readonly Role[] = ["lead", "support", "take_part", "supervise"];

/** Return the words for the values of each condition. */
export function optionsOf(data: Data, key: Key): readonly Term[] {
  if (key === "q") return [];
  if (key === "case") return data.cases;
  if (key === "authority") return [{ id: ONLY, name: "只须社区定" }, ...data.terms.authority];
  return data.terms[LISTS[key]];
}

const LISTS: Record<Exclude<Key, "q" | "case">, List> = {
  topic: "topics", type: "community_types", size: "sizes", staff: "staff", cost: "cost", authority: "authority", lead: "actors",
  who: "actors", stage: "stages", tool: "tools", effect: "effect", kind: "kind",
};

/** Return whether a practice meets a condition; people and money that are there serve what needs less of them too. */
export function fits(data: Data, row: Row, facet: Facet, value: string): boolean {
  switch (facet) {
    case "type": return row.types.includes(value);
    case "size": return row.sizes.includes(value);
    case "staff": return place(data.terms.staff, row.staff) <= place(data.terms.staff, value);
    case "cost": return place(data.terms.cost, row.cost) <= place(data.terms.cost, value);
    case "authority": return value === ONLY ? row.authority.join() === "community" : row.authority.includes(value);
    case "lead": return !!row.actors.lead?.includes(value);
    case "who": return ROLES.some((role) => row.actors[role]?.includes(value));
    case "stage": return row.stages.includes(value);
    case "tool": return row.tools.includes(value);
    case "effect": return row.effect === value;
    case "kind": return row.kind === value;
    case "case": return row.case === value;
  }
}

function place(terms: readonly Term[], id: string): number {
  return terms.findIndex((term) => term.id === id);
}

/** Return the conditions that are set. */
export function setKeys(conditions: Conditions): Key[] {
  return KEYS.filter((key) => isSet(conditions, key));
}

export function isSet(conditions: Conditions, key: Key): boolean {
  if (key === "topic") return conditions.topics.length > 0;
  return key === "q" ? folded(conditions.q) !== "" : !!conditions.chosen[key];
}

/** Return the conditions with one of them set (a topic as the only one), or taken away by "". */
export function withValue(conditions: Conditions, key: Key, value: string): Conditions {
  if (key === "q") return { ...conditions, q: value };
  if (key === "topic") return { ...conditions, topics: value ? [value] : [] };
  const chosen = { ...conditions.chosen };
  if (value) chosen[key] = value;
  else delete chosen[key];
  return { ...conditions, chosen };
}

/** Return the conditions with the topic at a place (0, 1, 2) set, or taken away by ""; none stands twice. */
export function withTopic(conditions: Conditions, at: number, value: string): Conditions {
  const topics = [...conditions.topics];
  topics[Math.min(at, topics.length)] = value;
  return { ...conditions, topics: [...new Set(topics.filter(Boolean))].slice(0, MAX_TOPICS) };
}
