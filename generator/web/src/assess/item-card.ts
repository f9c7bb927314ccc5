// One item of the form: what is asked, the controls, what the answer counts for, reason, evidence and help.
import { make, makeButton } from "../elements";
import { siteLink } from "../loading";
import { fallsShort, saidOf, stands } from "./answering";
import type { Item } from "./checklist";
import { makeControls } from "./controls";
import type { Chosen } from "./controls";
import { MAX_TEXT } from "./drafts";
import type { Draft } from "./drafts";
import { shown } from "./explain";
import type { Answer } from "./returned";

const REASONS = {
  na: "为什么不适用（要写；不写按未答计）", upstream: "要上级解决什么（可不写）", answered: "没做到的原因（可不写）",
  unknown: "说明（可不写）",
};

export interface ItemCard {
  item: Item;
  element: HTMLElement;
  update: () => void; // show what the draft holds
  focus: () => void;
}

/** Return the card of an item. `draft` gives the draft at work; `changed` is called after each change of it. */
export function makeItemCard(item: Item, draft: () => Draft, changed: (answered: boolean) => void): ItemCard {
  const card = new Card(item, draft, changed);
  return { item, element: card.element, update: () => card.update(), focus: () => card.focus() };
}

class Card {
  readonly element = make("section", "ask");
  private readonly mark = make("p", "ask-carried");
  private readonly said = make("p", "ask-said");
  private readonly reason = make("textarea", "");
  private readonly reasonName = make("span", "");
  private readonly reasonField = make("label", "ask-field", this.reasonName, this.reason);
  private readonly evidence = make("textarea", "");
  private readonly fold: HTMLDetailsElement;
  private readonly clear = makeButton("ask-clear", "清除这一条", () => this.clearOrUndo());
  private readonly controls = makeControls(this.item, (chosen) => this.choose(chosen));
  private undo: { answer: Answer | undefined; typed: string[] | undefined } | null = null;

  constructor(private readonly item: Item, private readonly draft: () => Draft, private readonly changed: (answered: boolean) => void) {
    const name = `ask-${item.id}`;
    const heading = make("h4", "ask-name", make("span", "ask-no", String(item.number)), item.indicator);
    heading.id = name;
    this.element.id = `item-${item.id}`;
    this.element.tabIndex = -1;
    this.element.setAttribute("aria-labelledby", name);
    const content = make("p", "ask-content", item.content);
    content.id = `${name}-content`;
    const answers = this.controls.element;
    answers.setAttribute("role", "group");
    answers.setAttribute("aria-labelledby", name);
    answers.setAttribute("aria-describedby", content.id);
    this.said.setAttribute("role", "status");
    this.reason.addEventListener("input", () => this.write("reason", this.reason.value));
    this.evidence.addEventListener("input", () => this.write("evidence", this.evidence.value));
    for (const field of [this.reason, this.evidence]) {
      field.rows = 2;
      field.maxLength = MAX_TEXT;
      field.autocomplete = "off";
    }
    this.mark.append("沿用上期的回答，还没有核对。", makeButton("ask-checked", "核对过，不变", () => this.check()));
    this.fold = makeFold("佐证材料", make("label", "ask-field", make("span", "", "材料名称、放在哪里（可不写，已有的就行，不用另做）"), this.evidence));
    this.element.append(heading, make("p", "ask-meta", metaOf(item)), content, this.mark, answers, this.said, this.reasonField,
      make("div", "ask-more", makeFold("帮助", makeHelp(item)), this.fold, this.clear));
  }

  update(): void {
    const { answer, typed } = this;
    this.controls.show(answer, typed);
    this.said.textContent = saidOf(this.item, answer);
    this.element.classList.toggle("done", stands(this.item, answer) !== "open");
    const carried = this.draft().carried.includes(this.item.id);
    this.mark.hidden = !carried;
    this.element.classList.toggle("carried", carried);
    this.showReason(answer);
    if (this.evidence.value !== (answer?.evidence ?? "")) this.evidence.value = answer?.evidence ?? "";
    if (answer?.evidence && !this.fold.open && document.activeElement !== this.fold.querySelector("summary")) this.fold.open = true;
    this.clear.hidden = !answer && !typed && !this.undo;
    this.clear.textContent = this.undo ? "撤销，恢复原来的回答" : "清除这一条";
  }

  focus(): void {
    this.element.scrollIntoView({ block: "start" });
    this.controls.first().focus({ preventScroll: true });
  }

  private get answer(): Answer | undefined {
    return this.draft().filled.answers[this.item.id];
  }

