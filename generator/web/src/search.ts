// The page search.html: words in the box and in the address, hits below. The address can be sent to someone.
import { keepQuery, readable, stated } from "./address";
import { make } from "./elements";
import { loadData, siteLink } from "./loading";
import { openEngine, search, LONGEST_QUERY, type Choice, type Engine } from "./search/engine";
import { openNames, openTexts } from "./search/index";
import { focusOnSlash, onTyped, REST_MS } from "./typing";
import { countWords, emptyPart, facets, gapPart, groupPart, howLines } from "./search/results";

const EXAMPLES = ["停车", "业委会", "议事", "微心愿", "社区减负", "志愿者", "800户"];

let opened: Promise<Engine> | undefined;

/** Load names and texts once and open them; after a failure the next search tries again. */
function openOnce(): Promise<Engine> {
  opened ??= Promise.all([loadData("search-names"), loadData("search-text")]).then(() => {
    if (!window.casebookNames || !window.casebookTexts) throw new Error("no index");
    return openEngine(openTexts(openNames(window.casebookNames), window.casebookTexts));
  });
  opened.catch(() => (opened = undefined));
  return opened;
}

class SearchPage {
  private readonly siteTitle = document.title.split(" - ").pop() ?? "";
  private readonly said = make("p", "search-said");
  private readonly how = make("div", "search-how");
  private readonly choices = make("div", "search-facets");
  private readonly results = make("div", "search-results");
  private choice: Choice = {};
  private typed = "";
  private asked = 0;

  constructor(private readonly box: HTMLInputElement, form: HTMLFormElement, root: HTMLElement) {
    this.said.setAttribute("role", "status");
    root.append(this.said, this.how, this.choices, this.results);
    box.removeAttribute("maxlength"); // what is too long is cut with a word about it, not silently
    this.readAddress();
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.ask(box.value);
    });
    onTyped(box, REST_MS, () => void this.ask(box.value));
    window.addEventListener("popstate", () => this.readAddress());
    window.addEventListener("pageshow", () => {
      if (box.value !== this.typed.slice(0, LONGEST_QUERY)) void this.ask(box.value); // the browser brought back what was typed
    });
    focusOnSlash(box);
    if (!this.typed) box.focus({ preventScroll: true });
    void openOnce().catch(() => undefined); // while the reader types
  }

  private readAddress(): void {
    const asked = new URLSearchParams(stated(window.location));
    const words = readable(asked.get("q") ?? "");
    this.choice = chosen(asked.get("kind"), asked.get("case"));
    this.box.value = words.slice(0, LONGEST_QUERY);
    void this.ask(words);
  }

  private writeAddress(words: string): void {
    const state = new URLSearchParams();
    if (words.trim()) state.set("q", words.slice(0, LONGEST_QUERY));
    if (this.choice.kind) state.set("kind", this.choice.kind);
    if (this.choice.case) state.set("case", this.choice.case);
    const asked = state.toString();
    keepQuery(asked && `?${asked}`);
  }

  private async ask(typed: string): Promise<void> {
    const asked = ++this.asked;
    this.typed = typed;
    if (!typed.trim()) return this.welcome();
    const waiting = window.setTimeout(() => (this.said.textContent = "正在打开搜索用的资料…"), 300);
    try {
      const engine = await openOnce();
      if (asked === this.asked) this.draw(engine, typed);
    } catch (fault) {
      if (asked === this.asked) this.fail(fault);
    } finally {
      window.clearTimeout(waiting);
    }
  }

  private draw(engine: Engine, typed: string): void {
    const ignored = this.dropUnknown(engine);
    const found = search(engine, typed, this.choice);
    const acts = {
      choose: (choice: Choice): void => {
        this.choice = choice;
        this.draw(engine, typed);
      },
      ask: (words: string): void => {
        this.box.value = words;
        this.choice = {};
        void this.ask(words);
        this.box.focus();
      },
    };
    const focused = document.activeElement instanceof HTMLElement ? document.activeElement.dataset.key : undefined;
    this.said.textContent = countWords(found);
    this.how.replaceChildren(...ignored.map((line) => make("p", "", line)), ...howLines(found));
    this.choices.replaceChildren(...(found.total ? facets(found, this.choice, acts) : []));
    const alone = found.groups.length === 1;
    this.results.replaceChildren(...gapPart(engine, found), ...found.groups.map((group) => groupPart(engine, found, group, alone)));
    if (!found.total && found.words.length) this.results.append(emptyPart(found, acts));
    if (focused) this.choices.querySelector<HTMLElement>(`[data-key="${focused}"]`)?.focus();
    document.title = `“${found.query.trim()}”的搜索结果 - ${this.siteTitle}`;
    this.writeAddress(typed);
  }

  /** Forget a kind or case that there is none of; say so. */
  private dropUnknown(engine: Engine): string[] {
    const { kinds, cases } = engine.index.names;
    const kind = !this.choice.kind || kinds.some(([key]) => key === this.choice.kind);
    const place = !this.choice.case || cases.some(([id]) => id === this.choice.case);
    this.choice = chosen(kind ? this.choice.kind : null, place ? this.choice.case : null);
    return kind && place ? [] : [`网址里的${[kind ? "" : "类别", place ? "" : "案例"].filter(Boolean).join("和")}本库没有，已忽略。`];
  }

  private welcome(): void {
    this.said.textContent = "";
    const examples = EXAMPLES.map((words) => {
      const link = siteLink(`search.html?q=${encodeURIComponent(words)}`, words);
      link.className = "search-choice";
      return link;
    });
    this.how.replaceChildren(make("p", "", "几个词用空格隔开，是每个词都要有。可以打繁体、拼音和拼音首字母，可以找数字（800户）和编号。"));
    this.choices.replaceChildren();
    this.results.replaceChildren(make("p", "search-try", "可以试试："), make("div", "search-near", ...examples));
    document.title = `搜索 - ${this.siteTitle}`;
    this.writeAddress("");
  }

  private fail(fault: unknown): void {
    const stale = fault instanceof Error && fault.message === "another build";
    this.said.textContent = stale ? "资料刚更新过，请刷新这一页再找。" : "搜索用的资料没有打开。请刷新这一页；从U盘看的，请确认data文件夹还在。";
    this.how.replaceChildren();
    this.choices.replaceChildren();
    this.results.replaceChildren();
  }
}

function chosen(kind: string | null | undefined, place: string | null | undefined): Choice {
  return { ...(kind ? { kind } : {}), ...(place ? { case: place } : {}) };
}

const root = document.querySelector<HTMLElement>("#search");
const form = root?.querySelector<HTMLFormElement>(".search-bar");
const box = form?.querySelector<HTMLInputElement>(".search-words");
if (root && form && box) {
  root.querySelector(".search-plain")?.remove();
  new SearchPage(box, form, root);
}
