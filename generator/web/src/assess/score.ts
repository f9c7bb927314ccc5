// The score of a filled checklist: the rules of generator/assess/score.py, in whole hundredths, rounded half up once.
// tests/assess compares both, and the workbook's formulas, on random answers.
import { itemsOf } from "./checklist";
import type { Checklist, Edition, Item } from "./checklist";
import type { Answer } from "./returned";

export const WEAK_BELOW = 60_00;

export type Standing = "scored" | "open" | "unknown" | "na" | "upstream";

export interface ItemScore {
  item: string;
  dimension: string;
  standing: Standing;
  points: number;
  got: number | null; // null: left out
}

export interface DimensionScore {
  dimension: string;
  got: number;
  points: number;
  rate: number | null;
  open: number;
  weak: boolean;
}

export interface Score {
  items: ItemScore[];
  dimensions: DimensionScore[];
  got: number;
  points: number;
  rate: number | null;
  rate_with_upstream: number | null;
  level: string | null;
  uncapped: string | null;
  failed: string[];
  open_gates: string[];
  bonus: number;
  bonus_items: ItemScore[];
  open: string[];
  unknown: string[];
  na: string[];
  upstream: string[];
  complete: boolean;
}

export type Answers = Record<string, Answer | undefined>;

/** Return numerator ÷ denominator rounded half up; both are whole, ≥ 0, and stay below 2⁵³. */
export function halfUp(numerator: number, denominator: number): number {
  const doubled = 2 * numerator + denominator;
  return (doubled - (doubled % (2 * denominator))) / (2 * denominator);
}

/** Return how an answer enters the sum. A state the item does not allow, or 不适用 without a reason, is no answer. */
export function standing(item: Item, answer: Answer | undefined): Standing {
  if (!answer) return "open";
  if (answer.state === "answered") return answer.value === undefined ? "open" : "scored";
  if (answer.state === "na") return item.na && (answer.reason ?? "").trim() ? "na" : "open";
  if (answer.state === "upstream") return item.upstream ? "upstream" : "open";
  return "unknown";
}

/** Return the hundredths that an answered item reaches; the value must fit the item (returned.ts, `fits`). */
export function itemPoints(item: Item, value: Answer["value"]): number {
  const choices = item.choices ?? [];
  switch (item.type) {
    case "grade":
      return halfUp(item.points * (choices[value as number]?.worth ?? 0), 100_00);
    case "count":
      return halfUp(item.points * Math.min((value as number[]).length, item.full_at), item.full_at);
    case "parts":
      return (value as number[]).reduce((sum, at) => sum + (choices[at]?.worth ?? 0), 0);
    case "rate":
      return ratePoints(item, value as number[]);
    case "deduct":
      return Math.max(0, item.points - item.each * (value as number));
    default:
      return value === true ? item.points : 0;
  }
}

function ratePoints(item: Item, [good = 0, total = 0]: number[]): number {
  if (!total) return 0;
  const short = Math.max(0, item.full_at * total - 100_00 * good);
  const denominator = 100 * total;
  return halfUp(Math.max(0, item.points * denominator - item.step * short), denominator);
}

/** Return the score of the answers. With `reviewed`, the reviewer's points stand where there are any. */
export function score(checklist: Checklist, edition: Edition, answers: Answers, reviewed = false): Score {
  const rows: ItemScore[] = [];
  const bonus: ItemScore[] = [];
  const failed: string[] = [];
  const openGates: string[] = [];
  for (const item of itemsOf(checklist, edition)) {
    const answer = answers[item.id];
    if (item.type !== "gate") (item.type === "bonus" ? bonus : rows).push(itemScore(item, answer, reviewed));
    else if (standing(item, answer) !== "scored") openGates.push(item.id);
    else if (answer?.value === true) failed.push(item.id);
  }
  return sumUp(checklist, rows, bonus, failed, openGates);
}

function itemScore(item: Item, answer: Answer | undefined, reviewed: boolean): ItemScore {
  const row = { item: item.id, dimension: item.dimension, points: item.points };
  if (reviewed && answer?.review !== undefined) {
    return { ...row, standing: "scored", got: Math.min(answer.review, item.points) };
  }
  const how = standing(item, answer);
  if (how === "scored") return { ...row, standing: how, got: itemPoints(item, answer?.value) };
  return { ...row, standing: how, got: how === "na" || how === "upstream" ? null : 0 };
}

function rateOf(got: number, points: number): number | null {
  return points ? halfUp(got * 100_00, points) : null;
}

function sumUp(checklist: Checklist, rows: ItemScore[], bonus: ItemScore[], failed: string[], openGates: string[]): Score {
  const dimensions = checklist.dimensions.map(({ id }) => dimensionScore(id, rows.filter((row) => row.dimension === id)));
  const got = total(dimensions, (one) => one.got);
  const points = total(dimensions, (one) => one.points);
  const rate = rateOf(got, points);
  const beyond = total(rows, (row) => (row.standing === "upstream" ? row.points : 0));
  const uncapped = levelOf(checklist, rate);
  const named = (how: Standing): string[] => rows.filter((row) => row.standing === how).map((row) => row.item);
  const [open, unknown] = [named("open"), named("unknown")];
  return {
    items: rows, dimensions, got, points, rate, rate_with_upstream: rateOf(got, points + beyond),
    level: openGates.length ? null : capped(checklist, uncapped, failed), uncapped, failed, open_gates: openGates,
    bonus: Math.min(total(bonus, (row) => row.got ?? 0), checklist.bonus_cap), bonus_items: bonus,
    open, unknown, na: named("na"), upstream: named("upstream"),
    complete: !open.length && !unknown.length && !openGates.length,
  };
}

function dimensionScore(dimension: string, rows: ItemScore[]): DimensionScore {
  const counted = rows.filter((row) => row.got !== null);
  const got = total(counted, (row) => row.got ?? 0);
  const points = total(counted, (row) => row.points);
  const rate = rateOf(got, points);
  const open = rows.filter((row) => row.standing === "open" || row.standing === "unknown").length;
  return { dimension, got, points, rate, open, weak: rate !== null && rate < WEAK_BELOW };
}

function total<Row>(rows: Row[], worth: (row: Row) => number): number {
  return rows.reduce((sum, row) => sum + worth(row), 0);
}

function levelOf(checklist: Checklist, rate: number | null): string | null {
  if (rate === null) return null;
  return checklist.levels.find((level) => rate >= level.rate)?.name ?? null;
}

function capped(checklist: Checklist, level: string | null, failed: string[]): string | null {
  if (level === null) return null;
  const order = checklist.levels.map((one) => one.name);
  const caps = checklist.items.filter((item) => failed.includes(item.id)).map((item) => item.cap ?? level);
  return order[Math.max(...[level, ...caps].map((name) => order.indexOf(name)))] ?? null;
}
