"""Publishing under fire: failing calls, kills, signals, second builds, readers, full and read-only disks."""
from __future__ import annotations

import contextlib
import errno
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from generator import publish
from generator.model.problem import CasebookError
from generator.publish import claiming, publishing
from generator.write_tree import write_tree
from tests.tools import publisher
from tests.tools.publisher import NOBODY, count_calls, litter_of, mounting_command, publish_site, site, tree_of


@pytest.fixture
def live(tmp_path: Path) -> Path:
    """A folder with version 1 published in it."""
    publish_site(tmp_path / "build" / "site", 1)
    return tmp_path / "build" / "site"


@pytest.fixture
def quick_live() -> Iterator[Path]:
    """The same in memory, where there is such a disk: for tests that publish hundreds of times."""
    with tempfile.TemporaryDirectory(dir="/dev/shm" if os.access("/dev/shm", os.W_OK) else None) as folder:
        publish_site(Path(folder) / "site", 1, 1)
        yield Path(folder) / "site"


@pytest.fixture(params=["exchange", "two renames"])
def either_way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    if request.param == "two renames":
        monkeypatch.setattr(publish, "_rename_exchange", lambda one, other: False)
    return str(request.param)


def child(*arguments: object, under: tuple[str, ...] = ()) -> subprocess.Popen[str]:
    """A command of tests/tools/publisher.py in a process of its own."""
    root = Path(__file__).parents[1]
    return subprocess.Popen(
        [*under, sys.executable, publisher.__file__, *map(str, arguments)], stdin=subprocess.PIPE,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": str(root)},
    )


