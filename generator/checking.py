"""read → check: what needs neither source texts nor pages."""
from __future__ import annotations

from contextlib import suppress
from datetime import date
from pathlib import Path

from generator.check import all_problems
from generator.model.casebook import Casebook
from generator.model.problem import CasebookError, ContentRefused, Problem
from generator.read.folder import read_casebook
from generator.read.kept import kept_bytes, read_kept
from generator.write import write_file


def check_casebook(root: Path, today: date | None = None) -> tuple[Casebook | None, tuple[Problem, ...]]:
    """Read and check `root`/cases. The casebook is None when it could not be put together.

    What was read is kept in build/, so that the next check parses only what changed; a folder that may not be
    written costs nothing but that.
    """
    place = root / "build" / ".records.json"
    kept = read_kept(place)
    book, problems = read_casebook(root, kept)
    if kept.is_changed:
        with suppress(CasebookError):
            write_file(place, kept_bytes(kept))
    if book is not None:
        problems = (*problems, *all_problems(book, today or date.today()))
    return book, tuple(sorted(problems, key=Problem.sort_key))


def refuse_errors(problems: tuple[Problem, ...]) -> None:
    """Raise ContentRefused when any problem is an error."""
    if any(problem.level == "error" for problem in problems):
        raise ContentRefused(problems)


def no_cases() -> CasebookError:
    """The fault of a casebook without a case: there is nothing to make."""
    return CasebookError("E-EMPTY", "cases/ 里没有案例", "用 casebook new case 名称 新建一个", status=3)
