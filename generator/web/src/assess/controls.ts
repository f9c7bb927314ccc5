// The controls of one item, by its type. Each shows an answer, and tells what the reader made of it.
import { make, makeButton } from "../elements";
import { pairOf, readCount, STATE_NAMES, statesOf } from "./answering";
import type { Item } from "./checklist";
import { halfUp } from "./score";
import { shown } from "./explain";
import { MOST_COUNTED } from "./returned";
import type { Answer, State, Value } from "./returned";

/** What was chosen: a state, a value, or numbers that make no answer yet. */
export interface Chosen {
  state?: State;
  value?: Value;
  typed?: string[];
}

export interface Controls {
  element: HTMLElement;
  show: (answer: Answer | undefined, typed: string[] | undefined) => void;
  first: () => HTMLElement; // where the focus goes
}

type Tell = (chosen: Chosen) => void;

/** Return the controls of an item: its answers, and quietly below them the states that are none. */
export function makeControls(item: Item, tell: Tell): Controls {
  const made = makeAnswers(item, tell);
  const states = make("div", "ask-states");
  const radios = statesOf(item).map((state) => {
    const radio = makeChoice("radio", item.id, state, () => tell({ state }));
    states.append(make("label", "ask-state", radio, make("span", "", STATE_NAMES[state])));
    return radio;
  });
  return {
    element: make("div", "ask-answers", made.element, states),
    first: made.first,
    show: (answer, typed) => {
      made.show(answer?.state === "answered" ? answer : undefined, typed);
      for (const radio of radios) radio.checked = answer?.state === radio.value;
    },
  };
}

function makeAnswers(item: Item, tell: Tell): Controls {
  switch (item.type) {
    case "grade":
      return makeRadios(item, (item.choices ?? []).map((choice, at): [string, Value] => [choice.label, at]), tell, true);
    case "count":
    case "parts":
      return makeTicks(item, tell);
    case "rate":
      return makeRate(item, tell);
    case "deduct":
      return makeDeduct(tell);
    default:
      return makeRadios(item, pairOf(item), tell, false);
  }
}

function makeRadios(item: Item, answers: [string, Value][], tell: Tell, lettered: boolean): Controls {
  const radios = answers.map(([, value]) => makeChoice("radio", item.id, String(value), () => tell({ state: "answered", value })));
  const rows = answers.map(([label], at) => {
    const letter = lettered ? [make("b", "ask-letter", "ABCDEFGH".charAt(at))] : [];
    return make("label", "ask-row", radios[at] as HTMLInputElement, ...letter, make("span", "", label));
  });
  return {
    element: make("div", lettered ? "ask-rows" : "ask-rows ask-pair", ...rows),
    first: () => radios.find((radio) => radio.checked) ?? (radios[0] as HTMLInputElement),
    show: (answer) => radios.forEach((radio, at) => (radio.checked = answer?.value !== undefined && answer.value === answers[at]?.[1])),
  };
}

function makeTicks(item: Item, tell: Tell): Controls {
  const choices = item.choices ?? [];
  const ticked = (): number[] => boxes.flatMap((box, at) => (box.checked ? [at] : []));
  const boxes = choices.map((_, at) => makeChoice("checkbox", "", String(at), () => {
    const value = ticked();
    tell(value.length ? { state: "answered", value } : {});
  }));
  const none = makeChoice("radio", item.id, "none", () => tell({ state: "answered", value: [] }));
  const rows = choices.map(({ label, worth }, at) => {
    const points = worth ? [make("small", "ask-worth", `${shown(worth)} 分`)] : [];
    return make("label", "ask-row", boxes[at] as HTMLInputElement, make("span", "", label), ...points);
  });
  rows.push(make("label", "ask-row ask-none", none, make("span", "", "都没有")));
  return {
    element: make("div", "ask-rows", make("p", "ask-how", "有的打勾，可以选几项"), ...rows),
    first: () => boxes[0] ?? none,
    show: (answer) => {
      const value = Array.isArray(answer?.value) ? answer?.value as number[] : null;
      boxes.forEach((box, at) => (box.checked = value?.includes(at) ?? false));
      none.checked = value?.length === 0;
    },
  };
}

