"""JSON as strictly as a returned file must be: no key twice, no NaN, no depth; and its one canonical way of writing.

Own readers here and in generator/web/src/returns/json-text.ts, since those of Python and of browsers differ in what they
let pass: keys that stand twice, NaN, 1e400, 4,300 digits, half surrogates.
"""
from __future__ import annotations

import json
import re
import zlib
from dataclasses import dataclass
from typing import Never

from generator.model.limits import RETURN_JSON_DEPTH
from generator.read.returned_reading import RefusedFile

_SPACE = re.compile(r"[ \t\n\r]*")
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")
_PLAIN = re.compile(r'[^"\\\x00-\x1f]*')
_HEX = re.compile(r"[0-9a-fA-F]{4}")
_WORDS = {"true": True, "false": False, "null": None}
_ESCAPED = {'"': '"', "\\": "\\", "/": "/", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}
_EXACT = 10**15


@dataclass(frozen=True, slots=True)
class OddNumber:
    """A number that is no whole one below 10¹⁵, as it was written: no answer holds one."""

    lexeme: str


Json = None | bool | int | str | OddNumber | list["Json"] | dict[str, "Json"]


def parse_json(text: str) -> Json:
    """Return the value of a text. Raises RefusedFile R-JSON with the line in `where`."""
    reader = _Reader(text)
    value = reader.value(1)
    reader.skip()
    if reader.at < len(text):
        reader.refuse("后面还有多余的内容")
    return value


def canonical(value: Json) -> str:
    """The one way of writing: keys in order of their UTF-16 units, no spaces, non-ASCII as it is."""
    match value:
        case dict():
            keys = sorted(value, key=lambda key: key.encode("utf-16-be"))
            return "{" + ",".join(f"{canonical(key)}:{canonical(value[key])}" for key in keys) + "}"
        case list():
            return "[" + ",".join(map(canonical, value)) + "]"
        case OddNumber():
            return value.lexeme
    return json.dumps(value, ensure_ascii=False)


def checksum(members: dict[str, Json]) -> str:
    """CRC-32 as 8 hex digits over the canonical JSON of everything but `checksum`."""
    rest = {key: value for key, value in members.items() if key != "checksum"}
    return f"{zlib.crc32(canonical(rest).encode()):08x}"


class _Reader:
    """A text and how far it was read."""

    def __init__(self, text: str) -> None:
        self.text, self.at = text, 0

    def refuse(self, detail: str) -> Never:
        """Raise R-JSON at the line that was reached."""
        line = self.text.count("\n", 0, self.at) + 1
        raise RefusedFile("R-JSON", f"第 {line} 行", detail)

    def skip(self) -> None:
        """Go on to the next character that is no white space."""
        found = _SPACE.match(self.text, self.at)
        self.at = found.end() if found else self.at

    def value(self, depth: int) -> Json:
        """Read one value; `depth` is what it would be as a list or object."""
        self.skip()
        sign = self.text[self.at : self.at + 1]
        if sign in {"{", "["}:
            if depth > RETURN_JSON_DEPTH:
                self.refuse(f"套得太深，超过 {RETURN_JSON_DEPTH} 层")
            self.at += 1
            return self.members(depth) if sign == "{" else self.elements(depth)
        if sign == '"':
            return self.string()
        for word, value in _WORDS.items():
            if self.text.startswith(word, self.at):
                self.at += len(word)
                return value
        return self.number()

    def members(self, depth: int) -> dict[str, Json]:
        """Read the rest of an object."""
        found: dict[str, Json] = {}
        while True:
            self.skip()
            if not found and self.take("}"):
                return found
            if self.text[self.at : self.at + 1] != '"':
                self.refuse("格式不对")
            key = self.string()
            if key in found:
                self.refuse(f"“{key[:40]}”写了两次")
            self.skip()
            if not self.take(":"):
                self.refuse("格式不对")
            found[key] = self.value(depth + 1)
            self.skip()
            if self.take("}"):
                return found
            if not self.take(","):
                self.refuse("格式不对")

    def elements(self, depth: int) -> list[Json]:
        """Read the rest of a list."""
        found: list[Json] = []
        self.skip()
        if self.take("]"):
            return found
        while True:
            found.append(self.value(depth + 1))
            self.skip()
            if self.take("]"):
                return found
            if not self.take(","):
                self.refuse("格式不对")

    def take(self, sign: str) -> bool:
        """Pass over this character if it is the next."""
        if self.text[self.at : self.at + 1] != sign:
            return False
        self.at += 1
        return True

    def number(self) -> int | OddNumber:
        """Read a number. 1e400 is refused like NaN: it is infinite in every program."""
        found = _NUMBER.match(self.text, self.at)
        if not found:
            self.refuse("格式不对")
        lexeme = found[0]
        number = float(lexeme)
        if number in {float("inf"), float("-inf")}:
            self.refuse("数字太大")
        self.at = found.end()
        return int(number) if number == int(number) and abs(number) < _EXACT else OddNumber(lexeme)

    def string(self) -> str:
        """Read a text; the next character is its quote."""
        parts: list[str] = []
        self.at += 1
        while True:
            plain = _PLAIN.match(self.text, self.at)
            if plain:
                parts.append(plain[0])
                self.at = plain.end()
            sign = self.text[self.at : self.at + 1]
            if sign == '"':
                self.at += 1
                return self.whole("".join(parts))
            if sign != "\\":
                self.refuse("引号没有配对")
            parts.append(self.escaped())

    def escaped(self) -> str:
        """Read what follows a backslash."""
        sign = self.text[self.at + 1 : self.at + 2]
        if sign == "u":
            digits = _HEX.match(self.text, self.at + 2)
            if not digits:
                self.refuse("格式不对")
            self.at += 6
            return chr(int(digits[0], 16))
        if sign not in _ESCAPED:
            self.refuse("格式不对")
        self.at += 2
        return _ESCAPED[sign]

    def whole(self, text: str) -> str:
        """Join the halves of characters beyond U+FFFF; a half alone is none."""
        try:
            return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le")
        except UnicodeDecodeError:
            self.refuse("有不成字的编码")
