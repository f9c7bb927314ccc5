"""A Markdown extension that passes our HTML blocks through unread: half of mkdocs' time is spent parsing them.

It changes no page: without it, Python-Markdown and mkdocs parse each block twice and come to the same result.
mkdocs.yml names it; another engine can build the same tree without it.
"""
from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from markdown import Markdown
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor

from generator.render.page_html import is_whole

_OPEN = re.compile(r"<([a-z][a-z0-9]*)[ >]")
_BEFORE_OTHERS = 29.5  # after line ends are normalised (30), before any other preprocessor reads the page


class HtmlBlocks(Preprocessor):
    """Puts each whole HTML block (one element, from a line's start to a blank line) into the stash of raw HTML."""

    def run(self, lines: list[str]) -> list[str]:
        """Return the lines with every such block replaced by its place in the stash."""
        return list(self._pass(lines))

    def _pass(self, lines: list[str]) -> Iterator[str]:
        at = 0
        while at < len(lines):
            tag = _OPEN.match(lines[at]) if at == 0 or not lines[at - 1].strip() else None
            if tag is None:
                yield lines[at]
                at += 1
                continue
            end = next((row for row in range(at, len(lines)) if not lines[row].strip()), len(lines))
            block = "\n".join(lines[at:end])
            yield from (self.md.htmlStash.store(block),) if self._is_whole(block, tag[1]) else lines[at:end]
            at = end

    def _is_whole(self, block: str, tag: str) -> bool:
        return self.md.is_block_level(tag) and is_whole(block, tag)


class HtmlBlocksExtension(Extension):
    """Registers the preprocessor."""

    def extendMarkdown(self, md: Markdown) -> None:
        """Called by Python-Markdown."""
        md.preprocessors.register(HtmlBlocks(md), "casebook_html_blocks", _BEFORE_OTHERS)


def makeExtension(**settings: Any) -> HtmlBlocksExtension:
    """Return the extension; Python-Markdown asks for this name."""
    return HtmlBlocksExtension(**settings)
