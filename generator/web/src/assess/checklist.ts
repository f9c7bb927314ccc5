// What data/checklist-<id>.js and data/checklists.js hold (generator/view/checklist_sheet.py). Empty members are left out.
// Numbers are whole hundredths, of a point or of a percent, apart from counts.

export type ItemType = "grade" | "count" | "yesno" | "rate" | "deduct" | "parts" | "gate" | "bonus";
export type Edition = "full" | "quick";

export interface Choice {
  label: string;
  worth: number; // grade: hundredths of a percent; part: hundredths of a point; option: 0
}

export interface PracticeLink {
  ref: string;
  title: string;
  line: string;
  path: string;
}

export interface Item {
  id: string;
  number: number;
  type: ItemType;
  dimension: string;
  indicator: string;
  content: string;
  rule: string;
  counts: string;
  not_counts: string;
  evidence: string[];
  methods: string[];
  filler: string;
  hint: string;
  points: number;
  choices?: Choice[];
  full_at: number;
  step: number;
  each: number;
  cap?: string;
  total?: string;
  good?: string;
  sample?: string;
  types?: string;
  na?: boolean;
  upstream?: boolean;
  quick?: boolean;
  practice?: PracticeLink;
}

export interface Checklist {
  id: string;
  version: number;
  fingerprint: string;
  title: string;
  home: string;
  place: string;
  purpose: string;
  receiver: string;
  keep: string;
  minutes: number;
  quick_minutes: number; // 0: it has no quick edition
  basis?: string[];
  reviewed: string;
  dimensions: { id: string; name: string; points: number }[];
  levels: { name: string; rate: number }[];
  bonus_cap: number;
  items: Item[];
  community_types: [string, string][];
}

export interface ChecklistRow {
  id: string;
  title: string;
  place: string;
  minutes: number;
  items: number;
  quick: number; // items of the 快填版; 0: there is none
  version: number;
  versions: number[];
  form: string; // site path
  page: string; // site path
}

declare global {
  interface Window {
    casebookChecklists?: Record<string, Checklist[]>; // versions, newest first
    casebookChecklistIndex?: ChecklistRow[];
  }
}

/** Return the items of an edition, in order. */
export function itemsOf(checklist: Checklist, edition: Edition): Item[] {
  return checklist.items.filter((item) => edition === "full" || item.quick);
}
