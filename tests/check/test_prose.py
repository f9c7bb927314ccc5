"""The messages about figures in prose, and which texts the rules look at."""
from __future__ import annotations

from typing import Any

import pytest
from sample_casebook import book, folder, metric

from generator.check.prose import prose_problems
from generator.model.practice import Form
from generator.model.teaching import Course

METRICS = (
    metric("estates", "1500多个", 1500, "个", qualifier="over"),
    metric("stations", "95个", 95, "个"),
    metric("halls", "95个", 95, "个"),
)
EITHER = "确实是它就改过来或写成 [#estates]，是另一个数字就在 metrics.yaml 中新增"
DERIVED = {"id": "ratio", "what": "比", "formula": "estates / stations", "note": "粗算。"}
FORM = {
    "id": "sheet", "name": "88人名册", "family": "议事会", "purpose": "记录。", "filler": "社工", "when": "会后", "keep": "存档",
    "body": ["共____人，满77人算数。"], "example": {"body": ["共1500个，到会77人。"]}, "reviewed": "2026-01-05",
}


def found(*, case: dict[str, Any] | None = None, derived: Any = (), common: dict[str, Any] | None = None, **records: Any) -> list[Any]:
    return list(prose_problems(book(folder(*METRICS, case=case, derived=derived, **records), common=common)))


def only(**more: Any) -> Any:
    problem, = found(**more)
    return problem


@pytest.mark.parametrize(("text", "code", "what", "mend"), [
    (
        "有1500个。", "K301", "“1500”不是本案例的指标",
        "有一个数值相同的指标 estates（原文“1500多个”），但限定词是“多或超过”，这里是“没有限定词”；" + EITHER,
    ),
    (
        "有1500多户。", "K301", "“1500多”不是本案例的指标",
        "有一个数值相同的指标 estates（原文“1500多个”），但单位是“个”，这里数字后面是“户。”；" + EITHER,
    ),
    (
        "有7个。", "K301", "“7”不是本案例的指标",
        "核对数字；是原文的数字就在 metrics.yaml 中新增，是推算就写成 [=甲 + 乙]，都不是就改成不带数字的说法",
    ),
    (
        "千姿百态。", "K301", "“千”不是本案例的指标",
        "核对数字，或改成不带数字的说法；不表示数的词加进 cases/common/numeral_words.yaml",
    ),
    ("有95个。", "K302", "“95”对得上 2 个指标", "写成其中一个：[#stations]、[#halls]"),
    ("有[#station]。", "K304", "“[#station]”没有对应的指标", "写成“[#stations]”"),
    ("有[#stations]个。", "K304", "“[#stations]个”的单位“个”会出现两次", "引用已经带单位，删去后面的“个”"),
    ("共[=stations +]。", "K304", "“[=stations +]”算不出来：算式没有写完", "算式写成 [=甲 + 乙]，减号和除号两边留空格"),
])
def test_messages(text: str, code: str, what: str, mend: str) -> None:
    problems = found(case={"summary": text})
    assert (problems[0].code, problems[0].what, problems[0].mend) == (code, what, mend)
    assert problems[0].where.file == "cases/demo/case.yaml#summary"
    assert problems[0].why


def test_advice_names_the_metric_to_write() -> None:
    problem = only(case={"limits": ["先做1500个。"]})
    assert (problem.code, problem.mend) == ("K303", "写成 [#estates]；不是引用来源时换一个说法")


def test_common_files_ask_for_the_case() -> None:
    term = {"id": "t", "term": "小区", "meaning": "共1500多个小区。", "defined": "编者说明"}
    problem = only(common={"glossary": {"terms": [term]}})
    assert (problem.code, problem.mend) == ("K301", "写成 [#demo/estates]，或改成不带数字的说法")
    assert found(common={"glossary": {"terms": [{**term, "meaning": "共[#demo/estates]小区。"}]}}) == []


def test_names_are_held_to_the_same_rule() -> None:
    assert only(case={"model_name": "77个小区"}).code == "K301"


def test_forms_courses_and_names_in_common_files_are_advice() -> None:
    form = Form.model_validate(FORM)
    course = Course.model_validate({
        "id": "c", "title": "77人的课", "learners": "网格员", "class_size": "40", "minutes": "90",
        "units": [{"teaching": "demo/t", "minutes": "90"}], "reviewed": "2026-01-05",
    })
    home = folder(*METRICS, forms={"sheet": form})
    casebook = book(home, common={"dimensions": {"dimensions": [{"id": "d", "name": "77项", "text": "看。"}]}})
    casebook.courses["c"] = course  # type: ignore[index]
    assert list(prose_problems(casebook)) == []


def test_examples_are_free() -> None:
    assert found(forms={"sheet": Form.model_validate(FORM)}) == []
    copied = Form.model_validate({**FORM, "purpose": "登记1500个。"})
    assert only(forms={"sheet": copied}).code == "K303"


@pytest.mark.parametrize(("formula", "what", "mend"), [
    ("estates / stationz", "推算“ratio”算不出来：没有名为“stationz”的指标", "写成“stations”"),
    ("estates / 0", "推算“ratio”算不出来：除数是 0", "改算式；减号和除号两边留空格"),
])
def test_derived_figures_must_compute(formula: str, what: str, mend: str) -> None:
    problem = only(derived=[{**DERIVED, "formula": formula}])
    assert (problem.code, problem.what, problem.mend) == ("K305", what, mend)
    assert problem.where.file == "cases/demo/metrics.yaml#derived/0/formula"


def test_what_is_right_gives_no_problem() -> None:
    assert found(case={"summary": "有1500多个，其中[#halls]有厅，共[=stations + halls]。"}, derived=[DERIVED]) == []
