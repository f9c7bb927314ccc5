// Names of files that the page gives: fit for Windows, short, readable. Pure.
import { readable } from "./address";

export const MOST_NAME = 60; // characters
const FORBIDDEN = /[\\/:*?"<>|＼／：＊？＂＜＞｜\s]+/g; // Windows' own, and their full-width twins, which some programs fold

/** Return words as a part of a name: at most so many characters, never half of one, without dots at the ends. */
export function namePart(words: string, most = MOST_NAME): string {
  const text = readable(words).replace(FORBIDDEN, "").normalize("NFC").replace(/^\.+/, "");
  return Array.from(text).slice(0, most).join("").replace(/\.+$/, "");
}

/** Return the name of a file from its parts; empty ones are left out. */
export function joinedName(...parts: string[]): string {
  return namePart(parts.map((one) => namePart(one)).filter(Boolean).join("-"));
}
