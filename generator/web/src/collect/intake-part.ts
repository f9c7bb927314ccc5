// How files come in: the empty page with its three steps, the buttons, the bar that shows how far the reading is.
import { make } from "../elements";
import { act } from "./controls";
import type { Chosen } from "./intake";

const STEPS = [
  ["收齐文件", "把各社区交回的 Excel 表（.xlsx）或网页上导出的文件（.json）放进一个文件夹。一次最多 2,000 个。"],
  ["选进来", "选这个文件夹，或者把文件拖到这一页上。读不了的会写明原因和怎么改，别的照样汇总。"],
  ["看汇总，带走", "先看共性短板和需要街道协调的事，再带走汇总表、提升计划、简报、回执和培训清单。"],
] as const;

type Take = (files: Chosen[]) => void;

/** Return the page before anything came in. */
export function emptyState(take: Take): HTMLElement[] {
  const steps = make("ol", "collect-steps", ...STEPS.map(([name, words]) => make("li", "", make("b", "", name), make("span", "", words))));
  const drop = make("div", "collect-drop", make("p", "", "把文件或文件夹拖到这里，或者"), make("div", "collect-tools", ...chooser(take, "选文件")));
  return [
    make("p", "collect-promise", make("b", "", "只在这台电脑上处理，不上传。"), "关掉这一页，读进来的内容就没有了；要留着，用“存下整个汇总”。"),
    steps, drop, make("p", "collect-quiet", "以前存下的汇总（自查汇总-日期.json）也在这里打开，可以接着加文件。自查表自愿填写，仅用于改进，不排名次。"),
  ];
}

/** Return the buttons that choose files, and a folder where that makes sense; `several` allows more than one file. */
export function chooser(take: Take, words: string, several = true): HTMLElement[] {
  const files = picker(take, several ? ".xlsx,.json,.xls,.ods,.csv,.docx,.pdf,.et" : ".json", several);
  const buttons = [act(words, () => files.click()), files];
  if (!several) return buttons;
  const folder = picker(take, "", true);
  folder.webkitdirectory = true;
  return [...buttons, act(words === "选文件" ? "选文件夹" : "再加文件夹", () => folder.click()), folder];
}

function picker(take: Take, accept: string, several: boolean): HTMLInputElement {
  const input = make("input", "");
  input.type = "file";
  input.hidden = true;
  input.multiple = several;
  input.accept = accept;
  input.addEventListener("change", () => {
    const files = Array.from(input.files ?? []).map((file) => ({ name: file.webkitRelativePath || file.name, file }));
    input.value = ""; // the same file may be chosen again
    take(files);
  });
  return input;
}

/** Return a bar for so many files, with a button that stops the reading. */
export function progress(count: number, stop: () => void): { element: HTMLElement; tell(done: number): void } {
  const bar = make("progress", "collect-progress");
  bar.max = count;
  bar.value = 0;
  bar.setAttribute("aria-label", "读文件的进度");
  const words = make("p", "", `正在读，共 ${count} 个文件`);
  const button = act("停下", () => {
    stop();
    button.disabled = true;
  });
  return {
    element: make("div", "collect-reading", words, bar, button),
    tell(done): void {
      bar.value = done;
      words.textContent = `正在读第 ${Math.min(done + 1, count)} 个，共 ${count} 个文件`;
    },
  };
}
