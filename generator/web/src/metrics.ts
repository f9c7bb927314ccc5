// The figures of a case, from data/metrics-<case>.js: a classic script, since file:// allows no fetch.

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

const here = document.currentScript instanceof HTMLScriptElement ? document.currentScript.src : "";
const pending = new Map<string, Promise<void>>();

/** Return a metric (`case/id`), or undefined when its case has none of that name. Rejects when the data is missing. */
export async function loadMetric(name: string): Promise<Metric | undefined> {
  const [caseId = "", id = ""] = name.split("/");
  await loadCase(caseId);
  return own(own(window.casebookMetrics, caseId), id);
}

/** Return a metric that is loaded already. */
export function loadedMetric(name: string): Metric | undefined {
  const [caseId = "", id = ""] = name.split("/");
  return own(own(window.casebookMetrics, caseId), id);
}

/** Load the figures of a case once. */
export function loadCase(caseId: string): Promise<void> {
  let loading = pending.get(caseId);
  if (!loading) {
    loading = addScript(caseId);
    pending.set(caseId, loading);
    loading.catch(() => pending.delete(caseId)); // a stick that was pulled out may come back
  }
  return loading;
}

function addScript(caseId: string): Promise<void> {
  return new Promise((resolve, reject) => {
    if (!/^[a-z0-9-]+$/.test(caseId)) return reject(new Error("not a case"));
    const script = document.createElement("script");
    script.src = new URL(`metrics-${caseId}.js`, here).href;
    script.onload = () => resolve();
    script.onerror = () => {
      script.remove();
      reject(new Error(`no data for ${caseId}`));
    };
    document.head.append(script);
  });
}

function own<Value>(record: Record<string, Value> | undefined, key: string): Value | undefined {
  return record && Object.prototype.hasOwnProperty.call(record, key) ? record[key] : undefined;
}
