// Suggestions while the reader types in the header: names alone, so that no page pays for the texts.
import { bare, foldQuery } from "./fold";
import type { NameIndex } from "./index";
import { scoreName } from "./score";
import { mark, type Run } from "./snippet";
import { makeTerm } from "./terms";

export interface Suggestion {
  path: string;
  title: Run[];
  label: string; // what it is, and of which case
}

const PRIOR: Record<string, number> = { practice: 6, theme: 7, case: 5, gap: 8, form: 2, term: 3 };

/** Return the names that fit best, at most `most`. */
export function suggest(index: NameIndex, typed: string, most = 8): Suggestion[] {
  const words = foldQuery(typed.slice(0, 100), index.simplify).split(" ").filter(Boolean);
  if (!words.length) return [];
  const letters = words.every((word) => /^[a-z]+$/.test(word));
  const terms = (letters ? [words.join("")] : words).map((word) => makeTerm(word, index.synonyms));
  const whole = bare(words.join(""));
  const found: { entry: number; score: number }[] = [];
  index.entries.forEach((entry, number) => {
    const scores = terms.map((term) => scoreName(index, entry, term));
    if (!scores.every(Boolean)) return;
    if (!terms.some((term) => scoreName(index, entry, term, false))) return; // its place alone is no name of it
    const sum = scores.reduce((total, one) => total + one, 0) / scores.length;
    const kind = index.names.kinds[entry.kind]?.[0] ?? "";
    found.push({ entry: number, score: sum + (PRIOR[kind] ?? 0) + (bare(entry.folded.title) === whole ? 50 : 0) });
  });
  const forms = terms.flatMap((term) => term.forms);
  return found.sort((one, two) => two.score - one.score || one.entry - two.entry).slice(0, most).map(({ entry }) => {
    const row = index.entries[entry];
    const label = index.names.kinds[row?.kind ?? -1]?.[1] ?? "";
    const home = index.names.cases[row?.place ?? -1]?.[1] ?? "";
    return { path: row?.path ?? "", title: mark(row?.title ?? "", forms), label: home && label !== "案例" ? `${label} · ${home}` : label };
  });
}
