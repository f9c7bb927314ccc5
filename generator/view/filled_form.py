"""A self-assessment form with its answers and its result: what a workbook shows before any program works it out anew."""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from generator.assess.explain import (
    explain_bonus,
    explain_dimension,
    explain_item,
    explain_level,
    explain_rate,
    explain_upstream,
)
from generator.assess.score import ItemScore, Score, Standing, score, standing
from generator.model.assessment import (
    BonusItem,
    Checklist,
    ChecklistDimension,
    ChecklistLevel,
    CountItem,
    DeductItem,
    GateItem,
    Grade,
    GradeItem,
    PartsItem,
    RateItem,
    ScoredPart,
    YesNoItem,
)
from generator.model.returned import Answer, Return
from generator.view.checklist_sheet import LETTERS, ChecklistSheet, SheetItem
from generator.view.paper import ChecklistForm

Filled = Return
"""What may be written into a form."""

UNKNOWN, NOT_APPLICABLE, UPSTREAM, NONE, TICK = "不知道", "不适用", "需上级解决", "都没有", "√"
WORDS = {"yesno": ("是", "否"), "gate": ("没有", "有"), "bonus": ("有", "没有")}
"""The answers of types that have two, the good one first."""
_STATES = {"unknown": UNKNOWN, "na": NOT_APPLICABLE, "upstream": UPSTREAM}
_ITEM: Mapping[str, Any] = {
    "grade": GradeItem, "count": CountItem, "yesno": YesNoItem, "rate": RateItem, "deduct": DeductItem, "parts": PartsItem,
    "gate": GateItem, "bonus": BonusItem,
}


@dataclass(frozen=True, slots=True)
class FilledRow:
    """One item: what stands in its cells, and what comes of it."""

    answer: str | int = ""  # in the main cell; "" where ticks or numbers say it
    ticks: frozenset[int] = frozenset()
    good: int | None = None
    total: int | None = None
    reason: str = ""
    evidence: str = ""
    review: int | None = None  # hundredths
    review_note: str = ""
    standing: Standing = "open"
    got: int | None = None  # hundredths; None: left out, or a gate
    said: str = ""  # how the points came about
    reviewed_standing: Standing = "open"
    reviewed_got: int | None = None


@dataclass(frozen=True, slots=True)
class FilledForm:
    """A form, blank or filled in, with its result."""

    rows: Mapping[str, FilledRow]  # by item
    score: Score
    reviewed: Score
    rate: str  # the sentences of assess/explain.py
    level: str
    upstream: str
    bonus: str
    dimensions: Mapping[str, str]
    keys: Mapping[str, str] = field(default_factory=dict)  # period, street, community, type, filled, filler
    plan: tuple[tuple[str, str, str, str, str], ...] = ()  # item, do, owner, due, done


def fill_form(form: ChecklistForm, filled: Filled | None = None) -> FilledForm:
    """The form with these answers, or with none. Raises ValueError for answers to another checklist, version or edition."""
    sheet = form.sheet
    if filled and (filled.checklist, filled.version, filled.edition) != (sheet.id, sheet.version, form.edition):
        raise ValueError(f"{filled.checklist} v{filled.version} {filled.edition} is no return of {form.path}")
    checklist = checklist_of(sheet)
    answers: Mapping[str, Answer] = filled.answers if filled else {}
    own, reviewed = (score(checklist, form.edition, answers, by_reviewer) for by_reviewer in (False, True))
    scored = {row.item: row for row in (*own.items, *own.bonus_items)}
    checked = {row.item: row for row in (*reviewed.items, *reviewed.bonus_items)}
    model = {item.id: item for item in checklist.items}
    return FilledForm(
        rows={
            item.id: _row(item, model[item.id], answers.get(item.id), scored.get(item.id), checked.get(item.id))
            for item in sheet.of_edition(form.edition)
        },
        score=own, reviewed=reviewed,
        rate=explain_rate(own), level=explain_level(checklist, own), upstream=explain_upstream(own), bonus=explain_bonus(checklist, own),
        dimensions={
            one.id: explain_dimension(one.name, tuple(row for row in own.items if row.dimension == one.id)) for one in sheet.dimensions
        },
        keys=_keys(sheet, filled) if filled else {}, plan=_plan(sheet, filled) if filled else (),
    )


