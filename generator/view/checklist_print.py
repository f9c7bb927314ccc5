"""A self-assessment form as it stands on paper, the same in PDF and Word: what each box, row and line says.

□ is a box to tick, ____ a place to write in: a renderer draws the line, longer for more of them.
"""
from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from unicodedata import east_asian_width

from generator.view.checklist_print_words import (
    filling_rules,
    first_lines,
    gate_lines,
    level_boxes,
    review_lines,
    working_lines,
)
from generator.view.checklist_shapes import LETTERS, SheetItem
from generator.view.paper import ChecklistForm

_CHARACTER = 3.175  # millimetres: a character of 9 pt
_PLAN_ROWS = {"full": 5, "quick": 2}
_NUMERALS = "一二三四五六七八九十"
_STATES = ("□未启动", "□推进中", "□已完成", "□长期坚持")


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """Places to answer, in one line: side by side in equal columns (`even`), or one after another."""

    pieces: tuple[str, ...]
    even: bool = False


@dataclass(frozen=True, slots=True)
class PrintedItem:
    """One row: what to look at, how it scores, where to answer."""

    number: str
    indicator: str
    filler: str
    content: str
    points: str
    rule: str
    answers: tuple[AnswerLine, ...]
    methods: tuple[str, ...]
    evidence: tuple[str, ...]
    sample: str  # how to draw what is counted; empty where nothing is drawn
    own: str  # what stands in the cell of the own score: empty to write in, or 不计分
    counts: str
    not_counts: str
    dimension: str = ""  # its name, where no heading says it


@dataclass(frozen=True, slots=True)
class PrintedGroup:
    """The rows of a dimension under its heading."""

    heading: str
    items: tuple[PrintedItem, ...]


