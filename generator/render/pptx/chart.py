"""A bar chart that stays a chart: its numbers in a workbook, every bar named and labelled as the source writes its figure."""
from __future__ import annotations

import io
from datetime import date, datetime, time
from xml.sax.saxutils import escape

from generator.render.office_zip import clean
from generator.render.pptx.look import ACCENT, INK
from generator.render.pptx.words import DRAWING, RELATIONS, look_of
from generator.render.xlsx_book import open_book
from generator.view.deck import SlideChart
from generator.view.slide_fit import LEAST_SIZE

_CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_SHEET = "Sheet1"
_NAMES, _NUMBERS = 111111111, 222222222  # ids of the axes: any two that are positive


def chart_part(chart: SlideChart) -> bytes:
    """The part of a chart, without the relation to its workbook. The axis of numbers begins at 0."""
    count = len(chart.bars)
    names = "".join(f'<c:pt idx="{place}"><c:v>{escape(clean(name))}</c:v></c:pt>' for place, (name, _, _) in enumerate(chart.bars))
    numbers = "".join(f'<c:pt idx="{place}"><c:v>{number:.15g}</c:v></c:pt>' for place, (_, number, _) in enumerate(chart.bars))
    labels = "".join(_label(place, said) for place, (_, _, said) in enumerate(chart.bars))
    text = _text(LEAST_SIZE)
    series = (
        f'<c:ser><c:idx val="0"/><c:order val="0"/><c:tx><c:strRef><c:f>{_SHEET}!$B$1</c:f><c:strCache><c:ptCount val="1"/><c:pt idx="0">'
        f"<c:v>{escape(clean(chart.unit or '数'))}</c:v></c:pt></c:strCache></c:strRef></c:tx><c:spPr><a:solidFill>"
        f'<a:srgbClr val="{ACCENT}"/></a:solidFill></c:spPr>'
        f'<c:invertIfNegative val="0"/><c:dLbls>{labels}<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>{text}<c:dLblPos val="outEnd"/>{_SHOWN}</c:dLbls>'
        f"<c:cat><c:strRef><c:f>{_SHEET}!$A$2:$A${count + 1}</c:f><c:strCache><c:ptCount val=\"{count}\"/>{names}</c:strCache></c:strRef></c:cat>"
        f"<c:val><c:numRef><c:f>{_SHEET}!$B$2:$B${count + 1}</c:f><c:numCache><c:formatCode>General</c:formatCode><c:ptCount val=\"{count}\"/>{numbers}"
        "</c:numCache></c:numRef></c:val></c:ser>"
    )
    most = max(number for _, number, _ in chart.bars) * 1.25  # room for the labels
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<c:chartSpace xmlns:c="{_CHART}" xmlns:a="{DRAWING}" xmlns:r="{RELATIONS}">'
        '<c:date1904 val="0"/><c:roundedCorners val="0"/><c:chart><c:autoTitleDeleted val="1"/><c:plotArea><c:layout/><c:barChart><c:barDir val="bar"/>'
        f'<c:grouping val="clustered"/><c:varyColors val="0"/>{series}<c:gapWidth val="60"/><c:axId val="{_NAMES}"/><c:axId val="{_NUMBERS}"/></c:barChart>'
        f'<c:catAx><c:axId val="{_NAMES}"/><c:scaling><c:orientation val="maxMin"/></c:scaling><c:delete val="0"/><c:axPos val="l"/>'
        '<c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="low"/>'
        f'<c:spPr><a:ln w="9525"><a:solidFill><a:srgbClr val="{INK}"/></a:solidFill></a:ln></c:spPr>{text}<c:crossAx val="{_NUMBERS}"/>'
        '<c:crosses val="autoZero"/><c:auto val="0"/><c:lblAlgn val="ctr"/><c:lblOffset val="60"/><c:noMultiLvlLbl val="1"/></c:catAx>'
        f'<c:valAx><c:axId val="{_NUMBERS}"/><c:scaling><c:orientation val="minMax"/><c:max val="{most:.15g}"/><c:min val="0"/></c:scaling><c:delete val="1"/>'
        '<c:axPos val="t"/><c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/>'
        f'<c:tickLblPos val="none"/><c:crossAx val="{_NAMES}"/><c:crosses val="autoZero"/><c:crossBetween val="between"/></c:valAx></c:plotArea>'
        f'<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>{text}</c:chartSpace>'
    ).encode()


_SHOWN = (
    '<c:showLegendKey val="0"/><c:showVal val="1"/><c:showCatName val="0"/><c:showSerName val="0"/><c:showPercent val="0"/><c:showBubbleSize val="0"/>'
)


def _text(size: float) -> str:
    return f'<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr>{look_of(size, tag="a:defRPr")}</a:pPr><a:endParaRPr lang="zh-CN"/></a:p></c:txPr>'


def _label(place: int, said: str) -> str:
    """The label of a bar: the figure as the source writes it, “1500多个”."""
    look = look_of(LEAST_SIZE, bold=True)
    return (
        f'<c:dLbl><c:idx val="{place}"/><c:tx><c:rich><a:bodyPr/><a:lstStyle/><a:p><a:r>{look}<a:t>{escape(clean(said))}</a:t></a:r></a:p></c:rich></c:tx>'
        f'<c:dLblPos val="outEnd"/>{_SHOWN}</c:dLbl>'
    )


def chart_workbook(chart: SlideChart, day: date) -> bytes:
    """The numbers behind a chart as XLSX: words are words, numbers are numbers."""
    made = io.BytesIO()
    book = open_book(made)
    book.set_properties({"created": datetime.combine(day, time())})
    page = book.add_worksheet(_SHEET)
    for column, head in enumerate(("数的是什么", clean(chart.unit or "数"), "原文写作")):
        page.write_string(0, column, head)
    page.set_column(0, 0, 40)
    for row, (name, number, said) in enumerate(chart.bars, 1):
        page.write_string(row, 0, clean(name))
        page.write_number(row, 1, number)
        page.write_string(row, 2, clean(said))
    book.close()
    return made.getvalue()
