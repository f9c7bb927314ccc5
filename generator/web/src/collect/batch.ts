// Many returned files put together: the rules of generator/assess/batch.py; tests/assess compares both.
// In = accepted + duplicate + conflict + rejected, whatever the order.
import { keyOf } from "../assess/returned";
import type { Answer, Return } from "../assess/returned";
import { byText } from "./order";

export type Outcome = "accepted" | "duplicate" | "conflict" | "rejected";

/** One file that came back; `id` is the SHA-256 of its bytes. */
export interface Arrival {
  id: string;
  name: string;
  returned: Return | null;
}

/** What became of a file; `other` names the file that it repeats, or that a person preferred to it. */
export interface Sorted<Came extends Arrival = Arrival> {
  arrival: Came;
  outcome: Outcome;
  other: string;
}

/** Return what becomes of each file, in the order given. `chosen` holds the id that a person chose, by key (`keyOf`). */
export function sortBatch<Came extends Arrival>(arrivals: Came[], chosen: ReadonlyMap<string, string> = new Map()): Sorted<Came>[] {
  const become = new Map<Came, Sorted<Came>>();
  for (const [key, group] of byKey(arrivals)) {
    for (const row of fates(group, chosen.get(key) ?? "")) become.set(row.arrival, row);
  }
  return arrivals.map((arrival) => become.get(arrival) ?? { arrival, outcome: "rejected", other: "" });
}

/** Return the files that were read, by what makes them the same return, in the order in which they came. */
export function byKey<Came extends Arrival>(arrivals: Came[]): Map<string, Came[]> {
  const groups = new Map<string, Came[]>();
  for (const arrival of arrivals) {
    if (!arrival.returned) continue;
    const key = keyOf(arrival.returned);
    groups.set(key, [...(groups.get(key) ?? []), arrival]);
  }
  return groups;
}

function fates<Came extends Arrival>(group: Came[], chosen: string): Sorted<Came>[] {
  const every = variants(group);
  const preferred = every.find((same) => same.some((one) => one.id === chosen));
  return every.flatMap((same): Sorted<Came>[] => {
    const first = same.find((one) => one.id === chosen) ?? (same[0] as Came);
    const counts = every.length === 1 || same === preferred;
    const others = same.filter((one) => one !== first);
    return [
      { arrival: first, outcome: counts ? "accepted" : "conflict", other: counts ? "" : preferred?.[0]?.name ?? "" },
      ...others.map((arrival): Sorted<Came> => ({ arrival, outcome: "duplicate", other: first.name })),
    ];
  });
}

/** Return files of one key by what they say; within each the name that sorts first stands first. */
export function variants<Came extends Arrival>(group: Came[]): Came[][] {
  const found = new Map<string, Came[]>();
  for (const arrival of [...group].sort((one, other) => byText(one.name, other.name) || byText(one.id, other.id))) {
    const words = said(arrival.returned);
    found.set(words, [...(found.get(words) ?? []), arrival]);
  }
  return [...found.values()];
}

/** Return what a return says, to compare two of them: version, edition, types, answers; not when or by whom it was filled. */
export function said(returned: Return | null): string {
  if (!returned) return "";
  const answers = Object.keys(returned.answers).sort(byText).map((item) => [item, ...bare(returned.answers[item] as Answer)]);
  return JSON.stringify([returned.version, returned.edition, [...returned.types].sort(byText), answers]);
}

/** The answer with its texts trimmed: a file saved by another program adds blanks. */
function bare(answer: Answer): unknown[] {
  const texts = [answer.reason, answer.evidence, answer.review_note].map((text) => (text ?? "").trim());
  return [answer.state, answer.value ?? null, answer.review ?? null, ...texts];
}
