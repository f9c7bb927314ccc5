// The page collect.html: returned files in, what a street office sees of them out. Nothing leaves this computer.
import { folded } from "./assess/returned";
import { changes, comparable } from "./collect/changes";
import type { Sorted } from "./collect/batch";
import { accepted, collectionText, emptyCollection, merged, readCollection, sorted, withChoice, withFiles, withoutFile } from "./collect/collection";
import type { Collection, Kept } from "./collect/collection";
import { act, choice, saveOrShow } from "./collect/controls";
import { makeFiles } from "./collect/files-part";
import type { FilesPart } from "./collect/files-part";
import { dropped, makePause, MOST_FILES, takeIn as readAll } from "./collect/intake";
import type { Chosen } from "./collect/intake";
import { chooser, emptyState, progress } from "./collect/intake-part";
import type { Overview } from "./collect/overview";
import { changesPaper } from "./collect/papers-tables";
import { paperView } from "./collect/paper-view";
import { summaries } from "./collect/summary";
import type { CommunityRow, Known, Summary } from "./collect/summary";
import { summaryView } from "./collect/summary-part";
import { PaperPlace, tableButton, takeaways } from "./collect/takeaway-part";
import { EDITIONS } from "./assess/result-model";
import { all, make } from "./elements";
import { loadData, own } from "./loading";

const MOST_NAMED = 20; // names of files in a message

class CollectPage {
  private collection: Collection = emptyCollection();
  private saved = true;
  private busy = false;
  private names = false;
  private group = "";
  private before: { name: string; summaries: Summary[] } | null = null;
  private readonly said = make("div", "collect-said");
  private readonly running = make("div", "collect-running");
  private readonly start = make("div", "collect-start");
  private readonly doors = doors();
  private readonly files: FilesPart;
  private readonly summary = make("section", "collect-part");
  private readonly take = make("section", "collect-part");
  private readonly change = make("section", "collect-part");
  private readonly paper = new PaperPlace();

  constructor(private readonly root: HTMLElement, private readonly known: Known) {
    this.said.setAttribute("role", "status");
    this.files = makeFiles({
      known, choose: (key, id) => this.choose(key, id), remove: (file) => this.become(withoutFile(this.collection, file), `拿掉了“${file.name}”。`),
    });
    root.replaceChildren(this.start, this.running, this.said, this.doors, this.files.element, this.summary, this.take, this.paper.element, this.change);
    this.acceptDrops();
    window.addEventListener("beforeunload", (event) => {
      if (!this.saved) event.preventDefault();
      if (!this.saved) event.returnValue = ""; // what Chrome 90 asks for
    });
    this.draw();
  }

  private acceptDrops(): void {
    this.root.addEventListener("dragover", (event) => {
      event.preventDefault();
      this.root.classList.add("over");
    });
    this.root.addEventListener("dragleave", () => this.root.classList.remove("over"));
    this.root.addEventListener("drop", (event) => {
      event.preventDefault();
      this.root.classList.remove("over");
      if (event.dataTransfer) void dropped(event.dataTransfer).then((files) => this.takeIn(files));
    });
  }

