// The pure parts of the collection: the hash, what a file becomes, saving and reloading, papers, names of files.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import type { Checklist, Item } from "../../generator/web/src/assess/checklist";
import { keyOf } from "../../generator/web/src/assess/returned";
import type { Answer, Return } from "../../generator/web/src/assess/returned";
import {
  accepted, collectionText, conflicts, emptyCollection, merged, readCollection, sorted, totals, withChoice, withFiles, withoutFile,
} from "../../generator/web/src/collect/collection";
import type { Collection, Kept } from "../../generator/web/src/collect/collection";
import { MOST_FILES, takeIn, withinLimits } from "../../generator/web/src/collect/intake";
import type { Overview } from "../../generator/web/src/collect/overview";
import { paperRows } from "../../generator/web/src/collect/paper";
import { joinedName, MOST_NAME } from "../../generator/web/src/file-name";
import { codesPaper, planPaper, summaryPaper } from "../../generator/web/src/collect/papers-tables";
import { answerPaper, courseText, receiptPaper, reportPaper, returnText } from "../../generator/web/src/collect/papers-words";
import { read } from "../../generator/web/src/collect/reader";
import { sha256 } from "../../generator/web/src/collect/sha256";
import { summaries } from "../../generator/web/src/collect/summary";
import { csvText } from "../../generator/web/src/csv";
import { writeReturn } from "../../generator/web/src/returns/json";
import { placeWords } from "../../generator/web/src/returns/verdicts";

const PRACTICE = { ref: "a/one", title: "议事会", line: "定期开", path: "library/a/one.html" };
const PRINT = "a".repeat(64);

function item(id: string, more: Partial<Item> = {}): Item {
  return {
    id, number: 1, type: "yesno", dimension: "d1", indicator: `条目${id}`, content: "看一看", rule: "是得满分", counts: "", not_counts: "", evidence: [],
    methods: [], filler: "书记", hint: `先做${id}`, points: 10_00, full_at: 0, step: 0, each: 0, ...more,
  };
}

const ITEMS = [
  item("one", { practice: PRACTICE }), item("two"), item("above", { dimension: "d2", upstream: true }), item("gate", { type: "gate", dimension: "d2", points: 0, cap: "起步" }),
].map((one, at) => ({ ...one, number: at + 1 }));
const FORM: Checklist = {
  id: "demo", version: 1, fingerprint: PRINT, title: "议事自查表", home: "common", place: "通用", purpose: "", receiver: "", keep: "", minutes: 10, reviewed: "2026-01-05",
  dimensions: [{ id: "d1", name: "议事", points: 20_00 }, { id: "d2", name: "办事", points: 10_00 }],
  levels: [{ name: "成熟", rate: 85_00 }, { name: "待加强", rate: 0 }], bonus_cap: 0, items: ITEMS, community_types: [["old", "老旧小区"]],
};
const known = (id: string): Checklist[] | undefined => (id === "demo" ? [FORM] : undefined);
const yes = (value: boolean): Answer => ({ state: "answered", value });

function filled(community: string, answers: Record<string, Answer>, more: Partial<Return> = {}): Return {
  return {
    checklist: "demo", version: 1, edition: "full", period: "2026年度", street: "示例街道", community, types: ["old"], filled: "2026-11-20", filler: "", answers,
    plan: [], ...more,
  };
}

function kept(name: string, returned: Return): Kept {
  const text = writeReturn(returned, PRINT);
  return { id: sha256(new TextEncoder().encode(name + text)), name, size: text.length, code: "", where: "", detail: "", notes: [], returned };
}

const LOW = { one: yes(false), two: yes(false), above: { state: "upstream", reason: "=1+1 路灯归区里" } as Answer, gate: yes(false) };
const REFUSED: Kept = { id: "f".repeat(64), name: "<b>坏</b>.xlsx", size: 1, code: "R-DAMAGED", where: "", detail: "", notes: [], returned: null };

function sample(): Collection {
  const files = [
    kept("一.json", filled("东社区", LOW, { plan: [{ item: "one", do: "开会", owner: "张三", due: "12月", done: "推进中" }] })), kept("二.json", filled("西社区", LOW)),
    kept("二再.json", filled("西社区 ", LOW)), kept("三.json", filled("南社区", LOW)), kept("三改.json", filled("南社区", { ...LOW, two: yes(true) })), REFUSED,
  ];
  return { files, chosen: new Map() };
}

function overview(collection: Collection, names: boolean): Overview {
  const [summary] = summaries(accepted(collection), known);
  assert.ok(summary);
  const files = new Map(collection.files.map((file) => [file.returned, file]));
  return { summary, checklist: FORM, known, names, file: (row) => files.get(row.returned) };
}

