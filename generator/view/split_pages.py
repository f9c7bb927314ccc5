"""Pages that grow with every case: past a number of rows each is a list of its parts, so that none passes 150 KB.

A part is one case (or one topic, one condition), its address made of the page's and the part's id: metrics-futian.html.
The page keeps its address; an address of a row that stood on it is led on by web/src/leading.ts.
"""
from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from generator.know.catalogue import Catalogue
from generator.model.casebook import CaseFolder
from generator.view.shapes import Card, Cards, Document, Figure, Link, Section

MOST_FIGURES = 380
"""Rows of the table of figures on one page; each takes about 360 bytes of it."""
MOST_SOURCES = 40


def figures_path(catalogue: Catalogue, case_id: str) -> str:
    """Site path of the page that holds the figures of a case."""
    return _path(catalogue, "metrics", case_id, MOST_FIGURES, lambda folder: len(folder.metrics.metrics) + len(folder.metrics.derived))


def sources_path(catalogue: Catalogue, case_id: str) -> str:
    """Site path of the page that holds the sources of a case."""
    return _path(catalogue, "sources", case_id, MOST_SOURCES, lambda folder: len(folder.sources.sources))


def _path(catalogue: Catalogue, name: str, case_id: str, most: int, count: Callable[[CaseFolder], int]) -> str:
    known, key = catalogue.told, (f"page of {name}", False, case_id)
    path: str | None = known.get(key)
    if path is None:
        split = sum(map(count, catalogue.book.cases.values())) > most
        path = known[key] = f"library/{name}-{case_id}.html" if split else f"library/{name}.html"
    return path


def figure(catalogue: Catalogue, text: str, ref: str, cautioned: bool | None = None) -> Figure:
    """A figure (case/id) bound to its row; marked when it has a caution, unless it is told not to."""
    marked = ref in catalogue.cautions if cautioned is None else cautioned
    return Figure(text, ref, marked, figures_path(catalogue, ref.partition("/")[0]))


def part_of(page: Document, part_id: str, name: str, sections: tuple[Section, ...], cases: tuple[str, ...] = ()) -> Document:
    """A part of a page as a page of its own; `name` is what it is about: a case, a topic."""
    return replace(
        page, path=f"{page.path.removesuffix('.html')}-{part_id}.html", title=f"{name}：{page.title}",
        kicker=f"{page.kicker.split(' · ')[0]} · {name}", sections=sections, description=f"{name}。{page.description}",
        crumbs=(*page.crumbs, Link(page.title, page.path)), cases=cases, downloads=(),
    )


def with_list(page: Document, heading: str, parts: Sequence[tuple[Document, str]]) -> Iterator[Document]:
    """The page as a list of its parts, each with how much it holds, then the parts."""
    cards = tuple(Card(part.title, part.path, "", (count,)) for part, count in parts)
    yield replace(page, kind="list", sections=(Section("parts", heading, (Cards(cards),)),), cases=())
    yield from (part for part, _ in parts)
