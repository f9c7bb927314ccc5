"""The arithmetic of 结果 as formulas on whole hundredths, each with the value that assess/score.py gives now."""
from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from generator.assess.score import WEAK_BELOW
from generator.render.checklist_xlsx import layout as at
from generator.render.checklist_xlsx.formulas import joined, quoted
from generator.render.checklist_xlsx.layout import FILL, RESULT, Group, Layout, absolute, on, plain
from generator.view.filled_form import FilledForm

Told = tuple[str, str | float]
"""A formula and the value that it has now."""

_FIRST = 4
NOT_YET, NONE_APPLIES = "暂不给", "算不出"


@dataclass(frozen=True, slots=True)
class ResultPlaces:
    """Rows of 结果, from 0."""

    layout: Layout

    @property
    def named(self) -> tuple[str, ...]:
        """The rows at the top, in order."""
        bonus = ("bonus",) if self.layout.of("bonus") else ()
        gates = ("gates",) if self.layout.of("gate") else ()
        return ("rate", "level", "open", "weak", *gates, *bonus, "upstream", *(("reviewed", "reviewed_level") if self.layout.submit else ()))

    def row(self, name: str) -> int:
        """The row of one of them."""
        return _FIRST + self.named.index(name)

    @property
    def head(self) -> int:
        """The head of the table of dimensions."""
        return _FIRST + len(self.named) + 1

    def dimension(self, name: str) -> int:
        """The row of a dimension."""
        return self.head + 1 + [group.id for group in self.layout.dimensions].index(name)

    @property
    def total(self) -> int:
        """The row below the dimensions."""
        return self.head + 1 + len(self.layout.dimensions)

    def cell(self, name: str, column: int) -> str:
        """A cell of a row: rate, level …; total; or a dimension's id."""
        row = self.total if name == "total" else self.row(name) if name in self.named else self.dimension(name)
        return absolute(row, column)

    def there(self, name: str, column: int) -> str:
        """The same from another sheet."""
        return on(RESULT) + self.cell(name, column)


def status_line(layout: Layout, filled: FilledForm) -> Told:
    """The line that stands above the table all the time."""
    places, score = ResultPlaces(layout), filled.score
    rate, level, count = places.there("total", at.R_RATE), places.there("level", 1), places.there("open", at.R_GOT)
    formula = (
        f'="得分率 "&IF({rate}="","{NONE_APPLIES}",{rate}/100&"%")&"　　等级 "&{level}'
        f'&IF({count}>0,"　　还有 "&{count}&" 条没答完，先作参考","　　都答完了")'
    )
    still = len(open_numbers(layout, filled))
    end = f"　　还有 {still} 条没答完，先作参考" if still else "　　都答完了"
    return formula, f"得分率 {_percent(score.rate)}　　等级 {score.level or NOT_YET}{end}"


def group_sum(group: Group, filled: FilledForm) -> Told:
    """What stands in the heading row of a dimension, beside the answers."""
    still = f"SUM({_across(group, at.OPEN)})"
    count = sum(filled.rows[place.item.id].standing in {"open", "unknown"} for place in group.places)
    left = f'IF({still}>0,"还有 "&{still}&" 条没答","都答了")'
    told = f"还有 {count} 条没答" if count else "都答了"
    if group.id in {"gate", "bonus"}:
        return f"={left}", told
    got, points = f"SUM({_across(group, at.REACHED)})", f"SUM({_across(group, at.APPLIES)})"
    own = next(one for one in filled.score.dimensions if one.dimension == group.id)
    return f'="得分 "&{got}/100&"，适用分值 "&{points}/100&"；"&{left}', f"得分 {plain(own.got)}，适用分值 {plain(own.points)}；{told}"


def sums(layout: Layout, name: str, column: int) -> str:
    """The sum of a column of 填表 over a dimension."""
    return f'=SUMIF({layout.column(at.DIMENSION)},"{name}",{layout.column(column)})'


