"""Files of a folder → rows of the ledger: each is read once, by a process of its own kind, and kept byte for byte."""
from __future__ import annotations

import hashlib
import os
import stat
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from generator.collect_ledger import Row
from generator.collect_shared import read_shared
from generator.collect_store import Store
from generator.executor import Executor
from generator.model.limits import BATCH_BYTES, BATCH_FILES, RETURN_FILE_BYTES
from generator.model.problem import CasebookError, reason_of
from generator.model.returned import Return
from generator.read.returned_known import Known
from generator.read.returned_process import ReadingLimits, read_returns
from generator.read.returned_reading import Reading
from generator.write import shown

AGAIN = {"R-VERSION", "R-TEMPLATE", "R-SLOW"}
"""Refusals that another day may not repeat: a checklist came out since, the machine was busy."""

_BLOCK = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Skipped:
    """What was not taken in, and why."""

    name: str
    why: str


@dataclass(frozen=True, slots=True)
class Found:
    """A file to look at: its place, and its name relative to the folder."""

    path: Path
    name: str


def find_files(folder: Path, out: Path) -> tuple[list[Found], list[Skipped]]:
    """Every file below `folder` in order of name, without `out`. Links are not followed, other things are no files: told.

    Raises CasebookError E-COLLECT when the folder is none or lies in `out`.
    """
    base, own = Path(os.path.realpath(folder)), Path(os.path.realpath(out))
    if not base.is_dir():
        raise CasebookError("E-COLLECT", f"没有文件夹「{shown(folder, 1000)}」", "写明放着收回来的表的文件夹", status=2)
    if base == own or own in base.parents:
        raise CasebookError("E-COLLECT", "收件的文件夹不能就是 -o 的文件夹，也不能在它里面", "把收回来的表放在另一个文件夹", status=2)
    files: list[Found] = []
    skipped: list[Skipped] = []
    _walk(base, base, own, files, skipped)
    return files, skipped


def _walk(folder: Path, base: Path, own: Path, files: list[Found], skipped: list[Skipped]) -> None:
    try:
        with os.scandir(folder) as listing:
            entries = sorted(listing, key=lambda entry: entry.name)
    except OSError as error:
        skipped.append(Skipped(_name(folder, base), f"这个文件夹读不了：{reason_of(error.errno)}"))
        return
    for entry in entries:
        path = Path(entry.path)
        if entry.is_symlink():
            skipped.append(Skipped(_name(path, base), "是快捷方式（符号链接），没有跟过去"))
        elif entry.is_dir(follow_symlinks=False):
            if path != own:
                _walk(path, base, own, files, skipped)
        elif entry.is_file(follow_symlinks=False):
            files.append(Found(path, _name(path, base)))
        else:
            skipped.append(Skipped(_name(path, base), "不是普通文件"))


def _name(path: Path, base: Path) -> str:
    """The name as text, also when its bytes are none (a file that came from a GBK machine)."""
    return os.fsencode(path.relative_to(base).as_posix()).decode("utf-8", "backslashreplace")


def take_in(
    store: Store, files: Iterable[Found], known: Known, batch: int, workers: int, say: Callable[[int], None] = lambda count: None,
    executor: Executor | None = None,
) -> tuple[tuple[Row, ...], frozenset[tuple[str, str]], list[Skipped]]:
    """All rows of the ledger with these files added, name and SHA-256 of every file met, and what found no room.

    `executor` reads them, else `workers` processes of this machine. A file that is there with the same name and bytes
    changes nothing. Raises the codes of `write_file` and of `read_returns` or `read_shared`.
    """
    taking = _Taking(store, known, batch)
    unread = taking.unread(files)
    readings = read_shared(unread, known, executor) if executor else read_returns(unread, known, ReadingLimits(workers))
    for count, reading in enumerate(readings, 1):
        taking.put(reading)
        say(count)
    return tuple(taking.rows.values()), frozenset(taking.met), taking.skipped


class _Taking:
    """One run: files go out to be read, and come back in the same order."""

    def __init__(self, store: Store, known: Known, batch: int) -> None:
        self.rows: dict[tuple[str, str], Row] = {(row.name, row.sha256): row for row in store.ledger.files}
        self.met: list[tuple[str, str]] = []
        self.skipped: list[Skipped] = []
        self._read = {row.sha256: row for row in store.ledger.files if row.code not in AGAIN}
        self._store, self._known, self._batch = store, known, batch
        self._waiting: deque[Row] = deque()
        self._count = self._bytes = 0

    def unread(self, files: Iterable[Found]) -> Iterator[tuple[str, bytes]]:
        """Name and bytes of each file that must be read; the others are settled here."""
        for file in files:
            try:
                content, digest, size = _load(file.path)
            except OSError as error:
                self.skipped.append(Skipped(file.name, f"读不了：{reason_of(error.errno)}"))
                continue
            key = (file.name, digest)
            there = self.rows.get(key)
            if there is None and (self._count >= BATCH_FILES or self._bytes + size > BATCH_BYTES):
                self.skipped.append(Skipped(file.name, f"一次最多收 {BATCH_FILES:,} 个文件、2 GB，这个没有收；再运行一次就会收"))
                continue
            self.met.append(key)
            if content is not None:
                self._store.keep(content, digest)  # also when it is there: what was lost is healed
            if there is not None and there.code not in AGAIN:
                continue
            if there is None:
                self._count, self._bytes = self._count + 1, self._bytes + size
            fresh = there or Row(file.name, digest, size, self._batch, content is not None)
            if content is None:
                self.rows[key] = replace(fresh, code="R-SIZE")
            elif digest in self._read:
                twin = self._read[digest]
                self.rows[key] = replace(twin, name=file.name, batch=self._batch)
            else:
                self.rows[key] = fresh  # its place in the order; what was read comes when it was
                self._waiting.append(fresh)
                yield file.name, content

    def put(self, reading: Reading) -> None:
        """What the reader said of the file that has waited longest."""
        row = self._waiting.popleft()
        self.rows[row.name, row.sha256] = replace(
            row, code=reading.code, where=reading.where, detail=reading.detail, notes=reading.notes, returned=reading.returned,
            fingerprint=self._fingerprint(reading.returned),
        )

    def _fingerprint(self, returned: Return | None) -> str:
        if returned is None:
            return ""
        return next(one.fingerprint for one in self._known[returned.checklist] if one.version == returned.version)


def _load(path: Path) -> tuple[bytes | None, str, int]:
    """Content (None when it is too large to be a return), SHA-256 and size of a file."""
    descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NONBLOCK)
    with os.fdopen(descriptor, "rb") as file:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise OSError(None, "no file any more")
        content = file.read(RETURN_FILE_BYTES + 1)
        if len(content) <= RETURN_FILE_BYTES:
            return content, hashlib.sha256(content).hexdigest(), len(content)
        digest, size = hashlib.sha256(content), len(content)
        while block := file.read(_BLOCK):
            digest.update(block)
            size += len(block)
    return None, digest.hexdigest(), size
