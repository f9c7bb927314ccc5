// csvText(): what a spreadsheet reads back is what the page showed, and nothing is calculated.
import assert from "node:assert/strict";
import { test } from "node:test";

(globalThis as { document?: unknown }).document = { currentScript: null };
(globalThis as { HTMLScriptElement?: unknown }).HTMLScriptElement = class {};

test("cells are quoted, lines end with CRLF, the mark comes first", async () => {
  const { csvText } = await import("../../generator/web/src/csv");
  assert.equal(csvText([["甲", '他说"好"'], ["1,5", "一\n二"]]), '\ufeff甲,"他说""好"""\r\n"1,5",一 二\r\n');
});

test("no cell is a formula", async () => {
  const { harmless } = await import("../../generator/web/src/csv");
  for (const words of ["=1+1", "+1", "-1", "@x", "\t=1", " =1", "\r=1", "＝1", "\ufeff=1", "\u200b=1"]) {
    assert.equal(harmless(words)[0], "'", JSON.stringify(words));
  }
  for (const words of ["3300多个", "1-3个月", "a=b", ""]) assert.equal(harmless(words), words);
});

test("browsers inside chat programs are known", async () => {
  const { savesFiles } = await import("../../generator/web/src/csv");
  const chrome = "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/90.0.4430.93 Safari/537.36";
  assert.equal(savesFiles(chrome), true);
  for (const own of ["MicroMessenger/8.0.1", "MQQBrowser/6.2 QQ/8.9.1"]) assert.equal(savesFiles(`${chrome} ${own}`), false);
});
