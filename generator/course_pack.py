"""`casebook pack`: a course file from anywhere → one folder with a folder a unit, the course's papers and a zip an edition.

The folder appears whole or not at all. What somebody has changed in an earlier one is never written over.
"""
from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from generator import __version__
from generator.checking import check_course
from generator.clock import read_clock
from generator.document_key import make_jobs
from generator.executor import Executor
from generator.fonts import read_fonts
from generator.know.catalogue import Catalogue
from generator.know.checklists import COMMON
from generator.model.casebook import Casebook
from generator.model.problem import CasebookError
from generator.model.teaching import Course, TeachingCase
from generator.pack import EDITIONS, PackFile, edition_files, whole_pack, zip_pack
from generator.papers import PAPERS, Printable
from generator.pipeline import read_edition
from generator.printing import edition_of, print_jobs
from generator.publish import publishing
from generator.site_address import site_address
from generator.view.lesson import lessons
from generator.view.pack_list import EDITION_NAME, GUIDE, MANIFEST, SCHEDULE, GuideHead, pack_row
from generator.view.papers.course_paper import papers_of, unit_folder
from generator.write import list_entries, shown, translated_os_errors, write_file

Say = Callable[[str], None]
_MARK = f"{SCHEDULE}.pdf"
"""By this file a folder is known as the pack of a course."""
_FORMATS = ("docx", "pdf")
_OWN = {MANIFEST, GUIDE}


def pack_course(
    root: Path, course_file: Path, out: Path, say: Say = lambda stage: None, executor: Executor | None = None
) -> tuple[Path, list[str]]:
    """Make the pack of a course below `out`; returns its folder and the names of the files in it.

    `executor` makes the documents, else processes of this machine. EDITION=student in the environment leaves out what is
    the teacher's. Raises ContentRefused for a course or a casebook with errors, CasebookError E-FOREIGN when the folder
    holds what is not ours or was changed, and as `print_jobs`.
    """
    students = read_edition()
    say("检查课程")
    book, course = check_course(root, course_file, course_file.as_posix())
    target = Path(os.path.abspath(out)) / course.id
    refuse_changed(target)
    catalogue = Catalogue(_only_taught(book, course), __version__, read_clock(root).date().isoformat(), students)
    files = course_files(root, catalogue, course, say, executor)
    say("写出课程包")
    whole = course_pack(catalogue, course, files)
    with publishing(target, mark=_MARK) as staging:
        for name, content in whole.items():
            write_file(staging / name, content, root=staging)
        refuse_changed(target)
    return out / course.id, list(whole)


def _only_taught(book: Casebook, course: Course) -> Casebook:
    """The casebook with no teaching case but those of the course: papers of the others need not be thought of."""
    named = {unit.teaching for unit in course.units}

    def kept(home: str, shelf: Mapping[str, TeachingCase]) -> dict[str, TeachingCase]:
        return {name: case for name, case in shelf.items() if f"{home}/{name}" in named}

    cases = {name: replace(folder, teaching=kept(name, folder.teaching)) for name, folder in book.cases.items()}
    return replace(book, cases=cases, teaching=kept(COMMON, book.teaching))


def course_files(
    root: Path, catalogue: Catalogue, course: Course, say: Say, executor: Executor | None = None
) -> list[PackFile]:
    """Every document of a course, printed now where it is not kept: the course's own, then unit by unit."""
    wanted = _wanted(catalogue, course)
    with translated_os_errors(root / "build"):
        fonts = read_fonts(root)
    address = site_address()
    jobs = {
        id(paper): make_jobs(paper, formats, fonts, address) for paper, formats, _, _ in _once(wanted)
    }
    places = print_jobs(root, [job for made in jobs.values() for job in made], fonts, address, say, executor)
    files = []
    with translated_os_errors(root / "build"):
        for paper, _, edition, name in wanted:
            for job in jobs[id(paper)]:
                files.append(PackFile(f"{name}.{job.format}", edition, paper.title, places[job.path].read_bytes()))
    return files


_Wanted = tuple[Printable, Sequence[str], str, str]
"""A paper, its formats, whose it is, and its name in the pack, with its folder, without suffix."""


