"""A source's text in sections, and where its words stand."""
from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sample_casebook import source

from generator.know.source_text import Line, SourceText, normalise, occurrences
from generator.model.source import Source

RAW = "站名\n一、背景\n\n  共有 4 0861 户，“家”。\n（一）分节\n一句话\n二、做法\n末行写完\n页脚\n"
SECTIONS = [
    {"id": "s1", "label": "一", "quote": "一、背景"},
    {"id": "s1.1", "label": "一（一）", "quote": "(一)分节"},
    {"id": "s2", "label": "二", "quote": "二、做法"},
]


def text_of(raw: str = RAW, **more: object) -> SourceText:
    return SourceText.of(raw, "0" * 64, Source.model_validate(source(**{"sections": SECTIONS, **more})))


def test_sections_run_to_the_next_and_count_lines_that_are_not_empty() -> None:
    text = text_of()
    assert {name: [line.text for line in lines] for name, lines in text.sections.items()} == {
        "s1": ["一、背景", '共有40861户,"家"。'],
        "s1.1": ["(一)分节", "一句话"],
        "s2": ["二、做法", "末行写完"],
    }
    assert [line.at for line in text.body] == ["s1/1", "s1/2", "s1.1/1", "s1.1/2", "s2/1", "s2/2"]
    assert text.faults == ()
    assert text.lines("s9") == ()


@pytest.mark.parametrize(("at", "found"), [
    ("s1/2", ["s1/2"]), ("s1/1-2", ["s1/1", "s1/2"]), ("s1/3", None), ("s1/2-3", None), ("s9/1", None), ("s1/2-1", None),
])
def test_locators(at: str, found: list[str] | None) -> None:
    lines = text_of().located(at)
    assert (None if lines is None else [line.at for line in lines]) == found


def test_the_way_back_to_the_file() -> None:
    line = text_of().lines("s1")[1]
    start = line.text.index("40861")
    assert line.original(start, start + 6) == "4 0861 户"
    assert line.original(3, 3) == ""
    assert line.number == 4


@pytest.mark.parametrize(("more", "what", "path"), [
    ({"body": {"from": "一、背影", "to": "末行"}}, "原文没有以“一、背影”开头的行", ("body", "from")),
    ({"body": {"from": "一、背景", "to": "没有"}}, "原文没有以“没有”开头的行", ("body", "to")),
    ({"sections": [{"id": "s1", "label": "一", "quote": "(一)分节"}]}, "正文开头有 2 行不在任何一节里", ("sections", 0, "quote")),
    ({"sections": [SECTIONS[0], SECTIONS[2], SECTIONS[1]]}, "排在上一节“s2”的前面", ("sections", 2, "quote")),
    ({"sections": [SECTIONS[0], {"id": "s2", "label": "二", "quote": "写完"}]}, "它在第 8 行的中间", ("sections", 1, "quote")),
])
def test_bounds_that_do_not_fit(more: dict[str, object], what: str, path: tuple[str | int, ...]) -> None:
    fault, = text_of(**more).faults
    assert what in fault.what
    assert fault.path == path
    assert fault.mend


def test_a_quote_that_begins_two_lines() -> None:
    fault, = text_of(RAW.replace("一句话", "二、做法")).faults
    assert fault.what == "原文有 2 行以“二、做法”开头（第 6、7 行）"


@pytest.mark.parametrize(("line", "words", "count"), [
    ("居民议事会115个,站5个", "5个", 1),  # 5个 in 115个 is another number
    ("共1500多个", "1500", 0),
    ("共1500多个", "1500多个", 1),
    ("占80.5%", "80", 0),
    ("占80.5%", "80.5", 0),
    ("达到80。", "80", 1),
    ("有5000万的资金", "5000", 0),
    ("二十五家", "五家", 0),
    ("人,1000户", "1000户", 1),
    ("95个、95个", "95个", 2),
    ("aaa", "aa", 2),
    ("任何", "", 0),
])
def test_occurrences_never_cut_a_number(line: str, words: str, count: int) -> None:
    assert len(list(occurrences(Line(line, line, tuple(range(len(line))), 1, "s1/1"), words))) == count


@pytest.mark.parametrize(("one", "other"), [
    ("“三社”联动，100％", '"三社"联动,100%'), ("（一）", "(一)"), ("甲 乙\u3000丙\u200b", "甲乙丙"), ("０１：２", "01:2"), ("——", "--"),
])
def test_width_punctuation_and_white_space_do_not_count(one: str, other: str) -> None:
    assert normalise(one) == normalise(other)


@settings(deadline=None)
@given(st.text(max_size=200))
def test_any_text_can_be_laid_out(raw: str) -> None:
    text = text_of(raw)
    for line in text.body:
        assert line.raw
        assert len(line.places) == len(line.text)
        assert line.original(0, len(line.text)) in raw
