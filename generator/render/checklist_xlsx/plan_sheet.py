"""The sheets 提升计划 and 填表说明."""
from __future__ import annotations

from xlsxwriter.worksheet import Worksheet

from generator.render.checklist_xlsx.dictionary import FIRST_STEPS, Lists, step_values
from generator.render.checklist_xlsx.layout import Layout, absolute
from generator.render.checklist_xlsx.styles import (
    LEAVE,
    Styles,
    row_height,
    set_print,
    write_merged,
    write_merged_formula,
)
from generator.render.checklist_xlsx.words import footer, guide
from generator.render.office_zip import clean
from generator.view.filled_form import FilledForm, plan_choice

_WIDTHS = (10, 5, 30, 42, 44, 14, 14, 13)  # the first is hidden: keys
_ROLES = ("item", "do", "owner", "due", "done")
_ITEM, _HINT, _DO, _OWNER, _DUE, _DONE = range(2, 8)
_ENTRIES = (_ITEM, _DO, _OWNER, _DUE, _DONE)
_LINES = 10


def write_plan(page: Worksheet, layout: Layout, lists: Lists, styles: Styles, filled: FilledForm) -> None:
    """Write 提升计划: which items to look at first, then lines to fill in."""
    for column, width in enumerate(_WIDTHS):
        page.set_column(column, column, width, None, {"hidden": True} if column == 0 else {})
    write_merged(page, (0, 1), (0, _DONE), f"提升计划：{clean(layout.form.title)}", styles["title"])
    page.set_row(0, 34)
    note = "挑一两条写就够，做完再写下一条。事项写小，写得出谁办、哪天前办；“可以先做”是编者建议，可自定。"
    write_merged(page, (1, 1), (1, _DONE), note, styles["line"])
    page.set_row(1, 20)
    head = _write_first_steps(page, layout, lists, styles, filled)
    page.write_string(head, 0, "casebook-plan")
    for column, role in zip(_ENTRIES, _ROLES, strict=True):
        page.write_string(head, column, role)
    page.set_row(head, None, None, {"hidden": True})
    for column, label in enumerate(("", "序号", "条目（从下拉里选）", "可以先做（编者建议）", "事项：具体做什么", "责任人", "时限", "完成情况")):
        if column:
            page.write_string(head + 1, column, label, styles["head"])
    page.set_row(head + 1, 24)
    for number in range(1, max(_LINES, len(filled.plan)) + 1):
        _write_line(page, head + 1 + number, number, layout, lists, styles, filled)
    last = head + 1 + max(_LINES, len(filled.plan))
    page.freeze_panes(1, 0)
    page.print_area(0, 1, last, _DONE)
    set_print(page, footer(layout), high=1)
    page.protect("", LEAVE)


def _write_first_steps(page: Worksheet, layout: Layout, lists: Lists, styles: Styles, filled: FilledForm) -> int:
    """The items with most points within reach, those of a 短板 first; returns the next free row."""
    write_merged(page, (2, 1), (2, _DONE), "可以先看这几条（短板里的在前，再看差的分多少；自动列出）", styles["section"])
    page.set_row(2, 24)
    for column, label in ((1, "序号"), (_ITEM, "条目"), (_HINT, "可以先做（编者建议）"), (_DO, "可以参考的做法"), (_OWNER, "离满分差几分")):
        page.write_string(3, column, label, styles["head"])
    page.merge_range(3, _DUE, 3, _DONE, "维度", styles["head"])
    ranked = sorted(lists.planned, key=lambda place: -step_values(filled, place)[1])
    names = {one.id: one.name for one in layout.form.sheet.dimensions}
    for rank in range(1, FIRST_STEPS + 1):
        row = 3 + rank
        place = ranked[rank - 1] if rank <= len(ranked) and step_values(filled, ranked[rank - 1])[1] else None
        item = place.item if place else None
        now: dict[str, str | float] = {
            "item": clean(plan_choice(item)) if item else "", "hint": clean(item.hint) if item else "",
            "practice": clean(item.practice.title) if item and item.practice else "",
            "lost": step_values(filled, place)[0] / 100 if place else "", "dimension": clean(names[item.dimension]) if item else "",
        }
        page.write_number(row, 1, rank, styles["middle"])
        for column, what in ((_ITEM, "item"), (_HINT, "hint"), (_DO, "practice"), (_OWNER, "lost")):
            formula = lists.first_step(rank, what)
            if what == "practice":
                formula = formula if formula == '=""' else f'{formula}&""'  # a cell without words would show 0
            page.write_formula(row, column, formula, styles["middle" if what == "lost" else "text"], now[what])
        write_merged_formula(page, (row, _DUE), (row, _DONE), lists.first_step(rank, "dimension"), styles["text"], now["dimension"])
        page.set_row(row, 44)
    write_merged(page, (5 + FIRST_STEPS, 1), (5 + FIRST_STEPS, _DONE), "我们的计划（带颜色的格子填）", styles["section"])
    page.set_row(5 + FIRST_STEPS, 24)
    return 6 + FIRST_STEPS


