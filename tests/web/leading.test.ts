import assert from "node:assert/strict";
import test from "node:test";

import { partWith } from "../../generator/web/src/leading";

const PARTS = ["metrics-futian.html", "metrics-futian-2.html", "../index.html", "metrics-longhua.html"];
const PAGE = "/cases/library/metrics.html";

test("an address of a row leads to the part of its case", () => {
  assert.equal(partWith("futian.projects-1363", PAGE, PARTS), "metrics-futian.html#futian.projects-1363");
  assert.equal(partWith("futian-2.projects", PAGE, PARTS), "metrics-futian-2.html#futian-2.projects");
  assert.equal(partWith("case-longhua", PAGE, PARTS), "metrics-longhua.html#case-longhua");
});

test("a source, a topic and a condition are found by their anchors", () => {
  assert.equal(partWith("futian-main", "/library/sources.html", ["sources-futian.html"]), "sources-futian.html#futian-main");
  assert.equal(partWith("topic-yishi", "/library/practices.html", ["practices-yishi.html"]), "practices-yishi.html#topic-yishi");
  assert.equal(partWith("type-xincun", "/library/fit.html", ["fit-type-xincun.html"]), "fit-type-xincun.html#type-xincun");
});

test("anything else stays where it is", () => {
  for (const anchor of ["futianx.a", "parts", "nothing", "constructor", ""]) assert.equal(partWith(anchor, PAGE, PARTS), "");
  assert.equal(partWith("futian.a", "/library/", PARTS), "");
  assert.equal(partWith("futian.a", "/library/notes.html", PARTS), "");
});
