// A table wider than its place scrolls inside itself: then, and only then, it is a stop for the keyboard.
// On phones a table of four columns or more is read row by row instead (tables.css): its cells need their columns' names.
import { all } from "./elements";

const COLUMNS = 4;
const BRIEF = 14; // characters: two such cells share a line

/** Name the cells of wide tables, and watch every scrolling frame. */
export function startTables(): void {
  for (const table of all<HTMLTableElement>("table.tab")) nameCells(table);
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

/** Before the sorting buttons are made or after: the names are the same words. */
function nameCells(table: HTMLTableElement): void {
  const names = Array.from(table.tHead?.rows[0]?.cells ?? [], (cell) => cell.textContent ?? "");
  if (names.length < COLUMNS || table.closest(".top[data-kind=matrix] ~ .part")) return;
  table.classList.add("by-row");
  for (const row of Array.from(table.tBodies[0]?.rows ?? [])) {
    Array.from(row.cells).forEach((cell, column) => {
      if (!column) return;
      cell.dataset.name = names[column] ?? "";
      cell.classList.toggle("brief", (cell.textContent ?? "").length <= BRIEF);
    });
  }
}
