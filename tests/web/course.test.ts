// The course builder: minutes that add up or advice that makes them, groups, files read strictly, addresses that are not trusted.
import assert from "node:assert/strict";
import { test } from "node:test";
import { readAddress, writeAddress } from "../../generator/web/src/course/address";
import { advise, questionNotes, verdict } from "../../generator/web/src/course/advice";
import { courseText, isId, readCourseFile, tidyTitle } from "../../generator/web/src/course/course-file";
import { allMinutes, type Course, type Data, EMPTY, type Lesson, newUnit, type Plan, type Stage, withPlan } from "../../generator/web/src/course/data";
import { groupWords, numeral, partClass, reporting, reportWords, timetable } from "../../generator/web/src/course/groups";
import { planPaper } from "../../generator/web/src/course/plan-paper";
import { wantedLessons } from "../../generator/web/src/course/wanted";
import { readYaml, YamlFault } from "../../generator/web/src/course/yaml";

const STAGES: Record<number, Stage[]> = {
  45: [["导入", 3, ""], ["两两讨论", 20, "q2"], ["点评", 22, ""]],
  90: [["导入", 5, ""], ["澄清事实", 13, "q1"], ["分组讨论", 40, "q2"], ["小组汇报", 20, "q2"], ["点评", 12, ""]],
  120: [["导入", 8, ""], ["澄清事实", 12, "q1"], ["分组讨论", 40, "q2"], ["小组汇报", 30, "q3"], ["点评", 30, ""]],
  180: [["导入", 10, ""], ["分组讨论", 60, "q1"], ["小组汇报", 40, "q2"], ["行动计划", 70, "q3"]],
  240: [["行前说明", 40, ""], ["点位一", 100, "q1"], ["点评", 100, "q3"]],
};

function lesson(ref: string, ...sizes: number[]): Lesson {
  return {
    ref, title: `案例${ref}`, dilemma: ["先做哪样"], learners: ["社区书记"], class_size: [30, 50], group_size: [6, 8],
    plans: (sizes.length ? sizes : [45, 90, 120, 180, 240]).map((minutes): Plan => ({ minutes, stages: STAGES[minutes] ?? [] })),
    questions: [1, 2, 3].map((number) => ({ id: `q${number}`, number, text: [`题${number}`], minutes: 10 * number })), cases: ["a"],
    rests: [`a/${ref.split("/")[1]}`], contrast: ["b/other"], page: `library/${ref}.html`, teacher_page: "",
    files: [{ label: "01_正文", path: "downloads/x-01.docx", kind: "Word" }, { label: "01_正文", path: "downloads/x-01.pdf", kind: "PDF" }, { label: "学员包", path: "downloads/x.zip", kind: "zip" }],
  };
}

const DATA: Data = { cases: [["a", "甲"]], practices: [["a/one", "甲：一", "library/a/one.html"]], lessons: [lesson("a/one"), lesson("a/two"), lesson("b/three", 45)], courses: [] };

function course(minutes: number, breaks: number, ...units: [string, number, ...string[]][]): Course {
  return { ...EMPTY, title: "课", minutes, breaks, units: units.map(([teaching, size, ...questions]) => ({ teaching, minutes: size, questions })) };
}

function faults(text: string): string[] {
  const loaded = readCourseFile(DATA, text);
  return loaded.kind === "faults" ? loaded.faults.map(({ line, what, mend }) => `${line} ${what}｜${mend}`) : [`took it as ${loaded.kind}`];
}

const FILE = courseText(course(195, 15, ["a/one", 90, "q1", "q2"], ["a/two", 90]), "2026-01-05");

test("a saved course is read back as it was", () => {
  const loaded = readCourseFile(DATA, FILE);
  assert.ok(loaded.kind === "course");
  assert.deepEqual(loaded.course, course(195, 15, ["a/one", 90, "q1", "q2"], ["a/two", 90]));
  assert.deepEqual(readCourseFile(DATA, `\ufeff${FILE.replace(/\n/g, "\r\n")}`), loaded);
});

