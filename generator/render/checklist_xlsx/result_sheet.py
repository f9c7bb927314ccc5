"""The sheet 结果: rate, level and what is open, how each came about, the dimensions with their chart, the levels."""
from __future__ import annotations

from collections.abc import Mapping

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from generator.assess.score import Score
from generator.render.checklist_xlsx import formulas
from generator.render.checklist_xlsx import layout as at
from generator.render.checklist_xlsx import result_values as values
from generator.render.checklist_xlsx.dictionary import Lists
from generator.render.checklist_xlsx.layout import FILL, RESULT, Layout, absolute, on, plain
from generator.render.checklist_xlsx.result_values import NONE_APPLIES, NOT_YET, ResultPlaces, Told
from generator.render.checklist_xlsx.styles import (
    HUE_DEEP,
    LEAVE,
    Styles,
    row_height,
    set_print,
    write_merged,
    write_merged_formula,
)
from generator.render.checklist_xlsx.words import VOLUNTARY, footer
from generator.render.office_zip import clean
from generator.view.filled_form import FilledForm

_WIDTHS = (18, 9, 10, 9, 10, 9, 9, 62)
_REVIEW_WIDTHS = (11, 13, 13)
_HEADS = ("维度", "分值", "适用分值", "得分", "得分率", "短板", "还没答", "怎样算的", "复核得分", "复核得分率", "比自评（百分点）")
_LABELS = {
    "rate": "得分率", "level": "等级", "open": "还没答完", "weak": "短板", "gates": "底线项", "bonus": "加分", "upstream": "需上级解决",
    "reviewed": "复核得分率", "reviewed_level": "复核后的等级",
}
_RADAR_AT_LEAST = 3


