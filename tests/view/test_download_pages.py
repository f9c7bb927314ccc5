"""The lists of documents: everything that was made stands in one of them, once, with its size."""
from __future__ import annotations

from conftest import VALID

from generator.checking import check_casebook
from generator.know.catalogue import Catalogue
from generator.view.download_pages import Offer, download_pages, downloads_path
from generator.view.shapes import Cards, Document, Download, Files, Link, Paragraph

PDF = Download("操作参考-每月议事", "downloads/demo/guide-yishi.pdf", "PDF", size=70_000)
WORD = Download("操作参考-每月议事", "downloads/demo/guide-yishi.docx", "Word", size=9_000)
BOOK = Download("全库汇编", "downloads/common/casebook.pdf", "PDF", size=900_000)
OFFERS = (
    Offer("每月议事", "guide", "操作参考", "demo", "library/demo/yishi.html", (PDF, WORD)),
    Offer("基层治理案例库", "casebook", "全库汇编", "", "index.html", (BOOK,)),
)


def pages(*offers: Offer) -> dict[str, Document]:
    book, _ = check_casebook(VALID)
    assert book is not None
    return {page.path: page for page in download_pages(Catalogue(book, "1", "2026-01-05"), offers)}


def rows(page: Document) -> list[tuple[str, str, tuple[Download, ...]]]:
    return [
        (section.heading, title, files)
        for section in page.sections for block in section.blocks if isinstance(block, Files) for title, files in block.rows
    ]


def links(page: Document) -> list[str]:
    return [
        run.target for section in page.sections for block in section.blocks if isinstance(block, Paragraph)
        for run in block.text if isinstance(run, Link)
    ]


def test_each_document_stands_in_the_list_of_its_case_or_of_the_whole() -> None:
    made = pages(*OFFERS)
    assert set(made) == {downloads_path(), downloads_path("demo")}
    assert rows(made[downloads_path("demo")]) == [("操作参考", "每月议事", (PDF, WORD))]
    assert rows(made[downloads_path()]) == [("全库汇编", "基层治理案例库", (BOOK,))]


def test_the_whole_list_leads_to_each_case_and_to_the_licences_of_the_fonts() -> None:
    page = pages(*OFFERS)[downloads_path()]
    cards = [card for section in page.sections for block in section.blocks if isinstance(block, Cards) for card in block.items]
    assert [(card.target, card.facts) for card in cards] == [(downloads_path("demo"), ("1 份文档",))]
    assert links(page) == ["data/licences/noto-sc.txt", "data/licences/lxgw-wenkai.txt"]


def test_without_documents_one_page_says_so_and_offers_nothing() -> None:
    made = pages()
    assert set(made) == {downloads_path()}
    assert rows(made[downloads_path()]) == []
    assert links(made[downloads_path()]) == []
