"""The bytes of content files and their digests: every file below cases/, looked at without parsing anything.

Light to import: a check of which nothing changed needs nothing else.
"""
from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import blake2b
from pathlib import Path

from generator.model.limits import YAML_FILE_BYTES
from generator.model.problem import CasebookError, Position, Problem, reason_of
from generator.read.yaml_fault import fault

_FLAGS = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
# O_NONBLOCK: a pipe put in the file's place meanwhile must not hold us
SHARED_FOLDERS = frozenset({"common", "courses"})


def read_raw(path: str | Path, file: str) -> bytes | tuple[Problem, ...]:
    """The bytes of the content file at `path`; `file` is its name in messages (relative, POSIX).

    Links are not followed, and nothing but a regular file is opened for reading.
    Raises CasebookError (exit 3) when the system does not let the file be read.
    """
    try:
        if not stat.S_ISREG(os.lstat(path).st_mode):
            return (_not_regular(file),)
        number = os.open(path, _FLAGS)
        try:
            status = os.fstat(number)
            if not stat.S_ISREG(status.st_mode):
                return (_not_regular(file),)
            raw = _read(number)
        finally:
            os.close(number)
    except OSError as error:
        if error.errno == errno.ELOOP:
            return (_not_regular(file),)
        mend = "检查文件还在不在、有没有读的权限，再试一次"
        raise CasebookError("E-READ", f"读不了文件 {file}：{reason_of(error.errno)}", mend) from error
    if len(raw) > YAML_FILE_BYTES:
        return (too_large(max(status.st_size, len(raw)), file),)
    return raw


def _read(number: int) -> bytes:
    """What the file holds, at most one byte more than is allowed."""
    found = os.read(number, YAML_FILE_BYTES + 1)
    while (left := YAML_FILE_BYTES + 1 - len(found)) and (more := os.read(number, left)):
        found += more
    return found


def too_large(size: int, file: str) -> Problem:
    """K001 for a file of `size` bytes."""
    kib = -(-size // 1024)
    return fault("K001", Position(file), f"文件有 {kib} KB，太大", "拆成几个文件；若内容不该有这么多，看看是不是误贴了大段文字")


def _not_regular(file: str) -> Problem:
    return fault("K011", Position(file), "这不是普通文件（是链接、目录或设备）", "把真正的文件放到这里，不用链接")


def digest_of(raw: bytes) -> str:
    """What a file's content is known by."""
    return blake2b(raw, digest_size=16).hexdigest()


@dataclass(frozen=True)
class Files:
    """Every file below cases/ by its name relative to the project, with its digest; sorted.

    `refused` are those that cannot be opened as content: their digest is that of what is wrong.
    """

    digests: dict[str, str]
    refused: dict[str, tuple[Problem, ...]] = field(default_factory=dict)

    @cached_property
    def by_home(self) -> dict[str, tuple[str, ...]]:
        """The files of each case by its folder's name; `common` has all that is in no case."""
        homes: dict[str, list[str]] = {}
        for file in self.digests:
            homes.setdefault(home_of(file), []).append(file)
        return {home: tuple(files) for home, files in homes.items()}

    def digest(self, home: str) -> str:
        """Changes when a file of the home comes, goes or changes."""
        return _together(f"{file}\0{self.digests[file]}" for file in self.by_home.get(home, ()))

    @cached_property
    def whole(self) -> str:
        """Changes when any file comes, goes or changes."""
        return _together(f"{file}\0{digest}" for file, digest in self.digests.items())


def home_of(file: str) -> str:
    """The case that a file belongs to; `common` for what the cases share, and for what belongs nowhere."""
    parts = file.split("/", 2)
    return "common" if len(parts) < 3 or parts[1] in SHARED_FOLDERS else parts[1]


def _together(texts: Iterator[str]) -> str:
    return digest_of("\n".join(texts).encode("utf-8", "surrogateescape"))


def look_at(root: Path) -> Files:
    """Read every file below `root`/cases once. Raises CasebookError E-READ as `list_files` and `read_raw`."""
    digests, refused, base = {}, {}, str(root)
    for file in list_files(root):
        raw = read_raw(f"{base}/{file}", file)
        if isinstance(raw, bytes):
            digests[file] = digest_of(raw)
        else:
            digests[file], refused[file] = digest_of(repr(raw).encode()), raw
    return Files(digests, refused)


def list_files(root: Path) -> list[str]:
    """Every file below cases/, as a POSIX path relative to root, sorted; editors' swap files are passed over.

    Links and devices count as files, for the reader to refuse. Raises CasebookError E-READ for a folder that cannot
    be listed: its files would count as missing, or would not be missed at all.
    """
    found: list[str] = []
    folders = ["cases"]
    while folders:
        folder = folders.pop()
        try:
            with os.scandir(f"{root}/{folder}") as entries:
                for entry in entries:
                    name = f"{folder}/{entry.name}"
                    if entry.is_dir(follow_symlinks=False):
                        folders.append(name)
                    elif not entry.name.startswith(".") and not entry.name.endswith("~"):
                        found.append(name)
        except OSError as error:
            mend = "检查这个文件夹的读权限，再试一次"
            raise CasebookError("E-READ", f"读不了文件夹 {folder}：{reason_of(error.errno)}", mend) from error
    return sorted(found)
