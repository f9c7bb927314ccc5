"""Whatever call of the disk fails in a command that writes: each file is the old one or the new one, whole."""
from __future__ import annotations

import errno
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from conftest import VALID

from generator.course_pack import refuse_changed
from generator.fmt import format_files
from generator.printing import save_jobs
from generator.publish import publishing
from generator.release import release_checklist
from generator.scaffold import write_scaffold
from generator.schema import write_schemas
from generator.usb import write_stick
from generator.write import translated_os_errors, write_file
from tests.faults.calls import disk_error, each_call_fails

ERRORS = {
    "E-DISK-FULL": disk_error(errno.ENOSPC), "E-READ-ONLY": disk_error(errno.EROFS), "MemoryError": lambda where: MemoryError(),
}
Case = tuple[Callable[[Path], None], Callable[[Path], object], int]
"""What lies there before, the command, and how many calls it has at least."""


@pytest.fixture
def place() -> Iterator[Path]:
    """A folder in memory, where there is such a disk: these tests write hundreds of times."""
    with tempfile.TemporaryDirectory(dir="/dev/shm" if os.access("/dev/shm", os.W_OK) else None) as folder:
        yield Path(folder)


def content(place: Path) -> None:
    shutil.copytree(VALID / "cases", place / "cases")


def untidy(place: Path) -> None:
    for name in ("a", "b"):
        (place / f"{name}.yaml").write_text("key:   value\n\n\n", "utf-8")


def tidy(place: Path) -> None:
    format_files(place, (place / "a.yaml", place / "b.yaml"))


def old_schemas(place: Path) -> None:
    write_schemas(place)
    for path in (place / "schemas").glob("*.json"):
        path.write_text("{}", "utf-8")


def built(place: Path) -> None:
    (place / "site" / "data").mkdir(parents=True)
    (place / "site" / "index.html").write_text("<p>", "utf-8")
    (place / "site" / "data" / "a.js").write_text("a", "utf-8")
    (place / "stick.zip").write_bytes(b"old")


def printed(place: Path) -> None:
    (place / "kept").write_text("new", "utf-8")
    (place / "out").mkdir()
    (place / "out" / "guide.pdf").write_text("old", "utf-8")


def packed(place: Path) -> None:
    (place / "packs").mkdir()


def pack(place: Path) -> None:
    """How `casebook pack` writes what it made."""
    target = place / "packs" / "course"
    refuse_changed(target)
    with publishing(target, mark="a.pdf") as staging:
        for name in ("a.pdf", "第1讲/b.docx"):
            write_file(staging / name, b"content", root=staging)


CASES: dict[str, Case] = {
    "fmt": (untidy, tidy, 10),
    "release": (content, lambda place: release_checklist(place, "demo"), 5),
    "new": (content, lambda place: write_scaffold(place, "practice", "demo/xin-zuofa", date(2026, 1, 5)), 5),
    "schema": (old_schemas, write_schemas, 10),
    "usb": (built, lambda place: write_stick(place / "site", place / "stick.zip", datetime(2026, 1, 5, tzinfo=UTC), "1"), 5),
    "print": (printed, lambda place: save_jobs(place / "out", {"demo/guide.pdf": place / "kept", "demo/brief.pdf": place / "kept"}), 8),
    "pack": (packed, pack, 15),
}


SLOW = {"release", "new", "schema"}  # each reads a casebook, or makes every schema, for every failing call
LONG = [(name, code) for name in CASES for code in ERRORS if name in SLOW or code != "E-DISK-FULL"]
QUICK = [(name, "E-DISK-FULL") for name in CASES if name not in SLOW]


@pytest.mark.parametrize(("name", "code"), [*QUICK, *(pytest.param(*case, marks=pytest.mark.long) for case in LONG)])
def test_each_failing_call_leaves_whole_files(name: str, code: str, place: Path) -> None:
    prepare, command, least = CASES[name]

    def before() -> None:
        for path in place.iterdir():
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        prepare(place)

    def is_aside(path: str) -> bool:
        return path.startswith(("build/", "packs/.course."))  # what the next run uses or sweeps

    told, tried = each_call_fails(place, before, lambda: command(place), ERRORS[code], is_aside)
    assert told <= {code, "E-READ"}  # a content file that cannot be opened is told as such
    assert code in told
    assert tried >= least


def test_a_careless_writer_is_found(place: Path) -> None:
    path = place / "a.txt"

    def write_in_place() -> None:
        with translated_os_errors(place):
            descriptor = os.open(path, os.O_WRONLY | os.O_TRUNC)
            try:
                os.write(descriptor, b"new")
            finally:
                os.close(descriptor)

    with pytest.raises(AssertionError, match=r"call 2: a\.txt is neither the old nor the new one"):
        each_call_fails(place, lambda: write_bytes(path, b"old"), write_in_place, disk_error(errno.ENOSPC))


def test_what_a_writer_leaves_behind_is_found(place: Path) -> None:
    path = place / "a.txt"

    def leave_draft() -> None:
        with translated_os_errors(place):
            write_bytes(place / "draft.txt", b"")
            os.replace(place / "draft.txt", path)

    with pytest.raises(AssertionError, match=r"call 1: draft\.txt is neither"):
        each_call_fails(place, lambda: write_bytes(path, b"old"), leave_draft, disk_error(errno.ENOSPC))


def write_bytes(path: Path, content: bytes) -> None:
    path.write_bytes(content)
