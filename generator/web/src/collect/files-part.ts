// 文件清单: what became of every file, how to mend it, and what a person has to choose.
import { itemsOf } from "../assess/checklist";
import { shown } from "../assess/explain";
import { EDITIONS, answerWords, itemName } from "../assess/result-model";
import type { Return } from "../assess/returned";
import { copyButton } from "../copying";
import { make } from "../elements";
import type { Outcome, Sorted } from "./batch";
import { conflicts, sorted, totals } from "./collection";
import type { Collection, Conflict, Kept } from "./collection";
import { act, choice, fold, frame, headCell } from "./controls";
import { returnText } from "./papers-words";
import { noteWords, verdict } from "./reader";
import type { Known } from "./summary";

const OUTCOMES: Record<Outcome, string> = { accepted: "计入", duplicate: "重复", conflict: "待定", rejected: "退回" };
const MOST_SHOWN = 20; // files at first
const MORE_SHOWN = 100; // by the button
const URGENT: Outcome[] = ["conflict", "rejected", "duplicate", "accepted"]; // what a person must see comes first

export interface FilesHost {
  known: Known;
  choose(key: string, id: string): void;
  remove(file: Kept): void;
}

export interface FilesPart {
  element: HTMLElement;
  update(collection: Collection): void;
}

/** Return the part, which shows a collection whenever it is told. */
export function makeFiles(host: FilesHost): FilesPart {
  let filter: Outcome | "" = "";
  let most = MOST_SHOWN;
  let now: Collection = { files: [], chosen: new Map() };
  const element = make("section", "collect-part");
  const title = make("h2", "", "文件清单");
  title.id = "collect-files";
  const draw = (): void => {
    const rows = sorted(now);
    const list = rows.filter((row) => !filter || row.outcome === filter)
      .sort((one, other) => URGENT.indexOf(one.outcome) - URGENT.indexOf(other.outcome));
    const options = (Object.keys(OUTCOMES) as Outcome[]).map((key): [string, string] => [key, `${OUTCOMES[key]}（${totals(rows)[key]}）`]);
    const chooser = choice("只看", [["", `全部（${rows.length}）`], ...options], filter, (value) => {
      filter = value as Outcome | "";
      most = MOST_SHOWN;
      draw();
      element.querySelector<HTMLElement>(".collect-filter select")?.focus();
    });
    const table = fileTable(list.slice(0, most), host);
    element.replaceChildren(title, sums(rows), ...choices(now, host), make("div", "collect-filter", chooser), table);
    if (list.length > most) {
      element.append(act(`再看 ${Math.min(MORE_SHOWN, list.length - most)} 个`, () => {
        const next = most;
        most += MORE_SHOWN;
        draw();
        element.querySelectorAll<HTMLElement>("tbody tr")[next]?.querySelector<HTMLElement>("summary, button")?.focus();
      }));
    }
  };
  return {
    element,
    update(collection): void {
      now = collection;
      draw();
    },
  };
}

function sums(rows: Sorted<Kept>[]): HTMLElement {
  const { all, accepted, duplicate, conflict, rejected } = totals(rows);
  const decided = rows.filter((row) => row.outcome === "conflict" && row.other).length;
  const words = `收到 ${all} = 计入 ${accepted} + 重复 ${duplicate} + 待定 ${conflict} + 退回 ${rejected}`;
  return make("p", "collect-sums", words, ...(decided ? [make("small", "", `待定里有 ${decided} 份已经选用了另一份。`)] : []));
}

function fileTable(rows: Sorted<Kept>[], host: FilesHost): HTMLElement {
  const table = make("table", "collect-files by-row");
  table.append(make("thead", "", make("tr", "", ...["文件", "结果", "说明", "怎么办"].map(headCell))), make("tbody", "", ...rows.map((row) => fileRow(row, host))));
  const box = frame("文件清单", table);
  if (!rows.length) box.replaceChildren(make("p", "collect-quiet", "没有这一类文件。"));
  return box;
}

function fileRow(row: Sorted<Kept>, host: FilesHost): HTMLElement {
  const { arrival, outcome } = row;
  const name = make("th", "", arrival.name);
  name.scope = "row";
  const [why, mend] = reasons(row, host.known);
  const cells = [make("td", "", make("b", `collect-outcome is-${outcome}`, OUTCOMES[outcome])), make("td", "", ...why), make("td", "", ...mend)];
  ["结果", "说明", "怎么办"].forEach((words, at) => cells[at]?.setAttribute("data-name", words));
  const off = act("拿掉", () => host.remove(arrival), `拿掉：${arrival.name}`);
  off.classList.add("collect-off");
  cells[2]?.append(off);
  return make("tr", "", name, ...cells);
}

