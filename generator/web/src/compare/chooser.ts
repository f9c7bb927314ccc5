// Choosing: practices by case and by words, cases by name, and practices of the same theme elsewhere.
import { make, makeButton, makeField } from "../elements";
import { folded, foldedWords } from "../folding";
import { onTyped } from "../typing";
import { MOST } from "./choosing";
import { caseOf, type Choice, type Index, type Kind } from "./sheets";

const SHOWN = 12; // practices listed at once
const THEMES = 4; // themes that suggestions are given for

type Add = (ref: string) => void;

/** Return what can still be added: practices, cases, or both while nothing is chosen. */
export function chooser(index: Index, kind: Kind, refs: string[], add: Add): HTMLElement {
  const box = make("div", "compare-chooser");
  if (refs.length >= MOST) {
    box.append(make("p", "compare-quiet", `已选满 ${MOST} 个。要换，先拿掉一个。`));
    return box;
  }
  if (!refs.length || kind === "practice") box.append(practiceChooser(index, refs, add));
  if (!refs.length || kind === "case") box.append(caseChooser(index, refs, add));
  return box;
}

function practiceChooser(index: Index, refs: string[], add: Add): HTMLElement {
  const words = make("input", "find-words");
  words.type = "search";
  words.placeholder = "输入几个字，如 议事、资金";
  const place = make("select", "find-choice", new Option("全部", ""), ...index.cases.map((one) => new Option(one.name, one.ref)));
  const list = make("ul", "compare-offers");
  const said = make("p", "find-found");
  said.setAttribute("role", "status");
  const show = (): void => {
    const found = index.practices.filter((one) => !refs.includes(one.ref) && fits(one, place.value, words.value));
    list.replaceChildren(...found.slice(0, SHOWN).map((one) => offer(one, caseName(index, one.ref), add)));
    said.textContent = !found.length ? "没有符合的做法。换一个词，或选全部案例。"
      : found.length > SHOWN ? `共 ${found.length} 条，先列 ${SHOWN} 条。输入几个字可以找得更准。` : `共 ${found.length} 条`;
  };
  const bar = make("form", "find-bar", makeField("案例", place), makeField("找做法", words));
  bar.setAttribute("role", "search");
  bar.setAttribute("aria-label", "找要比的做法");
  bar.addEventListener("submit", (event) => event.preventDefault());
  place.addEventListener("input", show);
  onTyped(words, 0, show);
  show();
  return part(refs.length ? "再加一条做法" : "比做法", bar, said, list);
}

function caseChooser(index: Index, refs: string[], add: Add): HTMLElement {
  const rest = index.cases.filter((one) => !refs.includes(one.ref));
  return part(refs.length ? "再加一个案例" : "比案例", make("ul", "compare-offers", ...rest.map((one) => offer(one, "", add))));
}

/** Return practices of other cases that carry a theme of what is chosen. */
export function suggestions(index: Index, refs: string[], add: Add): HTMLElement | null {
  if (!refs.length || refs.length >= MOST) return null;
  const cases = new Set(refs.map(caseOf));
  const shared = index.themes.filter((theme) => refs.some((ref) => theme.refs.includes(ref)));
  const parts = shared.slice(0, THEMES).flatMap((theme) => {
    const choices = theme.refs.filter((ref) => !cases.has(caseOf(ref))).map((ref) => index.practices.find((one) => one.ref === ref));
    const items = choices.flatMap((one) => (one ? [offer(one, caseName(index, one.ref), add)] : []));
    return items.length ? [make("p", "compare-theme", `主题：${theme.name}`), make("ul", "compare-offers", ...items)] : [];
  });
  return parts.length ? part("同一主题，别处的做法", ...parts) : null;
}

function part(name: string, ...parts: HTMLElement[]): HTMLElement {
  return make("section", "compare-part", make("h2", "", name), ...parts);
}

function offer(choice: Choice, place: string, add: Add): HTMLElement {
  const button = makeButton("compare-add", "加入", () => add(choice.ref));
  button.dataset.key = `add:${choice.ref}`;
  button.setAttribute("aria-label", `加入：${choice.name}`);
  const name = make("p", "compare-offer", make("b", "", choice.name), ...(place ? [make("small", "", place)] : []));
  return make("li", "", button, make("div", "", name, make("p", "compare-line", choice.line)));
}

function fits(choice: Choice, place: string, words: string): boolean {
  const text = folded(`${choice.name} ${choice.words ?? ""} ${choice.line}`);
  return (!place || choice.case === place) && foldedWords(words).every((word) => text.includes(word));
}

function caseName(index: Index, ref: string): string {
  return index.cases.find((one) => one.ref === caseOf(ref))?.name ?? "";
}
