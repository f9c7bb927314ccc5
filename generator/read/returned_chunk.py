"""A few returned files read by a program of its own, which keeps the limits of returned_process.py: for a cluster's workers.

A worker of a cluster may be a process that must have no children; a program that it starts may.
"""
from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections.abc import Sequence

from generator.model.limits import RETURN_SECONDS
from generator.model.problem import CasebookError
from generator.read.returned_known import Known
from generator.read.returned_process import ReadingLimits, read_returns
from generator.read.returned_reading import Reading

_START_SECONDS = 120


def read_chunk(known: Known, files: Sequence[tuple[str, bytes]]) -> list[Reading]:
    """The Readings of some files, in their order. Raises CasebookError E-TOOL when the program does not come to its end."""
    command = [sys.executable, "-m", __spec__.name]
    surroundings = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    seconds = _START_SECONDS + RETURN_SECONDS * len(files)
    try:
        ended = subprocess.run(
            command, input=pickle.dumps((known, files)), capture_output=True, timeout=seconds, env=surroundings, check=True
        )
        said = pickle.loads(ended.stdout)  # noqa: S301 - our own program wrote it
    except (OSError, subprocess.SubprocessError, EOFError, pickle.UnpicklingError) as error:
        raise _failed() from error
    if isinstance(said, CasebookError):
        raise said
    if not isinstance(said, list) or len(said) != len(files):
        raise _failed()
    return said


def _failed() -> CasebookError:
    return CasebookError("E-TOOL", "读取交回文件的程序没有做完", "关掉别的程序，腾出内存，再运行一次")


def _main() -> None:
    """The program: files come in, Readings go out, both pickled."""
    known, files = pickle.load(sys.stdin.buffer)  # noqa: S301 - from `read_chunk`
    said: list[Reading] | CasebookError
    try:
        said = list(read_returns(files, known, ReadingLimits(workers=1)))
    except CasebookError as error:
        said = error
    sys.stdout.buffer.write(pickle.dumps(said))


if __name__ == "__main__":
    _main()
