"""Walk over a record: its texts with what their words are, and its nested records."""
from __future__ import annotations

from functools import cache
from typing import Any, get_args

from generator.model.record import Record, Words

Path = tuple[str | int, ...]
Text = tuple[Path, Words, str]


def texts(record: Record) -> list[Text]:
    """Every marked text below `record` as (path, words, text), in order; paths use the YAML's key names."""
    found: list[Text] = []
    _collect(record, (), found)
    return found


def nested(record: Record, path: Path = ()) -> list[tuple[Path, Record]]:
    """The record itself and every record below it, with its path, in order."""
    found: list[tuple[Path, Record]] = []
    _descend(record, path, found)
    return found


def _descend(record: Record, path: Path, found: list[tuple[Path, Record]]) -> None:
    found.append((path, record))
    held = record.__dict__
    for name, key in _holders(type(record)):
        value = held[name]
        if type(value) is tuple:
            for index, part in enumerate(value):
                if _is_record(type(part)):
                    _descend(part, (*path, key, index), found)
        elif value is not None and _is_record(type(value)):
            _descend(value, (*path, key), found)


_KNOWN: dict[type, bool] = {}


def _is_record(kind: type) -> bool:
    """Asked of the type once: an isinstance of pydantic's costs as much as the rest of a step."""
    known = _KNOWN.get(kind)
    if known is None:
        known = _KNOWN[kind] = issubclass(kind, Record)
    return known


def _collect(record: Record, path: Path, found: list[Text]) -> None:
    held = record.__dict__  # a pydantic record's fields: attribute access costs twice as much
    for name, key, words in _plan(type(record)):
        value = held[name]
        if type(value) is str:
            if words is not None:
                found.append(((*path, key), words, value))
        elif value:
            _collect_value(value, (*path, key), words, found)


def _collect_value(value: Any, path: Path, words: Words | None, found: list[Text]) -> None:
    if type(value) is tuple:
        for index, part in enumerate(value):
            if type(part) is str:
                if words is not None:
                    found.append(((*path, index), words, part))
            else:
                _collect_value(part, (*path, index), words, found)
    elif _is_record(type(value)):
        _collect(value, path, found)


@cache
def _plan(kind: type[Record]) -> tuple[tuple[str, str, Words | None], ...]:
    """The fields of a kind of record that can hold a marked text, at any depth: name, key, words."""
    rows = []
    for name, info in kind.model_fields.items():
        marks = [mark for mark in info.metadata if isinstance(mark, Words)]
        words = marks[0] if marks else _mark(info.annotation)
        if words is not None or _holds_records(info.annotation):
            rows.append((name, info.alias or name, words))
    return tuple(rows)


@cache
def _holders(kind: type[Record]) -> tuple[tuple[str, str], ...]:
    fields = kind.model_fields.items()
    return tuple((name, info.alias or name) for name, info in fields if _holds_records(info.annotation))


def _holds_records(annotation: Any) -> bool:
    if isinstance(annotation, type) and issubclass(annotation, Record):
        return True
    return any(_holds_records(part) for part in get_args(annotation))


def _mark(annotation: Any) -> Words | None:
    """The first Words mark anywhere inside a type; a field never mixes two."""
    for part in (*getattr(annotation, "__metadata__", ()), *get_args(annotation)):
        if isinstance(part, Words):
            return part
        found = _mark(part)
        if found is not None:
            return found
    return None
