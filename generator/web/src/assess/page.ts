// The page assess/<id>.html at work: drafts, the form, the result, and what is said about keeping them.
import { make, makeButton } from "../elements";
import { dayOf } from "./answering";
import { carryOver } from "./carrying";
import type { Checklist } from "./checklist";
import { bare, copied, newDraft, readDraft } from "./drafts";
import type { Draft } from "./drafts";
import { Form } from "./form";
import { makeNotices } from "./notices";
import type { Action } from "./notices";
import { copyAction, NO_STORE, savedWords, tellOfDraft, tellOfHealth, tellOfMode } from "./page-notices";
import { makeResult } from "./result";
import type { ResultView } from "./result";
import { EDITIONS } from "./result-model";
import { Session } from "./saving";
import type { Channel } from "./saving";
import { makeStart } from "./start";
import type { Begin } from "./start";
import { askToStay } from "./stores";
import type { DraftStore } from "./stores";

const COPY_EVERY = 20; // answers
const UPDATE_MS = 250;
const MARK = "draft-";

export interface PageParts {
  versions: readonly Checklist[]; // newest first
  store: DraftStore;
  listen: () => Channel;
  alone: boolean; // no other window can be told
  wipe: () => Promise<void>;
  window: string;
}

interface Work {
  session: Session;
  checklist: Checklist;
  form: Form;
  result: ResultView;
  fields: HTMLFieldSetElement;
}

export class AssessPage {
  private readonly notices = makeNotices();
  private readonly body = make("div", "fill-body");
  private readonly saved = make("p", "fill-saved");
  private readonly newest: Checklist;
  private work: Work | null = null;
  private unsavedAnswers = 0;
  private updating = 0;
  private stayed = false;

  constructor(place: HTMLElement, private readonly parts: PageParts) {
    this.newest = parts.versions[0] as Checklist;
    place.replaceChildren(this.notices.element, this.body);
    place.classList.add("fill");
    window.addEventListener("hashchange", () => void this.follow());
    document.addEventListener("visibilitychange", () => this.look());
    window.addEventListener("pagehide", () => void this.work?.session.flush());
    window.addEventListener("focus", () => this.look());
    window.addEventListener("beforeunload", (event) => {
      if (this.work && (!parts.store.durable || this.work.session.health !== "kept") && this.unsavedAnswers) event.preventDefault();
    });
    this.tellOfStore();
  }

  /** Open the draft that the address names, or show what there is to choose. */
  async follow(): Promise<void> {
    const key = location.hash.startsWith(`#${MARK}`) ? decoded(location.hash.slice(MARK.length + 1)) : "";
    if (key && this.work?.session.draft.key === key) return;
    if (!key && this.work && location.hash && location.hash !== "#fill") return; // a heading of the page
    await this.work?.session.flush(); // the list must hold what was answered a moment ago
    const drafts = await this.drafts();
    const draft = drafts.find((one) => one.key === key);
    if (draft && this.versionOf(draft)) await this.open(draft);
    else await this.list(drafts);
  }

  /** The browser's own store opened late: what was in memory is kept now, and earlier drafts are there. */
  async storeMoved(): Promise<void> {
    this.notices.set("store", null);
    this.notices.set("copy", null);
    this.tellOfStore();
    if (this.work) return this.tell();
    const drafts = await this.drafts();
    if (drafts.length) this.notices.set("late", `这台设备上有 ${drafts.length} 份草稿。`, [{ words: "看草稿", act: () => void this.follow() }]);
  }

  private async drafts(): Promise<Draft[]> {
    try {
      const kept = await this.parts.store.list();
      const drafts = kept.map((one) => readDraft(one, this.parts.versions)).filter((one): one is Draft => one !== undefined);
      return drafts.sort((one, other) => (one.saved < other.saved ? 1 : -1));
    } catch {
      this.notices.set("store", "存草稿的地方读不出来，先新填一份也可以；填的内容请常存文件。", [], true);
      return [];
    }
  }

  private versionOf(draft: Draft): Checklist | undefined {
    return this.parts.versions.find((one) => one.version === draft.filled.version);
  }

  private async list(drafts: readonly Draft[]): Promise<void> {
    await this.leave();
    this.body.replaceChildren(makeStart({
      checklist: this.newest, versions: this.parts.versions, drafts,
      begin: (begin) => void this.begin(begin),
      open: (key, who) => void this.openKey(drafts, key, who),
      remove: (key) => void this.remove(key),
      wipe: () => void this.wipe(),
    }));
  }

