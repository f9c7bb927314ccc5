"""The search's index as two classic scripts: names for the box in the header, texts for the page of results.

data/search-names.js sets window.casebookNames, data/search-text.js window.casebookTexts; `made` is the same in both.
The texts are one string, so that a browser scans it in one go: entries apart by \\f, passages by \\r, lines by \\n.
"""
from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.render.data_script import script_json
from generator.view.search_index import Entry

_SPACE = re.compile(r"([!-~]?)[ \u3000]+(?=([!-~]?))")
_THOUSANDS = re.compile(r"(?<=[0-9])[,，](?=[0-9]{3}(?![0-9]))")
_WIDE = re.compile(r"[０-９Ａ-Ｚａ-ｚ％]")


@dataclass(frozen=True, slots=True)
class Words:
    """What the search knows of words: cases by id, groups of synonyms, readings, traditional forms."""

    cases: Mapping[str, tuple[str, ...]]  # id → the name to show, then other names
    same: Sequence[Sequence[str]]
    one_way: Sequence[Sequence[str]]
    usual: Mapping[str, str]
    odd: Mapping[str, Mapping[int, str]]
    traditional: Mapping[str, str]


_NOT_READ = ("figure", "policy")  # nobody types the pinyin of what a figure counts, nor of a law


def named_words(entries: Iterable[Entry], more: Iterable[Sequence[str]]) -> list[str]:
    """Every name that may be typed by its pinyin."""
    names = (name for entry in entries if entry.kind not in _NOT_READ for name in (entry.title, *entry.names))
    return list(dict.fromkeys((*names, *(word for group in more for word in group))))


def render_names(entries: Sequence[Entry], words: Words) -> bytes:
    """Return data/search-names.js."""
    kinds = list(dict.fromkeys((entry.kind, entry.label) for entry in entries))
    cases = list(words.cases)
    where = {entry.path: number for number, entry in enumerate(entries)}
    rows = [
        [
            entry.path, kinds.index((entry.kind, entry.label)), cases.index(entry.case) if entry.case in words.cases else -1,
            entry.title, "\t".join(entry.names), entry.ref, [where[path] for path in entry.see if path in where],
        ]
        for entry in entries
    ]
    readings: dict[str, str] = {}
    for character, syllable in words.usual.items():
        readings[syllable] = readings.get(syllable, "") + character
    value = {
        "made": _made(entries), "kinds": kinds, "cases": [[case, *names] for case, names in words.cases.items()],
        "entries": [_short(row) for row in rows], "same": [list(group) for group in words.same],
        "oneWay": [list(group) for group in words.one_way], "readings": readings,
        "odd": {name: {str(place): one for place, one in places.items()} for name, places in words.odd.items()},
        "traditional": "".join(old + new for old, new in words.traditional.items()),
    }
    return f"window.casebookNames = {script_json(value)};\n".encode()


def _short(row: list[object]) -> list[object]:
    """The row without what is empty at its end."""
    while not row[-1]:
        row = row[:-1]
    return row


def render_texts(entries: Sequence[Entry]) -> Iterator[bytes]:
    """Yield data/search-text.js in pieces, an entry each: it is the largest file of the site."""
    parts: dict[tuple[str, str, str], int] = {}
    numbers = [
        [parts.setdefault((part.id, part.heading, part.voice), len(parts)) for part in entry.passages] for entry in entries
    ]
    value = {"made": _made(entries), "parts": list(parts), "entries": numbers, "text": ""}
    start, _, end = script_json(value).rpartition('""')
    yield f'window.casebookTexts = {start}"'.encode()
    between = ""
    for entry in entries:
        yield script_json(between + _text(entry))[1:-1].encode()
        between = "\f"
    yield f'"{end};\n'.encode()


def used_characters(entries: Iterable[Entry]) -> set[str]:
    """Every character that the texts hold."""
    return set().union(*(_text(entry) for entry in entries))


def _text(entry: Entry) -> str:
    return _scanned("\r".join(passage.text for passage in entry.passages))


def _scanned(text: str) -> str:
    """The text as it is searched and shown: half-width letters and digits, no space that says nothing."""
    half = _WIDE.sub(lambda found: chr(ord(found[0]) - 0xFEE0), text)
    return _THOUSANDS.sub("", _SPACE.sub(_kept_space, half))


def _kept_space(found: re.Match[str]) -> str:
    """Only between two words of ASCII a space says something."""
    return f"{found[1]} " if found[1] and found[2] else found[1]


def _made(entries: Sequence[Entry]) -> str:
    digest = hashlib.sha256()
    for entry in entries:
        digest.update(f"{entry.path} {len(entry.passages)} {sum(len(part.text) for part in entry.passages)}\n".encode())
    return digest.hexdigest()[:12]
