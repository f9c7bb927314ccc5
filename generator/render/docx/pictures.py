"""Pictures: the QR code of a page's address, sharp enough for print."""
from __future__ import annotations

import io
from functools import lru_cache

from generator.render.docx.look import twips
from generator.render.docx.runs import attribute

_DOTS = 400  # an inch, at least
_QUIET = 2  # white modules around the code
_EMU = 635  # a twip in the unit of drawings
_NAMES = (
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
)
_PICTURE = "http://schemas.openxmlformats.org/drawingml/2006/picture"


@lru_cache(maxsize=64)
def qr_png(address: str, millimetres: int) -> bytes:
    """The QR code of an address as PNG with at least 400 dots an inch at this side."""
    import segno

    code = segno.make(address, error="m", micro=False)
    modules = code.symbol_size(border=_QUIET)[0]
    made = io.BytesIO()
    code.save(made, kind="png", scale=-(-_DOTS * millimetres // round(25.4 * modules)) or 1, border=_QUIET)
    return made.getvalue()


def inline(relation: str, number: int, millimetres: int, said: str) -> str:
    """A run with a square picture; `number` is its own in the document, `said` stands for it where it is not seen."""
    side = twips(millimetres) * _EMU
    extent = f'cx="{side}" cy="{side}"'
    said = attribute(said)
    return (
        f'<w:r><w:drawing><wp:inline {_NAMES} distT="0" distB="0" distL="0" distR="0"><wp:extent {extent}/>'
        f'<wp:docPr id="{number}" name="QR {number}" descr="{said}"/><a:graphic><a:graphicData uri="{_PICTURE}">'
        f'<pic:pic xmlns:pic="{_PICTURE}"><pic:nvPicPr><pic:cNvPr id="{number}" name="QR {number}" descr="{said}"/>'
        f'<pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch>'
        f'</pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {extent}/></a:xfrm>'
        f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'
    )
