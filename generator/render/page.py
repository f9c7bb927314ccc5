"""A document as a Markdown page for mkdocs: front matter, Markdown headings, and HTML blocks of our own.

No word of a document is ever read as Markdown or HTML: in blocks it is escaped, in headings each mark of ASCII
becomes a numeric entity, in the front matter it is a JSON string. A block is one element at the start of a line,
with neither blank line nor indentation inside, so that Python-Markdown passes it through as it is.
"""
from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache
from itertools import pairwise
from pathlib import Path

import jinja2
from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame
from markupsafe import Markup

from generator.render.address import relative
from generator.render.data_script import script_json
from generator.render.inline import escape_value, render_rich
from generator.render.svg.write import render_svg
from generator.view.shapes import Document, Download, Rich, Section, Sheet, Table

_MARKS = {number: f"&#{number};" for number in range(0x21, 0x7F) if not chr(number).isalnum()}
_BREAKS = re.compile(r"[\t\n\r\x0b\x0c\x85\u2028\u2029 ]+")
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\ufeff\ufffe\uffff]")
_ID = re.compile(r"[A-Za-z][A-Za-z0-9._-]*")
_NOT_IN_NAMES = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]+')
_MEGA = 1024 * 1024
_WIDTH_STEP = 2  # percent; web/src/sheet.css has a class for each step, since a style attribute would weaken the CSP


def render_page(document: Document) -> bytes:
    """Return the Markdown file of a page (UTF-8, LF), to be written to `markdown_path(document.path)`.

    Raises ValueError for a link that leaves the site or an anchor that is none: a fault of the view, not of the data.
    """
    return _render("page.md.j2", document)


def render_fragment(document: Document) -> bytes:
    """Return lead, facts and sections alone, for a hand-written page to take in through a snippet.

    `document.path` is the path of the page that takes it in: links are relative to it. A section may have no heading.
    """
    return _render("fragment.md.j2", document)


def _render(template: str, document: Document) -> bytes:
    _words.here = document.path
    page = _template(template).render(document=document, sections=_spoken(document.sections))
    return _CONTROL.sub("\ufffd", page).encode()


class _Words:
    """Filters that write links relative to the page at hand. Filters, since a call in a template takes ten times as long."""

    here = ""

    def link(self, target: str) -> str:
        """The address of a page or file of the site."""
        return relative(self.here, target)

    def rich(self, text: Rich) -> Markup:
        """Runs of text as HTML."""
        return render_rich(text, self.here)


_words = _Words()


class _Escaping(CodeGenerator):
    """Has what a template puts out escaped by escape_value alone, where Jinja would do it twice and wrap it each time."""

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: object) -> None:
        self.write("environment.finalize(")

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: object) -> None:
        self.write(")")


class _Environment(jinja2.Environment):
    code_generator_class = _Escaping


@cache
def _template(name: str) -> jinja2.Template:
    environment = _Environment(
        loader=jinja2.FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        finalize=escape_value,
        comment_start_string="<#",  # {# opens an anchor in Markdown
        comment_end_string="#>",
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )
    environment.filters.update(heading=_heading, quoted=_quoted, anchor=_anchor, day=_day, widths=_widths, classes=_classes)
    environment.filters.update(linked=_linked, size=_size, saved=_saved)
    environment.filters.update(rich=_words.rich, link=_words.link, kind=lambda shape: type(shape).__name__)
    environment.globals.update(refuse=_refuse, svg=render_svg)
    return environment.get_template(name)


def _heading(text: str) -> Markup:
    """Return words for a Markdown heading: every mark that Markdown or HTML could read is a numeric entity."""
    return Markup(_BREAKS.sub(" ", text).strip().translate(_MARKS))  # noqa: S704  no mark of ASCII is left


def _quoted(text: str) -> Markup:
    """Return a JSON string, which is a YAML string too; what YAML takes for a line break is written as \\u…."""
    words = json.dumps(_BREAKS.sub(" ", text).strip(), ensure_ascii=False)
    return Markup(_CONTROL.sub(lambda found: f"\\u{ord(found[0]):04x}", words))  # noqa: S704  front matter, not HTML


def _anchor(name: str) -> str:
    if not _ID.fullmatch(name):
        raise ValueError(f"not an anchor: {name!r}")
    return name


def _day(date: str) -> str:
    """Return 2026-01-05 as 2026年1月5日."""
    year, month, day = date.split("-")
    return f"{year}年{int(month)}月{int(day)}日"


def _linked(data: Mapping[str, object]) -> Markup:
    """Return JSON-LD for the front matter: a JSON string that holds JSON which may stand in a script."""
    return _quoted(script_json(data))


def _size(number: int) -> str:
    """Return a size in bytes as the reader's file manager tells it."""
    return f"{max(1, round(number / 1024))} KB" if number < _MEGA else f"{number / _MEGA:.1f} MB"


def _saved(file: Download) -> str:
    """Return the name that the saved file gets: the label, without what a file name may not hold, and the ending."""
    return f"{_NOT_IN_NAMES.sub(' ', file.label).strip()}.{file.path.rpartition('.')[2]}"


def _widths(sheet: Sheet) -> list[int]:
    """Return the width of each column in percent, in steps that the style sheet knows."""
    total = sum(cell.width for cell in sheet.columns) or 1
    steps = [round(cell.width * 100 / total / _WIDTH_STEP) * _WIDTH_STEP for cell in sheet.columns]
    return [min(max(step, 2 * _WIDTH_STEP), 90) for step in steps]


def _classes(section: Section) -> list[str]:
    """Return what a section's blocks ask of the page: its whole width, or a sheet of paper of its own."""
    sheets = [block for block in section.blocks if isinstance(block, Sheet)]
    searched = any(isinstance(block, Table) and block.keys for block in section.blocks)
    wide = searched or any(sheet.landscape for sheet in sheets)
    return ["wide"] * wide + ["paper"] * bool(sheets)


def _refuse(shape: str) -> str:
    raise ValueError(f"no template for the shape {shape}")


def _spoken(sections: tuple[Section, ...]) -> list[tuple[Section, bool]]:
    """Pair each section with whether it goes on in the voice of a section just before it, one level down."""
    goes_on = [False] + [after.voice == before.voice and after.level == 3 for before, after in pairwise(sections)]
    return list(zip(sections, goes_on, strict=False))
