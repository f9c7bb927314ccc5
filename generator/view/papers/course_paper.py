"""00: a course of teaching cases: a timetable that adds up, what to read; for teachers groups, reports, what to prepare.

The students' paper is made from the course and from `Lesson` alone.
"""
from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.know.catalogue import Catalogue
from generator.know.class_size import Groups, Reports, part_class, report_row, reports_in_words
from generator.model.classroom import Plan
from generator.model.teaching import Course, CourseUnit
from generator.view.desk import Desk, plain
from generator.view.lesson import Lesson, TeacherLesson, lessons
from generator.view.pack_list import PACK_ROWS, file_words
from generator.view.paper import Edition, Paper
from generator.view.papers.footnotes import footnotes
from generator.view.papers.teaching_note import plan_name
from generator.view.papers.teaching_parts import FOOTER, OURS, TEACHERS, clock, numeral, table
from generator.view.shapes import Block, Bullets, Facts, Paragraph, Rich, Section
from generator.view.teaching_pages import TEACHING_PATH

KIND = "course"
_STEP = 5  # breaks are parted by five minutes


@dataclass(frozen=True, slots=True)
class Taught:
    """One unit of a course as teachers see it: which plan, which questions, how the class is parted."""

    number: int
    unit: CourseUnit
    taught: TeacherLesson
    plan: Plan
    groups: Groups


def course_papers(catalogue: Catalogue) -> Iterator[Paper]:
    """Both papers of every course of the casebook."""
    for course in catalogue.book.courses.values():
        yield from papers_of(catalogue, course)


def papers_of(catalogue: Catalogue, course: Course) -> tuple[Paper, Paper]:
    """The paper for students and the teacher's. Raises KeyError for a course that the check (K404) would refuse."""
    by_ref = {taught.lesson.ref: taught for taught in lessons(catalogue)}
    texts = tuple(by_ref[unit.teaching].lesson for unit in course.units)
    units = tuple(_taught(course, number, unit, by_ref[unit.teaching]) for number, unit in enumerate(course.units, 1))
    return student_paper(catalogue, course, texts), _teacher_paper(catalogue, course, units)


def unit_folder(number: int, title: str) -> str:
    """The folder of a unit in the pack of a course: 01_居民的需求变成项目由谁定."""
    return f"{number:02}_{file_words(title)}"


def student_paper(catalogue: Catalogue, course: Course, texts: Sequence[Lesson]) -> Paper:
    """What students need: when which unit is, what it decides, what to read and to bring."""
    asked = [(f"第{numeral(number)}讲", _dilemma(lesson), _read(unit)) for number, (unit, lesson) in enumerate(zip(course.units, texts, strict=True), 1)]
    sections = (
        _timetable(course, texts),
        Section("read", "二、各讲要定的事，课前读什么", (table("", ("讲次", "要定的事", "课前读什么"), asked, row_heads=True, widths=(5, 18, 11)),)),
        Section("bring", "三、上课时", (Bullets((
            plain("先自己想，再进组说；说理由时先说正文第几段、图表几。"),
            plain("写工作，不写别人的姓名、电话、门牌、病史。"),
            plain("每讲最后写“放到我们这里”，带一件回去就能做的事。"),
        )),)),
    )
    return _paper(catalogue, course, "student", sections, texts)


def _teacher_paper(catalogue: Catalogue, course: Course, units: Sequence[Taught]) -> Paper:
    texts = [one.taught.lesson for one in units]
    sections = (
        _timetable(course, texts),
        Section("groups", "二、分组和汇报", (_groups(course, units),)),
        Section("prepare", "三、要准备的", (_copies(course, units),)),
        Section("files", "四、文件和次序", (Paragraph(plain("每讲一个文件夹，里面的编号就是用的次序。")), _files())),
        *(section for one in units for section in _unit(course, one)),
    )
    return _paper(catalogue, course, "teacher", sections, texts)


