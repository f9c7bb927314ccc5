"""Bytes to disk: the only writer of published files. Each is replaced whole or not at all.

What went wrong with the disk is told in Chinese, with the folder and what to do (`translated_os_errors`).
"""
from __future__ import annotations

import errno
import os
import re
import secrets
import stat
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from generator.model.problem import CasebookError, reason_of

MAX_NAME_BYTES = 200
"""Longest published name, folders included: leaves room below Windows' 260 for the user's own folder."""

FILE_MODE, FOLDER_MODE = 0o644, 0o755
_TEMPORARY = ".casebook-"
_TEMPORARY_SECONDS = 600.0
CREATE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC

_FORBIDDEN = re.compile(r'[^ -~]|[<>:"\\|?*]')
_DEVICE = re.compile(r"con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9]", re.IGNORECASE)

_WHOLE = "没有留下写了一半的文件"
_READ_ONLY = (errno.EROFS, errno.EACCES, errno.EPERM)


def shown(text: str | Path, at_most: int = 120) -> str:
    """A name or address as it can stand in a message: unprintable characters escaped, its end cut off."""
    safe = "".join(character if character.isprintable() else ascii(character)[1:-1] for character in str(text))
    return safe if len(safe) <= at_most else f"{safe[:at_most - 1]}…"


def symlink_error(path: Path, what: str = "是符号链接") -> CasebookError:
    return CasebookError("E-SYMLINK", f"「{shown(path, 1000)}」{what}，未予采用", "请换成真实的文件或文件夹后再运行")


def _translated(error: OSError, where: Path) -> CasebookError:
    number = error.errno
    if number is None and (inner := re.search(r"\[Errno ([0-9]+)\]", str(error))):
        number = int(inner[1])  # shutil.Error carries its causes as text only
    named = os.fsdecode(error.filename) if isinstance(error.filename, (str, bytes)) else ""
    folder, place = shown(where, 1000), shown(named or where, 1000)
    if number in (errno.ENOSPC, errno.EDQUOT):
        return CasebookError("E-DISK-FULL", f"磁盘已满或超出配额，「{folder}」写不下了，{_WHOLE}",
                             "请清理这个磁盘（用 df -h 看剩余空间），或换一个磁盘，再运行一次")
    if number in _READ_ONLY:
        return CasebookError("E-READ-ONLY", f"没有读写「{folder}」的权限（出错处：{place}），{_WHOLE}",
                             "请把这个文件夹改为本用户可读写（用 ls -ld 看归属），或换一个文件夹，再运行一次")
    if number == errno.ELOOP:
        return symlink_error(Path(place))
    reason = reason_of(number, type(error).__name__)
    return CasebookError("E-IO", f"读写「{place}」失败：{reason}，{_WHOLE}",
                         f"请检查「{folder}」及其所在磁盘后再运行一次")


@contextmanager
def translated_os_errors(where: Path) -> Iterator[None]:
    """Turn every OSError of the block into a CasebookError (exit 3) that names the folder `where`.

    Codes: E-DISK-FULL, E-READ-ONLY, E-SYMLINK, E-IO. A broken pipe passes: it concerns the screen, not the disk.
    """
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise _translated(error, where) from error