  private get typed(): string[] | undefined {
    return this.draft().typed[this.item.id];
  }

  private showReason(answer: Answer | undefined): void {
    const wanted = answer?.state === "na" || answer?.state === "upstream" || fallsShort(this.item, answer);
    this.reasonField.hidden = !wanted && !answer?.reason;
    this.reasonName.textContent = REASONS[answer?.state ?? "answered"];
    const missing = answer?.state === "na" && !(answer.reason ?? "").trim();
    this.reason.setAttribute("aria-required", String(answer?.state === "na"));
    this.reasonField.classList.toggle("missing", missing);
    if (this.reason.value !== (answer?.reason ?? "")) this.reason.value = answer?.reason ?? "";
  }

  /** Take what the controls tell. What a state replaces can be taken back. */
  private choose(chosen: Chosen): void {
    const { answers } = this.draft().filled;
    const before = this.answer;
    const replaces = chosen.state && chosen.state !== "answered" && (before?.state === "answered" || this.typed);
    this.undo = replaces ? { answer: before && { ...before }, typed: this.typed } : null;
    if (chosen.state) {
      const { value: _, ...rest } = before ?? { value: undefined };
      answers[this.item.id] = { ...rest, state: chosen.state, ...(chosen.value === undefined ? {} : { value: chosen.value }) };
    } else {
      this.keepWords(before);
    }
    this.keepTyped(chosen);
    this.settle(true);
  }

  /** Without an answer, what was written beside it still stays. */
  private keepWords(before: Answer | undefined): void {
    const { answers } = this.draft().filled;
    if (!before?.reason && !before?.evidence) delete answers[this.item.id];
    else {
      const { value: _, ...rest } = before;
      answers[this.item.id] = { ...rest, state: "answered" };
    }
  }

  private keepTyped(chosen: Chosen): void {
    const { typed } = this.draft();
    if (chosen.typed?.some((one) => one.trim()) && !(chosen.state === "answered")) typed[this.item.id] = chosen.typed;
    else delete typed[this.item.id];
  }

  private write(field: "reason" | "evidence", words: string): void {
    const { answers } = this.draft().filled;
    const answer: Answer = { ...(this.answer ?? { state: "answered" }) };
    if (words) answer[field] = words;
    else delete answer[field];
    if (answer.state === "answered" && answer.value === undefined && !answer.reason && !answer.evidence) delete answers[this.item.id];
    else answers[this.item.id] = answer;
    this.settle(false);
  }

  private clearOrUndo(): void {
    const draft = this.draft();
    const { answers } = draft.filled;
    if (this.undo) {
      const { answer, typed } = this.undo;
      if (answer) answers[this.item.id] = answer;
      else delete answers[this.item.id];
      if (typed) draft.typed[this.item.id] = typed;
      this.undo = null;
    } else {
      this.undo = { answer: this.answer, typed: this.typed };
      delete answers[this.item.id];
      delete draft.typed[this.item.id];
    }
    this.settle(true);
  }

  private check(): void {
    this.element.focus({ preventScroll: true }); // the button is about to go
    this.settle(false);
  }

  private settle(answered: boolean): void {
    const draft = this.draft();
    draft.carried = draft.carried.filter((id) => id !== this.item.id);
    this.update();
    this.changed(answered);
  }
}

function metaOf(item: Item): string {
  const points = item.type === "gate" ? "底线项" : item.type === "bonus" ? `加分项，${shown(item.points)} 分` : `${shown(item.points)} 分`;
  return [points, `${item.filler}填`, item.types ? `适合：${item.types}` : ""].filter(Boolean).join(" · ");
}

/** Return what helps to answer: nothing here has to be read. */
function makeHelp(item: Item): HTMLElement {
  const rows: [string, string | undefined][] = [
    ["怎样得分", item.rule], ["什么算", item.counts], ["什么不算", item.not_counts], ["怎样抽", item.sample],
    ["沿用现有材料", item.evidence.join("、")], ["怎样核对", item.methods.join("、")], ["由谁填", item.filler], ["得分低时先做（编者建议）", item.hint],
  ];
  const list = make("dl", "ask-help");
  for (const [name, words] of rows) if (words) list.append(make("dt", "", name), make("dd", "", words));
  if (item.practice) {
    list.append(make("dt", "", "可以参考"), make("dd", "", siteLink(item.practice.path, item.practice.title), `：${item.practice.line}`));
  }
  return list;
}

function makeFold(name: string, ...parts: HTMLElement[]): HTMLDetailsElement {
  return make("details", "ask-fold", make("summary", "", name), ...parts);
}
