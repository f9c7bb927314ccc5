"""How the workbook looks: fonts, one quiet hue, borders; and how high a row must be for its text."""
from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from unicodedata import east_asian_width

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

HUE, HUE_DEEP, GREY, LINE = "#E4EFED", "#C9DFDB", "#EFEFEF", "#8C8C8C"
LEAVE = {"format_columns": True, "format_rows": True, "autofilter": True}
"""What a protected sheet still allows: making columns and rows larger, and choosing rows by who fills them."""
_A4 = 9
_LONGEST_ROW = 409.0  # points: more a row cannot be
_WHOLE = 10.0  # points of the text in the tables
_SMALL = 9.0
_PITCH = 1.45  # from line to line, as a multiple of the size: Noto Sans CJK, which stands in where 宋体 is missing
_MARGIN = 5.0

_BODY: dict[str, Any] = {"font_name": "宋体", "font_size": _WHOLE, "valign": "vcenter", "text_wrap": True}
_BOX: dict[str, Any] = {**_BODY, "border": 1, "border_color": LINE}
_MIDDLE: dict[str, Any] = {**_BOX, "align": "center"}
_FORMATS: dict[str, dict[str, Any]] = {
    "title": {**_BODY, "font_name": "黑体", "font_size": 18, "align": "center"},
    "status": {"font_name": "黑体", "font_size": 11, "valign": "vcenter", "bg_color": HUE},
    "section": {**_BODY, "font_name": "黑体", "font_size": 12},
    "line": {**_BODY, "valign": "top"},
    "label": {**_BOX, "font_name": "黑体", "align": "right", "indent": 1},
    "head": {**_MIDDLE, "font_name": "黑体", "bg_color": GREY},
    "group": {**_BOX, "font_name": "黑体", "font_size": 11, "bg_color": GREY},
    "group_sum": {**_BOX, "bg_color": GREY},
    "text": {**_BOX, "indent": 1}, "cell": _BOX, "item": {**_BOX, "valign": "top"}, "middle": _MIDDLE,
    "strong": {**_BOX, "font_name": "黑体"},
    "big": {**_MIDDLE, "font_name": "黑体", "font_size": 14, "num_format": 'General"%"'},
    "rate": {**_MIDDLE, "num_format": 'General"%"'},
    "strong_middle": {**_MIDDLE, "font_name": "黑体", "font_size": 11},
    "shrunk": {**_MIDDLE, "font_size": 9, "font_color": "#595959", "text_wrap": False, "shrink": True},
    "small": {**_MIDDLE, "font_size": 9, "font_color": "#595959"},
    "under": {**_BOX, "indent": 1},
    "choice": {**_MIDDLE, "font_size": 11, "locked": False},
    "entry": {**_BOX, "locked": False, "num_format": "@"},
    "entry_middle": {**_MIDDLE, "locked": False, "num_format": "@"},
    "points_entry": {**_MIDDLE, "font_size": 11, "locked": False, "num_format": "General"},
    "run": {"font_name": "宋体", "font_size": _WHOLE},
    "run_small": {"font_name": "宋体", "font_size": 9, "font_color": "#404040"},
    "run_strong": {"font_name": "黑体", "font_size": 9, "font_color": "#404040"},
    "hidden": {"font_name": "宋体", "font_size": 9, "hidden": False},
}
_CONDITIONS: dict[str, dict[str, Any]] = {"wanted": {"bg_color": HUE}, "weak": {"bg_color": HUE_DEEP, "bold": True}, "here": {"bg_color": HUE}}

Styles = dict[str, Format]


def make_styles(book: xlsxwriter.Workbook) -> Styles:
    """The formats of a workbook by name."""
    return {name: book.add_format(what) for name, what in (_FORMATS | _CONDITIONS).items()}


def row_height(cells: Sequence[tuple[str, float]], least: float = 20.0, size: float = _WHOLE) -> float:
    """The height of a row in points for texts in cells so many characters wide: programs do not all work it out."""
    lines = max((_lines(text, width, size) for text, width in cells if text), default=1)
    return min(max(lines * size * _PITCH + _MARGIN, least), _LONGEST_ROW)


def runs_height(runs: Sequence[tuple[str, str]], width: float) -> float:
    """The height of a row for a cell of a large text and small ones under it, each with the name of its style."""
    height = _MARGIN
    for line in _joined_lines(runs):
        size = _WHOLE if any(style == "run" for style, _ in line) else _SMALL
        height += _lines("".join(text for _, text in line), width, size) * size * _PITCH
    return min(height, _LONGEST_ROW)


def _joined_lines(runs: Sequence[tuple[str, str]]) -> list[list[tuple[str, str]]]:
    """The runs of each line."""
    lines: list[list[tuple[str, str]]] = [[]]
    for style, text in runs:
        first, *rest = text.split("\n")
        if first:
            lines[-1].append((style, first))
        lines += [[(style, part)] for part in rest]
    return lines


def _lines(text: str, width: float, size: float) -> int:
    # points: a column's width counts digits of 7 pixels; one sign less, since a line may not begin with a comma
    room = max((width * 7 - 2) * 0.75 - size, size)
    long = (sum(size if east_asian_width(sign) in "WFA" else size * 0.55 for sign in line) for line in text.split("\n"))
    return sum(max(-int(-length // room), 1) for length in long)


def set_print(page: Worksheet, footer: str, landscape: bool = True, high: int = 0) -> None:
    """A4, as wide as one page and, unless 0, so many pages high."""
    if landscape:
        page.set_landscape()
    page.set_paper(_A4)
    page.set_margins(left=0.45, right=0.45, top=0.5, bottom=0.6)
    page.fit_to_pages(1, high)
    page.center_horizontally()
    page.set_footer(footer, {"margin": 0.3})
    page.hide_gridlines(2)


def write_merged(page: Worksheet, first: tuple[int, int], last: tuple[int, int], text: str, style: Format) -> None:
    """One text over several cells; nothing is merged where they are one."""
    if first != last:
        page.merge_range(*first, *last, "", style)
    page.write_string(*first, text, style)


def write_merged_formula(
    page: Worksheet, first: tuple[int, int], last: tuple[int, int], formula: str, style: Format, value: str | float
) -> None:
    """One formula over several cells, with the value that it has now."""
    if first != last:
        page.merge_range(*first, *last, "", style)
    page.write_formula(*first, formula, style, value)
