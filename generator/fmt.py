"""One layout for content files: two spaces a level, lists indented, LF, quotes as typed, long lines left alone.

The layout comes from ruamel.yaml's round trip. It is believed only after the result was read again:
content and comments must be the same, each comment between the same two texts, else K012.
"""
from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path as FilePath
from typing import Any, Final

import yaml
from ruamel.yaml import YAML
from ruamel.yaml.emitter import RoundTripEmitter
from ruamel.yaml.resolver import VersionedResolver
from yaml.tokens import ScalarToken

from generator.model.limits import YAML_FILE_BYTES
from generator.model.problem import ContentRefused, Position, Problem
from generator.read.yaml_fault import fault, shown
from generator.read.yaml_text import Path, YamlFile, parse_yaml, read_yaml
from generator.write import write_file

_PASSES: Final = 4
_DOCUMENT_MARK: Final = re.compile(r"^(?:---|\.\.\.)(?: *\n| +(?=#))", re.MULTILINE)


class _TextResolver(VersionedResolver):
    """Resolves every plain scalar to text, so that `010`, `True` and `1e3` are written as they were typed."""

    @property
    def versioned_resolver(self) -> Any:
        return {}


class _Emitter(RoundTripEmitter):
    """Writes `key: value` for keys of any length that YAML allows, where ruamel.yaml turns to `? key` at 128."""

    MAX_SIMPLE_KEY_LENGTH = 1024


def format_yaml(text: str, file: str = "-") -> str:
    """Return the text of a content file in canonical layout; done twice it gives the same text.

    `file` is the name in messages. Raises ContentRefused with the reader's problems when the text
    cannot be read, and with K012 when content or comments would change.
    """
    before = _read(text, file)
    original = text.removeprefix("\ufeff").replace("\r\n", "\n")
    text = _end_once(_DOCUMENT_MARK.sub("", original), before)
    for _ in range(_PASSES):
        result = _lay_out(text, file)
        if result == text:
            _compare(before, original, result)
            return result
        text = result
    raise _refusal(Position(file), "这个文件的格式整理几遍都不稳定")


def _end_once(text: str, content: YamlFile) -> str:
    """End the text with one line feed, unless blank lines at the end belong to a block text."""
    shorter = text.rstrip(" \n") + "\n"
    read = parse_yaml(shorter.encode("utf-8"), content.file)
    return shorter if isinstance(read, YamlFile) and read.data == content.data else text


def _read(text: str, file: str) -> YamlFile:
    read = parse_yaml(text.encode("utf-8", "surrogatepass"), file)
    if isinstance(read, YamlFile):
        return read
    raise ContentRefused(read)


def change_yaml(text: str, change: Callable[[Any], None], file: str = "-") -> str:
    """Return the text after `change` was made to its round-trip data: comments and layout elsewhere stay.

    Raises ContentRefused when the text cannot be read.
    """
    _read(text, file)
    return _lay_out(text, file, change)


def _lay_out(text: str, file: str, change: Callable[[Any], None] = lambda data: None) -> str:
    """Return the text once through ruamel.yaml, with one space before a comment that follows content."""
    yaml_text = YAML(typ="rt", pure=True)
    yaml_text.Resolver = _TextResolver
    yaml_text.Emitter = _Emitter
    yaml_text.preserve_quotes = True
    yaml_text.width = YAML_FILE_BYTES  # no line is longer, so none is folded
    yaml_text.indent(mapping=2, sequence=4, offset=2)
    out = io.StringIO()
    try:
        data = yaml_text.load(text)
        change(data)
        yaml_text.dump(data, out)
        return _trim(_DOCUMENT_MARK.sub("", out.getvalue()))
    except Exception as error:  # whatever the library stumbles over, the file stays as it is
        raise _refusal(Position(file), "整理格式的程序处理不了这个文件") from error


