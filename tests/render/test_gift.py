"""Moodle GIFT: a strict reader takes the file apart and finds the same questions again."""
from __future__ import annotations

import re
from dataclasses import dataclass, replace

import pytest
from conftest import REPO
from hypothesis import given
from hypothesis import strategies as st

from generator.checking import check_casebook
from generator.know.catalogue import Catalogue
from generator.render.gift import END, render_gift
from generator.view.asking import asked
from generator.view.papers.bank_paper import bank_quiz
from generator.view.quiz import Asked, Quiz
from generator.view.shapes import Plain

_FRACTIONS = {"100", "50", "33.33333", "25", "20", "16.66667"}  # that Moodle knows


@dataclass(frozen=True)
class Read:
    """A question as a course platform gets it."""

    name: str
    category: str
    stem: str
    kind: str
    answers: tuple[tuple[str, str, str], ...]  # sign, share, text; of a pair: =, left, right
    feedback: str


def unescaped(text: str) -> str:
    """The text without backslashes. Fails on a sign of GIFT that has none before it."""
    bare = re.sub(r"\\[\\~=#{}:n]", "", text)
    assert not re.search(r"[\\~=#{}:]", bare), text
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] == "n" else found[1], text)


def worded(text: str) -> str:
    """An answer or a feedback without backslashes. Fails on one that sets its own format or share of the mark."""
    assert not re.match(r"\[(?!plain\])|%", text), text
    return unescaped(text.removeprefix("[plain]"))


def read_gift(content: bytes) -> list[Read]:
    """Every question of a GIFT file. Fails on anything that it does not know."""
    text = content.decode("utf-8")
    assert not text.startswith("\ufeff")
    assert "\r" not in text
    category, found = "", []
    for block in re.split(r"\n{2,}", text.strip("\n")):
        if block.startswith("//"):
            assert "\n" not in block
        elif block.startswith("$CATEGORY: "):
            category = block.removeprefix("$CATEGORY: ")
            assert "\n" not in category
        else:
            found.append(read_question(block, category))
    return found


def read_question(block: str, category: str) -> Read:
    head, *lines, feedback, last = block.split("\n")
    parts = re.fullmatch(r"::((?:[^:\\]|\\.)*)::\[plain\]((?:[^{}\\]|\\.)*)\{", head)
    assert parts, head
    assert last == "}"
    assert feedback.startswith("####")
    kind, answers = read_answers(lines)
    return Read(unescaped(parts[1]), category, unescaped(parts[2]), kind, answers, worded(feedback.removeprefix("####")))


def read_answers(lines: list[str]) -> tuple[str, tuple[tuple[str, str, str], ...]]:
    if not lines:
        return "short", ()
    if lines in (["TRUE"], ["FALSE"]):
        return "true_false", ((lines[0], "", ""),)
    if all(line.startswith("=") and " -> " in line for line in lines):
        pairs = [line[1:].split(" -> ") for line in lines]
        assert all(len(pair) == 2 for pair in pairs)
        return "matching", tuple(("=", worded(left), unescaped(right)) for left, right in pairs)
    if all(line.startswith("~%") for line in lines):
        shares = [re.fullmatch(r"~%(-?[0-9.]+)%(.*)", line) for line in lines]
        return "multiple", tuple(("~", share[1], worded(share[2])) for share in shares if share)
    assert sum(line.startswith("=") for line in lines) == 1
    return "single", tuple((line[0], "", worded(line[1:])) for line in lines)


def same(read: Read, question: Asked) -> bool:
    """Whether a platform would ask just this question and mark it just so."""
    match question.kind:
        case "true_false":
            right = read.answers == (("TRUE" if question.truth else "FALSE", "", ""),)
        case "single":
            right = [(sign == "=", text) for sign, _, text in read.answers] == [(right, text) for text, right in question.options]
        case "multiple":
            right = [(not share.startswith("-"), text) for _, share, text in read.answers] == [(right, text) for text, right in question.options]
            total = sum(float(share) for _, share, _ in read.answers if not share.startswith("-"))
            right = right and abs(total - 100) < 0.001 and all(share.lstrip("-") in _FRACTIONS for _, share, _ in read.answers)
        case "matching":
            pairs = [(left, question.rights[index]) for left, index in zip(question.lefts, question.matches, strict=True)]
            right = [(left, other) for _, left, other in read.answers] == pairs
        case "short":
            right = all(point in read.feedback for point in question.points)
    told = question.why in read.feedback and all(where in read.feedback for where in question.where)
    return right and told and read.kind == question.kind and read.stem == question.words and question.id in read.name


