"""How wide words are before any font is known, and where a line of Chinese may end. Widths are in em of the text.

A Han character is one em in every font; for the rest the widest of the common system fonts is taken, so that words
which fit by our measure fit on every machine. Where a line may not begin or end follows GB/T 15834 (标点符号用法).
"""
from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from itertools import accumulate, pairwise

NO_START = frozenset("，。、；：？！）》〉」』】〕”’…—～·％‰℃,.;:?!)]}%")
NO_END = frozenset("（《〈「『【〔“‘([{")
_WIDE_LATIN = frozenset("MWmw@%&")
_FULL = frozenset("“”‘’…—·×÷※→①②③④⑤⑥⑦⑧⑨⑩")  # of one em in Chinese fonts, though Unicode calls them ambiguous
_EMOJI = range(0x1F000, 0x20000)
_PAUSES = frozenset("，。、；：？！”’）》")
_OPENS = frozenset("“‘（《")
_LITTLE, _MUCH = 0.4, 4.0
_HAN = re.compile("[一-鿿，。、；：？！（）《》]*")  # all of one em
_QUOTED = re.compile(r"“[^“”]{1,8}”|《[^《》]{1,8}》")  # short enough to stay on one line


@cache
def char_width(char: str) -> float:
    """The width of one character in em; 0 for one that stands on the character before it."""
    if unicodedata.category(char) in {"Mn", "Me", "Cf"}:
        return 0
    if ord(char) in _EMOJI:
        return 1.4
    if char in _FULL or unicodedata.east_asian_width(char) in {"W", "F"}:
        return 1
    if char == " ":
        return 0.35
    if char in _WIDE_LATIN:
        return 1
    return (0.8 if char.isupper() else 0.65) if char.isascii() else 1


def text_width(text: str) -> float:
    """The width of a line of text in em."""
    return len(text) if _HAN.fullmatch(text) else sum(map(char_width, text))


def squeezed(text: str) -> str:
    """The text with every run of white space as one space, none at its ends."""
    return " ".join(text.split())


def wrap(text: str, width: float) -> tuple[str, ...]:
    """Break a text into the fewest lines of at most `width` em, where a reader would pause; a space at a break stays.

    Joined, the lines are the squeezed text again. A piece without a place to break, wider than a line, breaks anywhere.
    """
    text = squeezed(text)
    if text_width(text) <= width:
        return (text,)
    pieces = list(_pieces(text, width))
    costs = _break_costs(pieces)
    ends = list(accumulate(map(text_width, pieces), initial=0.0))
    seen = [end - (char_width(" ") if piece.endswith(" ") else 0) for piece, end in zip(pieces, ends[1:], strict=True)]
    best: list[tuple[int, float, tuple[int, ...]]] = [(0, 0.0, (0,))]  # for the first n pieces: lines, cost, breaks
    for end in range(1, len(pieces) + 1):
        ways = []
        for start in range(end - 1, -1, -1):
            free = width - (seen[end - 1] - ends[start])
            if free < 0 and start < end - 1:
                break
            lines, cost, breaks = best[start]
            ways.append((lines + 1, cost + free * free / width + costs[end - 1], (*breaks, end)))
        best.append(min(ways))
    return tuple("".join(pieces[start:end]) for start, end in pairwise(best[-1][2]))


def _break_costs(pieces: list[str]) -> list[float]:
    """What a break behind each piece costs: nothing where the sentence pauses, most inside a word of two characters.

    Chinese writes no spaces and most words have two characters: a break behind an odd one is likely inside a word.
    """
    costs, run = [], 0
    for piece, after in pairwise((*pieces, "")):
        run += len(piece)
        if not after or piece[-1] in _PAUSES or piece.endswith(" "):
            run, cost = 0, 0.0
        elif piece[-1] == "的" or after[0] in _OPENS or after[0] in "和与或及":
            run, cost = 0, _LITTLE
        else:
            cost = _MUCH if run % 2 or piece[-1].isdigit() else 2 * _LITTLE
        costs.append(cost)
    return costs


def _pieces(text: str, width: float) -> Iterator[str]:
    """Runs of text without a place to break inside; a run wider than a line comes in parts."""
    whole = {at for quoted in _QUOTED.finditer(text) if text_width(quoted[0]) <= width for at in range(quoted.start() + 1, quoted.end())}
    piece, at = "", 0
    for before, char in pairwise(("", *_clusters(text, width))):
        if piece and ((at not in whole and _may_break(before, char)) or text_width(piece + char) > width):
            yield piece
            piece = ""
        piece += char
        at += len(char)
    if piece:
        yield piece


def _clusters(text: str, width: float) -> Iterator[str]:
    """Characters with the marks that stand on them; what a zero width joiner joins is one, unless wider than a line."""
    cluster = ""
    for char in text:
        joined = cluster.endswith("\u200d") and text_width(cluster + char) <= width
        if cluster and char_width(char) and not joined:
            yield cluster
            cluster = ""
        cluster += char
    if cluster:
        yield cluster


def _may_break(before: str, after: str) -> bool:
    if after[0] in NO_START or after == " " or before[-1] in NO_END:
        return False
    return not (_is_word(before) and _is_word(after))


def _is_word(cluster: str) -> bool:
    """True for letters, digits and marks that belong to the word or number beside them: not for Han and spaces."""
    first = cluster[0]
    return first != " " and first not in _FULL and unicodedata.east_asian_width(first) not in {"W", "F"}
