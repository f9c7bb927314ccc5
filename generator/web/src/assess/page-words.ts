// Words of the page: why a draft is not kept, and what two windows have differently.
import { wordsOf } from "./answering";
import type { Checklist } from "./checklist";
import type { Aside } from "./drafts";

/** Why a draft is not kept, and what to do. */
export const FAULTS = {
  full: "没有存上：这台设备给浏览器的地方满了。填的内容还在这个窗口里，关掉就没有了；请存一份文件。",
  size: "没有存上：这份草稿超过 1 MB，请把长的文字删短一些，或者存一份文件。",
  fault: "没有存上，浏览器没有回应。填的内容还在这个窗口里；再改一处会再试，也可以先存一份文件。",
};

const PARTS: Record<string, string> = {
  period: "评价周期", street: "街道", community: "社区全称", filler: "填表人", types: "社区类型", edition: "哪一版", filled: "填写日期",
};

/** Return what it is about that was put aside. */
export function partName(aside: Aside, checklist: Checklist): string {
  const [kind = "", id = ""] = aside.part.split(":");
  if (kind === "plan") return "提升计划";
  return kind === "who" ? PARTS[id] ?? "" : nameOf([checklist], id);
}

/** Return what was put aside, in words. */
export function asideWords(aside: Aside, checklist: Checklist): string {
  const [kind = "", id = ""] = aside.part.split(":");
  const item = checklist.items.find((one) => one.id === id);
  if (kind === "answer" && item) return wordsOf(item, aside.value as Parameters<typeof wordsOf>[1] ?? undefined);
  if (kind === "plan") return `${(aside.value as unknown[]).length} 行`;
  if (kind === "who" && id === "types") {
    const names = new Map(checklist.community_types);
    return (aside.value as string[]).map((one) => names.get(one) ?? one).join("、");
  }
  return Array.isArray(aside.value) ? aside.value.join("，") : String(aside.value ?? "");
}

/** Return an item as readers know it. */
export function nameOf(versions: readonly Checklist[], id: string): string {
  for (const version of versions) {
    const item = version.items.find((one) => one.id === id);
    if (item) return `第 ${item.number} 条 ${item.indicator}`;
  }
  return id;
}
