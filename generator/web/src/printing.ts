// 「打印」: the figures of the page get numbers, and a list of how the source puts each and where goes to the end.
import { all, make, makeButton } from "./elements";
import { loadCase, loadedMetric, type Metric } from "./metrics";

/** Offer to print, on pages of the library. */
export function startPrinting(): void {
  const kicker = document.querySelector(".top .kicker");
  if (!kicker) return;
  kicker.before(makeButton("print", "打印", () => void print()));
  window.addEventListener("beforeprint", addSources);
  window.addEventListener("afterprint", removeSources);
}

async function print(): Promise<void> {
  const cases = new Set(figures().map((figure) => (figure.dataset.m ?? "").split("/")[0] ?? ""));
  await Promise.all([...cases].map((caseId) => loadCase(caseId).catch(() => undefined)));
  window.print();
}

function figures(): HTMLElement[] {
  return all(".md-content a.fig[data-m]");
}

function addSources(): void {
  removeSources();
  const numbers = new Map<string, number>();
  const list = make("ol", "sources-list");
  for (const figure of figures()) {
    const name = figure.dataset.m ?? "";
    const metric = loadedMetric(name);
    if (!metric) continue;
    if (!numbers.has(name)) {
      numbers.set(name, numbers.size + 1);
      const words = [
        `${metric.what}：原文写作「${metric.stated}」`, metric.scope, `截至：${metric.asOf}`, metric.source, metric.place,
      ];
      list.append(make("li", "", `${words.filter(Boolean).join("；")}。`, ...cautions(name, metric)));
    }
    figure.append(make("sup", "print-mark", `[${numbers.get(name)}]`));
  }
  if (numbers.size) {
    document.querySelector(".md-content__inner .end")?.before(
      make("div", "print-sources", make("p", "print-sources-name", "本页数字出处"), list),
    );
  }
}

/** Return the cautions of a figure in words, or where they stand when the page says them already. */
function cautions(name: string, metric: Metric): string[] {
  const said = all(".md-content .notes a.fig").some((figure) => figure.dataset.m === name);
  return said ? [" ※ 见引用提示。"] : metric.cautions.map((caution) => ` ※ ${caution}`);
}

function removeSources(): void {
  for (const added of all(".print-mark, .print-sources")) added.remove();
}
