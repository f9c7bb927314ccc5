// The index as it is searched: names and texts folded once, so that a query is a scan.
import { foldText, simplifier, type Simplify } from "./fold";
import { reader, type Read, type Reading } from "./pinyin";
import { readSynonyms, type Synonyms } from "./terms";
import type { Names, Texts } from "./data";

export interface Entry {
  path: string;
  kind: number;
  place: number; // number of the case, -1 for none
  title: string;
  names: string[];
  ref: string;
  see: number[];
  folded: { title: string; names: string[]; ref: string };
  read: Reading[]; // the pinyin of title and names
}

/** Names alone: enough for suggestions. */
export interface NameIndex {
  names: Names;
  entries: Entry[];
  places: string[][]; // of each case its names, folded
  placeReadings: Reading[][];
  synonyms: Synonyms;
  simplify: Simplify;
  read: Read;
}

/** Names and texts. */
export interface TextIndex extends NameIndex {
  texts: Texts;
  text: string; // folded, whole
  starts: number[]; // where each passage begins in it; one more at the end
  owner: number[]; // the entry of each passage
  first: number[]; // the first passage of each entry; one more at the end
  headings: string[]; // folded, by part
  spread: number[]; // on how many entries a heading stands, by part
}

/** Open the names. */
export function openNames(names: Names): NameIndex {
  const read = reader(names);
  const entries = names.entries.map(([path, kind, place, title, others = "", ref = "", see = []]): Entry => {
    const own = others ? others.split("\t") : [];
    return {
      path, kind, place, title, names: own, ref, see,
      folded: { title: foldText(title), names: own.map(foldText), ref: ref.toLowerCase() },
      read: [],
    };
  });
  return {
    names, entries, read, synonyms: readSynonyms(names), simplify: simplifier(names.traditional),
    places: names.cases.map((row) => row.slice(1).map(foldText)),
    placeReadings: names.cases.map((row) => row.slice(1).flatMap(read)),
  };
}

/** Return the pinyin of an entry's title and names; worked out when someone types Latin letters. */
export function readings(index: NameIndex, entry: Entry): Reading[] {
  if (!entry.read.length) entry.read = [entry.title, ...entry.names].flatMap(index.read);
  return entry.read;
}

/** Open the texts of the same build. Throws when they belong to another one. */
export function openTexts(index: NameIndex, texts: Texts): TextIndex {
  if (index.names.made !== texts.made || index.entries.length !== texts.entries.length) throw new Error("another build");
  const text = foldText(texts.text);
  const starts: number[] = [0];
  const border = /[\f\r]/g;
  while (border.exec(text)) starts.push(border.lastIndex);
  starts.push(text.length + 1);
  const owner: number[] = [];
  const first: number[] = [];
  const spread: number[] = texts.parts.map(() => 0);
  texts.entries.forEach((parts, entry) => {
    first.push(owner.length);
    for (const part of parts) {
      owner.push(entry);
      spread[part] = (spread[part] ?? 0) + 1;
    }
  });
  first.push(owner.length);
  if (starts.length !== owner.length + 1) throw new Error("texts and parts disagree");
  return { ...index, texts, text, starts, owner, first, spread, headings: texts.parts.map(([, heading]) => foldText(heading)) };
}

/** Return the part (anchor and heading) of a passage. */
export function partOf(index: TextIndex, passage: number): number {
  const entry = index.owner[passage] ?? 0;
  return index.texts.entries[entry]?.[passage - (index.first[entry] ?? 0)] ?? 0;
}
