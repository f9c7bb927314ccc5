"""Answers that are kept for as long as the question is about the very same object."""
from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Generic, TypeVar

Held = TypeVar("Held")
Answer = TypeVar("Answer")


class _Key(Generic[Held]):
    """An object as a key by identity; records with mappings inside cannot be hashed by value."""

    __slots__ = ("held",)

    def __init__(self, held: Held) -> None:
        self.held = held

    def __hash__(self) -> int:
        return id(self.held)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Key) and self.held is other.held


def remembered(build: Callable[[Held], Answer]) -> Callable[[Held], Answer]:
    """Make a pure function of one immutable object answer from memory; the last 32 objects are held."""

    @lru_cache(maxsize=32)
    def kept(key: _Key[Held]) -> Answer:
        return build(key.held)

    return lambda held: kept(_Key(held))
