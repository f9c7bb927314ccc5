// Rows of the page as a file for Excel and WPS; the same rules as generator/render/csv_file.py.
import { copyButton } from "./copying";
import { make, makeButton } from "./elements";

const FORMULA = /^[\s\ufeff\u200b-\u200f]*[=+\-@＝＋－＠]/;

/** Return the file's text: a byte order mark, CRLF, cells quoted where they must be, none that would be calculated. */
export function csvText(rows: string[][]): string {
  return `\ufeff${rows.map((row) => `${row.map(cellText).join(",")}\r\n`).join("")}`;
}

/** Return the words of a cell on one line, with an apostrophe before what a spreadsheet would take for a formula. */
export function harmless(words: string): string {
  return (FORMULA.test(words) ? "'" : "") + words.replace(/\s+/g, " ").trim();
}

function cellText(words: string): string {
  const text = harmless(words);
  return /[",]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
}

/** Whether this browser saves what a script has made; WeChat's and QQ's own do not. */
export function savesFiles(agent: string): boolean {
  return !/MicroMessenger|\bQQ\/|WeiBo|DingTalk/i.test(agent);
}

/** Return the line with the page's own file, if it offers one, and a button that saves `rows()`: the head comes first. */
export function tableFile(rows: () => string[][]): HTMLElement {
  const box = make("div", "find-files");
  const whole = document.querySelector<HTMLAnchorElement>(".end .files a[href$='.csv']");
  if (whole) {
    const link = whole.cloneNode(true) as HTMLAnchorElement;
    link.prepend("下载");
    box.append(link);
  }
  const shown = make("div", "find-text");
  shown.hidden = true;
  const save = (): void => {
    if (savesFiles(navigator.userAgent)) saveText("筛选结果.csv", csvText(rows()));
    else showText(shown, rows());
  };
  box.append(makeButton("find-clear", "下载筛选结果（CSV）", save), shown);
  return box;
}

/** Show the rows as text that can be pasted into a spreadsheet, for browsers that save no files. */
function showText(place: HTMLElement, rows: string[][]): void {
  const words = make("p", "", rows.map((row) => row.map(harmless).join("\t")).join("\n"));
  words.tabIndex = 0; // it scrolls
  place.replaceChildren(
    make("p", "", "这里不能存文件。复制下面的文字，贴到表格里；或在右上角的菜单里选“在浏览器打开”，再下载。"), words,
    copyButton("复制这些行", words),
  );
  place.hidden = false;
}

/** Save a text that the page made as a file; see `savesFiles`. */
export function saveText(name: string, text: string, type = "text/csv"): void {
  const address = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  window.setTimeout(() => URL.revokeObjectURL(address), 60_000); // some browsers begin to read it late
}