test("the hash is SHA-256 at every length around a block", () => {
  for (const length of [0, 1, 3, 55, 56, 63, 64, 65, 119, 120, 128, 5000]) {
    const bytes = Uint8Array.from({ length }, (_, at) => (at * 31 + length) % 256);
    assert.equal(sha256(bytes), createHash("sha256").update(bytes).digest("hex"), String(length));
    assert.equal(sha256(new Uint8Array([9, ...bytes]).subarray(1)), sha256(bytes));
  }
});

test("what came in is always accepted, duplicate, conflict or rejected", () => {
  const found = totals(sorted(sample()));
  assert.deepEqual(found, { all: 6, accepted: 2, duplicate: 1, conflict: 2, rejected: 1 });
  assert.deepEqual(sorted(sample()).map(({ other }) => other), ["", "", "二.json", "", "", ""]);
});

test("a conflict counts when a person has chosen, and the choice can be taken back", () => {
  const before = sample();
  const [conflict] = conflicts(before);
  assert.ok(conflict);
  assert.equal(conflict.chosen, "");
  const file = conflict.versions[1]?.[0] as Kept;
  const after = withChoice(before, conflict.key, file.id);
  assert.equal(accepted(after).length, 3);
  assert.equal(conflicts(after)[0]?.chosen, file.id);
  const row = sorted(after).find(({ outcome }) => outcome === "conflict");
  assert.equal(row?.other, file.name);
  assert.equal(accepted(withChoice(after, conflict.key, "")).length, 2);
  assert.equal(withoutFile(after, file).chosen.size, 0);
});

test("the same files again change nothing", () => {
  const before = sample();
  const { collection, added } = withFiles(before, sample().files);
  assert.equal(added, 0);
  assert.equal(collection, before);
  assert.equal(withFiles(emptyCollection(), [REFUSED, REFUSED]).added, 1);
});

test("a saved collection comes back whole, and merging it in again changes nothing", async () => {
  const [conflict] = conflicts(sample());
  const before = withChoice(sample(), conflict?.key ?? "", conflict?.versions[0]?.[0]?.id ?? "");
  const text = collectionText(before, known, "2026-11-22");
  const loaded = await readCollection(text, known, async () => undefined);
  assert.ok(loaded);
  assert.equal(loaded.saved, "2026-11-22");
  assert.deepEqual(loaded.lost, []);
  assert.deepEqual(loaded.collection.chosen, before.chosen);
  assert.equal(collectionText(loaded.collection, known, "2026-11-22"), text);
  const { collection, added } = merged(before, loaded.collection);
  assert.equal(added, 0);
  assert.equal(collectionText(collection, known, "2026-11-22"), text);
  const more = merged(withFiles(emptyCollection(), [kept("新.json", filled("北社区", LOW))]).collection, loaded.collection);
  assert.equal(more.added, 6);
  assert.equal(totals(sorted(more.collection)).accepted, 4);
});

test("a collection of another library lists what it cannot read, and loses none", async () => {
  const loaded = await readCollection(collectionText(sample(), known, ""), () => undefined, async () => undefined);
  assert.equal(loaded?.lost.length, 5);
  assert.deepEqual(totals(sorted(loaded?.collection as Collection)), { all: 6, accepted: 0, duplicate: 0, conflict: 0, rejected: 6 });
});

test("hostile collections are refused or read as plain text", async () => {
  const pause = async (): Promise<void> => undefined;
  for (const text of ["", "{", "[]", '{"format":"casebook-collection"}', '{"format":"casebook-collection","schema":1,"files":[1]}', '{"format":"casebook-collection","schema":1,"files":[{"id":"x"}]}']) {
    assert.equal(await readCollection(text, known, pause), null, text);
  }
  const text = `{"format":"casebook-collection","schema":1,"__proto__":{"x":1},"chosen":[["__proto__","${REFUSED.id}"],[1],2],"files":[{"id":"${REFUSED.id}","name":${JSON.stringify("长".repeat(9000))},
    "code":"constructor","notes":[{"code":"__proto__"},3],"size":-1}]}`;
  const loaded = await readCollection(text, known, pause);
  const file = loaded?.collection.files[0];
  assert.equal(file?.code, "R-OTHER");
  assert.equal(file?.notes[0]?.code, "N-CELL");
  assert.equal(file?.name.length, 500);
  assert.equal(file?.size, 0);
  assert.equal(loaded?.collection.chosen.size, 0);
  assert.equal(({} as { x?: number }).x, undefined);
});