function reasons({ arrival, outcome, other }: Sorted<Kept>, known: Known): [why: (string | Node)[], mend: (string | Node)[]] {
  const { returned } = arrival;
  if (outcome === "rejected" || !returned) return rejection(arrival);
  const who = `${returned.street} ${returned.community}，${returned.period}，${EDITIONS[returned.edition]}`;
  const notes = arrival.notes.length ? [fold(`读的时候注意到 ${arrival.notes.length} 处`, noteList(arrival, known))] : [];
  if (outcome === "duplicate") return [[who, make("div", "", `和“${other}”说的一样，只计一次。`), ...notes], ["不用管。"]];
  if (outcome === "conflict") {
    const words = other ? `选用了“${other}”，这一份不计入。` : "同一个社区、同一期交了几份，内容不同。";
    return [[who, make("div", "", words), ...notes], [other ? "要改选，在上面“要选一份的”里改。" : "在上面“要选一份的”里选。"]];
  }
  return [[who, ...notes], []];
}

function rejection(file: Kept): [(string | Node)[], (string | Node)[]] {
  if (!file.code) return [["读不出来"], []];
  const text = make("p", "collect-text", returnText(file));
  return [
    [noteWords({ ...file, code: file.code })],
    [`${verdict(file.code).mend}。`, fold("退回说明", text, copyButton("复制退回说明", text))],
  ];
}

function noteList(file: Kept, known: Known): HTMLElement {
  const { returned } = file;
  const items = known(returned?.checklist ?? "")?.find((one) => one.version === returned?.version)?.items;
  return make("ul", "", ...file.notes.map((note) => make("li", "", `${noteWords(note, items)}。${verdict(note.code).mend}。`)));
}

function choices(collection: Collection, host: FilesHost): HTMLElement[] {
  const found = conflicts(collection);
  if (!found.length) return [];
  const open = found.filter((one) => !one.chosen).length;
  const title = make("h3", "", `要选一份的（${found.length} 组，还没选 ${open} 组）`);
  return [make("div", "collect-conflicts", title, make("p", "collect-quiet", "同一个社区、同一期交了几份，内容不一样。没有选之前，哪一份都不计入。"), ...found.map((one) => conflictBox(one, host)))];
}

function conflictBox(conflict: Conflict, host: FilesHost): HTMLElement {
  const firsts = conflict.versions.map((same) => same[0] as Kept);
  const { street, community, period } = firsts[0]?.returned as Return;
  const name = `${street} ${community}，${period}`;
  const table = make("table", "collect-table");
  const heads = conflict.versions.map((same) => {
    const used = same.some((one) => one.id === conflict.chosen);
    const cell = headCell("");
    const file = same[0] as Kept;
    const button = act(used ? "已选用" : "选用这一份", () => host.choose(conflict.key, file.id), `${used ? "已选用" : "选用这一份"}：${file.name}`);
    button.dataset.key = `${conflict.key} ${file.id}`;
    button.setAttribute("aria-pressed", String(used));
    cell.append(...same.map((one) => make("div", "", one.name)), make("small", "", `${file.returned?.filled || "没有写填表日期"}`), button);
    return cell;
  });
  table.append(make("caption", "", `${name}：不同的地方`), make("thead", "", make("tr", "", headCell("条目"), ...heads)),
    make("tbody", "", ...differences(firsts.map((one) => one.returned as Return), host.known)));
  const box = make("div", "collect-conflict", frame(`${name}：不同的地方`, table));
  if (conflict.chosen) box.append(act("先都不计入", () => host.choose(conflict.key, ""), `先都不计入：${name}`));
  return box;
}

/** Return a row for each thing that the returns say differently. */
function differences(returns: Return[], known: Known): HTMLElement[] {
  const form = known(returns[0]?.checklist ?? "")?.[0];
  const names = new Map(form?.community_types ?? []);
  const rows: [string, string[]][] = [
    ["版本", returns.map((one) => `第 ${one.version} 版，${EDITIONS[one.edition]}`)],
    ["社区类型", returns.map((one) => [...one.types].sort().map((type) => names.get(type) ?? type).join("、") || "没有写")],
  ];
  for (const item of form ? itemsOf(form, "full") : []) rows.push([itemName(item), returns.map((one) => wholeAnswer(one, item.id, known))]);
  const different = rows.filter(([, words]) => new Set(words).size > 1);
  return different.map(([name, words]) => {
    const first = make("th", "", name);
    first.scope = "row";
    return make("tr", "", first, ...words.map((one) => make("td", "", one)));
  });
}

function wholeAnswer(returned: Return, id: string, known: Known): string {
  const item = known(returned.checklist)?.find((one) => one.version === returned.version)?.items.find((one) => one.id === id);
  const answer = returned.answers[id];
  if (!item) return "这一版没有这一条";
  const review = answer?.review === undefined ? "" : `复核 ${shown(answer.review)} 分`;
  const texts = [answer?.reason && `说明：${answer.reason.trim()}`, answer?.evidence && `材料：${answer.evidence.trim()}`, review, answer?.review_note && `复核说明：${answer.review_note.trim()}`];
  return [answerWords(item, answer), ...texts].filter(Boolean).join("；");
}
