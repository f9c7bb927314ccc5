"""A checklist as every form of it shows it (web, XLSX, DOCX, PDF): numbered, named, with numbers in whole hundredths."""
from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from generator.assess.score import hundredths
from generator.know.catalogue import Catalogue, full
from generator.know.checklists import COMMON, Shelved, checklists, fingerprint
from generator.model.assessment import (
    BonusItem,
    CountItem,
    DeductItem,
    GateItem,
    GradeItem,
    Item,
    PartsItem,
    RateItem,
)
from generator.view.checklist_shapes import LETTERS as LETTERS
from generator.view.checklist_shapes import ChecklistSheet as ChecklistSheet
from generator.view.checklist_shapes import Choice as Choice
from generator.view.checklist_shapes import PracticeLink as PracticeLink
from generator.view.checklist_shapes import SheetDimension as SheetDimension
from generator.view.checklist_shapes import SheetItem as SheetItem
from generator.view.checklist_shapes import SheetLevel as SheetLevel
from generator.view.desk import Desk, practice_path

QUICK_MINUTES = 10
"""How long a quick edition takes: ten items (reference/users.md S2)."""


def assess_path(checklist_id: str) -> str:
    """Site path of the form to fill in."""
    return f"assess/{checklist_id}.html"


def checklist_path(home: str, checklist_id: str) -> str:
    """Site path of the page that shows the whole checklist."""
    return f"library/{home}/checklist-{checklist_id}.html"


def sheets(catalogue: Catalogue) -> Iterator[tuple[ChecklistSheet, ...]]:
    """Every checklist: its versions, newest first."""
    for versions in checklists(catalogue.book).values():
        yield tuple(checklist_sheet(catalogue, shelved) for shelved in versions)


def checklist_sheet(catalogue: Catalogue, shelved: Shelved) -> ChecklistSheet:
    """One version as a sheet."""
    book, checklist, home = catalogue.book, shelved.checklist, shelved.home
    desk = Desk(catalogue, None if home == COMMON else book.cases[home])
    case = None if home == COMMON else book.cases[home].case
    names = {dimension.id: dimension.name for dimension in book.common.dimensions.dimensions}
    policies = {policy.id: policy for policy in book.common.policies.policies}
    return ChecklistSheet(
        id=checklist.id, version=checklist.version, fingerprint=fingerprint(checklist), title=checklist.title, home=home,
        place=f"{case.name}{case.model_name}" if case else "通用",
        purpose=desk.words(checklist.purpose, advice=True), receiver=desk.words(checklist.receiver, advice=True),
        keep=desk.words(checklist.keep, advice=True), minutes=checklist.minutes,
        quick_minutes=QUICK_MINUTES if any(item.quick for item in checklist.items) else 0,
        basis=tuple(f"《{policies[name].title}》" for name in checklist.basis if name in policies),
        reviewed=checklist.reviewed,
        dimensions=tuple(SheetDimension(one.id, names[one.id], hundredths(one.weight)) for one in checklist.dimensions),
        levels=tuple(SheetLevel(level.name, hundredths(level.from_rate)) for level in checklist.levels),
        bonus_cap=hundredths(checklist.bonus_cap),
        items=tuple(_item(desk, home, item, number) for number, item in enumerate(checklist.items, 1)),
        community_types=tuple(catalogue.term["community_types"].items()),
    )


def _item(desk: Desk, home: str, item: Item, number: int) -> SheetItem:
    def words(text: str) -> str:
        return desk.words(text, advice=True)

    rule = _rule(desk, item)
    return SheetItem(
        id=item.id, number=number, type=item.type, dimension=item.dimension, indicator=item.indicator,
        content=words(item.content), rule=words(item.rule), counts=words(item.counts), not_counts=words(item.not_counts),
        evidence=tuple(map(words, item.evidence)), methods=tuple(item.methods), filler=words(item.filler), hint=words(item.hint),
        types=desk.names("community_types", item.community_types), na=item.na_allowed, upstream=item.upstream_allowed,
        quick=item.quick, practice=_practice(desk, home, item.practice),
        points=0 if isinstance(item, GateItem) else hundredths(item.points),
        **rule,
    )


def _rule(desk: Desk, item: Item) -> dict[str, Any]:
    def words(text: str) -> str:
        return desk.words(text, advice=True)

    match item:
        case GradeItem():
            return {"choices": tuple(Choice(words(grade.label), hundredths(grade.percent)) for grade in item.grades)}
        case CountItem():
            return {"choices": tuple(Choice(words(option)) for option in item.options), "full_at": item.full_at}
        case PartsItem():
            return {"choices": tuple(Choice(words(part.name), hundredths(part.points)) for part in item.parts)}
        case RateItem():
            return {
                "full_at": hundredths(item.full_at), "step": hundredths(item.step),
                "total": words(item.total), "good": words(item.good), "sample": words(item.sample),
            }
        case DeductItem():
            return {"each": hundredths(item.each)}
        case GateItem():
            return {"cap": item.cap}
        case BonusItem() | _:
            return {}


def _practice(desk: Desk, home: str, ref: str | None) -> PracticeLink | None:
    if ref is None:
        return None
    whole = full(ref, "" if home == COMMON else home)
    practice = desk.catalogue.book.practice(whole)
    if practice is None:
        raise ValueError(f"no practice {whole}")
    return PracticeLink(whole, practice.name, desk.of(whole.split("/")[0]).words(practice.one_line), practice_path(whole))
