"""Faults of syntax, several in one run, each where it begins.

libyaml stops at the first fault, often far behind its cause: an unclosed quote is noticed at the
next quote of the file. So each top-level section is read alone, then each part of a section that
fails, down to the smallest part that fails by itself.
"""
from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Final

from generator.model.limits import YAML_DEPTH, YAML_PROBLEMS
from generator.model.problem import Problem
from generator.read.yaml_events import Reading, Stop
from generator.read.yaml_wording import bare_line, describe

_BUDGET: Final = 2_000_000
"""Characters that one search may read again, so that a hostile file is refused within a second."""

_READ_COST: Final = 200
"""What the start of one reading costs, in characters."""

_REACH: Final = 8
"""Following parts to try when a quote or bracket is open at the end of a part."""

_OPEN: Final = frozenset({
    "while scanning a quoted scalar", "while parsing a flow sequence", "while parsing a flow mapping",
})  # fmt: skip
_BLOCK_TEXT: Final = re.compile(r".*(?:^|[\s:-])[|>][-+0-9]*\s*(?:#.*)?$")


@dataclass(frozen=True, slots=True)
class _Part:
    """Lines `first` to before `last` of the file (from 0), and the indent of the first of them."""

    first: int
    last: int
    indent: int


def find_syntax_faults(whole: Reading, stop: Stop) -> list[Problem]:
    """Return the faults of a text that libyaml could not read to its end.

    `whole` is the pass that stopped at `stop`; what it found before the first fault of syntax is kept.
    """
    return _Search(whole.text.split("\n"), whole.file).run(whole, stop)


class _Search:
    """The search through one file; problems other than syntax are gathered on the way."""

    def __init__(self, lines: list[str], file: str) -> None:
        self.lines = lines
        self.file = file
        self.others: list[Problem] = []
        self.budget = _BUDGET

    def run(self, whole: Reading, stop: Stop) -> list[Problem]:
        parts = [part for part in self._parts(_Part(0, len(self.lines), -1)) if not self._is_marker(part)]
        found = self._among(parts, inside_mapping=True) or [describe(whole, stop, self.lines)]
        first = min(found, key=Problem.sort_key).where.line
        return [*found, *self.others, *(problem for problem in whole.problems if problem.where.line < first)]

    def _is_marker(self, part: _Part) -> bool:
        return self.lines[part.first].split(" ", 1)[0] in {"---", "..."}

    def _read(self, first: int, last: int) -> Reading:
        text = "\n".join(self.lines[first:last]) + "\n"
        self.budget -= _READ_COST + len(text)
        return Reading(text, self.file, first).run()

    def _parts(self, parent: _Part) -> list[_Part]:
        """Cut what lies below the first line of `parent` at each line of the least indent."""
        start = parent.first + (parent.indent >= 0)
        numbers = [n for n in range(start, parent.last) if _has_content(self.lines[n])]
        if not numbers:
            return []
        indent, dash = _indent(self.lines[numbers[0]]), _is_item(self.lines[numbers[0]])
        heads = [n for n in numbers if _indent(self.lines[n]) <= indent and (dash or not _is_item(self.lines[n]))]
        return [_Part(n, after, indent) for n, after in zip(heads, [*heads[1:], parent.last], strict=True)]

    def _among(self, parts: list[_Part], *, inside_mapping: bool, depth: int = 1) -> list[Problem]:
        """Search parts that stand beside each other; `inside_mapping`: each must be `key: value`."""
        found: list[Problem] = []
        bare: list[_Part] = []
        number = 0
        while number < len(parts) and len(found) <= YAML_PROBLEMS and self.budget > 0:
            part = parts[number]
            number += 1
            reading = self._read(part.first, part.last)
            if reading.stop and (joined := self._joined(parts, number, reading.stop)):
                number = joined
            elif reading.stop:
                found += self._within(part, reading, reading.stop, depth)
            else:
                self.others += reading.problems if depth == 1 else []
                inside_mapping = inside_mapping or isinstance(reading.root, dict)
                bare += [part] if isinstance(reading.root, str) else []
        if inside_mapping:
            found += [bare_line(self.lines, part.first, self.file) for part in bare]
        return found

    def _within(self, part: _Part, reading: Reading, stop: Stop, depth: int) -> list[Problem]:
        """Search the part's first line and what lies below it; without a find, the fault is the part's own."""
        own = [describe(reading, stop, self.lines)]
        if depth >= YAML_DEPTH or self.budget <= 0 or _BLOCK_TEXT.match(self.lines[part.first]):
            return own
        head, below = self._read(part.first, part.first + 1), self._parts(part)
        found: list[Problem] = []
        inside_mapping = False
        if head.stop:
            parts = [_Part(part.first, part.first + 1, part.indent), *below]
            joined = self._joined(parts, 1, head.stop)
            found = [] if joined else [describe(head, head.stop, self.lines)]
            below = below[joined - 1 :] if joined else []
        else:
            value = _last_value(head.root)
            inside_mapping = isinstance(head.root, list) and any(isinstance(item, dict) for item in head.root)
            below = below if value == "" or inside_mapping else []
        found += self._among(below, inside_mapping=inside_mapping, depth=depth + 1)
        return found or own

    def _joined(self, parts: list[_Part], number: int, stop: Stop) -> int:
        """Tell after how many parts a quote or bracket left open in the last one is closed; 0 if it is not."""
        first = parts[number - 1].first
        if not self._is_open(stop, parts[number - 1].last):
            return 0
        for after in range(number, min(number + _REACH, len(parts))):
            if self.budget > 0 and self._read(first, parts[after].last).stop is None:
                return after + 1
        return 0

    def _is_open(self, stop: Stop, last: int) -> bool:
        """Tell whether the text ended (before line `last`) while a quote or bracket was open."""
        return stop.at[0] >= last and stop.context in _OPEN


def _last_value(root: Any) -> Any:
    """Return the value that a first line leaves to the lines below it: "" if it holds none yet."""
    while isinstance(root, (list, dict)) and root:
        root = root[-1] if isinstance(root, list) else list(root.values())[-1]
    return root


def _has_content(line: str) -> bool:
    return bool(line.strip(" ")) and not line.lstrip(" ").startswith("#")


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _is_item(line: str) -> bool:
    return line.lstrip(" ").startswith("- ") or line.strip(" ") == "-"
