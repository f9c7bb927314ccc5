"""What the page 备课 knows, for the browser: data/lessons.js."""
from __future__ import annotations

from collections.abc import Iterable

from generator.render.data_script import rich_json, script_json
from generator.view.lesson_rows import CourseRow, LessonData, LessonRow


def render_lessons(data: LessonData) -> bytes:
    """Return data/lessons.js: one line a teaching case and course, so that a change shows as a line."""
    parts = {
        "cases": script_json(data.cases),
        "practices": _lines(script_json(row) for row in data.practices),
        "lessons": _lines(script_json(_lesson(row)) for row in data.lessons),
        "courses": _lines(script_json(_course(row)) for row in data.courses),
    }
    body = ",\n".join(f'"{name}":{text}' for name, text in parts.items())
    return f"window.casebookLessons = {{\n{body}\n}};\n".encode()


def _lines(rows: Iterable[str]) -> str:
    return "[\n" + ",\n".join(rows) + "\n]"


def _lesson(row: LessonRow) -> dict[str, object]:
    return {
        "ref": row.ref, "title": row.title, "dilemma": rich_json(row.dilemma), "learners": row.learners, "class_size": row.class_size,
        "group_size": row.group_size, "cases": row.cases, "rests": row.rests, "contrast": row.contrast, "page": row.page,
        "teacher_page": row.teacher_page,
        "plans": [
            {"minutes": plan.minutes, "stages": [[stage.name, stage.minutes, stage.question] for stage in plan.stages]} for plan in row.plans
        ],
        "questions": [
            {"id": one.id, "number": one.number, "text": rich_json(one.text), "minutes": one.minutes} for one in row.questions
        ],
        "files": [{"label": file.label, "path": file.path, "kind": file.kind} for file in row.files],
    }


def _course(row: CourseRow) -> dict[str, object]:
    units = [{"teaching": unit.teaching, "minutes": unit.minutes, "questions": unit.questions} for unit in row.units]
    return {
        "id": row.id, "title": row.title, "learners": row.learners, "class_size": row.class_size, "minutes": row.minutes,
        "breaks": row.breaks, "units": units,
    }
