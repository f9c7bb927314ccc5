"""Answers that are kept for as long as the object lives that they are about."""
from __future__ import annotations

import weakref
from collections.abc import Callable
from typing import TypeVar

Held = TypeVar("Held")
Answer = TypeVar("Answer")


def remembered(build: Callable[[Held], Answer]) -> Callable[[Held], Answer]:
    """Make a pure function of one immutable object answer from memory.

    The object is known by identity, since records with mappings inside cannot be hashed, and is not kept alive;
    the answer must not hold it.
    """
    answers: dict[int, Answer] = {}

    def answer(held: Held) -> Answer:
        key = id(held)
        if key not in answers:
            answers[key] = build(held)
            weakref.finalize(held, answers.pop, key, None).atexit = False
        return answers[key]

    return answer
