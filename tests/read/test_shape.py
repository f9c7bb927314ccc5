"""From plain data to a record: each kind of fault in words, at its place, once."""
from __future__ import annotations

import re
from pathlib import Path

import pytest
from conftest import VALID

from generator.model.assessment import Checklist
from generator.model.case import Case, Metrics
from generator.model.practice import Form, Practice
from generator.model.problem import Position
from generator.model.record import File
from generator.read.shape import read_record
from generator.read.yaml_text import YamlFile, parse_yaml

DEMO = VALID / "cases/demo"
CASE, METRICS, FORM = DEMO / "case.yaml", DEMO / "metrics.yaml", DEMO / "forms/jiyao.yaml"
LIST, PRACTICE = DEMO / "checklists/demo-v1.yaml", DEMO / "practices/yishi.yaml"
KINDS: dict[Path, type[File]] = {CASE: Case, METRICS: Metrics, FORM: Form, LIST: Checklist, PRACTICE: Practice}


def said(path: Path, old: str, new: str) -> list[tuple[str, str, str, str]]:
    """Code, fault, ground and remedy of a file of the valid casebook with one change."""
    text = path.read_text("utf-8")
    assert old in text
    file = parse_yaml(text.replace(old, new, 1).encode(), path.name)
    assert isinstance(file, YamlFile), file
    found = read_record(file, KINDS[path])
    assert isinstance(found, tuple)
    return [(one.code, one.what, one.why, one.mend) for one in found]


@pytest.mark.parametrize(("path", "old", "new", "found"), [
    (CASE, "name: 甲镇小区议事\n", "", ("K101", "缺少 name", "案例名称，如“东莞微治理”。", "加上 name: ……")),
    (CASE, "  - {text: 甲镇有120多个小区，住户超过2万户。, at: s1/2}", "  - {text: 甲镇有120多个小区。}",
     ("K101", "缺少 at", "出处，写成“节/第几段”，如 s2.1/4；一节的标题行算第 1 段。", "加上 at: ……")),
    (CASE, "level: street", "level: streets", ("K104", "level 的值“streets”不在允许的值中", None, "改成其中一个")),
    (CASE, "region: 甲镇", "region: 甲镇\nregoin: 甲镇", ("K102", "不认识的键 regoin", None, "是不是 region？")),
    (CASE, "region: 甲镇", "qqqq: 甲镇\nregion: 甲镇", ("K102", "不认识的键 qqqq", None, "删去，或改成可用的键；文字里的半角逗号、冒号要改成全角")),
    (CASE, "limits: [只有一份材料]", "limits: 只有一份材料", ("K103", "limits 的值类型不对", "应为列表", "写成列表，如 [只有一份材料]")),
    (CASE, "limits: [只有一份材料]", "limits: []", ("K105", "limits 的项太少", "至少 1 项", "补上缺的项")),
    (CASE, "limits: [只有一份材料]", 'limits: [""]', ("K105", "limits 是空的", "至少 1 个字", "补上内容，或删去这一行")),
    (CASE, "summary: 甲镇在12个小区试点每月议事，原文称议定260件小事。", "summary: {甲镇: 试点}",
     ("K103", "summary 的值类型不对", "应为一段文字", "写成一段文字；文字里有半角冒号加空格时，用引号括起来")),
    (CASE, "id: demo", "id: {甲: 乙}", ("K103", "id 的值类型不对", "应为一段文字", None)),
    (CASE, "id: demo", "id: [甲]", ("K103", "id 的值类型不对", "应为一段文字", None)),
    (METRICS, "value: 120\n", "value: 120个\n", ("K106", "这一类指标的 value 应是数", None, "只写半角数字，不带单位，万、亿展开")),
    (METRICS, "digits: 2", "digits: 很多", ("K103", "digits 的值类型不对", "应为整数", "只写半角数字，不带单位，万、亿展开")),
    (METRICS, "digits: 2", "digits: 99", ("K105", "digits 太大", None, "改小")),
    (METRICS, "digits: 2", "digits: -1", ("K105", "digits 太小", None, "改大")),
    (METRICS, "formula: own-money / town-money", "formula: 甲除以乙",
     ("K105", "formula 的值“甲除以乙”不是算式", "算式只有指标编号和 + - * / ( )", "如 own-money / town-money")),
    (METRICS, "at: s1/2", "at: 第一节", ("K105", "at 的值“第一节”不是出处", "出处写 节/第几段，标题行算第 1 段", "如 s2.1/4 或 s2.1/4-5")),
    (LIST, "type: parts", "type: part", ("K104", "type 没有写，或者写了不认识的值“part”", None, "改成其中一个")),
    (LIST, "    type: parts\n", "", ("K104", "type 没有写，或者写了不认识的值“”", None, "改成其中一个")),
    (LIST, "na_allowed: true", "na_allowed: maybe", ("K103", "na_allowed 的值类型不对", "应为true 或 false", "照字段说明改")),
    (PRACTICE, "actors: {lead: [party], take_part: [resident]}", "actors: 居委会", ("K103", "actors 的值类型不对", None, "照字段说明改")),
])
def test_a_fault_is_told_in_words(path: Path, old: str, new: str, found: tuple[str, str, str | None, str | None]) -> None:
    (problem,) = said(path, old, new)
    assert [told for told, wanted in zip(problem, found, strict=True) if wanted is not None] == [one for one in found if one is not None]
    assert all("\u4e00" <= part[0] <= "\u9fff" or part[0].isascii() for part in problem)


