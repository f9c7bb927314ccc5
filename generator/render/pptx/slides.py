"""One slide as DrawingML: its frames, its table; raises where something does not fit, so that nothing runs over."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from generator.render.pptx.look import (
    ACCENT,
    BODY_BOTTOM,
    BODY_TOP,
    COVER,
    FOOT_SIZE,
    GAP,
    INK,
    LARGE,
    LEFT,
    LINE,
    MOST_GAP,
    PITCH,
    SIZES,
    SOFT,
    SOURCE_SIZES,
    TINT,
    TITLE_HEIGHT,
    TITLE_TOP,
    emu,
)
from generator.render.pptx.master import COVER_PLACES, NUMBER, place
from generator.render.pptx.words import HANG, attribute, body, list_line, look_of, paragraph, run
from generator.view.deck import MOST_LINES, Deck, Slide, SlideTable
from generator.view.slide_fit import (
    CELL_PAD,
    LEAST_SIZE,
    SOURCE_LINES,
    TABLE_SIZE,
    TITLE_EM,
    TITLE_SIZE,
    WIDTH,
    column_widths,
    count_lines,
    em,
    row_lines,
)

_TABLE = "http://schemas.openxmlformats.org/drawingml/2006/table"
_SOURCE_PITCH = 1.3
_HINT = "先指段落或图表，再说看法。"
_MINUTES_WIDTH = 170.0
CELL_TOP = 4.0  # above and below the text of a cell


@dataclass(frozen=True, slots=True)
class Frames:
    """The shapes of a slide; where its chart goes, when it has one: left, top, width, height."""

    shapes: str
    chart: tuple[float, float, float, float] | None = None


def list_sizes(slides: Sequence[Slide]) -> list[float]:
    """The size of the text of each list, 0 for other slides: one size for a list that runs over several slides.

    Raises ValueError for a list that does not fit.
    """
    sizes = [
        _fitting(slide.lines, SIZES, BODY_BOTTOM - BODY_TOP, HANG) if slide.kind in {"lines", "task", "close"} else 0.0 for slide in slides
    ]
    stems = [slide.title.partition("（")[0] for slide in slides]
    return [min(size for size, stem in zip(sizes, stems, strict=True) if stem == own) for own in stems]


def frames(deck: Deck, slide: Slide, number: int, size: float) -> Frames:
    """What stands on a slide; `size` is that of its list. Raises ValueError when it would not fit."""
    if slide.kind == "cover":
        return Frames(_cover(slide) + _feet(deck, number))
    if em(slide.title) > TITLE_EM:
        raise ValueError(f"the title is too long for a line: {slide.title}")
    shapes = _title(slide)
    if slide.minutes:
        shapes += _minutes(slide.minutes)
    if slide.kind == "question":
        shapes += _question(slide)
    elif slide.table is None and slide.chart is None:
        shapes += _list(slide, size)
    elif slide.chart is None:
        shapes += _table(slide)
    else:
        small = _source_size(slide.source, SOURCE_SIZES[0])
        top = BODY_TOP + _caption_height(slide)
        room = BODY_BOTTOM - _source_height(slide.source, small) - top - 6
        return Frames(shapes + _caption(slide) + _source(slide.source, small) + _feet(deck, number), (LEFT, top, WIDTH, room))
    return Frames(shapes + _feet(deck, number))


def _frame(number: int, name: str, kind: str, paragraphs: str, where: str = "", anchor: str = "t") -> str:
    about = f'<p:nvPr><p:ph {kind}/></p:nvPr>' if kind else "<p:nvPr/>"
    box = '<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>' if kind else '<p:cNvSpPr txBox="1"/>'
    shape = f'{where}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>' + ("" if kind else "<a:noFill/>") if where else ""
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="{name}"/>{box}{about}</p:nvSpPr><p:spPr>{shape}</p:spPr>'
        f"<p:txBody>{body(anchor)}{paragraphs}</p:txBody></p:sp>"
    )


def _title(slide: Slide) -> str:
    return _frame(2, "标题", 'type="title"', paragraph(run(slide.title, TITLE_SIZE, bold=True), TITLE_SIZE, pitch=1.25), anchor="b")


def _minutes(minutes: int) -> str:
    where = place(LEFT + WIDTH - _MINUTES_WIDTH, TITLE_TOP, _MINUTES_WIDTH, TITLE_HEIGHT - 3)
    return _frame(10, "用时", "", paragraph(run(f"约 {minutes} 分钟", LEAST_SIZE, colour=ACCENT), LEAST_SIZE, align="r"), where, "b")


def _feet(deck: Deck, number: int) -> str:
    words = "教师用　学习资料" if deck.edition == "teacher" else "学习资料"
    named = f"{words}　{deck.title}" if em(deck.title) < 45 else words
    field = NUMBER.replace("‹#›", str(number)).replace('<a:rPr lang="zh-CN"/>', look_of(FOOT_SIZE, colour=SOFT))
    return _frame(8, "页脚", 'type="ftr" sz="quarter" idx="11"', paragraph(run(named, FOOT_SIZE, colour=SOFT), FOOT_SIZE), anchor="ctr") + _frame(
        9, "页码", 'type="sldNum" sz="quarter" idx="12"', paragraph(field, FOOT_SIZE, align="r"), anchor="ctr"
    )


def _cover(slide: Slide) -> str:
    width, height = COVER_PLACES["title"][2:]
    size = next((size for size in COVER if count_lines(slide.title, width / size) * size * PITCH <= height), 0.0)
    if not size:
        raise ValueError(f"the title is too long for the cover: {slide.title}")
    lines = "".join(
        paragraph(run(line, LEAST_SIZE, colour=ACCENT if place == 0 else SOFT, bold=place == 0), LEAST_SIZE, 10 if place else 0)
        for place, line in enumerate(slide.lines)
    )
    high = _height(slide.lines, LEAST_SIZE, COVER_PLACES["sub"][2] / LEAST_SIZE, 10)
    if high > COVER_PLACES["sub"][3]:
        raise ValueError(f"the lines of the cover do not fit: {slide.title}")
    return _frame(2, "标题", 'type="ctrTitle"', paragraph(run(slide.title, size, bold=True), size), anchor="b") + _frame(
        3, "副标题", 'type="subTitle" idx="1"', lines
    )


def _height(lines: Sequence[str], size: float, width: float, gap: float = GAP) -> float:
    return sum(count_lines(line, width) for line in lines) * size * PITCH + gap * (len(lines) - 1)


def _fitting(lines: Sequence[str], sizes: Sequence[float], room: float, hang: float) -> float:
    """The largest size at which the lines fit. Raises ValueError when none does."""
    for size in sizes:
        width = WIDTH / size - hang
        if sum(count_lines(line, width) for line in lines) <= MOST_LINES and _height(lines, size, width) <= room:
            return size
    raise ValueError(f"the lines do not fit a slide: {lines[0][:40]}")


def _list(slide: Slide, size: float) -> str:
    width = WIDTH / size - HANG
    spare = BODY_BOTTOM - BODY_TOP - 40 - _height(slide.lines, size, width, 0)
    gap = max(GAP, min(MOST_GAP, spare / max(1, len(slide.lines) - 1)))
    lines = "".join(list_line(line, size, gap if place else 0) for place, line in enumerate(slide.lines))
    return _frame(3, "正文", 'idx="1"', lines)


def _question(slide: Slide) -> str:
    room = BODY_BOTTOM - BODY_TOP - LEAST_SIZE * PITCH - 24
    size = _fitting(slide.lines, LARGE, room, 0)
    hint = paragraph(run(_HINT, LEAST_SIZE, colour=SOFT), LEAST_SIZE, 24) if slide.minutes else ""
    return _frame(3, "正文", 'idx="1"', "".join(paragraph(run(line, size), size, pitch=1.45) for line in slide.lines) + hint, anchor="ctr")


# --- tables -----------------------------------------------------------------------------------------------------------


def _caption_height(slide: Slide) -> float:
    return len(slide.lines) * LEAST_SIZE * PITCH + (6 if slide.lines else 0)


def _caption(slide: Slide) -> str:
    if not slide.lines:
        return ""
    lines = "".join(paragraph(run(line, LEAST_SIZE, bold=True), LEAST_SIZE) for line in slide.lines)
    return _frame(11, "图表标题", "", lines, place(LEFT, BODY_TOP, WIDTH, _caption_height(slide)))


def _source_height(source: str, size: float) -> float:
    return count_lines(source, WIDTH / size) * size * _SOURCE_PITCH if source else 0.0


def _source_size(source: str, most: float) -> float:
    """The largest size at which the source takes few lines. Raises ValueError when none does."""
    for size in SOURCE_SIZES:
        if size <= most and count_lines(source, WIDTH / size) <= SOURCE_LINES:
            return size
    raise ValueError(f"the source is too long: {source[:40]}")


def _source(source: str, size: float) -> str:
    if not source:
        return ""
    high = _source_height(source, size)
    said = paragraph(run(source, size, colour=SOFT), size, pitch=_SOURCE_PITCH)
    return _frame(12, "来源", "", said, place(LEFT, BODY_BOTTOM - high + 10, WIDTH, high), "b")


def _table(slide: Slide) -> str:
    table = slide.table
    if table is None:
        raise ValueError(f"a slide without a table: {slide.title}")
    widths = column_widths(table)
    texts = [row_lines(row, widths) * TABLE_SIZE * PITCH + 2 * CELL_TOP for row in (table.head, *table.rows)]
    top = BODY_TOP + _caption_height(slide)
    rooms = {size: BODY_BOTTOM - _source_height(slide.source, size) - top for size in SOURCE_SIZES}
    small = next((size for size, room in rooms.items() if sum(texts) <= room and _source_size(slide.source, size) == size), 0.0)
    if not small:
        raise ValueError(f"the table does not fit: {slide.title} {slide.lines}")
    more = min(MOST_GAP, (rooms[small] - sum(texts) - 12) / len(texts))
    heights = [text + max(0.0, more) for text in texts]
    columns = "".join(f'<a:gridCol w="{emu(width * TABLE_SIZE)}"/>' for width in widths)
    rows = _row(table.head, heights[0], True, table) + "".join(
        _row(row, height, False, table) for row, height in zip(table.rows, heights[1:], strict=True)
    )
    where = place(LEFT, top, WIDTH, sum(heights)).replace("a:xfrm", "p:xfrm")
    return _caption(slide) + (
        f'<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id="3" name="表格" descr="{attribute(slide.title)}"/><p:cNvGraphicFramePr>'
        '<a:graphicFrameLocks noGrp="1"/></p:cNvGraphicFramePr><p:nvPr/></p:nvGraphicFramePr>'
        f'{where}<a:graphic><a:graphicData uri="{_TABLE}"><a:tbl><a:tblPr firstRow="1"/><a:tblGrid>{columns}</a:tblGrid>{rows}</a:tbl>'
        "</a:graphicData></a:graphic></p:graphicFrame>"
    ) + _source(slide.source, small)


def _row(cells: Sequence[str], height: float, head: bool, table: SlideTable) -> str:
    strong = table.head[0] == "时间"  # a timeline is read by its times
    return f'<a:tr h="{emu(height)}">{"".join(_cell(text, head, strong and not head and column == 0) for column, text in enumerate(cells))}</a:tr>'


def _cell(text: str, head: bool, strong: bool) -> str:
    said = run(text, TABLE_SIZE, bold=head or strong, colour=ACCENT if strong else SOFT if head else INK)
    none = "".join(f'<a:{side} w="0"><a:noFill/></a:{side}>' for side in ("lnL", "lnR"))
    rules = "".join(
        f'<a:{side} w="9525"><a:solidFill><a:srgbClr val="{LINE}"/></a:solidFill><a:prstDash val="solid"/></a:{side}>' for side in ("lnT", "lnB")
    )
    fill = f'<a:solidFill><a:srgbClr val="{TINT}"/></a:solidFill>' if head else "<a:noFill/>"
    side = emu(CELL_PAD * TABLE_SIZE / 2)
    return (
        f'<a:tc><a:txBody><a:bodyPr/><a:lstStyle/>{paragraph(said, TABLE_SIZE)}</a:txBody>'
        f'<a:tcPr marL="{side}" marR="{side}" marT="{emu(CELL_TOP)}" marB="{emu(CELL_TOP)}" anchor="ctr">{none}{rules}{fill}</a:tcPr></a:tc>'
    )
