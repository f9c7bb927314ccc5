// The pure parts of the result: answers in words, what is open, the plan, what leaves the page.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Checklist, Item } from "../../generator/web/src/assess/checklist";
import { csvRows, fileName, MOST_SUMMARY, summaryText, withoutNames } from "../../generator/web/src/assess/exports";
import { MOST_NAME } from "../../generator/web/src/file-name";
import { AT_ONCE, MOST_LINES, newLine, nextToPlan, planState, takenOver, worthPlanning } from "../../generator/web/src/assess/plan";
import { answerWords, openRows, resultOf, rowsOf, shortRows } from "../../generator/web/src/assess/result-model";
import type { Answer, Return, Value } from "../../generator/web/src/assess/returned";

const PRACTICE = { ref: "a/one", title: "议事会", line: "定期开", path: "library/a/one.html" };

function item(id: string, more: Partial<Item> = {}): Item {
  return {
    id, number: 1, type: "yesno", dimension: "d1", indicator: `条目${id}`, content: "看一看", rule: "是得满分", counts: "", not_counts: "", evidence: [],
    methods: [], filler: "书记", hint: `先做${id}`, points: 10_00, full_at: 0, step: 0, each: 0, ...more,
  };
}

const ITEMS: Item[] = [
  item("grade", { type: "grade", choices: [{ label: "都有", worth: 100_00 }, { label: "有一半", worth: 50_00 }, { label: "没有", worth: 0 }], quick: true }),
  item("count", { type: "count", choices: ["甲", "乙", "丙"].map((label) => ({ label, worth: 0 })), full_at: 3 }),
  item("parts", { type: "parts", choices: [{ label: "定了", worth: 6_00 }, { label: "贴了", worth: 4_00 }], practice: PRACTICE }),
  item("yesno", { na: true, practice: PRACTICE }),
  item("rate", { type: "rate", dimension: "d2", total: "抽查数", good: "办成数", full_at: 90_00, step: 10 }),
  item("deduct", { type: "deduct", dimension: "d2", each: 2_00 }),
  item("above", { dimension: "d2", upstream: true }),
  item("gate", { type: "gate", dimension: "d2", points: 0, cap: "起步", quick: true }),
  item("bonus", { type: "bonus", dimension: "d2", points: 3_00 }),
].map((one, at) => ({ ...one, number: at + 1 }));

const LIST: Checklist = {
  id: "small", version: 2, fingerprint: "f".repeat(64), title: "小自查表", home: "common", place: "通用", purpose: "", receiver: "", keep: "", minutes: 5,
  reviewed: "2026-11-22", dimensions: [{ id: "d1", name: "议事", points: 40_00 }, { id: "d2", name: "服务", points: 30_00 }],
  levels: [{ name: "成熟", rate: 85_00 }, { name: "较好", rate: 70_00 }, { name: "起步", rate: 50_00 }, { name: "待加强", rate: 0 }], bonus_cap: 5_00,
  items: ITEMS, community_types: [["old", "老旧小区"]],
};

const yes = (value: Value): Answer => ({ state: "answered", value });
const ANSWERS: Record<string, Answer> = {
  grade: yes(1), count: yes([0, 2]), parts: yes([]), yesno: { state: "na", reason: "没有业委会" }, rate: yes([8, 10]), deduct: yes(1),
  above: { state: "upstream", reason: "清单由区里定" }, gate: yes(true), bonus: yes(true),
};

function filled(answers: Record<string, Answer> = ANSWERS, more: Partial<Return> = {}): Return {
  return {
    checklist: "small", version: 2, edition: "full", period: "2026年度", street: "南湖街道", community: "第三社区", types: ["old"], filled: "2026-11-22",
    filler: "王某", answers: Object.assign(Object.create(null) as Record<string, Answer>, answers), plan: [], ...more,
  };
}

const named = (id: string): Item => ITEMS.find((one) => one.id === id) as Item;

test("an answer of every type reads as people say it", () => {
  const words = Object.fromEntries(resultOf(LIST, filled()).rows.map((row) => [row.item.id, row.words]));
  assert.deepEqual(words, {
    grade: "B 有一半", count: "1 甲；3 丙", parts: "都没有", yesno: "不适用", rate: "抽查数 10，办成数 8", deduct: "1 例", above: "需上级解决", gate: "有", bonus: "有",
  });
  assert.equal(answerWords(named("gate"), yes(false)), "没有");
  assert.equal(answerWords(named("yesno"), yes(false)), "否");
  assert.equal(answerWords(named("grade"), { state: "answered" }), "未答");
  assert.equal(answerWords(named("grade"), { state: "unknown" }), "不知道");
});

test("what is open: unanswered, unknown, without its reason, gates too; never the bonus", () => {
  const result = resultOf(LIST, filled({ grade: { state: "unknown" }, yesno: { state: "na", reason: " " }, count: yes([0]) }));
  assert.deepEqual(openRows(result).map((row) => row.item.id), ["grade", "parts", "yesno", "rate", "deduct", "above", "gate"]);
  assert.equal(resultOf(LIST, filled({})).touched, false);
  assert.equal(resultOf(LIST, filled({ yesno: { state: "na" } })).touched, false);
  assert.deepEqual(openRows(resultOf(LIST, filled({}, { edition: "quick" }))).map((row) => row.item.id), ["grade", "gate"]);
});

