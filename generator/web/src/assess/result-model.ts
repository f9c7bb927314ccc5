// Everything the result says, worked out once from the answers: rows with their words, sums, what to do next. Pure.
import { STATE_NAMES } from "./answering";
import { itemsOf } from "./checklist";
import type { Checklist, Item } from "./checklist";
import { explainItem } from "./explain";
import { nextSteps } from "./next-steps";
import type { NextStep } from "./next-steps";
import type { Answer, Return } from "./returned";
import { score, standing } from "./score";
import type { Score, Standing } from "./score";

export const EDITIONS = { full: "完整版", quick: "快填版" };
const LETTERS = "ABCDEFGH";

export interface Row {
  item: Item;
  answer: Answer | undefined;
  standing: Standing;
  got: number | null; // null: left out, and for a gate
  words: string; // what was answered
  said: string; // how the points came about
}

export interface Result {
  checklist: Checklist;
  filled: Return;
  score: Score;
  rows: Row[]; // every item of the edition, in order
  steps: NextStep[];
  touched: boolean; // whether anything was answered at all
}

/** Return the result of what is filled in so far. */
export function resultOf(checklist: Checklist, filled: Return): Result {
  const found = score(checklist, filled.edition, filled.answers);
  const got = new Map([...found.items, ...found.bonus_items].map((row) => [row.item, row.got]));
  const rows = itemsOf(checklist, filled.edition).map((item): Row => {
    const answer = filled.answers[item.id];
    const points = got.get(item.id) ?? null;
    return {
      item, answer, standing: standing(item, answer), got: points, words: answerWords(item, answer),
      said: explainItem(item, answer, points),
    };
  });
  return { checklist, filled, score: found, rows, steps: nextSteps(checklist, found), touched: rows.some((row) => row.standing !== "open") };
}

/** Return an answer as people say it. */
export function answerWords(item: Item, answer: Answer | undefined): string {
  if (!answer) return "未答";
  if (answer.state !== "answered") return STATE_NAMES[answer.state];
  const { value } = answer;
  if (value === undefined) return "未答";
  const choices = item.choices ?? [];
  switch (item.type) {
    case "grade":
      return `${LETTERS[value as number] ?? ""} ${choices[value as number]?.label ?? ""}`;
    case "count":
    case "parts":
      return (value as number[]).map((at) => `${at + 1} ${choices[at]?.label ?? ""}`).join("；") || "都没有";
    case "rate":
      return `${item.total ?? "一共"} ${(value as number[])[1] ?? ""}，${item.good ?? "其中"} ${(value as number[])[0] ?? ""}`;
    case "deduct":
      return `${value as number} 例`;
    case "yesno":
      return value === true ? "是" : "否";
    default:
      return value === true ? "有" : "没有";
  }
}

/** Return an item's number and name, as lists and the plan of the workbook have them. */
export function itemName(item: Item): string {
  return `${item.number} ${item.indicator}`;
}

/** Return the rows that these items name, in the result's order. */
export function rowsOf(result: Result, items: string[]): Row[] {
  return result.rows.filter((row) => items.includes(row.item.id));
}

/** Return the items that still need an answer: 未答, 不知道, 不适用 without its reason; gates too, bonus not. */
export function openRows(result: Result): Row[] {
  return result.rows.filter((row) => row.item.type !== "bonus" && (row.standing === "open" || row.standing === "unknown"));
}

/** Return the scored items that were answered and reached less than full points. */
export function shortRows(result: Result): Row[] {
  const scored = new Set(result.score.items.map((row) => row.item));
  return result.rows.filter((row) => scored.has(row.item.id) && row.standing === "scored" && (row.got ?? 0) < row.item.points);
}

/** Return the name of a dimension. */
export function dimensionName(checklist: Checklist, dimension: string): string {
  return checklist.dimensions.find((one) => one.id === dimension)?.name ?? dimension;
}

/** Return the names of the community types that were chosen. */
export function typeNames(result: Result): string {
  const names = new Map(result.checklist.community_types);
  return result.filled.types.map((type) => names.get(type) ?? type).join("、");
}
