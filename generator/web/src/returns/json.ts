// A filled checklist as JSON: what the form writes and reads, and the collection reads (generator/read/returned_json.py).
import type { Checklist, Item } from "../assess/checklist";
import { fits } from "../assess/returned";
import type { Answer, PlanLine, Return, State, Value } from "../assess/returned";
import {
  FORMAT, SCHEMA, answerOf, checkAnswer, cut, isDay, itemsById, knownForm, refuseEmpty, saysSomething, seen, tooLong,
} from "./checks";
import type { Known } from "./checks";
import { canonical, checksum, parseJson } from "./json-text";
import type { Json, JsonObject } from "./json-text";
import { CHARACTERS, JSON_BYTES } from "./limits";
import { RefusedFile, readingOf } from "./verdicts";
import type { Notify, Reading } from "./verdicts";

export type { Known } from "./checks";
export type { Reading } from "./verdicts";

const STATES: State[] = ["answered", "unknown", "na", "upstream"];
const MOST_PLANNED = 200;
const TEXTS = ["period", "street", "community", "filler"] as const;
const WHOLE = new Set<string>([
  ...TEXTS, "format", "schema", "checklist", "version", "edition", "fingerprint", "types", "filled", "answers", "plan", "checksum",
]);
const ANSWER = new Set(["state", "value", "reason", "evidence", "review", "review_note"]);
const PLAN = ["item", "do", "owner", "due", "done"] as const;

/** Return the JSON text of a filled checklist, with its checksum. Nothing is added: no time, no machine. */
export function writeReturn(filled: Return, fingerprint: string): string {
  const answers = Object.entries(filled.answers).map(([id, answer]): [string, Json] => [id, mapped(answerOf(answer))]);
  const plan = filled.plan.map((line): Json => new Map(PLAN.map((name) => [name, line[name] ?? ""])));
  const members: JsonObject = new Map<string, Json>([
    ["format", FORMAT], ["schema", SCHEMA], ["checklist", filled.checklist], ["version", filled.version],
    ["edition", filled.edition], ["fingerprint", fingerprint], ["period", filled.period], ["street", filled.street],
    ["community", filled.community], ["types", [...filled.types]], ["filled", filled.filled], ["filler", filled.filler],
    ["answers", new Map(answers)], ["plan", plan],
  ]);
  return `${written(new Map([...members, ["checksum", checksum(members)]]), 0)}\n`;
}

/** Read a JSON text; never throws. A draft may be without answers and names; what is collected may not (R-BLANK, R-WHO). */
export function readReturnText(text: string, known: Known, { name = "", size = 0, draft = true } = {}): Reading {
  return readingOf(name, size, (notify) => {
    const returned = read(text, known, notify);
    if (!draft) refuseEmpty(returned);
    return returned;
  });
}

function mapped(members: object): JsonObject {
  return new Map(Object.entries(members) as [string, Json][]);
}

/** The layout of JSON.stringify(…, null, 1), for Maps. */
function written(value: Json, depth: number): string {
  if (!(value instanceof Map) && !Array.isArray(value)) return canonical(value);
  const [open, close] = Array.isArray(value) ? "[]" : "{}";
  const rows = Array.isArray(value)
    ? value.map((part) => written(part, depth + 1))
    : [...value].map(([key, part]) => `${JSON.stringify(key)}: ${written(part, depth + 1)}`);
  if (!rows.length) return `${open}${close}`;
  const line = `\n${" ".repeat(depth + 1)}`;
  return `${open}${line}${rows.join(`,${line}`)}\n${" ".repeat(depth)}${close}`;
}

function read(text: string, known: Known, notify: Notify): Return {
  if (text.length > JSON_BYTES || new TextEncoder().encode(text).length > JSON_BYTES) throw new RefusedFile("R-JSON", "", "超过 1 MB");
  const members = parseJson(text.replace(/^\ufeff/, ""));
  if (!(members instanceof Map) || members.get("format") !== FORMAT) throw new RefusedFile("R-TEMPLATE");
  if (members.get("schema") !== SCHEMA) throw new RefusedFile("R-VERSION", "", "文件的格式不是这里认得的");
  const [checklist, edition] = identified(members, known, notify);
  if (members.get("checksum") !== checksum(members)) notify("N-CHECKSUM", "", members.has("checksum") ? "" : "没有校验码");
  for (const [key, value] of members) if (!WHOLE.has(key)) notify("N-ORPHAN", cut(key), told(value));
  const [period = "", street = "", community = "", filler = ""] = TEXTS.map((key) => textOf(members, key, key, notify));
  return {
    checklist: checklist.id, version: checklist.version, edition, period, street, community,
    types: typesOf(members, checklist, notify), filled: filledOf(members, notify), filler,
    answers: answersOf(members, itemsById(checklist, edition), notify), plan: planOf(members, checklist, notify),
  };
}

