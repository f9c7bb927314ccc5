"""Sections of pages: paper, margins, page numbers; the cover; what stands at the foot."""
from __future__ import annotations

from collections.abc import Mapping

from generator.render.docx.look import Leaf
from generator.render.docx.names import HEAD, NAMESPACES
from generator.render.docx.runs import field, look_of, paragraph, run
from generator.render.docx.widths import lines_of
from generator.render.docx.writer import Writer
from generator.view.paper import Cover, Paper

_ONE = 280  # twips: a character of the page number, its distance from the outer side


TEACHERS = "header-teacher"


def section(leaf: Leaf, feet: Mapping[str, str], kind: str = "nextPage", first: int = 0, head: str = "") -> str:
    """The properties of a section: `feet` are footers by their kind (default, even), `first` is its first page number.

    `head` is the header of its pages.
    """
    width, height = leaf.size
    top, right, bottom, left = leaf.margins
    turned = ' w:orient="landscape"' if leaf.landscape else ""
    header = f'<w:headerReference w:type="default" r:id="{head}"/>' if head else ""
    footers = header + "".join(f'<w:footerReference w:type="{name}" r:id="{relation}"/>' for name, relation in feet.items())
    start = f' w:start="{first}"' if first else ""
    return (
        f'<w:sectPr>{footers}<w:type w:val="{kind}"/><w:pgSz w:w="{width}" w:h="{height}"{turned}/>'
        f'<w:pgMar w:top="{top}" w:right="{right}" w:bottom="{bottom}" w:left="{left}" w:header="720" w:footer="{leaf.look.foot}" w:gutter="0"/>'
        f'<w:pgNumType w:fmt="decimal"{start}/><w:cols w:space="425"/></w:sectPr>'
    )


def section_end(properties: str) -> str:
    """The paragraph that ends a section."""
    return f'<w:p><w:pPr><w:pStyle w:val="Tiny"/>{properties}</w:pPr></w:p>'


def header_parts(paper: Paper) -> dict[str, bytes]:
    """The header by the id of its relation: a teacher's paper says so on every page."""
    if paper.edition != "teacher" or paper.layout == "cards":
        return {}
    return {TEACHERS: f"{HEAD}<w:hdr {NAMESPACES}>{paragraph('Header', run('教师用'))}</w:hdr>".encode()}


def find_again(paper: Paper) -> str:
    """How to find the page of the site that says the same."""
    return f"编号 {paper.ref}，在首页搜索此编号" if paper.ref else ""


def footer_parts(paper: Paper, leaf: Leaf) -> dict[str, bytes]:
    """The footers by name: of odd and even pages; `none` stands on pages without a number."""
    if leaf.look.official:
        number = run("— ") + field("PAGE", "1") + run(" —")
        words = run(paper.footer, look_of(size=9, grey=True))
        odd = paragraph("Footer", words + _TAB + number, f'<w:tabs>{_moved(leaf.width)}</w:tabs>')
        even = paragraph("Footer", number + _TAB + words, f'<w:ind w:left="{_ONE}" w:right="0" w:firstLineChars="0" w:firstLine="0"/>')
        made = {"default": odd, "even": even}
    elif paper.layout == "cards":
        made = {}
    else:
        left = "　".join(filter(None, (paper.footer, find_again(paper))))
        count = run("第 ") + field("PAGE", "1") + run(" 页，共 ") + field("NUMPAGES", "1") + run(" 页")
        made = {"default": paragraph("Footer", run(left) + _TAB + count)}
    none = {"none": paragraph("Footer", "")} if paper.cover or paper.contents else {}
    return {name: f"{HEAD}<w:ftr {NAMESPACES}>{content}</w:ftr>".encode() for name, content in {**made, **none}.items()}


_TAB = "<w:r><w:tab/></w:r>"


def _moved(width: int) -> str:
    """The tab of an odd page's number: one character from the outer side."""
    return f'<w:tab w:val="clear" w:pos="{width}"/><w:tab w:val="right" w:pos="{width - _ONE}"/>'


def cover_page(writer: Writer, cover: Cover, leaf: Leaf) -> str:
    """The cover: title above, the rest in the lower third; nothing of an official document."""
    paper = writer.paper
    code = bool(writer.address and paper.web)
    upper = 2160 + 880 * lines_of(cover.title, 30, leaf.width / 20) + (1080 if cover.subtitle else 0)
    said = sum(lines_of(line, 15, leaf.width / 20) for line in cover.lines)
    lower = leaf.height - upper - 520 * said - (1800 if code else 0) - 1400
    made = [paragraph("CoverTitle", run(cover.title))]
    if cover.subtitle:
        made.append(paragraph("CoverSubtitle", run(cover.subtitle)))
    for index, line in enumerate(cover.lines):
        space = f'<w:spacing w:before="{max(lower, 600)}" w:after="0" w:line="520" w:lineRule="exact"/>' if not index else ""
        made.append(paragraph("CoverLine", run(line), space))
    if code:
        made.append(paragraph("PictureMiddle", writer.qr(writer.address + paper.web, 26, "二维码：网页版")))
    words = [paper.footer] + ([find_again(paper)] if paper.ref and not code else [])
    made.append(paragraph("CoverNote", run("\n".join(words))))
    return "".join(made)
