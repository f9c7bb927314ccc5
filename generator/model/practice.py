"""One practice that a community could adopt, and the working forms it uses."""
from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from generator.model.case import CaseLink
from generator.model.record import (
    AdviceText,
    Caution,
    CellText,
    Day,
    File,
    Flag,
    Id,
    Integer,
    Locator,
    NameText,
    Number,
    Record,
    RecordText,
    Statement,
)
from generator.model.source import SourceKind

Authority = Literal[
    "社区可自定", "须居民（代表）会议表决", "须业主共同决定", "须街道同意", "须区级部门", "涉资金采购场地",
]
Cost = Literal["low", "medium", "high"]
Effect = Literal["1个月内", "1-3个月", "3-12个月", "1年以上"]
Staff = Literal["一两个人兼着做", "三五个人分工做", "要有专人"]
Size = Literal["1000户以下", "1000-3000户", "3000户以上"]
FormFamily = Literal[
    "民情走访", "需求台账与去向", "议事会", "微项目", "点单派单", "事件流转与回访", "事项分流", "满意度测评",
]
COST_LABEL = {"low": "基本不另花钱", "medium": "要一笔小钱", "high": "要专项经费"}


class Actors(Record):
    """谁做什么；写 taxonomy 里的主体编号。"""

    lead: Annotated[tuple[Id, ...], Field(min_length=1)]
    """牵头。"""
    support: tuple[Id, ...] = ()
    """支持配合。"""
    take_part: tuple[Id, ...] = ()
    """参与。"""
    supervise: tuple[Id, ...] = ()
    """监督。"""


class Place(Record):
    """原文点到的地方。"""

    name: NameText
    """地名。"""
    text: RecordText
    """那里做了什么。"""
    at: Locator
    """出处。"""


class NamedPart(Record):
    """做法里有名字的组成部分。"""

    name: NameText
    """叫法。"""
    text: RecordText
    """是什么。"""
    at: Locator
    """出处。"""


class PracticeRecord(Record):
    """来源记载：只写原文说了的。"""

    problem: tuple[Statement, ...] = ()
    """要解决的问题。"""
    done: Annotated[tuple[Statement, ...], Field(min_length=1)]
    """做了什么。"""
    procedure: tuple[Statement, ...] = ()
    """原文写到的步骤，按先后。"""
    parts: tuple[NamedPart, ...] = ()
    """有名字的组成部分。"""
    places: tuple[Place, ...] = ()
    """点到的地方。"""
    outcomes: tuple[Statement, ...] = ()
    """原文说的效果。"""
    metrics: tuple[Id, ...] = ()
    """相关指标编号。"""
    not_said: Annotated[tuple[RecordText, ...], Field(min_length=1)]
    """来源没有说的。"""


class Step(Record):
    """操作的一步；用时写 days，或写 repeat。"""

    do: AdviceText
    """做什么。"""
    who: AdviceText
    """谁来做。"""
    output: AdviceText
    """做完留下什么。"""
    days: Annotated[Number, Field(gt=0, le=365)] | None = None
    """约几天。"""
    repeat: AdviceText | None = None
    """多久一次，如“每月”。"""

    @model_validator(mode="after")
    def _has_time(self) -> Self:
        if self.days is None and self.repeat is None:
            raise ValueError("step needs days or repeat")
        return self


class Resources(Record):
    """要投入什么。"""

    people: AdviceText
    """人。"""
    money: AdviceText
    """钱。"""
    space: AdviceText
    """场地。"""
    digital: AdviceText
    """电脑、手机、系统。"""


class Say(Record):
    """可以照着说、照着贴的话。"""

    use: AdviceText
    """用在哪里，如“入户开场白”。"""
    text: AdviceText
    """话。"""


class Drift(Record):
    """容易走样的地方。"""

    sign: AdviceText
    """看到什么就要当心。"""
    mend: AdviceText
    """怎样改。"""


class Guidance(Record):
    """编者建议：来源没有记载，未经当地验证。"""

    authority: Annotated[tuple[Authority, ...], Field(min_length=1)]
    """谁能定。"""
    authority_note: AdviceText | None = None
    """谁能定的补充说明。"""
    staff: Staff
    """要几个人手（编者估计）。"""
    sizes: Annotated[tuple[Size, ...], Field(min_length=1)]
    """合适的社区规模（编者估计，户数可自定）。"""
    check_today: Annotated[tuple[Id, ...], Field(min_length=1)]
    """推行前要对照的现行规定，写 policies 里的编号。"""
    when: Annotated[tuple[AdviceText, ...], Field(min_length=1)]
    """什么时候用。"""
    preconditions: Annotated[tuple[AdviceText, ...], Field(min_length=1)]
    """先要有什么。"""
    steps: Annotated[tuple[Step, ...], Field(min_length=3)]
    """步骤。"""
    resources: Resources
    """投入。"""
    words: Annotated[tuple[Say, ...], Field(min_length=1)]
    """怎么说、怎么写。"""
    forms: tuple[Id, ...] = ()
    """用到的表，写本案例 forms 里的编号。"""
    light: AdviceText
    """人手少、经费少的社区怎么做。"""
    indicators: Annotated[tuple[AdviceText, ...], Field(min_length=2)]
    """数得出来的检验办法。"""
    drift: Annotated[tuple[Drift, ...], Field(min_length=2)]
    """容易走样的地方。"""


