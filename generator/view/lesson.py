"""A teaching case as everything made from it shows it. The student's edition is a type without a single teacher's field:
what students get is made from `Lesson` alone; `TeacherLesson` holds a `Lesson` and the teacher's part beside it."""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.know import figures
from generator.know.catalogue import Catalogue, full, place, source_date, source_name
from generator.know.checklists import COMMON
from generator.model.casebook import CaseFolder
from generator.model.classroom import TeacherPart
from generator.model.teaching import Exhibit, StudentPart, TeachingCase
from generator.view.desk import Desk, practice_path
from generator.view.figure_pages import value_in_words
from generator.view.shapes import Link, Rich


@dataclass(frozen=True, slots=True)
class ExhibitRow:
    """One figure of an exhibit: what it counts, as the source writes it, as a number, its scope, time and place."""

    metric: str  # case/id
    what: str
    stated: str
    value: str
    number: float | None  # None where the figure is no single number
    unit: str
    scope: str
    as_of: str
    where: str
    computed: bool = False
    kind: str = ""  # of the metric: count, money …


@dataclass(frozen=True, slots=True)
class LessonExhibit:
    """A table of figures, numbered through the text: 图表 1."""

    id: str
    number: int
    title: str
    rows: tuple[ExhibitRow, ...]
    note: Rich


@dataclass(frozen=True, slots=True)
class LessonSection:
    """A section with its paragraphs, numbered through the whole text; `composed` is declared as such."""

    heading: str
    paragraphs: tuple[tuple[int, Rich], ...]
    composed: Rich
    exhibits: tuple[LessonExhibit, ...]


@dataclass(frozen=True, slots=True)
class LessonQuestion:
    """A question as students see it."""

    id: str
    number: int
    text: Rich
    minutes: int


@dataclass(frozen=True, slots=True)
class Lesson:
    """The student's edition of a teaching case."""

    id: str
    home: str  # common, or the case's id
    type: str
    authenticity: str
    version: str
    reviewed: str
    title: str
    abstract: Rich
    keywords: tuple[str, ...]
    notice: Rich
    intro: tuple[tuple[str, Rich], ...]  # 谁 / 何地 / 何时 / 要定的事
    sections: tuple[LessonSection, ...]
    timeline: tuple[tuple[str, Rich], ...]
    exhibits: tuple[LessonExhibit, ...]
    ending: Rich
    short: tuple[Rich, ...]
    not_said: tuple[Rich, ...]
    quote_check: tuple[Rich, ...]
    ours: tuple[Rich, ...]
    questions: tuple[LessonQuestion, ...]
    feedback: tuple[Rich, ...]  # what learners are asked after class
    practices: tuple[Link, ...]  # what the text rests on
    contrast: tuple[Link, ...]  # what may be set beside it
    sources: tuple[str, ...]  # bibliography, one line each
    cases: tuple[str, ...]  # whose figures it shows

    @property
    def ref(self) -> str:
        """Its id for readers: case/id."""
        return f"{self.home}/{self.id}"


@dataclass(frozen=True, slots=True)
class TeacherLesson:
    """The teacher's edition: the student's, and the teacher's part with the desk that reads its texts."""

    lesson: Lesson
    teacher: TeacherPart
    desk: Desk


def teaching_path(home: str, teaching_id: str) -> str:
    """Site path of a teaching case's page for students."""
    return f"library/{home}/teaching-{teaching_id}.html"


def teacher_path(home: str, teaching_id: str) -> str:
    """Site path of its page 教师用; absent from a site made for students."""
    return f"library/{home}/teaching-{teaching_id}-teacher.html"


def lessons(catalogue: Catalogue) -> Iterator[TeacherLesson]:
    """Every teaching case: the comparative ones first, then by case."""
    for case in catalogue.book.teaching.values():
        yield _lesson(catalogue, COMMON, None, case)
    for folder in catalogue.book.cases.values():
        for case in folder.teaching.values():
            yield _lesson(catalogue, folder.id, folder, case)


def _lesson(catalogue: Catalogue, home: str, folder: CaseFolder | None, case: TeachingCase) -> TeacherLesson:
    desk = Desk(catalogue, folder)
    asked = tuple(
        LessonQuestion(question.id, number, desk.advice(question.text), question.minutes)
        for number, question in enumerate(case.teacher.questions, 1)
    )
    feedback = tuple(map(desk.advice, case.teacher.feedback))
    return TeacherLesson(_student(desk, home, case, asked, feedback), case.teacher, desk)


