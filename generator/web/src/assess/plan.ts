// The plan for getting better (提升计划): lines of their own, or taken over from an item with its hint. Pure.
import type { Item } from "./checklist";
import { shortRows, rowsOf } from "./result-model";
import type { Result } from "./result-model";
import type { PlanLine } from "./returned";

export const DONE = ["未启动", "推进中", "已完成", "长期坚持"];
export const MOST_LINES = 60;
export const AT_ONCE = 5; // a plan of twenty lines is none

/** Return the items worth a line: gates that were not kept, then items with points within reach, the most first. */
export function worthPlanning(result: Result): Item[] {
  const short = shortRows(result).sort((one, other) => lost(other) - lost(one) || one.item.number - other.item.number);
  return [...rowsOf(result, result.score.failed), ...short].map((row) => row.item);
}

/** Return the plan with a line for each item that has none yet, at the end; at most MOST_LINES in all. */
export function takenOver(plan: PlanLine[], items: Item[]): PlanLine[] {
  const there = new Set(plan.map((line) => line.item));
  const lines = items.filter((item) => !there.has(item.id)).map((item) => newLine(item.id, item.hint));
  return [...plan, ...lines.slice(0, Math.max(0, MOST_LINES - plan.length))];
}

/** Return the next items worth a line that have none yet: a few at once. */
export function nextToPlan(result: Result): Item[] {
  const there = new Set(result.filled.plan.map((line) => line.item));
  return worthPlanning(result).filter((item) => !there.has(item.id)).slice(0, AT_ONCE);
}

/** Return a fresh line. */
export function newLine(item: string, what: string): PlanLine {
  return { item, do: what, owner: "", due: "", done: DONE[0] ?? "" };
}

/** Whether a line says anything; others are in no export. */
export function says(line: PlanLine): boolean {
  return [line.item, line.do, line.owner, line.due].some((text) => (text ?? "").trim() !== "");
}

/** Return how many lines stand at which word: 「未启动 2，已完成 1」; empty when there is no line. */
export function planState(plan: PlanLine[]): string {
  const lines = plan.filter(says);
  const named = DONE.map((word) => [word, lines.filter((line) => line.done === word).length] as const);
  const other = lines.length - named.reduce((sum, [, count]) => sum + count, 0);
  return [...named, ["未写" as string, other] as const].filter(([, count]) => count).map(([word, count]) => `${word} ${count}`).join("，");
}

function lost(row: { item: Item; got: number | null }): number {
  return row.item.points - (row.got ?? row.item.points);
}
