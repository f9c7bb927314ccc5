"""Questions on which figures may stand side by side, after cases/common/comparisons.yaml."""
from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from generator.bank.question import Choice, Pair, Question
from generator.bank.reading import Reading, full_references, quoted
from generator.model.case import Derived, Metric
from generator.model.common import ComparedFigure, Comparison

_MOST_PAIRS = 5
_POINTS = re.compile("上一个|上面|下面|同样的|同一")
"""Words by which a note leans on its neighbours."""
_UNFIT = (
    ("按数的大小排出先后", "rank"), ("把两处的数加起来，说成总数", "sum"), ("把两处的数相除，说成一处是另一处的几倍", "ratio"),
    ("拿其中一处的数当标准，要求本地照办", "standard"),
)
"""What may not be done with figures that can only stand side by side."""
_FIT = (
    ("每个数都写明范围", "scope"), ("每个数都照原来的单位写", "unit"), ("写明各处算的是什么，口径不同", "basis"), ("每个数都注明出处", "source"),
)


def basis_questions(reading: Reading) -> Iterator[Question]:
    """Match each figure of a comparison with what it counts."""
    for comparison in reading.catalogue.book.common.comparisons.comparisons:
        key = f"common/basis-{comparison.id}"
        rows = [row for row in reading.mixed(key, comparison.figures) if not _POINTS.search(row.note)][:_MOST_PAIRS]
        pairs = tuple(
            Pair(_label(reading, row), full_references(row.note, row.figure.split("/")[0]), f"figure:{row.figure}") for row in rows
        )
        if len(pairs) < 3 or len({pair.right for pair in pairs}) < len(pairs) or len({pair.left for pair in pairs}) < len(pairs):
            continue
        yield Question(
            key, "matching", "口径", "", f"下面几个数都和{quoted(comparison.name)}有关。把每个数和它的口径连起来。",
            f"{comparison.comparable}：{comparison.caution}", _places(reading, tuple(rows)), f"comparison:{comparison.id}", pairs=pairs,
            offered=tuple(reading.mixed(key, (pair.right for pair in pairs))),
        )


def use_questions(reading: Reading) -> Iterator[Question]:
    """What may be done with figures that can only stand side by side, and what may not."""
    for comparison in reading.catalogue.book.common.comparisons.comparisons:
        if comparison.comparable != "只能并列":
            continue
        key = f"common/use-{comparison.id}"
        asks_fit = reading.mixed(key, (True, False))[0]
        count = reading.mixed(f"{key}/count", (2, 3))[0]
        unfit, fit = reading.mixed(key, _UNFIT)[:count], reading.mixed(key, _FIT)[:5 - count]
        choices = [
            *(Choice(text, not asks_fit, f"unfit:{name}") for text, name in unfit),
            *(Choice(text, asks_fit, f"fit:{name}") for text, name in fit),
        ]
        shown = reading.mixed(key, comparison.figures)[:2]
        stem = (
            f"把{'和'.join(quoted(_what(reading, row)) for row in shown)}写进同一份材料，下面哪些写法{'合适' if asks_fit else '不合适'}？"
        )
        yield Question(
            key, "multiple", "口径", "", stem, f"{comparison.comparable}：{comparison.caution}", _places(reading, tuple(shown)),
            f"comparison:{comparison.id}", tuple(reading.mixed(key, choices)),
        )


def side_by_side_questions(reading: Reading) -> Iterator[Question]:
    """True or false: may these two be compared?"""
    for comparison in reading.catalogue.book.common.comparisons.comparisons:
        key = f"common/compare-{comparison.id}"
        one, *rest = reading.mixed(f"{key}/pair", comparison.figures)
        other = next((row for row in rest if row.figure.split("/")[0] != one.figure.split("/")[0]), rest[0] if rest else None)
        if other is None:
            continue
        stem = f"{_told(reading, one)}，{_told(reading, other)}。这两个数口径相近，可以比大小。"
        yield Question(
            key, "true_false", "口径", "", stem, f"{comparison.comparable}：{comparison.caution}", _places(reading, (one, other)),
            f"comparison:{comparison.id}", truth=_comparable(comparison),
        )


def _comparable(comparison: Comparison) -> bool:
    return comparison.comparable == "口径相近"


def _figure(reading: Reading, row: ComparedFigure) -> Metric | Derived:
    case_id, _, name = row.figure.partition("/")
    folder = reading.catalogue.book.cases[case_id]
    return folder.metric_by_id.get(name) or folder.derived_by_id[name]


def _what(reading: Reading, row: ComparedFigure) -> str:
    figure = _figure(reading, row)
    return full_references(figure.what, row.figure.split("/")[0])


def _label(reading: Reading, row: ComparedFigure) -> str:
    """The left side of a pair: what was counted and how the source puts it."""
    figure, what = _figure(reading, row), _what(reading, row)
    name = reading.catalogue.book.cases[row.figure.split("/")[0]].case.name
    return f"{name}：{what}（推算）" if isinstance(figure, Derived) else f"{name}：{what}，[#{row.figure}]"


def _told(reading: Reading, row: ComparedFigure) -> str:
    figure, what = _figure(reading, row), _what(reading, row)
    name = reading.catalogue.book.cases[row.figure.split("/")[0]].case.name
    return f"{name}的{quoted(what)}（推算）" if isinstance(figure, Derived) else f"{name}的{quoted(what)}，原文写“[#{row.figure}]”"


def _places(reading: Reading, rows: tuple[ComparedFigure, ...]) -> tuple[str, ...]:
    """Source and section of each figure; of a derived one, of the figures that it is made of."""
    found: dict[str, None] = {}
    for row in rows:
        folder, figure = reading.catalogue.book.cases[row.figure.split("/")[0]], _figure(reading, row)
        parts = (figure,) if isinstance(figure, Metric) else parts_of(folder.metric_by_id, figure)
        for part in parts:
            found[reading.where_of(folder, part)] = None
    return tuple(found)


def parts_of(metrics: Mapping[str, Metric], derived: Derived) -> tuple[Metric, ...]:
    """The metrics that a derived figure is made of."""
    return tuple(metrics[word] for word in derived.formula.replace("(", " ").replace(")", " ").split() if word in metrics)
