"""A source document: its bibliography, its sections, and the numbers in it that are no metrics."""
from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from generator.model.record import File, Id, Locator, Moment, PlainText, Record, SectionId, VerbatimText

SourceKind = Literal["工作总结", "研究文章", "经验材料", "新闻报道", "政府文件"]


class Body(Record):
    """正文在原文件里的起止。"""

    from_: Annotated[VerbatimText, Field(alias="from")]
    """正文第一行的开头几个字，原样。"""
    to: VerbatimText
    """正文最后一行的开头几个字，原样；这一行算在内。"""


class Section(Record):
    """原文的一节：从引文所在的行起，到下一节止。"""

    id: SectionId
    """节的编号，如 s2.1。"""
    label: PlainText
    """给读者看的位置，如“二（一）”。"""
    quote: VerbatimText
    """这一节第一行里唯一的开头几个字，原样。"""


class LeftOut(Record):
    """原文里有数字、但不做成指标的地方。"""

    words: VerbatimText
    """原文的字，原样。"""
    at: Locator
    """出处。"""
    reason: PlainText
    """为什么不做成指标。"""


class Source(Record):
    """一份来源材料的书目信息和分节。"""

    id: Id
    """来源编号。"""
    title: VerbatimText | None = None
    """标题，原样；原文没有标题时不写，并在 title_note 说明。"""
    title_note: PlainText | None = None
    """没有标题时怎样称呼这份材料。"""
    kind: SourceKind
    """材料类型，不代表质量高低。"""
    author: PlainText | None = None
    """作者或供稿单位；原文未注明时不写。"""
    publisher: PlainText | None = None
    """刊登处；原文未注明时不写。"""
    published: Moment | None = None
    """发布时间 YYYY、YYYY-MM 或 YYYY-MM-DD；原文未注明时不写。"""
    written: PlainText | None = None
    """成文时间或能推断的时间范围，写明依据；不能推断时不写。"""
    note: PlainText
    """使用这份材料要知道的事：由谁写、写给谁、有没有第三方核对。"""
    file: Annotated[PlainText, Field(pattern=r"^[A-Za-z0-9_.-]+$")]
    """原文文件名，原文不入库。"""
    sha256: Annotated[PlainText, Field(pattern=r"^[0-9a-f]{64}$")]
    """原文文件的 SHA-256。"""
    body: Body
    """正文起止。"""
    sections: Annotated[tuple[Section, ...], Field(min_length=1)]
    """按原文顺序的各节。"""
    left_out: tuple[LeftOut, ...] = ()
    """有数字而不做指标的地方和理由。"""


class Sources(File):
    """sources.yaml：本案例的来源。"""

    sources: Annotated[tuple[Source, ...], Field(min_length=1)]
    """来源，第一份是主要来源。"""
