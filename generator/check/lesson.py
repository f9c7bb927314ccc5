"""Rules K411–K417: a teaching case by the case method (reference/standards.md A1, A2, A9)."""
from __future__ import annotations

import re
from collections.abc import Iterator

from generator.check.rule import Finding, rule
from generator.know.figures import pieces
from generator.model.casebook import Casebook, CaseFolder, FieldPath
from generator.model.record import Record
from generator.model.teaching import StudentPart, TeachingCase
from generator.model.walk import texts

VERDICT_WORDS = ("成功", "典范", "样板", "创新", "启示", "经验", "先进", "模范", "失败", "教训")
"""Words that give away a verdict (reference/standards.md A1 no. 1, A9)."""
STUDENT_LENGTH = (3000, 6000)
SHORT_LENGTH = (1200, 1500)
TEACHER_LEAST = 3000
MICRO_MOST = 3000
"""Characters, punctuation included (reference/standards.md A3; the client's figures)."""
_LEAST_POINTS, _LEAST_CONTRASTS = 3, 2
_PARAGRAPH, _SILENCE = re.compile(r"p([1-9][0-9]*)"), re.compile(r"n([1-9][0-9]*)")


def _cases(book: Casebook) -> Iterator[tuple[str, TeachingCase]]:
    return ((file, record) for file, record in book.files() if isinstance(record, TeachingCase))


def paragraph_count(student: StudentPart) -> int:
    """How many numbered paragraphs the student's text has."""
    return sum(len(section.paragraphs) for section in student.sections)


@rule("K411")
def questions_answered(book: Casebook) -> Iterator[Finding]:
    """每个教学目标至少有一道讨论题；每道题至少 3 条要点，其中至少一条写了相反的看法"""
    for file, case in _cases(book):
        asked = {name for question in case.teacher.questions for name in question.objectives}
        for index, objective in enumerate(case.teacher.objectives):
            if objective.id not in asked:
                where = book.locate(file, ("teacher", "objectives", index, "id"))
                yield Finding(where, f"目标“{objective.id}”没有讨论题", "给它出一道题，或把它写进某道题的 objectives")
        for index, question in enumerate(case.teacher.questions):
            path = ("teacher", "questions", index, "answer_points")
            if len(question.answer_points) < _LEAST_POINTS:
                where = book.locate(file, path)
                yield Finding(where, f"讨论题“{question.id}”只有 {len(question.answer_points)} 条要点", f"补到 {_LEAST_POINTS} 条，每条写根据")
            if not any(point.rival for point in question.answer_points):
                where = book.locate(file, path)
                yield Finding(where, f"讨论题“{question.id}”没有相反的看法", "给一条要点加 rival，写反对的人会怎样说")


@rule("K412")
def evidence_there(book: Casebook) -> Iterator[Finding]:
    """答题要点的根据在学员版里找得到：p3 是正文第 3 段，n2 是“来源没有说的”第 2 条，其余是图表编号；练习的每一句都有答案"""
    for file, case in _cases(book):
        paragraphs, silences = paragraph_count(case.student), len(case.student.not_said)
        exhibits = {exhibit.id for exhibit in case.student.exhibits}
        for i, question in enumerate(case.teacher.questions):
            for j, point in enumerate(question.answer_points):
                for k, name in enumerate(point.evidence):
                    fault = _evidence_fault(name, paragraphs, silences, exhibits)
                    if fault:
                        path = ("teacher", "questions", i, "answer_points", j, "evidence", k)
                        yield Finding(book.locate(file, path), fault, "改成学员版里有的段落、条目或图表")
        yield from _quote_faults(book, file, case)


def _evidence_fault(name: str, paragraphs: int, silences: int, exhibits: set[str]) -> str:
    numbered = _PARAGRAPH.fullmatch(name)
    if numbered:
        return "" if int(numbered[1]) <= paragraphs else f"正文只有 {paragraphs} 段，没有第 {numbered[1]} 段"
    silence = _SILENCE.fullmatch(name)
    if silence:
        return "" if int(silence[1]) <= silences else f"“来源没有说的”只有 {silences} 条，没有第 {silence[1]} 条"
    return "" if name in exhibits else f"没有图表“{name}”"


def _quote_faults(book: Casebook, file: str, case: TeachingCase) -> Iterator[Finding]:
    asked = [sentence.id for sentence in case.student.quote_check]
    answered = [answer.id for answer in case.teacher.quote_answers]
    for index, name in enumerate(asked):
        if name not in answered:
            where = book.locate(file, ("student", "quote_check", index, "id"))
            yield Finding(where, f"练习“{name}”没有答案", "在 teacher.quote_answers 里写这一句的判断")
    for index, name in enumerate(answered):
        if name not in asked:
            where = book.locate(file, ("teacher", "quote_answers", index, "id"))
            yield Finding(where, f"没有编号为“{name}”的练习", "改成 student.quote_check 里的编号")


