"""Numbers of headings as GB/T 9704 writes them, the same in PDF and Word."""
from __future__ import annotations

_NUMERALS = "〇一二三四五六七八九十"


def heading_number(level: int, count: int) -> str:
    """一、 （一） 1. for the levels 1, 2, 3."""
    return (f"{chinese_number(count)}、", f"（{chinese_number(count)}）", f"{count}. ")[level - 1]


def chinese_number(number: int) -> str:
    """A number from 1 to 999 in Chinese."""
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    head = f"{_NUMERALS[hundreds]}百" if hundreds else ""
    if hundreds and rest and not tens:
        head += "〇"
    middle = "" if not tens else "十" if tens == 1 and not hundreds else f"{_NUMERALS[tens]}十"
    return head + middle + (_NUMERALS[ones] if ones else "")
