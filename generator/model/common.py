"""What all cases share: vocabularies, themes, policies, glossary, synonyms, numeral words, open questions."""
from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from generator.model.record import (
    AdviceText,
    File,
    Flag,
    FullRef,
    Id,
    Moment,
    NameText,
    PlainText,
    Record,
    RecordText,
)


class Term(Record):
    """分类词表里的一项。"""

    id: Id
    """编号。"""
    name: NameText
    """名称。"""
    note: PlainText | None = None
    """说明。"""
    aliases: tuple[PlainText, ...] = ()
    """别的叫法。"""


Terms = Annotated[tuple[Term, ...], Field(min_length=1)]


class Taxonomy(File):
    """common/taxonomy.yaml：分类词表，顺序就是显示的顺序。"""

    community_types: Terms
    """社区类型。"""
    actors: Terms
    """治理主体。"""
    stages: Terms
    """治理环节，按先后。"""
    topics: Terms
    """议题。"""
    tools: Terms
    """手段。"""


class Carrier(Record):
    """一个主题下的一条做法。"""

    practice: FullRef
    """做法，写 案例/编号。"""
    how: RecordText
    """它在这个主题里怎么做，一句话。"""


class Silence(Record):
    """某个模式的材料没有谈到这个主题。"""

    case: Id
    """案例编号。"""
    text: RecordText
    """怎样没有谈到。"""


class Theme(Record):
    """跨案例的主题。"""

    id: Id
    """主题编号。"""
    name: NameText
    """名称。"""
    question: AdviceText
    """读者会怎样问。"""
    text: AdviceText
    """编者的对照说明：同在哪里，不同在哪里。"""
    carriers: Annotated[tuple[Carrier, ...], Field(min_length=1)]
    """有这个主题的做法。"""
    silent: tuple[Silence, ...] = ()
    """没有谈到的案例。"""


class Themes(File):
    """common/themes.yaml：主题。"""

    themes: Annotated[tuple[Theme, ...], Field(min_length=1)]
    """主题，顺序就是显示的顺序。"""


class Policy(Record):
    """一份法律、文件。"""

    id: Id
    """编号。"""
    title: Annotated[PlainText, Field(max_length=120)]
    """名称，不加书名号。"""
    issuer: PlainText
    """发布机关。"""
    number: PlainText | None = None
    """文号。"""
    date: Moment | None = None
    """发布或通过时间。"""
    in_force: Literal["现行", "已修订", "已废止", "未核对"]
    """是否现行。"""
    in_force_note: PlainText | None = None
    """施行日期、被什么代替等。"""
    checked: Flag
    """true 编者对照过公布的文本或权威转载；false 没有对照过，引用前请查原文。"""
    use: AdviceText
    """社区在什么时候要看它。"""
    named_by: tuple[Id, ...] = ()
    """哪些案例的材料提到它。"""


class Policies(File):
    """common/policies.yaml：法律和文件。"""

    policies: Annotated[tuple[Policy, ...], Field(min_length=1)]
    """法律和文件。"""


class GlossaryTerm(Record):
    """一个提法。"""

    id: Id
    """编号。"""
    term: NameText
    """当时提法。"""
    aliases: tuple[PlainText, ...] = ()
    """别的写法。"""
    today: PlainText | None = None
    """现行提法；没有变化时不写。"""
    meaning: RecordText | None = None
    """意思；来源没有说明的不写。"""
    defined: Literal["原文有说明", "编者说明", "来源未说明"]
    """意思从哪里来；来源没有解释的写“来源未说明”，不猜。"""
    case: Id | None = None
    """哪个案例的提法；通用的不写。"""
    holds_figure: Flag = False
    """true 表示词里的数字是叫法的一部分，不作为数字核对，如“622工作法”。"""


class Glossary(File):
    """common/glossary.yaml：提法。"""

    terms: Annotated[tuple[GlossaryTerm, ...], Field(min_length=1)]
    """提法。"""


class SynonymGroup(Record):
    """搜索时当作同一个意思的词。"""

    words: Annotated[tuple[PlainText, ...], Field(min_length=2)]
    """词。"""
    one_way: Flag = False
    """true 只从第一个词找到后面的词。"""


class Synonyms(File):
    """common/synonyms.yaml：同义词。"""

    groups: Annotated[tuple[SynonymGroup, ...], Field(min_length=1)]
    """同义词组。"""


class Dimension(Record):
    """自评的一个维度。"""

    id: Id
    """编号。"""
    name: NameText
    """名称。"""
    text: AdviceText
    """看什么。"""


class Dimensions(File):
    """common/dimensions.yaml：自评维度。"""

    dimensions: Annotated[tuple[Dimension, ...], Field(min_length=1)]
    """维度。"""


class NumeralWords(File):
    """common/numeral_words.yaml：带数字而不是数字的词，如 百姓、万江街道、十九大。"""

    words: Annotated[tuple[PlainText, ...], Field(min_length=1)]
    """词。"""


class Gap(Record):
    """一个常见的搜索，来源答了什么、没答什么。"""

    id: Id
    """编号。"""
    question: AdviceText
    """读者会怎样问。"""
    words: Annotated[tuple[PlainText, ...], Field(min_length=1)]
    """会搜的词。"""
    answered_by: tuple[Carrier, ...] = ()
    """答了一部分的做法。"""
    open: AdviceText
    """来源没有说的；完全没有做法的写明“本库暂无做法”。"""


class Gaps(File):
    """common/gaps.yaml：本库暂无。"""

    gaps: Annotated[tuple[Gap, ...], Field(min_length=1)]
    """条目。"""


class ComparedFigure(Record):
    """对照里的一个数字。"""

    figure: FullRef
    """指标或推算，写 案例/编号。"""
    note: RecordText
    """口径：这个数字算的是什么范围。"""


class Comparison(Record):
    """几个地方可以放在一起看的数字。"""

    id: Id
    """编号。"""
    name: NameText
    """名称。"""
    question: AdviceText
    """读者会怎样问。"""
    figures: Annotated[tuple[ComparedFigure, ...], Field(min_length=1)]
    """各处的数字。"""
    comparable: Literal["口径相近", "只能并列"]
    """口径相近：可以比大小；只能并列：口径不同，不比大小。"""
    caution: AdviceText
    """为什么能比或不能比，引用时怎样写。"""


class Comparisons(File):
    """common/comparisons.yaml：能放在一起看的数字。"""

    comparisons: Annotated[tuple[Comparison, ...], Field(min_length=1)]
    """对照。"""


class Common(Record):
    """Everything in cases/common, one attribute a file."""

    taxonomy: Taxonomy
    themes: Themes
    policies: Policies
    glossary: Glossary
    synonyms: Synonyms
    dimensions: Dimensions
    numeral_words: NumeralWords
    gaps: Gaps
    comparisons: Comparisons
