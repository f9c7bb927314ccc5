"""Fuzzing finds what is wrong: readers with a seeded fault. And what it once found is read as it should be."""
from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.noticing.fuzzing import KEPT, READERS, SLOWEST, Limits, changed, fuzz, keep, read_yaml, seeds

pytestmark = pytest.mark.linux  # forks
FOUND = sorted(path for kind in READERS for path in (KEPT / kind).glob("*"))


def raises(content: bytes) -> None:
    if b"\t" in content and b"[" in content:
        raise KeyError("tab")
    read_yaml(content)


def dies(content: bytes) -> None:
    if b"|\n" in content:
        os.kill(os.getpid(), signal.SIGKILL)


def burns(content: bytes) -> None:
    if content.count(b"---") > 1:
        began = time.process_time()
        while time.process_time() - began < 0.6:
            pass


def hoards(content: bytes) -> None:
    if b"\xff" in content:
        hoarded.append(bytes(bytearray(os.urandom(1)) * 120 * 1024**2))


hoarded: list[bytes] = []


@pytest.mark.parametrize(("reader", "said"), [(raises, "KeyError"), (dies, "the process ended: -9"), (burns, " s, "), (hoards, " MiB")])
def test_a_reader_with_a_seeded_fault_is_found_out(reader: Callable[[bytes], None], said: str) -> None:
    result = fuzz("yaml", reader, seconds=600, seed=1, most=600, finds=1, limits=Limits(0.5, 100))
    ((content, what),) = result.found
    assert said in what
    assert content == changed("yaml", seeds("yaml"), 1, result.count - 1)


@pytest.mark.parametrize("kind", READERS)
def test_our_readers_read_or_refuse(kind: str) -> None:
    result = fuzz(kind, READERS[kind], seconds=600, seed=2026, most=40)
    assert (result.count, result.found) == (40, ())


def test_what_was_once_found_is_read_as_it_should_be() -> None:
    for path in FOUND:
        began = time.process_time()
        READERS[path.parent.name](path.read_bytes())
        assert time.process_time() - began < SLOWEST, path


def test_what_is_found_is_kept_under_its_own_hash(tmp_path: Path) -> None:
    path = keep("yaml", b"a: [", tmp_path)
    assert keep("yaml", b"a: [", tmp_path) == path
    assert path.read_bytes() == b"a: ["
    assert path.parent == tmp_path / "yaml"
