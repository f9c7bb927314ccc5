"""Pictures: words stay whole and in their boxes, whatever they say; the SVG is plain, named, and the same every time."""
from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable
from itertools import combinations, pairwise
from typing import get_args
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.render.page import render_page
from generator.render.svg.drawing import SIZE, Box, Drawing, Label, Width
from generator.render.svg.measure import NO_END, NO_START, char_width, squeezed, text_width, wrap
from generator.render.svg.write import lay_out, render_svg
from generator.view.picture_shapes import Bar, Chart, Flow, Frame, Picture, Stage, Structure
from tests.render import sample
from tests.render.test_page import AWKWARD

WIDTHS: tuple[Width, ...] = get_args(Width)
HOSTILE = (
    *AWKWARD, "心" * 80, "w" * 80, "W" * 80, "👩‍👩‍👧‍👦" * 20, "🏠居委会🏠" * 8, "لجنة السكان في الحي " * 4, "é" * 60, "，。" * 30, "“" * 40, "x", "\u202eabc",
)
CHINESE = st.text("心愿论证，。（）“”《》、：；的和与1234 abWM%…—🏠e\u0301\u200d", max_size=60)


def structure(name: str = "微心愿") -> Structure:
    """A structure of three levels, one part without parts."""
    inner = Frame(name, (Frame(name), Frame("再下一层", (Frame(name),))))
    return Structure("pic-structure", "甲镇的结构", "微心愿；微平台。", name, (Frame(name, (inner, Frame("需求论证"))), Frame(name)))


def procedure(name: str = "几方谈过，系统梳理", count: int = 5) -> Flow:
    """A procedure of a source."""
    return Flow("pic-procedure", "原文写到的先后", f"共{count}步。", (*[Stage(name)] * (count - 1), Stage("结案反馈")), "record")


def steps(name: str = "表决记录和排队名单") -> Flow:
    """Steps of our advice."""
    stages = (Stage("居委会，街道看过", name), Stage(name, "征集公告"), Stage(name, name), Stage("社工", "单子"))
    return Flow("pic-steps", "每步谁做，留下什么", "共4步。", stages, "advice", ("谁做", "留下什么"))


def chart(name: str = "区财政安排的钱") -> Chart:
    """A chart with every kind of bar."""
    bars = (
        Bar(name, "3000万元", 30e6, 30e6), Bar(name, "4000—5000万元", 40e6, 50e6), Bar("另一笔", "超过2000万元", 20e6, 20e6, more=True),
        Bar(name, "1234万元（推算）", 12.34e6, 12.34e6, computed=True), Bar("没有", "0元", 0, 0),
    )
    return Chart("pic-chart", "同一笔钱", "横条从0画起。", bars)


MAKERS: dict[str, Callable[..., Picture]] = {"structure": structure, "procedure": procedure, "steps": steps, "chart": chart}


def words(drawing: Drawing) -> list[str]:
    """Return the words of each label, whole."""
    return ["".join(label.lines) for label in drawing.labels]


def extent(label: Label) -> tuple[float, float, float, float]:
    """Return left, top, right and bottom of a label, by our measure; Chinese characters reach 0.88 em up, 0.12 down."""
    width = max(text_width(line.rstrip(" ")) for line in label.lines) * SIZE
    left = label.x - width / 2 if label.centred else label.x
    return left, label.y - 0.88 * SIZE, left + width, label.y + (len(label.lines) - 1) * 20 + 0.12 * SIZE


def home(label: Label, boxes: tuple[Box, ...]) -> Box | None:
    """Return the smallest box around the point where a label begins."""
    left, top, _, _ = extent(label)
    around = [box for box in boxes if box.x <= left <= box.x + box.width and box.y <= top <= box.y + box.height]
    return min(around, key=lambda box: box.width * box.height, default=None)


@given(CHINESE, st.floats(2, 30))
def test_wrapped_text_is_whole_and_no_line_is_too_long(text: str, width: float) -> None:
    lines = wrap(text, width)
    assert "".join(lines) == squeezed(text)
    assert all(text_width(line.rstrip(" ")) <= width + 1e-9 for line in lines)


