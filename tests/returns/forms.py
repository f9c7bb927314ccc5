"""A checklist with every type of item, returns that answer it, and a workbook with the keys that readers look for."""
from __future__ import annotations

import io
from collections.abc import Mapping
from random import Random
from typing import Any

import xlsxwriter

from generator.model.returned import Answer, PlanLine, Return, State, Value
from generator.read.returned_known import Known, KnownChecklist, KnownItem

PRINTS = {1: "1" * 64, 2: "2" * 64}
TYPES = (("old", "老旧小区"), ("new", "商品房小区"), ("village", "村改居"))
ROLES = ("answer", "reason", "evidence", "review", "review_note")
STATES: dict[State, str] = {"unknown": "不知道", "na": "不适用", "upstream": "需上级解决"}


def _items() -> tuple[KnownItem, ...]:
    def item(number: int, kind: str, choices: int = 0, points: int = 500, **allowed: bool) -> KnownItem:
        return KnownItem(f"{kind}-{number}", number, kind, f"第{number}项指标", choices, points, **allowed)

    return (
        item(1, "grade", 4, na=True, quick=True), item(2, "count", 3, upstream=True, quick=True), item(3, "yesno", na=True),
        item(4, "rate", na=True, upstream=True), item(5, "deduct"), item(6, "parts", 4), item(7, "gate", points=0, quick=True),
        item(8, "bonus", points=200), item(9, "grade", 3), item(10, "yesno", upstream=True), item(11, "rate"), item(12, "deduct", na=True),
    )


NEW = KnownChecklist("demo", 2, PRINTS[2], _items(), TYPES)
OLD = KnownChecklist("demo", 1, PRINTS[1], _items()[:8], TYPES)
KNOWN: Known = {"demo": (NEW, OLD)}


def known_json(known: Known) -> dict[str, list[dict[str, Any]]]:
    """The checklists as the browser has them, as far as readers look."""
    return {name: [_sheet_json(one) for one in versions] for name, versions in known.items()}


def _sheet_json(one: KnownChecklist) -> dict[str, Any]:
    items = [
        {
            "id": item.id, "number": item.number, "type": item.type, "indicator": item.indicator, "points": item.points,
            "choices": [{"label": "", "worth": 0}] * item.choices, "na": item.na, "upstream": item.upstream, "quick": item.quick,
        }
        for item in one.items
    ]
    return {
        "id": one.id, "version": one.version, "fingerprint": one.fingerprint, "items": items,
        "community_types": [list(pair) for pair in one.types],
    }


def filled_return(seed: int = 0, checklist: KnownChecklist = NEW, **changed: Any) -> Return:
    """A return with answers of every type; the same seed gives the same."""
    dice = Random(seed)
    answers = {}
    for item in checklist.items:
        review = dice.randint(0, item.points) if item.points and dice.random() < 0.3 else None
        state: State = "answered"
        if item.na and dice.random() < 0.3:
            state = "na"
        elif item.upstream and dice.random() < 0.3:
            state = "upstream"
        value = _value(item, dice) if state == "answered" else None
        reason = "没有这类小区\n等通知" if state != "answered" else ""
        answers[item.id] = Answer(state, value, reason, "议事会纪要，居委会", review, "看过" if review else "")
    members = {
        "period": "2026年度", "street": "示例街道", "community": f"示例社区{seed}", "types": ("old", "village"), "filled": "2026-11-20",
        "filler": "王", "answers": answers, "plan": (PlanLine("count-2", "补记录", "书记", "2027-03", "未启动"),),
    }
    return Return(checklist.id, checklist.version, "full", **{**members, **changed})


def _value(item: KnownItem, dice: Random) -> Value:
    match item.type:
        case "grade":
            return dice.randrange(item.choices)
        case "count" | "parts":
            return tuple(at for at in range(item.choices) if dice.random() < 0.6)
        case "rate":
            total = dice.randint(1, 99_999)
            return (dice.randint(0, total), total)
        case "deduct":
            return dice.randint(0, 12)
    return dice.random() < 0.5


