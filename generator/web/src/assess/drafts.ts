// A draft of the form: what is kept of it, how two windows' changes come together. No storage here, no page.
import type { Checklist, Item } from "./checklist";
import { fits } from "./returned";
import type { Answer, PlanLine, Return, State } from "./returned";

export const MAX_TEXT = 8_000; // characters of one field; the readers of returned files take no more
export const MAX_BYTES = 1_000_000; // of a whole draft as JSON
const MAX_PLAN = 200;
const ID = /^[a-z][a-z0-9-]{0,63}$/;
const STATES: readonly State[] = ["answered", "unknown", "na", "upstream"];

/** What stood somewhere in one window while another window had something else there. */
export interface Aside {
  id: string;
  part: string;
  value: unknown; // as `partsOf` has it
  by: string; // the window that wrote it
}

export interface Draft {
  key: string;
  rev: number; // 0: never kept
  begun: string; // ISO time
  saved: string; // ISO time
  filled: Return;
  typed: Record<string, string[]>; // numbers in the making: [total, good] of a rate, [count] of a deduct
  carried: string[]; // items whose answer comes from an earlier time and was not looked at yet
  from: string; // the period that it was carried over from
  orphans: Record<string, string>; // answers that this version has no place for, in words, by item
  aside: Aside[];
}

/** Return a new, empty draft. */
export function newDraft(key: string, filled: Return, now: Date): Draft {
  return {
    key, rev: 0, begun: now.toISOString(), saved: "", filled, typed: bare(), carried: [], from: "", orphans: bare(), aside: [],
  };
}

/** Return an object without a prototype: ids of items are its keys, and nothing else is ever found in it. */
export function bare<Value>(entries: Iterable<readonly [string, Value]> = []): Record<string, Value> {
  const made = Object.create(null) as Record<string, Value>;
  for (const [key, value] of entries) made[key] = value;
  return made;
}

/** Return a copy that shares nothing with the draft. */
export function copied(draft: Draft): Draft {
  const { filled } = draft;
  const copy = JSON.parse(JSON.stringify(draft)) as Draft;
  copy.filled = { ...copy.filled, answers: bare(Object.entries(copy.filled.answers)), types: [...filled.types] };
  return { ...copy, typed: bare(Object.entries(copy.typed)), orphans: bare(Object.entries(copy.orphans)) };
}

/** Return how many bytes the draft takes. */
export function sizeOf(draft: Draft): number {
  return new TextEncoder().encode(JSON.stringify(draft)).length;
}

const WHO = ["period", "street", "community", "filler", "filled", "edition", "types"] as const;

/** Return everything that can change by itself, by name: what one window changed is told from the other's by it. */
export function partsOf(draft: Draft): Map<string, unknown> {
  const { filled } = draft;
  const parts = new Map<string, unknown>(WHO.map((name) => [`who:${name}`, filled[name]]));
  for (const [id, answer] of Object.entries(filled.answers)) parts.set(`answer:${id}`, answer);
  for (const [id, typed] of Object.entries(draft.typed)) parts.set(`typed:${id}`, typed);
  for (const id of draft.carried) parts.set(`carried:${id}`, true);
  for (const [id, why] of Object.entries(draft.orphans)) parts.set(`orphan:${id}`, why);
  for (const aside of draft.aside) parts.set(`aside:${aside.id}`, aside);
  parts.set("plan", filled.plan);
  return parts;
}

/** Put a part as `partsOf` has it into the draft; undefined takes it out. */
export function putPart(draft: Draft, part: string, value: unknown): void {
  const at = part.indexOf(":");
  const [kind, id] = at < 0 ? [part, ""] : [part.slice(0, at), part.slice(at + 1)];
  const { filled } = draft;
  if (kind === "who") Object.assign(filled, { [id]: value });
  else if (kind === "plan") filled.plan = value as PlanLine[];
  else if (kind === "answer") put(filled.answers, id, value as Answer | undefined);
  else if (kind === "typed") put(draft.typed, id, value as string[] | undefined);
  else if (kind === "orphan") put(draft.orphans, id, value as string | undefined);
  else if (kind === "carried") draft.carried = [...draft.carried.filter((one) => one !== id), ...(value ? [id] : [])];
  else if (kind === "aside") draft.aside = [...draft.aside.filter((one) => one.id !== id), ...(value ? [value as Aside] : [])];
}

function put<Value>(record: Record<string, Value>, id: string, value: Value | undefined): void {
  if (value === undefined) delete record[id];
  else record[id] = value;
}

/** Whether two drafts hold the same, whatever their revision. */
export function same(one: Draft, other: Draft): boolean {
  const [mine, theirs] = [partsOf(one), partsOf(other)];
  if (mine.size !== theirs.size) return false;
  for (const [part, value] of mine) if (told(value) !== told(theirs.get(part))) return false;
  return true;
}

/** Return JSON with the keys of objects in one order: equal for equal values. */
function told(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) => {
    if (typeof part !== "object" || part === null || Array.isArray(part)) return part;
    return Object.fromEntries(Object.entries(part).sort(([one], [other]) => (one < other ? -1 : 1)));
  }) ?? "";
}