@rule("K413")
def neutral_title(book: Casebook) -> Iterator[Finding]:
    """教学案例的标题和小标题不带结论"""
    for file, case in _cases(book):
        heads: list[tuple[FieldPath, str]] = [(("student", "title"), case.student.title)]
        heads += [(("student", "sections", index, "heading"), section.heading) for index, section in enumerate(case.student.sections)]
        for path, text in heads:
            for word in VERDICT_WORDS:
                if word in text:
                    yield Finding(book.locate(file, path), f"“{text}”里的“{word}”带了结论", "改成只说人、地方和要定的事的标题")


@rule("K414")
def teaching_lengths(book: Casebook) -> Iterator[Finding]:
    """学员正文 3000 到 6000 字，短读版 1200 到 1500 字，教师用的部分不少于 3000 字；微案例的正文不超过 3000 字"""
    for file, case in _cases(book):
        micro = case.type == "微案例"
        folder = book.cases.get(file.split("/")[1])
        long = sum(_read_length(book, folder, text) for section in case.student.sections for text in section.paragraphs)
        short = sum(_read_length(book, folder, text) for text in case.student.short)
        teacher = teacher_length(case.teacher)
        for path, name, count, (least, most) in (
            (("student", "sections"), "学员正文", long, (0, MICRO_MOST) if micro else STUDENT_LENGTH),
            (("student", "short"), "短读版", short, (0, SHORT_LENGTH[1]) if micro else SHORT_LENGTH),
            (("teacher",), "教师用的部分", teacher, (0 if micro else TEACHER_LEAST, 10**6)),
        ):
            if not least <= count <= most:
                mend = f"补到 {least} 字" if count < least else f"减到 {most} 字以内"
                yield Finding(book.locate(file, path), f"{name}有 {count} 字", mend, "warning")


def _read_length(book: Casebook, folder: CaseFolder | None, text: str) -> int:
    """Characters as a reader meets them: a reference counts as the figure that stands for it."""
    return sum(len(piece.text) for piece in pieces(text, book, folder, advice=False))


def teacher_length(part: Record) -> int:
    """Characters of a teacher's part."""
    return sum(len(text) for _, _, text in texts(part))


@rule("K415")
def sections_founded(book: Casebook) -> Iterator[Finding]:
    """正文每一节写明依据哪些做法的记载（records），或标明是合成的（composed）；练习说的指标要有"""
    for file, case in _cases(book):
        for index, section in enumerate(case.student.sections):
            if not section.records and not section.composed:
                where = book.locate(file, ("student", "sections", index, "heading"))
                yield Finding(where, f"“{section.heading}”没有写依据", "加上 records: [案例/做法]，或在 composed 里写明合成的部分")
        yield from _metric_faults(book, file, file.split("/")[1], case)


def _metric_faults(book: Casebook, file: str, home: str, case: TeachingCase) -> Iterator[Finding]:
    named: list[tuple[FieldPath, str]] = [
        (("student", "quote_check", index, "figure"), one.figure) for index, one in enumerate(case.student.quote_check)
    ]
    for index, exhibit in enumerate(case.student.exhibits):
        named += [(("student", "exhibits", index, "metrics", number), ref) for number, ref in enumerate(exhibit.metrics)]
    for path, ref in named:
        case_id, _, name = ref.rpartition("/")
        folder = book.cases.get(case_id or home)
        if (folder and (name in folder.metric_by_id or name in folder.derived_by_id)) or book.is_unread(case_id or home):
            continue
        yield Finding(book.locate(file, path), f"没有指标“{ref}”", "改成 metrics.yaml 里的编号；比较案例写 案例/编号")


@rule("K416")
def no_theory_for_students(book: Casebook) -> Iterator[Finding]:
    """学员版里不出现理论依据的名称，讨论题也不提示"""
    for file, case in _cases(book):
        names = [theory.name for theory in case.teacher.theories]
        rows = [(("student", *path), text) for path, _, text in texts(case.student)]
        rows += [(("teacher", "questions", index, "text"), one.text) for index, one in enumerate(case.teacher.questions)]
        for path, text in rows:
            for name in names:
                if name in text:
                    yield Finding(book.locate(file, path), f"出现了理论依据“{name}”", "删去，理论留到教师点评")


@rule("K417")
def contrasts(book: Casebook) -> Iterator[Finding]:
    """每个教学案例至少对照两个别的案例的做法，微案例可以不对照"""
    for file, case in _cases(book):
        home = file.split("/")[1]
        others = {ref.rpartition("/")[0] or home for ref in case.contrast} - {home}
        if case.type == "微案例" or len(others) >= _LEAST_CONTRASTS:
            continue  # without a look at all cases, of which there may be thousands
        if len(others) < min(_LEAST_CONTRASTS, len(book.cases) - (home in book.cases)):
            yield Finding(book.locate(file, ("id",)), f"只对照了 {len(others)} 个别的案例", "在 contrast 里再写别的案例的做法", "warning")
