"""A folder of our own, made to hold exactly some files: all at once, or one after the other as they are made."""
from __future__ import annotations

import filecmp
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from generator.write import (
    CREATE,
    FILE_MODE,
    give_mode,
    list_entries,
    make_folder,
    name_faults,
    refuse_symlinks,
    refused_name,
    replace_file,
    symlink_error,
    temporary_of,
    translated_os_errors,
)


def write_tree(root: Path, files: Mapping[str, bytes]) -> None:
    """Make the folder hold exactly these files (relative POSIX names): write what changed, delete the rest.

    Everything below `root` is the generator's own. Each file is replaced atomically; there is no fsync, since
    the next run compares bytes and heals what a power cut spoiled. Raises CasebookError: E-NAME before
    anything is touched, E-SYMLINK when a symlink lies in the tree, or the codes of `translated_os_errors`.
    """
    for name, reason in name_faults(files):
        raise refused_name(name, reason)
    with writing_tree(root) as tree:
        for name in sorted(files):
            tree.put(name, files[name])


@contextmanager
def writing_tree(root: Path) -> Iterator[TreeWriter]:
    """`write_tree` for files that are made one after the other, so that no more than one is held; yields what takes them.

    What was not put in is deleted at a clean end. Raises as `write_tree`; E-NAME at the end, for all names together.
    """
    with translated_os_errors(root):
        if root.is_symlink():
            raise symlink_error(root)
        make_folder(root)
        refuse_symlinks(root)
        tree = TreeWriter(root)
        yield tree
        for name, reason in name_faults(tree.names):
            raise refused_name(name, reason)
        tree.sweep()


class TreeWriter:
    """Takes the files of a folder of our own; see `writing_tree`."""

    def __init__(self, root: Path) -> None:
        self.names: set[str] = set()
        self._root = root
        entries = ((os.path.relpath(entry.path, root), entry) for entry in list_entries(root))
        self._former = {name.lower(): (name, entry.is_dir(follow_symlinks=False)) for name, entry in entries}

    def put(self, name: str, content: bytes | Iterable[bytes]) -> int:
        """Write a file, whole or in pieces; returns its bytes. Raises ValueError for a name put before."""
        if name in self.names:
            raise ValueError(f"{name} is made twice")
        for fault_of, reason in name_faults((name,)):
            raise refused_name(fault_of, reason)
        self.names.add(name)
        parts = name.split("/")
        for end in range(1, len(parts) + 1):
            self._make_way("/".join(parts[:end]), is_folder=end < len(parts))
        path = self._root / name
        make_folder(path.parent)
        if isinstance(content, bytes):
            replace_file(path, content, durable=False)
            return len(content)
        return _replace_by_pieces(path, content)

    def _make_way(self, name: str, is_folder: bool) -> None:
        """Delete what stands where this belongs: a file where a folder must be, or a name of other letter case.

        On a disk that ignores letter case, an old A.html deleted later would otherwise take a.html with it.
        """
        former = self._former.pop(name.lower(), (name, is_folder))
        if former != (name, is_folder):
            place = self._root / former[0]
            shutil.rmtree(place) if former[1] else os.unlink(place)

    def sweep(self) -> None:
        """Delete every file that was not put in, and every folder that holds none."""
        files = {self._root / name for name in self.names}
        _delete_stale(self._root, files, {parent for path in files for parent in path.parents})


def _delete_stale(root: Path, files: set[Path], folders: set[Path]) -> None:
    for entry in reversed(list_entries(root)):
        path = Path(entry.path)
        if entry.is_dir(follow_symlinks=False):
            if path not in folders:
                os.rmdir(path)
        elif path not in files:
            os.unlink(path)


def _replace_by_pieces(path: Path, pieces: Iterable[bytes]) -> int:
    temporary, size = temporary_of(path), 0
    try:
        with open(os.open(temporary, CREATE, FILE_MODE), "wb") as file:
            give_mode(file.fileno(), FILE_MODE)
            for piece in pieces:
                size += file.write(piece)
        if path.is_file() and filecmp.cmp(path, temporary, shallow=False):
            os.unlink(temporary)
        else:
            os.replace(temporary, path)
    except BaseException:
        with suppress(OSError):
            os.unlink(temporary)
        raise
    return size
