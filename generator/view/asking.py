"""The question bank of a catalogue, put into the words that readers get."""
from __future__ import annotations

from itertools import groupby

from generator.bank.question import Question
from generator.bank.question_bank import question_bank
from generator.know.catalogue import Catalogue
from generator.view.desk import Desk
from generator.view.quiz import Asked

SEVERAL = "几份材料对照"


def asked(catalogue: Catalogue) -> tuple[Asked, ...]:
    """Every question of the bank, numbered within its material."""
    rows = groupby(question_bank(catalogue), key=lambda question: question.home)
    return tuple(_asked(catalogue, question, number) for _, questions in rows for number, question in enumerate(questions, 1))


def _asked(catalogue: Catalogue, question: Question, number: int) -> Asked:
    desk = Desk(catalogue).of(question.case) if question.case else Desk(catalogue)

    def words(text: str) -> str:
        return desk.words(text, advice=True)

    rights = tuple(words(text) for text in question.offered)
    return Asked(
        number, question.id, question.kind, question.skill, question.home,
        catalogue.book.cases[question.case].case.name if question.case else SEVERAL,
        desk.rich(question.stem, advice=not question.case),
        tuple((words(choice.text), choice.right) for choice in question.choices), question.truth,
        tuple(words(pair.left) for pair in question.pairs), rights,
        tuple(rights.index(words(pair.right)) for pair in question.pairs),
        tuple(words(point) for point in question.points), words(question.why), question.where,
    )
