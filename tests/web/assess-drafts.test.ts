// Drafts of the form without any browser: what two windows do to one draft, in many orders, with slow and failing stores.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Checklist, Item } from "../../generator/web/src/assess/checklist";
import {
  bare, copied, exchange, type Draft, merged, newDraft, partsOf, readDraft, same, sizeOf,
} from "../../generator/web/src/assess/drafts";
import { type Channel, type Clock, Session } from "../../generator/web/src/assess/saving";
import { type DraftStore, type Kept, memoryStore } from "../../generator/web/src/assess/stores";

const RUNS = 1_000;
const ITEMS = ["a", "b", "c", "d"];

/** Numbers that look random and are the same every time. */
function dice(seed: number): (sides: number) => number {
  let state = seed + 1;
  return (sides) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * sides);
  };
}

const item = (id: string): Item => ({
  id, number: 1, type: "yesno", dimension: "d", indicator: id, content: "", rule: "", counts: "", not_counts: "", evidence: [],
  methods: [], filler: "书记", hint: "", points: 100, full_at: 0, step: 0, each: 0,
});
const checklist = { id: "t", version: 1, items: ITEMS.map(item) } as unknown as Checklist;

function draftOf(): Draft {
  return newDraft("k", {
    checklist: "t", version: 1, edition: "full", period: "2026年度", street: "街", community: "社区", types: [], filled: "", filler: "",
    answers: bare(), plan: [],
  }, new Date(0));
}

const read = (kept: unknown): Draft | undefined => readDraft(kept, [checklist]);

/** Time that passes only when asked to; whatever waits for it happens in its order. */
class Time implements Clock {
  at = 0;
  private waiting: { at: number; no: number; act: () => void }[] = [];
  private count = 0;

  now(): Date {
    return new Date(this.at);
  }

  later(act: () => void, wait: number): () => void {
    const one = { at: this.at + wait, no: (this.count += 1), act };
    this.waiting.push(one);
    return () => (this.waiting = this.waiting.filter((other) => other !== one));
  }

  sleep(wait: number): Promise<void> {
    return new Promise((resolve) => this.later(resolve, wait));
  }

  async pass(span: number): Promise<void> {
    const end = this.at + span;
    for (;;) {
      await settled();
      const next = this.waiting.filter((one) => one.at <= end).sort((one, other) => one.at - other.at || one.no - other.no)[0];
      if (!next) break;
      this.waiting = this.waiting.filter((one) => one !== next);
      this.at = Math.max(this.at, next.at);
      next.act();
    }
    this.at = end;
  }
}

function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** A store whose every step takes its time, as that of a browser does; each decision is one transaction. */
function slowStore(time: Time, roll: (sides: number) => number): DraftStore & { kept: Map<string, string>; fails: string } {
  const kept = new Map<string, string>();
  const store = {
    durable: true, kept, fails: "",
    list: async () => [...kept.values()].map((one) => JSON.parse(one) as unknown),
    read: async (key: string) => {
      await time.sleep(roll(60));
      const found = kept.get(key);
      return found === undefined ? undefined : JSON.parse(found) as unknown;
    },
    change: async (key: string, decide: (found: unknown) => Kept | null) => {
      await time.sleep(roll(60));
      if (store.fails) throw Object.assign(new Error("no"), { name: store.fails });
      const found = kept.get(key);
      const made = decide(found === undefined ? undefined : JSON.parse(found));
      if (made) kept.set(key, JSON.stringify(made));
      await time.sleep(roll(60));
    },
    remove: async (key: string) => void kept.delete(key),
  };
  return store;
}

/** Channels between windows; with `deaf` nobody hears anybody, as in a browser that has none. */
function wires(time: Time, roll: (sides: number) => number, deaf: boolean): () => Channel {
  const ears = new Map<number, (said: unknown) => void>();
  let count = 0;
  return () => {
    const me = (count += 1);
    return {
      post: (said) => {
        for (const [other, listen] of ears) if (other !== me && !deaf) time.later(() => listen(said), roll(80));
      },
      hear: (listener) => void ears.set(me, listener),
      close: () => void ears.delete(me),
    };
  };
}

function sessionOf(draft: Draft, store: DraftStore, time: Time, channel: Channel, name: string): Session {
  return new Session(draft, { store, channel, clock: time, window: name, read, told: () => undefined });
}

/** Return every answer that a draft holds, those that were put aside too. */
function everyAnswer(draft: Draft): Set<string> {
  const asides = draft.aside.filter((one) => one.part.startsWith("answer:")).map((one) => one.value as { evidence?: string } | null);
  return new Set([...Object.values(draft.filled.answers), ...asides].flatMap((answer) => answer?.evidence ?? []));
}

