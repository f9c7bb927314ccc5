"""The pack of a teaching case: the documents that are printed already, under numbered names, as one zip an edition.

A student's zip takes only what declares itself a student's. Names stand below one ASCII folder and are marked UTF-8; the
same documents give the same bytes: entries in order, stored as they are (they are compressed inside), one date.
"""
from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from generator.know.catalogue import Catalogue
from generator.printing import Offers
from generator.render.office_zip import document_day
from generator.view.download_pages import Offer
from generator.view.lesson import Lesson, lessons, teacher_path, teaching_path
from generator.view.pack_list import (
    GUIDE,
    MANIFEST,
    GuideHead,
    PackEdition,
    guide_text,
    in_order,
    pack_label,
    pack_path,
    pack_row,
    stem,
)
from generator.view.shapes import Download
from generator.write import translated_os_errors
from generator.write_tree import write_tree

KIND, KIND_TITLE = "teaching-pack", "教学包"
EDITIONS: tuple[PackEdition, ...] = ("student", "teacher")


@dataclass(frozen=True)
class PackFile:
    """One file of a pack: its name there (below a folder, in a course), whose it is, its bytes."""

    name: str
    edition: str
    title: str
    content: bytes = field(repr=False)


def edition_files(files: Sequence[PackFile], edition: PackEdition) -> list[PackFile]:
    """What a pack of this edition holds: students get what is declared theirs and nothing else, teachers get all."""
    return [file for file in files if edition == "teacher" or file.edition == "student"]


def whole_pack(files: Sequence[PackFile], head: GuideHead, about: Mapping[str, Any]) -> dict[str, bytes]:
    """The files of a pack by name, first what tells of the others. Raises ValueError when two files claim one name."""
    found = {file.name: file.content for file in files}
    if len(found) != len(files):
        raise ValueError(f"two files of {head.title} claim one name")
    guide = "\ufeff" + guide_text(head, list(found))
    return {
        GUIDE: guide.replace("\n", "\r\n").encode(), MANIFEST: _manifest(files, head, about),
        **{name: found[name] for name in sorted(found)},
    }


def _manifest(files: Sequence[PackFile], head: GuideHead, about: Mapping[str, Any]) -> bytes:
    rows = [
        {
            "name": file.name, "title": file.title, "edition": file.edition, "size": len(file.content),
            "sha256": hashlib.sha256(file.content).hexdigest(),
        }
        for file in sorted(files, key=lambda file: file.name)
    ]
    whole = {**about, "title": head.title, "edition": head.edition, "version": head.version, "reviewed": head.reviewed, "files": rows}
    return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode()


def zip_pack(top: str, files: Mapping[str, bytes], reviewed: str) -> bytes:
    """The zip of these files, in their order, below the folder `top`; each entry bears the day of review."""
    day = document_day(reviewed)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(f"{top}/{name}", (day.year, day.month, day.day, 0, 0, 0))
            entry.create_system = 3  # Unix, whatever this machine is: the mode below is read as Unix's
            entry.external_attr = 0o100644 << 16
            archive.writestr(entry, content)
    return made.getvalue()


def lesson_head(lesson: Lesson, edition: str) -> GuideHead:
    """What the guide of a teaching case's pack says of the whole."""
    return GuideHead(lesson.title, edition, lesson.version, lesson.reviewed)


def lesson_zip(lesson: Lesson, files: Sequence[PackFile], edition: PackEdition) -> bytes:
    """The zip of a teaching case in an edition."""
    about = {"id": lesson.ref, "kind": "teaching"}
    return zip_pack(f"teaching-{lesson.id}", whole_pack(edition_files(files, edition), lesson_head(lesson, edition), about), lesson.reviewed)


def with_packs(root: Path, catalogue: Catalogue, offers: Offers) -> Offers:
    """These offers and, before the first document of a teaching case, the packs made of them, kept in build/.packs.

    A catalogue for students has no teacher's pack. Raises CasebookError as `write_tree`.
    """
    folder = root / "build" / ".packs"
    rows, contents = [], {}
    for taught in lessons(catalogue):
        lesson = taught.lesson
        with translated_os_errors(root / "build"):
            files = lesson_files(lesson, offers)
        for edition in EDITIONS:
            if not files or (edition == "teacher" and catalogue.students):
                continue
            path = pack_path(lesson.home, lesson.id, edition)
            kept = path.removeprefix("downloads/")
            contents[kept] = lesson_zip(lesson, files, edition)
            rows.append((_offer(catalogue, lesson, edition, len(contents[kept])), (folder / kept,)))
    write_tree(folder, contents)
    place = next((place for place, (offer, _) in enumerate(offers) if offer.kind.startswith("teaching-")), len(offers))
    return (*offers[:place], *rows, *offers[place:])


def lesson_files(lesson: Lesson, offers: Offers) -> list[PackFile]:
    """The printed documents of a teaching case, in the order of the pack."""
    found = dict(_lesson_files(lesson, offers))
    return [found[name] for name in in_order(list(found))]


def _lesson_files(lesson: Lesson, offers: Offers) -> Iterator[tuple[str, PackFile]]:
    start = f"downloads/{lesson.home}/teaching-{lesson.id}-"
    for offer, places in offers:
        for file, place in zip(offer.files, places, strict=True):
            if file.path.startswith(start) and "-" not in file.path.removeprefix(start):
                name = f"{file.label}{place.suffix}"
                if pack_row(name) is None:
                    raise ValueError(f"{file.path}: view/pack_list.py does not know {stem(name)}")
                yield name, PackFile(name, offer.edition, offer.title, place.read_bytes())


def _offer(catalogue: Catalogue, lesson: Lesson, edition: PackEdition, size: int) -> Offer:
    path = (teacher_path if edition == "teacher" else teaching_path)(lesson.home, lesson.id)
    label = pack_label(lesson.title, edition)
    file = Download(label, pack_path(lesson.home, lesson.id, edition), "压缩包", size=size)
    title = f"{lesson.title}（{'教师版' if edition == 'teacher' else '学员版'}）"
    home = lesson.home if lesson.home in catalogue.book.cases else ""
    return Offer(title, KIND, KIND_TITLE, home, path, (file,), edition)
