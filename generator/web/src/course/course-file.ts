// A course as a file (cases/courses/*.yaml, generator/model/teaching.py `Course`), and 培训清单.yaml of collect.html. Pure.
import {
  chosen, type Course, type Data, EMPTY, ID, LEARNERS, lessonOf, MOST_ID, MOST_TITLE, MOST_UNITS, planOf, RANGES, type Unit,
} from "./data";
import { type Fault, type ListNode, type MapNode, type Node, readYaml, YamlFault } from "./yaml";

/** A list of practices worth a class, with the reasons one by one. */
export interface Training {
  title: string;
  learners: string;
  class_size: number;
  practices: string[];
  why: string[];
}

export type Loaded = { kind: "course"; course: Course } | { kind: "training"; training: Training } | { kind: "faults"; faults: Fault[] };

const COURSE_KEYS = ["schema", "id", "title", "learners", "class_size", "minutes", "breaks", "units", "reviewed"];
const TRAINING_KEYS = ["title", "learners", "class_size", "practices", "why"];
const UNIT_KEYS = ["teaching", "minutes", "questions"];
const REF = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*\/[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/;
const RESERVED = /^(?:common|courses|con|prn|aux|nul|com[0-9]|lpt[0-9])$/;
const DAY = /^[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])$/;
const MOST_FAULTS = 20;
const MOST_PRACTICES = 300;
const MOST_WHY = 2000;
const WIDE = /[\u3400-\u9fff“”‘’（）《》「」〔〕［］]/; // Chinese, and the marks that go with it
const UNSEEN = /[\u0000-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ud800-\udfff\ue000-\uf8ff\ufeff\ufff9-\uffff]/;
const FULL: Record<string, string> = { ",": "，", ";": "；", ":": "：", "?": "？", "!": "！", "(": "（", ")": "）", "[": "〔", "]": "〕", "［": "〔", "］": "〕" };

/** Whether a text may be the id of a course: also the name of its file. */
export function isId(text: string): boolean {
  return text.length <= MOST_ID && ID.test(text) && !RESERVED.test(text);
}

/** Return a title as the casebook takes it: one line, full-width marks beside Chinese, no brackets of a reference. */
export function tidyTitle(text: string): string {
  const signs = Array.from(text.normalize("NFC")).map((sign) => (sign.length === 1 && UNSEEN.test(sign) ? " " : sign));
  const marked = signs.map((sign, at) => (
    "[]［］".includes(sign) || WIDE.test(signs[at - 1] ?? "") || WIDE.test(signs[at + 1] ?? "") ? FULL[sign] ?? sign : sign
  ));
  return Array.from(marked.join("").replace(/\s+/g, " ").trim()).slice(0, MOST_TITLE).join("").trim();
}

/** Return the file of a course; `day` is when it was looked over. */
export function courseText(course: Course, day: string): string {
  const units = course.units.map((unit) => [
    `  - teaching: ${unit.teaching}`, `    minutes: "${unit.minutes}"`, ...(unit.questions.length ? [`    questions: [${unit.questions.join(", ")}]`] : []),
  ].join("\n"));
  return [
    "# “备课”页存下的课程。casebook pack 可以照它打成整包；也可以再在“备课”页打开。", `id: ${course.id}`, `title: ${quoted(tidyTitle(course.title) || "未命名的课程")}`,
    `learners: ${quoted(course.learners)}`, `class_size: ${course.class_size}`, `minutes: ${course.minutes}`, `breaks: ${course.breaks}`,
    units.length ? "units:" : "units: []", ...units, `reviewed: ${day}`, "",
  ].join("\n");
}

