"""Collecting under fire: whatever call of the disk fails, and whenever the process is killed, the old state stays."""
from __future__ import annotations

import errno
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from collecting import AT, KNOWN, filled, litter, put, read_here, state
from conftest import REPO, write_project

from generator import collect_intake
from generator.collect import Wish, collect
from generator.collect_intake import find_files, take_in
from generator.collect_ledger import Batch
from generator.collect_reports import write_reports
from generator.collect_store import opened
from generator.model.problem import CasebookError
from tests.faults.calls import MOST, attempt, disk_error


@pytest.fixture(autouse=True)
def _read_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(collect_intake, "read_returns", read_here)


@pytest.fixture
def place() -> Iterator[Path]:
    """A folder in memory, where there is such a disk: these tests write hundreds of times."""
    with tempfile.TemporaryDirectory(dir="/dev/shm" if os.access("/dev/shm", os.W_OK) else None) as folder:
        yield Path(folder)


@pytest.fixture
def collected(place: Path) -> tuple[Path, Path]:
    """A collection of two files, and a folder with two more."""
    for seed in range(2):
        put(place / "收件", f"社区{seed}.json", filled(seed))
        put(place / "又来", f"社区{seed + 2}.json", filled(seed + 2))
    take(place / "汇总", place / "收件")
    return place / "汇总", place / "又来"


def take(out: Path, folder: Path) -> None:
    """One batch, without its reports."""
    files, _ = find_files(folder, out)
    with opened(out, KNOWN) as store:
        rows, _, _ = take_in(store, files, KNOWN, len(store.ledger.batches) + 1, 1)
        batch = Batch(len(store.ledger.batches) + 1, AT, "收件", len(files))
        store.commit(replace(store.ledger, files=rows, batches=(*store.ledger.batches, batch)))


def undo(out: Path) -> None:
    with opened(out, KNOWN) as store:
        store.undo()


@pytest.mark.parametrize(("number", "code"), [(errno.ENOSPC, "E-DISK-FULL"), (errno.EROFS, "E-READ-ONLY")])
def test_each_failing_call_leaves_the_old_state_or_the_new_one(collected: tuple[Path, Path], number: int, code: str) -> None:
    out, more = collected
    old = state(out)
    take(out, more)
    new = state(out)
    undo(out)
    assert state(out) == old
    found: list[str] = []
    for at in range(1, MOST):
        codes, whole = attempt(out, at, disk_error(number), lambda: take(out, more))
        found += codes
        after = state(out)
        assert after in (old, new), at
        assert litter(out) == [], at
        if after == new:
            undo(out)
            assert state(out) == old
        if whole:
            break
    assert whole
    assert len(found) > 20
    assert set(found) == {code}


def test_each_failing_call_of_an_undo_leaves_one_of_both(collected: tuple[Path, Path]) -> None:
    out, more = collected
    old = state(out)
    for at in range(1, MOST):
        take(out, more)
        new = state(out)
        codes, whole = attempt(out, at, disk_error(errno.ENOSPC), lambda: undo(out))
        assert set(codes) <= {"E-DISK-FULL"}
        after = state(out)
        assert after["台账.json"] in {old["台账.json"], new["台账.json"]}
        assert set(after) >= set(old)  # no original that a ledger names is gone
        if after["台账.json"] == new["台账.json"]:
            assert after == new
            undo(out)
        elif after != old:  # originals that no ledger names are swept by the next run
            take(out, more)
            undo(out)
        assert state(out) == old
        if whole:
            break
    assert whole


def test_each_failing_call_leaves_every_report_whole(place: Path) -> None:
    old, new = (dict.fromkeys(("汇总表.xlsx", "简报.docx", "甲/回执.docx"), word * 40) for word in (b"old", b"new"))
    write_reports(place, old)
    for at in range(1, MOST):
        codes, whole = attempt(place, at, disk_error(errno.ENOSPC), lambda: write_reports(place, new))
        assert set(codes) <= {"E-DISK-FULL"}
        for name in old:
            found = [path.read_bytes() for path in (place / "报表" / name).parent.glob(f"{Path(name).stem}*")]
            assert set(found) <= {old[name], new[name]}
            assert found
        if whole:
            break
        for path in (place / "报表").rglob("*（改过的*"):
            path.unlink()
        write_reports(place, old)
        for path in (place / "报表").rglob("*（改过的*"):
            path.unlink()
    assert whole


KILLED = """
import sys, time
sys.path[:0] = [{repo!r}, {repo!r} + "/tests"]
from pathlib import Path
from generator import collect_intake
from generator.collect import Wish, collect
from collecting import read_here
collect_intake.read_returns = read_here
print("ready", flush=True)
sys.stdin.readline()
collect(Path(sys.argv[1]), Path(sys.argv[2]), Wish(Path(sys.argv[3])), "2026-11-22 16:30")
"""


@pytest.mark.linux
def test_a_kill_leaves_the_old_state_or_the_new_one(tmp_path: Path) -> None:
    project = write_project(tmp_path)
    out, folder = tmp_path / "汇总", tmp_path / "收件"
    put(folder, "社区0.json", filled(0))
    collect(project, out, Wish(folder), AT)
    old = state(out)
    for seed in range(1, 30):
        put(folder, f"社区{seed}.json", filled(seed))
    ledgers = set()
    for wait in (0.05, 0.4, 0.8):
        child = subprocess.Popen(
            [sys.executable, "-c", KILLED.format(repo=str(REPO)), project, out, folder],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )
        assert child.stdin
        assert child.stdout
        assert child.stdout.readline() == "ready\n"
        child.stdin.write("go\n")
        child.stdin.flush()
        time.sleep(wait)
        child.send_signal(signal.SIGKILL)
        child.wait()
        child.stdin.close()
        child.stdout.close()
        after = state(out)
        assert set(after.items()) >= {item for item in old.items() if item[0] != "台账.json"}
        ledgers.add(after["台账.json"])
    done = collect(project, out, Wish(folder), AT)
    assert len(done.lines) == 30
    assert len(ledgers) <= 2
    collect(project, out, Wish(undo=True), AT)
    assert state(out) == old


def test_what_is_kept_has_the_same_modes_under_any_umask(collected: tuple[Path, Path]) -> None:
    out, more = collected
    modes = modes_of(out)
    shutil.rmtree(out)
    former = os.umask(0o077)
    try:
        take(out, more)
        assert modes_of(out) == modes == {0o100644, 0o40755}
    finally:
        os.umask(former)


def modes_of(folder: Path) -> set[int]:
    return {path.stat().st_mode for path in (folder, *folder.rglob("*"))}


def test_two_runs_at_once(collected: tuple[Path, Path]) -> None:
    out, more = collected
    with opened(out, KNOWN), pytest.raises(CasebookError) as refused:
        take(out, more)
    assert refused.value.code == "E-LOCKED"
