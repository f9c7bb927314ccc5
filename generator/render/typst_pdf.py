"""A paper as PDF, set by typst: tagged (PDF/UA-1 and PDF/A-2a), fonts embedded, the same bytes for the same paper.

Warnings of typst are errors here, and so is a character that no font can write: typst itself would leave it out.
"""
from __future__ import annotations

import io
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from generator.render.typst_checklist import checklist_json
from generator.render.typst_faces import FAMILY, Fonts, GlyphMissing
from generator.render.typst_json import Json, paper_json, texts_of
from generator.view.paper import ChecklistForm, Paper

if TYPE_CHECKING:
    from typst import Compiler

_TEMPLATES = Path(__file__).parent / "templates" / "typst"
_STANDARDS = ["a-2a", "ua-1"]
_QR_SIDE = 2  # quiet modules around a QR code: the templates leave white beyond them
_NO_ROOM = "no room on one page"  # said by the form whose rows cannot fill the page: it runs over several then
_AROUND = 20  # characters shown on each side of one that cannot be printed


class TypesettingFault(Exception):
    """Typst refused a paper or warned: a fault of the template or of the view, never of the content."""


def render_pdf(paper: Paper, fonts: Fonts, site_url: str = "", day: datetime | None = None) -> bytes:
    """The PDF of a paper. `day` is its date, else the paper's day of review.

    Raises GlyphMissing naming the paper's source and the characters; TypesettingFault when typst warns or fails.
    """
    compiler, inputs = _compiler(fonts.folder), _inputs(paper, fonts, site_url)
    when = day or _day(paper.reviewed)
    try:
        return _compile(compiler, paper.path, inputs, when)
    except TypesettingFault as fault:
        if _NO_ROOM not in str(fault):
            raise
        return _compile(compiler, paper.path, {**inputs, "fill": "no"}, when)


def render_checklist_pdf(form: ChecklistForm, fonts: Fonts, site_url: str = "") -> bytes:
    """The PDF of a self-assessment form. Raises as `render_pdf`."""
    inputs = _printable(checklist_json(form, _base(site_url), _qr), fonts, form.source)
    return _compile(_compiler(fonts.folder, "checklist.typ"), form.path, inputs, _day(form.reviewed))


def heading_pages(paper: Paper, fonts: Fonts, site_url: str = "") -> Mapping[str, int]:
    """The printed page number of each section, by its id and by its heading (of equal headings, the first)."""
    compiler = _compiler(fonts.folder)
    compiler.compile(sys_inputs=_inputs(paper, fonts, site_url), format="pdf", timestamp=_day(paper.reviewed))
    pages: dict[str, int] = {}
    for place in json.loads(compiler.query("<place>", field="value")):
        pages.setdefault(place["id"], place["page"])
        pages.setdefault(place["heading"], place["page"])
    return pages


def count_pages(paper: Paper, fonts: Fonts, site_url: str = "") -> int:
    """How many pages the paper takes."""
    compiler = _compiler(fonts.folder)
    compiler.compile(sys_inputs=_inputs(paper, fonts, site_url), format="pdf", timestamp=_day(paper.reviewed))
    return int(json.loads(compiler.query("<pages>", field="value", one=True)))


def _compile(compiler: Compiler, path: str, inputs: dict[str, str], when: datetime) -> bytes:
    import typst

    try:
        content, warnings = compiler.compile_with_warnings(
            sys_inputs=inputs, format="pdf", pdf_standards=_STANDARDS, timestamp=when,  # type: ignore[arg-type]
        )
    except typst.TypstError as error:
        raise TypesettingFault(f"{path}: {error.message} {error.diagnostic}") from error
    if warnings:
        raise TypesettingFault(f"{path}: " + "; ".join(f"{said.message} {said.diagnostic}" for said in warnings))
    if not isinstance(content, bytes):
        raise TypesettingFault(f"{path}: nothing was made")
    return content


def _inputs(paper: Paper, fonts: Fonts, site_url: str) -> dict[str, str]:
    return _printable(paper_json(paper, _base(site_url), _qr), fonts, paper.source)


def _base(site_url: str) -> str:
    return f"{site_url.rstrip('/')}/" if site_url else ""


def _printable(content: Json, fonts: Fonts, source: str) -> dict[str, str]:
    """The inputs of typst, when the fonts have every character."""
    for text in texts_of(content):
        missing = fonts.missing(text)
        if missing:
            at = text.index(missing[0])
            raise GlyphMissing(missing, text[max(at - _AROUND, 0):at + _AROUND], source)
    content["families"] = FAMILY
    return {"paper": json.dumps(content, ensure_ascii=False, sort_keys=True)}


def _day(reviewed: str) -> datetime:
    """The day of review at midnight UTC; the first day that zip files know when there is none."""
    return datetime.fromisoformat(f"{reviewed or '1980-01-01'}T00:00:00+00:00").astimezone(UTC)


@cache
def _compiler(folder: Path, template: str = "paper.typ") -> Compiler:
    """One compiler a process and template: it reads fonts and templates once."""
    import typst

    faces = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder])
    return typst.Compiler(_TEMPLATES / template, root=_TEMPLATES, font_paths=faces)


def _qr(address: str) -> str:
    """The QR code of an address as SVG."""
    import segno

    made = io.BytesIO()
    segno.make(address, error="m", micro=False).save(made, kind="svg", border=_QR_SIDE, xmldecl=False, svgns=True, nl=False)
    return made.getvalue().decode()


