"""Readers of the live folder while it is published over and over (G1)."""
from __future__ import annotations

import os
import sys
import time
from contextlib import ExitStack
from pathlib import Path
from subprocess import PIPE, Popen
from tempfile import TemporaryDirectory

from tests.faults.small import REPO, Row
from tests.tools import publisher
from tests.tools.publisher import publish_site, read_answer, site, tree_of

PAGES = 300
MEMORY = "/dev/shm"
_LIMIT = 240.0  # seconds


def read_while_publishing(base: Path, publishes: int, reads: int) -> Row:
    """Publish a site of 300 pages so many times, and on until two readers have seen it whole so often.

    In memory, where there is such a disk: what a disk takes for 200 times 300 files would leave the readers idle.
    """
    with ExitStack() as stack:
        memory = os.access(MEMORY, os.W_OK)
        place = Path(stack.enter_context(TemporaryDirectory(dir=MEMORY))) if memory else base
        return _read(place / "build" / "site", publishes, reads)


def _read(live: Path, publishes: int, reads: int) -> Row:
    publish_site(live, 1, PAGES)
    command = [sys.executable, publisher.__file__, "read", str(live), str(PAGES), str(reads // 2)]
    readers = [Popen(command, stdout=PIPE, text=True, env={**os.environ, "PYTHONPATH": str(REPO)}) for _ in range(2)]
    began, version = time.monotonic(), 1
    while version <= publishes or (len(list(live.parent.glob("enough-*"))) < 2 and time.monotonic() - began < _LIMIT):
        version += 1
        publish_site(live, version, PAGES)
    live.with_name("stop").touch()
    counts = [read_answer(reader) for reader in readers]
    whole, mixed, missing, retired = (sum(count[name] for count in counts) for name in ("whole", "mixed", "missing", "retired"))
    broken = []
    if mixed or missing:
        broken.append(f"半个网站 {mixed} 次，没有网站 {missing} 次")
    if whole < reads:
        broken.append(f"只读到 {whole} 次")
    if tree_of(live) != site(version, PAGES):
        broken.append("最后的网站不对")
    measured = (
        f"发布 {version - 1} 次，读 {whole + mixed + missing + retired:,} 次：半个 {mixed}，没有 {missing}，整个 {whole:,}"
        f"（另 {retired:,} 次读的是刚换下的旧文件夹）；读到过 {max(count['versions'] for count in counts)} 个版本"
    )
    return Row(f"G1 发布 {publishes} 次时一直在读", f"{PAGES} 页的网站，读 ≥ {reads:,} 次，半个 0 次，没有 0 次", measured, tuple(broken))
