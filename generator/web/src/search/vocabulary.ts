// The words that the casebook knows: to take a long question apart, and to offer something near to what is not found.
import { foldText } from "./fold";
import type { TextIndex } from "./index";

const LONGEST = 12;
const ASKING = new RegExp([
  "怎么办", "怎么样", "怎么", "怎样", "如何", "为什么", "是什么", "什么", "哪些", "哪里", "哪个", "哪", "谁来", "谁", "多少", "几个", "能不能",
  "可不可以", "要不要", "有没有", "请问", "我们", "你们", "他们", "应该", "可以", "需要", "才能", "时候", "想要", "一下", "一个",
  "[吗呢吧啊了的把被在和与及或就都也还又是有没不去来让给对从到里上下很太想要能会得着过]",
].join("|"), "g");

export interface Vocabulary {
  known: Map<string, string>; // folded → as it is written
}

/** Collect names, synonyms and places. */
export function readVocabulary(index: TextIndex): Vocabulary {
  const known = new Map<string, string>();
  const add = (word: string): void => {
    const folded = foldText(word);
    if (folded.length > 1 && folded.length <= LONGEST && !known.has(folded)) known.set(folded, word);
  };
  for (const entry of index.entries) {
    if (index.names.kinds[entry.kind]?.[0] !== "figure") for (const word of [entry.title, ...entry.names]) add(word);
  }
  for (const group of [...index.names.same, ...index.names.oneWay]) group.forEach(add);
  for (const row of index.names.cases) {
    for (const name of row.slice(1)) for (const word of [name, ...name.split(/[省市区县]/)]) add(word);
  }
  return { known };
}

/** Take a question apart into words that are known and found; empty when nothing of it is. */
export function takeApart(question: string, vocabulary: Vocabulary, isFound: (word: string) => boolean): string[] {
  const size = question.length;
  // best[i]: the words of question[i..], those that cover most, then the fewest
  const best: { covered: number; words: { at: number; word: string }[] }[] = [];
  best[size] = { covered: 0, words: [] };
  for (let at = size - 1; at >= 0; at--) {
    let here = best[at + 1] ?? { covered: 0, words: [] };
    for (let length = Math.min(LONGEST, size - at); length > 1; length--) {
      const word = question.slice(at, at + length);
      const rest = best[at + length];
      if (!rest || !vocabulary.known.has(word)) continue;
      const covered = rest.covered + length;
      if (covered < here.covered || (covered === here.covered && rest.words.length + 1 >= here.words.length)) continue;
      if (isFound(word)) here = { covered, words: [{ at, word }, ...rest.words] };
    }
    best[at] = here;
  }
  const words = best[0]?.words ?? [];
  return [...new Set(withRests(question, words, isFound))];
}

/** The known words and, of what lies between them, what is found as it stands once the asking words are gone. */
function withRests(question: string, words: { at: number; word: string }[], isFound: (word: string) => boolean): string[] {
  const found: string[] = [];
  let end = 0;
  for (const { at, word } of [...words, { at: question.length, word: "" }]) {
    for (const rest of question.slice(end, at).replace(ASKING, " ").split(" ")) {
      if (rest.length > 1 && isFound(rest)) found.push(rest);
    }
    if (word) found.push(word);
    end = at + word.length;
  }
  return found;
}

/** Return known words that are near to one that is not found: the same sound first, then shared characters. */
export function nearWords(word: string, index: TextIndex, vocabulary: Vocabulary, most: number): string[] {
  const sound = index.read(word)[0]?.whole ?? "";
  const scored: { word: string; score: number }[] = [];
  for (const [folded, written] of vocabulary.known) {
    if (folded === word) continue;
    const same = folded.length === word.length && index.read(folded)[0]?.whole === sound;
    const score = same ? 2 : shared(word, folded);
    if (score >= 0.34) scored.push({ word: written, score });
  }
  return scored.sort((one, two) => two.score - one.score || one.word.length - two.word.length).slice(0, most).map((one) => one.word);
}

/** The share of characters and of pairs of them that two words have in common, 0 to 1. */
function shared(one: string, two: string): number {
  const pieces = (word: string): Set<string> => {
    const found = new Set(word);
    for (let at = 0; at + 1 < word.length; at++) found.add(word.slice(at, at + 2));
    return found;
  };
  const [first, second] = [pieces(one), pieces(two)];
  let both = 0;
  for (const piece of first) if (second.has(piece)) both++;
  return (2 * both) / (first.size + second.size);
}
