"""The zip file of a returned workbook, judged by its directory before anything is unpacked.

Own reader, the twin of generator/web/src/returns/zip.ts: both must give the same verdict, and zipfile lets pass what we
refuse (names twice, parts over each other, sizes that are not true until they were unpacked).
"""
from __future__ import annotations

import re
import struct
import zlib
from dataclasses import dataclass

from generator.model.limits import (
    RETURN_PART_BYTES,
    RETURN_PARTS,
    RETURN_RATIO,
    RETURN_RATIO_FROM,
    RETURN_UNPACKED_BYTES,
)
from generator.read.returned_reading import RefusedFile

_END = struct.Struct("<4s4H2LH")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_LOCAL = struct.Struct("<4s5H3L2H")
_ACTIVE = re.compile(
    r"vbaproject|oleobject|(?:^|/)(?:externallinks|activex|embeddings|macrosheets|dialogsheets|querytables)/|(?:^|/)connections\.xml$"
)
_STORED, _DEFLATED = 0, 8
_OPEN_DOCUMENT = "application/vnd.oasis.opendocument."
_MIMETYPE_BYTES = 100


@dataclass(frozen=True, slots=True)
class _Part:
    name: str
    method: int
    crc: int
    packed: int
    size: int
    offset: int  # of its local header


class Package:
    """The parts of a zip file by name; the case of names does not matter.

    Raises RefusedFile R-DAMAGED, R-ENCRYPTED, R-BOMB, R-WORD, R-ODS, R-OTHER, R-ACTIVE from the directory alone.
    """

    def __init__(self, content: bytes) -> None:
        self._content = content
        parts = _directory(content)
        self._parts = {part.name.lower(): part for part in parts}
        if len(self._parts) < len(parts):
            raise RefusedFile("R-DAMAGED", "", "有重名的部件")
        self._refuse_others()
        _refuse_bombs(parts)
        for name in self._parts:
            if _ACTIVE.search(name):
                raise RefusedFile("R-ACTIVE", "", self._parts[name].name)

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._parts

    def read(self, name: str) -> bytes:
        """A part, unpacked. Raises RefusedFile R-DAMAGED when it is not there or not what it says, R-BOMB when too large."""
        part = self._parts.get(name.lower())
        if part is None:
            raise RefusedFile("R-DAMAGED", "", f"缺少 {name[:60]}")
        if part.size > RETURN_PART_BYTES:
            raise RefusedFile("R-BOMB", "", f"{part.name} 解开后超过 10 MB")
        content = _unpacked(self._content, part)
        if len(content) != part.size or zlib.crc32(content) != part.crc:
            raise RefusedFile("R-DAMAGED", "", f"{part.name} 和登记的不符")
        return content

    def _refuse_others(self) -> None:
        if any(name.startswith("word/") for name in self._parts):
            raise RefusedFile("R-WORD")
        mimetype = self._parts.get("mimetype")
        if mimetype and mimetype.size <= _MIMETYPE_BYTES:
            kind = self.read("mimetype").decode("latin-1")
            if kind.startswith(_OPEN_DOCUMENT):
                raise RefusedFile("R-ODS" if kind.startswith(_OPEN_DOCUMENT + "spreadsheet") else "R-WORD")
        if "[content_types].xml" not in self._parts or "xl/workbook.bin" in self._parts:
            raise RefusedFile("R-OTHER")


def _directory(content: bytes) -> list[_Part]:
    at = content.rfind(b"PK\x05\x06", max(0, len(content) - _END.size - 65_535))
    if at < 0 or at + _END.size > len(content):
        raise RefusedFile("R-DAMAGED", "", "文件不完整")
    _, disk, first, here, count, size, offset, comment = _END.unpack_from(content, at)
    if disk or first or here != count or offset + size != at or at + _END.size + comment > len(content):
        raise RefusedFile("R-DAMAGED", "", "文件目录不对")
    if count > RETURN_PARTS:
        raise RefusedFile("R-BOMB", "", f"部件超过 {RETURN_PARTS} 个")
    parts = []
    for _ in range(count):
        part, offset = _entry(content, offset, at)
        parts.append(part)
    return parts


def _entry(content: bytes, at: int, end: int) -> tuple[_Part, int]:
    if at + _CENTRAL.size > end or content[at : at + 4] != b"PK\x01\x02":
        raise RefusedFile("R-DAMAGED", "", "文件目录不对")
    found = _CENTRAL.unpack_from(content, at)
    flags, method, crc, packed, size, named, extra, said, offset = found[3], found[4], *found[7:13], found[16]
    name = content[at + _CENTRAL.size : at + _CENTRAL.size + named].decode("latin-1")
    if not _is_plain(name) or max(packed, size, offset) == 0xFFFFFFFF:
        raise RefusedFile("R-DAMAGED", "", "部件的名字或大小不对")
    if flags & 1:
        raise RefusedFile("R-ENCRYPTED")
    if method not in {_STORED, _DEFLATED}:
        raise RefusedFile("R-DAMAGED", "", "压缩方法不认识")
    return _Part(name, method, crc, packed, size, offset), at + _CENTRAL.size + named + extra + said


def _is_plain(name: str) -> bool:
    """Whether a name stays inside the package and hides nothing."""
    steps = name.removesuffix("/").split("/")
    return not re.search(r"[\\:\x00-\x1f]", name) and not any(step in {"", ".", ".."} for step in steps)


def _refuse_bombs(parts: list[_Part]) -> None:
    if sum(part.size for part in parts) > RETURN_UNPACKED_BYTES:
        raise RefusedFile("R-BOMB", "", "解开后超过 50 MB")
    for part in parts:
        if part.size > RETURN_RATIO_FROM and part.size > RETURN_RATIO * part.packed:
            raise RefusedFile("R-BOMB", "", f"{part.name} 压得太紧")
    end = 0
    for part in sorted(parts, key=lambda part: part.offset):
        if part.offset < end:
            raise RefusedFile("R-BOMB", "", "部件互相重叠")
        end = part.offset + _LOCAL.size + len(part.name) + part.packed


def _unpacked(content: bytes, part: _Part) -> bytes:
    if part.offset + _LOCAL.size > len(content) or content[part.offset : part.offset + 4] != b"PK\x03\x04":
        raise RefusedFile("R-DAMAGED", "", "文件目录不对")
    found = _LOCAL.unpack_from(content, part.offset)
    method, named, extra = found[3], found[9], found[10]
    begin = part.offset + _LOCAL.size
    name = content[begin : begin + named].decode("latin-1")
    begin += named + extra
    if name != part.name or method != part.method or begin + part.packed > len(content):
        raise RefusedFile("R-DAMAGED", "", f"{part.name} 和登记的不符")
    packed = content[begin : begin + part.packed]
    if part.method == _STORED:
        return packed
    engine = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        # one byte more than promised is enough to know that the directory lied
        return engine.decompress(packed, part.size + 1)
    except zlib.error:
        raise RefusedFile("R-DAMAGED", "", f"{part.name} 和登记的不符") from None