test("the file is what cases/courses hold", () => {
  assert.equal(FILE.split("\n").slice(1).join("\n"), [
    "id: course", 'title: "课"', 'learners: "镇街干部"', "class_size: 40", "minutes: 195", "breaks: 15", "units:", "  - teaching: a/one", '    minutes: "90"',
    "    questions: [q1, q2]", "  - teaching: a/two", '    minutes: "90"', "reviewed: 2026-01-05", "",
  ].join("\n"));
});

test("what is written by hand in cases/courses is read too", () => {
  const loaded = readCourseFile(DATA, "# 说明\nid: x\ntitle: 半天课：先议 # 名称\nlearners: MPA\nclass_size: 40\nminutes: 60\nbreaks: 15\nunits:\n  - {teaching: b/three, minutes: \"45\", questions: [q2]}\nreviewed: 2026-01-05\n");
  assert.ok(loaded.kind === "course");
  assert.equal(loaded.course.title, "半天课：先议");
  assert.deepEqual(loaded.course.units, [{ teaching: "b/three", minutes: 45, questions: ["q2"] }]);
});

const WRONG: [string, string, RegExp][] = [
  ["unknown case", FILE.replace("a/two", "a/none"), /^12 没有教学案例“a\/none”｜写 案例\/编号/],
  ["unknown plan", FILE.replace('"90"', '"60"'), /^10 教学案例“a\/one”没有 60 分钟的课堂计划｜改成 45、90/],
  ["unknown question", FILE.replace("q2]", "q9]"), /^11 教学案例“a\/one”没有讨论题“q9”｜改成 q1、q2、q3/],
  ["unknown key", FILE.replace("breaks:", "pauses:"), /^7 课程没有“pauses”这一项｜删去/],
  ["missing key", FILE.replace(/minutes: 195\n/, ""), /^2 少了“minutes”/],
  ["key twice", `${FILE}id: again\n`, /^15 “id”写了两次｜只留一处/],
  ["too many people", FILE.replace("40", "4000"), /^5 “class_size”写的是“4000”｜写 5 到 200 的整数/],
  ["learners", FILE.replace("镇街干部", "<b>谁"), /^4 对象“<b>谁”不认识/],
  ["tab", FILE.replace("    minutes", "\tminutes"), /^10 行首用了制表符｜换成空格/],
  ["anchor", FILE.replace('"课"', "&a 课"), /^3 这里用了不认识的写法“&a 课”/],
  ["block text", FILE.replace('"课"', "|"), /^3 这里用了不认识的写法/],
  ["open quote", FILE.replace('"课"', '"课'), /^3 双引号没有成对/],
  ["after the quote", FILE.replace('"课"', '"课" 又'), /^3 “又”不该在这里/],
  ["colon", FILE.replace('"课"', "课: 一"), /^3 “课: 一”里有半角冒号/],
  ["indent", FILE.replace("    minutes", "      minutes"), /^10 缩进和上面对不上/],
  ["no list", FILE.replace(/units:[^]*reviewed/, "units: x\nreviewed"), /^8 “units”要写成一列/],
  ["bracket", FILE.replace("q2]", "q2"), /^11 括号没有成对/],
  ["second document", `---\n${FILE}`, /^1 这里用了不认识的写法“---”/],
  ["no text", "", /^0 文件是空的/],
  ["a list", "- a\n", /^1 开头要写/],
  ["html", "<!DOCTYPE html>\n<title>x</title>", /^1 这一行不是“名称: 内容”/],
  ["control", "id: \u0007x\n", /^1 有看不见的控制字符/],
  ["large", `id: ${"x".repeat(300_000)}`, /^0 文件太大/],
];
for (const [name, text, told] of WRONG) {
  test(`a file is refused with line, reason and mend: ${name}`, () => {
    const found = faults(text);
    assert.ok(found.some((one) => told.test(one)), found.join("\n"));
  });
}

test("nothing that is read makes the reader throw anything else", () => {
  let seed = 7;
  const next = (most: number): number => (seed = (seed * 48271) % 2147483647) % most;
  const signs = Array.from("-: #\"'[]{},\n  \\u0aq1&*!|>\u202e𠮷课");
  for (let turn = 0; turn < 3000; turn += 1) {
    const at = next(FILE.length);
    const text = FILE.slice(0, at) + Array.from({ length: next(5) }, () => signs[next(signs.length)]).join("") + FILE.slice(at + next(9));
    readCourseFile(DATA, text);
  }
  assert.throws(() => readYaml(`a: ${"[".repeat(30)}`), YamlFault);
});

