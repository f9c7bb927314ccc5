// The result beside an earlier one that the reader brings, and beside the reviewer's.
import { make, makeButton } from "../elements";
import { readReturnText } from "../returns/json";
import { VERDICTS } from "../returns/verdicts";
import type { Checklist } from "./checklist";
import { compared, rateChange, reviewOf } from "./earlier";
import type { Comparison } from "./earlier";
import { shown } from "./explain";
import { itemName } from "./result-model";
import type { Result } from "./result-model";
import { itemLink, part, table } from "./result-parts";
import type { Acts, Part } from "./result-parts";
import { folded } from "./result-sums";
import type { Return } from "./returned";

const MOST_BYTES = 1_000_000;
const MOST_NOTED = 3;

export interface Earlier {
  then: Checklist; // the version that it was filled in
  returned: Return;
  noted: string; // what the reader of the file noticed
}

export interface EarlierPart extends Part {
  brought: () => Earlier | null;
}

/** Return the section where an earlier result is brought in and compared. */
export function earlierPart(known: (id: string) => Checklist[] | undefined, checklist: string, renew: () => void, acts: Acts): EarlierPart {
  let earlier: Earlier | null = null;
  const said = make("p", "result-said");
  said.setAttribute("role", "status");
  const take = (text: string): void => {
    const found = readEarlier(text, known, checklist);
    said.textContent = typeof found === "string" ? found : `已读入“${found.returned.period || "上次"}”的结果，只在这一页里对照，不改这次填的。${found.noted}`;
    if (typeof found === "string") return;
    earlier = found;
    renew();
  };
  const shownPart = part("result-compared", (result) => [earlier?.returned, result.filled.answers, result.filled.edition], (result) => (earlier ? comparison(result, earlier, acts) : []));
  const off = makeButton("result-act", "不对照了", () => {
    earlier = null;
    said.textContent = "";
    renew();
    file.focus();
  });
  const file = fileBox(take, said);
  const bringing = make("div", "result-bring", make("label", "result-file", make("span", "", "选上次存的文件（.json）"), file), pasteBox(take), said);
  const element = make("section", "result-part result-earlier", make("h3", "", "和上次比"), make("p", "result-quiet", "只在这台设备上对照，什么都不会发出去。"), bringing, shownPart.element, off);
  return {
    element,
    brought: () => earlier,
    show: (result) => {
      shownPart.show(result);
      off.hidden = !earlier;
    },
  };
}

function fileBox(take: (text: string) => void, said: HTMLElement): HTMLInputElement {
  const file = make("input", "");
  file.type = "file";
  file.accept = ".json,application/json";
  file.addEventListener("change", () => {
    const chosen = file.files?.[0];
    if (!chosen) return;
    if (chosen.size > MOST_BYTES) said.textContent = "文件太大，不是自查表存的文件。请选“存成文件”得到的那一个。";
    else void chosen.text().then(take, () => (said.textContent = "这个文件读不出来。请再选一次。"));
    file.value = "";
  });
  return file;
}

function pasteBox(take: (text: string) => void): HTMLElement {
  const box = make("textarea", "");
  box.rows = 3;
  box.maxLength = MOST_BYTES;
  const read = makeButton("result-act", "读入", () => take(box.value));
  return folded("paste", "没有文件，贴上次复制的文字", make("label", "result-field", make("span", "", "上次复制的文字"), box), read);
}

/** Return the earlier return with its checklist, or why it cannot be compared. Pure. */
export function readEarlier(text: string, known: (id: string) => Checklist[] | undefined, checklist: string): Earlier | string {
  const reading = readReturnText(text, known);
  const { returned } = reading;
  if (!returned) {
    const what = reading.code ? VERDICTS[reading.code].what : "";
    return `没有读成：${what}${reading.detail ? `（${reading.detail}）` : ""}。请用这张表“存成文件”得到的那一份，不要改里面的字。`;
  }
  const versions = known(returned.checklist) ?? [];
  if (returned.checklist !== checklist) return `这是另一张表（${versions[0]?.title ?? returned.checklist}）的结果，不能对照。`;
  const then = versions.find((one) => one.version === returned.version);
  const noted = [...new Set(reading.notes.map(({ code }) => `${VERDICTS[code].what}。`))].slice(0, MOST_NOTED).join("");
  return then ? { then, returned, noted } : `这是第 ${returned.version} 版的结果，本库里没有这一版，不能对照。`;
}

/** Return an earlier result beside this one: sums where version and edition are the same, else only the items that can be. */
export function comparison(result: Result, earlier: Earlier, acts: Acts | null): Node[] {
  const found = compared(result, earlier.then, earlier.returned);
  const names = [earlier.returned.period || "上次", result.filled.period || "这次"];
  if (names[0] === names[1]) names.splice(0, 2, "上次", "这次");
  const nodes: Node[] = found.notes.map((note) => make("p", "result-note", note));
  if (found.whole) nodes.push(sums(found, names));
  const same = found.same ? `另有 ${found.same} 条没有变。` : "";
  if (found.items.length) {
    const columns = [{ name: "条目" }, ...names.map((name) => ({ name, className: "result-long" })), { name: "变化" }];
    nodes.push(table("有变化的条目", columns, found.items.map((one) => [itemLink(one.item, acts, "earlier"), one.before, one.now, one.change]), "result-changes"));
  }
  nodes.push(make("p", "result-quiet", found.items.length ? same : found.same ? `能对照的 ${found.same} 条都没有变。` : "没有能对照的条目。"));
  if (found.left.length) nodes.push(make("p", "result-quiet", `不能对照的 ${found.left.length} 条（上次没有，或者评分办法变了）：${found.left.map(itemName).join("；")}。`));
  return nodes;
}

function sums({ before, now, dimensions }: Comparison, names: string[]): HTMLElement {
  const percent = (rate: number | null): string => (rate === null ? "—" : `${shown(rate)}%`);
  const rows = dimensions.map((one) => [one.name, percent(one.before), percent(one.now), rateChange(one.before, one.now)]);
  rows.push(["得分率", percent(before.rate), percent(now.rate), rateChange(before.rate, now.rate)]);
  rows.push(["等级", before.level ?? "暂不给", now.level ?? "暂不给", before.level === now.level ? "没变" : "变了"]);
  return table("各维度得分率的变化", [{ name: "维度" }, ...names.map((name) => ({ name })), { name: "变化" }], rows, "result-changes");
}

/** Return the reviewer's points beside the own ones; nothing when there are none. */
export function reviewed(result: Result, acts: Acts | null): Node[] {
  const review = reviewOf(result);
  if (!review) return [];
  const percent = (rate: number | null): string => (rate === null ? "算不出" : `${shown(rate)}%`);
  const differ = review.changes.filter((one) => one.own !== one.review).length;
  const nodes: Node[] = [
    make("h3", "", "自评和复核"),
    make("p", "", `复核了 ${review.reviewed} 条，${differ ? `${differ} 条分数不同` : "分数都相同"}。自评得分率 ${percent(result.score.rate)}，按复核分是 ${percent(review.score.rate)}，等级${review.score.level ?? "暂不给"}。`),
  ];
  if (review.changes.length) {
    const columns = [{ name: "条目" }, { name: "自评" }, { name: "复核" }, { name: "复核比自评" }, { name: "复核说明", className: "result-long" }];
    const rows = review.changes.map((one) => [itemLink(one.item, acts, "review"), one.own === null ? "不计入" : shown(one.own), shown(one.review), one.change, one.note]);
    nodes.push(table("分数不同或写了说明的条目", columns, rows, "result-changes"));
  }
  return nodes;
}
