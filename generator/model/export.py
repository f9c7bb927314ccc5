"""What data/casebook.json holds: records of the model, put together for others to build on."""
from __future__ import annotations

from typing import Annotated

from pydantic import Field

from generator.model.assessment import Checklist
from generator.model.case import Case, Derived, Metric
from generator.model.practice import Form, Practice
from generator.model.record import Caution, Id, PlainText, Record
from generator.model.source import Source
from generator.model.teaching import Authenticity, CaseType, StudentPart


class CautionRow(Record):
    """一条引用提示和它涉及的指标。"""

    caution: Caution
    """提示。"""
    metrics: tuple[Id, ...]
    """涉及的指标编号，含它写在旁边的那个指标。"""


class StudentEdition(Record):
    """教学案例的学员版。"""

    id: Id
    """编号。"""
    type: CaseType
    """类型。"""
    authenticity: Authenticity
    """真实性说明。"""
    student: StudentPart
    """学员版内容。"""


class DerivedRow(Record):
    """推算和它的结果。"""

    derived: Derived
    """推算的定义。"""
    value: float
    """结果。"""


class CaseData(Record):
    """一个案例的全部数据。"""

    id: Id
    """案例编号。"""
    case: Case
    """总说明。"""
    sources: tuple[Source, ...]
    """来源。"""
    metrics: tuple[Metric, ...]
    """指标。"""
    derived: tuple[DerivedRow, ...]
    """推算。"""
    practices: tuple[Practice, ...]
    """做法。"""
    forms: tuple[Form, ...]
    """表。"""
    cautions: tuple[CautionRow, ...]
    """引用提示。"""
    checklists: tuple[Checklist, ...]
    """自查表。"""
    teaching: tuple[StudentEdition, ...]
    """教学案例，只有学员版。"""


class CasebookData(Record):
    """data/casebook.json。"""

    schema_version: Annotated[PlainText, Field(alias="schema")]
    """格式版本。"""
    version: PlainText
    """案例库版本。"""
    cases: tuple[CaseData, ...]
    """案例，按编号排序。"""
    checklists: tuple[Checklist, ...]
    """通用的自查表。"""
    teaching: tuple[StudentEdition, ...]
    """比较几个案例的教学案例，只有学员版。"""
