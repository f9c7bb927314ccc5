"""The teacher's part of a teaching case: objectives, questions with answers, plans, board, simulation, rubric."""
from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from generator.model.record import AdviceText, Id, Integer, NameText, Number, PlainText, Record, RecordText

Minutes = Annotated[Integer, Field(ge=1, le=240)]
Preset = Literal["45", "90", "120", "180", "240"]
Learners = Literal["镇街干部", "社区书记", "MPA", "社区工作者", "网格员"]


Evidence = Annotated[PlainText, Field(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$")]
"""p3: the third paragraph of the student's text, counted through; n2: the second of what the source does not say; else an exhibit."""


class Objective(Record):
    """教学目标。"""

    id: Id
    """编号。"""
    kind: Literal["知识", "能力", "价值"]
    """类别。"""
    text: AdviceText
    """学完能做什么。"""


class AnswerPoint(Record):
    """答题要点。"""

    point: AdviceText
    """要点。"""
    evidence: Annotated[tuple[Evidence, ...], Field(min_length=1)]
    """根据正文哪一段、哪张表：p3 是第 3 段（各节连着数），n2 是“来源没有说的”第 2 条，图表写编号。"""
    rival: AdviceText | None = None
    """相反的看法。"""


class Question(Record):
    """讨论题；题面给学员，其余给教师。"""

    id: Id
    """编号。"""
    text: AdviceText
    """题面。"""
    objectives: Annotated[tuple[Id, ...], Field(min_length=1)]
    """对应的目标。"""
    minutes: Minutes
    """约几分钟。"""
    probes: tuple[AdviceText, ...] = ()
    """追问。"""
    answer_points: Annotated[tuple[AnswerPoint, ...], Field(min_length=1)]
    """答题要点。"""
    common_errors: tuple[AdviceText, ...] = ()
    """常见的偏差。"""


class PlanRow(Record):
    """课堂的一段。"""

    minutes: Minutes
    """分钟。"""
    stage: NameText
    """环节。"""
    activity: AdviceText
    """做什么。"""
    teacher: AdviceText
    """教师做什么。"""
    learner: AdviceText
    """学员做什么。"""
    question: Id | None = None
    """用到的讨论题。"""
    board: Id | None = None
    """写到板书哪一栏。"""
    if_stuck: AdviceText | None = None
    """冷场或跑题怎么办。"""


class Plan(Record):
    """一份课堂计划，各段分钟合计等于 preset。"""

    preset: Preset
    """总分钟：45、90、120、180、240（现场教学）。"""
    rows: Annotated[tuple[PlanRow, ...], Field(min_length=3)]
    """各段。"""


class BoardColumn(Record):
    """板书的一栏。"""

    id: Id
    """编号。"""
    heading: NameText
    """栏目。"""
    items: Annotated[tuple[AdviceText, ...], Field(min_length=1)]
    """要点。"""


class Theory(Record):
    """理论依据。"""

    id: Id
    """编号。"""
    name: PlainText
    """名称。"""
    gist: AdviceText
    """要点。"""
    application: AdviceText
    """怎样用到本案例。"""


class Role(Record):
    """情景模拟的角色。"""

    name: NameText
    """角色，写职务。"""
    brief: AdviceText
    """角色卡正面。"""
    goal: AdviceText
    """想要什么。"""
    secret: AdviceText
    """只有本人知道的。"""


class Round(Record):
    """情景模拟的一轮。"""

    minutes: Minutes
    """分钟。"""
    task: AdviceText
    """做什么。"""


class Simulation(Record):
    """情景模拟，情景合成。"""

    scene: AdviceText
    """场景。"""
    goal: AdviceText
    """要达成什么。"""
    roles: Annotated[tuple[Role, ...], Field(min_length=3)]
    """角色。"""
    rules: Annotated[tuple[AdviceText, ...], Field(min_length=1)]
    """规则。"""
    rounds: Annotated[tuple[Round, ...], Field(min_length=1)]
    """轮次。"""
    observers: Annotated[tuple[AdviceText, ...], Field(min_length=1)]
    """观察员看什么。"""


class Stop(Record):
    """现场教学的点位，可换成本地点位。"""

    name: NameText
    """点位。"""
    minutes: Minutes
    """分钟。"""
    see: AdviceText
    """看什么。"""
    ask: AdviceText
    """问什么。"""
    local: AdviceText
    """换成本地点位时，找什么样的地方。"""


class Practitioner(Record):
    """请当事岗位的人到课堂（三主体）；没有时不写。"""

    role: AdviceText
    """请什么岗位的人，写职务。"""
    minutes: Minutes
    """讲几分钟。"""
    questions: Annotated[tuple[AdviceText, ...], Field(min_length=2)]
    """学员可以问的。"""


class QuoteAnswer(Record):
    """“这个数能不能这样引”一句话的答案。"""

    id: Id
    """哪一句，写 student.quote_check 里的编号。"""
    verdict: Literal["可以这样引", "改一处再引", "不能这样引"]
    """判断。"""
    why: AdviceText
    """为什么：原文怎样写、口径是什么。"""
    better: AdviceText | None = None
    """怎样写才对；可以这样引时不写。"""


class RubricRow(Record):
    """评分的一项。"""

    item: AdviceText
    """看什么。"""
    points: Annotated[Number, Field(gt=0, le=100)]
    """分值。"""
    levels: Annotated[tuple[AdviceText, ...], Field(min_length=2)]
    """各档的样子。"""


class TeacherPart(Record):
    """教师版。"""

    learners: Annotated[tuple[Learners, ...], Field(min_length=1)]
    """对象。"""
    class_size: Annotated[tuple[Integer, ...], Field(min_length=2, max_length=2)]
    """班级人数，最少和最多。"""
    group_size: Annotated[tuple[Integer, ...], Field(min_length=2, max_length=2)]
    """小组人数，最少和最多。"""
    objectives: Annotated[tuple[Objective, ...], Field(min_length=1)]
    """教学目标。"""
    issues: Annotated[tuple[AdviceText, ...], Field(min_length=1)]
    """争点。"""
    questions: Annotated[tuple[Question, ...], Field(min_length=1)]
    """讨论题。"""
    analysis: Annotated[tuple[AdviceText, ...], Field(min_length=1)]
    """分析思路，按步。"""
    theories: tuple[Theory, ...] = ()
    """理论依据。"""
    key_points: Annotated[tuple[AdviceText, ...], Field(min_length=1)]
    """关键要点。"""
    plans: Annotated[tuple[Plan, ...], Field(min_length=1)]
    """课堂计划。"""
    board: tuple[BoardColumn, ...] = ()
    """板书。"""
    opening: AdviceText
    """开场白。"""
    closing: AdviceText
    """结束语。"""
    epilogue: RecordText | None = None
    """后续；资料没有写到时不写。"""
    simulation: Simulation | None = None
    """情景模拟。"""
    field: tuple[Stop, ...] = ()
    """现场教学点位。"""
    rubric: tuple[RubricRow, ...] = ()
    """评分表。"""
    feedback: tuple[AdviceText, ...] = ()
    """课后反馈题。"""
    quote_answers: Annotated[tuple[QuoteAnswer, ...], Field(min_length=3)]
    """“这个数能不能这样引”的答案。"""
    before: tuple[AdviceText, ...] = ()
    """课前：谁、提前几天、做什么。"""
    after: tuple[AdviceText, ...] = ()
    """课后：做什么、几天内交什么。"""
    practitioner: Practitioner | None = None
    """请到课堂的当事岗位的人。"""
