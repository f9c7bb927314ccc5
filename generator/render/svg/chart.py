"""Layout of a bar chart: from zero, in the order given, each bar with its words; a range as a range, 推算 hatched."""
from __future__ import annotations

from generator.render.svg.drawing import LEADING, PAD, Box, Drawing, Label, Line, beside, units, wrapped
from generator.view.picture_shapes import Bar, Chart

_BAR = 20.0
_GAP = 14.0
_TAIL = 14.0  # a bar whose source says “more than” runs on so far, open
_MOST_WORDS = 0.4  # of the width: longer words stand above the bar


def chart_drawing(chart: Chart, width: float) -> Drawing:
    """Lay out a chart. Needs a bar that is longer than nothing."""
    longest = max(bar.high for bar in chart.bars)
    words_width = max(units(bar.words) for bar in chart.bars)
    beside_bar = words_width <= width * _MOST_WORDS
    scale = (width - 1 - _TAIL - (words_width + PAD if beside_bar else 0)) / longest
    boxes: list[Box] = []
    lines: list[Line] = []
    labels: list[Label] = []
    y = 2.0
    for bar in chart.bars:
        name = wrapped(bar.label if beside_bar else f"{bar.label}：{bar.words}", width)
        labels.append(beside(0, y + len(name) * LEADING / 2, name))
        y += len(name) * LEADING + 3
        drawn = _bar(bar, y, scale)
        boxes += drawn
        if beside_bar:
            labels.append(beside(drawn[-1].x + drawn[-1].width + PAD, y + _BAR / 2, (bar.words,), "strong"))
        lines.append(Line(((0.5, y - 3), (0.5, y + _BAR + 3))))
        y += _BAR + _GAP
    return Drawing(width, y - _GAP + 4, tuple(boxes), tuple(lines), tuple(labels))


def _bar(bar: Bar, y: float, scale: float) -> list[Box]:
    sure = Box(0.5, y, bar.low * scale, _BAR, "computed" if bar.computed else "bar")
    end = sure.x + sure.width
    if bar.high > bar.low:
        return [sure, Box(end, y, (bar.high - bar.low) * scale, _BAR, "range")]
    return [sure, Box(end, y, _TAIL, _BAR, "range")] if bar.more else [sure]
