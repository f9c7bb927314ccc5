// Finding practices: what holds for every set of conditions, in words and in the address.
import assert from "node:assert/strict";
import { test } from "node:test";
import { readAddress, writeAddress } from "../../generator/web/src/finder/address";
import {
  type Conditions, FACETS, fits, MAX_TOPICS, NONE, ONLY, optionsOf, setKeys, withTopic, withValue,
} from "../../generator/web/src/finder/conditions";
import type { Data, Row, Term } from "../../generator/web/src/finder/data";
import { countTopics, countValues, dropOne, find, makeIndex, nearTerms, openQuestions } from "../../generator/web/src/finder/match";
import { allConditions, beyond, misfits, reasons } from "../../generator/web/src/finder/sentences";

const terms = (...rows: [id: string, name: string, ...aliases: string[]][]): Term[] =>
  rows.map(([id, name, ...aliases]) => ({ id, name, aliases }));

const TERMS: Data["terms"] = {
  community_types: terms(["old", "老旧小区"], ["village", "城中村"], ["mixed", "混合型社区"]),
  topics: terms(["stop", "停车", "车位"], ["talk", "议事协商", "议事"], ["money", "小项目与资金"], ["lift", "加装电梯", "加梯"]),
  actors: terms(["committee", "居委会"], ["party", "社区党组织"], ["resident", "居民"]),
  stages: terms(["find", "发现"], ["do", "执行"]),
  tools: terms(["rules", "议事规则"], ["points", "积分激励", "积分"]),
  themes: terms(["yishi", "怎样议事"]),
  authority: terms(["community", "社区可自定"], ["street", "须街道同意"], ["district", "须区级部门"]),
  effect: terms(["month", "1个月内"], ["year", "3-12个月"]),
  staff: terms(["few", "一两个人兼着做"], ["team", "三五个人分工做"], ["full", "要有专人"]),
  sizes: terms(["small", "1000户以下"], ["large", "3000户以上"]),
  kind: terms(["summary", "工作总结"], ["article", "研究文章"]),
  cost: terms(["low", "基本不另花钱"], ["medium", "要一笔小钱"], ["high", "要专项经费"]),
};

/** Numbers that look random and are the same every time. */
function dice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * sides);
  };
}

function some(roll: (sides: number) => number, list: readonly Term[]): string[] {
  const ids = list.map((term) => term.id).filter(() => roll(2) === 0);
  return ids.length ? ids : [list[roll(list.length)]?.id ?? ""];
}

function makeRow(roll: (sides: number) => number, number: number): Row {
  const one = (list: readonly Term[]): string => list[roll(list.length)]?.id ?? "";
  return {
    ref: `${number % 2 ? "a" : "b"}/p${number}`, name: `做法${roll(50)}`, case: number % 2 ? "a" : "b", aliases: roll(3) ? [] : ["爱心银行"],
    line: roll(2) ? ["把时数记成积分"] : ["全市", { text: "1500多个", metric: "a/estates" }, "小区"], topics: some(roll, TERMS.topics.slice(0, 3)),
    types: some(roll, TERMS.community_types), stages: some(roll, TERMS.stages), tools: some(roll, TERMS.tools),
    actors: { lead: [one(TERMS.actors)], take_part: some(roll, TERMS.actors) }, authority: some(roll, TERMS.authority), cost: one(TERMS.cost),
    effect: one(TERMS.effect), kind: one(TERMS.kind), staff: one(TERMS.staff), sizes: some(roll, TERMS.sizes), people: "一名经办人",
    money: "不另花钱", when: ["楼道里堆满东西"],
  };
}

function makeData(rows: number): Data {
  const roll = dice(7);
  return {
    cases: terms(["a", "甲地"], ["b", "乙地"]), terms: TERMS, synonyms: [["志愿者", "义工"], ["积分", "时数"]],
    practices: Array.from({ length: rows }, (_, number) => makeRow(roll, number)),
    models: [], gaps: [
      { id: "lift", question: "电梯怎么装？", words: ["加装电梯", "加梯"], open: "本库暂无做法。", none: true },
      { id: "talk", question: "没人来怎么办？", words: ["议事", "没人来"], open: "来源没有写。" },
    ],
  };
}

const DATA = makeData(60);
const INDEX = makeIndex(DATA);