test("no answer of two or three windows is lost, in a thousand orders", async () => {
  let behind = 0;
  let asides = 0;
  for (let run = 0; run < RUNS; run += 1) {
    const roll = dice(run);
    const time = new Time();
    const store = slowStore(time, roll);
    const listen = wires(time, roll, run % 5 === 0);
    store.kept.set("k", JSON.stringify({ ...draftOf(), rev: 1 }));
    const windows = Array.from({ length: 2 + (run % 2) }, (_, at) => sessionOf(read(JSON.parse(store.kept.get("k") ?? "")) as Draft, store, time, listen(), `w${at}`));
    const written: string[] = [];
    const replaced = new Set<string>();
    for (let action = 0; action < 15; action += 1) {
      const one = windows[roll(windows.length)] as Session;
      if (one.mode === "open") {
        const id = ITEMS[roll(ITEMS.length)] as string;
        const before = one.draft.filled.answers[id]?.evidence;
        if (before) replaced.add(before); // whoever writes sees what stood there
        const token = `${run}.${action}`;
        one.draft.filled.answers[id] = { state: "unknown", evidence: token };
        written.push(token);
        one.changed();
      } else {
        behind += 1;
        const done = roll(2) ? one.carryOn() : one.reload();
        let over = false;
        void done.then(() => (over = true));
        while (!over) await time.pass(50);
      }
      await time.pass(roll(3) ? roll(120) : roll(1500));
    }
    const closed = windows.map((one) => one.close());
    await time.pass(5_000);
    await Promise.all(closed);
    const kept = read(JSON.parse(store.kept.get("k") ?? "")) as Draft;
    asides += kept.aside.length;
    const there = everyAnswer(kept);
    const lost = written.filter((token) => !there.has(token) && !replaced.has(token));
    assert.deepEqual(lost, [], `run ${run}`);
  }
  assert.ok(behind > RUNS / 2, `windows that fell behind: ${behind}`);
  assert.ok(asides > RUNS / 10, `answers put aside: ${asides}`);
});

test("a store that only writes what it has would lose answers: the model above can tell", async () => {
  const [time, roll] = [new Time(), dice(7)];
  const store = slowStore(time, roll);
  store.kept.set("k", JSON.stringify({ ...draftOf(), rev: 1 }));
  const [one, two] = ["x", "y"].map((evidence, at) => {
    const draft = read(JSON.parse(store.kept.get("k") ?? "")) as Draft;
    draft.filled.answers[ITEMS[at] as string] = { state: "unknown", evidence };
    return draft;
  }) as [Draft, Draft];
  store.kept.set("k", JSON.stringify(one));
  store.kept.set("k", JSON.stringify(two));
  assert.deepEqual([...everyAnswer(read(JSON.parse(store.kept.get("k") ?? "")) as Draft)], ["y"]);
});

test("a window that dies loses two seconds at most", async () => {
  for (let run = 0; run < 200; run += 1) {
    const roll = dice(run);
    const time = new Time();
    const store = slowStore(time, roll);
    store.kept.set("k", JSON.stringify({ ...draftOf(), rev: 1 }));
    const session = sessionOf(read(JSON.parse(store.kept.get("k") ?? "")) as Draft, store, time, wires(time, roll, true)(), "w");
    const typed: [string, number][] = [];
    const death = 3_000 + roll(4_000);
    while (time.at < death) {
      const token = typed.length.toString();
      session.draft.filled.answers.a = { state: "unknown", evidence: `${session.draft.filled.answers.a?.evidence ?? ""} ${token}` };
      session.changed();
      typed.push([token, time.at]);
      await time.pass(40 + roll(200)); // typing without ever resting
    }
    const kept = read(JSON.parse(store.kept.get("k") ?? ""))?.filled.answers.a?.evidence?.split(" ") ?? [];
    for (const [token, at] of typed) if (at < death - 2_000) assert.ok(kept.includes(token), `run ${run}: typed ${death - at} ms before the end`);
  }
});

