// Small parts that the page is put together from.
import { act } from "../collect/controls";
import { make, makeField } from "../elements";
import { siteAddress, siteLink } from "../loading";
import { richNodes } from "../rich-nodes";
import { planWords, questionNotes } from "./advice";
import { chosen, type Course, type Data, type Lesson, lessonOf, type PackFile, planOf, type Unit } from "./data";
import { classWords, groupWords, partClass, reporting, unitName } from "./groups";
import type { Fault } from "./yaml";

/** Return a button that keeps the focus when the page is drawn anew: `key` names it. */
export function keyed(words: string, key: string, does: () => void, label = ""): HTMLButtonElement {
  const button = act(words, does, label);
  button.dataset.key = key;
  return button;
}

/** Return a heading of the page. */
export function heading(words: string, id: string): HTMLHeadingElement {
  const title = make("h2", "", words);
  title.id = id;
  return title;
}

/** Return a choice under its name. */
export function selection(
  name: string, key: string, options: readonly [value: string, words: string][], value: string, changed: (value: string) => void,
): HTMLLabelElement {
  const select = make("select", "find-choice", ...options.map(([one, words]) => new Option(words, one)));
  select.value = value;
  select.dataset.key = key;
  select.autocomplete = "off";
  select.addEventListener("change", () => changed(select.value));
  return makeField(name, select, "find-field course-field");
}

/** Return what is wrong with a file: line, reason and mend of each fault. */
export function faultList(name: string, faults: readonly Fault[]): HTMLElement[] {
  const lines = faults.map(({ line, what, mend }) => make("li", "", make("b", "", line ? `第 ${line} 行：` : "整个文件："), `${what}。`, make("span", "course-mend", `改法：${mend}。`)));
  return [make("p", "", `“${name}”没有打开，页面没有改动：`), make("ul", "course-faults", ...lines)];
}

export interface UnitHost {
  change(next: Unit, at: number): void;
  plan(minutes: number, at: number): void;
  move(at: number, to: number): void;
  remove(at: number): void;
}

/** Return one unit: which plan, which questions, what does not go together. */
export function unitPart(data: Data, course: Course, at: number, host: UnitHost): HTMLElement {
  const unit = course.units[at] as Unit;
  const lesson = lessonOf(data, unit.teaching);
  if (!lesson) return make("li", "");
  const { title } = lesson;
  const sizes = lesson.plans.map((plan): [string, string] => [String(plan.minutes), planWords(plan.minutes)]);
  const tools = make("div", "collect-tools");
  if (at) tools.append(keyed("往前移", `up ${at - 1}`, () => host.move(at, at - 1), `往前移：${title}`));
  if (at < course.units.length - 1) tools.append(keyed("往后移", `down ${at + 1}`, () => host.move(at, at + 1), `往后移：${title}`));
  tools.append(keyed("拿掉", `remove ${at}`, () => host.remove(at), `拿掉${unitName(at)}：${title}`));
  const notes = [...questionNotes(lesson, unit), ...classNotes(lesson, course)];
  return make(
    "li", "course-unit",
    make("h3", "", `${unitName(at)}　`, siteLink(lesson.page, title)),
    make("div", "course-unit-row", selection("课堂计划", `plan ${at}`, sizes, String(unit.minutes), (value) => host.plan(Number(value), at)), tools),
    stageLine(lesson, unit), questionList(lesson, unit, at, host), ...notes.map((note) => make("p", "course-note", note)), groupLine(lesson, unit, course),
  );
}

/** Return what the learners and the class of the course ask of a teaching case. */
function classNotes(lesson: Lesson, course: Course): string[] {
  const [least, most] = lesson.class_size;
  const fits = course.class_size >= least && course.class_size <= most;
  return [
    ...(lesson.learners.includes(course.learners) ? [] : [`这个案例写给${lesson.learners.join("、")}；给${course.learners}上，先看看题面合不合适。`]),
    ...(fits ? [] : [`人数：${classWords(lesson, course.class_size)}。`]),
  ];
}

