"""Numbers as Chinese prose writes them: Arabic and Chinese numerals, 万/亿, percent, ranges, dates, and the words around.

Values follow one rule everywhere: percentages and fractions as the percent number (1/2 is 50), 万 and 亿
expanded, 数十 as [20, 99], dates in ISO, named forms (1+5) as text. Reading is total: any text gives an answer.
"""
from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import cast

from generator.know.chinese_numeral import NUMERAL, Amount, longest_chinese, read_chinese
from generator.know.qualifiers import qualify
from generator.model.case import Qualifier

MEASURES = (
    "个|名|位|家|户|人|项|类|种|级|层|条|次|处|场|支|张|件|例|份|块|片|期|所|座|站|步|轮|届|批|组|队|栋|间|套|岁|倍|元|米|亩|"
    "年|月|天|日|周|小时|分钟|方面|大类|小项|大项|大(?=[一-鿿]{2})"
)
"""Words that make a small numeral a count: 两级, 七方面, 五大模块."""

_S = r"[^\S\n]*"
_DIGITS = "零一二三四五六七八九"
_DIGIT = "[零〇一二三四五六七八九]"
_WHOLE = "[0-9]{1,30}(?![0-9])"  # a longer run of digits is no number
_ARABIC = rf"(?:[0-9]{{1,3}}(?:,[0-9]{{3}}){{1,9}}(?![0-9])|{_WHOLE})(?:\.{_WHOLE})?"
_SCALE = {
    "": 1, "百": 10**2, "千": 10**3, "万": 10**4, "百万": 10**6, "千万": 10**7, "亿": 10**8, "百亿": 10**10, "千亿": 10**11,
    "万亿": 10**12,
}
_SCALES = "百万|千万|百亿|千亿|万亿|万|亿|百(?!分)|千(?![米克瓦伏赫卡])"
_MORE = "多(?!元[化共主])|余"
_TOKEN = re.compile(
    rf"""
      (?P<date>(?<![0-9A-Za-z.-])(?P<year>[12][0-9]{{3}})
         (?:{_S}年(?:{_S}(?P<month>1[0-2]|0?[1-9]){_S}月(?:{_S}(?P<day>3[01]|[12][0-9]|0?[1-9]){_S}[日号])?)?
           |-(?P<month2>0[1-9]|1[0-2])-(?P<day2>0[1-9]|[12][0-9]|3[01])(?![0-9-])))
    | (?P<form>(?<![0-9A-Za-z.]){_WHOLE}(?:\+(?:{_WHOLE}|[NnXx](?![A-Za-z])))+)
    | (?P<fraction>(?<![0-9A-Za-z./])(?P<upper>{_WHOLE})/(?P<lower>{_WHOLE})(?![./]))
    | (?P<arabic>(?P<first>第{_S})?(?<![0-9A-Za-z._])(?P<low>{_ARABIC}))
    | (?P<year_words>(?:一九|二〇|二零){_DIGIT}{{2}})年
    | (?P<share>(?P<whole>[百千万]|{_DIGIT})分之(?P<part>百|[零〇一二两三四五六七八九十百]+)(?:点(?P<point>{_DIGIT}+))?)
    | (?P<tenths>(?P<tenth>[一二三四五六七八九])成(?P<hundredth>{_DIGIT})?(?![员立效为果功长分就年本人不型品绩交]))
    | (?P<half>半(?=[个小年天日月]))
    | (?P<some>[数几](?={MEASURES}))(?<![多少总户人次件底基参指级无岁倍份]数)
    | (?P<ordinal>第{_S})?(?P<chinese>[零〇一二两三四五六七八九十百千万亿]|[数几](?=[十百千万亿]))
    """,
    re.VERBOSE,
)
_START = re.compile(f"[0-9{NUMERAL}数几半第]")
_LARGE_START = re.compile(
    rf"[0-9]|(?:第{_S})?[零〇一二两三四五六七八九数几]{{0,23}}[十百千万亿零〇]|[一二两三四五六七八九](?:成|分之|[多余][万亿]|九)|第{_S}[0-9]"
)
_TAIL = re.compile(
    rf"(?P<more>{_S}(?:{_MORE}))?(?:{_S}(?P<scale>{_SCALES}))?(?P<after>{_S}(?:{_MORE}))?(?P<percent>{_S}%)?"
)
_UPPER = re.compile(rf"{_S}(?:[-~—–]{{1,2}}|至|到){_S}(?P<high>{_ARABIC})")
_CHINESE_TAIL = re.compile(rf"{_S}(?P<more>{_MORE}|来(?={MEASURES}))(?P<scale>[万亿]{_S}(?:{_MORE})?)?")
_NO_NUMBER = re.compile("百分[点比率制]|[百千万]分之|千[米克瓦伏赫卡]")
_MAYBE = re.compile("[0-9０-９十百千万亿〇零]")
_HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F) if chr(code - 0xFEE0) not in ",:;!?"}


