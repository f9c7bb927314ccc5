"""A checklist of every type with awkward numbers: thirds, steps, decimals, a bonus above its cap; words with signs of formulas."""
from __future__ import annotations

from typing import Any

from generator.view.checklist_sheet import (
    ChecklistSheet,
    Choice,
    PracticeLink,
    SheetDimension,
    SheetItem,
    SheetLevel,
)
from generator.view.paper import ChecklistForm

_HELP = PracticeLink("demo/yishi", "居民议事会", "每月开一次。", "library/demo/yishi.html")
_WORDS: dict[str, Any] = {
    "content": "翻开记录，看这件事有没有做。", "rule": "照下面的办法得分。", "counts": "写得出哪一天做的。", "not_counts": "只有照片。",
    "evidence": ("会议记录本", "公示栏照片"), "methods": ("查阅资料", "现场查看"), "filler": "书记、网格员", "hint": "这周先补一页。", "practice": _HELP,
}


def _options(count: int) -> tuple[Choice, ...]:
    return tuple(Choice(f"第{index}样做到了") for index in range(1, count + 1))


_ITEMS: tuple[dict[str, Any], ...] = (
    {"type": "grade", "dimension": "a", "points": 333,
     "choices": (Choice("好", 100_00), Choice("中", 66_67), Choice("下", 33_33), Choice("无", 0)), "na": True},
    {"type": "grade", "dimension": "a", "points": 50,
     "choices": tuple(Choice(f"第{w}档", w) for w in (100_00, 85_71, 71_43, 57_14, 42_86, 28_57, 14_29, 0)), "na": True},
    {"type": "count", "dimension": "a", "points": 100, "choices": _options(4), "full_at": 3, "quick": True, "na": True},
    {"type": "count", "dimension": "a", "points": 250, "choices": _options(8), "full_at": 7, "na": True, "upstream": True},
    {"type": "yesno", "dimension": "b", "points": 1467, "na": True, "upstream": True, "quick": True},
    {"type": "rate", "dimension": "b", "points": 333, "full_at": 66_67, "step": 7,
     "total": "抽查的件数", "good": "其中做完的",
     "sample": "抽10件。", "quick": True},
    {"type": "rate", "dimension": "b", "points": 400, "full_at": 90_00, "step": 5,
     "total": "抽查的件数", "good": "其中写明的",
     "sample": "抽10件。", "na": True},
    {"type": "rate", "dimension": "b", "points": 1_00, "full_at": 100_00, "step": 1,
     "total": "抽查的件数", "good": "其中回话的",
     "sample": "抽3件。", "upstream": True},
    {"type": "deduct", "dimension": "c", "points": 300, "each": 35, "na": True, "quick": True},
    {"type": "deduct", "dimension": "c", "points": 767, "each": 100},
    {"type": "parts", "dimension": "c", "points": 500, "choices": (Choice("有规则", 167), Choice("公开了", 166), Choice("照着做", 167)), "na": True},
    {"type": "parts", "dimension": "c", "points": 5500, "choices": tuple(Choice(f"第{w}项", w * 500) for w in (1, 2, 3, 5)), "upstream": True},
    {"type": "gate", "dimension": "a", "cap": "起步", "quick": True},
    {"type": "gate", "dimension": "c", "cap": "待加强", "na": False},
    {"type": "bonus", "dimension": "a", "points": 333, "quick": True},
    {"type": "bonus", "dimension": "b", "points": 300, "na": True, "upstream": True},
)
_NAMES = {"a": '议事"与"监督', "b": "服务&资金", "c": "办事<减负>"}


def awkward_sheet() -> ChecklistSheet:
    """The sheet; its dimensions weigh what their items come to."""
    items = tuple(
        SheetItem(id=f"{row['dimension']}-{number}x", number=number, indicator=f"第{number}条：看“记录”=1+1", **_WORDS, **row)
        for number, row in enumerate(_ITEMS, 1)
    )
    return ChecklistSheet(
        id="awkward", version=3, fingerprint="0" * 64, title="怪数自查表 & <试>", home="common", place="通用", purpose="看看算得对不对。",
        receiver="自己留着。", keep="一年，社区书记可看。", minutes=10, quick_minutes=5, basis=(), reviewed="2026-01-05",
        dimensions=tuple(
            SheetDimension(name, words, sum(item.points for item in items if item.scored and item.dimension == name))
            for name, words in _NAMES.items()
        ),
        levels=(SheetLevel("成熟", 85_00), SheetLevel("较好", 66_67), SheetLevel("起步", 33_33), SheetLevel("待加强", 0)), bonus_cap=5_00,
        items=items, community_types=(("old", "老旧小区"), ("commercial", "商品房小区")),
    )


def awkward_form(edition: str = "full", use: str = "submit") -> ChecklistForm:
    """Its form."""
    return ChecklistForm(
        path=f"common/checklist-awkward-v3-{edition}-{use}", kind="checklist", title="怪数自查表 & <试>", name="自查表-怪数",
        sheet=awkward_sheet(), edition=edition, use=use, web="assess/awkward.html", ref="common/awkward", reviewed="2026-01-05",  # type: ignore[arg-type]
    )
