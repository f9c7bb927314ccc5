"""The guide for programs as Markdown: a title, a quote, paragraphs, lists of links (https://llmstxt.org)."""
from __future__ import annotations

import re

from generator.view.llms import Guide

_MARKS = re.compile(r"([\\`*_\[\]<>#|])")
_BREAKS = re.compile(r"[\s\x85\u2028\u2029]+")


def render_llms(guide: Guide, address: str = "") -> bytes:
    """Return llms.txt (UTF-8, LF). `address` is the site's address with a slash at its end; empty: links stay relative."""
    lines = [f"# {_words(guide.title)}", "", f"> {_words(guide.summary)}", ""]
    for rule in guide.rules:
        lines += [f"- {_words(rule)}"]
    for heading, entries in guide.parts:
        lines += ["", f"## {_words(heading)}", ""]
        lines += [f"- [{_words(entry.name)}]({address}{entry.path}): {_words(entry.note)}" for entry in entries]
    return ("\n".join(lines) + "\n").encode()


def _words(text: str) -> str:
    """Return words on one line that Markdown shows as they are."""
    return _MARKS.sub(r"\\\1", _BREAKS.sub(" ", text).strip())
