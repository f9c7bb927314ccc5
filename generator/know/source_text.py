"""A source's text as the locators see it: lines with folded width and no white space, in the sections of sources.yaml."""
from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from generator.know.chinese_numeral import NUMERAL
from generator.model.source import Source

_PUNCTUATION = str.maketrans({
    **dict.fromkeys("“”„‟«»「」『』＂", '"'), **dict.fromkeys("‘’‚‛＇", "'"), **dict.fromkeys("‐‑‒–—―−─﹣－", "-"),
    **dict.fromkeys("·•‧・∙", "·"), "〜": "~", "﹑": "、",
})
_OPENS = re.compile(rf"(?:(?<=[0-9])|(?<=[0-9][.,]))[0-9]|(?<=[{NUMERAL}])[{NUMERAL}]")
_CLOSES = re.compile(rf"(?<=[0-9])(?:[0-9%百千万亿多余]|[.,][0-9])|(?<=[{NUMERAL}])[{NUMERAL}]|(?<=[多余])[万亿]")
"""Where a match would begin or end inside a number."""


@dataclass(frozen=True, slots=True)
class Line:
    """One non-empty line of the body: `text` normalised, `at` its locator, `number` its line in the file from 1."""

    text: str
    raw: str
    places: tuple[int, ...]
    number: int
    at: str

    def original(self, start: int, end: int) -> str:
        """The file's own characters behind `text[start:end]`."""
        if start >= end:
            return ""
        return self.raw[self.places[start] : self.places[end - 1] + 1]


@dataclass(frozen=True, slots=True)
class TextFault:
    """What keeps the text from being laid out: `path` below the source's record, and the fault in Chinese."""

    path: tuple[str | int, ...]
    what: str
    mend: str


@dataclass(frozen=True)
class SourceText:
    """The body of one source in its sections; `faults` says which bounds or quotes do not fit."""

    source: Source
    sha256: str
    sections: dict[str, tuple[Line, ...]]
    faults: tuple[TextFault, ...]

    @classmethod
    def of(cls, raw: str, sha256: str, source: Source) -> SourceText:
        """Lay out the raw text by the body and sections that the source's record gives."""
        return _lay_out(raw, sha256, source)

    def lines(self, section_id: str) -> tuple[Line, ...]:
        """The non-empty lines of a section, its heading first; none for an unknown section."""
        return self.sections.get(section_id, ())

    @cached_property
    def body(self) -> tuple[Line, ...]:
        """Every line of every section in order."""
        return tuple(line for lines in self.sections.values() for line in lines)

    def located(self, at: str) -> tuple[Line, ...] | None:
        """The lines that a locator names; None when the section or one of the lines does not exist."""
        section, _, span = at.partition("/")
        first, _, last = span.partition("-")
        lines = self.lines(section)
        low, high = int(first), int(last or first)
        return lines[low - 1 : high] if 1 <= low <= high <= len(lines) else None


def normalise(text: str) -> str:
    """Fold width and punctuation and drop white space, as the lines of a source are."""
    return _normalise(text)[0]


def occurrences(line: Line, words: str) -> Iterator[tuple[int, int]]:
    """Where normalised words stand in a line; a match that cuts a number in two (5个 in 115个) is none."""
    at = line.text.find(words)
    while words and at >= 0:
        end = at + len(words)
        if not _OPENS.match(line.text, at) and not _CLOSES.match(line.text, end):
            yield at, end
        at = line.text.find(words, at + 1)


def _normalise(text: str) -> tuple[str, tuple[int, ...]]:
    chars: list[str] = []
    places: list[int] = []
    for place, char in enumerate(text):
        for folded in unicodedata.normalize("NFKC", char.translate(_PUNCTUATION)).translate(_PUNCTUATION):
            if not folded.isspace() and unicodedata.category(folded) != "Cf":
                chars.append(folded)
                places.append(place)
    return "".join(chars), tuple(places)


def _lay_out(raw: str, sha256: str, source: Source) -> SourceText:
    lines = []
    for number, words in enumerate(raw.replace("\r\n", "\n").split("\n"), start=1):
        text, places = _normalise(words)
        if text:
            lines.append(Line(text, words, places, number, ""))
    faults: list[TextFault] = []
    body = _body(lines, source, faults)
    starts = _starts(body, source, faults)
    sections: dict[str, tuple[Line, ...]] = {}
    ends = [*(start for _, start in starts[1:]), len(body)]
    for (section_id, start), end in zip(starts, ends, strict=False):
        sections[section_id] = tuple(
            Line(line.text, line.raw, line.places, line.number, f"{section_id}/{place}")
            for place, line in enumerate(body[start:end], start=1)
        )
    if not faults and starts[0][1] > 0:
        what = f"正文开头有 {starts[0][1]} 行不在任何一节里（原文件第 {body[0].number} 行起）"
        faults.append(TextFault(("sections", 0, "quote"), what, "在最前面加一节，或把 body.from 改到第一节的第一行"))
    return SourceText(source, sha256, sections, tuple(faults))


def _body(lines: list[Line], source: Source, faults: list[TextFault]) -> list[Line]:
    first = _only_line(lines, 0, source.body.from_, ("body", "from"), faults)
    last = _only_line(lines, first or 0, source.body.to, ("body", "to"), faults)
    return lines[first or 0 : len(lines) if last is None else last + 1]


def _starts(body: list[Line], source: Source, faults: list[TextFault]) -> list[tuple[str, int]]:
    starts: list[tuple[str, int]] = []
    for index, section in enumerate(source.sections):
        start = _only_line(body, 0, section.quote, ("sections", index, "quote"), faults)
        if start is None:
            continue
        if starts and start <= starts[-1][1]:
            what = f"这一节的引文在原文第 {body[start].number} 行，排在上一节“{starts[-1][0]}”的前面"
            faults.append(TextFault(("sections", index, "quote"), what, "按原文的先后排各节"))
            continue
        starts.append((section.id, start))
    return starts


def _only_line(
    lines: list[Line], after: int, quote: str, path: tuple[str | int, ...], faults: list[TextFault]
) -> int | None:
    """The one line that begins with the quote; a fault and None when there is none or more than one."""
    words = normalise(quote)
    found = [index for index, line in enumerate(lines) if index >= after and line.text.startswith(words)]
    if len(found) == 1:
        return found[0]
    if found:
        numbers = "、".join(str(lines[index].number) for index in found)
        faults.append(TextFault(path, f"原文有 {len(found)} 行以“{quote}”开头（第 {numbers} 行）", "引文再写长几个字，直到只有一行"))
        return None
    inside = [line.number for line in lines[after:] if words in line.text]
    what = f"原文没有以“{quote}”开头的行" + (f"，它在第 {inside[0]} 行的中间" if inside else "")
    faults.append(TextFault(path, what, "照原文写这一行最前面的几个字"))
    return None
