"""Independent tasks behind one small interface: in this process, in processes of this machine, or on a cluster.

A task is a function of a module, called with a value that all share (sent once to each process) and one item. What it
returns comes back to the caller, who alone writes files: a process that is lost has left nothing behind. The cluster is
`DaskCluster` of cluster.py.
"""
from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from multiprocessing import parent_process
from typing import Any, Protocol, TypeVar

Shared = TypeVar("Shared")
Item = TypeVar("Item")
Result = TypeVar("Result")
Results = Generator[tuple[int, Result], None, None]
"""Index of an item and what came of it, as they finish, every index exactly once. Closing it stops the work."""


class WorkLost(Exception):
    """A process that worked on a task was ended from outside (so far mostly: no memory), and again when it was repeated."""


class Executor(Protocol):
    """Runs independent tasks."""

    @property
    def same_machine(self) -> bool:
        """Whether tasks see the files that the caller sees."""

    def run(self, task: Callable[[Shared, Item], Result], shared: Shared, items: Iterable[Item]) -> Results[Result]:
        """Call `task(shared, item)` for every item; `items` is drawn as needed.

        Raises WorkLost, and what a task raises. Stop it with `close`: what still runs is ended or forgotten.
        """


class InThisProcess:
    """One task after the other, here."""

    same_machine = True

    def run(self, task: Callable[[Shared, Item], Result], shared: Shared, items: Iterable[Item]) -> Results[Result]:
        """As `Executor.run`."""
        for index, item in enumerate(items):
            yield index, task(shared, item)


class LocalProcesses:
    """Processes of this machine, started anew for the run; whatever stops the caller stops them at once."""

    same_machine = True

    def __init__(self, count: int) -> None:
        self.count = count

    def run(self, task: Callable[[Shared, Item], Result], shared: Shared, items: Iterable[Item]) -> Results[Result]:
        """As `Executor.run`."""
        following = enumerate(items)
        others = set(multiprocessing.active_children())
        # Started anew, not forked: a fork beside the threads of typst may wait for ever.
        pool = ProcessPoolExecutor(self.count, multiprocessing.get_context("spawn"), _begin, (task, shared))
        running: dict[Future[Result], int] = {}
        try:
            while True:
                for index, item in islice(following, 2 * self.count - len(running)):
                    running[_submit(pool, item)] = index
                if not running:
                    return
                for future in wait(running, return_when=FIRST_COMPLETED).done:
                    yield running.pop(future), future.result()
        except BrokenProcessPool as broken:
            raise WorkLost from broken
        except BaseException:
            for process in set(multiprocessing.active_children()) - others:
                process.kill()
            raise
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


def _submit(pool: ProcessPoolExecutor, item: Any) -> Future[Any]:
    """Hand out an item; a process that is started for it must not meet Ctrl-C before `_begin` has it ignored."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        return pool.submit(_work, item)
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


_at_work: tuple[Callable[[Any, Any], Any], Any] | None = None
"""In a process of the pool: its task, and the value that all tasks share."""


def _begin(task: Callable[[Any, Any], Any], shared: Any) -> None:
    """Prepare a process of the pool: Ctrl-C is the parent's to obey, and when the parent is gone, this one goes too."""
    global _at_work  # noqa: PLW0603 - the value is sent once a process, not once a task
    for number in (signal.SIGINT, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    threading.Thread(target=_wait_for_parent, daemon=True).start()
    _at_work = task, shared


def _work(item: Any) -> Any:
    if _at_work is None:
        raise RuntimeError("the process was not prepared")
    task, shared = _at_work
    return task(shared, item)


def _wait_for_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
