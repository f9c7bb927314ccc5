"""Every claim about a source is proved against its words."""
from __future__ import annotations

from typing import Any

import pytest
from sample_casebook import book, folder, metric, source

from generator.check.truth import Texts, claims, prove, verify
from generator.know.source_text import SourceText
from generator.model.casebook import CaseFolder

LINE = (
    "共有小区1500多个、住户超过310万人,排查4 0861 户。投入5000万的资金,社会资金2600余万元;居民议事会115个,工作站5个。"
    "占96.5%以上,不低于1/2用于公益,与数十家企业合作。2018年10月24日视察,形成“1+5”模式,均成立业委会,增速第一,近一年,"
    "市镇两级,面积1000平方米以上,再说115个。"
)
RAW = f"一、背景\n{LINE}\n二、做法\n另有1500多个。\n末行\n"
SHA = "a" * 64
SECTIONS = [{"id": "s1", "label": "一", "quote": "一、背景"}, {"id": "s2", "label": "二", "quote": "二、做法"}]


def problems(*metrics: dict[str, Any], raw: str = RAW, sha256: str = SHA, **more: Any) -> list[tuple[str, str]]:
    """Code and place of every problem."""
    home = home_of(*metrics, **more)
    return [(problem.code, problem.where.file.partition("#")[2]) for problem in verify(book(home), texts_of(home, raw, sha256))]


def home_of(*metrics: dict[str, Any], **more: Any) -> CaseFolder:
    case = more.pop("case", None)
    return folder(*(metrics or [metric("ok", "1500多个", 1500, "个", qualifier="over")]), case=case, sources=[
        source(**{"sections": SECTIONS, "sha256": SHA, **more})
    ])


def texts_of(home: CaseFolder, raw: str = RAW, sha256: str = SHA) -> Texts:
    return {(home.id, one.id): SourceText.of(raw, sha256, one) for one in home.sources.sources}


@pytest.mark.parametrize("proved", [
    metric("m", "1500多个", 1500, "个", qualifier="over"),
    metric("m", "超过310万人", 3_100_000, "人", qualifier="over"),
    metric("m", "4 0861 户", 40861, "户"),
    metric("m", "40861户", 40861, "户"),
    metric("m", "5000万", 50_000_000, "元", kind="money"),  # the source leaves 元 out
    metric("m", "2600余万元", 26_000_000, "元", kind="money", qualifier="over"),
    metric("m", "96.5%以上", 96.5, "%", kind="percent", qualifier="at_least"),
    metric("m", "不低于1/2", 50, "%", kind="ratio", qualifier="at_least"),
    metric("m", "数十家", [20, 99], "家"),
    metric("m", "2018年10月24日", "2018-10-24", kind="date"),
    metric("m", "“1+5”", "1+5", kind="named_form"),
    metric("m", "均成立业委会", "均", kind="coverage_claim"),
    metric("m", "第一", "第一", kind="rank_claim"),
    metric("m", "第一", 1, kind="ordinal"),
    metric("m", "近一年", 1, "年", kind="duration", qualifier="nearly"),
    metric("m", "两级", 2, "级"),
    metric("m", "1000平方米以上", 1000, "平方米", kind="area", qualifier="at_least"),
    metric("m", "115个", 115, "个", nth=2),
    metric("m", "1500多个", 1500, "个", qualifier="over", again=[{"as_stated": "1500多个", "at": "s2/2"}]),
], ids=lambda row: row["as_stated"])
def test_what_is_true_passes(proved: dict[str, Any]) -> None:
    assert problems(proved) == []


