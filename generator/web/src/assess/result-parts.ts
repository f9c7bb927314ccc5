// Pieces that the result on the screen and the one on paper are made of.
import { all, make, makeButton } from "../elements";
import { itemName } from "./result-model";
import type { Result } from "./result-model";
import type { Item } from "./checklist";

/** What a reader can do from within a piece; on paper there is none. */
export interface Acts {
  open: (item: string) => void;
  take: (items: Item[]) => void; // into the plan
  planned: (item: string) => boolean;
}

export interface Part {
  element: HTMLElement;
  show: (result: Result) => void;
}

/** Return a section that is built anew only when what it depends on has changed; it keeps focus and open folds, and hides when empty. */
export function part(className: string, seen: (result: Result) => unknown, build: (result: Result) => Node[]): Part {
  const element = make("section", `result-part ${className}`);
  let key: string | null = null;
  const show = (result: Result): void => {
    const now = JSON.stringify(seen(result));
    if (now === key) return;
    key = now;
    const focus = focusKey(element);
    const open = new Map(all<HTMLDetailsElement>("details[data-key]", element).map((one) => [one.dataset.key, one.open]));
    element.replaceChildren(...build(result));
    element.hidden = !element.childElementCount;
    for (const fold of all<HTMLDetailsElement>("details[data-key]", element)) fold.open = open.get(fold.dataset.key) ?? fold.open;
    if (focus) all(`[data-key]`, element).find((one) => one.dataset.key === focus)?.focus({ preventScroll: true });
  };
  return { element, show };
}

function focusKey(element: HTMLElement): string {
  const at = document.activeElement;
  return at instanceof HTMLElement && element.contains(at) ? at.dataset.key ?? "" : "";
}

/** Return a button that can be found again after its section was built anew. */
export function keyed(key: string, className: string, words: string, act: () => void): HTMLButtonElement {
  const button = makeButton(className, words, act);
  button.dataset.key = key;
  return button;
}

/** Return the name of an item: a way to it on the screen, plain words on paper. */
export function itemLink(item: Item, acts: Acts | null, key: string): Node {
  if (!acts) return make("span", "", itemName(item));
  const button = keyed(`${key}:${item.id}`, "result-link", itemName(item), () => acts.open(item.id));
  button.setAttribute("aria-label", `${itemName(item)}（去这一条）`);
  return button;
}

/** Return the button that takes items into the plan; it stays where it is when they are there. */
export function takeButton(items: Item[], acts: Acts, key: string, words = "列进提升计划"): HTMLButtonElement {
  const done = items.every((item) => acts.planned(item.id));
  const button = keyed(`take:${key}`, "result-act", done ? "已列进提升计划" : words, () => {
    if (!done) acts.take(items);
  });
  if (done) button.setAttribute("aria-disabled", "true");
  return button;
}

/** Return the mark of our own advice. */
export function adviceMark(): HTMLElement {
  return make("span", "result-mark", "编者建议");
}

export interface Column {
  name: string;
  className?: string;
}

/** Return a table whose rows become blocks on a phone, each cell with its column's name; the first cell of a row is its head. */
export function table(caption: string, columns: Column[], rows: (Node | string)[][], className = ""): HTMLElement {
  const head = columns.map(({ name, className: of }) => {
    const cell = make("th", of ?? "", name);
    cell.scope = "col";
    return cell;
  });
  const body = rows.map((row) => make("tr", "", ...row.map((words, at) => {
    const cell = make(at ? "td" : "th", columns[at]?.className ?? "", ...(words === "" ? [] : [words]));
    if (at) cell.dataset.name = columns[at]?.name ?? "";
    else (cell as HTMLTableCellElement).scope = "row";
    return cell;
  })));
  const element = make(
    "table", `tab by-row ${className}`.trim(), make("caption", "", caption), make("thead", "", make("tr", "", ...head)), make("tbody", "", ...body),
  );
  return make("div", "scroll", element);
}

/** Return words with quieter ones under them. */
export function withNote(words: Node | string, note: string): Node {
  return note ? make("div", "", words, make("p", "result-quiet", note)) : make("div", "", words);
}