test("where both wrote in one place, the reader finds both and can exchange them", () => {
  const [base, mine, theirs] = [draftOf(), draftOf(), draftOf()];
  mine.filled.answers.a = { state: "answered", value: true };
  theirs.filled.answers.a = { state: "answered", value: false };
  theirs.filled.answers.b = { state: "unknown" };
  mine.filled.community = "新社区";
  const made = merged(base, mine, theirs, "w");
  assert.equal(made.filled.answers.a?.value, false);
  assert.equal(made.filled.answers.b?.state, "unknown");
  assert.equal(made.filled.community, "新社区");
  assert.equal(made.aside.length, 1);
  exchange(made, made.aside[0]?.id ?? "");
  assert.equal(made.filled.answers.a?.value, true);
  assert.deepEqual(made.aside[0]?.value, { state: "answered", value: false });
});

test("a deleted draft does not come back by itself, and is kept when the reader wants it", async () => {
  const [time, roll] = [new Time(), dice(3)];
  const store = slowStore(time, roll);
  store.kept.set("k", JSON.stringify({ ...draftOf(), rev: 1 }));
  const session = sessionOf(read(JSON.parse(store.kept.get("k") ?? "")) as Draft, store, time, wires(time, roll, true)(), "w");
  store.kept.clear();
  session.draft.filled.answers.a = { state: "unknown", evidence: "x" };
  session.changed();
  await time.pass(2_000);
  assert.equal(session.mode, "gone");
  assert.equal(store.kept.size, 0);
  void session.carryOn();
  await time.pass(2_000);
  assert.equal(session.mode, "open");
  assert.deepEqual([...everyAnswer(read(JSON.parse(store.kept.get("k") ?? "")) as Draft)], ["x"]);
});

test("a store that fails or is full says so within a second, and the next change tries again", async () => {
  for (const [name, health] of [["QuotaExceededError", "full"], ["AbortError", "fault"]] as const) {
    const [time, roll] = [new Time(), dice(5)];
    const store = slowStore(time, roll);
    const session = sessionOf(draftOf(), store, time, wires(time, roll, true)(), "w");
    store.fails = name;
    session.draft.filled.answers.a = { state: "unknown" };
    session.changed();
    await time.pass(1_000);
    assert.equal(session.health, health);
    assert.equal(session.mode, "open");
    store.fails = "";
    session.draft.filled.answers.b = { state: "unknown" };
    session.changed();
    await time.pass(1_500);
    assert.equal(session.health, "kept");
    assert.ok(read(JSON.parse(store.kept.get("k") ?? ""))?.filled.answers.a);
  }
});

test("a draft beyond its size is not kept, and says so", async () => {
  const time = new Time();
  const session = sessionOf(draftOf(), memoryStore(), time, wires(time, dice(1), true)(), "w");
  for (let at = 0; at < 130; at += 1) session.draft.orphans[`x${at}`] = "字".repeat(8_000);
  session.draft.filled.answers.a = { state: "unknown" };
  session.changed();
  await time.pass(1_000);
  assert.equal(session.health, "size");
});

test("what is kept is read back by name: strange members, prototypes and values that do not fit are left out", () => {
  const hostile = JSON.parse(`{"key":"k","rev":3,"__proto__":{"x":1},"filled":{"version":1,"answers":{"__proto__":{"state":"unknown"},
    "constructor":{"state":"answered","value":true},"a":{"state":"answered","value":[1,2],"reason":5,"x":1},"b":{"state":"done"}},
    "types":[1,"old"],"plan":[{"item":"a","do":"x","x":1},7]},"carried":["a","__proto__"],"aside":[{"id":"1","part":"who:__proto__","value":"x"}]}`) as unknown;
  const made = read(hostile) as Draft;
  assert.equal(({} as { x?: unknown }).x, undefined);
  assert.equal(Object.getPrototypeOf(made.filled.answers), null);
  assert.deepEqual({ ...made.filled.answers }.a, { state: "answered" });
  assert.equal(made.filled.answers.b, undefined);
  assert.deepEqual(made.filled.types, ["old"]);
  assert.deepEqual(made.carried, ["a"]);
  assert.deepEqual(made.aside, []);
  assert.equal(made.filled.plan.length, 2);
  for (const strange of [null, 1, "x", [], {}, { key: "k" }, { key: 1, filled: {} }]) assert.equal(read(strange), undefined);
});

test("a draft that is kept and read is the same", () => {
  const draft = draftOf();
  draft.filled.answers.a = { state: "answered", value: true, reason: "因为", evidence: "会议记录" };
  draft.typed.b = ["10", ""];
  draft.carried = ["a"];
  const back = read(JSON.parse(JSON.stringify(draft))) as Draft;
  assert.ok(same(draft, back));
  assert.ok(same(draft, copied(draft)));
  assert.equal(partsOf(back).get("typed:b") !== undefined, true);
  assert.ok(sizeOf(draft) > 100);
});
