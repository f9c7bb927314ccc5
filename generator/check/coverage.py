"""Rules K620 and K621: every number of a source's body is a metric, or is left out for a reason that is written down."""
from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from generator.check.truth import Texts, claims, prove, truth_problem
from generator.know.coverage import SKIPPED, CountedToken, coverage_tokens
from generator.know.source_text import Line, SourceText, normalise, occurrences
from generator.model.casebook import Casebook, CaseFolder, Locate
from generator.model.problem import Problem
from generator.model.source import LeftOut

_AROUND = 12


@dataclass
class CoverageSummary:
    """How many tokens of the bodies are explained, and by what."""

    metric: Counter[str] = field(default_factory=Counter)
    left_out: Counter[str] = field(default_factory=Counter)
    skipped: Counter[str] = field(default_factory=Counter)
    unexplained: Counter[str] = field(default_factory=Counter)

    @property
    def counted(self) -> int:
        """Tokens that need an explanation: all but the skipped classes."""
        return self.metric.total() + self.left_out.total() + self.unexplained.total()

    def add(self, other: CoverageSummary) -> None:
        """Add the counts of another summary."""
        for name in ("metric", "left_out", "skipped", "unexplained"):
            getattr(self, name).update(getattr(other, name))


def coverage(casebook: Casebook, texts: Texts) -> Iterator[Problem]:
    """The numbers of all bodies that nothing explains, and left_out rows that explain nothing."""
    for folder in casebook.cases.values():
        yield from cover_case(folder, texts, casebook.common.numeral_words.words, casebook.locate)[1]


def summarise(casebook: Casebook, texts: Texts) -> CoverageSummary:
    """The counts of all cases together."""
    total = CoverageSummary()
    for folder in casebook.cases.values():
        total.add(cover_case(folder, texts, casebook.common.numeral_words.words, casebook.locate)[0])
    return total


def cover_case(
    folder: CaseFolder, texts: Texts, free_words: Collection[str], locate: Locate
) -> tuple[CoverageSummary, tuple[Problem, ...]]:
    """The counts and the problems of one case."""
    summary = CoverageSummary()
    problems: list[Problem] = []
    for index, source in enumerate(folder.sources.sources):
        text = texts.get((folder.id, source.id))
        if text is not None:
            problems += _cover_source(folder, index, text, free_words, summary, locate)
    return summary, tuple(problems)


def _cover_source(
    folder: CaseFolder, index: int, text: SourceText, free_words: Collection[str], summary: CoverageSummary, locate: Locate
) -> Iterator[Problem]:
    source, file = text.source, f"cases/{folder.id}/sources.yaml"
    proved: dict[str, list[tuple[int, int]]] = {}
    for claim in claims(folder):
        proof = prove(claim, text) if claim.source.id == source.id else None
        if proof:
            proved.setdefault(proof.line.at, []).append((proof.start, proof.end))
    left = {place: list(_left_spans(text, row.words, row.at)) for place, row in enumerate(source.left_out)}
    used: set[int] = set()
    for line in text.body:
        for token in coverage_tokens(line.text, free_words):
            if token.kind in SKIPPED:
                summary.skipped[token.kind] += 1
                continue
            rows = [place for place, spans in left.items() if any(at == line.at and _holds(span, token) for at, span in spans)]
            if any(_holds(span, token) for span in proved.get(line.at, ())):
                summary.metric[token.kind] += 1
            elif rows:
                summary.left_out[token.kind] += 1
                used.update(rows)
            else:
                summary.unexplained[token.kind] += 1
                yield _unexplained(locate, file, index, line, token)
    yield from _idle_rows(source.left_out, left, used, file, index, locate)


def _left_spans(text: SourceText, words: str, at: str) -> Iterator[tuple[str, tuple[int, int]]]:
    for line in text.located(at) or ():
        for span in occurrences(line, normalise(words)):
            yield line.at, span


def _holds(span: tuple[int, int], token: CountedToken) -> bool:
    return span[0] <= token.start and token.end <= span[1]


def _unexplained(locate: Locate, file: str, index: int, line: Line, token: CountedToken) -> Problem:
    low, high = max(0, token.start - _AROUND), min(len(line.text), token.end + _AROUND)
    words = line.original(token.start, token.end)
    around = f"{line.original(low, token.start)}【{words}】{line.original(token.end, high)}"
    mend = f"在 metrics.yaml 中新增指标（at: {line.at}），或在 left_out 中写明不做的理由"
    return truth_problem(locate, file, ("sources", index, "left_out"), "K620", f"{line.at} 的“{words}”没有着落：……{around}……", mend)


def _idle_rows(
    rows: tuple[LeftOut, ...], left: dict[int, list[tuple[str, tuple[int, int]]]], used: set[int], file: str, index: int,
    locate: Locate,
) -> Iterator[Problem]:
    for place, row in enumerate(rows):
        if left[place] and place not in used:
            path = ("sources", index, "left_out", place, "words")
            what = f"“{row.words}”里没有要说明的数字，或者已经做了指标"
            yield truth_problem(locate, file, path, "K621", what, "删去这一行", level="warning")
