"""01 the text of a teaching case and 01b its short reading version: made from the student's edition alone."""
from __future__ import annotations

from generator.know.catalogue import Catalogue
from generator.view.desk import plain
from generator.view.lesson import Lesson, LessonExhibit, LessonSection
from generator.view.paper import Paper
from generator.view.papers.teaching_parts import numeral, paragraphs_of, table, teaching_paper
from generator.view.shapes import Block, Bullets, Facts, Framed, Numbered, Paragraph, Plain, Rich, Section, words_of

COMPOSED = "情景为教学需要合成"
MARKED = "* 数字后有※的，引用前有要注意的地方：先自己判断，做完讨论题单里的练习，再看《阅读与政策清单》末尾的“引用提示”。"
_EXHIBIT = ("数的是什么", "原文写作", "范围", "截至", "出处")


def text_paper(catalogue: Catalogue, lesson: Lesson) -> Paper:
    """01: the whole text with numbered paragraphs."""
    body = [_section(lesson, section, number) for number, section in enumerate(lesson.sections, 1)]
    sections = (
        Section("abstract", "内容提要", (Paragraph(lesson.abstract), _keywords(lesson))),
        Section("intro", "引言", (Facts(lesson.intro),)),
        *body,
        *_timeline(lesson),
        Section("ending", f"{numeral(len(body) + 1)}、待定的选择", (Paragraph(lesson.ending),)),
        _not_said(lesson),
        Section("sources", "资料来源", (Bullets(tuple(map(plain, lesson.sources))),)),
    )
    return teaching_paper(catalogue, lesson, "01", "student", sections, (_notice(lesson), _about(lesson), MARKED), cautions="never")


def short_paper(catalogue: Catalogue, lesson: Lesson) -> Paper:
    """01b: the short version, to read in class."""
    sections = (
        Section("short", "", (Numbered(tuple(enumerate(lesson.short, 1))),)),
        _not_said(lesson),
    )
    said = "短读版：课前没有读正文时用，约读五分钟。段号是短读版自己的，讨论时指正文的段落请用正文。"
    return teaching_paper(catalogue, lesson, "01b", "student", sections, (said, _notice(lesson), MARKED), cautions="never")


def _notice(lesson: Lesson) -> str:
    return f"* {words_of(lesson.notice)}"


def _about(lesson: Lesson) -> str:
    year, month, day = lesson.reviewed.split("-")
    return f"* 类型：{lesson.type}；真实性：{lesson.authenticity}；第{lesson.version}版，{year}年{int(month)}月{int(day)}日核对。"


def _keywords(lesson: Lesson) -> Paragraph:
    return Paragraph(plain(f"关键词：{'；'.join(lesson.keywords)}"))


def _section(lesson: Lesson, section: LessonSection, number: int) -> Section:
    blocks: list[Block] = [Numbered(section.paragraphs)]
    for exhibit in section.exhibits:
        blocks += exhibit_blocks(exhibit, alone=len(lesson.cases) == 1)
    if section.composed:
        blocks.append(Framed(COMPOSED, paragraphs_of(section.composed)))
    return Section(f"part-{number}", f"{numeral(number)}、{section.heading}", tuple(blocks))


def exhibit_blocks(exhibit: LessonExhibit, alone: bool = False) -> list[Block]:
    """The table of an exhibit, with what to mind beneath it; a text about one case `alone` does not name it in each row."""
    rows = [
        (row.what, f"{row.value}（{row.stated}）" if row.computed else row.stated, row.scope, row.as_of,
         row.where.partition("，")[2] if alone else row.where)
        for row in exhibit.rows
    ]
    blocks: list[Block] = [table(f"图表{exhibit.number}　{exhibit.title}", _EXHIBIT, rows)]
    if exhibit.note:
        blocks.append(Paragraph((Plain("读图表时注意："), *exhibit.note)))
    return blocks


def _timeline(lesson: Lesson) -> tuple[Section, ...]:
    if not lesson.timeline:
        return ()
    rows: list[tuple[Rich, Rich]] = [(plain(when), event) for when, event in lesson.timeline]
    return (Section("timeline", "时间线", (table("", ("时间", "发生了什么"), rows),)),)


def _not_said(lesson: Lesson) -> Section:
    return Section("not-said", "来源没有说的", (Bullets(lesson.not_said, ordered=True),))
