"""Rules by which a question is dropped: what a teacher would not read aloud."""
from __future__ import annotations

from collections.abc import Callable, Iterator

from generator.bank.question import Question

_GIVEN_AWAY = 4  # characters in a row that stem and right answer share, and no wrong one
_SHORTEST_STEP = 3
_LONGEST_STEM = 170
_LONGEST_ANSWER = 110
_STANDS_OUT = 2.2  # so many times as long as the longest wrong answer


def gives_itself_away(question: Question) -> bool:
    """The stem repeats words of a right answer that no wrong one has."""
    wrong = [choice.text for choice in question.choices if not choice.right]
    return any(
        run in question.stem and not any(run in text for text in wrong)
        for choice in question.choices if choice.right for run in _runs(choice.text)
    )


def names_a_step(question: Question) -> bool:
    """The left side of a pair stands in the stem, or is too short to say anything."""
    return any(pair.left in question.stem and question.skill == "步骤" for pair in question.pairs) or any(
        len(pair.left) < _SHORTEST_STEP and question.skill == "步骤" for pair in question.pairs
    )


def stands_out(question: Question) -> bool:
    """The right answer of a single choice is much longer than every other."""
    right = [len(choice.text) for choice in question.choices if choice.right]
    wrong = [len(choice.text) for choice in question.choices if not choice.right]
    return question.kind == "single" and bool(wrong) and max(wrong) > 0 and right[0] > max(12.0, _STANDS_OUT * max(wrong))


def is_long(question: Question) -> bool:
    """Too long to be read aloud."""
    answers = [*(choice.text for choice in question.choices), *(text for pair in question.pairs for text in (pair.left, pair.right))]
    return len(question.stem) > _LONGEST_STEM or any(len(text) > _LONGEST_ANSWER for text in answers)


def repeats_answers(question: Question) -> bool:
    """Two answers read the same."""
    texts = [choice.text for choice in question.choices]
    lefts, rights = [pair.left for pair in question.pairs], [pair.right for pair in question.pairs]
    return any(len(set(row)) < len(row) for row in (texts, lefts, rights))


def has_no_place(question: Question) -> bool:
    """Its key could name no source and section."""
    return not question.where or not all(question.where)


def holds_sum(question: Question) -> bool:
    """A computed figure would stand in it without its arithmetic."""
    texts = [question.stem, *(choice.text for choice in question.choices), *(pair.left + pair.right for pair in question.pairs)]
    return any("[=" in text for text in texts)


SILLY: tuple[Callable[[Question], bool], ...] = (
    gives_itself_away, names_a_step, stands_out, is_long, repeats_answers, has_no_place, holds_sum,
)


def _runs(text: str) -> Iterator[str]:
    yield from (text[at:at + _GIVEN_AWAY] for at in range(len(text) - _GIVEN_AWAY + 1))
