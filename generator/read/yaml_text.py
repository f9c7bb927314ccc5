"""Strict YAML: the bytes of one content file → plain data with the place of every key and value.

The data is made of dict, list and str only: every scalar is the text typed (`no`, `010`, `3.10`
and `2024-05-01` stay as they are); the model converts. Faults come all in one run, sorted:

====  ===========================================================================================
K001  the file is too large
K002  not UTF-8 (GBK and UTF-16 are named)
K003  a control, bidi, zero-width or other invisible character, raw or written as an escape
K004  syntax; tabs as indentation
K005  a full-width colon after a key
K006  a key twice in one mapping
K007  anchor, alias, tag, merge key, directive, second document, a key that is no text
K008  too deep, too many nodes, a text too long, too many problems
K009  no value (nothing typed, or `~` or `null`)
K010  the top level is not a mapping
K011  a symbolic link, or not a regular file
K012  `fmt` would change data or comments (see generator/fmt.py)
====  ===========================================================================================
"""
from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path as FilePath
from typing import Any

from generator.model.limits import YAML_PROBLEMS
from generator.model.problem import Position, Problem
from generator.read.raw_file import read_raw
from generator.read.yaml_bytes import Decoded, decode
from generator.read.yaml_events import Node, Reading
from generator.read.yaml_fault import fault
from generator.read.yaml_syntax import find_syntax_faults
from generator.read.yaml_usual import read_usual

Path = tuple[str | int, ...]
"""The way to a value: keys of mappings and indices of lists (from 0)."""


class Spans:
    """Where the keys and values of one file stand; drop it when the checks are done."""

    __slots__ = ("_places", "file")

    def __init__(self, file: str, places: Node) -> None:
        self.file = file
        self._places = places

    def value(self, path: Path) -> Position:
        """Return the place of the value at `path`, or of its nearest ancestor that exists.

        A mapping or list in block style stands where its first key or dash stands.
        """
        place: Any = self._places
        for step in path:
            below = _below(place, step)
            if below is None:
                break
            place = below
        return self._at(place.mark if isinstance(place, Node) else place)

    def key(self, path: Path) -> Position:
        """Return the place of the key that ends `path`; without such a key, that of the value."""
        if path:
            place: Any = self._places
            for step in path[:-1]:
                place = _below(place, step)
            if isinstance(place, Node) and place.keys and path[-1] in place.keys:
                return self._at(place.keys[path[-1]])
        return self.value(path)

    def _at(self, mark: Any) -> Position:
        return Position(self.file, mark.line + 1, mark.column + 1)


def _below(place: Any, step: str | int) -> Any:
    """Return the place one step down, or None."""
    if not isinstance(place, Node):
        return None
    if place.keys is not None:
        return place.below[list(place.keys).index(step)] if step in place.keys else None
    return place.below[step] if isinstance(step, int) and 0 <= step < len(place.below) else None


@dataclass(frozen=True, slots=True)
class YamlFile:
    """One content file, read: `data` of dict, list and str; `spans` tells places in `file`."""

    file: str
    data: dict[str, Any]
    spans: Spans


def read_yaml(path: FilePath, file: str) -> YamlFile | tuple[Problem, ...]:
    """Read the content file at `path`: `read_raw` and `parse_yaml` in one."""
    raw = read_raw(path, file)
    return parse_yaml(raw, file) if isinstance(raw, bytes) else raw


def read_quickly(raw: bytes) -> dict[str, Any] | None:
    """The content of a file's bytes when it is written in the usual way and without fault; None when `parse_yaml` must say."""
    decoded = decode(raw, "")
    return None if isinstance(decoded, Problem) or decoded.problems else read_usual(decoded.text)


def parse_yaml(raw: bytes, file: str) -> YamlFile | tuple[Problem, ...]:
    """Return the content of a file's bytes, or every fault found in them, sorted by place."""
    decoded = decode(raw, file)
    if isinstance(decoded, Problem):
        return (decoded,)
    reading = Reading(decoded.text, file).run()
    problems = reading.problems
    if reading.stop:
        problems = find_syntax_faults(reading, reading.stop)
    elif not problems and not isinstance(reading.root, dict):
        problems = [_no_mapping(reading)]
    problems = _all_problems(decoded, problems)
    if problems:
        return _first_problems(problems)
    return YamlFile(file, reading.root, Spans(file, reading.places))


def _all_problems(decoded: Decoded, problems: list[Problem]) -> list[Problem]:
    """Join both kinds, less what a replaced character may have caused."""
    believed = [
        problem
        for problem in problems
        if problem.where.line not in decoded.damaged and not (decoded.tab_indents and problem.code in {"K004", "K005"})
    ]
    return sorted({*decoded.problems, *believed}, key=Problem.sort_key)


def _first_problems(problems: list[Problem]) -> tuple[Problem, ...]:
    if len(problems) <= YAML_PROBLEMS:
        return tuple(problems)
    where = problems[YAML_PROBLEMS].where
    rest = fault("K008", where, f"问题超过 {YAML_PROBLEMS} 处，从这里起不再列出", "先改好前面的，再检查一次")
    return (*problems[:YAML_PROBLEMS], rest)


def _no_mapping(reading: Reading) -> Problem:
    if not reading.root:
        return fault("K010", Position(reading.file), "文件里没有内容", "照模板补上内容，或删去这个文件")
    what = "文件的最外层是列表" if isinstance(reading.root, list) else "文件的最外层只是一段文字"
    mark = reading.places.mark if isinstance(reading.places, Node) else reading.places
    mend = "最外层改成“键: 值”，列表放在某个键下面"
    return fault("K010", Position(reading.file, mark.line + 1, mark.column + 1), what, mend)
