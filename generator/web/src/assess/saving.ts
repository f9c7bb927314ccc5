// One window's work on one draft: kept soon after each change, never over another window's work.
import { copied, MAX_BYTES, merged, preferred, same, sizeOf } from "./drafts";
import type { Draft } from "./drafts";
import type { DraftStore } from "./stores";

const REST_MS = 300; // after the last change
const LATEST_MS = 900; // after the first one that is not kept yet
const SLOW_MS = 800;

/** open: may be changed · behind: another window has changed it · gone: another window has deleted it. */
export type Mode = "open" | "behind" | "gone";

/** kept: all of it · waiting: a change is about to be kept · full, size, fault: not kept, and why. */
export type Health = "kept" | "waiting" | "full" | "size" | "fault";

export interface Clock {
  now(): Date;
  later(act: () => void, wait: number): () => void; // returns what calls it off
}

export interface Channel {
  post(said: unknown): void;
  hear(listener: (said: unknown) => void): void;
  close(): void;
}

export interface SessionParts {
  store: DraftStore;
  channel: Channel;
  clock: Clock;
  window: string; // a name of this window that no other has
  read: (kept: unknown) => Draft | undefined;
  told: () => void; // mode or health may have changed
}

export class Session {
  mode: Mode = "open";
  health: Health = "kept";
  draft: Draft;
  private shadow: Draft; // what the draft held when it was last kept
  private rev: number;
  private calledOff: (() => void) | null = null;
  private firstChange = 0;
  private work: Promise<void> = Promise.resolve();
  private ended = false;

  constructor(draft: Draft, private readonly parts: SessionParts) {
    this.draft = draft;
    this.shadow = copied(draft);
    this.rev = draft.rev;
    parts.channel.hear((said) => this.heard(said));
  }

  /** To be called after each change of `draft`. */
  changed(): void {
    const now = this.parts.clock.now().getTime();
    this.firstChange ||= now;
    this.calledOff?.();
    const wait = Math.max(0, Math.min(REST_MS, this.firstChange + LATEST_MS - now));
    this.calledOff = this.parts.clock.later(() => void this.flush(), wait);
    if (this.health === "kept") this.say("waiting");
  }

  /** Keep what is not kept yet; resolves when that has been tried. */
  flush(): Promise<void> {
    this.calledOff?.();
    this.calledOff = null;
    this.firstChange = 0;
    this.work = this.work.then(() => this.keep());
    return this.work;
  }

  /** Look whether another window has changed the draft: where there is no channel, and when a window comes back. */
  async check(): Promise<void> {
    try {
      const kept = this.parts.read(await this.parts.store.read(this.draft.key));
      if (kept && kept.rev > this.rev) await this.fallBehind();
    } catch {
      // the next change will tell
    }
  }

  /** Take what was kept last, and go on from it. Resolves to false when there is nothing. */
  async reload(): Promise<boolean> {
    await this.flush();
    const kept = this.parts.read(await this.parts.store.read(this.draft.key));
    if (!kept) return false;
    this.take(kept);
    return true;
  }

  /** Go on in this window: where both changed the same thing, this window's counts, and the other's is put aside. */
  async carryOn(): Promise<void> {
    await this.flush();
    let made: Draft | null = null;
    await this.parts.store.change(this.draft.key, (found) => {
      const kept = this.parts.read(found);
      made = kept ? preferred(kept, this.parts.window) : copied(this.draft);
      made.rev = Math.max(kept?.rev ?? 0, this.rev) + 1;
      made.saved = this.parts.clock.now().toISOString();
      return made;
    });
    if (made) this.take(made);
    this.post();
  }

  /** Stop listening and saving; what is not kept yet is kept first. */
  async close(): Promise<void> {
    await this.flush();
    this.ended = true;
    this.parts.channel.close();
  }

  private take(kept: Draft): void {
    this.draft = kept;
    this.shadow = copied(kept);
    this.rev = kept.rev;
    this.mode = "open";
    this.say("kept");
  }

  private async keep(): Promise<void> {
    if (this.ended || this.mode === "gone" || same(this.draft, this.shadow)) {
      if (this.health === "waiting") this.say("kept");
      return;
    }
    const mine = copied(this.draft);
    if (sizeOf(mine) > MAX_BYTES) return this.say("size");
    const slow = this.parts.clock.later(() => this.say("fault"), SLOW_MS);
    try {
      await this.write(mine);
      this.say(same(this.draft, this.shadow) ? "kept" : "waiting");
    } catch (fault) {
      this.say(fault instanceof Error && fault.name === "QuotaExceededError" ? "full" : "fault");
    } finally {
      slow();
    }
  }

  private async write(mine: Draft): Promise<void> {
    let mode: Mode = this.mode;
    let rev = this.rev;
    let wrote = false;
    await this.parts.store.change(mine.key, (found) => {
      const kept = this.parts.read(found);
      wrote = false;
      if (!kept && this.rev > 0) {
        mode = "gone";
        return null;
      }
      wrote = true;
      const saved = this.parts.clock.now().toISOString();
      if (!kept || kept.rev === this.rev) {
        rev = this.rev + 1;
        return { ...mine, rev, saved };
      }
      mode = "behind"; // what this window shows is not what is kept: it must be renewed before it goes on
      return { ...merged(this.shadow, mine, kept, this.parts.window), rev: kept.rev + 1, saved };
    });
    if (wrote) {
      this.shadow = mine;
      this.rev = rev;
      this.draft.rev = rev;
      this.post();
    }
    this.mode = mode;
  }

  private post(): void {
    this.parts.channel.post({ key: this.draft.key, rev: this.draft.rev });
  }

  private heard(said: unknown): void {
    if (this.ended || typeof said !== "object" || said === null) return;
    const { key, gone } = said as { key?: unknown; gone?: unknown };
    if (gone === true && (key === undefined || key === this.draft.key)) {
      this.mode = "gone";
      this.parts.told();
    } else if (key === this.draft.key) {
      void this.check();
    }
  }

  private async fallBehind(): Promise<void> {
    await this.flush(); // what this window has not kept yet joins the draft
    if (this.mode === "open" && !this.ended) {
      const kept = this.parts.read(await this.parts.store.read(this.draft.key));
      if (kept && kept.rev > this.rev) this.mode = "behind";
    }
    this.parts.told();
  }

  private say(health: Health): void {
    this.health = health;
    this.parts.told();
  }
}
