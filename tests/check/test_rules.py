"""What the broken examples do not show: the remaining branches of the rules, on the valid casebook with one change."""
from __future__ import annotations

from pathlib import Path

import pytest
from broken import report
from sample_casebook import book, folder, metric

from generator.check.prose import prose_problems
from generator.check.rule import RULES, Finding, rule
from generator.check.truth import claims
from generator.model.casebook import Casebook

DEMO = "cases/demo"
LIST = f"{DEMO}/checklists/demo-v1.yaml"
LESSON = f"{DEMO}/teaching/yishi-case.yaml"


def said(folder: Path, *changes: tuple[str, str, str]) -> list[tuple[str, str]]:
    """Code and fault of each problem after these changes (file, words, other words)."""
    example = folder / "change.txt"
    parts = []
    for file, old, new in changes:
        lines = [f"@ {file}", *(f"- {line}" for line in old.split("\n") if old), *(f"+ {line}" for line in new.split("\n"))]
        parts.append("\n".join(lines))
    example.write_text("\n".join(parts) + "\n====\n", "utf-8")
    lines = [line.split(" ", 2) for line in report(example, folder).splitlines() if line and line[0] not in " \t"]
    return [(code, what) for _, code, what in lines]


@pytest.mark.parametrize(("file", "old", "new", "found"), [
    (f"{DEMO}/case.yaml", "{community_type: old,", "{community_type: odd,", [("K201", "没有编号为“odd”的社区类型")]),
    (LIST, "    dimension: yishi", "    dimension: yish", [("K402", "维度“yishi”是 60 分，条目合计 0 分"), ("K211", "本表没有编号为“yish”的维度")]),
    ("cases/courses/demo-course.yaml", 'minutes: "45", questions: [q1]', 'minutes: "90", questions: [q1]', [
        ("K404", "各讲和课间合计 105 分钟，写的是 60 分钟"), ("K404", "教学案例“demo/yishi-case”没有 90 分钟的课堂计划")]),
    (LESSON, "exhibits: [e1], records: [yishi]", "exhibits: [e9], records: [yishi]", [("K405", "没有图表“e9”")]),
    (LESSON, "learner: 听, board: b1}", "learner: 听, board: b9}", [("K405", "没有编号为“b9”的板书栏")]),
    (LESSON, "learner: 议, question: q1}", "learner: 议, question: q9}", [("K405", "没有编号为“q9”的讨论题")]),
    (f"{DEMO}/forms/jiyao.yaml", "head: [甲小区, 3月8日]", "head: [甲小区]", [("K406", "示例有 1 个表头项，表有 2 个")]),
    (f"{DEMO}/forms/jiyao.yaml", "    - [楼道灯坏了, 物业, 3月15日]", "    - [楼道灯坏了, 物业]", [("K406", "这一行有 2 格，表有 3 栏")]),
    (f"{DEMO}/forms/jiyao.yaml", '  rows:\n    - [楼道灯坏了, 物业, 3月15日]\n    - [晾衣绳占道, "", ""]\n', "  rows: []\n",
     [("K406", "有栏的表没有示例行")]),
    (LIST, "    na_allowed: true", "    na_allowed: true\n    community_types: [old]", []),
    (LIST, "    na_allowed: true", "    na_allowed: true\n    community_types: [odd]", [("K407", "没有编号为“odd”的社区类型")]),
    (f"{DEMO}/case.yaml", "召集人召集，每月议一次。", "召集人召集，甲[#pilots],各议一次。", [("K502", "“召集，甲,各议一次”里的“,”是半角")]),
    (f"{DEMO}/case.yaml", "召集人召集，每月议一次。", "“[#试点,]”试点。", [("K304", "“[#试点,]”没有对应的指标")]),
])
def test_one_change_gives_these_faults(file: str, old: str, new: str, found: list[tuple[str, str]], tmp_path: Path) -> None:
    assert said(tmp_path, (file, old, new)) == found


def test_an_id_that_is_the_address_of_other_pages_is_refused() -> None:
    """Rule K213 on a case and a practice; files of these names cannot be had by changing one line."""
    def found(demo: Casebook) -> list[str]:
        return [one.what for one in RULES["K213"](demo)]

    class Practice:
        former_ids = ("form-b",)

    odd = folder(metric("one", "1个", 1, "个"), name="fragments", practices={"form-a": Practice()})
    assert found(book(odd)) == ["“fragments”不能做案例编号", "“form-a”是留给别的页的名字", "旧编号“form-b”的网址已经归别的页"]


def test_a_rule_needs_a_free_code_and_its_ground() -> None:
    def silent(_: Casebook) -> list[Finding]:
        return []

    with pytest.raises(ValueError, match="K401 is taken"):
        rule("K401")(silent)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="K499 has no ground"):
        rule("K499")(silent)  # type: ignore[arg-type]
    assert "K499" not in RULES


def test_a_metric_of_an_unknown_source_makes_no_claim() -> None:
    """Rule K208 tells of it; there is no text to compare with."""
    home = folder(metric("one", "1个", 1, "个"), metric("two", "2个", 2, "个", source="gone"))
    assert [claim.metric.id for claim in claims(home)] == ["one"]


def test_a_reference_in_common_is_compared_with_every_case() -> None:
    policy = {"id": "law", "title": "某法", "issuer": "某机关", "in_force": "未核对", "checked": "false", "use": "看[#demo/on]。"}
    home = folder(metric("one", "1个", 1, "个"))
    (problem,) = prose_problems(book(home, common={"policies": {"policies": [policy]}}))
    assert (problem.what, problem.mend) == ("“[#demo/on]”没有对应的指标", "写成“[#demo/one]”")


def test_words_close_to_a_named_form_are_told() -> None:
    home = folder(metric("form", "“1+5”", "1+5", kind="named_form"), case={"summary": "一共1+5+6。"})
    (problem,) = prose_problems(book(home))
    assert problem.what == "“1+5+6”不是本案例的指标"
