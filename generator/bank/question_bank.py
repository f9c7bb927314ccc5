"""The question bank: every kind of question, so many of each for a case, none that a teacher would not read aloud."""
from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from generator.bank import comparing, quoting, silence, terms, told
from generator.bank.question import KIND_TITLE, Question
from generator.bank.reading import Reading
from generator.bank.silly import SILLY
from generator.know.catalogue import Catalogue

SEED = 1
"""The edition of the bank: the same seed gives the same questions, another one a parallel paper."""


@dataclass(frozen=True)
class Sort:
    """One sort of question, and how many of it a case (or the sources together) may have."""

    make: Callable[[Reading], Iterator[Question]]
    most: int


SORTS: tuple[Sort, ...] = (
    Sort(quoting.sentence_questions, 4),
    Sort(quoting.wording_questions, 3),
    Sort(told.year_questions, 2),
    Sort(silence.answered_questions, 3),
    Sort(silence.theme_questions, 8),
    Sort(terms.choice_questions, 2),
    Sort(terms.today_questions, 1),
    Sort(told.next_step_questions, 1),
    Sort(told.status_questions, 4),
    Sort(silence.unsaid_questions, 3),
    Sort(terms.unexplained_questions, 2),
    Sort(told.computed_questions, 2),
    Sort(comparing.use_questions, 6),
    Sort(quoting.caution_questions, 6),
    Sort(quoting.claim_questions, 2),
    Sort(terms.explained_questions, 2),
    Sort(comparing.side_by_side_questions, 5),
    Sort(silence.gap_questions, 8),
    Sort(told.order_questions, 4),
    Sort(terms.meaning_questions, 2),
    Sort(comparing.basis_questions, 12),
    Sort(quoting.citation_questions, 4),
    Sort(silence.advice_questions, 8),
)


def question_bank(catalogue: Catalogue, seed: int = SEED) -> tuple[Question, ...]:
    """Every question, by case in order and then those on several sources, each by kind.

    The same casebook and seed give the same bank; no two stems are alike.
    """
    known, key = catalogue.told, ("question bank", False, str(seed))
    if key not in known:  # sheets, keys, workbook, file and page all ask for it
        known[key] = _made(catalogue, seed)
    bank: tuple[Question, ...] = known[key]
    return bank


def _made(catalogue: Catalogue, seed: int) -> tuple[Question, ...]:
    reading = Reading(catalogue, seed)
    stems: set[str] = set()
    taken = [question for sort in SORTS for question in _taken(reading, sort, stems)]
    homes, kinds = [*catalogue.book.cases, "common"], list(KIND_TITLE)
    return tuple(sorted(taken, key=lambda question: (homes.index(question.home), kinds.index(question.kind))))


def _taken(reading: Reading, sort: Sort, stems: set[str]) -> Iterator[Question]:
    """The questions of a sort that stay: in an order of the seed, true and false (or each key) by turns."""
    by_home: dict[str, list[Question]] = {}
    for question in sort.make(reading):
        if not any(silly(question) for silly in SILLY):
            by_home.setdefault(question.home, []).append(question)
    for home, questions in by_home.items():
        count = 0
        for question in _by_turns(reading.mixed(home, questions)):
            if count == sort.most:
                break
            if question.stem not in stems:
                stems.add(question.stem)
                count += 1
                yield question


def _by_turns(questions: Iterable[Question]) -> Iterator[Question]:
    """One of each key in turn, so that no paper is all true, or all goals."""
    groups: dict[str, list[Question]] = {}
    for question in questions:
        groups.setdefault(_key(question), []).append(question)
    for turn in range(max(map(len, groups.values()), default=0)):
        yield from (group[turn] for group in groups.values() if turn < len(group))


def _key(question: Question) -> str:
    if question.kind == "true_false":
        return str(question.truth)
    if question.skill == "谁说的":
        return next(choice.text for choice in question.choices if choice.right)
    return ""
