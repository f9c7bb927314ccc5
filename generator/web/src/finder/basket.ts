// 「加入比一比」 beside each hit: this page only says that a reader wants it; the list is kept by ../basket.ts in site.js.
import { readBasket } from "../basket";
import { all, makeButton } from "../elements";

let refs = readBasket();

document.addEventListener("casebook:basket", (event) => {
  const told: unknown = event instanceof CustomEvent ? event.detail : undefined;
  if (Array.isArray(told)) refs = told;
  all<HTMLButtonElement>(".finder-compare").forEach(mark);
});

/** Return a button that puts a practice into the comparison or takes it out. */
export function compareButton(ref: string, name: string): HTMLButtonElement {
  const button = makeButton("finder-compare", "", () => {
    document.dispatchEvent(new CustomEvent("casebook:compare", { detail: { ref, name } }));
  });
  button.dataset.ref = ref;
  button.setAttribute("aria-label", `加入比一比：${name}`);
  mark(button);
  return button;
}

function mark(button: HTMLButtonElement): void {
  const pressed = refs.includes(button.dataset.ref ?? "");
  button.setAttribute("aria-pressed", String(pressed));
  button.textContent = pressed ? "已加入比一比" : "加入比一比";
}
