"""Answers are built once for each object, and go when it goes."""
from __future__ import annotations

import gc

from generator.know.identity import remembered


class Thing:
    __hash__ = None  # type: ignore[assignment]  # as records with mappings inside


def test_built_once_for_each_object() -> None:
    built: list[int] = []

    @remembered
    def answer(thing: Thing) -> int:
        built.append(id(thing))
        return len(built)

    one, other = Thing(), Thing()
    assert [answer(one), answer(other), answer(one)] == [1, 2, 1]


def test_a_new_object_at_an_old_address_is_asked_about_again() -> None:
    calls = []

    @remembered
    def answer(thing: Thing) -> None:
        calls.append(thing.__class__)

    for _ in range(5):
        answer(Thing())
        gc.collect()
    assert len(calls) == 5
