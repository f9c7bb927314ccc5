// The form's own knowledge: numbers as people type them, what counts as answered, answers carried into another version.
import assert from "node:assert/strict";
import { test } from "node:test";
import { fillersOf, nextOpen, pairOf, progressOf, readCount, saidOf, statesOf, thisPeriod, wordsOf } from "../../generator/web/src/assess/answering";
import { carryOver } from "../../generator/web/src/assess/carrying";
import type { Checklist, Item, ItemType } from "../../generator/web/src/assess/checklist";
import { bare } from "../../generator/web/src/assess/drafts";
import { rateWords, readRate } from "../../generator/web/src/assess/controls";
import type { Answer, Return } from "../../generator/web/src/assess/returned";

const item = (type: ItemType, more: Partial<Item> = {}): Item => ({
  id: type, number: 1, type, dimension: "d", indicator: type, content: "", rule: "", counts: "", not_counts: "", evidence: [], methods: [],
  filler: "书记", hint: "", points: 400, full_at: type === "rate" ? 8000 : 2, step: 5, each: 100,
  ...(["grade", "count", "parts"].includes(type) ? { choices: [{ label: "甲", worth: 10000 }, { label: "乙", worth: 5000 }, { label: "丙", worth: 0 }] } : {}),
  ...more,
});

test("numbers are read as people type them, and nothing is guessed", () => {
  const read: [string, number | null][] = [
    ["3", 3], ["３", 3], [" 12 ", 12], ["5件", 5], ["0", 0], ["99999", 99999], ["100000", null], ["", null], ["-1", null], ["1.5", null],
    ["三", null], ["1e3", null], ["3 4", null],
  ];
  for (const [typed, number] of read) assert.equal(readCount(typed), number, typed);
  assert.deepEqual(readRate(["10", "7"]), [7, 10]);
  assert.equal(readRate(["7", "10"]), null);
  assert.equal(readRate(["7", ""]), null);
  assert.equal(rateWords(["3", "2"]), "2 ÷ 3 = 66.67%");
  assert.equal(rateWords(["2", "3"]), "“其中”不能比“一共”多");
  assert.match(rateWords(["两", ""]), /整数/);
  assert.equal(rateWords(["0", "0"]), "一件也没有");
});

test("what an answer counts for is said for every state", () => {
  assert.equal(saidOf(item("yesno"), undefined), "未答，满分 4 分");
  assert.equal(saidOf(item("yesno"), { state: "answered", value: true }), "是，得 4 分");
  assert.equal(saidOf(item("yesno", { na: true }), { state: "na" }), "选了不适用，没有写理由，按未答计");
  assert.equal(saidOf(item("yesno", { na: true }), { state: "na", reason: "没有物业" }), "不适用，不计入");
  assert.equal(saidOf(item("gate", { cap: "起步" }), undefined), "未答");
  assert.equal(saidOf(item("gate", { cap: "起步" }), { state: "answered", value: false }), "守住了");
  assert.equal(saidOf(item("bonus"), undefined), "未答，不另加分");
  assert.equal(saidOf(item("grade"), { state: "answered", value: 9 }), "未答，满分 4 分"); // a value that is none of the item's
  assert.equal(wordsOf(item("rate"), { state: "answered", value: [3, 5] }), "一共 5，其中 3");
  assert.deepEqual(pairOf(item("gate")), [["没有", false], ["有", true]]);
  assert.deepEqual(statesOf(item("yesno", { na: true, upstream: true })), ["unknown", "na", "upstream"]);
});

test("progress counts what has an answer, and goes round to the next open one", () => {
  const items = [item("yesno", { id: "a" }), item("yesno", { id: "b", na: true, filler: "书记、社工" }), item("yesno", { id: "c" })];
  const answers = bare<Answer>([["a", { state: "unknown" }], ["b", { state: "na" }]]);
  assert.deepEqual(progressOf(items, answers), { all: 3, done: 1, unknown: 1, open: ["b", "c"] });
  assert.deepEqual(fillersOf(items), ["书记", "社工"]);
  assert.equal(nextOpen(["a", "b", "c"], ["a", "b"], "b"), "a");
  assert.equal(nextOpen(["a", "b", "c"], ["b"], ""), "b");
  assert.equal(nextOpen(["a"], [], "a"), "");
  assert.equal(thisPeriod(new Date(2026, 0, 1)), "2026年度");
});

const checklist = (version: number, items: Item[]): Checklist => ({ id: "t", version, items } as unknown as Checklist);

test("answers carried into another version: each is mapped or named, none is dropped or put under other words", () => {
  const now = item("grade", { choices: [{ label: "乙", worth: 10000 }, { label: "新", worth: 5000 }, { label: "甲", worth: 0 }] });
  const from = checklist(1, [item("grade"), item("count"), item("yesno"), item("rate"), item("deduct", { id: "gone" }), item("bonus", { id: "kind" })]);
  const to = checklist(2, [now, item("count"), item("yesno"), item("rate"), item("yesno", { id: "kind" })]);
  const answers = bare<Answer>([
    ["grade", { state: "answered", value: 1, evidence: "台账", review: 100 }], ["count", { state: "answered", value: [0, 2] }],
    ["yesno", { state: "upstream", reason: "要街道定" }], ["rate", { state: "unknown" }], ["gone", { state: "answered", value: 2 }],
    ["kind", { state: "answered", value: true }], ["nowhere", { state: "answered", value: true }],
  ]);
  const made = carryOver(from, to, { answers } as Return);
  assert.deepEqual(made.answers.grade, { state: "answered", value: 0, evidence: "台账" });
  assert.deepEqual(made.answers.count?.value, [0, 2]);
  assert.deepEqual(made.orphans.map((one) => one.item).sort(), ["gone", "kind", "nowhere", "yesno"]);
  assert.equal(made.mapped.length + made.orphans.length, Object.keys(answers).length);
  assert.equal(Object.getPrototypeOf(made.answers), null);
  const lost = carryOver(from, to, { answers: bare<Answer>([["grade", { state: "answered", value: 2 }]]) } as Return);
  assert.deepEqual(lost.orphans, [{ item: "grade", why: "选项改过，原来选的找不到了" }]);
});
