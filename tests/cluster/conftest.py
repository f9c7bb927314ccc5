"""One scheduler with two workers for the tests of a module."""
from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.cluster.machines import READY, Machines


@pytest.fixture(scope="module")
def machines(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machines]:
    """A scheduler with two workers, one of them with two threads."""
    started = Machines(tmp_path_factory.mktemp("cluster"))
    try:
        for threads in (1, 2):
            started.add(threads)
        for worker in started.workers:
            worker.wait_for(READY)
        yield started
    finally:
        started.stop()
