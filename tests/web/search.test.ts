// The search engine on a small index: folding, words, synonyms, figures, pinyin, order, snippets, and hostile queries.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Names, Texts } from "../../generator/web/src/search/data";
import { LONGEST_QUERY, openEngine, search, type Found } from "../../generator/web/src/search/engine";
import { foldQuery, foldText, simplifier } from "../../generator/web/src/search/fold";
import { openNames, openTexts } from "../../generator/web/src/search/index";
import { show, type Run } from "../../generator/web/src/search/snippet";
import { suggest } from "../../generator/web/src/search/suggest";

const names: Names = {
  made: "1",
  kinds: [["practice", "做法"], ["gap", "本库暂无"], ["figure", "数字"], ["term", "名词"]],
  cases: [["dongguan", "东莞微治理", "广东省东莞市"], ["futian", "福田一核多元", "广东省深圳市福田区"]],
  entries: [
    ["library/dongguan/a.html", 0, 0, "微心愿征集", "收心愿", "dongguan/a"],
    ["library/futian/b.html", 0, 1, "居民议事会", "", "futian/b"],
    ["library/gaps.html#tingche", 1, -1, "小区停车难怎么办？", "停车\t车位\t停车难", "", [0]],
    ["library/metrics.html#dongguan.wishes", 2, 0, "收到的微心愿总数", "3300多个", "dongguan/wishes"],
    ["library/glossary.html#yishi", 3, -1, "议事"],
    ["library/futian/c.html", 0, 1, "楼栋长队伍"],
    ["library/futian/d.html", 0, 1, "老旧小区“改造”"],
  ],
  same: [["居委会", "居民委员会"], ["停车", "车位"]],
  oneWay: [["旧改", "改造"]],
  readings: { wei: "微", xin: "心", yuan: "愿", zheng: "征", ji: "集", chang: "长", lou: "楼", dong: "栋东", guan: "莞", dui: "队", wu: "伍" },
  odd: { 楼栋长队伍: { 2: "zhang" } },
  traditional: "區区長长願愿",
};
const bodies: string[][] = [
  ["居委会收心愿。\n停车的事也收。", "先发《征集表》，每户一张，800户共用24小时。"],
  ["议事会每月开。"],
  ["来源没有写停车怎样收费。"],
  ["“3300多个”※\n东莞市"],
  ["商量着办。"],
  ["每楼一名，共1800户，花400万元。\nU站两处。"],
  ["先问居民。"],
];
const texts: Texts = {
  made: "1",
  parts: [["", "", ""], ["steps", "怎样做", "编者建议"]],
  entries: bodies.map((parts) => parts.map((_, place) => (place ? 1 : 0))),
  text: bodies.map((parts) => parts.join("\r")).join("\f"),
};
const index = openTexts(openNames(names), texts);
const engine = openEngine(index);