def name_faults(names: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Return (name, Chinese reason) for each relative POSIX name that cannot be published, in order of name.

    A name is ASCII, at most 200 bytes, and each part is a legal file name on Windows, macOS and Linux
    (Microsoft, "Naming Files, Paths, and Namespaces"); two names never differ by letter case only, and
    no file has the name of a folder.
    """
    faults: list[tuple[str, str]] = []
    exact: dict[str, tuple[str, bool]] = {}
    for name in sorted(set(names)):
        reason = _part_fault(name)
        parts = name.split("/")
        for end in range(1, len(parts) + 1) if not reason else ():
            entry = ("/".join(parts[:end]), end == len(parts))
            former = exact.setdefault(entry[0].lower(), entry)
            if former != entry:
                twin = former[0] != entry[0]
                reason = f"与「{former[0]}」" + ("只有大小写不同" if twin else "重名，一个是文件，一个是文件夹")
                break
        if reason:
            faults.append((name, reason))
    return tuple(faults)


def _part_fault(name: str) -> str:
    if _FORBIDDEN.search(name):
        return "含有不允许的字符（只能用 ASCII 字符，且不能有 < > : \" \\ | ? *）"
    if len(name) > MAX_NAME_BYTES:
        return f"长 {len(name)} 字节，超过 {MAX_NAME_BYTES} 字节"
    for part in name.split("/"):
        if part in ("", ".", ".."):
            return "路径中有空的一段、「.」或「..」"
        if part != part.rstrip(". ").lstrip(" "):
            return "路径中有一段以空格开头，或以空格、句点结尾"
        if _DEVICE.fullmatch(part.split(".")[0].rstrip(" ")):
            return "路径中有 Windows 的保留设备名"
    return ""


def refused_name(name: str, reason: str) -> CasebookError:
    """The error for a name that cannot be published."""
    mend = "请修改产生这个名字的编号或文件名后再运行"
    return CasebookError("E-NAME", f"不能写入「{shown(name)}」：{reason}", mend, status=4)


def write_file(path: Path, content: bytes, *, root: Path | None = None) -> bool:
    """Write one file atomically and durably, mode 0644; return False, touching nothing, when it holds these bytes.

    The path must lie below `root` (by default its own folder), with no symlink between; missing folders
    are made. Raises CasebookError: E-NAME, E-SYMLINK, or the codes of `translated_os_errors`.
    """
    base = Path(os.path.abspath(root if root is not None else path.parent))
    if "\0" in str(path) or ".." in path.parts:
        raise refused_name(str(path), "路径中有「..」或空字符")
    target = Path(os.path.abspath(path))
    if base not in target.parents:
        raise refused_name(str(path), f"不在「{base}」之内")
    with translated_os_errors(target.parent):
        if Path(os.path.realpath(target.parent)) != Path(os.path.realpath(base), target.parent.relative_to(base)):
            raise symlink_error(target.parent, "经过符号链接")
        make_folder(target.parent)
        _sweep_temporaries(target.parent)
        return replace_file(target, content, durable=True)


def refuse_symlinks(root: Path) -> None:
    """Raise CasebookError E-SYMLINK, naming the link, when `root` is a symlink or holds one at any depth."""
    with translated_os_errors(root):
        if root.is_symlink():
            raise symlink_error(root)
        for entry in list_entries(root):
            if entry.is_symlink():
                raise symlink_error(Path(entry.path))


def list_entries(folder: Path) -> list[os.DirEntry[str]]:
    """All entries below a folder, a folder before its contents, no symlink followed, in the same order everywhere."""
    found: list[os.DirEntry[str]] = []
    waiting: list[str | Path] = [folder]
    while waiting:
        with os.scandir(waiting.pop()) as listing:
            entries = sorted(listing, key=lambda entry: entry.name)
        found += entries
        waiting += [entry.path for entry in entries if entry.is_dir(follow_symlinks=False)]
    return found


def make_folder(folder: Path) -> None:
    """Make a folder and its missing parents, mode 0755 whatever the umask."""
    if folder.is_dir():
        return
    make_folder(folder.parent)
    try:
        os.mkdir(folder)
    except FileExistsError:
        if not folder.is_dir():
            raise
    else:
        give_mode(folder, FOLDER_MODE)


def _holds(path: Path, content: bytes) -> bool:
    try:
        status = os.lstat(path)
    except FileNotFoundError:
        return False
    if stat.S_ISLNK(status.st_mode):
        raise symlink_error(path)
    return stat.S_ISREG(status.st_mode) and status.st_size == len(content) and path.read_bytes() == content


def replace_file(path: Path, content: bytes, *, durable: bool) -> bool:
    """Replace one file whole; False when it holds these bytes already."""
    if _holds(path, content):
        return False
    temporary = temporary_of(path)
    try:
        descriptor = os.open(temporary, CREATE, FILE_MODE)
        try:
            rest = memoryview(content)
            while rest:
                rest = rest[os.write(descriptor, rest):]
            give_mode(descriptor, FILE_MODE)
            if durable:
                os.fsync(descriptor)
        finally:
            os.close(descriptor)
        os.replace(temporary, path)
    except BaseException:
        with suppress(OSError):
            os.unlink(temporary)
        raise
    if durable:
        sync(path.parent)
    return True


def temporary_of(path: Path) -> Path:
    """A new name beside a file, known as ours should a kill leave it."""
    return path.with_name(f"{_TEMPORARY}{secrets.token_hex(8)}.tmp")


def _sweep_temporaries(folder: Path) -> None:
    """Delete what a killed writer left; ten minutes, so that a writer at work keeps its own."""
    oldest = time.time() - _TEMPORARY_SECONDS
    with os.scandir(folder) as listing:
        stale = [entry for entry in listing if entry.name.startswith(_TEMPORARY) and entry.name.endswith(".tmp")]
    for entry in stale:
        with suppress(FileNotFoundError):
            if entry.stat(follow_symlinks=False).st_mtime < oldest:
                os.unlink(entry.path)


def give_mode(target: Path | int, mode: int) -> None:
    """Set the mode of our own file, folder or descriptor, whatever the umask; a disk without modes (FAT) may refuse."""
    with suppress(PermissionError):
        os.chmod(target, mode)


def sync(path: Path) -> None:
    """Bring a file, or a folder's list of names, to the disk; some network and Windows disks know no sync of folders."""
    descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno != errno.EINVAL or not stat.S_ISDIR(os.fstat(descriptor).st_mode):
            raise
    finally:
        os.close(descriptor)
