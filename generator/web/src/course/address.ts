// A course in the page's address and back: enough to send a course on. An address may be edited by hand or cut by a
// messenger: nothing of it is trusted, and what cannot be used is told. Pure.
import { readable, shortened } from "../address";
import { isId, tidyTitle } from "./course-file";
import { type Course, type Data, EMPTY, LEARNERS, lessonOf, MOST_UNITS, planOf, RANGES, type Unit, withQuestions } from "./data";

const SHOWN = 20; // characters shown of a part that was left out
const READ = 60; // parts of an address that are looked at
const NUMBERS = { n: "class_size", t: "minutes", b: "breaks" } as const;
const FOREIGN = /^(?:from|isappinstalled|scene|clicktime|enterid|nsukey|ascene|devicetype|version|lang|utm_[a-z]+)$/; // WeChat's own

export interface Read {
  course: Course;
  ignored: string[]; // parts that could not be used, shortened, safe to show as text
}

/** Return the course that the address says. Never throws. */
export function readAddress(data: Data, text: string): Read {
  const course: Course = { ...EMPTY, units: [] };
  const ignored: string[] = [];
  const seen = new Set<string>();
  for (const [key, value] of Array.from(new URLSearchParams(text)).slice(0, READ)) {
    if (FOREIGN.test(key)) continue;
    if (seen.has(key) || !readPart(data, course, key, value, ignored)) ignored.push(shortened(value ? `${key}=${value}` : key, SHOWN));
    seen.add(key);
  }
  return { course, ignored };
}

function readPart(data: Data, course: Course, key: string, value: string, ignored: string[]): boolean {
  if (key === "title") course.title = tidyTitle(readable(value));
  else if (key === "for" && LEARNERS.includes(value)) course.learners = value;
  else if (key === "id" && isId(value)) course.id = value;
  else if (key === "u") course.units = value.split(",").slice(0, MOST_UNITS).flatMap((part) => readUnit(data, part, ignored));
  else if (key === "n" || key === "t" || key === "b") {
    const [least, most] = RANGES[NUMBERS[key]];
    const number = /^[0-9]{1,4}$/.test(value) ? Number(value) : NaN;
    if (!(number >= least && number <= most)) return false;
    course[NUMBERS[key]] = number;
  } else return false;
  return true;
}

/** Read one unit, case/id.minutes.q1.q2; without questions: all of them. */
function readUnit(data: Data, part: string, ignored: string[]): Unit[] {
  const [ref = "", minutes = "", ...questions] = part.split(".");
  const lesson = lessonOf(data, ref);
  if (!lesson || !planOf(lesson, Number(minutes))) {
    if (part) ignored.push(shortened(part, SHOWN));
    return [];
  }
  const unit: Unit = { teaching: ref, minutes: Number(minutes), questions: [] };
  const known = questions.filter((id) => lesson.questions.some((one) => one.id === id));
  if (known.length < questions.length) ignored.push(shortened(part, SHOWN));
  return [known.length ? withQuestions(lesson, unit, known) : unit];
}

/** Return the address's part for a course, `?` first; "" for one that nothing was done to. */
export function writeAddress(course: Course): string {
  const parts: string[] = [];
  if (course.title) parts.push(`title=${encodeURIComponent(course.title)}`);
  if (course.learners !== EMPTY.learners) parts.push(`for=${encodeURIComponent(course.learners)}`);
  if (course.id !== EMPTY.id) parts.push(`id=${course.id}`);
  for (const key of ["n", "t", "b"] as const) if (course[NUMBERS[key]] !== EMPTY[NUMBERS[key]]) parts.push(`${key}=${course[NUMBERS[key]]}`);
  if (course.units.length) parts.push(`u=${course.units.map((unit) => [unit.teaching, unit.minutes, ...unit.questions].join(".")).join(",")}`);
  return parts.length ? `?${parts.join("&")}` : "";
}
