"""When two figures are surely different, so that one may stand as a wrong answer beside the other.

A qualifier leaves room: 「3300多个」 may be 3400. The room is ours, and wide on purpose.
"""
from __future__ import annotations

import math

from generator.model.case import TEXT_KINDS, Metric, Qualifier

_ROOM: dict[Qualifier, tuple[float, float]] = {
    "exact": (1, 1), "over": (1, 2), "at_least": (1, 2), "nearly": (0.5, 1), "at_most": (0.5, 1), "under": (0.5, 1), "about": (0.8, 1.2),
}
"""From how many times to how many times its number a figure may be."""


def room(metric: Metric) -> tuple[float, float] | None:
    """The least and the greatest that a metric may be; None for one that is words."""
    value = metric.value
    if isinstance(value, str):
        return None
    low, high = value if isinstance(value, tuple) else (value, value)
    least, most = _ROOM[metric.qualifier]
    return low * least, high * most


def apart(one: Metric, other: Metric) -> bool:
    """Whether no number could be both; for words, whether they differ."""
    if one.kind in TEXT_KINDS or other.kind in TEXT_KINDS:
        return one.kind == other.kind and str(one.value) != str(other.value)
    own, others = room(one), room(other)
    return own is not None and others is not None and (own[1] < others[0] or others[1] < own[0])


def distance(one: Metric, other: Metric) -> float:
    """How far two figures are from each other in size: a wrong answer should be one that somebody could believe."""
    own, others = room(one), room(other)
    if own is None or others is None or min(*own, *others) <= 0:
        return math.inf
    return abs(math.log(own[0] / others[0]))


def alike(one: Metric, other: Metric) -> bool:
    """Whether two metrics are of the same kind and unit, so that one could be mistaken for the other."""
    return one.kind == other.kind and one.unit == other.unit
