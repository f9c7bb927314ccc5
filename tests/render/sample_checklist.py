"""A checklist with every type of item and every state, and the forms made of it."""
from __future__ import annotations

from dataclasses import replace

from generator.view.checklist_sheet import ChecklistSheet, Choice, SheetDimension, SheetItem, SheetLevel
from generator.view.paper import ChecklistForm

_WORDS = {
    "content": "打开最近一次的记录，看一眼。", "counts": "写在纸上的都算。", "not_counts": "只在口头说过的不算。", "evidence": ("会议记录本", "公示栏照片"),
    "methods": ("查阅资料", "现场查看"), "filler": "书记", "hint": "先贴出来。",
}


def _item(number: int, kind: str, dimension: str, points: int, **more: object) -> SheetItem:
    given = {**_WORDS, "rule": f"第{number}条的算法。", **more}
    return SheetItem(id=f"i{number}", number=number, type=kind, dimension=dimension, indicator=f"指标{number}", points=points, **given)  # type: ignore[arg-type]


ITEMS = (
    _item(1, "grade", "a", 300, quick=True, choices=(Choice("都做到", 10000), Choice("做到一半", 4000), Choice("没有", 0))),
    _item(2, "count", "a", 2000, choices=(Choice("有规则"), Choice("贴出来"), Choice("在居民会议或者居民代表会议上通过，并且有记录")), full_at=2),
    _item(3, "yesno", "a", 2000, na=True, upstream=True, quick=True),
    _item(4, "rate", "a", 1700, full_at=9000, step=5, total="抽查的需求条数", good="其中写明去向的条数", sample="隔几条取1条，共10条。"),
    _item(5, "deduct", "b", 2000, each=50),
    _item(6, "parts", "b", 2000, choices=(Choice("申报", 500), Choice("公示", 1500)), types="老旧小区"),
    _item(7, "gate", "b", 0, cap="起步", quick=True),
    _item(8, "bonus", "b", 200),
)
SHEET = ChecklistSheet(
    id="sample", version=2, fingerprint="f" * 64, title="样表自查表", home="common", place="通用", purpose="看看做得怎样。",
    receiver="自用版留在社区。", keep="一年，社区书记可看。", minutes=20, quick_minutes=10, basis=("《某办法》",), reviewed="2026-01-05",
    dimensions=(SheetDimension("a", "议事", 6000), SheetDimension("b", "服务", 4000)),
    levels=(SheetLevel("成熟", 8500), SheetLevel("较好", 7000), SheetLevel("起步", 5000), SheetLevel("待加强", 0)),
    bonus_cap=500, items=ITEMS, community_types=(("old", "老旧小区"), ("new", "商品房小区")),
)
FULL = ChecklistForm(
    path="common/checklist-sample-v2", kind="checklist", title="样表自查表", name="自查表-样表", sheet=SHEET, web="assess/sample.html",
    ref="common/sample", reviewed="2026-01-05", version="1", source="cases/common/checklists/sample-v2.yaml", among=6,
)
SUBMIT = replace(FULL, path=f"{FULL.path}-submit", use="submit")
QUICK = replace(FULL, path=f"{FULL.path}-quick", edition="quick", title="样表自查表（快填版）")
QUICK_SUBMIT = replace(QUICK, path=f"{QUICK.path}-submit", use="submit")
FORMS = (FULL, SUBMIT, QUICK, QUICK_SUBMIT)
LONG = replace(FULL, path="common/checklist-long-v2", sheet=replace(SHEET, items=tuple(
    replace(item, id=f"i{number}", number=number, indicator=f"指标{number}")
    for number, item in enumerate((*ITEMS[:4] * 5, *ITEMS[4:6] * 7, *ITEMS[6:]), 1)
)))
"""With 36 items, over several pages."""
