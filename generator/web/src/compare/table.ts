// The comparison as a table: a row a question, a column a practice or case. Narrow windows stack the columns.
import { make, makeButton } from "../elements";
import { siteLink } from "../loading";
import { cellBody, lineList, richParts } from "./cells";
import { judge, type Verdict } from "./judging";
import { loadedFigures, type Entry, type Index, type Kind, type Row, type Voice } from "./sheets";

const VOICES: Record<Voice, string> = { record: "来源记载", advice: "编者建议", plain: "" };
const VOICE_NOTES: Record<Voice, string> = { record: "", advice: "（来源未记载，未经当地验证）数字均可自定", plain: "" };

export interface Table {
  element: HTMLTableElement;
  same: number; // rows that say the same in every column
}

/** Return the table of what is chosen: the rows that differ by who speaks, then those that all say the same. */
export function compareTable(index: Index, kind: Kind, entries: Entry[]): Table {
  const judged = index.rows[kind].map((row) => ({ row, verdict: judge(row, entries) }));
  const element = make("table", "compare-table", caption(entries), head(entries));
  const lastRecord = judged.map(({ row }) => row.voice).lastIndexOf("record");
  let body: HTMLTableSectionElement | null = null;
  judged.forEach(({ row, verdict }, place) => {
    if (verdict === "different" || verdict === "told") {
      if (body?.dataset.voice !== row.voice) {
        body = make("tbody", `compare-${row.voice}`, ...voiceRow(row.voice, entries.length));
        body.dataset.voice = row.voice;
        element.append(body);
      }
      body.append(compareRow(row, verdict, entries));
    }
    if (place === lastRecord && kind === "case") element.append(...together(index, entries));
  });
  const same = judged.filter(({ verdict }) => verdict === "same").map(({ row }) => row);
  if (same.length) element.append(...sameRows(same, entries));
  return { element, same: same.length };
}

function caption(entries: Entry[]): HTMLElement {
  return make("caption", "compare-caption", `${entries.map((entry) => entry.name).join("、")}：逐项对照`);
}

function head(entries: Entry[]): HTMLElement {
  const corner = make("th", "", "比什么");
  corner.scope = "col";
  return make("thead", "", make("tr", "", corner, ...entries.map((entry) => {
    const cell = make("th", "", siteLink(entry.path, entry.name));
    if (entry.case !== entry.name) cell.append(make("small", "", entry.case));
    cell.scope = "col";
    return cell;
  })));
}

/** Return the row that says who speaks in the rows below it. */
function voiceRow(voice: Voice, columns: number): HTMLElement[] {
  if (!VOICES[voice]) return [];
  const cell = make("th", "", make("b", "", VOICES[voice]), VOICE_NOTES[voice]);
  cell.colSpan = columns + 1;
  cell.scope = "rowgroup";
  return [make("tr", "compare-voice", cell)];
}

function compareRow(row: Row, verdict: Verdict, entries: Entry[]): HTMLElement {
  const name = rowHead(row.label, row.voice);
  if (verdict === "different") name.append(" ", make("span", "compare-mark", "不同"));
  const cells = entries.map((entry) => dataCell(entry, row.label, cellBody(row, entry.cells[row.id])));
  const line = make("tr", verdict === "different" ? "compare-differs" : "", name, ...cells);
  line.dataset.row = row.id;
  return line;
}

function rowHead(label: string, voice: Voice): HTMLTableCellElement {
  const name = make("th", "", label);
  name.scope = "row";
  if (VOICES[voice]) name.append(make("small", "compare-speaker", VOICES[voice]));
  return name;
}

/** Return a cell; stacked, it names its column itself. */
function dataCell(entry: Entry, label: string, body: HTMLElement[]): HTMLElement {
  const name = make("p", "compare-name", entry.name);
  if (entry.case !== entry.name) name.append(make("small", "", entry.case));
  const cell = make("td", "", name, make("div", "compare-text", ...body));
  cell.dataset.label = `${label}（${entry.name}）`;
  return cell;
}

/** Return the figures of the chosen cases that may stand together, each with whether they may be compared. */
function together(index: Index, entries: Entry[]): HTMLElement[] {
  const body = make("tbody", "compare-record");
  for (const comparison of index.together) {
    const figures = entries.map((entry) => loadedFigures(entry.ref, comparison.id));
    if (figures.filter(Boolean).length < 2) continue;
    const name = rowHead(comparison.name, "record");
    name.append(" ", make("span", "compare-mark", comparison.comparable));
    const cells = entries.map((entry, place) => {
      const lines = figures[place];
      return dataCell(entry, comparison.name, [lines ? lineList(lines) : make("p", "compare-silent", "这一项没有数字")]);
    });
    const caution = make("td", "", make("p", "", make("b", "", "编者建议 "), `${comparison.name}：`, ...richParts(comparison.caution)));
    caution.colSpan = entries.length + 1;
    body.append(make("tr", "", name, ...cells), make("tr", "compare-caution", caution));
  }
  if (!body.childElementCount) return [];
  const cell = make("th", "", make("b", "", "能放在一起看的数字"), "（来源记载）先看口径，口径不同的只能并列");
  cell.colSpan = entries.length + 1;
  cell.scope = "rowgroup";
  body.prepend(make("tr", "compare-voice", cell));
  return [body];
}

/** Return the rows that say the same everywhere, and above them a button that folds them. */
function sameRows(rows: Row[], entries: Entry[]): HTMLElement[] {
  const body = make("tbody", "compare-same", ...rows.map((row) => compareRow(row, "same", entries)));
  body.id = "compare-same";
  const button = makeButton("compare-fold", `相同的 ${rows.length} 行`, () => {
    button.setAttribute("aria-expanded", String(!body.classList.toggle("folded")));
  });
  button.setAttribute("aria-expanded", "true");
  button.setAttribute("aria-controls", body.id);
  const cell = make("th", "", button);
  cell.colSpan = entries.length + 1;
  cell.scope = "rowgroup";
  return [make("tbody", "compare-same-head", make("tr", "compare-voice", cell)), body];
}