/** Many sets of conditions, some with words and topics. */
function* manyConditions(number: number): Generator<Conditions> {
  const roll = dice(99);
  for (let turn = 0; turn < number; turn++) {
    let conditions: Conditions = { ...NONE, q: ["", "", "积分", "做法1", "义工", "没有的字"][roll(6)] ?? "" };
    for (let at = 0; at < roll(4); at++) conditions = withTopic(conditions, at, TERMS.topics[roll(4)]?.id ?? "");
    for (const facet of FACETS) {
      const list = optionsOf(DATA, facet);
      if (roll(4) === 0) conditions = withValue(conditions, facet, list[roll(list.length)]?.id ?? "");
    }
    yield conditions;
  }
}

const refs = (conditions: Conditions, index = INDEX): string[] => find(index, conditions).full.map((hit) => hit.row.ref);

test("one more condition never gives more practices that meet all", () => {
  for (const conditions of manyConditions(150)) {
    const before = new Set(refs(conditions));
    for (const facet of FACETS.filter((name) => !conditions.chosen[name])) {
      for (const term of optionsOf(DATA, facet)) {
        assert.ok(refs(withValue(conditions, facet, term.id)).every((ref) => before.has(ref)), `${facet}=${term.id}`);
      }
    }
  }
});

test("a count is the number of practices that one then gets", () => {
  let seen = 0;
  for (const conditions of manyConditions(150)) {
    const found = find(INDEX, conditions);
    for (const facet of FACETS) {
      for (const [id, count] of countValues(INDEX, found, facet)) {
        assert.equal(refs(withValue(conditions, facet, id)).length, count, `${facet}=${id}`);
        seen += count;
      }
    }
    for (let at = 0; at < MAX_TOPICS; at++) {
      if (at > conditions.topics.length) continue; // the page offers the next place only
      for (const [id, count] of countTopics(INDEX, found, conditions, at)) {
        assert.equal(refs(withTopic(conditions, at, id)).length, count, `topic ${at} ${id} ${JSON.stringify(conditions)}`);
      }
    }
  }
  assert.ok(seen > 1000, "the conditions of this test find something");
});

test("the order of the data does not matter", () => {
  const turned = makeIndex({ ...DATA, practices: [...DATA.practices].reverse() });
  for (const conditions of manyConditions(80)) {
    assert.deepEqual(refs(conditions, turned), refs(conditions));
    assert.deepEqual(find(turned, conditions).near.map((hit) => hit.row.ref), find(INDEX, conditions).near.map((hit) => hit.row.ref));
  }
});

test("hits meet everything; those that are near lack one or two, never what was asked for", () => {
  let near = 0;
  for (const conditions of manyConditions(150)) {
    const found = find(INDEX, conditions);
    for (const hit of found.full) assert.deepEqual(hit.unmet, []);
    for (const hit of found.near) {
      near += 1;
      assert.equal(hit.met.length + hit.unmet.length, found.set.length);
      assert.ok(hit.unmet.length <= (found.set.length < 4 ? 1 : 2) && hit.met.length > 0);
      assert.ok(!hit.unmet.some((key) => ["topic", "case", "q"].includes(key)));
      assert.ok(misfits(DATA, conditions, hit).length === hit.unmet.length, "what does not fit is said");
    }
    const unmet = found.near.map((hit) => hit.unmet.length);
    assert.deepEqual(unmet, [...unmet].sort(), "those that meet more stand first");
  }
  assert.ok(near > 50);
});

test("people and money that are there serve what needs less", () => {
  const row = { ...makeRow(dice(1), 1), staff: "team", cost: "medium" };
  assert.deepEqual(["few", "team", "full"].map((value) => fits(DATA, row, "staff", value)), [false, true, true]);
  assert.deepEqual(["low", "medium", "high"].map((value) => fits(DATA, row, "cost", value)), [false, true, true]);
});

test("只须社区定 leaves out what others must agree to", () => {
  const row = makeRow(dice(1), 1);
  assert.ok(fits(DATA, { ...row, authority: ["community"] }, "authority", ONLY));
  assert.ok(!fits(DATA, { ...row, authority: ["community", "street"] }, "authority", ONLY));
});

test("words are found by synonym, width and case, names before the rest", () => {
  const at = (q: string): string[] => refs({ ...NONE, q });
  assert.deepEqual(at("时数").sort(), at("积分").sort());
  assert.deepEqual(at("１５００　多个"), at("1500 多个"));
  assert.ok(at("1500多个").length > 0);
  const first = at("做法1")[0];
  assert.ok(DATA.practices.find((row) => row.ref === first)?.name.includes("做法1"));
});