def _write_line(page: Worksheet, row: int, number: int, layout: Layout, lists: Lists, styles: Styles, filled: FilledForm) -> None:
    texts = filled.plan[number - 1] if number <= len(filled.plan) else ("",) * len(_ENTRIES)
    page.write_string(row, 0, f"+{number}")
    page.write_number(row, 1, number, styles["middle"])
    for column, text in zip(_ENTRIES, texts, strict=True):
        page.write_string(row, column, clean(text), styles["entry"])
    item = absolute(row, _ITEM)
    hints = {clean(plan_choice(place.item)): clean(place.item.hint) for place in lists.planned}
    formula = f'=IF(COUNTIF({lists.of_items[1:]},{item})=0,"",VLOOKUP({item},{lists.items_and_hints},2,0))'
    page.write_formula(row, _HINT, formula, styles["text"], hints.get(clean(texts[0]), ""))
    page.set_row(row, row_height([(hints.get(clean(texts[0]), ""), _WIDTHS[_HINT]), (texts[1], _WIDTHS[_DO])], 40))
    page.data_validation(row, _ITEM, row, _ITEM, {
        "validate": "list", "source": lists.of_items, "input_title": "条目", "input_message": "从下拉里选一条；旁边会出现可以先做什么。",
        "error_type": "information", "error_title": "请看一下", "error_message": "下拉里没有这一条。写成条目的序号加名称，汇总时才认得。",
    })
    page.data_validation(row, _DUE, row, _DUE, {
        "validate": "length", "criteria": "<=", "value": 100, "input_title": "时限", "input_message": "写哪天前办，如 2026-12-15 或 12月15日前。",
        "error_title": "请看一下", "error_message": "太长了，写哪天前办就好。",
    })
    page.data_validation(row, _DONE, row, _DONE, {
        "validate": "list", "source": lists.of_plan, "error_type": "information", "error_title": "请看一下",
        "error_message": "下拉里没有这个写法，也可以就这样写。",
        "input_title": "完成情况", "input_message": "从下拉里选，做的时候再回来改。",
    })
    page.conditional_format(row, _ITEM, row, _ITEM, {"type": "formula", "criteria": f"=LEN({item})=0", "format": styles["wanted"]})
    for column in range(_DO, _DONE + 1):
        empty = f"=LEN({absolute(row, column)})=0"
        page.conditional_format(row, column, row, column, {"type": "formula", "criteria": empty, "format": styles["wanted"]})


def write_guide(page: Worksheet, layout: Layout, styles: Styles) -> None:
    """Write 填表说明."""
    page.set_column(0, 0, 20)
    page.set_column(1, 1, 100)
    write_merged(page, (0, 0), (0, 1), f"填表说明：{clean(layout.form.title)}", styles["title"])
    page.set_row(0, 34)
    row = 1
    for title, lines in guide(layout.form):
        write_merged(page, (row, 0), (row, 1), title, styles["section"])
        page.set_row(row, 26)
        row += 1
        for label, text in lines:
            page.write_string(row, 0, clean(label), styles["label"])
            page.write_string(row, 1, clean(text), styles["text"])
            page.set_row(row, row_height([(text, 100), (label, 20)]))
            row += 1
    page.freeze_panes(1, 0)
    page.print_area(0, 0, row - 1, 1)
    page.repeat_rows(0)
    set_print(page, footer(layout), landscape=False)
    page.protect("", LEAVE)

