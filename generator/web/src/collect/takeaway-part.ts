// 带走: papers to print, tables for Excel and WPS, the list that a course is made from.
import { csvText } from "../csv";
import { make } from "../elements";
import { act, saveOrShow, tick } from "./controls";
import type { Overview } from "./overview";
import { paperRows } from "./paper";
import type { Paper } from "./paper";
import { codesPaper, planPaper, summaryPaper } from "./papers-tables";
import { paperView } from "./paper-view";
import { answerPaper, coursePaper, courseText, receiptPaper, reportPaper } from "./papers-words";

interface Offer {
  name: string;
  what: string;
  paper: (view: Overview) => Paper;
  course?: boolean; // the list for a course, as a file too
}

const OFFERS: Offer[] = [
  { name: "汇总表", what: "各社区各维度、共性短板、需协调的事项、没答的条目", paper: summaryPaper },
  { name: "提升计划", what: "存在问题、改进措施、责任人、时限、完成情况", paper: planPaper },
  { name: "简报", what: "一页，只写汇总里有的数字", paper: reportPaper },
  { name: "街道看到了什么、准备帮什么", what: "街道填好后发回各社区", paper: answerPaper },
  { name: "回执", what: "每个社区一张：收到了、哪一版、有没有疑问", paper: receiptPaper },
  { name: "培训清单", what: "先讲哪些做法、为什么；存成文件可以拿去备课", paper: coursePaper, course: true },
  { name: "代号对照", what: "哪个代号是哪个社区，单独存放", paper: codesPaper },
];

const OPEN = "collect-paper-open"; // on <html>: only the paper is printed
const WIDE = "collect-paper-wide";

/** Shows one paper at a time, which is then all that is printed. */
export class PaperPlace {
  readonly element = make("div", "collect-paper-place");

  /** Show a paper; the reader goes on from its name. */
  show(paper: Paper): void {
    const said = make("div", "collect-said");
    const tools = make("div", "collect-tools", act("打印", () => window.print(), `打印：${paper.title}`), tableButton(paper, said, `预览的${paper.title}`), act("收起", () => this.close(true), `收起：${paper.title}`));
    const title = make("h3", "collect-open-name", `预览：${paper.title}`);
    title.tabIndex = -1;
    this.element.replaceChildren(title, tools, said, paperView(paper));
    document.documentElement.classList.add(OPEN);
    document.documentElement.classList.toggle(WIDE, paper.wide);
    title.scrollIntoView();
    title.focus({ preventScroll: true });
  }

  /** Show none. */
  close(refocus = false): void {
    this.element.replaceChildren();
    document.documentElement.classList.remove(OPEN, WIDE);
    if (refocus) document.querySelector<HTMLElement>(".collect-offers button")?.focus();
  }
}

/** Return a button that saves a paper as a table. */
export function tableButton(paper: Paper, said: HTMLElement, name: string): HTMLButtonElement {
  return act("存成表格（CSV）", () => saveOrShow(said, `${paper.file}.csv`, csvText(paperRows(paper)), "text/csv"), `存成表格（CSV）：${name}`);
}

/** Return the list of what can be taken along. `view` is asked anew each time; names are left out unless they are wanted. */
export function takeaways(view: Overview, place: PaperPlace): HTMLElement[] {
  let names = false;
  const said = make("div", "collect-said");
  const asked = (): Overview => ({ ...view, names });
  const rows = OFFERS.map(({ name, what, paper, course }) => {
    const whole = (): Paper => paper(asked());
    const table = act("存成表格（CSV）", () => {
      const made = whole();
      saveOrShow(said, `${made.file}.csv`, csvText(paperRows(made)), "text/csv");
    }, `存成表格（CSV）：${name}`);
    const buttons = [act("看和打印", () => place.show(whole()), `看和打印：${name}`), table];
    if (course) buttons.push(act("存成培训清单.yaml", () => saveOrShow(said, "培训清单.yaml", courseText(asked()), "text/yaml")));
    return make("li", "", make("div", "collect-offer", make("b", "", name), make("span", "", what)), make("div", "collect-tools", ...buttons));
  });
  return [
    tick("带上社区名和责任人（不勾选时只写代号；代号对照总是带名字）", false, (on) => {
      names = on;
      place.close();
    }),
    make("ul", "collect-offers", ...rows), said,
  ];
}
