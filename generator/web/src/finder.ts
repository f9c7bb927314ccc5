// The page finder.html: conditions in, practices out; the address holds the conditions, so that a choice can be sent.
import { keepQuery, stated } from "./address";
import { copyButton } from "./copying";
import { make, makeButton, makeField } from "./elements";
import { readAddress, writeAddress } from "./finder/address";
import { type Conditions, MAX_WORDS, NONE, setKeys, withValue } from "./finder/conditions";
import type { Data } from "./finder/data";
import { type HitList, makeHitList } from "./finder/hits";
import { find, type Found, type Index, makeIndex } from "./finder/match";
import { helpOn, modelPart, openNotes } from "./finder/nearby";
import { makePanel, type Panel } from "./finder/panel";
import { allConditions, conditionWords } from "./finder/sentences";
import { loadData, siteLink } from "./loading";
import { onTyped, REST_MS } from "./typing";

const ADVICE = "：适合哪里、规模、人手、花费、见效、谁能定，都是编者估计，来源没有记载，未经当地验证，数字均可自定。每条名称下面的一句话出自来源。";
const HINTED = 3; // parts of an address that a hint repeats

class FinderPage {
  private conditions: Conditions = NONE;
  private readonly index: Index;
  private readonly words = wordsBox((q) => this.edit(withValue(this.conditions, "q", q)));
  private readonly fold = makeButton("finder-fold-panel", "条件", () => this.openPanel(!this.panel.element.classList.contains("open")));
  private readonly close = makeButton("finder-close", "", () => this.closePanel());
  private readonly panel: Panel;
  private readonly chips = make("ul", "finder-chips");
  private readonly count = make("p", "finder-found");
  private readonly hint = make("p", "finder-ignored");
  private readonly link = make("p", "finder-link");
  private readonly tools = make("div", "finder-tools", copyButton("复制这组条件的链接", this.link), this.link);
  private readonly printed = make("p", "finder-printed");
  private readonly advice = make("p", "finder-advice", make("b", "", "编者建议"), ADVICE);
  private readonly help = make("div", "finder-help");
  private readonly open = make("div", "finder-open");
  private readonly hits: HitList;
  private readonly models = make("div", "finder-models");

  constructor(root: HTMLElement, private readonly data: Data) {
    this.index = makeIndex(data);
    this.panel = makePanel(this.index, (change) => this.edit(change(this.conditions)));
    this.panel.element.append(this.close);
    this.hits = makeHitList(data);
    this.count.setAttribute("role", "status");
    this.count.tabIndex = -1;
    const results = make("section", "finder-results", this.printed, this.chips, this.count, this.hint, this.tools, this.help,
      this.advice, this.hits.element, this.open, this.models);
    results.setAttribute("aria-label", "可先看的做法");
    root.replaceChildren(make("div", "finder-bar", this.words.element, this.fold), this.panel.element, results);
    this.fold.setAttribute("aria-controls", this.panel.element.id);
    this.openPanel(false);
    this.readBack();
    window.addEventListener("popstate", () => this.readBack());
    window.addEventListener("beforeprint", () => this.hits.showAll(true), { capture: true }); // before the figures get their sources
    window.addEventListener("afterprint", () => this.hits.showAll(false));
  }

  private openPanel(isOpen: boolean): void {
    this.panel.element.classList.toggle("open", isOpen);
    this.fold.setAttribute("aria-expanded", String(isOpen));
  }

  private closePanel(): void {
    this.openPanel(false);
    this.count.scrollIntoView();
    this.count.focus({ preventScroll: true });
  }

  /** While a reader edits, the address follows without a new step to go back to. */
  private edit(next: Conditions): void {
    this.conditions = next;
    keepQuery(writeAddress(next));
    this.draw();
  }

  /** A step that replaces several choices can be undone by going back; the reader goes on from the count. */
  private jump(next: Conditions): void {
    this.conditions = next;
    keepQuery(writeAddress(next), true);
    this.draw();
    this.count.focus({ preventScroll: true });
  }

