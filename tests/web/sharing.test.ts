// The ready texts at the end of a page.
import assert from "node:assert/strict";
import { test } from "node:test";

(globalThis as { document?: unknown }).document = { currentScript: null };
(globalThis as { HTMLScriptElement?: unknown }).HTMLScriptElement = class {};

const PAGE = { title: "三事分流", line: "按由谁办来分。", ref: "longhua/sanshi-fenliu", address: "", version: "0.1.0", date: "2026-01-05" };

test("offline the id leads to the page", async () => {
  const { shareText } = await import("../../generator/web/src/sharing");
  assert.equal(
    shareText(PAGE),
    "三事分流（基层治理案例库）\n按由谁办来分。\n编号：longhua/sanshi-fenliu\n打开本库，搜索这个编号就能找到。",
  );
});

test("over http the address leads to it, and what is not known is left out", async () => {
  const { shareText } = await import("../../generator/web/src/sharing");
  const address = "https://example.cn/library/metrics.html";
  assert.equal(shareText({ ...PAGE, ref: "", line: "", address }), `三事分流（基层治理案例库）\n${address}`);
  assert.equal(shareText({ ...PAGE, ref: "", line: "" }), "三事分流（基层治理案例库）");
});

test("feedback names page, id, version and leaves three lines to fill in", async () => {
  const { feedbackText } = await import("../../generator/web/src/sharing");
  assert.equal(
    feedbackText(PAGE),
    "页面：三事分流\n编号：longhua/sanshi-fenliu\n版本：0.1.0，2026-01-05\n哪里不对：\n应该是：\n依据：",
  );
  assert.ok(!feedbackText({ ...PAGE, version: "" }).includes("版本"));
});
