"""What people write into an answer cell, and what it means: exactly, by convention, or not at all. Nothing is guessed.

The twin of generator/web/src/returns/values.ts; tests/returns has the table of both.
"""
from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Generic, TypeVar

from generator.model.returned import MOST_COUNTED, State
from generator.read.returned_cells import Cell
from generator.read.returned_checks import WHITE, is_day, seen

Value = TypeVar("Value")

STATE_WORDS: Mapping[str, State] = {"不知道": "unknown", "不适用": "na", "需上级解决": "upstream"}
NOTHING = "都没有"
TICK = "√"

_TICKED = ("√", "✓", "✔", "☑", "✅")
_CROSSED = ("×", "✗", "✘", "✕", "☒")
_YES_NO = {"是": True, "否": False}
_HAS = {"有": True, "没有": False}
_WORDS: Mapping[str, Mapping[str, bool]] = {"yesno": _YES_NO, "gate": _HAS, "bonus": _HAS}
_LOOSE: Mapping[str, Mapping[str, bool]] = {
    "yesno": {**dict.fromkeys((*_TICKED, "对", "TRUE"), True), **dict.fromkeys((*_CROSSED, "不是", "FALSE"), False)},
    "gate": {"无": False, "没": False},
    "bonus": {**dict.fromkeys((*_TICKED, "TRUE"), True), **dict.fromkeys((*_CROSSED, "无", "没", "FALSE"), False)},
}
_TICKS = {
    **dict.fromkeys((*_TICKED, "是", "有", "对", "1", "TRUE"), True),
    **dict.fromkeys((*_CROSSED, "否", "没有", "无", "□", "☐", "0", "FALSE"), False),
}
_GRADE = re.compile("([A-H])[档级]?")
_COUNTED = re.compile("([0-9]{1,5})[例次件个起处户条人项]?")
_POINTS = re.compile(r"([0-9]{1,3}(?:\.[0-9]{1,2})?)分?")
_WRITTEN_DAY = re.compile("([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?")
_END_MARKS = re.compile("[。.,，、;；!！]+$")
_GAPS = re.compile(f"[{re.escape(WHITE)}]+")
_FIRST_DAY, _LAST_DAY = 36_526, 73_415  # 2000-01-01 and 2100-12-31, counted from the end of 1899
_EXACT = 1e15


@dataclass(frozen=True, slots=True)
class Read(Generic[Value]):
    """What was read; `said` is the usual way of writing it when the cell has another."""

    value: Value
    said: str = ""


def plain_text(cell: Cell) -> str:
    """The text of a cell, trimmed; a whole number as people write it."""
    if cell.kind == "number":
        number = float(cell.text)
        return str(int(number)) if abs(number) < _EXACT and number == int(number) else cell.text
    return cell.text.strip(WHITE)


def loose(text: str) -> str:
    """A text as it is compared when it is not exact: NFKC, capitals, no white space, no mark at its end."""
    return _END_MARKS.sub("", _GAPS.sub("", unicodedata.normalize("NFKC", seen(text)))).upper()


def read_state(cell: Cell) -> Read[State] | None:
    """不知道, 不适用 or 需上级解决."""
    text = plain_text(cell)
    if text in STATE_WORDS:
        return Read(STATE_WORDS[text])
    word = loose(text)
    return Read(STATE_WORDS[word], word) if word in STATE_WORDS else None


def read_word(kind: str, cell: Cell) -> Read[bool] | None:
    """The answer of a yesno, gate or bonus item."""
    words, text = _WORDS[kind], plain_text(cell)
    if cell.kind == "text" and text in words:
        return Read(words[text])
    value = words.get(loose(text), _LOOSE[kind].get(loose(text)))
    if value is None:
        return None
    return Read(value, next(word for word, meant in words.items() if meant is value))


def read_grade(cell: Cell, grades: int) -> Read[int] | None:
    """The index of a grade."""
    text = plain_text(cell)
    found = _GRADE.fullmatch(loose(text))
    if cell.kind != "text" or not found or ord(found[1]) - ord("A") >= grades:
        return None
    return Read(ord(found[1]) - ord("A"), "" if text == found[1] else found[1])


def read_tick(cell: Cell) -> Read[bool] | None:
    """Whether a cell is ticked; None when one cannot tell."""
    text = plain_text(cell)
    if text == TICK:
        return Read(True)
    ticked = _TICKS.get(loose(text))
    return None if ticked is None else Read(ticked, TICK if ticked else "空着")


def read_nothing(cell: Cell) -> Read[bool] | None:
    """都没有."""
    text = plain_text(cell)
    return Read(True, "" if text == NOTHING else NOTHING) if loose(text) == NOTHING else None


def read_count(cell: Cell, none: bool = False) -> Read[int] | None:
    """A whole number from 0 to MOST_COUNTED; with `none`, 没有 and 无 are 0."""
    if cell.kind == "number":
        number = float(cell.text)
        return Read(int(number)) if 0 <= number <= MOST_COUNTED and number == int(number) else None
    word = loose(plain_text(cell))
    found = _COUNTED.fullmatch(word)
    if cell.kind != "text":
        return None
    if found:
        return Read(int(found[1]), str(int(found[1])))
    return Read(0, "0") if none and word in {"没有", "无"} else None


def read_points(cell: Cell, most: int) -> Read[int] | None:
    """Hundredths of a point, from 0 to `most`; more than two decimals are none of ours."""
    if cell.kind == "number":
        number = float(cell.text) * 100
        if not 0 <= number <= most + 0.5:
            return None
        whole = int(number + 0.5)
        return Read(whole) if abs(number - whole) < 1e-6 and whole <= most else None
    found = _POINTS.fullmatch(loose(plain_text(cell))) if cell.kind == "text" else None
    if not found:
        return None
    units, _, decimals = found[1].partition(".")
    points = int(units) * 100 + int((decimals + "00")[:2])
    return Read(points, found[1]) if points <= most else None


def read_day(cell: Cell, from_1904: bool) -> Read[str] | None:
    """A day as YYYY-MM-DD, from a text or from the number that a workbook keeps for a date."""
    if cell.kind == "number":
        number = float(cell.text)
        whole = int(number) + (1_462 if from_1904 else 0) if abs(number) < _EXACT else 0
        if not _FIRST_DAY <= whole <= _LAST_DAY:
            return None
        day = (date(1899, 12, 30) + timedelta(days=whole)).isoformat()
        return Read(day, day)
    text = plain_text(cell)
    if is_day(text):
        return Read(text)
    found = _WRITTEN_DAY.fullmatch(loose(text))
    day = f"{found[1]}-{found[2]:0>2}-{found[3]:0>2}" if found else ""
    return Read(day, day) if is_day(day) else None