  private async openKey(drafts: readonly Draft[], key: string, who = false): Promise<void> {
    const draft = drafts.find((one) => one.key === key);
    if (!draft) return;
    location.hash = MARK + key;
    await this.open(draft);
    if (who) this.work?.form.openWho();
  }

  private async begin({ edition, who, earlier }: Begin): Promise<void> {
    const from = earlier && this.parts.versions.find((one) => one.version === earlier.version);
    const carried = earlier ? carryOver(from ?? undefined, this.newest, earlier) : null;
    const now = new Date();
    const draft = newDraft(`${now.getTime().toString(36)}-${this.parts.window}`, {
      ...who, checklist: this.newest.id, version: this.newest.version, edition, filled: dayOf(now),
      answers: carried?.answers ?? bare(), plan: [],
    }, now);
    if (earlier && carried) {
      draft.from = earlier.period;
      draft.carried = carried.mapped;
      draft.orphans = bare(carried.orphans.map(({ item, why }) => [item, why]));
    }
    await this.store(draft);
    location.hash = MARK + draft.key;
    await this.open(draft);
  }

  /** Keep a new draft at once: an empty one has nothing that a change would keep. */
  private async store(draft: Draft): Promise<void> {
    try {
      await this.parts.store.change(draft.key, () => ({ ...copied(draft), rev: 1, saved: new Date().toISOString() }));
      draft.rev = 1;
    } catch {
      // the first change tries again, and says so when it fails too
    }
  }

  private async open(draft: Draft, at = ""): Promise<void> {
    await this.leave();
    const checklist = this.versionOf(draft) ?? this.newest;
    const session = new Session(draft, {
      store: this.parts.store, channel: this.parts.listen(), window: this.parts.window,
      clock: { now: () => new Date(), later: (act, wait) => {
        const timer = window.setTimeout(act, wait);
        return () => window.clearTimeout(timer);
      } },
      read: (kept) => readDraft(kept, this.parts.versions),
      told: () => this.tell(),
    });
    this.show(session, checklist, at);
    if (!at) this.body.scrollIntoView({ block: "start" });
  }

  /** Build form and result for what the session holds now. */
  private show(session: Session, checklist: Checklist, at: string): void {
    const form = new Form({ checklist, draft: () => session.draft, changed: (answered) => this.changed(answered) }, () => this.turn(true));
    const result = makeResult({
      checklist, filled: session.draft.filled,
      changed: () => {
        this.changed(false);
        result.update();
      },
      open: (item) => {
        this.turn(false);
        form.open(item);
      },
    });
    result.element.hidden = true;
    const back = makeButton("fill-door fill-back", "回到填写", () => {
      this.turn(false);
      form.start(form.at);
    });
    result.element.prepend(back);
    const fields = make("fieldset", "fill-fields", form.element, result.element);
    const head = make("div", "fill-head", make("p", "fill-which", `${EDITIONS[session.draft.filled.edition]} · 第 ${checklist.version} 版`), this.saved,
      makeButton("fill-door", "草稿和新填", () => (location.hash = "#fill")));
    this.body.replaceChildren(head, fields, form.bar);
    this.work = { session, checklist, form, result, fields };
    this.tellOfDraft(session.draft, checklist);
    this.tell();
    if (at) form.start(at);
  }

  private turn(toResult: boolean): void {
    if (!this.work) return;
    const { form, result } = this.work;
    if (toResult) result.update();
    form.element.hidden = form.bar.hidden = toResult;
    result.element.hidden = !toResult;
    if (!toResult) return;
    const heading = result.element.querySelector<HTMLElement>("h2");
    result.element.scrollIntoView({ block: "start" });
    heading?.focus({ preventScroll: true });
  }

  private changed(answered: boolean): void {
    if (!this.work) return;
    const { session, result } = this.work;
    session.draft.filled.filled = dayOf(new Date());
    session.changed();
    if (answered) this.unsavedAnswers += 1;
    if (answered) this.askForCopy();
    window.clearTimeout(this.updating);
    this.updating = window.setTimeout(() => {
      if (!result.element.hidden) result.update();
    }, UPDATE_MS);
  }

