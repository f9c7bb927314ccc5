"""The formulas of 填表: what an item reaches, as assess/score.py has it, and the sentence that says how, as assess/explain.py.

All on whole hundredths. Half up in one step is INT((2*X+D)/(2*D)): exact as long as 2*X stays below 2^53. Only functions
that Excel 2010, WPS and LibreOffice share; no text of 256 characters or more stands inside a formula.
"""
from __future__ import annotations

from collections.abc import Sequence

from generator.render.checklist_xlsx.layout import (
    ANSWER,
    APPLIES,
    BEYOND,
    FULL,
    REACHED,
    REASON,
    REVIEW,
    STANDING,
    Place,
    absolute,
    plain,
)
from generator.view.checklist_sheet import LETTERS
from generator.view.filled_form import NONE, NOT_APPLICABLE, TICK, UNKNOWN, UPSTREAM, WORDS

STANDINGS = ("open", "scored", "unknown", "na", "upstream")
"""How an answer enters the sum, by the number that stands in the column STANDING."""
_MOST = 99_999  # the largest number that an answer may hold
_BLANKS = (" ", "　", "\u00a0", 9, 10, 13)  # what is no reason


def standing(place: Place) -> str:
    """0 open · 1 scored · 2 不知道 · 3 不适用 with a reason · 4 需上级解决."""
    item, answer = place.item, place.cell(ANSWER)
    na = f'IF(LEN({_bare(place.cell(REASON))})=0,0,3)' if item.na else "0"
    upstream = "4" if item.upstream else "0"
    stated = (
        f'IF({answer}="{UNKNOWN}",2,IF({answer}="{NOT_APPLICABLE}",{na},'
        f'IF({answer}="{UPSTREAM}",{upstream},{_answered(place)})))'
    )
    return f"=IF({_contradicts(place)},0,{stated})" if place.under else f"={stated}"


def reached(place: Place) -> str:
    """Hundredths of a point; nothing where the item is left out of the sum."""
    how = place.cell(STANDING)
    return f'=IF({how}=1,{_points(place)},IF({how}>2,"",0))'


def applies(place: Place) -> str:
    """The hundredths that count for the denominator."""
    return f'=IF({place.cell(REACHED)}="",0,{place.cell(FULL)})'


def beyond(place: Place) -> str:
    """The hundredths that lie with the level above."""
    return f"=IF({place.cell(STANDING)}=4,{place.cell(FULL)},0)"


def is_open(place: Place) -> str:
    """1 where an answer that is more than 不知道 is missing."""
    return f"=IF(OR({place.cell(STANDING)}=0,{place.cell(STANDING)}=2),1,0)"


def failed_cap(place: Place, cap: int) -> str:
    """The number of the level that a gate which was not kept allows at most, counted from the best; else 0."""
    return f'=IF(AND({place.cell(STANDING)}=1,{place.cell(ANSWER)}="{WORDS["gate"][1]}"),{cap},0)'


def shown_points(place: Place) -> str:
    """What stands in the column 得分."""
    how = place.cell(STANDING)
    return f'=IF({how}=0,"",IF({how}>2,"不计",{place.cell(REACHED)}/100))'


def by_reviewer(place: Place, otherwise: int) -> str:
    """The column `otherwise` (REACHED, APPLIES, BEYOND) as it is with the reviewer's points where there are any."""
    review = place.cell(REVIEW)
    theirs = {
        REACHED: f"MIN({place.cell(FULL)},MAX(0,ROUND({review}*100,0)))", APPLIES: place.cell(FULL), BEYOND: "0",
    }[otherwise]
    return f"=IF(COUNT({review})=1,{theirs},{place.cell(otherwise)})"


