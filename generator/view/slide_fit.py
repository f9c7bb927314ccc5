"""How much of a text a slide holds, before any font is known: what a view parts over slides fits when it is drawn.

Measures are in em of the text: a Han character is one em in every font. Titles stand on one line; a body has at most
MOST_LINES lines as they wrap, in 22 points or more (reference/standards.md A8).
"""
from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from math import ceil

from generator.view.deck import MOST_LINES, SlideTable
from generator.view.shapes import Computed, Rich, words_of

WIDTH = 864.0
"""Of title and body, in points."""
TITLE_SIZE, LEAST_SIZE, TABLE_SIZE, SOURCE_SIZE = 34.0, 22.0, 22.0, 14.0
TITLE_EM = WIDTH / TITLE_SIZE - 1
LIST_EM = 33.5
"""Of a line of a list, at 24 points beside its mark."""
SOURCE_LINES = 3
CELL_PAD = 0.7
"""Of a cell of a table, both sides together, in em."""
_NARROW, _BETWEEN = 0.6, 0.25
_LOST = 1.5  # a line may end so much early: punctuation does not begin a line
_SENTENCE = re.compile(r"[^。？！]*[。？！]+[”’）》]*|[^。？！]+$")


def slide_words(text: Rich) -> str:
    """The words of a text; a computed figure says that it is one, unless the text says so right behind it."""
    said = ""
    for place, run in enumerate(text):
        said += run.text
        if isinstance(run, Computed) and not words_of(text[place + 1:])[:4].lstrip("（").startswith("推算"):
            said += "（推算）"
    return said


def em(text: str) -> float:
    """The width of a line of text; some programs part Han from letters and digits by a little, none by more."""
    full = [unicodedata.east_asian_width(sign) in "WFA" for sign in text]
    return sum(1.0 if wide else _NARROW for wide in full) + _BETWEEN * sum(a != b for a, b in pairwise(full))


def count_lines(text: str, width: float) -> int:
    """How many lines of `width` em a paragraph takes at most."""
    long = em(text)
    return 1 if long <= width else ceil(long / (width - _LOST))


def share(texts: Iterable[str], width: float = LIST_EM, most: int = MOST_LINES) -> list[tuple[str, ...]]:
    """Texts in order, parted over slides of at most `most` lines, as evenly as may be.

    A text too long for a slide is parted between its sentences: nothing is left out, no sentence is cut. A sentence that
    no slide holds stands alone, for the renderer to refuse with the name of the document.
    """
    pieces = [piece for text in texts for piece in _pieces(text, width, most)]
    needs = [count_lines(piece, width) for piece in pieces]
    shared, at = [], 0
    for slide in _evened(needs, most):
        shared.append(tuple(pieces[at:at + len(slide)]))
        at += len(slide)
    return shared


def _evened(needs: Sequence[int], most: int) -> list[list[int]]:
    """The heights parted over as few slides as hold them, as evenly as may be; what is too high for any stands alone."""
    slides = _filled(needs, most)
    if len(slides) < 2 or max(needs) > most:
        return slides
    return min((_filled(needs, limit) for limit in range(max(needs), most + 1)), key=lambda found: (len(found), max(map(sum, found))))


def _filled(needs: Sequence[int], most: int) -> list[list[int]]:
    slides: list[list[int]] = []
    for need in needs:
        if not slides or sum(slides[-1]) + need > most:
            slides.append([])
        slides[-1].append(need)
    return slides


def sentences(text: str) -> tuple[str, ...]:
    """The sentences of a text, whole; at least one, empty where the text is."""
    return tuple(_SENTENCE.findall(text)) or (text,)


def _pieces(text: str, width: float, most: int) -> Iterator[str]:
    if count_lines(text, width) <= most:
        yield text
        return
    piece = ""
    for sentence in sentences(text):
        if piece and count_lines(piece + sentence, width) > most:
            yield piece
            piece = ""
        piece += sentence
    if piece:
        yield piece


def column_widths(table: SlideTable, whole: float = WIDTH / TABLE_SIZE) -> tuple[float, ...]:
    """The widths of a table's columns in em, together `whole`: short columns as they need, the rest by what they hold."""
    wants = [max(map(em, column)) + CELL_PAD for column in zip(table.head, *table.rows, strict=True)]
    if sum(wants) <= whole:
        spare = (whole - sum(wants)) / len(wants)
        return tuple(want + spare for want in wants)
    fair = whole / len(wants)
    short = {place for place, want in enumerate(wants) if want <= fair}
    room = whole - sum(wants[place] for place in short)
    long = sum(want for place, want in enumerate(wants) if place not in short)
    return tuple(want if place in short else room * want / long for place, want in enumerate(wants))


def row_lines(row: Sequence[str], widths: Sequence[float]) -> int:
    """How many lines a row of a table takes."""
    return max(count_lines(text, width - CELL_PAD) for text, width in zip(row, widths, strict=True))


def share_rows(table: SlideTable, most: int = MOST_LINES) -> list[SlideTable]:
    """The table over slides of at most `most` lines of rows; a row that no slide holds stands alone, for the renderer to refuse."""
    widths = column_widths(table)
    needs = [row_lines(row, widths) for row in table.rows]
    found, at = [], 0
    for part in _evened(needs, most):
        found.append(SlideTable(table.head, table.rows[at:at + len(part)]))
        at += len(part)
    return found
