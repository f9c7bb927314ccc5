// An earlier result beside this one, the reviewer's beside the own: only what can be compared is.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Checklist, Item } from "../../generator/web/src/assess/checklist";
import { changeOf, compared, rateChange, reviewOf } from "../../generator/web/src/assess/earlier";
import { readEarlier } from "../../generator/web/src/assess/result-earlier";
import { resultOf } from "../../generator/web/src/assess/result-model";
import type { Answer, Return } from "../../generator/web/src/assess/returned";
import { writeReturn } from "../../generator/web/src/returns/json";

function item(id: string, more: Partial<Item> = {}): Item {
  return {
    id, number: 1, type: "yesno", dimension: "d", indicator: id, content: "", rule: "", counts: "", not_counts: "", evidence: [], methods: [], filler: "",
    hint: "", points: 10_00, full_at: 0, step: 0, each: 0, ...more,
  };
}

function list(version: number, items: Item[]): Checklist {
  return {
    id: "small", version, fingerprint: String(version).repeat(64), title: "小表", home: "common", place: "", purpose: "", receiver: "", keep: "", minutes: 5,
    reviewed: "", dimensions: [{ id: "d", name: "议事", points: 30_00 }], levels: [{ name: "成熟", rate: 80_00 }, { name: "起步", rate: 0 }], bonus_cap: 0, items,
    community_types: [],
  };
}

const NOW = list(2, [item("a", { quick: true }), item("b"), item("c", { upstream: true })]);
const yes: Answer = { state: "answered", value: true };
const no: Answer = { state: "answered", value: false };

function filled(answers: Record<string, Answer>, more: Partial<Return> = {}): Return {
  return {
    checklist: "small", version: 2, edition: "full", period: "2026年度", street: "街", community: "社区", types: [], filled: "", filler: "",
    answers: Object.assign(Object.create(null) as Record<string, Answer>, answers), plan: [], ...more,
  };
}

test("same version and edition: sums beside each other, and the items that changed", () => {
  const before = filled({ a: no, b: yes, c: no }, { period: "2025年度" });
  const found = compared(resultOf(NOW, filled({ a: yes, b: yes, c: { state: "upstream", reason: "区里定" } })), NOW, before);
  assert.equal(found.whole, true);
  assert.deepEqual(found.notes, []);
  assert.deepEqual(found.dimensions, [{ name: "议事", before: 33_33, now: 100_00 }]);
  assert.deepEqual(found.items.map((one) => [one.item.id, one.before, one.now, one.change]), [
    ["a", "否", "是", "多 10 分"], ["c", "否", "需上级解决", "这次不计入"],
  ]);
  assert.deepEqual([found.same, found.left], [1, []]);
});

test("another version: only items of the same id that are scored alike, no sums, and which are left", () => {
  const then = list(1, [item("a"), item("b", { points: 5_00 }), item("gone")]);
  const found = compared(resultOf(NOW, filled({ a: yes, b: yes, c: yes })), then, filled({ a: no, b: no, gone: yes }, { version: 1, period: "2025年度" }));
  assert.equal(found.whole, false);
  assert.deepEqual(found.dimensions, []);
  assert.match(found.notes[0] ?? "", /第 1 版.*第 2 版.*总分和等级不放在一起比/);
  assert.deepEqual(found.items.map((one) => one.item.id), ["a"]);
  assert.deepEqual(found.left.map((one) => one.id), ["b", "c"]);
});

test("another edition: only what both have", () => {
  const found = compared(resultOf(NOW, filled({ a: yes, b: yes, c: yes })), NOW, filled({ a: yes }, { edition: "quick", period: "2025年度" }));
  assert.deepEqual([found.whole, found.dimensions, found.items, found.same], [false, [], [], 1]);
  assert.deepEqual(found.left.map((one) => one.id), ["b", "c"]);
  assert.match(found.notes[0] ?? "", /快填版.*完整版/);
});

test("another community, the same period, something open: said beforehand", () => {
  const found = compared(resultOf(NOW, filled({ a: yes })), NOW, filled({ a: yes, b: yes, c: yes }, { community: "别的社区" }));
  assert.equal(found.notes.length, 3);
  assert.match(found.notes.join(), /社区名不同.*评价周期相同.*没填完/);
  const same = compared(resultOf(NOW, filled({ a: yes, b: yes, c: yes })), NOW, filled({ a: yes, b: yes, c: yes }, { community: "社 区", period: "2025年度" }));
  assert.deepEqual(same.notes, []);
});

test("changes are said in words, with at most two decimals", () => {
  assert.deepEqual([changeOf(0, 2_50), changeOf(2_50, 0), changeOf(1_00, 1_00), changeOf(null, 5), changeOf(null, null)], [
    "多 2.5 分", "少 2.5 分", "分数没变", "这次计入", "都不计分",
  ]);
  assert.deepEqual([rateChange(33_33, 66_67), rateChange(50_00, 50_00), rateChange(null, 50_00)], ["多 33.34 个百分点", "没变", "不能比"]);
});

test("the reviewer's points stand where there are any, the own ones elsewhere", () => {
  assert.equal(reviewOf(resultOf(NOW, filled({ a: yes }))), null);
  const review = reviewOf(resultOf(NOW, filled({
    a: { ...yes, review: 5_00, review_note: "只看到一份" }, b: { ...yes, review: 10_00 }, c: { state: "upstream", reason: "x", review: 0 },
  })));
  assert.equal(review?.reviewed, 3);
  assert.deepEqual(review?.changes.map((one) => [one.item.id, one.own, one.review, one.change]), [["a", 10_00, 5_00, "少 5 分"], ["c", null, 0, "自评不计入，复核计入"]]);
  assert.equal(review?.score.rate, 50_00);
});

test("what is brought in is read as every returned file is; what cannot be compared says why", () => {
  const known = (id: string): Checklist[] | undefined => (id === "small" ? [NOW] : id === "other" ? [{ ...NOW, id: "other", title: "别的表" }] : undefined);
  const text = writeReturn(filled({ a: yes }, { period: "2025年度" }), NOW.fingerprint);
  const found = readEarlier(text, known, "small");
  assert.ok(typeof found !== "string");
  assert.equal(found.returned.answers.a?.value, true);
  assert.equal(found.noted, "");
  const other = writeReturn({ ...filled({ a: yes }), checklist: "other" }, NOW.fingerprint);
  assert.match(readEarlier(other, known, "small") as string, /另一张表（别的表）/);
  for (const bad of ["", "{", "null", "[]", "你好", '{"__proto__":{"x":1}}', text.replace('"small"', '"nope"'), text.replace('"version": 2', '"version": 9')]) {
    assert.match(readEarlier(bad, known, "small") as string, /^没有读成：|本库里没有这一版/, bad.slice(0, 40));
  }
  assert.equal(({} as { x?: number }).x, undefined);
  const touched = readEarlier(text.replace("2025年度", "2024年度"), known, "small");
  assert.ok(typeof touched !== "string");
  assert.match(touched.noted, /校验码对不上/);
});
