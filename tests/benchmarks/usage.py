"""What a program takes: seconds of CPU with its children's, seconds by the clock, memory, and what it wrote."""
from __future__ import annotations

import gzip
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

REPO = Path(__file__).resolve().parents[2]
_MAXRSS_MB = 1024 if sys.platform == "linux" else 1024 * 1024  # Linux counts kilobytes, macOS bytes


@dataclass(frozen=True)
class Usage:
    """One run. `memory` is the largest resident set of one process of the tree, in MB."""

    cpu: float
    wall: float
    memory: float
    said: str  # standard output


# A process begins with the memory of the one that starts it on its account, so a small one starts it.
_LAUNCH = """
import os, subprocess, sys
child = subprocess.Popen(sys.argv[2:])
_, status, used = os.wait4(child.pid, 0)
os.write(int(sys.argv[1]), f"{used.ru_utime + used.ru_stime} {used.ru_maxrss}".encode())
sys.exit(os.waitstatus_to_exitcode(status) % 256)
"""


def measure(command: Sequence[str | Path], **settings: str) -> Usage:
    """Run a command from the project's folder to its end. Raises RuntimeError with its output when it fails."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err, tempfile.TemporaryFile() as told:
        launch = [sys.executable, "-I", "-S", "-c", _LAUNCH, str(told.fileno()), *command]
        began = time.perf_counter()
        done = subprocess.run(launch, stdout=out, stderr=err, cwd=REPO, env=_environment(settings), pass_fds=(told.fileno(),), check=False)
        wall = time.perf_counter() - began
        texts = []
        for stream in (out, err, told):
            stream.seek(0)
            texts.append(stream.read().decode("utf-8", "replace"))
    if done.returncode:
        raise RuntimeError(f"{command}: {done.returncode}\n{texts[0][-2000:]}\n{texts[1][-4000:]}")
    cpu, memory = map(float, texts[2].split())
    return Usage(cpu, wall, memory / _MAXRSS_MB, texts[0])


def _environment(settings: Mapping[str, str]) -> dict[str, str]:
    outside = {name: value for name, value in os.environ.items() if name not in {"CASEBOOK_SITE_URL", "PYTHONPATH", "PYTHONDONTWRITEBYTECODE"}}
    return {**outside, "NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": "1767571200", "PYTHONHASHSEED": "0", **settings}


def megabytes(folder: Path) -> float:
    """What the files below a folder have, in MB."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6


def packed(*files: Path) -> tuple[float, float]:
    """What files have together, raw and gzipped one by one, in MB."""
    contents = [path.read_bytes() for path in files]
    return sum(map(len, contents)) / 1e6, sum(len(gzip.compress(content, 6)) for content in contents) / 1e6
