"""What of a source's text must be accounted for: the counted tokens of a line, each with its class."""
from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Literal

from generator.know.claim_words import CLAIM
from generator.know.free_words import word_pattern
from generator.know.numerals import MEASURES, quantities

TokenClass = Literal["arabic", "chinese", "measure", "claim", "heading", "enumeration", "title", "mark", "word"]
SKIPPED: tuple[TokenClass, ...] = ("heading", "enumeration", "title", "mark", "word")

_MEASURE = re.compile(f"(?:{MEASURES})")
_ORDER = "[一二三四五六七八九十]{1,3}"
_MARKS = (
    r"\[[0-9]{1,3}\](?!号)",  # a note's number
    r"[〔\[(（]20[0-9]{2}[〕\])）]第?[0-9]+号",  # a document's number
    "https?://[!-~]+",
    r"(?<![0-9])[0-2][0-9]:[0-5][0-9](?::[0-5][0-9])?(?![0-9])",  # a time of day
    r"(?<![0-9])0[0-9]{2,3}-[0-9]{7,8}(?![0-9])",  # a telephone
)
_HEADINGS = (
    rf"第?{_ORDER}[、章节]", rf"[(（]{_ORDER}[)）]", r"[0-9]{1,2}[.、．](?![0-9])", r"[(（][0-9]{1,2}[)）]", rf"启示{_ORDER}[:：]",
)
_SKIP: tuple[tuple[TokenClass, re.Pattern[str]], ...] = (
    ("title", re.compile("《[^《》]*》")),
    ("mark", re.compile("|".join(_MARKS))),
    ("heading", re.compile(f"^(?:{'|'.join(_HEADINGS)})")),
    ("enumeration", re.compile(rf"(?:^|(?<=[。;；:：,，)）])){_ORDER}(?:是|要|则)|其{_ORDER}[,，]")),
)


@dataclass(frozen=True, slots=True)
class CountedToken:
    """A stretch of a line that must be explained, or that a class explains."""

    start: int
    end: int
    kind: TokenClass
    text: str


def coverage_tokens(text: str, free_words: Collection[str] = ()) -> tuple[CountedToken, ...]:
    """The tokens of one normalised line in order; `free_words` are words that hold a numeral and are no number."""
    skips = [(found.start(), found.end(), kind) for kind, pattern in _SKIP for found in pattern.finditer(text)]
    words = word_pattern(tuple(free_words))
    if words:
        skips += [(found.start(), found.end(), "word") for found in words.finditer(text)]
    found = sorted(_candidates(text))
    return tuple(CountedToken(start, end, _skipped(skips, start, end) or kind, text[start:end]) for start, end, kind in found)


def _candidates(text: str) -> Iterator[tuple[int, int, TokenClass]]:
    for quantity in quantities(text):
        if not quantity.chinese:
            yield quantity.number_start, quantity.unit_at, "arabic"
        elif quantity.percent or quantity.highest >= 10:
            yield quantity.number_start, quantity.unit_at, "chinese"
        elif quantity.highest >= 2 and not quantity.ordinal and (unit := _MEASURE.match(text, quantity.unit_at)):
            yield quantity.number_start, unit.end(), "measure"
    for found in CLAIM.finditer(text):
        yield found.start(), found.end(), "claim"


def _skipped(skips: list[tuple[int, int, TokenClass]], start: int, end: int) -> TokenClass | None:
    return next((kind for low, high, kind in skips if low <= start < high or start <= low < end), None)
