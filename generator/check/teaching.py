"""Rules K401 and K404–K406: minutes add up; what a lesson or a form names is there."""
from __future__ import annotations

from collections.abc import Iterator

from generator.check.rule import Finding, rule
from generator.know.class_size import UnitLength, course_remedy
from generator.model.casebook import Casebook
from generator.model.practice import Form
from generator.model.teaching import Course, CourseUnit, TeachingCase


def _teaching(book: Casebook) -> Iterator[tuple[str, TeachingCase]]:
    return ((file, record) for file, record in book.files() if isinstance(record, TeachingCase))


@rule("K401")
def lesson_minutes(book: Casebook) -> Iterator[Finding]:
    """课堂计划各段的分钟数合计等于 preset"""
    for file, case in _teaching(book):
        for index, plan in enumerate(case.teacher.plans):
            total = sum(row.minutes for row in plan.rows)
            if total != int(plan.preset):
                where = book.locate(file, ("teacher", "plans", index, "preset"))
                less = int(plan.preset) - total
                mend = f"加 {less} 分钟" if less > 0 else f"减 {-less} 分钟"
                yield Finding(where, f"各段合计 {total} 分钟，应为 {plan.preset} 分钟", mend + "，或改 preset")


@rule("K404")
def course_minutes(book: Casebook) -> Iterator[Finding]:
    """课程总分钟等于各讲与课间之和；用到的教学案例、课堂计划和讨论题都在"""
    for name, course in book.courses.items() if book.shares else ():
        file = f"cases/courses/{name}.yaml"
        total = sum(int(unit.minutes) for unit in course.units) + course.breaks
        if total != course.minutes:
            mend = course_remedy([_length(book, unit) for unit in course.units], course.breaks, course.minutes)
            yield Finding(book.locate(file, ("minutes",)), f"各讲和课间合计 {total} 分钟，写的是 {course.minutes} 分钟", mend)
        yield from _course_units(book, file, course)


def _named(book: Casebook, unit: CourseUnit) -> TeachingCase | None:
    home, _, teaching_id = unit.teaching.rpartition("/")
    shelf = book.teaching if home == "common" else book.cases[home].teaching if home in book.cases else {}
    return shelf.get(teaching_id)


def _length(book: Casebook, unit: CourseUnit) -> UnitLength:
    case = _named(book, unit)
    presets = [int(plan.preset) for plan in case.teacher.plans] if case else []
    return UnitLength(int(unit.minutes), tuple(sorted({*presets} - {int(unit.minutes)})))


def _course_units(book: Casebook, file: str, course: Course) -> Iterator[Finding]:
    for index, unit in enumerate(course.units):
        home, _, teaching_id = unit.teaching.rpartition("/")
        case = _named(book, unit)
        if case is None:
            if not book.is_unread(home, "teaching", teaching_id):
                where = book.locate(file, ("units", index, "teaching"))
                yield Finding(where, f"没有教学案例“{unit.teaching}”", "写 案例/编号；比较案例写 common/编号")
        elif unit.minutes not in {plan.preset for plan in case.teacher.plans}:
            where = book.locate(file, ("units", index, "minutes"))
            have = "、".join(plan.preset for plan in case.teacher.plans)
            yield Finding(where, f"教学案例“{unit.teaching}”没有 {unit.minutes} 分钟的课堂计划", f"改成 {have}，或给它加一份计划")
        for place, name in enumerate(unit.questions if case else ()):
            known = [question.id for question in case.teacher.questions] if case else []
            if name not in known:
                where = book.locate(file, ("units", index, "questions", place))
                yield Finding(where, f"教学案例“{unit.teaching}”没有讨论题“{name}”", f"改成 {'、'.join(known)} 中的编号，或删去")


@rule("K405")
def lesson_names(book: Casebook) -> Iterator[Finding]:
    """讨论题对应的目标、计划用到的讨论题和板书、正文用到的图表，都要在本案例里写明"""
    for file, case in _teaching(book):
        objectives = {objective.id for objective in case.teacher.objectives}
        questions = {question.id for question in case.teacher.questions}
        board = {column.id for column in case.teacher.board}
        exhibits = {exhibit.id for exhibit in case.student.exhibits}
        for i, question in enumerate(case.teacher.questions):
            for j, name in enumerate(question.objectives):
                if name not in objectives:
                    yield Finding(book.locate(file, ("teacher", "questions", i, "objectives", j)), f"没有目标“{name}”", "改成已有的目标编号")
        for i, section in enumerate(case.student.sections):
            for j, name in enumerate(section.exhibits):
                if name not in exhibits:
                    yield Finding(book.locate(file, ("student", "sections", i, "exhibits", j)), f"没有图表“{name}”", "改成已有的图表编号")
        for i, plan in enumerate(case.teacher.plans):
            for j, row in enumerate(plan.rows):
                for key, label, named, known in (("question", "讨论题", row.question, questions), ("board", "板书栏", row.board, board)):
                    if named is not None and named not in known:
                        where = book.locate(file, ("teacher", "plans", i, "rows", j, key))
                        yield Finding(where, f"没有编号为“{named}”的{label}", "改成已有的编号")


@rule("K406")
def example_fits_form(book: Casebook) -> Iterator[Finding]:
    """示例与表对得上：表头逐项对应，每行的格数等于栏数，文字逐段对应"""
    for file, form in book.files():
        if not isinstance(form, Form):
            continue
        for key, count in (("head", len(form.head)), ("body", len(form.body))):
            filled = len(getattr(form.example, key))
            if filled != count:
                name = "表头项" if key == "head" else "文字段"
                where = book.locate(file, ("example", key))
                yield Finding(where, f"示例有 {filled} 个{name}，表有 {count} 个", "逐一对应地补上或删去")
        for index, row in enumerate(form.example.rows):
            if len(row) != len(form.columns):
                where = book.locate(file, ("example", "rows", index))
                yield Finding(where, f"这一行有 {len(row)} 格，表有 {len(form.columns)} 栏", "补上或删去格子；空格写 \"\"")
        if form.columns and not form.example.rows:
            yield Finding(book.locate(file, ("example",)), "有栏的表没有示例行", "至少填一行示例")