/** The stages of the plan on one line: each with its minutes and its question. */
function stageLine(lesson: Lesson, unit: Unit): HTMLElement {
  const wanted = chosen(lesson, unit);
  const items = planOf(lesson, unit.minutes)?.stages.map(([name, minutes, id]) => {
    const question = lesson.questions.find((one) => one.id === id);
    const words = question ? `，第${question.number}题${wanted.includes(id) ? "" : "没有选"}` : "";
    return make("li", "", `${name}${words} `, make("b", "", `${minutes}`));
  }) ?? [];
  const list = make("ol", "course-stages", ...items);
  list.setAttribute("aria-label", `${planWords(unit.minutes)}怎样用`);
  return list;
}

function questionList(lesson: Lesson, unit: Unit, at: number, host: UnitHost): HTMLElement {
  const wanted = chosen(lesson, unit);
  const boxes = lesson.questions.map((one) => {
    const box = make("input", "");
    box.type = "checkbox";
    box.checked = wanted.includes(one.id);
    box.disabled = box.checked && wanted.length === 1; // a unit without a question is none
    box.dataset.key = `question ${at} ${one.id}`;
    const words = make("p", "", ...richNodes(one.text));
    words.id = `course-q-${at}-${one.id}`;
    box.setAttribute("aria-describedby", words.id);
    box.addEventListener("change", () => {
      const next = box.checked ? [...wanted, one.id] : wanted.filter((id) => id !== one.id);
      const kept = lesson.questions.map((question) => question.id).filter((id) => next.includes(id));
      host.change({ ...unit, questions: kept.length === lesson.questions.length ? [] : kept }, at);
    });
    return make("li", "", make("label", "collect-tick", box, `第 ${one.number} 题（约 ${one.minutes} 分钟）`), words);
  });
  const fold = make("details", "collect-fold", make("summary", "", `讨论题：选了 ${wanted.length} 道，共 ${lesson.questions.length} 道`), make("ul", "course-questions", ...boxes));
  fold.dataset.fold = `questions ${at} ${lesson.ref}`;
  return fold;
}

function groupLine(lesson: Lesson, unit: Unit, course: Course): HTMLElement {
  const plan = planOf(lesson, unit.minutes);
  const report = plan ? reporting(lesson, plan, course.class_size) : { words: "", fits: true };
  const words = `${groupWords(partClass(course.class_size, lesson.group_size), lesson.group_size)}。${report.words}`;
  return make("p", report.fits ? "course-groups" : "course-groups course-note", make("b", "", "分组和汇报"), `　${words}`);
}

/** Return the files of the units in their order, as links. */
export function fileParts(data: Data, course: Course): HTMLElement[] {
  return course.units.flatMap((unit, at): HTMLElement[] => {
    const lesson = lessonOf(data, unit.teaching);
    if (!lesson) return [];
    const title = make("h3", "", `${unitName(at)}　${lesson.title}`);
    const pages = make("li", "", siteLink(lesson.page, "学员页"), ...(lesson.teacher_page ? ["、", siteLink(lesson.teacher_page, "教师用的一页")] : []));
    const zips = lesson.files.filter((file) => file.path.endsWith(".zip"));
    const rest = lesson.files.filter((file) => !file.path.endsWith(".zip"));
    const names = Array.from(new Set(rest.map((file) => file.label)));
    const list = make("ol", "course-files", pages,
      ...(zips.length ? [make("li", "", make("span", "", "整包："), ...joined(zips.map((file) => fileLink(file, file.label, at))))] : []),
      ...names.map((name) => make("li", "", make("span", "", `${name}：`), ...joined(rest.filter((file) => file.label === name).map((file) => fileLink(file, file.kind, at))))));
    return [title, list];
  });
}

function joined(links: HTMLElement[]): (Node | string)[] {
  return links.flatMap((link, at) => (at ? [" ", link] : [link]));
}

/** The saved name begins with the unit, as every pack counts its files from 01. */
function fileLink(file: PackFile, words: string, at: number): HTMLAnchorElement {
  const link = make("a", "course-file", words);
  link.href = siteAddress(file.path);
  link.download = `${unitName(at)}_${file.label}.${file.path.split(".").pop() ?? ""}`;
  link.setAttribute("aria-label", words === file.label ? words : `${file.label}，${words}`);
  return link;
}
