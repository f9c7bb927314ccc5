// What is chosen: read from an address that anybody may have edited, changed, and written back. Pure.
import { shortened } from "../address";
import type { Choice, Kind } from "./sheets";

export const MOST = 5;
const HINT = 80; // characters of unknown words that a hint repeats
const TRIED = 60; // so many words of an address are looked at

export interface Chosen {
  kind: Kind;
  refs: string[];
}

export interface Asked extends Chosen {
  unknown: string; // words that name nothing, shortened; empty when there are none
  other: string[]; // of the kind that is not shown
  over: string[]; // beyond MOST
}

interface Offered {
  practices: Choice[];
  cases: Choice[];
}

/** Return what the query of an address (`?ids=a/b,c/d`) asks for. Takes any text, throws for none. */
export function readQuery(query: string, offered: Offered): Asked {
  return readRefs(new URLSearchParams(query).getAll("ids").join(",").split(/[\s,，、;；]+/), offered);
}

/** Return what can be compared of a list of words: the kind that more of them name, at most MOST, each once. */
export function readRefs(words: string[], offered: Offered): Asked {
  const tried = [...new Set(words.filter(Boolean))].slice(0, TRIED);
  const practices = known(tried, offered.practices);
  const cases = known(tried, offered.cases);
  const strange = tried.filter((word) => !practices.includes(word) && !cases.includes(word));
  const kind: Kind = cases.length > practices.length ? "case" : "practice";
  const [refs, other] = kind === "case" ? [cases, practices] : [practices, cases];
  return { kind, refs: refs.slice(0, MOST), other, over: refs.slice(MOST), unknown: shortened(strange.join("、"), HINT) };
}

/** Return the query that leads back to what is chosen; empty when nothing is. */
export function writeQuery(refs: string[]): string {
  return refs.length ? `?ids=${refs.map((ref) => ref.split("/").map(encodeURIComponent).join("/")).join(",")}` : "";
}

/** Return the kind of a practice (`case/id`) or case (`id`). */
export function kindOf(ref: string): Kind {
  return ref.includes("/") ? "practice" : "case";
}

/** Return the list with one more at its end; as it was when it holds it already or is full. */
export function added(refs: string[], ref: string): string[] {
  return refs.includes(ref) || refs.length >= MOST ? refs : [...refs, ref];
}

/** Return the list without one. */
export function removed(refs: string[], ref: string): string[] {
  return refs.filter((one) => one !== ref);
}

/** Return the list with one moved by a number of places, as far as the list goes. */
export function moved(refs: string[], ref: string, by: number): string[] {
  const from = refs.indexOf(ref);
  if (from < 0) return refs;
  const rest = removed(refs, ref);
  const to = Math.max(0, Math.min(rest.length, from + by));
  return [...rest.slice(0, to), ref, ...rest.slice(to)];
}

function known(words: string[], offered: Choice[]): string[] {
  const refs = new Set(offered.map((choice) => choice.ref));
  return words.filter((word) => refs.has(word));
}
