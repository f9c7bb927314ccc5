"""One model of governance: its case.yaml and metrics.yaml."""
from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, Field, ValidationInfo, model_validator

from generator.model.record import (
    AdviceText,
    Caution,
    Day,
    File,
    Id,
    Integer,
    Locator,
    NameText,
    PlainText,
    Record,
    RecordText,
    Ref,
    Statement,
    VerbatimText,
    Words,
    number,
)

ScopeLevel = Literal["country", "province", "city", "district", "street", "community", "estate", "organisation"]
Qualifier = Literal["exact", "over", "nearly", "about", "at_least", "at_most", "under"]
MetricFlag = Literal["cumulative", "incomplete_statistics", "first_batch", "goal", "pilot", "as_recommended"]
MetricKind = Literal[
    "count", "money", "area", "percent", "ratio", "duration", "date", "threshold", "composition",
    "coverage_claim", "rank_claim", "named_form", "ordinal",
]
TEXT_KINDS = frozenset({"date", "coverage_claim", "rank_claim", "named_form"})


class Scope(Record):
    """数字说的是哪里。"""

    level: ScopeLevel
    """范围层级：country 全国，province 省，city 市，district 区县，street 镇街，community 社区，estate 小区，organisation 单位。"""
    place: NameText
    """范围名称，如“东莞全市各创建小区”。"""


def _value(value: object, info: ValidationInfo) -> object:
    if info.data.get("kind") in TEXT_KINDS:
        return value
    if isinstance(value, list | tuple):
        return tuple(number(part) for part in value)
    return number(value)


Value = Annotated[int | float | tuple[int | float, int | float] | Annotated[str, Words.PLAIN], BeforeValidator(_value)]


class Mention(Record):
    """同一个数字在原文里的另一处写法。"""

    as_stated: VerbatimText
    """原文的字，原样。"""
    at: Locator
    """出处。"""
    nth: Annotated[Integer, Field(ge=1)] = 1
    """同样的字在这一段里出现多次时，是第几次。"""


class Metric(Record):
    """一个数字：原文怎么写、等于多少、在哪里、说的是什么范围。"""

    id: Id
    """指标编号，本案例内唯一。"""
    what: RecordText
    """这个数字数的是什么。"""
    as_stated: VerbatimText
    """原文里最短而完整的字，原样，如“3300多个”。"""
    kind: MetricKind
    """类别：count 数量，money 金额（元），area 面积，percent 百分数，ratio 比，duration 时长，date 日期，threshold 门槛，
    composition 构成，coverage_claim 全覆盖一类说法，rank_claim 首创一类说法，named_form 固定叫法，ordinal 次序。"""
    value: Value
    """数值，万、亿展开；范围写成 [小， 大];日期写 ISO；固定叫法和说法写原词。"""
    unit: Annotated[str, Words.PLAIN, Field(max_length=16)] = ""
    """单位，如 个、户、元、%；没有单位时不写。"""
    qualifier: Qualifier = "exact"
    """限定：exact 整数，over 多或超过，nearly 近，about 约，at_least 不少于，at_most 不超过，under 不足。"""
    flags: tuple[MetricFlag, ...] = ()
    """附注：cumulative 累计，incomplete_statistics 不完全统计，first_batch 首批，goal 目标，pilot 试点，as_recommended 建议值。"""
    scope: Scope
    """范围。"""
    as_of: PlainText = "原文未说明"
    """截至时间；原文没有说时不写。"""
    source: Id | None = None
    """来源编号；只有一份来源时不写。"""
    at: Locator
    """出处。"""
    nth: Annotated[Integer, Field(ge=1)] = 1
    """同样的字在这一段里出现多次时，是第几次。"""
    again: tuple[Mention, ...] = ()
    """同一数字在别处的写法。"""
    cautions: tuple[Caution, ...] = ()
    """引用提示。"""


    @model_validator(mode="after")
    def _number_where_needed(self) -> Self:
        if isinstance(self.value, str) and self.kind not in TEXT_KINDS:
            raise ValueError("value must be a number")
        return self


class Derived(Record):
    """推算：由指标算出的数，不手填。"""

    id: Id
    """推算编号，与指标编号不重复。"""
    what: RecordText
    """算的是什么。"""
    formula: Annotated[PlainText, Field(pattern=r"^[a-z0-9 ()+*/.-]+$")]
    """由指标编号和 + - * / ( ) 组成，运算符两边留空格，如 a + b；编号里的连字符两边不留空格。"""
    unit: Annotated[str, Words.PLAIN, Field(max_length=16)] = ""
    """单位。"""
    digits: Annotated[Integer, Field(le=4)] = 0
    """保留几位小数。"""
    note: RecordText
    """两个数的口径能不能这样算，要注意什么。"""
    cautions: tuple[Caution, ...] = ()
    """引用提示。"""


