"""Words that hold a numeral and are no number (百姓, 万江街道, 622工作法): one pattern that finds them in a text."""
from __future__ import annotations

import re
from functools import lru_cache

from generator.know.chinese_numeral import NUMERAL
from generator.know.identity import remembered
from generator.model.casebook import Casebook


@lru_cache(maxsize=8)
def word_pattern(words: tuple[str, ...]) -> re.Pattern[str] | None:
    """A pattern for the words, longest first; a word never begins or ends inside a number (622 in 1622)."""
    if not words:
        return None
    ordered = sorted(set(words), key=lambda word: (-len(word), word))
    first = re.escape("".join(sorted({word[0] for word in ordered})))
    return re.compile(f"(?=[{first}])(?:" + "|".join(map(_bounded, ordered)) + ")")


@remembered
def free_words(book: Casebook) -> re.Pattern[str] | None:
    """The casebook's numeral words, and the glossary's terms whose number is part of the name."""
    words = list(book.common.numeral_words.words)
    for term in book.common.glossary.terms:
        if term.holds_figure:
            words += [term.term, *term.aliases]
    return word_pattern(tuple(words))


def _bounded(word: str) -> str:
    before = "(?<![0-9.])" if word[0] in "0123456789" else f"(?<![{NUMERAL}0-9])" if word[0] in NUMERAL else ""
    after = r"(?![0-9]|\.[0-9])" if word[-1] in "0123456789" else ""
    return before + re.escape(word) + after
