// Asks the engine: node ask.cjs NAMES TEXTS QUERIES prints, for each query of a JSON list, what was found, as JSON.
import { readFileSync } from "node:fs";
import { openEngine, search } from "../../generator/web/src/search/engine";
import { openNames, openTexts } from "../../generator/web/src/search/index";
import { show } from "../../generator/web/src/search/snippet";

const [names, texts, queries] = process.argv.slice(2).map((file) => readFileSync(file, "utf8"));
const read = (script: string): never => JSON.parse(script.slice(script.indexOf("{"), script.lastIndexOf(";")));

const began = performance.now();
const index = openTexts(openNames(read(names!)), read(texts!));
const engine = openEngine(index);
const opened = performance.now() - began;

const answers = (JSON.parse(queries!) as string[]).map((query) => {
  const start = performance.now();
  const found = search(engine, query);
  const took = performance.now() - start;
  const hits = [...found.gaps, ...found.hits];
  return {
    query, took, how: found.how, words: found.words, total: found.total, gaps: found.gaps.length, near: found.near,
    tried: found.tried, paths: hits.map((hit) => index.entries[hit.entry]!.path), scores: hits.slice(0, 10).map((hit) => hit.score),
    shown: hits.slice(0, 10).map((hit) => show(index, hit, found)),
  };
});
console.log(JSON.stringify({ opened, answers }));
