"""The words that mean the same to a reader who searches."""
from __future__ import annotations

import re
from collections.abc import Iterator

from generator.know.catalogue import Catalogue
from generator.model.common import GlossaryTerm, Term

_PLAIN = re.compile(r"[^与和、，。；（）()]{2,10}")  # a word that someone would type, no list and no sentence


def same_words(catalogue: Catalogue) -> tuple[tuple[str, ...], ...]:
    """Groups of words of which each finds the others: the synonyms, the glossary, and what is sorted by the vocabularies.

    Of the vocabularies those of places and topics: an alias there is another name. The aliases of actors, stages and
    tools are members of a class (租户 of 居民, 听证 of 议事规则), which are no synonyms.
    """
    common = catalogue.book.common
    groups = [group.words for group in common.synonyms.groups if not group.one_way]
    groups += (words for term in common.glossary.terms if len(words := _term_words(term)) > 1)
    taxonomy = common.taxonomy
    for term in (*taxonomy.community_types, *taxonomy.topics):
        groups += _pairs(term)
    return tuple(dict.fromkeys(groups))


def one_way_words(catalogue: Catalogue) -> tuple[tuple[str, ...], ...]:
    """Groups whose first word finds the others, and not the other way round."""
    return tuple(group.words for group in catalogue.book.common.synonyms.groups if group.one_way)


def _term_words(term: GlossaryTerm) -> tuple[str, ...]:
    today = (term.today,) if term.today and _PLAIN.fullmatch(term.today) else ()
    return tuple(dict.fromkeys((term.term, *term.aliases, *today)))


def _pairs(term: Term) -> Iterator[tuple[str, ...]]:
    if _PLAIN.fullmatch(term.name):
        yield from ((term.name, alias) for alias in term.aliases)
