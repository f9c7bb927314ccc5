"""The pages of a casebook without the theme, as trees; and whether two are the same but for the marks in their words."""
from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from html import unescape
from itertools import chain
from typing import Any

import markdown
from lxml import html
from mkdocs.config import load_config
from mkdocs.utils.meta import get_data

from generator.know.catalogue import Catalogue
from generator.model.casebook import Casebook
from generator.outputs import (
    Content,
    Output,
    Pages,
    data_files,
    made_documents,
    page_data_files,
    render_output,
    root_files,
)
from generator.papers import PAPERS, site_papers
from generator.printing import edition_of
from generator.render import page_html
from generator.view.checklist_sheet import checklist_path
from generator.view.download_pages import Offer
from generator.view.paper import ChecklistForm
from generator.view.papers.checklist_form import form_title
from generator.view.shapes import Document, Download
from tests.conftest import REPO
from tests.hostile.casebook import Kind, rewritten
from tests.hostile.payloads import PAYLOADS, harmless, restored

ADDRESSES = frozenset({"href", "src", "action", "formaction", "data", "poster", "background", "srcset", "xlink:href", "cite", "ping", "manifest"})
_SAFE_ADDRESS = re.compile(r"(?:https?://|mailto:)[^\s]*|#[^\s]*|(?:\.\./)*[A-Za-z0-9][A-Za-z0-9_./-]*(?:[?#][^\s]*)?|\.{1,2}/?|")
_BLANK = re.compile(r"[\s\x00-\x20\x7f-\x9f\u200b-\u200f\u2028\u2029\ufeff\ufffd]+")
_FIGURE = {"fig long": "fig"}
"""How a figure may break at the end of a line, which its length as HTML decides."""
_NAMED = re.compile(r'[<>:"/\\|?*_.]+')
_UNCOMPARED = frozenset({"download"})
"""The name of a saved file leaves out the marks that no file name may hold: it has a test of its own."""


@dataclass(frozen=True)
class Made:
    """What is made of a casebook: generated Markdown and data by file name, and what the site's root holds."""

    files: dict[str, bytes]
    data: dict[str, bytes]
    roots: dict[str, bytes]
    documents: tuple[tuple[Output, Document], ...]


def hostile_and_twin(book: Casebook, turn: int, together: int = 1) -> tuple[Casebook, Casebook]:
    """The casebook with one or more payloads in each text, and the same with their harmless twins.

    The texts are counted through; `turn` moves every text on to the next payload, so that in as many turns as there
    are payloads each text has had each. Odd texts begin with it, even ones end with it, the other way round each turn.
    """
    return _dressed(book, turn, together, twin=False), _dressed(book, turn, together, twin=True)


def _dressed(book: Casebook, turn: int, together: int, twin: bool) -> Casebook:
    counter = iter(range(10**9))

    def rewrite(kind: Kind, text: str) -> str:
        at = next(counter)
        words = " ".join(PAYLOADS[((at + turn) * together + part) % len(PAYLOADS)] for part in range(together))
        put = harmless(words) if twin else words
        return f"{put}{text}" if (at + turn) % 2 else f"{text}{put}"

    return rewritten(book, rewrite)


def offers_of(catalogue: Catalogue) -> tuple[Offer, ...]:
    """What the pages would offer of the table of papers, under the names that the papers have; nothing is printed."""
    made = []
    for row in PAPERS:
        for paper in site_papers(row, catalogue):
            files = tuple(Download(paper.name, f"downloads/{paper.path}.{form}", form, size=1024) for form in row.formats)
            title, web, home = paper.title, paper.web, paper.path.split("/")[0]
            if isinstance(paper, ChecklistForm):
                title, web = form_title(paper), checklist_path(paper.sheet.home, paper.sheet.id) if paper.newest else ""
            case_id = home if home in catalogue.book.cases else ""
            made.append(Offer(title, row.name, row.title, case_id, web, files, edition_of(row, paper)))
    return tuple(made)


def make(book: Casebook) -> Made:
    """Everything that a build makes of a casebook, but for the papers, the theme and the bundle."""
    catalogue = Catalogue(book, "1.0", "2026-01-05")
    documents = made_documents(catalogue, offers_of(catalogue))
    sizes = {file.path: 1024 for _, document in documents for file in document.downloads}
    files = {output.path(document.path): render_output(output, document, sizes) for output, document in documents}
    pages = Pages()
    for output, document in documents:
        pages.add(output, document)
    data = {name: _whole(content) for name, content in chain(data_files(catalogue), page_data_files(catalogue, pages))}
    return Made(files, data, root_files(catalogue, "https://host.invalid/"), documents)


def _whole(content: Content) -> bytes:
    return content if isinstance(content, bytes) else b"".join(content)


