// The result of a filled checklist: what it says, what to do next, the plan, and ways to take it along.
import { make } from "../elements";
import { own } from "../loading";
import type { Checklist } from "./checklist";
import type { FormContext } from "./context";
import { earlierPart, reviewed } from "./result-earlier";
import { exportsPart } from "./result-exports";
import { items, steps, upstreamList } from "./result-items";
import { resultOf } from "./result-model";
import type { Result } from "./result-model";
import { paperSheet, printing } from "./result-paper";
import { part } from "./result-parts";
import type { Acts } from "./result-parts";
import { planPart } from "./result-plan";
import { dimensions, failedGates, openNotice, rateBox } from "./result-sums";

const WIDE = "(min-width: 60em)";

export interface ResultView {
  element: HTMLElement;
  update: () => void; // after every change of what was filled in
}

/** Return the result of what is filled in. The element's first heading takes the focus (`tabIndex` -1). */
export function makeResult(context: FormContext): ResultView {
  const { checklist, filled } = context;
  const plan = planPart(context);
  const acts: Acts = { open: context.open, take: plan.take, planned: (item) => filled.plan.some((line) => line.item === item) };
  const wide = typeof window.matchMedia === "function" && window.matchMedia(WIDE).matches;
  const answers = (result: Result): unknown => [result.filled.edition, result.filled.answers];
  const withPlan = (result: Result): unknown => [answers(result), result.filled.plan.map((line) => line.item)];
  const before = [
    part("result-incomplete", answers, (result) => openNotice(result, acts)), part("result-failed", withPlan, (result) => failedGates(result, acts)),
    part("result-rate", answers, (result) => rateBox(result, acts)), part("result-by-dimension", answers, (result) => dimensions(result, "result")),
    part("result-by-item", answers, (result) => items(result, acts, wide)), part("result-above", answers, (result) => upstreamList(result, acts)),
    part("result-next", withPlan, (result) => steps(result, acts)),
  ];
  const review = part("result-review", answers, (result) => reviewed(result, acts));
  const earlier = earlierPart(versionsOf(checklist), checklist.id, () => update(), acts);
  const told = make("div", "result-told", ...before.map((one) => one.element), plan.element, review.element, earlier.element);
  const none = make("p", "result-none", "还没有回答任何一条。答了以后，这里有得分率、每条的分怎么来的、先看哪些做法。");
  const print = printing((paper) => {
    if (!element.isConnected) return null;
    const whole = paper ?? (element.offsetParent ? "result" : "form"); // printed from the menu: what is in sight
    return paperSheet(whole, ways.exported(resultOf(checklist, filled)), earlier.brought());
  });
  const ways = exportsPart(print);
  const heading = make("h2", "", "结果");
  heading.tabIndex = -1;
  const element = make("section", "result", heading, none, told, ways.element);

  function update(): void {
    const result = resultOf(checklist, filled);
    none.hidden = result.touched;
    told.hidden = !result.touched;
    for (const one of [...before, plan, review, earlier, ways]) one.show(result);
  }
  update();
  return { element, update };
}

/** Return what knows the versions of a checklist: those that are loaded, or this one alone. */
function versionsOf(checklist: Checklist): (id: string) => Checklist[] | undefined {
  return (id) => own(window.casebookChecklists, id) ?? (id === checklist.id ? [checklist] : undefined);
}
