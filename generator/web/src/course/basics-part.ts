// 给谁上，多长时间: title, learners, people, minutes, breaks, the name of the file.
import { make, makeField } from "../elements";
import { REST_MS, onTyped } from "../typing";
import { isId, tidyTitle } from "./course-file";
import { type Course, LEARNERS, MOST_TITLE, RANGES } from "./data";
import { selection } from "./parts";

export interface Basics {
  element: HTMLElement;
  show(course: Course): void;
}

/** `leaving`: the reader goes to something else, which must not be drawn anew under a finger that is down. */
type Change = (change: Partial<Course>, leaving?: boolean) => void;
type Show = (course: Course) => void;

/** Return the fields; `change` is told what a reader writes, once it can be used. */
export function makeBasics(change: Change): Basics {
  const shows: Show[] = [];
  const learners = selection("对象", "learners", LEARNERS.map((one): [string, string] => [one, one]), "", (value) => change({ learners: value }));
  const select = learners.querySelector("select") as HTMLSelectElement;
  shows.push((course) => (select.value = course.learners));
  const element = make("div", "course-basics",
    titleField(change, shows), learners, numberField("人数", "class_size", change, shows), numberField("总分钟", "minutes", change, shows, "半天约 180，一天约 360"),
    numberField("课间合计（分钟）", "breaks", change, shows), nameField(change, shows));
  return { element, show: (course) => shows.forEach((show) => show(course)) };
}

function titleField(change: Change, shows: Show[]): HTMLElement {
  const box = textBox(MOST_TITLE);
  const typing = onTyped(box, REST_MS, () => change({ title: tidyTitle(box.value) }));
  box.addEventListener("change", () => {
    box.value = tidyTitle(box.value);
    change({ title: box.value }, true); // at once: the next press may be the one that saves
  });
  shows.push((course) => {
    if (!typing() && tidyTitle(box.value) !== course.title) box.value = course.title;
  });
  return makeField("课程名称", box, "find-field course-field course-title");
}

function nameField(change: Change, shows: Show[]): HTMLElement {
  const box = textBox(48);
  box.spellcheck = false;
  const field = checked("文件名", box, "用小写字母开头，只用小写字母、数字和横线", (text) => (isId(text) ? "" : "用小写字母开头，只用小写字母、数字和单个横线"), (text, leaving) => change({ id: text }, leaving));
  shows.push((course) => {
    if (document.activeElement !== box) field.set(course.id);
  });
  return field.element;
}

function numberField(name: string, key: "class_size" | "minutes" | "breaks", change: Change, shows: Show[], hint = ""): HTMLElement {
  const [least, most] = RANGES[key];
  const box = textBox(4);
  box.inputMode = "numeric";
  const fault = (text: string): string => (/^[0-9]{1,4}$/.test(text) && Number(text) >= least && Number(text) <= most ? "" : `写 ${least} 到 ${most} 的整数`);
  const field = checked(name, box, hint, fault, (text, leaving) => change({ [key]: Number(text) }, leaving));
  shows.push((course) => {
    if (document.activeElement !== box || Number(halved(box.value)) !== course[key] && !fault(halved(box.value))) field.set(String(course[key]));
  });
  return field.element;
}

/** A box whose words are told when they are right; else what is wrong stands beneath it, and the last right ones count. */
function checked(
  name: string, box: HTMLInputElement, hint: string, fault: (text: string) => string, tell: (text: string, leaving: boolean) => void,
): { element: HTMLElement; set(text: string): void } {
  const note = make("small", "course-hint", hint);
  note.id = `course-hint-${name}`;
  box.setAttribute("aria-describedby", note.id);
  const judge = (): string => {
    const what = fault(halved(box.value));
    note.textContent = what ? `${what}；先按原来的算` : hint;
    note.classList.toggle("course-wrong", what !== "");
    box.setAttribute("aria-invalid", String(what !== ""));
    return what;
  };
  const told = (leaving: boolean): void => {
    if (!judge()) tell(halved(box.value), leaving);
  };
  onTyped(box, REST_MS, () => told(false));
  box.addEventListener("change", () => told(true));
  return {
    element: make("div", "course-field-box", makeField(name, box, "find-field course-field"), note),
    set(text): void {
      if (box.value !== text) box.value = text;
      judge();
    },
  };
}

/** Full-width letters and digits as half-width ones. */
function halved(text: string): string {
  return text.normalize("NFKC").trim();
}

function textBox(most: number): HTMLInputElement {
  const box = make("input", "find-words");
  box.type = "text";
  box.maxLength = most;
  box.autocomplete = "off";
  return box;
}
