// The end of a library page: a ready text to send on, and one to tell what is wrong. Both are only copied, never sent.
import { copyButton } from "./copying";
import { make, makeButton } from "./elements";

/** What the texts say of a page; an empty text is left out. */
export interface PageName {
  title: string;
  line: string; // one sentence about it
  ref: string; // its id, which the search finds
  address: string; // only where others can open it: http and https
  version: string;
  date: string;
}

/** Put both texts at the end of the page, before the links to its neighbours. */
export function startSharing(): void {
  const end = document.querySelector(".end");
  const top = document.querySelector<HTMLElement>(".top");
  if (!end || !top || top.dataset.kind === "moved") return;
  const page = readPage(top);
  const box = make(
    "div", "ends",
    fold("转发这一页", "复制下面的文字，贴到微信、邮件里。", shareText(page), "复制转发文字"),
    fold("这一页有错，告诉编者", "复制下面的文字，填好后三行，发给向您提供本库的单位。没有把握的也可以提。", feedbackText(page), "复制反馈文字"),
  );
  const before = end.querySelector(".reviewed, .turn");
  if (before) before.before(box);
  else end.append(box);
}

/** Return the text to send on: title, one sentence, id, address. */
export function shareText(page: PageName): string {
  return lines([
    `${page.title}（基层治理案例库）`, page.line, page.ref && `编号：${page.ref}`,
    page.address || (page.ref && "打开本库，搜索这个编号就能找到。"),
  ]);
}

/** Return the text that tells of a mistake, with three lines to fill in. */
export function feedbackText(page: PageName): string {
  return lines([
    `页面：${page.title}`, page.ref && `编号：${page.ref}`, page.address && `网址：${page.address}`,
    page.version && `版本：${page.version}，${page.date}`, "哪里不对：", "应该是：", "依据：",
  ]);
}

function lines(texts: string[]): string {
  return texts.filter(Boolean).join("\n");
}

function readPage(top: HTMLElement): PageName {
  const about = document.querySelector<HTMLMetaElement>('meta[name="description"]');
  return {
    title: document.querySelector("h1")?.textContent?.trim() ?? document.title,
    line: about?.content ?? "",
    ref: top.dataset.ref ?? "",
    address: /^https?:$/.test(location.protocol) ? location.href.replace(/[?#].*$/, "") : "",
    version: window.casebookVersion?.version ?? "",
    date: window.casebookVersion?.date ?? "",
  };
}

function fold(name: string, how: string, text: string, button: string): HTMLElement {
  const words = make("p", "ends-text", text);
  const inside = make("div", "ends-inside", make("p", "ends-how", how), words, copyButton(button, words));
  inside.hidden = true;
  const opener = makeButton("ends-open", name, () => {
    inside.hidden = !inside.hidden;
    opener.setAttribute("aria-expanded", String(!inside.hidden));
  });
  opener.setAttribute("aria-expanded", "false");
  return make("div", "ends-fold", opener, inside);
}
