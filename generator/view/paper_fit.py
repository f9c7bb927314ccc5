"""A paper that must not be longer than so many pages: what may be left out is, in its order, and the paper says so."""
from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import replace

from generator.view.paper import Paper
from generator.view.shapes import Block, Figure, Note, Notes, Plain, Rich, Section

_CHARACTERS = 1080
"""Characters on a page of a handout, its footnotes not counted: where the search begins, not where it ends."""
_TRIES = 2  # sections that are tried again once it is known how much must go


def fitted(paper: Paper, count_pages: Callable[[Paper], int]) -> Paper:
    """The version of the paper with at most `paper.at_most` pages that leaves out least; the shortest when none has.

    Each version leaves out one section more, in the paper's order, and is never longer; then what went early and is short
    is tried again in the room that is left. The search starts at a guess, so that most papers are set two to four times.
    """
    if not paper.at_most:
        return paper

    def fits(names: frozenset[str]) -> bool:
        return count_pages(without(paper, names)) <= paper.at_most

    order = [name for name, _ in paper.spare]
    count = _guess(paper)
    if fits(frozenset(order[:count])):
        while count > 0 and fits(frozenset(order[:count - 1])):
            count -= 1
    else:
        while count < len(order):
            count += 1
            if fits(frozenset(order[:count])):
                break
    left_out = frozenset(order[:count])
    for name in list(reversed(order[:max(count - 1, 0)]))[:_TRIES]:
        if fits(left_out - {name}):
            left_out -= {name}
    return without(paper, left_out)


def without(paper: Paper, names: Collection[str]) -> Paper:
    """The paper without these sections; it says what they are and where, and cautions only of the figures that are left."""
    titles = [title for name, title in paper.spare if title and name in names]
    said = (f"还有{'、'.join(titles)}，见网页（编号 {paper.ref}）。",) if titles else ()
    kept = tuple(section for section in paper.sections if section.id not in names)
    told = frozenset(metrics_in(paper.facts, *(block for section in kept for block in section.blocks if not isinstance(block, Notes))))
    kept = tuple(replace(section, blocks=tuple(_block(block, told) for block in section.blocks)) for section in kept)
    spare = tuple(row for row in paper.spare if row[0] not in names)
    return replace(paper, sections=tuple(filter(_says, kept)), opening=(*paper.opening, *said), spare=spare)


def _block(block: Block, told: frozenset[str]) -> Block:
    return notes_on(block, told) if isinstance(block, Notes) else block


def _says(section: Section) -> bool:
    """Whether anything stands under the heading."""
    return not all(isinstance(block, Notes) and not block.items for block in section.blocks) or not section.blocks


def metrics_in(*shown: object) -> tuple[str, ...]:
    """The metrics (case/id) whose figures stand in these shapes, each once, in their order."""
    return tuple(dict.fromkeys(figure.metric for figure in _figures(shown)))


def notes_on(notes: Notes, shown: frozenset[str]) -> Notes:
    """The cautions that speak of these metrics (case/id), or of none."""
    spoken = ((note, metrics_in(note.text, note.figures)) for note in notes.items)
    return Notes(tuple(_only(note, shown) for note, metrics in spoken if not metrics or shown.intersection(metrics)))


def _only(note: Note, shown: frozenset[str]) -> Note:
    """The caution with the figures that the paper shows; others stand in its words as words."""
    text: Rich = tuple(Plain(run.text) if isinstance(run, Figure) and run.metric not in shown else run for run in note.text)
    return replace(note, text=text, figures=tuple(figure for figure in note.figures if figure.metric in shown), more=0)


def _figures(shape: object) -> Iterator[Figure]:
    if isinstance(shape, Figure):
        yield shape
    elif isinstance(shape, tuple | list):
        for part in shape:
            yield from _figures(part)
    elif not isinstance(shape, str):
        for name in getattr(shape, "__match_args__", ()):
            yield from _figures(getattr(shape, name))


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
