"""The fast way through a content file that is written as most are; anything unusual is left to the whole reader.

One regular expression cuts the text into lines of `key: value`, `- item` and both, a loop puts them together: a tenth
of the time of libyaml's events, which make three objects for each word. It answers only where the answer is certain:
the same data as `yaml_events` gives, and no fault that it would find. Every doubt (a quote with an escape, a value over
several lines, a comment behind a value, an odd indent, a key twice …) gives None.
"""
from __future__ import annotations

import re
from typing import Any, Final

from generator.model.limits import YAML_DEPTH, YAML_NODES, YAML_SCALAR_CHARACTERS
from generator.read.yaml_fault import FULL_WIDTH_COLON_AFTER_FIELD

_KEY: Final = "[a-z_][a-z0-9_]*+"
_FIRST: Final = r"[^\s\-?:,\[\]{}#&*!|>'\"%@`]"
_PLAIN: Final = rf"{_FIRST}[^\n:#]*+(?:(?::(?![ \n])|(?<! )\#)[^\n:#]*+)*+(?<! )"
_LINE: Final = re.compile(rf"( *+)((?:- ++)*+)(?:({_KEY}):(?: ++|(?=\n)))?+(?:({_PLAIN})|(.*+))\n")
_QUOTED: Final = r""""[^"\\\n]*+"|'[^'\n]*+'"""
_WORD: Final = rf"(?:{_QUOTED}|{_FIRST}(?:[^\n:#,\[\]{{}}?\"']*+)(?<! ))"
_LIST: Final = rf"\[{_WORD}(?:, {_WORD})*+\]"
_VALUE: Final = rf"(?:{_WORD}|{_LIST})"
_WHOLE_QUOTED: Final = re.compile(_QUOTED)
_WHOLE_LIST: Final = re.compile(_LIST)
_WHOLE_MAPPING: Final = re.compile(rf"\{{{_KEY}: {_VALUE}(?:, {_KEY}: {_VALUE})*+\}}")
_WORDS: Final = re.compile(_WORD)
_PAIRS: Final = re.compile(rf"({_KEY}): ({_VALUE})")
_LONG: Final = re.compile(rf"[^\n]{{{YAML_SCALAR_CHARACTERS + 1}}}")
_EMPTY: Final = frozenset({"~", "null", "Null", "NULL"})
_DEPTH: Final = YAML_DEPTH - 4
"""Levels around a line; what it holds itself makes three more at most."""
_A_LINE: Final = 4
"""Nodes that a line makes at most, apart from what stands in brackets: a list, a mapping, a key and a value."""


def read_usual(text: str) -> dict[str, Any] | None:
    """The content of a decoded text without banned characters; None when the whole reader must look at it."""
    if not text.endswith("\n"):
        text += "\n"
    rows = _LINE.findall(text)
    if len(rows) * _A_LINE + text.count(", ") * 2 > YAML_NODES or _LONG.search(text):
        return None
    try:
        return _put_together(rows)
    except _UnusualError:
        return None


class _UnusualError(Exception):
    """Something that this module leaves to the whole reader."""


def _put_together(rows: list[tuple[str, str, str, str, str]]) -> dict[str, Any]:
    root: dict[str, Any] = {}
    here: Any = root
    level, awaiting = 0, ""
    above: list[tuple[int, Any]] = []
    for spaces, dash, key, plain, other in rows:
        if not (dash or key):
            if plain or (other and other[0] != "#"):
                raise _UnusualError
            continue
        indent = len(spaces)
        if awaiting:
            if indent < level or (indent == level and not dash):
                raise _UnusualError
            above.append((level, here))
            here[awaiting] = here = [] if dash else {}
            level, awaiting = indent, ""
        else:
            while indent < level:
                level, here = above.pop()
            if not dash and above and type(here) is list:  # its dashes stood right below the key
                level, here = above.pop()
            if indent != level:
                raise _UnusualError
        if dash:
            if type(here) is not list:
                raise _UnusualError
            at = 0
            while (at := dash.find("-", at + 1)) > 0:  # a list in a list
                above.append((level, here))
                here.append(here := [])
                level = indent + at
            if not key:
                if len(above) > _DEPTH:
                    raise _UnusualError
                here.append(_item(plain, other))
                continue
            above.append((level, here))
            here.append(here := {})
            level = indent + len(dash)
            if len(above) > _DEPTH:
                raise _UnusualError
        elif type(here) is not dict or key in here:
            raise _UnusualError
        if plain:
            if plain in _EMPTY:
                raise _UnusualError
            here[key] = plain
        elif other:
            here[key] = _value(other)
        else:
            awaiting = key
            if len(above) > _DEPTH:
                raise _UnusualError
    if awaiting or not root:
        raise _UnusualError
    return root


def _item(plain: str, other: str) -> Any:
    if not plain:
        return _value(other)
    if plain in _EMPTY or ("：" in plain and FULL_WIDTH_COLON_AFTER_FIELD.match(plain)):
        raise _UnusualError
    return plain


def _value(written: str) -> Any:
    """What quotes or brackets on one line hold."""
    if _WHOLE_QUOTED.fullmatch(written):
        return written[1:-1]
    if _WHOLE_LIST.fullmatch(written):
        return _list(written)
    if not _WHOLE_MAPPING.fullmatch(written):
        raise _UnusualError
    pairs = _PAIRS.findall(written)
    found = {key: _list(value) if value[0] == "[" else _word(value) for key, value in pairs}
    if len(found) != len(pairs):
        raise _UnusualError
    return found


def _list(written: str) -> list[str]:
    if '"' in written or "'" in written or "：" in written:
        words = _WORDS.findall(written, 1)
        if any(FULL_WIDTH_COLON_AFTER_FIELD.match(word) for word in words):
            raise _UnusualError
        return [_word(word) for word in words]
    words = written[1:-1].split(", ")
    if not _EMPTY.isdisjoint(words):
        raise _UnusualError
    return words


def _word(written: str) -> str:
    if written[0] in "\"'":
        return written[1:-1]
    if written in _EMPTY:
        raise _UnusualError
    return written
