"""The pages of the teaching cases: one for students, one 教师用, and the list that helps a trainer to choose.

A page for students is made from `Lesson` alone, which holds no answer.
"""
from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.know.catalogue import Catalogue
from generator.know.checklists import COMMON
from generator.know.teaching_uses import shelved_teaching
from generator.model.teaching import Course
from generator.view.desk import HOME, Desk, case_path, plain
from generator.view.lesson import (
    ExhibitRow,
    Lesson,
    LessonExhibit,
    LessonSection,
    TeacherLesson,
    lessons,
    teacher_path,
    teaching_path,
)
from generator.view.papers.teaching_note import note_sections
from generator.view.papers.teaching_parts import numeral, paragraphs_of
from generator.view.papers.teaching_text import COMPOSED
from generator.view.shapes import (
    Block,
    Bullets,
    Card,
    Computed,
    Document,
    Facts,
    Figure,
    Framed,
    Link,
    Numbered,
    Paragraph,
    Plain,
    Rich,
    Section,
    Table,
    words_of,
)
from generator.view.split_pages import figure

TEACHING_PATH = "library/teaching.html"
_LIST = Link("教学案例", TEACHING_PATH)
_EXHIBIT = ("数的是什么", "原文写作", "范围", "截至", "出处")
_TEACHERS = "教师用：有答案和点评，公开放在这里，不要求登录；发给学员的用"
_OURS = "编者为教学写的，来源没有记载，未经当地验证。带虚线的数字照原文，点一下看出处。"
_DISCUSS = "说理由的时候，先说正文第几段、图表几，再说看法。"
_QUOTES = "有人想把下面的话写进材料。对照正文和图表，逐句判断：可以这样引，改一处再引，还是不能这样引。"
_OWN = "把“他们怎样定”换成“我们怎样定”，写得出几条写几条。"


def student_pages(catalogue: Catalogue) -> Iterator[Document]:
    """The page for students of every teaching case."""
    return (student_page(catalogue, taught.lesson) for taught in lessons(catalogue))


def teacher_pages(catalogue: Catalogue) -> Iterator[Document]:
    """The page 教师用 of every teaching case; none in a site for students."""
    return (_teacher_page(catalogue, taught) for taught in lessons(catalogue) if not catalogue.students)


def student_page(catalogue: Catalogue, lesson: Lesson) -> Document:
    """The text to read and to argue from, and what to do with it."""
    body = tuple(_part(catalogue, section, number) for number, section in enumerate(lesson.sections, 1))
    return Document(
        path=teaching_path(lesson.home, lesson.id), kind="teaching", title=lesson.title,
        kicker=f"教学案例 · {_whose(catalogue, lesson)}", lead=lesson.abstract,
        sections=(
            *body, *_timeline(lesson),
            Section("ending", f"{numeral(len(body) + 1)}、待定的选择", (Paragraph(lesson.ending),)),
            Section("questions", "讨论题", (Paragraph(plain(_DISCUSS)), Bullets(tuple(
                (*question.text, Plain(f"（约{question.minutes}分钟）")) for question in lesson.questions
            ), ordered=True))),
            Section("not-said", "来源没有说的", (Bullets(lesson.not_said, ordered=True),)),
            Section("quotes", "这个数能不能这样引", (Paragraph(plain(_QUOTES)), Bullets(tuple(map(_unbound, lesson.quote_check)), ordered=True))),
            Section("ours", "放到我们这里", (Paragraph(plain(_OWN)), Bullets(lesson.ours, ordered=True))),
            *_around(catalogue, lesson),
        ),
        description=words_of(lesson.abstract), crumbs=_crumbs(catalogue, lesson), facts=_facts(lesson),
        cases=(lesson.home,) if lesson.home != COMMON else (), reviewed=lesson.reviewed, keywords=lesson.keywords, ref=lesson.ref,
    )


def _whose(catalogue: Catalogue, lesson: Lesson) -> str:
    return catalogue.book.cases[lesson.home].case.name if lesson.home != COMMON else "几个案例对着看"


