// Texts of the data as nodes: words, and figures that open their box (../figures.ts listens for them).
import { make } from "../elements";
import { siteAddress } from "../loading";
import type { Text } from "./data";

/** Return the words of a text with its figures linked to their rows. */
export function textNodes(text: Text): (Node | string)[] {
  if (typeof text === "string") return [text];
  return text.map((run) => {
    if (typeof run === "string") return run;
    if (!run.m) return run.f ? `${run.t}（推算：${run.f}）` : run.t;
    const link = make("a", run.t.length > 16 ? "fig long" : "fig", run.t, ...(run.n ? [make("sup", "", "※")] : []));
    link.href = siteAddress(`library/metrics.html#${run.m.replace("/", ".")}`);
    link.dataset.m = run.m;
    return link;
  });
}

/** Return a link to a page of the site by its site path. */
export function siteLink(path: string, words: string): HTMLAnchorElement {
  const link = make("a", "", words);
  link.href = siteAddress(path);
  return link;
}