class ResultSheet:
    """Writes the sheet."""

    def __init__(self, book: xlsxwriter.Workbook, page: Worksheet, layout: Layout, lists: Lists, styles: Styles, filled: FilledForm) -> None:
        self.book, self.page, self.layout, self.lists, self.styles, self.filled = book, page, layout, lists, styles, filled
        self.places = ResultPlaces(layout)
        self.last = at.R_DIFFERENCE if layout.submit else at.R_SAID
        self.dimension_names = {one.id: clean(one.name) for one in layout.form.sheet.dimensions}

    def write(self) -> dict[str, str]:
        """Write everything; returns the cell of each defined name."""
        page = self.page
        for column, width in enumerate((*_WIDTHS, *(_REVIEW_WIDTHS if self.layout.submit else ()))):
            page.set_column(column, column, width)
        page.set_column(at.R_GOT, at.R_REVIEWED_RATE, 8, None, {"hidden": True})
        self._top()
        self._dimensions()
        for name in self.places.named:
            getattr(self, f"_{name}")()
        bottom = self._chart_and_levels()
        page.freeze_panes(1, 1)
        page.print_area(0, 0, bottom, self.last)
        set_print(page, footer(self.layout), high=1)
        page.protect("", LEAVE | {"objects": True})
        return self._names()

    def weak_cells(self) -> dict[str, str]:
        """The cell that says 短板, by dimension."""
        return {group.id: self.places.there(group.id, at.R_WEAK) for group in self.layout.dimensions}

    def _top(self) -> None:
        page, styles = self.page, self.styles
        write_merged(page, (0, 0), (0, self.last), f"结果：{clean(self.layout.form.title)}", styles["title"])
        page.set_row(0, 34)
        keys = {name: f"{on(FILL)}{absolute(row, at.ANSWER)}" for name, row in self.layout.keys.items()}
        order = ("street", "community", "period", "filled")
        formula = '=' + '&"　"&'.join(keys[name] for name in order)
        value = "　".join(clean(self.filled.keys.get(name, "")) for name in order)
        write_merged_formula(page, (1, 0), (1, self.last), formula, styles["line"], value)
        note = f"{VOLUNTARY}。这一页都是自动算的，不用填。分到 0.01，四舍五入；没填和不知道的按 0 分，不适用（写了理由）和需上级解决的不计入。"
        write_merged(page, (2, 0), (2, self.last), note, styles["line"])
        page.set_row(2, 20)

    def _line(self, name: str, shown: Told, told: Told, style: str = "strong_middle", height: float = 24) -> None:
        """One row at the top: name, value, sentence."""
        row, page = self.places.row(name), self.page
        page.write_string(row, 0, _LABELS[name], self.styles["label"])
        write_merged_formula(page, (row, 1), (row, 3), shown[0], self.styles[style], shown[1])
        write_merged_formula(page, (row, 4), (row, self.last), told[0], self.styles["text"], told[1])
        page.set_row(row, max(height, row_height([(str(told[1]), sum(_WIDTHS[4:])), (str(shown[1]), sum(_WIDTHS[1:4]))])))

    def _helper(self, name: str, column: int, formula: str, value: str | float) -> str:
        self.page.write_formula(self.places.row(name), column, formula, None, value)
        return self.places.cell(name, column)

    def _rate(self) -> None:
        rate, got, points = (self.places.cell("total", column) for column in (at.R_RATE, at.R_GOT, at.R_POINTS))
        told = f'=IF({rate}="","没有一条适用，算不出得分率","得分 "&{got}/100&" ÷ 适用分值 "&{points}/100&" = "&{rate}/100&"%")'
        self._line("rate", _percent_shown(rate, self.filled.score.rate), (told, self.filled.rate), "big", 30)

    def _level(self) -> None:
        layout, score = self.layout, self.filled.score
        _, capped = self._level_numbers("level", self.places.cell("total", at.R_RATE), score)
        gates = f"=SUMIF({layout.column(at.DIMENSION)},\"@gate\",{layout.column(at.OPEN)})"
        still = self._helper("level", at.R_RATE, gates, len(score.open_gates))
        shown = values.level_name(layout, capped, still)
        self._line("level", (shown, score.level or NOT_YET), values.level_words(layout, self.filled), "big", 30)

    def _level_numbers(self, name: str, rate: str, score: Score) -> tuple[str, str]:
        """The hidden numbers of the level by the rate alone, and held by the gates."""
        layout = self.layout
        names = [level.name for level in layout.form.sheet.levels]
        number = names.index(score.uncapped) + 1 if score.uncapped in names else 0
        caps = [self.lists.level_number(place.item.cap) for place in layout.of("gate") if place.item.id in score.failed]
        uncapped = self._helper(name, at.R_GOT, f"={values.level_number(layout, rate)}", number)
        formula = f"=IF({uncapped}=0,0,MAX({uncapped},{layout.column(at.CAP)}))"
        return uncapped, self._helper(name, at.R_POINTS, formula, max([number, *caps]) if number else 0)

    def _open(self) -> None:
        layout, numbers = self.layout, values.open_numbers(self.layout, self.filled)
        column = layout.column(at.OPEN)
        counted = f'=SUM({column})-SUMIF({layout.column(at.DIMENSION)},"@bonus",{column})'
        count = self._helper("open", at.R_GOT, counted, len(numbers))
        listed = values.numbers_where(layout, at.OPEN, "scored")
        told = f'=IF({count}=0,"每一条都有回答","第 "&{listed}&" 条没有填，或者填了不知道")'
        said = f"第 {'、'.join(map(str, numbers))} 条没有填，或者填了不知道" if numbers else "每一条都有回答"
        self._line("open", (f'={count}&" 条"', f"{len(numbers)} 条"), (told, said), height=36)

    def _weak(self) -> None:
        parts = [
            f'IF({self.places.cell(group.id, at.R_WEAK)}="短板",{formulas.quoted("、" + self.dimension_names[group.id])},"")'
            for group in self.layout.dimensions
        ]
        count = sum(one.weak for one in self.filled.score.dimensions)
        marks = f"{self.places.cell(self.layout.dimensions[0].id, at.R_WEAK)}:{self.places.cell(self.layout.dimensions[-1].id, at.R_WEAK)}"
        self._line(
            "weak", (f'=COUNTIF({marks},"短板")&" 个维度"', f"{count} 个维度"),
            (f"={formulas.joined(parts, '没有得分率不到 60% 的维度')}", _weak_words(self.filled, self.dimension_names)),
        )

    def _gates(self) -> None:
        layout, score = self.layout, self.filled.score
        still = self.places.cell("level", at.R_RATE)
        failed = self._helper("gates", at.R_GOT, f'=COUNTIF({layout.column(at.CAP)},">0")', len(score.failed))
        listed = values.numbers_where(layout, at.CAP, "gate")
        shown = f'=IF({failed}>0,{failed}&" 条没有守住",IF({still}>0,"还没答完","都守住了"))'
        told = f'=IF({failed}>0,"先解决底线事项：第 "&{listed}&" 条",IF({still}>0,"底线项都回答了才给等级",""))'
        numbers = "、".join(str(place.item.number) for place in layout.of("gate") if place.item.id in score.failed)
        if score.failed:
            now = f"{len(score.failed)} 条没有守住", f"先解决底线事项：第 {numbers} 条"
        else:
            now = ("还没答完", "底线项都回答了才给等级") if score.open_gates else ("都守住了", "")
        self._line("gates", (shown, now[0]), (told, now[1]))

    def _bonus(self) -> None:
        layout, score = self.layout, self.filled.score
        most = layout.form.sheet.bonus_cap
        earned = self._helper("bonus", at.R_GOT, values.sums(layout, "@bonus", at.REACHED), sum(row.got or 0 for row in score.bonus_items))
        bonus = self._helper("bonus", at.R_POINTS, f"=MIN({earned},{most})", score.bonus)
        told = f'="另加分 "&{bonus}/100&" 分"&IF({earned}>{bonus},"（最多 {plain(most)} 分）","")&"，不计入得分率"'
        self._line("bonus", (f'={bonus}/100&" 分"', f"{plain(score.bonus)} 分"), (told, self.filled.bonus))

    def _upstream(self) -> None:
        layout, score = self.layout, self.filled.score
        scored = f'SUMIF({layout.column(at.DIMENSION)},"@bonus",{layout.column(at.BEYOND)})'
        points = sum(row.points for row in score.items if row.standing == "upstream")
        beyond = self._helper("upstream", at.R_POINTS, f"=SUM({layout.column(at.BEYOND)})-{scored}", points)
        ours = [f"IF({on(FILL)}{place.cell(at.BEYOND)}>0,1,0)" for group in layout.dimensions for place in group.places]
        count = self._helper("upstream", at.R_GOT, "=" + "+".join(ours), len(score.upstream))
        total = f"({self.places.cell('total', at.R_POINTS)}+{beyond})"
        rate = self._helper(
            "upstream", at.R_RATE, "=" + formulas.rate(self.places.cell("total", at.R_GOT), total),
            "" if score.rate_with_upstream is None else score.rate_with_upstream,
        )
        told = f'=IF(OR({count}=0,{rate}=""),"",{count}&" 条需上级解决，没有计入；按 0 分算进来是 "&{rate}/100&"%")'
        self._line("upstream", (f'={count}&" 条"', f"{len(score.upstream)} 条"), (told, self.filled.upstream))

    def _reviewed(self) -> None:
        rate, own = self.places.cell("total", at.R_REVIEWED_RATE), self.places.cell("total", at.R_RATE)
        told = (
            f'=IF(OR({rate}="",{own}=""),"",IF({rate}={own},"和自评得分率一样","比自评得分率"&IF({rate}<{own},"低 ","高 ")&ABS({rate}-{own})/100&" 个百分点")'
            '&"；没有复核的条目照自评")'
        )
        new, old = self.filled.reviewed.rate, self.filled.score.rate
        said = ""
        if new is not None and old is not None:
            compared = "和自评得分率一样" if new == old else f"比自评得分率{'低' if new < old else '高'} {plain(abs(new - old))} 个百分点"
            said = f"{compared}；没有复核的条目照自评"
        self._line("reviewed", _percent_shown(rate, new), (told, said), "big", 30)

    def _reviewed_level(self) -> None:
        _, number = self._level_numbers("reviewed_level", self.places.cell("total", at.R_REVIEWED_RATE), self.filled.reviewed)
        still = self.places.cell("level", at.R_RATE)
        shown = values.level_name(self.layout, number, still), self.filled.reviewed.level or NOT_YET
        self._line("reviewed_level", shown, ('="由街道复核，和自评并列，不改自评"', "由街道复核，和自评并列，不改自评"), "big")

    def _dimensions(self) -> None:
        page, styles, places = self.page, self.styles, self.places
        for column, head in enumerate(_HEADS[:self.last + 1]):
            page.write_string(places.head, column, head, styles["head"])
        page.set_row(places.head, 24)
        own = {one.dimension: one for one in self.filled.score.dimensions}
        theirs = {one.dimension: one for one in self.filled.reviewed.dimensions}
        for group in self.layout.dimensions:
            weight = sum(place.item.points for place in group.places)
            row, mine, checked = places.dimension(group.id), own[group.id], theirs[group.id]
            page.write_string(row, at.R_NAME, self.dimension_names[group.id], styles["strong"])
            page.write_number(row, at.R_WEIGHT, weight / 100, styles["middle"])
            told = {
                at.R_GOT: (values.sums(self.layout, group.id, at.REACHED), mine.got),
                at.R_POINTS: (values.sums(self.layout, group.id, at.APPLIES), mine.points),
                at.R_OPEN: (values.sums(self.layout, group.id, at.OPEN), mine.open),
                at.R_REVIEWED: (values.sums(self.layout, group.id, at.REVIEWED), checked.got),
                at.R_REVIEWED_POINTS: (values.sums(self.layout, group.id, at.REVIEWED_APPLIES), checked.points),
            }
            words = values.dimension_words(self.layout, group, self.dimension_names[group.id], self.filled)
            self._row(row, told, (mine.rate, checked.rate), words, (values.weak_mark(absolute(row, at.R_RATE)), "短板" if mine.weak else ""))
        self._total()
        first, last = places.head + 1, places.total - 1
        page.conditional_format(first, 0, last, at.R_OPEN_SHOWN, {
            "type": "formula", "criteria": f'=$F{first + 1}="短板"', "format": styles["weak"],
        })

    def _total(self) -> None:
        row, score, checked = self.places.total, self.filled.score, self.filled.reviewed
        first, last = self.places.head + 1, row - 1
        weight = sum(place.item.points for group in self.layout.dimensions for place in group.places)
        self.page.write_string(row, at.R_NAME, "合计", self.styles["group"])
        self.page.write_number(row, at.R_WEIGHT, weight / 100, self.styles["middle"])
        now = {
            at.R_GOT: score.got, at.R_POINTS: score.points, at.R_OPEN: sum(one.open for one in score.dimensions),
            at.R_REVIEWED: checked.got, at.R_REVIEWED_POINTS: checked.points,
        }
        told: dict[int, Told] = {column: (f"=SUM({absolute(first, column)}:{absolute(last, column)})", value) for column, value in now.items()}
        rate = self.places.cell("total", at.R_RATE)
        words = f'=IF({rate}="","没有一条适用，算不出得分率","各维度得分相加 ÷ 各维度适用分值相加")'
        said = "没有一条适用，算不出得分率" if score.rate is None else "各维度得分相加 ÷ 各维度适用分值相加"
        self._row(row, told, (score.rate, checked.rate), (words, said), ('=""', ""))

    def _row(self, row: int, told: Mapping[int, Told], rates: tuple[int | None, int | None], words: Told, weak: Told) -> None:
        """One row of the table: the hidden hundredths, and what is seen of them."""
        page, styles = self.page, self.styles
        seen = {at.R_GOT: at.R_GOT_SHOWN, at.R_POINTS: at.R_POINTS_SHOWN, at.R_REVIEWED: at.R_REVIEWED_SHOWN}
        for column, (formula, value) in told.items():
            if column in {at.R_REVIEWED, at.R_REVIEWED_POINTS} and not self.layout.submit:
                continue
            page.write_formula(row, column, formula, None, value)
            if column in seen:
                page.write_formula(row, seen[column], f"={absolute(row, column)}/100", styles["middle"], float(value) / 100)
        page.write_formula(row, at.R_OPEN_SHOWN, f"={absolute(row, at.R_OPEN)}", styles["middle"], told[at.R_OPEN][1])
        self._percent(row, at.R_RATE, at.R_RATE_SHOWN, (at.R_GOT, at.R_POINTS), rates[0])
        page.write_formula(row, at.R_WEAK, weak[0], styles["middle"], weak[1])
        page.write_formula(row, at.R_SAID, words[0], styles["text"], words[1])
        page.set_row(row, row_height([(str(words[1]), _WIDTHS[at.R_SAID])], 24))
        if self.layout.submit:
            self._percent(row, at.R_REVIEWED_RATE, at.R_REVIEWED_RATE_SHOWN, (at.R_REVIEWED, at.R_REVIEWED_POINTS), rates[1])
            new, old = absolute(row, at.R_REVIEWED_RATE), absolute(row, at.R_RATE)
            difference = "" if rates[0] is None or rates[1] is None else (rates[1] - rates[0]) / 100
            page.write_formula(row, at.R_DIFFERENCE, f'=IF(OR({new}="",{old}=""),"",({new}-{old})/100)', styles["middle"], difference)

    def _percent(self, row: int, column: int, shown: int, of: tuple[int, int], value: int | None) -> None:
        got, points = (absolute(row, one) for one in of)
        cell = absolute(row, column)
        self.page.write_formula(row, column, "=" + formulas.rate(got, points), None, "" if value is None else value)
        self.page.write_formula(row, shown, f'=IF({cell}="","—",{cell}/100)', self.styles["rate"], "—" if value is None else value / 100)

    def _chart_and_levels(self) -> int:
        """The chart at the left, the levels at its right; returns the last row."""
        page, styles, places = self.page, self.styles, self.places
        top, count = places.total + 2, len(self.layout.dimensions)
        radar = count >= _RADAR_AT_LEAST
        chart = self.book.add_chart({"type": "radar", "subtype": "with_markers"} if radar else {"type": "bar"})
        rows = (places.head + 1, places.total - 1)
        font = {"name": "宋体", "size": 9}
        chart.add_series({
            "name": "得分率（%）", "categories": [RESULT, rows[0], at.R_NAME, rows[1], at.R_NAME],
            "values": [RESULT, rows[0], at.R_RATE_SHOWN, rows[1], at.R_RATE_SHOWN],
            "line": {"color": "#2F6F66", "width": 2},
            "marker": {"type": "circle", "size": 5, "fill": {"color": "#2F6F66"}, "border": {"color": "#2F6F66"}},
            **({} if radar else {"fill": {"color": HUE_DEEP}}),
        })
        chart.set_title({"name": "各维度得分率（%）", "name_font": {"name": "黑体", "size": 11, "bold": False}, "overlay": False})
        chart.set_legend({"none": True})
        axis = {"min": 0, "max": 100, "major_unit": 20, "num_font": font, "major_tick_mark": "none", "minor_tick_mark": "none", "line": {"none": True},
                "major_gridlines": {"visible": True, "line": {"color": "#BFBFBF", "width": 0.75}}}
        chart.set_y_axis(axis if radar else {"num_font": font, "reverse": True})
        chart.set_x_axis({"num_font": font} if radar else axis)
        chart.set_size({"width": 540, "height": 370})
        page.insert_chart(top, 0, chart, {"x_offset": 4, "y_offset": 4, "object_position": 2,
                                       "description": "各维度得分率的图，数在上面的表里", "decorative": False})
        page.write_string(top, at.R_SAID, "等级从多少起", styles["head"])
        level = places.cell("level", 1)
        for row, one in enumerate(self.layout.form.sheet.levels, top + 1):
            page.write_string(row, at.R_SAID, f"{one.name}　得分率 {plain(one.rate)}% 起", styles["under"])
            page.set_row(row, 22)
            page.conditional_format(row, at.R_SAID, row, at.R_SAID, {
                "type": "formula", "criteria": f'={level}="{one.name}"', "format": styles["weak"],
            })
        notes = (
            "着色的一级是现在的等级。",
            "短板：得分率不到 60% 的维度，先看它里面得分少的条目。",
            "这些数只给自己看进步，不同社区的情况不同，不拿来比名次。",
        )
        for row, note in enumerate(notes, top + 2 + len(self.layout.form.sheet.levels)):
            page.write_string(row, at.R_SAID, note, styles["line"])
        return top + 19

    def _names(self) -> dict[str, str]:
        """Where a program finds the result: whole hundredths, and the level's name."""
        cells = {
            "result_got": ("total", at.R_GOT), "result_points": ("total", at.R_POINTS), "result_rate": ("total", at.R_RATE),
            "result_level": ("level", 1), "result_open": ("open", at.R_GOT), "result_rate_with_upstream": ("upstream", at.R_RATE),
            "said_rate": ("rate", 4), "said_level": ("level", 4), "said_upstream": ("upstream", 4),
        }
        if self.layout.of("bonus"):
            cells |= {"result_bonus": ("bonus", at.R_POINTS), "said_bonus": ("bonus", 4)}
        if self.layout.submit:
            cells |= {"reviewed_rate": ("total", at.R_REVIEWED_RATE), "reviewed_level": ("reviewed_level", 1), "reviewed_got": ("total", at.R_REVIEWED)}
        for group in self.layout.dimensions:
            cells |= {at.name_of("rate", group.id): (group.id, at.R_RATE), at.name_of("said", group.id): (group.id, at.R_SAID),
                      at.name_of("weak", group.id): (group.id, at.R_WEAK)}
        return {name: self.places.cell(*cell) for name, cell in cells.items()}


def _percent_shown(rate: str, value: int | None) -> Told:
    return f'=IF({rate}="","{NONE_APPLIES}",{rate}/100)', NONE_APPLIES if value is None else value / 100


def _weak_words(filled: FilledForm, names: dict[str, str]) -> str:
    weak = [names[one.dimension] for one in filled.score.dimensions if one.weak]
    return "、".join(weak) or "没有得分率不到 60% 的维度"