const ask = (query: string, choice = {}): Found => search(engine, query, choice);
const paths = (query: string): string[] => {
  const found = ask(query);
  return [...found.gaps, ...found.hits].map((hit) => index.entries[hit.entry]!.path.replace(/^library\//, ""));
};
const words = (runs: Run[]): string => runs.map((run) => (run.found ? `[${run.text}]` : run.text)).join("");

test("texts and queries fold alike", () => {
  const simplify = simplifier(names.traditional);
  assert.equal(foldQuery(" ８００ 户，Ｕ站 “心願”·社區 ", simplify), "800 户 u站 心愿社区");
  assert.equal(foldText("梦·家园 “六个一” U站 30㎡"), "梦家园六个一u站30m2");
  assert.equal(foldQuery("\u0000\t \n", simplify), "");
  assert.equal(foldQuery("\u202e心\u200d愿\u2069", simplify), "心愿");
});

test("a whole title is first, then titles, then texts", () => {
  assert.equal(paths("议事")[0], "glossary.html#yishi");
  assert.deepEqual(paths("心愿").slice(0, 2), ["dongguan/a.html", "metrics.html#dongguan.wishes"]);
  assert.deepEqual(paths("居民 议事"), ["futian/b.html"]);
});

test("every word must be there", () => {
  assert.deepEqual(paths("心愿 户"), ["dongguan/a.html"]);
  assert.deepEqual(paths("东莞 心愿").sort(), ["dongguan/a.html", "metrics.html#dongguan.wishes"]);
  assert.deepEqual(paths("商"), ["glossary.html#yishi"]);
});

test("synonyms go both ways, one way where it is said", () => {
  assert.deepEqual(paths("居民委员会"), ["dongguan/a.html"]);
  assert.ok(paths("车位").includes("dongguan/a.html"));
  assert.deepEqual(paths("旧改"), ["futian/d.html"]);
  assert.ok(!ask("改造").tried.includes("旧改"));
});

test("a figure is a whole number, in each of its writings", () => {
  assert.deepEqual(paths("800户"), ["dongguan/a.html"]);
  assert.deepEqual(paths("８００户"), ["dongguan/a.html"]);
  assert.deepEqual(paths("1800户"), ["futian/c.html"]);
  assert.deepEqual(paths("3300个"), ["metrics.html#dongguan.wishes"]);
  for (const query of ["400万", "400万元", "4000000元"]) assert.deepEqual(paths(query), ["futian/c.html"], query);
  assert.deepEqual(paths("80户"), []);
});

test("a part of a number is found when nothing is that number", () => {
  assert.deepEqual(paths("180"), ["futian/c.html"]);
});

test("pinyin and first letters read names, polyphones both ways", () => {
  for (const query of ["weixinyuan", "wxy", "wei xin yuan", "weixiny"]) assert.equal(paths(query)[0], "dongguan/a.html", query);
  for (const query of ["loudongzhang", "ldz", "loudongchang"]) assert.equal(paths(query)[0], "futian/c.html", query);
  assert.ok(paths("dongguan").includes("dongguan/a.html"));
  assert.deepEqual(paths("u站"), ["futian/c.html"]);
});

test("an id is found", () => {
  assert.deepEqual(paths("dongguan/wishes"), ["metrics.html#dongguan.wishes"]);
  assert.equal(paths("futian/b")[0], "futian/b.html");
});

test("what the casebook does not have is on top, whatever is chosen", () => {
  assert.equal(paths("停车")[0], "gaps.html#tingche");
  assert.equal(ask("停车", { kind: "practice", case: "futian" }).gaps.length, 1);
  assert.equal(ask("心愿").gaps.length, 0);
});

test("a question is taken apart, and it is said how", () => {
  const found = ask("老旧小区停车难怎么办");
  assert.notEqual(found.how, "all");
  assert.ok(found.words.length > 1);
  assert.equal(paths("老旧小区停车难怎么办")[0], "gaps.html#tingche");
  assert.equal(ask("网 格").how, "all");
  assert.equal(ask("议 事 会").how, "joined");
});

test("facets count what each choice would show", () => {
  const found = ask("心愿");
  assert.deepEqual(found.kinds.map((kind) => [kind.key, kind.count]), [["practice", 1], ["figure", 1]]);
  const chosen = ask("心愿", { kind: "figure" });
  assert.deepEqual(chosen.hits.map((hit) => hit.entry), [3]);
  assert.equal(chosen.kinds.length, 2);
  assert.deepEqual(ask("心愿", { kind: "constructor", case: "__proto__" }).hits.length, 2);
});

test("nothing found offers what sounds or looks the same", () => {
  const found = ask("微心元征集");
  assert.equal(found.total, 0);
  assert.ok(found.near.includes("微心愿征集"));
});

test("a hit shows the part that fits, with its anchor, its voice and its marks", () => {
  const found = ask("800户");
  const shown = show(index, found.hits[0]!, found);
  assert.equal(shown.address, "library/dongguan/a.html#steps");
  assert.deepEqual([shown.heading, shown.voice, shown.home], ["怎样做", "编者建议", "东莞微治理"]);
  assert.equal(words(shown.text), "先发《征集表》，每户一张，[800户]共用24小时。");
  const named = ask("改造");
  assert.equal(words(show(index, named.hits[0]!, named).title), "老旧小区“[改造]”");
  const quoted = ask("小区改造");
  assert.equal(words(show(index, quoted.hits[0]!, quoted).title), "老旧[小区“改造]”");
  const gap = ask("车位");
  assert.equal(words(show(index, gap.gaps[0]!, gap).text), "来源没有写[停车]怎样收费。");
});

test("hostile queries find nothing and throw nothing", () => {
  for (const query of ["", " ", "\u0000", "%", "(((", "[\\", "<script>alert(1)</script>", "\ud800", "𠮷", "﷽".repeat(200), "a".repeat(10_000),
    "心".repeat(10_000), "__proto__", "constructor", "toString", ". . . .", "0".repeat(99), "1 ".repeat(50)]) {
    const found = ask(query);
    assert.ok(found.query.length <= LONGEST_QUERY);
    assert.equal(found.cut, query.length > LONGEST_QUERY);
    for (const hit of found.hits) show(index, hit, found);
    suggest(index, query);
  }
});

test("suggestions are names alone, marked", () => {
  assert.equal(words(suggest(index, "心愿")[0]!.title), "微[心愿]征集");
  assert.equal(suggest(index, "wxy")[0]!.path, "library/dongguan/a.html");
  assert.equal(suggest(index, "福田").length, 0);
  assert.deepEqual(suggest(index, "福田 议事").map((one) => one.path), ["library/futian/b.html"]);
  assert.ok(suggest(index, "的", 8).length <= 8);
});

test("texts of another build are refused", () => {
  assert.throws(() => openTexts(openNames(names), { ...texts, made: "2" }), /another build/);
});

test("what is offered is found, and words that are found nowhere end no search in a circle", () => {
  const unfound = { ...names, same: [["加装电梯", "电梯加装"], ["加装扶梯", "扶梯加装"]] };
  const own = openEngine(openTexts(openNames(unfound), texts));
  for (const query of ["加装滑梯", "加装电梯", "扶梯加装", "滑梯 电梯加装"]) {
    const { total, near } = search(own, query);
    assert.equal(total, 0, query);
    for (const word of near) assert.ok(search(own, word).total, `${query}: ${word}`);
  }
});
