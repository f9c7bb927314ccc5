// What data/search-names.js and data/search-text.js hold (generator/render/search_script.py writes them).

/** Path, number of the kind, number of the case or -1, title, other names (apart by tabs), id, what answers a part. */
export type NameRow = [
  path: string, kind: number, place: number, title: string, names?: string, ref?: string, see?: number[],
];

export interface Names {
  made: string;
  kinds: [slug: string, label: string][];
  cases: string[][]; // id, the name to show, other names
  entries: NameRow[];
  same: string[][];
  oneWay: string[][];
  readings: Record<string, string>; // pinyin → characters
  odd: Record<string, Record<string, string>>; // name → place of a character → its pinyin there
  traditional: string; // pairs: 網网業业
}

export interface Texts {
  made: string;
  parts: [id: string, heading: string, voice: string][];
  entries: number[][]; // the parts of each entry
  text: string; // entries apart by \f, passages by \r, lines by \n
}

declare global {
  interface Window {
    casebookNames?: Names;
    casebookTexts?: Texts;
  }
}
