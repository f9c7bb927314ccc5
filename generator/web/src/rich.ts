// Texts of the data: words, figures, computed figures, links. Pure.

/** What generator/render/data_script.py (`rich_json`) writes. */
export type Run = string
  | { text: string; metric: string; cautioned?: boolean }
  | { text: string; how: string }
  | { text: string; to: string };
export type Rich = Run[];

/** Return the words of a text without its links. */
export function plainText(text: Rich): string {
  return text.map((run) => (typeof run === "string" ? run : run.text)).join("");
}
