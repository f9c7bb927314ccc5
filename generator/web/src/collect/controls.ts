// Small controls that the parts of the page share.
import { copyButton } from "../copying";
import { savesFiles, saveText } from "../csv";
import { make, makeButton } from "../elements";

/** Return a button of the page. */
export function act(words: string, does: () => void, label = ""): HTMLButtonElement {
  const button = makeButton("collect-act", words, does);
  if (label) button.setAttribute("aria-label", label);
  return button;
}

/** Return a tick box with its words. */
export function tick(words: string, on: boolean, changed: (on: boolean) => void): HTMLLabelElement {
  const box = make("input", "");
  box.type = "checkbox";
  box.checked = on;
  box.addEventListener("change", () => changed(box.checked));
  return make("label", "collect-tick", box, words);
}

/** Return a choice under its name. */
export function choice(name: string, options: [value: string, words: string][], value: string, changed: (value: string) => void): HTMLLabelElement {
  const select = make("select", "find-choice");
  for (const [key, words] of options) {
    const option = make("option", "", words);
    option.value = key;
    select.append(option);
  }
  select.value = value;
  select.addEventListener("change", () => changed(select.value));
  return make("label", "find-field", make("span", "", name), select);
}

/** Return something that opens and closes under its name. */
export function fold(name: string, ...parts: (Node | string)[]): HTMLDetailsElement {
  return make("details", "collect-fold", make("summary", "", name), ...parts);
}

/** Return a frame in which a wide table scrolls. */
export function frame(name: string, table: HTMLTableElement): HTMLElement {
  const box = make("div", "scroll", table);
  const watch = new ResizeObserver(() => markFrame(box, name));
  watch.observe(box);
  watch.observe(table);
  return box;
}

/** Only what scrolls is a stop for the keyboard, as on the other pages (tables.ts). */
function markFrame(box: HTMLElement, name: string): void {
  if (box.scrollWidth <= box.clientWidth + 1) {
    for (const attribute of ["tabindex", "role", "aria-label"]) box.removeAttribute(attribute);
    return;
  }
  box.tabIndex = 0;
  box.setAttribute("role", "group");
  box.setAttribute("aria-label", `${name}（可左右滑动）`);
}

/** Return a table of texts; the first cell of a row names it. */
export function textTable(name: string, head: string[], rows: (string | Node)[][], foot: string[][] = []): HTMLTableElement {
  const line = (cells: (string | Node)[]): HTMLTableRowElement => make("tr", "", ...cells.map((cell, at) => {
    if (at) {
      const other = make("td", "", cell);
      other.dataset.name = head[at] ?? ""; // read row by row on a phone
      return other;
    }
    const first = make("th", "", cell);
    first.scope = "row";
    return first;
  }));
  const table = make("table", "collect-table by-row");
  if (name) table.append(make("caption", "", name));
  table.append(make("thead", "", make("tr", "", ...head.map(headCell))), make("tbody", "", ...rows.map(line)));
  if (foot.length) table.append(make("tfoot", "", ...foot.map(line)));
  return table;
}

/** Return the head of a column. */
export function headCell(words: string): HTMLTableCellElement {
  const cell = make("th", "", words);
  cell.scope = "col";
  return cell;
}

/** Save a text as a file, or show it in `place` to be copied where the browser saves nothing. */
export function saveOrShow(place: HTMLElement, name: string, text: string, type: string): void {
  if (savesFiles(navigator.userAgent)) {
    saveText(name, text, type);
    return;
  }
  const words = make("p", "collect-text", text);
  words.tabIndex = 0; // it scrolls
  place.replaceChildren(make("p", "", `这里不能存文件。复制下面的文字，存成“${name}”；或在右上角的菜单里选“在浏览器打开”。`), words, copyButton("复制", words));
}
