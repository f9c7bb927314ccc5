"""Which metrics of a case a number in a text may be."""
from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from generator.know.figure_match import close_value, number, same_value, unit_follows
from generator.know.identity import remembered
from generator.know.numerals import Quantity
from generator.model.case import Metric
from generator.model.casebook import CaseFolder

_UNIT_LENGTH = 24


@dataclass(frozen=True)
class MetricIndex:
    """The metrics of one case by their value; texts (dates, named forms) and units apart."""

    metrics: tuple[Metric, ...]
    by_value: Mapping[object, Sequence[Metric]]
    in_words: tuple[Metric, ...]
    units: frozenset[str]

    def equal_to(self, text: str, token: Quantity, any_qualifier: bool = False) -> tuple[Metric, ...]:
        """The metrics that the token is: value, qualifier, and the unit right after the number.

        A date stands for a metric of the same day, or of a day in that month or year; a number inside a named form
        (最后100米) stands for that form. 第 wants an ordinal, and an ordinal without a unit wants 第.
        """
        named = tuple(metric for metric in self.in_words if span_of(metric, text, token) is not None)
        if named:
            return named
        value = token.value
        if isinstance(value, str):
            return tuple(
                metric for metric in self.in_words
                if metric.value == value or (metric.kind == "date" and str(metric.value).startswith(value + "-"))
            )
        rest = re.sub(r"\s+", "", text[token.unit_at : token.unit_at + _UNIT_LENGTH])
        return tuple(
            metric for metric in self.of_value(token)
            if (any_qualifier or metric.qualifier == token.qualifier)
            and (token.ordinal == (metric.kind == "ordinal") or (metric.unit != "" and not token.ordinal))
            and unit_follows(metric.unit, rest, token.percent, self.units)
        )

    def of_value(self, token: Quantity) -> tuple[Metric, ...]:
        """The metrics of the token's value, whatever their unit and qualifier."""
        if isinstance(token.value, Decimal) and -int(token.value.as_tuple().exponent) > 6:
            return tuple(metric for metric in self.metrics if same_value(metric, token.value))  # 1/3, which metrics round
        return tuple(self.by_value.get(token.value, ()))

    def near(self, token: Quantity) -> tuple[Metric, ...]:
        """The metrics of the token's value, else those whose value comes close."""
        return self.of_value(token) or tuple(
            metric for metric in self.metrics if (metric.unit == "%") == token.percent and close_value(metric, token.value)
        )


def span_of(metric: Metric, text: str, token: Quantity) -> tuple[int, int] | None:
    """Where the words of a named form or claim stand around the token; None when they do not."""
    if not isinstance(metric.value, str) or metric.kind == "date":
        return None
    longest = len(metric.value)
    at = text.find(metric.value, max(0, token.unit_at - longest), token.number_start + longest)
    return None if at < 0 else (at, at + longest)


def _key(value: float | str | tuple[float, float]) -> object:
    if isinstance(value, tuple):
        return tuple(map(number, value))
    return value if isinstance(value, str) else number(value)


@remembered
def index_of(folder: CaseFolder) -> MetricIndex:
    """The index of a case's metrics."""
    by_value: dict[object, list[Metric]] = defaultdict(list)
    for metric in folder.metrics.metrics:
        value = metric.value
        by_value[_key(value)].append(metric)
    return MetricIndex(
        folder.metrics.metrics,
        dict(by_value),
        tuple(metric for metric in folder.metrics.metrics if isinstance(metric.value, str)),
        frozenset(metric.unit for metric in folder.metrics.metrics if len(metric.unit) > 1),
    )
