"""The tokens of a source's line that need an explanation, and those that a class explains."""
from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.know.coverage import coverage_tokens

WORDS = ("百姓", "十九大", "万江街道", "12345")


def classes(text: str) -> list[tuple[str, str]]:
    return [(token.text, token.kind) for token in coverage_tokens(text, WORDS)]


@pytest.mark.parametrize(("text", "tokens"), [
    ("全区95个社区,2014年换届", [("95", "arabic"), ("2014年", "arabic")]),
    ("与数十家企业合作,十条意见", [("数十", "chinese"), ("十", "chinese")]),
    ("七方面内容,市镇两级,三大品牌,近几个月", [("七方面", "measure"), ("两级", "measure"), ("三大", "measure"), ("几个", "measure")]),
    ("三社联动,二手市场,多数人,户数", []),
    ("实现全覆盖,创建小区均成立,全部通过", [("全覆盖", "claim"), ("均", "claim"), ("全部", "claim")]),
    ("平均年龄,均衡发展,普遍存在的问题,第一书记", []),
    ("增速全市第一,率先出台,首创制度,普遍建立", [("第一", "claim"), ("率先", "claim"), ("首创", "claim"), ("普遍", "claim")]),
    ("三、主要成效", []),
    ("二是摸清12个", [("12", "arabic")]),
    ("1.5万户,3:10", [("1.5万", "arabic"), ("3", "arabic"), ("10", "arabic")]),
    ("10:42开,电话0510-80908055", [("10", "mark"), ("42", "mark"), ("0510-80908055", "mark")]),
    ("1.抽调8人", [("1", "heading"), ("8", "arabic")]),
    ("十一是统一,十二是细化", [("十一", "enumeration"), ("十二", "enumeration")]),
    ("编制《服务项目100例》", [("100", "title")]),
    ("到网格报到[1],(福发[2015]1号)", [("1", "mark"), ("2015", "mark"), ("1", "mark")]),
    ("党的十九大以来老百姓打12345", [("十九", "word"), ("百", "word"), ("12345", "word")]),
    ("万江街道有5万人", [("万", "word"), ("5万", "arabic")]),
    ("拨打512345次", [("512345", "arabic")]),  # a word never ends inside a number
])
def test_classes(text: str, tokens: list[tuple[str, str]]) -> None:
    assert classes(text) == tokens


@settings(deadline=None)
@given(st.text("0123456789一二十百万两几是、.[]《》:均全部覆盖第年个方面,。", max_size=40))
def test_any_line_gives_tokens_in_order(text: str) -> None:
    starts = [token.start for token in coverage_tokens(text, WORDS)]
    assert starts == sorted(starts)
