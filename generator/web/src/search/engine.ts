// A query over the index: what is found, in which order, and why. Pure: no page is touched here.
import { bare, foldQuery, foldText } from "./fold";
import type { TextIndex } from "./index";
import { scoreTerm, type TermScores } from "./score";
import { makeTerm } from "./terms";
import { nearWords, readVocabulary, takeApart, type Vocabulary } from "./vocabulary";

/** How a query was understood: every word · spaces left out · taken apart: every piece, some pieces, and what has it whole. */
export type How = "all" | "joined" | "pieces" | "some" | "more";

export interface Hit {
  entry: number;
  score: number;
  passage: number; // the passage that fits best, -1 when only the names fit
}

export interface Count {
  key: string; // as addresses name it
  label: string;
  count: number;
}

export interface Group {
  kind: string;
  label: string;
  hits: Hit[];
}

export interface Found {
  query: string;
  cut: boolean; // the query was too long and was cut
  how: How;
  words: string[]; // the words that were looked for
  terms: TermScores[];
  total: number; // before the choice of kind and case
  gaps: Hit[]; // what the casebook does not have: always on top
  hits: Hit[]; // all others, best first
  groups: Group[]; // the same by kind, the kind of the best first
  kinds: Count[];
  cases: Count[];
  near: string[]; // when nothing was found: other words to try
  tried: string[]; // synonyms that were looked for too
}

export interface Choice {
  kind?: string;
  case?: string;
}

export interface Engine {
  index: TextIndex;
  vocabulary: Vocabulary;
  gapKind: number;
}

export const LONGEST_QUERY = 100;
const PRIOR: Record<string, number> = {
  case: 12, theme: 10, practice: 6, gap: 3, form: 3, term: 3, guide: 2, policy: 2, compare: 2, note: -4, list: -10, figure: -12,
};
const FEW = 3; // a long question that is found on fewer pages is taken apart too
const QUESTION = 6; // characters
const NEAR = 6;

/** Open the engine over an index. */
export function openEngine(index: TextIndex): Engine {
  return { index, vocabulary: readVocabulary(index), gapKind: index.names.kinds.findIndex(([kind]) => kind === "gap") };
}

/** Search. Never throws, whatever the query and the choice are. */
export function search(engine: Engine, typed: string, choice: Choice = {}): Found {
  const { index } = engine;
  const query = typed.slice(0, LONGEST_QUERY);
  const words = foldQuery(query, index.simplify).split(" ").filter(Boolean);
  const { how, terms, scores } = understand(engine, words);
  const pinned = pinGaps(engine, words, terms, isApart(how) || !scores.some(Boolean));
  const answers = new Set(pinned.flatMap((entry) => index.entries[entry]?.see ?? []));
  if (isApart(how)) addAnswers(answers, terms, scores);
  const ranked = rank(engine, words, terms, scores, pinned, answers);
  const gaps = pinned.map((entry) => hitOf(index, entry, scores[entry] ?? 0, terms));
  const all = [...gaps, ...ranked];
  const { kinds, cases } = index.names;
  const kind = kinds.findIndex(([key]) => key === choice.kind);
  const place = cases.findIndex(([id]) => id === choice.case);
  const inKind = (hit: Hit): boolean => kind < 0 || kinds[index.entries[hit.entry]?.kind ?? -1]?.[0] === kinds[kind]?.[0];
  const inCase = (hit: Hit): boolean => place < 0 || index.entries[hit.entry]?.place === place;
  const hits = ranked.filter((hit) => inKind(hit) && inCase(hit));
  return {
    query, cut: typed.length > LONGEST_QUERY, how, words: terms.map((one) => one.term.word), terms, total: all.length, gaps, hits,
    groups: groupHits(index, hits),
    kinds: countKinds(index, all.filter(inCase)),
    cases: cases.map(([id = "", label = ""], number) => ({
      key: id, label, count: all.filter((hit) => inKind(hit) && index.entries[hit.entry]?.place === number).length,
    })).filter((one) => one.count > 0),
    near: all.length ? [] : near(engine, words),
    tried: terms.flatMap((one) => one.term.forms.slice(1).map((form) => engine.vocabulary.known.get(form.text) ?? form.text)),
  };
}

