// What the browser makes of many returns, for test_collection.py: outcomes, summaries, what changed.
import type { Checklist } from "../../generator/web/src/assess/checklist";
import type { Return } from "../../generator/web/src/assess/returned";
import { sortBatch } from "../../generator/web/src/collect/batch";
import { changes, comparable } from "../../generator/web/src/collect/changes";
import { summaries } from "../../generator/web/src/collect/summary";
import type { Summary } from "../../generator/web/src/collect/summary";

interface Asked {
  checklists: Record<string, Checklist[]>;
  batch: { id: string; name: string; returned?: Return }[];
  chosen: [key: string, id: string][];
  returns: Return[];
  before: Return[];
}

/** Answer the question of the test. */
export function results(text: string): string {
  const { checklists, batch, chosen, returns, before } = JSON.parse(text) as Asked;
  const known = (id: string): Checklist[] | undefined => checklists[id];
  const arrivals = batch.map((one) => ({ ...one, returned: one.returned ?? null }));
  const [now, earlier] = [summaries(returns, known), summaries(before, known)];
  return JSON.stringify({
    outcomes: sortBatch(arrivals, new Map(chosen)).map(({ outcome, other }) => [outcome, other]),
    summaries: now.map(shown),
    changes: now.map((one) => {
      const old = comparable(earlier, one);
      return old && changes(old, one);
    }),
  });
}

function shown(summary: Summary): unknown {
  return { ...summary, rows: summary.rows.map((row) => ({ ...row, returned: row.returned.community })) };
}
