"""cases/** → the casebook: every file read once, every fault kept, what could be read put together."""
from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from generator.model.casebook import Casebook
from generator.model.problem import Problem
from generator.read.kinds import COMMON, CORE, FOLDERS, kind_of
from generator.read.raw_file import look_at
from generator.read.shelf import Shelf

__all__ = ["COMMON", "CORE", "FOLDERS", "collector_at_rest", "kind_of", "read_casebook", "whole_casebook"]


def read_casebook(root: Path) -> tuple[Casebook | None, tuple[Problem, ...]]:
    """Read `root`/cases. Returns the casebook of all that could be read and every problem met on the way.

    The casebook is None when a file of cases/common could not be read: nothing can be judged without it.
    """
    with collector_at_rest():
        shelf = Shelf(root, look_at(root), keep=True)
        problems = [problem for home in {"common": (), **shelf.files.by_home} for problem in shelf.read_home(home)]
        return whole_casebook(shelf), tuple(sorted(problems, key=Problem.sort_key))


def whole_casebook(shelf: Shelf) -> Casebook | None:
    """All that the files hold together; None when a file of cases/common could not be read."""
    shared = shelf.shared()
    if shared is None:
        return None
    cases = {home: case for home in sorted(shelf.files.by_home) if (case := shelf.case(home))}
    unread = frozenset(file for home in shelf.files.by_home for file in shelf.refused(home) if kind_of(file))
    return Casebook(cases=cases, **shared, locate=shelf.locate, unread=unread)


@contextmanager
def collector_at_rest() -> Iterator[None]:
    """Hold the garbage collector off: hundreds of thousands of new objects, no cycle among them, a third of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
