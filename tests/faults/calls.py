"""One failing call of the disk after another: the n-th open, write, fsync, rename … fails, for every n (T5)."""
from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from generator.model.problem import CasebookError

CALLS = ("open", "write", "fsync", "mkdir", "replace", "rename", "unlink")
MOST = 400


def fail_at(patch: pytest.MonkeyPatch, place: Path, at: int, error: Callable[[str], BaseException]) -> list[str]:
    """Let the at-th call that touches `place` (or an open descriptor) fail; returns the growing list of calls."""
    seen: list[str] = []

    def failing(name: str, call: Any) -> Any:
        def call_counted(target: Any, *rest: Any, **options: Any) -> Any:
            where = str(target) if isinstance(target, (str, os.PathLike)) else ""
            if not where or where.startswith(str(place)):
                seen.append(name)
                if len(seen) == at:
                    raise error(where)
            return call(target, *rest, **options)
        return call_counted

    for name in CALLS:
        patch.setattr(os, name, failing(name, getattr(os, name)))
    return seen


def disk_error(number: int) -> Callable[[str], OSError]:
    """The fault of a disk with this errno, at a path or a descriptor."""
    return lambda where: OSError(number, os.strerror(number), where or None)


def attempt(place: Path, at: int, error: Callable[[str], BaseException], act: Callable[[], object]) -> tuple[list[str], bool]:
    """The code of what went wrong when the at-th call failed, if anything did, and whether there were fewer calls."""
    codes = []
    with pytest.MonkeyPatch.context() as patch:
        seen = fail_at(patch, place, at, error)
        try:
            act()
        except CasebookError as told:
            codes.append(told.code)
        except MemoryError:
            codes.append("MemoryError")
        return codes, len(seen) < at


def files_of(place: Path) -> dict[str, bytes]:
    """Every file below a folder."""
    return {path.relative_to(place).as_posix(): path.read_bytes() for path in place.rglob("*") if path.is_file()}


def each_call_fails(
    place: Path, before: Callable[[], None], act: Callable[[], object], error: Callable[[str], BaseException],
    ignored: Callable[[str], bool] = lambda name: False,
) -> tuple[set[str], int]:
    """Set `before` up and let `act` meet one failing call after another, until none is left.

    Each time every file must have its old bytes or its new ones, and no other file may lie there. Returns the codes that
    were told and how many calls were tried. Raises AssertionError naming the call and the file.
    """
    before()
    old = files_of(place)
    act()
    new = files_of(place)
    assert new != old, "nothing to fail at"
    told: set[str] = set()
    for at in range(1, MOST):
        before()
        codes, whole = attempt(place, at, error, act)
        told |= set(codes)
        after = {name: content for name, content in files_of(place).items() if not ignored(name)}
        _check(after, old, new, at, ignored)
        if whole:
            return told, at - 1
    raise AssertionError(f"still failing after {MOST} calls")


def _check(
    after: Mapping[str, bytes], old: Mapping[str, bytes], new: Mapping[str, bytes], at: int, ignored: Callable[[str], bool]
) -> None:
    for name in after.keys() | {name for name in old.keys() & new.keys() if not ignored(name)}:
        allowed = [side[name] for side in (old, new) if name in side]
        assert after.get(name) in allowed, f"call {at}: {name} is neither the old nor the new one"
