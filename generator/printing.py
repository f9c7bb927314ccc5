"""Papers and workbooks → files: each is made once, kept under a hash of all that decided it; the work is shared out.

The clock of a document is the newest day of review of what it says, so that a commit elsewhere changes no document.
"""
from __future__ import annotations

import os
import secrets
import shutil
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from itertools import groupby
from pathlib import Path

from generator import __version__
from generator.checking import check_casebook, no_cases, refuse_errors
from generator.clock import read_clock
from generator.document_job import Fault, Job, Press, make_paper
from generator.document_key import make_jobs
from generator.executor import Executor, InThisProcess, LocalProcesses, WorkLost
from generator.fonts import Fonts, read_fonts
from generator.know.catalogue import Catalogue
from generator.model.problem import CasebookError
from generator.papers import PAPERS, PaperOutput, Printable, find_papers, site_papers
from generator.site_address import site_address
from generator.view.checklist_sheet import checklist_path
from generator.view.download_pages import Offer
from generator.view.paper import ChecklistForm
from generator.view.papers.checklist_form import form_title
from generator.view.quiz import Quiz
from generator.view.shapes import Download
from generator.write import make_folder, translated_os_errors, write_file

Say = Callable[[str], None]
Offers = tuple[tuple[Offer, tuple[Path, ...]], ...]
"""What pages may offer, each with its kept files."""

PROCESSES = 2
FORMAT_TITLE = {"pdf": "PDF", "docx": "Word", "xlsx": "Excel", "txt": "Moodle", "pptx": "幻灯片"}
_ZIP_END = b"PK\x05\x06"
_ENDS = {"pdf": b"%%EOF", "docx": _ZIP_END, "xlsx": _ZIP_END, "pptx": _ZIP_END, "txt": "题库完".encode()}
"""What stands near the end of a whole file."""
_TAIL = 128
_DRAFTS = "drafts-"
_DRAFTS_SECONDS = 600.0  # a folder of drafts that nothing was written to for so long is a killed build's


def print_documents(
    root: Path, catalogue: Catalogue, site_url: str = "", say: Say = lambda stage: None, executor: Executor | None = None
) -> Offers:
    """Make every document of the table of papers; return what pages may offer, each with its kept files.

    `executor` does the work, two processes without it. What no paper uses any more is no longer kept. Raises
    CasebookError as `print_jobs`.
    """
    fonts = _fonts(root)
    rows = [
        (row, make_jobs(paper, row.formats, fonts, site_url)) for row in PAPERS for paper in site_papers(row, catalogue)
    ]
    places = print_jobs(root, [job for _, jobs in rows for job in jobs], fonts, site_url, say, executor)
    sweep(root, places.values())
    return tuple((_offer(catalogue, row, jobs, places), tuple(places[job.path] for job in jobs)) for row, jobs in rows)


def print_some(
    root: Path, kind: str, ref: str, form: str | None, folder: Path, say: Say, executor: Executor | None = None
) -> list[Path]:
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
    fonts, address = _fonts(root), site_address()
    jobs = [job for paper in papers for job in make_jobs(paper, forms, fonts, address)]
    return save_jobs(folder, print_jobs(root, jobs, fonts, address, say, executor))


def place_downloads(site: Path, offers: Offers) -> None:
    """Copy these documents to where the pages of the built site look for them.

    They do not go through docs/: mkdocs would look at each of them for nothing.
    """
    with translated_os_errors(site):
        for offer, kept in offers:
            for file, source in zip(offer.files, kept, strict=True):
                make_folder((site / file.path).parent)
                shutil.copyfile(source, site / file.path)


def print_jobs(
    root: Path, jobs: Sequence[Job], fonts: Fonts, site_url: str = "", say: Say = lambda stage: None,
    executor: Executor | None = None,
) -> dict[str, Path]:
    """Make what is not kept yet; return the kept file of every job by its path below downloads/.

    Raises CasebookError E-PRINT that names each document that failed, after all others were made and kept; the codes
    of `translated_os_errors` when the folder of kept documents cannot be written; E-SCHEDULER from a cluster.
    """
    kept = _kept(root)
    places = {job.path: kept / job.kept_name for job in jobs}
    if len(places) != len(jobs):
        raise ValueError("two documents claim one path")
    with translated_os_errors(kept):
        make_folder(kept)
        missing = [job for job in jobs if not _is_whole(places[job.path])]
        faults = _make(missing, Press(fonts, site_url), kept, say, executor or _local()) if missing else ()
    if faults:
        raise _refused(faults, len(jobs))
    return places


