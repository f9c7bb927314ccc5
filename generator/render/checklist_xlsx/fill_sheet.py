"""The sheet 填表: first lines, who fills it in, the items with their answer cells and the arithmetic beside them."""
from __future__ import annotations

from typing import Any

from xlsxwriter.worksheet import Worksheet

from generator.render.checklist_xlsx import formulas
from generator.render.checklist_xlsx import layout as at
from generator.render.checklist_xlsx.dictionary import Lists
from generator.render.checklist_xlsx.layout import Group, Layout, Place, absolute, plain
from generator.render.checklist_xlsx.result_values import group_sum, status_line
from generator.render.checklist_xlsx.styles import (
    LEAVE,
    Styles,
    row_height,
    runs_height,
    set_print,
    write_merged,
    write_merged_formula,
)
from generator.render.checklist_xlsx.words import (
    content_runs,
    first_lines,
    footer,
    how_to_answer,
    rule_runs,
    shortened,
)
from generator.render.office_zip import clean
from generator.view.filled_form import NOT_APPLICABLE, TICK, FilledForm, FilledRow

_HEADS = {
    at.NUMBER: "序号", at.INDICATOR: "指标", at.CONTENT: "看什么", at.RULE: "怎样得分", at.FILLER: "由谁填", at.POINTS: "分值",
    at.ANSWER: "回答", at.GOT: "得分", at.SAID: "怎样算的", at.REASON: "没做到的原因、不适用的理由", at.EVIDENCE: "佐证材料（名称、存放处）",
    at.REVIEW: "复核得分", at.REVIEW_NOTE: "复核说明",
}
_SELF = (0, 5, 13, 35, 34, 8, 6, 13, 7, 18, 19, 15)
_SUBMIT = (0, 5, 12, 30, 30, 8, 6, 13, 7, 16, 15, 13, 8, 12)
_KEY_LABELS = {
    "community": ("社区全称", "写居委会牌子上的全称，如“某某社区”。"), "street": ("街道（镇）", "写全称，如“某某街道”。"),
    "type": ("社区类型", "从下拉里选；有几种的，用顿号连着写，如“老旧小区、商品房小区”。"),
    "period": ("评价周期", "如“2026年度”；半年填一次的，写“2026年上半年”。"), "filled": ("填表日期", "写成 2026-11-22 这样。"),
    "filler": ("填表人（可以不写）", "写姓和称呼就够，如“王书记”。"),
}
_LONGEST = 8_000  # characters of a reason or a name that readers take
_SIGNS = "①②③④⑤⑥⑦⑧"


