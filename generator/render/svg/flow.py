"""Layout of a flow: a source's procedure as a chain of boxes, our steps as rows of who acts and what it leaves."""
from __future__ import annotations

from itertools import pairwise
from math import ceil

from generator.render.svg.drawing import PAD, SIZE, Box, Drawing, Label, Line, beside, tall, units, wrapped
from generator.view.picture_shapes import Flow

_NUMBER = 26.0  # room for a number of two digits
_ARROW = 26.0
_GAP = 12.0
_HEADS = 26.0  # the line that says what the sides are
_CHAIN_GAP = 26.0
_IN_A_ROW = 4  # boxes of a chain side by side, at most
_WHO = (25, 66, 5)  # percent of a row that who acts may take: what is left goes to what the step leaves


def flow_drawing(flow: Flow, width: float, wide: bool) -> Drawing:
    """Lay out a flow. A procedure stands in rows of boxes when there is room, else below each other."""
    if any(stage.leaves for stage in flow.stages):
        return _rows(flow, width)
    return _chain(flow, width, _row_length(len(flow.stages)) if wide else 1)


def _row_length(count: int) -> int:
    rows = -(-count // _IN_A_ROW)
    return -(-count // rows)


def _rows(flow: Flow, width: float) -> Drawing:
    who_x = _NUMBER + PAD
    room = width - who_x - _ARROW - PAD
    who_room = _who_room(flow, room)
    leaves_x = who_x + who_room + _ARROW
    leaves_room = min(room - who_room, max(units(stage.leaves) for stage in flow.stages) + 1)
    end = leaves_x + leaves_room + PAD
    boxes: list[Box] = []
    lines: list[Line] = []
    labels = [beside(x, _HEADS - 15, (head,), "soft") for x, head in zip((who_x, leaves_x), flow.heads, strict=False)]
    y = _HEADS if flow.heads else 0.0
    for number, stage in enumerate(flow.stages, 1):
        who, leaves = wrapped(stage.text, who_room), wrapped(stage.leaves, leaves_room)
        box = Box(0.5, y + 0.5, end - 1, max(tall(who), tall(leaves)), flow.voice)
        boxes.append(box)
        labels.append(beside(PAD + SIZE / 2, box.middle, (str(number),), "strong", centred=True))
        labels += [beside(who_x, box.middle, who), beside(leaves_x, box.middle, leaves, "strong")]
        lines.append(Line(((leaves_x - _ARROW + 5, box.middle), (leaves_x - 5, box.middle)), arrow=True))
        y += box.height + _GAP
    lines += [_down(above, below, PAD + SIZE / 2) for above, below in pairwise(boxes)]
    return Drawing(width, y - _GAP + 1, tuple(boxes), tuple(lines), tuple(labels))


def _who_room(flow: Flow, room: float) -> float:
    """The width for who acts with which the rows need the fewest lines; of equal ones the least."""
    widths = [(units(stage.text), units(stage.leaves)) for stage in flow.stages]
    widest = ceil(max(who for who, _ in widths)) + 1

    def lines(share: float) -> float:
        return sum(max(ceil(who / share), ceil(leaves / (room - share))) for who, leaves in widths)

    choices = [min(widest, ceil(room * share / 100)) for share in range(*_WHO)]
    return min(choices, key=lambda share: (lines(share), share))


def _chain(flow: Flow, width: float, length: int) -> Drawing:
    box_width = (width - 1 - (length - 1) * _CHAIN_GAP) / length
    gap = _CHAIN_GAP if length > 1 else _GAP + 4
    boxes: list[Box] = []
    labels: list[Label] = []
    y = 0.5
    for start in range(0, len(flow.stages), length):
        texts = [wrapped(stage.text, box_width - _NUMBER - PAD) for stage in flow.stages[start:start + length]]
        height = max(tall(text) for text in texts)
        for place, text in enumerate(texts):
            box = Box(0.5 + place * (box_width + _CHAIN_GAP), y, box_width, height, flow.voice)
            boxes.append(box)
            labels.append(beside(box.x + PAD + SIZE / 2, box.middle, (str(start + place + 1),), "strong", centred=True))
            labels.append(beside(box.x + _NUMBER, box.middle, text))
        y += height + gap
    lines = tuple(_next(before, after) for before, after in pairwise(boxes))
    return Drawing(width, y - gap + 0.5, tuple(boxes), lines, tuple(labels))


def _next(before: Box, after: Box) -> Line:
    """The arrow to the box at the right, below, or at the beginning of the next row."""
    if after.y == before.y:
        return Line(((before.x + before.width + 2, before.middle), (after.x - 2, after.middle)), arrow=True)
    if after.x == before.x:
        return _down(before, after, before.x + before.width / 2)
    turn = (before.y + before.height + after.y) / 2 - 2
    start, end = before.x + before.width / 2, after.x + after.width / 2
    return Line(((start, before.y + before.height), (start, turn), (end, turn), (end, after.y - 2)), arrow=True)


def _down(above: Box, below: Box, x: float) -> Line:
    return Line(((x, above.y + above.height), (x, below.y - 1)), arrow=True)
