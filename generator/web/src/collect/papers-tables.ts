// 汇总表, 代号对照, 提升计划, 前后对比: papers that are tables. Figures only from the summary. Pure.
import { shortened } from "../address";
import { rateChange } from "../assess/earlier";
import { shown } from "../assess/explain";
import { answerWords } from "../assess/result-model";
import type { Changes } from "./changes";
import {
  dimensionOf, failedGates, fileOf, headline, itemOf, labels, levelOf, nameOf, openCount, openItems, percent, practiceOf, titleOf, typeGroups, typesOf,
  unknownItems,
} from "./overview";
import type { Overview } from "./overview";
import { tableOr } from "./paper";
import type { Paper, Part, Table } from "./paper";
import { isShort } from "./summary";
import type { CommunityRow } from "./summary";

export const NO_RANK = "自愿填写，仅用于改进。按社区类型和代号排，不分先后。";
const MOST_PROBLEM = 60; // characters of an answer
const OWN_WORDS = "各社区自己写的话照抄在表里，里面可能有名字，带走之前请看一遍。";

/** Return the table of all communities, and what they have in common. */
export function summaryPaper(view: Overview): Paper {
  const { summary } = view;
  return {
    file: fileOf("汇总表", view), title: "自查汇总表", wide: true,
    parts: [
      { kind: "text", words: `${headline(view)}。${NO_RANK}${summary.matters.length ? OWN_WORDS : ""}` }, ratesTable(view), ...gapParts(view), ...gateParts(view), ...matterParts(view),
      ...openParts(view), ...reviewParts(view),
    ],
  };
}

function ratesTable(view: Overview): Table {
  const { summary, checklist } = view;
  const names = view.names ? ["社区"] : [];
  const rows = typeGroups(view).flatMap(({ name, rows: some }) => some.map((row) => [
    row.code, ...(view.names ? [nameOf(view, row)] : []), name, ...row.own.dimensions.map((one) => rateWords(one.rate, one.weak)),
    row.own.rate === null ? "" : shown(row.own.rate), levelOf(row), String(row.own.failed.length), String(openCount(row)),
  ]));
  const foot = (name: string, of: "least" | "middle" | "most"): string[] => [
    name, ...names.map(() => ""), "", ...checklist.dimensions.map(({ id }) => {
      const spread = summary.spreads.find((one) => one.dimension === id);
      return spread ? shown(spread[of]) : "";
    }), "", "", "", "",
  ];
  return {
    kind: "table", name: "各社区得分率（%）",
    head: ["代号", ...names, "社区类型", ...checklist.dimensions.map((one) => one.name), "全表", "等级", "底线没守住（条）", "没答、不知道（条）"],
    rows, foot: [foot("最低", "least"), foot("中位", "middle"), foot("最高", "most")],
  };
}

/** Return a rate with the word that marks a 短板. */
export function rateWords(rate: number | null, weak: boolean): string {
  if (rate === null) return "没有适用";
  return weak ? `${shown(rate)} 短板` : shown(rate);
}

/** Return what several communities lack, the most common first. */
export function gapParts(view: Overview): Part[] {
  return tableOr("没有两个以上社区都不到六成、又占到一半的条目。", "共性短板", ["条目", "维度", "不到六成的社区", "答了的社区", "是哪些", "参考做法"],
    view.summary.gaps.map((gap) => [
      titleOf(view, gap.item), dimensionOf(view, itemOf(view, gap.item)?.dimension ?? ""), String(gap.short), String(gap.answered),
      labels(view, gap.codes), gap.practice ? practiceOf(view, gap.practice)?.title ?? "" : "",
    ]));
}

function gateParts(view: Overview): Part[] {
  return tableOr("没有社区写“有”。", "先解决的底线事项", ["条目", "是哪些"], failedGates(view).map(({ item, codes }) => [`${item.number} ${item.indicator}`, labels(view, codes)]));
}

/** Return what communities cannot settle themselves. */
export function matterParts(view: Overview): Part[] {
  return tableOr("没有社区选“需上级解决”。", "需街道、部门协调的事项", ["条目", "社区", "社区怎么说"],
    view.summary.matters.flatMap((matter) => matter.rows.map(([code, said]) => [titleOf(view, matter.item), labels(view, [code]), said])));
}

function openParts(view: Overview): Part[] {
  const rows = [...openItems(view).map((one) => ["未答", one] as const), ...unknownItems(view).map((one) => ["不知道", one] as const)];
  return tableOr("都答了。", "没答和答“不知道”的条目", ["回答", "条目", "几个社区", "是哪些"],
    rows.map(([how, { item, codes }]) => [how, `${item.number} ${item.indicator}`, String(codes.length), labels(view, codes)]));
}

function reviewParts(view: Overview): Part[] {
  const rows = view.summary.rows.filter((row) => row.reviewed);
  if (!rows.length) return [];
  return tableOr("", "自评和复核", ["社区", "自评得分率", "复核后得分率", "差多少"], rows.map((row) => reviewCells(view, row)));
}

