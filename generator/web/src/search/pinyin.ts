// Names by their pinyin: whole syllables (weishishi) and first letters (wss).
import type { Names } from "./data";

/** A name as it is read: one syllable a character; what is no Chinese character reads as itself. */
export interface Reading {
  syllables: string[];
  whole: string;
  initials: string;
}

export type Read = (name: string) => Reading[];

/** Return the readings of a name: the usual one, and the one of its own words where that differs. */
export function reader(names: Names): Read {
  const usual = new Map<string, string>();
  for (const [syllable, characters] of Object.entries(names.readings)) {
    for (const character of characters) usual.set(character, syllable);
  }
  return (name) => {
    const plain = Array.from(name, (character) => usual.get(character) ?? character);
    const odd = Object.prototype.hasOwnProperty.call(names.odd, name) ? names.odd[name] : undefined;
    return (odd ? [plain.map((syllable, place) => odd[place] ?? syllable), plain] : [plain]).map((syllables) => ({
      syllables, whole: syllables.join(""), initials: syllables.map((syllable) => syllable.charAt(0)).join(""),
    }));
  };
}

const LONG = 10; // in a long name a few first letters in a row mean nothing

/** Return how well Latin letters read a name: 0 not at all, up to 1 for the whole name. */
export function readsAs({ syllables, whole, initials }: Reading, letters: string): number {
  if (initials === letters || whole === letters) return 1;
  let best = 0;
  for (let start = 0; start < syllables.length && best < 0.9 && whole.includes(letters); start++) {
    if (reach(syllables, start, letters)) best = Math.max(best, start ? 0.83 : 0.9);
  }
  if (syllables.length > LONG) return best;
  if (initials.startsWith(letters)) best = Math.max(best, 0.8);
  else if (letters.length > 2 && initials.includes(letters)) best = Math.max(best, 0.6);
  return best;
}

/** Whether the letters are the syllables from `start` on; the last may be cut off while the reader types. */
function reach(syllables: string[], start: number, letters: string): boolean {
  let rest = letters;
  for (let place = start; place < syllables.length; place++) {
    const syllable = syllables[place] ?? "";
    if (rest.startsWith(syllable)) rest = rest.slice(syllable.length);
    else return place > start && rest.length > 0 && syllable.startsWith(rest);
    if (!rest) return true;
  }
  return false;
}
