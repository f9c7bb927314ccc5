"""What the papers of a teaching case share: how each is named, where it is offered, evidence and minutes in words."""
from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import accumulate

from generator.know.catalogue import Catalogue
from generator.know.checklists import COMMON
from generator.model.classroom import PlanRow
from generator.view.desk import plain
from generator.view.lesson import Lesson, teacher_path
from generator.view.lesson import teaching_path as page_path
from generator.view.paper import Edition, Layout, Paper
from generator.view.papers.footnotes import SayCautions, footnotes
from generator.view.shapes import Computed, Figure, Inline, Plain, Rich, Section, Table

TITLES = {
    "01": ("teaching-text", "案例正文_学员版"),
    "01b": ("teaching-short", "短读版"),
    "02": ("teaching-note", "案例使用说明_教师版"),
    "04": ("teaching-questions", "讨论题单"),
    "05": ("teaching-roles", "角色卡与任务卡_教师版"),
    "06": ("teaching-board", "板书与流程卡_教师版"),
    "07": ("teaching-scores", "课堂观察与评分表_教师版"),
    "08": ("teaching-feedback", "教学反馈表"),
    "09": ("teaching-readings", "阅读与政策清单"),
}
"""Number in the pack (reference/standards.md A8): the kind in the table of papers, and the name of the file."""
TEACHERS = "教师用"
FOOTER = "学习资料，非公文"
OURS = "本件是编者为教学写的，来源没有记载，未经当地验证；带脚注的数字照原文，出处见脚注。"
_NUMERALS = "一二三四五六七八九十"
_NUMBERED = re.compile(r"([pn])([1-9][0-9]*)")
_SENTENCE = re.compile(r"[^。？！]*[。？！]+[”’）]*")
_LONG = 130  # characters: a paragraph of a scene that is longer ends with its sentence


def teaching_web(lesson: Lesson, edition: Edition = "student") -> str:
    """The page that offers a paper of a teaching case: the one 教师用 for a teacher's, so that students see no answers offered."""
    return (teacher_path if edition == "teacher" else page_path)(lesson.home, lesson.id)


def teaching_path(lesson: Lesson, number: str) -> str:
    """Where the paper of this number in the pack stands below downloads/, without suffix."""
    return f"{lesson.home}/teaching-{lesson.id}-{number}"


def teaching_name(number: str) -> str:
    """The name of the file in the pack, without suffix: 01_案例正文_学员版."""
    return f"{number}_{TITLES[number][1]}"


def teaching_source(lesson: Lesson) -> str:
    """The file that a fault is to be looked for in."""
    return f"cases/{lesson.home}/teaching/{lesson.id}.yaml"


def teaching_paper(
    catalogue: Catalogue, lesson: Lesson, number: str, edition: Edition, sections: tuple[Section, ...],
    opening: tuple[str, ...] = (), layout: Layout = "reading", landscape: bool = False, cautions: SayCautions = "whole",
) -> Paper:
    """One paper of the pack, with its footnotes; where it rests on one source alone they leave out its title."""
    one = len(lesson.cases) == 1 and len(catalogue.book.cases[lesson.cases[0]].sources.sources) == 1
    what = TITLES[number][1].replace("_教师版", "").replace("_", "，")
    whose = catalogue.book.cases[lesson.home].case.name if lesson.home != COMMON else "比较案例"
    return Paper(
        path=teaching_path(lesson, number), kind=TITLES[number][0], layout=layout, title=lesson.title, name=teaching_name(number),
        sections=sections, kicker=" · ".join((*([TEACHERS] if edition == "teacher" else []), what, whose)), opening=opening,
        landscape=landscape, footer=FOOTER, ref=lesson.ref, web=teaching_web(lesson, edition),
        footnotes=footnotes(catalogue, sections, cautions=cautions, named=not one), reviewed=lesson.reviewed, version=lesson.version,
        source=teaching_source(lesson), keywords=lesson.keywords, edition=edition,
    )


def numeral(number: int) -> str:
    """The number of a section: 一, 十二."""
    tens, ones = divmod(number, 10)
    return ("" if not tens else "十" if tens == 1 else f"{_NUMERALS[tens - 1]}十") + (_NUMERALS[ones - 1] if ones else "")


def evidence_in_words(lesson: Lesson, names: Iterable[str]) -> str:
    """p3, p5, n2, e1 as 正文第3、5段；“来源没有说的”第2条；图表1."""
    found: dict[str, list[str]] = {"p": [], "n": [], "e": []}
    exhibits = {exhibit.id: str(exhibit.number) for exhibit in lesson.exhibits}
    for name in names:
        numbered = _NUMBERED.fullmatch(name)
        if numbered:
            found[numbered[1]].append(numbered[2])
        else:
            found["e"].append(exhibits[name])
    words = {"p": "正文第{}段", "n": "“来源没有说的”第{}条", "e": "图表{}"}
    return "；".join(words[kind].format("、".join(numbers)) for kind, numbers in found.items() if numbers)


def clock(rows: Sequence[PlanRow]) -> list[str]:
    """From which minute to which each part of a class runs: 0—5, 5—13."""
    ends = list(accumulate(row.minutes for row in rows))
    return [f"{end - row.minutes}—{end}" for row, end in zip(rows, ends, strict=True)]


def without_notes(text: Rich) -> Rich:
    """A text whose figures carry no footnote: a footnote would answer the exercise. 推算 stays marked."""
    return tuple(
        Plain(run.text) if isinstance(run, Figure) else Computed(run.text, "") if isinstance(run, Computed) else run for run in text
    )


def table(
    caption: str, head: tuple[str, ...], rows: Iterable[Sequence[Rich | str]], tall: int = 0, row_heads: bool = False,
    widths: tuple[int, ...] = (), one_page: bool = False,
) -> Table:
    """A table whose cells may be words."""
    made = tuple(tuple(_cell(cell) for cell in row) for row in rows)
    return Table(caption, head, made, tall=tall, row_heads=row_heads, widths=widths, one_page=one_page)


def _cell(cell: Rich | str) -> Rich:
    if isinstance(cell, str):
        return plain(cell) if cell else ()
    return cell


def paragraphs_of(text: Rich) -> tuple[Rich, ...]:
    """A long text as paragraphs, words unchanged: a new one after somebody has spoken, and after a long one."""
    made: list[Rich] = []
    current: list[Inline] = []
    for run in text:
        if not isinstance(run, Plain):
            current.append(run)
            continue
        for piece in _pieces(run.text):
            current.append(Plain(piece))
            spoken = piece.endswith(("。”", "？”", "！”"))
            if spoken or (piece.endswith(("。", "？", "！")) and sum(len(one.text) for one in current) > _LONG):
                made.append(tuple(current))
                current = []
    if current:
        made.append(tuple(current))
    return tuple(made)


def _pieces(text: str) -> list[str]:
    """Sentences; what somebody says stays whole."""
    made, open_words = [], ""
    last = 0
    for found in _SENTENCE.finditer(text):
        open_words += found[0]
        last = found.end()
        if open_words.count("“") <= open_words.count("”"):
            made.append(open_words)
            open_words = ""
    rest = open_words + text[last:]
    return [*made, *([rest] if rest else [])]
