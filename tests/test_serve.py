"""`casebook serve`: a change is built and shown, a refused change leaves the last good page."""
from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import REPO
from test_pipeline import edit


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


class Served:
    """The running command and what it said."""

    def __init__(self, project: Path, port: int) -> None:
        self.address = f"http://127.0.0.1:{port}/"
        self.log = project / "serve.log"
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-u", "-m", "generator", "serve", "--port", str(port)], cwd=project,
                env={**os.environ, "PYTHONPATH": str(REPO)}, stdout=log, stderr=subprocess.STDOUT,
            )

    def page(self, path: str) -> str:
        try:
            with urllib.request.urlopen(self.address + path, timeout=10) as answer:
                return str(answer.read().decode())
        except OSError:
            return ""

    def wait(self, path: str, words: str) -> None:
        """Wait at the most a minute until the page holds the words."""
        for _ in range(240):
            if words in self.page(path):
                return
            assert self.process.poll() is None, self.log.read_text("utf-8")
            time.sleep(0.25)
        raise AssertionError(f"{path} never showed {words}: {self.log.read_text('utf-8')}")


@pytest.fixture
def served(project: Path) -> Iterator[Served]:
    running = Served(project, free_port())
    yield running
    running.process.kill()
    running.process.wait()


def test_shows_changes_and_keeps_the_last_good_page(project: Path, served: Served) -> None:
    served.wait("library/demo/yishi.html", "今天只议三件事。")
    practice = project / "cases/demo/practices/yishi.yaml"
    edit(practice, "今天只议三件事。", "今天只议两件事。")
    served.wait("library/demo/yishi.html", "今天只议两件事。")
    edit(practice, "cost: low", "cost: cheap")
    for _ in range(240):
        if "K104" in served.log.read_text("utf-8"):
            break
        time.sleep(0.25)
    assert "页面仍是改动前的" in served.log.read_text("utf-8")
    assert "今天只议两件事。" in served.page("library/demo/yishi.html")


def test_a_taken_port_is_told(project: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = subprocess.run(
            [sys.executable, "-m", "generator", "serve", "--port", str(taken.getsockname()[1])], cwd=project,
            env={**os.environ, "PYTHONPATH": str(REPO)}, capture_output=True, text=True, timeout=120, check=False,
        )
    assert done.returncode == 3
    assert "E-PORT" in done.stderr
    assert "Traceback" not in done.stderr
