// Words as the page's own filters compare them. The search has its own folding (search/fold.ts), made for its index. Pure.

/** Fold widths and case; words stay apart by one space, so that ４００ 万 finds 400 万. */
export function folded(text: string): string {
  return text.normalize("NFKC").toLowerCase().replace(/[\s,，、;；。]+/g, " ").trim();
}

/** Return the words of what a reader typed, folded. */
export function foldedWords(typed: string): string[] {
  return folded(typed).split(" ").filter(Boolean);
}
