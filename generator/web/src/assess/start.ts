// Before the form: drafts that are there, a new one, one that goes on from an earlier return, and the end of all of them.
import { make, makeButton } from "../elements";
import { readReturnText } from "../returns/json";
import { noteWords, VERDICTS } from "../returns/verdicts";
import type { Note } from "../returns/verdicts";
import { progressOf, thisPeriod } from "./answering";
import { itemsOf } from "./checklist";
import type { Checklist, Edition, Item } from "./checklist";
import type { Draft } from "./drafts";
import { makeConfirmed } from "./notices";
import { EDITIONS } from "./result-model";
import { keyOf } from "./returned";
import type { Return } from "./returned";
import { makeWho, whoWords } from "./who";
import type { Who } from "./who";

const MAX_FILE = 1_000_000; // bytes; a filled form has some ten thousand
const MOST_DETAIL = 80; // characters of what the file says

export interface Begin {
  edition: Edition;
  who: Who;
  earlier: Return | null;
}

export interface StartParts {
  checklist: Checklist; // the newest version
  versions: readonly Checklist[];
  drafts: readonly Draft[];
  begin: (begin: Begin) => void;
  open: (key: string, who?: boolean) => void;
  remove: (key: string) => void;
  wipe: () => void;
}

/** Return the page before the form. */
export function makeStart(parts: StartParts): HTMLElement {
  const maker = new NewDraft(parts);
  const element = make("div", "fill-start");
  if (parts.drafts.length) element.append(makeList(parts, (draft) => maker.goOnFrom(draft.filled)));
  element.append(maker.element, makeEnd(parts));
  return element;
}

function makeList(parts: StartParts, goOn: (draft: Draft) => void): HTMLElement {
  const rows = parts.drafts.map((draft) => {
    const version = parts.versions.find((one) => one.version === draft.filled.version);
    const doors = [makeButton("fill-door first", "接着填", () => parts.open(draft.key)),
      makeButton("fill-door", "改周期、社区", () => parts.open(draft.key, true)),
      makeButton("fill-door", "沿用它填新一期", () => goOn(draft))];
    const known = version ? doors : [];
    return make("li", "", make("b", "", whoWords(draft.filled)), make("p", "fill-draft-how", howFar(draft, version, parts.checklist)),
      make("div", "fill-doors", ...known,
        makeConfirmed("删除", () => `删除“${whoWords(draft.filled)}”这份草稿？删了不能恢复。`, "删除这份", () => parts.remove(draft.key))));
  });
  return make("section", "fill-drafts", make("h3", "", "这台设备上的草稿"), make("ul", "fill-list", ...rows));
}

function howFar(draft: Draft, version: Checklist | undefined, newest: Checklist): string {
  const { edition } = draft.filled;
  const saved = draft.saved ? `，${new Date(draft.saved).toLocaleString("zh-CN", { month: "numeric", day: "numeric", hour: "2-digit", minute: "2-digit" })} 存` : "";
  if (!version) return `第 ${draft.filled.version} 版：这份案例库里没有这一版，打不开${saved}`;
  const progress = progressOf(itemsOf(version, edition), draft.filled.answers);
  const older = version.version < newest.version ? `（现有第 ${newest.version} 版）` : "";
  return `${EDITIONS[edition]}，第 ${version.version} 版${older}，已答 ${progress.done} / ${progress.all} 条${saved}`;
}

class NewDraft {
  readonly element = make("section", "fill-new");
  private readonly who = makeWho(this.parts.checklist, () => (this.doubled.hidden = true));
  private readonly radios: HTMLInputElement[] = [];
  private readonly heading = make("h3", "", "新填一份");
  private readonly carried = make("p", "fill-carried");
  private readonly doubled = make("div", "fill-notice");
  private readonly said = make("p", "fill-said");
  private earlier: Return | null = null;

  constructor(private readonly parts: StartParts) {
    this.who.show({ period: thisPeriod(new Date()), street: "", community: "", types: [], filler: "" });
    this.doubled.hidden = true;
    this.doubled.setAttribute("role", "alert");
    this.carried.hidden = true;
    this.carried.tabIndex = -1;
    this.said.setAttribute("role", "status");
    const form = make("div", "fill-begin", this.makeEditions(), this.who.element, this.doubled,
      makeButton("fill-door first", "开始填", () => this.begin(false)));
    this.element.append(this.heading, this.carried, form, this.makeImport());
  }

  /** Take over who and which edition from an earlier return; its answers come along. */
  goOnFrom(earlier: Return): void {
    this.earlier = earlier;
    const now = thisPeriod(new Date());
    this.who.show({ ...earlier, period: earlier.period === now ? "" : now });
    for (const radio of this.radios) radio.checked = radio.value === earlier.edition;
    this.carried.textContent = `沿用 ${whoWords(earlier)} 的 ${Object.keys(earlier.answers).length} 条回答。写上新的周期，开始后逐条核对。`;
    this.carried.hidden = false;
    this.carried.focus();
  }

