"""A paper that must not be longer than so many pages: what may be left out is, in its order, and the paper says so."""
from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from generator.view.paper import Paper

_CHARACTERS = 690
"""Characters on a page of a handout, tables and footnotes included: where the search begins, not where it ends."""


def fitted(paper: Paper, count_pages: Callable[[Paper], int]) -> Paper:
    """The longest version of the paper that has at most `paper.at_most` pages; the shortest when none has.

    Each version leaves out one section more, and is never longer. The search starts at a guess, so that most papers
    are set two or three times.
    """
    if not paper.at_most:
        return paper

    def fits(count: int) -> bool:
        return count_pages(shortened(paper, count)) <= paper.at_most

    count = _guess(paper)
    if fits(count):
        while count > 0 and fits(count - 1):
            count -= 1
    else:
        while count < len(paper.spare):
            count += 1
            if fits(count):
                break
    return shortened(paper, count)


def shortened(paper: Paper, count: int) -> Paper:
    """The paper without the first `count` sections that may be left out; it names them and says where they are."""
    dropped = {name for name, _ in paper.spare[:count]}
    titles = [title for _, title in paper.spare[:count] if title]
    said = (f"还有{'、'.join(titles)}，见网页（编号 {paper.ref}）。",) if titles else ()
    kept = tuple(section for section in paper.sections if section.id not in dropped)
    return replace(paper, sections=kept, opening=(*paper.opening, *said), spare=paper.spare[count:])


def _guess(paper: Paper) -> int:
    """How many sections to leave out, by the count of characters alone."""
    size = {section.id: _characters(section) for section in paper.sections}
    whole = sum(size.values())
    for count, (name, _) in enumerate(paper.spare):
        if whole <= paper.at_most * _CHARACTERS:
            return count
        whole -= size[name]
    return len(paper.spare)


def _characters(shape: object) -> int:
    if isinstance(shape, str):
        return len(shape)
    if isinstance(shape, tuple):
        return sum(map(_characters, shape))
    return sum(_characters(getattr(shape, name)) for name in getattr(shape, "__match_args__", ()))
