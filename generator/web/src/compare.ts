// The page compare.html: what the address or the basket names, side by side.
import { keepQuery, stated } from "./address";
import { keepBasket, readBasket } from "./basket";
import { chooser, suggestions } from "./compare/chooser";
import { added, kindOf, MOST, moved, readQuery, readRefs, removed, writeQuery, type Asked, type Chosen } from "./compare/choosing";
import { startClamping } from "./compare/clamping";
import { richParts } from "./compare/cells";
import { caseOf, loadedEntry, type Entry, type Index } from "./compare/sheets";
import { compareTable } from "./compare/table";
import { all, make, makeButton } from "./elements";
import { loadData, siteLink } from "./loading";

const NARROW = 8.5; // a column narrower than so many of its letters is stacked
const UNIT = { practice: "条做法", case: "个案例" };

/** Show what the address asks for, and follow the reader. */
async function startCompare(place: HTMLElement): Promise<void> {
  const said = make("div", "compare-said");
  said.setAttribute("role", "status");
  const view = make("div", "compare-view");
  place.replaceChildren(said, view);
  try {
    await loadData("comparing");
  } catch {
    // said below
  }
  const index = window.casebookComparing;
  if (!index) {
    said.append(make("p", "", "比一比的资料没有载入。请检查 data 文件夹是否完整，再刷新这一页。"));
    return;
  }
  const read = (): Asked => {
    const query = stated(location);
    return new URLSearchParams(query).has("ids") ? readQuery(query, index) : readRefs(readBasket(), index);
  };
  let shown = "";
  const show = (asked: Chosen | Asked, focus = ""): void => {
    shown = stated(location);
    said.replaceChildren(...("unknown" in asked ? hints(index, asked) : []).map((hint) => make("p", "", hint)));
    void showChosen(index, asked, view, said, change).then(() => setFocus(view, focus));
  };
  const change = (chosen: Chosen, focus: string): void => {
    keepBasket(chosen.kind, chosen.refs);
    keepQuery(writeQuery(chosen.refs), true);
    show(chosen, focus);
  };
  window.addEventListener("popstate", () => {
    if (stated(location) !== shown) show(read()); // a link inside the page changes nothing here
  });
  new ResizeObserver(() => stack(view)).observe(view);
  const first = read();
  if (first.refs.length) keepBasket(first.kind, first.refs);
  show(first);
}

/** Say what of the address could not be shown. */
function hints(index: Index, asked: Asked): string[] {
  const names = (refs: string[]): string => refs.map((ref) => nameOf(index, ref)).slice(0, MOST).join("、");
  const said = [];
  if (asked.unknown) said.push(`没有找到：${asked.unknown}`);
  if (asked.other.length) {
    said.push(`做法和案例不能放在一张表里比，这里先看${asked.kind === "case" ? "案例" : "做法"}。没有放进来的：${names(asked.other)}`);
  }
  if (asked.over.length) said.push(`一次最多比 ${MOST} 个，没有放进来的：${names(asked.over)}`);
  return said;
}

function nameOf(index: Index, ref: string): string {
  return [...index.practices, ...index.cases].find((one) => one.ref === ref)?.name ?? ref;
}

type Change = (chosen: Chosen, focus: string) => void;

let turn = 0;

async function showChosen(index: Index, chosen: Chosen, view: HTMLElement, said: HTMLElement, change: Change): Promise<void> {
  const { refs } = chosen;
  const mine = ++turn;
  await Promise.all([...new Set(refs.map(caseOf))].map((caseId) => loadData(`compare-${caseId}`).catch(() => undefined)));
  if (mine !== turn) return; // something else was chosen meanwhile
  const entries = refs.map(loadedEntry).filter((entry): entry is Entry => !!entry);
  if (entries.length < refs.length) said.append(make("p", "", "有的资料没有载入。请检查 data 文件夹是否完整，再刷新这一页。"));
  const add = (ref: string): void => {
    const next = added(refs, ref);
    change({ kind: kindOf(ref), refs: next }, "chosen");
  };
  const parts = refs.length ? [chosenList(index, chosen, change)] : [themeDoors()];
  parts.push(more(index, chosen, add));
  if (entries.length > 1) parts.push(...comparison(index, chosen, entries));
  view.replaceChildren(...parts);
  document.title = entries.length > 1 ? `${entries.map((entry) => entry.name).join("、")} - 比一比` : "比一比 - 基层治理案例库";
  stack(view);
  all<HTMLTableElement>(".compare-table", view).forEach(startClamping);
}