test("a list from collect.html is read, its people within what a course takes", () => {
  const loaded = readCourseFile(DATA, 'title: "共性短板培训（2026年度）"\nlearners: "社区书记"\nclass_size: 2\npractices:\n  - "a/one"\nwhy:\n  - "对应“一”，2 个社区还不到六成"\n');
  assert.deepEqual(loaded, { kind: "training", training: { title: "共性短板培训（2026年度）", learners: "社区书记", class_size: 5, practices: ["a/one"], why: ["对应“一”，2 个社区还不到六成"] } });
  assert.equal(readCourseFile(DATA, "title: \"x\"\nlearners: \"社区书记\"\nclass_size: 9\npractices: []\nwhy: []\n").kind, "training");
  assert.deepEqual(wantedLessons(DATA, ["b/other", "a/two"]).map((one) => one.lesson.ref), ["a/two", "a/one", "b/three"]);
});

test("titles and ids become what the casebook takes", () => {
  assert.equal(tidyTitle(" 议事[#x]:先\u202e\u0000议(一)\ud800 "), "议事〔#x〕：先 议（一）");
  assert.equal(tidyTitle("<img src=x onerror=alert(1)>"), "<img src=x onerror=alert(1)>");
  assert.equal(Array.from(tidyTitle("𠮷".repeat(99))).length, 80);
  assert.deepEqual(["ban-tian", "a1", "Con", "con", "courses", "-a", "a--b", "课", "a".repeat(49)].map(isId), [true, true, false, false, false, false, false, false, false]);
});

test("too long: the advice shortens a unit, names the questions to drop, and adds up", () => {
  const long = course(300, 15, ["a/one", 180], ["a/two", 180]);
  assert.equal(verdict(long), "比总分钟多 75 分钟");
  const [first, second, ...rest] = advise(DATA, long);
  assert.match(first?.words ?? "", /^第.讲《案例a\/...》从 180 分钟改成 90 分钟（少 90 分钟，去掉第 3 题）；余下 15 分钟放到课间$/);
  assert.match(second?.words ?? "", /^第.讲《案例a\/...》从 180 分钟改成 90 分钟/);
  assert.match(rest[0]?.words ?? "", /^总分钟改成 375 分钟/);
  for (const one of [first, second, ...rest]) assert.equal(allMinutes(one?.next ?? long), one?.next.minutes);
});

test("whatever the course, each piece of advice brings it nearer, and what it says it does", () => {
  const sizes = [45, 90, 120, 180, 240] as const;
  let seed = 3;
  const next = (most: number): number => (seed = (seed * 48271) % 2147483647) % most;
  for (let turn = 0; turn < 400; turn += 1) {
    const units = Array.from({ length: 1 + next(5) }, (): [string, number] => [next(2) ? "a/one" : "a/two", sizes[next(5)] ?? 45]);
    const made = course(45 + next(900), next(8) * 5, ...units);
    const away = Math.abs(allMinutes(made) - made.minutes);
    const found = advise(DATA, made);
    assert.equal(found.length > 0, away > 0, JSON.stringify(made));
    for (const { next: one, words } of found) {
      assert.ok(Math.abs(allMinutes(one) - one.minutes) < away, `${words} ${JSON.stringify(made)}`);
      assert.ok(one.breaks >= 0 && allMinutes(one) <= Math.max(one.minutes, made.minutes), words);
    }
  }
});

test("too short: the advice lengthens a unit, adds a case that is not in yet, or gives the time to the breaks", () => {
  const words = advise(DATA, course(180, 0, ["a/one", 90])).map((one) => one.words);
  assert.match(words[0] ?? "", /从 90 分钟改成 180 分钟（多 90 分钟，加上第 3 题）|从 90 分钟改成 180 分钟（多 90 分钟）/);
  assert.ok(words.some((one) => /^加一讲《案例a\/two》，90 分钟/.test(one)), words.join("\n"));
  assert.match(advise(DATA, course(100, 0, ["a/one", 90]), [])[0]?.words ?? "", /^课间加 10 分钟/);
  assert.deepEqual(advise(DATA, course(180, 0)), []);
});