  private async takeIn(files: Chosen[]): Promise<void> {
    if (this.busy || !files.length) return;
    this.busy = true;
    let stop = false;
    const bar = progress(files.length, () => (stop = true));
    this.running.replaceChildren(bar.element);
    const taken = await readAll(files, this.known, bar.tell, () => stop);
    let { collection, added } = withFiles(this.collection, taken.kept);
    const notes = [`读了 ${taken.kept.length} 个文件，新收 ${added} 个${taken.kept.length > added ? `，${taken.kept.length - added} 个以前收过，没有再收` : ""}。`];
    for (const { name, text } of taken.collections) {
      const loaded = await readCollection(text, this.known, makePause());
      if (!loaded) {
        notes.push(`“${name}”不是存好的汇总，或者已经损坏，没有打开。`);
        continue;
      }
      const both = merged(collection, loaded.collection);
      collection = both.collection;
      notes.push(`打开了存好的汇总“${name}”${loaded.saved ? `（${loaded.saved} 存）` : ""}，新收 ${both.added} 个文件。`);
      if (loaded.lost.length) notes.push(`其中 ${loaded.lost.length} 个用的表本库没有或已不同，列入退回：${named(loaded.lost)}。`);
    }
    if (taken.stopped) notes.push(`已停下，还有 ${taken.left.length} 个没有读：${named(taken.left)}。再选一次就接着读。`);
    else if (taken.left.length) notes.push(`一次最多 ${MOST_FILES} 个文件、2 GB，没有读的 ${taken.left.length} 个请分开再选：${named(taken.left)}。`);
    this.running.replaceChildren();
    this.busy = false;
    this.become(collection, ...notes);
  }

  private choose(key: string, id: string): void {
    this.become(withChoice(this.collection, key, id), id ? "已选用一份，计入汇总。" : "这一组先都不计入。");
    all<HTMLElement>("[data-key]", this.files.element).find((one) => one.dataset.key === `${key} ${id}`)?.focus();
  }

  /** Show another state of the collection, and say what happened. */
  private become(next: Collection, ...notes: string[]): void {
    if (next !== this.collection) this.saved = !next.files.length;
    this.collection = next;
    this.draw();
    this.said.replaceChildren(...notes.map((note) => make("p", "", note)));
  }

  private save(): void {
    const day = today();
    saveOrShow(this.said, `自查汇总-${day}.json`, collectionText(this.collection, this.known, day), "application/json");
    this.saved = true;
  }

  private draw(): void {
    const some = this.collection.files.length > 0;
    const take = (files: Chosen[]): void => void this.takeIn(files);
    this.start.replaceChildren(...(some
      ? [make("div", "collect-bar", ...chooser(take, "再加文件"), act("存下整个汇总（JSON）", () => this.save()), this.clearing())]
      : emptyState(take)));
    this.files.element.hidden = !some;
    if (some) this.files.update(this.collection);
    this.drawSummaries();
  }

  /** Return the button that empties the page; what is not saved takes a second press. */
  private clearing(): HTMLElement {
    const box = make("span", "collect-tools");
    const ask = act("全部清空", () => {
      if (this.saved) this.clear();
      else {
        const yes = act("没有存下来，确定清空", () => this.clear());
        box.replaceChildren(yes, act("不清空", () => box.replaceChildren(ask)));
        yes.focus();
      }
    });
    box.append(ask);
    return box;
  }

  private clear(): void {
    this.before = null;
    this.become(emptyCollection(), "已清空。原来的文件还在您的电脑里，没有改动。");
  }

  private drawSummaries(): void {
    this.paper.close();
    const found = summaries(accepted(this.collection), this.known);
    for (const part of [this.doors, this.summary, this.take, this.change]) part.hidden = !found.length;
    const summary = found.find((one) => groupOf(one) === this.group) ?? found[0];
    const checklist = summary && this.known(summary.checklist)?.[0];
    if (!summary || !checklist) return;
    const rows = new Map(sorted(this.collection).map((row: Sorted<Kept>) => [row.arrival.returned, row.arrival]));
    const view: Overview = { summary, checklist, known: this.known, names: this.names, file: (row: CommunityRow) => rows.get(row.returned) };
    const options = found.map((one): [string, string] => [groupOf(one), groupWords(one, this.known)]);
    const which = choice("看哪一组", options, groupOf(summary), (group) => {
      this.group = group;
      this.drawSummaries();
      this.summary.querySelector<HTMLElement>("select")?.focus();
    });
    this.summary.replaceChildren(heading("汇总", "collect-summary"), ...(found.length > 1 ? [which] : []), ...summaryView(view, (on) => {
      this.names = on;
      this.drawSummaries();
      this.summary.querySelector<HTMLElement>(".collect-tick input")?.focus();
    }));
    this.take.replaceChildren(heading("带走", "collect-take"), ...takeaways({ ...view, names: false }, this.paper));
    this.drawChange(view);
  }

