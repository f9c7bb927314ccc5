// The readers of returned files, and the words of their verdicts, as the collection uses them.
import type { Return } from "../assess/returned";
import { readReturnText, writeReturn } from "../returns/json";
import { readReturn } from "../returns/reading";
import { FILE_BYTES } from "../returns/limits";
import { VERDICTS } from "../returns/verdicts";
export { noteWords } from "../returns/verdicts";
import type { Code, Reading } from "../returns/verdicts";
import type { Known } from "./summary";

export type { Code, Note, Reading } from "../returns/verdicts";

export const MOST_BYTES = FILE_BYTES;

/** Read one file that came back. */
export function read(name: string, bytes: Uint8Array, known: Known): Reading {
  return readReturn(name, bytes, known);
}

/** Read a return out of a saved collection. */
export function readText(text: string, known: Known): Reading {
  return readReturnText(text, known, { draft: false });
}

/** Return a return as the text that `readText` reads. */
export function write(returned: Return, fingerprint: string): string {
  return writeReturn(returned, fingerprint);
}

/** Return a code that a file names when there is such a one, or the other. */
export function codeOf(text: string, other: Code): Code {
  return Object.prototype.hasOwnProperty.call(VERDICTS, text) ? (text as Code) : other;
}

/** Return what a code means, and what to do about it. */
export function verdict(code: Code): { what: string; mend: string } {
  return VERDICTS[code];
}