def _paper(catalogue: Catalogue, course: Course, edition: Edition, sections: tuple[Section, ...], texts: Sequence[Lesson]) -> Paper:
    teachers = edition == "teacher"
    return Paper(
        path=f"common/course-{course.id}{'-teacher' if teachers else ''}", kind=KIND, layout="reading", title=course.title,
        name=f"课程安排{'_教师版' if teachers else ''}_{file_words(course.title)}", sections=sections,
        kicker=f"{f'{TEACHERS} · ' if teachers else ''}课程安排 · {course.learners}", opening=(OURS,) if teachers else (),
        facts=_facts(course), footer=FOOTER, web=TEACHING_PATH, footnotes=footnotes(catalogue, sections),
        reviewed=max(course.reviewed, *(lesson.reviewed for lesson in texts)),
        source=f"cases/courses/{course.id}.yaml", edition=edition,
    )


def _facts(course: Course) -> tuple[tuple[str, Rich], ...]:
    breaks = f"，其中课间{course.breaks}分钟" if course.breaks else ""
    return (("对象", plain(course.learners)), ("人数", plain(f"{course.class_size}人")), ("合计", plain(f"{course.minutes}分钟{breaks}")))


def timetable(course: Course) -> list[tuple[int, int]]:
    """Units and breaks in order: number of the unit (0 for a break) and minutes; they add up to the course's minutes.

    Breaks stand between the units, by five minutes and as even as that allows; of a course of one unit after it.
    """
    gaps = max(1, len(course.units) - 1)
    steps, rest = divmod(course.breaks, _STEP)
    each, more = divmod(steps, gaps)
    breaks = [(each + (place < more)) * _STEP for place in range(gaps)]
    breaks[-1] += rest
    rows: list[tuple[int, int]] = []
    for number, unit in enumerate(course.units, 1):
        rows.append((number, int(unit.minutes)))
        if number <= gaps and breaks[number - 1]:
            rows.append((0, breaks[number - 1]))
    return rows


def _timetable(course: Course, texts: Sequence[Lesson]) -> Section:
    rows, done = [], 0
    for number, minutes in timetable(course):
        done += minutes
        named = (f"第{numeral(number)}讲", texts[number - 1].title) if number else ("课间", "")
        rows.append((*named, f"{done - minutes}—{done}", f"{minutes}分钟"))
    rows.append(("合计", "", "", f"{done}分钟"))
    blocks: list[Block] = [table("", ("讲次", "教学案例", "第几分钟", "用时"), rows, row_heads=True, widths=(5, 18, 6, 6))]
    if course.breaks:
        blocks.append(Paragraph(plain("课间放在哪里可以挪，合计不变；午饭、午休和路上的时间不算在内。")))
    return Section("timetable", "一、时间表", tuple(blocks))


def _dilemma(lesson: Lesson) -> Rich:
    return dict(lesson.intro)["要定的事"]


def _read(unit: CourseUnit) -> str:
    return "不用课前读，当堂读短读版（01b）" if unit.minutes == "45" else "案例正文（01）；来不及读的，当堂读短读版（01b）"


def _taught(course: Course, number: int, unit: CourseUnit, taught: TeacherLesson) -> Taught:
    plan = next(plan for plan in taught.teacher.plans if plan.preset == unit.minutes)
    least, most = taught.teacher.group_size
    return Taught(number, unit, taught, plan, part_class(course.class_size, (least, most)))


def _groups(course: Course, units: Sequence[Taught]) -> Block:
    rows = [(f"第{numeral(one.number)}讲", _parted(one), _reports(one), _fits(course, one)) for one in units]
    return table("", ("讲次", f"{course.class_size}人怎样分组", "汇报时间", "人数"), rows, row_heads=True, widths=(5, 10, 16, 8))


def _parted(one: Taught) -> str:
    return one.groups.in_words() if _in_groups(one) else "不分组，两两讨论"


def _in_groups(one: Taught) -> bool:
    """Whether the plan parts the class; the short one lets neighbours talk."""
    return not any("两两" in row.stage for row in one.plan.rows)


def _talk(one: Taught, minutes: int) -> str:
    """Where the talk of the guest is to be found in the plan."""
    most = max((row.minutes for row in one.plan.rows if "点评" in row.stage), default=0)
    return f"（讲{minutes}分钟，从点评里出）" if minutes <= most else f"（要讲{minutes}分钟，这份计划排不下，改成课前书面问答）"


