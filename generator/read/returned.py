"""One returned file, whatever it is: what kind of file, refused by code or read. Never raises; bounded in time and memory.

The twin of generator/web/src/returns/reading.ts. Many files, in processes of their own: returned_process.py.
"""
from __future__ import annotations

import re

from generator.model.limits import RETURN_FILE_BYTES
from generator.model.returned import Return
from generator.read.returned_checks import known_form, refuse_empty
from generator.read.returned_form import read_form
from generator.read.returned_identity import identity
from generator.read.returned_json import read_return_text
from generator.read.returned_known import Known
from generator.read.returned_reading import Note, Reading, RefusedFile
from generator.read.returned_workbook import read_workbook
from generator.read.returned_zip import Package

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SPACES = b" \t\r\n\x00"
_CONTROL = re.compile(rb"[\x00-\x08\x0b\x0e-\x1f]")
_LOOKED_AT = 4_096


def read_return(name: str, content: bytes, known: Known) -> Reading:
    """Read one file. `name` is only looked at for `~$` and for .json and .xlsx; what it is, its content says."""
    notes: list[Note] = []
    try:
        refuse_by_look(name, content)
        if content[:4] == b"PK\x03\x04":
            returned = _read_workbook(content, known, notes)
            return Reading(name, len(content), returned=returned, notes=tuple(notes))
        text = content.decode("utf-8")
    except RefusedFile as refused:
        return Reading(name, len(content), refused.code, refused.where, refused.detail, None, tuple(notes))
    except UnicodeDecodeError:
        return Reading(name, len(content), "R-JSON", "", "不是 UTF-8 编码")
    return read_return_text(text, known, name=name, size=len(content), draft=False)


def refuse_by_look(name: str, content: bytes) -> None:
    """Raises RefusedFile for what is neither a zip file nor JSON."""
    base = re.split(r"[/\\]", name)[-1]
    if base.startswith(("~$", ".~")):
        raise RefusedFile("R-LOCK")
    if not content.strip(_SPACES):
        raise RefusedFile("R-EMPTY")
    if len(content) > RETURN_FILE_BYTES:
        raise RefusedFile("R-SIZE", "", f"{len(content) / 1024 / 1024:.1f} MB")
    if content.startswith(b"PK\x03\x04"):
        return
    _refuse_office(content)
    begin = content.removeprefix(b"\xef\xbb\xbf").lstrip(_SPACES)
    if begin.startswith(b"%PDF-"):
        raise RefusedFile("R-PDF")
    if begin.startswith(b"{\\rtf"):
        raise RefusedFile("R-WORD")
    textual = content.startswith((b"\xff\xfe", b"\xfe\xff")) or not _CONTROL.search(content[:_LOOKED_AT])
    if textual and (begin.startswith((b"{", b"[")) or base.lower().endswith(".json")):
        return
    if textual:
        raise RefusedFile("R-TEXT")
    raise RefusedFile("R-DAMAGED" if base.lower().endswith((".xlsx", ".json")) else "R-OTHER")


def _refuse_office(content: bytes) -> None:
    """The older container of office files holds what was encrypted, and the formats of before 2007."""
    if not content.startswith(_OLE):
        return
    for stream, code in (("EncryptedPackage", "R-ENCRYPTED"), ("WordDocument", "R-WORD"), ("PowerPoint Document", "R-OTHER")):
        if stream.encode("utf-16-le") in content:
            raise RefusedFile(code)
    raise RefusedFile("R-XLS")


def _read_workbook(content: bytes, known: Known, notes: list[Note]) -> Return:
    def notify(code: str, where: str, detail: str) -> None:
        notes.append(Note(code, where, detail))

    workbook = read_workbook(Package(content))
    checklist, edition = known_form(known, identity(workbook), notify)
    returned = read_form(workbook, checklist, edition, notify)
    refuse_empty(returned)
    return returned
