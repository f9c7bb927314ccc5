"""JSON-LD: what is known, nothing invented, no address of our own."""
from __future__ import annotations

import json
import re
from collections.abc import Iterator

from conftest import REPO

from generator.know.catalogue import Catalogue
from generator.read.folder import read_casebook
from generator.view.desk import Desk
from generator.view.linked_data import LICENCE, case_data, practice_data
from tests import sample_casebook as small


def real() -> Catalogue:
    book, _ = read_casebook(REPO)
    assert book is not None
    return Catalogue(book)


def everything(catalogue: Catalogue) -> Iterator[dict[str, object]]:
    for folder in catalogue.book.cases.values():
        yield dict(case_data(catalogue, folder.id))
        for practice in folder.practices.values():
            yield dict(practice_data(Desk(catalogue, folder), practice))


def test_every_page_says_what_it_is_and_whence() -> None:
    for data in everything(real()):
        assert data["@type"] in {"Article", "TechArticle"}
        assert data["inLanguage"] == "zh-CN"
        assert re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", str(data["dateModified"]))
        assert data["citation"]
        assert not {"author", "publisher", "url", "@id", "image"} & data.keys()


def test_the_only_addresses_are_names_of_vocabulary_and_licence() -> None:
    for data in everything(real()):
        assert set(re.findall(r"https?://[^\"]+", json.dumps(data))) == {"https://schema.org", LICENCE}


def test_what_a_source_does_not_say_is_left_out() -> None:
    source = small.source(title_note="一份没有标题的材料")
    catalogue = Catalogue(small.book(small.folder(sources=[source])))
    citation = case_data(catalogue, "demo")["citation"]
    assert citation == [{"@type": "CreativeWork", "name": "一份没有标题的材料", "genre": "工作总结"}]


def test_references_are_replaced_by_the_figure() -> None:
    assert not any("[#" in json.dumps(data, ensure_ascii=False) for data in everything(real()))
