"""Figures in prose: what is bound, what is computed, what is refused."""
from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sample_casebook import book, folder, metric, source

from generator.know.figures import (
    ComputedPiece,
    FigurePiece,
    PlainPiece,
    derived,
    pieces,
    read_prose,
)

METRICS = (
    metric("estates", "1500多个", 1500, "个", qualifier="over"),
    metric("residents", "超过310万人", 3_100_000, "人", qualifier="over"),
    metric("stations", "95个", 95, "个"),
    metric("halls", "95个", 95, "个"),
    metric("visits", "8400多人次", 8400, "人次", qualifier="over"),
    metric("people", "8400多人", 8400, "人", qualifier="over"),
    metric("share", "80.5%", 80.5, "%", kind="percent"),
    metric("half", "不低于1/2", 50, "%", kind="ratio", qualifier="at_least"),
    metric("third", "三分之一", 33.3, "%", kind="ratio"),
    metric("partners", "数十家", [20, 99], "家"),
    metric("fund", "8200余万元", 82_000_000, "元", kind="money", qualifier="over"),
    metric("rank", "第1", 1, kind="ordinal"),
    metric("levels", "四级", 4, "级"),
    metric("households", "4 0861 户", 40861, "户"),
    metric("visit-day", "2018年10月24日", "2018-10-24", kind="date"),
    metric("form", "“1+5”", "1+5", kind="named_form"),
    metric("last-metres", "“最后100米”", "最后100米", kind="named_form"),
    metric("hundred", "100%", 100, "%", kind="percent"),
    metric("hours", "4个小时", 4, "小时"),
)
DERIVED = ({"id": "ratio", "what": "比", "formula": "estates / stations", "unit": "倍", "digits": 1, "note": "粗算。"},)
HOME = folder(*METRICS, derived=DERIVED, sources=[source(published="2016-01-04")])
AWAY = folder(metric("projects", "1363个", 1363, "个"), metric("pilots", "300户", 300, "户"), name="away")
BOOK = book(HOME, AWAY, words=("百姓", "万江街道"), terms=("622工作法", "“十条”意见"))


def bound(text: str, advice: bool = False) -> list[tuple[str, str]]:
    """The figures of a text with their metrics; [] also when there are faults."""
    return [(piece.text, piece.metric_id) for piece in pieces(text, BOOK, HOME, advice) if isinstance(piece, FigurePiece)]


def faults(text: str, advice: bool = False, common: bool = False) -> list[tuple[str, str, tuple[str, ...]]]:
    found = read_prose(text, BOOK, None if common else HOME, advice).faults
    return [(fault.kind, fault.text, fault.metrics) for fault in found]


@pytest.mark.parametrize(("text", "figure", "metric_id"), [
    ("全市有1500多个小区。", "1500多个", "estates"),
    ("全市有1500 多个小区。", "1500 多个", "estates"),
    ("住着超过310万人。", "超过310万人", "residents"),
    ("参与8400多人次。", "8400多人次", "visits"),
    ("参与8400多人。", "8400多人", "people"),
    ("占80.5%。", "80.5%", "share"),
    ("用房不低于1/2。", "不低于1/2", "half"),
    ("用房不低于50%。", "不低于50%", "half"),
    ("约占的三分之一", "三分之一", "third"),
    ("与数十家企业", "数十家", "partners"),
    ("财政8200余万元", "8200余万元", "fund"),
    ("共40861户", "40861户", "households"),
    ("2018年10月视察", "2018年10月", "visit-day"),
    ("2018年视察", "2018年", "visit-day"),
    ("形成“1+5”模式", "1+5", "form"),
    ("打通最后100米的路", "最后100米", "last-metres"),
    ("排在第1。", "第1", "rank"),
    ("每天4个小时", "4个小时", "hours"),
])
def test_a_figure_is_bound_to_the_metric_that_is_equal(text: str, figure: str, metric_id: str) -> None:
    assert bound(text) == [(figure, metric_id)]
    assert faults(text) == []


@pytest.mark.parametrize(("text", "kind", "figure", "metrics"), [
    ("全市有1500个小区。", "bare", "1500", ("demo/estates",)),  # 多 is missing
    ("全市有1500多户。", "bare", "1500多", ("demo/estates",)),  # another unit
    ("住着310万人。", "bare", "310万", ("demo/residents",)),
    ("参与8400多位。", "bare", "8400多", ("demo/visits", "demo/people")),
    ("占80.5。", "bare", "80.5", ("demo/share",)),
    ("有1510多个。", "bare", "1510多", ("demo/estates",)),  # the nearest is named
    ("有77个。", "bare", "77", ()),
    ("有77.", "bare", "77", ()),
    ("二十一世纪", "bare", "二十一", ()),
    ("2017年", "bare", "2017年", ()),
    ("有95个。", "ambiguous", "95", ("demo/stations", "demo/halls")),
    ("有1所。", "bare", "1", ("demo/rank",)),
    ("第95个", "bare", "第95", ("demo/stations", "demo/halls")),
    ("离街道100米", "bare", "100", ("demo/hundred",)),
    ("95个月", "bare", "95", ("demo/stations", "demo/halls")),
])
def test_a_figure_without_its_metric_is_refused(text: str, kind: str, figure: str, metrics: tuple[str, ...]) -> None:
    assert faults(text) == [(kind, figure, metrics)]
    assert "".join(piece.text for piece in pieces(text, BOOK, HOME)) == text


