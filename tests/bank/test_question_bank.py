"""The bank of the real casebook: enough of every kind, one set of right answers that the metrics prove, nothing silly."""
from __future__ import annotations

import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import replace

import pytest
from conftest import REPO

from generator.bank.question import KIND_TITLE, Choice, Question
from generator.bank.question_bank import SEED, question_bank
from generator.bank.silly import SILLY
from generator.checking import check_casebook
from generator.know.catalogue import Catalogue, source_name
from generator.know.figures import as_shown, read_prose
from generator.know.numerals import quantities
from generator.model.case import Metric
from generator.model.record import STATUS_LABEL, Status


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    book, _ = check_casebook(REPO)
    assert book is not None
    return Catalogue(book, "0.1.0", "2026-01-05")


@pytest.fixture(scope="module")
def bank(catalogue: Catalogue) -> tuple[Question, ...]:
    return question_bank(catalogue)


def metric_of(catalogue: Catalogue, ref: str) -> Metric:
    case_id, _, name = ref.partition("/")
    return catalogue.book.cases[case_id].metric_by_id[name]


def spoken(catalogue: Catalogue, question: Question, text: str) -> str:
    folder = catalogue.book.cases.get(question.case)
    return "".join(piece.text for piece in read_prose(text, catalogue.book, folder, advice=True).pieces)


def test_there_are_enough_of_every_kind_for_every_material(catalogue: Catalogue, bank: tuple[Question, ...]) -> None:
    kinds, homes = Counter(question.kind for question in bank), Counter(question.home for question in bank)
    assert len(bank) >= 150
    assert all(kinds[kind] >= 20 for kind in KIND_TITLE), kinds
    assert all(homes[case_id] >= 25 for case_id in catalogue.book.cases), homes


def test_the_shape_of_each_kind(bank: tuple[Question, ...]) -> None:
    for question in bank:
        rights = sum(choice.right for choice in question.choices)
        match question.kind:
            case "single":
                assert rights == 1
                assert len(question.choices) in {3, 4}, question.id
            case "multiple":
                assert 2 <= rights < len(question.choices), question.id
            case "matching":
                assert len(question.pairs) >= 3
                assert sorted(question.offered) == sorted(pair.right for pair in question.pairs)
            case "short":
                assert question.points
            case "true_false":
                assert not question.choices


def test_true_and_false_and_every_letter_have_their_turn(bank: tuple[Question, ...]) -> None:
    truths = Counter(question.truth for question in bank if question.kind == "true_false")
    assert min(truths[True], truths[False]) * 3 >= max(truths[True], truths[False])
    places = Counter(
        index for question in bank if question.kind == "single" for index, choice in enumerate(question.choices) if choice.right
    )
    assert all(places[index] >= 5 for index in range(4)), places


def test_no_two_stems_are_alike_and_no_id(bank: tuple[Question, ...]) -> None:
    assert len({question.stem for question in bank}) == len(bank)
    assert len({question.id for question in bank}) == len(bank)


def test_no_stem_gives_its_answer(catalogue: Catalogue, bank: tuple[Question, ...]) -> None:
    for question in bank:
        stem = spoken(catalogue, question, question.stem)
        wrong = "".join(choice.text for choice in question.choices if not choice.right)
        for choice in question.choices:
            text = spoken(catalogue, question, choice.text)
            assert not choice.right or len(text) < 2 or text not in stem or text in wrong, question.id
        if question.skill == "步骤":
            assert all(pair.left not in stem for pair in question.pairs), question.id
        assert not any(silly(question) for silly in SILLY)


def test_every_key_names_source_and_section(catalogue: Catalogue, bank: tuple[Question, ...]) -> None:
    sources = [source for folder in catalogue.book.cases.values() for source in folder.sources.sources]
    known = {source_name(source): [section.label for section in source.sections] for source in sources}
    for question in bank:
        assert question.why
        assert question.where, question.id
        for where in question.where:
            name = next(name for name in known if where.startswith(name))
            place = where.removeprefix(name)
            section = re.fullmatch(r"(.*)第[0-9]+(?:—[0-9]+)?段", place)
            assert place == "全文" or (section and section[1] in known[name]), where


def test_every_number_in_a_stem_is_bound_to_a_metric(catalogue: Catalogue, bank: tuple[Question, ...]) -> None:
    for question in bank:
        folder = catalogue.book.cases.get(question.case)
        prose = read_prose(question.stem, catalogue.book, folder, advice=not question.case)
        assert not prose.faults, (question.id, prose.faults)
        free = "".join(piece.text for piece in prose.pieces if type(piece).__name__ == "PlainPiece")
        assert folder or not re.search("[0-9]", free), question.id


