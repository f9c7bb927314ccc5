"""Questions on terms: what a source means by them, which it leaves unexplained, what they are called today."""
from __future__ import annotations

from collections.abc import Iterator

from generator.bank.question import Choice, Pair, Question
from generator.bank.reading import Reading, full_references, material
from generator.model.casebook import CaseFolder
from generator.model.common import GlossaryTerm

_PAIRS = 5
_SIGNS = 2
_SAME = 4  # characters at its beginning that a term keeps today
_RUN = 2  # characters that a meaning may not share with its term: it would give itself away
_LONGEST_MEANING = 48
_LONGEST_NAME = 16

Placed = tuple[GlossaryTerm, str]
"""A term, and source and section where the case first uses it."""


def meaning_questions(reading: Reading) -> Iterator[Question]:
    """Match terms with what the source says they mean."""
    for folder in reading.folders:
        rows = reading.mixed(f"{folder.id}/terms", _explained(reading, folder))
        for number, start in enumerate(range(0, len(rows), _PAIRS), 1):
            group = rows[start:start + _PAIRS]
            if len(group) < 4:
                continue
            key = f"{folder.id}/terms-{number}"
            pairs = tuple(Pair(f"“{_bare(term)}”", _meaning(term), f"term:{term.id}") for term, _ in group)
            names = "".join(f"“{_bare(term)}”" for term, _ in group[:2])
            yield Question(
                key, "matching", "提法", folder.id, f"把{names}等提法和它们在{material(folder.case)}里的意思连起来。",
                "意思照材料的说明，不作引申。", tuple(dict.fromkeys(where for _, where in group)), f"terms:{folder.id}", pairs=pairs,
                offered=tuple(reading.mixed(key, (pair.right for pair in pairs))),
            )


def choice_questions(reading: Reading) -> Iterator[Question]:
    """What does the source mean by a term?"""
    for folder in reading.folders:
        rows = _explained(reading, folder)
        for term, where in rows:
            key = f"{folder.id}/term-{term.id}"
            others = [other for other, _ in rows if other is not term and not _shares(_bare(term), _meaning(other))]
            if len(others) < 3:
                continue
            choices = [
                Choice(_meaning(term), True, f"term:{term.id}"),
                *(Choice(_meaning(other), False, f"term:{other.id}") for other in reading.mixed(key, others)[:3]),
            ]
            yield Question(
                key, "single", "提法", folder.id, f"{material(folder.case)}里说的“{_bare(term)}”是什么意思？",
                f"{term.defined}：{_meaning(term)}。", (where,), f"term:{term.id}", tuple(reading.mixed(key, choices)),
            )


def unexplained_questions(reading: Reading) -> Iterator[Question]:
    """Which terms does the source use without saying what they mean?"""
    for folder in reading.folders:
        silent = reading.mixed(f"{folder.id}/silent", _placed(reading, folder, "来源未说明"))
        clear = reading.mixed(f"{folder.id}/clear", _placed(reading, folder, "原文有说明"))
        for number, (start, count) in enumerate(((0, 2), (2, 3), (5, 2)), 1):
            unclear, explained = silent[start:start + count], clear[start:start + 5 - count]
            if len(unclear) < count or len(explained) < 5 - count:
                continue
            key = f"{folder.id}/unexplained-{number}"
            choices = [
                *(Choice(f"“{_bare(term)}”", True, f"term:{term.id}") for term, _ in unclear),
                *(Choice(f"“{_bare(term)}”", False, f"term:{term.id}") for term, _ in explained),
            ]
            lead = ("引用前要先弄清提法。", "写材料时不能替原文下定义。", "遇到生提法，先看原文有没有解释。")[number - 1]
            names = "".join(f"“{_bare(term)}”" for term, _ in unclear)
            yield Question(
                key, "multiple", "提法", folder.id, f"{lead}下面哪些提法，{material(folder.case)}用了而没有说明意思？",
                f"{names}在材料里没有解释，引用时照写原词，注明“来源未说明”。",
                tuple(dict.fromkeys(where for _, where in (*unclear, *explained))), f"terms:{folder.id}", tuple(reading.mixed(key, choices)),
            )


def explained_questions(reading: Reading) -> Iterator[Question]:
    """True or false: does the source explain the term?"""
    for folder in reading.folders:
        placed = [row for kind in ("来源未说明", "原文有说明") for row in _placed(reading, folder, kind)]
        for term, where in placed:
            truth = term.defined == "原文有说明"
            why = f"原文有说明：{_meaning(term)}。" if truth else "原文用了这个词，没有解释。引用时照写原词，注明“来源未说明”。"
            yield Question(
                f"{folder.id}/explained-{term.id}", "true_false", "提法", folder.id,
                f"{material(folder.case)}说明了“{_bare(term)}”是什么意思。", why, (where,), f"term:{term.id}", truth=truth,
            )


def today_questions(reading: Reading) -> Iterator[Question]:
    """Match terms of then with what is written today."""
    rows = [row for row in _renamed(reading) if len(_today(row[0])) <= _LONGEST_NAME and _bare(row[0])[:_SAME] not in _today(row[0])]
    for number, start in enumerate(range(0, len(rows), _PAIRS), 1):
        group, key = rows[start:start + _PAIRS], f"common/today-{number}"
        if len(group) < 3:
            continue
        pairs = tuple(Pair(f"“{_bare(term)}”", _today(term), f"term:{term.id}") for term, _ in group)
        yield Question(
            key, "matching", "提法", "", f"下面是材料里当时的提法。把“{_bare(group[0][0])}”等提法和今天多用的写法连起来。",
            "引用原文时照写原词，自己写材料用现行提法。", tuple(dict.fromkeys(where for _, where in group)), "terms:today", pairs=pairs,
            offered=tuple(reading.mixed(key, (pair.right for pair in pairs))),
        )


def _explained(reading: Reading, folder: CaseFolder) -> list[Placed]:
    """Terms that the source explains, in words that do not repeat the term."""
    return [
        (term, where) for term, where in _placed(reading, folder, "原文有说明")
        if len(_meaning(term)) <= _LONGEST_MEANING and not _shares(_bare(term), _meaning(term))
    ]


def _placed(reading: Reading, folder: CaseFolder, defined: str) -> list[Placed]:
    terms = (term for term in reading.catalogue.book.common.glossary.terms if term.case == folder.id and term.defined == defined)
    rows = ((term, reading.occurrence(folder, (term.term, *term.aliases))) for term in terms)
    return [(term, where) for term, where in rows if where]


def _renamed(reading: Reading) -> Iterator[Placed]:
    for term in reading.catalogue.book.common.glossary.terms:
        if term.today:
            folders = [folder for folder in reading.folders if term.case in (None, folder.id)]
            where = next(filter(None, (reading.occurrence(folder, (term.term, *term.aliases)) for folder in folders)), "")
            if where:
                yield term, where


def _bare(term: GlossaryTerm) -> str:
    """The term without quotation marks of its own, which would stand inside ours."""
    return term.term.replace("“", "").replace("”", "")


def _meaning(term: GlossaryTerm) -> str:
    """The first part of the meaning: what follows says what the source leaves open."""
    return full_references((term.meaning or "").partition("；")[0].rstrip("。"), term.case or "")


def _today(term: GlossaryTerm) -> str:
    return (term.today or "").partition("（")[0].partition("，")[0]


def _shares(term: str, meaning: str) -> bool:
    """Whether the meaning repeats a part of the term, or so many of its characters that it needs no reading."""
    return len(set(term) & set(meaning)) >= _SIGNS or any(term[at:at + _RUN] in meaning for at in range(len(term) - _RUN + 1))
