"""What a measured program takes is its own, and a failure says what the program said."""
from __future__ import annotations

import sys

import pytest

from tests.benchmarks.usage import measure


def test_memory_is_not_that_of_the_process_that_measures() -> None:
    ballast = b"x" * 200_000_000
    used = measure(["/bin/true"])
    assert len(ballast) == 200_000_000
    assert used.memory < 60
    assert used.cpu < 1


def test_memory_and_processor_of_children_are_counted() -> None:
    inner = "b = b'x' * 150_000_000; n = sum(range(3_000_000))"
    used = measure([sys.executable, "-c", f"import subprocess, sys; subprocess.run([sys.executable, '-c', {inner!r}], check=True); print('字')"])
    assert used.memory > 150
    assert used.cpu > 0.02
    assert used.said == "字\n"


def test_a_failure_says_what_was_said() -> None:
    with pytest.raises(RuntimeError, match=r"(?s): 3\n.*wrong"):
        measure([sys.executable, "-c", "import sys; sys.exit((print('wrong', file=sys.stderr), 3)[1])"])
