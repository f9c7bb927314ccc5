// The page course.html: teaching cases in, a course that adds up out: a plan to print, files in order, a file to go on with.
import { keepQuery, stated } from "./address";
import { paperView } from "./collect/paper-view";
import { act, saveOrShow } from "./collect/controls";
import { copyButton } from "./copying";
import { readAddress, writeAddress } from "./course/address";
import { advise, verdict } from "./course/advice";
import { type Basics, makeBasics } from "./course/basics-part";
import { type Choosing, makeChoosing } from "./course/choosing-part";
import { courseText, readCourseFile, type Training } from "./course/course-file";
import { allMinutes, type Course, type Data, EMPTY, lessonOf, MOST_UNITS, newUnit, type Unit, unitMinutes, withPlan } from "./course/data";
import { unitName } from "./course/groups";
import { faultList, fileParts, heading, keyed, unitPart } from "./course/parts";
import { planPaper } from "./course/plan-paper";
import { wantedLessons } from "./course/wanted";
import { all, make } from "./elements";
import { loadData, siteLink } from "./loading";

const HINTED = 3; // parts of an address that a hint repeats
const PRESS_MS = 400;
const MOST_BYTES = 1024 * 1024;

class CoursePage {
  private course: Course = EMPTY;
  private training: Training | null = null;
  private readonly said = make("div", "collect-said");
  private readonly basics: Basics;
  private readonly choosing: Choosing;
  private readonly units = make("ol", "course-units");
  private readonly none = make("p", "collect-quiet", "还没有选案例。从上面“加进来”，或者从一门现成的课程开始。");
  private readonly sum = make("section", "course-sum");
  private readonly total = make("p", "course-total");
  private readonly verdict = make("p", "course-verdict");
  private readonly advice = make("div", "course-advice");
  private readonly files = make("div", "");
  private readonly saidTake = make("div", "collect-said");
  private readonly foot = make("p", "course-foot");
  private readonly link = make("p", "finder-link");
  private readonly plan = make("div", "course-plan");
  private readonly seePlan: HTMLButtonElement;

  constructor(private readonly root: HTMLElement, private readonly data: Data) {
    this.basics = makeBasics((change, leaving) => this.rewrite({ ...this.course, ...change }, leaving === true));
    this.choosing = makeChoosing(data, (ref) => this.add(ref));
    this.said.setAttribute("role", "status");
    this.saidTake.setAttribute("role", "status");
    this.foot.setAttribute("aria-hidden", "true"); // the same words as the box of minutes, where that is out of sight
    this.verdict.setAttribute("role", "status");
    this.verdict.tabIndex = -1;
    this.seePlan = act("看教案", () => this.showPlan(!this.plan.classList.contains("open")));
    this.sum.append(make("h2", "course-sum-name", "分钟"), this.total, this.verdict, this.advice);
    this.sum.setAttribute("aria-label", "分钟合计");
    const main = make("div", "course-main", this.startPart(), this.said,
      heading("给谁上，多长时间", "course-basics"), this.basics.element,
      heading("选案例", "course-choose"), this.choosing.element,
      heading("排课", "course-units"), this.none, this.units, this.sum, ...this.takePart());
    root.replaceChildren(main, this.foot, this.plan);
    document.documentElement.classList.add("course-page");
    window.addEventListener("popstate", () => this.readBack());
    this.readBack();
  }

  /** Ready courses and files to begin with. */
  private startPart(): HTMLElement {
    const ready = this.data.courses.map((course) => make("li", "", act(course.title, () => this.start(course), `从现成的课程开始：${course.title}`),
      make("span", "", `${course.learners}，${course.class_size}人，${course.minutes}分钟，${course.units.length}讲`)));
    const input = make("input", "course-file-input");
    input.type = "file";
    input.accept = ".yaml,.yml,.txt";
    input.id = "course-file";
    input.addEventListener("change", () => {
      const [file] = Array.from(input.files ?? []);
      input.value = "";
      if (file) void this.open(file);
    });
    const label = make("label", "collect-act course-open", "打开课程文件或培训清单", input);
    return make("div", "course-start", heading("从哪里开始", "course-start"),
      make("p", "collect-quiet", "可以从下面一门现成的课程改起，也可以打开存下的课程文件，或“汇总自查表”存下的培训清单.yaml；都没有，就直接选案例。"),
      make("ul", "course-ready", ...ready),
      make("div", "collect-tools", label, keyed("重新开始", "new", () => this.start(EMPTY))));
  }

