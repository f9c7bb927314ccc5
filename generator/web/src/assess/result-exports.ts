// Taking the result along: files, text, paper. Nothing is sent anywhere.
import { copyButton } from "../copying";
import { csvText, harmless, savesFiles, saveText } from "../csv";
import { make, makeButton } from "../elements";
import { writeReturn } from "../returns/json";
import { csvRows, fileName, summaryText, withoutNames } from "./exports";
import { resultOf } from "./result-model";
import type { Result } from "./result-model";
import { says } from "./plan";
import type { Paper } from "./result-paper";

export interface ExportsPart {
  element: HTMLElement;
  show: (result: Result) => void;
  exported: (result: Result) => Result; // without names when the tick says so
}

/** Return the section with every way out of the page; `print` puts one of the two papers to the printer. */
export function exportsPart(print: (paper: Paper) => void): ExportsPart {
  let result: Result | null = null;
  const tick = make("input", "");
  tick.type = "checkbox";
  const shownText = make("div", "result-text");
  shownText.hidden = true;
  const said = make("p", "result-said");
  said.setAttribute("role", "status");
  const exported = (one: Result): Result => (tick.checked ? resultOf(one.checklist, withoutNames(one.filled)) : one);
  const give = (ending: string, type: string, how: string, text: (one: Result) => string, bare = text): void => {
    if (!result) return;
    const one = exported(result);
    if (savesFiles(navigator.userAgent)) {
      const name = fileName(one.filled, ending);
      said.textContent = saved(name, text(one), type) ? `已交给浏览器保存：${name}` : "这里不能存文件，请用“复制文字”。";
    } else showText(shownText, how, bare(one));
  };
  const copy = (): void => {
    if (result) showText(shownText, "复制下面的文字，贴到微信、邮件里。", summaryText(exported(result)));
  };
  tick.addEventListener("change", () => {
    shownText.hidden = true; // it was made with the other choice
    said.textContent = "";
  });
  const element = make(
    "section", "result-part result-exports", make("h3", "", "带走结果"),
    make("p", "result-quiet", "答案只在这台设备上。下面的文件和文字由您自己保存、自己决定给谁，网页什么都不会发出去。"),
    make("label", "result-tick", tick, make("span", "", "不带社区名和填表人"), make("small", "", "下面几种都照此办理。您自己写的说明、佐证和责任人照原样带着，里面有名字的请先看一遍。交给街道的那一份要带社区名，不然收不进去。")),
    make("div", "result-acts",
      makeButton("result-act", "存成文件（JSON）", () => give("json", "application/json", "这里不能存文件。复制下面全部文字，存到备忘录或者发给自己；下次导入时贴上。", returnText)),
      makeButton("result-act", "存成表格（CSV）", () => give("csv", "text/csv", "这里不能存文件。复制下面的文字，贴到表格里；或在右上角的菜单里选“在浏览器打开”，再存。", tableText, pastedText)),
      makeButton("result-act", "打印结果", () => print("result")), makeButton("result-act", "打印填好的表", () => print("form")),
      makeButton("result-act", "复制文字", copy)),
    make("p", "result-quiet", "JSON 文件用来下次接着填、和上次比，也可以交给街道。CSV 用 Excel、WPS 打开。"), said, shownText,
  );
  return { element, exported, show: (now) => (result = now) };
}

function returnText({ checklist, filled }: Result): string {
  return writeReturn({ ...filled, plan: filled.plan.filter(says) }, checklist.fingerprint);
}

function tableText(result: Result): string {
  return csvText(csvRows(result));
}

/** The table with tabs, as it is pasted into a spreadsheet. */
function pastedText(result: Result): string {
  return csvRows(result).map((row) => row.map(harmless).join("\t")).join("\n");
}

function showText(place: HTMLElement, how: string, text: string): void {
  const words = make("p", "result-words", text);
  words.tabIndex = 0; // it scrolls
  words.setAttribute("role", "textbox");
  words.setAttribute("aria-readonly", "true");
  words.setAttribute("aria-multiline", "true");
  words.setAttribute("aria-label", "可复制的文字");
  place.replaceChildren(make("p", "", how), words, copyButton("复制", words));
  place.hidden = false;
  words.focus();
}

/** Whether the browser took the file. */
function saved(name: string, text: string, type: string): boolean {
  try {
    saveText(name, text, type);
    return true;
  } catch {
    return false;
  }
}
