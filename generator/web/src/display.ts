// Text size, contrast and colour, kept in this browser. A small script in <head> sets them before the first paint.
import { make, makeButton } from "./elements";

interface Choice {
  key: string;
  name: string;
  options: [value: string, words: string][]; // "" is the default and is not kept
}

const CHOICES: Choice[] = [
  { key: "size", name: "字号", options: [["", "标准"], ["large", "大"], ["huge", "特大"]] },
  { key: "contrast", name: "对比度", options: [["", "标准"], ["high", "高"]] },
  { key: "scheme", name: "底色", options: [["", "随系统"], ["light", "浅色"], ["dark", "深色"]] },
];

/** Make the header's button open a panel with the three choices. */
export function startDisplay(): void {
  const button = document.querySelector<HTMLButtonElement>(".head-display");
  if (!button) return;
  const panel = make("div", "display", ...CHOICES.map(group));
  panel.id = "display";
  panel.hidden = true;
  panel.setAttribute("role", "group");
  panel.setAttribute("aria-label", "字号与显示");
  const show = (open: boolean): void => {
    panel.hidden = !open;
    button.setAttribute("aria-expanded", String(open));
  };
  button.setAttribute("aria-controls", panel.id);
  button.after(panel);
  show(false);
  button.addEventListener("click", () => show(panel.hidden !== false));
  document.addEventListener("click", (event) => {
    if (!panel.hidden && event.target instanceof Node && !panel.contains(event.target) && !button.contains(event.target)) show(false);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || panel.hidden) return;
    show(false);
    button.focus();
  });
}

function group(choice: Choice): HTMLElement {
  const name = make("span", "display-name", choice.name);
  const buttons = choice.options.map(([value, words]) => makeButton("display-option", words, () => choose(value)));
  const mark = (): void => {
    const now = read(choice.key);
    choice.options.forEach(([value], place) => buttons[place]?.setAttribute("aria-pressed", String(value === now)));
  };
  const choose = (value: string): void => {
    keep(choice.key, value);
    mark();
  };
  mark();
  const box = make("div", "display-group", name, make("div", "display-options", ...buttons));
  box.setAttribute("role", "group");
  box.setAttribute("aria-label", choice.name);
  return box;
}

function read(key: string): string {
  return document.documentElement.getAttribute(`data-${key}`) ?? "";
}

function keep(key: string, value: string): void {
  if (value) document.documentElement.setAttribute(`data-${key}`, value);
  else document.documentElement.removeAttribute(`data-${key}`);
  try {
    if (value) localStorage.setItem(`casebook.${key}`, value);
    else localStorage.removeItem(`casebook.${key}`);
  } catch {
    // no storage here: the choice holds for this page
  }
}
