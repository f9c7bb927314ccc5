"""What a varied run starts with: folders listed the other way round, and one processor (see tests/repro/variations.py)."""
from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any


class _Backwards:
    """os.scandir with its entries the other way round."""

    def __init__(self, *arguments: Any) -> None:
        with _scandir(*arguments) as listing:
            self._entries: Iterator[Any] = reversed(list(listing))

    def __iter__(self) -> Iterator[Any]:
        return self._entries

    def __next__(self) -> Any:
        return next(self._entries)

    def __enter__(self) -> _Backwards:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._entries = iter(())


_scandir, _listdir = os.scandir, os.listdir
if os.environ.get("REPRO_ORDER"):
    os.scandir = _Backwards  # type: ignore[assignment,misc]
    os.supports_fd.add(os.scandir)
    os.listdir = lambda *arguments: _listdir(*arguments)[::-1]  # type: ignore[assignment]
if os.environ.get("REPRO_ONE_CPU"):
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
