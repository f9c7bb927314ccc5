"""Pages → bytes, a chunk of them a task: what a page says is found by the caller, who has the casebook; tasks only render."""
from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from itertools import islice

from generator.executor import Executor, InThisProcess, WorkLost
from generator.model.problem import CasebookError
from generator.outputs import Output, Pages, measured
from generator.view.shapes import Document

CHUNK_PAGES = 40
Page = tuple[Callable[[Document], bytes], Document]


def render_pages(_: None, chunk: Sequence[Page]) -> tuple[bytes, ...]:
    """The bytes of some documents, each with the function that renders it."""
    return tuple(render(document) for render, document in chunk)


def rendered(
    made: Iterable[tuple[Output, Document]], sizes: Mapping[str, int], pages: Pages, executor: Executor | None = None
) -> Iterator[tuple[str, bytes]]:
    """Each document's file below the project with its bytes, chunk by chunk as they finish; `pages` takes note in order.

    `sizes` gives the bytes of each file that a page may offer, by site path. `executor` renders, else this process. Raises
    CasebookError E-TOOL when one chunk ends every worker that tries it, E-SCHEDULER from a cluster.
    """
    paths: dict[int, list[str]] = {}

    def chunks() -> Iterator[tuple[Page, ...]]:
        following = iter(made)
        while drawn := tuple(islice(following, CHUNK_PAGES)):
            for output, document in drawn:
                pages.add(output, document)
            paths[len(paths)] = [output.path(document.path) for output, document in drawn]
            yield tuple((output.render, measured(document, sizes)) for output, document in drawn)

    try:
        with closing((executor or InThisProcess()).run(render_pages, None, chunks())) as results:
            for index, contents in results:
                yield from zip(paths[index], contents, strict=True)
    except WorkLost as lost:
        raise CasebookError("E-TOOL", "生成网页的工作机几次被中途结束，多半是内存不够", "腾出内存，再运行一次") from lost
