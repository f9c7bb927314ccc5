// 教案: the course as a paper to print. What it says, without a format; collect/paper-view.ts shows it. Pure.
import { type Paper, type Part } from "../collect/paper";
import { plainText } from "../rich";
import { planWords, questionNotes } from "./advice";
import { allMinutes, chosen, type Course, type Data, type Lesson, lessonOf, type PackFile, type Plan, planOf, type Unit } from "./data";
import { classWords, groupWords, partClass, reporting, timetable, unitName } from "./groups";

/** Return the lesson plan. */
export function planPaper(data: Data, course: Course): Paper {
  const over = allMinutes(course) - course.minutes;
  const parts: Part[] = [
    { kind: "text", words: `对象：${course.learners}　人数：${course.class_size}人　总分钟：${course.minutes}分钟${course.breaks ? `（课间${course.breaks}分钟）` : ""}` },
    { kind: "text", words: "授课人：＿＿＿＿＿＿　日期：＿＿＿＿＿＿　地点：＿＿＿＿＿＿＿＿＿＿" },
  ];
  if (over) parts.push({ kind: "text", words: `还没有排平：各讲和课间合计 ${allMinutes(course)} 分钟，比总分钟${over > 0 ? "多" : "少"} ${Math.abs(over)} 分钟。` });
  if (!course.units.length) parts.push({ kind: "text", words: "还没有选案例。" });
  else parts.push(timetablePart(data, course));
  if (course.breaks) parts.push({ kind: "text", words: "课间放在哪里可以挪，合计不变；午饭、午休和路上的时间不算在内。" });
  parts.push(...course.units.flatMap((unit, at) => unitParts(data, course, unit, at)));
  return { file: "教案", title: course.title || "未命名的课程", wide: false, parts };
}

function timetablePart(data: Data, course: Course): Part {
  let done = 0;
  const rows = timetable(course).map(([number, minutes]) => {
    done += minutes;
    const unit = course.units[number - 1];
    const name = unit ? lessonOf(data, unit.teaching)?.title ?? unit.teaching : "";
    return [unit ? unitName(number - 1) : "课间", name, `${done - minutes}—${done}`, `${minutes}分钟`];
  });
  return { kind: "table", name: "时间表", head: ["讲次", "教学案例", "第几分钟", "用时"], rows, foot: [["合计", "", "", `${done}分钟`]] };
}

function unitParts(data: Data, course: Course, unit: Unit, at: number): Part[] {
  const lesson = lessonOf(data, unit.teaching);
  const plan = lesson && planOf(lesson, unit.minutes);
  if (!lesson || !plan) return [];
  const sizes = partClass(course.class_size, lesson.group_size);
  const wanted = chosen(lesson, unit);
  const questions = lesson.questions.filter((one) => wanted.includes(one.id)).map((one) => [`第${one.number}题`, plainText(one.text), `约${one.minutes}分钟`]);
  return [
    { kind: "heading", words: `${unitName(at)}　${lesson.title}` },
    { kind: "text", words: `要定的事：${plainText(lesson.dilemma)}` },
    { kind: "text", words: `分组：${groupWords(sizes, lesson.group_size)}。${reporting(lesson, plan, course.class_size).words}人数：${classWords(lesson, course.class_size)}。` },
    { kind: "table", name: `课堂计划（${planWords(unit.minutes)}）`, head: ["第几分钟", "环节", "分钟", "讨论题", "课上记一笔"], rows: stageRows(lesson, unit, plan), foot: [["合计", "", `${unit.minutes}`, "", ""]] },
    ...questionNotes(lesson, unit).map((words): Part => ({ kind: "text", words })),
    { kind: "table", name: "讨论题", head: ["题号", "题面", "用时"], rows: questions },
    ...(lesson.files.length ? [{ kind: "text" as const, words: `要带的文件（按次序）：${fileNames(lesson.files).join("、")}。` }] : []),
  ];
}

function stageRows(lesson: Lesson, unit: Unit, plan: Plan): string[][] {
  const wanted = chosen(lesson, unit);
  let done = 0;
  return plan.stages.map(([name, minutes, id]) => {
    done += minutes;
    const question = lesson.questions.find((one) => one.id === id);
    const words = question ? `第${question.number}题${wanted.includes(id) ? "" : "（没有选，换成选的题）"}` : "";
    return [`${done - minutes}—${done}`, name, `${minutes}`, words, ""];
  });
}

/** Return the names of files in order, each once; zips are left to the screen. */
export function fileNames(files: readonly PackFile[]): string[] {
  return Array.from(new Set(files.filter((file) => !file.path.endsWith(".zip")).map((file) => file.label)));
}
