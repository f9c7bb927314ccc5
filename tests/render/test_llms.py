"""llms.txt: one line a page, links relative or with the site's address, no word read as Markdown."""
from __future__ import annotations

from generator.render.llms import render_llms
from generator.view.llms import Entry, Guide

GUIDE = Guide("库", "一句话。", ("规矩。",), (("案例", (Entry("甲", "library/a/index.html", "说明。"),)),))


def test_is_a_title_a_summary_rules_and_lists() -> None:
    assert render_llms(GUIDE).decode() == (
        "# 库\n\n> 一句话。\n\n- 规矩。\n\n## 案例\n\n- [甲](library/a/index.html): 说明。\n"
    )


def test_links_carry_the_address_of_the_site() -> None:
    assert "(https://example.cn/ku/library/a/index.html)" in render_llms(GUIDE, "https://example.cn/ku/").decode()


def test_words_are_no_markdown_and_keep_to_their_line() -> None:
    hostile = Entry("a](http://x)[b", "library/a/index.html", "一\n## 二 <b> `c` *d*\u2028e")
    lines = render_llms(Guide("t", "s", (), (("h", (hostile,)),))).decode().splitlines()
    assert lines[-1] == r"- [a\](http://x)\[b](library/a/index.html): 一 \#\# 二 \<b\> \`c\` \*d\* e"
