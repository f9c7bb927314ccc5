"""Self-assessment: a checklist, its items and their rules. Terms and item types: reference C of the field's scoring tables."""
from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from generator.model.record import (
    AdviceText,
    Day,
    File,
    Flag,
    Id,
    Integer,
    NameText,
    Number,
    PlainText,
    Record,
    Ref,
)

Method = Literal["查阅资料", "现场查看", "居民访谈", "问卷"]
Points = Annotated[Number, Field(gt=0, le=100)]
CountName = Annotated[AdviceText, Field(max_length=24)]


class ChecklistDimension(Record):
    """一个维度和它的分值。"""

    id: Id
    """维度编号，写 dimensions 里的编号。"""
    weight: Points
    """分值；各维度合计 100。"""


class _Item(Record):
    """What every item says, whatever its rule."""

    id: Id
    """条目编号，发布后不改。"""
    dimension: Id
    """属于哪个维度。"""
    indicator: NameText
    """指标，短。"""
    content: AdviceText
    """看什么，看得见、数得出。"""
    rule: AdviceText
    """怎样得分，用话说。"""
    counts: AdviceText
    """什么算。"""
    not_counts: AdviceText
    """什么不算。"""
    evidence: Annotated[tuple[AdviceText, ...], Field(min_length=1)]
    """沿用哪些现有材料。"""
    methods: Annotated[tuple[Method, ...], Field(min_length=1)]
    """怎样核对。"""
    filler: AdviceText
    """由谁填。"""
    community_types: tuple[Id, ...] = ()
    """只适用于哪些社区类型；不写表示都适用。"""
    na_allowed: Flag = False
    """true 可以选“不适用”，须说明理由。"""
    upstream_allowed: Flag = False
    """true 可以选“需上级解决”。"""
    hint: AdviceText
    """得分低时先做什么。"""
    practice: Ref | None = None
    """可以参考的做法。"""
    quick: Flag = False
    """true 收进快填版。"""


class Grade(Record):
    """一档。"""

    label: AdviceText
    """这一档的样子。"""
    percent: Annotated[Number, Field(ge=0, le=100)]
    """得分占满分的百分数。"""


class GradeItem(_Item):
    """分档：选一档，按百分数得分。"""

    type: Literal["grade"]
    """grade 分档。"""
    points: Points
    """满分。"""
    grades: Annotated[tuple[Grade, ...], Field(min_length=2)]
    """从高到低各档。"""


class CountItem(_Item):
    """计数：符合几项得几分。"""

    type: Literal["count"]
    """count 计数。"""
    points: Points
    """满分。"""
    options: Annotated[tuple[AdviceText, ...], Field(min_length=2)]
    """可以符合的各项。"""
    full_at: Annotated[Integer, Field(ge=1)]
    """符合几项得满分，不足按比例。"""


class YesNoItem(_Item):
    """是否：是得满分，否得 0 分。"""

    type: Literal["yesno"]
    """yesno 是否。"""
    points: Points
    """满分。"""


class RateItem(_Item):
    """比例：填“一共几件”和“其中几件”，达到满分线得满分，每低 1 个百分点扣分，扣完为止。"""

    type: Literal["rate"]
    """rate 比例。"""
    points: Points
    """满分。"""
    total: CountName
    """一共数的是什么，如 抽查的需求条数。"""
    good: CountName
    """其中数的是什么，如 写明去向的条数。"""
    full_at: Annotated[Number, Field(gt=0, le=100)]
    """满分线，百分数。"""
    step: Points
    """每低 1 个百分点扣几分。"""
    sample: AdviceText
    """抽几件、怎样抽。"""


class DeductItem(_Item):
    """扣分：每例扣分，扣完为止。"""

    type: Literal["deduct"]
    """deduct 扣分。"""
    points: Points
    """满分。"""
    each: Points
    """每例扣几分。"""


class ScoredPart(Record):
    """分项。"""

    name: AdviceText
    """做到什么。"""
    points: Points
    """得几分。"""


class PartsItem(_Item):
    """分项：做到一项得一项的分。"""

    type: Literal["parts"]
    """parts 分项。"""
    points: Points
    """满分，等于各分项之和。"""
    parts: Annotated[tuple[ScoredPart, ...], Field(min_length=2)]
    """各分项。"""


class GateItem(_Item):
    """底线：出现即等级封顶，不计分。"""

    type: Literal["gate"]
    """gate 底线。"""
    cap: Literal["较好", "起步", "待加强"]
    """没守住时等级最高到哪里。"""


class BonusItem(_Item):
    """加分：在 100 分之外。"""

    type: Literal["bonus"]
    """bonus 加分。"""
    points: Points
    """最多加几分。"""


Item = Annotated[
    GradeItem | CountItem | YesNoItem | RateItem | DeductItem | PartsItem | GateItem | BonusItem,
    Field(discriminator="type"),
]


class ChecklistLevel(Record):
    """等级。"""

    name: Literal["成熟", "较好", "起步", "待加强"]
    """等级名称。"""
    from_rate: Annotated[Number, Field(ge=0, le=100)]
    """得分率从多少起，百分数。"""


class Checklist(File):
    """checklists/<id>-v<n>.yaml：一张自查表的一个版本，发布后不改。"""

    id: Id
    """自查表编号；文件名是 编号-v版本。"""
    version: Annotated[Integer, Field(ge=1)]
    """版本号。"""
    title: NameText
    """标题。"""
    purpose: AdviceText
    """用来做什么。"""
    receiver: AdviceText
    """交给谁。"""
    keep: AdviceText
    """保存多久，谁能看到。"""
    minutes: Annotated[Integer, Field(ge=5, le=60)]
    """大约几分钟填完。"""
    basis: tuple[Id, ...] = ()
    """依据的文件编号。"""
    dimensions: Annotated[tuple[ChecklistDimension, ...], Field(min_length=1)]
    """维度，分值合计 100。"""
    levels: Annotated[tuple[ChecklistLevel, ...], Field(min_length=2)]
    """等级，从高到低。"""
    items: Annotated[tuple[Item, ...], Field(min_length=3)]
    """条目。"""
    bonus_cap: Annotated[Number, Field(ge=0, le=10)] = 5
    """加分最多几分。"""
    reviewed: Day
    """最近一次核对的日期。"""
    released: Annotated[PlainText, Field(pattern=r"^[0-9a-f]{64}$")] | None = None
    """发布时计分内容的 SHA-256；没有发布时不写。"""
