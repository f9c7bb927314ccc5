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


def measure(command: Sequence[str | Path], **settings: str) -> Usage:
    """Run a command from the project's folder to its end. Raises RuntimeError with its output when it fails."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        began = time.perf_counter()
        child = subprocess.Popen(command, stdout=out, stderr=err, cwd=REPO, env=_environment(settings))
        _, status, used = os.wait4(child.pid, 0)
        wall = time.perf_counter() - began
        child.returncode = os.waitstatus_to_exitcode(status)
        texts = []
        for stream in (out, err):
            stream.seek(0)
            texts.append(stream.read().decode("utf-8", "replace"))
    if child.returncode:
        raise RuntimeError(f"{command}: {child.returncode}\n{texts[0][-2000:]}\n{texts[1][-4000:]}")
    return Usage(used.ru_utime + used.ru_stime, wall, used.ru_maxrss / _MAXRSS_MB, texts[0])


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
