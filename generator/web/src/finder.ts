// The page finder.html: conditions in, practices out; the address holds the conditions, so that a choice can be sent.
import { copyButton } from "./copying";
import { make, makeButton } from "./elements";
import { readAddress, stated, writeAddress } from "./finder/address";
import { markCompared } from "./finder/basket";
import { type Conditions, MAX_WORDS, NONE, setKeys, withValue } from "./finder/conditions";
import type { Data } from "./finder/data";
import { makeHitList } from "./finder/hits";
import { find, type Found, makeIndex } from "./finder/match";
import { helpOn, modelPart, openNotes } from "./finder/nearby";
import { makePanel } from "./finder/panel";
import { allConditions, conditionWords } from "./finder/sentences";
import { siteLink } from "./finder/text";
import { loadData } from "./loading";

const TYPING_MS = 150;

function start(root: HTMLElement, data: Data): void {
  const index = makeIndex(data);
  let conditions: Conditions = NONE;

  const words = wordsBox((q) => edit(withValue(conditions, "q", q)));
  const fold = makeButton("finder-fold-panel", "条件", () => openPanel(!panel.element.classList.contains("open")));
  const panel = makePanel(index, (change) => edit(change(conditions)));
  const close = makeButton("finder-close", "", () => {
    openPanel(false);
    count.scrollIntoView();
    count.focus({ preventScroll: true });
  });
  panel.element.append(close);
  const chips = make("ul", "finder-chips");
  const count = make("p", "finder-found");
  count.setAttribute("role", "status");
  count.tabIndex = -1;
  const hint = make("p", "finder-ignored");
  const link = make("p", "finder-link");
  const tools = make("div", "finder-tools", copyButton("复制这组条件的链接", link), link);
  const printed = make("p", "finder-printed");
  const advice = make("p", "finder-advice", make("b", "", "编者建议"),
    "：适合哪里、规模、人手、花费、见效、谁能定，都是编者估计，来源没有记载，未经当地验证，数字均可自定。每条名称下面的一句话出自来源。");
  const help = make("div", "finder-help");
  const open = make("div", "finder-open");
  const hits = makeHitList(data);
  const models = make("div", "finder-models");
  const results = make("section", "finder-results", printed, chips, count, hint, tools, help, advice, hits.element, open, models);
  results.setAttribute("aria-label", "可先看的做法");
  root.replaceChildren(make("div", "finder-bar", words.element, fold), panel.element, results);

  function openPanel(isOpen: boolean): void {
    panel.element.classList.toggle("open", isOpen);
    fold.setAttribute("aria-expanded", String(isOpen));
  }

  function draw(ignored: readonly string[] = []): void {
    const found = find(index, conditions);
    const number = setKeys(conditions).length;
    words.show(conditions.q);
    panel.update(conditions, found);
    fold.textContent = number ? `条件（${number}）` : "条件";
    close.textContent = found.full.length ? `看这 ${found.full.length} 条` : "看结果";
    chips.replaceChildren(...setKeys(conditions).map((key) => make("li", "", chip(conditionWords(data, conditions, key), () => {
      jump(withValue(conditions, key, ""));
    }))));
    if (number > 1) chips.append(make("li", "", makeButton("finder-chip finder-clear", "清除条件", () => jump(NONE))));
    count.textContent = countWords(found);
    hint.textContent = ignored.length ? `网址里有用不上的部分，已略过：${ignored.slice(0, 3).join("，")}${ignored.length > 3 ? " 等" : ""}。` : "";
    hint.hidden = !ignored.length;
    tools.hidden = !number;
    link.textContent = linkText(data, conditions);
    printed.textContent = number ? `条件：${allConditions(data, conditions)}` : "条件：不限";
    advice.hidden = !found.full.length && !found.near.length;
    const notes = openNotes(data, conditions);
    help.replaceChildren(...helpOn(index, conditions, found, jump), ...notes.nowhere);
    open.replaceChildren(...notes.partly);
    hits.update(conditions, found);
    models.replaceChildren(...modelPart(data, conditions));
  }

  /** While a reader edits, the address follows without a new step to go back to. */
  function edit(next: Conditions): void {
    conditions = next;
    keepAddress(conditions, false);
    draw();
  }

  /** A step that replaces several choices can be undone by going back; the reader goes on from the count. */
  function jump(next: Conditions): void {
    conditions = next;
    keepAddress(conditions, true);
    draw();
    count.focus({ preventScroll: true });
  }

  function readBack(): void {
    const read = readAddress(data, stated(location.search, location.hash));
    conditions = read.conditions;
    draw(read.ignored);
  }

  openPanel(false);
  readBack();
  window.addEventListener("popstate", readBack);
  window.addEventListener("pageshow", markCompared);
  window.addEventListener("beforeprint", () => hits.showAll(true), { capture: true }); // before the figures get their sources
  window.addEventListener("afterprint", () => hits.showAll(false));
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
  let timer = 0; // not 0 while the reader is still typing
  let composing = false;
  const say = (): void => {
    timer = 0;
    tell(input.value);
  };
  const wait = (): void => {
    window.clearTimeout(timer);
    timer = composing ? 0 : window.setTimeout(say, TYPING_MS);
  };
  input.addEventListener("compositionstart", () => (composing = true));
  input.addEventListener("compositionend", () => {
    composing = false;
    wait();
  });
  input.addEventListener("input", wait);
  return {
    element: make("label", "find-field finder-words-field", make("span", "", "用字词找"), input),
    show(q): void {
      if (!timer && !composing && input.value.trim() !== q.trim()) input.value = q;
    },
  };
}

function keepAddress(conditions: Conditions, step: boolean): void {
  const text = writeAddress(conditions);
  const keep = (address: string): void => (step ? history.pushState(null, "", address) : history.replaceState(null, "", address));
  try {
    keep(location.pathname + text);
  } catch {
    try {
      keep(`#${text}`); // some browsers keep no query for file:// pages
    } catch {
      // the page works without an address; it can only not be sent
    }
  }
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
      if (data) start(root, data);
    },
    () => root.prepend(make("p", "finder-ignored", "做法的资料没有读到，请刷新再试，或看", siteLink("library/practices.html", "做法目录"), "。")),
  );
}
