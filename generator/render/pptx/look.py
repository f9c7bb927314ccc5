"""How slides look: 13.333 × 7.5 inches, measures in points, colours of the site's light scheme (web/src/colours.css)."""
from __future__ import annotations

from generator.view.slide_fit import SOURCE_SIZE, WIDTH

PAGE = (960.0, 540.0)
LEFT = (PAGE[0] - WIDTH) / 2
TITLE_TOP, TITLE_HEIGHT = 26.0, 54.0
RULE = 86.0
BODY_TOP, BODY_BOTTOM = 100.0, 486.0
FOOT_TOP, FOOT_HEIGHT = 504.0, 22.0
FOOT_SIZE = 12.0
SIZES = (30.0, 28.0, 26.0, 24.0, 22.0)
"""Of a list: the largest that fits."""
LARGE = (34.0, 32.0, 30.0, 28.0, 26.0, 24.0)
"""Of a question."""
COVER = (44.0, 40.0, 36.0, 34.0)
PITCH = 1.35
"""Of lines, in sizes of their text: exact, so that every program sets as many on a slide."""
GAP, MOST_GAP = 8.0, 18.0
"""Between paragraphs, and in addition to a row of a table: more where a slide has room."""
SOURCE_SIZES = (18.0, 16.0, SOURCE_SIZE)
"""Of the source under figures: the largest that leaves them room."""
EA, LATIN = "微软雅黑", "Arial"
INK, SOFT, LINE, ACCENT, TINT, RULE_COLOUR = "1D2427", "525D64", "D3D9DC", "0B5A63", "F2F4F4", "6F7C83"


def emu(points: float) -> int:
    """Points as English Metric Units."""
    return round(points * 12700)