@given(CHINESE, st.floats(6, 30))
def test_no_line_begins_or_ends_with_a_mark_that_may_not(text: str, width: float) -> None:
    marks = "".join(sorted(NO_START | NO_END))
    if re.search(f"[{re.escape(marks)} ]{{2,}}", squeezed(text)) or re.search("[a-zA-Z0-9%]{4}", text):
        return  # a run of marks longer than a line must break somewhere
    for before, after in pairwise(wrap(text, width)):
        assert after[0] not in NO_START
        assert before.rstrip(" ")[-1] not in NO_END


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("决策“科学化”", 6, ("决策", "“科学化”")),
        ("一核多元的治理结构", 6, ("一核多元的", "治理结构")),
        ("党支部和业委会", 5, ("党支部", "和业委会")),
        ("需求征集、需求论证", 6, ("需求征集、", "需求论证")),
        ("强化阵地建设", 5, ("强化阵地", "建设")),
        ("see the committee", 8, ("see the ", "committee")),
        ("实施1363个项目", 7, ("实施", "1363个项目")),
        ("", 5, ("",)),
    ],
)
def test_lines_break_where_a_reader_pauses(text: str, width: float, lines: tuple[str, ...]) -> None:
    assert wrap(text, width) == lines


def test_a_mark_stays_on_its_letter() -> None:
    family = "👩\u200d👩\u200d👧"
    assert all(line.count("\u200d") % 2 == 0 for line in wrap(family * 6, 6))
    assert not any(line.startswith("\u0301") for line in wrap("e\u0301" * 30, 3))
    assert char_width("\u0301") == 0


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("make", MAKERS.values(), ids=MAKERS)
def test_words_are_whole_and_in_their_boxes(make: Callable[[str], Picture], width: Width) -> None:
    for said in ("几方谈过", *HOSTILE):
        drawing = lay_out(make(said), width)
        assert any(squeezed(said) in text for text in words(drawing))
        assert_words_fit(drawing, framed=make is not chart)


def assert_words_fit(drawing: Drawing, framed: bool) -> None:
    """Every label is inside the picture and its box, and none lies on another."""
    for label in drawing.labels:
        left, top, right, bottom = extent(label)
        assert left >= 0
        assert top >= -0.5
        assert right <= drawing.width + 0.01
        assert bottom <= drawing.height
        box = home(label, drawing.boxes) if framed else None
        if box is not None:
            assert right <= box.x + box.width
            assert bottom <= box.y + box.height
    for one, other in combinations(map(extent, drawing.labels), 2):
        assert one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("make", MAKERS.values(), ids=MAKERS)
def test_hostile_words_are_text_and_nothing_else(make: Callable[[str], Picture], width: Width) -> None:
    for said in HOSTILE:
        svg = str(render_svg(make(said), width))
        tree = ElementTree.fromstring(svg)
        assert {element.tag for element in tree.iter()} <= {"svg", "title", "desc", "g", "path", "text", "tspan"}
        attributes = {name for element in tree.iter() for name in element.attrib}
        assert attributes <= {"class", "viewBox", "role", "aria-labelledby", "aria-describedby", "id", "d", "x", "y", "dy"}
        assert any(squeezed(said) in "".join(element.itertext()) for element in tree.iter("text"))
        assert "\n" not in svg


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("make", MAKERS.values(), ids=MAKERS)
def test_a_picture_has_a_name_and_a_description_of_its_own(make: Callable[[], Picture], width: Width) -> None:
    picture = make()
    tree = ElementTree.fromstring(str(render_svg(picture, width)))
    by_id = {element.get("id"): element for element in tree.iter() if element.get("id")}
    assert tree.get("role") == "img"
    assert by_id[tree.get("aria-labelledby")].text == picture.name
    assert by_id[tree.get("aria-describedby")].text == picture.says


