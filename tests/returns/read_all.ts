// Reads every file of a folder as the browser would, and prints what came of it. Run by tests/returns/both.py.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import type { Checklist } from "../../generator/web/src/assess/checklist";
import { writeReturn } from "../../generator/web/src/returns/json";
import { readReturn } from "../../generator/web/src/returns/reading";

const folder = process.argv[2] ?? "";
const known = JSON.parse(readFileSync(join(folder, "known.json"), "utf8")) as Record<string, Checklist[]>;
const names = JSON.parse(readFileSync(join(folder, "names.json"), "utf8")) as string[];
const files = join(folder, "files");
const out = readdirSync(files).sort().map((file) => {
  const bytes = new Uint8Array(readFileSync(join(files, file)));
  const began = performance.now();
  const { returned, ...reading } = readReturn(names[Number(file)] ?? "", bytes, (id) => known[id]);
  const seconds = (performance.now() - began) / 1000;
  const text = returned ? writeReturn(returned, known[returned.checklist]?.[0]?.fingerprint ?? "") : null;
  const clean = (Object.prototype as Record<string, unknown>).x === undefined && (!returned || Object.getPrototypeOf(returned.answers) === null);
  return { ...reading, text, clean, seconds };
});
console.log(JSON.stringify({ out, memory: process.resourceUsage().maxRSS }));