def _trim(text: str) -> str:
    """Put one space before each comment that follows content on its line."""
    pieces: list[str] = []
    last = 0
    for start, _ in _comments(text):
        before = text[last:start]
        if before.rpartition("\n")[2].strip(" "):
            before = before.rstrip(" ") + " "
        pieces.append(before)
        last = start
    return "".join([*pieces, text[last:]])


def _comments(text: str) -> list[tuple[int, int]]:
    """Return (offset of `#`, number of texts before it) for each comment, in order."""
    found: list[tuple[int, int]] = []
    last = count = 0
    for token in yaml.scan(text, Loader=yaml.CBaseLoader):
        if not isinstance(token, ScalarToken):
            continue
        start, end = token.start_mark.index, token.end_mark.index
        if token.style in {"|", ">"}:  # a comment may follow the sign on its line
            start = text.index("\n", start) if "\n" in text[start:end] else end
        found += [(last + match.start(), count) for match in re.finditer("#.*", text[last:start])]
        last, count = end, count + 1
    return found + [(last + match.start(), count) for match in re.finditer("#.*", text[last:])]


def _compare(before: YamlFile, text: str, result: str) -> None:
    """Raise ContentRefused unless `result` says what `text` says; `before` is `text`, read."""
    if result == text:
        return
    file = before.file
    after = parse_yaml(result.encode("utf-8"), file)
    if not isinstance(after, YamlFile):
        raise _refusal(Position(file), f"整理后的文本读不回来（{shown(after[0].what)}）")
    path = _first_difference(before.data, after.data, ())
    if path is not None:
        raise _refusal(before.spans.value(path), "整理后这里的内容会变")
    old, new = _comment_texts(text), _comment_texts(result)
    if old == new:
        return
    number = next((n for n, (one, other) in enumerate(zip(old, new, strict=False)) if one != other), len(new))
    offset = _comments(text)[number][0] if number < len(old) else 0
    line_start = text.rfind("\n", 0, offset) + 1
    where = Position(file, text.count("\n", 0, offset) + 1, offset - line_start + 1)
    raise _refusal(where, f"整理后这条注释会丢失或移位：{shown(text[offset:].partition(chr(10))[0])}")


def _comment_texts(text: str) -> list[tuple[int, str]]:
    return [(count, text[offset:].partition("\n")[0].rstrip()) for offset, count in _comments(text)]


def _first_difference(one: Any, other: Any, path: Path) -> Path | None:
    """Return the way to the first value that differs, order of keys included; None without any."""
    if isinstance(one, dict) and isinstance(other, dict) and list(one) == list(other):
        steps: list[str | int] = list(one)
    elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        steps = list(range(len(one)))
    else:
        return None if one == other and not isinstance(one, (dict, list)) else path
    found = (_first_difference(one[step], other[step], (*path, step)) for step in steps)
    return next((different for different in found if different is not None), None)


def _refusal(where: Position, what: str) -> ContentRefused:
    mend = "文件没有改动；把这里的写法改简单（注释单独占一行，不写在方括号、花括号里面），或不用 fmt 手工整理"
    problem: Problem = fault("K012", where, what, mend)
    return ContentRefused((problem,))


def format_files(root: FilePath, paths: tuple[FilePath, ...]) -> int:
    """Lay out YAML files anew, each replaced whole; returns how many changed. Raises ContentRefused, changing none."""
    laid_out = {path: format_yaml(_read_text(path, _name(root, path)), _name(root, path)) for path in paths}
    return sum(write_file(path, text.encode()) for path, text in laid_out.items())


def _read_text(path: FilePath, file: str) -> str:
    """The text of a content file, which the strict reader has accepted. Raises ContentRefused, CasebookError E-READ."""
    read = read_yaml(path, file)
    if not isinstance(read, YamlFile):
        raise ContentRefused(read)
    return path.read_text(encoding="utf-8")


def _name(root: FilePath, path: FilePath) -> str:
    """The path of a file as messages show it."""
    inside = path.resolve().is_relative_to(root.resolve())
    return path.resolve().relative_to(root.resolve()).as_posix() if inside else path.as_posix()
