"""One pass over libyaml's events: the data, its places, and every fault but those of syntax.

No constructor, no resolver, no recursion: each scalar is the text typed, and the limits are kept at
each event, so that nothing a file holds can exhaust the stack or the memory.
"""
from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from yaml.error import YAMLError
from yaml.events import (
    AliasEvent,
    DocumentEndEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
    StreamStartEvent,
)

from generator.model.limits import YAML_DEPTH, YAML_NODES, YAML_PROBLEMS, YAML_SCALAR_CHARACTERS
from generator.model.problem import CasebookError, Position, Problem
from generator.read import yaml_fault as faults
from generator.read.yaml_bytes import BANNED, bad_character, bad_escapes

try:
    from yaml import CBaseLoader
except ImportError as error:  # the pure-Python parser can be crashed by nesting, so it is no substitute
    raise CasebookError("E-LIBYAML", "PyYAML 没有带 libyaml", "删去 .venv，重新运行 make site", status=4) from error

_NEAR: Final = 100
"""Characters around a fault that are looked at; all of them each time would take quadratic time."""

_EMPTY: Final = frozenset({"", "~", "null", "Null", "NULL"})


class Node:
    """The places of one list or mapping: its own, those of its keys (None for a list), those of its values in order."""

    __slots__ = ("below", "keys", "mark")

    def __init__(self, mark: Any, keys: dict[str, Any] | None) -> None:
        self.mark = mark
        self.keys = keys
        self.below: list[Any] = []


@dataclass(frozen=True, slots=True)
class Stop:
    """Where libyaml gave up, and its own words; lines and columns from 0, `start` is what it was inside of."""

    problem: str
    context: str
    at: tuple[int, int]
    start: tuple[int, int] | None


