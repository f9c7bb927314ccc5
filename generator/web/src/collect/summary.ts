// What a street office sees of the returns it accepted: the rules of generator/assess/summary.py; tests/assess compares both.
// No ranking: communities carry codes, those of the same type stand together, common gaps come first.
import type { Checklist, Edition, Item } from "../assess/checklist";
import { folded } from "../assess/returned";
import type { Return } from "../assess/returned";
import { halfUp, score } from "../assess/score";
import type { ItemScore, Score } from "../assess/score";
import { byText } from "./order";

export const GAP_BELOW = 60;

export interface CommunityRow {
  code: string; // 01, 02 …
  returned: Return;
  own: Score;
  reviewed: Score | null; // null: nobody reviewed
}

export interface Spread {
  dimension: string;
  count: number;
  least: number;
  middle: number;
  most: number;
}

export interface Gap {
  item: string;
  short: number;
  answered: number;
  lost: number;
  practice: string | null;
  codes: string[];
}

export interface Training {
  practice: string;
  items: string[];
  communities: number;
}

export interface Matter {
  item: string;
  rows: [code: string, said: string][];
}

export interface Summary {
  checklist: string;
  edition: Edition;
  period: string;
  rows: CommunityRow[];
  spreads: Spread[];
  gaps: Gap[];
  training: Training[];
  matters: Matter[];
}

export type Known = (id: string) => Checklist[] | undefined; // versions, newest first

/** Return one summary for each checklist, edition and period; each return is scored by its own version. */
export function summaries(returns: Return[], known: Known): Summary[] {
  const groups = new Map<string, Return[]>();
  for (const returned of returns) {
    const group = JSON.stringify([returned.checklist, folded(returned.period), returned.edition]);
    groups.set(group, [...(groups.get(group) ?? []), returned]);
  }
  const order = [...groups.keys()].map((group) => [JSON.parse(group) as string[], groups.get(group) ?? []] as const);
  order.sort(([one], [other]) => firstOf(one.map((text, at) => byText(text, other[at] ?? ""))));
  return order.map(([, found]) => summaryOf(found, known(found[0]?.checklist ?? "") ?? []));
}

function summaryOf(returns: Return[], versions: Checklist[]): Summary {
  const placed = [...returns].sort((one, other) => firstOf([
    byText(folded(one.street), folded(other.street)), byText(folded(one.community), folded(other.community)),
  ]));
  const width = Math.max(2, String(placed.length).length);
  const rows = placed.map((returned, at) => rowOf(String(at + 1).padStart(width, "0"), returned, versions));
  rows.sort((one, other) => Number(!typeOf(one)) - Number(!typeOf(other)) || byText(typeOf(one), typeOf(other)) || byText(one.code, other.code));
  const [newest, first] = [versions[0], placed[0]];
  if (!newest || !first) throw new Error("no returns, or no checklist");
  const gaps = gapsOf(rows, newest.items);
  return {
    checklist: first.checklist, edition: first.edition, period: first.period, rows,
    spreads: newest.dimensions.flatMap(({ id }) => spreadOf(id, rows)),
    gaps, training: trainingOf(gaps), matters: mattersOf(rows, newest.items),
  };
}

/** Return the type that a community stands under: the first of its types by their ids; empty when it names none. */
export function typeOf(row: CommunityRow): string {
  return [...row.returned.types].sort(byText)[0] ?? "";
}

function rowOf(code: string, returned: Return, versions: Checklist[]): CommunityRow {
  const checklist = versions.find((one) => one.version === returned.version);
  if (!checklist) throw new Error(`no version ${returned.version} of ${returned.checklist}`);
  const { edition, answers } = returned;
  const reviewed = Object.values(answers).some((answer) => answer.review !== undefined);
  return {
    code, returned, own: score(checklist, edition, answers), reviewed: reviewed ? score(checklist, edition, answers, true) : null,
  };
}

function spreadOf(dimension: string, rows: CommunityRow[]): Spread[] {
  const rates = rows.flatMap((row) => row.own.dimensions.flatMap((one) => (one.dimension === dimension && one.rate !== null ? [one.rate] : [])));
  rates.sort((one, other) => one - other);
  const [least, most] = [rates[0], rates[rates.length - 1]];
  if (least === undefined || most === undefined) return [];
  return [{ dimension, count: rates.length, least, middle: middle(rates), most }];
}

/** Return the median of rising hundredths, rounded half up. */
export function middle(rates: number[]): number {
  const half = Math.floor(rates.length / 2);
  const [below, above] = [rates[half - 1] ?? 0, rates[half] ?? 0];
  return rates.length % 2 ? above : halfUp(below + above, 2);
}

/** Items that at least two communities, and at least half of those that answered them, lack; the most common first. */
function gapsOf(rows: CommunityRow[], items: Item[]): Gap[] {
  const found = items.flatMap((item): Gap[] => {
    const scores = rows.flatMap((row) => row.own.items.flatMap((one) => (one.item === item.id && one.standing === "scored" ? [{ code: row.code, one }] : [])));
    const short = scores.filter(({ one }) => isShort(one));
    if (short.length < 2 || 2 * short.length < scores.length) return [];
    return [{
      item: item.id, short: short.length, answered: scores.length,
      lost: short.reduce((sum, { one }) => sum + one.points - (one.got ?? one.points), 0),
      practice: item.practice?.ref ?? null, codes: short.map(({ code }) => code),
    }];
  });
  return found.sort((one, other) => other.short - one.short || other.lost - one.lost);
}

/** Whether a scored item reaches less than GAP_BELOW percent of its points. */
export function isShort(one: ItemScore): boolean {
  return (one.got ?? 0) * 100 < one.points * GAP_BELOW;
}

function trainingOf(gaps: Gap[]): Training[] {
  const found = new Map<string, Gap[]>();
  for (const gap of gaps) {
    if (gap.practice) found.set(gap.practice, [...(found.get(gap.practice) ?? []), gap]);
  }
  const rows = [...found].map(([practice, some]): Training => ({
    practice, items: some.map((gap) => gap.item), communities: new Set(some.flatMap((gap) => gap.codes)).size,
  }));
  return rows.sort((one, other) => other.communities - one.communities);
}

function mattersOf(rows: CommunityRow[], items: Item[]): Matter[] {
  return items.flatMap((item): Matter[] => {
    const told = rows.filter((row) => row.own.upstream.includes(item.id));
    if (!told.length) return [];
    return [{ item: item.id, rows: told.map((row) => [row.code, (row.returned.answers[item.id]?.reason ?? "").trim()]) }];
  });
}

function firstOf(differences: number[]): number {
  return differences.find((difference) => difference !== 0) ?? 0;
}
