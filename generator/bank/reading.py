"""What every maker of questions reads with: the catalogue, an order that the seed decides, the place of a statement."""
from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import TypeVar

from generator.know.catalogue import Catalogue, place, source_name
from generator.know.figures import as_shown
from generator.model.case import Case, Metric
from generator.model.casebook import CaseFolder
from generator.model.record import Caution
from generator.model.walk import nested

_T = TypeVar("_T")
_OWN = re.compile(r"\[#([a-z0-9-]+)\]")
_ADVISED = "引用时建议"
_POINTS_BACK = re.compile("前一|后一|一个代替|替它|去对|另一处|几处|该处|那一处|两处|两个数|前后两")


@dataclass(frozen=True)
class Reading:
    """The catalogue, and the seed that decides which questions are taken and in which order answers stand."""

    catalogue: Catalogue
    seed: int = 1

    @property
    def folders(self) -> tuple[CaseFolder, ...]:
        """The cases, in order."""
        return tuple(self.catalogue.book.cases.values())

    def mixed(self, key: str, items: Iterable[_T]) -> list[_T]:
        """The items in an order that only seed, key and the items themselves decide: no item moves for another's sake."""
        return sorted(items, key=lambda item: sha256(f"{self.seed}\0{key}\0{_name(item)}".encode()).digest())

    def where(self, folder: CaseFolder, at: str, source: str | None = None) -> str:
        """Source and section of a locator: 《…》三（三）第1段."""
        name = source_name(folder.source(source))
        return f"{name}{place(folder, at, source).removeprefix(name)}"

    def where_of(self, folder: CaseFolder, metric: Metric) -> str:
        """Source and section of a metric."""
        return self.where(folder, metric.at, metric.source)

    def whole(self, folder: CaseFolder) -> str:
        """The whole of a case's first source, for what it does not say."""
        return f"{source_name(folder.source(None))}全文"

    def notes(self, folder: CaseFolder, metric: Metric) -> tuple[Caution, ...]:
        """The cautions of a metric."""
        return self.catalogue.cautions.get(f"{folder.id}/{metric.id}", ())

    def metrics_like(self, metric: Metric) -> list[tuple[CaseFolder, Metric]]:
        """The metrics of every case that are of its kind and unit (`alike`), itself among them."""
        return self._by_sort[metric.kind, metric.unit]

    @cached_property
    def _by_sort(self) -> dict[tuple[str, str], list[tuple[CaseFolder, Metric]]]:
        found: dict[tuple[str, str], list[tuple[CaseFolder, Metric]]] = {}
        for folder in self.folders:
            for metric in folder.metrics.metrics:
                found.setdefault((metric.kind, metric.unit), []).append((folder, metric))
        return found

    def occurrence(self, folder: CaseFolder, words: Iterable[str]) -> str:
        """Where a case's record first uses one of the words; empty when it does not."""
        wanted = tuple(words)
        return next((where for text, where in self._told[folder.id] if any(word in text for word in wanted)), "")

    @cached_property
    def _told(self) -> dict[str, tuple[tuple[str, str], ...]]:
        return {folder.id: tuple(self._statements(folder)) for folder in self.folders}

    def _statements(self, folder: CaseFolder) -> Iterator[tuple[str, str]]:
        """Every record with a locator: its texts, and source and section."""
        for file in (folder.metrics, folder.case, *folder.practices.values()):
            for _, record in nested(file):
                at = getattr(record, "at", None)
                if at:
                    texts = (value for value in record.__dict__.values() if isinstance(value, str))
                    yield " ".join(texts), self.where(folder, at, getattr(record, "source", None))


def _name(item: object) -> str:
    """What an item is known by: an id or a short text, never all that it holds."""
    if isinstance(item, tuple):
        return "\1".join(map(_name, item))
    found = (getattr(item, name, None) for name in ("id", "figure", "text"))
    text = next((text for text in found if isinstance(text, str)), None)
    return str(item) if text is None else text


def named(folder: CaseFolder, metric: Metric) -> str:
    """A reference to a metric, for a text."""
    return f"[#{folder.id}/{metric.id}]"


def cited(folder: CaseFolder, metric: Metric) -> str:
    """A metric in quotation marks, unless the source's words bring their own."""
    return named(folder, metric) if "“" in metric.as_stated else f"“{named(folder, metric)}”"


def quoted(text: str) -> str:
    """Words in quotation marks; marks inside become single ones."""
    return f"“{text.replace('“', '‘').replace('”', '’')}”"


def full_references(text: str, case_id: str) -> str:
    """The text with every reference of its own case written out, so that it can stand anywhere."""
    return _OWN.sub(rf"[#{case_id}/\1]", text)


def advice_of(caution: Caution) -> str:
    """What the caution advises for a quotation, without its full stop; empty when it advises nothing."""
    _, found, advice = caution.text.rpartition(_ADVISED)
    return advice.strip().rstrip("。") if found else ""


def material(case: Case) -> str:
    """How a question names the source of a case."""
    return f"{case.name}的材料"


def unclear(advice: str) -> bool:
    """Whether the advice speaks of something that only the whole note names: 「前一个」「替它」."""
    return bool(_POINTS_BACK.search(advice))


def stated(metric: Metric) -> str:
    """A metric in the source's own words."""
    return as_shown(metric)