Rows = list[list[str | float | bool | None]]


def form_rows(filled: Return, checklist: KnownChecklist = NEW) -> Rows:
    """The rows of 填表: keys first, then number, indicator and the five roles."""
    rows: Rows = [["casebook-key", "", "", *ROLES], [None, "序号", "指标", "自评", "理由", "材料", "复核", "说明"]]
    names = dict(checklist.types)
    fields = {
        "@period": filled.period, "@street": filled.street, "@community": filled.community,
        "@type": "、".join(names[one] for one in filled.types), "@filled": filled.filled, "@filler": filled.filler,
    }
    rows += [[key, None, key[1:], value] for key, value in fields.items()]
    for item in checklist.items:
        rows += _item_rows(item, filled.answers.get(item.id))
    return rows


def _item_rows(item: KnownItem, answer: Answer | None) -> Rows:
    answer = answer or Answer("answered")
    value = answer.value
    under: Rows = []
    main: str | float | None = STATES.get(answer.state)
    if item.type in {"count", "parts"}:
        ticked = value if isinstance(value, tuple) else ()
        under = [[f"{item.id}#{at + 1}", None, None, "√" if at in ticked else None] for at in range(item.choices)]
        main = "都没有" if value == () else main
    elif item.type == "rate":
        good, total = value if isinstance(value, tuple) else (None, None)
        under = [[f"{item.id}:total", None, "一共", total], [f"{item.id}:good", None, "其中", good]]
    elif value is not None and not isinstance(value, tuple):
        main = {"grade": lambda: "ABCD"[value], "yesno": lambda: "是" if value else "否", "deduct": lambda: value}.get(
            item.type, lambda: "有" if value else "没有"
        )()
    review = None if answer.review is None else answer.review / 100
    return [[item.id, item.number, item.indicator, main, answer.reason, answer.evidence, review, answer.review_note], *under]


def plan_rows(filled: Return, checklist: KnownChecklist = NEW) -> Rows:
    """The rows of 提升计划."""
    number = {item.id: f"{item.number} {item.indicator}" for item in checklist.items}
    lines: Rows = [
        [f"+{at}", number.get(line.item, line.item), line.do, line.owner, line.due, line.done]
        for at, line in enumerate(filled.plan, 1)
    ]
    return [["casebook-plan", "item", "do", "owner", "due", "done"], *lines, [f"+{len(lines) + 1}", None, None, None, None, "未启动"]]


def meta_rows(filled: Return, checklist: KnownChecklist = NEW) -> Rows:
    """The rows of _meta."""
    return [
        ["format", "casebook-return"], ["schema", 1], ["checklist", checklist.id], ["version", checklist.version],
        ["edition", filled.edition], ["use", "submit"], ["fingerprint", checklist.fingerprint],
    ]


def workbook(filled: Return, checklist: KnownChecklist = NEW, rows: Rows | None = None, identity: Mapping[str, str] | None = None) -> bytes:
    """The whole form as XlsxWriter saves it. `identity` changes what it says of itself in the properties."""
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, {"in_memory": True, "strings_to_formulas": False, "strings_to_numbers": False})
    said = {"checklist": checklist.id, "version": str(checklist.version), "edition": filled.edition, "fingerprint": checklist.fingerprint}
    for name, value in {**said, **(identity or {})}.items():
        book.set_custom_property(f"casebook_{name}", value)
    sheets = {"填表": rows or form_rows(filled, checklist), "提升计划": plan_rows(filled, checklist), "_meta": meta_rows(filled, checklist)}
    for name, content in sheets.items():
        page = book.add_worksheet(name)
        for row, cells in enumerate(content):
            for column, value in enumerate(cells):
                if value is not None and value != "":
                    page.write(row, column, value)
    book.get_worksheet_by_name("_meta").very_hidden()
    book.define_name("casebook_template", '="' + "/".join(said.values()) + '"')
    book.close()
    return made.getvalue()
