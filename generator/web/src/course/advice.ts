// What to cut when a course is too long, what to add when there is room. Pure: each piece of advice holds the course it leads to.
import { allMinutes, chosen, type Course, type Data, FIELD_TRIP, type Lesson, lessonOf, newUnit, planned, RANGES, type Unit, unitMinutes, withPlan } from "./data";
import { unitName } from "./groups";

export interface Advice {
  words: string;
  next: Course;
}

const MOST = 4; // pieces of advice shown
const BREAK = 30; // minutes of breaks a unit that advice may add up to

interface Step {
  course: Course;
  words: string[];
}

/** Return what would make the minutes add up, the smallest change first; nothing when they do. */
export function advise(data: Data, course: Course, wanted: readonly string[] = []): Advice[] {
  const over = allMinutes(course) - course.minutes;
  if (!course.units.length || !over) return [];
  const found = over > 0 ? cuts(data, course, over) : additions(data, course, -over, wanted);
  return found.filter(({ next }) => Math.abs(allMinutes(next) - next.minutes) < Math.abs(over)).slice(0, MOST);
}

/** Return how a course stands against its minutes, in words. */
export function verdict(course: Course): string {
  if (!course.units.length) return "还没有选案例";
  const over = allMinutes(course) - course.minutes;
  if (!over) return `正好 ${course.minutes} 分钟`;
  return over > 0 ? `比总分钟多 ${over} 分钟` : `比总分钟少 ${-over} 分钟`;
}

function cuts(data: Data, course: Course, over: number): Advice[] {
  const found: Advice[] = [];
  if (course.breaks >= over) {
    const left = course.breaks - over;
    found.push({ words: `课间少 ${over} 分钟，${left ? `留 ${left} 分钟` : "就没有课间了"}`, next: { ...course, breaks: left } });
  }
  const shorter = shortened(data, course, over);
  found.push(...shorter.slice(0, 2).map(settled));
  found.push(...fewer(data, course, over));
  if (allMinutes(course) <= RANGES.minutes[1]) found.push(stretched(course));
  return found;
}

/** Return the courses with one unit shortened enough, else with two, else with as many as it takes; the best first. */
function shortened(data: Data, course: Course, over: number): Step[] {
  const ones = course.units.flatMap((_, at) => stepsDown(data, course, at).map((course, step) => ({ at, step, course })));
  const enough = (next: Course): boolean => allMinutes(next) <= course.minutes;
  const step = (next: Course, ...places: number[]): Step => ({ course: next, words: places.map((at) => cutWords(data, course, next, at)) });
  const best = (steps: Step[]): Step[] => steps.sort((a, b) => allMinutes(b.course) - allMinutes(a.course));
  const single = ones.filter((one) => enough(one.course)).map((one) => step(one.course, one.at));
  if (single.length) return best(onePerPlace(single));
  const double = ones.flatMap((one) => course.units.map((_, at) => at).filter((at) => at > one.at).flatMap((at) => (
    stepsDown(data, one.course, at).filter(enough).map((next) => step(next, one.at, at)))));
  if (double.length) return best(double);
  return [greedy(data, course, over)].filter((one): one is Step => one !== null);
}

/** Keep one way a unit: the one that cuts least. */
function onePerPlace(steps: Step[]): Step[] {
  const seen = new Map<string, Step>();
  for (const one of steps) {
    const place = one.words[0]?.split("《")[0] ?? ""; // 第二讲
    const other = seen.get(place);
    if (!other || allMinutes(one.course) > allMinutes(other.course)) seen.set(place, one);
  }
  return Array.from(seen.values());
}

/** Return the course with the unit at a place by each of its shorter plans. */
function stepsDown(data: Data, course: Course, at: number): Course[] {
  const unit = course.units[at];
  const lesson = unit && lessonOf(data, unit.teaching);
  if (!unit || !lesson) return [];
  return lesson.plans.filter((plan) => plan.minutes < unit.minutes).map((plan) => replaced(course, at, withPlan(lesson, unit, plan.minutes)));
}

/** Shorten the longest unit by its next plan until the course fits; null when it never does. */
function greedy(data: Data, course: Course, over: number): Step | null {
  let now = course;
  const places = new Set<number>();
  for (let turn = 0; turn < course.units.length * 5 && allMinutes(now) > course.minutes && over > 0; turn += 1) {
    const next = now.units.map((_, at) => ({ at, course: stepsDown(data, now, at).sort((a, b) => allMinutes(b) - allMinutes(a))[0] }))
      .filter((one): one is { at: number; course: Course } => one.course !== undefined)
      .sort((a, b) => (now.units[b.at]?.minutes ?? 0) - (now.units[a.at]?.minutes ?? 0) || b.at - a.at)[0];
    if (!next) return null;
    now = next.course;
    places.add(next.at);
  }
  return { course: now, words: Array.from(places).sort((a, b) => a - b).map((at) => cutWords(data, course, now, at)) };
}

function cutWords(data: Data, before: Course, after: Course, at: number): string {
  const [old, now] = [before.units[at] as Unit, after.units[at] as Unit];
  const lesson = lessonOf(data, old.teaching) as Lesson;
  const gone = chosen(lesson, old).filter((id) => !chosen(lesson, now).includes(id));
  const dropped = gone.length ? `，去掉${questionNames(lesson, gone)}` : "";
  return `${unitName(at)}《${lesson.title}》从 ${old.minutes} 分钟改成 ${planWords(now.minutes)}（少 ${old.minutes - now.minutes} 分钟${dropped}）`;
}

