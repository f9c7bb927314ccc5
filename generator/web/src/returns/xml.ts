// XML of a returned workbook: a small strict tokenizer, so that Python's expat (generator/read/returned_xml.py) and every
// browser refuse the same. No document type, no entity of its own, UTF-8 only, bounded depth. Pure.
import { XML_DEPTH, XML_ELEMENTS } from "./limits";
import { RefusedFile } from "./verdicts";

export type Attributes = Map<string, string>; // names without prefixes

const S = "[ \\t\\r\\n]";
const NAME = "[A-Za-z_:][A-Za-z0-9_.:-]*";
const DECLARATION = new RegExp(
  `^<\\?xml${S}+version${S}*=${S}*(?:"1\\.0"|'1\\.0')(?:${S}+encoding${S}*=${S}*(?:"utf-8"|'utf-8'))?` +
    `(?:${S}+standalone${S}*=${S}*(?:"(?:yes|no)"|'(?:yes|no)'))?${S}*\\?>`,
);
const OPEN = new RegExp(`<(${NAME})`, "y");
const ATTRIBUTE = new RegExp(`${S}+(${NAME})${S}*=${S}*(?:"([^"<]*)"|'([^'<]*)')`, "y");
const OPEN_END = new RegExp(`${S}*(/?)>`, "y");
const CLOSE = new RegExp(`</(${NAME})${S}*>`, "y");
const INSTRUCTION = new RegExp(`<\\?(${NAME})(?:\\?>|${S}[^]*?\\?>)`, "y");
const REFERENCE = /&(?:#([0-9]+)|#x([0-9a-fA-F]+)|([A-Za-z_:][A-Za-z0-9_.:-]*));|&/g;
// eslint-disable-next-line no-control-regex
const FORBIDDEN = /[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/;
const ENTITIES = new Map([["lt", "<"], ["gt", ">"], ["amp", "&"], ["quot", '"'], ["apos", "'"]]);

/** Call `opened(name, attributes)` and `closed(name, text)` for each element, in order; names without prefixes.
 * The text is that since the element's begin or its last child. Throws RefusedFile R-ENTITY, R-BOMB (depth), R-DAMAGED. */
export function readXml(
  content: Uint8Array, part: string, opened: (name: string, attributes: Attributes) => void, closed: (name: string, text: string) => void,
): void {
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(content);
  } catch {
    throw new RefusedFile("R-DAMAGED", "", `${part} 不是 UTF-8 编码`);
  }
  if (/<!(?:DOCTYPE|ENTITY)/.test(text)) throw new RefusedFile("R-ENTITY", "", part);
  new Tokenizer(text, part, opened, closed).run();
}

class Tokenizer {
  private at = 0;
  private count = 0;
  private said = "";
  private over = false; // the one outermost element has ended
  private readonly path: string[] = [];

  constructor(
    private readonly text: string,
    private readonly part: string,
    private readonly opened: (name: string, attributes: Attributes) => void,
    private readonly closed: (name: string, text: string) => void,
  ) {}

  run(): void {
    if (/^<\?xml[ \t\r\n]/.test(this.text)) {
      const declared = DECLARATION.exec(this.text.slice(0, 200).replace(/utf-8/i, "utf-8"));
      if (!declared) this.damaged();
      this.at = declared[0].length;
    }
    while (this.at < this.text.length) {
      const next = this.text.indexOf("<", this.at);
      const end = next < 0 ? this.text.length : next;
      if (end > this.at) this.words(this.text.slice(this.at, end));
      this.at = end;
      if (next >= 0) this.markup();
    }
    if (this.path.length || !this.over) this.damaged();
  }

  private damaged(): never {
    throw new RefusedFile("R-DAMAGED", "", `${this.part} 的格式不对`);
  }

  private match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text);
    if (found) this.at += found[0].length;
    return found;
  }

  private words(text: string): void {
    if (!this.path.length) {
      if (/[^ \t\r\n]/.test(text)) this.damaged();
    } else {
      if (FORBIDDEN.test(text) || text.includes("]]>")) this.damaged();
      this.said += this.resolved(text.replace(/\r\n?/g, "\n"));
    }
  }

  private resolved(text: string): string {
    if (!text.includes("&")) return text;
    return text.replace(REFERENCE, (_, decimal?: string, hexadecimal?: string, named?: string) => {
      if (named !== undefined) {
        const known = ENTITIES.get(named);
        if (known === undefined) throw new RefusedFile("R-ENTITY", "", this.part);
        return known;
      }
      const code = decimal ? parseInt(decimal, 10) : hexadecimal ? parseInt(hexadecimal, 16) : 0;
      if (!code || code > 0x10_ff_ff || (code >= 0xd800 && code <= 0xdfff) || FORBIDDEN.test(String.fromCodePoint(code))) this.damaged();
      return String.fromCodePoint(code);
    });
  }

  private markup(): void {
    const mark = this.text[this.at + 1];
    if (mark === "/") this.close();
    else if (mark === "?") this.instruction();
    else if (mark !== "!") this.open();
    else if (this.text.startsWith("<!--", this.at)) this.until("<!--", "--", ">");
    else if (this.path.length && this.text.startsWith("<![CDATA[", this.at)) this.said += this.until("<![CDATA[", "]]>", "").replace(/\r\n?/g, "\n");
    else this.damaged();
  }

  private instruction(): void {
    const found = this.match(INSTRUCTION);
    if (!found || /^xml$/i.test(found[1] as string) || FORBIDDEN.test(found[0])) this.damaged();
  }

  /** Pass over what begins here and ends with `end`, which `after` must follow; return what is between. */
  private until(begin: string, end: string, after: string): string {
    const from = this.at + begin.length;
    const to = this.text.indexOf(end, from);
    const between = this.text.slice(from, to);
    if (to < 0 || !this.text.startsWith(after, to + end.length) || FORBIDDEN.test(between)) this.damaged();
    this.at = to + end.length + after.length;
    return between;
  }

  private open(): void {
    const name = this.match(OPEN)?.[1];
    if (name === undefined || this.over) this.damaged();
    const written = new Map<string, string>();
    for (let found = this.match(ATTRIBUTE); found; found = this.match(ATTRIBUTE)) {
      const value = found[2] ?? found[3] ?? "";
      if (written.has(found[1] as string) || FORBIDDEN.test(value)) this.damaged();
      written.set(found[1] as string, this.resolved(value.replace(/\r\n?|[\t\n]/g, " ")));
    }
    const end = this.match(OPEN_END);
    if (!end) this.damaged();
    this.count += 1;
    if (this.path.push(name) > XML_DEPTH || this.count > XML_ELEMENTS) throw new RefusedFile("R-BOMB", "", `${this.part} 里的内容太多`);
    this.said = "";
    this.opened(local(name), new Map([...written].map(([key, value]) => [local(key), value])));
    if (end[1]) this.leave(name);
  }

  private close(): void {
    const name = this.match(CLOSE)?.[1];
    if (name === undefined || this.path[this.path.length - 1] !== name) this.damaged();
    this.leave(name);
  }

  private leave(name: string): void {
    this.path.pop();
    this.over = !this.path.length;
    this.closed(local(name), this.said);
    this.said = "";
  }
}

function local(name: string): string {
  return name.slice(name.lastIndexOf(":") + 1);
}
