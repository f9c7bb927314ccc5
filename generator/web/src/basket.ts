// 「加入比一比」 on practices and cases, and the quiet door to the page 比一比. Kept for this window only.
import { added, kindOf, MOST, removed, writeQuery } from "./compare/choosing";
import type { Kind } from "./compare/sheets";
import { make, makeButton } from "./elements";
import { siteLink } from "./loading";

const KEY = "casebook.compare"; // a JSON array of refs, practices (case/id) and cases (id)
const REF = /^[a-z][a-z0-9-]{0,47}(\/[a-z][a-z0-9-]{0,47})?$/;
const NAMES: Record<Kind, string> = { practice: "做法", case: "案例" };
const UNITS: Record<Kind, string> = { practice: "条做法", case: "个案例" };

let held: string[] = []; // what this page knows, where storage is closed

/** Return what has been put aside, of one kind or of both; what is no ref in the storage is left out. */
export function readBasket(kind?: Kind): string[] {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(KEY) ?? "null");
    if (Array.isArray(kept)) held = [...new Set(kept.filter((ref): ref is string => typeof ref === "string" && REF.test(ref)))];
  } catch {
    // no storage, or not ours: what the page knows
  }
  return [...part("practice"), ...part("case")].filter((ref) => !kind || kindOf(ref) === kind);
}

/** Keep what is put aside of one kind. */
export function keepBasket(kind: Kind, refs: string[]): void {
  const rest = readBasket().filter((ref) => kindOf(ref) !== kind);
  held = [...rest, ...refs.slice(0, MOST)];
  try {
    sessionStorage.setItem(KEY, JSON.stringify(held));
  } catch {
    // it holds for this page, and the link to the comparison carries it on
  }
}

/** Offer to put the page's practice or case aside, and show the door to the comparison. */
export function startBasket(): void {
  const top = document.querySelector<HTMLElement>(".top");
  if (top?.dataset.kind === "compare") return;
  const door = make("p", "basket-door");
  const said = make("p", "basket-said");
  said.setAttribute("role", "status");
  const box = make("aside", "basket", said, door);
  box.setAttribute("aria-label", "比一比");
  document.body.append(box);
  const button = top ? pageButton(top, (ref) => change(ref)) : null;
  const show = (): void => {
    showDoor(door);
    button?.();
    document.dispatchEvent(new CustomEvent("casebook:basket", { detail: readBasket() })); // for buttons of other scripts
  };
  const change = (ref: string): void => {
    said.textContent = toggle(ref);
    show();
    window.setTimeout(() => (said.textContent = ""), 4000);
  };
  document.addEventListener("casebook:compare", (event) => {
    const ref: unknown = event instanceof CustomEvent ? event.detail?.ref : undefined;
    if (typeof ref === "string" && REF.test(ref)) change(ref);
  });
  window.addEventListener("pageshow", show); // a page that was kept in memory may be behind
  show();
}

/** Put aside, or take back; return what is to be said of it. */
function toggle(ref: string): string {
  const kind = kindOf(ref);
  const refs = readBasket(kind);
  if (refs.includes(ref)) {
    keepBasket(kind, removed(refs, ref));
    return "已从比一比里拿掉";
  }
  if (refs.length >= MOST) return `比一比里已有 ${MOST} ${UNITS[kind]}，先拿掉一${UNITS[kind]}再加`;
  keepBasket(kind, added(refs, ref));
  return refs.length ? `已加入比一比，共 ${refs.length + 1} ${UNITS[kind]}` : `已加入比一比，再加一${UNITS[kind]}就能比`;
}

/** Put the button into the top of a practice or case; return what renews its words. */
function pageButton(top: HTMLElement, change: (ref: string) => void): (() => void) | null {
  const { ref = "", kind = "" } = top.dataset;
  const kicker = top.querySelector(".kicker");
  if (!kicker || !REF.test(ref) || (kind !== "practice" && kind !== "case")) return null;
  const button = makeButton("print basket-add", "加入比一比", () => change(ref));
  kicker.before(button);
  return () => (button.textContent = readBasket().includes(ref) ? "从比一比拿掉" : "加入比一比");
}

function showDoor(door: HTMLElement): void {
  const kinds = (["practice", "case"] as const).filter((kind) => part(kind, readBasket()).length);
  door.hidden = !kinds.length;
  document.documentElement.classList.toggle("has-basket", kinds.length > 0); // room under the last line of the page
  door.replaceChildren(...kinds.map((kind) => {
    const refs = readBasket(kind);
    return siteLink(`compare.html${writeQuery(refs)}`, kinds.length > 1 ? `比一比${NAMES[kind]}（${refs.length}）` : `比一比（${refs.length}）`);
  }));
}

function part(kind: Kind, refs = held): string[] {
  return refs.filter((ref) => kindOf(ref) === kind).slice(0, MOST);
}
