"""A paper as PDF, set by typst: tagged (PDF/UA-1 and PDF/A-2a), fonts embedded, the same bytes for the same paper.

Warnings of typst are errors here, and so is a character that no font can write: typst itself would leave it out.
"""
from __future__ import annotations

import atexit
import fcntl
import io
import json
import os
import shutil
import tempfile
import time
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

from generator.render.typst_checklist import checklist_json
from generator.render.typst_faces import FAMILY, Fonts, GlyphMissing
from generator.render.typst_json import Json, paper_json, texts_of
from generator.view.paper import ChecklistForm, Paper

_TEMPLATES = Path(__file__).parent / "templates" / "typst"
_STANDARDS = ["a-2a", "ua-1"]
_QR_SIDE = 2  # quiet modules around a QR code: the templates leave white beyond them
_NO_ROOM = "no room on one page"  # said by the form whose rows cannot fill the page: it runs over several then
_FOLDER = "casebook-typst-"
_STARTING_SECONDS = 60  # a folder so young may not be held yet
_AROUND = 20  # characters shown on each side of one that cannot be printed


class TypesettingFault(Exception):
    """Typst refused a paper or warned: a fault of the template or of the view, never of the content."""


def render_pdf(paper: Paper, fonts: Fonts, site_url: str = "", day: datetime | None = None) -> bytes:
    """The PDF of a paper. `day` is its date, else the paper's day of review.

    Raises GlyphMissing naming the paper's source and the characters; TypesettingFault when typst warns or fails.
    """
    setter, content = _compiler(fonts.folder), _content(paper, fonts, site_url)
    when = day or _day(paper.reviewed)
    try:
        return setter.set(paper.path, content, when)
    except TypesettingFault as fault:
        if _NO_ROOM not in str(fault):
            raise
        return setter.set(paper.path, {**content, "fill": False}, when)


def render_checklist_pdf(form: ChecklistForm, fonts: Fonts, site_url: str = "") -> bytes:
    """The PDF of a self-assessment form. Raises as `render_pdf`."""
    content = _printable(checklist_json(form, _base(site_url), _qr), fonts, form.source)
    return _compiler(fonts.folder, "checklist.typ").set(form.path, content, _day(form.reviewed))


def heading_pages(paper: Paper, fonts: Fonts, site_url: str = "") -> Mapping[str, int]:
    """The printed page number of each section, by its id and by its heading (of equal headings, the first)."""
    pages: dict[str, int] = {}
    for place in _compiler(fonts.folder).ask(_content(paper, fonts, site_url), "<place>"):
        pages.setdefault(place["id"], place["page"])
        pages.setdefault(place["heading"], place["page"])
    return pages


def count_pages(paper: Paper, fonts: Fonts, site_url: str = "") -> int:
    """How many pages the paper takes."""
    return int(_compiler(fonts.folder).ask(_content(paper, fonts, site_url), "<pages>")[0])


class _Setter:
    """A compiler that keeps what it has set: the next version of a paper costs what is new in it.

    It keeps nothing of an input of `sys.inputs`, for that is part of typst's library; so the words go through a file. The
    folder that typst may read has this file and the templates, nothing else.
    """

    def __init__(self, folder: Path, template: str) -> None:
        import typst

        _delete_stale()
        root = Path(tempfile.mkdtemp(prefix=_FOLDER))
        atexit.register(shutil.rmtree, root, ignore_errors=True)
        shutil.copytree(_TEMPLATES, root / "templates")  # no link: typst asks where its main file really is
        faces = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder])
        self._words = root / "paper.json"
        held = os.open(self._words, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        fcntl.flock(held, fcntl.LOCK_EX)  # as long as this process lives
        self._compiler = typst.Compiler(root / "templates" / template, root=root, font_paths=faces)
        self._lock = Lock()

    def ask(self, content: Json, label: str) -> list[Any]:
        """The values of a label, without making a PDF."""
        with self._lock:
            self._write(content)
            return list(json.loads(self._compiler.query(label, field="value")))

    def set(self, path: str, content: Json, when: datetime) -> bytes:
        """The PDF. Raises TypesettingFault."""
        import typst

        try:
            with self._lock:
                self._write(content)
                made, warnings = self._compiler.compile_with_warnings(format="pdf", pdf_standards=_STANDARDS, timestamp=when)  # type: ignore[arg-type]
        except typst.TypstError as error:
            raise TypesettingFault(f"{path}: {error.message} {error.diagnostic}") from error
        if warnings:
            raise TypesettingFault(f"{path}: " + "; ".join(f"{said.message} {said.diagnostic}" for said in warnings))
        if not isinstance(made, bytes):
            raise TypesettingFault(f"{path}: nothing was made")
        return made

    def _write(self, content: Json) -> None:
        self._words.write_text(json.dumps(content, ensure_ascii=False, sort_keys=True), "utf-8")


def _content(paper: Paper, fonts: Fonts, site_url: str) -> Json:
    return _printable(paper_json(paper, _base(site_url), _qr), fonts, paper.source)


def _base(site_url: str) -> str:
    return f"{site_url.rstrip('/')}/" if site_url else ""


def _printable(content: Json, fonts: Fonts, source: str) -> Json:
    """What typst gets, when the fonts have every character."""
    for text in texts_of(content):
        missing = fonts.missing(text)
        if missing:
            at = text.index(missing[0])
            raise GlyphMissing(missing, text[max(at - _AROUND, 0):at + _AROUND], source)
    content["families"] = FAMILY
    return content


def _day(reviewed: str) -> datetime:
    """The day of review at midnight UTC; the first day that zip files know when there is none."""
    return datetime.fromisoformat(f"{reviewed or '1980-01-01'}T00:00:00+00:00").astimezone(UTC)


def _delete_stale() -> None:
    """Delete the folders of processes that were killed: nobody holds their file any more."""
    for folder in Path(tempfile.gettempdir()).glob(f"{_FOLDER}*"):
        with suppress(OSError), (folder / "paper.json").open("rb") as words:
            fcntl.flock(words, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if folder.stat().st_mtime < time.time() - _STARTING_SECONDS:
                shutil.rmtree(folder, ignore_errors=True)


@cache
def _compiler(folder: Path, template: str = "paper.typ") -> _Setter:
    """One a process and template: it reads fonts and templates once."""
    return _Setter(folder, template)


def _qr(address: str) -> str:
    """The QR code of an address as SVG."""
    import segno

    made = io.BytesIO()
    segno.make(address, error="m", micro=False).save(made, kind="svg", border=_QR_SIDE, xmldecl=False, svgns=True, nl=False)
    return made.getvalue().decode()


