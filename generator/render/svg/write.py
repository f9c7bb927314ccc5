"""A drawing as SVG: presentation attributes and classes only, so that the page's colours and fonts hold.

On one line, since it stands inside an HTML block of a Markdown page.
"""
from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from markupsafe import Markup

from generator.render.inline import escape_line
from generator.render.svg.chart import chart_drawing
from generator.render.svg.drawing import LEADING, Box, BoxRole, Drawing, Label, LabelRole, Line, Width
from generator.render.svg.flow import flow_drawing
from generator.render.svg.structure import structure_drawing
from generator.view.picture_shapes import Chart, Flow, Picture

_WIDE: Final = 640.0
_NARROW: Final = 344.0  # of a phone of 390 pixels; advice stands in a box of its own there
_NARROW_ADVICE: Final = 316.0
_HATCH: Final = 7.0  # between two strokes
_BOXES: Final[tuple[BoxRole, ...]] = ("head", "record", "advice", "bar", "computed", "range")
_LABELS: Final[tuple[LabelRole, ...]] = ("text", "strong", "soft")


def lay_out(picture: Picture, width: Width) -> Drawing:
    """The picture laid out for a phone or for a wide column."""
    wide = width == "wide"
    units = _WIDE if wide else _NARROW
    if isinstance(picture, Chart):
        return chart_drawing(picture, units)
    if isinstance(picture, Flow):
        return flow_drawing(picture, _NARROW_ADVICE if picture.voice == "advice" and not wide else units, wide)
    return structure_drawing(picture, units, wide)


def render_svg(picture: Picture, width: Width) -> Markup:
    """Return the picture as an SVG element with its name and its description."""
    drawing = lay_out(picture, width)
    name = f"{picture.id}-{width[0]}"
    inside = "".join((*_boxes(drawing), *_lines(drawing.lines), *_labels(drawing.labels)))
    return Markup(  # noqa: S704  every word is escaped
        f'<svg class="{width}" viewBox="0 0 {_n(drawing.width)} {_n(drawing.height)}" role="img" '
        f'aria-labelledby="{name}" aria-describedby="{name}d"><title id="{name}">{escape_line(picture.name)}</title>'
        f'<desc id="{name}d">{escape_line(picture.says)}</desc>{inside}</svg>'
    )


@lru_cache(maxsize=8192)
def _n(number: float) -> str:
    """A coordinate with one decimal at most, as short as SVG allows: the same digits on every machine."""
    digits = f"{number:.1f}".removesuffix(".0")
    return digits.removeprefix("0") if digits.startswith("0.") else digits


def _boxes(drawing: Drawing) -> Iterator[str]:
    for role in _BOXES:
        boxes = [box for box in drawing.boxes if box.role == role]
        if boxes:
            yield f'<path class="box-{role}" d="{"".join(map(_box, boxes))}"/>'
            if role == "computed":
                yield f'<path class="lines" d="{"".join(map(_hatch, boxes))}"/>'


def _box(box: Box) -> str:
    return f"M{_n(box.x)} {_n(box.y)}h{_n(box.width)}v{_n(box.height)}H{_n(box.x)}z"


def _hatch(box: Box) -> str:
    """Strokes that rise to the right, cut off at the edges of the box."""
    strokes = []
    at = _HATCH
    while at < box.width + box.height:
        left, right = max(at - box.height, 0), min(at, box.width)
        low, high = box.y + min(at, box.height), box.y + max(at - box.width, 0)
        strokes.append(f"M{_n(box.x + left)} {_n(low)}L{_n(box.x + right)} {_n(high)}")
        at += _HATCH
    return "".join(strokes)


def _lines(lines: tuple[Line, ...]) -> Iterator[str]:
    if lines:
        yield f'<path class="lines" d="{"".join(map(_path, lines))}"/>'


def _path(line: Line) -> str:
    (x, y), *rest = line.points
    steps = [f"M{_n(x)} {_n(y)}"]
    for to_x, to_y in rest:
        steps.append(f"V{_n(to_y)}" if to_x == x else f"H{_n(to_x)}" if to_y == y else f"L{_n(to_x)} {_n(to_y)}")
        level = to_y == y
        x, y = to_x, to_y
    if line.arrow:  # at the right end of a level line, else at the lower end of an upright one
        steps.append("l-5-4m0 8l5-4" if level else "l-4-5m8 0l-4 5")
    return "".join(steps)


def _labels(labels: tuple[Label, ...]) -> Iterator[str]:
    for role in _LABELS:
        for centred in (False, True):
            said = [label for label in labels if label.role == role and label.centred is centred]
            if said:
                names = f"words-{role} centred" if centred else f"words-{role}"
                yield f'<g class="{names}">{"".join(map(_label, said))}</g>'


def _label(label: Label) -> str:
    x, first = _n(round(label.x)), escape_line(label.lines[0])
    more = "".join(f'<tspan x="{x}" dy="{_n(LEADING)}">{escape_line(line)}</tspan>' for line in label.lines[1:])
    return f'<text x="{x}" y="{_n(round(label.y))}">{first}{more}</text>'