  private takePart(): HTMLElement[] {
    const tools = make("div", "collect-tools", this.seePlan, act("打印教案", () => window.print()), act("存下课程（yaml）", () => this.save()));
    return [
      heading("带走", "course-take"), tools, this.saidTake,
      make("p", "collect-quiet", "存下的文件可以再在这一页打开；装了本库程序的电脑，用 casebook pack 照它打成整包。"),
      make("div", "course-link", copyButton("复制这门课的链接", this.link), this.link),
      make("h3", "", "要用的文件，按次序"), this.files,
    ];
  }

  /** Begin from a course; a reader can go back to what was there. */
  private start(course: Course): void {
    this.training = null;
    this.choosing.want(null);
    this.become({ ...course, units: [...course.units] }, true);
    this.say(course.units.length ? `已打开“${course.title}”，可以照改。` : "已清空，可以从头排。");
  }

  private async open(file: File): Promise<void> {
    let text = "";
    try {
      if (file.size > MOST_BYTES) throw new RangeError("large");
      text = new TextDecoder("utf-8", { fatal: true }).decode(await file.arrayBuffer());
    } catch (fault) {
      const what = fault instanceof RangeError ? "文件太大，不像课程文件" : fault instanceof TypeError ? "不是 UTF-8 编码的文字" : "没有读到文件";
      this.said.replaceChildren(...faultList(file.name, [{ line: 0, what, mend: "选“备课”或“汇总自查表”存下的 yaml 文件；用记事本改过的，另存时编码选 UTF-8" }]));
      return;
    }
    const loaded = readCourseFile(this.data, text);
    if (loaded.kind === "faults") this.said.replaceChildren(...faultList(file.name, loaded.faults));
    else if (loaded.kind === "course") {
      this.start(loaded.course);
      this.say(`打开了“${file.name}”：${loaded.course.units.length} 讲。`);
    } else this.train(file.name, loaded.training);
  }

  /** Take a list of practices in: its people become the course's, its practices bring teaching cases forward. */
  private train(name: string, training: Training): void {
    this.training = training;
    this.become({ ...this.course, title: training.title || this.course.title, learners: training.learners, class_size: training.class_size }, true);
    const found = this.choosing.want(training);
    this.say(`打开了“${name}”：${training.practices.length} 条做法，${found.lessons} 个教学案例讲到其中 ${found.practices} 条，已排在“选案例”前面。`);
    document.getElementById("course-choose")?.scrollIntoView();
  }

  private add(ref: string): void {
    const lesson = lessonOf(this.data, ref);
    if (!lesson) return;
    if (this.course.units.length >= MOST_UNITS) {
      this.say(`一门课最多 ${MOST_UNITS} 讲。`);
      return;
    }
    const unit = newUnit(lesson, this.course.minutes - allMinutes(this.course));
    this.become({ ...this.course, units: [...this.course.units, unit] });
    this.say(`已加为${unitName(this.course.units.length - 1)}：${lesson.title}，${unit.minutes} 分钟。`);
  }

  private say(words: string): void {
    this.said.replaceChildren(make("p", "", words));
    this.saidTake.replaceChildren();
  }

  /** Show another course; `step`: one that the reader can go back from. */
  private become(next: Course, step = false): void {
    this.course = next;
    keepQuery(writeAddress(next), step);
    this.draw();
  }

  /** Take what was written; when the reader leaves the box, drawing waits until the press that took them away is over. */
  private rewrite(next: Course, leaving: boolean): void {
    if (JSON.stringify(next) === JSON.stringify(this.course)) return;
    this.course = next;
    keepQuery(writeAddress(next));
    window.setTimeout(() => this.draw(), leaving ? PRESS_MS : 0);
  }

  private readBack(): void {
    const { course, ignored } = readAddress(this.data, stated(location));
    this.course = course;
    this.draw();
    if (ignored.length) this.say(`网址里有用不上的部分，已略过：${ignored.slice(0, HINTED).join("，")}${ignored.length > HINTED ? "等" : ""}。`);
    else this.said.replaceChildren();
  }

  private draw(): void {
    const { course, data } = this;
    const focused = document.activeElement instanceof HTMLElement ? document.activeElement.dataset.key : undefined;
    const open = new Set(all<HTMLDetailsElement>("details[data-fold]", this.units).filter((one) => one.open).map((one) => one.dataset.fold));
    this.basics.show(course);
    this.choosing.show(course);
    this.units.replaceChildren(...course.units.map((_, at) => unitPart(data, course, at, {
      change: (unit, place) => this.replace(place, unit),
      plan: (minutes, place) => this.setPlan(minutes, place),
      move: (from, to) => this.move(from, to),
      remove: (place) => this.remove(place),
    })));
    for (const fold of all<HTMLDetailsElement>("details[data-fold]", this.units)) fold.open = open.has(fold.dataset.fold);
    this.none.hidden = course.units.length > 0;
    this.drawSum();
    this.files.replaceChildren(...(course.units.length ? fileParts(data, course) : [make("p", "collect-quiet", "选了案例以后，这里按次序列出每讲的文件。")]));
    this.link.textContent = this.linkText();
    this.plan.replaceChildren(paperView(planPaper(data, course)));
    if (focused) all("[data-key]", this.root).find((one) => one.dataset.key === focused)?.focus();
  }

