// Texts of the data as nodes: words, figures that open their box (figures.ts listens for them), computed figures, links.
import { make, makeButton } from "./elements";
import { siteLink } from "./loading";
import type { Rich } from "./rich";

/** Return runs of text as nodes; a figure of more than `long` letters may break at the end of a line. */
export function richNodes(text: Rich, long = 16): (Node | string)[] {
  return text.flatMap((run): (Node | string)[] => {
    if (typeof run === "string") return [run];
    if ("metric" in run) return [figure(run.text, run.metric, run.cautioned === true, long)];
    return "how" in run ? computed(run.text, run.how) : [siteLink(run.to, run.text)];
  });
}

/** Return a figure that opens its box, and leads to its row without it. */
function figure(text: string, metric: string, cautioned: boolean, long: number): HTMLElement {
  const link = siteLink(`library/metrics.html#${metric.replace("/", ".")}`, text);
  link.className = text.length > long ? "fig long" : "fig";
  if (cautioned) link.append(make("sup", "", "※"));
  link.dataset.m = metric;
  return link;
}

function computed(text: string, how: string): HTMLElement[] {
  const button = makeButton("", "推算", () => {
    button.setAttribute("aria-expanded", String(mark.classList.toggle("open")));
  });
  button.title = `推算：${how}`;
  button.setAttribute("aria-expanded", "false");
  const mark = make("span", "calc", text, button);
  return [mark, make("span", "calc-how", `（${how}）`)];
}