interface Understood {
  how: How;
  terms: TermScores[];
  scores: number[]; // by entry, 0 for none
}

/** Try every word; then without spaces; then the known words of it, all of them, at last some of them. */
function understand(engine: Engine, words: string[]): Understood {
  const { index } = engine;
  const scored = new Map<string, TermScores>();
  const termOf = (word: string): TermScores => {
    let term = scored.get(word);
    if (!term) {
      term = scoreTerm(index, makeTerm(word, index.synonyms));
      if (!term.count && /[0-9]/.test(word)) term = scoreTerm(index, makeTerm(word, index.synonyms, false));
      scored.set(word, term);
    }
    return term;
  };
  const joined = words.join("");
  if (words.length > 1 && joined.length <= 24) {
    const apart = words.every((word) => word.length === 1) || words.every((word) => /^[a-z]+$/.test(word));
    const term = apart ? termOf(joined) : undefined;
    if (term?.count) return { how: "joined", terms: [term], scores: every([term]) };
  }
  const terms = words.map(termOf);
  const scores = every(terms);
  const whole = scores.some(Boolean);
  const few = scores.filter((score, entry) => score && index.entries[entry]?.kind !== engine.gapKind).length < FEW;
  if (!words.length || (whole && !(few && words.some((word) => word.length >= QUESTION)))) return { how: "all", terms, scores };
  if (!whole && words.length > 1 && termOf(joined).count) return { how: "joined", terms: [termOf(joined)], scores: every([termOf(joined)]) };
  const said = (word: string): boolean => inTexts(engine, termOf(word));
  const pieces = [...new Set(words.flatMap((word) => (said(word) && word.length < QUESTION ? [word] : takeApart(word, engine.vocabulary, said))))].map(termOf);
  if (!pieces.length || (whole && pieces.length < 2)) return { how: "all", terms, scores };
  const together = every(pieces);
  const enough = together.filter(Boolean).length;
  const how = enough && (pieces.length < 3 || enough > 4) ? "pieces" : "some";
  const apart = how === "pieces" ? together : some(pieces);
  if (!whole) return { how, terms: pieces, scores: apart };
  return { how: "more", terms: pieces, scores: apart.map((score, entry) => (scores[entry] ? score + 60 : score)) };
}

function isApart(how: How): boolean {
  return how === "pieces" || how === "some" || how === "more";
}

/** Whether a term is found outside of the page of what the casebook does not have. */
function inTexts(engine: Engine, term: TermScores): boolean {
  return engine.index.entries.some((entry, number) => entry.kind !== engine.gapKind && (term.entries[number] ?? 0) > 0);
}

/** The mean score of the entries that have every term. */
function every(terms: TermScores[]): number[] {
  const size = terms[0]?.entries.length ?? 0;
  return Array.from({ length: size }, (_, entry) => {
    let sum = 0;
    for (const term of terms) {
      const score = term.entries[entry] ?? 0;
      if (!score) return 0;
      sum += score;
    }
    return sum / terms.length;
  });
}

/** Of the entries that have some of the terms, those that have at least half of what the best one has; rare terms weigh more. */
function some(terms: TermScores[]): number[] {
  const size = terms[0]?.entries.length ?? 0;
  const rare = terms.map((term) => Math.log(1 + size / (1 + term.count)));
  const mass = Array.from({ length: size }, (_, entry) =>
    terms.reduce((sum, term, number) => sum + ((term.entries[entry] ?? 0) > 0 ? rare[number] ?? 0 : 0), 0));
  const most = Math.max(...mass);
  const whole = rare.reduce((sum, one) => sum + one, 0) || 1;
  return mass.map((own, entry) => (own < most * 0.55 ? 0
    : terms.reduce((sum, term, number) => sum + (term.entries[entry] ?? 0) * (rare[number] ?? 0), 0) / whole + (40 * own) / most));
}

/** What answers a part of an open question is found for a question that was taken apart, by any of its pieces. */
function addAnswers(answers: Set<number>, terms: TermScores[], scores: number[]): void {
  for (const entry of answers) {
    const sum = terms.reduce((total, term) => total + (term.entries[entry] ?? 0), 0);
    scores[entry] = Math.max(scores[entry] ?? 0, sum / terms.length);
  }
}