def save_jobs(folder: Path, places: Mapping[str, Path]) -> list[Path]:
    """Copy finished documents into a folder of the user's; returns the files.

    They lie flat in it, or as below downloads/ where two would have one name. Raises CasebookError as `write_file`.
    """
    base = Path(os.path.abspath(folder))
    flat = len({Path(path).name for path in places}) == len(places)
    saved = []
    for path, kept in places.items():
        target = base / (Path(path).name if flat else path)
        with translated_os_errors(base):
            content = kept.read_bytes()
        write_file(target, content)
        saved.append(folder / target.relative_to(base))
    return saved


def sweep(root: Path, used: Iterable[Path]) -> None:
    """Delete kept documents that no job of a whole build uses, and drafts that a killed build left."""
    wanted, oldest = set(used), time.time() - _DRAFTS_SECONDS
    with translated_os_errors(_kept(root)):
        for path in _kept(root).iterdir():
            if path.is_dir():
                if path.name.startswith(_DRAFTS) and path.stat().st_mtime < oldest:
                    shutil.rmtree(path, ignore_errors=True)
            elif path not in wanted:
                path.unlink(missing_ok=True)


def _fonts(root: Path) -> Fonts:
    with translated_os_errors(root / "build"):
        return read_fonts(root)


def _kept(root: Path) -> Path:
    return root / "build" / ".documents"


def _is_whole(path: Path) -> bool:
    """Whether a document is kept with its end: a power cut may have left a name without its bytes."""
    try:
        with path.open("rb") as file:
            file.seek(max(0, path.stat().st_size - _TAIL))
            return _ENDS[path.suffix[1:]] in file.read()
    except FileNotFoundError:
        return False


def _local() -> Executor:
    return LocalProcesses(PROCESSES) if PROCESSES > 1 else InThisProcess()


def _make(jobs: Sequence[Job], press: Press, kept: Path, say: Say, executor: Executor) -> tuple[Fault, ...]:
    """Make these documents, all formats of a paper together; this process alone writes them."""
    papers = [tuple(same) for _, same in groupby(jobs, key=lambda job: id(job.paper))]
    if not executor.same_machine:
        files = {path.name: path.read_bytes() for path in sorted(press.fonts.folder.glob("*.?tf"))}
        press = replace(press, font_files=files)
    drafts = kept / f"{_DRAFTS}{secrets.token_hex(4)}"
    drafts.mkdir()
    faults, done = [], 0
    try:
        with closing(executor.run(make_paper, press, papers)) as results:
            for index, made in results:
                for job, content in zip(papers[index], made, strict=True):
                    if isinstance(content, Fault):
                        faults.append(content)
                    else:
                        draft = drafts / job.kept_name
                        draft.write_bytes(content)
                        os.replace(draft, kept / job.kept_name)
                done += len(made)
                say(f"做文档 {done}/{len(jobs)}")
    except WorkLost as lost:
        what = "做文档的程序被系统中途结束，多半是内存不够；没有留下写了一半的文件"
        raise CasebookError("E-PRINT", what, "关掉别的程序后再运行一次，已做好的不会重做") from lost
    finally:
        shutil.rmtree(drafts, ignore_errors=True)
    order = {job.path: place for place, job in enumerate(jobs)}
    return tuple(sorted(faults, key=lambda fault: order[fault.path]))


def _refused(faults: Sequence[Fault], total: int) -> CasebookError:
    lines = "\n".join(f"  {fault.source}（{fault.title}，{FORMAT_TITLE[fault.format]}）：{fault.what}" for fault in faults[:40])
    more = f"\n  另有 {len(faults) - 40} 份" if len(faults) > 40 else ""
    what = f"{len(faults)} 份文档没有做成，其余 {total - len(faults)} 份已做好：\n{lines}{more}"
    return CasebookError("E-PRINT", what, "照上面的话改正内容后再运行；内容没有问题时，请报告这个错误")


def edition_of(row: PaperOutput, paper: Printable) -> str:
    """Whose a paper for teaching is: student, teacher; empty for every other paper."""
    said = "" if isinstance(paper, ChecklistForm | Quiz) else paper.edition
    return "teacher" if row.teacher else said


def _offer(catalogue: Catalogue, row: PaperOutput, jobs: Sequence[Job], places: Mapping[str, Path]) -> Offer:
    paper = jobs[0].paper
    files = tuple(
        Download(paper.name, f"downloads/{job.path}", FORMAT_TITLE[job.format], size=places[job.path].stat().st_size)
        for job in jobs
    )
    home = paper.path.split("/")[0]
    title, web = paper.title, paper.web
    if isinstance(paper, ChecklistForm):
        title, web = form_title(paper), checklist_path(paper.sheet.home, paper.sheet.id) if paper.newest else ""
    return Offer(title, row.name, row.title, home if home in catalogue.book.cases else "", web, files, edition_of(row, paper))
