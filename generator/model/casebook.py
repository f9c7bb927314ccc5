"""The whole casebook in memory, and the place in the files of anything in it."""
from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Protocol

from generator.model.assessment import Checklist
from generator.model.case import Case, Derived, Metric, Metrics
from generator.model.common import Common
from generator.model.practice import Form, Practice
from generator.model.problem import Position
from generator.model.record import File, Record, Words
from generator.model.source import Source, Sources
from generator.model.teaching import Course, TeachingCase
from generator.model.walk import nested, texts

FieldPath = tuple[str | int, ...]
SHARED = "common"
"""The name of what all cases share (cases/common and cases/courses), where a case's id may stand: no case has it."""


class Locate(Protocol):
    """Where a value stands: file relative to the project, path of keys and indices inside it."""

    def __call__(self, file: str, path: FieldPath) -> Position: ...


@dataclass(frozen=True)
class CaseFolder:
    """One case with everything in its folder; mappings are ordered by id."""

    case: Case
    sources: Sources
    metrics: Metrics
    practices: Mapping[str, Practice] = field(default_factory=dict)
    forms: Mapping[str, Form] = field(default_factory=dict)
    checklists: Mapping[str, Checklist] = field(default_factory=dict)
    teaching: Mapping[str, TeachingCase] = field(default_factory=dict)
    home: str = ""

    @property
    def id(self) -> str:
        """The case's id, equal to its folder's name; where it is not, the folder's name, by which others know the case."""
        return self.home or self.case.id

    @cached_property
    def metric_by_id(self) -> Mapping[str, Metric]:
        """Metrics by id."""
        return {metric.id: metric for metric in self.metrics.metrics}

    @cached_property
    def derived_by_id(self) -> Mapping[str, Derived]:
        """Derived figures by id."""
        return {derived.id: derived for derived in self.metrics.derived}

    @cached_property
    def parts(self) -> tuple[tuple[str, FieldPath, Record], ...]:
        """Every record of the folder at any depth: file, path, record."""
        return tuple((file, *row) for file, record in self.files() for row in nested(record))

    def source(self, source_id: str | None) -> Source:
        """The named source; the first one when no id is given. Raises KeyError for an unknown id."""
        if source_id is None:
            return self.sources.sources[0]
        return {source.id: source for source in self.sources.sources}[source_id]

    def files(self) -> Iterator[tuple[str, File]]:
        """Every record of the folder with its file name relative to the project."""
        base = f"cases/{self.id}"
        yield f"{base}/case.yaml", self.case
        yield f"{base}/sources.yaml", self.sources
        yield f"{base}/metrics.yaml", self.metrics
        for folder in ("practices", "forms", "checklists", "teaching"):
            for name, record in getattr(self, folder).items():
                yield f"{base}/{folder}/{name}.yaml", record


@dataclass(frozen=True)
class Casebook:
    """All cases, the common files, the comparative teaching cases, the courses."""

    cases: Mapping[str, CaseFolder]
    common: Common
    checklists: Mapping[str, Checklist]  # cases/common/checklists
    teaching: Mapping[str, TeachingCase]  # cases/common/teaching
    courses: Mapping[str, Course]
    locate: Locate
    unread: Container[str] = frozenset()  # files that were refused; rules say nothing about what they would hold
    part: str | None = None
    """What is looked at: everything, or one case by its id, or (SHARED) what the cases share. What a text or record
    names is still looked for in the whole."""

    @cached_property
    def own_cases(self) -> tuple[CaseFolder, ...]:
        """The cases that are looked at."""
        if self.part is None:
            return tuple(self.cases.values())
        return (self.cases[self.part],) if self.part != SHARED and self.part in self.cases else ()

    @property
    def shares(self) -> bool:
        """Whether what the cases share is looked at."""
        return self.part is None or self.part == SHARED

    def files(self) -> Iterator[tuple[str, File]]:
        """Every record that is looked at, with its file name, in a fixed order."""
        if self.shares:
            yield from self._common_files()
        for case in self.own_cases:
            yield from case.files()

    def _common_files(self) -> Iterator[tuple[str, File]]:
        for name in Common.model_fields:
            yield f"cases/common/{name}.yaml", getattr(self.common, name)
        for folder in ("checklists", "teaching"):
            for name, record in getattr(self, folder).items():
                yield f"cases/common/{folder}/{name}.yaml", record
        for name, course in self.courses.items():
            yield f"cases/courses/{name}.yaml", course

    @cached_property
    def texts(self) -> tuple[tuple[str, FieldPath, Words, str], ...]:
        """Every text of those files: file, path, what its words are, the text."""
        return tuple((file, *row) for file, record in self.files() for row in texts(record))

    @cached_property
    def parts(self) -> tuple[tuple[str, FieldPath, Record], ...]:
        """Every record of those files at any depth: file, path, record."""
        in_cases = tuple(row for case in self.own_cases for row in case.parts)
        shared = self._common_files() if self.shares else ()
        return in_cases + tuple((file, *row) for file, record in shared for row in nested(record))

    def is_unread(self, case_id: str, *rest: str) -> bool:
        """True when the named record may exist in a file that was refused, so that its absence proves nothing."""
        if rest and f"cases/{case_id}/{'/'.join(rest)}.yaml" in self.unread:
            return True
        return any(f"cases/{case_id}/{core}.yaml" in self.unread for core in ("case", "sources", "metrics"))

    def practice(self, ref: str, home: str = "") -> Practice | None:
        """The practice named `case/id`, or `id` inside the case `home`; None when there is none."""
        case_id, _, practice_id = ref.rpartition("/")
        folder = self.cases.get(case_id or home)
        return folder.practices.get(practice_id) if folder else None
