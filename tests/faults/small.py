"""The smallest whole casebook as a project, the real command on it, and what must hold of its published site."""
from __future__ import annotations

import hashlib
import itertools
import os
import re
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.conftest import REPO, write_project

_WORDS = "东南西北山水田园春夏秋冬花草树木"
_EDITS = itertools.count()


@dataclass(frozen=True)
class Row:
    """One promise: what was promised, what was measured, what broke it (nothing, when it was kept)."""

    name: str
    promised: str
    measured: str
    broken: tuple[str, ...] = ()


@dataclass
class Answer:
    """How a command ended: its status, what it said on both streams, seconds by the clock and of a processor.

    A bound is held against the second: what else runs on a machine makes the first longer.
    """

    status: int
    said: str
    seconds: float
    cpu: float = 0.0


def make_project(base: Path) -> Path:
    """The project, built once with all its documents."""
    root = write_project(base)
    finish(root)
    return root


def edit(root: Path, documents: bool = True) -> None:
    """Change a text of the casebook, so that a page and two documents are made anew, or of a page alone."""
    number = next(_EDITS)
    words = f"{_WORDS[number // len(_WORDS) % len(_WORDS)]}{_WORDS[number % len(_WORDS)]}"
    if documents:
        path = root / "cases" / "demo" / "practices" / "yishi.yaml"
        changed, times = re.subn(r"(text: 今天只议)[^。]*。", rf"\1{words}这件事。", path.read_text("utf-8"))
        if times != 1:
            raise RuntimeError("the practice has lost the sentence that is changed here")
        path.write_text(changed, "utf-8")
    else:
        path = root / "docs" / "guide.md"
        path.write_text(path.read_text("utf-8") + f"\n{words}\n", "utf-8")


def start(
    root: Path, *arguments: str | Path, program: Sequence[str] = ("-m", "generator"), under: Sequence[str] = ()
) -> subprocess.Popen[str]:
    """`casebook ARGUMENTS` for this project, as a process of its own, with a folder of its own for temporary files.

    `under` is a command that goes before, as setpriv.
    """
    environment = {**os.environ, "PYTHONPATH": str(REPO)}
    if root != REPO:  # the real casebook keeps its clock
        temporary = root.parent / "temporary"
        temporary.mkdir(exist_ok=True)
        environment |= {"TMPDIR": str(temporary), "SOURCE_DATE_EPOCH": "1767571200"}
    return subprocess.Popen(
        [*under, sys.executable, *program, "--root", str(root), *map(str, arguments)], cwd=root.parent, env=environment,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )


def answer_of(process: subprocess.Popen[str], began: float, limit: float = 300) -> Answer:
    """Wait for the end of a command; one that does not come to it is killed."""
    assert process.stdout is not None
    guard = threading.Timer(limit, process.kill)
    guard.start()
    try:
        with process.stdout as stream:
            said = stream.read()
        _, status, used = os.wait4(process.pid, 0)
    finally:
        guard.cancel()
    process.returncode = os.waitstatus_to_exitcode(status)
    return Answer(process.returncode, said, time.monotonic() - began, used.ru_utime + used.ru_stime)


def run(root: Path, *arguments: str | Path, under: Sequence[str] = ()) -> Answer:
    """A command from its start to its end."""
    began = time.monotonic()
    return answer_of(start(root, *arguments, under=under), began)


def finish(root: Path) -> Answer:
    """A build that must come through."""
    answer = run(root, "build")
    if answer.status:
        raise RuntimeError(f"the build of an untouched casebook failed: {answer.said}")
    return answer


def live_of(root: Path) -> Path:
    return root / "build" / "site"


def print_of(folder: Path) -> str:
    """SHA-256 over names, kinds, modes and bytes of everything below a folder; "" when it is not there."""
    if not folder.is_dir():
        return ""
    digest = hashlib.sha256()
    for path in (folder, *sorted(folder.rglob("*"))):
        mode = path.lstat().st_mode
        digest.update(f"{path.relative_to(folder)}\0{mode}\0".encode())
        if stat.S_ISREG(mode):
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def stale_of(root: Path) -> list[str]:
    """Unfinished folders beside the published site."""
    return sorted(path.name for path in live_of(root).parent.glob(".site.*-*"))


def drafts_of(root: Path) -> list[str]:
    """Half-made documents and files: what a failing (not killed) command must have taken away."""
    found = (*root.glob("build/.documents/drafts-*"), *root.rglob(".casebook-*.tmp"))
    return sorted(path.relative_to(root).as_posix() for path in found)
