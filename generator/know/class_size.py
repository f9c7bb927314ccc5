"""How a class is parted into groups, whether their reports fit the plan, and what to cut when the minutes do not add up.

Pure arithmetic with its words; the course builder in the browser gives the same numbers. Sources: groups of 6 to 8, 4 to 5
minutes a report (reference/standards.md A6, A7); whole minutes everywhere.
"""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

REPORT_MINUTES = (4, 5)
"""Minutes that a group's report takes, least and most."""
_LEAST_TALK = 15  # a discussion is not cut below this to win time for reports


@dataclass(frozen=True, slots=True)
class Groups:
    """The groups of a class: how many learners in each, the larger ones first; `wanted` is the least and most of a group."""

    sizes: tuple[int, ...]
    wanted: tuple[int, int]

    @property
    def count(self) -> int:
        """How many groups."""
        return len(self.sizes)

    def in_words(self) -> str:
        """6组：3组每组8人，3组每组7人."""
        parts = [f"{self.sizes.count(size)}组每组{size}人" for size in dict.fromkeys(self.sizes)]
        said = f"{self.count}组，每组{self.sizes[0]}人" if len(parts) == 1 else f"{self.count}组：{'，'.join(parts)}"
        least, most = self.wanted
        return said if self.sizes[-1] >= least else f"{said}（比建议的每组{least}—{most}人少）"


def part_class(class_size: int, group_size: tuple[int, int]) -> Groups:
    """The fewest groups of at most the most learners: fewer reports leave more time for each."""
    count = max(1, -(-class_size // group_size[1]))
    size, larger = divmod(class_size, count)
    return Groups((size + 1,) * larger + (size,) * (count - larger), group_size)


@dataclass(frozen=True, slots=True)
class Reports:
    """The reports of all groups in the minutes that the plan has for them."""

    groups: int
    minutes: int

    @property
    def each(self) -> int:
        """Minutes that each group may speak when all do, at most 5."""
        return min(self.minutes // self.groups, REPORT_MINUTES[1])

    @property
    def missing(self) -> int:
        """Minutes short of 4 a group; 0 when all can report."""
        return max(0, self.groups * REPORT_MINUTES[0] - self.minutes)

    @property
    def speaking(self) -> int:
        """How many groups can report with 4 minutes each."""
        return min(self.groups, self.minutes // REPORT_MINUTES[0])


def reports_in_words(reports: Reports, talk: int = 0) -> str:
    """Whether the reports fit, and what to cut when they do not; `talk` is the minutes of the discussion before them."""
    if not reports.missing:
        rest = reports.minutes - reports.groups * reports.each
        spare = f"，余{rest}分钟机动" if rest else ""
        return f"汇报{reports.minutes}分钟，{reports.groups}组，每组{reports.each}分钟{spare}。"
    least, silent = REPORT_MINUTES[0], reports.groups - reports.speaking
    said = f"汇报{reports.minutes}分钟不够：{reports.groups}组，每组至少{least}分钟，要{reports.groups * least}分钟，还差{reports.missing}分钟。"
    cut = f"请{reports.speaking}组上台，其余{silent}组只补不同的一条" if reports.speaking else "不上台，各组把一句话写在大纸上，全班走着看"
    borrow = f"；或者把前面的讨论从{talk}分钟减到{talk - reports.missing}分钟" if talk - reports.missing >= _LEAST_TALK else ""
    return f"{said}{cut}{borrow}。"


def report_row(stages: Sequence[tuple[str, int]]) -> tuple[int, int] | None:
    """Minutes of the groups' reports in a plan and of the longest discussion before them; None for a plan without reports."""
    for place, (stage, minutes) in enumerate(stages):
        if "汇报" in stage:
            return minutes, max((length for name, length in stages[:place] if "讨论" in name), default=0)
    return None


@dataclass(frozen=True, slots=True)
class UnitLength:
    """One unit of a course: the minutes of its plan, and those of the other plans that there are."""

    minutes: int
    others: tuple[int, ...]


def course_remedy(units: Sequence[UnitLength], breaks: int, wanted: int) -> str:
    """What to change so that the units and breaks of a course take the wanted minutes; empty when they do."""
    total = sum(unit.minutes for unit in units) + breaks
    if total == wanted:
        return ""
    over = total - wanted
    swaps = [
        (unit.minutes - other, number, other)
        for number, unit in enumerate(units, 1) for other in unit.others if (unit.minutes - other) * over > 0
    ]
    exact = [swap for swap in swaps if swap[0] == over]
    if exact:
        _, number, other = exact[0]
        return f"把第{number}讲改用{other}分钟的课堂计划，正好；或把 minutes 写成 {total}"
    if over < 0:
        return f"还差 {-over} 分钟：加一讲，换长一些的课堂计划，或把 breaks 写成 {breaks - over}、把 minutes 写成 {total}"
    if over <= breaks:
        return f"多了 {over} 分钟：把 breaks 写成 {breaks - over}，或把 minutes 写成 {total}"
    enough = [swap for swap in swaps if swap[0] > over]
    if enough:
        saved, number, other = min(enough)
        return f"多了 {over} 分钟：把第{number}讲改用{other}分钟的课堂计划，breaks 写成 {breaks + saved - over}；或把 minutes 写成 {total}"
    dropped = len(units) > 1 and min((unit.minutes, number) for number, unit in enumerate(units, 1))
    drop = f"删去第{dropped[1]}讲（{dropped[0]}分钟），其余换短一些的课堂计划，或" if dropped else "换短一些的课堂计划，或"
    return f"多了 {over} 分钟：{drop}把 minutes 写成 {total}"