function makeRate(item: Item, tell: Tell): Controls {
  const said = make("p", "ask-worked");
  said.setAttribute("role", "status");
  const total = makeNumber(() => told());
  const good = makeNumber(() => told());
  const told = (): void => {
    const typed = [total.value, good.value];
    const value = readRate(typed);
    say(typed);
    tell(value ? { state: "answered", value, typed } : { typed });
  };
  const say = (typed: string[]): void => {
    said.textContent = rateWords(typed);
  };
  return {
    element: make("div", "ask-numbers",
      make("label", "ask-field", make("span", "", `一共：${(item.total ?? "").replace(/^一共/, "")}`), total),
      make("label", "ask-field", make("span", "", `其中：${(item.good ?? "").replace(/^其中/, "")}`), good), said),
    first: () => total,
    show: (answer, typed) => {
      const [inside = 0, all = 0] = Array.isArray(answer?.value) ? answer?.value as number[] : [];
      const words = typed ?? (Array.isArray(answer?.value) ? [String(all), String(inside)] : ["", ""]);
      keepTyping(total, words[0] ?? "");
      keepTyping(good, words[1] ?? "");
      say(words);
    },
  };
}

/** Return [good, total] of two typed numbers, null when they make no share. */
export function readRate([all = "", inside = ""]: readonly string[]): [number, number] | null {
  const [total, good] = [readCount(all), readCount(inside)];
  return total !== null && good !== null && good <= total ? [good, total] : null;
}

/** Return what two typed numbers come to, or what is not right with them. */
export function rateWords([all = "", inside = ""]: readonly string[]): string {
  const [total, good] = [readCount(all), readCount(inside)];
  if ((all.trim() && total === null) || (inside.trim() && good === null)) return `请填 0 到 ${MOST_COUNTED} 的整数`;
  if (total !== null && good !== null && good > total) return "“其中”不能比“一共”多";
  if (total === null || good === null) return "";
  return total ? `${good} ÷ ${total} = ${shown(halfUp(good * 100_00, total))}%` : "一件也没有";
}

function makeDeduct(tell: Tell): Controls {
  const said = make("p", "ask-worked");
  said.setAttribute("role", "status");
  const count = makeNumber(() => told());
  const told = (): void => {
    const value = readCount(count.value);
    said.textContent = count.value.trim() && value === null ? `请填 0 到 ${MOST_COUNTED} 的整数` : "";
    tell(value === null ? { typed: [count.value] } : { state: "answered", value, typed: [count.value] });
  };
  const step = (by: number): void => {
    const now = readCount(count.value);
    count.value = String(Math.min(MOST_COUNTED, Math.max(0, now === null ? Math.max(0, by) : now + by)));
    told();
  };
  const less = makeButton("ask-step", "−", () => step(-1));
  const more = makeButton("ask-step", "+", () => step(1));
  less.setAttribute("aria-label", "少一例");
  more.setAttribute("aria-label", "多一例");
  count.setAttribute("aria-label", "几例");
  return {
    element: make("div", "ask-numbers", make("div", "ask-stepper", less, count, more, make("span", "", "例")),
      make("p", "ask-how", "没有出现的填 0"), said),
    first: () => count,
    show: (answer, typed) => {
      keepTyping(count, typed?.[0] ?? (typeof answer?.value === "number" ? String(answer.value) : ""));
    },
  };
}

function makeChoice(type: "radio" | "checkbox", name: string, value: string, act: () => void): HTMLInputElement {
  const input = make("input", "");
  input.type = type;
  if (name) input.name = `ask-${name}`;
  input.value = value;
  input.autocomplete = "off"; // the browser must not fill in what stood here before a reload
  input.addEventListener("change", act);
  return input;
}

function makeNumber(act: () => void): HTMLInputElement {
  const input = make("input", "ask-number");
  input.type = "text"; // a number field would swallow what it cannot read
  input.inputMode = "numeric";
  input.maxLength = 12;
  input.autocomplete = "off";
  input.addEventListener("input", (event) => {
    if (!(event instanceof InputEvent) || !event.isComposing) act();
  });
  input.addEventListener("compositionend", act);
  return input;
}

/** Set the words of a field without moving the cursor of somebody who writes in it. */
function keepTyping(field: HTMLInputElement, words: string): void {
  if (field.value !== words) field.value = words;
}
