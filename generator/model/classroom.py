"""The teacher's part of a teaching case: objectives, questions with answers, plans, board, simulation, rubric."""
from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from generator.model.record import AdviceText, Id, Integer, NameText, Number, PlainText, Record, RecordText

Minutes = Annotated[Integer, Field(ge=1, le=240)]
Preset = Literal["45", "90", "120", "180", "240"]
Learners = Literal["镇街干部", "社区书记", "MPA", "社区工作者", "网格员"]


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
    evidence: Annotated[tuple[AdviceText, ...], Field(min_length=1)]
    """根据正文哪一段、哪张表。"""
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
