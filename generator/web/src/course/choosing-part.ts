// 选案例: every teaching case with what has to be decided, filtered by learners and by case; a list of practices first.
import { make } from "../elements";
import { siteLink } from "../loading";
import { richNodes } from "../rich-nodes";
import type { Training } from "./course-file";
import { type Course, type Data, LEARNERS, type Lesson } from "./data";
import { keyed, selection } from "./parts";
import { type Wanted, wantedLessons } from "./wanted";

const NAMED = 4; // practices named beside a teaching case

export interface Choosing {
  element: HTMLElement;
  show(course: Course): void;
  want(training: Training | null): { lessons: number; practices: number };
}

/** Return the list; `add` is told which teaching case to put into the course. */
export function makeChoosing(data: Data, add: (ref: string) => void): Choosing {
  let [learners, place, course] = ["", "", null as Course | null];
  let wanted: Wanted[] = [];
  let training: Training | null = null;
  const list = make("ul", "course-lessons");
  const count = make("p", "collect-quiet");
  count.setAttribute("role", "status");
  const about = make("div", "");
  const draw = (): void => {
    const shown = data.lessons.filter((lesson) => (!learners || lesson.learners.includes(learners)) && (!place || lesson.cases.includes(place)));
    const rank = (lesson: Lesson): number => wanted.findIndex((one) => one.lesson === lesson);
    shown.sort((a, b) => (rank(a) < 0 ? Infinity : rank(a)) - (rank(b) < 0 ? Infinity : rank(b)) || data.lessons.indexOf(a) - data.lessons.indexOf(b));
    list.replaceChildren(...shown.map((lesson) => lessonCard(data, lesson, course, wanted.find((one) => one.lesson === lesson), training, add)));
    count.textContent = shown.length ? `${shown.length} 个教学案例` : "没有这样的教学案例，放宽一项试试。";
  };
  const every: [string, string] = ["", "不限"];
  const bar = make("div", "course-filter",
    selection("写给谁", "filter learners", [every, ...LEARNERS.filter((one) => data.lessons.some((lesson) => lesson.learners.includes(one))).map((one): [string, string] => [one, one])], "", (value) => {
      learners = value;
      draw();
    }),
    selection("讲哪里", "filter case", [every, ...data.cases], "", (value) => {
      place = value;
      draw();
    }));
  return {
    element: make("div", "", about, bar, count, list),
    show(next): void {
      course = next;
      draw();
    },
    want(next): { lessons: number; practices: number } {
      training = next;
      wanted = next ? wantedLessons(data, next.practices) : [];
      about.replaceChildren(...(next ? trainingPart(next, wanted) : []));
      draw();
      return { lessons: wanted.length, practices: new Set(wanted.flatMap((one) => [...one.rests, ...one.contrast])).size };
    },
  };
}

function lessonCard(data: Data, lesson: Lesson, course: Course | null, wanted: Wanted | undefined, training: Training | null, add: (ref: string) => void): HTMLElement {
  const used = course?.units.filter((unit) => unit.teaching === lesson.ref).length ?? 0;
  const card = make("li", "course-lesson",
    make("h3", "", siteLink(lesson.page, lesson.title)), make("p", "", ...richNodes(lesson.dilemma)),
    make("p", "collect-quiet", `写给${lesson.learners.join("、")}；${lesson.plans.map((plan) => plan.minutes).join("、")} 分钟；${lesson.questions.length} 道讨论题`));
  if (wanted && training) card.append(...wantedLines(data, wanted, training));
  card.append(make("div", "collect-tools", keyed(used ? "再加一讲" : "加进来", `add ${lesson.ref}`, () => add(lesson.ref), `${used ? "再加一讲" : "加进来"}：${lesson.title}`),
    ...(used ? [make("span", "course-used", used > 1 ? `已在课里，${used} 讲` : "已在课里")] : [])));
  return card;
}

/** Why a list of practices brings a teaching case forward. */
function wantedLines(data: Data, wanted: Wanted, training: Training): HTMLElement[] {
  const line = (name: string, refs: string[]): HTMLElement[] => (refs.length ? [make("p", "course-wanted", make("b", "", name), ...refs.slice(0, NAMED).flatMap((ref): (Node | string)[] => {
    const why = training.why[training.practices.indexOf(ref)] ?? "";
    return ["　", practiceLink(data, ref), why ? `（${why}）` : ""];
  }), refs.length > NAMED ? `等 ${refs.length} 条` : "")] : []);
  return [...line("正文依据", wanted.rests), ...line("可以对照", wanted.contrast)];
}

function trainingPart(training: Training, wanted: Wanted[]): HTMLElement[] {
  const told = new Set(wanted.flatMap((one) => [...one.rests, ...one.contrast]));
  const silent = Array.from(new Set(training.practices)).filter((ref) => !told.has(ref));
  return [
    make("p", "course-training", make("b", "", "编者建议"), `：按培训清单里的做法找教学案例，讲到得多的排在前面。清单里有 ${training.practices.length} 条做法${silent.length ? `，其中 ${silent.length} 条没有教学案例讲到，可以用操作参考来讲` : ""}。`),
    ...(silent.length ? [make("p", "collect-quiet", `没有讲到的：${silent.slice(0, 12).join("、")}${silent.length > 12 ? "等" : ""}`)] : []),
  ];
}

function practiceLink(data: Data, ref: string): HTMLElement {
  const found = data.practices.find(([one]) => one === ref);
  return found ? siteLink(found[2], found[1]) : make("span", "", ref);
}
