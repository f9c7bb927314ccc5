"""The rules over one home after another, each seen with only so much of the rest as it asks for: rows for `checked`.

Memory is bounded by the largest case and what its neighbours show, not by the number of cases.
"""
from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from generator.check import all_problems
from generator.check.assessment import address_problems
from generator.checked import SHARED, Row, vocabulary_of
from generator.know.checklists import Address, addresses
from generator.model.casebook import Casebook
from generator.model.problem import Problem
from generator.read.folder import collector_at_rest
from generator.read.raw_file import Files
from generator.read.shelf import Part, Shelf

_ALWAYS = ("", "9999-12-31")


def check_homes(
    root: Path, files: Files, before: Mapping[str, Row], stale: Iterable[str], today: date, shelf: Shelf | None = None
) -> tuple[dict[str, Row], bool]:
    """A new row for each stale home; false when a file changed meanwhile, so that the rows may not be kept."""
    shelf = shelf or Shelf(root, files)
    shelf.stood = {home: frozenset(row.refused) for home, row in before.items() if row.digest == files.digest(home)}
    with collector_at_rest():
        shared = shelf.shared()
        vocabulary = vocabulary_of(files)
        homes = sorted(stale, key=lambda home: (home == SHARED, home))  # by then it is known which files stand
        rows = {home: _check_home(shelf, home, shared, vocabulary, today) for home in homes}
    return rows, not shelf.changed


def _check_home(shelf: Shelf, home: str, shared: Mapping[str, Any] | None, vocabulary: str, today: date) -> Row:
    files, reading = shelf.files, shelf.read_home(home)
    lacks = shared is None if home == SHARED else not shelf.has_case(home)
    basis = (files.digest(home), shelf.is_case(home), lacks, shelf.refused(home))
    if shared is None or lacks:
        # without the vocabulary nothing can be judged, and the row holds only until there is one
        row = Row(*basis, (), "" if shared is None else vocabulary, {}, "", _ALWAYS, reading, ())
    else:
        part = Part(shelf, home, shared)
        found = tuple(all_problems(part.book, today))
        named = tuple((one.id, one.version) for one in addresses(part.book))
        needs = {file: files.digests.get(file, "") for file in sorted(part.needs)}
        days = _days(part.book, found, today)
        part.close()
        row = Row(*basis, named, vocabulary, needs, files.whole if part.whole else "", days, reading, found)
    shelf.forget(home)
    return row


def _days(book: Casebook, found: Iterable[Problem], today: date) -> tuple[str, str]:
    """The days on which the dates of what is looked at say the same as today."""
    if any(problem.code == "K506" for problem in found):
        return today.isoformat(), today.isoformat()
    records = [record for _, record in book.files()]
    first = max((getattr(record, "reviewed", "") for record in records), default="")
    last = min((getattr(record, "review_by", None) or _ALWAYS[1] for record in records), default=_ALWAYS[1])
    return first, last


def taken_addresses(root: Path, files: Files, checklists: Sequence[tuple[str, str, int]]) -> Iterator[Problem]:
    """K409 over all homes: `checklists` are home, id and version, what all cases share first."""
    return address_problems([Address(*row) for row in checklists], Shelf(root, files).locate)