test("a batch beyond its limits is refused by name", () => {
  const file = (name: string, size: number): { name: string; file: File } => ({ name, file: { size } as File });
  const many = withinLimits(Array.from({ length: MOST_FILES + 2 }, (_, at) => file(String(at), 1)));
  assert.deepEqual([many.taken.length, many.left], [MOST_FILES, ["2000", "2001"]]);
  const big = withinLimits([file("a", 1.5e9), file("b", 1e9), file("c", 1e8)]);
  assert.deepEqual([big.taken.map(({ name }) => name), big.left], [["a", "c"], ["b"]]);
});

test("reading can be stopped; what was not read is named", async () => {
  const text = writeReturn(filled("东社区", LOW), PRINT);
  const files = ["一.json", "二.json", "三.json"].map((name) => ({ name, file: new File([text], name) }));
  const done: number[] = [];
  const taken = await takeIn(files, known, (count) => done.push(count), () => done.length > 1);
  assert.deepEqual(taken.kept.map(({ name }) => name), ["一.json", "二.json"]);
  assert.deepEqual([taken.stopped, taken.left], [true, ["三.json"]]);
  assert.equal(taken.kept[0]?.id, createHash("sha256").update(text).digest("hex"));
});

test("a file that cannot be opened, and one that is too big, stay in the list", async () => {
  const shut = { size: 3, arrayBuffer: () => Promise.reject(new Error("gone")), slice: () => new Blob([]) } as unknown as File;
  const huge = { size: 6e6 } as File;
  const { kept: rows } = await takeIn([{ name: "没了.xlsx", file: shut }, { name: "大.xlsx", file: huge }], known, () => undefined, () => false);
  assert.deepEqual(rows.map(({ code }) => code), ["R-DAMAGED", "R-SIZE"]);
  assert.equal(new Set(rows.map(({ id }) => id)).size, 2);
});

test("papers carry no name unless names are wanted", () => {
  for (const make of [summaryPaper, planPaper, reportPaper, answerPaper, receiptPaper]) {
    const text = csvText(paperRows(make(overview(sample(), false))));
    assert.ok(!/东社区|西社区|张三/.test(text), text);
  }
  for (const make of [summaryPaper, planPaper, receiptPaper]) assert.match(csvText(paperRows(make(overview(sample(), true)))), /东社区/);
  assert.match(csvText(paperRows(codesPaper(overview(sample(), false)))), /01,示例街道,东社区,老旧小区,一\.json/);
  assert.ok(!/东社区|西社区/.test(courseText(overview(sample(), false))));
});

test("no cell of a table is a formula, and no word ranks", () => {
  const view = overview(sample(), true);
  for (const make of [summaryPaper, planPaper, reportPaper, answerPaper, receiptPaper, codesPaper]) {
    const text = csvText(paperRows(make(view)));
    assert.ok(!/(^|,|\r\n)"?[=+@-]/.test(text), text);
    assert.ok(!/第[一二三]名|优秀|不合格|整改|扣分|落后/.test(text), text);
  }
  assert.match(csvText(paperRows(summaryPaper(view))), /'=1\+1 路灯归区里/);
});

test("the course list is YAML of plain words, and names the practices with their reasons", () => {
  assert.equal(courseText(overview(sample(), false)), [
    'title: "议事自查表共性短板培训（2026年度）"', 'learners: "社区书记"', "class_size: 2", "practices:", '  - "a/one"', "why:",
    '  - "对应“条目one”，2 个社区还不到六成"', "",
  ].join("\n"));
});

test("a refused file gets a text to send back", () => {
  const text = returnText(REFUSED);
  assert.match(text, /“<b>坏<\/b>\.xlsx”没能计入汇总/);
  assert.match(text, /怎么办：/);
  assert.equal(returnText(kept("一.json", filled("东社区", LOW))), "");
});

test("names of files are fit for Windows", () => {
  assert.equal(joinedName("汇总表", "..a/b:c*?\u202e", " 2026 年度 "), "汇总表-abc-2026年度");
  assert.ok(Array.from(joinedName("汇总表", "𠮷".repeat(99))).length <= MOST_NAME);
});

test("what is read knows its key", () => {
  const text = new TextEncoder().encode(writeReturn(filled("东 社区", LOW), PRINT));
  const { returned, code } = read("一.json", text, known);
  assert.equal(code, "");
  assert.equal(returned && keyOf(returned), '["demo","2026年度","示例街道","东社区"]');
});

test("a place in a file is told in words, a cell as it is", () => {
  const told = ["answers.two.reason", "answers.gone", "plan.3.owner", "types", "period", "填表!D12", "第 3 行", ""].map((where) => placeWords(where, ITEMS));
  assert.deepEqual(told, ["2 条目two，说明、原因", "编号“gone”", "提升计划第 3 行，责任人", "社区类型", "评价周期", "填表!D12", "第 3 行", ""]);
});
