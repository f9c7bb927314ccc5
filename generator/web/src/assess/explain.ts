// A score in words: the sentences of generator/assess/explain.py, tested equal.
import type { Checklist, Item } from "./checklist";
import type { Answer } from "./returned";
import { halfUp, standing } from "./score";
import type { ItemScore, Score } from "./score";

const NO_REASON = "选了不适用，没有写理由，按未答计";
const OUT = {
  na: "不适用，不计入", upstream: "需上级解决，不计入", open: "未答，按 0 分计", unknown: "不知道，按 0 分计",
};

/** Return hundredths as people write them: 3, 2.5, 66.67. */
export function shown(value: number): string {
  const rest = value % 100;
  const whole = (value - rest) / 100;
  return rest ? `${whole}.${String(rest).padStart(2, "0")}`.replace(/0+$/, "") : String(whole);
}

/** Return how the points of an item came about. */
export function explainItem(item: Item, answer: Answer | undefined, got: number | null): string {
  const how = standing(item, answer);
  if (item.type === "gate") {
    if (how !== "scored") return how === "open" ? "未答" : "不知道";
    return answer?.value === true ? `没有守住，等级最高到“${item.cap}”` : "守住了";
  }
  if (how !== "scored" || got === null) return answer?.state === "na" && how === "open" ? NO_REASON : OUT[how as keyof typeof OUT];
  return `${came(item, answer?.value)}，得 ${shown(got)} 分`;
}

function came(item: Item, value: Answer["value"]): string {
  const full = `${shown(item.points)} 分`;
  const choices = item.choices ?? [];
  switch (item.type) {
    case "grade":
      return `选第 ${(value as number) + 1} 档，${full} × ${shown(choices[value as number]?.worth ?? 0)}%`;
    case "count": {
      const count = (value as number[]).length;
      const most = count > item.full_at ? `，最多算 ${item.full_at} 项` : "";
      return `符合 ${count} 项${most}，${full} × ${Math.min(count, item.full_at)} ÷ ${item.full_at}`;
    }
    case "parts":
      return `做到 ${(value as number[]).map((at) => `第 ${at + 1} 项 ${shown(choices[at]?.worth ?? 0)} 分`).join("、") || "0 项"}`;
    case "rate":
      return cameByRate(item, value as number[]);
    case "deduct":
      return value ? `${value as number} 例，每例减 ${shown(item.each)} 分` : "没有出现";
    case "bonus":
      return value === true ? "有" : "没有";
    default:
      return value === true ? "是" : "否";
  }
}

function cameByRate(item: Item, [good = 0, total = 0]: number[]): string {
  if (!total) return "一件也没有，没有可数的";
  const line = shown(item.full_at);
  const base = `${total} 里有 ${good}，是 ${shown(halfUp(good * 100_00, total))}%`;
  if (good * 100_00 >= item.full_at * total) return `${base}，达到 ${line}%`;
  return `${base}，离 ${line}% 每差 1 个百分点减 ${shown(item.step)} 分`;
}

/** Return how the rate came about. */
export function explainRate(score: Score): string {
  if (score.rate === null) return "没有一条适用，算不出得分率";
  return `得分 ${shown(score.got)} ÷ 适用分值 ${shown(score.points)} = ${shown(score.rate)}%`;
}

/** Return how the level came about, and what holds it. */
export function explainLevel(checklist: Checklist, score: Score): string {
  if (score.open_gates.length) return `底线项还有 ${score.open_gates.length} 条没有回答，暂不给等级`;
  const at = checklist.levels.findIndex((level) => level.name === score.uncapped);
  const line = checklist.levels[at];
  if (score.rate === null || score.level === null || !line) return "算不出得分率，不给等级";
  const above = line.rate ? undefined : checklist.levels[at - 1];
  let said = above
    ? `${shown(score.rate)}% 不到“${above.name}”的 ${shown(above.rate)}%，是“${line.name}”`
    : `${shown(score.rate)}% 到了“${line.name}”的 ${shown(line.rate)}%`;
  if (score.level !== score.uncapped) said += `；底线项没有守住，等级到“${score.level}”为止`;
  return score.complete ? said : `${said}；还有没答的条目，结果未完成`;
}

/** Return the second rate, when something lies with the level above; empty when nothing does. */
export function explainUpstream(score: Score): string {
  if (!score.upstream.length || score.rate_with_upstream === null) return "";
  return `${score.upstream.length} 条需上级解决，没有计入；按 0 分算进来是 ${shown(score.rate_with_upstream)}%`;
}

/** Return the bonus, which stands outside the rate; empty when the edition has none. */
export function explainBonus(checklist: Checklist, score: Score): string {
  if (!score.bonus_items.length) return "";
  const earned = score.bonus_items.reduce((sum, row) => sum + (row.got ?? 0), 0);
  const most = earned > score.bonus ? `（最多 ${shown(checklist.bonus_cap)} 分）` : "";
  return `另加分 ${shown(score.bonus)} 分${most}，不计入得分率`;
}

/** Return the sum of one dimension, named as readers know it. */
export function explainDimension(name: string, rows: ItemScore[]): string {
  const counted = rows.filter((row) => row.got !== null);
  const points = counted.reduce((sum, row) => sum + row.points, 0);
  if (!points) return `${name}：没有一条适用`;
  const got = counted.reduce((sum, row) => sum + (row.got ?? 0), 0);
  const summed = counted.map((row) => shown(row.got ?? 0)).join(" + ");
  return `${name}：${summed} = ${shown(got)}，÷ ${shown(points)} = ${shown(halfUp(got * 100_00, points))}%`;
}
