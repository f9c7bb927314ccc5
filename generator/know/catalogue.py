"""Questions over the whole casebook that many pages ask: who links here, which cautions a figure has, where it stands."""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from generator.know.checklists import ItemUse, item_uses
from generator.know.teaching_uses import TeachingUse, teaching_uses
from generator.model.case import Derived, Metric, Part
from generator.model.casebook import Casebook, CaseFolder
from generator.model.common import Theme
from generator.model.practice import Practice
from generator.model.record import Caution
from generator.model.source import Source


@dataclass(frozen=True)
class Catalogue:
    """The casebook with its cross-references (`case/id`), and the version and day (YYYY-MM-DD) it is published as.

    With `students` it is published for students: no page and no paper of a teacher's is made.
    """

    book: Casebook
    version: str = ""
    day: str = ""
    students: bool = False

    @cached_property
    def told(self) -> dict[tuple[str, bool, str], Any]:
        """Texts that a view has read already, as its runs: most stand on several pages and papers."""
        return {}

    @cached_property
    def reviewed(self) -> str:
        """The newest day of review of any case, YYYY-MM-DD."""
        return max(folder.case.reviewed for folder in self.book.cases.values())

    @cached_property
    def cautions(self) -> Mapping[str, tuple[Caution, ...]]:
        """Cautions of each figure: those written beside it first, then those that name it, in order of the files."""
        beside: dict[str, dict[Caution, None]] = defaultdict(dict)
        named: dict[str, dict[Caution, None]] = defaultdict(dict)
        for folder in self.book.cases.values():
            for own, caution in self.cautions_of_case(folder):
                for metric in own:
                    beside[f"{folder.id}/{metric}"][caution] = None
                for metric in caution.metrics:
                    named[f"{folder.id}/{metric}"][caution] = None
        return {metric: tuple({**beside.get(metric, {}), **named.get(metric, {})}) for metric in (*beside, *named)}

    def cautions_of_case(self, folder: CaseFolder) -> Iterator[tuple[tuple[str, ...], Caution]]:
        """Each caution of a case once, with the figures it is written beside (none for the case's and practices')."""
        for caution in folder.case.cautions:
            yield (), caution
        figures: tuple[Metric | Derived, ...] = (*folder.metrics.metrics, *folder.metrics.derived)
        for figure in figures:
            for caution in figure.cautions:
                yield (figure.id,), caution
        for practice in folder.practices.values():
            for caution in practice.cautions:
                yield (), caution

    @cached_property
    def backlinks(self) -> Mapping[str, tuple[tuple[str, str], ...]]:
        """For each practice: the practices that compare themselves with it, and the difference."""
        found: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for folder in self.book.cases.values():
            for practice in folder.practices.values():
                for link in practice.related:
                    found[full(link.practice, folder.id)].append((f"{folder.id}/{practice.id}", link.differs))
        return {ref: tuple(links) for ref, links in found.items()}

    def related(self, ref: str) -> tuple[tuple[str, str, bool], ...]:
        """Practices to compare `ref` with, the difference, and whether `ref` itself says it (else the other does)."""
        case_id = ref.split("/")[0]
        practice = self.book.practice(ref)
        own = [(full(link.practice, case_id), link.differs, True) for link in practice.related] if practice else []
        seen = {target for target, _, _ in own}
        return (*own, *((source, text, False) for source, text in self.backlinks.get(ref, ()) if source not in seen))

    @cached_property
    def themes(self) -> Mapping[str, tuple[Theme, ...]]:
        """The themes of each practice."""
        found: dict[str, list[Theme]] = defaultdict(list)
        for theme in self.book.common.themes.themes:
            for carrier in theme.carriers:
                found[carrier.practice].append(theme)
        return {ref: tuple(themes) for ref, themes in found.items()}

    @cached_property
    def checklist_items(self) -> Mapping[str, tuple[ItemUse, ...]]:
        """The items of checklists that name each practice."""
        return item_uses(self.book)

    @cached_property
    def teaching_uses(self) -> Mapping[str, tuple[TeachingUse, ...]]:
        """The teaching cases that name each practice."""
        return teaching_uses(self.book)

    @cached_property
    def form_users(self) -> Mapping[str, tuple[Practice, ...]]:
        """The practices that use each form (case/id)."""
        found: dict[str, list[Practice]] = defaultdict(list)
        for folder in self.book.cases.values():
            for practice in folder.practices.values():
                for form in practice.guidance.forms:
                    found[f"{folder.id}/{form}"].append(practice)
        return {form: tuple(practices) for form, practices in found.items()}

    @cached_property
    def term(self) -> Mapping[str, Mapping[str, str]]:
        """Names of the vocabulary terms, by list and id."""
        taxonomy = self.book.common.taxonomy
        lists = ("community_types", "actors", "stages", "topics", "tools")
        return {name: {term.id: term.name for term in getattr(taxonomy, name)} for name in lists}

    def practices_in_order(self, folder: CaseFolder) -> tuple[Practice, ...]:
        """The practices of a case in the order of the model's structure."""
        order = list(dict.fromkeys(_placed(folder.case.structure)))
        return tuple(folder.practices[practice_id] for practice_id in order if practice_id in folder.practices)


def full(ref: str, home: str) -> str:
    """`case/id` for a reference that may be a bare id of the case `home`."""
    return ref if "/" in ref else f"{home}/{ref}"


def _placed(parts: tuple[Part, ...]) -> Iterator[str]:
    for part in parts:
        yield from part.practices
        yield from _placed(part.parts)


def source_name(source: Source) -> str:
    """How a source is named in a sentence: 《title》, or the words that stand in for a missing title."""
    return f"《{source.title}》" if source.title else (source.title_note or source.id)


def source_date(source: Source) -> str:
    """When a source was published, in words."""
    if source.published is None:
        return "发布时间原文未注明"
    year, *rest = source.published.split("-")
    return f"{year}年" + "".join(f"{int(part)}{unit}" for part, unit in zip(rest, ("月", "日"), strict=False)) + "发布"


def place(folder: CaseFolder, at: str, source_id: str | None = None) -> str:
    """Where a locator points, in words: `s2.1/4` → “二（一）第4段”; the source is named when there are several."""
    source = folder.source(source_id)
    section, _, lines = at.partition("/")
    label = {part.id: part.label for part in source.sections}[section]
    name = source_name(source) if len(folder.sources.sources) > 1 else ""
    return f"{name}{label}第{lines.replace('-', '—')}段"


def citation(folder: CaseFolder, metric: Metric) -> str:
    """A sentence that quotes a figure with its source, ready to copy."""
    source = folder.source(metric.source)
    by = f"{source.author}，" if source.author else ""
    return (
        f"据{source_name(source)}（{by}{source_date(source)}）载，{metric.what}：{metric.as_stated}"
        f"（范围：{metric.scope.place}；截至：{metric.as_of}；出处：{place(folder, metric.at, metric.source)}）。"
    )
