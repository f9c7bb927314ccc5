"""read → check: what needs neither source texts nor pages."""
from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from generator.check import all_problems
from generator.checked import check_files
from generator.model.casebook import Casebook, FieldPath
from generator.model.problem import CasebookError, ContentRefused, Position, Problem
from generator.model.teaching import Course
from generator.read.folder import collector_at_rest, read_casebook, whole_casebook
from generator.read.raw_file import look_at
from generator.read.shape import read_record
from generator.read.shelf import Shelf
from generator.read.yaml_text import YamlFile, read_yaml


def check_casebook(root: Path, today: date | None = None) -> tuple[Casebook | None, tuple[Problem, ...]]:
    """Read and check `root`/cases. The casebook is None when it could not be put together.

    What was found is kept in build/, so that the next check goes only over what changed (see `checked`).
    """
    with collector_at_rest():
        shelf = Shelf(root, look_at(root), keep=True)
        checked = check_files(root, today or date.today(), shelf)
        return whole_casebook(shelf), checked.problems


def check_course(root: Path, course_file: Path, name: str, today: date | None = None) -> tuple[Casebook, Course]:
    """The casebook of `root` with `course_file` as its only course, checked by the same rules.

    `name` is what messages call the file. Raises ContentRefused when the casebook or the course has errors: the course's
    alone when it cannot be read; CasebookError E-READ when the system does not let it be read, E-EMPTY.
    """
    read = read_yaml(course_file, name)
    course = read_record(read, Course) if isinstance(read, YamlFile) else read
    if not isinstance(course, Course):
        raise ContentRefused(course)
    book, problems = read_casebook(root)
    if book is None:
        raise ContentRefused(problems)
    if not book.cases:
        raise no_cases()
    own, others = f"cases/courses/{course.id}.yaml", book.locate

    def locate(file: str, path: FieldPath) -> Position:
        return read.spans.value(path) if isinstance(read, YamlFile) and file == own else others(file, path)

    whole = replace(book, courses={course.id: course}, locate=locate)
    found = (*problems, *all_problems(whole, today or date.today()))
    refuse_errors(tuple(sorted(found, key=Problem.sort_key)))
    return whole, course


def refuse_errors(problems: tuple[Problem, ...]) -> None:
    """Raise ContentRefused when any problem is an error."""
    if any(problem.level == "error" for problem in problems):
        raise ContentRefused(problems)


def no_cases() -> CasebookError:
    """The fault of a casebook without a case: there is nothing to make."""
    return CasebookError("E-EMPTY", "cases/ 里没有案例", "用 casebook new case 名称 新建一个", status=3)
