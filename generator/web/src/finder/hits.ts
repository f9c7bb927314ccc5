// The practices that were found, each with what speaks for it, what does not fit, and three facts.
import { make, makeButton } from "../elements";
import { siteLink } from "../loading";
import { richNodes } from "../rich-nodes";
import { compareButton } from "./basket";
import type { Conditions } from "./conditions";
import type { Data } from "./data";
import type { Found, Hit } from "./match";
import { beyond, misfits, names, reasons } from "./sentences";

const FIRST = 20; // hits shown at once; the rest on demand

/** The list of hits; `all` shows every one, for printing. */
export interface HitList {
  element: HTMLElement;
  update(conditions: Conditions, found: Found): void;
  showAll(whole: boolean): void;
}

/** Return an empty list. */
export function makeHitList(data: Data): HitList {
  const element = make("div", "finder-hits");
  let now: { conditions: Conditions; found: Found } | null = null;
  let shown = FIRST;
  const draw = (limit: number): void => {
    if (now) element.replaceChildren(...lists(data, now.conditions, now.found, limit, (at) => {
      shown += FIRST;
      draw(shown);
      element.querySelectorAll<HTMLElement>(".hit-name")[at]?.focus();
    }));
  };
  return {
    element,
    update(conditions, found): void {
      now = { conditions, found };
      shown = FIRST;
      draw(shown);
    },
    showAll: (whole) => draw(whole ? Infinity : shown),
  };
}

function lists(data: Data, conditions: Conditions, found: Found, limit: number, more: (at: number) => void): HTMLElement[] {
  const full = found.full.slice(0, limit);
  const near = found.near.slice(0, Math.max(0, limit - full.length));
  const parts: HTMLElement[] = [];
  if (full.length) parts.push(list(data, conditions, found, full));
  if (near.length) {
    const name = make("h3", "finder-near", `还差${found.set.length < 4 ? "一个" : "一两个"}条件的 ${found.near.length} 条`);
    parts.push(name, list(data, conditions, found, near));
  }
  const shown = full.length + near.length;
  const left = found.full.length + found.near.length - shown;
  if (left) parts.push(makeButton("finder-more", `再看 ${Math.min(left, FIRST)} 条（还有 ${left} 条）`, () => more(shown)));
  return parts;
}

function list(data: Data, conditions: Conditions, found: Found, hits: readonly Hit[]): HTMLElement {
  return make("ol", "finder-list", ...hits.map((hit) => hitItem(data, conditions, found, hit)));
}

function hitItem(data: Data, conditions: Conditions, found: Found, hit: Hit): HTMLElement {
  const row = hit.row;
  const link = siteLink(`library/${row.ref}.html`, row.name);
  link.className = "hit-name";
  link.dataset.hit = row.ref;
  const head = make("p", "hit-head", link, make("span", "hit-case", data.cases.find((one) => one.id === row.case)?.name ?? ""));
  if (found.set.length) head.append(make("span", "hit-fit", `符合条件 ${hit.met.length}/${found.set.length}`));
  const item = make("li", "hit", head, make("p", "hit-line", ...richNodes(row.line)));
  item.append(line("相符", reasons(data, conditions, hit)));
  const not = [...misfits(data, conditions, hit), beyond(data, conditions, row)].filter(Boolean);
  if (not.length) item.append(line(hit.unmet.length ? "不太合适" : "要留意", not));
  const facts = [
    `谁能定：${names(data, "authority", row.authority)}`, `花费：${names(data, "cost", [row.cost])}`,
    `见效：${names(data, "effect", [row.effect])}`,
  ];
  item.append(make("ul", "hit-facts", ...facts.map((fact) => make("li", "", fact))), compareButton(row.ref, row.name));
  return item;
}

function line(name: string, parts: readonly string[]): HTMLElement {
  return make("p", name === "相符" ? "hit-why" : "hit-why hit-not", make("b", "", `${name}：`), parts.join("；"));
}
