"""Layout of a model's structure: columns under the model's name when there is room, else brackets one below the other."""
from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from generator.render.svg.drawing import PAD, SIZE, Box, Drawing, Label, Line, beside, tall, wrapped
from generator.view.picture_shapes import Frame, Structure

_GAP = 7.0
_GROUP = 14.0
_BETWEEN = 9.0  # columns
_BUS = 26.0  # between the name and the columns
_TRUNK = 14.0
_FORK = 24.0
_PART = 104.0
_MOST_COLUMNS = 6
_Pieces = tuple[list[Box], list[Line], list[Label]]


def structure_drawing(structure: Structure, width: float, wide: bool) -> Drawing:
    """Lay out a structure of any depth: two levels are boxes, what lies deeper stands as lines in the second's boxes."""
    pieces: _Pieces = ([], [], [])
    boxes, lines, labels = pieces
    name = wrapped(structure.root, width - 2 * PAD)
    root = Box(0.5, 0.5, width - 1, tall(name), "head")
    boxes.append(root)
    labels.append(beside(width / 2, root.middle, name, "strong", centred=True))
    lay = _columns if wide and 2 <= len(structure.parts) <= _MOST_COLUMNS else _brackets
    bottom = lay(structure.parts, width, root.y + root.height, pieces)
    return Drawing(width, bottom + 1, tuple(boxes), tuple(lines), tuple(labels))


def _columns(parts: tuple[Frame, ...], width: float, top: float, pieces: _Pieces) -> float:
    boxes, lines, labels = pieces
    column = (width - 1 - (len(parts) - 1) * _BETWEEN) / len(parts)
    names = [wrapped(part.name, column - 2 * PAD) for part in parts]
    height = max(map(tall, names))
    bottom = top
    for place, (part, name) in enumerate(zip(parts, names, strict=True)):
        head = Box(0.5 + place * (column + _BETWEEN), top + _BUS, column, height, "head")
        middle = head.x + column / 2
        boxes.append(head)
        labels.append(beside(middle, head.middle, name, "strong", centred=True))
        lines.append(Line(((middle, top + _BUS / 2), (middle, head.y))))
        bottom = max(bottom, _stack(part.parts, head.x, head.y + height + _GAP, column, pieces))
    first, last = 0.5 + column / 2, width - 0.5 - column / 2
    lines += [Line(((first, top + _BUS / 2), (last, top + _BUS / 2))), Line(((width / 2, top), (width / 2, top + _BUS / 2)))]
    return bottom


def _stack(parts: tuple[Frame, ...], x: float, y: float, width: float, pieces: _Pieces) -> float:
    """Boxes below each other that hang on a line at their left; returns where they end."""
    boxes, lines, _ = pieces
    trunk, start = x + 4, y - _GAP
    for part in parts:
        box = _leaf(part, trunk + 7, y, x + width - trunk - 7, pieces)
        lines.append(Line(((trunk, box.middle), (box.x, box.middle))))
        y += box.height + _GAP
    if parts:
        lines.append(Line(((trunk, start), (trunk, boxes[-1].middle))))
    return y - _GAP


def _brackets(parts: tuple[Frame, ...], width: float, top: float, pieces: _Pieces) -> float:
    boxes, lines, labels = pieces
    y, middle = top + _GROUP, top
    for part in parts:
        children = bool(part.parts)
        room = _PART if children else width - _TRUNK - 0.5
        name = wrapped(part.name, room - 2 * PAD)
        start = y
        leaves = []
        for inner in part.parts:
            x = _TRUNK + _PART + _FORK
            leaves.append(_leaf(inner, x, y, width - 0.5 - x, pieces))
            y += leaves[-1].height + _GAP
        height = max(tall(name), y - _GAP - start)
        box = Box(_TRUNK, start, room, height, "head")
        middle = box.middle
        boxes.append(box)
        labels.append(beside(box.x + room / 2, middle, name, "strong", centred=True) if children
                      else beside(box.x + PAD, middle, name, "strong"))
        lines.append(Line(((_TRUNK / 2, middle), (_TRUNK, middle))))
        lines += _fork(box, leaves)
        y = start + height + _GROUP
    lines.append(Line(((_TRUNK / 2, top), (_TRUNK / 2, middle))))
    return y - _GROUP


def _fork(box: Box, leaves: list[Box]) -> Iterator[Line]:
    edge = box.x + box.width
    turn = edge + _FORK / 2
    if not leaves:
        return
    first, last = leaves[0].middle, leaves[-1].middle
    yield Line(((edge, box.middle), (turn, box.middle)))
    yield Line(((turn, min(first, box.middle)), (turn, max(last, box.middle))))
    yield from (Line(((turn, leaf.middle), (leaf.x, leaf.middle))) for leaf in leaves)


def _leaf(part: Frame, x: float, y: float, width: float, pieces: _Pieces) -> Box:
    """A box with the part's name, and below it the names of what it consists of, further in at each level."""
    boxes, _, labels = pieces
    texts = [(x + PAD + depth * SIZE, wrapped(name, width - 2 * PAD - depth * SIZE)) for depth, name in _names(part, 0)]
    box = Box(x, y, width, tall(tuple(chain.from_iterable(text for _, text in texts))), "record")
    boxes.append(box)
    line = 0
    for at, text in texts:
        labels.append(beside(at, y + PAD - 2 + (line + len(text) / 2) * 20, text, "text" if at == x + PAD else "soft"))
        line += len(text)
    return box


def _names(part: Frame, depth: int) -> Iterator[tuple[int, str]]:
    yield min(depth, 3), part.name  # further in would leave no room for words
    for inner in part.parts:
        yield from _names(inner, depth + 1)
