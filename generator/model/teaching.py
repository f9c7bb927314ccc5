"""Teaching by the case method: a teaching case (student part, teacher part) and a course made of them."""
from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from generator.model.classroom import Learners, Preset, TeacherPart
from generator.model.record import (
    AdviceText,
    Day,
    File,
    FullRef,
    Id,
    Integer,
    Moment,
    NameText,
    PlainText,
    Record,
    RecordText,
    Ref,
)

CaseType = Literal["决策型", "描述型", "微案例", "现场教学", "情景模拟"]
Authenticity = Literal["公开资料编写", "真实", "隐名", "改编", "合成"]


class Exhibit(Record):
    """图表：由指标做成。"""

    id: Id
    """编号。"""
    title: NameText
    """标题。"""
    metrics: Annotated[tuple[Ref, ...], Field(min_length=1)]
    """用到的指标。"""
    note: RecordText | None = None
    """读图要注意的事。"""


class TeachingSection(Record):
    """正文的一节。"""

    heading: NameText
    """小标题，不含判断。"""
    paragraphs: Annotated[tuple[RecordText, ...], Field(min_length=1)]
    """段落，发给学员时连续编号。"""
    exhibits: tuple[Id, ...] = ()
    """这一节用到的图表。"""
    records: tuple[Ref, ...] = ()
    """这一节的事实依据哪些做法的“来源记载”；写 案例/编号。"""
    composed: AdviceText | None = None
    """情景为教学需要合成的部分；没有时不写。"""


class TimelineRow(Record):
    """时间线的一行。"""

    when: PlainText
    """时间；原文未注明时写明。"""
    event: RecordText
    """发生了什么。"""


class QuoteSentence(Record):
    """“这个数能不能这样引”的一句话：有人想这样写，请学员判断。"""

    id: Id
    """编号。"""
    sentence: AdviceText
    """想这样写的一句话；用到的数字写成引用。"""
    figure: FullRef
    """说的是哪个指标，写 案例/编号。"""


class Intro(Record):
    """引言：谁、何时、何地、要定什么。"""

    who: RecordText
    """决策者，写职务不写姓名。"""
    where: RecordText
    """地点。"""
    when: PlainText
    """时间；原文未注明时写明。"""
    dilemma: RecordText
    """要定的事，不偏向任何一边。"""


class StudentPart(Record):
    """学员版：没有任何教师内容。"""

    title: NameText
    """中性标题。"""
    abstract: Annotated[RecordText, Field(max_length=300)]
    """内容提要，不超过 300 字，不评价。"""
    keywords: Annotated[tuple[PlainText, ...], Field(min_length=3, max_length=5)]
    """关键词，3 到 5 个。"""
    notice: RecordText
    """首页声明：事实依公开资料；争点与选择由编者提出。"""
    intro: Intro
    """引言。"""
    sections: Annotated[tuple[TeachingSection, ...], Field(min_length=2)]
    """正文各节。"""
    timeline: tuple[TimelineRow, ...] = ()
    """时间线；原文没有时间先后时不写。"""
    exhibits: tuple[Exhibit, ...] = ()
    """图表。"""
    ending: RecordText
    """结尾，停在待定的选择上。"""
    short: Annotated[tuple[RecordText, ...], Field(min_length=1)]
    """短读版段落。"""
    not_said: Annotated[tuple[RecordText, ...], Field(min_length=1)]
    """来源没有说的。"""
    quote_check: Annotated[tuple[QuoteSentence, ...], Field(min_length=3)]
    """“这个数能不能这样引”练习，不带答案。"""
    ours: Annotated[tuple[AdviceText, ...], Field(min_length=3)]
    """“放到我们这里”：学员回去要答的问题。"""


class TeachingCase(File):
    """teaching/*.yaml：一个教学案例。"""

    id: Id
    """编号，等于文件名。"""
    type: CaseType
    """类型。"""
    authenticity: Authenticity
    """真实性说明。"""
    contrast: tuple[Ref, ...] = ()
    """可以对照的做法。"""
    reviewed: Day
    """最近一次核对的日期。"""
    review_by: Day
    """最迟什么时候再核对。"""
    version: Annotated[PlainText, Field(pattern=r"^[0-9]+\.[0-9]+$")] = "1.0"
    """版本。"""
    written: Moment | None = None
    """成文时间。"""
    student: StudentPart
    """学员版内容。"""
    teacher: TeacherPart
    """教师版内容。"""


class CourseUnit(Record):
    """课程的一讲。"""

    teaching: Ref
    """教学案例；写 案例/编号，比较案例写 common/编号。"""
    minutes: Preset
    """用哪一份课堂计划。"""
    questions: tuple[Id, ...] = ()
    """选用的讨论题；不写表示全部。"""


class Course(File):
    """courses/*.yaml：由教学案例组成的课程。"""

    id: Id
    """编号，等于文件名。"""
    title: NameText
    """课程名称。"""
    learners: Learners
    """对象。"""
    class_size: Annotated[Integer, Field(ge=5, le=200)]
    """人数。"""
    minutes: Annotated[Integer, Field(ge=45, le=2000)]
    """总分钟，等于各讲与课间之和。"""
    breaks: Annotated[Integer, Field(le=600)] = 0
    """课间合计分钟。"""
    units: Annotated[tuple[CourseUnit, ...], Field(min_length=1)]
    """各讲。"""
    reviewed: Day
    """最近一次核对的日期。"""
