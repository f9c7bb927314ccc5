"""What `casebook collect` keeps in OUT: the originals byte for byte, and the ledger that says what each one is.

OUT/原件/<first two>/<sha256> are the originals, OUT/台账.json the ledger, OUT/台账备份/ the ledger before each of the last
batches. The ledger is replaced in one step after its originals lie on the disk: a kill or a full disk leaves the old state,
and originals that no ledger names are swept by the next run.
"""
from __future__ import annotations

import fcntl
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from generator.collect_ledger import EMPTY, Ledger, ledger_bytes, read_ledger
from generator.model.problem import CasebookError
from generator.read.returned_known import Known
from generator.write import FILE_MODE, give_mode, make_folder, shown, symlink_error, translated_os_errors, write_file

LEDGER, ORIGINALS, COPIES, REPORTS, REPORTS_LOG, LOCK = "台账.json", "原件", "台账备份", "报表", "报表记录.json", ".casebook-lock"
KEPT_COPIES = 10
"""Batches that can be taken back."""

_OURS = {LEDGER, ORIGINALS, COPIES, REPORTS, REPORTS_LOG, LOCK}


class Store:
    """The state in one folder; made by `opened`, which holds its lock."""

    def __init__(self, folder: Path, known: Known) -> None:
        self.folder = folder
        self._raw, self.ledger = _read(folder / LEDGER, known)
        self._known = known
        self._new: list[Path] = []

    def keep(self, content: bytes, digest: str) -> None:
        """Put an original into the store; it counts once a ledger names it."""
        path = self.original(digest)
        if not path.exists():
            self._new.append(path)
        write_file(path, content, root=self.folder)

    def original(self, digest: str) -> Path:
        """Where an original lies."""
        return self.folder / ORIGINALS / digest[:2] / digest

    def commit(self, ledger: Ledger) -> None:
        """Make `ledger` the state; the one before can be brought back by `undo`."""
        if self._raw is not None:
            copy = self.folder / COPIES / f"{len(self.ledger.batches):04}.json"
            write_file(copy, self._raw, root=self.folder)
        raw = ledger_bytes(ledger)
        write_file(self.folder / LEDGER, raw, root=self.folder)
        self._raw, self.ledger = raw, ledger
        self._new.clear()
        self._sweep()

    def undo(self) -> int:
        """Take the last batch back; returns its number. Raises CasebookError E-COLLECT when there is none to take back."""
        last = len(self.ledger.batches)
        if not last:
            raise CasebookError("E-COLLECT", "还没有收过件，没有可以撤回的批次", status=2)
        copy = self.folder / COPIES / f"{last - 1:04}.json"
        with translated_os_errors(self.folder):
            if last == 1:
                (self.folder / LEDGER).unlink()
                self._raw, self.ledger = None, EMPTY
            else:
                if not copy.is_file():
                    raise CasebookError("E-COLLECT", f"只能撤回最近 {KEPT_COPIES} 批，再早的没有留底", status=2)
                raw, ledger = _read(copy, self._known)
                write_file(self.folder / LEDGER, raw or b"", root=self.folder)
                self._raw, self.ledger = raw, ledger
                copy.unlink()
            self._sweep()
        return last

    def drop_new(self) -> None:
        """Delete the originals of a batch that came to nothing, unless its ledger is in place and only its sync failed."""
        place = self.folder / LEDGER
        if (place.read_bytes() if place.exists() else None) != self._raw:
            return
        for path in self._new:
            with suppress(OSError):
                path.unlink()
                path.parent.rmdir()
        self._new.clear()

    def missing(self) -> tuple[str, ...]:
        """Names of files whose original is not there, or is another."""
        rows = [row for row in self.ledger.files if row.stored]
        with translated_os_errors(self.folder):
            return tuple(row.name for row in rows if not _is_whole(self.original(row.sha256), row.sha256))

    def _sweep(self) -> None:
        """Delete copies beyond the last ones, and originals that the ledger does not name."""
        with translated_os_errors(self.folder):
            last = len(self.ledger.batches)
            for copy in (self.folder / COPIES).glob("[0-9]*.json"):
                if not last - KEPT_COPIES <= int(copy.stem) < last:
                    copy.unlink(missing_ok=True)
            wanted = {self.original(row.sha256) for row in self.ledger.files}
            for part in [path for path in (self.folder / ORIGINALS).glob("*") if path.is_dir() and not path.is_symlink()]:
                for path in part.iterdir():
                    if path not in wanted:
                        path.unlink()
                with suppress(OSError):  # others are in it
                    part.rmdir()


@contextmanager
def opened(folder: Path, known: Known) -> Iterator[Store]:
    """The store in `folder`, which is made when it is missing; no second run writes it meanwhile.

    What fails inside leaves the state of before. Raises CasebookError: E-LOCKED, E-FOREIGN when the folder holds something
    else, E-LEDGER for a ledger that cannot be read, E-SYMLINK, the codes of `translated_os_errors`.
    """
    folder = Path(os.path.abspath(folder))
    with translated_os_errors(folder):
        _refuse_foreign(folder)
        make_folder(folder)
        with _locked(folder):
            store = Store(folder, known)
            try:
                yield store
            except BaseException:
                with suppress(OSError):
                    store.drop_new()
                raise


def look(folder: Path, known: Known) -> Ledger:
    """The ledger of a collection, only looked at. Raises CasebookError E-COLLECT when there is none, E-LEDGER."""
    if not (folder / LEDGER).is_file():
        raise CasebookError("E-COLLECT", f"「{shown(folder, 1000)}」里没有 {LEDGER}，不是收过件的文件夹", "写明上次用 -o 指定的文件夹", status=2)
    with translated_os_errors(folder):
        return _read(folder / LEDGER, known)[1]


def _read(path: Path, known: Known) -> tuple[bytes | None, Ledger]:
    if path.is_symlink():
        raise symlink_error(path)
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        return None, EMPTY
    try:
        return raw, read_ledger(raw, known)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        mend = f"从「{COPIES}」里拷最近的一份改名为 {LEDGER}，或换一个文件夹重新收件；原件没有动"
        raise CasebookError("E-LEDGER", f"「{shown(path, 1000)}」读不出来：不是完整的台账，或由更新的版本写成", mend) from error


def _refuse_foreign(folder: Path) -> None:
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise symlink_error(folder, "是符号链接或文件")
    if not folder.exists() or (folder / LEDGER).exists():
        return
    other = sorted(entry.name for entry in folder.iterdir() if entry.name not in _OURS and not entry.name.startswith(".casebook-"))
    if other:
        what = f"「{shown(folder, 1000)}」里已有别的文件（{shown('、'.join(other[:3]))}），不是收件用的文件夹"
        raise CasebookError("E-FOREIGN", what, "用 -o 另写一个新文件夹", status=2)


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    descriptor = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, FILE_MODE)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise CasebookError("E-LOCKED", f"另一个收件正在写「{shown(folder, 1000)}」", "等它完成后再运行") from None
        give_mode(descriptor, FILE_MODE)
        yield
    finally:
        os.close(descriptor)


def _is_whole(path: Path, digest: str) -> bool:
    try:
        return not path.is_symlink() and hashlib.sha256(path.read_bytes()).hexdigest() == digest
    except FileNotFoundError:
        return False
