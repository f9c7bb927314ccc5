// Which practices meet the conditions, which come near, in what order, and what each further condition would leave. Pure.
import { folded, foldedWords } from "../folding";
import { plainText } from "../rich";
import {
  type Conditions, type Facet, fits, type Key, optionsOf, setKeys, withTopic, withValue,
} from "./conditions";
import type { Data, Row, Term } from "./data";

/** What is asked for: a practice that is near may lack another condition, never one of these. */
const ASKED: readonly Key[] = ["topic", "case", "q"];
const WEIGHTS = { name: 8, alias: 6, sort: 4, line: 3, when: 2 };

/** A practice with its words, folded for comparing. */
interface Entry {
  row: Row;
  fields: [text: string, weight: number][];
}

export interface Index {
  data: Data;
  entries: readonly Entry[];
  synonyms: ReadonlyMap<string, readonly string[]>;
}

export interface Hit {
  row: Row;
  met: Key[];
  unmet: Key[];
  topics: number; // how many of the topics asked for it serves
  words: number; // how near its words are to those asked for; 0 none
}

export interface Found {
  set: Key[];
  all: Hit[];
  full: Hit[]; // all conditions met
  near: Hit[]; // one condition unmet, or two of four and more
}

/** Return what finding needs, made once. The order of the data does not matter. */
export function makeIndex(data: Data): Index {
  const names = new Map<string, string>();
  for (const list of ["topics", "tools", "community_types", "themes", "stages"] as const) {
    for (const term of data.terms[list]) names.set(`${list}:${term.id}`, [term.name, ...(term.aliases ?? [])].join(" "));
  }
  const cases = new Map(data.cases.map((term) => [term.id, term.name]));
  const entries = data.practices.map((row): Entry => {
    const sorted = (list: string, ids: readonly string[] = []): string[] => ids.map((id) => names.get(`${list}:${id}`) ?? "");
    const sorts = [
      ...sorted("topics", row.topics), ...sorted("tools", row.tools), ...sorted("community_types", row.types),
      ...sorted("themes", row.themes), cases.get(row.case) ?? "",
    ].join(" ");
    const fields: [string, number][] = [
      [row.name, WEIGHTS.name], [(row.aliases ?? []).join(" "), WEIGHTS.alias], [sorts, WEIGHTS.sort],
      [`${plainText(row.line)} ${row.problem ?? ""}`, WEIGHTS.line], [row.when.join(" "), WEIGHTS.when],
    ];
    return { row, fields: fields.map(([text, weight]) => [folded(text), weight]) };
  });
  const synonyms = new Map<string, string[]>();
  for (const group of data.synonyms.map((words) => words.map(folded))) {
    for (const word of group) synonyms.set(word, [...(synonyms.get(word) ?? []), ...group.filter((other) => other !== word)]);
  }
  return { data, entries, synonyms };
}

/** Return the practices that meet all conditions, and those that come near, each in its order. */
export function find(index: Index, conditions: Conditions): Found {
  const set = setKeys(conditions);
  const hits = judgeAll(index, conditions, set);
  const allowed = set.length < 4 ? 1 : 2;
  const near = (hit: Hit): boolean =>
    hit.unmet.length > 0 && hit.unmet.length <= allowed && hit.met.length > 0 && !hit.unmet.some((key) => ASKED.includes(key));
  return { set, all: hits, full: hits.filter((hit) => !hit.unmet.length).sort(order), near: hits.filter(near).sort(order) };
}

/** More conditions met first, then more of the topics, then nearer words; then by name, which favours no place. */
function order(one: Hit, two: Hit): number {
  return one.unmet.length - two.unmet.length || two.topics - one.topics || two.words - one.words
    || compare(one.row.name, two.row.name) || compare(one.row.ref, two.row.ref);
}

function compare(one: string, two: string): number {
  return one < two ? -1 : one > two ? 1 : 0;
}

function judgeAll(index: Index, conditions: Conditions, set: readonly Key[]): Hit[] {
  const terms = foldedWords(conditions.q).map((word) => ({ word, same: index.synonyms.get(word) ?? [] }));
  return index.entries.map(({ row, fields }) => {
    const topics = conditions.topics.filter((topic) => row.topics.includes(topic)).length;
    const words = weigh(fields, terms);
    const met: Key[] = [];
    const unmet: Key[] = [];
    for (const key of set) {
      const good = key === "topic" ? topics > 0 : key === "q" ? words > 0
        : fits(index.data, row, key, conditions.chosen[key] ?? "");
      (good ? met : unmet).push(key);
    }
    return { row, met, unmet, topics, words };
  });
}

