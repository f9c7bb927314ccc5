"""Whether words and a metric say the same: value, unit and qualifier, each by itself."""
from __future__ import annotations

import re
from collections.abc import Collection
from decimal import Decimal

from generator.know.chinese_numeral import Amount
from generator.know.numerals import MEASURES
from generator.model.case import Metric

_LONGER_UNITS = ("个月", "个小时", "个百分点", "个工作日", "人次", "人天", "家庭", "分钟", "年级", "平方米", "平方公里", "公里", "万元")
_MEASURE = re.compile(MEASURES)


def number(value: float | str) -> Decimal:
    """A value of the model as a Decimal, without the noise of binary fractions."""
    return Decimal(str(value))


def same_value(metric: Metric, stated: Amount | str) -> bool:
    """Whether the words' value is the metric's; a fraction may be rounded to the digits that the metric gives."""
    value = metric.value
    if isinstance(value, str) or isinstance(stated, str):
        return str(value) == stated
    if isinstance(value, tuple) or isinstance(stated, tuple):
        if not isinstance(value, tuple) or not isinstance(stated, tuple):
            return False
        return all(_close(number(one), other) for one, other in zip(value, stated, strict=True))
    return _close(number(value), stated)


def close_value(metric: Metric, stated: Amount | str) -> bool:
    """Whether the words' value lies within a twentieth of the metric's: near enough to be named in a message."""
    if isinstance(metric.value, (str, tuple)) or isinstance(stated, (str, tuple)):
        return False
    return abs(number(metric.value) - stated) * 20 <= abs(stated)


def _close(value: Decimal, stated: Decimal) -> bool:
    """Equal, or equal after rounding when the words give an endless fraction (三分之一 is 33.3)."""
    if value == stated:
        return True
    digits = -int(value.normalize().as_tuple().exponent)
    endless = -int(stated.as_tuple().exponent) > 6
    return endless and abs(value - stated) * 2 <= Decimal(1).scaleb(-max(digits, 0))


def unit_follows(unit: str, rest: str, percent: bool, known: Collection[str] = ()) -> bool:
    """Whether the unit stands right after a number: `rest` is the text from there, without white space.

    个 may stand before the unit (4 个小时 for 小时); a longer known unit that starts alike is another unit (人 and 人次).
    """
    if percent or unit == "%":
        return percent and unit == "%"
    if not unit:
        return True
    longer = [other for other in (*_LONGER_UNITS, *known) if rest.startswith(other) and len(other) > len(unit)]
    if rest.startswith(unit):
        return not any(other.startswith(unit) for other in longer)
    return rest.startswith("个" + unit)


def begins_with_measure(rest: str) -> bool:
    """Whether a measure word stands at the start of the text."""
    return _MEASURE.match(rest) is not None
