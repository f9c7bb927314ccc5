"""What a reader says about one returned file: read or refused, by code, and what was noticed. Words: verdicts.json."""
from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from generator.model.returned import Return

_WORDS = Path(__file__).with_name("verdicts.json")
_PLACES = Path(__file__).with_name("places.json")
_NO_ITEMS: Mapping[str, str] = {}


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


@cache
def _places() -> dict[str, str]:
    return dict(json.loads(_PLACES.read_text(encoding="utf-8")))


def place_words(where: str, items: Mapping[str, str] = _NO_ITEMS) -> str:
    """A place as people know it: a path of the JSON in words, `items` naming items by id; a cell of a workbook as it is.

    The same as `placeWords` in generator/web/src/returns/verdicts.ts.
    """
    first, *rest = where.split(".")
    if first not in _places():
        return where
    words = _places()[first]
    if rest and first in {"answers", "plan"}:
        name = rest.pop(0)
        words = items.get(name, f"编号“{name}”") if first == "answers" else f"{words}第 {name} 行"
    return "，".join((words, *(_places().get(part, f"“{part}”") for part in rest)))
