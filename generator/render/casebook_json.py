"""data/casebook.json in pieces, a case each: whole, it would take as much memory as the casebook itself."""
from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol

_CASES = '"cases": []'


class Record(Protocol):
    """A pydantic record, as far as it is written here."""

    def model_dump_json(self, *, by_alias: bool, indent: int) -> str:
        """The record as JSON."""


def render_casebook(book: Record, cases: Iterable[Record]) -> Iterator[bytes]:
    """Yield the JSON of `book`, whose own list of cases is empty, with these cases in it; as if it were written at once."""
    before, _, after = _json(book).partition(_CASES)
    lead = before + '"cases": ['
    for case in cases:
        yield (lead + "\n  " + _json(case).replace("\n", "\n  ")).encode()  # a line break is none of a string's
        lead = ","
    yield (("\n ]" if lead == "," else lead + "]") + after + "\n").encode()


def _json(record: Record) -> str:
    return record.model_dump_json(by_alias=True, indent=1)