def checklist_of(sheet: ChecklistSheet) -> Checklist:
    """The checklist that a sheet shows, with all that decides a score and nothing else (`fingerprint` finds it the same)."""
    made: Checklist = _record(
        Checklist,
        id=sheet.id, version=sheet.version, bonus_cap=sheet.bonus_cap / 100,
        dimensions=tuple(_record(ChecklistDimension, id=one.id, weight=one.points / 100) for one in sheet.dimensions),
        levels=tuple(_record(ChecklistLevel, name=one.name, from_rate=one.rate / 100) for one in sheet.levels),
        items=tuple(_model_item(item) for item in sheet.items),
    )
    return made


def plan_choice(item: SheetItem) -> str:
    """How an item is named in the plan for getting better: its number and indicator."""
    return f"{item.number} {item.indicator}"


def _record(kind: Any, **members: Any) -> Any:
    """A record of what decides a score alone: it lacks the words that its kind asks for, and is not checked again."""
    return kind.model_construct(**members)


def _model_item(item: SheetItem) -> Any:
    rule = _rule(item)
    if item.type != "gate":
        rule["points"] = item.points / 100
    return _record(
        _ITEM[item.type], id=item.id, type=item.type, dimension=item.dimension, na_allowed=item.na,
        upstream_allowed=item.upstream, quick=item.quick, **rule,
    )


def _rule(item: SheetItem) -> dict[str, Any]:
    match item.type:
        case "grade":
            return {"grades": tuple(_record(Grade, label=one.label, percent=one.worth / 100) for one in item.choices)}
        case "count":
            return {"options": tuple(one.label for one in item.choices), "full_at": item.full_at}
        case "parts":
            return {"parts": tuple(_record(ScoredPart, name=one.label, points=one.worth / 100) for one in item.choices)}
        case "rate":
            return {"full_at": item.full_at / 100, "step": item.step / 100}
        case "deduct":
            return {"each": item.each / 100}
        case "gate":
            return {"cap": item.cap}
    return {}


def _row(item: SheetItem, model: Any, answer: Answer | None, own: ItemScore | None, checked: ItemScore | None) -> FilledRow:
    how = standing(model, answer)
    said = explain_item(model, answer, own.got if own else None)
    result: dict[str, Any] = {
        "standing": how, "got": own.got if own else None, "said": said,
        "reviewed_standing": checked.standing if checked else how, "reviewed_got": checked.got if checked else None,
    }
    if answer is None:
        return FilledRow(**result)
    return FilledRow(
        **_cells(item, answer), reason=answer.reason, evidence=answer.evidence, review=answer.review, review_note=answer.review_note,
        **result,
    )


def _cells(item: SheetItem, answer: Answer) -> dict[str, Any]:
    """What stands in the cells of an answer, by the item's type."""
    value = answer.value
    if answer.state != "answered":
        return {"answer": _STATES[answer.state]}
    if item.type == "rate" and isinstance(value, tuple):
        return {"good": value[0], "total": value[1]}
    if isinstance(value, tuple):
        return {"ticks": frozenset(value)} if value else {"answer": NONE}
    if item.type == "grade" and isinstance(value, int):
        return {"answer": LETTERS[value]}
    if item.type == "deduct" and isinstance(value, int):
        return {"answer": value}
    first = value is (item.type != "gate")  # a gate's good answer is 没有, for which its value is False
    return {"answer": WORDS[item.type][0 if first else 1]}


def _keys(sheet: ChecklistSheet, filled: Return) -> dict[str, str]:
    names = dict(sheet.community_types)
    return {
        "period": filled.period, "street": filled.street, "community": filled.community,
        "type": "、".join(names.get(name, name) for name in filled.types), "filled": filled.filled, "filler": filled.filler,
    }


def _plan(sheet: ChecklistSheet, filled: Return) -> tuple[tuple[str, str, str, str, str], ...]:
    named = {item.id: plan_choice(item) for item in sheet.items}
    return tuple((named.get(line.item, line.item), line.do, line.owner, line.due, line.done) for line in filled.plan)