def said(place: Place) -> str:
    """How the points came about; nothing for an item without an answer, or what is wrong with the answer."""
    how = place.cell(STANDING)
    if place.item.type == "gate":
        kept = f'IF({place.cell(ANSWER)}="{WORDS["gate"][1]}","没有守住，等级最高到“{place.item.cap}”","守住了")'
        return f'=IF({how}=1,{kept},IF({how}=2,"不知道",{_fault(place)}))'
    came = f'{_came(place)}&"，得 "&{place.cell(REACHED)}/100&" 分"'
    return (
        f'=IF({how}=1,{came},IF({how}=2,"不知道，按 0 分计",IF({how}=3,"不适用，不计入",'
        f'IF({how}=4,"需上级解决，不计入",{_fault(place)}))))'
    )


def rate(got: str, points: str) -> str:
    """got ÷ points in hundredths of a percent, rounded half up; nothing when nothing applies."""
    return f'IF({points}=0,"",INT((20000*{got}+{points})/(2*{points})))'


def joined(parts: Sequence[str], empty: str = "") -> str:
    """Those of the parts that say something, one after the other, without the first sign; `empty` when none does.

    Each part is an expression that gives "", or a text that begins with the sign that separates it.
    """
    whole = "&".join(parts) or '""'
    return f'IF(LEN({whole})=0,"{empty}",MID({whole},2,9999))' if empty else f"MID({whole},2,9999)"


def quoted(text: str) -> str:
    """A text inside a formula, in pieces that Excel accepts."""
    pieces = [text[start:start + 200] for start in range(0, len(text), 200)] or [""]
    return "&".join('"' + piece.replace('"', '""') + '"' for piece in pieces)


def tick_shown(row: int) -> str:
    """The points of one part, in 得分, once it is ticked."""
    return f'=IF({absolute(row, ANSWER)}="{TICK}",{absolute(row, FULL)}/100,"")'


def _bare(cell: str) -> str:
    for sign in _BLANKS:
        cell = f"SUBSTITUTE({cell},{f'CHAR({sign})' if isinstance(sign, int) else chr(34) + sign + chr(34)},\"\")"
    return cell


def _half_up(numerator: str, denominator: str) -> str:
    return f"INT((2*({numerator})+{denominator})/(2*{denominator}))"


def _ticked(place: Place) -> str:
    return f'COUNTIF({place.below(ANSWER)},"{TICK}")'


def _contradicts(place: Place) -> str:
    """Whether something is ticked or counted below, and the answer itself says something else."""
    below = f"COUNTA({place.below(ANSWER)})>0" if place.item.type == "rate" else f"{_ticked(place)}>0"
    return f'AND({below},{place.cell(ANSWER)}<>"")'


def _numbers(place: Place) -> tuple[str, str]:
    """The cells of 一共 and 其中."""
    total, good = place.below(ANSWER).split(":")
    return total, good


def _answered(place: Place) -> str:
    """1 where the answer is one that counts."""
    item, answer = place.item, place.cell(ANSWER)
    match item.type:
        case "grade":
            return "IF(OR(" + ",".join(f'{answer}="{LETTERS[index]}"' for index in range(len(item.choices))) + "),1,0)"
        case "count" | "parts":
            return f'IF(OR({_ticked(place)}>0,{answer}="{NONE}"),1,0)'
        case "rate":
            total, good = _numbers(place)
            sound = f"AND({total}>=0,{total}<={_MOST},{good}>=0,{good}<={total},INT({total})={total},INT({good})={good})"
            return f"IF(COUNT({total},{good})=2,IF({sound},1,0),0)"
        case "deduct":
            return f"IF(COUNT({answer})=1,IF(AND({answer}>=0,{answer}<={_MOST},INT({answer})={answer}),1,0),0)"
    first, second = WORDS[item.type]
    return f'IF(OR({answer}="{first}",{answer}="{second}"),1,0)'