def _reports(one: Taught) -> str:
    row = report_row([(row.stage, row.minutes) for row in one.plan.rows])
    if row is None:
        return "这份计划没有分组汇报，全班交流，各组说一句。"
    return reports_in_words(Reports(one.groups.count, row[0]), row[1])


def _fits(course: Course, one: Taught) -> str:
    least, most = one.taught.teacher.class_size
    if least <= course.class_size <= most:
        return f"在建议的{least}—{most}人之内"
    if course.class_size < least:
        return f"建议{least}—{most}人；人少，组少，每组多说几分钟"
    return f"建议{least}—{most}人；人多，分两个班上更好"


def _copies(course: Course, units: Sequence[Taught]) -> Block:
    spare = course.class_size + 2
    said = [f"每人1份的（00、01或01b、04、08、09）各印{spare}份：{course.class_size}人，多备两份。"]
    sets = [f"第{numeral(one.number)}讲{one.groups.count}套" for one in units if _in_groups(one)]
    if sets:
        said.append(f"任务卡（05）每组1套，印好裁开：{'，'.join(sets)}。")
    plays = [f"第{numeral(one.number)}讲1套" for one in units if any("模拟" in row.stage for row in one.plan.rows)]
    said.append(f"角色卡（05）：{'，'.join(plays)}。" if plays else "选的计划里没有情景模拟，角色卡（05）不用印。")
    said.append("每组一张大纸、两支粗笔，全班一叠便条；没有投影，用板书与流程卡（06）。")
    return Bullets(tuple(map(plain, said)))


def _files() -> Block:
    rows = [(row.name, row.what, f"{row.when}；{row.copies}") for row in PACK_ROWS]
    return table("", ("文件", "是什么", "什么时候用，印几份"), rows, widths=(11, 15, 13))


def _unit(course: Course, one: Taught) -> Iterator[Section]:
    part, desk = one.taught.teacher, one.taught.desk
    title = f"{numeral(one.number + 4)}、第{numeral(one.number)}讲：{one.taught.lesson.title}"
    facts: list[tuple[str, Rich]] = [
        ("文件夹", plain(unit_folder(one.number, one.taught.lesson.title))), ("用哪份计划", plain(plan_name(one.plan))),
        ("分组", plain(_parted(one))), ("汇报", plain(_reports(one))), ("讨论题", plain(_asked(one))),
    ]
    if part.practitioner:
        facts.append(("请进课堂的人", (*desk.advice(part.practitioner.role), *plain(_talk(one, part.practitioner.minutes)))))
    yield Section(f"unit-{one.number}", title, (Facts(tuple(facts)), _flow(desk, one)), own_page=True)
    if part.before:
        yield Section(f"before-{one.number}", "课前", (desk.bullets(part.before, advice=True),), level=3)


def _asked(one: Taught) -> str:
    chosen, questions = set(one.unit.questions), one.taught.lesson.questions
    if not chosen:
        return f"全部{len(questions)}题；上课用到的见下表"
    return "、".join(f"第{question.number}题" for question in questions if question.id in chosen)


def _flow(desk: Desk, one: Taught) -> Block:
    """The plan, from which minute; a part whose question the course has not chosen says so."""
    numbers: Mapping[str, int] = {question.id: question.number for question in one.taught.lesson.questions}
    rows = []
    for row, time in zip(one.plan.rows, clock(one.plan.rows), strict=True):
        does = desk.advice(row.activity)
        if row.question:
            left = one.unit.questions and row.question not in one.unit.questions
            note = "，课程没有选这一题，换成选的题" if left else ""
            does = (*does, *plain(f"〔第{numbers[row.question]}题{note}〕"))
        rows.append((f"{time}", f"{row.minutes}", row.stage, does))
    rows.append(("", one.plan.preset, "合计", ()))
    return table("", ("第几分钟", "分钟", "环节", "做什么"), rows, widths=(6, 4, 8, 22))
