"""Records made small where a whole casebook is held: about half of what pydantic leaves.

A record fresh from pydantic carries a set of the fields that were given (216 to 728 bytes, the same few over and over),
and each text its UTF-8 form beside itself. Sets are shared, short texts too, and texts are copied without the second form.
"""
from __future__ import annotations

from typing import Any, TypeVar

from generator.model.record import Record

T = TypeVar("T", bound=Record)
_SHORT = 40  # characters; longer texts are hardly ever said twice
_SET = "__pydantic_fields_set__"


class Slimming:
    """One casebook's shared sets and texts; let it go when all is read."""

    def __init__(self) -> None:
        self._texts: dict[str, str] = {}
        self._sets: dict[frozenset[str], set[str]] = {}

    def slim(self, record: T) -> T:
        """The same record, holding the same values in less room."""
        given = record.model_fields_set
        object.__setattr__(record, _SET, self._sets.setdefault(frozenset(given), given))
        held = record.__dict__
        for name, value in held.items():
            kind = type(value)
            if kind is str:
                held[name] = self._text(value)
            elif kind is tuple:
                if value:
                    held[name] = tuple(self._part(part) for part in value)
            elif isinstance(value, Record):
                self.slim(value)
        return record

    def _part(self, value: Any) -> Any:
        kind = type(value)
        if kind is str:
            return self._text(value)
        if kind is tuple:
            return tuple(self._part(part) for part in value)
        return self.slim(value) if isinstance(value, Record) else value

    def _text(self, text: str) -> str:
        if len(text) > _SHORT:
            return text[:1] + text[1:]
        known = self._texts.get(text)
        if known is None:
            known = text[:1] + text[1:]
            self._texts[known] = known
        return known
