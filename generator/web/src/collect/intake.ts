// Files that a person chose or dropped, read one after the other; the page stays live, and the reading can be stopped.
import type { Kept } from "./collection";
import { isCollection } from "./collection";
import { MOST_BYTES, read } from "./reader";
import type { Code } from "./reader";
import { sha256 } from "./sha256";
import type { Known } from "./summary";

export const MOST_FILES = 2_000;
export const MOST_BATCH = 2_000_000_000; // bytes
const MOST_COLLECTION = 200_000_000; // bytes
const BREATH_MS = 40;

/** A file under the name that is shown: with its folder, when a folder was chosen. */
export interface Chosen {
  name: string;
  file: File;
}

export interface Taken {
  kept: Kept[];
  collections: { name: string; text: string }[];
  left: string[]; // names of files that were not read: beyond the limits, or after a stop
  stopped: boolean;
}

/** Return which files one batch takes, and the names of those beyond its limits. */
export function withinLimits(files: Chosen[]): { taken: Chosen[]; left: string[] } {
  const taken: Chosen[] = [];
  const left: string[] = [];
  let bytes = 0;
  for (const one of files) {
    bytes += one.file.size;
    if (taken.length < MOST_FILES && bytes <= MOST_BATCH) taken.push(one);
    else {
      left.push(one.name);
      bytes -= one.file.size;
    }
  }
  return { taken, left };
}

/** Return a pause that lets the page live whenever so much time has gone by since the last one. */
export function makePause(): () => Promise<void> {
  let last = performance.now();
  return async () => {
    if (performance.now() - last < BREATH_MS) return;
    await new Promise((done) => setTimeout(done));
    last = performance.now();
  };
}

/** Read the files in order. `tell` hears how many are done; `stopped` is asked before each. */
export async function takeIn(files: Chosen[], known: Known, tell: (done: number) => void, stopped: () => boolean): Promise<Taken> {
  const { taken, left } = withinLimits(files);
  const result: Taken = { kept: [], collections: [], left, stopped: false };
  const pause = makePause();
  for (const [at, { name, file }] of taken.entries()) {
    if (stopped()) {
      result.stopped = true;
      result.left.unshift(...taken.slice(at).map((one) => one.name));
      break;
    }
    tell(at);
    await pause();
    await takeOne(name, file, known, result);
  }
  tell(taken.length);
  return result;
}

async function takeOne(name: string, file: File, known: Known, result: Taken): Promise<void> {
  if (/\.json$/i.test(name) && file.size <= MOST_COLLECTION) {
    const start = await textOf(file.slice(0, 400));
    if (start !== null && isCollection(start)) {
      const text = await textOf(file);
      if (text !== null) {
        result.collections.push({ name, text });
        return;
      }
    }
  }
  result.kept.push(await keptOf(name, file, known));
}

async function keptOf(name: string, file: File, known: Known): Promise<Kept> {
  const unread = (code: Code, detail: string): Kept => ({
    id: sha256(new TextEncoder().encode(`${name}\0${file.size}`)), name, size: file.size, code, where: "", detail, notes: [], returned: null,
  });
  if (file.size > MOST_BYTES) return unread("R-SIZE", "");
  try {
    const bytes = new Uint8Array(await file.arrayBuffer());
    const id = sha256(bytes);
    const { size, code, where, detail, notes, returned } = read(name, bytes, known);
    return { id, name, size, code, where, detail, notes, returned };
  } catch {
    return unread("R-DAMAGED", "浏览器读不出这个文件");
  }
}

async function textOf(blob: Blob): Promise<string | null> {
  try {
    return await blob.text();
  } catch {
    return null;
  }
}

/** Return the files that were dropped, those of dropped folders too. */
export async function dropped(transfer: DataTransfer): Promise<Chosen[]> {
  const entries = Array.from(transfer.items).map((item) => item.webkitGetAsEntry?.() ?? null);
  if (!entries.some(Boolean)) return Array.from(transfer.files).map((file) => ({ name: file.name, file }));
  const found: Chosen[] = [];
  for (const entry of entries) if (entry) await walk(entry, "", found);
  return found;
}

async function walk(entry: FileSystemEntry, folder: string, found: Chosen[]): Promise<void> {
  const name = folder + entry.name;
  if (entry.isFile) {
    const file = await new Promise<File | null>((done) => (entry as FileSystemFileEntry).file(done, () => done(null)));
    found.push({ name, file: file ?? new File([], entry.name) });
  } else if (entry.isDirectory) {
    const reader = (entry as FileSystemDirectoryEntry).createReader();
    for (;;) { // a reader gives at most 100 at a time
      const some = await new Promise<FileSystemEntry[]>((done) => reader.readEntries(done, () => done([])));
      if (!some.length) break;
      for (const one of some) await walk(one, `${name}/`, found);
    }
  }
}
