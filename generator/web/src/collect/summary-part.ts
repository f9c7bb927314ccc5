// 汇总: dimensions by community, what is common first, what lies with the street. No ranking, no sorting by score.
import { shown } from "../assess/explain";
import { make } from "../elements";
import { siteLink } from "../loading";
import { fold, frame, headCell, tick, textTable } from "./controls";
import {
  dimensionOf, failedGates, headline, itemOf, labels, levelOf, openCount, openItems, practiceOf, titleOf, typeGroups, unknownItems,
} from "./overview";
import type { Overview } from "./overview";
import { codesPaper, reviewCells } from "./papers-tables";
import { whyWords } from "./papers-words";
import type { CommunityRow } from "./summary";

const STEP = 20_00; // hundredths of a percent: five shades

/** Return the whole of one summary. */
export function summaryView(view: Overview, setNames: (on: boolean) => void): HTMLElement[] {
  return [
    make("p", "collect-quiet", `${headline(view)}。按社区类型和代号排，不分先后。`),
    tick("显示社区名", view.names, setNames), heatTable(view), legend(),
    ...common(view), ...training(view), ...gates(view), ...matters(view), ...open(view), ...reviews(view), codes(view),
  ];
}

function heatTable(view: Overview): HTMLElement {
  const { checklist, summary } = view;
  const table = make("table", "collect-heat");
  const heads = ["代号", ...checklist.dimensions.map((one) => one.name), "全表", "等级", "没守住底线", "没答、不知道"];
  table.append(make("caption", "", "各社区各维度的得分率（%）"), make("thead", "", make("tr", "", ...heads.map(headCell))));
  for (const group of typeGroups(view)) {
    const name = make("th", "collect-type", `${group.name}（${group.rows.length} 个）`);
    name.colSpan = heads.length;
    name.scope = "rowgroup";
    table.append(make("tbody", "", make("tr", "", name), ...group.rows.map((row) => heatRow(view, row))));
  }
  const foot = (["least", "middle", "most"] as const).map((key, at) => {
    const first = make("th", "", ["最低", "中位", "最高"][at] ?? "");
    first.scope = "row";
    const cells = checklist.dimensions.map(({ id }) => {
      const spread = summary.spreads.find((one) => one.dimension === id);
      return make("td", "", spread ? shown(spread[key]) : "");
    });
    return make("tr", "", first, ...cells, ...["", "", "", ""].map((words) => make("td", "", words)));
  });
  table.append(make("tfoot", "", ...foot));
  return frame("各社区各维度的得分率", table);
}

function heatRow(view: Overview, row: CommunityRow): HTMLElement {
  const first = make("th", "", labels(view, [row.code]));
  first.scope = "row";
  const cells = view.checklist.dimensions.map(({ id }) => {
    const one = row.own.dimensions.find((dimension) => dimension.dimension === id);
    if (!one || one.rate === null) return make("td", "collect-none", "没有适用");
    const cell = make("td", `collect-shade-${Math.min(4, Math.floor(one.rate / STEP))}`, shown(one.rate));
    if (one.weak) cell.append(make("span", "collect-weak", "▽短板"));
    return cell;
  });
  const { rate, failed } = row.own;
  const rest = [rate === null ? "没有适用" : shown(rate), levelOf(row), `${failed.length} 条`, `${openCount(row)} 条`];
  return make("tr", "", first, ...cells, ...rest.map((words) => make("td", "", words)));
}

function legend(): HTMLElement {
  const shades = ["不到 20", "20 起", "40 起", "60 起", "80 起"].map((words, at) => make("span", `collect-key collect-shade-${at}`, words));
  return make("p", "collect-legend", "底色越深，得分率越高：", ...shades, "不到 60% 的另写“▽短板”。没答和“不知道”按 0 分计，先看最后一列。");
}

function common(view: Overview): HTMLElement[] {
  const { gaps } = view.summary;
  const title = make("h3", "", "共性短板");
  if (!gaps.length) return [title, make("p", "", "没有两个以上社区都不到六成、又占到一半的条目。")];
  const rows = gaps.map((gap) => {
    const item = itemOf(view, gap.item);
    return [titleOf(view, gap.item), dimensionOf(view, item?.dimension ?? ""), `答了的 ${gap.answered} 个里有 ${gap.short} 个`, labels(view, gap.codes), item?.hint ?? ""];
  });
  return [
    title, make("p", "collect-quiet", "两个以上、并且占答了的一半以上的社区都不到六成的条目，涉及社区多的在前。"),
    frame("共性短板", textTable("", ["条目", "维度", "不到六成的", "是哪些", "先做什么（编者建议）"], rows)),
  ];
}

function training(view: Overview): HTMLElement[] {
  const rows = view.summary.training;
  if (!rows.length) return [];
  const list = make("ol", "collect-training", ...rows.map((row) => {
    const practice = practiceOf(view, row.practice);
    const link = practice ? siteLink(practice.path, practice.title) : row.practice;
    return make("li", "", make("b", "", link), practice ? make("span", "", `：${practice.line}`) : "", make("div", "collect-quiet", `为什么：${whyWords(view, row.items, row.communities)}。`));
  }));
  return [make("h3", "", "先带哪些做法"), make("p", "collect-advice", make("b", "", "编者建议"), "：条目和做法的对应由编者给出，来源没有记载，也没有在当地验证过。"), list];
}

function gates(view: Overview): HTMLElement[] {
  const rows = failedGates(view);
  if (!rows.length) return [];
  return [
    make("h3", "", "先解决的底线事项"),
    frame("先解决的底线事项", textTable("", ["条目", "是哪些"], rows.map(({ item, codes: some }) => [`${item.number} ${item.indicator}`, labels(view, some)]))),
  ];
}

function matters(view: Overview): HTMLElement[] {
  const rows = view.summary.matters.flatMap((matter) => matter.rows.map(([code, said]) => [titleOf(view, matter.item), labels(view, [code]), said || "没有写"]));
  const title = make("h3", "", "需街道、部门协调的事项");
  if (!rows.length) return [title, make("p", "", "没有社区选“需上级解决”。")];
  return [title, frame("需街道、部门协调的事项", textTable("", ["条目", "社区", "社区怎么说"], rows))];
}

function open(view: Overview): HTMLElement[] {
  const [none, unknown] = [openItems(view), unknownItems(view)];
  const rows = [...none.map((one) => ["未答", one] as const), ...unknown.map((one) => ["不知道", one] as const)];
  const title = make("h3", "", "没答和答“不知道”的条目");
  if (!rows.length) return [title, make("p", "", "都答了。")];
  const table = textTable("", ["条目", "回答", "几个社区", "是哪些"], rows.map(([how, { item, codes: some }]) => [
    `${item.number} ${item.indicator}`, how, String(some.length), labels(view, some),
  ]));
  return [title, fold(`未答 ${none.length} 条，不知道 ${unknown.length} 条`, frame("没答和答不知道的条目", table))];
}

function reviews(view: Overview): HTMLElement[] {
  const rows = view.summary.rows.filter((row) => row.reviewed);
  if (!rows.length) return [];
  return [make("h3", "", "自评和复核"), frame("自评和复核", textTable("", ["社区", "自评得分率", "复核后得分率", "差多少"], rows.map((row) => reviewCells(view, row))))];
}

function codes(view: Overview): HTMLElement {
  const [, table] = codesPaper(view).parts;
  const body = table?.kind === "table" ? frame("代号对照", textTable("", table.head, table.rows)) : "";
  return fold("代号对照（哪个代号是哪个社区）", make("p", "collect-quiet", "只在需要找人时看，不要和汇总表一起张贴。"), body);
}
