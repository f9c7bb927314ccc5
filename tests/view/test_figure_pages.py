"""数据说明: one page while it is short, a page a case when it is not; nothing is lost on the way."""
from __future__ import annotations

import pytest
from conftest import REPO

from generator.checking import check_casebook
from generator.know.catalogue import Catalogue
from generator.view import figure_pages
from generator.view.shapes import Card, Cards, Document, Note, Notes


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    book, _ = check_casebook(REPO)
    assert book is not None
    return Catalogue(book, "0", "2026-01-05")


def notes_of(pages: list[Document]) -> list[Note]:
    blocks = [block for page in pages for section in page.sections for block in section.blocks]
    return [note for block in blocks if isinstance(block, Notes) for note in block.items]


def test_few_notes_stand_on_one_page(catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(figure_pages, "MOST_NOTES", 10_000)
    [page] = figure_pages.notes_pages(catalogue)
    assert page.path == "library/notes.html"
    assert len(page.sections) == len(catalogue.book.cases)


def test_many_notes_stand_on_a_page_a_case_and_the_address_of_all_leads_there(
    catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(figure_pages, "MOST_NOTES", 10_000)
    whole = list(figure_pages.notes_pages(catalogue))
    monkeypatch.setattr(figure_pages, "MOST_NOTES", len(notes_of(whole)) - 1)
    first, *parts = figure_pages.notes_pages(catalogue)
    assert notes_of(parts) == notes_of(whole)
    assert not notes_of([first])
    assert first.path == whole[0].path
    cards = [card for section in first.sections for block in section.blocks if isinstance(block, Cards) for card in block.items]
    assert cards == [Card(part.title, part.path, "", (f"{len(notes_of([part]))} 条",)) for part in parts]
    assert [part.cases for part in parts] == [(case_id,) for case_id in catalogue.book.cases]
    assert len({page.path for page in (first, *parts)}) == len(parts) + 1
