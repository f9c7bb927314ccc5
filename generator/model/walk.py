"""Walk over the text fields of a record: where each stands and what its words are."""
from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, get_args

from generator.model.record import Record, Words

Text = tuple[tuple[str | int, ...], Words, str]


def texts(record: Record, path: tuple[str | int, ...] = ()) -> Iterator[Text]:
    """Yield (path, words, text) for every marked text below `record`; paths use the YAML's key names."""
    for name, key, words in _plan(type(record)):
        yield from _texts(getattr(record, name), (*path, key), words)


def _texts(value: Any, path: tuple[str | int, ...], words: Words | None) -> Iterator[Text]:
    if isinstance(value, str):
        if words is not None and not isinstance(value, Words):
            yield path, words, value
    elif isinstance(value, Record):
        yield from texts(value, path)
    elif isinstance(value, tuple):
        for index, part in enumerate(value):
            yield from _texts(part, (*path, index), words)


@cache
def _plan(kind: type[Record]) -> tuple[tuple[str, str, Words | None], ...]:
    rows = []
    for name, info in kind.model_fields.items():
        marks = [mark for mark in info.metadata if isinstance(mark, Words)]
        words = marks[0] if marks else _mark(info.annotation)
        rows.append((name, info.alias or name, words))
    return tuple(rows)


def _mark(annotation: Any) -> Words | None:
    """The first Words mark anywhere inside a type; a field never mixes two."""
    for part in (*getattr(annotation, "__metadata__", ()), *get_args(annotation)):
        if isinstance(part, Words):
            return part
        found = _mark(part)
        if found is not None:
            return found
    return None
