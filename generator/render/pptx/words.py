"""Words as DrawingML: every run names its fonts for Chinese and for Latin letters."""
from __future__ import annotations

import re
from xml.sax.saxutils import escape

from generator.render.office_zip import clean
from generator.render.pptx.look import EA, GAP, INK, LATIN, PITCH, SOFT, emu

DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
SLIDES = "http://schemas.openxmlformats.org/presentationml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMESPACES = f'xmlns:a="{DRAWING}" xmlns:p="{SLIDES}" xmlns:r="{RELATIONS}"'
FACES = f'<a:latin typeface="{LATIN}"/><a:ea typeface="{EA}"/><a:cs typeface="{LATIN}"/>'
_NUMBERED = re.compile(r"([1-9][0-9]*)\. ")
HANG = 1.3
"""Of the lines of a list, in em: room for the mark or the number."""


def attribute(text: str) -> str:
    """The text as the value of an attribute in double quotes, on one line."""
    return escape(clean(text), {'"': "&quot;", "\n": " ", "\t": " "})


def look_of(size: float, bold: bool = False, colour: str = INK, tag: str = "a:rPr") -> str:
    """The properties of a run."""
    weight = ' b="1"' if bold else ""
    return (
        f'<{tag} lang="zh-CN" altLang="en-US" sz="{size * 100:.0f}"{weight}><a:solidFill><a:srgbClr val="{colour}"/></a:solidFill>'
        f"{FACES}</{tag}>"
    )


def run(text: str, size: float, bold: bool = False, colour: str = INK) -> str:
    """One run; nothing for no text."""
    return f"<a:r>{look_of(size, bold, colour)}<a:t>{escape(clean(text))}</a:t></a:r>" if text else ""


def paragraph(runs: str, size: float, before: float = 0, align: str = "l", mark: str = "<a:buNone/>", hang: float = 0, pitch: float = PITCH) -> str:
    """A paragraph with an exact pitch of lines. `hang` is the indent of its lines in points, the mark stands in it."""
    indent = f'marL="{emu(hang)}" indent="{-emu(hang)}"' if hang else 'marL="0" indent="0"'
    space = f'<a:lnSpc><a:spcPts val="{size * pitch * 100:.0f}"/></a:lnSpc><a:spcBef><a:spcPts val="{before * 100:.0f}"/></a:spcBef>'
    return f'<a:p><a:pPr {indent} algn="{align}" hangingPunct="0">{space}{mark}</a:pPr>{runs}</a:p>'


def list_line(text: str, size: float, before: float = GAP) -> str:
    """A line of a list: with its number, with its label (an empty one: what stands above a list), else with a point."""
    hang = size * HANG
    number = _NUMBERED.match(text)
    if number:
        mark = f'<a:buFont typeface="{LATIN}"/><a:buAutoNum type="arabicPeriod" startAt="{number[1]}"/>'
        return paragraph(run(text[number.end():], size), size, before, mark=mark, hang=hang)
    label, tab, rest = text.partition("\t")
    if tab and not label:
        return paragraph(run(rest, size, colour=SOFT), size, before)
    if tab:
        return paragraph(run(f"{label}：", size, bold=True) + run(rest, size), size, before)
    mark = f'<a:buFont typeface="{LATIN}"/><a:buChar char="•"/>'
    return paragraph(run(text, size), size, before, mark=mark, hang=hang)


def body(anchor: str = "t", inset: float = 0) -> str:
    """The properties of a frame of text: as wide as its place, never shrunk."""
    sides = " ".join(f'{side}Ins="{emu(inset)}"' for side in "ltrb")
    return f'<a:bodyPr wrap="square" {sides} rtlCol="0" anchor="{anchor}"><a:noAutofit/></a:bodyPr><a:lstStyle/>'
