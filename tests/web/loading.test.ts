// own(): what a hand-edited URL may ask for is never found on the prototype.
import assert from "node:assert/strict";
import { test } from "node:test";

(globalThis as { document?: unknown }).document = { currentScript: null };
(globalThis as { HTMLScriptElement?: unknown }).HTMLScriptElement = class {};

test("own finds own keys only", async () => {
  const { own } = await import("../../generator/web/src/loading");
  assert.equal(own({ a: 1 }, "a"), 1);
  for (const key of ["constructor", "__proto__", "toString", "b"]) assert.equal(own({ a: 1 }, key), undefined);
  assert.equal(own<number>(undefined, "a"), undefined);
});
