// A filled checklist, as generator/model/returned.py has it; the form keeps it, files carry it, the collection reads it.
import type { Edition, Item } from "./checklist";

export type State = "answered" | "unknown" | "na" | "upstream";

/** By the item's type: grade a number (0 the best), yesno and bonus true for 是/有, gate true when it happened (有),
 * count and parts rising indices of what is ticked, rate [good, total] ([0, 0]: nothing to count), deduct a number. */
export type Value = boolean | number | number[];

export interface Answer {
  state: State;
  value?: Value; // only when answered
  reason?: string;
  evidence?: string;
  review?: number; // hundredths of a point
  review_note?: string;
}

export interface PlanLine {
  item: string;
  do: string;
  owner?: string;
  due?: string;
  done?: string;
}

export interface Return {
  checklist: string;
  version: number;
  edition: Edition;
  period: string;
  street: string;
  community: string;
  types: string[];
  filled: string;
  filler: string;
  answers: Record<string, Answer>; // without a prototype
  plan: PlanLine[];
}

export const MOST_COUNTED = 99_999;

/** Whether a value is one that an item of this type may hold; nothing is guessed or mended. */
export function fits(item: Item, value: unknown): value is Value {
  switch (item.type) {
    case "grade":
      return isCount(value) && value < (item.choices?.length ?? 0);
    case "count":
    case "parts":
      return Array.isArray(value) && rising(value, item.choices?.length ?? 0);
    case "rate":
      return Array.isArray(value) && share(value);
    case "deduct":
      return isCount(value);
    default:
      return typeof value === "boolean";
  }
}

function isCount(value: unknown): value is number {
  return typeof value === "number" && Number.isInteger(value) && value >= 0 && value <= MOST_COUNTED;
}

function share([good, total, ...more]: unknown[]): boolean {
  return isCount(good) && isCount(total) && good <= total && !more.length;
}

function rising(values: unknown[], count: number): boolean {
  return values.every((value, at) => isCount(value) && value < count && (at === 0 || value > (values[at - 1] as number)));
}

/** Return a name as it is compared: NFKC, without white space, and composed again where a blank stood between (U ̈ is Ü). */
export function folded(text: string): string {
  return text.normalize("NFKC").replace(/\s+/g, "").normalize("NFC");
}

/** Return what makes two returns the same one: checklist, period, street, community. */
export function keyOf(filled: Return): string {
  return JSON.stringify([filled.checklist, folded(filled.period), folded(filled.street), folded(filled.community)]);
}