  private readBack(): void {
    const read = readAddress(this.data, stated(location));
    this.conditions = read.conditions;
    this.draw(read.ignored);
  }

  private draw(ignored: readonly string[] = []): void {
    const { conditions } = this;
    const found = find(this.index, conditions);
    this.words.show(conditions.q);
    this.panel.update(conditions, found);
    this.close.textContent = found.full.length ? `看这 ${found.full.length} 条` : "看结果";
    this.drawConditions();
    this.count.textContent = countWords(found);
    this.hint.textContent = ignored.length
      ? `网址里有用不上的部分，已略过：${ignored.slice(0, HINTED).join("，")}${ignored.length > HINTED ? "等" : ""}。` : "";
    this.hint.hidden = !ignored.length;
    this.advice.hidden = !found.full.length && !found.near.length;
    const notes = openNotes(this.data, conditions);
    this.help.replaceChildren(...helpOn(this.index, conditions, found, (next) => this.jump(next)), ...notes.nowhere);
    this.open.replaceChildren(...notes.partly);
    this.hits.update(conditions, found);
    this.models.replaceChildren(...modelPart(this.data, conditions));
  }

  /** Show what is chosen: as chips to take away, as a link to send, as a line on paper. */
  private drawConditions(): void {
    const { conditions, data } = this;
    const keys = setKeys(conditions);
    this.fold.textContent = keys.length ? `条件（${keys.length}）` : "条件";
    this.chips.replaceChildren(...keys.map((key) => make("li", "", chip(conditionWords(data, conditions, key), () => {
      this.jump(withValue(conditions, key, ""));
    }))));
    if (keys.length > 1) this.chips.append(make("li", "", makeButton("finder-chip finder-clear", "清除条件", () => this.jump(NONE))));
    this.tools.hidden = !keys.length;
    this.link.textContent = linkText(data, conditions);
    this.printed.textContent = keys.length ? `条件：${allConditions(data, conditions)}` : "条件：不限";
  }
}

function countWords(found: Found): string {
  if (!found.set.length) return `共 ${found.full.length} 条做法，选了条件就按符合几项来排`;
  const near = found.near.length ? `；还差${found.set.length < 4 ? "一个" : "一两个"}条件的 ${found.near.length} 条` : "";
  return (found.full.length ? `可先看 ${found.full.length} 条` : "没有全部符合的做法") + near;
}

function chip(words: string, act: () => void): HTMLButtonElement {
  const button = makeButton("finder-chip", words, act);
  button.setAttribute("aria-label", `去掉条件：${words}`);
  return button;
}

/** The box of words: waits for a pause in typing, and for an input method to finish a word. */
function wordsBox(tell: (q: string) => void): { element: HTMLElement; show(q: string): void } {
  const input = make("input", "find-words finder-words");
  input.type = "search";
  input.maxLength = MAX_WORDS;
  input.placeholder = "如 积分、楼道";
  input.autocomplete = "off";
  const isTyping = onTyped(input, REST_MS, () => tell(input.value));
  return {
    element: makeField("用字词找", input, "find-field finder-words-field"),
    show(q): void {
      if (!isTyping() && input.value.trim() !== q.trim()) input.value = q;
    },
  };
}

/** Return what is copied: the link, and from file:// the conditions in words too, since that link leads nowhere elsewhere. */
function linkText(data: Data, conditions: Conditions): string {
  const address = location.href.replace(/[?#].*$/, "") + writeAddress(conditions);
  if (/^https?:$/.test(location.protocol)) return address;
  return `基层治理案例库，找做法，条件：${allConditions(data, conditions)}。在本库里打开：finder.html${writeAddress(conditions)}`;
}

const root = document.getElementById("finder");
if (root) {
  loadData("practices").then(
    () => {
      const data = window.casebookFinder;
      if (data) new FinderPage(root, data);
    },
    () => root.prepend(make("p", "finder-ignored", "做法的资料没有读到，请刷新再试，或看", siteLink("library/practices.html", "做法目录"), "。")),
  );
}
