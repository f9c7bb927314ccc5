"""Who uses what: practices in checklists, teaching cases, themes and forms, of the smallest whole casebook."""
from __future__ import annotations

import pytest
from conftest import VALID

from generator.know.catalogue import Catalogue
from generator.know.checklists import fingerprint
from generator.know.teaching_uses import TeachingUse
from generator.read.folder import read_casebook


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    book, problems = read_casebook(VALID)
    assert not problems
    assert book is not None
    return Catalogue(book)


def test_teaching_cases_that_rest_on_a_practice_come_before_those_that_compare(catalogue: Catalogue) -> None:
    title = "甲镇的议事会"
    assert catalogue.teaching_uses == {
        "demo/gongkai": (TeachingUse("demo", "yishi-case", title, False),), "demo/yishi": (TeachingUse("demo", "yishi-case", title, True),),
    }


def test_items_of_checklists_by_practice(catalogue: Catalogue) -> None:
    assert [(use.home, use.checklist, use.number, use.item) for use in catalogue.checklist_items["demo/yishi"]][:2] == [
        ("demo", "demo", 1, "y1"), ("demo", "demo", 2, "f0"),
    ]
    assert all("/" in ref for ref in catalogue.checklist_items)


def test_themes_forms_and_the_day_of_review(catalogue: Catalogue) -> None:
    assert set(catalogue.themes) == {carrier.practice for theme in catalogue.book.common.themes.themes for carrier in theme.carriers}
    assert [practice.id for practice in catalogue.form_users["demo/jiyao"]] == ["gongkai", "yishi"]
    assert catalogue.reviewed == "2026-01-05"
    assert catalogue.term["community_types"]["old"] == catalogue.book.common.taxonomy.community_types[0].name


def test_the_print_of_a_checklist_changes_with_what_decides_scores_only(catalogue: Catalogue) -> None:
    checklist = catalogue.book.cases["demo"].checklists["demo-v1"]
    first = checklist.items[0]
    assert fingerprint(checklist.model_copy(update={"title": "别的题目"})) == fingerprint(checklist)
    assert fingerprint(checklist.model_copy(update={"items": (first.model_copy(update={"hint": "别的"}), *checklist.items[1:])})) == fingerprint(checklist)
    other = first.model_copy(update={"points": first.points + 1})
    assert fingerprint(checklist.model_copy(update={"items": (other, *checklist.items[1:])})) != fingerprint(checklist)
    assert fingerprint(checklist.model_copy(update={"bonus_cap": 4.0})) == fingerprint(checklist.model_copy(update={"bonus_cap": 4}))
    assert fingerprint(checklist.model_copy(update={"bonus_cap": 4.5})) != fingerprint(checklist.model_copy(update={"bonus_cap": 4}))
