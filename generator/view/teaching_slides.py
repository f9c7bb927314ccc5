"""The slides of a teaching case (reference/standards.md A8). Students' are made from `Lesson` alone; the teacher's set holds
the same slides in the same order, his own among them, and his notes under all of them."""
from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from generator.know.catalogue import Catalogue
from generator.view.deck import Deck, Slide, SlideChart, SlideKind, SlideTable
from generator.view.desk import practice_path
from generator.view.lesson import ExhibitRow, Lesson, LessonExhibit, TeacherLesson, lessons
from generator.view.papers.teaching_parts import TEACHERS, teaching_path, teaching_source, teaching_web
from generator.view.slide_fit import (
    SOURCE_LINES,
    SOURCE_SIZE,
    TITLE_EM,
    WIDTH,
    count_lines,
    em,
    sentences,
    share,
    share_rows,
    slide_words,
)
from generator.view.teaching_notes import notes_of

RULES = (
    "先指段落或图表，再说看法",
    "对事不对人，不评哪个地方做得好不好",
    "数字连着范围和时间一起说",
    "材料没有写的，就说“没有写”，不猜",
    "一次发言不超过一分钟，讲过的不重复",
    "每组定一位召集人、一位记录人、一位发言人",
)
TASK = (
    "各人先写下一个选择、一条理由，再开口",
    "每条理由旁边写上段落号或图表号",
    "找出意见最不一样的两处，两边的理由都记下",
    "替选得不一样的人，说出他最有力的一条",
    "汇报只说三句：选什么，凭哪一段，最怕什么",
)
"""Our own words for every class."""
QUOTE_HEAD = "每一句先选一种：可以这样引、改一处再引、不能这样引。"
_TOTALS = ("的总数", "总数", "的个数", "个数", "数")
_MOST_BARS = 7


@dataclass(frozen=True, slots=True)
class Group:
    """Slides that belong together: what the teacher says of them stands under the first."""

    key: str  # cover, rules, setting, timeline, exhibit-e1, choice, question-q1, task, quote, contrast, ours, sources …
    slides: tuple[Slide, ...]


def student_decks(catalogue: Catalogue) -> Iterator[Deck]:
    """03_课件_学员版 of every teaching case."""
    return (student_deck(catalogue, made.lesson) for made in lessons(catalogue))


def teacher_decks(catalogue: Catalogue) -> Iterator[Deck]:
    """03_课件_教师版 of every teaching case."""
    return (teacher_deck(catalogue, made) for made in lessons(catalogue))


def student_deck(catalogue: Catalogue, lesson: Lesson) -> Deck:
    """The slides that students may keep: no notes, nothing of the teacher's."""
    slides = tuple(slide for group in _groups(lesson, _lines_of(catalogue), "学员版") for slide in group.slides)
    return Deck(
        path=teaching_path(lesson, "03"), kind="teaching-slides", title=lesson.title, name="03_课件_学员版",
        subtitle="学员版", slides=slides, edition="student", web=teaching_web(lesson), ref=lesson.ref, reviewed=lesson.reviewed,
        version=lesson.version, source=teaching_source(lesson),
    )


def teacher_deck(catalogue: Catalogue, made: TeacherLesson) -> Deck:
    """The slides with speaker notes."""
    lesson, notes = made.lesson, notes_of(made)
    groups = list(_with_teachers(made, _groups(lesson, _lines_of(catalogue), f"教师版 · {TEACHERS}")))
    unused = set(notes) - {group.key for group in groups}
    if unused:
        raise ValueError(f"notes without a slide: {sorted(unused)}")
    slides = tuple(
        replace(slide, notes=notes[group.key] if place == 0 else "接上一张。")
        for group in groups for place, slide in enumerate(group.slides)
    )
    return Deck(
        path=teaching_path(lesson, "03t"), kind="teaching-slides-teacher", title=lesson.title, name="03_课件_教师版",
        subtitle="教师版", slides=slides, edition="teacher", web=teaching_web(lesson, "teacher"), ref=lesson.ref, reviewed=lesson.reviewed,
        version=lesson.version, source=teaching_source(lesson),
    )


def _lines_of(catalogue: Catalogue) -> Mapping[str, str]:
    """What each practice is in one line, by the site path of its page."""
    return {
        practice_path(f"{folder.id}/{practice.id}"): practice.name
        for folder in catalogue.book.cases.values() for practice in folder.practices.values()
    }


