"""The pages about the checklists: everything readable, addresses that items have, doors, and forms to take along."""
from __future__ import annotations

from dataclasses import replace

import pytest
from conftest import REPO

from generator.checking import check_casebook
from generator.know.catalogue import Catalogue
from generator.know.checklists import checklists
from generator.outputs import made_documents
from generator.papers import find_papers
from generator.view.checklist_pages import CHECKLISTS_PATH, checklist_pages, checklists_page, item_address
from generator.view.checklist_sheet import assess_path, checklist_path
from generator.view.download_pages import Offer
from generator.view.paper import ChecklistForm
from generator.view.search_index import READ, search_entries
from generator.view.shapes import Document, Download, Files, Link


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    book, _ = check_casebook(REPO)
    assert book is not None
    return Catalogue(book, "0.1.0", "2026-01-05")


def links_in(shape: object) -> list[str]:
    if isinstance(shape, Link):
        return [shape.target]
    if isinstance(shape, tuple):
        return [target for part in shape for target in links_in(part)]
    return [target for name in getattr(shape, "__match_args__", ()) for target in links_in(getattr(shape, name))]


def words_of_page(document: Document) -> str:
    return "\n".join(line for section in document.sections for block in section.blocks for line in READ[type(block)](block))


def test_every_item_stands_on_its_page_with_what_a_filler_needs(catalogue: Catalogue) -> None:
    pages = {page.path: page for page in checklist_pages(catalogue)}
    for versions in checklists(catalogue.book).values():
        home, checklist = versions[0].home, versions[0].checklist
        page = pages[checklist_path(home, checklist.id)]
        ids = [section.id for section in page.sections]
        assert len(ids) == len(set(ids))
        text = words_of_page(page)
        for item in checklist.items:
            assert f"item-{item.id}" in ids
            for words in (item.content, item.rule, item.counts, item.not_counts, item.hint, *item.evidence):
                assert words in text
        assert "编者建议" in page.kicker


def test_practices_lead_to_the_items_that_name_them(catalogue: Catalogue) -> None:
    pages = {document.path: document for _, document in made_documents(catalogue)}
    found = 0
    for versions in checklists(catalogue.book).values():
        home, checklist = versions[0].home, versions[0].checklist
        for item in checklist.items:
            if item.practice:
                ref = item.practice if "/" in item.practice else f"{home}/{item.practice}"
                section, = (part for part in pages[f"library/{ref}.html"].sections if part.id == "checklists")
                assert item_address(home, checklist.id, item.id) in links_in(section.blocks)
                found += 1
    assert found


def test_the_list_has_a_door_to_every_form_and_offers_its_files(catalogue: Catalogue) -> None:
    page = checklists_page(catalogue, ())
    targets = links_in(tuple(section.blocks for section in page.sections))
    for name, versions in checklists(catalogue.book).items():
        assert {assess_path(name), checklist_path(versions[0].home, name)} <= set(targets)
    file = Download("自查表", "downloads/common/checklist-general-v1.pdf", "PDF", size=1)
    offer = Offer("社区治理自查表，自用版", "checklist", "自查表", "", checklist_path("common", "general"), (file,))
    with_files = checklists_page(catalogue, (offer, replace(offer, kind="guide", web="library/futian/x.html")))
    files = [block for section in with_files.sections for block in section.blocks if isinstance(block, Files)]
    assert files == [Files((("社区治理自查表，自用版", (file,)),))]
    made = {document.path: document for _, document in made_documents(catalogue, (offer,))}
    assert made[CHECKLISTS_PATH] == checklists_page(catalogue, (offer,))
    assert file in made[checklist_path("common", "general")].downloads


def test_a_checklist_is_found_and_not_twice(catalogue: Catalogue) -> None:
    pages = list(checklist_pages(catalogue))
    entries = search_entries(pages)
    assert [entry.path for entry in entries] == [page.path for page in pages]
    assert {(entry.kind, entry.label) for entry in entries} == {("checklist", "自查表")}


def test_the_forms_of_a_checklist_are_found_by_its_id(catalogue: Catalogue) -> None:
    row, found = find_papers(catalogue, "自查表", "futian")
    assert row.name == "checklist"
    assert {paper.path for paper in found} == {"futian/checklist-futian-v1", "futian/checklist-futian-v1-submit"}
    assert all(isinstance(paper, ChecklistForm) for paper in found)
    one, = find_papers(catalogue, "checklist", "general-v1-quick")[1]
    assert one.path == "common/checklist-general-v1-quick"
