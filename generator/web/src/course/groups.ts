// Groups of a class, whether their reports fit the plan, where the breaks stand. Pure. The same numbers and words as
// generator/know/class_size.py and generator/view/papers/course_paper.py (timetable); a test compares them.
import type { Course, Lesson, Plan, Stage } from "./data";

const REPORT = [4, 5] as const; // minutes that a group's report takes, least and most
const LEAST_TALK = 15; // a discussion is not cut below this to win time for reports
const STEP = 5; // breaks are parted by five minutes

/** Return the sizes of the fewest groups of at most the most learners, the larger ones first. */
export function partClass(people: number, [, most]: readonly [number, number]): number[] {
  const count = Math.max(1, Math.ceil(people / most));
  const larger = people % count;
  return Array.from({ length: count }, (_, at) => Math.floor(people / count) + (at < larger ? 1 : 0));
}

/** Return how the class sits: 6组：3组每组8人，3组每组7人. */
export function groupWords(sizes: readonly number[], [least, most]: readonly [number, number]): string {
  const kinds = Array.from(new Set(sizes));
  const parts = kinds.map((size) => `${sizes.filter((one) => one === size).length}组每组${size}人`);
  const said = kinds.length === 1 ? `${sizes.length}组，每组${kinds[0]}人` : `${sizes.length}组：${parts.join("，")}`;
  return (sizes[sizes.length - 1] ?? 0) >= least ? said : `${said}（比建议的每组${least}—${most}人少）`;
}

/** Return minutes of the groups' reports in a plan and of the longest discussion before them; null without reports. */
export function reportRow(stages: readonly Stage[]): [minutes: number, talk: number] | null {
  const at = stages.findIndex(([name]) => name.includes("汇报"));
  const row = stages[at];
  if (!row) return null;
  return [row[1], Math.max(0, ...stages.slice(0, at).filter(([name]) => name.includes("讨论")).map(([, minutes]) => minutes))];
}

/** Whether all groups can report with 4 minutes each. */
export function reportsFit(groups: number, minutes: number): boolean {
  return minutes >= groups * REPORT[0];
}

/** Return whether the reports fit, and what to cut when they do not. */
export function reportWords(groups: number, minutes: number, talk: number): string {
  if (reportsFit(groups, minutes)) {
    const each = Math.min(Math.floor(minutes / groups), REPORT[1]);
    const rest = minutes - groups * each;
    return `汇报${minutes}分钟，${groups}组，每组${each}分钟${rest ? `，余${rest}分钟机动` : ""}。`;
  }
  const needed = groups * REPORT[0];
  const missing = needed - minutes;
  const speaking = Math.min(groups, Math.floor(minutes / REPORT[0]));
  const cut = speaking ? `请${speaking}组上台，其余${groups - speaking}组只补不同的一条` : "不上台，各组把一句话写在大纸上，全班走着看";
  const borrow = talk - missing >= LEAST_TALK ? `；或者把前面的讨论从${talk}分钟减到${talk - missing}分钟` : "";
  return `汇报${minutes}分钟不够：${groups}组，每组至少${REPORT[0]}分钟，要${needed}分钟，还差${missing}分钟。${cut}${borrow}。`;
}

export interface Reporting {
  words: string;
  fits: boolean;
}

/** Return whether the class can report in the stage that the plan keeps for it. */
export function reporting(lesson: Lesson, plan: Plan, people: number): Reporting {
  const row = reportRow(plan.stages);
  if (!row) return { words: "这份计划没有分组汇报，全班交流，各组说一句。", fits: true };
  const { length } = partClass(people, lesson.group_size);
  return { words: reportWords(length, ...row), fits: reportsFit(length, row[0]) };
}

/** Return how a class of that size suits the teaching case. */
export function classWords(lesson: Lesson, people: number): string {
  const [least, most] = lesson.class_size;
  if (people < least) return `建议${least}—${most}人；人少，组少，每组多说几分钟`;
  return people > most ? `建议${least}—${most}人；人多，分两个班上更好` : `在建议的${least}—${most}人之内`;
}

/** Return units (number from 1) and breaks (0) in order with their minutes: breaks between the units, as even as fives allow. */
export function timetable(course: Course): [number: number, minutes: number][] {
  const gaps = Math.max(1, course.units.length - 1);
  const steps = Math.floor(course.breaks / STEP);
  const breaks = Array.from({ length: gaps }, (_, at) => (Math.floor(steps / gaps) + (at < steps % gaps ? 1 : 0)) * STEP);
  breaks[gaps - 1] = (breaks[gaps - 1] ?? 0) + (course.breaks % STEP);
  return course.units.flatMap((unit, at): [number, number][] => {
    const rest = breaks[at] ?? 0;
    return rest ? [[at + 1, unit.minutes], [0, rest]] : [[at + 1, unit.minutes]];
  });
}

const DIGITS = "零一二三四五六七八九";

/** Return a number up to 99 in Chinese: 十二. */
export function numeral(number: number): string {
  const [tens, ones] = [Math.floor(number / 10), number % 10];
  const last = ones || !tens ? DIGITS[ones] ?? "" : "";
  return tens ? `${tens > 1 ? DIGITS[tens] : ""}十${last}` : last;
}

/** Return the name of a unit: 第二讲. */
export function unitName(at: number): string {
  return `第${numeral(at + 1)}讲`;
}
