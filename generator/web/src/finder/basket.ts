// 「加入比一比」: this page only says that a reader wants it; who keeps the list says so in the session's storage.
import { makeButton } from "../elements";

const KEY = "casebook.compare";
const toldHere = new Map<string, boolean>(); // what was pressed here, where no storage can be read

/** Return a button that puts a practice into the comparison or takes it out. */
export function compareButton(ref: string, name: string): HTMLButtonElement {
  const button = makeButton("finder-compare", "", () => {
    const wanted = button.getAttribute("aria-pressed") !== "true";
    toldHere.set(ref, wanted);
    document.dispatchEvent(new CustomEvent("casebook:compare", { detail: { ref, name } }));
    for (const one of Array.from(document.querySelectorAll<HTMLButtonElement>(".finder-compare"))) mark(one);
  });
  button.dataset.ref = ref;
  button.dataset.name = name;
  mark(button);
  return button;
}

/** Show again which practices are in the comparison: the list may have been changed on another page. */
export function markCompared(): void {
  for (const button of Array.from(document.querySelectorAll<HTMLButtonElement>(".finder-compare"))) mark(button);
}

function mark(button: HTMLButtonElement): void {
  const ref = button.dataset.ref ?? "";
  const pressed = kept()?.includes(ref) ?? toldHere.get(ref) ?? false;
  button.setAttribute("aria-pressed", String(pressed));
  button.setAttribute("aria-label", `加入比一比：${button.dataset.name}`);
  button.textContent = pressed ? "已加入比一比" : "加入比一比";
}

/** Return the refs in the comparison, or null when there is none yet or storage is blocked. */
function kept(): string[] | null {
  try {
    const list: unknown = JSON.parse(sessionStorage.getItem(KEY) ?? "null");
    return Array.isArray(list) ? list.filter((ref): ref is string => typeof ref === "string") : null;
  } catch {
    return null;
  }
}
