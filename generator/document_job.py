"""One document to make: what it is, and the work of the process that makes it.

The processes are started anew, so that they share no lock or thread with the build: this module imports little.
"""
from __future__ import annotations

import os
import signal
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from multiprocessing import parent_process
from pathlib import Path

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


def make_paper(jobs: Sequence[Job], fonts: Fonts, kept: Path, drafts: Path, site_url: str) -> tuple[Fault, ...]:
    """Make one paper in several formats, each moved to `kept` when it is whole; one that fails does not hide the others.

    Raises OSError when the disk fails: that would hit every document.
    """
    faults = []
    longest: dict[str, Paper] = {}
    for job in jobs:
        try:
            content = render_job(job, fonts, site_url, longest)
        except OSError:
            raise
        except GlyphMissing as missing:
            faults.append(_fault(job, f"{missing.what}。{missing.mend}"))
            continue
        except Exception as error:
            faults.append(_fault(job, f"程序出错 {type(error).__name__}：{error}"))
            continue
        draft = drafts / job.kept_name
        draft.write_bytes(content)
        os.replace(draft, kept / job.kept_name)
    return tuple(faults)


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


def end_with_parent() -> None:
    """Prepare a process of the pool: Ctrl-C is the parent's to obey, and when the parent is gone, this one goes too."""
    for number in (signal.SIGINT, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    threading.Thread(target=_wait_for_parent, daemon=True).start()


def _wait_for_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


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
