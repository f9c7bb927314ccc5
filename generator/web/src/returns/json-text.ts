// JSON as strictly as a returned file must be (generator/read/returned_json_text.py), and its one canonical way of writing.
// Objects become Maps: a key such as __proto__ is a key like any other. Pure.
import { crc32 } from "./crc32";
import { JSON_DEPTH } from "./limits";
import { RefusedFile } from "./verdicts";

/** A number that is no whole one below 10¹⁵, as it was written: no answer holds one. */
export class OddNumber {
  constructor(readonly lexeme: string) {}
}

export type JsonObject = Map<string, Json>;
export type Json = null | boolean | number | string | OddNumber | Json[] | JsonObject;

const SPACE = /[ \t\n\r]*/y;
const NUMBER = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
// eslint-disable-next-line no-control-regex
const PLAIN = /[^"\\\x00-\x1f]*/y;
const HEX = /[0-9a-fA-F]{4}/y;
const WORDS: [string, Json][] = [["true", true], ["false", false], ["null", null]];
const ESCAPED = new Map([
  ['"', '"'], ["\\", "\\"], ["/", "/"], ["b", "\b"], ["f", "\f"], ["n", "\n"], ["r", "\r"], ["t", "\t"],
]);
const EXACT = 10 ** 15;

/** Return the value of a text; throws RefusedFile R-JSON with the line in `where`. */
export function parseJson(text: string): Json {
  const reader = new Reader(text);
  const value = reader.value(1);
  reader.skip();
  if (reader.at < text.length) reader.refuse("后面还有多余的内容");
  return value;
}

/** Return the one way of writing: keys in order of their UTF-16 units, no spaces, non-ASCII as it is. */
export function canonical(value: Json): string {
  if (value instanceof Map) {
    const keys = [...value.keys()].sort((one, other) => (one < other ? -1 : Number(one > other)));
    return `{${keys.map((key) => `${JSON.stringify(key)}:${canonical(value.get(key) as Json)}`).join(",")}}`;
  }
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  return value instanceof OddNumber ? value.lexeme : JSON.stringify(value);
}

/** Return CRC-32 as 8 hex digits over the canonical JSON of everything but `checksum`. */
export function checksum(members: JsonObject): string {
  const rest = new Map([...members].filter(([key]) => key !== "checksum"));
  return crc32(new TextEncoder().encode(canonical(rest))).toString(16).padStart(8, "0");
}

/** A text and how far it was read. */
class Reader {
  at = 0;

  constructor(private readonly text: string) {}

  refuse(detail: string): never {
    let line = 1;
    for (let at = this.text.indexOf("\n"); at >= 0 && at < this.at; at = this.text.indexOf("\n", at + 1)) line += 1;
    throw new RefusedFile("R-JSON", `第 ${line} 行`, detail);
  }

  skip(): void {
    this.match(SPACE);
  }

  value(depth: number): Json {
    this.skip();
    const sign = this.text[this.at];
    if (sign === "{" || sign === "[") {
      if (depth > JSON_DEPTH) this.refuse(`套得太深，超过 ${JSON_DEPTH} 层`);
      this.at += 1;
      return sign === "{" ? this.members(depth) : this.elements(depth);
    }
    if (sign === '"') return this.string();
    for (const [word, value] of WORDS) {
      if (!this.text.startsWith(word, this.at)) continue;
      this.at += word.length;
      return value;
    }
    return this.number();
  }

  private match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0];
    if (found !== undefined) this.at += found.length;
    return found;
  }

  private take(sign: string): boolean {
    if (this.text[this.at] !== sign) return false;
    this.at += 1;
    return true;
  }

  private members(depth: number): JsonObject {
    const found: JsonObject = new Map();
    for (;;) {
      this.skip();
      if (!found.size && this.take("}")) return found;
      if (this.text[this.at] !== '"') this.refuse("格式不对");
      const key = this.string();
      if (found.has(key)) this.refuse(`“${[...key].slice(0, 40).join("")}”写了两次`);
      this.skip();
      if (!this.take(":")) this.refuse("格式不对");
      found.set(key, this.value(depth + 1));
      this.skip();
      if (this.take("}")) return found;
      if (!this.take(",")) this.refuse("格式不对");
    }
  }

  private elements(depth: number): Json[] {
    const found: Json[] = [];
    this.skip();
    if (this.take("]")) return found;
    for (;;) {
      found.push(this.value(depth + 1));
      this.skip();
      if (this.take("]")) return found;
      if (!this.take(",")) this.refuse("格式不对");
    }
  }

  private number(): number | OddNumber {
    const begin = this.at;
    const lexeme = this.match(NUMBER);
    if (lexeme === undefined) this.refuse("格式不对");
    const number = Number(lexeme);
    if (!Number.isFinite(number)) {
      this.at = begin;
      this.refuse("数字太大");
    }
    return Number.isInteger(number) && Math.abs(number) < EXACT ? number + 0 : new OddNumber(lexeme);
  }

  private string(): string {
    const parts: string[] = [];
    this.at += 1;
    for (;;) {
      parts.push(this.match(PLAIN) ?? "");
      if (this.take('"')) return this.whole(parts.join(""));
      if (this.text[this.at] !== "\\") this.refuse("引号没有配对");
      parts.push(this.escaped());
    }
  }

  private escaped(): string {
    const sign = this.text[this.at + 1] ?? "";
    if (sign === "u") {
      HEX.lastIndex = this.at + 2;
      const digits = HEX.exec(this.text)?.[0];
      if (digits === undefined) this.refuse("格式不对");
      this.at += 6;
      return String.fromCharCode(parseInt(digits, 16));
    }
    const found = ESCAPED.get(sign);
    if (found === undefined) this.refuse("格式不对");
    this.at += 2;
    return found;
  }

  /** A half of a character beyond U+FFFF, alone, is none. */
  private whole(text: string): string {
    if (/[\ud800-\udfff]/u.test(text)) this.refuse("有不成字的编码");
    return text;
  }
}