/** Entries of what the casebook does not have, whose words the reader typed; those with most of them first. */
function pinGaps(engine: Engine, words: string[], terms: TermScores[], loose: boolean): number[] {
  const typed = [...new Set([...words, ...terms.map((one) => one.term.word)])];
  const same = new Set(terms.flatMap((one) => one.term.forms.map((form) => form.text)));
  const gaps = engine.index.entries.flatMap((entry, number) => (entry.kind === engine.gapKind ? [{ number, words: entry.folded.names }] : []));
  const inside = (gapWord: string): boolean => gapWord.length > 1 && typed.some((word) =>
    word.includes(gapWord) && (loose || gapWord.length * 2 >= word.length));
  const within = new Set(gaps.flatMap((gap) => gap.words.filter(inside)));
  const isTyped = (gapWord: string): boolean => same.has(gapWord) || typed.includes(gapWord)
    || words.some((word) => word.length > 1 && gapWord.startsWith(word))
    // 分类 in 垃圾分类 is not what was asked for
    || (within.has(gapWord) && ![...within].some((longer) => longer !== gapWord && longer.includes(gapWord)));
  return gaps.map((gap) => ({ ...gap, typed: gap.words.filter(isTyped).reduce((sum, word) => sum + word.length, 0) }))
    .filter((gap) => gap.typed > 0).sort((one, two) => two.typed - one.typed || one.number - two.number).map((gap) => gap.number);
}

function rank(
  engine: Engine, words: string[], terms: TermScores[], scores: number[], pinned: number[], answers: Set<number>,
): Hit[] {
  const { index } = engine;
  const whole = bare(words.join(""));
  const hits: Hit[] = [];
  scores.forEach((score, number) => {
    const entry = index.entries[number];
    if (!score || !entry || pinned.includes(number)) return;
    const title = bare(entry.folded.title);
    let sum = score + (PRIOR[index.names.kinds[entry.kind]?.[0] ?? ""] ?? 0) + (answers.has(number) ? 14 : 0);
    if (title === whole) sum += 100;
    else if (terms.length > 1 && title.includes(whole)) sum += 40;
    else if (entry.folded.names.some((name) => bare(name) === whole)) sum += 30;
    hits.push(hitOf(index, number, sum, terms));
  });
  return hits.sort((one, two) => two.score - one.score || one.entry - two.entry);
}

/** The hit with the passage that has most of the terms; the opening wins a tie. */
function hitOf(index: TextIndex, entry: number, score: number, terms: TermScores[]): Hit {
  let best = 0;
  let passage = -1;
  for (let place = index.first[entry] ?? 0; place < (index.first[entry + 1] ?? 0); place++) {
    const weight = terms.reduce((sum, term) => sum + (term.passages[place] ?? 0), 0);
    if (weight > best) {
      best = weight;
      passage = place;
    }
  }
  return { entry, score, passage };
}

function groupHits(index: TextIndex, hits: Hit[]): Group[] {
  const groups = new Map<string, Group>();
  for (const hit of hits) {
    const [kind = "", label = ""] = index.names.kinds[index.entries[hit.entry]?.kind ?? -1] ?? [];
    const group = groups.get(kind) ?? { kind, label, hits: [] };
    group.hits.push(hit);
    groups.set(kind, group);
  }
  return [...groups.values()];
}

/** Kinds in the order of the index, with the hits of each. */
function countKinds(index: TextIndex, hits: Hit[]): Count[] {
  return groupHits(index, hits).map((group) => ({ key: group.kind, label: group.label, count: group.hits.length }))
    .sort((one, two) => two.count - one.count);
}

function near(engine: Engine, words: string[]): string[] {
  const found = new Set<string>();
  for (const word of words) {
    for (const other of nearWords(word, engine.index, engine.vocabulary, NEAR)) {
      if (found.size < NEAR && scoreTerm(engine.index, makeTerm(foldText(other), engine.index.synonyms)).count) found.add(other);
    }
  }
  return [...found];
}
