"""Checklists of the whole casebook: their versions, and the print of what decides a score."""
from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from generator.model.assessment import Checklist
from generator.model.casebook import SHARED, Casebook

COMMON = SHARED
_ITEM = {
    "id", "type", "dimension", "na_allowed", "upstream_allowed", "quick",
    "points", "grades", "options", "full_at", "step", "each", "parts", "cap",
}
_WHOLE = {"id", "version", "dimensions", "levels", "bonus_cap"}


@dataclass(frozen=True, slots=True)
class Shelved:
    """A checklist with the case that it belongs to: `common`, or the id of a case."""

    home: str
    checklist: Checklist


def checklists(book: Casebook) -> Mapping[str, tuple[Shelved, ...]]:
    """Every checklist by id, its versions newest first; the general ones first, then by case."""
    found: dict[str, list[Shelved]] = defaultdict(list)
    for checklist in book.checklists.values():
        found[checklist.id].append(Shelved(COMMON, checklist))
    for folder in book.cases.values():
        for checklist in folder.checklists.values():
            found[checklist.id].append(Shelved(folder.id, checklist))
    return {name: tuple(sorted(rows, key=lambda row: -row.checklist.version)) for name, rows in found.items()}


@dataclass(frozen=True, slots=True)
class Address:
    """What names a version of a checklist in a web address, and the home that it belongs to."""

    home: str
    id: str
    version: int


def addresses(book: Casebook) -> tuple[Address, ...]:
    """The addresses of every checklist that is looked at, in the order of the files."""
    shelves = [(COMMON, book.checklists)] if book.shares else []
    shelves += [(folder.id, folder.checklists) for folder in book.own_cases]
    return tuple(Address(home, one.id, one.version) for home, shelf in shelves for one in shelf.values())


@dataclass(frozen=True, slots=True)
class ItemUse:
    """An item of the newest version of a checklist that names a practice."""

    home: str
    checklist: str
    title: str
    number: int
    item: str
    indicator: str


def item_uses(book: Casebook) -> Mapping[str, tuple[ItemUse, ...]]:
    """The items that name each practice (case/id)."""
    found: dict[str, list[ItemUse]] = defaultdict(list)
    for versions in checklists(book).values():
        home, checklist = versions[0].home, versions[0].checklist
        for number, item in enumerate(checklist.items, 1):
            if item.practice:
                ref = item.practice if "/" in item.practice else f"{home}/{item.practice}"
                found[ref].append(ItemUse(home, checklist.id, checklist.title, number, item.id, item.indicator))
    return {ref: tuple(uses) for ref, uses in found.items()}


def fingerprint(checklist: Checklist) -> str:
    """SHA-256 over the canonical JSON of what decides a score: a released version never changes it.

    Words that only explain (what counts, hints, evidence) may still be mended; the words of choices may not, since
    answers name them by their place.
    """
    scored = checklist.model_dump(mode="json", include=_WHOLE)
    scored["items"] = [item.model_dump(mode="json", include=_ITEM) for item in checklist.items]
    text = json.dumps(_whole_numbers(scored), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _whole_numbers(value: object) -> object:
    """4.0 and 4 are the same number, however it was typed."""
    match value:
        case float():
            return int(value) if value == int(value) else value
        case dict():
            return {key: _whole_numbers(part) for key, part in value.items()}
        case list():
            return [_whole_numbers(part) for part in value]
    return value