def _student(
    desk: Desk, home: str, case: TeachingCase, asked: tuple[LessonQuestion, ...], feedback: tuple[Rich, ...]
) -> Lesson:
    part = case.student
    exhibits = tuple(_exhibit(desk, exhibit, number) for number, exhibit in enumerate(part.exhibits, 1))
    records = tuple(dict.fromkeys(full(ref, home) for section in part.sections for ref in section.records))
    shown = (home, *(ref.split("/")[0] for ref in records), *(row.metric.split("/")[0] for one in exhibits for row in one.rows))
    cases = tuple(dict.fromkeys(name for name in shown if name != COMMON))
    return Lesson(
        id=case.id, home=home, type=case.type, authenticity=case.authenticity, version=case.version, reviewed=case.reviewed,
        title=part.title, abstract=desk.rich(part.abstract), keywords=part.keywords, notice=desk.rich(part.notice),
        intro=(
            ("谁来定", desk.rich(part.intro.who)), ("在哪里", desk.rich(part.intro.where)),
            ("什么时候", desk.advice(part.intro.when)), ("要定的事", desk.rich(part.intro.dilemma)),
        ),
        sections=_sections(desk, part, exhibits),
        timeline=tuple((row.when, desk.rich(row.event)) for row in part.timeline),
        exhibits=exhibits, ending=desk.rich(part.ending), short=tuple(map(desk.rich, part.short)),
        not_said=tuple(map(desk.rich, part.not_said)),
        quote_check=tuple(desk.advice(one.sentence) for one in part.quote_check), ours=tuple(map(desk.advice, part.ours)),
        questions=asked, feedback=feedback, practices=_links(desk, records), contrast=_links(desk, [full(ref, home) for ref in case.contrast]),
        sources=tuple(line for name in cases for line in _source_lines(desk.catalogue.book.cases[name])), cases=cases,
    )


def _source_lines(folder: CaseFolder) -> Iterator[str]:
    for source in folder.sources.sources:
        by = f"{source.author}：" if source.author else ""
        yield f"{folder.case.name}：{by}{source_name(source)}，{source_date(source)}"


def _sections(desk: Desk, part: StudentPart, exhibits: tuple[LessonExhibit, ...]) -> tuple[LessonSection, ...]:
    by_id = {exhibit.id: exhibit for exhibit in exhibits}
    found, count = [], 0
    for section in part.sections:
        paragraphs = tuple((count + number, desk.rich(text)) for number, text in enumerate(section.paragraphs, 1))
        count += len(paragraphs)
        composed = desk.advice(section.composed) if section.composed else ()
        found.append(LessonSection(section.heading, paragraphs, composed, tuple(by_id[name] for name in section.exhibits)))
    return tuple(found)


def _exhibit(desk: Desk, exhibit: Exhibit, number: int) -> LessonExhibit:
    home = desk.folder.id if desk.folder else ""
    rows = tuple(_row(desk, full(ref, home)) for ref in exhibit.metrics)
    return LessonExhibit(exhibit.id, number, exhibit.title, rows, desk.rich(exhibit.note) if exhibit.note else ())


def _row(desk: Desk, ref: str) -> ExhibitRow:
    case_id, _, name = ref.partition("/")
    folder = desk.catalogue.book.cases[case_id]
    metric = folder.metric_by_id.get(name)
    if metric is None:
        return _computed_row(desk.of(case_id), ref, name)
    value = metric.value
    return ExhibitRow(
        ref, metric.what, metric.as_stated, value_in_words(metric),
        float(value) if isinstance(value, int | float) else None, metric.unit, metric.scope.place, metric.as_of,
        f"{folder.case.name}，原文{place(folder, metric.at, metric.source)}", kind=metric.kind,
    )


def _computed_row(desk: Desk, ref: str, name: str) -> ExhibitRow:
    derived = desk.case.derived_by_id[name]
    result = figures.derived(derived, desk.case, desk.catalogue.book)
    return ExhibitRow(
        ref, desk.words(derived.what), f"推算：{result.formula}", f"{result.text}{derived.unit}", float(result.value), derived.unit,
        "", "", f"{desk.case.case.name}，推算", computed=True,
    )


def _links(desk: Desk, refs: tuple[str, ...] | list[str]) -> tuple[Link, ...]:
    links = []
    for ref in refs:
        practice = desk.catalogue.book.practice(ref)
        if practice is not None:
            links.append(Link(f"{desk.catalogue.book.cases[ref.split('/')[0]].case.name}：{practice.name}", practice_path(ref)))
    return tuple(links)
