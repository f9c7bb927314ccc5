// A paper on the screen, and alone on the sheets when the page is printed.
import { make } from "../elements";
import { frame, textTable } from "./controls";
import type { Paper, Part, Table } from "./paper";

/** Return a paper as it is printed. */
export function paperView(paper: Paper): HTMLElement {
  const box = make("article", `collect-paper${paper.wide ? " wide" : ""}`);
  let sheet = make("div", "collect-slip", make("h3", "collect-paper-name", paper.title));
  box.append(sheet);
  for (const part of paper.parts) {
    if (part.kind === "slip") {
      sheet = make("div", "collect-slip cut");
      box.append(sheet);
    } else sheet.append(partView(part));
  }
  return box;
}

function table(part: Table): HTMLTableElement {
  const made = textTable(part.name, part.head, part.rows, part.foot);
  if (part.blank) made.classList.add("blank");
  return made;
}

function partView(part: Exclude<Part, { kind: "slip" }>): HTMLElement {
  switch (part.kind) {
    case "heading":
      return make("h4", "", part.words);
    case "text":
      return make("p", "", part.words);
    case "advice":
      return make("p", "collect-advice", make("b", "", "编者建议"), `：${part.words}`);
    case "blank":
      return make("div", "collect-blank", ...Array.from({ length: part.count }, () => make("div", "")));
    case "table":
      return frame(part.name || part.head.join("、"), table(part));
  }
}
