"""Random answers to a checklist: every type, every state, awkward numbers; the same seed gives the same answers."""
from __future__ import annotations

from random import Random

from generator.assess.score import hundredths, items_of
from generator.model.assessment import Checklist, CountItem, DeductItem, GateItem, GradeItem, Item, PartsItem, RateItem
from generator.model.returned import Answer, Edition, Return, State, Value

_STATES: tuple[State, ...] = ("unknown", "na", "upstream")


def random_return(checklist: Checklist, seed: int, edition: Edition = "full") -> Return:
    """A filled checklist; every third one is answered throughout, others have gaps, states and reviewers' points."""
    dice = Random(f"{checklist.id} {checklist.version} {edition} {seed}")
    whole = seed % 3 == 0
    answers = {}
    for item in items_of(checklist, edition):
        answer = _answer(dice, item, whole)
        if answer is not None:
            answers[item.id] = answer
    return Return(
        checklist.id, checklist.version, edition, "2026年度", "示例街道", f"示例社区{seed}", ("old",), "2026-11-20", "",
        answers,
    )


def _answer(dice: Random, item: Item, whole: bool) -> Answer | None:
    review = None
    if not isinstance(item, GateItem) and dice.random() < 0.2:
        review = dice.randint(0, hundredths(item.points))
    if not whole and dice.random() < 0.12:
        return None
    if not whole and dice.random() < 0.2:
        state = dice.choice(_STATES)
        if (state == "na" and not item.na_allowed) or (state == "upstream" and not item.upstream_allowed):
            state = "unknown"
        return Answer(state, reason=dice.choice(("没有这类小区", "")) if state == "na" else "", review=review)
    return Answer("answered", _value(dice, item), review=review)


def _value(dice: Random, item: Item) -> Value:
    match item:
        case GradeItem():
            return dice.randrange(len(item.grades))
        case CountItem():
            return _ticked(dice, len(item.options))
        case PartsItem():
            return _ticked(dice, len(item.parts))
        case RateItem():
            total = dice.choice((0, 1, 3, 7, 9, 10, 11, 13, 97, dice.randint(1, 99_999)))
            least = int(total * item.full_at / 100)
            return (dice.choice((dice.randint(0, total), min(total, least), min(total, least + 1))), total)
        case DeductItem():
            return dice.choice((0, 0, 1, 2, 3, 40))
        case GateItem():
            return dice.random() < 0.2
    return dice.random() < 0.6


def _ticked(dice: Random, count: int) -> tuple[int, ...]:
    return tuple(index for index in range(count) if dice.random() < 0.6)
