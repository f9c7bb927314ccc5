"""The same work by processes of this machine and by a cluster over the loopback: what the way there costs. make test-cluster.

It is no test and has no bound of its own. Both share the processors of one machine, so a cluster cannot be faster here, and
seconds by the clock hang on what else runs; the CPU of all processes together says what the way costs. Prints a table in
Markdown; docs/scale.md reckons from it.
"""
from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from generator import __version__
from generator.checking import check_casebook
from generator.cluster import DaskCluster
from generator.collect_shared import read_shared
from generator.document_key import make_jobs
from generator.executor import LocalProcesses
from generator.fonts import read_fonts
from generator.know.catalogue import Catalogue
from generator.know.known_checklists import known_checklists
from generator.papers import PAPERS, site_papers
from generator.printing import print_jobs
from generator.read.returned_process import read_returns
from tests.benchmarks.collect import write_returns
from tests.benchmarks.usage import REPO
from tests.cluster.machines import READY, Machines
from tests.conftest import write_project

CASE, RETURNS = "ningyang", 200
_HERE, _FAR = "本机两个进程", "两台工作机（都在本机）"


def main(arguments: Sequence[str]) -> None:
    """Measure the documents of a case and returned workbooks: here with two processes, far with two workers."""
    returns = int(arguments[0]) if arguments else RETURNS
    with tempfile.TemporaryDirectory() as place:
        machines = Machines(Path(place))
        try:
            for _ in range(2):
                machines.add(nanny=True)
            for worker in machines.workers:
                worker.wait_for(READY)
            _measure(Path(place), machines, returns)
        finally:
            machines.stop()


def _measure(place: Path, machines: Machines, returns: int) -> None:
    far = DaskCluster(machines.address)
    root = write_project(place, REPO / "cases")
    book, _ = check_casebook(root)
    assert book is not None
    catalogue, fonts = Catalogue(book, __version__, "2026-01-05"), read_fonts(root)
    papers = [(row, paper) for row in PAPERS for paper in site_papers(row, catalogue) if paper.path.startswith(f"{CASE}/")]
    jobs = [job for row, paper in papers for job in make_jobs(paper, row.formats, fonts, "")]
    write_returns(root, place / "in", returns)
    files = [(path.name, path.read_bytes()) for path in sorted((place / "in").iterdir())]
    known = known_checklists(catalogue)
    print("| 工作 | 在哪里 | 秒 | 处理器秒 | 每份处理器毫秒 |\n| --- | --- | --- | --- | --- |")
    for where, executor in ((_HERE, LocalProcesses(2)), (_FAR, far)):
        for kept in (root / "build" / ".documents").glob("*.*"):
            kept.unlink()
        _row(machines, "份文档", where, len(jobs), lambda executor=executor: print_jobs(root, jobs, fonts, executor=executor))
    _row(machines, "份交回的表", _HERE, returns, lambda: list(read_returns(files, known)))
    _row(machines, "份交回的表", _FAR, returns, lambda: list(read_shared(files, known, far)))


def _row(machines: Machines, what: str, where: str, count: int, work: Callable[[], object]) -> None:
    began, used = time.perf_counter(), _cpu(machines)
    work()
    seconds, cpu = time.perf_counter() - began, _cpu(machines) - used
    print(f"| {count} {what} | {where} | {seconds:.1f} | {cpu:.1f} | {1000 * cpu / count:.0f} |", flush=True)


def _cpu(machines: Machines) -> float:
    """Seconds of CPU so far of this process and all that it started: its children, and the groups of the machines."""
    groups = {str(machine.process.pid) for machine in (machines.scheduler, *machines.workers)}
    found = sum(os.times()[:4])
    for place in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            fields = place.read_text("utf-8", "replace").rpartition(")")[2].split()
            if fields[2] in groups:
                found += sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")
    return found


if __name__ == "__main__":
    main(sys.argv[1:])
