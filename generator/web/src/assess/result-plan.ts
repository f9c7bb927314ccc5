// The plan on the screen: lines that are written in place, kept in `filled.plan`.
import { make, makeButton, makeField } from "../elements";
import type { FormContext } from "./context";
import { lineName } from "./exports";
import { DONE, MOST_LINES, newLine, nextToPlan, planState, takenOver } from "./plan";
import type { Item } from "./checklist";
import type { Result } from "./result-model";
import type { PlanLine } from "./returned";

const MOST_LETTERS = 500;

export interface PlanPart {
  element: HTMLElement;
  show: (result: Result) => void;
  take: (items: Item[]) => void;
}

/** Return the section of the plan. */
export function planPart(context: FormContext): PlanPart {
  const lines = make("ol", "result-plan");
  const state = make("p", "result-quiet");
  const said = make("p", "result-said");
  said.setAttribute("role", "status");
  let shown = "";
  let result: Result | null = null;

  const replace = (plan: PlanLine[]): void => {
    context.filled.plan.splice(0, context.filled.plan.length, ...plan);
    context.changed();
  };
  const take = (items: Item[]): void => {
    const before = context.filled.plan.length;
    const plan = takenOver(context.filled.plan, items);
    const added = plan.length - before;
    said.textContent = plan.length >= MOST_LINES ? `提升计划最多 ${MOST_LINES} 行。` : added ? `已列进提升计划 ${added} 行，在下面写责任人和时限。` : "这些都在提升计划里了。";
    if (added) replace(plan);
  };
  const remove = (at: number): void => {
    const gone = context.filled.plan[at];
    if (!gone) return;
    replace(context.filled.plan.filter((_, place) => place !== at));
    const undo = makeButton("result-act", "撤销", () => {
      const plan = [...context.filled.plan];
      plan.splice(at, 0, gone);
      replace(plan);
      said.textContent = "放回来了。";
      focusLine(lines, at);
    });
    said.replaceChildren("删去了一行。", undo);
    undo.focus();
  };
  const add = (): void => {
    if (context.filled.plan.length >= MOST_LINES) {
      said.textContent = `提升计划最多 ${MOST_LINES} 行。`;
      return;
    }
    replace([...context.filled.plan, newLine("", "")]);
    focusLine(lines, context.filled.plan.length - 1);
  };
  const written = (): void => {
    shown = JSON.stringify(context.filled.plan); // what is in the boxes is what was written: nothing is built anew
    state.textContent = stateWords(context.filled.plan);
    context.changed();
  };
  const more = makeButton("result-act", "", () => {
    if (result) take(nextToPlan(result));
  });
  const show = (now: Result): void => {
    result = now;
    const next = nextToPlan(now);
    more.textContent = `列进还能多得分最多的 ${next.length} 条`;
    more.hidden = !next.length;
    const key = JSON.stringify(context.filled.plan);
    if (key === shown) return;
    shown = key;
    state.textContent = stateWords(context.filled.plan);
    lines.replaceChildren(...context.filled.plan.map((_, at) => lineBox(context, now, at, written, remove)));
    lines.hidden = !context.filled.plan.length;
  };
  state.textContent = stateWords([]);
  lines.hidden = true;
  const element = make(
    "section", "result-part result-planning", make("h3", "", "提升计划"), state, lines, said,
    make("div", "result-acts", more, makeButton("result-act", "自己加一行", add)),
  );
  return { element, show, take };
}

function stateWords(plan: PlanLine[]): string {
  const state = planState(plan);
  return state ? `完成情况：${state}。` : "从上面的做法和条目里列进来，或者自己加一行。先列三五件，做完再加。";
}

function lineBox(context: FormContext, result: Result, at: number, written: () => void, remove: (at: number) => void): HTMLElement {
  const line = context.filled.plan[at];
  const name = line?.item ? lineName(result, line.item) : `自己加的第 ${at + 1} 行`;
  const field = (key: "do" | "owner" | "due" | "done", words: string, control: HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement): HTMLElement => {
    control.value = line?.[key] ?? "";
    control.addEventListener(control instanceof HTMLSelectElement ? "change" : "input", () => {
      const now = context.filled.plan[at];
      if (!now) return;
      now[key] = control.value;
      written();
    });
    return makeField(words, control, `result-field result-field-${key}`);
  };
  const what = make("textarea", "");
  what.rows = 3;
  what.maxLength = MOST_LETTERS;
  const box = make(
    "div", "result-line", field("do", "要做的事", what), field("owner", "责任人（写岗位）", textBox("如：网格员")), field("due", "时限", textBox("如：12月底前")),
    field("done", "完成情况", doneChoice(line?.done ?? "")),
  );
  const off = makeButton("result-act", "删去", () => remove(at));
  off.setAttribute("aria-label", `删去：${name}`);
  box.setAttribute("role", "group");
  box.setAttribute("aria-label", name);
  return make("li", "", make("p", "result-line-head", make("b", "", name), off), box);
}

function textBox(hint: string): HTMLInputElement {
  const box = make("input", "");
  box.type = "text";
  box.maxLength = MOST_LETTERS;
  box.placeholder = hint;
  return box;
}

/** A choice of the words for how far it is; one that came from a file stays as it was written. */
function doneChoice(now: string): HTMLSelectElement {
  const words = ["", ...DONE, ...(now && !DONE.includes(now) ? [now] : [])];
  return make("select", "", ...words.map((word) => {
    const option = make("option", "", word || "没有写");
    option.value = word;
    return option;
  }));
}

function focusLine(lines: HTMLElement, at: number): void {
  lines.children[at]?.querySelector("textarea")?.focus();
}
