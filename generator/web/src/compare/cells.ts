// Words of a cell as elements, with status and place.
import { make } from "../elements";
import type { Rich } from "../rich";
import { richNodes } from "../rich-nodes";
import type { Cell, Line, Row } from "./sheets";

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
  return richNodes(text, LONG);
}

function lineParts(line: Line): (Node | string)[] {
  const parts = richParts(line.text);
  if (line.label) parts.unshift(make("b", "told-name", line.label));
  if (line.status) parts.push(" ", make("span", "status", line.status));
  if (line.where) parts.push(" ", make("span", "at", line.where));
  return parts;
}
