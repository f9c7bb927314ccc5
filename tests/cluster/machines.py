"""A real scheduler and its workers, as processes of this machine that talk over the loopback."""
from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from tests.conftest import REPO

_START_SECONDS = 90.0


@dataclass(frozen=True)
class Machine:
    """A process and the file of what it said."""

    process: subprocess.Popen[bytes]
    said: Path

    def wait_for(self, words: str) -> None:
        """Until it has said these words."""
        end = time.monotonic() + _START_SECONDS
        while words not in (said := self.said.read_text("utf-8", "replace")):
            assert self.process.poll() is None, said
            assert time.monotonic() < end, said
            time.sleep(0.05)

    def kill(self) -> None:
        """End it and its children at once, as a power cut would."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


class Machines:
    """A scheduler and its workers; `stop` ends what is left of them."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.address = f"tcp://127.0.0.1:{free_port()}"
        port = self.address.rpartition(":")[2]
        # a test that is killed leaves them behind: then they end by themselves
        self.scheduler = self._start("scheduler", "--host", "127.0.0.1", "--port", port, "--idle-timeout", "600 seconds")
        self.workers: list[Machine] = []
        self.scheduler.wait_for("Scheduler at:")

    def add(self, threads: int = 1, *, nanny: bool = False, program: Path = REPO) -> Machine:
        """Begin one more worker; `program` is the folder whose generator/ it has."""
        worker = self._start(
            "worker", self.address, "--host", "127.0.0.1", "--nanny" if nanny else "--no-nanny", "--nthreads", str(threads),
            "--local-directory", str(self._folder), "--memory-limit", "0", "--death-timeout", "60", program=program,
        )
        self.workers.append(worker)
        return worker

    def stop(self) -> None:
        """End every process that was started here."""
        for machine in (*self.workers, self.scheduler):
            machine.kill()

    def _start(self, what: str, *arguments: str, program: Path = REPO) -> Machine:
        said = self._folder / f"{what}-{time.monotonic_ns()}.txt"
        surroundings = {**os.environ, "PYTHONPATH": os.pathsep.join(map(str, (program, REPO, REPO / "tests")))}
        with said.open("wb") as output:
            process = subprocess.Popen(
                [sys.executable, "-m", f"distributed.cli.dask_{what}", *arguments, "--no-dashboard"], cwd=self._folder,
                env=surroundings, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT, start_new_session=True,
            )
        return Machine(process, said)


READY = "Registered to"
"""What a worker says when it can work."""


def other_program(folder: Path) -> Path:
    """A folder with this program, one source of it changed."""
    shutil.copytree(REPO / "generator", folder / "generator", ignore=shutil.ignore_patterns("web", "__pycache__"))
    with (folder / "generator" / "view" / "shapes.py").open("a", encoding="utf-8") as source:
        source.write("# changed\n")
    return folder


def free_port() -> int:
    """A port of the loopback that nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