  private drawSum(): void {
    const { course } = this;
    const over = allMinutes(course) - course.minutes;
    const parts = course.units.map((unit) => unit.minutes).join(" + ");
    this.total.textContent = course.units.length
      ? `各讲 ${parts}${course.units.length > 1 ? ` = ${unitMinutes(course)}` : ""}，课间 ${course.breaks}，合计 ${allMinutes(course)}；总分钟 ${course.minutes}` : `总分钟 ${course.minutes}`;
    const mark = !course.units.length ? "" : over ? "△ " : "✓ ";
    const words = `${mark}${verdict(course)}`;
    if (this.verdict.textContent !== words) this.verdict.textContent = words;
    this.foot.textContent = course.units.length ? `${course.units.length} 讲，合计 ${allMinutes(course)} 分钟　${words}` : "";
    this.foot.hidden = !course.units.length;
    const wanted = this.training ? wantedLessons(this.data, this.training.practices).map((one) => one.lesson.ref) : [];
    const list = advise(this.data, course, wanted);
    this.advice.replaceChildren(...(list.length ? [make("p", "course-advice-name", "可以这样改："), make("ul", "", ...list.map(({ words, next }) => make("li", "", make("span", "", words), act("照这样改", () => {
      this.become(next, true);
      this.verdict.focus({ preventScroll: true });
    }, `照这样改：${words}`))))] : []));
  }

  private replace(at: number, unit: Unit): void {
    this.become({ ...this.course, units: this.course.units.map((one, place) => (place === at ? unit : one)) });
  }

  private setPlan(minutes: number, at: number): void {
    const unit = this.course.units[at];
    const lesson = unit && lessonOf(this.data, unit.teaching);
    if (unit && lesson) this.replace(at, withPlan(lesson, unit, minutes));
  }

  private move(from: number, to: number): void {
    const units = [...this.course.units];
    units.splice(to, 0, ...units.splice(from, 1));
    this.become({ ...this.course, units });
    const way = to < from ? ["up", to - 1] : ["down", to + 1];
    const again = all("[data-key]", this.units).find((one) => one.dataset.key === way.join(" "));
    (again ?? all("select", this.units)[to])?.focus();
    this.say(`已移到${unitName(to)}。`);
  }

  private remove(at: number): void {
    const title = lessonOf(this.data, this.course.units[at]?.teaching ?? "")?.title ?? "";
    this.become({ ...this.course, units: this.course.units.filter((_, place) => place !== at) }, true);
    this.verdict.focus({ preventScroll: true });
    this.say(`已拿掉：${title}。`);
  }

  private showPlan(open: boolean): void {
    this.plan.classList.toggle("open", open);
    this.seePlan.textContent = open ? "收起教案" : "看教案";
    this.seePlan.setAttribute("aria-expanded", String(open));
    if (open) this.plan.scrollIntoView();
  }

  private save(): void {
    const { course } = this;
    const id = course.id || EMPTY.id;
    const over = allMinutes(course) - course.minutes;
    const words = !course.units.length ? "还没有选案例，先选再存。"
      : over ? `已存成 ${id}.yaml。分钟还没有排平（${verdict(course)}），打包前要改平。` : `已存成 ${id}.yaml。`;
    this.said.replaceChildren();
    this.saidTake.replaceChildren(make("p", "", words));
    if (course.units.length) saveOrShow(this.saidTake, `${id}.yaml`, courseText({ ...course, id }, today()), "text/yaml");
  }

  /** Return what is copied: the link, and from file:// where it is to be put, since that link leads nowhere elsewhere. */
  private linkText(): string {
    const query = writeAddress(this.course);
    if (/^https?:$/.test(location.protocol)) return location.href.replace(/[?#].*$/, "") + query;
    return `基层治理案例库，备课。在本库里打开：course.html${query}`;
  }
}

function today(): string {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
}

const root = document.getElementById("course");
if (root) {
  loadData("lessons").then(
    () => {
      const data = window.casebookLessons;
      if (data) new CoursePage(root, data);
    },
    () => root.prepend(make("p", "finder-ignored", "教学案例的资料没有读到，请刷新再试，或看", siteLink("library/teaching.html", "教学案例"), "。")),
  );
}