test("the plan takes over gates first, then the most points, each item once, and stops at its limit", () => {
  const result = resultOf(LIST, filled());
  assert.deepEqual(worthPlanning(result).map((one) => one.id), ["gate", "parts", "grade", "count", "deduct", "rate"]);
  assert.deepEqual(shortRows(result).map((row) => row.item.id), ["grade", "count", "parts", "rate", "deduct"]);
  assert.equal(nextToPlan(result).length, AT_ONCE);
  const once = takenOver([], [named("parts"), named("grade")]);
  assert.deepEqual(once[0], { item: "parts", do: "先做parts", owner: "", due: "", done: "未启动" });
  assert.deepEqual(takenOver(once, [named("grade"), named("rate")]).map((line) => line.item), ["parts", "grade", "rate"]);
  assert.deepEqual(nextToPlan(resultOf(LIST, filled(ANSWERS, { plan: once }))).map((one) => one.id), ["gate", "count", "deduct", "rate"]);
  const many = Array.from({ length: MOST_LINES }, () => newLine("", "事"));
  assert.equal(takenOver(many, [named("rate")]).length, MOST_LINES);
});

test("the plan says how far it is; empty lines and strange words are told apart", () => {
  const lines = [newLine("parts", "贴出来"), { ...newLine("", "开会"), done: "已完成" }, { ...newLine("", "办"), done: "快了" }, newLine("", " ")];
  assert.equal(planState(lines), "未启动 1，已完成 1，未写 1");
  assert.equal(planState([]), "");
});

test("the table has every item, the plan, and nothing that a spreadsheet would calculate", async () => {
  (globalThis as { document?: unknown }).document ??= { currentScript: null };
  const { csvText } = await import("../../generator/web/src/csv");
  const answers = { ...ANSWERS, grade: { ...yes(0), reason: "=HYPERLINK(\"x\")", evidence: "+1" } };
  const plan = [{ ...newLine("parts", "=1+1"), owner: "@网格员", due: "-1" }, newLine("", "")];
  const rows = csvRows(resultOf(LIST, filled(answers, { community: "=cmd|x", plan })));
  assert.deepEqual(rows.slice(-2), [["提升计划", "要做的事", "责任人", "时限", "完成情况"], ["3 条目parts", "=1+1", "@网格员", "-1", "未启动"]]);
  const heads = rows.find((row) => row[0] === "序号") ?? [];
  const body = rows.filter((row) => /^\d+$/.test(row[0] ?? ""));
  assert.equal(body.length, ITEMS.length);
  for (const row of body) assert.equal(row.length, heads.length);
  const text = csvText(rows);
  assert.ok(!/(^|[,\n"])[=+@-]/.test(text), text);
  for (const words of ["'=cmd|x", "'=1+1", "'@网格员", "'-1", "'+1"]) assert.ok(text.includes(words), words);
});

test("names are in no export once they are left out; the street stays", () => {
  const bare = withoutNames(filled());
  const result = resultOf(LIST, bare);
  for (const text of [JSON.stringify(csvRows(result)), summaryText(result), fileName(bare, "json"), JSON.stringify(bare)]) {
    assert.ok(!text.includes("第三社区"), text);
    assert.ok(!text.includes("王某"), text);
  }
  assert.ok(summaryText(result).includes("南湖街道"));
  assert.equal(fileName(bare, "json"), "自查-2026年度.json");
});

test("file names are fit for Windows and short", () => {
  assert.equal(fileName(filled(), "json"), "自查-第三社区-2026年度.json");
  const hostile = ["a/../b", "CON", "<x>:\"|?*\\", "\u202egnp.exe", "点.", "..", "换\n行", "𠮷".repeat(80), " 空 格 ", "全：角／"];
  for (const community of hostile) {
    const name = fileName(filled(ANSWERS, { community, period: community }), "json");
    assert.ok(!/[\\/:*?"<>|\u0000-\u001f\u202e\s]/.test(name), name);
    assert.ok(Array.from(name).length <= MOST_NAME, name);
    assert.ok(name.startsWith("自查") && name.endsWith(".json") && !name.includes("..json"), name);
    assert.ok(!/[\ud800-\udbff](?![\udc00-\udfff])/.test(name), name);
  }
});

test("the text to send: a summary within its limit, then a line a dimension", () => {
  const text = summaryText(resultOf(LIST, filled(ANSWERS, { plan: takenOver([], [named("parts")]) })));
  const [summary = "", sums = ""] = text.split("\n\n");
  assert.ok(summary.includes("先解决底线事项：条目gate。"), summary);
  assert.ok(summary.includes("可先看的做法：「议事会」"), summary);
  assert.ok(summary.includes("提升计划：未启动 1。"), summary);
  assert.deepEqual(sums.split("\n").map((line) => line.split("：")[0]), ["议事", "服务"]);
  assert.match(sums, /议事：5 \+ 6\.67 \+ 0 = 11\.67，÷ 30 = 38\.9%/);
  const long = "很长".repeat(4_000);
  const items = ITEMS.map((one) => (one.practice ? { ...one, practice: { ...PRACTICE, title: "题".repeat(900) } } : { ...one, indicator: "名".repeat(500) }));
  const most = summaryText(resultOf({ ...LIST, items }, filled(ANSWERS, { street: long, community: long, period: long })));
  assert.ok(Array.from(most.split("\n\n")[0] ?? "").length <= MOST_SUMMARY);
  assert.ok(most.includes("得分率") || most.includes("÷ 适用分值"), most);
});

test("rows are found by their ids, in the result's order", () => {
  assert.deepEqual(rowsOf(resultOf(LIST, filled()), ["rate", "grade", "nope"]).map((row) => row.item.id), ["grade", "rate"]);
});
