"""Pages written by hand, as the search reads them."""
from __future__ import annotations

from pathlib import Path

from generator.read.hand_page import HandPage, read_hand_pages

PAGE = """---
title: "怎样用"
description: 一句话。
---
# 怎样用

先看**这里**，再看[那里](a.md)。

## 第一步 {#first .x}

1. 打开 `页面`
- 点<b>一下</b>


--8<-- "a.md"
完了。
## 第二步 {#second}
"""


def test_titles_parts_and_plain_words(tmp_path: Path) -> None:
    (tmp_path / "b.md").write_bytes(PAGE.replace("\n", "\r\n").encode("utf-8-sig"))
    assert read_hand_pages(tmp_path) == (
        HandPage("b.html", "怎样用", "一句话。", (
            ("", "", "先看这里，再看那里。"), ("first", "第一步", "打开 页面\n点一下\n完了。"), ("second", "第二步", ""),
        )),
    )


def test_pages_that_are_not_searched(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("没有题头\n", "utf-8")
    (tmp_path / "c.md").write_text("---\ndescription: 没有标题\n---\n文字\n", "utf-8")
    (tmp_path / "d.md").write_text("---\ntitle: 不查\nsearched: false\n---\n文字\n", "utf-8")
    (tmp_path / "e.md").write_text("---\ntitle: 要查\n---\n文字\n", "utf-8")
    (tmp_path / "f.txt").write_text(PAGE, "utf-8")
    assert [(page.path, page.title, page.description) for page in read_hand_pages(tmp_path)] == [("e.html", "要查", "")]