/** Return a community's own rate beside the reviewer's. */
export function reviewCells(view: Overview, row: CommunityRow): string[] {
  const reviewed = row.reviewed?.rate ?? null;
  return [labels(view, [row.code]), percent(row.own.rate), percent(reviewed), rateChange(row.own.rate, reviewed)];
}

/** Return which code is which community. */
export function codesPaper(view: Overview): Paper {
  const { summary } = view;
  return {
    file: fileOf("代号对照", view), title: "代号对照", wide: false,
    parts: [{ kind: "text", words: `${headline(view)}。只在需要找人时用，不要和汇总表一起张贴。` }, {
      kind: "table", name: "", head: ["代号", "街道（镇）", "社区", "社区类型", "来自文件"],
      rows: [...summary.rows].sort((one, other) => (one.code < other.code ? -1 : 1)).map((row) => [
        row.code, row.returned.street, row.returned.community, typesOf(view, row), view.file(row)?.name ?? "",
      ]),
    }],
  };
}

/** Return what is to be done: the lines that communities planned, and common gaps that nobody planned for yet. */
export function planPaper(view: Overview): Paper {
  const { summary } = view;
  return {
    file: fileOf("提升计划", view), title: "提升计划", wide: true,
    parts: [
      { kind: "text", words: `${headline(view)}。先列各社区自己写的计划，再列共性短板里还没写计划的条目，空格由社区和街道商量着填。${OWN_WORDS}` },
      ...planTable(summary.rows.flatMap((row) => planRows(view, row))),
    ],
  };
}

function planTable(rows: string[][]): Part[] {
  if (!rows.length) return [{ kind: "text", words: "没有要列的。" }];
  return [{ kind: "table", name: "", head: ["社区", "存在问题", "对应条目", "改进措施", "参考做法", "责任人", "时限", "完成情况"], rows, blank: true }];
}

function planRows(view: Overview, row: CommunityRow): string[][] {
  const who = labels(view, [row.code]);
  const planned = row.returned.plan.map((line) => [
    who, problemOf(view, row, line.item), titleOf(view, line.item), line.do, practiceTitle(view, line.item),
    view.names ? line.owner ?? "" : "", line.due ?? "", line.done ?? "",
  ]);
  const written = new Set(row.returned.plan.map((line) => line.item));
  const short = new Set(row.own.items.filter((one) => one.standing === "scored" && isShort(one)).map((one) => one.item));
  const common = view.summary.gaps.filter((gap) => short.has(gap.item)).map((gap) => gap.item);
  const left = [...row.own.failed, ...common].filter((item) => !written.has(item));
  return [...planned, ...left.map((item) => [who, problemOf(view, row, item), titleOf(view, item), "", practiceTitle(view, item), "", "", ""])];
}

function practiceTitle(view: Overview, item: string): string {
  return itemOf(view, item)?.practice?.title ?? "";
}

/** What a community wrote about an item; without any words, what it answered. */
function problemOf(view: Overview, row: CommunityRow, id: string): string {
  const [item, answer] = [itemOf(view, id), row.returned.answers[id]];
  if (!item) return "";
  return answer?.reason?.trim() || `填的是“${shortened(answerWords(item, answer), MOST_PROBLEM)}”`;
}

/** Return what changed since an earlier collection. */
export function changesPaper(view: Overview, changes: Changes): Paper {
  const { summary } = view;
  const rows = new Map(summary.rows.map((row) => [row.code, row]));
  const cells = (before: number | null, after: number | null): string[] => [percent(before), percent(after), rateChange(before, after)];
  return {
    file: fileOf("前后对比", view), title: "前后对比", wide: true,
    parts: [
      { kind: "text", words: changesWords(view, changes) },
      ...tableOr("没有两次都交了的社区。", "各维度得分率的中位数", ["维度", "几个社区", `上次（${changes.before}）`, `这次（${changes.after}）`, "变化"],
        changes.dimensions.map(({ dimension, count, middle }) => [dimensionOf(view, dimension), String(count), ...cells(middle.before, middle.after)])),
      ...(changes.communities.length ? [{
        kind: "table" as const, name: "各社区",
        head: ["社区", "全表上次", "全表这次", "变化", ...changes.dimensions.map((one) => dimensionOf(view, one.dimension))],
        rows: changes.communities.filter(({ code }) => rows.has(code)).map(({ code, rate, dimensions }) => [
          labels(view, [code]), ...cells(rate.before, rate.after), ...changes.dimensions.map((one) => {
            const found = dimensions.find(([name]) => name === one.dimension)?.[1];
            return found ? rateChange(found.before, found.after) : "不能比";
          }),
        ]),
      }] : []),
    ],
  };
}

/** Return what is compared, and with whom. */
export function changesWords(view: Overview, { before, after, communities, gone, new: fresh, items }: Changes): string {
  const left = [gone ? `只有上次交的 ${gone} 个` : "", fresh ? `只有这次交的 ${fresh} 个` : ""].filter(Boolean).join("，");
  return `${view.checklist.title}，上次 ${before}，这次 ${after}。两次都交的 ${communities.length} 个社区，只比编号相同的 ${items} 条${left ? `；${left}，不在内` : ""}。只看自己和自己比，不排名次。`;
}
