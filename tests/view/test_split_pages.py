"""Pages that grow with every case: whole while they are short, a list of parts when they are long, no row lost."""
from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from conftest import REPO

from generator.checking import check_casebook
from generator.crawl import crawl_site
from generator.know.catalogue import Catalogue
from generator.model.casebook import Casebook
from generator.pipeline import build
from generator.view import across_pages, figure_pages, index_pages, matrix_page, split_pages
from generator.view.shapes import Bullets, Card, Cards, Document, Table, words_of

Pages = Callable[[Catalogue], Iterator[Document]]
LIMITS = (
    (split_pages, "MOST_FIGURES"), (split_pages, "MOST_SOURCES"), (matrix_page, "MOST_CASES"), (across_pages, "MOST_CASES"),
    (index_pages, "MOST_CARDS"),
)
GROWING: tuple[tuple[Pages, str], ...] = (
    (figure_pages.metrics_pages, "metrics"), (figure_pages.sources_pages, "sources"), (matrix_page.matrix_pages, "matrix"),
    (across_pages.fit_pages, "fit"), (index_pages.practices_pages, "practices"), (index_pages.forms_pages, "forms"),
)


@pytest.fixture(scope="module")
def book() -> Casebook:
    read, _ = check_casebook(REPO)
    assert read is not None
    return read


@pytest.fixture
def catalogue(book: Casebook) -> Catalogue:
    return Catalogue(book, "0", "2026-01-05")


def make_small(monkeypatch: pytest.MonkeyPatch) -> None:
    for module, name in LIMITS:
        monkeypatch.setattr(module, name, 1)


def said(pages: list[Document]) -> set[object]:
    """The words of rows and lines, and cards, in whatever order."""
    found: set[object] = set()
    for block in (block for page in pages for section in page.sections for block in section.blocks):
        match block:
            case Table():
                found |= {(words_of(row[0]), words_of(cell)) for row in block.rows for cell in row}
            case Bullets():
                found |= set(map(words_of, block.items))
            case Cards():
                found |= set(block.items)
    return found


@pytest.mark.parametrize(("views", "name"), GROWING, ids=lambda value: value if isinstance(value, str) else "")
def test_short_pages_stay_whole(catalogue: Catalogue, views: Pages, name: str) -> None:
    assert [page.path for page in views(catalogue)] == [f"library/{name}.html"]


@pytest.mark.parametrize(("views", "name"), GROWING, ids=lambda value: value if isinstance(value, str) else "")
def test_long_pages_become_a_list_of_parts(
    catalogue: Catalogue, views: Pages, name: str, monkeypatch: pytest.MonkeyPatch,
) -> None:
    whole = list(views(catalogue))
    make_small(monkeypatch)
    catalogue.told.clear()
    first, *parts = views(catalogue)
    assert first.path == f"library/{name}.html"
    assert first.title == whole[0].title
    assert said(parts) == said(whole)
    cards = [card for section in first.sections for block in section.blocks if isinstance(block, Cards) for card in block.items]
    assert [(card.title, card.target) for card in cards if isinstance(card, Card)] == [(part.title, part.path) for part in parts]
    assert len(parts) > 1
    assert all(part.path.startswith(f"library/{name}-") for part in parts)
    assert len({part.title for part in parts}) == len(parts)


def test_every_link_of_a_site_of_parts_leads_to_its_row(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_small(monkeypatch)
    live = project / "build" / "site"
    build(project, live)  # proves every link and anchor
    assert list(live.glob("library/metrics-*.html"))
    page = next(path for path in live.glob("library/*/*.html") if b'class="fig"' in path.read_bytes())
    assert b"metrics-" in page.read_bytes()
    assert b'metrics.html#' not in page.read_bytes()
    assert crawl_site(live) == ()