def _groups(lesson: Lesson, practices: Mapping[str, str], edition: str) -> Iterator[Group]:
    said = sentences(slide_words(lesson.notice))
    yield Group("cover", (_cover(lesson, edition, said[0]),))
    if len(said) > 1:
        yield _listed("notice", "先说明几件事", said)
    yield _listed("rules", "课堂规则", RULES)
    yield _setting(lesson)
    if lesson.timeline:
        rows = SlideTable(("时间", "经过"), tuple((when, slide_words(event)) for when, event in lesson.timeline))
        yield Group("timeline", _numbered("案例回顾：时间线", [
            Slide("timeline", "", table=part) for part in share_rows(rows)
        ]))
    for exhibit in lesson.exhibits:
        yield Group(f"exhibit-{exhibit.id}", _exhibit(exhibit))
    yield Group("choice", _large("question", "要定的事", slide_words(dict(lesson.intro)["要定的事"])))
    for question in lesson.questions:
        slides = _large("question", f"问题 {question.number}", slide_words(question.text))
        yield Group(f"question-{question.id}", tuple(replace(slide, minutes=question.minutes) for slide in slides))
    yield _listed("task", "小组任务", TASK, kind="task", numbered=True)
    quotes = tuple(f"{number}. {slide_words(sentence)}" for number, sentence in enumerate(lesson.quote_check, 1))
    yield _listed("quote", "这个数能不能这样引", quotes, head=QUOTE_HEAD)
    if lesson.contrast:
        yield _contrast(lesson, practices)
    yield _listed("ours", "放到我们这里", tuple(map(slide_words, lesson.ours)), numbered=True)
    yield _listed("sources", "资料来源", lesson.sources)


def _with_teachers(made: TeacherLesson, groups: Iterable[Group]) -> Iterator[Group]:
    part, desk = made.teacher, made.desk
    for group in groups:
        if group.key == "ours":
            theories = tuple(f"{theory.name}\t{slide_words(desk.advice(theory.gist))}" for theory in part.theories)
            if theories:
                yield _listed("theories", "理论工具", theories)
            yield _listed("points", "点评要点", tuple(slide_words(desk.advice(point)) for point in part.key_points))
        yield group
        if group.key == "cover":
            objectives = tuple(f"{objective.kind}\t{slide_words(desk.advice(objective.text))}" for objective in part.objectives)
            yield _listed("objectives", "教学目标", objectives)


def _cover(lesson: Lesson, edition: str, notice: str) -> Slide:
    lines = (f"教学案例课件 · {edition}", f"{lesson.type} · {lesson.authenticity} · {lesson.reviewed} 核对", notice)
    return Slide("cover", lesson.title, lines)


def _setting(lesson: Lesson) -> Group:
    lines = tuple(f"{label}\t{slide_words(text)}" for label, text in lesson.intro if label != "要定的事")
    return _listed("setting", "案例回顾：谁来定", lines)


def _listed(
    key: str, title: str, texts: Iterable[str], kind: SlideKind = "lines", numbered: bool = False, head: str = "",
) -> Group:
    """A list over as many slides as it needs; `head` stands above it on each."""
    if numbered:
        texts = [f"{number}. {text}" for number, text in enumerate(texts, 1)]
    parts = share([text.replace("\t", "：") for text in texts], most=6 if head else 7)
    labels = {text.replace("\t", "："): text for text in texts}
    lines = [tuple(labels.get(line, line) for line in part) for part in parts]
    return Group(key, _numbered(title, [Slide(kind, "", (*((f"\t{head}",) if head else ()), *part)) for part in lines]))


def _large(kind: SlideKind, title: str, text: str) -> tuple[Slide, ...]:
    """One text in large type, as a question is shown."""
    return _numbered(title, [Slide(kind, "", part) for part in share((text,))])


def _numbered(title: str, slides: list[Slide]) -> tuple[Slide, ...]:
    if len(slides) == 1:
        return (replace(slides[0], title=title),)
    return tuple(replace(slide, title=f"{title}（{number}/{len(slides)}）") for number, slide in enumerate(slides, 1))


