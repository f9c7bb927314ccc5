"""A paper as a Word document: cover, contents, body, in this order."""
from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from types import MappingProxyType

from generator.render.docx.advice import draw_advice
from generator.render.docx.blocks import Place, draw, draw_top_facts
from generator.render.docx.cards import draw_cards
from generator.render.docx.contents import Heading, contents_page, headings, in_groups
from generator.render.docx.look import Leaf, leaf_of, twips
from generator.render.docx.names import HEAD, NAMESPACES
from generator.render.docx.package import pack
from generator.render.docx.pages import cover_page, find_again, footer_parts, header_parts, section, section_end
from generator.render.docx.parts import core_properties, font_table, numbering_part, settings_part
from generator.render.docx.runs import paragraph, run
from generator.render.docx.styles import styles_part
from generator.render.docx.tables import GAP, TableCell, TableRow, cell_margins, no_borders, table
from generator.render.docx.theme import theme_part
from generator.render.docx.widths import lines_of
from generator.render.docx.writer import Writer
from generator.render.office_zip import document_day
from generator.view.paper import Paper
from generator.view.shapes import Block, Facts, Section, Sheet, Table

_NO_PAGES: Mapping[str, int] = MappingProxyType({})
_QR = 22  # mm, beside the title of a handout
_WIDE = 8  # columns: a table with so many lies on its side


def render_docx(paper: Paper, site_url: str = "", pages: Mapping[str, int] = _NO_PAGES) -> bytes:
    """The Word file of a paper; the same paper gives the same bytes. Its date is the paper's day of review.

    `pages` tells the page of each section of the contents by its id or its heading; others stay blank.
    Raises ValueError for a layout or a block that has no drawing, and for a card too long for its paper.
    """
    address = f"{site_url.rstrip('/')}/" if site_url else ""
    leaf = leaf_of(paper)
    writer = Writer(paper, leaf.look, address)
    body = _pages(writer, leaf, pages)
    document = f"{HEAD}<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>".encode()
    parts = {
        "styles": styles_part(paper.layout, leaf.width), "settings": settings_part(paper.layout), "fontTable": font_table(),
        "numbering": numbering_part(paper.layout, writer.lists), "footnotes": writer.notes.part(),
        "theme/theme1": theme_part(),
    }
    footers = {f"footer-{name}": content for name, content in footer_parts(paper, leaf).items()}
    footers |= header_parts(paper)
    day = document_day(paper.reviewed)
    return pack(document, parts, footers, writer.pictures, writer.links, core_properties(paper, day), day)


def _pages(writer: Writer, leaf: Leaf, pages: Mapping[str, int]) -> str:
    """Everything in w:body."""
    paper = writer.paper
    entries = headings(paper.sections, leaf.look.official, pages)
    blank = dict.fromkeys(("default", "even"), "footer-none")
    front = []
    if paper.cover:
        front.append(cover_page(writer, paper.cover, leaf) + section_end(section(leaf, blank)))
    if paper.contents:
        front.append(contents_page(entries) + section_end(section(leaf, blank)))
    feet = {name: f"footer-{name}" for name in footer_parts(paper, leaf) if name != "none"}
    kind = "oddPage" if paper.contents else "nextPage"
    made, head = "".join(front), "".join(header_parts(paper))
    chunks = _joined([(leaf, _opening(writer, leaf)), *_sections(writer, leaf, entries)])
    for index, (own, content) in enumerate(chunks):
        properties = section(own, feet, "nextPage" if index else kind, 1 if front and not index else 0, head)
        made += content + (properties if index == len(chunks) - 1 else section_end(properties))
    return made


def _joined(chunks: Iterable[tuple[Leaf, str]]) -> list[tuple[Leaf, str]]:
    """Chunks in a row that lie on the same paper as one."""
    return [(leaf, "".join(content for _, content in group)) for leaf, group in groupby(chunks, lambda chunk: chunk[0])]


def _opening(writer: Writer, leaf: Leaf) -> str:
    """The title and what stands under it."""
    paper = writer.paper
    if paper.layout == "cards":
        return ""
    lines = "".join(paragraph("Opening", run(line)) for line in paper.opening)
    if not paper.facts:
        return _title(writer, leaf) + lines
    if leaf.look.official:
        return _title(writer, leaf) + lines + draw(writer, Facts(paper.facts), Place(leaf.width))
    return _title(writer, leaf) + lines + draw_top_facts(writer, paper.facts, leaf.width)


def _title(writer: Writer, leaf: Leaf) -> str:
    paper = writer.paper
    is_form = paper.layout == "form" and any(isinstance(block, Sheet) for part in paper.sections for block in part.blocks)
    if paper.cover or is_form:  # it stands there already
        return ""
    words = (paragraph("Kicker", run(paper.kicker)) if paper.kicker else "") + paragraph("Title", run(paper.title))
    if leaf.look.official or not writer.address or not paper.web:
        return words
    code = twips(_QR)
    picture = paragraph("Picture", writer.qr(writer.address + paper.web, _QR, "二维码：网页版")) + paragraph("PictureSays", run("网页版"))
    row = TableRow((TableCell(words), TableCell(picture)))
    return table((leaf.width - code, code), (row,), no_borders(), "", cell_margins(0, 0)) + GAP


def _sections(writer: Writer, leaf: Leaf, entries: Sequence[Heading | None]) -> Iterator[tuple[Leaf, str]]:
    """The sections, each with the paper that it lies on."""
    paper = writer.paper
    if paper.layout == "cards":
        yield leaf, draw_cards(writer, paper.cards, leaf)
    first = True
    for advice, group in in_groups(paper.sections, entries):
        if advice:
            yield leaf, draw_advice(writer, group, leaf.width, first)
            first = False
        else:
            for part, entry in group:
                yield from _spoken(writer, part, entry, leaf)
    if paper.cover is None and leaf.look.official and paper.ref:
        found = paragraph("FindAgain", run(find_again(paper)))
        if writer.address and paper.web:
            found += paragraph("PictureMiddle", writer.qr(writer.address + paper.web, 24, "二维码：网页版"))
        yield leaf, found


def _spoken(writer: Writer, part: Section, entry: Heading | None, leaf: Leaf) -> Iterator[tuple[Leaf, str]]:
    """A section that is no advice. What is too wide lies on paper of its own, turned."""
    head = entry.xml() if entry else ""
    if part.own_page:
        head = paragraph("Tiny", "", "<w:pageBreakBefore/>") + head
    for block in part.blocks:
        own = replace(leaf, landscape=True) if _is_wide(block) else leaf
        height = own.height - _above(writer, own) if writer.paper.layout == "form" else 0
        yield own, head + draw(writer, block, Place(own.width, height=height))
        head = ""
    if head:
        yield leaf, head


def _is_wide(block: Block) -> bool:
    return (isinstance(block, Table) and len(block.head) >= _WIDE) or (isinstance(block, Sheet) and block.landscape)


def _above(writer: Writer, leaf: Leaf) -> int:
    """What the lines over a form take of its page, in twips."""
    size, pitch = writer.look.size * 0.9, writer.look.line * 0.9 + writer.look.line * 0.3
    return round(sum(lines_of(line, size, leaf.width / 20) * pitch * 20 for line in writer.paper.opening))
