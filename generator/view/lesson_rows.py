"""What the page 备课 knows: every teaching case as a row of plain facts, and the courses that are ready.

Nothing of the teacher's part but what a class may see: for whom, how many, how the minutes of each plan are shared out
among its stages, and which question each takes. The teacher's words (activities, answers, board) are no fields here.
"""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from generator.know.catalogue import Catalogue
from generator.model.classroom import Plan
from generator.model.teaching import Course
from generator.view.desk import practice_path
from generator.view.lesson import LessonQuestion, TeacherLesson, lessons, teacher_path, teaching_path
from generator.view.shapes import Document, Download, Rich


@dataclass(frozen=True, slots=True)
class StageRow:
    """A stage of a plan: its name, its minutes, the id of the question it takes (or none)."""

    name: str
    minutes: int
    question: str


@dataclass(frozen=True, slots=True)
class PlanStages:
    """A plan by its whole minutes: 45, 90, 120, 180, 240."""

    minutes: int
    stages: tuple[StageRow, ...]


@dataclass(frozen=True, slots=True)
class LessonRow:
    """A teaching case to choose."""

    ref: str  # common/id, or case/id
    title: str
    dilemma: Rich
    learners: tuple[str, ...]
    class_size: tuple[int, ...]  # least and most
    group_size: tuple[int, ...]
    plans: tuple[PlanStages, ...]
    questions: tuple[LessonQuestion, ...]
    cases: tuple[str, ...]  # whose records it tells of
    rests: tuple[str, ...]  # practices (case/id)
    contrast: tuple[str, ...]
    page: str
    teacher_page: str  # empty in a site for students
    files: tuple[Download, ...]  # in their order; zips last, empty when papers are not made


@dataclass(frozen=True, slots=True)
class CourseUnitRow:
    """One unit of a ready course; no questions: all of them."""

    teaching: str
    minutes: int
    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CourseRow:
    """A ready course, as its file says it."""

    id: str
    title: str
    learners: str
    class_size: int
    minutes: int
    breaks: int
    units: tuple[CourseUnitRow, ...]


@dataclass(frozen=True, slots=True)
class LessonData:
    """All rows, with the names of the cases and of the practices that they mention."""

    cases: tuple[tuple[str, str], ...]
    practices: tuple[tuple[str, str, str], ...]  # case/id, name, page
    lessons: tuple[LessonRow, ...]
    courses: tuple[CourseRow, ...]


def lesson_data(catalogue: Catalogue, pages: Sequence[Document]) -> LessonData:
    """The rows in the order of `lessons`; what their pages offer to take along comes from the made `pages`."""
    made = {page.path: page for page in pages}
    taught_all = tuple(lessons(catalogue))
    rows = tuple(_row(catalogue, taught, made) for taught in taught_all)
    named = sorted({ref for row in rows for ref in (*row.rests, *row.contrast)})
    links = {link.target: link.text for taught in taught_all for link in (*taught.lesson.practices, *taught.lesson.contrast)}
    shown = {name for row in rows for name in row.cases}
    return LessonData(
        tuple((folder.id, folder.case.name) for folder in catalogue.book.cases.values() if folder.id in shown),
        tuple((ref, links[path], path) for ref in named if (path := practice_path(ref)) in links),
        rows, tuple(_course(course) for course in catalogue.book.courses.values()),
    )


def _row(catalogue: Catalogue, taught: TeacherLesson, made: dict[str, Document]) -> LessonRow:
    lesson, part = taught.lesson, taught.teacher
    page, teachers = teaching_path(lesson.home, lesson.id), teacher_path(lesson.home, lesson.id)
    uses = sorted(
        (ref, use.rests) for ref, found in catalogue.teaching_uses.items() for use in found
        if (use.home, use.teaching) == (lesson.home, lesson.id)
    )
    return LessonRow(
        ref=lesson.ref, title=lesson.title, dilemma=dict(lesson.intro)["要定的事"], learners=part.learners, class_size=part.class_size,
        group_size=part.group_size, plans=tuple(map(_plan, part.plans)), questions=lesson.questions, cases=lesson.cases,
        rests=tuple(ref for ref, rests in uses if rests), contrast=tuple(ref for ref, rests in uses if not rests),
        page=page, teacher_page=teachers if teachers in made else "", files=_files(made.get(page), made.get(teachers)),
    )


def _plan(plan: Plan) -> PlanStages:
    return PlanStages(int(plan.preset), tuple(StageRow(row.stage, row.minutes, row.question or "") for row in plan.rows))


def _files(*pages: Document | None) -> tuple[Download, ...]:
    """What the pages of a case offer, each file once, by its number in the pack; the zips of all of them last."""
    found = {file.path: file for page in pages if page for file in page.downloads}
    return tuple(replace(file, note="") for file in sorted(found.values(), key=lambda file: (file.path.endswith(".zip"), file.path)))


def _course(course: Course) -> CourseRow:
    units = tuple(CourseUnitRow(unit.teaching, int(unit.minutes), unit.questions) for unit in course.units)
    return CourseRow(course.id, course.title, course.learners, course.class_size, course.minutes, course.breaks, units)