@dataclass(frozen=True, slots=True)
class PrintedTable:
    """A table to fill in by hand: its head, widths in millimetres, the words that stand in it already."""

    name: str
    head: tuple[str, ...]
    widths: tuple[int, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class PrintedDetail:
    """What counts and what does not, for one item: run in, since a table would take half as much room again."""

    name: str
    words: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class PrintedChecklist:
    """The whole form, in the order of the paper."""

    title: str
    kicker: str
    edition: str  # 第1版 · 完整版 · 自用版
    opening: tuple[tuple[str, str], ...]
    head: tuple[tuple[tuple[str, str, int], ...], ...]  # rows of label, what stands there, share of the width
    columns: tuple[str, ...]
    widths: tuple[int, ...]  # millimetres, 277 together
    groups: tuple[PrintedGroup, ...]
    scoring: PrintedTable
    working: tuple[str, ...]  # the sums to do by hand
    gates: tuple[str, ...]
    plan: PrintedTable
    ends: tuple[tuple[str, ...], ...]  # boxes side by side to sign and seal, each a few lines; none for own use
    notes: tuple[str, ...]
    details: tuple[PrintedDetail, ...]
    footer: str


def printed(form: ChecklistForm) -> PrintedChecklist:
    """The form on paper."""
    sheet, submit = form.sheet, form.use == "submit"
    items = sheet.of_edition(form.edition)
    groups, columns = tuple(_groups(form, items)), _columns(form)
    edition = "快填版" if form.edition == "quick" else "完整版" if sheet.has_quick else ""
    use = "报送版" if submit else "自用版"
    return PrintedChecklist(
        title=form.title, kicker=f"自查表 · {sheet.place} · 编者建议",
        edition="　".join(filter(None, (f"版本：第{sheet.version}版（{_day(sheet.reviewed)}核对）", edition, use, "填表说明见最后"))),
        opening=first_lines(form), head=_head(form), columns=tuple(name for name, _ in columns), widths=tuple(width for _, width in columns), groups=groups,
        scoring=_scoring(form, items), working=working_lines(form), gates=gate_lines(form), plan=_plan(form),
        ends=review_lines() if submit else (), notes=filling_rules(form), details=_details(groups),
        footer=f"自愿填写，仅用于改进　编号 {form.ref}　第{sheet.version}版{edition and ' ' + edition}{' ' + use}",
    )


def length(text: str) -> float:
    """The length of a text in Han characters."""
    return sum(1.0 if east_asian_width(character) in "WFA" else 0.55 for character in text)


def points_text(hundredths: int) -> str:
    """4, 1.5, 0.25: hundredths of a point as they are written."""
    return f"{hundredths / 100:.2f}".rstrip("0").rstrip(".")


def _day(reviewed: str) -> str:
    year, month, day = reviewed.split("-")
    return f"{year}年{int(month)}月{int(day)}日"


def _head(form: ChecklistForm) -> tuple[tuple[tuple[str, str, int], ...], ...]:
    """The boxes over the table, four to a row."""
    types = "　".join(f"□{name}" for _, name in form.sheet.community_types)
    results = [("自评得分合计", "____分", 2), ("得分率", "____%", 2), ("等级", level_boxes(form.sheet, rates=False), 5)]
    if form.edition == "full":
        results.append(("短板（得分率不到60%的维度）", "", 4))
    people = ((("联系电话", "", 3), ("社区负责人（签字）", "", 3)),) if form.use == "submit" else ()
    return (
        (("社区（全称）", "", 36), ("街道（镇）", "", 26), ("评价周期", "____年度", 16), ("填表日期", "____年__月__日", 24), ("填表人（可不填）", "", 18)),
        (("社区类型（可多选）", types, 11),), tuple(results), *people,
    )


_COLUMNS: tuple[tuple[str, int, int], ...] = (
    ("序号", 8, 8), ("二级指标", 25, 24), ("评价内容", 44, 40), ("分值", 9, 9), ("评分标准（在□里打√，在横线上填数）", 111, 101),
    ("评价\n方式", 10, 10), ("自评\n得分", 13, 12), ("没做到的\n原因", 22, 17), ("佐证材料\n（名称、存放处）", 35, 31),
    ("复核\n得分", 0, 12), ("备注", 0, 13),
)
"""The columns, and how wide they are on the form for own use and on the one to hand in."""
_RULE, _METHODS = _COLUMNS[4][0], _COLUMNS[5][0]


def _columns(form: ChecklistForm) -> tuple[tuple[str, int], ...]:
    """The columns of a form with their widths. The quick one says the way of checking in the row: so it fits three pages."""
    wide = {name: submit if form.use == "submit" else own for name, own, submit in _COLUMNS}
    if form.edition == "quick":
        wide[_RULE] += wide.pop(_METHODS)
    return tuple((name, width) for name, width in wide.items() if width)


def _groups(form: ChecklistForm, items: Sequence[SheetItem]) -> Iterator[PrintedGroup]:
    scored = [item for item in items if item.scored]
    if form.edition == "quick":  # one or two items a dimension: its name stands in the row
        names = {dimension.id: dimension.name for dimension in form.sheet.dimensions}
        rows = tuple(replace(_row(form, item), dimension=names[item.dimension]) for item in scored)
        yield PrintedGroup(f"计分的条目（{points_text(sum(item.points for item in scored))}分）", rows)
        scored = []
    number = 0
    for dimension in form.sheet.dimensions:
        own = [item for item in scored if item.dimension == dimension.id]
        if own:
            number += 1
            points = points_text(sum(item.points for item in own))
            numeral = _NUMERALS[number - 1] if number <= len(_NUMERALS) else str(number)
            yield PrintedGroup(f"一级指标{numeral}　{dimension.name}（{points}分）", tuple(_row(form, item) for item in own))
    for kind, heading in (
        ("gate", "底线项（不计分；没守住的，等级有上限，先解决它）"),
        ("bonus", f"加分项（在满分之外另记，合计最多{points_text(form.sheet.bonus_cap)}分）"),
    ):
        rows = tuple(_row(form, item) for item in items if item.type == kind)
        if rows:
            yield PrintedGroup(heading, rows)


def _row(form: ChecklistForm, item: SheetItem) -> PrintedItem:
    room, quick = dict(_columns(form))[_RULE] / _CHARACTER, form.edition == "quick"
    content = f"{item.content}（适用：{item.types}）" if item.types else item.content
    if quick:
        content += f"（{'、'.join(item.methods)}）"
    return PrintedItem(
        number=str(item.number), indicator=item.indicator, filler=item.filler, content=content,
        points="—" if item.type == "gate" else points_text(item.points), rule=item.rule, answers=_answers(item, room),
        methods=() if quick else item.methods, evidence=item.evidence, sample=item.sample, own="不计分" if item.type == "gate" else "",
        counts=item.counts, not_counts=item.not_counts,
    )


def _answers(item: SheetItem, room: float) -> tuple[AnswerLine, ...]:
    """Places to answer by the item's type, then the states that it allows, in lines of so many characters."""
    states = ("□不知道", *(("□不适用（理由写在右边）",) if item.na else ()), *(("□需上级解决",) if item.upstream else ()))
    match item.type:
        case "grade" | "count" | "parts":
            labels = [f"□{choice}" for choice in counted_answer(item)]
            states = states if item.type == "grade" else ("□都没有", *states)
        case "rate":
            labels = [f"一共：{item.total}______", f"其中：{item.good.removeprefix('其中')}______"]
        case _:
            labels, states = [], (*_SHORT_ANSWERS[item.type], *states)
    return _laid(labels, states, room)


def counted_answer(item: SheetItem) -> list[str]:
    """The choices of an item in words, each with what it is worth."""
    match item.type:
        case "grade":  # rounded half up, as in assess/score.py
            return [
                f"{LETTERS[index]} {choice.label}（{points_text((2 * item.points * choice.worth + 100_00) // 200_00)}分）"
                for index, choice in enumerate(item.choices)
            ]
        case "parts":
            return [f"{choice.label}（{points_text(choice.worth)}分）" for choice in item.choices]
        case "count":
            return [choice.label for choice in item.choices]
    return []


_SHORT_ANSWERS = {
    "yesno": ("□是", "□否"), "gate": ("□没有", "□有"), "bonus": ("□有", "□没有"), "deduct": ("出现______例（没有写0）",),
}


def _laid(labels: Sequence[str], states: tuple[str, ...], room: float) -> tuple[AnswerLine, ...]:
    """Short choices side by side, others each in its own line; the states beside the last where they fit, else below."""
    lines: list[AnswerLine] = []
    for label in labels:
        last = lines[-1].pieces if lines else ()
        if len(last) == 1 and max(length(last[0]), length(label)) <= room / 2 - 1:
            lines[-1] = AnswerLine((*last, label), even=True)
        else:
            lines.append(AnswerLine((label,)))
    last = lines[-1].pieces if lines else ()
    if len(last) == 1 and length("　".join((*last, *states))) <= room - 1:
        lines[-1] = AnswerLine((*last, *states))
    else:
        lines.append(AnswerLine(states))
    return tuple(lines)


def _scoring(form: ChecklistForm, items: Sequence[SheetItem]) -> PrintedTable:
    head = [
        "一级指标", "分值 A", "自评得分小计 B", "不适用的分值 C", "需上级解决的分值 D", "适用分值 E＝A－C－D", "得分率 B÷E×100",
        "短板（不到60%打√）", "没答和不知道（条）",
    ]
    widths = [46, 18, 30, 27, 32, 36, 32, 30, 26]
    if form.use == "submit":
        head.append("复核得分小计")
        widths = [42, 16, 27, 24, 29, 34, 28, 27, 23, 27]
    rest = ("",) * (len(head) - 8)
    points = {
        dimension.name: sum(item.points for item in items if item.scored and item.dimension == dimension.id)
        for dimension in form.sheet.dimensions
    }
    if form.edition == "quick":  # a dimension of one or two items says nothing: a line for the whole is enough
        return PrintedTable("算得分", (), (), ())
    rows = [(name, points_text(part), *("",) * 4, "%", "□", *rest) for name, part in points.items() if part]
    rows.append(("合计", points_text(sum(points.values())), *("",) * 4, "%", "—", *rest))
    return PrintedTable("算得分", tuple(head), tuple(widths), tuple(rows))


def _plan(form: ChecklistForm) -> PrintedTable:
    head = ("序号", "对应条目", "要做的事（先解决底线项，再挑得分低的）", "责任人", "时限", "完成情况")
    count = _PLAN_ROWS[form.edition]
    rows = tuple((str(index), "", "", "", "", "　".join(_STATES)) for index in range(1, count + 1))
    return PrintedTable("下一步打算（提升计划）", head, (12, 26, 114, 30, 27, 68), rows)


def _details(groups: Sequence[PrintedGroup]) -> tuple[PrintedDetail, ...]:
    return tuple(
        PrintedDetail(f"{item.number}　{item.indicator}", (("算", item.counts), ("不算", item.not_counts)))
        for group in groups for item in group.items
    )
