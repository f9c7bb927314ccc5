"""Papers and workbooks → files: each is made once, kept under a hash of all that decided it, and made by two processes.

The clock of a document is the newest day of review of what it says, so that a commit elsewhere changes no document.
"""
from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib.metadata import version
from pathlib import Path

from generator import __version__
from generator.checking import check_casebook, no_cases, refuse_errors
from generator.clock import read_clock
from generator.fonts import Fonts, read_fonts
from generator.know.catalogue import Catalogue
from generator.model.problem import CasebookError
from generator.papers import PAPERS, PaperOutput, find_papers
from generator.render.typst_faces import GlyphMissing
from generator.site_address import site_address
from generator.view.download_pages import Offer
from generator.view.paper import Paper, Workbook
from generator.view.paper_fit import fitted
from generator.view.shapes import Download
from generator.write import write_tree

Say = Callable[[str], None]
PROCESSES = 2
_HERE = Path(__file__).parent
_DECIDED_BY = {
    "pdf": (("fonts.py", "render/typst", "render/templates/typst"), ("typst", "segno")),
    "docx": (("render/docx", "render/office_zip.py"), ("python-docx", "segno")),
    "xlsx": (("render/xlsx.py", "render/office_zip.py"), ("XlsxWriter",)),
}
"""What decides the bytes of a format besides the paper: sources below generator/ (files or name beginnings), packages."""
_CHUNK = 4  # documents a process takes at a time: enough to save trips, few enough to end together


@dataclass(frozen=True)
class Job:
    """One document to make in one format; `key` names the bytes it will have."""

    paper: Paper | Workbook
    format: str
    key: str

    @property
    def path(self) -> str:
        """Its place below downloads/."""
        return f"{self.paper.path}.{self.format}"


@dataclass(frozen=True)
class Fault:
    """A document that could not be made."""

    job: Job
    what: str


FORMAT_TITLE = {"pdf": "PDF", "docx": "Word", "xlsx": "Excel"}


def print_documents(
    root: Path, catalogue: Catalogue, site_url: str = "", say: Say = lambda stage: None
) -> tuple[tuple[Offer, tuple[Path, ...]], ...]:
    """Make every document of the table of papers; return what pages may offer, each with its kept files.

    What no paper uses any more is no longer kept. Raises CasebookError E-PRINT as `print_jobs`.
    """
    fonts = read_fonts(root)
    rows = [
        (row, [make_job(paper, form, fonts, site_url) for form in row.formats])
        for row in PAPERS for paper in row.papers(catalogue)
    ]
    places = print_jobs(root, [job for _, jobs in rows for job in jobs], site_url, say)
    sweep(root, places.values())
    return tuple((_offer(catalogue, row, jobs, places), tuple(places[job.path] for job in jobs)) for row, jobs in rows)


def print_some(root: Path, kind: str, ref: str, form: str | None, folder: Path, say: Say) -> list[Path]:
    """Make the papers of a kind that an id names and save them in a folder of the user's; returns the files.

    Raises CasebookError E-PAPER for what there is not, ContentRefused, and as `print_jobs`.
    """
    say("检查内容")
    book, problems = check_casebook(root)
    refuse_errors(problems)
    if book is None or not book.cases:
        raise no_cases()
    row, papers = find_papers(Catalogue(book, __version__, read_clock(root).date().isoformat()), kind, ref)
    forms = [name for name in row.formats if form in (None, name)]
    if not forms:
        raise CasebookError("E-PAPER", f"{row.title}没有 {form} 格式", f"可以用 {'、'.join(row.formats)}", status=2)
    fonts, address = read_fonts(root), site_address()
    return save_jobs(folder, print_jobs(root, [make_job(paper, name, fonts, address) for paper in papers for name in forms], address, say))


def _offer(catalogue: Catalogue, row: PaperOutput, jobs: Sequence[Job], places: Mapping[str, Path]) -> Offer:
    paper = jobs[0].paper
    files = tuple(
        Download(paper.name, f"downloads/{job.path}", FORMAT_TITLE[job.format], size=places[job.path].stat().st_size) for job in jobs
    )
    home = paper.path.split("/")[0]
    return Offer(paper.title, row.name, row.title, home if home in catalogue.book.cases else "", paper.web, files)


def write_downloads(root: Path, offers: Iterable[tuple[Offer, tuple[Path, ...]]]) -> None:
    """Write docs/downloads: exactly these documents."""
    files = {
        file.path.removeprefix("downloads/"): kept.read_bytes()
        for offer, places in offers for file, kept in zip(offer.files, places, strict=True)
    }
    write_tree(root / "docs" / "downloads", files)


def make_job(paper: Paper | Workbook, form: str, fonts: Fonts, site_url: str) -> Job:
    """The job of a paper in a format, with its key."""
    decided = (repr(paper), form, _program(form), fonts.digest if form == "pdf" else "", site_url)
    return Job(paper, form, hashlib.sha256("\0".join(decided).encode()).hexdigest()[:40])


