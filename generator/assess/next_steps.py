"""What to do next after an assessment: practices that answer the items where most points are within reach."""
from __future__ import annotations

from dataclasses import dataclass

from generator.assess.score import Score
from generator.model.assessment import Checklist


@dataclass(frozen=True, slots=True)
class NextStep:
    """One practice to look at, and why: the items it answers, the points they lack (hundredths), whether in a 短板."""

    practice: str  # as the checklist names it
    items: tuple[str, ...]
    lost: int
    weak: bool


def next_steps(checklist: Checklist, score: Score) -> tuple[NextStep, ...]:
    """Practices in the order of use: those for a 短板 first, then by points within reach, then in the checklist's order.

    Only items that were answered and lost points count: 未答 and 不知道 must first be found out.
    """
    weak = {one.dimension for one in score.dimensions if one.weak}
    practice_of = {item.id: item.practice for item in checklist.items}
    lost: dict[str, list[tuple[str, int, bool]]] = {}
    for row in score.items:
        practice = practice_of[row.item]
        if practice and row.standing == "scored" and row.lost:
            lost.setdefault(practice, []).append((row.item, row.lost, row.dimension in weak))
    steps = [
        NextStep(practice, tuple(item for item, _, _ in rows), sum(points for _, points, _ in rows), any(short for _, _, short in rows))
        for practice, rows in lost.items()
    ]
    return tuple(sorted(steps, key=lambda step: (not step.weak, -step.lost)))