  private drawChange(view: Overview): void {
    const box = make("div", "collect-tools", ...chooser((files) => void this.compare(files), "打开以前存下的汇总", false));
    const parts: HTMLElement[] = [heading("前后对比", "collect-change"), make("p", "collect-quiet", "打开以前存下的汇总（JSON），看同样的条目有没有变化。只看自己和自己比。"), box];
    const before = this.before && comparable(this.before.summaries, view.summary);
    if (this.before && !before) parts.push(make("p", "", `“${this.before.name}”里没有同一张表、同一种版本的汇总，不能比。`));
    if (this.before && before) {
      const paper = changesPaper(view, changes(before, view.summary));
      const said = make("div", "collect-said");
      box.append(tableButton(paper, said, paper.title), act("看和打印", () => this.paper.show(paper), "看和打印：前后对比"));
      const samePeriod = folded(before.period) === folded(view.summary.period);
      parts.push(said, make("p", "collect-quiet", `和“${this.before.name}”比${samePeriod ? "；两份的评价周期相同，请看看是不是选错了文件" : ""}。`), paperView(paper));
    }
    this.change.replaceChildren(...parts);
  }

  private async compare([first]: Chosen[]): Promise<void> {
    if (!first) return;
    const loaded = await readCollection(await first.file.text().catch(() => ""), this.known, makePause());
    if (loaded) this.before = { name: first.name, summaries: summaries(accepted(loaded.collection), this.known) };
    this.drawSummaries();
    this.said.replaceChildren(make("p", "", loaded ? `打开了“${first.name}”，对比在页面最后。` : `“${first.name}”不是存好的汇总，或者已经损坏，没有打开。`));
    if (loaded) document.getElementById("collect-change")?.scrollIntoView();
  }
}

const PARTS = [["collect-files", "文件清单"], ["collect-summary", "汇总"], ["collect-take", "带走"], ["collect-change", "前后对比"]] as const;

/** Return links to the parts of the page. */
function doors(): HTMLElement {
  const list = make("ul", "", ...PARTS.map(([id, words]) => {
    const link = make("a", "", words);
    link.href = `#${id}`;
    return make("li", "", link);
  }));
  const element = make("nav", "collect-doors", list);
  element.setAttribute("aria-label", "本页");
  return element;
}

function heading(words: string, id: string): HTMLElement {
  const title = make("h2", "", words);
  title.id = id;
  return title;
}

function groupOf({ checklist, edition, period }: Summary): string {
  return JSON.stringify([checklist, edition, folded(period)]);
}

function groupWords(summary: Summary, known: Known): string {
  const title = known(summary.checklist)?.[0]?.title ?? summary.checklist;
  return `${title}，${summary.period}，${EDITIONS[summary.edition]}（${summary.rows.length} 个社区）`;
}

function named(names: string[]): string {
  return `${names.slice(0, MOST_NAMED).join("、")}${names.length > MOST_NAMED ? `等 ${names.length} 个` : ""}`;
}

function today(): string {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
}

/** Load every checklist: a returned file says itself which one it answers. */
async function startCollect(root: HTMLElement): Promise<void> {
  try {
    await loadData("checklists");
    await Promise.all((window.casebookChecklistIndex ?? []).map(({ id }) => loadData(`checklist-${id}`)));
  } catch {
    // said below
  }
  const index = window.casebookChecklistIndex;
  if (!index || index.some(({ id }) => !own(window.casebookChecklists, id))) {
    root.replaceChildren(make("p", "", "自查表的资料没有载入。请检查 data 文件夹是否完整，再刷新这一页。"));
    return;
  }
  new CollectPage(root, (id) => own(window.casebookChecklists, id));
}

const root = document.getElementById("collect");
if (root) void startCollect(root);
