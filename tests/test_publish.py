"""Publishing: readers, kills, full disks and second builds see the old site or the new one, whole, and nothing else."""
from __future__ import annotations

import errno
import os
import signal
import stat
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from generator import publish
from generator.model.problem import CasebookError
from generator.publish import publishing
from generator.write_tree import write_tree
from tests.tools.publisher import litter_of, publish_site, site, tree_of


def refused(code: str, action: Callable[[], object]) -> CasebookError:
    with pytest.raises(CasebookError) as caught:
        action()
    assert caught.value.code == code
    return caught.value


@pytest.fixture
def live(tmp_path: Path) -> Path:
    """A folder with version 1 published in it."""
    publish_site(tmp_path / "build" / "site", 1)
    return tmp_path / "build" / "site"


@pytest.fixture(params=["exchange", "two renames"])
def either_way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    if request.param == "two renames":
        monkeypatch.setattr(publish, "_rename_exchange", lambda one, other: False)
    return str(request.param)


class TestPublish:
    def test_first_and_second_site(self, tmp_path: Path, either_way: str) -> None:
        live = tmp_path / "new" / "site"
        for version in (1, 2, 3):
            publish_site(live, version)
            assert tree_of(live) == site(version)
            assert not live.is_symlink()
            assert litter_of(live) == []

    def test_modes_are_the_same_under_any_umask(self, tmp_path: Path) -> None:
        live = tmp_path / "site"
        former = os.umask(0o077)
        try:
            with publishing(live) as staging:
                write_tree(staging, site(1))
                (staging / "asset.js").write_bytes(b"")
                (staging / "asset.js").chmod(0o777)
                (staging / "folder").mkdir()
        finally:
            os.umask(former)
        modes = {(path.is_dir(), stat.S_IMODE(path.stat().st_mode)) for path in (live.with_name(".site.lock"), live, *live.rglob("*"))}
        assert modes == {(True, 0o755), (False, 0o644)}

    def test_the_whole_site_then_its_name_reach_the_disk(self, live: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        steps: list[str | tuple[int, int]] = []
        sync, exchange = os.fsync, publish._exchange

        def record_sync(descriptor: int) -> None:
            status = os.fstat(descriptor)
            steps.append((status.st_dev, status.st_ino))
            sync(descriptor)

        def record_exchange(*folders: Path) -> None:
            steps.append("exchange")
            exchange(*folders)

        monkeypatch.setattr(os, "fsync", record_sync)
        monkeypatch.setattr(publish, "_exchange", record_exchange)
        publish_site(live, 2)
        new = {(path.stat().st_dev, path.stat().st_ino) for path in (live, *live.rglob("*"))}
        assert set(steps[:-2]) == new
        assert steps[-2:] == ["exchange", (live.parent.stat().st_dev, live.parent.stat().st_ino)]

    def test_a_relative_path_means_the_folder_at_the_start(self, live: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(live.parent)
        with publishing(Path("site")) as staging:
            monkeypatch.chdir("/")
            write_tree(staging, site(2))
        assert tree_of(live) == site(2)

    @pytest.mark.parametrize("error", [ValueError(), KeyboardInterrupt(), SystemExit(2), CasebookError("E-GATE", "坏链接")])
    def test_a_failing_build_changes_nothing(self, live: Path, error: BaseException) -> None:
        def build() -> None:
            with publishing(live) as staging:
                write_tree(staging, site(2))
                raise error

        with pytest.raises(type(error)) as caught:
            build()
        assert caught.value is error
        assert (tree_of(live), litter_of(live)) == (site(1), [])

    def test_a_fault_of_the_disk_in_the_build_is_translated(self, live: Path) -> None:
        def build() -> None:
            with publishing(live):
                raise OSError(errno.ENOSPC, "full")

        assert str(live.parent) in refused("E-DISK-FULL", build).what

    def test_handlers_and_descriptors_are_given_back(self, live: Path) -> None:
        numbers = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
        before = [signal.getsignal(number) for number in numbers], len(os.listdir("/dev/fd"))
        publish_site(live, 2)
        assert ([signal.getsignal(number) for number in numbers], len(os.listdir("/dev/fd"))) == before

    def test_works_outside_the_main_thread(self, live: Path) -> None:
        thread = threading.Thread(target=publish_site, args=(live, 2))
        thread.start()
        thread.join()
        assert tree_of(live) == site(2)


class TestRefusals:
    @pytest.mark.parametrize("target", ["real", "nowhere", "site"])
    def test_the_live_folder_is_no_symlink(self, tmp_path: Path, target: str) -> None:
        publish_site(tmp_path / "real", 1)
        (tmp_path / "site").symlink_to(target)
        assert str(tmp_path / "site") in refused("E-SYMLINK", lambda: publish_site(tmp_path / "site", 2)).what
        assert tree_of(tmp_path / "real") == site(1)

    def test_the_live_folder_is_no_file(self, tmp_path: Path) -> None:
        (tmp_path / "site").write_text("mine")
        refused("E-SYMLINK", lambda: publish_site(tmp_path / "site", 2))
        assert (tmp_path / "site").read_text() == "mine"

    def test_nor_becomes_one_during_the_build(self, live: Path) -> None:
        def build() -> None:
            with publishing(live) as staging:
                write_tree(staging, site(2))
                live.rename(live.with_name("moved"))
                live.symlink_to("moved")

        refused("E-SYMLINK", build)
        assert tree_of(live.with_name("moved")) == site(1)
        assert litter_of(live) == ["moved"]

    def test_a_folder_of_other_things_is_not_replaced(self, tmp_path: Path) -> None:
        documents = tmp_path / "documents"
        write_tree(documents, {"letter.txt": b"dear"})
        refused("E-FOREIGN", lambda: publish_site(documents, 1))
        assert tree_of(documents) == {"letter.txt": b"dear"}
        (documents / "letter.txt").unlink()
        publish_site(documents, 1)

    def test_a_site_without_its_first_page_is_not_published(self, live: Path) -> None:
        def build() -> None:
            with publishing(live) as staging:
                write_tree(staging, {"lonely.html": b""})

        refused("E-GATE", build)
        assert (tree_of(live), litter_of(live)) == (site(1), [])

    def test_a_mount_point_is_refused_before_the_build(self, live: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(os.path, "ismount", lambda path: path == live)
        assert "挂载点" in refused("E-IO", lambda: publish_site(live, 2)).what

    @pytest.mark.parametrize("place", ["/", "/proc"])
    def test_the_root_of_a_disk_is_refused(self, place: str) -> None:
        assert "挂载点" in refused("E-IO", lambda: publish_site(Path(place), 2)).what

    @pytest.mark.parametrize("make", [lambda path: path.symlink_to("/etc/hostname"), lambda path: path.symlink_to("/etc"),
                                      lambda path: path.symlink_to("nowhere"), os.mkfifo])
    def test_only_files_and_folders_are_published(self, live: Path, make: Callable[[Path], None]) -> None:
        def build() -> None:
            with publishing(live) as staging:
                write_tree(staging, site(2))
                make(staging / "lib" / "odd")

        refused("E-SYMLINK", build)
        assert (tree_of(live), litter_of(live)) == (site(1), [])

    def test_what_a_symlink_names_keeps_its_mode(self, live: Path, tmp_path: Path) -> None:
        secret = tmp_path / "secret"
        secret.touch(0o600)

        def build() -> None:
            with publishing(live) as staging:
                write_tree(staging, site(2))
                (staging / "link").symlink_to(secret)

        assert "符号链接" in refused("E-SYMLINK", build).what
        assert stat.S_IMODE(secret.stat().st_mode) == 0o600

    def test_a_lock_that_is_a_symlink_is_not_followed(self, live: Path) -> None:
        lock = live.with_name(".site.lock")
        lock.unlink()
        lock.symlink_to(live.with_name("precious"))
        refused("E-SYMLINK", lambda: publish_site(live, 2))
        assert not live.with_name("precious").exists()


class TestExchange:
    def test_when_even_the_way_back_fails_the_old_site_is_kept_and_put_back_by_the_next_build(
        self, live: Path, monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        rename = os.rename

        def fail(one: Path, other: Path) -> None:
            if other == live:
                raise OSError(errno.EIO, "io")
            rename(one, other)

        with monkeypatch.context() as patch:
            patch.setattr(publish, "_rename_exchange", lambda one, other: False)
            patch.setattr(os, "rename", fail)
            refused("E-IO", lambda: publish_site(live, 2))
        assert not live.exists()
        with pytest.raises(KeyError), publishing(live):
            raise KeyError
        assert (tree_of(live), litter_of(live)) == (site(1), [])

    def test_is_atomic_here(self, tmp_path: Path) -> None:
        for name in ("a", "b"):
            write_tree(tmp_path / name, {"x": name.encode()})
        if publish._rename_exchange(tmp_path / "a", tmp_path / "b"):
            assert (tree_of(tmp_path / "a"), tree_of(tmp_path / "b")) == ({"x": b"b"}, {"x": b"a"})
        else:
            assert sys.platform != "linux"

    @pytest.mark.parametrize(("number", "answer"), [(errno.ENOSYS, False), (errno.EINVAL, False), (errno.EACCES, None)])
    def test_tells_not_supported_from_failed(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, answer: bool | None,
    ) -> None:
        import ctypes

        class Catalogue:
            @staticmethod
            def renameat2(*_: object) -> int:
                ctypes.set_errno(number)
                return -1

        monkeypatch.setattr(ctypes, "CDLL", lambda *_, **__: Catalogue)
        if answer is None:
            with pytest.raises(PermissionError):
                publish._rename_exchange(tmp_path, tmp_path)
        else:
            assert publish._rename_exchange(tmp_path, tmp_path) is answer

    def test_a_library_without_it_is_no_fault(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("ctypes.CDLL", lambda *_, **__: object())
        assert publish._rename_exchange(tmp_path, tmp_path) is False

    def test_when_the_second_rename_fails_the_first_is_undone(self, live: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        rename = os.rename
        monkeypatch.setattr(publish, "_rename_exchange", lambda one, other: False)

        def fail(one: Path, other: Path) -> None:
            if ".staging-" in str(one):
                raise OSError(errno.EIO, "io")
            rename(one, other)

        monkeypatch.setattr(os, "rename", fail)
        refused("E-IO", lambda: publish_site(live, 2))
        assert (tree_of(live), litter_of(live)) == (site(1), [])