/** Return what can be added: open until there is something to compare, then folded above the table. */
function more(index: Index, { kind, refs }: Chosen, add: (ref: string) => void): HTMLElement {
  const parts = [kind === "practice" ? suggestions(index, refs, add) : null, chooser(index, kind, refs, add)];
  const shown = parts.filter((part): part is HTMLElement => !!part);
  if (refs.length < 2) return make("div", "compare-more", ...shown);
  const left = MOST - refs.length;
  const inside = make("div", "", ...shown);
  inside.id = "compare-inside";
  inside.hidden = true;
  const button = makeButton("compare-act compare-unfold", left ? `再加（还能加 ${left} 个）` : "再加（已选满）", () => {
    inside.hidden = !inside.hidden;
    button.setAttribute("aria-expanded", String(!inside.hidden));
  });
  button.setAttribute("aria-expanded", "false");
  button.setAttribute("aria-controls", inside.id);
  return make("div", "compare-more", button, inside);
}

/** Return what is chosen, in order, with buttons to move and to remove. */
function chosenList(index: Index, { kind, refs }: Chosen, change: Change): HTMLElement {
  const items = refs.map((ref, place) => {
    const name = nameOf(index, ref);
    const act = (words: string, label: string, key: string, next: string[], focus: string, off = false): HTMLElement => {
      const button = makeButton("compare-act", words, () => change({ kind, refs: next }, focus));
      button.setAttribute("aria-label", `${label}：${name}`);
      button.dataset.key = `${key}:${ref}`;
      button.disabled = off;
      return button;
    };
    const acts = refs.length < 2 ? [] : [
      act("前移", "前移", "up", moved(refs, ref, -1), `up:${ref}`, place === 0),
      act("后移", "后移", "down", moved(refs, ref, 1), `down:${ref}`, place === refs.length - 1),
    ];
    const words = make("span", "compare-picked", name);
    if (kind === "practice") words.append(make("small", "", nameOf(index, caseOf(ref))));
    return make("li", "", words, make("span", "compare-acts", ...acts, act("拿掉", "拿掉", "off", removed(refs, ref), "chosen")));
  });
  const title = make("h2", "", `已选 ${refs.length} ${UNIT[kind]}`);
  title.tabIndex = -1;
  title.dataset.key = "chosen";
  const box = make("section", "compare-chosen", title, make("ol", "", ...items));
  if (refs.length < 2) box.append(make("p", "compare-quiet", `再加一${kind === "practice" ? "条" : "个"}就能比。`));
  return box;
}

function comparison(index: Index, { kind, refs }: Chosen, entries: Entry[]): HTMLElement[] {
  const { element, same } = compareTable(index, kind, entries);
  const tools = make("div", "compare-tools");
  if (same) {
    const box = make("input", "");
    box.type = "checkbox";
    box.addEventListener("change", () => element.classList.toggle("only", box.checked));
    tools.append(make("label", "compare-switch", box, "只看不同的行"));
  }
  return [tools, element, ...differences(index, entries), sources(entries, refs)];
}

/** Return what the practices' own pages say of how they differ from each other. */
function differences(index: Index, entries: Entry[]): HTMLElement[] {
  const lines = entries.flatMap((one) => one.differs
    .filter(([ref]) => entries.some((other) => other.ref === ref))
    .map(([ref, text]) => make("li", "", make("b", "told-name", `${one.name}和${nameOf(index, ref)}`), ...richParts(text))));
  if (!lines.length) return [];
  return [make("section", "compare-part", make("h2", "", "相互的区别"), make("ul", "", ...lines))];
}

/** Return which material the table was made from, and when it was last held against it. */
function sources(entries: Entry[], refs: string[]): HTMLElement {
  const rows = new Map(entries.map((entry) => [entry.source, entry.case]));
  const days = entries.map((entry) => entry.reviewed).sort();
  const [year, month, day] = (days[days.length - 1] ?? "").split("-").map(Number);
  const list = make("ul", "", ...[...rows].map(([source, name]) => make("li", "", `${name}：${source}`)));
  return make("section", "compare-part compare-sources", make("h2", "", "资料来源"), list, make("p", "compare-quiet",
    `内容最近核对：${year}年${month}月${day}日。编号：${refs.join("，")}。标「编者建议」的由编者编写，来源没有记载，也没有在当地验证过。`));
}

function themeDoors(): HTMLElement {
  return make("p", "compare-quiet", "不知道比什么，先看", siteLink("library/matrix.html", "主题对照表"), "：每个主题都有一个「比一比」，一点就把各处的做法摆在一起。");
}

/** Stack the columns while they are too narrow to read: a phone, five columns, very large letters. */
function stack(view: HTMLElement): void {
  for (const table of all<HTMLTableElement>(".compare-table", view)) {
    const columns = table.tHead?.rows[0]?.cells.length ?? 1;
    const letter = parseFloat(getComputedStyle(table).fontSize);
    table.classList.toggle("stacked", view.clientWidth < columns * NARROW * letter);
  }
}

function setFocus(view: HTMLElement, key: string): void {
  if (!key) return;
  const stops = all<HTMLButtonElement>("[data-key]", view);
  const stop = stops.find((one) => one.dataset.key === key && !one.disabled) ?? stops[0];
  stop?.focus({ preventScroll: key !== "chosen" });
}

const place = document.querySelector<HTMLElement>("#compare");
if (place) void startCompare(place);
