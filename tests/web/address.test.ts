// The address that anybody may have edited, and the one that some browsers keep only behind #.
import assert from "node:assert/strict";
import { test } from "node:test";
import { keepQuery, readable, shortened, stated } from "../../generator/web/src/address";
import { folded, foldedWords } from "../../generator/web/src/folding";

test("the query is what stands behind ?, or behind #? where there is one", () => {
  assert.equal(stated({ search: "?type=old", hash: "" }), "type=old");
  assert.equal(stated({ search: "?type=old", hash: "#?type=village" }), "type=village");
  assert.equal(stated({ search: "?type=old", hash: "#part" }), "type=old");
  assert.equal(stated({ search: "", hash: "#" }), "");
});

test("a query is kept behind # where the browser refuses it elsewhere, and nothing is thrown where it refuses all", () => {
  const kept: string[] = [];
  const refuses = (way: string, word: RegExp) => (_: unknown, __: string, address: string): void => {
    if (word.test(address)) throw new Error("SecurityError");
    kept.push(`${way} ${address}`);
  };
  const world = globalThis as { history?: unknown; location?: unknown };
  world.location = { pathname: "/D:/finder.html" };
  for (const word of [/never/, /^\//, /./]) {
    world.history = { pushState: refuses("push", word), replaceState: refuses("replace", word) };
    keepQuery("?type=old");
    keepQuery("?q=%E8%AE%AE", true);
  }
  assert.deepEqual(kept, [
    "replace /D:/finder.html?type=old", "push /D:/finder.html?q=%E8%AE%AE", "replace #?type=old", "push #?q=%E8%AE%AE",
  ]);
});

test("words of an address are shown without what cannot be seen, and not whole when they are long", () => {
  assert.equal(readable("a\u0000b\u202ec\ufeff"), "a b c ");
  assert.equal(shortened(" 心愿 ", 2), "心愿");
  assert.equal(shortened("𠮷𠮷𠮷", 2), "𠮷𠮷…");
});

test("widths and case make no difference, marks part words", () => {
  assert.equal(folded(" ４００ 万，ＡＢ；c。"), "400 万 ab c");
  assert.deepEqual(foldedWords("  积分、 楼道 "), ["积分", "楼道"]);
  assert.deepEqual(foldedWords("，。"), []);
});
