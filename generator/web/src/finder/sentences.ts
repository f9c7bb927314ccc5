// Conditions and reasons in words: what a clerk would say. Pure.
import { type Conditions, type Key, ONLY, optionsOf, setKeys } from "./conditions";
import type { Data, List, Row } from "./data";
import type { Hit } from "./match";

/** Names of the conditions, as they stand over a choice. */
export const KEY_NAME: Record<Key, string> = {
  topic: "最头疼的事", type: "社区类型", size: "规模（户数）", staff: "人手", cost: "能花的钱", authority: "谁能定", lead: "谁牵头",
  who: "有谁参加", stage: "用在哪个环节", tool: "用什么手段", effect: "多久见效", kind: "材料类型", case: "出自哪个案例", q: "字词",
};

const SPOKEN: Partial<Record<Key, string>> = {
  staff: "人手", cost: "能花的钱", authority: "谁能定", lead: "牵头", who: "参加", stage: "环节", tool: "手段", effect: "见效",
  kind: "材料", case: "案例",
};
const MONEY: Record<string, string> = { low: "基本没有", medium: "一小笔", high: "有专项" };
const AT_HAND: Record<string, string> = { few: "一两个人兼着做", team: "三五个人分工", full: "有专人" };

/** Return the words for a value as an answer: 能花的钱 is 基本没有, where a practice says 基本不另花钱. */
export function valueName(data: Data, key: Key, id: string): string {
  const own = key === "cost" ? MONEY[id] : key === "staff" ? AT_HAND[id] : undefined;
  return own ?? optionsOf(data, key).find((term) => term.id === id)?.name ?? id;
}

/** Return a condition in words, such as 城中村, 能花的钱：基本没有, “积分”. */
export function conditionWords(data: Data, conditions: Conditions, key: Key): string {
  if (key === "q") return `“${conditions.q.trim()}”`;
  if (key === "topic") return conditions.topics.map((id) => valueName(data, key, id)).join("、");
  const name = valueName(data, key, conditions.chosen[key] ?? "");
  return SPOKEN[key] ? `${SPOKEN[key]}：${name}` : name;
}

/** Return all conditions in words, joined; "" when none is set. */
export function allConditions(data: Data, conditions: Conditions): string {
  return setKeys(conditions).map((key) => conditionWords(data, conditions, key)).join("；");
}

/** Return what the hit has in its favour, in the order of the conditions, then the people it takes. */
export function reasons(data: Data, conditions: Conditions, hit: Hit): string[] {
  const row = hit.row;
  const said = hit.met.map((key) => reason(data, conditions, row, key)).filter(Boolean);
  if (!hit.met.includes("type") && !hit.unmet.includes("type")) {
    said.unshift(`适合${names(data, "community_types", row.types.slice(0, 3))}${row.types.length > 3 ? "等" : ""}`);
  }
  return hit.met.includes("staff") || hit.unmet.includes("staff") ? said : [...said, `人手：${row.people}`];
}

function reason(data: Data, conditions: Conditions, row: Row, key: Key): string {
  const value = key === "topic" || key === "q" ? "" : conditions.chosen[key] ?? "";
  switch (key) {
    case "topic": return `对得上${names(data, "topics", conditions.topics.filter((topic) => row.topics.includes(topic)))}`;
    case "type": return `适合${valueName(data, key, value)}`;
    case "size": return `适合${valueName(data, key, value)}的社区`;
    case "staff": return `人手：${row.people}`;
    case "cost": return `花费：${row.money}`;
    case "authority": return value === ONLY ? "只须社区定" : valueName(data, key, value);
    case "lead": return `建议${valueName(data, key, value)}牵头`;
    case "who": return `${valueName(data, key, value)}${role(row, value)}`;
    case "stage": return `用在${valueName(data, key, value)}环节`;
    case "tool": return `手段有${valueName(data, key, value)}`;
    default: return ""; // words, effect, material and case stand in the hit already
  }
}

function role(row: Row, actor: string): string {
  if (row.actors.lead?.includes(actor)) return "牵头";
  if (row.actors.support?.includes(actor)) return "支持配合";
  return row.actors.take_part?.includes(actor) ? "参与" : "监督";
}

/** Return what does not fit, condition by condition. */
export function misfits(data: Data, conditions: Conditions, hit: Hit): string[] {
  return hit.unmet.map((key) => misfit(data, conditions, hit.row, key)).filter(Boolean);
}

function misfit(data: Data, conditions: Conditions, row: Row, key: Key): string {
  const value = key === "topic" || key === "q" ? "" : conditions.chosen[key] ?? "";
  const name = valueName(data, key, value);
  switch (key) {
    case "type": return `没说适合${name}`;
    case "size": return `没说适合${name}的社区`;
    case "staff": return `${names(data, "staff", [row.staff])}（${row.people}）`;
    case "cost": return `${names(data, "cost", [row.cost])}（${row.money}）`;
    case "authority": return `谁能定：${names(data, "authority", row.authority)}`;
    case "lead": return `建议由${names(data, "actors", row.actors.lead ?? [])}牵头`;
    case "who": return `没说要${name}参加`;
    case "stage": return `没说用在${name}环节`;
    case "tool": return `没说用${name}`;
    case "effect": return `见效要${names(data, "effect", [row.effect])}`;
    case "kind": return `材料是${names(data, "kind", [row.kind])}`;
    default: return "";
  }
}

/** Return what a community that describes itself should know of who decides: what is beyond it. */
export function beyond(data: Data, conditions: Conditions, row: Row): string {
  const described = (["type", "size", "staff", "cost"] as const).some((key) => conditions.chosen[key]);
  const chosen = conditions.chosen.authority;
  if (chosen && chosen !== ONLY) {
    const others = row.authority.filter((id) => id !== chosen);
    return row.authority.includes(chosen) && others.length ? `另外${names(data, "authority", others)}` : "";
  }
  return described && !chosen && !row.authority.includes("community") ? "社区自己定不了，见“谁能定”" : "";
}

/** Return the names of ids of a list, joined by 、. */
export function names(data: Data, list: List, ids: readonly string[]): string {
  return ids.map((id) => data.terms[list].find((term) => term.id === id)?.name ?? id).join("、");
}
