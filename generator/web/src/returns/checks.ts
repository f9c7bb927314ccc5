// What every returned file must pass, in whatever format it came (generator/read/returned_checks.py). Pure.
import { itemsOf } from "../assess/checklist";
import type { Checklist, Edition, Item } from "../assess/checklist";
import { folded } from "../assess/returned";
import type { Answer, Return } from "../assess/returned";
import { CHARACTERS } from "./limits";
import { RefusedFile } from "./verdicts";
import type { Notify } from "./verdicts";

export const FORMAT = "casebook-return";
export const SCHEMA = 1;

/** Every version of a checklist, the newest first; undefined when there is none of that id. */
export type Known = (id: string) => Checklist[] | undefined;

/** Which form was filled, as the file says. */
export interface Identity {
  checklist: string;
  version: number;
  edition: string;
  fingerprint: string;
}

const EDITIONS: Edition[] = ["full", "quick"];
const ID = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/;
const DAY = /^([0-9]{4})-([0-9]{2})-([0-9]{2})$/;
// Controls, directions and marks that show nothing: they come with text that was copied from elsewhere.
// eslint-disable-next-line no-control-regex
const UNSEEN = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufffe\uffff]/g;

/** Return the version that was answered; throws RefusedFile R-TEMPLATE, R-VERSION, R-EDITED. */
export function knownForm(known: Known, identity: Identity, notify: Notify): [Checklist, Edition] {
  const versions = ID.test(identity.checklist) ? known(identity.checklist) : undefined;
  const newest = Array.isArray(versions) ? versions[0] : undefined; // an object's own members, such as constructor, are no list
  if (!versions || !newest) throw new RefusedFile("R-TEMPLATE", "", `没有编号是“${cut(identity.checklist)}”的自查表`);
  const found = versions.find((one) => one.version === identity.version);
  if (!found) {
    const there = versions.map((one) => one.version).join("、");
    throw new RefusedFile("R-VERSION", "", `第 ${identity.version} 版，现有第 ${there} 版`);
  }
  if (found.fingerprint !== identity.fingerprint) throw new RefusedFile("R-TEMPLATE", "", `题目或分值和第 ${found.version} 版不同`);
  const edition = EDITIONS.find((one) => one === identity.edition);
  if (!edition) throw new RefusedFile("R-EDITED", "", `没有“${cut(identity.edition)}”这种版式`);
  if (found.version < newest.version) notify("N-OLD", "", `第 ${found.version} 版，最新是第 ${newest.version} 版`);
  return [found, edition];
}

/** Throw RefusedFile R-BLANK without any answer, R-WHO without community, street or period. */
export function refuseEmpty(returned: Return): void {
  if (Object.values(returned.answers).every((answer) => answer.state === "answered" && answer.value === undefined)) {
    throw new RefusedFile("R-BLANK");
  }
  const named: [string, string][] = [["社区", returned.community], ["街道", returned.street], ["评价周期", returned.period]];
  const missing = named.filter(([, text]) => !folded(text)).map(([name]) => name);
  if (missing.length) throw new RefusedFile("R-WHO", "", missing.join("、"));
}

/** Note a state that the item does not allow, and 不适用 without its reason: both count as 未答. */
export function checkAnswer(item: Item, answer: Answer, where: string, notify: Notify): void {
  if ((answer.state === "na" && !item.na) || (answer.state === "upstream" && !item.upstream)) {
    notify("N-STATE", where, answer.state === "na" ? "不适用" : "需上级解决");
  } else if (answer.state === "na" && !(answer.reason ?? "").trim()) notify("N-REASON", where, "");
}

/** Whether there is anything to keep of an answer. */
export function saysSomething(answer: Answer): boolean {
  const texts = answer.reason || answer.evidence || answer.review_note;
  return answer.state !== "answered" || answer.value !== undefined || Boolean(texts) || answer.review !== undefined;
}

/** Return an answer without what is empty. */
export function answerOf(answer: { [key in keyof Answer]?: Answer[key] | undefined } & { state: Answer["state"] }): Answer {
  const { state, value, reason, evidence, review, review_note } = answer;
  return {
    state,
    ...(value === undefined ? {} : { value }),
    ...(reason ? { reason } : {}),
    ...(evidence ? { evidence } : {}),
    ...(review === undefined ? {} : { review }),
    ...(review_note ? { review_note } : {}),
  };
}

/** Return the items of an edition by id. */
export function itemsById(checklist: Checklist, edition: Edition): Map<string, Item> {
  return new Map(itemsOf(checklist, edition).map((item) => [item.id, item]));
}

/** Whether it is a day of the calendar, YYYY-MM-DD, from 1900 on. */
export function isDay(text: string): boolean {
  const [, year, month, day] = (DAY.exec(text) ?? []).map(Number);
  if (year === undefined || month === undefined || day === undefined || year < 1900) return false;
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

/** Return a text without characters that show nothing. */
export function seen(text: string): string {
  return text.replace(UNSEEN, "");
}

/** Return the beginning of a text, for a sentence about it. */
export function cut(text: string, most = 40): string {
  if (text.length <= most) return text;
  const characters = [...text];
  return characters.length <= most ? text : `${characters.slice(0, most).join("")}…`;
}

/** Whether a text is longer than any answer may be, in characters (a rare one counts once). */
export function tooLong(text: string): boolean {
  return text.length > CHARACTERS && (text.length > 2 * CHARACTERS || [...text].length > CHARACTERS);
}
