"""Files and trees on disk: atomic, exact, never through a symlink, with every fault of the disk told in Chinese."""
from __future__ import annotations

import errno
import os
import re
import shutil
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import generator
from generator.model.problem import CasebookError
from generator.write import refuse_symlinks, translated_os_errors, write_file
from generator.write_tree import write_tree

TREE = {"index.html": b"<p>", "library/futian/a.html": b"a", "library/b.html": b"b", ".nojekyll": b""}

def tree_of(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def refused(code: str, action: Callable[[], object]) -> CasebookError:
    with pytest.raises(CasebookError) as caught:
        action()
    assert caught.value.code == code
    assert re.search(r"[\u4e00-\u9fff]", caught.value.what)
    assert re.search(r"[\u4e00-\u9fff]", caught.value.mend)
    return caught.value


@pytest.fixture
def tight_umask() -> Iterator[None]:
    former = os.umask(0o077)
    yield
    os.umask(former)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


class TestFile:
    def test_makes_folders_and_gives_modes_whatever_the_umask(self, tmp_path: Path, tight_umask: None) -> None:
        path = tmp_path / "a" / "b" / "c.txt"
        assert write_file(path, b"1", root=tmp_path)
        assert path.read_bytes() == b"1"
        assert (mode(path), mode(path.parent), mode(tmp_path / "a")) == (0o644, 0o755, 0o755)

    def test_same_bytes_touch_nothing(self, tmp_path: Path) -> None:
        path = tmp_path / "c.txt"
        write_file(path, b"1")
        before = path.stat()
        assert not write_file(path, b"1")
        assert path.stat() == before
        assert write_file(path, b"2")
        assert path.stat().st_ino != before.st_ino

    def test_a_hard_link_keeps_its_own_content(self, tmp_path: Path) -> None:
        (tmp_path / "other").write_bytes(b"precious")
        os.link(tmp_path / "other", tmp_path / "c.txt")
        write_file(tmp_path / "c.txt", b"new")
        assert (tmp_path / "other").read_bytes() == b"precious"

    @pytest.mark.parametrize("name", ["../out.txt", "a/../../out.txt", "a/../b.txt", "/etc/hostname", ".", "a\0b"])
    def test_refuses_a_path_outside_the_root(self, tmp_path: Path, name: str) -> None:
        root = tmp_path / "root"
        root.mkdir()
        assert refused("E-NAME", lambda: write_file(root / name, b"x", root=root)).status == 4
        assert list(tmp_path.iterdir()) == [root]

    def test_refuses_to_pass_through_a_symlink(self, tmp_path: Path) -> None:
        root, outside = tmp_path / "root", tmp_path / "outside"
        root.mkdir()
        outside.mkdir()
        (outside / "c.txt").write_bytes(b"precious")
        (root / "folder").symlink_to(outside)
        (root / "c.txt").symlink_to(outside / "c.txt")
        refused("E-SYMLINK", lambda: write_file(root / "folder" / "c.txt", b"x", root=root))
        refused("E-SYMLINK", lambda: write_file(root / "folder" / "new" / "c.txt", b"x", root=root))
        refused("E-SYMLINK", lambda: write_file(root / "c.txt", b"x", root=root))
        assert tree_of(outside) == {"c.txt": b"precious"}

    def test_a_symlink_above_the_root_is_the_users_own_affair(self, tmp_path: Path) -> None:
        (tmp_path / "real").mkdir()
        (tmp_path / "link").symlink_to(tmp_path / "real")
        assert write_file(tmp_path / "link" / "a" / "c.txt", b"1", root=tmp_path / "link")
        assert (tmp_path / "real" / "a" / "c.txt").read_bytes() == b"1"

    def test_a_folder_in_the_place_of_the_file_is_told(self, tmp_path: Path) -> None:
        (tmp_path / "c.txt").mkdir()
        assert "同名文件夹" in refused("E-IO", lambda: write_file(tmp_path / "c.txt", b"x")).what
        assert list(tmp_path.iterdir()) == [tmp_path / "c.txt"]

    def test_short_writes_are_continued(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        write = os.write
        monkeypatch.setattr(os, "write", lambda descriptor, content: write(descriptor, content[:3]))
        write_file(tmp_path / "c.txt", b"0123456789")
        assert (tmp_path / "c.txt").read_bytes() == b"0123456789"

    def test_content_then_name_reach_the_disk(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        steps: list[str] = []
        sync, replace = os.fsync, os.replace

        def record_sync(descriptor: int) -> None:
            steps.append("folder" if stat.S_ISDIR(os.fstat(descriptor).st_mode) else "file")
            sync(descriptor)

        def record_replace(source: Path, target: Path) -> None:
            steps.append("replace")
            replace(source, target)

        monkeypatch.setattr(os, "fsync", record_sync)
        monkeypatch.setattr(os, "replace", record_replace)
        write_file(tmp_path / "c.txt", b"1")
        assert steps == ["file", "replace", "folder"]

    def test_disks_without_modes_or_sync_of_folders_are_served(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        sync = os.fsync

        def refuse_folders(descriptor: int) -> None:
            if stat.S_ISDIR(os.fstat(descriptor).st_mode):
                raise OSError(errno.EINVAL, "no sync of folders")
            sync(descriptor)

        def refuse(*_: object) -> None:
            raise PermissionError(errno.EPERM, "no modes")

        monkeypatch.setattr(os, "fsync", refuse_folders)
        monkeypatch.setattr(os, "chmod", refuse)
        assert write_file(tmp_path / "a" / "c.txt", b"1", root=tmp_path)
        monkeypatch.setattr(os, "fsync", refuse)
        refused("E-READ-ONLY", lambda: write_file(tmp_path / "a" / "c.txt", b"2"))

    def test_a_loop_of_symlinks_is_told(self, tmp_path: Path) -> None:
        (tmp_path / "loop").symlink_to("loop")
        with pytest.raises(CasebookError):
            write_file(tmp_path / "loop" / "c.txt", b"1", root=tmp_path)

    def test_clears_what_a_killed_writer_left_but_not_what_a_living_one_writes(self, tmp_path: Path) -> None:
        dead, living = tmp_path / ".casebook-00.tmp", tmp_path / ".casebook-01.tmp"
        dead.touch()
        living.touch()
        os.utime(dead, (time.time() - 3600,) * 2)
        write_file(tmp_path / "c.txt", b"1")
        assert set(tree_of(tmp_path)) == {"c.txt", living.name}


CALLS = ("open", "write", "fsync", "close", "replace", "mkdir", "chmod", "rmdir", "unlink", "scandir")


class Saboteur:
    """Lets the n-th call of the disk fail, and every later one of the same function too, as a full disk does."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, nth: int, error: BaseException) -> None:
        self.calls, self.failing = 0, ""
        for name in CALLS:
            monkeypatch.setattr(os, name, self._wrapped(name, getattr(os, name), nth, error))

    def _wrapped(self, name: str, call: Callable[..., object], nth: int, error: BaseException) -> Callable[..., object]:
        def sabotaged(*arguments: object, **options: object) -> object:
            self.calls += 1
            if self.calls == nth:
                self.failing = name
            if self.failing == name and name != "unlink":
                if name == "close":
                    call(*arguments, **options)  # a failing close has closed all the same
                raise error
            return call(*arguments, **options)
        return sabotaged


def outcome(action: Callable[[], object]) -> str:
    """Code of the CasebookError that an action raised, name of an interrupt, "" when all went well."""
    try:
        action()
    except CasebookError as error:
        return error.code
    except KeyboardInterrupt:
        return "KeyboardInterrupt"
    return ""


@pytest.mark.parametrize(("error", "code"), [
    (OSError(errno.ENOSPC, "full"), "E-DISK-FULL"), (OSError(errno.EDQUOT, "quota"), "E-DISK-FULL"),
    (OSError(errno.EROFS, "ro"), "E-READ-ONLY"), (OSError(errno.EIO, "io"), "E-IO"), (KeyboardInterrupt(), "KeyboardInterrupt"),
])
def test_whatever_call_fails_the_old_file_stays_and_nothing_is_left_behind(
    tmp_path: Path, error: BaseException, code: str,
) -> None:
    failed = []
    for nth in range(1, 100):
        folder = tmp_path / str(nth)
        folder.mkdir()
        (folder / "c.txt").write_bytes(b"old")
        with pytest.MonkeyPatch.context() as patch:
            saboteur = Saboteur(patch, nth, error)
            told = outcome(lambda path=folder / "c.txt": write_file(path, b"new", root=tmp_path))
        if not saboteur.failing:
            break
        assert told == code
        failed.append(saboteur.failing)
        # The last call syncs the folder: by then the new file stands, whole.
        allowed = (b"old", b"new") if "replace" in failed and saboteur.failing != "replace" else (b"old",)
        assert tree_of(folder) in [{"c.txt": content} for content in allowed]
    assert {"open", "write", "fsync", "replace"} <= set(failed)
    assert tree_of(folder) == {"c.txt": b"new"}


def _states(folder: Path) -> dict[Path, tuple[int, int, int, int]]:
    """Inode, mode, size and time of writing of everything below; the time of reading changes when the system likes."""
    found = {path: path.stat() for path in folder.rglob("*")}
    return {path: (state.st_ino, state.st_mode, state.st_size, state.st_mtime_ns) for path, state in found.items()}


class TestTree:
    def test_holds_exactly_the_files(self, tmp_path: Path, tight_umask: None) -> None:
        root = tmp_path / "docs" / "library"
        write_tree(root, TREE)
        assert tree_of(root) == TREE
        assert {mode(path) for path in root.rglob("*") if path.is_file()} == {0o644}
        assert {mode(path) for path in (root, *root.rglob("*")) if path.is_dir()} == {0o755}

    def test_writes_only_what_changed(self, tmp_path: Path) -> None:
        write_tree(tmp_path, TREE)
        before = _states(tmp_path)
        write_tree(tmp_path, TREE)
        assert _states(tmp_path) == before
        write_tree(tmp_path, {**TREE, "index.html": b"<q>"})
        changed = {path.name for path, state in _states(tmp_path).items() if path.is_file() and before[path] != state}
        assert changed == {"index.html"}

    def test_deletes_stale_files_litter_and_empty_folders(self, tmp_path: Path) -> None:
        write_tree(tmp_path, TREE)
        (tmp_path / "empty" / "inner").mkdir(parents=True)
        (tmp_path / "library" / ".casebook-0.tmp").touch()
        os.mkfifo(tmp_path / "pipe")
        write_tree(tmp_path, {"index.html": b"<p>"})
        assert [path.name for path in tmp_path.rglob("*")] == ["index.html"]
        write_tree(tmp_path, {})
        assert list(tmp_path.iterdir()) == []

    def test_files_and_folders_change_places(self, tmp_path: Path) -> None:
        write_tree(tmp_path, {"a": b"1", "b/c": b"2"})
        os.mkfifo(tmp_path / "pipe")
        write_tree(tmp_path, {"a/c": b"1", "b": b"2", "pipe": b""})
        assert tree_of(tmp_path) == {"a/c": b"1", "b": b"2", "pipe": b""}

    def test_never_follows_a_symlink(self, tmp_path: Path) -> None:
        outside = tmp_path / "outside"
        write_tree(outside, {"c": b"precious"})
        for place in ("root/link", "root/a", "link"):
            link = tmp_path / place
            link.parent.mkdir(exist_ok=True)
            link.symlink_to(outside)
            root = link if place == "link" else link.parent
            refused("E-SYMLINK", lambda root=root: write_tree(root, {"a/c": b"mine"}))
            link.unlink()
        assert tree_of(outside) == {"c": b"precious"}

    def test_a_very_deep_foreign_tree_is_no_crash(self, tmp_path: Path) -> None:
        deep = os.open(tmp_path, os.O_RDONLY)
        for _ in range(500):
            os.mkdir("d", dir_fd=deep)
            deeper = os.open("d", os.O_RDONLY, dir_fd=deep)
            os.close(deep)
            deep = deeper
        os.close(deep)
        former = sys.getrecursionlimit()
        sys.setrecursionlimit(400)
        try:
            refuse_symlinks(tmp_path)
            write_tree(tmp_path, TREE)
        finally:
            sys.setrecursionlimit(former)
        assert tree_of(tmp_path) == TREE


class TestSymlinks:
    @pytest.mark.parametrize("target", ["/etc/hostname", "/etc", ".", "nowhere", "link"])
    def test_refuses_and_names_the_link(self, tmp_path: Path, target: str) -> None:
        (tmp_path / "cases" / "futian").mkdir(parents=True)
        link = tmp_path / "cases" / "futian" / "link"
        link.symlink_to(target)
        error = refused("E-SYMLINK", lambda: refuse_symlinks(tmp_path / "cases"))
        assert str(link) in error.what
        assert error.status == 3

    def test_refuses_a_linked_root(self, tmp_path: Path) -> None:
        (tmp_path / "link").symlink_to("/etc")
        refused("E-SYMLINK", lambda: refuse_symlinks(tmp_path / "link"))

    def test_accepts_plain_folders(self, tmp_path: Path) -> None:
        write_tree(tmp_path, TREE)
        refuse_symlinks(tmp_path)


@pytest.mark.parametrize(("error", "code", "words"), [
    (OSError(errno.ENOSPC, "x"), "E-DISK-FULL", "磁盘已满"),
    (OSError(errno.EDQUOT, "x"), "E-DISK-FULL", "配额"),
    (PermissionError(errno.EACCES, "x", "/some/file"), "E-READ-ONLY", "/some/file"),
    (OSError(errno.EROFS, "x", b"/some/file"), "E-READ-ONLY", "权限"),
    (OSError(errno.EPERM, "x"), "E-READ-ONLY", "权限"),
    (OSError(errno.ELOOP, "x", "/some/link"), "E-SYMLINK", "/some/link"),
    (FileNotFoundError(errno.ENOENT, "x", "/some/file"), "E-IO", "不存在"),
    (OSError(errno.EBUSY, "x"), "E-IO", "占用"),
    (OSError(errno.ENOLCK, "x"), "E-IO", "ENOLCK"),
    (OSError("no number"), "E-IO", "OSError"),
    (shutil.Error([("a", "b", "[Errno 28] No space left on device: 'b'")]), "E-DISK-FULL", "磁盘已满"),
])
def test_faults_of_the_disk_are_told_in_chinese(error: OSError, code: str, words: str) -> None:
    def fail() -> None:
        with translated_os_errors(Path("build/site")):
            raise error

    told = refused(code, fail)
    assert told.status == 3
    assert told.__cause__ is error
    assert words in told.what
    assert "build/site" in told.what + told.mend or code == "E-SYMLINK"


@pytest.mark.parametrize("error", [BrokenPipeError(errno.EPIPE, "x"), ValueError("x"), KeyboardInterrupt()])
def test_other_faults_pass_unchanged(error: BaseException) -> None:
    with pytest.raises(type(error)) as caught, translated_os_errors(Path("build")):
        raise error
    assert caught.value is error


def write_as_nobody(folder: str) -> None:
    """The child of the next test: gives up root for good, then tries each way of writing."""
    if os.getuid() == 0:
        os.setgroups([])
        os.setgid(65534)
        os.setuid(65534)
    root = Path(folder)
    for action in (
        lambda: write_file(root / "index.html", b"new"),
        lambda: write_file(root / "new" / "index.html", b"new", root=root),
        lambda: write_tree(root, {"index.html": b"new"}),
        lambda: write_tree(root / "new", {"index.html": b"new"}),
    ):
        try:
            action()
        except CasebookError as error:
            print(error.code, error.status, folder in error.what)


def test_a_folder_without_rights_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        root.chmod(0o755)  # so that the other user gets as far as the folder in question
        write_tree(root / "locked", TREE)
        (root / "locked").chmod(0o555)
        try:
            done = subprocess.run(
                [sys.executable, __file__, "as-nobody", str(root / "locked")], capture_output=True, text=True, timeout=10,
                env={**os.environ, "PYTHONPATH": str(Path(generator.__file__).parents[1])}, check=False,
            )
        finally:
            (root / "locked").chmod(0o755)
        assert done.stderr == ""
        assert done.stdout.splitlines() == ["E-READ-ONLY 3 True"] * 4
        assert tree_of(root / "locked") == TREE


if __name__ == "__main__" and sys.argv[1:2] == ["as-nobody"]:
    write_as_nobody(sys.argv[2])
