"""What decides the bytes of a document, as a hash: the paper, the program of its format, the fonts, the site's address."""
from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from importlib.metadata import version
from pathlib import Path

from generator.document_job import Job
from generator.render.typst_faces import Fonts
from generator.view.deck import Deck
from generator.view.paper import ChecklistForm, Paper, Workbook
from generator.view.quiz import Quiz

_HERE = Path(__file__).parent
_SHAPES = (
    "document_job.py", "render/heading_number.py", "view/checklist_print", "view/checklist_shapes.py", "view/paper.py", "view/paper_fit.py", "view/shapes.py",
    "view/picture_shapes.py",
)
DECIDED_BY = {
    "pdf": (("render/typst", "render/templates/typst"), ("typst", "segno")),
    "docx": (("render/docx", "render/office_zip.py"), ("python-docx", "lxml", "segno")),
    "xlsx": (("render/xlsx", "render/checklist_xlsx", "assess/", "view/filled_form.py", "render/office_zip.py"), ("xlsxwriter",)),
    "pptx": (("render/pptx", "view/deck.py", "view/slide_fit.py", "render/xlsx_book.py", "render/office_zip.py"), ("python-pptx", "lxml", "xlsxwriter")),
    "txt": (("render/gift.py", "view/quiz.py", "bank/question.py"), ()),
}
"""What decides the bytes of a format besides the paper: sources below generator/ (files or name beginnings), packages."""


def make_jobs(paper: Paper | Workbook | ChecklistForm | Quiz | Deck, forms: Sequence[str], fonts: Fonts, site_url: str) -> tuple[Job, ...]:
    """The jobs of a paper, one a format, each with its key."""
    said = repr(_shown(paper) if isinstance(paper, ChecklistForm) else paper)
    return tuple(Job(paper, form, _key(paper, said, form, fonts, site_url)) for form in forms)


def _shown(form: ChecklistForm) -> ChecklistForm:
    """The form without what practices say of themselves: forms name them at most, only pages tell more."""
    items = tuple(
        replace(item, practice=replace(item.practice, line="")) if item.practice else item for item in form.sheet.items
    )
    return replace(form, sheet=replace(form.sheet, items=items))


def _key(paper: Paper | Workbook | ChecklistForm | Quiz | Deck, said: str, form: str, fonts: Fonts, site_url: str) -> str:
    decided = [said, form, site_url, program(form)]
    if form == "pdf" or (isinstance(paper, Paper) and (paper.at_most or paper.contents)):
        decided += [program("pdf"), fonts.digest]  # the PDF decides how much a Word file holds, and its page numbers
    return hashlib.sha256("\0".join(decided).encode()).hexdigest()[:40]


@cache
def program(form: str) -> str:
    """A hash of the sources and package versions that decide a format."""
    names, packages = DECIDED_BY[form]
    digest = hashlib.sha256(" ".join(f"{name}={version(name)}" for name in packages).encode())
    for path in sorted(_sources(names)):
        digest.update(path.relative_to(_HERE).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def _sources(names: Sequence[str]) -> Iterator[Path]:
    for name in (*names, *_SHAPES):
        for place in _HERE.glob(f"{name}*"):
            found = place.rglob("*") if place.is_dir() else (place,)
            yield from (path for path in found if path.is_file() and path.suffix != ".pyc")