def _contrast(lesson: Lesson, practices: Mapping[str, str]) -> Group:
    by_case: dict[str, list[str]] = {}
    for link in lesson.contrast:
        name = practices.get(link.target, link.text)
        by_case.setdefault(link.text.removesuffix(f"：{name}"), []).append(name)
    lines = tuple(f"{case}\t{'；'.join(names)}" for case, names in by_case.items())
    head = "对照着看：由谁来做，怎样做，花什么，材料没有写什么。"
    return _listed("contrast", "对照：别处怎样做", lines, head=head)


# --- exhibits ---------------------------------------------------------------------------------------------------------


def _exhibit(exhibit: LessonExhibit) -> tuple[Slide, ...]:
    """The table of an exhibit, and a chart of those of its figures that may stand side by side."""
    title, caption = f"图表 {exhibit.number}：{exhibit.title}", tuple[str, ...]()
    if em(title) > TITLE_EM - em("（1/2）"):
        title, caption = f"图表 {exhibit.number}", (exhibit.title,)
    table, common = _table(exhibit)
    source = _source(exhibit, common)
    slides = [Slide("table", "", caption, table=part, source=source) for part in share_rows(table, 7 - len(caption))]
    bars = chart_rows(exhibit)
    if bars:
        chart = SlideChart(bars[0].unit, tuple((row.what, row.number or 0.0, row.stated) for row in bars))
        slides.append(Slide("chart", "", caption, chart=chart, source=source))
    return _numbered(title, slides)


def _table(exhibit: LessonExhibit) -> tuple[SlideTable, str]:
    """The rows, and what they have in common: a place and a time that all share stand under the table, once."""
    rows = [(row.what, row.value if row.computed else row.stated, _scope(row)) for row in exhibit.rows]
    shared = {scope for _, _, scope in rows}
    if len(shared) == 1:
        return SlideTable(("数的是什么", "数"), tuple((what, figure) for what, figure, _ in rows)), rows[0][2]
    return SlideTable(("数的是什么", "数", "范围"), tuple(rows)), ""


def _scope(row: ExhibitRow) -> str:
    return "推算" if row.computed else row.scope


def _source(exhibit: LessonExhibit, common: str) -> str:
    """Place, warning and source, small under the figures; where all places of the source are too long, what they are in."""
    lines = [f"范围：{common}。"] if common and common != "推算" else []
    if exhibit.note:
        lines.append(f"读图要注意：{slide_words(exhibit.note)}")
    width = WIDTH / SOURCE_SIZE
    said = "".join((*lines, f"来源：{_places(exhibit)}。"))
    if count_lines(said, width) <= SOURCE_LINES:
        return said
    cases = "、".join(dict.fromkeys(row.where.partition("，")[0] for row in exhibit.rows))
    return "".join((*lines, f"来源：{cases}的原文，各数的出处写在案例正文的图表 {exhibit.number} 里。"))


def _places(exhibit: LessonExhibit) -> str:
    """Where the figures stand, the name of a case once: 福田一核多元，原文一第2段、一（二）第1段."""
    places: dict[str, list[str]] = {}
    for row in exhibit.rows:
        name, _, where = row.where.partition("，")
        places.setdefault(name, []).append(where.removeprefix("原文") if where != "推算" else "")
    return "；".join(
        name + ("，原文" + "、".join(found) if (found := [where for where in dict.fromkeys(wheres) if where]) else "（推算）")
        for name, wheres in places.items()
    )


def chart_rows(exhibit: LessonExhibit) -> tuple[ExhibitRow, ...]:
    """The most figures of an exhibit that one chart may hold: they count the same thing in one way (kind), unit, place and time.

    Two at least; none is computed. What is counted is told by the end of its words: …的行政审批事项.
    """
    alike: dict[tuple[str, ...], list[ExhibitRow]] = {}
    for row in exhibit.rows:
        if row.number is not None and not row.computed and row.kind in {"count", "composition", "money"}:
            alike.setdefault((row.kind, row.unit, row.scope, row.as_of, _counted(row.what)), []).append(row)
    most = max(alike.values(), key=len, default=[])
    return tuple(most) if 2 <= len(most) <= _MOST_BARS else ()


def _counted(what: str) -> str:
    for ending in _TOTALS:
        if what.endswith(ending):
            what = what.removesuffix(ending)
            break
    return what[-2:]
