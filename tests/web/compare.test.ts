// Choosing from any address, and which rows are the same: the pure parts of the page 比一比.
import assert from "node:assert/strict";
import { test } from "node:test";
import { added, kindOf, MOST, moved, readQuery, readRefs, removed, writeQuery } from "../../generator/web/src/compare/choosing";
import { judge } from "../../generator/web/src/compare/judging";
import type { Cell, Entry, Row } from "../../generator/web/src/compare/sheets";

const choice = (ref: string) => ({ ref, name: ref, case: ref.split("/")[0] ?? "", line: "" });
const OFFERED = {
  practices: ["a/one", "a/two", "b/one", "b/two", "c/one", "c/two"].map(choice),
  cases: ["a", "b", "c"].map(choice),
};

test("an address names practices in its own order, each once", () => {
  const asked = readQuery("?ids=b/two,a/one,b/two", OFFERED);
  assert.deepEqual([asked.kind, asked.refs, asked.unknown, asked.over], ["practice", ["b/two", "a/one"], "", []]);
  assert.deepEqual(readQuery("?ids=c%2Cb", OFFERED).refs, ["c", "b"]);
  assert.deepEqual(readQuery("?ids=a/one&ids=b/one", OFFERED).refs, ["a/one", "b/one"]);
  assert.deepEqual(readQuery("?ids=a/one，b/one、c/one", OFFERED).refs, ["a/one", "b/one", "c/one"]);
});

test("of a mixture the kind with more is shown, the other named", () => {
  const practices = readQuery("?ids=a,a/one,b/one", OFFERED);
  assert.deepEqual([practices.kind, practices.refs, practices.other], ["practice", ["a/one", "b/one"], ["a"]]);
  const cases = readQuery("?ids=a,b,b/one", OFFERED);
  assert.deepEqual([cases.kind, cases.refs, cases.other], ["case", ["a", "b"], ["b/one"]]);
});

test("more than five are cut, and the rest is known", () => {
  const asked = readQuery(`?ids=${OFFERED.practices.map((one) => one.ref).join(",")}`, OFFERED);
  assert.equal(asked.refs.length, MOST);
  assert.deepEqual(asked.over, ["c/two"]);
});

test("garbage names nothing and throws nothing", () => {
  const hostile = [
    "", "?", "?ids=", "?ids=,,,", "?ids=%E0%A4%A", "?ids=__proto__,constructor,toString", "?ids=<script>alert(1)</script>",
    "?ids[]=a/one", "?ids={\"a\":1}", `?ids=${"x".repeat(10_000)}`, `?ids=${"y,".repeat(5_000)}a/one`, "?ids=a/../b,//,/",
    "?ids=\u202egnp.exe", "?other=a/one",
  ];
  for (const query of hostile) {
    const asked = readQuery(query, OFFERED);
    assert.ok(asked.refs.every((ref) => ref === "a/one"), query);
    assert.ok(Array.from(asked.unknown).length <= 81, query);
    assert.ok(!/[\u0000-\u001f\u202e]/.test(asked.unknown), query);
  }
  assert.equal(readQuery("?ids=nope,a/one", OFFERED).unknown, "nope");
});

test("what is written back is read as the same", () => {
  for (const refs of [["a/one", "b/two"], ["a", "b", "c"], []]) assert.deepEqual(readQuery(writeQuery(refs), OFFERED).refs, refs);
  assert.equal(writeQuery(["a/one", "b/two"]), "?ids=a/one,b/two");
});

test("adding, removing and moving change nothing else", () => {
  const refs = ["a/one", "b/one", "c/one"];
  assert.deepEqual(added(refs, "b/one"), refs);
  assert.deepEqual(added(refs, "a/two"), [...refs, "a/two"]);
  assert.equal(added(["1", "2", "3", "4", "5"], "6").length, MOST);
  assert.deepEqual(removed(refs, "b/one"), ["a/one", "c/one"]);
  assert.deepEqual(moved(refs, "c/one", -1), ["a/one", "c/one", "b/one"]);
  assert.deepEqual(moved(refs, "a/one", -1), refs);
  assert.deepEqual(moved(refs, "c/one", 1), refs);
  assert.deepEqual(moved(refs, "x", 1), refs);
  assert.deepEqual([kindOf("a/one"), kindOf("a")], ["practice", "case"]);
  assert.deepEqual(readRefs([], OFFERED).refs, []);
});

const CLOSED: Row = { id: "cost", label: "花费", voice: "advice", closed: true };
const TOLD: Row = { id: "done", label: "做了什么", voice: "record", silent: "原文没有写" };

function entries(row: Row, ...cells: (Cell | undefined)[]): Entry[] {
  return cells.map((cell, place) => ({
    ref: `a/${place}`, name: "", case: "", path: "", source: "", reviewed: "", differs: [], cells: cell ? { [row.id]: cell } : {},
  }));
}

test("values of a fixed list are the same in any order, and differ when one differs", () => {
  assert.equal(judge(CLOSED, entries(CLOSED, { values: ["低", "高"] }, { values: ["高", "低"] })), "same");
  assert.equal(judge(CLOSED, entries(CLOSED, { values: ["低"] }, { values: ["高"] })), "different");
  assert.equal(judge(CLOSED, entries(CLOSED, { values: ["低"] }, undefined)), "different");
  const note = (text: string): Cell => ({ values: ["低"], lines: [{ text: [text] }] });
  assert.equal(judge(CLOSED, entries(CLOSED, note("甲"), note("乙"))), "told");
});

test("lines of a fixed list are compared whole", () => {
  const lead = (who: string): Cell => ({ lines: [{ label: "牵头", text: [who] }] });
  assert.equal(judge(CLOSED, entries(CLOSED, lead("居委会"), lead("居委会"))), "same");
  assert.equal(judge(CLOSED, entries(CLOSED, lead("居委会"), lead("街道"))), "different");
});

test("words are never marked as different, only the same or told", () => {
  const words = (text: string): Cell => ({ lines: [{ text: [text] }] });
  assert.equal(judge(TOLD, entries(TOLD, words("甲"), words("乙"))), "told");
  assert.equal(judge(TOLD, entries(TOLD, words("甲"), words("甲"))), "same");
  assert.equal(judge(TOLD, entries(TOLD, undefined, undefined)), "same");
  assert.equal(judge(CLOSED, entries(CLOSED, undefined, undefined)), "empty");
  assert.equal(judge(TOLD, entries(TOLD, words("甲"))), "told");
});

test("the verdict does not hang on the order of the columns", () => {
  const cells: Cell[] = [{ values: ["低"] }, { values: ["高"] }, { values: ["低"] }];
  const verdicts = [[0, 1, 2], [2, 1, 0], [1, 0, 2]].map((order) => judge(CLOSED, entries(CLOSED, ...order.map((place) => cells[place]))));
  assert.deepEqual(new Set(verdicts), new Set(["different"]));
});
