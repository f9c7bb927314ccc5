// What a hit shows: the title and the words around the place that fits, with the found words marked, and its address.
import type { Found, Hit } from "./engine";
import { foldedPlaces } from "./fold";
import { partOf, type TextIndex } from "./index";
import { place, type Form } from "./terms";

/** A run of text; `found` when it is what was looked for. */
export interface Run {
  text: string;
  found: boolean;
}

export interface Shown {
  address: string; // site path with anchor
  title: Run[];
  home: string; // the case, or nothing
  heading: string; // the part of the page that the text is from, or nothing
  voice: string; // who says it: 来源记载 or 编者建议, or nothing
  text: Run[];
}

const AROUND = 30; // characters before and after what was found
const OPENING = 60;

/** Describe a hit for the page. */
export function show(index: TextIndex, hit: Hit, found: Found): Shown {
  const forms = found.terms.flatMap((one) => one.term.forms);
  const entry = index.entries[hit.entry];
  const first = index.first[hit.entry] ?? 0;
  const [id, heading, voice] = index.texts.parts[partOf(index, Math.max(hit.passage, first))] ?? ["", "", ""];
  const path = entry?.path ?? "";
  const isGap = index.names.kinds[entry?.kind ?? -1]?.[0] === "gap";
  return {
    address: hit.passage > first && id && !path.includes("#") ? `${path}#${id}` : path,
    title: mark(entry?.title ?? "", forms),
    home: index.names.cases[entry?.place ?? -1]?.[1] ?? "",
    heading: hit.passage > first ? heading : "",
    voice,
    text: isGap ? firstLine(passageText(index, first), forms) : cutOut(passageText(index, Math.max(hit.passage, first)), forms),
  };
}

/** Return a text in runs, the found words apart. */
export function mark(text: string, forms: Form[]): Run[] {
  return runs(text, ranges(text, forms), 0, text.length);
}

function passageText(index: TextIndex, passage: number): string {
  const entry = index.owner[passage] ?? 0;
  rawTexts = rawOf === index ? rawTexts : index.texts.text.split("\f");
  rawOf = index;
  return rawTexts[entry]?.split("\r")[passage - (index.first[entry] ?? 0)] ?? "";
}

let rawOf: TextIndex | undefined; // the texts as they are written, split when the first hit is shown
let rawTexts: string[] = [];

/** What the sources leave open stands first, and is never shown in part. */
function firstLine(text: string, forms: Form[]): Run[] {
  const end = text.indexOf("\n");
  return runs(text, ranges(text, forms), 0, end < 0 ? text.length : end);
}

/** The line that has the first found word, as far as AROUND allows; the beginning of the text when only names fit. */
function cutOut(text: string, forms: Form[]): Run[] {
  const found = ranges(text, forms);
  const [start, end] = densest(found);
  if (end === 0) {
    const first = text.indexOf("\n");
    return runs(text, [], 0, Math.min(OPENING, first < 0 ? text.length : first));
  }
  const line = text.lastIndexOf("\n", start) + 1;
  const lineEnd = text.indexOf("\n", end);
  const from = start - line <= AROUND ? line : start - AROUND;
  const to = Math.min(lineEnd < 0 ? text.length : lineEnd, end + AROUND);
  return runs(text, found, from, to);
}

/** The range to show: where most found words stand within one window. */
function densest(found: [number, number][]): [number, number] {
  let best: [number, number] = found[0] ?? [0, 0];
  let most = 0;
  found.forEach(([start], number) => {
    const near = found.slice(number).filter(([, end]) => end - start <= AROUND * 2);
    const sum = near.reduce((total, [from, to]) => total + to - from, 0);
    if (near.length && sum > most) {
      most = sum;
      best = [start, near[near.length - 1]?.[1] ?? start];
    }
  });
  return best;
}

/** Where the forms stand in a text, none over another, in order. */
function ranges(text: string, forms: Form[]): [number, number][] {
  const { folded, places } = foldedPlaces(text);
  const all: [number, number][] = [];
  for (const form of forms) {
    for (let at = place(folded, form); at >= 0; at = place(folded, form, at + form.text.length)) {
      const last = places[at + form.text.length - 1] ?? 0;
      all.push([places[at] ?? 0, last + 1]);
    }
  }
  all.sort(([one, end], [two, other]) => one - two || other - end);
  const kept: [number, number][] = [];
  for (const range of all) if (range[0] >= (kept[kept.length - 1]?.[1] ?? 0)) kept.push(range);
  return kept;
}

function runs(text: string, found: [number, number][], from: number, to: number): Run[] {
  const pieces: Run[] = [];
  const add = (start: number, end: number, isFound: boolean): void => {
    const words = text.slice(start, end).replace(/\n/g, " ");
    if (words) pieces.push({ text: words, found: isFound });
  };
  if (from > 0 && text.charAt(from - 1) !== "\n") pieces.push({ text: "…", found: false });
  let at = from;
  for (const [start, end] of found) {
    if (start < from || end > to) continue;
    add(at, start, false);
    add(start, end, true);
    at = end;
  }
  add(at, to, false);
  if (to < text.length && text.charAt(to) !== "\n") pieces.push({ text: "…", found: false });
  return pieces;
}
