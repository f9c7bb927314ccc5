"""The words around a number that make it more, less or about: 超过310万, 800户左右, 不低于1/2, 近400."""
from __future__ import annotations

import re
from typing import cast

from generator.know.chinese_numeral import NUMERAL
from generator.model.case import Qualifier

BEFORE: dict[Qualifier, str] = {
    "at_least": "不少于|不低于|不小于|不下于|不下|至少|最少",
    "at_most": "不超过|不多于|不高于|不大于|至多|最多",
    "over": "超过|超出|(?<!高)超|多于|高于|大于|逾",
    "nearly": "将近|接近|(?<![附最临邻靠远就贴亲新走拉相切])近",
    "about": "大约|大概|(?<![预节签履合公制条邀契违守特相简集大])约",
    "under": "不足|不到|不满|少于|低于|小于",
}
"""Words right before a number; 附近, 预约, 节约 and their like are other words."""

AFTER: dict[Qualifier, str] = {
    "at_least": "及?以上(?![所简述各几级报门年次])",
    "at_most": "及?以下(?![所简述各几称派发放沉达级])|以内(?![部容外])|之内",
    "about": "左右(?!手|邻|两|侧|为难|逢源)|上下(?![楼级班贯联游学文车左])",
}
"""Words behind a number or its unit, a few characters on at most."""

_SPACE = r"[^\S\n]*"
_BEFORE = re.compile(
    "(?:" + "|".join(f"(?P<{name}>{words})" for name, words in BEFORE.items()) + rf"){_SPACE}(?:达到|[有为达])?{_SPACE}$"
)
_AFTER = re.compile(
    rf"{_SPACE}(?:[a-zA-Z㎡()（）]|(?![{NUMERAL}])[一-鿿]){{0,5}}?{_SPACE}(?:"
    + "|".join(f"(?P<{name}>{words})" for name, words in AFTER.items()) + ")"
)
_UP_TO_HUNDREDS = re.compile("(?<![街网楼路以之事身手线会台桌墙地山马早晚])上(?=[百千万亿])")
_RECENT = re.compile(rf"{_SPACE}个?(?:年|月|天|日|周)多?[来间]")
_MORE: dict[str, Qualifier] = {"多": "over", "余": "over", "来": "about"}


def qualify(text: str, start: int, end: int, more: str = "") -> tuple[int, int, Qualifier]:
    """The span of a number with its qualifier words, and the qualifier.

    `more` is the 多, 余 or 来 that the number itself holds. Before 多 the weaker 近 and 约 give way: 近200余人 is over.
    """
    before = _BEFORE.search(text, max(0, start - 8), start)
    if before and before.lastgroup == "nearly" and _RECENT.match(text, end):
        before = None  # 近三年来 means lately, not almost three
    if not before and start and _UP_TO_HUNDREDS.match(text, start - 1):
        return start - 1, end, "at_least"
    after = _AFTER.match(text, end)
    low = before.start() if before else start
    qualifier = cast(Qualifier, before.lastgroup) if before else "exact"
    if more and qualifier in {"exact", "nearly", "about"}:
        qualifier = _MORE[more]
    if after and qualifier == "exact":
        return low, after.end(), cast(Qualifier, after.lastgroup)
    return low, end, qualifier
