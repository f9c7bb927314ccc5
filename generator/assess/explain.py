"""A score in words: every number with its arithmetic, in the sentences that the web form says too (explain.ts, tested equal)."""
from __future__ import annotations

from generator.assess.score import ItemScore, Score, hundredths, standing
from generator.model.assessment import (
    BonusItem,
    Checklist,
    CountItem,
    DeductItem,
    GateItem,
    GradeItem,
    Item,
    PartsItem,
    RateItem,
)
from generator.model.returned import Answer

NO_REASON = "选了不适用，没有写理由，按未答计"
_OUT = {"na": "不适用，不计入", "upstream": "需上级解决，不计入", "open": "未答，按 0 分计", "unknown": "不知道，按 0 分计"}


def shown(value: int) -> str:
    """Hundredths as people write them: 3, 2.5, 66.67."""
    whole, rest = divmod(value, 100)
    return f"{whole}.{rest:02d}".rstrip("0") if rest else str(whole)


def explain_item(item: Item, answer: Answer | None, got: int | None) -> str:
    """How the points of an item came about; `got` in hundredths as `score` gives them."""
    how = standing(item, answer)
    if isinstance(item, GateItem):
        if answer is None or how != "scored":
            return "未答" if how == "open" else "不知道"
        return f"没有守住，等级最高到“{item.cap}”" if answer.value is True else "守住了"
    if how != "scored" or answer is None or got is None:
        return NO_REASON if answer is not None and answer.state == "na" and how == "open" else _OUT[how]
    return f"{_how(item, answer)}，得 {shown(got)} 分"


def _how(item: Item, answer: Answer) -> str:
    full = "" if isinstance(item, GateItem) else f"{shown(hundredths(item.points))} 分"
    value = answer.value
    match item:
        case GradeItem() if isinstance(value, int):
            return f"选第 {value + 1} 档，{full} × {shown(hundredths(item.grades[value].percent))}%"
        case CountItem() if isinstance(value, tuple):
            most = f"，最多算 {item.full_at} 项" if len(value) > item.full_at else ""
            return f"符合 {len(value)} 项{most}，{full} × {min(len(value), item.full_at)} ÷ {item.full_at}"
        case PartsItem() if isinstance(value, tuple):
            return "做到 " + ("、".join(f"第 {index + 1} 项 {shown(hundredths(item.parts[index].points))} 分" for index in value) or "0 项")
        case RateItem() if isinstance(value, tuple):
            good, total = value
            if not total:
                return "一件也没有，没有可数的"
            line = shown(hundredths(item.full_at))
            base = f"{total} 里有 {good}，是 {shown(_percent(good, total))}%"
            if good * 100_00 >= hundredths(item.full_at) * total:
                return f"{base}，达到 {line}%"
            return f"{base}，离 {line}% 每差 1 个百分点减 {shown(hundredths(item.step))} 分"
        case DeductItem() if isinstance(value, int):
            return f"{value} 例，每例减 {shown(hundredths(item.each))} 分" if value else "没有出现"
    if isinstance(item, BonusItem):
        return "有" if value is True else "没有"
    return "是" if value is True else "否"


def _percent(good: int, total: int) -> int:
    return (2 * good * 100_00 + total) // (2 * total)


def explain_rate(score: Score) -> str:
    """How the rate came about."""
    if score.rate is None:
        return "没有一条适用，算不出得分率"
    return f"得分 {shown(score.got)} ÷ 适用分值 {shown(score.points)} = {shown(score.rate)}%"


def explain_level(checklist: Checklist, score: Score) -> str:
    """How the level came about, and what holds it."""
    if score.open_gates:
        return f"底线项还有 {len(score.open_gates)} 条没有回答，暂不给等级"
    if score.rate is None or score.level is None:
        return "算不出得分率，不给等级"
    at = next(index for index, level in enumerate(checklist.levels) if level.name == score.uncapped)
    line = checklist.levels[at]
    said = f"{shown(score.rate)}% 到了“{line.name}”的 {shown(hundredths(line.from_rate))}%"
    if not line.from_rate and at:
        above = checklist.levels[at - 1]
        said = f"{shown(score.rate)}% 不到“{above.name}”的 {shown(hundredths(above.from_rate))}%，是“{line.name}”"
    if score.level != score.uncapped:
        said += f"；底线项没有守住，等级到“{score.level}”为止"
    return said if score.complete else f"{said}；还有没答的条目，结果未完成"


def explain_upstream(score: Score) -> str:
    """The second rate, when something lies with the level above; empty when nothing does."""
    if not score.upstream or score.rate_with_upstream is None:
        return ""
    return f"{len(score.upstream)} 条需上级解决，没有计入；按 0 分算进来是 {shown(score.rate_with_upstream)}%"


def explain_bonus(checklist: Checklist, score: Score) -> str:
    """The bonus, which stands outside the rate; empty when the edition has none."""
    if not score.bonus_items:
        return ""
    earned = sum(row.got or 0 for row in score.bonus_items)
    capped = f"（最多 {shown(hundredths(checklist.bonus_cap))} 分）" if earned > score.bonus else ""
    return f"另加分 {shown(score.bonus)} 分{capped}，不计入得分率"


def explain_dimension(name: str, rows: tuple[ItemScore, ...]) -> str:
    """The sum of one dimension, named as readers know it."""
    counted = [row for row in rows if row.got is not None]
    points = sum(row.points for row in counted)
    if not points:
        return f"{name}：没有一条适用"
    got = sum(row.got or 0 for row in counted)
    summed = " + ".join(shown(row.got or 0) for row in counted)
    return f"{name}：{summed} = {shown(got)}，÷ {shown(points)} = {shown((2 * got * 100_00 + points) // (2 * points))}%"
