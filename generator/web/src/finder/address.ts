// Conditions in the page's address and back. An address may be edited by hand or cut by a messenger: nothing of it is
// trusted, and what cannot be used is told. Pure.
import { readable, shortened } from "../address";
import { type Conditions, FACETS, isSet, MAX_TOPICS, MAX_WORDS, NONE, optionsOf, withValue } from "./conditions";
import type { Data } from "./data";

const SHOWN = 20; // characters shown of a part that was left out
const READ = 60; // parts of an address that are looked at
const FOREIGN = /^(?:from|isappinstalled|scene|clicktime|enterid|nsukey|ascene|devicetype|version|lang|utm_[a-z]+)$/; // WeChat's own

export interface Read {
  conditions: Conditions;
  ignored: string[]; // parts that could not be used, shortened, safe to show as text
}

/** Return what the address says: each condition once, ids that are known only. Never throws. */
export function readAddress(data: Data, text: string): Read {
  let conditions = NONE;
  const ignored: string[] = [];
  const seen = new Set<string>();
  for (const [key, value] of Array.from(new URLSearchParams(text)).slice(0, READ)) {
    if (FOREIGN.test(key)) continue;
    const facet = FACETS.find((name) => name === key);
    if (seen.has(key)) ignored.push(shown(key, value));
    else if (key === "q") conditions = readWords(conditions, value, ignored);
    else if (key === "topic") conditions = readTopics(data, conditions, value, ignored);
    else if (facet && optionsOf(data, facet).some((term) => term.id === value)) conditions = withValue(conditions, facet, value);
    else if (value || !facet) ignored.push(shown(key, value));
    seen.add(key);
  }
  return { conditions, ignored };
}

function readWords(conditions: Conditions, value: string, ignored: string[]): Conditions {
  const words = readable(value).trim();
  const kept = Array.from(words).slice(0, MAX_WORDS).join("");
  if (kept !== words || (value && !words)) ignored.push(shown("q", Array.from(words).slice(MAX_WORDS).join("")));
  return withValue(conditions, "q", kept);
}

function readTopics(data: Data, conditions: Conditions, value: string, ignored: string[]): Conditions {
  const topics: string[] = [];
  for (const id of value.split(",").filter(Boolean).slice(0, READ)) {
    const known = optionsOf(data, "topic").some((term) => term.id === id);
    if (known && !topics.includes(id) && topics.length < MAX_TOPICS) topics.push(id);
    else ignored.push(shown("topic", id));
  }
  return { ...conditions, topics };
}

function shown(key: string, value: string): string {
  return shortened(value ? `${key}=${value}` : key, SHOWN);
}

/** Return the address's part for conditions, `?` first; "" when none is set. */
export function writeAddress(conditions: Conditions): string {
  const parts: string[] = [];
  if (isSet(conditions, "topic")) parts.push(`topic=${conditions.topics.join(",")}`);
  for (const facet of FACETS) if (conditions.chosen[facet]) parts.push(`${facet}=${conditions.chosen[facet]}`);
  if (isSet(conditions, "q")) parts.push(`q=${encodeURIComponent(conditions.q.trim())}`);
  return parts.length ? `?${parts.join("&")}` : "";
}
