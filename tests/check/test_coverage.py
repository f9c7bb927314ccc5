"""Every number of a source is a metric or is left out with a reason."""
from __future__ import annotations

from typing import Any

from sample_casebook import book, folder, metric, source

from generator.check.coverage import cover_case, coverage, summarise
from generator.know.source_text import SourceText
from generator.model.casebook import Casebook

RAW = "一、背景\n共有1500多个小区,市镇两级,党的十九大,《清单100例》,均成立业委会,又有7家。\n末行\n"
SHA = "0" * 64


def built(*metrics: dict[str, Any], left_out: Any = ()) -> tuple[Casebook, dict[tuple[str, str], SourceText]]:
    home = folder(*metrics, sources=[source(left_out=list(left_out))])
    return book(home, words=["十九大"]), {("demo", "main"): SourceText.of(RAW, SHA, home.sources.sources[0])}


ESTATES = metric("estates", "1500多个", 1500, "个", qualifier="over")
LEVELS = {"words": "市镇两级", "at": "s1/2", "reason": "固定说法"}


def test_what_nothing_accounts_for_is_quoted_with_its_place() -> None:
    casebook, texts = built(ESTATES, left_out=[LEVELS])
    found = list(coverage(casebook, texts))
    assert [(problem.code, problem.where.file) for problem in found] == [("K620", "cases/demo/sources.yaml#sources/0/left_out")] * 2
    assert "【均】成立业委会" in found[0].what
    assert "【7】家" in found[1].what
    assert "s1/2" in found[1].mend


def test_a_claim_is_accounted_for_by_the_words_where_they_were_proved() -> None:
    claim = metric("councils", "均成立业委会", "均", kind="coverage_claim")
    casebook, texts = built(ESTATES, claim, metric("homes", "7家", 7, "家"), left_out=[LEVELS])
    assert list(coverage(casebook, texts)) == []


def test_words_that_are_not_proved_account_for_nothing() -> None:
    casebook, texts = built(metric("estates", "1500多个", 1500, "个", qualifier="over", at="s1/1"))
    assert "【1500多】个" in next(coverage(casebook, texts)).what


def test_a_left_out_row_that_accounts_for_nothing_is_a_warning() -> None:
    rows = [LEVELS, {"words": "小区", "at": "s1/2", "reason": "没有数"}, {"words": "1500多个", "at": "s1/2", "reason": "已做指标"}]
    casebook, texts = built(ESTATES, left_out=rows)
    idle = [problem for problem in coverage(casebook, texts) if problem.code == "K621"]
    assert [(problem.where.file[-9:], problem.level) for problem in idle] == [("t/1/words", "warning"), ("t/2/words", "warning")]


def test_the_summary_counts_by_class() -> None:
    casebook, texts = built(ESTATES, left_out=[LEVELS])
    summary = summarise(casebook, texts)
    assert summary.metric == {"arabic": 1}
    assert summary.left_out == {"measure": 1}
    assert summary.skipped == {"word": 1, "title": 1}
    assert summary.unexplained == {"claim": 1, "arabic": 1}
    assert summary.counted == 4


def test_a_case_without_its_text_is_not_counted() -> None:
    casebook, _ = built(ESTATES)
    summary, problems = cover_case(casebook.cases["demo"], {}, (), casebook.locate)
    assert (summary.counted, problems) == (0, ())