/** Return the course without one unit: the shortest that is long enough. */
function fewer(data: Data, course: Course, over: number): Advice[] {
  const found = course.units.map((unit, at) => ({ unit, at })).filter(({ unit }) => unit.minutes >= over && course.units.length > 1)
    .sort((a, b) => a.unit.minutes - b.unit.minutes || b.at - a.at).slice(0, 1);
  return found.map(({ unit, at }) => settled({
    course: { ...course, units: course.units.filter((_, place) => place !== at) },
    words: [`去掉${unitName(at)}《${lessonOf(data, unit.teaching)?.title ?? unit.teaching}》（少 ${unit.minutes} 分钟）`],
  }));
}

function additions(data: Data, course: Course, room: number, wanted: readonly string[]): Advice[] {
  const found = [...longer(data, course, room).slice(0, 2), ...another(data, course, room, wanted)];
  const most = BREAK * course.units.length;
  if (course.breaks + room <= Math.min(most, RANGES.breaks[1])) {
    found.push({ words: `课间加 ${room} 分钟，一共 ${course.breaks + room} 分钟`, next: { ...course, breaks: course.breaks + room } });
  }
  if (allMinutes(course) >= RANGES.minutes[0]) found.push(stretched(course));
  return found;
}

function longer(data: Data, course: Course, room: number): Advice[] {
  const steps = course.units.flatMap((unit, at): Step[] => {
    const lesson = lessonOf(data, unit.teaching);
    const sizes = lesson?.plans.map((plan) => plan.minutes).filter((size) => size > unit.minutes && size - unit.minutes <= room && size !== FIELD_TRIP) ?? [];
    const size = Math.max(0, ...sizes);
    if (!lesson || !size) return [];
    const next = withPlan(lesson, unit, size);
    const added = chosen(lesson, next).filter((id) => !chosen(lesson, unit).includes(id));
    const more = added.length ? `，加上${questionNames(lesson, added)}` : "";
    return [{ course: replaced(course, at, next), words: [`${unitName(at)}《${lesson.title}》从 ${unit.minutes} 分钟改成 ${size} 分钟（多 ${size - unit.minutes} 分钟${more}）`] }];
  });
  return steps.sort((a, b) => allMinutes(b.course) - allMinutes(a.course)).map(settled);
}

/** Return the course with one more teaching case: a wanted one, else one for these learners that uses the room best. */
function another(data: Data, course: Course, room: number, wanted: readonly string[]): Advice[] {
  const taken = new Set(course.units.map((unit) => unit.teaching));
  const free = data.lessons.filter((lesson) => !taken.has(lesson.ref)).map((lesson) => ({ lesson, unit: newUnit(lesson, room) }))
    .filter(({ unit }) => unit.minutes > 0 && unit.minutes <= room);
  const rank = ({ lesson }: { lesson: Lesson }): number => (wanted.includes(lesson.ref) ? 2 : 0) + (lesson.learners.includes(course.learners) ? 1 : 0);
  const best = free.sort((a, b) => rank(b) - rank(a) || b.unit.minutes - a.unit.minutes)[0];
  if (!best) return [];
  return [settled({ course: { ...course, units: [...course.units, best.unit] }, words: [`加一讲《${best.lesson.title}》，${best.unit.minutes} 分钟`] })];
}

/** What is left over goes to the breaks where they stay breaks. */
function settled({ course, words }: Step): Advice {
  const left = course.minutes - allMinutes(course);
  if (left <= 0) return { words: words.join("；"), next: course };
  const fits = course.breaks + left <= Math.min(BREAK * course.units.length, RANGES.breaks[1]);
  const rest = fits ? `余下 ${left} 分钟放到课间` : `还余 ${left} 分钟`;
  return { words: [...words, rest].join("；"), next: fits ? { ...course, breaks: course.breaks + left } : course };
}

function stretched(course: Course): Advice {
  const minutes = allMinutes(course);
  return { words: `总分钟改成 ${minutes} 分钟（各讲 ${unitMinutes(course)}，课间 ${course.breaks}）`, next: { ...course, minutes } };
}

function replaced(course: Course, at: number, unit: Unit): Course {
  return { ...course, units: course.units.map((one, place) => (place === at ? unit : one)) };
}

/** Return questions by their numbers: “第 1、4 题”. */
export function questionNames(lesson: Lesson, ids: readonly string[]): string {
  return `第 ${lesson.questions.filter((one) => ids.includes(one.id)).map((one) => one.number).join("、")} 题`;
}

/** Return the minutes of a plan as readers know it. */
export function planWords(minutes: number): string {
  return minutes === FIELD_TRIP ? `${minutes} 分钟（现场教学）` : `${minutes} 分钟`;
}

/** Return what does not go together in a unit: questions the plan has no stage for, stages whose question is not chosen. */
export function questionNotes(lesson: Lesson, unit: Unit): string[] {
  const [taken, wanted] = [planned(lesson, unit.minutes), chosen(lesson, unit)];
  const homeless = wanted.filter((id) => !taken.includes(id));
  const idle = taken.filter((id) => !wanted.includes(id));
  const notes: string[] = [];
  if (homeless.length) {
    const minutes = lesson.questions.filter((one) => homeless.includes(one.id)).reduce((sum, one) => sum + one.minutes, 0);
    const other = lesson.plans.map((plan) => plan.minutes).filter((size) => size > unit.minutes && size !== FIELD_TRIP).sort((a, b) => a - b)
      .find((size) => homeless.every((id) => planned(lesson, size).includes(id)));
    notes.push(`这份计划没有给${questionNames(lesson, homeless)}排时间（约要 ${minutes} 分钟）：去掉，或留作课后${other ? `，或改用 ${other} 分钟的计划` : ""}。`);
  }
  if (idle.length) notes.push(`计划里排了${questionNames(lesson, idle)}，没有选：那一段用来多讨论选中的题。`);
  return notes;
}
