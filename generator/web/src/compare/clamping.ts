// Long words are cut on screen and open on demand; on paper the style sheet shows them whole.
import { all, makeButton } from "../elements";

/** Give every cell that is cut a button; the row opens as a whole, so that its columns stay level. */
export function startClamping(table: HTMLTableElement): void {
  for (const row of all<HTMLTableRowElement>("tr[data-row]", table)) {
    row.classList.add("clamped");
    const cut = all(".compare-text", row).filter((text) => text.scrollHeight > text.clientHeight + 4);
    if (!cut.length) row.classList.remove("clamped");
    for (const text of cut) text.after(opener(row, text));
  }
  table.addEventListener("focusin", (event) => {
    const text = event.target instanceof Element ? event.target.closest(".clamped .compare-text") : null;
    if (text) open(text.closest("tr"), true); // a link inside must not be hidden while it has the focus
  });
}

function opener(row: HTMLTableRowElement, text: HTMLElement): HTMLElement {
  text.classList.add("cut");
  const button = makeButton("compare-open", "展开", () => open(row, row.classList.contains("clamped")));
  button.setAttribute("aria-expanded", "false");
  button.setAttribute("aria-label", `展开：${text.parentElement?.dataset.label ?? ""}`);
  return button;
}

function open(row: HTMLTableRowElement | null, whole: boolean): void {
  if (!row) return;
  row.classList.toggle("clamped", !whole);
  for (const button of all(".compare-open", row)) {
    button.textContent = whole ? "收起" : "展开";
    button.setAttribute("aria-expanded", String(whole));
    button.setAttribute("aria-label", (button.getAttribute("aria-label") ?? "").replace(/^../, button.textContent));
  }
}
