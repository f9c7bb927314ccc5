"""A page of ours without Markdown: read only when it surely is one."""
from __future__ import annotations

import markdown
import pytest

from generator.render.page import render_page
from generator.render.page_html import read_page
from tests.render import sample

FRONT = '---\ntitle: "甲"\n---\n\n'


@pytest.mark.parametrize("document", sample.site(), ids=lambda document: document.path)
def test_the_html_is_what_markdown_makes(document: sample.Document) -> None:
    text = render_page(document).decode()
    read = read_page(text)
    assert read is not None
    body = text.split("---\n", 2)[2]
    assert read.content == markdown.markdown(body, extensions=["generator.render.html_blocks", "attr_list", "toc"])
    assert read.meta["title"] == document.title


@pytest.mark.parametrize(
    "text",
    [
        "# 甲 {#a}\n\n<p>乙</p>",  # no front matter
        FRONT + "# 甲",
        FRONT + "# 甲 {#a}\n\n段落",
        FRONT + "# 甲 *乙* {#a}",
        FRONT + "# 甲 &#42; {#a}",
        FRONT + "# 甲 {#a}\n\n<p>乙\n\n丙</p>",
        FRONT + "# 甲 {#a}\n\n<p>乙</p> 丙",
        FRONT + "# 甲 {#a}\n\n<span>乙</span>",
        FRONT + "# 甲 {#a}\n\n<p>\t乙</p>",
        FRONT + '# 甲 {#a}\n\n<p>--8<-- "x"</p>',
        FRONT + "## 甲 {#a}\n\n<p>乙</p>",
        FRONT + "# 甲 {#a}\n\n### 乙 {#b}",
        "---\ntitle: 甲\n---\n\n# 甲 {#a}",  # no JSON
    ],
)
def test_anything_else_is_left_to_markdown(text: str) -> None:
    assert read_page(text) is None


def test_headings_are_nested_and_their_words_squeezed() -> None:
    read = read_page(FRONT + "# 甲 {#a}\n\n## 乙　丙 {#b .advice .wide}\n\n### 丁 {#c}\n\n## 戊 {#d}\n\n<p>己</p>\n")
    assert read is not None
    assert read.content == '<h1 id="a">甲</h1>\n<h2 class="advice wide" id="b">乙　丙</h2>\n<h3 id="c">丁</h3>\n<h2 id="d">戊</h2>\n<p>己</p>'
    (top,) = read.toc
    assert [(entry.title, entry.url, [part.id for part in entry.children]) for entry in top.children] == [
        ("乙 丙", "#b", ["c"]), ("戊", "#d", []),
    ]