@pytest.mark.parametrize(("wrong", "code", "key"), [
    (metric("m", "1600多个", 1600, "个", qualifier="over"), "K601", "as_stated"),
    (metric("m", "5个", 5, "个", at="s2/2"), "K601", "as_stated"),
    (metric("m", "115个", 115, "个", nth=3), "K601", "as_stated"),
    (metric("m", "1500多个", 1500, "个", qualifier="over", at="s2/9"), "K602", "at"),
    (metric("m", "1500多个", 15000, "个", qualifier="over"), "K603", "as_stated"),
    (metric("m", "不低于1/2", 0.5, "%", kind="ratio", qualifier="at_least"), "K603", "as_stated"),
    (metric("m", "2600余万元", 2600, "元", kind="money", qualifier="over"), "K603", "as_stated"),
    (metric("m", "数十家", 20, "家"), "K603", "as_stated"),
    (metric("m", "2018年10月24日", "2018-10-25", kind="date"), "K603", "as_stated"),
    (metric("m", "1500多个", 1500, "个"), "K604", "as_stated"),
    (metric("m", "近一年", 1, "年", kind="duration", qualifier="about"), "K604", "as_stated"),
    (metric("m", "1500多个", 1500, "户", qualifier="over"), "K605", "as_stated"),
    (metric("m", "1500多个", 1500, "", qualifier="over"), "K605", "as_stated"),
    (metric("m", "96.5%以上", 96.5, "", kind="percent", qualifier="at_least"), "K605", "as_stated"),
    (metric("m", "4 0861 户", 40861, "%", kind="percent"), "K605", "as_stated"),
    (metric("m", "的资金", 5, "个"), "K606", "as_stated"),
    (metric("m", "均成立业委会", "全覆盖", kind="coverage_claim"), "K606", "as_stated"),
    (metric("m", "310万人", 3_100_000, "人", qualifier="over"), "K610", "as_stated"),
    (metric("m", "1500", 1500, "个", qualifier="over"), "K610", "as_stated"),
    (metric("m", "96.5%", 96.5, "%", kind="percent", qualifier="at_least"), "K610", "as_stated"),
    (metric("m", "4 0861", 40861, "户"), "K610", "as_stated"),
    (metric("m", "2018年10月24", "2018-10-24", kind="date"), "K610", "as_stated"),
    (metric("m", "5000万", 50_000_000, "户"), "K605", "as_stated"),
    (metric("m", "115个,工作站5个", 115, "个"), "K612", "as_stated"),
], ids=lambda row: f"{row['as_stated']}-{row['value']}" if isinstance(row, dict) else row)
def test_what_is_not_true_is_named(wrong: dict[str, Any], code: str, key: str) -> None:
    assert problems(wrong) == [(code, f"metrics/0/{key}")]


def test_another_mention_is_proved_too() -> None:
    again = metric("m", "1500多个", 1500, "个", qualifier="over", again=[{"as_stated": "115个", "at": "s1/2"}])
    assert problems(again) == [("K603", "metrics/0/again/0/as_stated")]


def test_a_number_is_not_proved_by_the_end_of_another() -> None:
    home = home_of(metric("m", "5个", 5, "个"))
    proof = prove(next(claims(home)), texts_of(home)["demo", "main"])
    assert proof is not None
    assert proof.line.text[proof.start - 3 : proof.end] == "工作站5个"


def test_the_message_says_where_else_the_words_stand() -> None:
    home = home_of(metric("m", "近一年", 1, "年", kind="duration", qualifier="nearly", at="s2/2"))
    found, = verify(book(home), texts_of(home))
    assert found.mend == "原文在 s1/2 有这几个字，改 at"


@pytest.mark.parametrize(("more", "expected"), [
    ({"sha256": "b" * 64}, [("K607", "sources/0/sha256")]),
    ({"body": {"from": "没有", "to": "末行"}}, [("K608", "sources/0/body/from")]),
    ({"left_out": [{"words": "两级", "at": "s1/2", "reason": "固定说法"}]}, []),
    ({"left_out": [{"words": "三级", "at": "s1/2", "reason": "固定说法"}]}, [("K609", "sources/0/left_out/0/words")]),
    ({"left_out": [{"words": "两级", "at": "s1/7", "reason": "固定说法"}]}, [("K602", "sources/0/left_out/0/at")]),
    ({"case": {"background": [{"text": "话。", "at": "s1/8"}]}}, [("K602", "background/0/at")]),
    ({"case": {"structure": [{"name": "甲", "text": "乙。", "at": "s2/4"}]}}, [("K602", "structure/0/at")]),
])
def test_sources_and_locators(more: dict[str, Any], expected: list[tuple[str, str]]) -> None:
    assert problems(**more) == expected


def test_without_its_file_nothing_is_proved() -> None:
    found, = verify(book(home_of()), {})
    assert found.code == "K611"
    assert "demo.txt" in found.what


def test_every_message_is_complete() -> None:
    for wrong in (metric("m", "1500", 1, "户"), metric("n", "1500多个", 7, "户")):
        home = home_of(wrong)
        for found in verify(book(home), texts_of(home)):
            assert found.what
            assert found.why
            assert found.mend