def _once(wanted: Sequence[_Wanted]) -> list[_Wanted]:
    """Each paper once: a course may come back to a teaching case."""
    return list({id(row[0]): row for row in wanted}.values())


def _wanted(catalogue: Catalogue, course: Course) -> list[_Wanted]:
    rows: list[_Wanted] = [
        (paper, _FORMATS, paper.edition, name)
        for paper, name in zip(papers_of(catalogue, course), (SCHEDULE, f"{SCHEDULE}_{EDITION_NAME['teacher']}"), strict=True)
    ]
    titles = {taught.lesson.ref: (taught.lesson.home, taught.lesson.id, taught.lesson.title) for taught in lessons(catalogue)}
    by_start: dict[str, list[tuple[Printable, Sequence[str], str]]] = {}
    for row in PAPERS:
        if row.name.startswith("teaching-"):
            for paper in row.papers(catalogue):
                by_start.setdefault(paper.path.rpartition("-")[0], []).append((paper, row.formats, edition_of(row, paper)))
    for number, unit in enumerate(course.units, 1):
        home, teaching_id, title = titles[unit.teaching]
        folder = unit_folder(number, title)
        rows += [(*found, f"{folder}/{found[0].name}") for found in by_start[f"{home}/teaching-{teaching_id}"]]
    unknown = [name for *_, name in rows if pack_row(name) is None]
    if unknown:
        raise ValueError(f"view/pack_list.py does not know {unknown}")
    return [row for row in rows if row[2] == "student" or not catalogue.students]


def course_pack(catalogue: Catalogue, course: Course, files: Sequence[PackFile]) -> dict[str, bytes]:
    """Every file of the folder by its name there, the zips too."""
    about: Mapping[str, Any] = {"id": course.id, "kind": "course", "minutes": course.minutes}
    zips = {}
    for edition in EDITIONS:
        if edition == "teacher" and catalogue.students:
            continue
        inside = whole_pack(edition_files(files, edition), _head(course, edition, files), about)
        zips[f"{course.id}_{EDITION_NAME[edition]}.zip"] = zip_pack(f"course-{course.id}", inside, course.reviewed)
    whole = whole_pack(files, _head(course, "student" if catalogue.students else "", files), {**about, "zips": _hashes(zips)})
    return {**whole, **zips}


def _head(course: Course, edition: str, files: Sequence[PackFile]) -> GuideHead:
    folders = tuple(dict.fromkeys(file.name.partition("/")[0] for file in files if "/" in file.name))
    return GuideHead(course.title, edition, __version__, course.reviewed, folders)


def _hashes(files: Mapping[str, bytes]) -> dict[str, str]:
    return {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}


def refuse_changed(target: Path) -> None:
    """Raise CasebookError E-FOREIGN when an earlier pack at `target` holds a file that was changed or added since."""
    if not (target / MANIFEST).is_file():
        return  # nothing there, or nothing of ours: `publishing` judges that
    with translated_os_errors(target):
        known = _recorded((target / MANIFEST).read_bytes())
        entries = (Path(entry.path) for entry in list_entries(target) if entry.is_file(follow_symlinks=False))
        found = {path.relative_to(target).as_posix(): path for path in entries if path.name not in _OWN}
        changed = sorted(
            name for name, path in found.items() if known.get(name) != hashlib.sha256(path.read_bytes()).hexdigest()
        )
    if changed:
        named = "、".join(f"“{shown(name)}”" for name in changed[:3]) + ("等" if len(changed) > 3 else "")
        what = f"「{shown(target, 1000)}」里有 {len(changed)} 个文件改过或不是这里做的：{named}，没有动它们"
        raise CasebookError("E-FOREIGN", what, "把这个文件夹改名留着，再运行一次；或用 -o 写到别的文件夹")


def _recorded(manifest: bytes) -> dict[str, str]:
    """The hashes that a manifest records; none when it is no manifest of a course."""
    try:
        said = json.loads(manifest)
        return {**{row["name"]: row["sha256"] for row in said["files"]}, **said["zips"]}
    except (ValueError, KeyError, TypeError):
        return {}