def _crumbs(catalogue: Catalogue, lesson: Lesson) -> tuple[Link, ...]:
    case = (Link(_whose(catalogue, lesson), case_path(lesson.home)),) if lesson.home != COMMON else ()
    return (HOME, _LIST, *case)


def _facts(lesson: Lesson) -> tuple[tuple[str, Rich], ...]:
    about = f"{lesson.type}；{lesson.authenticity}；第{lesson.version}版"
    return ("声明", lesson.notice), *lesson.intro, ("关键词", plain("、".join(lesson.keywords))), ("案例类型", plain(about))


def _part(catalogue: Catalogue, section: LessonSection, number: int) -> Section:
    blocks: list[Block] = [Numbered(section.paragraphs)]
    for exhibit in section.exhibits:
        blocks += _exhibit(catalogue, exhibit)
    if section.composed:
        blocks.append(Framed(COMPOSED, paragraphs_of(section.composed)))
    return Section(f"part-{number}", f"{numeral(number)}、{section.heading}", tuple(blocks))


def _exhibit(catalogue: Catalogue, exhibit: LessonExhibit) -> Iterator[Block]:
    """The table of an exhibit, its figures bound, and what to mind beneath it."""
    rows = tuple(
        (plain(row.what), (_figure(catalogue, row),), plain(row.scope or "—"), plain(row.as_of or "—"), plain(row.where)) for row in exhibit.rows
    )
    yield Table(f"图表{exhibit.number}　{exhibit.title}", _EXHIBIT, rows)
    if exhibit.note:
        yield Paragraph((Plain("读图表时注意："), *exhibit.note))


def _figure(catalogue: Catalogue, row: ExhibitRow) -> Figure | Computed:
    if row.computed:
        return Computed(row.value, row.stated.removeprefix("推算："))
    return figure(catalogue, row.stated, row.metric)


def _unbound(sentence: Rich) -> Rich:
    """A sentence of the exercise: where its figure stands is for the student to find."""
    return tuple(Plain(run.text) if isinstance(run, Figure) else run for run in sentence)


def _timeline(lesson: Lesson) -> tuple[Section, ...]:
    if not lesson.timeline:
        return ()
    rows = tuple((plain(when), event) for when, event in lesson.timeline)
    return (Section("timeline", "时间线", (Table("照材料写到的先后", ("时间", "发生了什么"), rows, row_heads=True),)),)


def _around(catalogue: Catalogue, lesson: Lesson) -> Iterator[Section]:
    for name, heading, links in (
        ("practices", "正文依据的做法", lesson.practices), ("contrast", "别处怎样做，可以对照", lesson.contrast),
    ):
        if links:
            yield Section(name, heading, (Bullets(tuple((link,) for link in links)),))
    yield Section("sources", "资料来源", (Bullets(tuple(map(plain, lesson.sources))),))
    if not catalogue.students:
        door = Link("教师用的一页", teacher_path(lesson.home, lesson.id))
        yield Section("teacher", "给授课的人", (Paragraph((Plain("答题要点、课堂计划、板书和点评在"), door, Plain("。"))),))


def _teacher_page(catalogue: Catalogue, taught: TeacherLesson) -> Document:
    lesson = taught.lesson
    students = Link("学员页", teaching_path(lesson.home, lesson.id))
    return Document(
        path=teacher_path(lesson.home, lesson.id), kind="teacher", title=f"{lesson.title}（教师用）",
        kicker=f"教师用 · {_whose(catalogue, lesson)}", lead=(Plain(_TEACHERS), students, Plain("。")),
        sections=note_sections(catalogue, taught), description=f"教学案例“{lesson.title}”的使用说明，教师用。",
        crumbs=(*_crumbs(catalogue, lesson), Link(lesson.title, students.target)), facts=(("谁写的", plain(_OURS)),),
        cases=(lesson.home,) if lesson.home != COMMON else (), reviewed=lesson.reviewed, searched=False,
    )


