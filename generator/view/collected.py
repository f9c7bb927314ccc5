"""What was collected of one checklist, edition and period, ready to be told: the shape that all its reports are made from."""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from generator.assess.changes import Changes
from generator.assess.explain import shown
from generator.assess.summary import CommunityRow, Summary, Training
from generator.model.assessment import Checklist
from generator.view.checklist_sheet import ChecklistSheet, PracticeLink, SheetItem

OUTCOME = {"accepted": "计入", "duplicate": "重复", "conflict": "待定", "rejected": "退回"}
NO_LEVEL = "暂不给等级"
EDITION = {"full": "完整版", "quick": "快填版"}
VOLUNTARY = "自查由社区自愿填写，只用于改进；不排名次，不作考核。"
FOOTER = "自愿填写，仅用于改进"
SHORT_HASH = 12


@dataclass(frozen=True, slots=True)
class FileLine:
    """One file in words. `digest` is its SHA-256; `street` and `community` are empty when it was not read."""

    name: str
    outcome: str  # accepted, duplicate, conflict, rejected
    what: str
    mend: str
    digest: str
    batch: int
    at: str = ""  # when its batch came, YYYY-MM-DD HH:MM
    where: str = ""
    form: str = ""  # 通用自查表 第1版 完整版 2026年度
    street: str = ""
    community: str = ""
    notes: tuple[str, ...] = ()

    def label(self, names: bool) -> str:
        """How the file is called: a file's name mostly holds the community's."""
        return self.name if names else f"文件 {self.digest[:SHORT_HASH]}"


@dataclass(frozen=True)
class Collected:
    """Everything that the reports of one summary say. `names` False: codes instead of names throughout."""

    summary: Summary
    checklists: Mapping[int, Checklist]  # by version
    sheets: Mapping[int, ChecklistSheet]  # the same to show
    files: tuple[FileLine, ...]  # of the whole collection
    sources: Mapping[str, FileLine]  # by the code of a community: the file that counts
    at: str  # when the last batch came, YYYY-MM-DD HH:MM
    names: bool = True
    changes: Changes | None = None

    @cached_property
    def sheet(self) -> ChecklistSheet:
        """The newest version."""
        return self.sheets[max(self.sheets)]

    @cached_property
    def items(self) -> Mapping[str, SheetItem]:
        """Items of the edition by id: the newest version's in order, then those that only older ones have."""
        found: dict[str, SheetItem] = {}
        for version in sorted(self.sheets, reverse=True):
            for item in self.sheets[version].of_edition(self.summary.edition):
                found.setdefault(item.id, item)
        return found

    @cached_property
    def dimensions(self) -> Mapping[str, str]:
        """Names of dimensions by id, the newest version's first."""
        ordered = [one for version in sorted(self.sheets, reverse=True) for one in self.sheets[version].dimensions]
        return {one.id: one.name for one in reversed(ordered)} | {one.id: one.name for one in ordered}

    @cached_property
    def training(self) -> tuple[tuple[PracticeLink, Training], ...]:
        """Practices worth a class, each with its name."""
        rows = ((item.practice if (item := self.items.get(one.items[0])) else None, one) for one in self.summary.training)
        return tuple((link, one) for link, one in rows if link)

    @property
    def form(self) -> str:
        """Which form this is: title, edition."""
        return f"{self.sheet.title}（{EDITION[self.summary.edition]}）"

    @property
    def day(self) -> str:
        """The day of the last batch, YYYY-MM-DD."""
        return self.at[:10]

    def types(self, row: CommunityRow) -> str:
        """Its community types, named."""
        named = dict(self.sheet.community_types)
        return "、".join(named.get(name, name) for name in sorted(row.returned.types))

    def item(self, name: str) -> str:
        """An item's number and indicator."""
        found = self.items.get(name)
        return f"{found.number} {found.indicator}" if found else name

    def indicator(self, name: str) -> str:
        """An item's indicator."""
        found = self.items.get(name)
        return found.indicator if found else name

    def counted(self, outcome: str) -> int:
        """How many files of the whole collection have this outcome."""
        return sum(line.outcome == outcome for line in self.files)

    @property
    def totals(self) -> str:
        """收到 = 计入 + 重复 + 待定 + 退回."""
        parts = " + ".join(f"{word} {self.counted(outcome)}" for outcome, word in OUTCOME.items())
        return f"收到 {len(self.files)} 份 = {parts}"


def percent(rate: int | None) -> str:
    """A rate in hundredths of a percent as readers see it."""
    return "—" if rate is None else f"{shown(rate)}%"


def number(hundredths: int | None) -> float | None:
    """Hundredths as a number for a cell."""
    return None if hundredths is None else hundredths / 100
