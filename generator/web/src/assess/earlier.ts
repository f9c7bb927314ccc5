// This result beside an earlier one, and beside the reviewer's: only what can honestly be compared. Pure.
import { itemsOf } from "./checklist";
import type { Checklist, Item } from "./checklist";
import { shown } from "./explain";
import { dimensionName, EDITIONS, resultOf } from "./result-model";
import type { Result } from "./result-model";
import { folded } from "./returned";
import type { Return } from "./returned";
import { score } from "./score";
import type { Score } from "./score";

export interface DimensionChange {
  name: string;
  before: number | null;
  now: number | null;
}

export interface ItemChange {
  item: Item; // as it is now
  before: string;
  now: string;
  change: string;
}

export interface Comparison {
  whole: boolean; // same version and edition: sums may stand beside each other
  notes: string[];
  before: Score;
  now: Score;
  dimensions: DimensionChange[]; // none unless whole
  items: ItemChange[]; // comparable items whose answer or points are not the same
  same: number; // comparable items that did not change
  left: Item[]; // items of today that cannot be compared
}

const DECIDES: (keyof Item)[] = ["type", "points", "full_at", "step", "each", "cap", "choices", "total", "good"];

/** Return an earlier return of the same checklist beside this result. `then` is the version that it was filled in. */
export function compared(result: Result, then: Checklist, earlier: Return): Comparison {
  const before = resultOf(then, earlier);
  const whole = then.version === result.checklist.version && earlier.edition === result.filled.edition;
  const old = new Map(before.rows.map((row) => [row.item.id, row]));
  const items: ItemChange[] = [];
  const left: Item[] = [];
  let same = 0;
  for (const row of result.rows) {
    const once = old.get(row.item.id);
    if (!once || !alike(once.item, row.item)) left.push(row.item);
    else if (once.words === row.words && once.got === row.got && once.standing === row.standing) same += 1;
    else items.push({ item: row.item, before: once.words, now: row.words, change: changeOf(once.got, row.got) });
  }
  return {
    whole, notes: notesOn(result, before), before: before.score, now: result.score, items, same, left,
    dimensions: whole ? dimensionsOf(result, before) : [],
  };
}

/** Whether two versions of an item are scored alike. */
function alike(one: Item, other: Item): boolean {
  return DECIDES.every((key) => JSON.stringify(one[key]) === JSON.stringify(other[key]));
}

function notesOn(result: Result, before: Result): string[] {
  const [now, then] = [result.filled, before.filled];
  const notes = [];
  if (then.version !== now.version) notes.push(`上次用的是第 ${then.version} 版，这次是第 ${now.version} 版，总分和等级不放在一起比，只对照编号相同、评分办法没有变的条目。`);
  if (then.edition !== now.edition) notes.push(`上次填的是${EDITIONS[then.edition]}，这次是${EDITIONS[now.edition]}，总分和等级不放在一起比，只对照两次都有的条目。`);
  if (then.community && now.community && folded(then.community) !== folded(now.community)) notes.push(`两份的社区名不同：上次是“${then.community}”，这次是“${now.community}”。`);
  if (then.period && folded(then.period) === folded(now.period)) notes.push(`两份的评价周期相同，都是“${now.period}”。`);
  if (!before.score.complete || !result.score.complete) notes.push("两份里有没填完的，没答的按 0 分计，得分率先不要比。");
  return notes;
}

function dimensionsOf(result: Result, before: Result): DimensionChange[] {
  return result.score.dimensions.map(({ dimension, rate }) => ({
    name: dimensionName(result.checklist, dimension), now: rate,
    before: before.score.dimensions.find((one) => one.dimension === dimension)?.rate ?? null,
  }));
}

/** Return a change of points in words. */
export function changeOf(before: number | null, now: number | null): string {
  if (before === null && now === null) return "都不计分";
  if (before === null) return "这次计入";
  if (now === null) return "这次不计入";
  return differenceOf(now - before, "分", "分数没变");
}

/** Return a change of a rate in words. */
export function rateChange(before: number | null, now: number | null): string {
  if (before === null || now === null) return "不能比";
  return differenceOf(now - before, "个百分点", "没变");
}

function differenceOf(difference: number, unit: string, none: string): string {
  if (!difference) return none;
  return `${difference > 0 ? "多" : "少"} ${shown(Math.abs(difference))} ${unit}`;
}

export interface ReviewChange {
  item: Item;
  own: number | null;
  review: number;
  note: string;
  change: string;
}

export interface Review {
  score: Score; // with the reviewer's points
  reviewed: number; // how many items carry them
  changes: ReviewChange[];
}

/** Return what a reviewer made of it; null when no answer carries a reviewer's points. */
export function reviewOf({ checklist, filled, rows }: Result): Review | null {
  const scored = itemsOf(checklist, filled.edition).filter((item) => item.type !== "gate");
  const reviewed = scored.filter((item) => filled.answers[item.id]?.review !== undefined);
  if (!reviewed.length) return null;
  const own = new Map(rows.map((row) => [row.item.id, row.got]));
  const changes = reviewed.flatMap((item): ReviewChange[] => {
    const answer = filled.answers[item.id];
    const [mine, review] = [own.get(item.id) ?? null, Math.min(answer?.review ?? 0, item.points)];
    const note = answer?.review_note ?? "";
    if (mine === review && !note) return [];
    return [{ item, own: mine, review, note, change: reviewChange(mine, review) }];
  });
  return { score: score(checklist, filled.edition, filled.answers, true), reviewed: reviewed.length, changes };
}

function reviewChange(own: number | null, review: number): string {
  return own === null ? "自评不计入，复核计入" : differenceOf(review - own, "分", "相同");
}
