// What the form knows of an answer without any page: what it counts for, in words, and how numbers are read.
import type { Checklist, Edition, Item } from "./checklist";
import { itemsOf } from "./checklist";
import { explainItem, shown } from "./explain";
import { fits, MOST_COUNTED } from "./returned";
import type { Answer, Return, State } from "./returned";
import { itemPoints, standing } from "./score";
import type { Standing } from "./score";

export const STATE_NAMES: Record<Exclude<State, "answered">, string> = {
  unknown: "不知道", na: "不适用", upstream: "需上级解决",
};

/** Return the words of the two answers of an item that has two, the one that stands for `true` second for a gate. */
export function pairOf(item: Item): [label: string, value: boolean][] {
  if (item.type === "gate") return [["没有", false], ["有", true]];
  return item.type === "bonus" ? [["有", true], ["没有", false]] : [["是", true], ["否", false]];
}

/** Return the states that an item allows beside an answer. */
export function statesOf(item: Item): Exclude<State, "answered">[] {
  return ["unknown", ...(item.na ? ["na" as const] : []), ...(item.upstream ? ["upstream" as const] : [])];
}

/** Return a whole number as people type it (also full-width, with 件 or 例 behind), null when it is none. */
export function readCount(typed: string): number | null {
  const plain = typed.normalize("NFKC").trim().replace(/\s*[件例个次人户条]$/, "");
  if (!/^\d{1,6}$/.test(plain)) return null;
  const number = Number(plain);
  return number <= MOST_COUNTED ? number : null;
}

/** Return how an answer stands; a value that does not fit its item is no answer. */
export function stands(item: Item, answer: Answer | undefined): Standing {
  if (answer?.state === "answered" && !fits(item, answer.value)) return "open";
  return standing(item, answer);
}

/** Return the points that an answer brings, null when it has none. */
export function gotOf(item: Item, answer: Answer | undefined): number | null {
  return stands(item, answer) === "scored" && item.type !== "gate" ? itemPoints(item, answer?.value) : null;
}

/** Return what an answer counts for, in one sentence. */
export function saidOf(item: Item, answer: Answer | undefined): string {
  const how = stands(item, answer);
  if (item.type === "bonus" && how !== "scored") return how === "unknown" ? "不知道，不另加分" : "未答，不另加分";
  if (item.type !== "gate" && how === "open" && answer?.state !== "na") return `未答，满分 ${shown(item.points)} 分`;
  return explainItem(item, answer, gotOf(item, answer));
}

/** Whether the answer leaves something to be said: why not all of it was reached. */
export function fallsShort(item: Item, answer: Answer | undefined): boolean {
  if (item.type === "gate") return answer?.value === true;
  const got = gotOf(item, answer);
  return got !== null && got < item.points && item.type !== "bonus";
}

/** Return an answer in words, as it is shown beside another one. */
export function wordsOf(item: Item, answer: Answer | undefined): string {
  if (!answer) return "未答";
  if (answer.state !== "answered") return STATE_NAMES[answer.state] + (answer.reason ? `：${answer.reason}` : "");
  const more = [answer.reason, answer.evidence].filter(Boolean).map((text) => `；${text}`).join("");
  return valueWords(item, answer) + more;
}

function valueWords(item: Item, { value }: Answer): string {
  if (!fits(item, value)) return "未答";
  if (typeof value === "boolean") return pairOf(item).find(([, one]) => one === value)?.[0] ?? "";
  if (typeof value === "number") return item.type === "grade" ? item.choices?.[value]?.label ?? "" : `${value} 例`;
  if (item.type === "rate") return `一共 ${value[1] ?? 0}，其中 ${value[0] ?? 0}`;
  return value.length ? value.map((at) => item.choices?.[at]?.label ?? "").join("；") : "都没有";
}

export interface Progress {
  all: number;
  done: number; // with an answer or a state that counts as one
  unknown: number;
  open: string[];
}

/** Return how far the form is, or a part of it. */
export function progressOf(items: readonly Item[], answers: Return["answers"]): Progress {
  const open = items.filter((item) => stands(item, answers[item.id]) === "open").map((item) => item.id);
  const unknown = items.filter((item) => stands(item, answers[item.id]) === "unknown").length;
  return { all: items.length, done: items.length - open.length, unknown, open };
}

/** Return the items by dimension, in order. Gates and bonuses stand within their dimension. */
export function byDimension(checklist: Checklist, edition: Edition): { id: string; name: string; points: number; items: Item[] }[] {
  const items = itemsOf(checklist, edition);
  return checklist.dimensions
    .map((one) => ({ ...one, items: items.filter((item) => item.dimension === one.id) }))
    .filter((one) => one.items.length);
}

/** Return everybody who is named as filling something in, in the order of the items. */
export function fillersOf(items: readonly Item[]): string[] {
  return [...new Set(items.flatMap((item) => item.filler.split("、")))];
}

/** Return the first item that is open after one, going round; "" when none is. */
export function nextOpen(order: readonly string[], open: readonly string[], after: string): string {
  const from = order.indexOf(after);
  const turned = [...order.slice(from + 1), ...order.slice(0, from + 1)];
  return turned.find((id) => open.includes(id)) ?? "";
}

/** Return this year's period, as communities name it. */
export function thisPeriod(now: Date): string {
  return `${now.getFullYear()}年度`;
}

/** Return a day as YYYY-MM-DD, by the clock of the reader. */
export function dayOf(now: Date): string {
  return `${now.getFullYear()}-${String(now.getMonth() + 1).padStart(2, "0")}-${String(now.getDate()).padStart(2, "0")}`;
}
