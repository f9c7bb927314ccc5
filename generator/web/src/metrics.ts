// The figures of a case, from data/metrics-<case>.js.
import { loadData, own } from "./loading";

/** What a reader may want to know of a figure; every value is text. */
export interface Metric {
  what: string;
  stated: string;
  scope: string;
  asOf: string;
  source: string;
  place: string;
  cautions: string[];
  cite: string;
}

declare global {
  interface Window {
    casebookMetrics?: Record<string, Record<string, Metric>>;
    casebookVersion?: { version: string; date: string };
  }
}

/** Return a metric (`case/id`), or undefined when its case has none of that name. Rejects when the data is missing. */
export async function loadMetric(name: string): Promise<Metric | undefined> {
  const [caseId = ""] = name.split("/");
  await loadCase(caseId);
  return loadedMetric(name);
}

/** Return a metric that is loaded already. */
export function loadedMetric(name: string): Metric | undefined {
  const [caseId = "", id = ""] = name.split("/");
  return own(own(window.casebookMetrics, caseId), id);
}

/** Load the figures of a case once. */
export function loadCase(caseId: string): Promise<void> {
  return loadData(`metrics-${caseId}`);
}