def _points(place: Place) -> str:
    item, answer, full = place.item, place.cell(ANSWER), place.cell(FULL)
    match item.type:
        case "grade":
            return _half_up(f"{full}*{_percent_chosen(place)}", "10000")
        case "count":
            return _half_up(f"{full}*MIN({_ticked(place)},{item.full_at})", str(item.full_at))
        case "parts":
            return f'SUMIF({place.below(ANSWER)},"{TICK}",{place.below(FULL)})'
        case "rate":
            total, good = _numbers(place)
            short = f"MAX(0,{item.full_at}*{total}-10000*{good})"
            left = _half_up(f"MAX(0,{full}*100*{total}-{item.step}*{short})", f"(100*{total})")
            return f"IF({total}=0,0,{left})"
        case "deduct":
            return f"MAX(0,{full}-{item.each}*{answer})"
    return f'IF({answer}="{WORDS[item.type][0]}",{full},0)'


def _percent_chosen(place: Place) -> str:
    """Hundredths of a percent of the grade chosen."""
    said = "0"
    for index, choice in reversed(list(enumerate(place.item.choices))):
        said = f'IF({place.cell(ANSWER)}="{LETTERS[index]}",{choice.worth},{said})'
    return said


def _came(place: Place) -> str:
    """The sentence of explain.py before 得 n 分, as an expression of text."""
    item, answer, full = place.item, place.cell(ANSWER), f"{plain(place.item.points)} 分"
    match item.type:
        case "grade":
            at = "0"
            for index in reversed(range(len(item.choices))):
                at = f'IF({answer}="{LETTERS[index]}",{index + 1},{at})'
            return f'"选第 "&{at}&" 档，{full} × "&{_percent_chosen(place)}/100&"%"'
        case "count":
            count = _ticked(place)
            most = f'IF({count}>{item.full_at},"，最多算 {item.full_at} 项","")'
            return f'"符合 "&{count}&" 项"&{most}&"，{full} × "&MIN({count},{item.full_at})&" ÷ {item.full_at}"'
        case "parts":
            parts = [
                f'IF({absolute(row, ANSWER)}="{TICK}","、第 {index} 项 {plain(choice.worth)} 分","")'
                for index, (row, choice) in enumerate(zip(place.under, item.choices, strict=True), 1)
            ]
            return f'"做到 "&{joined(parts, "0 项")}'
        case "rate":
            total, good = _numbers(place)
            line = plain(item.full_at)
            share = f"INT((20000*{good}+{total})/(2*{total}))/100"
            end = (
                f'IF({good}*10000>={item.full_at}*{total},"，达到 {line}%",'
                f'"，离 {line}% 每差 1 个百分点减 {plain(item.step)} 分")'
            )
            return f'IF({total}=0,"一件也没有，没有可数的",{total}&" 里有 "&{good}&"，是 "&{share}&"%"&{end})'
        case "deduct":
            return f'IF({answer}=0,"没有出现",{answer}&" 例，每例减 {plain(item.each)} 分")'
    return answer


def _fault(place: Place) -> str:
    """What to mend in an answer that does not count; nothing where there is none."""
    item, answer = place.item, place.cell(ANSWER)
    unread = f'IF({answer}="","","这个答案看不懂，按未答计")'
    if item.type in {"count", "parts"}:
        unread = f'IF({_contradicts(place)},"下面打了√，这里又选了“"&{answer}&"”，只留一样",{unread})'
    if item.type == "rate":
        total, good = _numbers(place)
        unread = (
            f'IF({_contradicts(place)},"下面填了数，这里又选了“"&{answer}&"”，只留一样",IF(COUNT({total},{good})=2,"两个数对不上：都要是整数，“其中”不比“一共”大",'
            f'IF(COUNTA({total},{good})>0,"还差一个数",{unread})))'
        )
    if item.na:
        contradicts = f"NOT({_contradicts(place)})," if place.under else ""
        unread = f'IF(AND({contradicts}{answer}="{NOT_APPLICABLE}"),"选了不适用，没有写理由，按未答计",{unread})'
    return unread

