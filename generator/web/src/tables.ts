// A table wider than its place scrolls inside itself: then, and only then, it is a stop for the keyboard.
import { all } from "./elements";

/** Watch every scrolling frame. */
export function startTables(): void {
  const frames = all(".scroll");
  for (const frame of frames) mark(frame);
  window.addEventListener("resize", () => frames.forEach(mark));
}

function mark(frame: HTMLElement): void {
  if (frame.scrollWidth <= frame.clientWidth + 1) {
    for (const name of ["tabindex", "role", "aria-label"]) frame.removeAttribute(name);
    return;
  }
  frame.tabIndex = 0;
  frame.setAttribute("role", "group");
  const name = frame.querySelector("caption") ?? frame.closest(".sheet")?.querySelector(".sheet-name");
  frame.setAttribute("aria-label", `${name?.textContent ?? "表"}（可左右滑动）`);
}
