// The zip file of a returned workbook, judged by its directory before anything is unpacked (generator/read/returned_zip.py).
import { Inflate } from "fflate";
import { crc32 } from "./crc32";
import { PARTS, PART_BYTES, RATIO, RATIO_FROM, UNPACKED_BYTES } from "./limits";
import { RefusedFile } from "./verdicts";

interface Part {
  name: string;
  method: number;
  crc: number;
  packed: number;
  size: number;
  offset: number; // of its local header
}

const END = 22;
const CENTRAL = 46;
const LOCAL = 30;
const STORED = 0;
const DEFLATED = 8;
const PUSHED = 4_096; // packed bytes unpacked at once: they make 4 MB at most
const ACTIVE = /vbaproject|oleobject|(?:^|\/)(?:externallinks|activex|embeddings|macrosheets|dialogsheets|querytables)\/|(?:^|\/)connections\.xml$/;
const OPEN_DOCUMENT = "application/vnd.oasis.opendocument.";
const MIMETYPE_BYTES = 100;

/** The parts of a zip file by name; the case of names does not matter.
 * The constructor throws RefusedFile R-DAMAGED, R-ENCRYPTED, R-BOMB, R-WORD, R-ODS, R-OTHER, R-ACTIVE. */
export class Package {
  private readonly view: DataView;
  private readonly parts: Map<string, Part>;

  constructor(private readonly content: Uint8Array) {
    this.view = new DataView(content.buffer, content.byteOffset, content.byteLength);
    const parts = this.directory();
    this.parts = new Map(parts.map((part) => [part.name.toLowerCase(), part]));
    if (this.parts.size < parts.length) throw new RefusedFile("R-DAMAGED", "", "有重名的部件");
    this.refuseOthers();
    refuseBombs(parts);
    for (const [name, part] of this.parts) if (ACTIVE.test(name)) throw new RefusedFile("R-ACTIVE", "", part.name);
  }

  has(name: string): boolean {
    return this.parts.has(name.toLowerCase());
  }

  /** Return a part, unpacked; throws R-DAMAGED when it is not there or not what it says, R-BOMB when too large. */
  read(name: string): Uint8Array {
    const part = this.parts.get(name.toLowerCase());
    if (!part) throw new RefusedFile("R-DAMAGED", "", `缺少 ${[...name].slice(0, 60).join("")}`);
    if (part.size > PART_BYTES) throw new RefusedFile("R-BOMB", "", `${part.name} 解开后超过 10 MB`);
    const content = this.unpacked(part);
    if (content?.length !== part.size || crc32(content) !== part.crc) throw differs(part);
    return content;
  }

  private refuseOthers(): void {
    for (const name of this.parts.keys()) if (name.startsWith("word/")) throw new RefusedFile("R-WORD");
    const mimetype = this.parts.get("mimetype");
    if (mimetype && mimetype.size <= MIMETYPE_BYTES) {
      const kind = latin(this.read("mimetype"));
      if (kind.startsWith(OPEN_DOCUMENT)) throw new RefusedFile(kind.startsWith(`${OPEN_DOCUMENT}spreadsheet`) ? "R-ODS" : "R-WORD");
    }
    if (!this.parts.has("[content_types].xml") || this.parts.has("xl/workbook.bin")) throw new RefusedFile("R-OTHER");
  }

  private signed(at: number, third: number, fourth: number): boolean {
    return this.view.getUint32(at, true) === (0x4b50 | (third << 16) | (fourth << 24)) >>> 0;
  }

  private directory(): Part[] {
    const { length } = this.content;
    let at = length - END;
    const least = Math.max(0, length - END - 65_535);
    while (at >= least && !this.signed(at, 5, 6)) at -= 1;
    if (at < least) throw new RefusedFile("R-DAMAGED", "", "文件不完整");
    const [disk, first, here, count] = [4, 6, 8, 10].map((add) => this.view.getUint16(at + add, true)) as [number, number, number, number];
    const size = this.view.getUint32(at + 12, true);
    let offset = this.view.getUint32(at + 16, true);
    const comment = this.view.getUint16(at + 20, true);
    if (disk || first || here !== count || offset + size !== at || at + END + comment > length) {
      throw new RefusedFile("R-DAMAGED", "", "文件目录不对");
    }
    if (count > PARTS) throw new RefusedFile("R-BOMB", "", `部件超过 ${PARTS} 个`);
    const parts: Part[] = [];
    for (let number = 0; number < count; number += 1) {
      const [part, next] = this.entry(offset, at);
      parts.push(part);
      offset = next;
    }
    return parts;
  }