@dataclass(frozen=True, slots=True)
class Quantity:
    """One number in a text.

    `start` to `end` spans the qualifier words too; `number_start` to `unit_at` the number with 万, % and 多,
    so that the unit, if any, begins at `unit_at`. `value` is text for dates (ISO) and named forms (1+5).
    """

    start: int
    end: int
    number_start: int
    unit_at: int
    value: Amount | str
    qualifier: Qualifier
    digits: str
    percent: bool = False
    ordinal: bool = False
    chinese: bool = False

    @property
    def highest(self) -> Decimal:
        """The number, or the upper end of a range; 0 for text."""
        value = self.value[1] if isinstance(self.value, tuple) else self.value
        return value if isinstance(value, Decimal) else Decimal(0)

    @property
    def must_be_proved(self) -> bool:
        """Whether the number counts as a figure: any Arabic one, a Chinese one of ten and more, a share, tenths."""
        return not self.chinese or self.percent or self.highest >= 10


def fold(text: str) -> str:
    """Turn full-width digits, letters and signs half-width, one character for one; commas and stops stay.

    A full-width comma ends a number (95个，115个); an ASCII comma between groups of three digits does not.
    """
    return text.translate(_HALF_WIDTH)


def quantities(text: str, small: bool = True) -> Iterator[Quantity]:
    """Every number of the text in order; the numbers do not overlap. Chinese ones below ten only when `small`."""
    folded = fold(text)
    begins, at = _START if small else _LARGE_START, 0
    while start := begins.search(folded, at):  # where a number may begin is found faster than the whole pattern is tried
        at = start.start() + 1
        found = _TOKEN.match(folded, start.start())
        quantity = _BUILDERS[found.lastgroup or ""](folded, found) if found else None
        if quantity is not None:
            at = quantity.unit_at
            yield quantity


def figure_tokens(text: str) -> tuple[Quantity, ...]:
    """The numbers that must be proved; spaces between digits do not join them."""
    if not _MAYBE.search(text) and "分之" not in text and "成" not in text:
        return ()  # most texts hold no figure, and this asks cheaply
    return tuple(found for found in quantities(text, small=False) if found.must_be_proved)


def _date(text: str, found: re.Match[str]) -> Quantity:
    parts = [found["year"], found["month"] or found["month2"], found["day"] or found["day2"]]
    return _plain(text, found, "-".join(part.zfill(2) for part in parts if part))


def _year_words(text: str, found: re.Match[str]) -> Quantity:
    year = "".join(str(_digit(char)) for char in found["year_words"])
    return Quantity(found.start(), found.end(), found.start(), found.end(), year, "exact", found[0])


def _form(text: str, found: re.Match[str]) -> Quantity:
    return _plain(text, found, found[0].upper())


def _plain(text: str, found: re.Match[str], value: str) -> Quantity:
    return Quantity(found.start(), found.end(), found.start(), found.end(), value, "exact", found[0])


