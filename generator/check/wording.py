"""Rules K501–K507: how things are worded, and how old they are."""
from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from datetime import date
from itertools import accumulate

from generator.check.rule import Finding, rule
from generator.know.identity import remembered
from generator.know.printable import first_unprintable
from generator.model.casebook import Casebook, FieldPath
from generator.model.practice import Form
from generator.model.problem import Level, Problem
from generator.model.record import Caution, Words

_CJK = "\u3400-\u9fff"
_HALF_WIDTH = re.compile(rf"(?<=[{_CJK}”’）》」])[,;:?!()]|[,;:?!()](?=[{_CJK}“‘（《「])")
_FULL = str.maketrans(",;:?!()", "，；：？！（）")
_REFERENCE = re.compile(r"\[[#=][^\]]*\]")
_CLAIM = re.compile("首创|率先|全覆盖")
_SAID = re.compile(r"原文(还|也|另)?(称|说|写|记|把)")
_INSTEAD = {
    "整改清单": "提升计划",
    "挂号销号": "完成情况",
    "不合格": "待加强",
    "扣分原因": "没做到的原因",
    "薄弱社区": "人手少、经费少的社区",
    "怎么失败": "容易走样的地方",
    "上访": "反映问题",
    "存疑": "口径未说明",
    "夸大": "口径未说明",
    "自相矛盾": "两处写法不同",
    "赋能": "帮助，或说清给了什么",
    "抓手": "办法",
}
_AVOIDED = re.compile("|".join(_INSTEAD))
_TOLD = frozenset({Words.RECORD, Words.NAME})
_OURS = frozenset({Words.RECORD, Words.NAME, Words.ADVICE})
_BOXES = "\u2610\u2611\u2612\u2714\u2715\u2716"  # ☐ and its kin
_PRIVATE = ("身份证", "病史", "病情", "宗教", "信访", "上访", "民族", "政治面貌")


@remembered
def _joined(book: Casebook) -> str:
    """All texts in one, each ended by a line break: one search of it is many times faster than one of each text."""
    return "".join(f"{text}\n" for *_, text in book.texts)


@remembered
def _ends(book: Casebook) -> list[int]:
    """Where each text ends in `_joined`."""
    return list(accumulate(len(text) + 1 for *_, text in book.texts))


def _holding(book: Casebook, pattern: re.Pattern[str]) -> Iterator[tuple[str, FieldPath, Words, str]]:
    """The texts in which the pattern is found; it must match within a line."""
    found = [match.start() for match in pattern.finditer(_joined(book))]
    if found:
        ends = _ends(book)
        for index in dict.fromkeys(bisect_right(ends, start) for start in found):
            yield book.texts[index]


@rule("K501")
def claim_as_fact(book: Casebook) -> Iterator[Finding]:
    """首创、率先、全覆盖是原文的说法：正文里前面写“原文称”，名称和标题里不用"""
    for file, path, words, text in _holding(book, _CLAIM):
        if words not in _TOLD or file.startswith("cases/common/glossary"):
            continue
        if words is Words.NAME:
            claim = _CLAIM.search(text)
            yield Finding(book.locate(file, path), f"名称里有“{claim[0] if claim else ''}”", "换成不带评价的叫法")
            continue
        for claim in _CLAIM.finditer(text):
            sentence = re.split("[。；]", text[: claim.start()])[-1]
            if not _SAID.search(sentence):
                yield Finding(book.locate(file, path), f"“{claim[0]}”写成了事实", f"写成“原文称……{claim[0]}”")


@rule("K502")
def half_width_punctuation(book: Casebook) -> Iterator[Finding]:
    """中文里的标点用全角；数字用半角"""
    for file, path, words, text in _holding(book, _HALF_WIDTH):
        if words in _OURS:
            plain = _REFERENCE.sub("", text)
            found = _HALF_WIDTH.search(plain)
            if found:
                around = plain[max(0, found.start() - 4) : found.end() + 4]
                full = found.group().translate(_FULL)
                yield Finding(book.locate(file, path), f"“{around}”里的“{found.group()}”是半角", f"改成“{full}”")


@rule("K503")
def word_to_avoid(book: Casebook) -> Iterator[Finding]:
    """给基层看的话要平实：不下评语，不用考核和检查的口气"""
    for file, path, words, text in _holding(book, _AVOIDED):
        if words in _OURS:
            for word in dict.fromkeys(_AVOIDED.findall(text)):
                yield Finding(book.locate(file, path), f"用了“{word}”", f"改成“{_INSTEAD[word]}”")


@rule("K504")
def caution_without_advice(book: Casebook) -> Iterator[Finding]:
    """引用提示最后要告诉读者怎样引用"""
    for file, path, part in book.parts:
        if type(part) is Caution and "引用时" not in part.text:
            yield Finding(book.locate(file, (*path, "text")), "提示没有说怎样引用", "最后加一句“引用时建议……”")


@rule("K505")
def private_data(book: Casebook) -> Iterator[Finding]:
    """工作表不收集身份证号、病情、宗教、信访等个人信息"""
    for file, form in book.files():
        if isinstance(form, Form):
            cells: list[tuple[FieldPath, str]] = [(("head", i), text) for i, text in enumerate(form.head)]
            cells += [(("columns", i, "name"), column.name) for i, column in enumerate(form.columns)]
            for path, text in cells:
                for word in _PRIVATE:
                    if word in text:
                        yield Finding(book.locate(file, path), f"要填“{word}”", "删去这一项；确需核对的，当面看证件，不登记")


@rule("K507")
def unprintable_character(book: Casebook) -> Iterator[Finding]:
    """印文档的字体里没有表情符号、阿拉伯字母一类的字，用了就印不出来"""
    if first_unprintable(_joined(book)) < 0:
        return  # nearly always, and five times faster than text by text
    for file, path, _, text in book.texts:
        at = first_unprintable(text)
        if at >= 0:
            character = text[at]
            around = text[max(0, at - 4) : at + 5]
            yield Finding(book.locate(file, path), f"“{around}”里的“{character}”（U+{ord(character):04X}）印不出来",
                          _instead_of(character))


def _instead_of(character: str) -> str:
    if character in _BOXES:
        return "方框写“□”，打勾写“√”"
    if 0x20000 <= ord(character) < 0x40000:
        return "换成通行的字；确是人名、地名用字的，请维护者把它加进 generator/know/printable.py"
    return "删去它，或换成中文的说法"


def outdated(book: Casebook, today: date) -> Iterator[Problem]:
    """K506: review dates that lie in the future (error) or teaching cases past their date of review (warning)."""
    for file, record in book.files():
        for key in ("reviewed", "review_by"):
            text = getattr(record, key, None)
            found = _out_of_date(key, text, today) if text else None
            if found is not None:
                yield Problem(book.locate(file, (key,)), "K506", *found)


def _out_of_date(key: str, text: str, today: date) -> tuple[str, str, str, Level] | None:
    """What, why, mend and level of a date that cannot stand; a place is looked up for such dates only."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return f"没有 {text} 这一天", "日期写成 年-月-日", "改成真实的日期", "error"
    if key == "reviewed" and day > today:
        return f"核对日期 {text} 在今天（{today}）之后", "核对日期是已经核对过的那一天", "写实际核对的日期", "error"
    if key == "review_by" and day < today:
        mend = "对照原文和现行规定核对后，改 reviewed 和 review_by"
        return f"应在 {text} 前再核对一次", "教学案例过期会教错", mend, "warning"
    return None