  private entry(at: number, end: number): [Part, number] {
    if (at + CENTRAL > end || !this.signed(at, 1, 2)) throw new RefusedFile("R-DAMAGED", "", "文件目录不对");
    const short = (add: number): number => this.view.getUint16(at + add, true);
    const long = (add: number): number => this.view.getUint32(at + add, true);
    const [flags, method, named] = [short(8), short(10), short(28)];
    const part = {
      name: latin(this.content.subarray(at + CENTRAL, at + CENTRAL + named)),
      method, crc: long(16), packed: long(20), size: long(24), offset: long(42),
    };
    if (!isPlain(part.name) || Math.max(part.packed, part.size, part.offset) === 0xff_ff_ff_ff) {
      throw new RefusedFile("R-DAMAGED", "", "部件的名字或大小不对");
    }
    if (flags & 1) throw new RefusedFile("R-ENCRYPTED");
    if (method !== STORED && method !== DEFLATED) throw new RefusedFile("R-DAMAGED", "", "压缩方法不认识");
    return [part, at + CENTRAL + named + short(30) + short(32)];
  }

  private unpacked(part: Part): Uint8Array | null {
    const { length } = this.content;
    if (part.offset + LOCAL > length || !this.signed(part.offset, 3, 4)) throw new RefusedFile("R-DAMAGED", "", "文件目录不对");
    const method = this.view.getUint16(part.offset + 8, true);
    const named = this.view.getUint16(part.offset + 26, true);
    const begin = part.offset + LOCAL + named + this.view.getUint16(part.offset + 28, true);
    const name = latin(this.content.subarray(part.offset + LOCAL, part.offset + LOCAL + named));
    if (name !== part.name || method !== part.method || begin + part.packed > length) throw differs(part);
    const packed = this.content.subarray(begin, begin + part.packed);
    return part.method === STORED ? packed : inflated(packed, part.size);
  }
}

function differs(part: Part): RefusedFile {
  return new RefusedFile("R-DAMAGED", "", `${part.name} 和登记的不符`);
}

/** Unpack at most `size` bytes; null when there are more, or the packed bytes are broken. */
function inflated(packed: Uint8Array, size: number): Uint8Array | null {
  const whole = new Uint8Array(size);
  let filled = 0;
  let over = false;
  const engine = new Inflate((chunk) => {
    over ||= filled + chunk.length > size;
    if (!over) whole.set(chunk, filled);
    filled += chunk.length;
  });
  try {
    for (let at = 0; at < packed.length && !over; at += PUSHED) {
      engine.push(packed.subarray(at, at + PUSHED), at + PUSHED >= packed.length);
    }
  } catch {
    return null;
  }
  return over ? null : whole.subarray(0, filled);
}

function latin(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
}

/** Whether a name stays inside the package and hides nothing. */
function isPlain(name: string): boolean {
  const steps = name.replace(/\/$/, "").split("/");
  // eslint-disable-next-line no-control-regex
  return !/[\\:\x00-\x1f]/.test(name) && !steps.some((step) => step === "" || step === "." || step === "..");
}

function refuseBombs(parts: Part[]): void {
  if (parts.reduce((sum, part) => sum + part.size, 0) > UNPACKED_BYTES) throw new RefusedFile("R-BOMB", "", "解开后超过 50 MB");
  for (const part of parts) {
    if (part.size > RATIO_FROM && part.size > RATIO * part.packed) throw new RefusedFile("R-BOMB", "", `${part.name} 压得太紧`);
  }
  let end = 0;
  for (const part of [...parts].sort((one, other) => one.offset - other.offset)) {
    if (part.offset < end) throw new RefusedFile("R-BOMB", "", "部件互相重叠");
    end = part.offset + LOCAL + part.name.length + part.packed;
  }
}
