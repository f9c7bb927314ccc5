"""What earlier checks found, home by home (a case, or what all cases share): only what may have changed is checked again.

A row holds what one home's problems were, and the digests of all that decided them: the home's own files, the common
vocabulary, each file elsewhere that a rule asked for, the day, the program. A check of which nothing changed reads the
files' bytes and this table, and imports no rule.
"""
from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import cache
from hashlib import blake2b
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator.model.problem import CasebookError, Position, Problem
from generator.read.raw_file import Files, digest_of, look_at
from generator.write import write_file

if TYPE_CHECKING:
    from generator.read.shelf import Shelf

_PROGRAM = Path(__file__).resolve().parent
_LAYERS = ("model", "read", "know", "check")
_MODULES = ("checked.py", "check_homes.py")
SHARED = "common"  # as generator.model.casebook, whose import costs more than a whole check that finds nothing to do


@dataclass(frozen=True, slots=True)
class Row:
    """What is known of one home. `needs` are files elsewhere with their digest ("" for none), `whole` that of all files
    where all decided, `days` the first and last day on which the dates of the home say the same."""

    digest: str
    is_case: bool
    lacks_its_core: bool  # a file that it must have is missing or refused
    refused: tuple[str, ...]
    addresses: tuple[tuple[str, int], ...]  # its checklists: id and version
    vocabulary: str
    needs: Mapping[str, str]
    whole: str
    days: tuple[str, str]
    reading: tuple[Problem, ...]
    found: tuple[Problem, ...]

    def holds(self, files: Files, home: str, vocabulary: str, day: str) -> bool:
        """Whether nothing changed that decided the row."""
        return (
            self.digest == files.digest(home)
            and self.vocabulary == vocabulary
            and self.days[0] <= day <= self.days[1]
            and (not self.whole or self.whole == files.whole)
            and all(files.digests.get(file, "") == digest for file, digest in self.needs.items())
        )


@dataclass(frozen=True)
class Checked:
    """Every problem in order, and how many cases could be read."""

    problems: tuple[Problem, ...]
    cases: int


def check_files(root: Path, today: date, shelf: Shelf | None = None) -> Checked:
    """Check `root`/cases; what could not have changed since the last check is taken from build/.

    With a `shelf`, what is read stays on it. A folder that may not be written costs nothing but the next check's time.
    Raises CasebookError E-READ for what the system does not let be read.
    """
    place, files = root / "build" / ".checked.json", shelf.files if shelf else look_at(root)
    before, vocabulary, day = read_rows(place), vocabulary_of(files), today.isoformat()
    homes = dict.fromkeys((*files.by_home, SHARED))
    rows = {home: before[home] for home in homes if home in before}
    stale = [home for home in homes if home not in rows or not rows[home].holds(files, home, vocabulary, day)]
    steady = True
    if stale:
        from generator.check_homes import check_homes

        made, steady = check_homes(root, files, rows, stale, today, shelf)
        rows |= made
    if steady and (stale or rows.keys() != before.keys()):
        with suppress(CasebookError):
            write_file(place, rows_bytes(rows))
    problems = [problem for row in rows.values() for problem in (*row.reading, *row.found)]
    if not rows[SHARED].lacks_its_core:
        problems += _taken_addresses(root, files, rows)
    cases = 0 if rows[SHARED].lacks_its_core else sum(row.is_case and not row.lacks_its_core for row in rows.values())
    return Checked(tuple(sorted(problems, key=Problem.sort_key)), cases)


def vocabulary_of(files: Files) -> str:
    """Changes when a file that every case's rules look at comes, goes or changes: those right in cases/common."""
    shared = (file for file in files.by_home.get(SHARED, ()) if file.startswith("cases/common/") and file.count("/") == 2)
    return digest_of("\n".join(f"{file} {files.digests[file]}" for file in shared).encode("utf-8", "surrogateescape"))


def _taken_addresses(root: Path, files: Files, rows: Mapping[str, Row]) -> Iterator[Problem]:
    """K409, which is a matter of all homes together."""
    homes: dict[str, set[str]] = {}
    for home, row in rows.items():
        for name, _ in row.addresses:
            homes.setdefault(name, set()).add(home)
    if any(len(found) > 1 for found in homes.values()):
        from generator.check_homes import taken_addresses

        ordered = [SHARED, *sorted(rows.keys() - {SHARED})]
        yield from taken_addresses(root, files, [(home, *address) for home in ordered for address in rows[home].addresses])


def read_rows(path: Path) -> dict[str, Row]:
    """What the last check by this very program left at `path`; nothing when it is missing, damaged or another's."""
    try:
        head, _, body = path.read_bytes().partition(b"\n")
        if head.decode("ascii") != f"{_program()} {digest_of(body)}":
            return {}
        return {home: _row(*fields) for home, fields in json.loads(body).items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}


def rows_bytes(rows: Mapping[str, Row]) -> bytes:
    """The file for the next check's `read_rows`."""
    body = json.dumps({home: _fields(row) for home, row in rows.items()}, separators=(",", ":")).encode()
    return f"{_program()} {digest_of(body)}\n".encode() + body


def _fields(row: Row) -> list[Any]:
    said = [[_said(problem) for problem in problems] for problems in (row.reading, row.found)]
    return [
        row.digest, row.is_case, row.lacks_its_core, row.refused, row.addresses, row.vocabulary, row.needs, row.whole, row.days,
        *said,
    ]


def _row(
    digest: str, is_case: bool, lacks: bool, refused: list[str], addresses: list[list[Any]], vocabulary: str,
    needs: dict[str, str], whole: str, days: list[str], reading: list[list[Any]], found: list[list[Any]],
) -> Row:
    return Row(
        digest, is_case, lacks, tuple(refused), tuple((name, version) for name, version in addresses), vocabulary, needs, whole,
        (days[0], days[1]), tuple(map(_problem, reading)), tuple(map(_problem, found)),
    )


def _said(problem: Problem) -> list[Any]:
    where = problem.where
    return [where.file, where.line, where.column, problem.code, problem.what, problem.why, problem.mend, problem.level]


def _problem(said: list[Any]) -> Problem:
    file, line, column, code, what, why, mend, level = said
    return Problem(Position(file, line, column), code, what, why, mend, level)


@cache
def _program() -> str:
    """A digest of all that decides what a check finds, but the content: our sources, the interpreter, the two libraries."""
    digest = blake2b(sys.version.encode(), digest_size=16)
    for library, file in (("pydantic", "version.py"), ("yaml", "__init__.py")):
        found = find_spec(library)
        digest.update(Path(found.origin).with_name(file).read_bytes() if found and found.origin else b"")
    for path in (*(_PROGRAM / name for name in _MODULES), *(path for name in _LAYERS for path in sorted((_PROGRAM / name).glob("*.py")))):
        digest.update(path.read_bytes())
    return digest.hexdigest()
