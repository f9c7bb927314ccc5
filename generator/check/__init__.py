"""Model → problems: every rule of the content, in one run."""
from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from generator.check import assessment, lesson, references, teaching, wording  # noqa: F401 - each registers its rules
from generator.check.assessment import address_problems
from generator.check.prose import prose_problems
from generator.check.rule import apply_rules
from generator.check.wording import outdated
from generator.know.checklists import addresses
from generator.model.casebook import Casebook
from generator.model.problem import Problem


def all_problems(book: Casebook, today: date) -> Iterator[Problem]:
    """Every problem in what is looked at, in no order; needs no source text.

    The problems of a whole are those of its parts and of `address_problems`, which are left to the caller when `book`
    looks at a part only.
    """
    if book.part is None:
        yield from address_problems(addresses(book), book.locate)
    yield from apply_rules(book)
    yield from prose_problems(book)
    yield from outdated(book, today)
