"""Putting a built site in the place of the live one, so that no reader, kill or second build sees half of it.

A reader of the live folder sees the old site or the new one, whole; a kill, a full disk, a folder without
rights or a second build at once leaves the live folder as it was.
"""
from __future__ import annotations

import errno
import fcntl
import os
import secrets
import shutil
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType
from typing import Any

from generator.model.problem import CasebookError
from generator.write import (
    FILE_MODE,
    FOLDER_MODE,
    give_mode,
    list_entries,
    make_folder,
    shown,
    symlink_error,
    sync,
    translated_os_errors,
)


@contextmanager
def publishing(live: Path, *, mark: str = "index.html") -> Iterator[Path]:
    """Yield a fresh folder beside `live`; on a clean exit exchange the two atomically and delete the old one.

    On an exception, Ctrl-C, SIGTERM or SIGHUP (the last two end as SystemExit 128 + n) the new folder is
    removed and `live` stays as it was; a signal during the exchange itself waits until it is done. What a
    SIGKILL leaves is removed by the next call. `live` is always a real directory. `mark` is the file by
    which a published folder is known: a folder that lacks it is never published, and never replaced.
    Where the kernel has no exchange, two renames under the lock stand in; a kill between them is mended
    by the next call. Raises CasebookError: E-LOCKED when another build runs, E-SYMLINK when `live` is a symlink
    or a file, E-FOREIGN when it holds something else, E-GATE without `mark`, the codes of `translated_os_errors`.
    """
    owner = os.getpid()
    with translated_os_errors(live.parent), _Interrupts() as interrupts:
        live = _real_place(live)
        make_folder(live.parent)
        with _locked(live):
            _recover(live)
            _check_live(live, mark)
            token = secrets.token_hex(4)
            staging, old = (live.with_name(f".{live.name}.{word}-{token}") for word in ("staging", "old"))
            try:
                make_folder(staging)
                yield staging
                _settle(staging, mark)
                with interrupts.held():
                    _check_live(live, mark)
                    _exchange(staging, live, old)
            finally:
                if os.getpid() == owner:  # a forked worker that unwinds must not take the folder with it
                    with interrupts.held():
                        shutil.rmtree(staging, ignore_errors=True)
                        if os.path.lexists(live):  # or both renames failed, and old is the only site there is
                            shutil.rmtree(old, ignore_errors=True)


@contextmanager
def claiming(live: Path) -> Iterator[None]:
    """Hold the lock of `live` from the start of a command, for `publishing` inside to take over.

    It imports little: a second build says E-LOCKED before its long imports and the check of the content, not after.
    Where no lock can be had yet (no folder, no rights), `publishing` says why. Raises CasebookError E-LOCKED.
    """
    place = Path(os.path.realpath(live.parent), live.name)
    try:
        _claimed[place] = _take_lock(place)
    except OSError:
        yield
        return
    try:
        yield
    finally:
        _release(_claimed.pop(place, -1))


class _Interrupts:
    """Turns SIGTERM and SIGHUP into an orderly exit, and keeps signals from cutting a critical step.

    Python runs handlers in the main thread only; in any other thread this does nothing.
    """

    def __init__(self) -> None:
        self._owner = os.getpid()
        self._holding = False
        self._waiting: int | None = None
        self._former: dict[int, Callable[[int, FrameType | None], Any] | int] = {}

    def __enter__(self) -> _Interrupts:
        if threading.current_thread() is threading.main_thread():
            for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
                former = signal.getsignal(number)
                if former is not None and former != signal.SIG_IGN:  # nohup keeps its meaning
                    self._former[number] = former
                    signal.signal(number, self._receive)
        return self

    def __exit__(self, *_: object) -> None:
        for number, former in self._former.items():
            signal.signal(number, former)

    @contextmanager
    def held(self) -> Iterator[None]:
        """Let the block run to its end; a signal received meanwhile takes effect after it."""
        self._holding = True
        try:
            yield
        finally:
            self._holding = False
            if self._waiting is not None:
                number, self._waiting = self._waiting, None
                self._obey(number, None)

    def _receive(self, number: int, frame: FrameType | None) -> None:
        if self._holding and os.getpid() == self._owner:
            self._waiting = number
        else:
            self._obey(number, frame)

    def _obey(self, number: int, frame: FrameType | None) -> None:
        former = self._former[number]
        if callable(former):
            former(number, frame)
        elif os.getpid() == self._owner:
            raise SystemExit(128 + number)
        else:  # a forked worker ends as if this handler had never been there
            signal.signal(number, signal.SIG_DFL)
            os.kill(os.getpid(), number)


_locks: set[int] = set()
_claimed: dict[Path, int] = {}


def _close_inherited_locks() -> None:
    # An orphaned worker would otherwise keep the lock of a killed build for ever.
    while _locks:
        os.close(_locks.pop())


