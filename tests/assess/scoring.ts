// Scores and explanations of many filled checklists, for tests/assess/test_agreement.py: JSON in, JSON out.
import { itemsOf } from "../../generator/web/src/assess/checklist";
import type { Checklist } from "../../generator/web/src/assess/checklist";
import { explainBonus, explainDimension, explainItem, explainLevel, explainRate, explainUpstream } from "../../generator/web/src/assess/explain";
import type { Return } from "../../generator/web/src/assess/returned";
import { score } from "../../generator/web/src/assess/score";

interface Asked {
  checklists: Record<string, Checklist>;
  returns: Return[];
}

/** Return what test_agreement.py's `results` gives, in the order of the returns. */
export function results(text: string): string {
  const { checklists, returns } = JSON.parse(text) as Asked;
  return JSON.stringify(returns.map((filled) => {
    const checklist = checklists[filled.checklist] as Checklist;
    const own = score(checklist, filled.edition, filled.answers);
    const got = new Map([...own.items, ...own.bonus_items].map((row) => [row.item, row.got]));
    return {
      score: own,
      reviewed: score(checklist, filled.edition, filled.answers, true),
      items: Object.fromEntries(itemsOf(checklist, filled.edition).map((item) => [item.id, explainItem(item, filled.answers[item.id], got.get(item.id) ?? null)])),
      rate: explainRate(own),
      level: explainLevel(checklist, own),
      upstream: explainUpstream(own),
      bonus: explainBonus(checklist, own),
      dimensions: Object.fromEntries(checklist.dimensions.map(({ id, name }) => [id, explainDimension(name, own.items.filter((row) => row.dimension === id))])),
    };
  }));
}
