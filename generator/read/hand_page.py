"""Pages that are written by hand (docs/*.md): what they say, for the search."""
from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_FIELD = re.compile(r'^(title|description|searched): *"?(.*?)"?$', re.MULTILINE)
_HEADING = re.compile(r"^## +(.*?) *\{#([\w-]+)[^}]*\} *$", re.MULTILINE)
_MARKS = re.compile(r"^#+ .*$|--8<--.*$|<[^>]*>|\]\([^)]*\)|^[ \t]*(?:[-*>]|\d+\.)[ \t]+|[*`\[\]]", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class HandPage:
    """A page: its site path, title, one sentence, and its parts (anchor, heading, text)."""

    path: str
    title: str
    description: str
    parts: tuple[tuple[str, str, str], ...]


def read_hand_pages(docs: Path) -> tuple[HandPage, ...]:
    """The pages of the folder that have a title in their front matter and do not say `searched: false`."""
    return tuple(_hand_pages(docs))


def _hand_pages(docs: Path) -> Iterator[HandPage]:
    for file in sorted(docs.glob("*.md")):
        text = file.read_text(encoding="utf-8-sig", errors="replace").replace("\r\n", "\n")  # mkdocs names what is no UTF-8
        if not text.startswith("---\n"):
            continue
        front, _, body = text[4:].partition("\n---\n")
        fields = dict(_FIELD.findall(front))
        if fields.get("title") and fields.get("searched") != "false":
            yield HandPage(f"{file.stem}.html", fields["title"], fields.get("description", ""), _parts(body))


def _parts(body: str) -> tuple[tuple[str, str, str], ...]:
    first, *rest = _HEADING.split(body)
    found = zip(rest[1::3], rest[0::3], rest[2::3], strict=True)
    return (("", "", _plain(first)), *((anchor, _plain(heading), _plain(text)) for anchor, heading, text in found))


def _plain(markdown: str) -> str:
    return re.sub(r"\n\s*\n+", "\n", _MARKS.sub("", markdown)).strip()
