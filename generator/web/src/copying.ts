// Buttons that copy a text, also where the clipboard is closed (WeChat, old browsers, file://).
import { all, make, makeButton } from "./elements";

const DONE_MS = 2500;

/** Put a copy button after each element that asks for one by data-copy (the button's words). */
export function startCopying(): void {
  for (const text of all("[data-copy]")) {
    text.after(copyButton(text.dataset.copy ?? "复制", text));
  }
}

/** Return a button that copies the words of an element and says what came of it. */
export function copyButton(words: string, text: HTMLElement): HTMLElement {
  const said = make("span", "copy-said");
  said.setAttribute("role", "status");
  const button = makeButton("copy", words, () => {
    void copyText(text).then((done) => {
      said.textContent = done ? "已复制" : "文字已选中，请长按或按 Ctrl+C 复制";
      window.setTimeout(() => (said.textContent = ""), done ? DONE_MS : DONE_MS * 3);
    });
  });
  return make("span", "copy-line", button, said);
}

async function copyText(element: HTMLElement): Promise<boolean> {
  const text = element.textContent ?? "";
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyBySelection(element);
  }
}

/** Select the words and ask the browser to copy them; leave them selected when it will not. */
function copyBySelection(element: HTMLElement): boolean {
  const selection = window.getSelection();
  if (!selection) return false;
  selection.selectAllChildren(element);
  let done = false;
  try {
    done = document.execCommand("copy");
  } catch {
    // stays selected: the reader copies by hand
  }
  if (done) selection.removeAllRanges();
  return done;
}