class Reading:
    """One text read once by `run`; afterwards the attributes tell what was found.

    `root` is the data (None without any), `places` the tree of `Node` and marks beside it, `problems`
    the faults in the order met, `stop` the syntax fault that ended the pass, `long_quote` the start
    and end of the last quoted text that ran over several lines. `first_line` counts the lines of
    the file before this text.
    """

    def __init__(self, text: str, file: str, first_line: int = 0) -> None:
        self.text = text
        self.file = file
        self.first_line = first_line
        self.problems: list[Problem] = []
        self.stop: Stop | None = None
        self.long_quote: tuple[tuple[int, int], tuple[int, int]] | None = None
        self._roots: list[Any] = []
        self._data: Any = self._roots
        self._top = self._place = Node(None, None)
        self._key: str | None = None
        self._key_mark: Any = None
        self._stack: list[tuple[Any, Node]] = []
        self._nodes = 0
        self._documents = 0
        self._going = True

    @property
    def root(self) -> Any:
        return self._roots[0] if self._roots else None

    @property
    def places(self) -> Any:
        return self._top.below[0] if self._top.below else None

    def run(self) -> Reading:
        """Read the text to its end, or to a fault that makes the rest unreadable."""
        parser = CBaseLoader(self.text)
        # local, not an attribute: bound methods kept on self would be a cycle
        take = {
            ScalarEvent: self._scalar,
            MappingStartEvent: self._open_mapping,
            MappingEndEvent: self._close,
            SequenceStartEvent: self._open_list,
            SequenceEndEvent: self._close,
            AliasEvent: self._alias,
            StreamStartEvent: self._pass_over,
            DocumentStartEvent: self._document,
            DocumentEndEvent: self._pass_over,
            StreamEndEvent: self._end,
        }
        next_event = parser.get_event
        try:
            while self._going:
                event = next_event()
                take[type(event)](event)
        except YAMLError as error:
            self.stop = _stop(error, self.first_line)
        finally:
            parser.dispose()
        return self

    def _at(self, mark: Any) -> Position:
        return Position(self.file, self.first_line + mark.line + 1, mark.column + 1)

    def _refuse(self, problem: Problem, *, last: bool = False) -> None:
        self.problems.append(problem)
        if last or len(self.problems) > YAML_PROBLEMS:
            self._going = False

    def _pass_over(self, event: Any) -> None:
        pass

    def _end(self, event: Any) -> None:
        self._going = False

    def _document(self, event: Any) -> None:
        self._documents += 1
        if event.version is not None or event.tags is not None:
            self._refuse(faults.directive(self._at(event.start_mark)))
        if self._documents > 1:
            self._refuse(faults.second_document(self._at(event.start_mark)), last=True)

    def _scalar(self, event: Any) -> None:
        value, mark = event.value, event.start_mark
        self._nodes += 1
        if self._nodes > YAML_NODES or event.tag is not None or event.anchor is not None:
            self._check_node(event)
        if len(value) > YAML_SCALAR_CHARACTERS:
            self._refuse(faults.long_text(self._at(mark), len(value)))
        key, place = self._key, self._place
        if event.style:
            self._check_quoted(event)
        elif value in _EMPTY or "：" in value or (place.keys is None and self.text[mark.index - 1] == ","):
            self._check_plain(value, mark)
        if place.keys is None:
            self._data.append(value)
            place.below.append(mark)
        elif key is None:
            self._take_key(value, mark, place.keys)
        else:
            self._data[key] = value
            place.below.append(mark)
            self._key = None

    def _take_key(self, key: str, mark: Any, keys: dict[str, Any]) -> None:
        if key in keys:
            first = self.first_line + keys[key].line + 1
            self._refuse(faults.repeated_key(self._at(mark), key, first))
        elif key == "<<" or not key or key.strip() != key:
            self._refuse(faults.odd_key(self._at(mark), key))
        keys.setdefault(key, mark)
        self._key, self._key_mark = key, mark

    def _alias(self, event: Any) -> None:
        mark = event.start_mark
        self._refuse(faults.alias(self._at(mark), event.anchor))
        if self._place.keys is not None and self._key is None:
            self._key, self._key_mark = event.anchor, mark
        else:
            self._put("", mark)

    def _open_mapping(self, event: Any) -> None:
        self._open(event, {}, Node(event.start_mark, {}))

    def _open_list(self, event: Any) -> None:
        self._open(event, [], Node(event.start_mark, None))

    def _open(self, event: Any, data: Any, place: Node) -> None:
        self._nodes += 1
        if self._nodes > YAML_NODES or event.tag is not None or event.anchor is not None:
            self._check_node(event)
        if self._place.keys is not None and self._key is None:
            self._refuse(faults.key_no_text(self._at(event.start_mark)), last=True)
        elif len(self._stack) >= YAML_DEPTH:
            self._refuse(faults.too_deep(self._at(event.start_mark)), last=True)
        else:
            self._stack.append((self._data, self._place))
            self._put(data, place)
            self._data, self._place = data, place

    def _close(self, event: Any) -> None:
        self._data, self._place = self._stack.pop()

    def _put(self, value: Any, place: Any) -> None:
        if self._key is None:
            self._data.append(value)
        else:
            self._data[self._key] = value
            self._key = None
        self._place.below.append(place)

    def _check_node(self, event: Any) -> None:
        where = self._at(event.start_mark)
        if self._nodes > YAML_NODES:
            self._refuse(faults.too_many_nodes(where), last=True)
        start = event.start_mark.index
        typed = self.text[start : start + _NEAR].split(None, 1)[0]
        if event.anchor is not None:
            self._refuse(faults.node_property(where, "锚点", typed))
        if event.tag is not None:
            self._refuse(faults.node_property(where, "标签", typed))

    def _check_quoted(self, event: Any) -> None:
        """Find escapes of banned characters; raw ones are gone from the text. Block texts hold neither."""
        start, end = event.start_mark, event.end_mark
        if event.style not in {'"', "'"}:
            return
        if start.line != end.line:
            self.long_quote = ((self.first_line + start.line, start.column), (self.first_line + end.line, end.column))
        banned = BANNED.search(event.value)
        if not banned:
            return
        source = self.text[start.index : end.index]
        for offset, escape, character in bad_escapes(source) or [(0, source[:1], banned[0])]:
            if not self._going:
                return
            before = source[:offset]
            column = offset - before.rfind("\n") if "\n" in before else start.column + offset + 1
            where = Position(self.file, self.first_line + start.line + before.count("\n") + 1, column)
            self._refuse(bad_character(where, character, escape=escape))

    def _check_plain(self, value: str, mark: Any) -> None:
        """Refuse a plain value that says nothing, or is no value but a slip with a colon or comma."""
        where, key = self._at(mark), self._key
        if key is None and self._place.keys is not None:
            return  # a key: see _take_key
        if value:
            if value in _EMPTY:
                self._refuse(faults.null_word(where, value))
            elif self._data is self._roots:
                self._refuse_if(faults.key_with_wide_colon(where, value))
            elif key is None or self._key_mark.line < mark.line:
                self._refuse_if(faults.field_with_wide_colon(where, value))
                self._refuse_if(faults.cut_item(where, self.text[max(mark.index - 2, 0) : mark.index], value))
        elif self._data is self._roots:
            pass  # `---` and nothing more: no mapping, which is for the caller to say
        elif key is None:
            self._refuse(faults.empty_item(where))
        else:
            where = self._at(self._key_mark)
            start = self._key_mark.index
            before = self.text[max(start - _NEAR, 0) : start].rstrip()[-1:]
            after = self.text[mark.index : mark.index + _NEAR].partition("\n")[0].lstrip()
            self._refuse_if(faults.cut_value(where, key, before) or faults.empty_value(where, key, after))

    def _refuse_if(self, problem: Problem | None) -> None:
        """Add the problem, if there is one; a sentence cut in several pieces on one line is one problem."""
        last = self.problems[-1] if self.problems else None
        if problem and not (last and last.where.line == problem.where.line and last.mend == problem.mend in faults.CUTS):
            self._refuse(problem)


def _stop(error: YAMLError, first_line: int) -> Stop:
    """Take from the exception what is needed: kept itself, it would hold the whole pass in a cycle."""
    mark, start = getattr(error, "problem_mark", None), getattr(error, "context_mark", None)
    return Stop(
        problem=getattr(error, "problem", None) or "",
        context=getattr(error, "context", None) or "",
        at=(first_line + mark.line, mark.column) if mark else (first_line, 0),
        start=(first_line + start.line, start.column) if start else None,
    )
