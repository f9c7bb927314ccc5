"""Corners of the core that no other test comes to: each is a promise of a docstring."""
from __future__ import annotations

from decimal import Decimal
from typing import Annotated

import pytest
from sample_casebook import book, folder, metric, source

from generator.assess.batch import Arrival, said, sort_batch
from generator.assess.explain import explain_item
from generator.assess.score import score
from generator.know.coverage import coverage_tokens
from generator.know.figures import PlainPiece, pieces
from generator.know.formula import FormulaFault, Operand, compute
from generator.know.free_words import word_pattern
from generator.know.numerals import quantities
from generator.know.teaching_uses import TeachingUse, teaching_uses
from generator.model.described import descriptions
from generator.model.record import NameText, Record
from generator.model.returned import Answer
from generator.model.walk import nested, texts
from generator.read.folder import kind_of
from tests.assess.test_score import BEST, CHECKLIST


def test_a_refused_file_says_nothing_and_is_rejected() -> None:
    assert said(None) is None
    refused = Arrival("0" * 64, "坏.xlsx", None, "R-DAMAGED")
    (fate,) = sort_batch([refused])
    assert (fate.outcome, fate.other) == ("rejected", "")


@pytest.mark.parametrize(("value", "words"), [(True, "是"), (False, "否")])
def test_a_yes_or_no_in_words(value: bool, words: str) -> None:
    item = next(one for one in CHECKLIST.items if one.id == "y")
    assert explain_item(item, Answer("answered", value), 300 if value else 0) == f"{words}，得 {3 if value else 0} 分"


def test_a_gate_in_words() -> None:
    gate = next(one for one in CHECKLIST.items if one.id == "low")
    assert [explain_item(gate, answer, None) for answer in (None, Answer("unknown"), Answer("answered", True), Answer("answered", False))] == [
        "未答", "不知道", "没有守住，等级最高到“起步”", "守住了",
    ]


def test_the_quick_edition_asks_its_own_items_only() -> None:
    quick = CHECKLIST.model_copy(update={"items": tuple(
        item.model_copy(update={"quick": item.id in {"c", "low"}}) for item in CHECKLIST.items)})
    found = score(quick, "quick", BEST)
    assert ([row.item for row in found.items], found.points, found.level) == (["c"], 1000, "成熟")


def test_a_number_that_is_too_large_to_compute_is_a_fault() -> None:
    found = compute("*".join(["a"] * 40), lambda ref: Operand(Decimal(f"9E{10**17}"), "个", True))
    assert found == FormulaFault("算不出来：数太大")


def test_no_words_make_no_pattern() -> None:
    assert word_pattern(()) is None
    found = word_pattern(("622工作法", "百姓"))
    assert found
    assert [hit[0] for hit in found.finditer("老百姓用622工作法，1622工作法不算")] == ["百姓", "622工作法"]


def test_a_casebook_without_words_that_hold_numerals_binds_figures_all_the_same() -> None:
    home = folder(metric("one", "12个", 12, "个"))
    plain = book(home)
    bare = plain.common.model_copy(update={"numeral_words": plain.common.numeral_words.model_copy(update={"words": ()})})
    without = type(plain)(plain.cases, bare, {}, {}, {}, plain.locate)
    assert [piece.text for piece in pieces("有12个小区", without, home)] == ["有", "12个", "小区"]
    assert pieces("一半是老小区", without, home) == (PlainPiece("一半是老小区"),)


def test_a_share_that_is_no_number_is_none() -> None:
    assert not [found for found in quantities("百分之九九九") if found.percent]


def test_an_unknown_source_of_a_case_is_an_error_of_ours() -> None:
    home = folder(sources=[source(), source(id="second")])
    assert home.source(None).id == "main"
    assert home.source("second").id == "second"
    with pytest.raises(KeyError):
        home.source("third")


def test_only_attributes_with_a_docstring_are_described() -> None:
    class Odd(Record):
        """Of this test."""

        first: str
        """第一项，
        两行。"""
        second: str

    assert descriptions(Odd) == {"first": "第一项， 两行。"}


def test_walking_passes_over_what_is_not_there_and_what_is_no_text() -> None:
    class Inner(Record):
        said: NameText

    class Outer(Record):
        none: Inner | None = None
        one: Inner
        mixed: tuple[Inner | int, ...] = ()
        counts: tuple[Annotated[int | NameText, "x"], ...] = ()
        either: int | NameText = 3

    outer = Outer(one=Inner(said="甲"), mixed=(5, Inner(said="乙")), counts=(4, "丙"), either=7)
    assert [(path, text) for path, _, text in texts(outer)] == [(("one", "said"), "甲"), (("mixed", 1, "said"), "乙"), (("counts", 1), "丙")]
    assert [path for path, _ in nested(outer)] == [(), ("one",), ("mixed", 1)]


def test_a_bracket_that_nothing_opened_is_a_fault() -> None:
    assert compute("a)", lambda ref: Operand(Decimal(1), "", True)) == FormulaFault("括号不成对")


def test_without_free_words_every_number_counts() -> None:
    assert [token.text for token in coverage_tokens("有12个")] == ["12"]


def test_comparative_teaching_cases_come_first() -> None:
    class Case:
        id, contrast = "both", ("a/one",)

        class student:  # stands for a record
            title, sections = "比一比", ()

    assert teaching_uses(book(folder(), teaching={"both": Case()})) == {"a/one": (TeachingUse("common", "both", "比一比", False),)}


def test_walking_finds_each_text_and_each_record_once_with_its_path() -> None:
    case = folder().case
    paths = [path for path, _, _ in texts(case)]
    assert len(paths) == len(set(paths))
    assert ("background", 0, "text") in paths
    assert ("limits", 0) in paths
    found = dict(nested(case))
    assert found[()] is case
    assert found["structure", 0] is case.structure[0]


@pytest.mark.parametrize(("file", "name"), [
    ("cases/a/case.yaml", "Case"), ("cases/a/practices/b.yaml", "Practice"), ("cases/common/taxonomy.yaml", "Taxonomy"),
    ("cases/common/checklists/a-v1.yaml", "Checklist"), ("cases/courses/a.yaml", "Course"), ("cases/a/case.yml", None),
    ("cases/a/other.yaml", None), ("cases/common/other.yaml", None), ("cases/a/others/b.yaml", None), ("cases/a/b/c/d.yaml", None),
    ("cases/case.yaml", None),
])
def test_the_kind_of_a_file_is_told_by_its_place(file: str, name: str | None) -> None:
    kind = kind_of(file)
    assert (kind and kind.__name__) == name