def dimension_words(layout: Layout, group: Group, name: str, filled: FilledForm) -> Told:
    """The sentence of explain_dimension."""
    places = ResultPlaces(layout)
    got, points, rate = (places.cell(group.id, column) for column in (at.R_GOT, at.R_POINTS, at.R_RATE))
    cells = [f"{on(FILL)}{place.cell(at.REACHED)}" for place in group.places]
    summed = "&".join(f'IF({cell}="",""," + "&{cell}/100)' for cell in cells)
    told = f'"："&MID({summed},4,9999)&" = "&{got}/100&"，÷ "&{points}/100&" = "&{rate}/100&"%"'
    return f'={quoted(name)}&IF({points}=0,"：没有一条适用",{told})', filled.dimensions[group.id]


def level_number(layout: Layout, rate: str) -> str:
    """The number of the level that a rate reaches, counted from the best; 0 for none."""
    said = "0"
    for number, level in reversed(list(enumerate(layout.form.sheet.levels, 1))):
        said = f"IF({rate}>={level.rate},{number},{said})"
    return f'IF({rate}="",0,{said})'


def open_numbers(layout: Layout, filled: FilledForm) -> tuple[int, ...]:
    """The numbers of items without an answer that is more than 不知道; bonus apart."""
    return tuple(
        place.item.number for place in layout.places
        if place.item.type != "bonus" and filled.rows[place.item.id].standing in {"open", "unknown"}
    )


def numbers_where(layout: Layout, column: int, types: str) -> str:
    """An expression for the numbers of the items whose cell in a column of 填表 is above 0: 3、7、12."""
    return joined([
        f'IF({on(FILL)}{place.cell(column)}>0,"、{place.item.number}","")'
        for place in layout.places if (place.item.type == "gate" if types == "gate" else place.item.type != "bonus")
    ])


def level_words(layout: Layout, filled: FilledForm) -> Told:
    """The sentence of explain_level."""
    places = ResultPlaces(layout)
    uncapped, number, gates = (places.cell("level", column) for column in (at.R_GOT, at.R_POINTS, at.R_RATE))
    rate, still = places.cell("total", at.R_RATE), places.cell("open", at.R_GOT)
    names, rates = (_level_texts(layout, number_of) for number_of in (False, True))
    reached = f'{rate}/100&"% 到了“"&{names(uncapped)}&"”的 "&{rates(uncapped)}&"%"'
    levels = layout.form.sheet.levels
    if len(levels) > 1 and not levels[-1].rate:  # nobody reaches 0 %: what is said is which level was not reached
        above, lowest = levels[-2], levels[-1]
        below = f'{rate}/100&"% 不到“{above.name}”的 {plain(above.rate)}%，是“{lowest.name}”"'
        reached = f"IF({uncapped}={len(levels)},{below},{reached})"
    capped = f'IF({number}>{uncapped},"；底线项没有守住，等级到“"&{names(number)}&"”为止","")'
    formula = (
        f'=IF({gates}>0,"底线项还有 "&{gates}&" 条没有回答，暂不给等级",IF({uncapped}=0,"算不出得分率，不给等级",'
        f'{reached}&{capped}&IF({still}>0,"；还有没答的条目，结果未完成","")))'
    )
    return formula, filled.level


def level_name(layout: Layout, number: str, gates: str) -> str:
    """The name of the level, or that there is none yet."""
    return f'=IF(OR({gates}>0,{number}=0),"{NOT_YET}",{_level_texts(layout, False)(number)})'


def _level_texts(layout: Layout, rates: bool) -> Callable[[str], str]:
    """A function from the cell of a level's number to an expression of its name, or of its rate in percent."""
    levels = layout.form.sheet.levels

    def chosen(cell: str) -> str:
        said = '""'
        for number, level in reversed(list(enumerate(levels, 1))):
            said = f'IF({cell}={number},"{plain(level.rate) if rates else level.name}",{said})'
        return said

    return chosen


def weak_mark(rate: str) -> str:
    """短板, where a rate in hundredths is under the line."""
    return f'=IF({rate}="","",IF({rate}<{WEAK_BELOW},"短板",""))'


def _across(group: Group, column: int) -> str:
    rows = [row for place in group.places for row in (place.row, *place.under)]
    return f"{absolute(min(rows), column)}:{absolute(max(rows), column)}"


def _percent(rate: int | None) -> str:
    return NONE_APPLIES if rate is None else f"{plain(rate)}%"