os.register_at_fork(after_in_child=_close_inherited_locks)


@contextmanager
def _locked(live: Path) -> Iterator[None]:
    descriptor = _claimed.pop(live) if live in _claimed else _take_lock(live)
    try:
        yield
    finally:
        _release(descriptor)


def _take_lock(live: Path) -> int:
    # The lock file stays: deleting it would let two builds hold locks on two files of one name.
    descriptor = os.open(live.with_name(f".{live.name}.lock"), os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, FILE_MODE)
    _locks.add(descriptor)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        give_mode(descriptor, FILE_MODE)
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, f"{os.getpid()}\n".encode(), 0)
    except BlockingIOError:
        error = _is_locked(live, descriptor)
        _release(descriptor)
        raise error from None
    except OSError:
        _release(descriptor)
        raise
    return descriptor


def _release(descriptor: int) -> None:
    if descriptor in _locks:
        _locks.remove(descriptor)
        os.close(descriptor)


def _is_locked(live: Path, descriptor: int) -> CasebookError:
    holder = os.pread(descriptor, 20, 0).decode("ascii", "replace").strip()
    what = f"另一个构建正在写「{shown(live, 1000)}」（进程号 {holder or '未知'}）"
    mend = "请等它完成后再运行；若确认它已卡死，先结束那个进程。锁会自动释放，不必删除锁文件"
    return CasebookError("E-LOCKED", what, mend)


def _recover(live: Path) -> None:
    """Clear up after builds that were killed; the lock is held, so every such folder is dead."""
    with os.scandir(live.parent) as listing:
        found = [entry for entry in listing if entry.is_dir(follow_symlinks=False)]
    for entry in found:
        if entry.name.startswith(f".{live.name}.old-") and not os.path.lexists(live):
            os.rename(entry.path, live)
        elif entry.name.startswith((f".{live.name}.old-", f".{live.name}.staging-")):
            shutil.rmtree(entry.path)


def _real_place(live: Path) -> Path:
    live = Path(os.path.abspath(live))
    if os.path.ismount(live):
        raise CasebookError("E-IO", f"「{shown(live, 1000)}」是挂载点，不能整体替换", "请把上一级文件夹挂载进来，或换一个输出位置")
    return Path(os.path.realpath(live.parent), live.name)


def _check_live(live: Path, mark: str) -> None:
    if live.is_symlink():
        raise symlink_error(live)
    if not live.exists():
        return
    if not live.is_dir():
        raise symlink_error(live, "是文件，不是文件夹")
    if not (live / mark).is_file() and any(live.iterdir()):
        raise CasebookError("E-FOREIGN", f"「{shown(live, 1000)}」里没有 {mark}，像是别的内容，未予替换",
                            "请换一个输出位置；若确实不再需要其中的文件，请先自行移走")


def _settle(staging: Path, mark: str) -> None:
    """Give every file and folder its mode and bring it to the disk; nothing but these may be published."""
    if not (staging / mark).is_file():
        what = f"新建的网站里没有 {mark}，没有发布，原有网站没有改动"
        raise CasebookError("E-GATE", what, "请看前面的构建信息，改正后再运行")
    for entry in list_entries(staging):
        path, is_folder = Path(entry.path), entry.is_dir(follow_symlinks=False)
        if entry.is_symlink():
            raise symlink_error(path)
        if not is_folder and not entry.is_file(follow_symlinks=False):
            raise symlink_error(path, "不是普通文件")
        give_mode(path, FOLDER_MODE if is_folder else FILE_MODE)
        sync(path)
    sync(staging)


def _exchange(staging: Path, live: Path, old: Path) -> None:
    """Put staging in the place of live; what was live, if anything, is called staging or old afterwards."""
    if not live.exists():
        os.rename(staging, live)
    elif not _rename_exchange(staging, live):
        os.rename(live, old)
        try:
            os.rename(staging, live)
        except BaseException:
            os.rename(old, live)
            raise
        with suppress(OSError):
            os.rename(old, staging)  # dead by its name from now on, however little of it a kill leaves
    sync(live.parent)


def _rename_exchange(one: Path, other: Path) -> bool:
    """Exchange two names in one step (renameat2, Linux 3.15); return False where that is not to be had."""
    import ctypes  # 8 ms, needed once a build

    at_fdcwd, exchange = -100, 2  # linux/fcntl.h, linux/fs.h
    call = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if call is None:
        return False
    if call(at_fdcwd, os.fsencode(one), at_fdcwd, os.fsencode(other), exchange) == 0:
        return True
    number = ctypes.get_errno()
    if number in (errno.ENOSYS, errno.EINVAL, errno.EOPNOTSUPP):
        return False
    raise OSError(number, os.strerror(number), str(one))