def _fraction(text: str, found: re.Match[str]) -> Quantity:
    upper, lower = Decimal(found["upper"]), Decimal(found["lower"])
    if not 0 < upper < lower:
        return _plain(text, found, found[0])
    return _qualified(text, found.start(), found.end(), upper * 100 / lower, percent=True)


def _arabic(text: str, found: re.Match[str]) -> Quantity:
    value, end, scale, more, percent = _amount(text, found["low"], found.end())
    ordinal = found["first"] is not None
    upper = _UPPER.match(text, end)
    if upper:
        high, high_end, high_scale, high_more, high_percent = _amount(text, upper["high"], upper.end())
        low = value if scale else value * _SCALE[high_scale]
        if low < high and (high_percent or not percent):
            return _qualified(text, found.start(), high_end, (low, high), high_more, high_percent, ordinal)
    return _qualified(text, found.start(), end, value, more, percent, ordinal)


def _amount(text: str, digits: str, end: int) -> tuple[Decimal, int, str, str, bool]:
    """Value, end, 万/亿, 多/余 and percent of an Arabic number whose digits end at `end`."""
    tail = cast(re.Match[str], _TAIL.match(text, end))  # every part is optional, so it always matches
    scale, more = tail["scale"] or "", (tail["more"] or tail["after"] or "").strip()
    return Decimal(digits.replace(",", "")) * _SCALE[scale], tail.end(), scale, more, tail["percent"] is not None


def _share(text: str, found: re.Match[str]) -> Quantity | None:
    whole = read_chinese(found["whole"])
    upper = Decimal(100) if found["part"] == "百" else read_chinese(found["part"])
    if not isinstance(whole, Decimal) or not isinstance(upper, Decimal):
        return None
    if found["point"]:
        upper += Decimal("0." + "".join(str(_digit(char)) for char in found["point"]))
    return _qualified(text, found.start(), found.end(), upper * 100 / whole, percent=True, chinese=True)


def _tenths(text: str, found: re.Match[str]) -> Quantity:
    value = Decimal(_digit(found["tenth"]) * 10 + _digit(found["hundredth"] or "零"))
    return _qualified(text, found.start(), found.end(), value, percent=True, chinese=True)


def _half(text: str, found: re.Match[str]) -> Quantity:
    return _qualified(text, found.start(), found.end(), Decimal("0.5"), chinese=True)


def _some(text: str, found: re.Match[str]) -> Quantity:
    return _qualified(text, found.start(), found.end(), (Decimal(2), Decimal(9)), chinese=True)


def _chinese(text: str, found: re.Match[str]) -> Quantity | None:
    start = found.start("chinese")
    numeral = longest_chinese(text, start)
    if numeral is None or _NO_NUMBER.match(text, start):
        return None
    end, value = numeral
    more = ""
    if tail := _CHINESE_TAIL.match(text, end):
        more, end = tail["more"], tail.end()
        scale = _SCALE[(tail["scale"] or "")[:1]]
        value = (value[0] * scale, value[1] * scale) if isinstance(value, tuple) else value * scale
    return _qualified(text, found.start(), end, value, more, ordinal=found["ordinal"] is not None, chinese=True)


def _digit(char: str) -> int:
    return _DIGITS.index(char.replace("〇", "零"))


_BUILDERS: dict[str, Callable[[str, re.Match[str]], Quantity | None]] = {
    "date": _date, "form": _form, "fraction": _fraction, "arabic": _arabic, "year_words": _year_words,
    "share": _share, "tenths": _tenths, "half": _half, "some": _some, "chinese": _chinese,
}


def _qualified(
    text: str, start: int, end: int, value: Amount, more: str = "", percent: bool = False, ordinal: bool = False,
    chinese: bool = False,
) -> Quantity:
    """A quantity with the qualifier words around it; an ordinal has none."""
    if ordinal:
        return Quantity(start, end, start, end, value, "exact", text[start:end], percent, ordinal, chinese)
    low, high, qualifier = qualify(text, start, end, more)
    return Quantity(low, high, start, end, value, qualifier, text[start:end], percent, ordinal, chinese)