test("leaving out one condition gives as many as is said, what was asked for last", () => {
  let dropped = 0;
  for (const conditions of manyConditions(150)) {
    const drops = dropOne(INDEX, conditions);
    dropped += drops.length;
    for (const drop of drops) assert.equal(refs(drop.conditions).length, drop.count);
    const asked = drops.map((drop) => Number(["topic", "case", "q"].includes(drop.key)));
    assert.deepEqual(asked, [...asked].sort());
  }
  assert.ok(dropped > 50);
});

test("words that nothing has lead to names that are near, and to open questions", () => {
  assert.equal(nearTerms(DATA, "停车难怎么办")[0]?.term.id, "stop");
  assert.deepEqual(nearTerms(DATA, "车"), []);
  assert.deepEqual(openQuestions(DATA, { ...NONE, q: "楼里加装电梯" }).map((gap) => gap.id), ["lift"]);
  assert.deepEqual(openQuestions(DATA, { ...NONE, topics: ["talk", "lift"] }).map((gap) => gap.id), ["lift", "talk"]);
  assert.deepEqual(openQuestions(DATA, NONE), []);
});

test("an address says the conditions and nothing is lost on the way back", () => {
  for (const conditions of manyConditions(150)) {
    const read = readAddress(DATA, writeAddress(conditions).slice(1));
    assert.deepEqual(read, { conditions, ignored: [] });
  }
  assert.equal(writeAddress(NONE), "");
  assert.equal(writeAddress({ topics: ["stop", "talk"], chosen: { type: "old", cost: "low" }, q: "a&b" }),
    "?topic=stop,talk&type=old&cost=low&q=a%26b");
});

test("an address that somebody spoilt gives what is good in it and names the rest", () => {
  const read = (text: string): ReturnType<typeof readAddress> => readAddress(DATA, text);
  const junk = [
    "type=%E0%A4%A", "%", "&&&===", "__proto__=1&constructor=2", "type=constructor", "topic=__proto__,toString",
    "q=%3Cscript%3Ealert(1)%3C/script%3E", `q=${"长".repeat(10_000)}`, `type=${"x".repeat(10_000)}`, "type=old&type=village",
    "topic=stop,stop,talk,money,lift", "case=../../etc", Array.from({ length: 2000 }, (_, n) => `k${n}=${n}`).join("&"),
  ];
  for (const text of junk) {
    const { conditions, ignored } = read(text);
    find(INDEX, conditions);
    for (const part of ignored) assert.ok(part.length <= 21 && !/[\u0000-\u001f\u202e]/.test(part), part);
  }
  assert.deepEqual(read("type=old&type=village"), { conditions: withValue(NONE, "type", "old"), ignored: ["type=village"] });
  assert.deepEqual(read("topic=stop,zzz,stop").conditions.topics, ["stop"]);
  assert.deepEqual(read("topic=stop,zzz,stop").ignored, ["topic=zzz", "topic=stop"]);
  assert.deepEqual(read("type=zzz&cost=low"), { conditions: withValue(NONE, "cost", "low"), ignored: ["type=zzz"] });
  assert.equal(Array.from(read(`q=${"长".repeat(100)}`).conditions.q).length, 40);
  assert.equal(read(`q=${"长".repeat(100)}`).ignored.length, 1);
  assert.deepEqual(read("from=singlemessage&isappinstalled=0&type=old").ignored, []);
  assert.deepEqual(read("q=%E2%80%AEabc%00").conditions.q, "abc");
});

test("reasons and limits are said in words", () => {
  const row: Row = {
    ...makeRow(dice(1), 1), topics: ["talk"], types: ["old", "mixed"], authority: ["district"], cost: "high", staff: "few", sizes: ["small"],
  };
  const conditions: Conditions = { topics: ["talk", "stop"], chosen: { type: "old", staff: "few", cost: "low" }, q: "" };
  const hit = { row, met: ["topic", "type", "staff"] as const, unmet: ["cost"] as const, topics: 1, words: 0 };
  const judged = { ...hit, met: [...hit.met], unmet: [...hit.unmet] };
  assert.deepEqual(reasons(DATA, conditions, judged), ["对得上议事协商", "适合老旧小区", "人手：一名经办人"]);
  assert.deepEqual(misfits(DATA, conditions, judged), ["要专项经费（不另花钱）"]);
  assert.equal(beyond(DATA, conditions, row), "社区自己定不了，见“谁能定”");
  assert.equal(beyond(DATA, withValue(NONE, "authority", "community"), { ...row, authority: ["community", "street"] }), "另外须街道同意");
  assert.equal(allConditions(DATA, conditions), "议事协商、停车；老旧小区；人手：一两个人兼着做；能花的钱：基本没有");
  assert.deepEqual(setKeys(conditions), ["topic", "type", "staff", "cost"]);
});
