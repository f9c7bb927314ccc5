// Texts as they are compared: lower case, half width, simplified, without spaces, dots and quotation marks.

const SILENT = /[ \t\u3000\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff·•“”‘’"'`「」『』《》〈〉]/g; // \n, \r and \f stay: they are borders
const BREAK = /[\s,，。、！？；：:;!?()（）【】[\]{}|…—~<>=\\^*]+/;
const MAX_WORDS = 12;

export type Simplify = (text: string) => string;

/** Return what turns traditional characters into simplified ones, from pairs such as 網网業业. */
export function simplifier(pairs: string): Simplify {
  const table = new Map<string, string>();
  const characters = Array.from(pairs);
  for (let place = 0; place + 1 < characters.length; place += 2) table.set(characters[place] ?? "", characters[place + 1] ?? "");
  return (text) => Array.from(text, (character) => table.get(character) ?? character).join("");
}

/** Fold a text of the index, which is in simplified characters and half width already. */
export function foldText(text: string): string {
  return text.replace(SILENT, "").replace(/㎡/g, "m2").toLowerCase();
}

/** Fold what a reader typed; the words stay apart by one space. */
export function foldQuery(text: string, simplify: Simplify): string {
  return simplify(text.normalize("NFKC").toLowerCase().replace(/[\u0000-\u001f]/g, " ")).split(BREAK)
    .map((word) => word.replace(SILENT, "")).filter(Boolean).slice(0, MAX_WORDS).join(" ");
}

/** Return a title without any mark, to compare it with a whole query. */
export function bare(folded: string): string {
  return folded.split(BREAK).join("").replace(/[-/.+%·]/g, "");
}

/** For each character of the folded text, its place in the text; at the end the text's own length. */
export function foldedPlaces(text: string): { folded: string; places: number[] } {
  let folded = "";
  const places: number[] = [];
  for (let place = 0; place < text.length; place++) {
    const own = text.charAt(place);
    const piece = own >= "一" && own <= "鿿" ? own : foldText(own); // most characters are Chinese and stay what they are
    for (let part = 0; part < piece.length; part++) places.push(place);
    folded += piece;
  }
  places.push(text.length);
  return { folded, places };
}
