// How well one term fits each entry: title before name before heading before text, as typed before a synonym.
import { partOf, readings, type Entry, type NameIndex, type TextIndex } from "./index";
import { readsAs, type Reading } from "./pinyin";
import { place, type Form, type Term } from "./terms";

export interface TermScores {
  term: Term;
  entries: Float32Array; // 0: the entry does not have it
  passages: Float32Array; // the weight of the best form in each passage, text or heading
  count: number; // entries that have it
}

const LATIN = /^[a-z]{2,}$/;
const AT_HOME = 50; // a page of the place that was named
const COMMON_HEADING = 20; // a heading on more entries than this says nothing of any of them

/** Score a term over names and texts. */
export function scoreTerm(index: TextIndex, term: Term): TermScores {
  const scores: TermScores = {
    term, entries: new Float32Array(index.entries.length), passages: new Float32Array(index.owner.length), count: 0,
  };
  scoreHeadings(index, term, scores);
  for (const form of term.forms) scanTexts(index, form, scores.passages);
  scoreTexts(index, scores);
  index.entries.forEach((entry, number) => {
    const named = scoreName(index, entry, term);
    if (named > (scores.entries[number] ?? 0)) scores.entries[number] = named;
    if ((scores.entries[number] ?? 0) > 0) scores.count++;
  });
  return scores;
}

/** Score a term over title, names, id and their pinyin, and over the case that the entry belongs to when `home` is set. */
export function scoreName(index: NameIndex, entry: Entry, term: Term, home = true): number {
  let best = 0;
  for (const form of term.forms) best = Math.max(best, form.weight * scoreForm(entry, form));
  if (LATIN.test(term.word)) best = Math.max(best, scorePinyin(readings(index, entry), term.word));
  return home ? Math.max(best, scoreHome(index, entry.place, term)) : best;
}

function scoreHome(index: NameIndex, number: number, term: Term): number {
  const [form] = term.forms;
  const named = form && index.places[number]?.some((name) => place(name, form) >= 0);
  const read = LATIN.test(term.word) && index.placeReadings[number]?.some((reading) => readsAs(reading, term.word) >= 0.8);
  return named || read ? AT_HOME : 0;
}

function scoreForm(entry: Entry, form: Form): number {
  const { title, names, ref } = entry.folded;
  const at = place(title, form);
  if (at >= 0) return form.text === title ? 100 : (at ? 66 : 72) + (16 * form.text.length) / title.length;
  if (ref && form.text.length > 2 && ref.includes(form.text)) return ref === form.text ? 100 : 40;
  let best = 0;
  for (const name of names) {
    if (name === form.text) best = 62;
    else if (place(name, form) >= 0) best = Math.max(best, 48 + (8 * form.text.length) / name.length);
  }
  return best;
}

function scorePinyin(names: Reading[], letters: string): number {
  let best = 0;
  names.forEach((reading, number) => {
    best = Math.max(best, readsAs(reading, letters) * (number ? 56 : 80));
  });
  return best;
}

function scoreHeadings(index: TextIndex, term: Term, scores: TermScores): void {
  const parts = index.headings.map((heading) => {
    let best = 0;
    for (const form of term.forms) if (heading && place(heading, form) >= 0) best = Math.max(best, form.weight);
    return best;
  });
  if (!parts.some(Boolean)) return;
  index.owner.forEach((entry, passage) => {
    const part = partOf(index, passage);
    const weight = parts[part] ?? 0;
    if (!weight) return;
    scores.passages[passage] = weight;
    const score = weight * ((index.spread[part] ?? 0) > COMMON_HEADING ? 9 : 32);
    if (score > (scores.entries[entry] ?? 0)) scores.entries[entry] = score;
  });
}

/** Mark each passage that has a form; a passage is left as soon as it is marked. */
function scanTexts(index: TextIndex, form: Form, passages: Float32Array): void {
  const { text, starts } = index;
  let passage = 0;
  for (let at = place(text, form); at >= 0; at = place(text, form, starts[passage + 1])) {
    passage = passageAt(starts, at, passage);
    if (form.weight > (passages[passage] ?? 0)) passages[passage] = form.weight;
  }
}

function passageAt(starts: number[], at: number, from: number): number {
  let low = from;
  let high = starts.length - 2;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= at) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** What stands in several passages of an entry is more than a mention. */
function scoreTexts(index: TextIndex, scores: TermScores): void {
  for (let entry = 0; entry < index.entries.length; entry++) {
    let best = 0;
    let count = 0;
    for (let passage = index.first[entry] ?? 0; passage < (index.first[entry + 1] ?? 0); passage++) {
      const weight = scores.passages[passage] ?? 0;
      best = Math.max(best, weight);
      count += weight;
    }
    const score = best * 10 + Math.min(count, 10) * 1.2;
    if (best && score > (scores.entries[entry] ?? 0)) scores.entries[entry] = score;
  }
}