def teaching_page(catalogue: Catalogue) -> Document:
    """Which teaching case for which class: who has to decide what, for whom, in how many minutes; then the courses."""
    made = tuple(lessons(catalogue))
    rows = tuple(_choice(catalogue, taught) for taught in made)
    none = (Section("none", "还没有教学案例", (Paragraph(plain("这一版没有收教学案例。")),)),)
    lead = "一个人要定一件事，几种选法都有道理。每个案例写明谁来定、适合哪些学员、有几种课时。"
    return Document(
        path=TEACHING_PATH, kind="list", title="教学案例", kicker="教学 · 全部", lead=plain(lead), sections=(*(rows or none), *_courses(catalogue, made)),
        description=lead, crumbs=(HOME,), reviewed=max((taught.lesson.reviewed for taught in made), default=catalogue.reviewed),
        keywords=("教学案例", "案例教学", "备课", "讨论题", "课程"),
    )


def _choice(catalogue: Catalogue, taught: TeacherLesson) -> Section:
    lesson, part = taught.lesson, taught.teacher
    intro = dict(lesson.intro)
    doors: list[Link | Plain] = [Link("学员页", teaching_path(lesson.home, lesson.id))]
    if not catalogue.students:
        doors += [Plain("　"), Link("教师用", teacher_path(lesson.home, lesson.id))]
    facts = Facts((
        ("要定的事", intro["要定的事"]), ("谁来定", plain(_first_sentence(words_of(intro["谁来定"])))),
        ("适合学员", plain("、".join(part.learners))),
        ("课时", plain("、".join(plan.preset for plan in part.plans) + "分钟")),
        ("讲的是哪里", plain("、".join(catalogue.book.cases[name].case.name for name in lesson.cases))),
        ("打开", tuple(doors)),
    ))
    return Section(f"{lesson.home}-{lesson.id}", lesson.title, (facts,))


def _first_sentence(text: str) -> str:
    return text.partition("。")[0] + "。"


def _courses(catalogue: Catalogue, made: Sequence[TeacherLesson]) -> Iterator[Section]:
    courses = catalogue.book.courses.values()
    if not courses:
        return
    titles = {taught.lesson.ref: taught.lesson for taught in made}
    yield Section("courses", "课程", (Paragraph(plain("几个教学案例连成一门课，分钟已经排好。")),))
    yield from (_course(course, titles) for course in courses)


def _course(course: Course, by_ref: dict[str, Lesson]) -> Section:
    breaks = f"，其中课间{course.breaks}分钟" if course.breaks else ""
    facts = Facts((("适合学员", plain(course.learners)), ("人数", plain(f"{course.class_size}人")), ("合计", plain(f"{course.minutes}分钟{breaks}"))))
    rows = []
    for number, unit in enumerate(course.units, 1):
        lesson = by_ref[unit.teaching]
        rows.append((plain(f"第{numeral(number)}讲"), (Link(lesson.title, teaching_path(lesson.home, lesson.id)),), plain(f"{unit.minutes}分钟")))
    table = Table(f"{course.title}：各讲", ("讲次", "教学案例", "用时"), tuple(rows), row_heads=True)
    return Section(f"course-{course.id}", course.title, (facts, table), level=3)


def teaching_cards(catalogue: Catalogue, case_id: str) -> tuple[Card, ...]:
    """Cards of the teaching cases of a case, and of the comparative ones that rest on its practices."""
    resting = {use.teaching for ref, uses in catalogue.teaching_uses.items() for use in uses if use.rests and ref.startswith(f"{case_id}/")}
    return tuple(
        Card(case.student.title, teaching_path(home, case.id), _desk(catalogue, home).words(case.student.intro.dilemma),
             (case.type, *(("几个案例对着看",) if home == COMMON else ())))
        for home, case in shelved_teaching(catalogue.book) if home == case_id or (home == COMMON and case.id in resting)
    )


def _desk(catalogue: Catalogue, home: str) -> Desk:
    return Desk(catalogue, catalogue.book.cases.get(home))
