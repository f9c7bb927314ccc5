// 简报, 回执, 街道看到了什么, 退回说明, 培训清单: papers in sentences. Every number comes from the summary. Pure.
import { EDITIONS } from "../assess/result-model";
import { shown } from "../assess/explain";
import type { Kept } from "./collection";
import { failedGates, fileOf, headline, itemOf, labels, openCount, practiceOf, titleOf } from "./overview";
import type { Overview } from "./overview";
import { tableOr } from "./paper";
import type { Paper, Part } from "./paper";
import { noteWords, verdict } from "./reader";
import type { CommunityRow } from "./summary";

const MOST_GAPS = 3; // a report of one page
const MOST_MATTERS = 5;
const MOST_SEEN = 8;
const MOST_OPEN = 8;

/** Return the report of at most one page. */
export function reportPaper(view: Overview): Paper {
  const { summary } = view;
  const matters = summary.matters;
  const asked = new Set(matters.flatMap((matter) => matter.rows.map(([code]) => code))).size;
  const some = matters.slice(0, MOST_MATTERS).map((matter) => `${nameOf(view, matter.item)}（${matter.rows.length} 个）`).join("、");
  return {
    file: fileOf("简报", view), title: "社区自查情况简报", wide: false,
    parts: [
      { kind: "heading", words: "一、总体情况" }, ...overallParts(view),
      { kind: "heading", words: "二、共性短板" }, ...gapLines(view, MOST_GAPS),
      { kind: "heading", words: "三、需要街道、部门协调的事" },
      { kind: "text", words: matters.length ? `${asked} 个社区提出 ${matters.length} 条：${some}${matters.length > MOST_MATTERS ? "等" : ""}。` : "没有社区选“需上级解决”。" },
      { kind: "heading", words: "四、可以先带的做法" }, ...trainingParts(view, MOST_GAPS),
      { kind: "heading", words: "五、下一步（由街道填写）" }, { kind: "blank", count: 4 },
      { kind: "text", words: "数字都来自各社区自己填的自查表。自愿填写，仅用于改进，不排名次。" },
    ],
  };
}

function overallParts(view: Overview): Part[] {
  const { summary, checklist } = view;
  const whole = summary.rows.filter((row) => !openCount(row)).length;
  const levels = [...checklist.levels.map((level) => level.name), null].map((name) => {
    const count = summary.rows.filter((row) => row.own.level === name).length;
    return count ? `${name ?? "暂不给等级"} ${count} 个` : "";
  });
  const middles = summary.spreads.map((one) => `${checklist.dimensions.find(({ id }) => id === one.dimension)?.name ?? one.dimension} ${shown(one.middle)}%`);
  const gates = failedGates(view).map(({ item, codes }) => `“${item.indicator}”${codes.length} 个`);
  return [
    { kind: "text", words: `${headline(view)}。全部答完的 ${whole} 个，还有条目没答或答“不知道”的 ${summary.rows.length - whole} 个。等级：${levels.filter(Boolean).join("，")}。` },
    { kind: "text", words: `各维度得分率的中位数：${middles.join("，")}。` },
    ...(gates.length ? [{ kind: "text" as const, words: `有社区写了底线事项，先解决：${gates.join("，")}。` }] : []),
  ];
}

function gapLines(view: Overview, most: number): Part[] {
  const { gaps } = view.summary;
  if (!gaps.length) return [{ kind: "text", words: "没有两个以上社区都不到六成、又占到一半的条目。" }];
  const lines = gaps.slice(0, most).map((gap, at) => `${at + 1}．${nameOf(view, gap.item)}：答了的 ${gap.answered} 个社区里，${gap.short} 个得分不到六成。`);
  return lines.map((words) => ({ kind: "text", words }));
}

function trainingParts(view: Overview, most: number): Part[] {
  const rows = view.summary.training.slice(0, most);
  if (!rows.length) return [{ kind: "text", words: "共性短板里没有对应的做法。" }];
  return [{ kind: "advice", words: `${rows.map((row) => `${practiceTitle(view, row.practice)}，${whyWords(view, row.items, row.communities)}`).join("；")}。` }];
}

/** Return why a practice is worth a class. */
export function whyWords(view: Overview, items: string[], communities: number): string {
  return `对应“${items.map((id) => nameOf(view, id)).join("”“")}”，${communities} 个社区还不到六成`;
}

function practiceTitle(view: Overview, ref: string): string {
  return `《${practiceOf(view, ref)?.title ?? ref}》`;
}

function nameOf(view: Overview, id: string): string {
  return itemOf(view, id)?.indicator ?? id;
}

