"""The bank on paper, as a workbook and on its page: questions without answers, keys with reasons and places."""
from __future__ import annotations

import re
from dataclasses import replace

import pytest
from conftest import REPO

from generator.checking import check_casebook
from generator.know.catalogue import Catalogue
from generator.papers import PAPERS
from generator.view.asking import asked
from generator.view.paper import Paper
from generator.view.papers.bank_paper import answer_papers, bank_workbook, question_papers
from generator.view.question_page import question_page
from generator.view.quiz import Asked
from generator.view.shapes import Fold, Paragraph, Table, words_of


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    book, _ = check_casebook(REPO)
    assert book is not None
    return Catalogue(book, "0.1.0", "2026-01-05")


@pytest.fixture(scope="module")
def questions(catalogue: Catalogue) -> tuple[Asked, ...]:
    return asked(catalogue)


def lines_of(paper: Paper) -> list[str]:
    lines = []
    for section in paper.sections:
        for block in section.blocks:
            if isinstance(block, Paragraph):
                lines.append(words_of(block.text))
            elif isinstance(block, Table):
                lines += [words_of(cell) for row in block.rows for cell in row]
    return lines


def test_a_sheet_asks_every_question_of_its_material_and_answers_none(catalogue: Catalogue, questions: tuple[Asked, ...]) -> None:
    for paper in question_papers(catalogue):
        home = paper.path.partition("/")[0]
        lines = lines_of(paper)
        said = "\n".join(lines)
        own = [question for question in questions if question.home == home]
        assert [question.number for question in own] == list(range(1, len(own) + 1))
        for question in own:
            assert sum(re.fullmatch(r"(?:（　）)?(\d+)．.*", line) is not None and line.endswith(f"{question.number}．{question.words}") for line in lines) == 1
            assert all(line in said for line in question.lines), question.id
            assert f"为什么{question.why}" not in said
        assert not any(len(where) > 2 and where in said for question in own for where in question.where)
        assert paper.edition == "student"


def test_the_key_gives_answer_reason_and_place_of_each(catalogue: Catalogue, questions: tuple[Asked, ...]) -> None:
    for paper in answer_papers(catalogue):
        assert paper.edition == "teacher"
        rows = {
            words_of(row[0]): tuple(words_of(cell) for cell in row[1:])
            for section in paper.sections for block in section.blocks if isinstance(block, Table) for row in block.rows
        }
        own = [question for question in questions if question.home == paper.path.partition("/")[0]]
        assert rows == {str(question.number): (question.key, question.why, "；".join(question.where)) for question in own}


def test_the_letters_of_a_key_are_the_right_answers(questions: tuple[Asked, ...]) -> None:
    for question in questions:
        if question.kind in {"single", "multiple"}:
            shown = dict(line.split("．", 1) for line in question.lines)
            assert {shown[letter] for letter in question.key} == {text for text, right in question.options if right}
        if question.kind == "matching":
            assert [pair[-1] for pair in question.key.split("　")] == ["ABCDEFGH"[index] for index in question.matches]
            assert sorted(question.matches) == list(range(len(question.rights)))


def test_the_workbook_keeps_questions_and_answers_on_two_sheets(catalogue: Catalogue, questions: tuple[Asked, ...]) -> None:
    book = next(bank_workbook(catalogue))
    assert [sheet.name for sheet in book.sheets] == ["题目", "答案"]
    ask, tell = book.sheets
    assert [row[-1] for row in ask.rows] == [row[-1] for row in tell.rows] == [question.id for question in questions]
    assert [row[3] for row in tell.rows] == [question.key for question in questions]
    assert all(row[5] for row in tell.rows)


def test_the_page_shows_ten_different_questions_with_folded_answers(catalogue: Catalogue) -> None:
    page = question_page(catalogue)
    samples = [section for section in page.sections if section.id.startswith("sample-")]
    folds = [block for section in samples for block in section.blocks if isinstance(block, Fold)]
    assert len(samples) == len(folds) == 10
    assert len({section.heading.partition("：")[2] for section in samples}) == 5
    for fold in folds:
        assert any(words_of(line).startswith("出处：") for line in fold.lines)
    table = next(block for section in page.sections for block in section.blocks if isinstance(block, Table))
    assert int(words_of(table.rows[-1][-1])) >= 150


def test_the_site_for_students_holds_no_answer(catalogue: Catalogue) -> None:
    page = question_page(replace(catalogue, students=True))
    assert not any(isinstance(block, Fold) for section in page.sections for block in section.blocks)
    assert {row.name for row in PAPERS if row.name.startswith("bank-") and not row.teacher} == {"bank-questions"}


def test_nobody_is_ranked_and_nobody_signs(catalogue: Catalogue) -> None:
    for paper in (*question_papers(catalogue), *answer_papers(catalogue)):
        said = "\n".join((*paper.opening, *lines_of(paper)))
        assert not re.search("姓名：|得分：|样板社区有几个|哪个地方做得(?:最)?好|第一名", said)
