"""Bytes of a content file → its text: size, encoding, line ends and characters (K001, K002, K003, tabs)."""
from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from generator.model.limits import YAML_FILE_BYTES, YAML_PROBLEMS
from generator.model.problem import Position, Problem
from generator.read.raw_file import too_large
from generator.read.yaml_fault import fault

BANNED: Final = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f"  # C0 but the line feed, DEL, C1 with NEL
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e"  # invisible letters and marks
    "\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164"  # zero width, LS, PS, bidi
    "\ud800-\udfff\ufdd0-\ufdef\ufeff\uffa0\ufff0-\uffff"  # surrogates, noncharacters, mark, U+FFFD
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"  # shorthand and musical controls, tags
    + "".join(f"{chr(plane * 0x10000 + 0xFFFE)}{chr(plane * 0x10000 + 0xFFFF)}" for plane in range(1, 17))
    + "]"
)
"""Characters that may not stand in a content file, raw or escaped."""

_USUAL: Final = re.compile(
    "[\n -~\xa0-\xac\xae-\u02ff\u2010-\u2027\u2030-\u205e\u2100-\u27bf\u3000-\u3163\u3165-\u9fff\uff01-\uff9f]*+"
)  # none of these is banned; some twenty times faster than looking for those that are

_NAMES: Final = {
    0x00: "空字符", 0x09: "制表符 Tab", 0x0B: "竖向制表符", 0x0C: "换页符", 0x0D: "单独的回车符",
    0x85: "换行符 NEL", 0xAD: "软连字符", 0x200B: "零宽空格", 0x200C: "零宽不连字", 0x200D: "零宽连字",
    0x2028: "行分隔符", 0x2029: "段分隔符", 0x2060: "零宽不换行", 0xFEFF: "字节序标记 BOM", 0xFFFD: "乱码替代符",
}  # fmt: skip
_BIDI: Final = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_LINE_BREAKS: Final = frozenset("\x0b\x0c\r\x85\u2028\u2029")
_TAB_INDENT: Final = re.compile("^ *\t[ \t]*", re.MULTILINE)
_ESCAPE: Final = re.compile(r"\\(?:x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.DOTALL)
_SHORT_ESCAPES: Final = dict(zip("0abtvfreNLP", "\0\a\b\t\v\f\r\x1b\x85\u2028\u2029", strict=True)) | {"\t": "\t"}
_MARKS: Final = (
    (b"\x00\x00\xfe\xff", "UTF-32"), (b"\xff\xfe\x00\x00", "UTF-32"), (b"\xff\xfe", "UTF-16"), (b"\xfe\xff", "UTF-16"),
)  # fmt: skip
_SAVE_AS: Final = "用编辑器“另存为”，编码选 UTF-8（记事本：文件 → 另存为 → 编码 UTF-8）"


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text with LF line ends, fit to be parsed: each banned character is replaced, and named in `problems`.

    `damaged` holds the lines (from 1) with a replaced character, `tab_indents` tells that some
    line was indented by tabs: what a parser says about those must not be believed.
    """

    text: str
    problems: tuple[Problem, ...]
    damaged: frozenset[int]
    tab_indents: bool


def decode(raw: bytes, file: str) -> Decoded | Problem:
    """Return the text of a file, or K001 or K002."""
    if len(raw) > YAML_FILE_BYTES:
        return too_large(len(raw), file)
    wide = _wide_encoding(raw)
    if wide:
        return fault("K002", Position(file), f"这个文件不是 UTF-8 编码，而是 {wide}", _SAVE_AS)
    try:
        text = raw.removeprefix(b"\xef\xbb\xbf").decode("utf-8")
    except UnicodeDecodeError:
        return _wrong_encoding(raw.removeprefix(b"\xef\xbb\xbf"), file)
    return clean(text.replace("\r\n", "\n"), file)


def clean(text: str, file: str) -> Decoded:
    """Replace the banned characters of a text, one by one, so that columns stay; name each once a line."""
    if _USUAL.fullmatch(text) or not BANNED.search(text):
        return Decoded(text, (), frozenset(), tab_indents=False)
    problems: list[Problem] = []
    damaged: set[int] = set()
    for number, line in enumerate(text.split("\n"), start=1):
        if len(problems) > YAML_PROBLEMS:
            break  # what comes later is not listed anyway
        indent = _TAB_INDENT.match(line)
        if indent:
            column = line.index("\t") + 1
            problems.append(fault("K004", Position(file, number, column), "行首用制表符（Tab）缩进", "改成空格，每层两个空格"))
            damaged.add(number)
        for column, character, count in _first_of_each(line, indent.end() if indent else 0):
            problems.append(bad_character(Position(file, number, column), character, count))
            damaged.add(number)
    text = _TAB_INDENT.sub(lambda found: found.group().replace("\t", "  "), text)
    tab_indents = any(problem.code == "K004" for problem in problems)
    text = BANNED.sub("x", text.replace("\t", " "))
    return Decoded(text, tuple(problems), frozenset(damaged), tab_indents)


def bad_character(where: Position, character: str, count: int = 1, escape: str = "") -> Problem:
    """Return K003 for a banned character; `escape` is how it was written, if not raw."""
    times = f"（本行共 {count} 处）" if count > 1 else ""
    written = f"转义“{escape}”写出了" if escape else "有"
    what = f"这里{written}不该出现的字符 U+{ord(character):04X}（{_name(character)}）{times}"
    if character == "\t":
        return fault("K003", where, what, "改成空格")
    if character in _LINE_BREAKS:
        return fault("K003", where, what, "改成普通换行，或删去")
    if character == "\ufffd":
        return fault("K003", where, what, "这里原有的字已经丢失，照原件补上")
    return fault("K003", where, what, "删去它；找不到时，把这几个字删掉重新输入")


def bad_escapes(source: str) -> list[tuple[int, str, str]]:
    """Find escapes that write a banned character in the source of a double-quoted text.

    Returns (offset in `source`, escape as typed, character) for each.
    """
    found = []
    for match in _ESCAPE.finditer(source):
        digits = match[1] or match[2] or match[3]
        code = int(digits, 16) if digits else 0
        character = (chr(code) if code <= 0x10FFFF else "") if digits else _SHORT_ESCAPES.get(match[4], "")
        if character and BANNED.match(character):
            found.append((match.start(), match[0], character))
    return found


def _first_of_each(line: str, start: int) -> list[tuple[int, str, int]]:
    """Return (column from 1, character, times) of each banned character of a line, from offset `start`."""
    found = [(match.start() + 1, match[0]) for match in BANNED.finditer(line, start)]
    counts: dict[str, tuple[int, int]] = {}
    for column, character in found:
        first, times = counts.get(character, (column, 0))
        counts[character] = (first, times + 1)
    return [(first, character, times) for character, (first, times) in counts.items()]


def _name(character: str) -> str:
    named = _NAMES.get(ord(character))
    if named:
        return named
    if character in _BIDI:
        return "文字方向控制符"
    category = unicodedata.category(character)
    return {"Cc": "控制字符", "Cs": "半个代理字符", "Cn": "非字符"}.get(category, "不可见字符")


def _wide_encoding(raw: bytes) -> str:
    """Name the encoding when it is UTF-16 or UTF-32, by the mark or by zero bytes at every other place."""
    for mark, name in _MARKS:
        if raw.startswith(mark):
            return name
    even, odd = raw[0::2].count(0), raw[1::2].count(0)
    few, many = sorted((even, odd))
    return "UTF-16" if many * 10 > len(raw) // 2 and few * 10 < many else ""


def _wrong_encoding(raw: bytes, file: str) -> Problem:
    """Return K002 at the first byte that is not UTF-8."""
    good = 0
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError as error:
        good = error.start
    start = max(raw.rfind(b"\n", 0, good), raw.rfind(b"\r", 0, good)) + 1
    where = Position(file, raw.count(b"\n", 0, good) + 1, len(raw[start:good].decode("utf-8")) + 1)
    if _looks_chinese(raw):
        return fault("K002", where, "这个文件不是 UTF-8 编码，看来是 GBK（记事本里叫 ANSI）", _SAVE_AS)
    mend = f"{_SAVE_AS}；若只有这一处，把这几个字删掉重新输入"
    return fault("K002", where, f"从这里起不是 UTF-8 编码（字节 0x{raw[good]:02X}）", mend)


def _looks_chinese(raw: bytes) -> bool:
    """Tell whether the bytes read as GBK are mostly everyday characters and full-width punctuation.

    UTF-8 read as GBK gives rare characters, hence the test on GB 2312's rows 1–3 and 16–55.
    """
    try:
        text = raw.decode("gb18030")
    except UnicodeDecodeError:
        return False
    wide = [character for character in text if ord(character) > 0x7F]
    everyday = 0
    for character in wide:
        lead, trail = character.encode("gb18030")[:2]
        everyday += (0xA1 <= lead <= 0xA3 or 0xB0 <= lead <= 0xD7) and trail >= 0xA1
    return bool(wide) and everyday >= 0.7 * len(wide)