/** Return the page back to the communities: what the numbers say, and room for what the street will do. */
export function answerPaper(view: Overview): Paper {
  const { summary } = view;
  const empty = (): string[] => ["", "", "", ""];
  return {
    file: fileOf("街道看到了什么准备帮什么", view), title: "街道看到了什么，准备帮什么", wide: false,
    parts: [
      { kind: "text", words: `各社区：${headline(view)}，都看过了。下面“看到了什么”来自各社区填的数字，“准备帮什么”由街道填写后发回各社区。` },
      { kind: "heading", words: "看到了什么" }, ...overallParts(view).slice(1), ...gapLines(view, MOST_GAPS),
      ...tableOr("没有社区选“需上级解决”。", "社区提出、需要街道或部门协调的事", ["社区提出的事", "几个社区", "谁来办", "什么时候答复"],
        summary.matters.slice(0, MOST_SEEN).map((matter) => [titleOf(view, matter.item), String(matter.rows.length), "", ""])),
      { kind: "table", name: "街道准备帮什么", head: ["要办的事", "谁来办", "什么时候", "办得怎样"], rows: [empty(), empty(), empty(), empty()], blank: true },
      { kind: "heading", words: "还想听听各社区的意见" }, { kind: "blank", count: 2 },
    ],
  };
}

/** Return a receipt for each community: received, which version, what was noticed. */
export function receiptPaper(view: Overview): Paper {
  const { summary } = view;
  const rows = [...summary.rows].sort((one, other) => (one.code < other.code ? -1 : 1));
  return {
    file: fileOf("回执", view), title: "回执", wide: false,
    parts: rows.flatMap((row, at): Part[] => [...(at ? [{ kind: "slip" as const }] : []), ...receiptParts(view, row)]),
  };
}

function receiptParts(view: Overview, row: CommunityRow): Part[] {
  const { returned } = row;
  const file = view.file(row);
  const items = view.known(returned.checklist)?.find((one) => one.version === returned.version)?.items;
  const notes = (file?.notes ?? []).map((note) => noteWords(note, items)).slice(0, MOST_OPEN);
  const open = [...row.own.open_gates, ...row.own.open, ...row.own.unknown];
  const named = open.slice(0, MOST_OPEN).map((id) => titleOf(view, id)).join("、");
  return [
    { kind: "heading", words: view.names ? `回执：${returned.street} ${returned.community}` : `回执：代号 ${row.code}` },
    { kind: "text", words: `收到你们交的《${view.checklist.title}》第 ${returned.version} 版（${EDITIONS[returned.edition]}，${returned.period}${returned.filled ? `，${returned.filled} 填` : ""}），已计入汇总。谢谢。` },
    { kind: "text", words: open.length ? `还有 ${open.length} 条没答或答“不知道”：${named}${open.length > MOST_OPEN ? "等" : ""}。想补就补好再发一次，不补也可以。` : "每一条都答了。" },
    { kind: "text", words: notes.length ? `想和你们核对：${notes.join("；")}。` : "没有疑问。" },
  ];
}

/** Return the text that goes back with a file that could not be taken. */
export function returnText(file: Kept): string {
  if (!file.code) return "";
  const why = noteWords({ ...file, code: file.code });
  return `你们交的文件“${file.name}”没能计入汇总。\n原因：${why}。\n怎么办：${verdict(file.code).mend}。\n改好以后再发来就行。自愿填写，仅用于改进。`;
}

/** Return the file that a course is made from: practices worth a class, and why; no names in it. */
export function courseText(view: Overview): string {
  const { summary, checklist } = view;
  const rows = summary.training;
  const list = (name: string, lines: string[]): string => (lines.length ? `${name}:\n${lines.map((line) => `  - ${quoted(line)}\n`).join("")}` : `${name}: []\n`);
  return [
    `title: ${quoted(`${checklist.title}共性短板培训（${summary.period}）`)}\n`, `learners: ${quoted("社区书记")}\n`, `class_size: ${summary.rows.length}\n`,
    list("practices", rows.map((row) => row.practice)), list("why", rows.map((row) => whyWords(view, row.items, row.communities))),
  ].join("");
}

/** A text as YAML's double-quoted scalar: JSON's escapes are YAML's too. */
function quoted(text: string): string {
  return JSON.stringify(text).replace(/[\u007f-\u009f\u2028\u2029\ufeff]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** Return the practices worth a class as a paper. */
export function coursePaper(view: Overview): Paper {
  const { summary } = view;
  return {
    file: fileOf("培训清单", view), title: "培训清单", wide: false,
    parts: [
      { kind: "text", words: `${headline(view)}。给社区书记办班时先讲哪些做法：按涉及多少个社区排。` },
      { kind: "advice", words: "条目和做法的对应由编者给出，来源没有记载，也没有在当地验证过。" },
      ...tableOr("共性短板里没有对应的做法。", "", ["做法", "编号", "为什么"], summary.training.map((row) => [
        practiceOf(view, row.practice)?.title ?? "", row.practice, whyWords(view, row.items, row.communities),
      ])),
      ...(summary.gaps.some((gap) => !gap.practice) ? [{ kind: "text" as const, words: `没有对应做法的共性短板：${withoutPractice(view)}。` }] : []),
    ],
  };
}

function withoutPractice(view: Overview): string {
  return view.summary.gaps.filter((gap) => !gap.practice).map((gap) => `${titleOf(view, gap.item)}（${labels(view, gap.codes)}）`).join("、");
}
