"""Many returned files, each read in a process with limits of memory and time: none of them can stop the batch.

A process that dies or takes too long is ended and started anew; its file is refused with R-DAMAGED or R-SLOW.
"""
from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess

from generator.model.limits import RETURN_MEMORY_BYTES, RETURN_SECONDS
from generator.model.problem import CasebookError
from generator.read.returned import read_return
from generator.read.returned_known import Known
from generator.read.returned_reading import Reading

Reader = Callable[[str, bytes, Known], Reading]

_START_SECONDS = 60
_ENDING_SECONDS = 5


@dataclass(frozen=True, slots=True)
class ReadingLimits:
    """How many processes there are, and what each may take for one file."""

    workers: int = 2
    seconds: float = RETURN_SECONDS
    memory: int = RETURN_MEMORY_BYTES


def read_returns(
    files: Iterable[tuple[str, bytes]], known: Known, limits: ReadingLimits | None = None, reader: Reader = read_return,
) -> Iterator[Reading]:
    """Read files, given as name and content, and yield their Readings in the same order; `files` is drawn as needed.

    Raises CasebookError E-TOOL when no process can be started.
    """
    limits = limits or ReadingLimits()
    waiting = enumerate(files)
    workers: list[_Worker] = []
    done: dict[int, Reading] = {}
    yielded = 0
    try:
        while True:
            for place in range(limits.workers):
                if place < len(workers) and workers[place].job is not None:
                    continue
                following = next(waiting, None)
                if following is None:
                    break
                if place == len(workers):
                    workers.append(_Worker(known, limits, reader))
                elif not workers[place].alive:
                    workers[place] = _Worker(known, limits, reader)
                workers[place].give(*following)
            busy = [worker for worker in workers if worker.job is not None]
            if not busy:
                return
            done.update(_finished(busy))
            while yielded in done:
                yield done.pop(yielded)
                yielded += 1
    finally:
        for worker in workers:
            worker.end()


@dataclass(frozen=True, slots=True)
class _Job:
    index: int
    name: str
    size: int
    deadline: float


class _Worker:
    """A process that reads one file at a time."""

    def __init__(self, known: Known, limits: ReadingLimits, reader: Reader) -> None:
        context = get_context("spawn")
        self._seconds = limits.seconds
        self.connection, far = context.Pipe()
        self._process: BaseProcess = context.Process(target=_serve, args=(far, known, limits, reader), daemon=True)
        self._process.start()
        far.close()
        self.job: _Job | None = None
        if not (self.connection.poll(_START_SECONDS) and self._received() is None and self.alive):
            self.end()
            raise CasebookError("E-TOOL", "读取交回文件的程序没有启动成功", "关掉别的程序，腾出内存，再运行一次")

    @property
    def alive(self) -> bool:
        """Whether it can take another file."""
        return self._process.is_alive() and not self.connection.closed

    def give(self, index: int, file: tuple[str, bytes]) -> None:
        """Let it read a file."""
        name, content = file
        self.job = _Job(index, name, len(content), time.monotonic() + self._seconds)
        try:
            self.connection.send((name, content))
        except OSError:
            self.connection.close()  # it died meanwhile: `take` says so

    def take(self) -> Reading | None:
        """What came of the file: None while it is being read."""
        if self.job is None:
            return None
        reading: Reading | None
        if self.connection.closed:
            reading = self._lost("R-DAMAGED")
        elif self.connection.poll():
            reading = self._received() or self._lost("R-DAMAGED")
        elif time.monotonic() >= self.job.deadline:
            reading = self._lost("R-SLOW")
        else:
            return None
        self.job = None
        return reading

    def end(self) -> None:
        """End the process, whatever it does."""
        self.connection.close()
        if self._process.is_alive():
            self._process.kill()
        self._process.join(_ENDING_SECONDS)

    def _received(self) -> Reading | None:
        try:
            received: Reading | None = self.connection.recv()
        except (EOFError, OSError):
            self.connection.close()
            return None
        return received

    def _lost(self, code: str) -> Reading:
        """The verdict on a file whose reader ended or hangs. CPU time is limited too: that end is R-SLOW."""
        job = self.job
        if job is None:
            raise ValueError("no file was given")
        self.end()
        used_up = self._process.exitcode == -24  # SIGXCPU, where there are such limits
        return Reading(job.name, job.size, "R-SLOW" if used_up else code)


def _finished(busy: list[_Worker]) -> dict[int, Reading]:
    """Wait until a file is read, or the time of one is over."""
    connections = [worker.connection for worker in busy if not worker.connection.closed]
    first = min(worker.job.deadline for worker in busy if worker.job)
    if len(connections) == len(busy):
        wait(connections, max(0.0, first - time.monotonic()))
    found = {}
    for worker in busy:
        job, reading = worker.job, worker.take()
        if job and reading:
            found[job.index] = reading
    return found


def _serve(connection: Connection, known: Known, limits: ReadingLimits, reader: Reader) -> None:
    """The process: read what is sent until the other side is gone."""
    limit_cpu = _limit_memory(limits.memory)
    connection.send(None)  # started
    while True:
        try:
            name, content = connection.recv()
        except EOFError:
            return
        limit_cpu(limits.seconds)
        try:
            reading = reader(name, content, known)
        except MemoryError:
            reading = Reading(name, len(content), "R-SLOW")
        except Exception:  # a fault of ours must not stop the batch either; the tests of the reader see it
            reading = Reading(name, len(content), "R-DAMAGED")
        del content
        connection.send(reading)


def _limit_memory(memory: int) -> Callable[[float], None]:
    """Limit the address space, and return what limits the CPU time from now on; nothing where the system has no limits."""
    if sys.platform == "win32":
        return lambda seconds: None
    import resource

    def limit_cpu(seconds: float) -> None:
        used = resource.getrusage(resource.RUSAGE_SELF)
        most = int(used.ru_utime + used.ru_stime + seconds) + 2
        _, hard = resource.getrlimit(resource.RLIMIT_CPU)
        resource.setrlimit(resource.RLIMIT_CPU, (most, hard))

    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (memory if hard == resource.RLIM_INFINITY else min(memory, hard), hard))
    return limit_cpu
