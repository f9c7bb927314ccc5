// One word of a query with everything that means the same: synonyms, and figures in other writings.
import { foldText } from "./fold";
import type { Names } from "./data";

/** A writing of a word. `digits`: a number must not go on before or after it. */
export interface Form {
  text: string;
  weight: number; // 1 as typed
  before: boolean;
  after: boolean;
}

export interface Term {
  word: string;
  forms: Form[];
}

export type Synonyms = Map<string, string[]>;

const OTHER = 0.55; // a synonym, or a figure written otherwise
const FIGURE = /^([0-9]+(?:\.[0-9]+)?)(万|亿)?(多|余|几)?(.*)$/;

/** Return, for each word (folded), the words that also find it. */
export function readSynonyms(names: Names): Synonyms {
  const found: Synonyms = new Map();
  const add = (word: string, others: string[]): void => {
    const key = foldText(word);
    const known = found.get(key) ?? [];
    for (const other of others.map(foldText)) if (other !== key && !known.includes(other)) known.push(other);
    found.set(key, known);
  };
  for (const group of names.same) for (const word of group) add(word, group);
  for (const [word = "", ...others] of names.oneWay) add(word, others);
  return found;
}

/** Return a word with its other writings; what holds the word itself is left out: the word finds it already. */
export function makeTerm(word: string, synonyms: Synonyms, strict = true): Term {
  const forms = [makeForm(word, 1, strict)];
  const others = [...figures(word), ...(word.length > 1 ? synonyms.get(word) ?? [] : [])];
  for (const other of others) {
    if (other && !other.includes(word) && !forms.some((form) => form.text === other)) forms.push(makeForm(other, OTHER, strict));
  }
  return { word, forms };
}

/** Return the place of a form in a folded text from `start` on, or -1. */
export function place(text: string, form: Form, start = 0): number {
  let at = text.indexOf(form.text, start);
  while (at >= 0 && (form.before || form.after)) {
    if (!(form.before && goesOn(text, at - 1, -1)) && !(form.after && goesOn(text, at + form.text.length, 1))) return at;
    at = text.indexOf(form.text, at + 1);
  }
  return at;
}

function makeForm(text: string, weight: number, strict: boolean): Form {
  return { text, weight, before: strict && /^[0-9]/.test(text), after: strict && /[0-9]$/.test(text) };
}

/** Whether a number goes on at a place: a digit, or a point with a digit behind it. */
function goesOn(text: string, at: number, step: 1 | -1): boolean {
  const mark = text.charAt(at);
  return isDigit(mark) || (mark === "." && isDigit(text.charAt(at + step)));
}

function isDigit(mark: string): boolean {
  return mark >= "0" && mark <= "9";
}

/** 3300个 is also 3300多个; 400万元 also 400万; 4000000元 also 400万元. */
function figures(word: string): string[] {
  const [, digits = "", scale = "", , unit = ""] = FIGURE.exec(word) ?? [];
  if (!digits) return [];
  const found = unit ? ["", "多", "余"].map((more) => `${digits}${scale}${more}${unit}`) : [];
  if (unit === "元" && scale) found.push(digits + scale);
  const value = Number(digits);
  for (const [size, name] of [[1e8, "亿"], [1e4, "万"]] as const) {
    if (!scale && value >= size && (value * 100) % size === 0) found.push(`${value / size}${name}${unit}`);
  }
  return found;
}
