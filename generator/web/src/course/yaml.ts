// A small strict reader of YAML: only what this page and cases/courses/*.yaml write. Anything else is told with its line,
// the reason and the mend. Pure. Mappings and lists by indentation, [a, b] and {a: b} on one line, texts in double quotes.

/** What stands in the way of reading a file. */
export interface Fault {
  line: number; // from 1; 0: the file as a whole
  what: string;
  mend: string;
}

export class YamlFault extends Error {
  constructor(readonly fault: Fault) {
    super(fault.what);
  }
}

export interface TextNode { kind: "text"; line: number; text: string }
export interface ListNode { kind: "list"; line: number; items: Node[] }
export interface MapNode { kind: "map"; line: number; entries: Map<string, Node> }
export type Node = TextNode | ListNode | MapNode;

const MOST_CHARACTERS = 256 * 1024; // generator/model/limits.py, YAML_FILE_BYTES
const MOST_DEPTH = 20;
const KEY = /^([A-Za-z_][A-Za-z0-9_]*):(?=\s|$)\s*/;
const QUOTED = /^"(?:[^"\\]|\\.)*"/;
const STRANGE = /^[&*!|>%@`'?,\]}]/;
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufeff\ufffe\uffff]/;

interface Line {
  line: number;
  indent: number;
  text: string;
}

function refuse(line: number, what: string, mend: string): never {
  throw new YamlFault({ line, what, mend });
}

/** Return the mapping that a file holds. Throws YamlFault. */
export function readYaml(text: string): MapNode {
  if (text.length > MOST_CHARACTERS) refuse(0, "文件太大，不像课程文件", "选“备课”存下的 yaml 文件");
  const reader = new Reader(text.replace(/^\ufeff/, "").split(/\r\n|\n|\r/));
  return reader.whole();
}

class Reader {
  private readonly lines: Line[] = [];
  private at = 0;

  constructor(all: string[]) {
    all.forEach((text, place) => {
      const line = place + 1;
      const strange = FORBIDDEN.exec(text);
      if (strange) refuse(line, "有看不见的控制字符", "删去这一行，重新打一遍");
      if (/^ *\t/.test(text)) refuse(line, "行首用了制表符", "换成空格");
      const rest = text.trim();
      if (!rest || rest.startsWith("#")) return;
      if (/^(?:---|\.\.\.)(?:\s|$)/.test(text)) refuse(line, `这里用了不认识的写法“${rest.slice(0, 3)}”`, "删去这一行");
      this.lines.push({ line, indent: text.length - text.trimStart().length, text: rest });
    });
  }

  whole(): MapNode {
    const [first] = this.lines;
    if (!first) refuse(0, "文件是空的", "选“备课”存下的 yaml 文件");
    const node = this.block(first.indent, 1);
    const rest = this.lines[this.at];
    if (rest) refuse(rest.line, "缩进和上面对不上", "和同一层的上一行对齐");
    if (node.kind !== "map") refuse(first.line, "开头要写“名称: 内容”", "选“备课”存下的 yaml 文件");
    return node;
  }

  private block(indent: number, depth: number): Node {
    const first = this.lines[this.at] as Line;
    if (depth > MOST_DEPTH) refuse(first.line, "层数太多", "照“备课”存下的样子写");
    return isItem(first.text) ? this.list(indent, depth) : this.map(indent, depth);
  }

  private list(indent: number, depth: number): ListNode {
    const node: ListNode = { kind: "list", line: (this.lines[this.at] as Line).line, items: [] };
    for (let next = this.lines[this.at]; next && next.indent === indent && isItem(next.text); next = this.lines[this.at]) {
      const inner = next.text.slice(1).trimStart();
      if (!inner) refuse(next.line, "短横后面没有内容", "在短横后空一格写内容，或删去这一行");
      if (KEY.test(inner)) {
        const deeper = indent + next.text.length - inner.length;
        this.lines[this.at] = { line: next.line, indent: deeper, text: inner };
        node.items.push(this.map(deeper, depth + 1));
      } else {
        this.at += 1;
        node.items.push(inline(inner, next.line, depth + 1));
        this.nothingDeeper(indent);
      }
    }
    return node;
  }

  private map(indent: number, depth: number): MapNode {
    const node: MapNode = { kind: "map", line: (this.lines[this.at] as Line).line, entries: new Map() };
    for (let next = this.lines[this.at]; next && next.indent === indent && !isItem(next.text); next = this.lines[this.at]) {
      const found = KEY.exec(next.text);
      if (!found) refuse(next.line, "这一行不是“名称: 内容”", "冒号用半角，后面空一格");
      const key = found[1] as string;
      if (node.entries.has(key)) refuse(next.line, `“${key}”写了两次`, "只留一处");
      this.at += 1;
      node.entries.set(key, this.value(next, next.text.slice(found[0].length), indent, depth));
    }
    return node;
  }

  private value(line: Line, rest: string, indent: number, depth: number): Node {
    if (rest && !rest.startsWith("#")) {
      const node = inline(rest, line.line, depth + 1);
      this.nothingDeeper(indent);
      return node;
    }
    const next = this.lines[this.at];
    if (next && (next.indent > indent || (next.indent === indent && isItem(next.text)))) return this.block(next.indent, depth + 1);
    return refuse(line.line, "冒号后面没有内容", "写上内容，或删去这一行");
  }

  private nothingDeeper(indent: number): void {
    const next = this.lines[this.at];
    if (next && next.indent > indent) refuse(next.line, "缩进和上面对不上", "和同一层的上一行对齐；一段文字写在一行里");
  }
}

function isItem(text: string): boolean {
  return text === "-" || text.startsWith("- ");
}

/** Return what stands on the rest of a line. */
function inline(text: string, line: number, depth: number): Node {
  const flow = new Flow(text, line);
  const node = flow.node(depth, false);
  flow.end();
  return node;
}

class Flow {
  private at = 0;

  constructor(private readonly text: string, private readonly line: number) {}

  /** Only a remark may follow. */
  end(): void {
    const rest = this.text.slice(this.at);
    if (rest.trim() && !/^\s+#/.test(rest)) refuse(this.line, `“${cut(rest.trim())}”不该在这里`, "文字里有引号、冒号时，整段用半角双引号括起来");
  }

  node(depth: number, inside: boolean): Node {
    if (depth > MOST_DEPTH) refuse(this.line, "层数太多", "照“备课”存下的样子写");
    const rest = this.text.slice(this.at);
    if (rest.startsWith("[")) return this.list(depth);
    if (rest.startsWith("{")) return this.map(depth);
    if (rest.startsWith('"')) return this.quoted(rest);
    if (STRANGE.test(rest) || rest.startsWith("#")) refuse(this.line, `这里用了不认识的写法“${cut(rest)}”`, "文字用半角双引号括起来");
    return this.plain(rest, inside);
  }

  private quoted(rest: string): TextNode {
    const found = QUOTED.exec(rest);
    if (!found) refuse(this.line, "双引号没有成对", "在文字的末尾补上半角双引号，一段文字写在一行里");
    this.at += found[0].length;
    try {
      return { kind: "text", line: this.line, text: JSON.parse(found[0].replace(/\t/g, "\\t")) as string };
    } catch {
      return refuse(this.line, "反斜杠后面的写法不认识", "反斜杠写成两个，双引号写成全角的“”");
    }
  }

  private plain(rest: string, inside: boolean): TextNode {
    const found = (inside ? /^[^,[\]{}]*/ : /^.*$/).exec(rest)?.[0] ?? "";
    const text = found.replace(/\s#.*$/, "").trim();
    this.at += inside ? found.length : rest.length;
    if (!text) refuse(this.line, "少了内容", "补上内容，或删去多余的逗号");
    if (/:(?:\s|$)/.test(text)) refuse(this.line, `“${cut(text)}”里有半角冒号`, "文字用半角双引号括起来，或改成全角冒号");
    return { kind: "text", line: this.line, text };
  }

  private list(depth: number): ListNode {
    const node: ListNode = { kind: "list", line: this.line, items: [] };
    this.each("]", () => node.items.push(this.node(depth + 1, true)));
    return node;
  }

  private map(depth: number): MapNode {
    const node: MapNode = { kind: "map", line: this.line, entries: new Map() };
    this.each("}", () => {
      const found = KEY.exec(this.text.slice(this.at));
      if (!found) refuse(this.line, "花括号里要写“名称: 内容”", "冒号用半角，后面空一格");
      const key = found[1] as string;
      if (node.entries.has(key)) refuse(this.line, `“${key}”写了两次`, "只留一处");
      this.at += found[0].length;
      node.entries.set(key, this.node(depth + 1, true));
    });
    return node;
  }

  /** Read what stands between brackets, parted by commas. */
  private each(close: string, one: () => void): void {
    this.at += 1;
    this.blanks();
    while (this.text[this.at] !== close) {
      one();
      this.blanks();
      if (this.text[this.at] === close) break;
      if (this.text[this.at] !== ",") refuse(this.line, `括号没有成对，或少了逗号`, `各项用半角逗号隔开，末尾写“${close}”`);
      this.at += 1;
      this.blanks();
    }
    this.at += 1;
  }

  private blanks(): void {
    while (this.text[this.at] === " ") this.at += 1;
  }
}

function cut(text: string): string {
  const characters = Array.from(text);
  return characters.length > 20 ? `${characters.slice(0, 20).join("")}…` : text;
}