@pytest.mark.parametrize("text", [
    "《社区服务清单100例》", "（福发〔2015〕1号）", "(福发[2015]1号)", "老百姓说", "万江街道", "用622工作法议事", "物业“十条”意见",
    "2016年1月发布的材料", "2015年印发的《意见》", "《意见》（2015年12月）", "三社联动，七八位", "国务院令第379号", "没有数字",
])
def test_what_is_free_of_the_rule(text: str) -> None:
    assert faults(text) == []
    assert bound(text) == []


@pytest.mark.parametrize(("text", "figure"), [
    ("2000万元《", "2000万"), ("《清单》（共87项）", "87"), ("1622个", "1622"), ("用于《清单》77项", "77"),
])
def test_what_only_looks_free(text: str, figure: str) -> None:
    assert [row[:2] for row in faults(text)] == [("bare", figure)]


def test_a_reference_shows_the_words_of_the_source() -> None:
    assert pieces("共[#households]，[#away/projects]。", BOOK, HOME) == (
        PlainPiece("共"), FigurePiece("40861户", "demo", "households"), PlainPiece("，"),
        FigurePiece("1363个", "away", "projects"), PlainPiece("。"),
    )


def test_references_work_in_advice_and_in_common_files() -> None:
    assert bound("参考[#stations]的做法，每3天一次", advice=True) == [("95个", "stations")]
    assert pieces("[#away/projects]", BOOK, None) == (FigurePiece("1363个", "away", "projects"),)


@pytest.mark.parametrize(("text", "shown", "formula"), [
    ("相加是[=estates + stations]个", "1595", "1500 + 95"),
    ("相加是[=estates + stations]", "1595个", "1500 + 95"),
    ("是[=away/projects - stations]个", "1268", "1363 − 95"),
    ("是[#ratio]", "15.8倍", "1500 ÷ 95"),
])
def test_sums_are_computed(text: str, shown: str, formula: str) -> None:
    piece, = (piece for piece in pieces(text, BOOK, HOME) if isinstance(piece, ComputedPiece))
    assert (piece.text, piece.formula) == (shown, formula)
    assert piece.exact is ("1500" not in formula)


@pytest.mark.parametrize(("text", "kind", "why"), [
    ("[#nowhere]", "unknown", ""),
    ("[#away/nowhere]", "unknown", ""),
    ("[＃stations]", "unknown", "半角"),
    ("[#stations", "unknown", "半角"),
    ("[#]", "unknown", "半角"),
    ("[=stations +]", "formula", "算式没有写完"),
    ("[=partners + 1]", "formula", "值是范围"),
    ("[=form + 1]", "formula", "值是文字"),
    ("[=stations / 0]", "formula", "除数是 0"),
    ("[#estates]个小区", "repeated unit", "个"),
])
def test_references_that_cannot_stand(text: str, kind: str, why: str) -> None:
    fault, = read_prose(text, BOOK, HOME).faults
    assert fault.kind == kind
    assert why in fault.why


def test_a_bare_reference_in_a_common_file_asks_for_the_case() -> None:
    fault, = read_prose("[#stations]", BOOK, None).faults
    assert "[#案例/编号]" in fault.why


@pytest.mark.parametrize(("text", "copied"), [
    ("先收集1500个心愿", ("demo/estates",)),  # value and unit of a metric, whatever the qualifier
    ("占到80.5%", ("demo/share",)),
    ("筹8200万元", ("demo/fund",)),
    ("三天内答复，分成95个", ()),  # below a hundred
    ("每1500户", ()),  # another unit
    ("满意率80%", ()),
    ("回复率100%", ()),  # all of something is nobody's figure
    ("2018年10月24日", ()),
])
def test_advice_may_not_repeat_a_figure_of_the_source(text: str, copied: tuple[str, ...]) -> None:
    assert [row[2] for row in faults(text, advice=True)] == ([copied] if copied else [])
    assert bound(text, advice=True) == []


@pytest.mark.parametrize(("text", "copied"), [("甲地办了1363个项目", ("away/projects",)), ("每300户一名", ()), ("达到50%", ())])
def test_advice_in_common_files(text: str, copied: tuple[str, ...]) -> None:
    assert [row[2] for row in faults(text, advice=True, common=True)] == ([copied] if copied else [])


def test_record_text_in_common_files_needs_references() -> None:
    assert faults("办了1363个项目", common=True) == [("bare", "1363", ())]


def test_derived_figures() -> None:
    assert derived(HOME.metrics.derived[0], HOME, BOOK).text == "15.8"
    bad = folder(*METRICS, derived=[{**DERIVED[0], "formula": "estates / nowhere"}])
    with pytest.raises(ValueError, match="nowhere"):
        derived(bad.metrics.derived[0], bad, BOOK)


@settings(deadline=None)
@given(st.text("0123456789十百万个户人年月%,，。[]#=/+- estations《》第多近", max_size=40) | st.text(max_size=40), st.booleans())
def test_any_text_comes_back_whole(text: str, advice: bool) -> None:
    prose = read_prose(text, BOOK, HOME, advice)
    if "[" not in text and "［" not in text:
        assert "".join(piece.text for piece in prose.pieces) == text
    for fault in prose.faults:
        assert text[fault.start : fault.end] == fault.text


def test_a_range_in_advice_of_cases_common_is_no_round_number() -> None:
    wide = book(folder(metric("span", "100到250个", [100, 250], "个")))
    found = read_prose("一般100到250个。", wide, None, advice=True).faults
    assert [(fault.kind, fault.metrics) for fault in found] == [("copied", ("demo/span",))]
