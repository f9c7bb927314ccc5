// Answers of one time taken over into another: 沿用上期, and an older version's answers into the newer one.
import type { Checklist, Choice, Item } from "./checklist";
import { bare } from "./drafts";
import { fits } from "./returned";
import type { Answer, Return, Value } from "./returned";

export interface CarriedOver {
  answers: Record<string, Answer>;
  mapped: string[];
  orphans: { item: string; why: string }[]; // mapped + orphans = all answers of the earlier one
}

/** Take the answers of an earlier return over into a version. A reviewer's points stay with what they were given for. */
export function carryOver(from: Checklist | undefined, to: Checklist, earlier: Return): CarriedOver {
  const made: CarriedOver = { answers: bare(), mapped: [], orphans: [] };
  const olds = new Map((from?.items ?? []).map((item) => [item.id, item]));
  const news = new Map(to.items.map((item) => [item.id, item]));
  for (const [id, answer] of Object.entries(earlier.answers)) {
    const result = mapped(olds.get(id), news.get(id), answer);
    if (typeof result === "string") {
      made.orphans.push({ item: id, why: result });
    } else {
      made.answers[id] = result;
      made.mapped.push(id);
    }
  }
  return made;
}

function mapped(old: Item | undefined, item: Item | undefined, answer: Answer): Answer | string {
  if (!item) return "这一版没有这一条";
  if (old && old.type !== item.type) return "这一条换了答法";
  const carried: Answer = { state: answer.state };
  if (answer.reason) carried.reason = answer.reason;
  if (answer.evidence) carried.evidence = answer.evidence;
  if (answer.state === "na" && !item.na) return "这一条不再有“不适用”";
  if (answer.state === "upstream" && !item.upstream) return "这一条不再有“需上级解决”";
  if (answer.state !== "answered" || answer.value === undefined) return carried;
  const value = old ? renamed(old.choices, item.choices, answer.value, item.type === "grade") : answer.value;
  if (!fits(item, value)) return "选项改过，原来选的找不到了";
  return { ...carried, value };
}

/** Return a value whose choices are named by their place in `old`, named by their place in `now`; undefined when one is gone. */
function renamed(old: Choice[] | undefined, now: Choice[] | undefined, value: Value, one: boolean): Value | undefined {
  if (!old || !now || (!one && !Array.isArray(value))) return value;
  const places = (Array.isArray(value) ? value : [value as number]).map((at) => now.findIndex((choice) => choice.label === old[at]?.label));
  if (places.includes(-1)) return undefined;
  return one ? places[0] : places.sort((first, second) => first - second);
}
