"""What each page and row says, read from the pages as they are written, not from the index: the ground of the benchmark."""
from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable, Iterator

from generator.render.page import render_page
from generator.view.shapes import Document

_APART = {"metrics", "glossary", "policies"}
_PARTS = {"gaps", "sources", "comparisons"}
_ROW = re.compile(r'<tr id="([^"]+)"[^>]*>(.*?)</tr>', re.DOTALL)
_PART = re.compile(r"^## .*?\{#([\w.-]+)", re.MULTILINE)
_BLOCK = re.compile(r"</?(?:p|li|ul|ol|dl|dt|dd|div|td|th|tr|table|caption|figure|figcaption|blockquote|nav|h[1-6])\b[^>]*>|\n")
_SILENT = re.compile(r"[ \t\u3000·“”‘’\"'「」『』《》〈〉]")


def fold(text: str) -> str:
    """The text without tags, spaces and quotation marks, half width, lower case."""
    plain = unicodedata.normalize("NFKC", html.unescape(re.sub(r"<[^>]*>", "", _BLOCK.sub("\n", text))))
    return _SILENT.sub("", re.sub(r"(?<=\d),(?=\d{3})", "", plain)).lower()


def said(documents: Iterable[Document]) -> dict[str, str]:
    """The folded text of everything that has an address and is searched, by site path."""
    return {path: text for document in documents if document.searched and not document.moved for path, text in _said(document)}


def _said(document: Document) -> Iterator[tuple[str, str]]:
    page = render_page(document).decode()
    title = fold(document.title)
    if document.kind in _APART:
        for row_id, row in _ROW.findall(page):
            yield f"{document.path}#{row_id}", fold(row) + "\n" + row_id.replace(".", "/", 1)
    elif document.kind in _PARTS:
        ids, starts = zip(*((found[1], found.start()) for found in _PART.finditer(page)), strict=True)
        for part, start, end in zip(ids, starts, (*starts[1:], len(page)), strict=True):
            yield f"{document.path}#{part}", fold(page[start:end])
    if document.kind in _APART | _PARTS or document.kind == "list":
        yield document.path, title + fold("".join(run.text for run in document.lead))
    else:
        yield document.path, title + "\n" + fold(page) + "\n" + document.ref
