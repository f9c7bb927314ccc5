"""The HTML that Python-Markdown makes of a page of ours, without Python-Markdown: a hundredth of its time.

Our pages (page.py) are headings with an anchor and whole HTML blocks, nothing else; so what Markdown makes of them is
known beforehand. A page with anything more, a hand-written one above all, is left to Markdown.
"""
from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import Any

_FRONT = re.compile(r"---\n((?:[a-z]+: [^\n]+\n)*)---\n+")
_HEADING = re.compile(r"(#{1,6}) ([^\n!-/:-@\[-`{-~]*[^\n !-/:-@\[-`{-~]) \{#([A-Za-z][A-Za-z0-9._-]*)((?: \.[a-z]+)*)\}")
"""A heading whose words hold no mark of ASCII: the entity of a mark (page.py) is left to Markdown."""
_OPEN = re.compile(r"<([a-z]+)[ >]")
_BLOCKS = frozenset(("details", "div", "dl", "figure", "nav", "ol", "p", "ul"))
_NOT_OURS = ("\t", "\r", "\x02", "\x03", "--8<--")  # what Markdown, or snippets, would read anywhere


@dataclass(frozen=True, slots=True)
class TocEntry:
    """A heading in the list of headings; what mkdocs calls an AnchorLink."""

    title: str
    id: str
    level: int
    children: list[TocEntry] = field(default_factory=list)

    @property
    def url(self) -> str:
        """The heading's address on its page."""
        return "#" + self.id


@dataclass(frozen=True, slots=True)
class PageHtml:
    """A page as the theme's templates ask for it."""

    meta: dict[str, Any]
    content: str
    toc: list[TocEntry]


def read_page(text: str) -> PageHtml | None:
    """Return what the Markdown file of a page of ours becomes; None when it is not surely one."""
    front = _FRONT.match(text)
    if front is None or any(mark in text for mark in _NOT_OURS):
        return None
    chunks, toc = [], _Toc()
    for chunk in text[front.end():].strip("\n").split("\n\n"):
        chunk = chunk.strip("\n")
        heading = _HEADING.fullmatch(chunk)
        if heading:
            chunks.append(_heading(heading))
            toc.add(TocEntry(" ".join(heading[2].split()), heading[3], len(heading[1])))
        elif _is_block(chunk):
            chunks.append(chunk)
        else:
            return None
    try:
        meta = {name: json.loads(value) for name, _, value in (line.partition(": ") for line in front[1].splitlines())}
    except ValueError:
        return None
    return PageHtml(meta, "\n".join(chunks), toc.top) if toc.top and toc.in_order else None


def _heading(found: re.Match[str]) -> str:
    names = found[4].replace(".", "").strip()
    kind = f' class="{names}"' if names else ""
    level = len(found[1])
    return f'<h{level}{kind} id="{found[3]}">{found[2]}</h{level}>'


def _is_block(chunk: str) -> bool:
    """Whether a chunk is one whole HTML element, by the same reading as html_blocks.py."""
    tag = _OPEN.match(chunk)
    return tag is not None and tag[1] in _BLOCKS and is_whole(chunk, tag[1])


def is_whole(block: str, tag: str) -> bool:
    """Whether a block that begins with an element of this name holds all of it, and ends with it."""
    closed = block.count(f"</{tag}>")
    opened = block.count(f"<{tag} ") + block.count(f"<{tag}>")
    return block.endswith(f"</{tag}>") and opened == closed


class _Toc:
    """Headings nested by level; `in_order` is False when one skips a level, which Markdown nests its own way."""

    def __init__(self) -> None:
        self.top: list[TocEntry] = []
        self.in_order = True
        self._open: list[TocEntry] = []

    def add(self, entry: TocEntry) -> None:
        """Put a heading under the last one of the level above."""
        self.in_order &= entry.level == 1 if not self.top else 1 < entry.level <= self._open[-1].level + 1
        while self._open and self._open[-1].level >= entry.level:
            self._open.pop()
        (self._open[-1].children if self._open else self.top).append(entry)
        self._open.append(entry)
