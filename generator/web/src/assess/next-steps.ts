// What to do next: practices that answer the items where most points are within reach (generator/assess/next_steps.py).
import type { Checklist, PracticeLink } from "./checklist";
import type { Score } from "./score";

export interface NextStep {
  practice: PracticeLink;
  items: string[];
  lost: number;
  weak: boolean;
}

/** Return practices in the order of use: those for a 短板 first, then by points within reach, then in the checklist's order. */
export function nextSteps(checklist: Checklist, score: Score): NextStep[] {
  const weak = new Set(score.dimensions.filter((one) => one.weak).map((one) => one.dimension));
  const items = new Map(checklist.items.map((item) => [item.id, item]));
  const steps = new Map<string, NextStep>();
  for (const row of score.items) {
    const practice = items.get(row.item)?.practice;
    const lost = row.points - (row.got ?? row.points);
    if (!practice || row.standing !== "scored" || !lost) continue;
    const step = steps.get(practice.ref) ?? { practice, items: [], lost: 0, weak: false };
    step.items.push(row.item);
    step.lost += lost;
    step.weak ||= weak.has(row.dimension);
    steps.set(practice.ref, step);
  }
  return [...steps.values()].sort((one, other) => Number(other.weak) - Number(one.weak) || other.lost - one.lost);
}
