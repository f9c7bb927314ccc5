"""read → check: what needs neither source texts nor pages."""
from __future__ import annotations

from datetime import date
from pathlib import Path

from generator.check import all_problems
from generator.model.casebook import Casebook
from generator.model.problem import ContentRefused, Problem
from generator.read.folder import read_casebook


def check_casebook(root: Path, today: date | None = None) -> tuple[Casebook | None, tuple[Problem, ...]]:
    """Read and check `root`/cases. The casebook is None when it could not be put together."""
    book, problems = read_casebook(root)
    if book is not None:
        problems = (*problems, *all_problems(book, today or date.today()))
    return book, tuple(sorted(problems, key=Problem.sort_key))


def refuse_errors(problems: tuple[Problem, ...]) -> None:
    """Raise ContentRefused when any problem is an error."""
    if any(problem.level == "error" for problem in problems):
        raise ContentRefused(problems)