def test_a_figure_with_a_note_is_never_asked_as_a_fact(catalogue: Catalogue, bank: tuple[Question, ...]) -> None:
    """Its number may be an answer only where the question is how to quote."""
    for question in bank:
        if question.skill == "引用":
            continue
        for choice in question.choices:
            kind, _, ref = choice.basis.partition(":")
            if kind == "figure" and as_shown(metric_of(catalogue, ref)) in choice.text:
                assert ref not in catalogue.cautions, question.id


def test_the_same_seed_gives_the_same_bank_in_another_process(bank: tuple[Question, ...]) -> None:
    made = (
        "import hashlib; from pathlib import Path; from generator.checking import check_casebook;"
        "from generator.know.catalogue import Catalogue; from generator.bank.question_bank import question_bank;"
        "print(hashlib.sha256(repr(question_bank(Catalogue(check_casebook(Path('.'))[0]))).encode()).hexdigest())"
    )
    import hashlib

    done = subprocess.run(
        [sys.executable, "-c", made], cwd=REPO, env={**os.environ, "PYTHONHASHSEED": "4711"}, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == hashlib.sha256(repr(bank).encode()).hexdigest()


def test_another_seed_gives_a_parallel_bank(catalogue: Catalogue, bank: tuple[Question, ...]) -> None:
    other = question_bank(catalogue, SEED + 1)
    assert {question.id for question in other} != {question.id for question in bank}
    assert len(other) >= 150


# What proves an answer: each looks into the casebook again, by the name of the basis alone.

Proof = Callable[[Catalogue, Question, Choice, str], bool]


def says_metric(catalogue: Catalogue, question: Question, choice: Choice, ref: str) -> bool:
    """Whether the words are those of the metric that the question asks for; of a list of figures, whether the metric exists."""
    if not question.basis.startswith("figure:"):
        return metric_of(catalogue, ref).what in choice.text
    own = metric_of(catalogue, question.basis.removeprefix("figure:"))
    if choice.text.startswith("范围："):
        place, words, time = re.fullmatch("范围：(.*)；原文：“(.*)”；截至：(.*)", choice.text, re.DOTALL).groups()  # type: ignore[union-attr]
        return (place, words, time) == (own.scope.place, as_shown(own), own.as_of + "年" * own.as_of.isdecimal())
    return any(same_quantity(choice.text, mention.as_stated) for mention in (own, *own.again))


def same_quantity(text: str, stated: str) -> bool:
    """Whether two writings say the same number with the same qualifier."""
    def read(words: str) -> list[tuple[object, str]]:
        return [(quantity.value, quantity.qualifier) for quantity in quantities(re.sub(r"\s+", "", words))]

    return bool(read(text)) and read(text) == read(stated)


def is_answered(catalogue: Catalogue, question: Question, choice: Choice, ref: str) -> bool:
    """A figure that the source gives: right where the question asks what it says."""
    known = metric_of(catalogue, ref).what in choice.text
    return known and ("查到" in question.stem or "是原文写出来的" in question.stem)


def is_unsaid(catalogue: Catalogue, question: Question, choice: Choice, ref: str) -> bool:
    practice = catalogue.book.practice(ref)
    listed = practice is not None and choice.text in {text.rstrip("。") for text in practice.record.not_said}
    return listed and "原文没有说" in question.stem


def is_derived(catalogue: Catalogue, question: Question, choice: Choice, ref: str) -> bool:
    case_id, _, name = ref.partition("/")
    return name in catalogue.book.cases[case_id].derived_by_id and "推算" in question.stem


def is_silent(catalogue: Catalogue, question: Question, choice: Choice, ref: str) -> bool:
    name = question.basis.removeprefix("theme:")
    theme = next(theme for theme in catalogue.book.common.themes.themes if theme.id == name)
    assert catalogue.book.cases[ref].case.name in choice.text
    return any(row.case == ref for row in theme.silent)


def is_carrier(catalogue: Catalogue, question: Question, choice: Choice, ref: str) -> bool:
    name = question.basis.removeprefix("theme:")
    theme = next(theme for theme in catalogue.book.common.themes.themes if theme.id == name)
    return not any(row.practice.startswith(f"{ref}/") for row in theme.carriers)


def is_term(catalogue: Catalogue, question: Question, choice: Choice, ref: str) -> bool:
    term = next(term for term in catalogue.book.common.glossary.terms if term.id == ref)
    if question.kind == "multiple":
        return term.defined == "来源未说明"
    asked = next(term for term in catalogue.book.common.glossary.terms if f"term:{term.id}" == question.basis)
    return (asked.meaning or "").startswith(choice.text)


def has_status(catalogue: Catalogue, question: Question, choice: Choice, ref: str) -> bool:
    place, _, number = question.basis.removeprefix("statement:").partition("#")
    practice = catalogue.book.practice(place)
    assert practice is not None
    assert STATUS_LABEL[Status(ref)] == choice.text
    return (*practice.record.done, *practice.record.outcomes)[int(number) - 1].status is Status(ref)


def is_next_step(catalogue: Catalogue, question: Question, choice: Choice, ref: str) -> bool:
    before, after = (int(basis.partition("#")[2]) for basis in (question.basis, choice.basis))
    return after == before + 1


def is_fit(catalogue: Catalogue, question: Question, choice: Choice, ref: str) -> bool:
    return "哪些写法合适" in question.stem


PROOFS: dict[str, Proof] = {
    "figure": lambda catalogue, question, choice, ref: (
        says_metric if question.basis.startswith("figure:") else is_answered
    )(catalogue, question, choice, ref),
    **dict.fromkeys(("bare", "contrary", "words", "scope", "time"), says_metric),
    "unsaid": is_unsaid, "derived": is_derived, "silent": is_silent, "carrier": is_carrier, "term": is_term, "status": has_status,
    "step": is_next_step, "fit": is_fit, "unfit": lambda *asked: not is_fit(*asked),
}


def test_the_casebook_proves_exactly_the_keyed_answers(catalogue: Catalogue, bank: tuple[Question, ...]) -> None:
    for question in bank:
        for choice in question.choices:
            kind, _, ref = choice.basis.partition(":")
            assert PROOFS[kind](catalogue, question, choice, ref) is choice.right, (question.id, choice)


def test_a_wrong_key_is_seen(catalogue: Catalogue, bank: tuple[Question, ...]) -> None:
    question = next(question for question in bank if question.choices)
    turned = replace(question, choices=tuple(replace(choice, right=not choice.right) for choice in question.choices))
    test_the_casebook_proves_exactly_the_keyed_answers(catalogue, (question,))
    with pytest.raises(AssertionError):
        test_the_casebook_proves_exactly_the_keyed_answers(catalogue, (turned,))


def test_only_one_pairing_is_right(catalogue: Catalogue, bank: tuple[Question, ...]) -> None:
    comparisons = {row.id: row for row in catalogue.book.common.comparisons.comparisons}
    terms = {term.id: term for term in catalogue.book.common.glossary.terms}
    for question in bank:
        if question.kind != "matching":
            continue
        assert len({pair.right for pair in question.pairs}) == len(question.pairs)
        for pair in question.pairs:
            kind, _, ref = pair.basis.partition(":")
            if kind == "figure":
                notes = {row.figure: row.note for row in comparisons[question.basis.removeprefix("comparison:")].figures}
                assert spoken(catalogue, question, notes[ref]) == spoken(catalogue, question, pair.right)
            elif kind == "term":
                said = terms[ref].today if question.basis == "terms:today" else terms[ref].meaning
                assert (said or "").startswith(pair.right), question.id
            else:
                place, _, number = ref.partition("#")
                practice = catalogue.book.practice(place)
                assert practice is not None
                step = practice.record.procedure[int(number)].text.replace("[#", f"[#{question.case}/")
                assert spoken(catalogue, question, pair.left) in spoken(catalogue, question, step)
                assert pair.right == f"第{'一二三四五六七'[int(number)]}步"


def test_true_and_false_follow_the_casebook(catalogue: Catalogue, bank: tuple[Question, ...]) -> None:
    comparisons = {row.id: row for row in catalogue.book.common.comparisons.comparisons}
    gaps = {gap.id: gap for gap in catalogue.book.common.gaps.gaps}
    terms = {term.id: term for term in catalogue.book.common.glossary.terms}
    for question in bank:
        if question.kind != "true_false":
            continue
        kind, _, ref = question.basis.partition(":")
        match kind:
            case "comparison":
                right = comparisons[ref].comparable == "口径相近"
            case "gap":
                right = bool(gaps[ref].answered_by)
            case "term":
                right = terms[ref].defined == "原文有说明"
            case "claim":
                assert metric_of(catalogue, ref).kind in {"coverage_claim", "rank_claim"}
                right = question.stem.endswith("要写明“原文称”。")
            case _:
                metric, _, refused = ref.partition(":")
                notes = "".join(caution.text for caution in catalogue.cautions[metric])
                assert kind == "advice"
                assert f"，{refused}" in notes
                right = "引用时不宜" in question.stem
        assert question.truth is right, question.id
