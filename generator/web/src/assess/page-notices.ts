// What the page says above the form: how the draft is kept, other windows, its version, answers that found no place.
import { copyButton } from "../copying";
import { savesFiles, saveText } from "../csv";
import { make } from "../elements";
import { writeReturn } from "../returns/json";
import type { Checklist } from "./checklist";
import { bare, exchange } from "./drafts";
import type { Draft } from "./drafts";
import { fileName } from "./exports";
import type { Action, Notices } from "./notices";
import { asideWords, FAULTS, nameOf, partName } from "./page-words";
import type { Return } from "./returned";
import type { Health, Mode } from "./saving";

export const NO_STORE = "这个浏览器不让本页存草稿（可能是无痕窗口，或者设置里关掉了）。照样可以填、看结果、导出，但关掉窗口就没有了，请常存文件。";
const MOST_OFFERED = 8; // buttons beside what two windows have differently

/** Return how the draft is kept, in a few words. */
export function savedWords(durable: boolean, health: Health): string {
  if (!durable) return "没有存，只在这个窗口里";
  return { kept: "已存在这台设备上", waiting: "正在存", full: "没有存上", size: "没有存上", fault: "没有存上" }[health];
}

/** Say why the draft is not kept, with the way out. */
export function tellOfHealth(notices: Notices, health: Health, way: Action): void {
  notices.set("health", health === "kept" || health === "waiting" ? null : FAULTS[health], [way], true);
}

/** Say what another window did to the draft. */
export function tellOfMode(notices: Notices, mode: Mode, acts: Record<"reload" | "carryOn" | "leave", () => void>): void {
  if (mode === "behind") {
    notices.set("mode", "这份草稿在另一个窗口里改过，这里先不能改。两边填的都在，没有丢。", [
      { words: "重新载入", act: acts.reload }, { words: "在这里继续", act: acts.carryOn },
    ], true);
    return;
  }
  notices.set("mode", mode === "gone" ? "这份草稿在另一个窗口里删除了。这个窗口里的还在。" : null, [
    { words: "在这里继续（重新存一份）", act: acts.carryOn }, { words: "也不要了", act: acts.leave },
  ], true);
}

export interface DraftActs {
  renew: () => void; // the answers into the newest version
  change: (act: (draft: Draft) => void) => void; // of the draft as it is by then, which is shown anew
}

/** Say what is particular about a draft. `versions`: the newest first. */
export function tellOfDraft(notices: Notices, draft: Draft, checklist: Checklist, versions: readonly Checklist[], acts: DraftActs): void {
  const newest = versions[0]?.version ?? checklist.version;
  const older = newest > checklist.version;
  notices.set("version", older ? `这份草稿用的是第 ${checklist.version} 版，按这一版填完、导出都可以。现在有第 ${newest} 版。` : null, [
    { words: `把回答带到第 ${newest} 版`, act: acts.renew },
  ]);
  const orphans = Object.entries(draft.orphans);
  const all = draft.carried.length + orphans.length;
  const lost = orphans.map(([item, why]) => `${nameOf(versions, item)}：${why}`).join("；");
  notices.set("carried", orphans.length ? `带过来 ${all} 条回答里的 ${all - orphans.length} 条，另有 ${orphans.length} 条放不进来（${lost}）。原来那份没有动。` : null, [
    { words: "知道了", act: () => acts.change((now) => (now.orphans = bare())) },
  ]);
  notices.set("aside", null);
  if (draft.aside.length) tellOfAsides(notices, draft, checklist, acts);
}

function tellOfAsides(notices: Notices, draft: Draft, checklist: Checklist, acts: DraftActs): void {
  const rows = draft.aside.map((aside) => `${partName(aside, checklist)}另一边填的是“${asideWords(aside, checklist)}”`).join("；");
  notices.set("aside", `有 ${draft.aside.length} 处两个窗口填得不一样，现在用的是表里的：${rows}。`, [
    ...draft.aside.slice(0, MOST_OFFERED).map((aside) => ({
      words: `${partName(aside, checklist)}改用另一边的`, act: () => acts.change((now) => {
        exchange(now, aside.id);
        now.aside = now.aside.filter((one) => one.id !== aside.id);
        delete now.typed[aside.part.split(":")[1] ?? ""];
      }),
    })),
    { words: "都用表里的", act: () => acts.change((now) => (now.aside = [])) },
  ], true);
}

interface ToCopy {
  filled: Return;
  fingerprint: string;
}

/** Return the way out where nothing is kept: a file, or its text where the browser saves none. */
export function copyAction(notices: Notices, taken: () => ToCopy | null): Action {
  const files = savesFiles(navigator.userAgent);
  const act = (): void => {
    const one = taken();
    if (!one) return;
    const text = writeReturn(one.filled, one.fingerprint);
    notices.set("copy", null);
    if (files) saveText(fileName(one.filled, "json"), text, "application/json");
    else showCopy(notices, text);
  };
  return { words: files ? "存一份文件" : "复制一份文字", act };
}

function showCopy(notices: Notices, text: string): void {
  const words = make("p", "result-words", text);
  words.tabIndex = 0; // it scrolls
  const box = make("div", "fill-notice fill-copy", make("p", "", "复制下面全部文字，存到备忘录或者发给自己；下次贴回来接着填。"), words, copyButton("复制", words));
  notices.element.querySelector(".fill-copy")?.remove(); // an earlier one is out of date
  notices.element.append(box);
}