/** A text as YAML's double-quoted scalar: JSON's escapes are YAML's too. */
function quoted(text: string): string {
  return JSON.stringify(text).replace(/[\u007f-\u009f\u2028\u2029\ufeff]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** Return what a file holds: a course, a list of practices, or what is wrong with it. Never throws. */
export function readCourseFile(data: Data, text: string): Loaded {
  const faults: Fault[] = [];
  try {
    const root = readYaml(text);
    const loaded: Loaded = root.entries.has("practices") && !root.entries.has("units")
      ? { kind: "training", training: readTraining(root, faults) } : { kind: "course", course: readCourse(data, root, faults) };
    return faults.length ? { kind: "faults", faults: faults.slice(0, MOST_FAULTS) } : loaded;
  } catch (fault) {
    if (fault instanceof YamlFault) return { kind: "faults", faults: [fault.fault] };
    throw fault;
  }
}

function readTraining(root: MapNode, faults: Fault[]): Training {
  const fields = new Fields(root, faults, TRAINING_KEYS, "培训清单");
  const practices = fields.texts("practices", MOST_PRACTICES).map((node) => {
    if (!REF.test(node.text)) faults.push({ line: node.line, what: `“${shown(node.text)}”不是做法的编号`, mend: "写 案例/编号，如 dongguan/yijiang-daibu" });
    return node.text;
  });
  const why = root.entries.has("why") ? fields.texts("why", MOST_PRACTICES).map((node) => node.text.slice(0, MOST_WHY)) : [];
  const size = fields.number("class_size", 1, 5000, EMPTY.class_size);
  return {
    title: tidyTitle(fields.text("title", "")), learners: fields.learners(), practices, why,
    class_size: Math.min(Math.max(size, RANGES.class_size[0]), RANGES.class_size[1]),
  };
}

function readCourse(data: Data, root: MapNode, faults: Fault[]): Course {
  const fields = new Fields(root, faults, COURSE_KEYS, "课程");
  if (fields.text("schema", "1") !== "1") faults.push({ line: fields.line("schema"), what: "文件格式的版本不是 1", mend: "用新一版的本库打开" });
  const id = fields.text("id", "");
  if (id && !isId(id)) faults.push({ line: fields.line("id"), what: `编号“${shown(id)}”不合规则`, mend: "用小写字母开头，只用小写字母、数字和单个横线" });
  const title = fields.text("title", "");
  if (Array.from(title).length > MOST_TITLE) faults.push({ line: fields.line("title"), what: `名称超过 ${MOST_TITLE} 字`, mend: "改短" });
  const reviewed = fields.text("reviewed", "");
  if (reviewed && !DAY.test(reviewed)) faults.push({ line: fields.line("reviewed"), what: `日期“${shown(reviewed)}”不认识`, mend: "写成 2026-01-31 这样" });
  const minutes = fields.number("minutes", ...RANGES.minutes, EMPTY.minutes);
  const breaks = root.entries.has("breaks") ? fields.number("breaks", ...RANGES.breaks, 0) : 0;
  return {
    id, title: tidyTitle(title), learners: fields.learners(), class_size: fields.number("class_size", ...RANGES.class_size, EMPTY.class_size),
    minutes, breaks, units: readUnits(data, fields.list("units", MOST_UNITS), faults),
  };
}

function readUnits(data: Data, list: ListNode | null, faults: Fault[]): Unit[] {
  return (list?.items ?? []).flatMap((node): Unit[] => {
    if (node.kind !== "map") {
      faults.push({ line: node.line, what: "这一讲没有写 teaching 和 minutes", mend: "写“- teaching: 案例/编号”，下一行对齐写“minutes: \"90\"”" });
      return [];
    }
    const fields = new Fields(node, faults, UNIT_KEYS, "一讲");
    const ref = fields.text("teaching", "");
    const minutes = fields.text("minutes", "");
    const lesson = lessonOf(data, ref);
    if (!lesson) {
      if (ref) faults.push({ line: fields.line("teaching"), what: `没有教学案例“${shown(ref)}”`, mend: "写 案例/编号；比较案例写 common/编号" });
      return [];
    }
    const sizes = lesson.plans.map((plan) => String(plan.minutes));
    if (minutes && !sizes.includes(minutes)) {
      faults.push({ line: fields.line("minutes"), what: `教学案例“${ref}”没有 ${shown(minutes)} 分钟的课堂计划`, mend: `改成 ${sizes.join("、")}` });
    }
    const questions = node.entries.has("questions") ? fields.texts("questions", lesson.questions.length) : [];
    for (const one of questions) {
      const known = lesson.questions.map((question) => question.id);
      if (!known.includes(one.text)) faults.push({ line: one.line, what: `教学案例“${ref}”没有讨论题“${shown(one.text)}”`, mend: `改成 ${known.join("、")}` });
    }
    const unit: Unit = { teaching: ref, minutes: Number(minutes), questions: questions.map((one) => one.text) };
    const all = chosen(lesson, unit);
    return planOf(lesson, unit.minutes) ? [{ ...unit, questions: all.length === lesson.questions.length ? [] : all }] : [];
  });
}

/** The fields of a mapping; what is missing, unknown or of another kind is noted as a fault. */
class Fields {
  constructor(private readonly node: MapNode, private readonly faults: Fault[], known: readonly string[], name: string) {
    for (const [key, value] of node.entries) {
      if (!known.includes(key)) this.fault(value.line, `${name}没有“${shown(key)}”这一项`, `删去；可以写 ${known.join("、")}`);
    }
  }

  line(key: string): number {
    return this.node.entries.get(key)?.line ?? this.node.line;
  }

  text(key: string, otherwise: string): string {
    const value = this.node.entries.get(key);
    if (value?.kind === "text" && value.text) return value.text;
    if (value) this.fault(value.line, `“${key}”要写一段文字`, "写在冒号后面，空一格");
    else if (!otherwise) this.fault(this.node.line, `少了“${key}”`, `补一行“${key}: …”`);
    return otherwise;
  }

  number(key: string, least: number, most: number, otherwise: number): number {
    const text = this.text(key, "");
    if (!text) return otherwise;
    const value = /^(?:0|[1-9][0-9]{0,8})$/.test(text) ? Number(text) : NaN;
    if (value >= least && value <= most) return value;
    this.fault(this.line(key), `“${key}”写的是“${shown(text)}”`, `写 ${least} 到 ${most} 的整数`);
    return otherwise;
  }

  learners(): string {
    const text = this.text("learners", "");
    if (text && !LEARNERS.includes(text)) this.fault(this.line("learners"), `对象“${shown(text)}”不认识`, `改成 ${LEARNERS.join("、")} 之一`);
    return LEARNERS.includes(text) ? text : EMPTY.learners;
  }

  list(key: string, most: number): ListNode | null {
    const value = this.node.entries.get(key);
    if (value?.kind === "list" && value.items.length <= most) return value;
    if (value?.kind === "list") this.fault(value.line, `“${key}”超过 ${most} 项`, "减到这个数以内");
    else this.fault(value?.line ?? this.node.line, value ? `“${key}”要写成一列` : `少了“${key}”`, `写“${key}:”，下面每行以短横开头`);
    return null;
  }

  texts(key: string, most: number): { line: number; text: string }[] {
    return (this.list(key, most)?.items ?? []).flatMap((node: Node) => {
      if (node.kind === "text") return [node];
      this.fault(node.line, `“${key}”的每一项要写一段文字`, "文字用半角双引号括起来");
      return [];
    });
  }

  private fault(line: number, what: string, mend: string): void {
    this.faults.push({ line, what, mend });
  }
}

function shown(text: string): string {
  const characters = Array.from(text.replace(/[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g, " "));
  return characters.length > 30 ? `${characters.slice(0, 30).join("")}…` : characters.join("");
}
