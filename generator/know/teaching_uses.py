"""Which teaching cases rest on a practice, or may be set beside it."""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.know.checklists import COMMON
from generator.model.casebook import Casebook
from generator.model.teaching import TeachingCase


@dataclass(frozen=True, slots=True)
class TeachingUse:
    """A teaching case that names a practice: its text rests on it, or it is to be compared with the text."""

    home: str  # common, or the case's id
    teaching: str
    title: str
    rests: bool


def shelved_teaching(book: Casebook) -> Iterator[tuple[str, TeachingCase]]:
    """Every teaching case with what it belongs to: the comparative ones (common) first, then by case."""
    for case in book.teaching.values():
        yield COMMON, case
    for folder in book.cases.values():
        for case in folder.teaching.values():
            yield folder.id, case


def teaching_uses(book: Casebook) -> Mapping[str, tuple[TeachingUse, ...]]:
    """The teaching cases that name each practice (case/id), those that rest on it first."""
    found: dict[str, list[TeachingUse]] = defaultdict(list)
    for home, case in shelved_teaching(book):
        rests = {_full(ref, home) for section in case.student.sections for ref in section.records}
        for ref in sorted(rests | {_full(ref, home) for ref in case.contrast}):
            found[ref].append(TeachingUse(home, case.id, case.student.title, ref in rests))
    return {ref: tuple(sorted(uses, key=lambda use: not use.rests)) for ref, uses in found.items()}


def _full(ref: str, home: str) -> str:
    return ref if "/" in ref else f"{home}/{ref}"