def print_jobs(root: Path, jobs: Sequence[Job], site_url: str = "", say: Say = lambda stage: None) -> dict[str, Path]:
    """Make what is not kept yet; return the kept file of every job by its path below downloads/.

    Raises CasebookError E-PRINT that names each document that failed, after all others were made and kept.
    """
    kept = root / "build" / ".documents"
    kept.mkdir(parents=True, exist_ok=True)
    places = {job.path: kept / f"{job.key}.{job.format}" for job in jobs}
    if len(places) != len(jobs):
        raise ValueError("two documents claim one path")
    missing = [job for job in jobs if not places[job.path].is_file()]
    faults = _make(root, missing, kept, site_url, say) if missing else ()
    if faults:
        lines = "\n".join(f"  {fault.job.paper.source or fault.job.path}（{fault.job.paper.title}，{fault.job.format}）：{fault.what}"
                          for fault in faults[:40])
        raise CasebookError("E-PRINT", f"{len(faults)} 份文档没有做成，其余 {len(jobs) - len(faults)} 份已做好：\n{lines}",
                            "照上面的话改正内容后再运行；内容没有问题时，请报告这个错误")
    return places


def sweep(root: Path, used: Iterable[Path]) -> None:
    """Delete kept documents that no job of a whole build uses."""
    wanted = set(used)
    for path in (root / "build" / ".documents").glob("*"):
        if path.is_file() and path not in wanted:
            path.unlink(missing_ok=True)


def _make(root: Path, jobs: Sequence[Job], kept: Path, site_url: str, say: Say) -> tuple[Fault, ...]:
    fonts = read_fonts(root)
    chunks = [jobs[start:start + _CHUNK] for start in range(0, len(jobs), _CHUNK)]
    faults: list[Fault] = []
    done = 0
    with tempfile.TemporaryDirectory(dir=kept) as drafts:
        if len(chunks) == 1:
            return _make_some(chunks[0], fonts, kept, Path(drafts), site_url)
        pool = ProcessPoolExecutor(max_workers=PROCESSES)
        try:
            waiting: dict[Future[tuple[Fault, ...]], int] = {
                pool.submit(_make_some, chunk, fonts, kept, Path(drafts), site_url): len(chunk) for chunk in chunks
            }
            for finished in as_completed(waiting):
                faults += finished.result()
                done += waiting[finished]
                say(f"做文档 {done}/{len(jobs)}")
        finally:
            pool.shutdown(wait=True, cancel_futures=True)
    order = {job.path: place for place, job in enumerate(jobs)}
    return tuple(sorted(faults, key=lambda fault: order[fault.job.path]))


def _make_some(jobs: Sequence[Job], fonts: Fonts, kept: Path, drafts: Path, site_url: str) -> tuple[Fault, ...]:
    """Make several documents in this process; a document that fails does not hide the others."""
    faults = []
    for job in jobs:
        try:
            content = render_job(job, fonts, site_url)
        except (CasebookError, OSError):
            raise  # the machine's fault: it would hit every document
        except GlyphMissing as missing:
            faults.append(Fault(job, f"{missing.what}。{missing.mend}"))
            continue
        except Exception as error:
            faults.append(Fault(job, f"程序出错 {type(error).__name__}：{error}"))
            continue
        draft = drafts / f"{job.key}.{job.format}"
        draft.write_bytes(content)
        os.replace(draft, kept / draft.name)
    return tuple(faults)


def render_job(job: Job, fonts: Fonts, site_url: str) -> bytes:
    """The bytes of a job. Raises CasebookError with status 2 when its text cannot be set."""
    if isinstance(job.paper, Workbook):
        from generator.render.xlsx import render_xlsx

        return render_xlsx(job.paper)
    paper = _fitted(job.paper, fonts, site_url)
    if job.format == "pdf":
        from generator.render.typst_pdf import render_pdf

        return render_pdf(paper, fonts, site_url)
    from generator.render.docx import render_docx

    return render_docx(paper, site_url, _pages(paper, fonts, site_url))


@lru_cache(maxsize=_CHUNK)
def _fitted(paper: Paper, fonts: Fonts, site_url: str) -> Paper:
    """The paper as long as it may be: the PDF decides, and the Word file says the same. Its formats follow each other."""
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


def save_jobs(folder: Path, places: Mapping[str, Path]) -> list[Path]:
    """Copy finished documents into a folder of the user's, flat, under their paths' last parts; returns the files."""
    folder.mkdir(parents=True, exist_ok=True)
    saved = []
    for path, kept in places.items():
        target = folder / Path(path).name
        draft = target.with_name(f".{target.name}.draft")
        try:
            shutil.copyfile(kept, draft)
            os.replace(draft, target)
        finally:
            draft.unlink(missing_ok=True)
        saved.append(target)
    return saved


def dated(paper: Paper | Workbook, day: str) -> Paper | Workbook:
    """The paper with a day of review, when its records gave none."""
    return paper if paper.reviewed else replace(paper, reviewed=day)


@cache
def _program(form: str) -> str:
    """A hash of the sources and package versions that decide a format."""
    names, packages = _DECIDED_BY[form]
    digest = hashlib.sha256(" ".join(f"{name}={version(name)}" for name in packages).encode())
    for path in sorted(_HERE.rglob("*")):
        name = path.relative_to(_HERE).as_posix()
        if path.is_file() and path.suffix != ".pyc" and name.startswith((*names, "view/paper.py", "view/shapes.py")):
            digest.update(name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()
