// Every item with its points in words; what lies with the level above; which practices to look at first.
import { make } from "../elements";
import { siteLink } from "../loading";
import { explainDimension, shown } from "./explain";
import type { NextStep } from "./next-steps";
import { dimensionName, itemName, rowsOf, shortRows } from "./result-model";
import type { Result, Row } from "./result-model";
import { adviceMark, itemLink, table, takeButton } from "./result-parts";
import type { Acts } from "./result-parts";
import { folded } from "./result-sums";

export const FIRST = 6;
const COLUMNS = [
  { name: "条目" }, { name: "回答", className: "result-long" }, { name: "分值", className: "result-number" }, { name: "得分", className: "result-number" },
  { name: "怎么算的", className: "result-long" },
];

/** Return the table of every item, by dimension; gates and bonus stand in tables of their own. */
export function itemTables(result: Result, acts: Acts | null): HTMLElement[] {
  const scored = (row: Row): boolean => row.item.type !== "gate" && row.item.type !== "bonus";
  const tables = result.checklist.dimensions.map(({ id, name }) => {
    const rows = result.rows.filter((row) => row.item.dimension === id && scored(row));
    return rows.length ? itemTable(name, rows, acts) : null;
  });
  const gates = result.rows.filter((row) => row.item.type === "gate");
  const bonus = result.rows.filter((row) => row.item.type === "bonus");
  if (gates.length) tables.push(itemTable("底线项（不计分）", gates, acts));
  if (bonus.length) tables.push(itemTable("另加分（不计入得分率）", bonus, acts));
  return tables.filter((one): one is HTMLElement => one !== null);
}

function itemTable(name: string, rows: Row[], acts: Acts | null): HTMLElement {
  return table(name, COLUMNS, rows.map((row) => [
    itemLink(row.item, acts, "item"), answerCell(row), row.item.points ? shown(row.item.points) : "—",
    row.got === null ? "—" : shown(row.got), row.said,
  ]), "result-items");
}

function answerCell({ words, answer }: Row): Node {
  const notes = [answer?.reason ? `说明：${answer.reason}` : "", answer?.evidence ? `佐证：${answer.evidence}` : ""].filter(Boolean);
  return make("div", "", make("span", "result-answer", words), ...notes.map((note) => make("p", "result-quiet", note)));
}

/** Return every item as a section: folded where a phone would scroll past thirty blocks. */
export function items(result: Result, acts: Acts | null, wide: boolean): Node[] {
  const heading = make("h3", "", "逐条看：每条的分怎么来的");
  const tables = itemTables(result, acts);
  if (!acts) return [heading, ...tables];
  const fold = folded("items", `${result.rows.length} 条的回答和得分`, ...tables);
  (fold as HTMLDetailsElement).open = wide;
  return [heading, fold];
}

/** Return what lies with the street or a department. */
export function upstreamList(result: Result, acts: Acts | null): Node[] {
  const rows = rowsOf(result, result.score.upstream);
  if (!rows.length) return [];
  const lines = rows.map(({ item, answer }) => make(
    "li", "", itemLink(item, acts, "upstream"), make("p", "", answer?.reason ? `要解决的：${answer.reason}` : "还没有写要上级解决什么。写一句，街道才知道帮什么。"),
  ));
  return [make("h3", "", "需街道/部门协调事项"), make("p", "result-quiet", "这些条目责任不在社区，没有计入得分率。"), make("ul", "result-upstream", ...lines)];
}

/** Return the practices to look at first, why these, and what else can be done. */
export function steps(result: Result, acts: Acts | null): Node[] {
  const rows = shortRows(result);
  if (!rows.length) return [];
  const cards = result.steps.map((step) => stepCard(result, step, acts));
  const nodes: Node[] = [make("h3", "", "从哪里开始：先看哪些做法")];
  if (cards.length) {
    nodes.push(make("p", "result-quiet", "先看短板里的，再看还能多得分的。看一两条就可以动手，不用都做。"), make("ol", "result-steps", ...cards.slice(0, FIRST)));
  }
  if (cards.length > FIRST) {
    const rest = make("ol", "result-steps", ...cards.slice(FIRST));
    rest.start = FIRST + 1;
    nodes.push(acts ? folded("steps", `其余 ${cards.length - FIRST} 条做法`, rest) : make("p", "result-quiet", `另有 ${cards.length - FIRST} 条做法，在网页上看。`));
  }
  const bare = rows.filter((row) => !row.item.practice);
  if (bare.length) {
    nodes.push(make("h4", "", "没有对应做法的条目"), make("ul", "result-bare", ...bare.map((row) => make(
      "li", "", itemLink(row.item, acts, "bare"), make("p", "", adviceMark(), ` ${row.item.hint}`), ...(acts ? [takeButton([row.item], acts, `bare-${row.item.id}`)] : []),
    ))));
  }
  return nodes;
}

function stepCard(result: Result, step: NextStep, acts: Acts | null): HTMLElement {
  const { practice } = step;
  const rows = rowsOf(result, step.items);
  const name = acts ? siteLink(practice.path, practice.title) : make("b", "", practice.title);
  name.classList.add("result-step-name");
  const hints = rows.map(({ item }) => make("li", "", `${item.hint}（${itemName(item)}）`));
  const card = make(
    "li", "", make("h4", "", name), make("p", "", practice.line), make("p", "result-for", make("b", "", "为什么："), why(result, step, rows)),
    make("div", "result-first", make("p", "", adviceMark(), " 先做这一步："), make("ul", "", ...hints)),
  );
  if (acts) card.append(takeButton(rows.map((row) => row.item), acts, `step-${practice.ref}`));
  return card;
}

/** Return why a practice stands here: which items, how many points are within reach, which 短板. */
function why(result: Result, step: NextStep, rows: Row[]): string {
  const named = rows.map(({ item }) => `第 ${item.number} 条“${item.indicator}”`).join("、");
  const weak = result.score.dimensions.filter((one) => one.weak && rows.some((row) => row.item.dimension === one.dimension));
  const names = weak.map((one) => dimensionName(result.checklist, one.dimension)).join("、");
  return `${named}还能多得 ${shown(step.lost)} 分${names ? `；“${names}”是短板` : ""}。`;
}

/** Return the sum of a dimension in words, for the paper form. */
export function dimensionSum(result: Result, id: string): string {
  return explainDimension(dimensionName(result.checklist, id), result.score.items.filter((row) => row.dimension === id));
}
