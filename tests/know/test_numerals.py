"""Numbers in text: value, qualifier, and where the unit begins."""
from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.know.numerals import Quantity, figure_tokens, fold, quantities

ALPHABET = "0123456789０１９一二三十百千万亿两数几成分之第点多余半零〇年月日个人户%％./,，+- ~—至到超过近约不足以上左右下内A中（）《》"
ANY_TEXT = st.text(ALPHABET, max_size=60) | st.text(max_size=60)


def shown(value: object) -> object:
    return [float(part) for part in value] if isinstance(value, tuple) else float(value) if isinstance(value, Decimal) else value


NUMBERS = [
    # text, value, qualifier, what follows the number
    ("1500多个小区", 1500, "over", "个小区"),
    ("1500 多个", 1500, "over", "个"),
    ("超过310万人", 3_100_000, "over", "人"),
    ("逾20家", 20, "over", "家"),
    ("资金超3000万元", 30_000_000, "over", "元"),
    ("2600余万元", 26_000_000, "over", "元"),
    ("100多万", 1_000_000, "over", ""),
    ("近200余人", 200, "over", "人"),
    ("96.5%以上", 96.5, "at_least", "以上"),
    ("1000平方米以上", 1000, "at_least", "平方米以上"),
    ("不低于1/2用于", 50, "at_least", "用于"),
    ("不少于 4 小时", 4, "at_least", " 小时"),
    ("至少有3个", 3, "at_least", "个"),
    ("上百个", 100, "at_least", "个"),
    ("20%以下通过", 20, "at_most", "以下通过"),
    ("不超过四个小时", 4, "at_most", "个小时"),
    ("30天以内", 30, "at_most", "天以内"),
    ("不足200家", 200, "under", "家"),
    ("近400平方米", 400, "nearly", "平方米"),
    ("将近200家", 200, "nearly", "家"),
    ("近一年", 1, "nearly", "年"),
    ("约36项", 36, "about", "项"),
    ("800 户左右", 800, "about", " 户左右"),
    ("800户左右为一个单元", 800, "about", "户左右为一个单元"),
    ("十来个", 10, "about", "个"),
    ("三分之一", pytest.approx(100 / 3), "exact", ""),
    ("二分之一", 50, "exact", ""),
    ("百分之八十", 80, "exact", ""),
    ("百分之三点五", 3.5, "exact", ""),
    ("百分之百", 100, "exact", ""),
    ("九成居民", 90, "exact", "居民"),
    ("七成五", 75, "exact", ""),
    ("80.5%（664人）", 80.5, "exact", "（664人）"),
    ("1,363个", 1363, "exact", "个"),
    ("2.083平方公里", 2.083, "exact", "平方公里"),
    ("１５００多个", 1500, "over", "个"),
    ("３０％", 30, "exact", ""),
    ("5千克", 5, "exact", "千克"),
    ("3百多户", 300, "over", "户"),
    ("3-5个", [3, 5], "exact", "个"),
    ("3-5万元", [30_000, 50_000], "exact", "元"),
    ("3万至5万元", [30_000, 50_000], "exact", "元"),
    ("20%—30%", [20, 30], "exact", ""),
    ("数十家", [20, 99], "exact", "家"),
    ("两三百人", [200, 300], "exact", "人"),
    ("数家企业", [2, 9], "exact", "家企业"),
    ("一百多万元", 1_000_000, "over", "元"),
    ("二十余年", 20, "over", "年"),
    ("半小时", 0.5, "exact", "小时"),
    ("第十八届", 18, "exact", "届"),
    ("第 3 期", 3, "exact", " 期"),
    ("2014年", "2014", "exact", ""),
    ("2018年10月24日", "2018-10-24", "exact", ""),
    ("2018-10-24", "2018-10-24", "exact", ""),
    ("2016 年 1 月", "2016-01", "exact", ""),
    ("二〇一五年", "2015", "exact", ""),
    ("“1+5”", "1+5", "exact", "”"),
    ("1+n", "1+N", "exact", ""),
]


@pytest.mark.parametrize(("text", "value", "qualifier", "rest"), NUMBERS, ids=[row[0] for row in NUMBERS])
def test_one_number(text: str, value: object, qualifier: str, rest: str) -> None:
    found = next(quantities(text))
    assert (shown(found.value), found.qualifier, fold(text[found.unit_at :])) == (value, qualifier, fold(rest))


@pytest.mark.parametrize(("text", "digits"), [
    ("预约36项，节约5万元", ["36", "5万"]),  # 约 inside another word qualifies nothing
    ("附近20米，最近3年", ["20", "3"]),
    ("50户上下楼不便", ["50"]),
    ("1" * 31 + "个", []),  # no number has so many digits
    ("3名社工以上门方式，2人以上级文件为准", ["3", "2"]),
    ("95个，115个", ["95", "115"]),
    ("12类90项", ["12", "90"]),
    ("由147项缩减至45项", ["147", "45"]),
    ("4 0861 户", ["4", "0861"]),  # in prose a space ends a number
    ("PM2.5、A4纸、IE9", []),
    ("三社联动，七八个，两级", []),  # under ten in Chinese
    ("百分点、百分比、千米", []),
    ("老百姓", ["百"]),  # that this is no number is known from numeral_words.yaml
    ("分三成员", []),
    ("147-45", ["147", "45"]),  # falling, so no range
    ("十五六户", ["十五六"]),
])
def test_tokens_that_must_be_proved(text: str, digits: list[str]) -> None:
    found = figure_tokens(text)
    assert [token.digits for token in found] == digits
    assert {token.qualifier for token in found} <= {"exact"}


def test_recent_years_are_no_qualifier() -> None:
    assert [found.qualifier for found in quantities("近三年来；近几个月来；近三个月")] == ["exact", "exact", "nearly"]


@settings(deadline=None)
@given(ANY_TEXT)
def test_any_text_gives_numbers_in_order(text: str) -> None:
    end = 0
    for found in quantities(text):
        assert 0 <= found.start <= found.number_start < found.unit_at <= found.end <= len(text)
        assert end <= found.number_start
        assert found.digits == fold(text)[found.number_start : found.unit_at]
        end = found.unit_at


@settings(deadline=None)
@given(st.integers(1, 10**9), st.sampled_from(["", "多", "余"]), st.sampled_from(["个", "户", "人次"]))
def test_arabic_numbers_read_back(number: int, more: str, unit: str) -> None:
    found, = figure_tokens(f"共有{number}{more}{unit}。")
    assert (found.value, found.qualifier) == (number, "over" if more else "exact")


def test_a_quantity_says_whether_it_counts() -> None:
    def quantity(**more: object) -> Quantity:
        return Quantity(0, 1, 0, 1, Decimal(3), "exact", "三", **more)  # type: ignore[arg-type]

    assert quantity().must_be_proved
    assert not quantity(chinese=True).must_be_proved
    assert quantity(chinese=True, percent=True).must_be_proved
