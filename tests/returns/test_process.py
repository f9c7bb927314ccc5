"""Files are read in processes of their own: one that hangs, dies or fills memory costs its own file only."""
from __future__ import annotations

import os
import re
import sys
import time
from multiprocessing import get_context
from pathlib import Path

import pytest

from generator.model.problem import CasebookError
from generator.read.returned import read_return
from generator.read.returned_known import Known
from generator.read.returned_process import ReadingLimits, _limit_memory, _serve, read_returns
from generator.read.returned_reading import Reading
from tests.returns.corpus import HONEST, corpus
from tests.returns.forms import KNOWN

pytestmark = pytest.mark.linux


def troublesome(name: str, content: bytes, known: Known) -> Reading:
    """A reader that does what the name says."""
    match name:
        case "hang":
            time.sleep(600)
        case "spin":
            while True:
                pass
        case "die":
            os._exit(9)
        case "raise":
            raise ValueError(name)
        case "memory":
            return Reading(str(len(bytearray(2 * 1024**3))), 0)
    return read_return(name, content, known)


def peak() -> int:
    """The most memory that this process has held, in KiB (ru_maxrss would begin with that of its parent)."""
    return int(re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text("utf-8"))[1])  # type: ignore[index]


def grown(name: str, content: bytes, known: Known) -> Reading:
    """Reads, and says in `detail` by how many KiB the process has grown at most since its first file."""
    begin = int(os.environ.setdefault("GROWN_FROM", str(peak())))
    reading = read_return(name, content, known)
    return Reading(name, reading.size, reading.code, reading.where, str(peak() - begin))


class _Deadly:
    """What ends the process that unpacks it."""

    def __reduce__(self) -> tuple[object, tuple[int]]:
        return os._exit, (1,)


def test_a_batch_goes_on_whatever_one_file_does() -> None:
    names = ["a.xlsx", "hang", "b.xlsx", "die", "c.xlsx", "raise", "memory", "d.xlsx", "spin", "e.xlsx"]
    limits = ReadingLimits(workers=2, seconds=2)
    began = time.monotonic()
    readings = list(read_returns(((name, HONEST) for name in names), KNOWN, limits, troublesome))
    assert [reading.name for reading in readings] == names
    assert {reading.name: reading.code for reading in readings if reading.code} == {
        "hang": "R-SLOW", "die": "R-DAMAGED", "raise": "R-DAMAGED", "memory": "R-SLOW", "spin": "R-SLOW",
    }
    assert all(reading.returned for reading in readings if not reading.code)
    assert time.monotonic() - began < 60


def test_the_order_is_that_of_the_files_and_the_verdicts_those_of_the_reader() -> None:
    samples = [sample for sample in corpus() if len(sample.content) < 100_000][::3]  # test_corpus.py has every verdict
    readings = list(read_returns(((sample.name, sample.content) for sample in samples), KNOWN))
    assert readings == [read_return(sample.name, sample.content, KNOWN) for sample in samples]
    assert len(readings) > 50


def test_the_process_grows_by_less_than_100_mb_over_all_hostile_files() -> None:
    files = [(sample.name, sample.content) for sample in corpus()]
    readings = list(read_returns(files, KNOWN, ReadingLimits(workers=1), grown))
    growth = max(int(reading.detail) for reading in readings) // 1024
    print("grown by", growth, "MiB")
    assert 0 < growth <= 100


def test_no_files_start_no_process() -> None:
    assert list(read_returns([], KNOWN)) == []


def test_processes_that_cannot_start_are_a_fault_of_the_machine() -> None:
    with pytest.raises(CasebookError, match="没有启动成功"):
        list(read_returns([("a.xlsx", HONEST)], {"demo": _Deadly()}, ReadingLimits(workers=1)))  # type: ignore[dict-item]


def test_a_reading_process_ends_when_the_other_side_is_gone() -> None:
    """Were the program that collects killed, its readers must not stay behind."""
    context = get_context("spawn")
    near, far = context.Pipe()
    process = context.Process(target=_serve, args=(far, KNOWN, ReadingLimits(seconds=20), troublesome))
    process.start()
    far.close()
    assert near.recv() is None
    for name, code in (("a.xlsx", ""), ("raise", "R-DAMAGED"), ("memory", "R-SLOW"), ("b.xlsx", "")):
        near.send((name, HONEST))
        assert near.recv().code == code
    near.close()
    process.join(60)
    assert process.exitcode == 0


def test_without_limits_of_the_system_files_are_read_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    assert _limit_memory(1)(1.0) is None  # type: ignore[func-returns-value]