def test_a_form_needs_columns_or_text() -> None:
    text = FORM.read_text("utf-8").replace("body: [本次到会____人。]\n", "")
    file = parse_yaml(re.sub(r"columns:\n(  - .*\n)+", "columns: []\n", text).encode(), "a.yaml")
    assert isinstance(file, YamlFile)
    (problem,) = read_record(file, Form)  # type: ignore[misc]
    assert (problem.code, problem.what, problem.mend) == ("K106", "这张表没有栏也没有文字", "加 columns 或 body")


def test_a_list_whose_items_are_refused_is_not_called_too_short_as_well() -> None:
    problems = said(CASE, "limits: [只有一份材料]", 'limits: [{甲: 乙}]')
    assert [(code, what) for code, what, _, _ in problems] == [("K103", "limits 的值类型不对")]


def test_a_long_value_is_cut_in_the_message() -> None:
    (problem,) = said(METRICS, "at: s1/2", "at: " + "甲" * 25)
    assert problem[1] == f"at 的值“{'甲' * 24}…”不是出处"
    (whole,) = said(METRICS, "at: s1/2", "at: " + "甲" * 24)
    assert whole[1] == f"at 的值“{'甲' * 24}”不是出处"


def test_faults_of_one_file_stand_at_their_places() -> None:
    file = parse_yaml(b"schema: 1\nid: Demo\nname: a\nbad: b\n", "case.yaml")
    assert isinstance(file, YamlFile)
    problems = read_record(file, Case)
    assert isinstance(problems, tuple)
    found = {(one.code, one.where) for one in problems}
    assert ("K105", Position("case.yaml", 2, 5)) in found
    assert ("K102", Position("case.yaml", 4, 1)) in found
    assert ("K101", Position("case.yaml", 1, 1)) in found


def test_another_version_of_the_format_is_told_first() -> None:
    file = parse_yaml(b"id: x\nschema: 2\nbad: b\n", "case.yaml")
    assert isinstance(file, YamlFile)
    (problem,) = read_record(file, Case)  # type: ignore[misc]
    assert (problem.code, problem.where, problem.what) == ("K107", Position("case.yaml", 2, 9), "不认识的文件格式版本“2”")


def test_a_field_without_a_docstring_must_be_written_all_the_same() -> None:
    class Bare(File):
        name: str

    file = parse_yaml(b"schema: 1\n", "a.yaml")
    assert isinstance(file, YamlFile)
    (problem,) = read_record(file, Bare)  # type: ignore[misc]
    assert (problem.code, problem.what, problem.why) == ("K101", "缺少 name", "name 必须写")