@pytest.fixture(scope="module")
def quiz() -> Quiz:
    book, _ = check_casebook(REPO)
    assert book is not None
    return next(bank_quiz(Catalogue(book, "0.1.0", "2026-01-05")))


def test_the_file_reads_back_as_the_same_questions(quiz: Quiz) -> None:
    read = read_gift(render_gift(quiz))
    assert len(read) == len(quiz.questions) >= 150
    assert all(same(one, question) for one, question in zip(read, quiz.questions, strict=True))
    assert [one.category for one in read] == [f"$course$/top/题库/{question.material}" for question in quiz.questions]
    assert len({one.name for one in read}) == len(read)


def test_the_same_bank_gives_the_same_bytes_and_a_known_end(quiz: Quiz) -> None:
    assert render_gift(quiz) == render_gift(quiz)
    assert render_gift(quiz).endswith(f"{END}\n".encode())


SAMPLE = Asked(
    1, "futian/x", "single", "引用", "futian", "福田/一核", (Plain("题"),), (("甲", True), ("乙", False)), False, (), (), (), (), "理由", ("《文》一第1段",)
)


@given(st.text(max_size=40).filter(lambda text: "->" not in text), st.text(max_size=40).filter(lambda text: "->" not in text))
def test_no_text_breaks_out_of_its_place(stem: str, answer: str) -> None:
    question = replace(SAMPLE, stem=(Plain(stem),), options=((f"甲{answer}甲", True), ("乙", False)))
    pair = replace(SAMPLE, kind="matching", options=(), lefts=(f"左{answer}左", "丁"), rights=("丙", f"右{answer}右"), matches=(1, 0))
    read = read_gift(render_gift(Quiz("common/bank", "bank-moodle", "题/库", "题库", (question, pair))))
    assert [one.kind for one in read] == ["single", "matching"]
    assert [sign for sign, _, _ in read[0].answers] == ["=", "~"]
    assert read[0].category == "$course$/top/题/库/福田//一核"
    if answer.isalnum():
        assert read[0].answers[0][2] == f"甲{answer}甲"
        assert read[1].answers[0][1:] == (f"左{answer}左", f"右{answer}右")


@pytest.mark.parametrize("text", ["a=b", "~{x}", "::t::", "#hash####", "C:\\dir\\n", "//不是注释", "$CATEGORY: x", "}", "[html]<b>x</b>", "%50%对"])
def test_signs_of_the_format_stay_words(text: str) -> None:
    question = replace(SAMPLE, stem=(Plain(text),), options=((text, True), (f"{text}！", False)))
    read = read_gift(render_gift(Quiz("common/bank", "bank-moodle", "题库", "题库", (question,))))
    assert read[0].stem == text
    assert [answer for _, _, answer in read[0].answers] == [text, f"{text}！"]


def test_an_arrow_in_a_pair_is_refused() -> None:
    pair = replace(SAMPLE, kind="matching", options=(), lefts=("甲 -> 乙",), rights=("丙",), matches=(0,))
    with pytest.raises(ValueError, match="arrow"):
        render_gift(Quiz("common/bank", "bank-moodle", "题库", "题库", (pair,)))


def test_the_strict_reader_turns_red() -> None:
    good = render_gift(Quiz("common/bank", "bank-moodle", "题库", "题库", (SAMPLE,))).decode()
    for wrong in (good.replace("=甲", "=甲=乙"), good.replace("~乙", "=乙"), good.replace("####", "#"), good.replace("[plain]", "")):
        with pytest.raises(AssertionError):
            read_gift(wrong.encode())


def test_what_is_asked_is_what_the_bank_holds() -> None:
    book, _ = check_casebook(REPO)
    assert book is not None
    questions = asked(Catalogue(book))
    for question in questions:
        assert question.key
        assert "[#" not in "".join((question.words, *question.lines, *question.points, question.why)), question.id
