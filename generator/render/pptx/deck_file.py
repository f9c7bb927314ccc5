"""Deck → bytes. python-pptx gives the package and its relations; its own master, sizes, notes and charts are replaced."""
from __future__ import annotations

import io
from datetime import date, datetime, time
from typing import Any

from lxml import etree
from pptx import Presentation
from pptx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from pptx.opc.packuri import PackURI
from pptx.oxml import parse_xml
from pptx.parts.chart import ChartPart
from pptx.parts.slide import NotesSlidePart, SlidePart

from generator.render.office_zip import clean, document_day, normalise_package
from generator.render.pptx.chart import chart_part, chart_workbook
from generator.render.pptx.look import PAGE, emu
from generator.render.pptx.master import GROUP, layouts, master_parts, place, theme
from generator.render.pptx.notes import notes_master, notes_shapes
from generator.render.pptx.slides import Frames, frames, list_sizes
from generator.render.pptx.words import NAMESPACES, attribute
from generator.view.deck import Deck, Slide, SlideChart

AUTHOR = "基层治理案例库"
_CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_CHART_RELATION = "rId2"  # the first after that to the layout
_KEPT_LAYOUTS = (0, 1, 5)  # of the template: cover, list, title alone
_DROPPED = (RELATIONSHIP_TYPE.THUMBNAIL, RELATIONSHIP_TYPE.EXTENDED_PROPERTIES)
_DROPPED_INSIDE = (RELATIONSHIP_TYPE.PRINTER_SETTINGS,)


def render_pptx(deck: Deck) -> bytes:
    """The file; the same deck gives the same bytes. Its date is the day of review of its case.

    Raises ValueError for a text that fits no slide, and for notes in the students' edition.
    """
    if deck.edition == "student" and any(slide.notes for slide in deck.slides):
        raise ValueError(f"notes in the students' edition: {deck.path}")
    day = document_day(deck.reviewed)
    book: Any = Presentation()
    _prepare(book)
    cover, listed, alone = tuple(book.slide_layouts)
    for number, (slide, size) in enumerate(zip(deck.slides, list_sizes(deck.slides), strict=True), 1):
        layout = cover if slide.kind == "cover" else alone if slide.table or slide.chart else listed
        _add(book, layout, slide, frames(deck, slide, number, size), number, day)
    about, stamp = book.core_properties, datetime.combine(day, time())
    about.title, about.author, about.subject, about.language = clean(deck.title), AUTHOR, deck.subtitle, "zh-CN"
    about.created = about.modified = stamp
    about.version = deck.version
    made = io.BytesIO()
    book.save(made)
    return normalise_package(made.getvalue(), day)


def _prepare(book: Any) -> None:
    """Our page, master, layouts and theme in the place of the template's."""
    book.slide_width, book.slide_height = map(emu, PAGE)
    master = book.slide_master
    for layout in [layout for index, layout in enumerate(book.slide_layouts) if index not in _KEPT_LAYOUTS]:
        book.slide_layouts.remove(layout)
    sheet, styles = master_parts()
    _exchange(master.part._element, "cSld", sheet)
    _exchange(master.part._element, "txStyles", styles)
    for layout, (kind, _, shapes) in zip(book.slide_layouts, layouts(), strict=True):
        layout.part._element.set("type", kind)
        _exchange(layout.part._element, "cSld", shapes)
    master.part.part_related_by(RELATIONSHIP_TYPE.THEME)._blob = theme()
    for holder, kinds in ((book.part.package, _DROPPED), (book.part, _DROPPED_INSIDE)):
        for name, relation in list(_relations(holder).items()):
            if relation.reltype in kinds:
                _relations(holder).pop(name)


def _relations(holder: Any) -> Any:
    return holder.part.rels if hasattr(holder, "part") else holder._rels


def _exchange(root: Any, name: str, content: str) -> None:
    old = next(child for child in root if etree.QName(child).localname == name)
    root.replace(old, parse_xml(content))


def _add(book: Any, layout: Any, slide: Slide, made: Frames, number: int, day: date) -> None:
    """One slide with its chart and notes, without what python-pptx would copy from the layout."""
    shapes = made.shapes
    if slide.chart is not None and made.chart is not None:
        shapes += _chart_frame(slide.chart, made.chart)
    sheet = f"<p:cSld><p:spTree>{GROUP}{shapes}</p:spTree></p:cSld><p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr>"
    name, package = PackURI(f"/ppt/slides/slide{number}.xml"), book.part.package
    page = SlidePart(name, CONTENT_TYPE.PML_SLIDE, package, parse_xml(f"<p:sld {NAMESPACES}>{sheet}</p:sld>"))
    page.relate_to(layout.part, RELATIONSHIP_TYPE.SLIDE_LAYOUT)
    if slide.chart is not None and _chart(page, slide.chart, day) != _CHART_RELATION:
        raise ValueError("the chart has another relation than its frame names")
    book.part._element.get_or_add_sldIdLst().add_sldId(book.part.relate_to(page, RELATIONSHIP_TYPE.SLIDE))
    if slide.notes:
        _add_notes(book, page, number, slide.notes)


def _chart(page: Any, chart: SlideChart, day: date) -> str:
    """Add the part of a chart with its workbook; returns the id of its relation."""
    package = page.package
    part = ChartPart.load(package.next_partname(ChartPart.partname_template), CONTENT_TYPE.DML_CHART, package, chart_part(chart))
    part.chart_workbook.update_from_xlsx_blob(normalise_package(chart_workbook(chart, day), day))
    return str(page.relate_to(part, RELATIONSHIP_TYPE.CHART))


def _chart_frame(chart: SlideChart, where: tuple[float, float, float, float]) -> str:
    said = attribute("；".join(f"{name} {figure}" for name, _, figure in chart.bars))
    return (
        f'<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id="3" name="条形图" descr="{said}"/><p:cNvGraphicFramePr><a:graphicFrameLocks noGrp="1"/>'
        f'</p:cNvGraphicFramePr><p:nvPr/></p:nvGraphicFramePr>{place(*where).replace("a:xfrm", "p:xfrm")}<a:graphic>'
        f'<a:graphicData uri="{_CHART}"><c:chart xmlns:c="{_CHART}" r:id="{_CHART_RELATION}"/></a:graphicData></a:graphic></p:graphicFrame>'
    )




def _add_notes(book: Any, page: Any, number: int, text: str) -> None:
    """The notes of a slide; with the first, the master of notes becomes ours."""
    first = not any(relation.reltype == RELATIONSHIP_TYPE.NOTES_MASTER for relation in book.part.rels.values())
    master = book.part.notes_master_part
    if first:
        _exchange(master._element, "cSld", notes_master())
        master.part_related_by(RELATIONSHIP_TYPE.THEME)._element = parse_xml(theme())
    content = parse_xml(f"<p:notes {NAMESPACES}>{notes_shapes(text)}<p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:notes>")
    name = PackURI(f"/ppt/notesSlides/notesSlide{number}.xml")
    notes = NotesSlidePart(name, CONTENT_TYPE.PML_NOTES_SLIDE, page.package, content)
    notes.relate_to(master, RELATIONSHIP_TYPE.NOTES_MASTER)
    notes.relate_to(page, RELATIONSHIP_TYPE.SLIDE)
    page.relate_to(notes, RELATIONSHIP_TYPE.NOTES_SLIDE)