class FillSheet:
    """Writes the sheet; everything it needs to know where things stand is in `layout`."""

    def __init__(self, page: Worksheet, layout: Layout, lists: Lists, styles: Styles, filled: FilledForm) -> None:
        self.page, self.layout, self.lists, self.styles, self.filled = page, layout, lists, styles, filled
        self.widths = _SUBMIT if layout.submit else _SELF
        self.names: dict[str, str] = {}

    def write(self) -> dict[str, str]:
        """Write everything; returns the cell of each defined name."""
        self._columns()
        self._top()
        self._keys()
        self._heads(self.layout.head)
        for group in self.layout.groups:
            self._group(group)
        self._end()
        self._set_up()
        return self.names

    def _columns(self) -> None:
        page = self.page
        page.set_column(at.KEY, at.KEY, 14, None, {"hidden": True})
        for column, width in enumerate(self.widths[1:], 1):
            page.set_column(column, column, width)
        page.set_column(at.DIMENSION, at.CAP, 8, None, {"hidden": True})

    def _top(self) -> None:
        page, last, styles = self.page, self.layout.last_column, self.styles
        formula, value = status_line(self.layout, self.filled)
        write_merged_formula(page, (at.STATUS_ROW, 1), (at.STATUS_ROW, last), formula, styles["status"], value)
        page.set_row(at.STATUS_ROW, 22)
        self._heads(at.SCREEN_HEAD_ROW)
        page.write_string(at.ROLES_ROW, at.KEY, "casebook-key")
        for column, role in (at.ROLES | (at.REVIEW_ROLES if self.layout.submit else {})).items():
            page.write_string(at.ROLES_ROW, column, role)
        page.set_row(at.ROLES_ROW, None, None, {"hidden": True})
        write_merged(page, (at.TITLE_ROW, 1), (at.TITLE_ROW, last), clean(self.layout.form.title), styles["title"])
        page.set_row(at.TITLE_ROW, 34)
        for row, (label, text) in zip(self.layout.intro, first_lines(self.layout.form), strict=True):
            write_merged(page, (row, 1), (row, at.INDICATOR), label, styles["label"])
            write_merged(page, (row, at.CONTENT), (row, last), clean(text), styles["text"])
            page.set_row(row, row_height([(text, sum(self.widths[at.CONTENT:]))]))

    def _keys(self) -> None:
        for name, row in self.layout.keys.items():
            label, hint = _KEY_LABELS[name]
            self._key_row(row, label, hint)
            self.page.write_string(row, at.KEY, f"@{name}")
            self.page.write_string(row, at.ANSWER, clean(self.filled.keys.get(name, "")), self.styles["entry"])
            self.names[f"key_{name}"] = absolute(row, at.ANSWER)
            self._rule(row, at.ANSWER, label[:30], hint, **self._key_rule(name, row))
        if self.layout.phone:
            self._key_row(self.layout.phone, "联系电话", "街道收到后有疑问时打；只写办公电话。")

    def _key_row(self, row: int, label: str, hint: str) -> None:
        write_merged(self.page, (row, 1), (row, at.INDICATOR), label, self.styles["label"])
        write_merged(self.page, (row, at.CONTENT), (row, at.POINTS), hint, self.styles["text"])
        self.page.merge_range(row, at.ANSWER, row, self.layout.last_column, "", self.styles["entry"])
        self.page.set_row(row, 20)
        self._tint(absolute(row, at.ANSWER), f"=LEN({absolute(row, at.ANSWER)})=0")

    def _key_rule(self, name: str, row: int) -> dict[str, Any]:
        cell = absolute(row, at.ANSWER)
        if name == "type":
            return {"validate": "list", "source": self.lists.of_types, "error_type": "information",
                    "error_message": "下拉里没有这个写法。有几种类型的，用顿号连着写。"}
        if name == "filled":
            day = f'=AND(LEN({cell})=10,MID({cell},5,1)="-",MID({cell},8,1)="-",ISNUMBER(DATEVALUE({cell})))'
            return {"validate": "custom", "value": day, "error_message": "日期请写成 2026-11-22 这样，年月日之间用短横。"}
        return {"validate": "length", "criteria": "<=", "value": 100, "error_message": "太长了，请写全称就好（100 字以内）。"}

    def _heads(self, row: int) -> None:
        for column in range(1, self.layout.last_column + 1):
            self.page.write_string(row, column, _HEADS[column], self.styles["head"])
        self.page.set_row(row, 32)

    def _group(self, group: Group) -> None:
        page, styles = self.page, self.styles
        write_merged(page, (group.row, 1), (group.row, at.POINTS), clean(group.title), styles["group"])
        formula, value = group_sum(group, self.filled)
        write_merged_formula(page, (group.row, at.ANSWER), (group.row, self.layout.last_column), formula, styles["group_sum"], value)
        page.set_row(group.row, 22)
        for place in group.places:
            self._item(place)
            self._arithmetic(place)

    def _item(self, place: Place) -> None:
        item, row, page, styles = place.item, place.row, self.page, self.styles
        filled = self.filled.rows[item.id]
        page.write_string(row, at.KEY, item.id)
        page.write_number(row, at.NUMBER, item.number, styles["middle"])
        page.write_string(row, at.INDICATOR, clean(item.indicator), styles["strong"])
        page.write_rich_string(row, at.CONTENT, *self._runs(content_runs(item)), styles["item"])
        page.write_rich_string(row, at.RULE, *self._runs(rule_runs(item)), styles["item"])
        page.write_string(row, at.FILLER, clean(item.filler.replace("、", "\n")), styles["middle"])
        _put(page, row, at.POINTS, item.points / 100 if item.points else "—", styles["middle"])
        page.set_row(row, max(
            row_height([(item.indicator, self.widths[at.INDICATOR]), (item.filler.replace("、", "\n"), self.widths[at.FILLER])], least=40),
            runs_height(content_runs(item), self.widths[at.CONTENT]), runs_height(rule_runs(item), self.widths[at.RULE]),
        ))
        self._answer(place, filled)
        for index, below in enumerate(place.under):
            self._under(place, index, below, filled)
        self._beside(place, filled)

    def _runs(self, parts: list[tuple[str, str]]) -> list[Any]:
        return [piece for style, text in parts for piece in (self.styles[style], clean(text))]

    def _answer(self, place: Place, filled: FilledRow) -> None:
        row, item = place.row, place.item
        _put(self.page, row, at.ANSWER, filled.answer, self.styles["choice"])
        self._name("ans", place, at.ANSWER)
        cells = f"{place.cell(at.ANSWER)}:{absolute(place.under[-1] if place.under else row, at.ANSWER)}"
        self._tint(cells, f"={place.cell(at.STANDING)}=0")
        answer = place.cell(at.ANSWER)
        if item.type == "deduct":
            words = "、".join(self.lists.words_of(item))
            states = f'COUNTIF({self.lists.of(item)[1:]},{answer})'
            rule = {"validate": "custom", "value": f"=IF(COUNT({answer})=1,IF(AND({answer}>=0,{answer}<=99999),{answer}=INT({answer}),FALSE),{states}>0)",
                    "error_message": f"请填整数（0 到 99999），或者写：{words}。"}
        else:
            rule = {"validate": "list", "source": self.lists.of(item), "error_message": f"请从下拉里选：{'、'.join(self.lists.words_of(item))}。"}
        self._rule(row, at.ANSWER, f"第 {item.number} 条", how_to_answer(item), **rule)

    def _under(self, place: Place, index: int, row: int, filled: FilledRow) -> None:
        item, page, styles = place.item, self.page, self.styles
        page.write_blank(row, at.NUMBER, None, styles["middle"])
        label = (item.total, item.good)[index] if item.type == "rate" else item.choices[index].label
        before = ("一共：", "其中：")[index] if item.type == "rate" else f"{_SIGNS[index]} "
        label = label.removeprefix("其中") if item.type == "rate" else label
        write_merged(page, (row, at.INDICATOR), (row, at.RULE), clean(before + label), styles["under"])
        page.set_row(row, row_height([(before + label, sum(self.widths[at.INDICATOR:at.FILLER]) - 2)]))
        page.write_string(row, at.FILLER, clean(item.filler), styles["shrunk"])
        parts = item.type == "parts"
        _put(page, row, at.POINTS, item.choices[index].worth / 100 if parts else "", styles["small"])
        page.write_blank(row, at.GOT, None, styles["middle"])
        if parts:
            page.write_number(row, at.FULL, item.choices[index].worth)
            ticked = index in filled.ticks
            page.write_formula(row, at.GOT, formulas.tick_shown(row), styles["small"], item.choices[index].worth / 100 if ticked else "")
        for column in range(at.SAID, self.layout.last_column + 1):
            page.write_blank(row, column, None, styles["cell"])
        if item.type == "rate":
            self._number(place, index, row, filled)
        else:
            page.write_string(row, at.KEY, f"{item.id}#{index + 1}")
            _put(page, row, at.ANSWER, TICK if index in filled.ticks else "", styles["choice"])
            self.names[f"{at.name_of('tick', item.id)}_{index + 1}"] = absolute(row, at.ANSWER)
            self._rule(row, at.ANSWER, f"第 {item.number} 条 {_SIGNS[index]}", "做到了，选√；没有做到，空着。", validate="list",
                       source=self.lists.of_tick, error_message="做到了选√；没有做到，按 Delete 键清空。")

    def _number(self, place: Place, index: int, row: int, filled: FilledRow) -> None:
        item, name = place.item, ("total", "good")[index]
        self.page.write_string(row, at.KEY, f"{item.id}:{name}")
        number = (filled.total, filled.good)[index]
        _put(self.page, row, at.ANSWER, "" if number is None else number, self.styles["choice"])
        self.names[at.name_of(name, item.id)] = absolute(row, at.ANSWER)
        total = absolute(place.under[0], at.ANSWER)
        if index:
            hint, most = "整数，不比“一共”大；一件也没有，填 0。", f"=IF(COUNT({total})=1,{total},99999)"
            fault = "“其中”请填整数，从 0 到上一行的“一共”。"
        else:
            hint, most, fault = shortened(f"整数；一件也没有，填 0。{item.sample}"), "", "“一共”请填整数，从 0 到 99999。"
        self._rule(row, at.ANSWER, f"第 {item.number} 条 {('一共', '其中')[index]}", hint, validate="integer", criteria="between",
                   minimum=0, maximum=most if index else 99999, error_message=fault)

    def _beside(self, place: Place, filled: FilledRow) -> None:
        page, styles, row, item = self.page, self.styles, place.row, place.item
        open_answer = filled.standing == "open"
        shown: str | float = "" if open_answer else "不计" if filled.standing in {"na", "upstream"} else (filled.got or 0) / 100
        if item.type == "gate":
            page.write_string(row, at.GOT, "—", styles["middle"])
        else:
            page.write_formula(row, at.GOT, formulas.shown_points(place), styles["middle"], shown)
        told = not open_answer or filled.answer == NOT_APPLICABLE
        page.write_formula(row, at.SAID, formulas.said(place), styles["cell"], filled.said if told else "")
        for column, kind, text in ((at.REASON, "why", filled.reason), (at.EVIDENCE, "evidence", filled.evidence)):
            page.write_string(row, column, clean(text), styles["entry"])
            self._name(kind, place, column)
        self._rule(row, at.REASON, "原因、理由", "没做到，写一句原因；选了“不适用”，必须写理由；选了“需上级解决”，写要谁定什么。",
                   validate="length", criteria="<=", value=_LONGEST, error_message="太长了，请写在 8000 字以内。")
        self._rule(row, at.EVIDENCE, "佐证材料", shortened(f"写现成材料的名称和放在哪里。可以用：{'、'.join(item.evidence)}。"),
                   validate="length", criteria="<=", value=_LONGEST, error_message="太长了，请写在 8000 字以内。")
        if item.na:
            self._tint(place.cell(at.REASON), f'=AND({place.cell(at.ANSWER)}="{NOT_APPLICABLE}",{place.cell(at.STANDING)}=0)')
        if self.layout.submit:
            self._review(place, filled)

    def _review(self, place: Place, filled: FilledRow) -> None:
        page, styles, row, item = self.page, self.styles, place.row, place.item
        if item.type == "gate":
            page.write_blank(row, at.REVIEW, None, styles["group_sum"])  # readers take a text here for points
        else:
            _put(page, row, at.REVIEW, "" if filled.review is None else filled.review / 100, styles["points_entry"])
            self._name("review", place, at.REVIEW)
            self._rule(row, at.REVIEW, "复核得分", f"街道填，社区不填。0 到 {plain(item.points)} 分，最多两位小数；同意自评的，空着。",
                       validate="decimal", criteria="between", minimum=0, maximum=item.points / 100,
                       error_message=f"请填 0 到 {plain(item.points)} 之间的数，最多两位小数。")
        page.write_string(row, at.REVIEW_NOTE, clean(filled.review_note), styles["entry"])
        self._name("review_note", place, at.REVIEW_NOTE)

    def _arithmetic(self, place: Place) -> None:
        """The hidden columns, each with the value that it has now."""
        filled, item, page, row = self.filled.rows[place.item.id], place.item, self.page, place.row
        how = formulas.STANDINGS.index(filled.standing)
        page.write_string(row, at.DIMENSION, f"@{item.type}" if not item.scored else item.dimension)
        page.write_formula(row, at.STANDING, formulas.standing(place), None, how)
        page.write_formula(row, at.OPEN, formulas.is_open(place), None, int(how in {0, 2}))
        if item.type == "gate":
            cap = self.lists.level_number(item.cap)
            page.write_formula(row, at.CAP, formulas.failed_cap(place, cap), None, cap if item.id in self.filled.score.failed else 0)
            return
        page.write_number(row, at.FULL, item.points)
        page.write_formula(row, at.REACHED, formulas.reached(place), None, "" if filled.got is None else filled.got)
        page.write_formula(row, at.APPLIES, formulas.applies(place), None, 0 if filled.got is None else item.points)
        page.write_formula(row, at.BEYOND, formulas.beyond(place), None, item.points if filled.standing == "upstream" else 0)
        self.names[at.name_of("got", item.id)] = place.cell(at.REACHED)
        if self.layout.submit:
            got = filled.reviewed_got
            page.write_formula(row, at.REVIEWED, formulas.by_reviewer(place, at.REACHED), None, "" if got is None else got)
            page.write_formula(row, at.REVIEWED_APPLIES, formulas.by_reviewer(place, at.APPLIES), None, 0 if got is None else item.points)
            beyond = item.points if filled.reviewed_standing == "upstream" else 0
            page.write_formula(row, at.REVIEWED_BEYOND, formulas.by_reviewer(place, at.BEYOND), None, beyond)

    def _end(self) -> None:
        page, layout, styles, row = self.page, self.layout, self.styles, self.layout.sum
        write_merged(page, (row, 1), (row, at.POINTS), "合计（算法见“结果”）", styles["group"])
        formula, value = status_line(layout, self.filled)
        write_merged_formula(page, (row, at.ANSWER), (row, layout.last_column), formula, styles["group_sum"], value)
        page.set_row(row, 24)
        lines = ["填完存好。下一步：看“结果”，再到“提升计划”写一两件事。"]
        if layout.submit:
            lines = ["社区党组织、居委会（盖章）　　　　　　　　　　　　　　　年　　月　　日",
                     "街道复核意见：　　　　　　　　　　　　　　　　　　　复核人：　　　　　　　（盖章）　　　年　　月　　日", *lines]
        for number, line in enumerate(lines, row + 1):
            write_merged(page, (number, 1), (number, layout.last_column), line, styles["line" if line is lines[-1] else "text"])
            page.set_row(number, 24 if line is lines[-1] else 40)

    def _set_up(self) -> None:
        page, layout = self.page, self.layout
        page.freeze_panes(at.SCREEN_HEAD_ROW + 1, at.CONTENT)
        page.autofilter(layout.head, at.FILLER, layout.sum - 1, at.FILLER)
        page.print_area(at.TITLE_ROW, 1, layout.last, layout.last_column)
        page.repeat_rows(layout.head)
        set_print(page, footer(layout))
        page.ignore_errors({"number_stored_as_text": f"A1:{absolute(layout.last, at.CAP).replace('$', '')}"})
        page.protect("", LEAVE)
        page.set_selection(layout.keys["community"], at.ANSWER, layout.keys["community"], at.ANSWER)
        page.activate()

    def _name(self, kind: str, place: Place, column: int) -> None:
        self.names[at.name_of(kind, place.item.id)] = place.cell(column)

    def _tint(self, cells: str, condition: str) -> None:
        self.page.conditional_format(cells.replace("$", ""), {"type": "formula", "criteria": condition, "format": self.styles["wanted"]})

    def _rule(self, row: int, column: int, title: str, hint: str, **rule: Any) -> None:
        """A validation with its messages; too long a message would be left out, so it is a fault of ours."""
        if len(hint) > 255 or len(rule["error_message"]) > 255 or len(title) > 32:
            raise ValueError(f"a message is too long: {hint}")
        self.page.data_validation(row, column, row, column, {
            "ignore_blank": True, "input_title": title, "input_message": hint, "error_title": "请看一下", **rule,
        })


def _put(page: Worksheet, row: int, column: int, value: str | float, style: Any) -> None:
    if value == "" and isinstance(value, str):
        page.write_blank(row, column, None, style)
    elif isinstance(value, str):
        page.write_string(row, column, clean(value), style)
    else:
        page.write_number(row, column, value, style)
