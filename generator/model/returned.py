"""What comes back from a community: the answers to one checklist, whatever they were written in (web, XLSX, paper typed in)."""
from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

State = Literal["answered", "unknown", "na", "upstream"]
"""answered 已作答 · unknown 不知道 · na 不适用（须说明） · upstream 需上级解决. No answer at all (未答) is no entry."""

Edition = Literal["full", "quick"]
"""full 完整版 · quick 快填版: the items marked quick."""

Value = bool | int | tuple[int, ...] | None
"""What was answered, by the item's type:
grade: index of the grade, 0 the best · yesno, bonus: True for 是, 有 · gate: True when the thing happened (有), False when not (没有) ·
count, parts: indices of the ticked options, rising · rate: (good, total), good ≤ total; (0, 0): nothing to count · deduct: how many cases."""

MOST_COUNTED = 99_999
"""The largest number that an answer may hold: the formulas of the workbook stay exact up to it."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One item's answer, with what stands beside it."""

    state: State
    value: Value = None  # None unless answered
    reason: str = ""  # why it does not apply; what the level above should settle; why it was not reached
    evidence: str = ""  # names of existing records and where they are kept
    review: int | None = None  # the reviewer's score in hundredths of a point
    review_note: str = ""


@dataclass(frozen=True, slots=True)
class PlanLine:
    """One line of the plan for getting better (提升计划)."""

    item: str
    do: str
    owner: str = ""
    due: str = ""
    done: str = ""


@dataclass(frozen=True, slots=True)
class Return:
    """One filled checklist."""

    checklist: str
    version: int
    edition: Edition
    period: str
    street: str
    community: str
    types: tuple[str, ...] = ()  # ids of community types
    filled: str = ""  # the day, YYYY-MM-DD, or nothing
    filler: str = ""
    answers: Mapping[str, Answer] = field(default_factory=dict)  # by item id; items without any entry are 未答
    plan: tuple[PlanLine, ...] = ()

    @property
    def key(self) -> tuple[str, str, str, str]:
        """What makes two returns the same one: checklist, period, street, community; folded by `folded`."""
        return self.checklist, folded(self.period), folded(self.street), folded(self.community)


def folded(text: str) -> str:
    """A name as it is compared: NFKC, without white space, and composed again where a blank stood between (U ̈ is Ü)."""
    return unicodedata.normalize("NFC", "".join(unicodedata.normalize("NFKC", text).split()))
