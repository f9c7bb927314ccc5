// Which rows say the same, which differ in a value of a fixed list, which say nothing. Pure; nothing is scored.
import type { Cell, Entry, Row } from "./sheets";

export type Verdict = "same" | "different" | "told" | "empty";

/** Return what is to be said of a row: all the same, 「不同」 (fixed lists only), told in words, or left out. */
export function judge(row: Row, entries: Entry[]): Verdict {
  const cells = entries.map((entry) => entry.cells[row.id]);
  if (!row.silent && cells.every((cell) => !cell)) return "empty";
  if (entries.length > 1 && allEqual(cells.map(whole))) return "same";
  if (row.closed && !allEqual(cells.map(value))) return "different";
  return "told";
}

function allEqual(texts: string[]): boolean {
  return texts.every((text) => text === texts[0]);
}

function whole(cell: Cell | undefined): string {
  return JSON.stringify(cell ? [sorted(cell), cell.lines ?? []] : null);
}

/** Return what counts of a fixed list: its values; where there are none, the lines (who leads, who takes part). */
function value(cell: Cell | undefined): string {
  return cell?.values ? JSON.stringify(sorted(cell)) : JSON.stringify(cell?.lines ?? null);
}

function sorted(cell: Cell): string[] {
  return [...(cell.values ?? [])].sort();
}
