"""Words as WordprocessingML: escaped, never left out, with the properties of a run in the order of the schema."""
from __future__ import annotations

import re
from xml.sax.saxutils import escape

from generator.render.office_zip import clean

_PIECES = re.compile("([\n\t])")


def attribute(text: str) -> str:
    """The text as the value of an attribute in double quotes, on one line."""
    return escape(clean(text), {'"': "&quot;", "\n": " ", "\t": " "})


def words(text: str) -> str:
    """The text as children of a run."""
    pieces = []
    for piece in _PIECES.split(clean(text)):
        if piece == "\n":
            pieces.append("<w:br/>")
        elif piece == "\t":
            pieces.append("<w:tab/>")
        elif piece:
            pieces.append(f'<w:t xml:space="preserve">{escape(piece)}</w:t>')
    return "".join(pieces)


def look_of(
    style: str = "", size: float = 0, font: str = "", underline: bool = False, raised: bool = False, grey: bool = False,
    plain: bool = False,
) -> str:
    """The properties of a run. The hint makes quotation marks and dashes as wide as Han characters; `plain` goes without."""
    fonts = f' w:eastAsia="{font}"' if font else ""
    half = f"{size * 2:.0f}"
    parts = (
        f'<w:rStyle w:val="{style}"/>' if style else "",
        f'<w:rFonts w:hint="eastAsia"{fonts}/>' if fonts or not plain else "",
        '<w:color w:val="5A5A5A"/>' if grey else "",
        f'<w:sz w:val="{half}"/><w:szCs w:val="{half}"/>' if size else "",
        '<w:u w:val="single"/>' if underline else "",
        '<w:vertAlign w:val="superscript"/>' if raised else "",
    )
    inner = "".join(parts)
    return f"<w:rPr>{inner}</w:rPr>" if inner else ""


def run(text: str, properties: str = "") -> str:
    """One run; nothing for no text."""
    return f"<w:r>{properties or _hint(text)}{words(text)}</w:r>" if text else ""


def _hint(text: str) -> str:
    return "" if text.isascii() else _HINT


_HINT = look_of()


def field(instruction: str, result: str, properties: str = "") -> str:
    """A field with the result that it shows until somebody updates it."""
    shown = run(result, properties) if result else ""
    return (
        f'<w:r>{properties}<w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r>{properties}<w:instrText xml:space="preserve"> {escape(instruction)} </w:instrText></w:r>'
        f'<w:r>{properties}<w:fldChar w:fldCharType="separate"/></w:r>{shown}'
        f'<w:r>{properties}<w:fldChar w:fldCharType="end"/></w:r>'
    )


def paragraph(style: str, content: str, properties: str = "") -> str:
    """A paragraph; `properties` are those that follow the style in the schema's order."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    about = f"<w:pPr>{named}{properties}</w:pPr>" if named or properties else ""
    return f"<w:p>{about}{content}</w:p>"
