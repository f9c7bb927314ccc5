"""What a question of the bank is: for an open-book paper on facts and on how to use them. Pure data.

A text may hold `[#case/metric]`, shown in the source's own words; a view reads it with the desk of the question's case.
"""
from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["single", "multiple", "true_false", "matching", "short"]
Skill = Literal["引用", "口径", "说没说", "提法", "步骤", "谁说的", "时间"]

KIND_TITLE: dict[Kind, str] = {
    "single": "单选题", "multiple": "多选题", "true_false": "判断题", "matching": "连线题", "short": "简答题",
}
"""What readers call each kind, in the order of a paper."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer to choose. `basis` names what proves it right or wrong: figure:case/id, term:id, practice:case/id#n …"""

    text: str
    right: bool
    basis: str


@dataclass(frozen=True, slots=True)
class Pair:
    """Two things that belong together, and what proves it."""

    left: str
    right: str
    basis: str


@dataclass(frozen=True, slots=True)
class Question:
    """One question with its key. `case` is empty when it speaks of several sources."""

    id: str  # futian/quote-projects-1363; common/compare-grid-size
    kind: Kind
    skill: Skill
    case: str
    stem: str
    why: str  # what the source or the note says, for the key
    where: tuple[str, ...]  # source and section, as readers find it
    basis: str  # what the question is about, as in Choice
    choices: tuple[Choice, ...] = ()  # single, multiple: in the order shown
    truth: bool = False  # true_false
    pairs: tuple[Pair, ...] = ()  # matching, in the order of the left side
    offered: tuple[str, ...] = ()  # matching: the right side in the order shown
    points: tuple[str, ...] = ()  # short: what a good answer says

    @property
    def home(self) -> str:
        """The case, or `common` for several."""
        return self.case or "common"
