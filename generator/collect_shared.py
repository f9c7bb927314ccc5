"""Returned files read by an executor, a chunk of them a task; the Readings come back in the order of the files."""
from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import closing

from generator.executor import Executor, WorkLost
from generator.model.problem import CasebookError
from generator.read.returned_chunk import read_chunk
from generator.read.returned_known import Known
from generator.read.returned_reading import Reading

CHUNK_FILES = 40
"""Files of one task: starting its program costs as much CPU as reading some ten of them."""
CHUNK_BYTES = 8 * 1024 * 1024


def read_shared(files: Iterable[tuple[str, bytes]], known: Known, executor: Executor) -> Iterator[Reading]:
    """Read files, given as name and content, on the executor; as `read_returns`, which the workers use.

    Raises CasebookError E-TOOL when one chunk ends every worker that tries it, E-SCHEDULER from a cluster.
    """
    done: dict[int, list[Reading]] = {}
    following = 0
    try:
        with closing(executor.run(read_chunk, known, _chunks(files))) as results:
            for index, readings in results:
                done[index] = readings
                while following in done:
                    yield from done.pop(following)
                    following += 1
    except WorkLost as lost:
        raise CasebookError("E-TOOL", "读取交回文件的工作机几次被中途结束，多半是内存不够", "腾出内存，再运行一次") from lost


def _chunks(files: Iterable[tuple[str, bytes]]) -> Iterator[tuple[tuple[str, bytes], ...]]:
    chunk: list[tuple[str, bytes]] = []
    size = 0
    for name, content in files:
        if chunk and (len(chunk) == CHUNK_FILES or size + len(content) > CHUNK_BYTES):
            yield tuple(chunk)
            chunk, size = [], 0
        chunk.append((name, content))
        size += len(content)
    if chunk:
        yield tuple(chunk)