class Metrics(File):
    """metrics.yaml：原文的每一个数字。"""

    metrics: Annotated[tuple[Metric, ...], Field(min_length=1)]
    """指标。"""
    derived: tuple[Derived, ...] = ()
    """推算。"""


class Part(Record):
    """模式结构的一部分，可以再分。"""

    name: NameText
    """名称，用原文的叫法。"""
    text: RecordText
    """一两句话说清它是什么。"""
    at: Locator | None = None
    """出处。"""
    practices: tuple[Id, ...] = ()
    """属于这一部分的做法编号。"""
    parts: tuple[Part, ...] = ()
    """下一层。"""


class Outcome(Record):
    """一方面的成效，按原文的分法。"""

    heading: NameText
    """标题，用自己的话。"""
    statements: Annotated[tuple[Statement, ...], Field(min_length=1)]
    """原文怎样说的。"""


class Event(Record):
    """时间线上的一点。"""

    when: PlainText
    """时间，按原文写法；没有年月的写“原文未注明”。"""
    event: RecordText
    """发生了什么。"""
    at: Locator
    """出处。"""


class Fit(Record):
    """适合哪类社区，理由是什么。"""

    community_type: Id
    """社区类型编号。"""
    reason: RecordText
    """理由。"""
    basis: Literal["record", "advice"] = "advice"
    """record 原文写明，advice 编者建议。"""
    at: Locator | None = None
    """原文写明时的出处。"""


class Condition(Record):
    """原文写到的条件，帮助读者判断自己合不合适。"""

    kind: Literal["规模", "人手", "钱", "场地", "组织"]
    """哪一方面。"""
    text: RecordText
    """原文写到什么；原文没有写的，写“原文没有说”。"""
    at: Locator | None = None
    """出处；原文没有说的不写。"""


class Case(File):
    """case.yaml：一个治理模式的总说明。"""

    id: Id
    """案例编号，等于文件夹名。"""
    name: NameText
    """案例名称，如“东莞微治理”。"""
    model_name: NameText
    """模式的叫法。"""
    region: NameText
    """地区全称。"""
    level: Literal["city", "district", "county", "street", "community"]
    """层级：city 市，district 区，county 县，street 镇街，community 社区。"""
    community_types: Annotated[tuple[Id, ...], Field(min_length=1)]
    """原文说的是哪类社区，写 taxonomy 里的编号。"""
    period: PlainText
    """材料说的时间；原文没有年月时写明。"""
    reviewed: Day
    """编者最近一次对照原文核对的日期。"""
    version: Annotated[PlainText, Field(pattern=r"^[0-9]+\.[0-9]+$")] = "1.0"
    """内容版本。"""
    summary: RecordText
    """三四句话说清这个模式；不用评价的话。"""
    background: Annotated[tuple[Statement, ...], Field(min_length=1)]
    """背景。"""
    problems: Annotated[tuple[Statement, ...], Field(min_length=1)]
    """要解决的问题。"""
    structure: Annotated[tuple[Part, ...], Field(min_length=1)]
    """模式自己的结构，如 微心愿、微平台、微机制、微组织。"""
    structure_note: RecordText | None = None
    """关于结构要说明的事。"""
    outcomes: tuple[Outcome, ...] = ()
    """成效，按原文的分法。"""
    outcomes_note: RecordText
    """成效的材料来自谁、有没有数据；原文没有写成效时写明。"""
    lessons: tuple[Statement, ...] = ()
    """原文作者总结的经验。"""
    editor_notes: tuple[AdviceText, ...] = ()
    """编者归纳，不是原文的话。"""
    timeline: tuple[Event, ...] = ()
    """时间线。"""
    fit: Annotated[tuple[Fit, ...], Field(min_length=1)]
    """适合哪类社区。"""
    conditions: tuple[Condition, ...] = ()
    """原文写到的条件：规模、人手、钱、场地、组织。"""
    limits: Annotated[tuple[AdviceText, ...], Field(min_length=1)]
    """这份材料和这个模式的限度。"""
    not_said: Annotated[tuple[RecordText, ...], Field(min_length=1)]
    """来源没有说的。"""
    cautions: tuple[Caution, ...] = ()
    """全案例的引用提示。"""
    policies: tuple[Id, ...] = ()
    """原文提到的文件。"""
    related: tuple[CaseLink, ...] = ()
    """别的案例里可以对照的做法。"""


class CaseLink(Record):
    """与别处做法的对照。"""

    practice: Ref
    """做法编号；别的案例写 案例/编号。"""
    differs: RecordText
    """不同在哪里，一句话。"""


Case.model_rebuild()
