"""Chinese numerals: the value of 三百六十五, 两百, 三四十, 数十, 十几万; pure arithmetic on characters."""
from __future__ import annotations

import re
from decimal import Decimal
from itertools import pairwise

NUMERAL = "零〇一二两三四五六七八九十百千万亿"
"""Characters of Chinese numerals."""

Amount = Decimal | tuple[Decimal, Decimal]
"""One number, or the lowest and the highest that the words allow."""

_DIGITS = {**{char: value for value, char in enumerate("零一二三四五六七八九")}, "〇": 0, "两": 2}
_SMALL = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10**4, "亿": 10**8, "万亿": 10**12}
_UNITS = (("亿", 10**8), ("万", 10**4), ("千", 1000), ("百", 100), ("十", 10))
_LONGEST = 24
_RUN = re.compile(rf"(?:[{NUMERAL}]|[数几](?=[十百千万亿])|(?<=十)几){{1,{_LONGEST}}}")
_SOME = re.compile(r"[数几](?P<small>[十百千])?(?P<large>万亿|万|亿)?")
_TEEN = re.compile(r"(?P<tens>[一二三四五六七八九]?十)几(?P<large>万亿|万|亿)?")


def read_chinese(run: str) -> Amount | None:
    """The value of a whole run of numeral characters; None when it is not a well-formed numeral.

    Two neighbouring digits are a range (三四十 is 30 to 40), 数 and 几 too (数十 is 20 to 99, 十几 is 11 to 19).
    """
    if not run or len(run) > _LONGEST:
        return None
    whole = _whole(run)
    if whole is not None:
        return Decimal(whole)
    if re.fullmatch("[零〇一二三四五六七八九]{3,}", run) and re.search("[零〇]", run):
        return Decimal("".join(str(_DIGITS[char]) for char in run))
    return _pair(run) or _some(run)


def longest_chinese(text: str, start: int) -> tuple[int, Amount] | None:
    """The longest numeral that begins at `start`: its end and its value; None when none begins there."""
    found = _RUN.match(text, start)
    if found is None:
        return None
    for end in range(found.end(), start, -1):
        amount = read_chinese(text[start:end])
        if amount is not None:
            return end, amount
    return None


def _whole(run: str) -> int | None:
    for char, size in _UNITS:
        head, found, tail = run.rpartition(char)
        if not found:
            continue
        times = _whole(head) if head else 1
        rest = _rest(tail, size)
        limit = {10**8: 10**8, 10**4: 10**4}.get(size, 10)
        if times is None or rest is None or not 0 < times < limit:
            return None
        return times * size + rest
    return _DIGITS.get(run) or None


def _rest(tail: str, size: int) -> int | None:
    """What follows a unit: 零五 is 5, and a single digit counts tenths of the unit (一百五 is 150)."""
    if not tail:
        return 0
    if tail[0] in "零〇":
        value = _whole(tail[1:])
    elif len(tail) == 1 and tail in _DIGITS:
        return _DIGITS[tail] * (size // 10)
    else:
        value = _whole(tail)
    return value if value is not None and value < size else None


def _pair(run: str) -> Amount | None:
    for index, (first, second) in enumerate(pairwise(run)):
        if 0 < _DIGITS.get(first, 0) == _DIGITS.get(second, 0) - 1:
            low = _whole(run[: index + 1] + run[index + 2 :])
            high = _whole(run[:index] + run[index + 1 :])
            return None if low is None or high is None else (Decimal(low), Decimal(high))
    return None


def _some(run: str) -> Amount | None:
    teen = _TEEN.fullmatch(run)
    if teen:
        tens, large = _whole(teen["tens"]) or 0, _LARGE.get(teen["large"], 1)
        return Decimal((tens + 1) * large), Decimal((tens + 9) * large)
    some = _SOME.fullmatch(run)
    if some and (some["small"] or some["large"]):
        large = _LARGE.get(some["large"], 1)
        if some["small"] is None:
            return Decimal(2 * large), Decimal(10 * large - 1)
        small = _SMALL[some["small"]]
        return Decimal(2 * small * large), Decimal((10 * small - 1) * large)
    return None
