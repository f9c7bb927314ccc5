"""Tasks that workers import by name."""
from __future__ import annotations

import os
import signal
import time
from pathlib import Path


def multiplied(shared: int, item: int) -> int:
    return shared * item


def slow(seconds: float, item: int) -> int:
    time.sleep(seconds)
    return item


def deadly(shared: object, item: int) -> int:
    """Ends the process that works on item 1."""
    if item == 1:
        os.kill(os.getpid(), signal.SIGKILL)
    return item


def faulty(shared: object, item: int) -> int:
    raise KeyError(item)


def failing_disk(shared: object, item: int) -> int:
    raise OSError(28, "No space left on device")


def worker_pid(folder: Path, item: int) -> int:
    """The process that works; it leaves its number in the folder, and takes its time."""
    (folder / str(os.getpid())).touch()
    time.sleep(0.2)
    return os.getpid()