  private makeEditions(): HTMLElement {
    const { checklist } = this.parts;
    const quick = itemsOf(checklist, "quick").length;
    const rows: [Edition, string][] = [["full", `完整版：${checklist.items.length} 条，约 ${checklist.minutes} 分钟`]];
    if (quick) rows.push(["quick", `快填版：${quick} 条，约 ${checklist.quick_minutes} 分钟`]);
    const group = make("div", "ask-rows", ...rows.map(([edition, words], at) => {
      const radio = make("input", "");
      Object.assign(radio, { type: "radio", name: "fill-edition", value: edition, checked: !at, autocomplete: "off" });
      this.radios.push(radio);
      return make("label", "ask-row", radio, make("span", "", words));
    }));
    group.setAttribute("role", "group");
    group.setAttribute("aria-label", "填哪一版");
    return group;
  }

  private begin(anyway: boolean): void {
    const fault = this.who.fault();
    if (fault) return fault.focus();
    const who = this.who.read();
    const edition: Edition = this.radios.find((radio) => radio.checked)?.value === "quick" ? "quick" : "full";
    const key = keyOf({ ...who, checklist: this.parts.checklist.id } as Return);
    const twin = this.parts.drafts.find((draft) => keyOf(draft.filled) === key);
    if (twin && !anyway) return this.askAboutTwin(twin);
    this.parts.begin({ edition, who, earlier: this.earlier });
  }

  private askAboutTwin(twin: Draft): void {
    this.doubled.replaceChildren(make("p", "", `这台设备上已有一份“${whoWords(twin.filled)}”。`), make("p", "fill-doors",
      makeButton("fill-door first", "接着填那一份", () => this.parts.open(twin.key)), makeButton("fill-door", "仍然新开一份", () => this.begin(true))));
    this.doubled.hidden = false;
    this.doubled.querySelector("button")?.focus();
  }

  private makeImport(): HTMLElement {
    const file = make("input", "fill-file");
    file.type = "file";
    file.accept = ".json,application/json";
    file.addEventListener("change", () => void this.readFile(file));
    const pasted = make("textarea", "");
    pasted.rows = 3;
    pasted.autocomplete = "off";
    return make("details", "ask-fold fill-import", make("summary", "", "沿用上期：读入以前导出的文件"),
      make("p", "ask-how", "选以前导出的 .json 文件。只在这台设备上读，不上传。"),
      make("label", "ask-field", make("span", "", "以前导出的文件"), file),
      make("label", "ask-field", make("span", "", "没有文件，就把以前复制的文字贴在这里"), pasted),
      makeButton("fill-door", "读入贴上的文字", () => this.read(pasted.value)), this.said);
  }

  private async readFile(input: HTMLInputElement): Promise<void> {
    const file = input.files?.[0];
    if (!file) return;
    try {
      this.read(file.size > MAX_FILE ? null : await file.text());
    } catch {
      this.said.textContent = "这个文件读不出来，换一个试试。";
    }
    input.value = ""; // the same file may be chosen again
  }

  private read(text: string | null): void {
    if (text === null || text.length > MAX_FILE) {
      this.said.textContent = "太大了，不是这里导出的文件。";
      return;
    }
    const { checklist, versions } = this.parts;
    const reading = readReturnText(text, (id) => (id === checklist.id ? [...versions] : undefined));
    if (!reading.returned) {
      this.said.textContent = reading.code ? `没有读入：${adviceOn({ ...reading, code: reading.code })}` : "没有读入。";
      return;
    }
    const items = versions.find((one) => one.version === reading.returned?.version)?.items;
    const notes = reading.notes.map((note) => adviceOn(note, items)).join("");
    this.said.textContent = notes ? `已读入，有 ${reading.notes.length} 处要留意：${notes}` : "已读入。";
    this.goOnFrom(reading.returned);
  }
}

/** Return a verdict in words: what it is, where, what to do. */
function adviceOn(note: Note, items: readonly Item[] = []): string {
  return `${noteWords({ ...note, detail: note.detail.slice(0, MOST_DETAIL) }, items)}。${VERDICTS[note.code].mend}。`;
}

function makeEnd(parts: StartParts): HTMLElement {
  const count = parts.drafts.length;
  const question = (): string => `这张表在这个浏览器里有 ${count} 份草稿；别的自查表的草稿也一起清除。清除以后不能恢复，导出过的文件不受影响。`;
  return make("section", "fill-end", make("p", "ask-how", "几个人共用的电脑，填完先导出文件，再把草稿清除。"),
    makeConfirmed("清除这台设备上的全部草稿", question, "全部清除", parts.wipe));
}
