// Before and after: the rules of generator/assess/changes.py; tests/assess compares both. Only items with the same id in
// both versions are compared. No ranking: rows stand in the order of the later summary.
import type { Edition } from "../assess/checklist";
import { folded } from "../assess/returned";
import { halfUp } from "../assess/score";
import type { ItemScore } from "../assess/score";
import { byText } from "./order";
import { middle } from "./summary";
import type { CommunityRow, Summary } from "./summary";

export interface RateChange {
  before: number | null;
  after: number | null;
}

export interface DimensionChange {
  dimension: string;
  count: number;
  middle: RateChange;
}

export interface CommunityChange {
  code: string;
  rate: RateChange;
  dimensions: [string, RateChange][];
}

export interface Changes {
  checklist: string;
  edition: Edition;
  before: string; // the periods
  after: string;
  dimensions: DimensionChange[];
  communities: CommunityChange[];
  gone: number; // communities that took part only before
  new: number; // only after
  items: number; // items that both versions have: what is compared
}

/** Compare two summaries of the same checklist and edition. */
export function changes(before: Summary, after: Summary): Changes {
  const earlier = new Map(before.rows.map((row) => [placeOf(row), row]));
  const pairs = after.rows.flatMap((row): [CommunityRow, CommunityRow][] => {
    const old = earlier.get(placeOf(row));
    return old ? [[old, row]] : [];
  });
  const communities = pairs.map(([old, row]) => communityChange(old, row));
  const order = new Set(communities.flatMap((row) => row.dimensions.map(([name]) => name)));
  return {
    checklist: after.checklist, edition: after.edition, before: before.period, after: after.period,
    dimensions: [...order].flatMap((name) => dimensionChange(name, communities)), communities,
    gone: before.rows.length - pairs.length, new: after.rows.length - pairs.length,
    items: new Set(pairs.flatMap(([old, row]) => shared(old, row))).size,
  };
}

/** Return the summary to compare with: the same checklist and edition; of several the one of the latest other period. */
export function comparable(before: Summary[], after: Summary): Summary | null {
  const same = before.filter((one) => one.checklist === after.checklist && one.edition === after.edition);
  const other = same.filter((one) => folded(one.period) !== folded(after.period));
  return (other.length ? other : same).reduce<Summary | null>(
    (best, one) => (best && byText(folded(one.period), folded(best.period)) <= 0 ? best : one), null,
  );
}

function placeOf(row: CommunityRow): string {
  return JSON.stringify([folded(row.returned.street), folded(row.returned.community)]);
}

function shared(before: CommunityRow, after: CommunityRow): string[] {
  const had = new Set(before.own.items.map((one) => one.item));
  return after.own.items.filter((one) => had.has(one.item)).map((one) => one.item);
}

function communityChange(before: CommunityRow, after: CommunityRow): CommunityChange {
  const both = new Set(shared(before, after));
  const [old, now] = [before, after].map((row) => row.own.items.filter((one) => both.has(one.item))) as [ItemScore[], ItemScore[]];
  const dimensionOf = new Map(now.map((one) => [one.item, one.dimension])); // the later version says where an item belongs
  const within = (items: ItemScore[], name: string): number | null => rateOf(items.filter((one) => dimensionOf.get(one.item) === name));
  return {
    code: after.code, rate: { before: rateOf(old), after: rateOf(now) },
    dimensions: [...new Set(dimensionOf.values())].map((name) => [name, { before: within(old, name), after: within(now, name) }]),
  };
}

function rateOf(items: ItemScore[]): number | null {
  const counted = items.filter((one) => one.got !== null);
  const points = counted.reduce((sum, one) => sum + one.points, 0);
  return points ? halfUp(counted.reduce((sum, one) => sum + (one.got ?? 0), 0) * 100_00, points) : null;
}

function dimensionChange(dimension: string, rows: CommunityChange[]): DimensionChange[] {
  const both = rows.flatMap((row) => row.dimensions.flatMap(([name, { before, after }]): [number, number][] => (
    name === dimension && before !== null && after !== null ? [[before, after]] : [])));
  if (!both.length) return [];
  const median = (at: 0 | 1): number => middle(both.map((pair) => pair[at]).sort((one, other) => one - other));
  return [{ dimension, count: both.length, middle: { before: median(0), after: median(1) } }];
}
