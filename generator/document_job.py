"""One document to make: what it is, and the work of the process that makes it.

The processes are started anew, here or on other machines: this module imports little.
"""
from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Lock

from generator.render.typst_faces import Fonts, GlyphMissing
from generator.view.deck import Deck
from generator.view.paper import ChecklistForm, Paper, Workbook
from generator.view.paper_fit import fitted
from generator.view.quiz import Quiz


@dataclass(frozen=True)
class Job:
    """One document in one format; `key` names the bytes that it will have."""

    paper: Paper | Workbook | ChecklistForm | Quiz | Deck
    format: str
    key: str

    @property
    def path(self) -> str:
        """Its place below downloads/."""
        return f"{self.paper.path}.{self.format}"

    @property
    def kept_name(self) -> str:
        """Under which name it is kept."""
        return f"{self.key}.{self.format}"


@dataclass(frozen=True)
class Fault:
    """A document that could not be made, and why."""

    path: str
    source: str
    title: str
    format: str
    what: str


@dataclass(frozen=True)
class Press:
    """What all documents are made with. `font_files`, by name, go to a machine that does not see the folder of the fonts."""

    fonts: Fonts
    site_url: str = ""
    font_files: Mapping[str, bytes] = field(default_factory=dict, repr=False)


def make_paper(press: Press, jobs: Sequence[Job]) -> tuple[bytes | Fault, ...]:
    """The bytes of one paper in several formats, in the order of the jobs; one that fails does not hide the others.

    Raises OSError when the machine fails (no room for fonts, no memory for a file): that would hit every document.
    """
    fonts = _fonts_here(press)
    longest: dict[str, Paper] = {}
    return tuple(_made(job, fonts, press.site_url, longest) for job in jobs)


def _made(job: Job, fonts: Fonts, site_url: str, longest: dict[str, Paper]) -> bytes | Fault:
    try:
        return render_job(job, fonts, site_url, longest)
    except OSError:
        raise
    except GlyphMissing as missing:
        return _fault(job, f"{missing.what}。{missing.mend}")
    except Exception as error:
        return _fault(job, f"程序出错 {type(error).__name__}：{error}")


_unpacked: dict[str, tempfile.TemporaryDirectory[str]] = {}
_unpacking = Lock()


def _fonts_here(press: Press) -> Fonts:
    """The fonts as this machine sees them; what was sent is put down once a process, and goes when the process ends."""
    if not press.font_files:
        return press.fonts
    with _unpacking:
        if press.fonts.digest not in _unpacked:
            folder = tempfile.TemporaryDirectory(prefix="casebook-fonts-")
            for name, content in press.font_files.items():
                (Path(folder.name) / name).write_bytes(content)
            _unpacked[press.fonts.digest] = folder
        return replace(press.fonts, folder=Path(_unpacked[press.fonts.digest].name))


def render_job(job: Job, fonts: Fonts, site_url: str, longest: dict[str, Paper] | None = None) -> bytes:
    """The bytes of a job. `longest` keeps what fits of a paper from one format to the next.

    Raises GlyphMissing when no font has a character, TypesettingFault for a fault of ours.
    """
    if isinstance(job.paper, Workbook):
        from generator.render.xlsx import render_xlsx

        return render_xlsx(job.paper)
    if isinstance(job.paper, Quiz):
        from generator.render.gift import render_gift

        return render_gift(job.paper)
    if isinstance(job.paper, Deck):
        from generator.render.pptx import render_pptx

        return render_pptx(job.paper)
    if isinstance(job.paper, ChecklistForm):
        return _render_checklist(job.paper, job.format, fonts, site_url)
    done = {} if longest is None else longest
    if job.paper.path not in done:
        done[job.paper.path] = _fitted(job.paper, fonts, site_url)
    paper = done[job.paper.path]
    if job.format == "pdf":
        from generator.render.typst_pdf import render_pdf

        return render_pdf(paper, fonts, site_url)
    from generator.render.docx import render_docx

    return render_docx(paper, site_url, _pages(paper, fonts, site_url))


def _render_checklist(form: ChecklistForm, kind: str, fonts: Fonts, site_url: str) -> bytes:
    if kind == "pdf":
        from generator.render.typst_pdf import render_checklist_pdf

        return render_checklist_pdf(form, fonts, site_url)
    if kind == "xlsx":
        from generator.render.checklist_xlsx import render_checklist_xlsx

        return render_checklist_xlsx(form)
    from generator.render.docx import render_checklist_docx

    return render_checklist_docx(form, site_url)


def _fault(job: Job, what: str) -> Fault:
    return Fault(job.path, job.paper.source or job.path, job.paper.title, job.format, what)


def _fitted(paper: Paper, fonts: Fonts, site_url: str) -> Paper:
    """The paper as long as it may be: the PDF decides, and the Word file says the same."""
    if not paper.at_most:
        return paper
    from generator.render.typst_pdf import count_pages

    return fitted(paper, lambda version: count_pages(version, fonts, site_url))


def _pages(paper: Paper, fonts: Fonts, site_url: str) -> Mapping[str, int]:
    """On which page of the PDF each heading stands: what the table of contents in the Word file begins with."""
    if not paper.contents:
        return {}
    from generator.render.typst_pdf import heading_pages

    return heading_pages(paper, fonts, site_url)
