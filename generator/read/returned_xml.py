"""XML of a returned workbook, read as a stream: no document type, no entity of its own, UTF-8 only, bounded depth.

The twin of generator/web/src/returns/xml.ts, which has a tokenizer of its own: what is refused here is refused there.
"""
from __future__ import annotations

import re
from codecs import BOM_UTF8, getincrementaldecoder
from collections.abc import Callable
from typing import Never
from xml.parsers import expat

from generator.model.limits import RETURN_XML_DEPTH, RETURN_XML_ELEMENTS
from generator.read.returned_reading import RefusedFile

Opened = Callable[[str, dict[str, str]], None]
Closed = Callable[[str, str], None]

_DEFINITION = re.compile(rb"<!(?:DOCTYPE|ENTITY)")
_DECLARED = re.compile(rb"""<\?xml[ \t\r\n]""")
_DECLARATION = re.compile(
    rb"""<\?xml[ \t\r\n]+version[ \t\r\n]*=[ \t\r\n]*(?:"1\.0"|'1\.0')"""
    rb"""(?:[ \t\r\n]+encoding[ \t\r\n]*=[ \t\r\n]*(?:"[uU][tT][fF]-8"|'[uU][tT][fF]-8'))?"""
    rb"""(?:[ \t\r\n]+standalone[ \t\r\n]*=[ \t\r\n]*(?:"(?:yes|no)"|'(?:yes|no)'))?[ \t\r\n]*\?>"""
)
_CHUNK = 64 * 1024


def read_xml(content: bytes, part: str, opened: Opened, closed: Closed) -> None:
    """Call `opened(name, attributes)` and `closed(name, text)` for each element, in order; names without prefixes.

    The text of an element is what stands in it before and between its own elements' ends: that of the innermost one since
    its last child. Raises RefusedFile R-ENTITY, R-BOMB (depth), R-DAMAGED, and what the callbacks raise.
    """
    content = content.removeprefix(BOM_UTF8)
    _refuse_other_encodings(content, part)
    if _DEFINITION.search(content):
        raise RefusedFile("R-ENTITY", "", part)
    if not is_declared(content):
        raise RefusedFile("R-DAMAGED", "", f"{part} 的格式不对")
    stream = _Stream(part, opened, closed)
    try:
        for begin in range(0, len(content), _CHUNK):
            stream.parser.Parse(content[begin : begin + _CHUNK], False)
        stream.parser.Parse(b"", True)
    except expat.ExpatError as error:
        undefined = error.code == expat.errors.codes[expat.errors.XML_ERROR_UNDEFINED_ENTITY]
        if undefined:
            raise RefusedFile("R-ENTITY", "", part) from None
        raise RefusedFile("R-DAMAGED", "", f"{part} 的格式不对") from None


def is_declared(content: bytes) -> bool:
    """Whether the XML declaration is one that is understood, or there is none."""
    return not _DECLARED.match(content) or bool(_DECLARATION.match(content))


def _refuse_other_encodings(content: bytes, part: str) -> None:
    decoder = getincrementaldecoder("utf-8")()
    try:
        for begin in range(0, len(content), _CHUNK):
            decoder.decode(content[begin : begin + _CHUNK])
        decoder.decode(b"", True)
    except UnicodeDecodeError:
        raise RefusedFile("R-DAMAGED", "", f"{part} 不是 UTF-8 编码") from None


class _Stream:
    """expat with handlers that keep depth and text."""

    def __init__(self, part: str, opened: Opened, closed: Closed) -> None:
        self._part, self._opened, self._closed = part, opened, closed
        self._depth = self._count = 0
        self._text: list[str] = []
        self.parser = expat.ParserCreate("utf-8")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text.append
        self.parser.StartDoctypeDeclHandler = self._refuse
        self.parser.ProcessingInstructionHandler = self._instruction

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        names = "".join((name, *attributes))
        if not names.isascii():
            raise RefusedFile("R-DAMAGED", "", f"{self._part} 的格式不对")
        self._depth += 1
        self._count += 1
        if self._depth > RETURN_XML_DEPTH or self._count > RETURN_XML_ELEMENTS:
            raise RefusedFile("R-BOMB", "", f"{self._part} 里的内容太多")
        self._text.clear()
        if ":" in names:
            name, attributes = _local(name), {_local(key): value for key, value in attributes.items()}
        self._opened(name, attributes)

    def _end(self, name: str) -> None:
        self._depth -= 1
        self._closed(_local(name), "".join(self._text))
        self._text.clear()

    def _instruction(self, target: str, _: str) -> None:
        if not target.isascii():
            raise RefusedFile("R-DAMAGED", "", f"{self._part} 的格式不对")

    def _refuse(self, *_: object) -> Never:
        raise RefusedFile("R-ENTITY", "", self._part)


def _local(name: str) -> str:
    return name.rpartition(":")[2]