class Portability(Record):
    """搬到别处：什么能搬，什么是当地才有。"""

    travels: Annotated[tuple[AdviceText, ...], Field(min_length=1)]
    """能搬的。"""
    local: Annotated[tuple[AdviceText, ...], Field(min_length=1)]
    """当地才有的条件。"""
    limits: AdviceText
    """管不了什么。"""


class Evidence(Record):
    """材料类型，不是强弱。"""

    kind: SourceKind
    """材料类型。"""
    note: RecordText
    """谁写的、有没有第三方评估。"""


class Practice(File):
    """practices/*.yaml：一条社区可以采用的做法。"""

    id: Id
    """做法编号，等于文件名。"""
    name: NameText
    """名称。"""
    aliases: tuple[NameText, ...] = ()
    """别的叫法，也能搜到。"""
    former_ids: tuple[Id, ...] = ()
    """用过的旧编号，旧网址会转到这里。"""
    one_line: RecordText
    """一句话说清。"""
    topics: Annotated[tuple[Id, ...], Field(min_length=1)]
    """议题编号。"""
    community_types: Annotated[tuple[Id, ...], Field(min_length=1)]
    """适合的社区类型编号。"""
    stages: Annotated[tuple[Id, ...], Field(min_length=1)]
    """治理环节编号。"""
    tools: Annotated[tuple[Id, ...], Field(min_length=1)]
    """手段编号。"""
    actors: Actors
    """主体。"""
    reviewed: Day
    """编者最近一次对照原文核对的日期。"""
    record: PracticeRecord
    """来源记载。"""
    cautions: tuple[Caution, ...] = ()
    """引用提示。"""
    guidance: Guidance
    """编者建议。"""
    portability: Portability
    """能不能搬。"""
    evidence: Evidence
    """材料类型。"""
    cost: Cost
    """花费：low 基本不另花钱，medium 要一笔小钱，high 要专项经费。"""
    effect: Effect
    """多久见效。"""
    related: tuple[CaseLink, ...] = ()
    """可以对照的做法。"""
    policies: tuple[Id, ...] = ()
    """原文提到的文件编号。"""


class Column(Record):
    """表的一栏。"""

    name: AdviceText
    """栏名。"""
    width: Annotated[Integer, Field(ge=1, le=40)]
    """相对宽度。"""
    hint: AdviceText | None = None
    """怎样填。"""


class Filled(Record):
    """填好的示例，情景合成。"""

    head: tuple[AdviceText, ...] = ()
    """表头各项的示例，与 head 一一对应。"""
    rows: tuple[tuple[CellText, ...], ...] = ()
    """各行的示例，每行与栏一一对应。"""
    body: tuple[AdviceText, ...] = ()
    """文字部分的示例，与 body 一一对应。"""


class Form(File):
    """forms/*.yaml：一张工作表或一份文字模板。"""

    id: Id
    """表的编号，等于文件名。"""
    name: NameText
    """表名。"""
    family: FormFamily
    """属于哪一类。"""
    purpose: AdviceText
    """做什么用。"""
    filler: AdviceText
    """由谁填。"""
    when: AdviceText
    """什么时候填。"""
    keep: AdviceText
    """放在哪里、留多久、谁能看。"""
    landscape: Flag = False
    """true 横放，false 竖放。"""
    head: tuple[AdviceText, ...] = ()
    """表头要填的项。"""
    columns: tuple[Column, ...] = ()
    """栏。"""
    blank_rows: Annotated[Integer, Field(le=40)] = 0
    """空白行数。"""
    body: tuple[AdviceText, ...] = ()
    """文字模板的段落，要填的地方写“____”。"""
    foot: tuple[AdviceText, ...] = ()
    """表下的说明和签字行。"""
    example: Filled
    """填好的示例。"""
    reviewed: Day
    """最近一次核对的日期。"""

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not self.columns and not self.body:
            raise ValueError("form needs columns or body")
        return self