def first_line(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def answer_of(process: subprocess.Popen[str]) -> Any:
    output, errors = process.communicate(timeout=30)
    assert (errors, process.returncode) == ("", 0)
    return json.loads(output)


def outcome(action: Callable[[], object]) -> str:
    """Code of the CasebookError that an action raised, "" when all went well."""
    try:
        action()
    except CasebookError as error:
        return error.code
    return ""


@pytest.mark.parametrize(("number", "code"), [(errno.ENOSPC, "E-DISK-FULL"), (errno.EACCES, "E-READ-ONLY")])
def test_whatever_call_fails_the_live_site_is_whole(quick_live: Path, either_way: str, number: int, code: str) -> None:
    def fail() -> None:
        raise OSError(number, "injected")

    live = quick_live
    for at in range(1, 500):
        before, new = tree_of(live), site(1 + at, 1)
        with pytest.MonkeyPatch.context() as patch:
            calls = count_calls(patch.setattr, at, fail)
            told = outcome(lambda version=1 + at: publish_site(live, version, 1))
        after = tree_of(live)
        if told:
            assert told == code
            # Only the sync of the folder comes after the exchange: by then the new site stands, whole.
            assert after == before or (after == new and "exchange" in calls[:at - 1])
            assert litter_of(live) == []
        else:
            assert after == new  # not reached, or in deleting the old site: that is left to the next build
            assert len(litter_of(live)) <= (len(calls) >= at)
        if len(calls) < at:
            break
    assert at > 40
    assert {"mkdir", "write", "fsync", "exchange", "replace", "chmod", "open"} <= set(calls)
    assert litter_of(live) == []


class TestKills:
    def test_twelve_kills_at_random_moments(self, live: Path) -> None:
        result = answer_of(child("random-kills", live, 12))
        assert (result["killed"], result["harm"]) == (12, [])
        assert result["most_litter"] <= 1
        publish_site(live, 99)
        assert (tree_of(live), litter_of(live)) == (site(99), [])

    @pytest.mark.parametrize("way", ["exchange", "two renames"])
    def test_a_kill_before_each_call_of_the_disk(self, quick_live: Path, way: str) -> None:
        result = answer_of(child("kill-each-call", quick_live, way))
        assert result["killed"] > 40
        assert (result["harm"], result["most_litter"]) == ([], 1)

    @pytest.mark.parametrize(("number", "status"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129), (signal.SIGINT, 130)])
    def test_a_signal_ends_the_build_in_order(self, live: Path, number: int, status: int) -> None:
        process = child("hold", live)
        assert first_line(process) == "building"
        process.send_signal(number)
        assert process.communicate(timeout=20) == ("", "")
        assert process.returncode == status
        assert (tree_of(live), litter_of(live)) == (site(1), [])

    def test_a_signal_during_the_exchange_waits_for_it(self, live: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        exchange = publish._exchange

        def interrupted(*folders: Path) -> None:
            signal.raise_signal(signal.SIGINT)
            exchange(*folders)

        monkeypatch.setattr(publish, "_exchange", interrupted)
        with pytest.raises(KeyboardInterrupt):
            publish_site(live, 2)
        assert (tree_of(live), litter_of(live)) == (site(2), [])

    def test_a_signal_does_not_cut_the_clearing_up(self, live: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        remove = shutil.rmtree

        def interrupted(folder: Path, **options: Any) -> None:
            signal.raise_signal(signal.SIGINT)
            remove(folder, **options)

        monkeypatch.setattr(shutil, "rmtree", interrupted)
        with pytest.raises(KeyboardInterrupt):
            publish_site(live, 2)
        assert (tree_of(live), litter_of(live)) == (site(2), [])

    def test_nohup_keeps_its_meaning(self, live: Path) -> None:
        former = signal.signal(signal.SIGHUP, signal.SIG_IGN)
        try:
            with publishing(live) as staging:
                signal.raise_signal(signal.SIGHUP)
                write_tree(staging, site(2))
        finally:
            signal.signal(signal.SIGHUP, former)
        assert tree_of(live) == site(2)

    def test_a_forked_worker_neither_clears_up_nor_outlives_a_signal(self, live: Path) -> None:
        answer = answer_of(child("workers", live))
        assert answer == {"ended by": signal.SIGTERM, "left with": 7, "kept": True, "site": 2, "litter": []}


class TestLock:
    def test_the_second_build_is_refused_at_once(self, live: Path) -> None:
        process = child("hold", live)
        assert first_line(process) == "building"
        start = time.monotonic()
        with pytest.raises(CasebookError) as caught:
            publish_site(live, 2)
        assert time.monotonic() - start < 1
        assert (caught.value.code, caught.value.status) == ("E-LOCKED", 3)
        assert f"进程号 {process.pid}" in caught.value.what
        assert process.communicate("go on\n", timeout=10) == ("published\n", "")
        assert (tree_of(live), litter_of(live)) == (site(2), [])

    def test_the_command_looks_for_a_first_build_before_any_work(self, tmp_path: Path) -> None:
        live = tmp_path / "build" / "site"
        (tmp_path / "cases").mkdir()  # no casebook at all: whoever reads it says so
        command = [sys.executable, "-m", "generator", "--root", tmp_path, "build"]
        with publishing(live) as staging:
            write_tree(staging, site(1))
            told = subprocess.run(command, cwd=Path(__file__).parents[1], capture_output=True, text=True, check=False)
        assert (told.returncode, told.stdout) == (3, "")
        assert f"E-LOCKED 另一个构建正在写「{live}」（进程号 {os.getpid()}）" in told.stderr

    def test_a_claim_is_taken_over_by_the_publishing_inside_and_ends_with_it(self, live: Path) -> None:
        with claiming(live):
            with pytest.raises(CasebookError, match="进程号"), claiming(live):
                pass
            with publishing(live) as staging:
                write_tree(staging, site(2))
                with pytest.raises(CasebookError, match="进程号"), publishing(live):
                    pass
            publish_site(live, 3)  # the lock was given back
        publish_site(live, 4)
        assert (tree_of(live), litter_of(live)) == (site(4), [])

    def test_a_claim_that_is_not_used_is_given_back(self, live: Path) -> None:
        with claiming(live):
            pass
        with claiming(live.parent / "nothing" / "site"):  # no folder yet: it claims nothing
            publish_site(live, 2)
        assert not (live.parent / "nothing").exists()

    def test_of_builds_started_together_one_publishes(self, live: Path) -> None:
        for _ in range(2):
            processes = [child("hold", live) for _ in range(3)]
            begun = [first_line(process) for process in processes]
            ended = [process.communicate("go on\n", timeout=10)[0] for process in processes]
            assert sorted(begun) == ["E-LOCKED", "E-LOCKED", "building"]
            assert sorted(ended) == ["", "", "published\n"]
            assert (tree_of(live), litter_of(live)) == (site(2), [])

    def test_an_orphan_of_a_killed_build_does_not_keep_the_lock(self, live: Path) -> None:
        process = child("hold", live, "with-worker")
        worker = int(first_line(process))
        assert first_line(process) == "building"
        process.kill()
        process.wait()
        try:
            os.kill(worker, 0)  # it lives
            publish_site(live, 3)
        finally:
            os.kill(worker, signal.SIGKILL)
            process.communicate()
        assert (tree_of(live), litter_of(live)) == (site(3), [])


@contextlib.contextmanager
def reading(live: Path) -> Iterator[subprocess.Popen[str]]:
    """A process that reads the live folder as fast as it can while the block runs."""
    reader = child("read", live)
    assert first_line(reader) == "reading"
    try:
        yield reader
    finally:
        live.with_name("stop").touch()


class TestReaders:
    def test_see_the_old_or_the_new_site(self, live: Path) -> None:
        with reading(live) as reader:
            for version in range(2, 32):
                publish_site(live, version)
                time.sleep(0.01)
        seen = answer_of(reader)
        assert (seen["missing"], seen["mixed"]) == (0, 0)
        assert seen["whole"] > 30
        assert seen["versions"] > 3

    def test_would_notice_a_careless_publisher(self, live: Path) -> None:
        with reading(live) as reader:
            end, version = time.monotonic() + 0.7, 2
            while time.monotonic() < end:
                write_tree(live, site(version))
                version += 1
        assert answer_of(reader)["mixed"] > 0


class TestDisks:
    def test_full_at_ten_sizes_and_read_only(self, tmp_path: Path) -> None:
        """On real small disks where they can be mounted here, on pretended ones elsewhere."""
        under = mounting_command()
        results = answer_of(child("small-disks", tmp_path, "mounted" if under else "pretended", under=under))
        assert results == [["E-DISK-FULL", True, []]] * 10 + [["E-READ-ONLY", True, []]]

    def test_pretended_ones_tell_the_same(self, tmp_path: Path) -> None:
        results = answer_of(child("small-disks", tmp_path, "pretended"))
        assert results == [["E-DISK-FULL", True, []]] * 10 + [["E-READ-ONLY", True, []]]

    def test_a_folder_without_rights(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder)
            root.chmod(0o755)  # so that the other user gets as far as the folder in question
            publish_site(root / "build" / "site", 1)
            if os.getuid() == 0:
                os.chown(root / "build" / ".site.lock", NOBODY, NOBODY)  # so that it fails at the folder, not the lock
            for locked, target in ((root / "build", "build/site"), (root, "new/site")):
                locked.chmod(0o555)
                *told, seconds = answer_of(child("as-nobody", root / target))
                assert told == ["E-READ-ONLY", 3, True]
                assert seconds < 2
                locked.chmod(0o755)
            assert tree_of(root / "build" / "site") == site(1)