test("a new unit takes the longest plan that fits, never a field trip unasked, with the questions of its plan", () => {
  const [one] = DATA.lessons as [Lesson];
  assert.deepEqual(newUnit(one, 100), { teaching: "a/one", minutes: 90, questions: ["q1", "q2"] });
  assert.equal(newUnit(one, 500).minutes, 180);
  assert.equal(newUnit(one, 10).minutes, 45);
  assert.deepEqual(withPlan(one, { teaching: "a/one", minutes: 180, questions: [] }, 45).questions, ["q2"]);
  assert.match(questionNotes(one, { teaching: "a/one", minutes: 90, questions: [] }).join(), /没有给第 3 题排时间（约要 30 分钟）：去掉，或留作课后，或改用 120 分钟的计划/);
  assert.match(questionNotes(one, { teaching: "a/one", minutes: 90, questions: ["q2"] }).join(), /计划里排了第 1 题，没有选/);
});

test("groups and their reports follow from the class", () => {
  assert.deepEqual(partClass(45, [6, 8]), [8, 8, 8, 7, 7, 7]);
  assert.equal(groupWords(partClass(45, [6, 8]), [6, 8]), "6组：3组每组8人，3组每组7人");
  assert.equal(groupWords(partClass(9, [6, 8]), [6, 8]), "2组：1组每组5人，1组每组4人（比建议的每组6—8人少）");
  assert.equal(reportWords(5, 20, 22), "汇报20分钟，5组，每组4分钟。");
  assert.equal(reportWords(7, 20, 30), "汇报20分钟不够：7组，每组至少4分钟，要28分钟，还差8分钟。请5组上台，其余2组只补不同的一条；或者把前面的讨论从30分钟减到22分钟。");
  const [one] = DATA.lessons as [Lesson];
  assert.equal(reporting(one, one.plans[1] as Plan, 60).fits, false);
  assert.equal(reporting(one, one.plans[0] as Plan, 60).fits, true);
  assert.deepEqual(timetable(course(0, 25, ["a/one", 90], ["a/two", 90], ["a/one", 45])), [[1, 90], [0, 15], [2, 90], [0, 10], [3, 45]]);
  assert.deepEqual([1, 10, 11, 20, 34].map(numeral), ["一", "十", "十一", "二十", "三十四"]);
});

test("the plan to print adds up, and shows no zip among the files to bring", () => {
  const paper = planPaper(DATA, course(195, 15, ["a/one", 90, "q2"], ["a/two", 90]));
  const text = JSON.stringify(paper);
  assert.match(text, /"195分钟"/);
  assert.match(text, /第1题（没有选，换成选的题）/);
  assert.match(text, /要带的文件（按次序）：01_正文。/);
  assert.doesNotMatch(text, /还没有排平/);
  assert.match(JSON.stringify(planPaper(DATA, course(200, 15, ["a/one", 90]))), /还没有排平：各讲和课间合计 105 分钟，比总分钟少 95 分钟/);
});

test("a course comes back from its address; what the address cannot say is told", () => {
  const made = { ...course(195, 15, ["a/one", 90, "q1", "q2"], ["b/three", 45]), id: "ban-tian", learners: "MPA", class_size: 33, title: "课&b=1" };
  assert.deepEqual(readAddress(DATA, writeAddress(made).slice(1)), { course: made, ignored: [] });
  assert.equal(writeAddress(EMPTY), "");
  const read = readAddress(DATA, "u=a/one.90,no/such.45,a/one.61,__proto__.1&n=9999&for=x&t=300&t=400&__proto__=1&id=CON&from=timeline");
  assert.deepEqual(read.course, { ...EMPTY, minutes: 300, units: [{ teaching: "a/one", minutes: 90, questions: [] }] });
  assert.deepEqual(read.ignored, ["no/such.45", "a/one.61", "__proto__.1", "n=9999", "for=x", "t=400", "__proto__=1", "id=CON"]);
});
