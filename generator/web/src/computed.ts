// 推算: the formula opens on click and tap; without script the style sheet shows it on focus and hover.
import { all } from "./elements";

/** Make each mark 推算 open and close its formula. */
export function startComputed(): void {
  for (const button of all<HTMLButtonElement>(".calc > button")) {
    button.setAttribute("aria-expanded", "false");
    button.addEventListener("click", () => {
      const open = button.parentElement?.classList.toggle("open");
      button.setAttribute("aria-expanded", String(open === true));
    });
  }
}
