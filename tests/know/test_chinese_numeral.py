"""Chinese numerals: what they are worth, and that every number has the way back."""
from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.know.chinese_numeral import NUMERAL, longest_chinese, read_chinese

DIGITS = "零一二三四五六七八九"


def written(number: int) -> str:
    """The standard numeral of a number from 1 to 99,999,999."""
    high, low = divmod(number, 10**4)
    text = _section(high) + "万" if high else ""
    if low:
        text += ("零" if high and low < 1000 else "") + _section(low)
    return text.removeprefix("一") if 10 <= number < 20 else text


def _section(number: int) -> str:
    text, gap = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, unit)
        if digit:
            text += ("零" if gap and text else "") + DIGITS[digit] + name
        gap = (not digit and bool(text)) or (gap and not digit)
    return text


@settings(deadline=None)
@given(st.integers(1, 99_999_999))
def test_every_number_reads_back(number: int) -> None:
    assert read_chinese(written(number)) == number


@pytest.mark.parametrize(("run", "value"), [
    ("十", 10), ("十五", 15), ("二十一", 21), ("百", 100), ("两百", 200), ("一百零五", 105), ("一百五", 150), ("三万五", 35_000),
    ("一千零一", 1001), ("十万零一百", 100_100), ("一亿两千万", 120_000_000), ("三万亿", 3 * 10**12), ("二〇一五", 2015), ("一二〇", 120),
])
def test_one_number(run: str, value: int) -> None:
    assert read_chinese(run) == value


@pytest.mark.parametrize(("run", "low", "high"), [
    ("七八", 7, 8), ("三四十", 30, 40), ("十五六", 15, 16), ("两三百", 200, 300), ("一万五六千", 15_000, 16_000),
    ("数十", 20, 99), ("几十", 20, 99), ("几百", 200, 999), ("数万", 20_000, 99_999), ("数十万", 200_000, 990_000),
    ("十几", 11, 19), ("二十几", 21, 29), ("十几万", 110_000, 190_000),
])
def test_a_range(run: str, low: int, high: int) -> None:
    assert read_chinese(run) == (Decimal(low), Decimal(high))


@pytest.mark.parametrize("run", ["", "一一", "十百", "千万万", "三三", "零", "一二三", "几", "数", "百百", "万" * 40])
def test_no_number(run: str) -> None:
    assert read_chinese(run) is None


def test_the_longest_well_formed_stretch_counts() -> None:
    assert longest_chinese("共三十五五个", 1) == (4, Decimal(35))
    assert longest_chinese("个", 0) is None


@settings(deadline=None)
@given(st.text(NUMERAL + "数几点", max_size=30), st.integers(0, 30))
def test_any_run_gives_an_answer(run: str, start: int) -> None:
    read_chinese(run)
    found = longest_chinese(run, start)
    assert found is None or start < found[0] <= len(run)
