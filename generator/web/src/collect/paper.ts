// Papers to take along: what they say, without a format. Pure; paper-view.ts shows and prints them, CSV lists them.

export interface Table {
  kind: "table";
  name: string;
  head: string[];
  rows: string[][];
  foot?: string[][];
  blank?: boolean; // rows high enough to write in
}

export type Part =
  | Table
  | { kind: "heading" | "text" | "advice"; words: string }
  | { kind: "blank"; count: number } // lines to write on
  | { kind: "slip" }; // what follows is cut off for somebody else

export interface Paper {
  file: string; // name without its ending
  title: string;
  wide: boolean; // landscape
  parts: Part[];
}

/** Return a paper as rows for a spreadsheet. */
export function paperRows(paper: Paper): string[][] {
  const rows: string[][] = [[paper.title]];
  for (const part of paper.parts) {
    if (part.kind === "table") rows.push([], ...(part.name ? [[part.name]] : []), part.head, ...part.rows, ...(part.foot ?? []));
    else if (part.kind === "heading") rows.push([], [part.words]);
    else if (part.kind === "slip" || part.kind === "blank") rows.push([]);
    else rows.push([part.kind === "advice" ? `编者建议：${part.words}` : part.words]);
  }
  return rows;
}

/** Return a table, or a sentence where it would be empty. */
export function tableOr(none: string, name: string, head: string[], rows: string[][]): Part[] {
  return rows.length ? [{ kind: "table", name, head, rows }] : [{ kind: "heading", words: name }, { kind: "text", words: none }];
}
