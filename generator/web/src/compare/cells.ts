// Words of a cell as elements: figures bound to their metric, computed figures, status and place.
import { make, makeButton } from "../elements";
import { siteAddress } from "../loading";
import type { Cell, Line, Rich, Row, Run } from "./sheets";

const LONG = 7; // letters; a longer figure may break at the end of a line, since columns are narrow

/** Return what one practice or case says in a row. */
export function cellBody(row: Row, cell: Cell | undefined): HTMLElement[] {
  if (!cell) return [make("p", "compare-silent", row.silent ?? "—")];
  const parts: HTMLElement[] = [];
  if (cell.values?.length) parts.push(make("p", "compare-values", cell.values.join("；")));
  const lines = cell.lines ?? [];
  const only = lines[0];
  if (lines.length === 1 && only) parts.push(make("p", "", ...lineParts(only)));
  else if (lines.length) parts.push(lineList(lines, cell.ordered));
  return parts;
}

/** Return lines as a list. */
export function lineList(lines: Line[], ordered = false): HTMLElement {
  return make(ordered ? "ol" : "ul", "compare-lines", ...lines.map((line) => make("li", "", ...lineParts(line))));
}

/** Return runs of text as nodes. */
export function richParts(text: Rich): (Node | string)[] {
  return text.flatMap(runParts);
}

function lineParts(line: Line): (Node | string)[] {
  const parts = richParts(line.text);
  if (line.label) parts.unshift(make("b", "told-name", line.label));
  if (line.status) parts.push(" ", make("span", "status", line.status));
  if (line.where) parts.push(" ", make("span", "at", line.where));
  return parts;
}

function runParts(run: Run): (Node | string)[] {
  if (typeof run === "string") return [run];
  if ("metric" in run) return [figure(run.text, run.metric, run.cautioned === true)];
  if ("how" in run) return computed(run.text, run.how);
  const link = make("a", "", run.text);
  link.href = siteAddress(run.to);
  return [link];
}

/** Return a figure that opens the same box as on other pages, and leads to its row without it. */
function figure(text: string, metric: string, cautioned: boolean): HTMLElement {
  const link = make("a", text.length > LONG ? "fig long" : "fig", text, ...(cautioned ? [make("sup", "", "※")] : []));
  link.href = siteAddress(`library/metrics.html#${metric.replace("/", ".")}`);
  link.dataset.m = metric;
  return link;
}

function computed(text: string, how: string): HTMLElement[] {
  const button = makeButton("", "推算", () => {
    button.setAttribute("aria-expanded", String(mark.classList.toggle("open")));
  });
  button.title = `推算：${how}`;
  button.setAttribute("aria-expanded", "false");
  const mark = make("span", "calc", text, button);
  return [mark, make("span", "calc-how", `（${how}）`)];
}
