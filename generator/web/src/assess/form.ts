// The form at work: items by dimension, progress, ways through it. Knows nothing of where the draft is kept.
import { make, makeButton } from "../elements";
import { byDimension, fillersOf, nextOpen, progressOf } from "./answering";
import { itemsOf } from "./checklist";
import type { Checklist } from "./checklist";
import type { Draft } from "./drafts";
import { makeItemCard } from "./item-card";
import type { ItemCard } from "./item-card";
import { makeWho, whoWords } from "./who";
import type { WhoFields } from "./who";

interface Part {
  name: string;
  element: HTMLElement;
  door: HTMLButtonElement;
  cards: ItemCard[];
}

export interface FormParts {
  checklist: Checklist;
  draft: () => Draft;
  changed: (answered: boolean) => void;
}

export class Form {
  readonly element = make("div", "fill-form");
  readonly bar = make("div", "fill-bar");
  private readonly whoFold = make("details", "ask-fold fill-who", make("summary", ""));
  private readonly who: WhoFields;
  private readonly parts: Part[];
  private readonly cards: ItemCard[];
  private readonly meter = make("div", "fill-meter", make("div", "fill-meter-done"));
  private readonly count = make("p", "fill-count");
  private readonly next = makeButton("fill-next", "下一条没答的", () => this.goOn());
  private readonly filler = make("select", "find-choice");
  private readonly onlyCarried = make("input", "");
  private readonly filters = make("div", "fill-filters");
  private readonly hidden = make("p", "fill-hidden");
  private last = "";

  constructor(private readonly from: FormParts, result: () => void) {
    const { checklist, draft } = from;
    this.who = makeWho(checklist, () => {
      Object.assign(draft().filled, this.who.read());
      this.showWho();
      from.changed(false);
    });
    this.whoFold.append(this.who.element);
    this.parts = byDimension(checklist, draft().filled.edition).map((one) => this.makePart(one.name, one.points, one.items));
    this.cards = this.parts.flatMap((part) => part.cards);
    this.meter.setAttribute("role", "progressbar");
    this.meter.setAttribute("aria-label", "已答的条数");
    this.meter.setAttribute("aria-valuemin", "0");
    this.hidden.setAttribute("role", "status");
    this.bar.append(this.meter, this.count, this.next, makeButton("fill-next", "看结果", result));
    this.element.append(this.whoFold, this.makeJumps(), this.makeFilters(), this.hidden, ...this.parts.map((part) => part.element));
    this.element.addEventListener("focusin", (event) => this.remember(event));
    this.update();
  }

  /** Show what the draft holds. */
  update(): void {
    this.showWho();
    for (const card of this.cards) card.update();
    this.countUp();
    this.filter();
  }

  /** Show an item, also one that a filter hides, and put the focus there. */
  open(id: string): void {
    const card = this.cards.find((one) => one.item.id === id);
    if (!card) return;
    if (card.element.hidden) this.showAll();
    card.focus();
  }

  /** Put the focus to where the reader was, or to the first item that is open. */
  start(at: string): void {
    const first = at || progressOf(this.cards.map((card) => card.item), this.from.draft().filled.answers).open[0] || "";
    if (first) this.open(first);
  }

  get at(): string {
    return this.last;
  }

  openWho(): void {
    this.whoFold.open = true;
    this.who.first.focus();
  }

  private makePart(name: string, points: number, items: Checklist["items"]): Part {
    const heading = make("h3", "fill-part-name", name, make("small", "", `${points / 100} 分，${items.length} 条`));
    heading.tabIndex = -1;
    const cards = items.map((item) => makeItemCard(item, this.from.draft, (answered) => {
      this.countUp();
      this.from.changed(answered);
    }));
    const door = makeButton("fill-jump", name, () => {
      heading.scrollIntoView({ block: "start" });
      heading.focus({ preventScroll: true });
    });
    return { name, door, cards, element: make("section", "fill-part", heading, ...cards.map((card) => card.element)) };
  }

  private makeJumps(): HTMLElement {
    const jumps = make("nav", "fill-jumps", ...this.parts.map((part) => part.door));
    jumps.setAttribute("aria-label", "跳到哪个方面");
    return jumps;
  }

  private makeFilters(): HTMLElement {
    const everyone = make("option", "", "全部");
    everyone.value = "";
    this.filler.append(everyone, ...fillersOf(this.cards.map((card) => card.item)).map((name) => make("option", "", name)));
    this.filler.addEventListener("change", () => this.filter());
    this.onlyCarried.type = "checkbox";
    this.onlyCarried.addEventListener("change", () => this.filter());
    this.filters.append(make("label", "find-field", make("span", "", "只看由谁填的"), this.filler),
      make("label", "who-type fill-only", this.onlyCarried, make("span", "", "只看沿用未核对的")));
    return this.filters;
  }

  private filter(): void {
    const { carried, from } = this.from.draft();
    (this.onlyCarried.parentElement as HTMLElement).hidden = !from;
    const focused = document.activeElement;
    let hidden = 0;
    for (const part of this.parts) {
      for (const card of part.cards) {
        const filler = !this.filler.value || card.item.filler.split("、").includes(this.filler.value);
        const shown = filler && (!this.onlyCarried.checked || carried.includes(card.item.id));
        card.element.hidden = !shown && !card.element.contains(focused); // never takes away where somebody writes
        if (card.element.hidden) hidden += 1;
      }
      part.element.hidden = part.cards.every((card) => card.element.hidden);
    }
    this.hidden.textContent = hidden ? `有 ${hidden} 条没有显示。` : "";
  }

  private showAll(): void {
    this.filler.value = "";
    this.onlyCarried.checked = false;
    this.filter();
  }

  private showWho(): void {
    const { filled } = this.from.draft();
    this.who.show(filled);
    const summary = this.whoFold.firstElementChild as HTMLElement;
    const words = `${whoWords(filled)}（改周期、社区）`;
    if (summary.textContent !== words) summary.textContent = words;
  }

  private countUp(): void {
    const { answers, edition } = this.from.draft().filled;
    const progress = progressOf(itemsOf(this.from.checklist, edition), answers);
    const words = `已答 ${progress.done} / ${progress.all} 条${progress.unknown ? `，其中不知道 ${progress.unknown} 条` : ""}`;
    this.count.textContent = words;
    this.meter.setAttribute("aria-valuemax", String(progress.all));
    this.meter.setAttribute("aria-valuenow", String(progress.done));
    this.meter.setAttribute("aria-valuetext", words);
    (this.meter.firstElementChild as HTMLElement).style.width = `${progress.all ? (progress.done * 100) / progress.all : 0}%`;
    this.next.hidden = !progress.open.length;
    for (const { door, name, cards } of this.parts) {
      const open = cards.filter((card) => progress.open.includes(card.item.id)).length;
      door.textContent = open ? `${name} 还有 ${open} 条` : `${name} 答完`;
      door.classList.toggle("done", !open);
    }
  }

  private goOn(): void {
    const { answers } = this.from.draft().filled;
    const inSight = this.cards.filter((card) => !card.element.hidden);
    const open = (cards: ItemCard[]): string[] => progressOf(cards.map((card) => card.item), answers).open;
    const order = this.cards.map((card) => card.item.id);
    const next = nextOpen(order, open(inSight), this.last) || nextOpen(order, open(this.cards), this.last);
    this.open(next);
  }

  private remember(event: FocusEvent): void {
    const card = event.target instanceof Element ? event.target.closest(".ask") : null;
    if (card) this.last = card.id.replace("item-", "");
  }
}