/** Return how near the fields come to the words: every word must stand somewhere, itself or by a synonym (half). */
function weigh(fields: Entry["fields"], terms: { word: string; same: readonly string[] }[]): number {
  let sum = 0;
  for (const { word, same } of terms) {
    let best = 0;
    for (const [text, weight] of fields) {
      if (weight > best && text.includes(word)) best = weight;
      else if (weight / 2 > best && same.some((other) => text.includes(other))) best = weight / 2;
    }
    if (!best) return 0;
    sum += best;
  }
  return sum;
}

/** Return, for each value of a condition, how many practices meet all conditions once it stands in the present one's place. */
export function countValues(index: Index, found: Found, facet: Facet): Map<string, number> {
  const rows = meetRest(found, facet);
  return new Map(optionsOf(index.data, facet).map((term) => [
    term.id, rows.filter((row) => fits(index.data, row, facet, term.id)).length,
  ]));
}

/** Return the same for the topics, chosen at a place of the list (0, 1, 2) beside those at the other places. */
export function countTopics(index: Index, found: Found, conditions: Conditions, at: number): Map<string, number> {
  const others = withTopic(conditions, at, "").topics;
  const rows = meetRest(found, "topic");
  return new Map(optionsOf(index.data, "topic").map((term) => [
    term.id, rows.filter((row) => [...others, term.id].some((topic) => row.topics.includes(topic))).length,
  ]));
}

function meetRest(found: Found, key: Key): Row[] {
  return found.all.filter((hit) => hit.unmet.every((other) => other === key)).map((hit) => hit.row);
}

export interface Drop {
  key: Key;
  conditions: Conditions;
  count: number;
}

/** Return which single condition to leave out so that some practice meets the rest: what is asked for last, else most first. */
export function dropOne(index: Index, conditions: Conditions): Drop[] {
  return setKeys(conditions)
    .map((key): Drop => {
      const rest = withValue(conditions, key, "");
      return { key, conditions: rest, count: setKeys(rest).length ? find(index, rest).full.length : 0 };
    })
    .filter((drop) => drop.count > 0)
    .sort((one, two) => Number(ASKED.includes(one.key)) - Number(ASKED.includes(two.key)) || two.count - one.count);
}

/** Return topics, tools and types whose names share two characters with the words asked for, best first. */
export function nearTerms(data: Data, q: string): { key: "topic" | "tool" | "type"; term: Term }[] {
  const pairs = pairsOf(folded(q));
  if (!pairs.size) return [];
  const found: { key: "topic" | "tool" | "type"; term: Term; shared: number }[] = [];
  for (const key of ["topic", "tool", "type"] as const) {
    for (const term of optionsOf(data, key)) {
      const shared = Math.max(...[term.name, ...(term.aliases ?? [])].map((name) => share(pairs, pairsOf(folded(name)))));
      if (shared > 0) found.push({ key, term, shared });
    }
  }
  return found.sort((one, two) => two.shared - one.shared).slice(0, 4).map(({ key, term }) => ({ key, term }));
}

function pairsOf(text: string): Set<string> {
  const marks = Array.from(text.replace(/ /g, ""));
  return new Set(marks.slice(1).map((mark, at) => `${marks[at]}${mark}`));
}

function share(one: Set<string>, two: Set<string>): number {
  return [...two].filter((pair) => one.has(pair)).length / Math.max(1, two.size);
}

/** Return the open questions that the words or topics ask: those without any practice first, at most two. */
export function openQuestions(data: Data, conditions: Conditions): Data["gaps"] {
  const words = foldedWords(conditions.q).filter((word) => word.length > 1);
  const topics = new Set(conditions.topics.flatMap((id) => {
    const term = data.terms.topics.find((one) => one.id === id);
    return term ? [term.name, ...(term.aliases ?? [])].map(folded) : [];
  }));
  const asked = (gap: Data["gaps"][number]): boolean => gap.words.map(folded).some((word) =>
    topics.has(word) || words.some((term) => word.includes(term) || (word.length > 1 && term.includes(word))));
  const found = data.gaps.filter(asked);
  return [...found.filter((gap) => gap.none), ...found.filter((gap) => !gap.none)].slice(0, 2);
}