/**
 * Return `theirs` with what `mine` changed since `base`. Where both changed one part to different things, theirs stays
 * and mine is put aside under the window's name: nothing that was written is gone.
 */
export function merged(base: Draft, mine: Draft, theirs: Draft, by: string): Draft {
  const made = copied(theirs);
  const [before, here, there] = [partsOf(base), partsOf(mine), partsOf(theirs)];
  for (const part of new Set([...before.keys(), ...here.keys()])) {
    const value = here.get(part);
    const [was, is, other] = [told(before.get(part)), told(value), told(there.get(part))];
    if (is === was || is === other) continue;
    if (other === was) putPart(made, part, value);
    else if (!/^(aside|carried|orphan):/.test(part)) made.aside.push({ id: `${by}.${theirs.rev}.${part}`, part, value: value ?? null, by });
  }
  return copied(made);
}

/** Exchange what a window had put aside with what stands there now: its own answers count from here on. */
export function preferred(draft: Draft, by: string): Draft {
  const made = copied(draft);
  for (const aside of draft.aside.filter((one) => one.by === by)) exchange(made, aside.id);
  return made;
}

/** Exchange one answer that was put aside with the one that counts. */
export function exchange(draft: Draft, id: string): void {
  const aside = draft.aside.find((one) => one.id === id);
  if (!aside) return;
  const now = partsOf(draft).get(aside.part);
  putPart(draft, aside.part, aside.value ?? undefined);
  aside.value = now ?? null;
}

/** Return what was kept as a draft again, copied by name: storage is shared, and anything may stand in it. */
export function readDraft(kept: unknown, versions: readonly Checklist[]): Draft | undefined {
  const source = record(kept);
  const filled = record(source.filled);
  const key = text(source.key);
  const version = Number(filled.version);
  if (!key || !Number.isInteger(version)) return undefined;
  const items = new Map((versions.find((one) => one.version === version)?.items ?? []).map((item) => [item.id, item]));
  return {
    key, rev: Number.isInteger(source.rev) ? (source.rev as number) : 0, begun: text(source.begun), saved: text(source.saved),
    filled: {
      checklist: text(filled.checklist), version, edition: filled.edition === "quick" ? "quick" : "full",
      period: text(filled.period), street: text(filled.street), community: text(filled.community),
      types: texts(filled.types), filled: text(filled.filled), filler: text(filled.filler),
      answers: bare(readAnswers(filled.answers, items)), plan: list(filled.plan).slice(0, MAX_PLAN).map(readPlan),
    },
    typed: bare(entriesOf(source.typed).map(([id, value]) => [id, texts(value)])),
    carried: texts(source.carried).filter((id) => ID.test(id)), from: text(source.from),
    orphans: bare(entriesOf(source.orphans).map(([id, value]) => [id, text(value)])),
    aside: list(source.aside).flatMap((one) => readAside(one, items)),
  };
}

function* readAnswers(kept: unknown, items: Map<string, Item>): Iterable<[string, Answer]> {
  for (const [id, value] of entriesOf(kept)) {
    const answer = readAnswer(value, items.get(id));
    if (answer) yield [id, answer];
  }
}

function readAnswer(kept: unknown, item: Item | undefined): Answer | undefined {
  const source = record(kept);
  const state = STATES.find((one) => one === source.state);
  if (!state) return undefined;
  const answer: Answer = { state };
  if (state === "answered" && item && fits(item, source.value)) answer.value = source.value;
  for (const name of ["reason", "evidence", "review_note"] as const) if (text(source[name])) answer[name] = text(source[name]);
  if (Number.isInteger(source.review)) answer.review = source.review as number;
  return answer;
}

function readPlan(kept: unknown): PlanLine {
  const source = record(kept);
  return { item: text(source.item), do: text(source.do), owner: text(source.owner), due: text(source.due), done: text(source.done) };
}

function readAside(kept: unknown, items: Map<string, Item>): Aside[] {
  const source = record(kept);
  const [id, part, by] = [text(source.id), text(source.part), text(source.by)];
  const [kind = "", name = ""] = part.split(":");
  if (!id || !part) return [];
  if (kind === "answer") return [{ id, part, by, value: readAnswer(source.value, items.get(name)) ?? null }];
  if (kind === "typed" || part === "who:types") return [{ id, part, by, value: texts(source.value) }];
  if (kind === "plan") return [{ id, part, by, value: list(source.value).slice(0, MAX_PLAN).map(readPlan) }];
  if (part === "who:edition") return [{ id, part, by, value: source.value === "quick" ? "quick" : "full" }];
  return kind === "who" && (WHO as readonly string[]).includes(name) ? [{ id, part, by, value: text(source.value) }] : [];
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? bare(Object.entries(value)) : bare();
}

function entriesOf(value: unknown): [string, unknown][] {
  return Object.entries(record(value)).filter(([id]) => ID.test(id));
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value.slice(0, 1_000) : [];
}

function texts(value: unknown): string[] {
  return list(value).filter((one): one is string => typeof one === "string").map((one) => one.slice(0, MAX_TEXT));
}

function text(value: unknown): string {
  return typeof value === "string" ? value.slice(0, MAX_TEXT) : "";
}
