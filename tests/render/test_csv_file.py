"""CSV files as Excel and WPS read them: what goes in comes out, and nothing is calculated."""
from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.render.csv_file import harmless, render_csv


def read(content: bytes) -> list[list[str]]:
    """The cells as a spreadsheet reads them."""
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True))


def test_has_the_mark_and_the_line_ends_of_a_spreadsheet() -> None:
    assert render_csv(("编号", "数"), [("甲", 1)]) == "\ufeff编号,数\r\n甲,1\r\n".encode()


@pytest.mark.parametrize("text", ["一,二", '他说"好"', "一，二；三", "'好'", "1-3个月", "a=b", "3300多个", "<b>&amp;</b>", ""])
def test_a_text_comes_back(text: str) -> None:
    assert read(render_csv(("a", "b"), [(text, "完")])) == [["a", "b"], [text, "完"]]


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+1", "-1+2", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "=cmd|' /C calc'!A0", '=HYPERLINK("http://x","y")', "＝1+1",
     "＋1", "－1", "＠x", "\ufeff=1", "\u200b=1", "\u3000=1", "\tx", "-"],
)
def test_a_formula_is_harmless(text: str) -> None:
    cell = read(render_csv(("a",), [(text,)]))[1][0]
    assert cell.startswith("'")
    assert cell[1:] == text.strip().replace("\ufeff", "\ufffd")


def test_numbers_are_numbers_and_keep_every_digit() -> None:
    rows = [(number,) for number in (-5, 0, 310_0000, 80.5, 1e-7, 1e16, 123456789012345678)]
    shown = [cell for cell, in read(render_csv(("a",), rows))[1:]]
    assert shown == ["-5", "0", "3100000", "80.5", "0.0000001", "10000000000000000", "123456789012345678"]


@pytest.mark.parametrize("number", [float("nan"), float("inf"), float("-inf")])
def test_what_is_no_number_is_refused(number: float) -> None:
    with pytest.raises(ValueError, match="not a number"):
        render_csv(("a",), [(number,)])


def test_a_row_that_does_not_fit_its_head_is_refused() -> None:
    with pytest.raises(ValueError, match="2 cells under 1 headings"):
        render_csv(("a",), [("x", "y")])


@given(st.lists(st.text(), min_size=1, max_size=4))
def test_any_text_stays_in_its_cell(texts: list[str]) -> None:
    row = read(render_csv([f"h{place}" for place in range(len(texts))], [texts]))
    assert len(row) == 2
    assert row[1] == [harmless(text) for text in texts]
    assert not any(cell[:1] in {*"=+-@＝＋－＠\t\r"} and cell for cell in row[1])
