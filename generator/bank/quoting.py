"""Questions on how to quote a figure: its words, its scope, its time, and what the note beside it advises."""
from __future__ import annotations

import re
from collections.abc import Iterator

from generator.bank.apart import alike, apart, distance, room
from generator.bank.question import Choice, Question
from generator.bank.reading import Reading, advice_of, cited, full_references, quoted, stated, unclear
from generator.know.catalogue import citation
from generator.model.case import TEXT_KINDS, Metric, Qualifier
from generator.model.casebook import CaseFolder
from generator.model.record import Caution

_QUALIFIER = re.compile("不超过|不少于|不低于|超过|将近|不足|左右|以上|以下|近|约|超|多|余")
_HANDFUL = 10
_OTHER: dict[Qualifier, str] = {
    "over": "不足", "nearly": "超过", "about": "不少于", "at_least": "不超过", "at_most": "超过", "under": "超过",
}
"""A qualifier that contradicts each."""
_STARTS_WITH_NUMBER = re.compile("[0-9一二三四五六七八九十两]")
_REFUSED = re.compile(
    "^(?P<do>[^，；]+(?:，[^不，；][^，；]*)?)，"
    "(?P<not>不(?:写成|写作|当作|作为|推到|推想|相加|换算|合成|拿|用|把|与|和|说成|改成|记在|算作|套到|乘)[^，；]{2,})$"
)
"""Advice of the form 「写……，不写成……」."""


def wording_questions(reading: Reading) -> Iterator[Question]:
    """Which writing keeps the source's own 多, 近, 约 …: the bare number and a contrary word stand beside it."""
    for folder in reading.folders:
        for metric in folder.metrics.metrics:
            key = f"{folder.id}/wording-{metric.id}"
            choices = _wordings(reading, folder, metric, key)
            if len(choices) < 4:
                continue
            why = f"原文写作{cited(folder, metric)}，前后表示多少的字要一起引，不能去掉，也不能换。"
            yield Question(
                key, "single", "引用", folder.id, f"引用{quoted(metric.what)}这个数，下面哪一种写法和原文一致？", why,
                (reading.where_of(folder, metric),), f"figure:{folder.id}/{metric.id}", tuple(reading.mixed(key, choices)),
            )


def _wordings(reading: Reading, folder: CaseFolder, metric: Metric, key: str) -> list[Choice]:
    right = stated(metric)
    bare = _QUALIFIER.sub("", right)
    if metric.qualifier == "exact" or metric.kind in TEXT_KINDS or bare == right or not _STARTS_WITH_NUMBER.match(bare):
        return []
    ref = f"{folder.id}/{metric.id}"
    others = [row for row in reading.metrics_like(metric) if row[1].qualifier != "exact" and apart(metric, row[1])]
    if not others:
        return []
    nearest = min(distance(metric, other) for _, other in others)
    other_folder, other = reading.mixed(key, (row for row in others if distance(metric, row[1]) == nearest))[0]
    return [
        Choice(right, True, f"figure:{ref}"),
        Choice(bare, False, f"bare:{ref}"),
        Choice(_OTHER[metric.qualifier] + bare, False, f"contrary:{ref}"),
        Choice(stated(other), False, f"figure:{other_folder.id}/{other.id}"),
    ]


def sentence_questions(reading: Reading) -> Iterator[Question]:
    """Which sentence quotes a figure rightly: in each of the others the words, the scope or the time are another's."""
    for folder in reading.folders:
        for metric in folder.metrics.metrics:
            key = f"{folder.id}/sentence-{metric.id}"
            if metric.kind in TEXT_KINDS or metric.kind == "ordinal" or not reading.notes(folder, metric) or _is_small(metric):
                continue
            choices = _sentences(reading, folder, metric, key)
            if len(choices) < 3:
                continue
            why = (
                f"原文写作{cited(folder, metric)}；范围：{metric.scope.place}；截至：{_time(metric)}。"
                "其余各条分别换了数的写法、范围或时间。"
            )
            yield Question(
                key, "single", "引用", folder.id, f"要引用{quoted(metric.what)}，下面哪一条和原文一致？", why,
                (reading.where_of(folder, metric),), f"figure:{folder.id}/{metric.id}", tuple(reading.mixed(key, choices)),
            )


def _sentences(reading: Reading, folder: CaseFolder, metric: Metric, key: str) -> list[Choice]:
    ref, own = f"{folder.id}/{metric.id}", (metric.scope.place, stated(metric), _time(metric))
    rows = reading.mixed(key, folder.metrics.metrics)
    near = [other for other in rows if alike(metric, other) and apart(metric, other)]
    words = stated(min(near, key=lambda other: distance(metric, other))) if near else ""
    place = next((other.scope.place for other in rows if _other_scope(metric, other)), "")
    time = next((_time(other) for other in rows if _other_time(metric, other)), "")
    choices = [Choice(_sentence(*own), True, f"figure:{ref}")]
    if words:
        choices.append(Choice(_sentence(own[0], words, own[2]), False, f"words:{ref}"))
    if place:
        choices.append(Choice(_sentence(place, own[1], own[2]), False, f"scope:{ref}"))
    if time:
        choices.append(Choice(_sentence(own[0], own[1], time), False, f"time:{ref}"))
    return choices