def test_no_id_stands_twice_on_a_page() -> None:
    page = render_page(sample.pictures()).decode()
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert len(ids) == len(set(ids)) > 8


def test_who_speaks_is_said_beside_the_picture() -> None:
    page = render_page(sample.pictures()).decode()
    captions = re.findall("<figcaption>(.*?)</figcaption>", page)
    assert [re.findall("<b>(.*?)</b>", caption) for caption in captions] == [["来源记载"], ["来源记载"], ["编者建议"], []]


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize(("name", "make"), MAKERS.items(), ids=MAKERS)
def test_golden_picture(golden: Callable[[str, str], None], name: str, make: Callable[[], Picture], width: Width) -> None:
    svg = str(render_svg(make(), width))
    assert svg == str(render_svg(make(), width))
    golden(f"picture-{name}-{width}.svg", re.sub(r"(?=<(?:g|path|text|title|desc|/g|/svg)[ >])", "\n", svg) + "\n")


def test_advice_is_dashed_and_a_record_is_not() -> None:
    assert {box.role for box in lay_out(steps(), "wide").boxes} == {"advice"}
    assert {box.role for box in lay_out(procedure(), "wide").boxes} == {"record"}


def test_bars_begin_at_nothing_and_are_as_long_as_their_figures() -> None:
    drawing = lay_out(chart(), "wide")
    plain, sure, between, more, tail, computed, none = drawing.boxes
    assert {box.x for box in (plain, sure, more, computed, none)} == {0.5}
    assert sure.width / plain.width == pytest.approx(4 / 3)
    assert (sure.width + between.width) / plain.width == pytest.approx(5 / 3)
    assert computed.width / plain.width == pytest.approx(1.234 / 3)
    assert none.width == 0
    assert [box.role for box in (between, tail, computed)] == ["range", "range", "computed"]
    assert tail.x == pytest.approx(more.x + more.width)


def test_the_order_of_bars_is_the_order_given() -> None:
    given_order = chart()
    turned = dataclasses.replace(given_order, bars=given_order.bars[::-1])
    lengths = [box.width for box in lay_out(given_order, "narrow").boxes if box.role != "range"]
    assert [box.width for box in lay_out(turned, "narrow").boxes if box.role != "range"] == lengths[::-1]


@pytest.mark.parametrize("count", range(2, 14))
def test_a_procedure_of_any_length_runs_on_without_a_gap(count: int) -> None:
    for width in WIDTHS:
        drawing = lay_out(procedure(count=count), width)
        assert len(drawing.boxes) == count
        assert sum(line.arrow for line in drawing.lines) == count - 1
        assert [text for text in words(drawing) if text.isdigit()] == [str(number) for number in range(1, count + 1)]
        for one, other in combinations(drawing.boxes, 2):
            assert one.x + one.width <= other.x or other.x + other.width <= one.x or one.y + one.height <= other.y
        assert all(box.x + box.width <= drawing.width for box in drawing.boxes)


@pytest.mark.parametrize("count", [1, 2, 6, 7, 12])
def test_a_model_may_have_any_number_of_parts(count: int) -> None:
    parts = tuple(Frame(f"部分{number}", (Frame("一"), Frame("二"))) for number in range(count))
    for width in WIDTHS:
        drawing = lay_out(dataclasses.replace(structure(), parts=parts), width)
        assert len(drawing.boxes) == 1 + 3 * count
        assert max(box.x + box.width for box in drawing.boxes) <= drawing.width
        assert max(box.y + box.height for box in drawing.boxes) <= drawing.height


def test_nine_steps_are_not_taller_than_a_screen_of_text() -> None:
    nine = dataclasses.replace(steps(), stages=(Stage("居委会主任主持，不投票", "每人写下选谁、为什么"),) * 9)
    assert lay_out(nine, "wide").height <= 420


def test_every_picture_of_the_shapes_is_drawn() -> None:
    assert {type(make()) for make in MAKERS.values()} == set(get_args(Picture))