  /** Say how the draft is kept; the window that fell behind becomes one to read. */
  private tell(): void {
    if (!this.work) return;
    const { session, fields } = this.work;
    const { mode, health } = session;
    const { durable } = this.parts.store;
    if (health === "kept" && durable) {
      this.unsavedAnswers = 0;
      if (!this.stayed) void askToStay();
      this.stayed = true;
    }
    this.saved.textContent = savedWords(durable, health);
    tellOfHealth(this.notices, durable ? health : "kept", this.copyAction());
    const fell = mode !== "open" && !fields.disabled;
    fields.disabled = mode !== "open";
    tellOfMode(this.notices, mode, { reload: () => void this.reload(), carryOn: () => void this.carryOn(), leave: () => (location.hash = "#fill") });
    if (fell) this.notices.focus("mode");
  }

  private async reload(): Promise<void> {
    await this.again(async (session) => {
      await session.reload();
    });
  }

  private async carryOn(): Promise<void> {
    await this.again((session) => session.carryOn());
  }

  /** Renew form and result after the draft became another one, and go on where the reader was. */
  private async again(step: (session: Session) => Promise<void>): Promise<void> {
    if (!this.work) return;
    const { session, checklist, form } = this.work;
    try {
      await step(session);
    } catch {
      tellOfHealth(this.notices, "fault", this.copyAction());
      return;
    }
    this.show(session, checklist, form.at);
    if (!form.at) this.body.scrollIntoView({ block: "start" });
  }

  private look(): void {
    if (!this.work) return;
    if (document.visibilityState === "hidden") void this.work.session.flush();
    else void this.work.session.check();
  }

  private tellOfStore(): void {
    if (!this.parts.store.durable) this.notices.set("store", NO_STORE, [this.copyAction()], true);
    else if (this.parts.alone) this.notices.set("alone", "同一份草稿请只在一个窗口里填。");
  }

  private tellOfDraft(draft: Draft, checklist: Checklist): void {
    tellOfDraft(this.notices, draft, checklist, this.parts.versions, { renew: () => void this.renew(), change: (act) => this.drop(act) });
  }

  private drop(act: (draft: Draft) => void): void {
    if (!this.work) return;
    const { session, checklist, form } = this.work;
    act(session.draft);
    form.update();
    session.changed();
    this.tellOfDraft(session.draft, checklist);
    form.start(form.at);
  }

  /** The answers of an older version into a new draft of the newest one; the old draft stays. */
  private async renew(): Promise<void> {
    if (!this.work) return;
    const { filled } = this.work.session.draft;
    await this.work.session.flush();
    const { period, street, community, types, filler, edition } = filled;
    await this.begin({ edition, who: { period, street, community, types, filler }, earlier: filled });
  }

  private async remove(key: string): Promise<void> {
    try {
      await this.parts.store.remove(key);
      const channel = this.parts.listen();
      channel.post({ key, gone: true });
      channel.close();
    } catch {
      this.notices.set("health", "没有删掉，请再试一次。", [], true);
    }
    await this.list(await this.drafts());
  }

  private async wipe(): Promise<void> {
    try {
      const channel = this.parts.listen();
      channel.post({ gone: true });
      channel.close();
      await this.parts.wipe();
      this.notices.set("wiped", "这台设备上的草稿已全部清除。", [], true);
      await this.list([]);
    } catch {
      this.notices.set("wiped", "没有全部清除：请关掉别的填写窗口，再试一次。", [], true);
    }
  }

  private async leave(): Promise<void> {
    const { work } = this;
    this.work = null;
    for (const name of ["mode", "health", "version", "carried", "aside", "copy", "late"]) this.notices.set(name, null);
    if (work) await work.session.close();
  }

  private askForCopy(): void {
    if (!this.unsavedAnswers || this.unsavedAnswers % COPY_EVERY) return; // not at every answer
    this.notices.set("copy", `已经答了 ${this.unsavedAnswers} 条还没有存下来。存一份文件，下次可以读入接着填。`, [this.copyAction()]);
  }

  private copyAction(): Action {
    return copyAction(this.notices, () => {
      if (!this.work) return null;
      this.unsavedAnswers = 0;
      return { filled: this.work.session.draft.filled, fingerprint: this.work.checklist.fingerprint };
    });
  }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return "";
  }
}
