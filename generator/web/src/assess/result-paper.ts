// The result, or the form as it was filled in, for the printer: made when printing begins, gone when it ends.
import { make } from "../elements";
import { headRows, lineName } from "./exports";
import { shown } from "./explain";
import { says } from "./plan";
import { comparison, reviewed } from "./result-earlier";
import type { Earlier } from "./result-earlier";
import { dimensionSum, itemTables, steps, upstreamList } from "./result-items";
import { dimensions, failedGates, openNotice, rateBox } from "./result-sums";
import type { Result, Row } from "./result-model";

export type Paper = "result" | "form";

const BLANK_LINES = 3; // to be written by hand where the plan is still empty
const BOX = "□";
const TICKED = "√";

/** Return the sheet to print. */
export function paperSheet(paper: Paper, result: Result, earlier: Earlier | null): HTMLElement {
  const { checklist } = result;
  const name = paper === "result" ? `${checklist.title}：结果` : checklist.title;
  const sheet = make("div", "result-paper", make("h1", "", name), headGrid(result));
  if (paper === "form") sheet.append(...filledForm(result));
  else sheet.append(...resultPages(result, earlier));
  sheet.append(make("p", "result-quiet", `自愿填写，仅用于改进，不排名次。表 ${checklist.id}，第 ${checklist.version} 版，${checklist.items.length} 条。`));
  return sheet;
}

function headGrid(result: Result): HTMLElement {
  return make("dl", "result-head", ...headRows(result).map(([name, words]) => make("div", "", make("dt", "", name ?? ""), make("dd", "", words ?? ""))));
}

function resultPages(result: Result, earlier: Earlier | null): Node[] {
  const nodes = [
    ...openNotice(result, null), ...failedGates(result, null), ...rateBox(result, null), ...dimensions(result, "result-paper"),
    ...upstreamList(result, null), ...steps(result, null), make("h3", "", "提升计划"), planTable(result),
    make("h3", "", "逐条看：每条的分怎么来的"), ...itemTables(result, null), ...reviewed(result, null),
  ];
  if (earlier) nodes.push(make("h3", "", "和上次比"), ...comparison(result, earlier, null));
  return nodes;
}

function planTable(result: Result): HTMLElement {
  const lines = result.filled.plan.filter(says);
  const rows = lines.map((line) => [lineName(result, line.item), line.do, line.owner ?? "", line.due ?? "", line.done ?? ""]);
  while (rows.length < BLANK_LINES) rows.push(["", "", "", "", ""]);
  return grid("result-plan-paper", ["条目", "要做的事", "责任人", "时限", "完成情况"], rows);
}

/** Every item with what there was to choose and what was chosen, by dimension. */
function filledForm(result: Result): Node[] {
  const parts: Node[] = result.checklist.dimensions.flatMap(({ id, name, points }) => {
    const rows = result.rows.filter(({ item }) => item.dimension === id && item.type !== "gate" && item.type !== "bonus");
    if (!rows.length) return [];
    return [make("h3", "", `${name}（${shown(points)} 分）`), formGrid(rows), make("p", "result-quiet", dimensionSum(result, id))];
  });
  for (const [type, name] of [["gate", "底线项（不计分）"], ["bonus", "另加分（不计入得分率）"]] as const) {
    const rows = result.rows.filter(({ item }) => item.type === type);
    if (rows.length) parts.push(make("h3", "", name), formGrid(rows));
  }
  return parts;
}

function formGrid(rows: Row[]): HTMLElement {
  return grid("result-form-paper", ["条目", "回答", "得分", "说明、佐证"], rows.map((row) => [
    make("div", "", make("b", "", `${row.item.number} ${row.item.indicator}`), make("p", "", row.item.content)),
    make("div", "", ...chosenLines(row).map((line) => make("p", "", line))),
    row.got === null ? "—" : `${shown(row.got)}/${shown(row.item.points)}`,
    make("div", "", ...[row.answer?.reason, row.answer?.evidence && `佐证：${row.answer.evidence}`].filter((text): text is string => !!text).map((text) => make("p", "", text))),
  ]));
}

/** Return the choices of an item with what was ticked; where there are none, the answer in words. */
export function chosenLines({ item, answer, words }: Pick<Row, "item" | "answer" | "words">): string[] {
  const value = answer?.state === "answered" ? answer.value : undefined;
  if (!item.choices?.length || value === undefined) return [words];
  const ticked = typeof value === "number" ? [value] : Array.isArray(value) ? value : [];
  const lines = item.choices.map((choice, at) => `${ticked.includes(at) ? TICKED : BOX} ${choice.label}`);
  return ticked.length ? lines : [...lines, `${TICKED} 都没有`];
}

function grid(className: string, names: string[], rows: (Node | string)[][]): HTMLElement {
  const head = names.map((name) => {
    const cell = make("th", "", name);
    cell.scope = "col";
    return cell;
  });
  const body = rows.map((row) => make("tr", "", ...row.map((words) => make("td", "", words))));
  return make("table", `result-grid ${className}`, make("thead", "", make("tr", "", ...head)), make("tbody", "", ...body));
}

let sheet: ((paper: Paper | null) => HTMLElement | null) | null = null; // of the result that was made last
let wanted: Paper | null = null;
let put: HTMLElement | null = null;

/** Let the printer see this sheet instead of the page, whatever begins the printing; return what begins it. */
export function printing(made: (paper: Paper | null) => HTMLElement | null): (paper: Paper) => void {
  if (!sheet) {
    window.addEventListener("beforeprint", putSheet);
    window.addEventListener("afterprint", takeSheet);
  }
  sheet = made;
  return (paper) => {
    wanted = paper;
    window.print();
    wanted = null;
  };
}

function putSheet(): void {
  takeSheet();
  put = sheet?.(wanted) ?? null;
  if (!put) return;
  document.documentElement.classList.add("prints-result");
  document.querySelector(".md-content__inner")?.append(put);
}

function takeSheet(): void {
  put?.remove();
  put = null;
  document.documentElement.classList.remove("prints-result");
}
