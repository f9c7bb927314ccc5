"""What a reader says about one returned file: read or refused, by code, and what was noticed. Words: verdicts.json."""
from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from generator.model.returned import Return

_WORDS = Path(__file__).with_name("verdicts.json")


@dataclass(frozen=True, slots=True)
class Note:
    """One thing noticed in a file that was read all the same; `where` is sheet!cell, a path of the JSON, or empty."""

    code: str
    where: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """One file as it came back. `code` is empty when it was read; `returned` is there then, and only then."""

    name: str
    size: int  # bytes
    code: str = ""
    where: str = ""
    detail: str = ""
    returned: Return | None = None
    notes: tuple[Note, ...] = ()


class RefusedFile(Exception):
    """The file is refused: code, place and detail of its Reading."""

    def __init__(self, code: str, where: str = "", detail: str = "") -> None:
        super().__init__(code, where, detail)
        self.code, self.where, self.detail = code, where, detail


Notify = Callable[[str, str, str], None]
"""Notes something: code, where, detail."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a code means for the reader of the list, and what to do about it."""

    what: str
    mend: str


@cache
def verdicts() -> dict[str, Verdict]:
    """Every code of refusals (R-) and notes (N-), in the order in which they are explained."""
    return {code: Verdict(**words) for code, words in json.loads(_WORDS.read_text(encoding="utf-8")).items()}
