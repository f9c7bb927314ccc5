// One summary with the words for it: names of items, dimensions, communities by code or by name. Pure.
import type { Checklist, Item, PracticeLink } from "../assess/checklist";
import { shown } from "../assess/explain";
import { EDITIONS } from "../assess/result-model";
import { joinedName } from "../file-name";
import type { Kept } from "./collection";
import { byText } from "./order";
import { typeOf } from "./summary";
import type { CommunityRow, Known, Summary } from "./summary";

export interface Overview {
  summary: Summary;
  checklist: Checklist; // the newest version
  known: Known;
  names: boolean; // communities by name too
  file: (row: CommunityRow) => Kept | undefined; // what a row came in
}

/** Communities of one type, which stand together. */
export interface TypeGroup {
  name: string;
  rows: CommunityRow[];
}

/** What several communities have in common about an item: their codes. */
export interface ItemCodes {
  item: Item;
  codes: string[];
}

/** Return the communities by type, in the summary's order. */
export function typeGroups({ summary, checklist }: Overview): TypeGroup[] {
  const names = new Map(checklist.community_types);
  const groups = new Map<string, CommunityRow[]>();
  for (const row of summary.rows) groups.set(typeOf(row), [...(groups.get(typeOf(row)) ?? []), row]);
  return [...groups].map(([type, rows]) => ({ name: type ? names.get(type) ?? type : "没有写类型", rows }));
}

/** Return all types of a community by name. */
export function typesOf({ checklist }: Overview, row: CommunityRow): string {
  const names = new Map(checklist.community_types);
  return row.returned.types.map((type) => names.get(type) ?? type).join("、");
}

/** Return the community's name where names are wanted, else nothing. */
export function nameOf({ names }: Overview, row: CommunityRow): string {
  return names ? row.returned.community : "";
}

/** Return codes as a list; with the names where they are wanted. */
export function labels(view: Overview, codes: string[]): string {
  const rows = new Map(view.summary.rows.map((row) => [row.code, row]));
  return [...codes].sort(byText).map((code) => {
    const row = rows.get(code);
    return row && view.names ? `${code} ${row.returned.community}` : code;
  }).join("、");
}

/** Return what the summary is of: checklist, period, edition, communities. */
export function headline({ summary, checklist }: Overview): string {
  return `${checklist.title}，${summary.period}，${EDITIONS[summary.edition]}，${summary.rows.length} 个社区`;
}

/** Return the name of the file of a paper, without its ending: the two editions of a form have names of their own. */
export function fileOf(what: string, { summary, checklist }: Overview): string {
  return joinedName(what, checklist.title, summary.edition === "quick" ? EDITIONS.quick : "", summary.period);
}

/** Return an item by its id; the newest version first, older ones for items that are gone. */
export function itemOf({ checklist, known }: Overview, id: string): Item | undefined {
  for (const version of [checklist, ...(known(checklist.id) ?? [])]) {
    const found = version.items.find((item) => item.id === id);
    if (found) return found;
  }
  return undefined;
}

/** Return an item's number and name. */
export function titleOf(view: Overview, id: string): string {
  const item = itemOf(view, id);
  return item ? `${item.number} ${item.indicator}` : id;
}

/** Return a practice by its ref. */
export function practiceOf(view: Overview, ref: string): PracticeLink | undefined {
  return view.checklist.items.find((item) => item.practice?.ref === ref)?.practice;
}

/** Return a dimension's name. */
export function dimensionOf({ checklist }: Overview, id: string): string {
  return checklist.dimensions.find((one) => one.id === id)?.name ?? id;
}

/** Return a rate with its sign; 「没有适用」 where nothing applied. */
export function percent(rate: number | null): string {
  return rate === null ? "没有适用" : `${shown(rate)}%`;
}

/** Return gates that were not kept, with the communities: what is solved first. */
export function failedGates(view: Overview): ItemCodes[] {
  return byItem(view, (row) => row.own.failed);
}

/** Return items without an answer, gates too. */
export function openItems(view: Overview): ItemCodes[] {
  return byItem(view, (row) => [...row.own.open, ...row.own.open_gates]);
}

/** Return items that communities answered with 不知道. */
export function unknownItems(view: Overview): ItemCodes[] {
  return byItem(view, (row) => row.own.unknown);
}

function byItem(view: Overview, of: (row: CommunityRow) => string[]): ItemCodes[] {
  const found = new Map<string, string[]>();
  for (const row of view.summary.rows) for (const id of of(row)) found.set(id, [...(found.get(id) ?? []), row.code]);
  const rows = [...found].flatMap(([id, codes]): ItemCodes[] => {
    const item = itemOf(view, id);
    return item ? [{ item, codes }] : [];
  });
  return rows.sort((one, other) => one.item.number - other.item.number);
}

/** Return how many items and gates a community still has to answer. */
export function openCount({ own }: CommunityRow): number {
  return own.open.length + own.unknown.length + own.open_gates.length;
}

/** Return the level in words. */
export function levelOf({ own }: CommunityRow): string {
  return own.level ?? "暂不给等级";
}