def _is_small(metric: Metric) -> bool:
    """Whether it counts a handful: to know that there were three of something is no use to anybody."""
    own = room(metric)
    return metric.kind in {"count", "composition"} and (own is None or own[1] < _HANDFUL)


def _sentence(place: str, words: str, time: str) -> str:
    return f"范围：{place}；原文：“{words}”；截至：{time}"


def _time(metric: Metric) -> str:
    """Until when, in words: 2013 alone is no time that anybody would write."""
    return f"{metric.as_of}年" if metric.as_of.isdecimal() else metric.as_of


def _other_scope(one: Metric, other: Metric) -> bool:
    """Whether the other's scope is surely another: of another level, and neither name holds the other."""
    a, b = one.scope, other.scope
    unsure = "未写明" in a.place + b.place
    counted = other.kind not in TEXT_KINDS  # a claim of being first has the field of comparison for its scope
    return counted and a.level != b.level and not unsure and a.place not in b.place and b.place not in a.place


def _other_time(one: Metric, other: Metric) -> bool:
    """Whether the other's time is surely another: 「目前」 without a date and 「未说明」 are too near each other."""
    vague = ("没有年月", "未说明", "没有说")
    both_vague = any(word in one.as_of for word in vague) and any(word in other.as_of for word in vague)
    return one.as_of != other.as_of and not both_vague and one.as_of not in other.as_of and other.as_of not in one.as_of


def caution_questions(reading: Reading) -> Iterator[Question]:
    """True or false: may the figure be used as the note beside it advises against?"""
    for folder in reading.folders:
        seen: set[Caution] = set()
        for own, caution in reading.catalogue.cautions_of_case(folder):
            metric = folder.metric_by_id.get(next(iter((*own, *caution.metrics)), ""))
            found = _REFUSED.fullmatch(advice_of(caution))
            if metric is None or metric.kind in TEXT_KINDS or found is None or caution in seen or unclear(found["not"]):
                continue
            seen.add(caution)
            key = f"{folder.id}/caution-{metric.id}-{len(seen)}"
            truth = reading.mixed(key, (True, False))[0]
            use = full_references(found["not"].removeprefix("不"), folder.id)
            about = f"{metric.what}，原文写{cited(folder, metric)}。引用时"
            yield Question(
                key, "true_false", "引用", folder.id, f"{about}{'不宜' if truth else '可以'}{use}。",
                f"{caution.kind}：{full_references(caution.text, folder.id)}", (reading.where_of(folder, metric),),
                f"advice:{folder.id}/{metric.id}:{found['not']}", truth=truth,
            )


def claim_questions(reading: Reading) -> Iterator[Question]:
    """True or false: a claim of coverage or of being first is written as the source's, never as our own."""
    for folder in reading.folders:
        for metric in folder.metrics.metrics:
            if metric.kind not in {"coverage_claim", "rank_claim"}:
                continue
            key = f"{folder.id}/claim-{metric.id}"
            truth = reading.mixed(key, (True, False))[0]
            ask = "引用时要写明“原文称”" if truth else "引用时可以不写“原文称”，当作已经核实的事来写"
            said = "".join(f"{caution.kind}：{full_references(caution.text, folder.id)}" for caution in reading.notes(folder, metric)[:1])
            yield Question(
                key, "true_false", "引用", folder.id, f"说到{quoted(metric.what)}，原文写{cited(folder, metric)}。{ask}。",
                f"这是原文自己的说法，材料里没有别处的核对，引用时写“原文称”。{said}", (reading.where_of(folder, metric),),
                f"claim:{folder.id}/{metric.id}", truth=truth,
            )


def citation_questions(reading: Reading) -> Iterator[Question]:
    """Write a sentence that quotes a figure: words, scope, time and place, and what the note advises."""
    for folder in reading.folders:
        for metric in folder.metrics.metrics:
            advised = [advice_of(caution) for caution in reading.notes(folder, metric)]
            advised = [advice for advice in advised if advice and not unclear(advice)]
            if metric.kind in TEXT_KINDS or not advised or _is_small(metric):
                continue
            points = (
                f"可以这样写：{citation(folder, metric)}",
                *(f"引用提示：{full_references(advice, folder.id)}。" for advice in advised[:2]),
            )
            yield Question(
                f"{folder.id}/cite-{metric.id}", "short", "引用", folder.id,
                f"请写一句话引用{quoted(metric.what)}：原文的字、范围、截至时间和出处都要写到；有引用提示的，照提示写。",
                "一句合格的引用有五样：哪份材料、数的是什么、原文的字、范围和截至时间、出处。",
                (reading.where_of(folder, metric),), f"figure:{folder.id}/{metric.id}", points=points,
            )
