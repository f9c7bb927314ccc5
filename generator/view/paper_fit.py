"""A paper that must not be longer than so many pages: what may be left out is, in its order, and the paper says so."""
from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from generator.view.paper import Paper


def fitted(paper: Paper, count_pages: Callable[[Paper], int]) -> Paper:
    """The longest version of the paper that has at most `paper.at_most` pages; the shortest when none has.

    `count_pages` is asked about log2 of the number of versions times: leaving out more never makes a paper longer.
    """
    if not paper.at_most or count_pages(paper) <= paper.at_most:
        return paper
    low, high = 1, len(paper.spare)
    while low < high:
        middle = (low + high) // 2
        if count_pages(shortened(paper, middle)) <= paper.at_most:
            high = middle
        else:
            low = middle + 1
    return shortened(paper, low)


def shortened(paper: Paper, count: int) -> Paper:
    """The paper without the first `count` sections that may be left out; it names them and says where they are."""
    dropped = {name for name, _ in paper.spare[:count]}
    titles = [title for _, title in paper.spare[:count] if title]
    said = (f"还有{'、'.join(titles)}，见网页（编号 {paper.ref}）。",) if titles else ()
    kept = tuple(section for section in paper.sections if section.id not in dropped)
    return replace(paper, sections=kept, opening=(*paper.opening, *said), spare=paper.spare[count:])
