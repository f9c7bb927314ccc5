"""培训清单: which practices a class for community secretaries begins with, and why; the course builder opens its file.

The same words as `courseText` in generator/web/src/collect/papers-words.ts.
"""
from __future__ import annotations

from dataclasses import dataclass

from generator.view.collected import Collected

LEARNERS = "社区书记"


@dataclass(frozen=True, slots=True)
class Course:
    """A course to build: `practices` (case/id) and `why` go together, one by one."""

    title: str
    learners: str
    class_size: int
    practices: tuple[str, ...]
    why: tuple[str, ...]


def course(told: Collected) -> Course:
    """The practices that answer the common gaps, those for most communities first."""
    return Course(
        f"{told.sheet.title}共性短板培训（{told.summary.period}）", LEARNERS, len(told.summary.rows), tuple(link.ref for link, _ in told.training),
        tuple(
            f"对应{''.join(f'“{told.indicator(name)}”' for name in one.items)}，{one.communities} 个社区还不到六成" for _, one in told.training
        ),
    )
