"""What every office document shares: words without what XML forbids, and one way to zip its parts.

Parts come in one order, with one date, and without traces of the machine that made them.
"""
from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from datetime import date

_NO_DAY = "1980-01-01"  # the first day that zip files know
_FIRST = ("[Content_Types].xml", "_rels/.rels")  # readers look for these at the front of the file
_EMBEDDED = (".xlsx", ".docx", ".pptx")
_STAMPS = re.compile(rb"(<dcterms:(?:created|modified)\b[^>]*>)[^<]*(</dcterms:)")
_PERSONAL = re.compile(rb"<(cp:lastModifiedBy|cp:revision|cp:lastPrinted|TotalTime|AppVersion)\b[^>]*?(?:/>|>[^<]*</\1>)")
_LEVEL = 6
# Not in XML, or without meaning in a document; their place stays visible.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_BREAKS = re.compile("\r\n?|[\u2028\u2029]")


def clean(text: str) -> str:
    """The text without what XML forbids: each such character becomes U+FFFD, each kind of line break one."""
    return _FORBIDDEN.sub("\ufffd", _BREAKS.sub("\n", text))


def document_day(reviewed: str) -> date:
    """The day a document bears: its day of review (YYYY-MM-DD), the first day that zip files know when it has none."""
    return date.fromisoformat(reviewed or _NO_DAY)


def normalise_package(package: bytes, day: date) -> bytes:
    """Return an office document with the same parts, whose bytes depend on nothing but these parts and `day`.

    Documents inside it (the workbook of a chart) are treated likewise. Raises zipfile.BadZipFile for no package,
    ValueError when a name stands twice in it.
    """
    with zipfile.ZipFile(io.BytesIO(package)) as before:
        names = before.namelist()
        if len(names) != len(set(names)):
            raise ValueError("a part stands twice in the package")
        return write_package({name: before.read(name) for name in names}, day)


def write_package(parts: Mapping[str, bytes], day: date) -> bytes:
    """Zip these parts, cleaned as `normalise_package` does it."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=_LEVEL) as after:
        for name in sorted(parts, key=lambda name: (_FIRST.index(name) if name in _FIRST else len(_FIRST), name)):
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0  # not the system of this machine
            after.writestr(entry, _cleaned(name, parts[name], day))
    return made.getvalue()


def _cleaned(name: str, content: bytes, day: date) -> bytes:
    if name.endswith(_EMBEDDED):
        return normalise_package(content, day)
    if not name.startswith("docProps/") or not name.endswith(".xml"):
        return content
    content = _STAMPS.sub(rb"\g<1>" + f"{day.isoformat()}T00:00:00Z".encode() + rb"\g<2>", content)
    return _PERSONAL.sub(b"", content)