function identified(members: JsonObject, known: Known, notify: Notify): ReturnType<typeof knownForm> {
  const [checklist, version, edition, fingerprint] = ["checklist", "version", "edition", "fingerprint"].map((key) => members.get(key));
  if (typeof checklist !== "string" || typeof version !== "number" || typeof edition !== "string" || typeof fingerprint !== "string") {
    throw new RefusedFile("R-EDITED", "", "表的编号、版本写得不对");
  }
  return knownForm(known, { checklist, version, edition, fingerprint }, notify);
}

/** A value that found no place, as it was written. */
function told(value: Json): string {
  return cut(canonical(value), CHARACTERS);
}

function textOf(members: JsonObject, key: string, where: string, notify: Notify): string {
  const value = members.get(key) ?? (members.has(key) ? null : "");
  if (typeof value !== "string") {
    notify("N-CELL", where, told(value));
    return "";
  }
  if (tooLong(value)) throw new RefusedFile("R-JSON", where, `超过 ${CHARACTERS} 字`);
  const kept = seen(value);
  if (kept !== value) notify("N-NORMAL", where, "去掉了看不见的字符");
  return kept;
}

function typesOf(members: JsonObject, checklist: Checklist, notify: Notify): string[] {
  const value = members.has("types") ? (members.get("types") as Json) : [];
  if (!Array.isArray(value)) {
    notify("N-CELL", "types", told(value));
    return [];
  }
  const there = new Set(checklist.community_types.map(([id]) => id));
  const found: string[] = [];
  for (const one of value) {
    if (typeof one !== "string" || !there.has(one)) notify("N-ORPHAN", "types", told(one));
    else if (!found.includes(one)) found.push(one);
  }
  return found;
}

function filledOf(members: JsonObject, notify: Notify): string {
  const day = textOf(members, "filled", "filled", notify);
  if (!day || isDay(day)) return day;
  notify("N-CELL", "filled", day);
  return "";
}

function answersOf(whole: JsonObject, items: Map<string, Item>, notify: Notify): Record<string, Answer> {
  const value = whole.has("answers") ? (whole.get("answers") as Json) : new Map<string, Json>();
  if (!(value instanceof Map)) throw new RefusedFile("R-JSON", "answers", "应当是一条一条的回答");
  const found = Object.create(null) as Record<string, Answer>;
  for (const [name, members] of value) {
    const where = `answers.${cut(name)}`;
    const item = items.get(name);
    const state = members instanceof Map ? STATES.find((one) => one === members.get("state")) : undefined;
    if (!item) notify("N-ORPHAN", where, told(members));
    else if (!(members instanceof Map) || !state) notify("N-CELL", where, told(members));
    else {
      const answer = answerFrom(item, state, members, where, notify);
      if (saysSomething(answer)) found[item.id] = answer;
    }
  }
  return found;
}

function answerFrom(item: Item, stated: State, members: JsonObject, where: string, notify: Notify): Answer {
  for (const [key, value] of members) if (!ANSWER.has(key)) notify("N-ORPHAN", `${where}.${cut(key)}`, told(value));
  const given = members.get("value") ?? null;
  const contradicted = given !== null && stated !== "answered";
  const state = contradicted ? "answered" : stated;
  let value: Value | undefined;
  if (contradicted) notify("N-CONTRADICTION", `${where}.value`, told(given));
  else if (given !== null && fits(item, given)) value = given;
  else if (given !== null) notify("N-CELL", `${where}.value`, told(given));
  let review = members.get("review") ?? undefined;
  if (review !== undefined && !(typeof review === "number" && review >= 0 && review <= item.points && item.points > 0)) {
    notify("N-REVIEW", `${where}.review`, told(review));
    review = undefined;
  }
  const [reason, evidence, said] = ["reason", "evidence", "review_note"].map((key) => textOf(members, key, `${where}.${key}`, notify));
  const answer = answerOf({ state, value, reason, evidence, review, review_note: said });
  checkAnswer(item, answer, where, notify);
  return answer;
}

function planOf(whole: JsonObject, checklist: Checklist, notify: Notify): PlanLine[] {
  const value = whole.has("plan") ? (whole.get("plan") as Json) : [];
  if (!Array.isArray(value) || value.length > MOST_PLANNED) {
    throw new RefusedFile("R-JSON", "plan", `应当是不超过 ${MOST_PLANNED} 行的提升计划`);
  }
  const there = new Set(checklist.items.map((item) => item.id));
  const lines: PlanLine[] = [];
  value.forEach((members, at) => {
    const where = `plan.${at + 1}`;
    if (!(members instanceof Map)) return notify("N-CELL", where, told(members));
    for (const [key, part] of members) {
      if (!PLAN.some((name) => name === key)) notify("N-ORPHAN", `${where}.${cut(key)}`, told(part));
    }
    const [item = "", todo = "", owner = "", due = "", done = ""] = PLAN.map((key) => textOf(members, key, `${where}.${key}`, notify));
    if (item && !there.has(item)) notify("N-ORPHAN", `${where}.item`, item);
    if (item || todo || owner || due || done) lines.push({ item, do: todo, owner, due, done });
    return undefined;
  });
  return lines;
}
