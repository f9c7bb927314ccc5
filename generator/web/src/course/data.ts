// What the page knows (data/lessons.js) and what a course is. Pure.
import type { Rich } from "../rich";

export type Stage = [name: string, minutes: number, question: string];

export interface Plan {
  minutes: number;
  stages: Stage[];
}

export interface Question {
  id: string;
  number: number;
  text: Rich;
  minutes: number;
}

export interface PackFile {
  label: string;
  path: string;
  kind: string;
}

export interface Lesson {
  ref: string;
  title: string;
  dilemma: Rich;
  learners: string[];
  class_size: [least: number, most: number];
  group_size: [least: number, most: number];
  plans: Plan[];
  questions: Question[];
  cases: string[];
  rests: string[];
  contrast: string[];
  page: string;
  teacher_page: string;
  files: PackFile[];
}

/** One unit of a course; no questions: all of them, as cases/courses/*.yaml says it. */
export interface Unit {
  teaching: string;
  minutes: number;
  questions: string[];
}

export interface Course {
  id: string;
  title: string;
  learners: string;
  class_size: number;
  minutes: number;
  breaks: number;
  units: Unit[];
}

export interface Data {
  cases: [id: string, name: string][];
  practices: [ref: string, name: string, page: string][];
  lessons: Lesson[];
  courses: Course[];
}

declare global {
  interface Window {
    casebookLessons?: Data;
  }
}

/** The closed list of generator/model/classroom.py (`Learners`). */
export const LEARNERS = ["镇街干部", "社区书记", "MPA", "社区工作者", "网格员"];
export const FIELD_TRIP = 240;

/** What generator/model/teaching.py (`Course`) takes, both ends included. */
export const RANGES = { class_size: [5, 200], minutes: [45, 2000], breaks: [0, 600] } as const;
export const MOST_TITLE = 80;
export const MOST_UNITS = 40;
export const ID = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/;
export const MOST_ID = 48;

export const EMPTY: Course = { id: "course", title: "", learners: "镇街干部", class_size: 40, minutes: 180, breaks: 0, units: [] };

/** Return the teaching case of that id. */
export function lessonOf(data: Data, ref: string): Lesson | undefined {
  return data.lessons.find((lesson) => lesson.ref === ref);
}

/** Return the plan of so many minutes. */
export function planOf(lesson: Lesson, minutes: number): Plan | undefined {
  return lesson.plans.find((plan) => plan.minutes === minutes);
}

/** Return the ids of the questions that a plan's stages take, in the order of the case. */
export function planned(lesson: Lesson, minutes: number): string[] {
  const taken = new Set(planOf(lesson, minutes)?.stages.map(([, , question]) => question));
  return lesson.questions.map((one) => one.id).filter((id) => taken.has(id));
}

/** Return the ids of a unit's questions, in the order of the case. */
export function chosen(lesson: Lesson, unit: Unit): string[] {
  const ids = lesson.questions.map((one) => one.id);
  return unit.questions.length ? ids.filter((id) => unit.questions.includes(id)) : ids;
}

/** Return the unit with these questions; all of them are written as none. */
export function withQuestions(lesson: Lesson, unit: Unit, ids: readonly string[]): Unit {
  const kept = lesson.questions.map((one) => one.id).filter((id) => ids.includes(id));
  return { ...unit, questions: kept.length === lesson.questions.length ? [] : kept };
}

/** Return the unit by another plan, without the questions that this one does not take. */
export function withPlan(lesson: Lesson, unit: Unit, minutes: number): Unit {
  const taken = planned(lesson, minutes);
  const kept = chosen(lesson, unit).filter((id) => taken.includes(id));
  const longer = minutes > unit.minutes ? taken : kept;
  return withQuestions(lesson, { ...unit, minutes }, longer.length ? longer : taken);
}

/** Return a new unit: the longest plan within `room` minutes (never a field trip unasked), else the shortest. */
export function newUnit(lesson: Lesson, room: number): Unit {
  const sizes = lesson.plans.map((plan) => plan.minutes).sort((a, b) => b - a);
  const fitting = sizes.filter((minutes) => minutes !== FIELD_TRIP || sizes.length === 1).find((minutes) => minutes <= room);
  const minutes = fitting ?? sizes[sizes.length - 1] ?? 0;
  return withQuestions(lesson, { teaching: lesson.ref, minutes, questions: [] }, planned(lesson, minutes));
}

/** Return the minutes of all units. */
export function unitMinutes(course: Course): number {
  return course.units.reduce((sum, unit) => sum + unit.minutes, 0);
}

/** Return the minutes of units and breaks: what the course's own must be equal to (K404). */
export function allMinutes(course: Course): number {
  return unitMinutes(course) + course.breaks;
}
