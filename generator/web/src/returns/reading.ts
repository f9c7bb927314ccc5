// One returned file, whatever it is: what kind of file, refused by code or read (generator/read/returned.py). Never throws.
import type { Return } from "../assess/returned";
import { readWorkbook } from "./cells";
import { knownForm, refuseEmpty } from "./checks";
import type { Known } from "./checks";
import { readForm } from "./form";
import { identityOf } from "./identity";
import { readReturnText } from "./json";
import { FILE_BYTES } from "./limits";
import { RefusedFile, readingOf } from "./verdicts";
import type { Notify, Reading } from "./verdicts";
import { Package } from "./zip";

export type { Known } from "./checks";
export type { Note, Reading } from "./verdicts";

const OLE = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
const MARK = [0xef, 0xbb, 0xbf];
const ZIP = [0x50, 0x4b, 3, 4];
const SPACES = [0x20, 9, 0x0d, 0x0a, 0];
const LOOKED_AT = 4_096;

/** Read one file. `name` is only looked at for `~$` and for .json and .xlsx; what it is, its content says. */
export function readReturn(name: string, bytes: Uint8Array, known: Known): Reading {
  const size = bytes.length;
  let text = "";
  const reading = readingOf(name, size, (notify) => {
    refuseByLook(name, bytes);
    if (begins(bytes, ZIP)) return readXlsx(bytes, known, notify);
    text = decoded(bytes);
    return null as unknown as Return; // JSON: read below, with notes of its own
  });
  return reading.code === "" && !reading.returned ? readReturnText(text, known, { name, size, draft: false }) : reading;
}

function readXlsx(bytes: Uint8Array, known: Known, notify: Notify): Return {
  const workbook = readWorkbook(new Package(bytes));
  const [checklist, edition] = knownForm(known, identityOf(workbook), notify);
  const returned = readForm(workbook, checklist, edition, notify);
  refuseEmpty(returned);
  return returned;
}

function decoded(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new RefusedFile("R-JSON", "", "不是 UTF-8 编码");
  }
}

/** Throw RefusedFile for what is neither a zip file nor JSON. */
function refuseByLook(name: string, bytes: Uint8Array): void {
  const base = name.split(/[/\\]/).pop() ?? "";
  if (base.startsWith("~$") || base.startsWith(".~")) throw new RefusedFile("R-LOCK");
  if (bytes.every((byte) => SPACES.includes(byte))) throw new RefusedFile("R-EMPTY");
  if (bytes.length > FILE_BYTES) throw new RefusedFile("R-SIZE", "", `${(bytes.length / 1024 / 1024).toFixed(1)} MB`);
  if (begins(bytes, ZIP)) return;
  refuseOffice(bytes);
  let at = begins(bytes, MARK) ? MARK.length : 0;
  while (SPACES.includes(bytes[at] ?? -1)) at += 1;
  const begin = latin(bytes.subarray(at, at + 8));
  if (begin.startsWith("%PDF-")) throw new RefusedFile("R-PDF");
  if (begin.startsWith("{\\rtf")) throw new RefusedFile("R-WORD");
  const wide = begins(bytes, [0xff, 0xfe]) || begins(bytes, [0xfe, 0xff]);
  // eslint-disable-next-line no-control-regex
  const textual = wide || !/[\x00-\x08\x0b\x0e-\x1f]/.test(latin(bytes.subarray(0, LOOKED_AT)));
  const named = base.toLowerCase();
  if (textual && (begin.startsWith("{") || begin.startsWith("[") || named.endsWith(".json"))) return;
  if (textual) throw new RefusedFile("R-TEXT");
  throw new RefusedFile(named.endsWith(".xlsx") || named.endsWith(".json") ? "R-DAMAGED" : "R-OTHER");
}

/** The older container of office files holds what was encrypted, and the formats of before 2007. */
function refuseOffice(bytes: Uint8Array): void {
  if (!begins(bytes, OLE)) return;
  const streams = [["EncryptedPackage", "R-ENCRYPTED"], ["WordDocument", "R-WORD"], ["PowerPoint Document", "R-OTHER"]] as const;
  for (const [stream, code] of streams) if (holds(bytes, [...stream].flatMap((sign) => [sign.charCodeAt(0), 0]))) throw new RefusedFile(code);
  throw new RefusedFile("R-XLS");
}

function begins(bytes: Uint8Array, wanted: number[]): boolean {
  return wanted.every((byte, at) => bytes[at] === byte);
}

function holds(bytes: Uint8Array, wanted: number[]): boolean {
  for (let at = bytes.indexOf(wanted[0] as number); at >= 0; at = bytes.indexOf(wanted[0] as number, at + 1)) {
    if (wanted.every((byte, more) => bytes[at + more] === byte)) return true;
  }
  return false;
}

function latin(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
}
