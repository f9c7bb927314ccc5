// What leaves the page by the reader's own hand: the name of the file, the rows of the table, the text to copy. Pure.
import { shortened } from "../address";
import { namePart } from "../file-name";
import { explainBonus, explainDimension, explainLevel, explainRate, explainUpstream, shown } from "./explain";
import { planState, says } from "./plan";
import { dimensionName, EDITIONS, itemName, openRows, rowsOf, typeNames } from "./result-model";
import type { Result } from "./result-model";
import type { Return } from "./returned";

export const WEAK = "短板";
export const MOST_SUMMARY = 600;
const PART = 20; // characters of a name within a file's name
const OFFERED = 3; // practices that the text names

/** Return what was filled in without the names of the community and of who filled it in. */
export function withoutNames(filled: Return): Return {
  return { ...filled, community: "", filler: "" };
}

/** Return the name of a file: 自查-<社区>-<周期>.<ending>, fit for Windows, short. */
export function fileName(filled: Return, ending: string): string {
  const parts = [filled.community, filled.period].map((part) => namePart(part, PART));
  return `${["自查", ...parts.filter(Boolean)].join("-")}.${ending}`;
}

/** Return the rows of the table for Excel and WPS: who and when, sums, every item, the plan. */
export function csvRows(result: Result): string[][] {
  const { checklist, score } = result;
  const rows: string[][] = [[checklist.title, `第 ${checklist.version} 版`], ...headRows(result), ...sumRows(result), []];
  rows.push(["维度", "得分", "适用分值", "得分率（%）", "说明"]);
  for (const one of score.dimensions) {
    const rate = one.rate === null ? "" : shown(one.rate);
    rows.push([dimensionName(checklist, one.dimension), shown(one.got), shown(one.points), rate, dimensionNotes(one).join("，")]);
  }
  rows.push([], ["序号", "维度", "指标", "回答", "分值", "得分", "怎么算的", "说明、原因", "佐证材料", "复核得分", "复核说明"]);
  for (const { item, answer, words, got, said } of result.rows) {
    const review = answer?.review === undefined ? "" : shown(answer.review);
    rows.push([
      String(item.number), dimensionName(checklist, item.dimension), item.indicator, words, item.points ? shown(item.points) : "",
      got === null ? "" : shown(got), said, answer?.reason ?? "", answer?.evidence ?? "", review, answer?.review_note ?? "",
    ]);
  }
  rows.push([], ["提升计划", "要做的事", "责任人", "时限", "完成情况"]);
  for (const line of result.filled.plan.filter(says)) {
    rows.push([lineName(result, line.item), line.do, line.owner ?? "", line.due ?? "", line.done ?? ""]);
  }
  return rows;
}

/** Return who filled what in, and when; empty ones are left out. */
export function headRows(result: Result): string[][] {
  const { filled } = result;
  const rows = [
    ["版本", EDITIONS[filled.edition]], ["评价周期", filled.period], ["街道（镇）", filled.street], ["社区", filled.community],
    ["社区类型", typeNames(result)], ["填表日期", filled.filled], ["填表人", filled.filler],
  ];
  return rows.filter(([, value]) => value);
}

function sumRows(result: Result): string[][] {
  const { checklist, score } = result;
  const rows = [
    ["得分率（%）", score.rate === null ? "" : shown(score.rate), explainRate(score)],
    ["等级", score.level ?? "", explainLevel(checklist, score)],
  ];
  if (!score.complete) rows.push(["未完成", String(openRows(result).length), "条没有回答或者不知道"]);
  if (score.failed.length) rows.push(["先解决底线事项", String(score.failed.length), rowsOf(result, score.failed).map(({ item }) => itemName(item)).join("；")]);
  const upstream = explainUpstream(score);
  if (upstream) rows.push(["需上级解决", String(score.upstream.length), upstream]);
  const bonus = explainBonus(checklist, score);
  if (bonus) rows.push(["另加分", shown(score.bonus), bonus]);
  return rows;
}

/** Return what is to be said of a dimension: 短板, what is open, nothing applies. */
export function dimensionNotes(one: Result["score"]["dimensions"][number]): string[] {
  if (one.rate === null) return ["没有一条适用"];
  return [one.weak ? WEAK : "", one.open ? `${one.open} 条没答` : ""].filter(Boolean);
}

/** Return the name of the item that a line of the plan belongs to. */
export function lineName(result: Result, id: string): string {
  const item = result.checklist.items.find((one) => one.id === id);
  return item ? itemName(item) : id;
}

/** Return the text to send: a summary of at most MOST_SUMMARY characters, then a line a dimension. */
export function summaryText(result: Result): string {
  const { checklist, filled, score } = result;
  const who = [filled.street, filled.community].map((name) => shortened(name, 30)).filter(Boolean).join(" ");
  const failed = rowsOf(result, score.failed).map(({ item }) => item.indicator).join("、");
  const open = openRows(result).length;
  const practices = result.steps.slice(0, OFFERED).map((step) => `「${step.practice.title}」`).join("");
  const plan = planState(filled.plan);
  const lines = [
    `${checklist.title}（第 ${checklist.version} 版，${EDITIONS[filled.edition]}）`, shortened(filled.period, 30), who,
    open ? `未完成：还有 ${open} 条没有回答或者不知道。` : "",
    failed ? `先解决底线事项：${failed}。` : "",
    `${explainRate(score)}。`, score.level === null ? `${explainLevel(checklist, score)}。` : `等级：${score.level}。${explainLevel(checklist, score)}。`,
    sentence(explainUpstream(score)), sentence(explainBonus(checklist, score)),
    practices ? `可先看的做法：${practices}` : "", plan ? `提升计划：${plan}。` : "",
    "自愿填写，仅用于改进，不排名次。",
  ];
  const sums = checklist.dimensions.map(({ id, name }) => explainDimension(name, score.items.filter((row) => row.dimension === id)));
  return `${within(lines.filter(Boolean), MOST_SUMMARY)}\n\n${sums.join("\n")}`;
}

/** Return as many of the lines as fit into so many characters. */
function within(lines: string[], most: number): string {
  let left = most;
  const fitting = lines.filter((line) => {
    const length = Array.from(line).length + 1;
    if (length > left + 1) return false;
    left -= length;
    return true;
  });
  return fitting.join("\n");
}

function sentence(words: string): string {
  return words ? `${words}。` : "";
}