@cache
def _reader() -> markdown.Markdown:
    """Python-Markdown with the extensions of mkdocs.yml, as mkdocs sets it up."""
    config = load_config(str(REPO / "mkdocs.yml"), docs_dir=str(REPO / "docs"))
    return markdown.Markdown(extensions=config["markdown_extensions"], extension_configs=config["mdx_configs"] or {})


def read_page(content: bytes) -> tuple[dict[str, Any], html.HtmlElement, list[Any]]:
    """The front matter of a generated page, its tree, and the names in its list of headings."""
    text, meta = get_data(content.decode())
    reader = _reader()
    body = reader.reset().convert(text)
    return meta, html.document_fromstring(f"<html><body>{body}</body></html>"), _tokens(getattr(reader, "toc_tokens", []))


def own_reading(content: bytes) -> tuple[dict[str, Any], html.HtmlElement] | None:
    """The front matter and the tree of a page as a build reads it, without Markdown; None for a page that it leaves to Markdown."""
    read = page_html.read_page(content.decode())
    return (read.meta, html.document_fromstring(f"<html><body>{read.content}</body></html>")) if read else None


def _tokens(rows: Sequence[Any]) -> list[Any]:
    return [[row["level"], row["id"], unescape(row["name"]), _tokens(row["children"])] for row in rows]


def outline(tree: html.HtmlElement) -> Iterator[tuple[str, str]]:
    """Each element of a page in order: what it is with the names of its attributes, and its words with its values.

    A picture is one element: its parts come as a set, for where its lines break depends on the width of their marks.
    """
    for element in tree.iter():
        if not isinstance(element.tag, str):
            yield f"<{element.tag.__name__}>", element.text or ""
        elif element.tag == "svg":
            parts = sorted({_shape(part) for part in element.iter() if isinstance(part.tag, str) and part.tag != "tspan"})
            yield " ".join(parts), squeezed("".join(element.itertext()))
        elif not any(above.tag == "svg" for above in element.iterancestors()):
            values = [_FIGURE.get(value, value) for name, value in sorted(element.attrib.items()) if name not in _UNCOMPARED]
            yield _shape(element), squeezed("|".join((element.text or "", element.tail or "", *values)))


def _shape(element: html.HtmlElement) -> str:
    return f"{element.tag}({','.join(sorted(element.attrib))})"


def squeezed(text: str) -> str:
    """The words without blanks and control characters."""
    return _BLANK.sub("", text)


def differences(hostile: bytes, twin: bytes) -> list[str]:
    """What a hostile page has other than its twin: elements, attributes, words, headings, front matter; [] for none."""
    (meta, tree, headings), (other_meta, other_tree, other_headings) = read_page(hostile), read_page(twin)
    own = own_reading(hostile)
    if own is not None and (list(outline(own[1])) != list(outline(tree)) or own[0] != meta):
        return ["without Markdown it is another page"]
    meta["linked"], other_meta["linked"] = json.loads(meta.get("linked", "{}")), json.loads(other_meta.get("linked", "{}"))
    found = [f"front matter: {name}" for name in sorted({*meta, *other_meta}) if not same_words(meta.get(name), other_meta.get(name))]
    if not same_words(headings, other_headings):
        found.append("headings")
    rows, others = list(outline(tree)), list(outline(other_tree))
    for (shape, words), (other_shape, other_words) in zip(rows, others, strict=False):
        if shape != other_shape:
            return [*found, f"{shape} for {other_shape} in {words[:200]!r}"]
        if words != restored(other_words) and not _same_saved(shape, words, restored(other_words)):
            found.append(f"{shape}: {words[:200]!r} for {restored(other_words)[:200]!r}")
    if len(rows) != len(others):
        found.append(f"{len(rows)} elements for {len(others)}")
    return found


def _same_saved(shape: str, words: str, others: str) -> bool:
    """Whether two links to a file say the same, but for the marks that no file name may hold."""
    return shape.startswith("a(download") and _NAMED.sub("", words) == _NAMED.sub("", others)


def same_words(hostile: Any, twin: Any) -> bool:
    """Whether two values have the same shape, and the same words but for the marks, blanks and control characters."""
    return _bare(hostile, str) == _bare(twin, restored)


def _bare(value: Any, change: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        return squeezed(change(value))
    if isinstance(value, dict):
        return {squeezed(change(str(key))): _bare(inner, change) for key, inner in value.items()}
    return [_bare(inner, change) for inner in value] if isinstance(value, list | tuple) else value


def strange_addresses(tree: html.HtmlElement) -> list[str]:
    """Addresses of a page that are neither http, https, mailto, an anchor nor a plain path inside the site."""
    return [
        f"{element.tag} {name}={value[:120]}"
        for element in tree.iter() if isinstance(element.tag, str)
        for name, value in element.attrib.items() if name in ADDRESSES and not _SAFE_ADDRESS.fullmatch(value)
    ]
