"""Pages of notes: the slide above, what the teacher says below, in a size to read from paper."""
from __future__ import annotations

import re
from functools import cache

from generator.render.pptx.look import INK
from generator.render.pptx.master import GROUP, place
from generator.render.pptx.words import NAMESPACES, body, paragraph, run

_SIZE = 12.0
_LABEL = re.compile("【[^】]+】")
_PICTURE = (126.0, 54.0, 288.0, 162.0)
_TEXT = (54.0, 234.0, 432.0, 456.0)


@cache
def notes_master() -> str:
    """The shapes of the master of notes."""
    return (
        f'<p:cSld {NAMESPACES}><p:bg><p:bgPr><a:solidFill><a:schemeClr val="bg1"/></a:solidFill><a:effectLst/></p:bgPr></p:bg><p:spTree>{GROUP}'
        f'{_picture(place(*_PICTURE))}{_frame(paragraph(run("备注", _SIZE), _SIZE), place(*_TEXT))}</p:spTree></p:cSld>'
    )


def notes_shapes(text: str) -> str:
    """The shapes of one page of notes; each line is a paragraph, a label in 【】 at its front is bold."""
    lines = "".join(_line(line) for line in text.split("\n"))
    return f"<p:cSld {NAMESPACES}><p:spTree>{GROUP}{_picture('')}{_frame(lines, '')}</p:spTree></p:cSld>"


def _line(text: str) -> str:
    label = _LABEL.match(text)
    end = label.end() if label else 0
    return paragraph(run(text[:end], _SIZE, bold=True, colour=INK) + run(text[end:], _SIZE), _SIZE, 3)


def _picture(where: str) -> str:
    shape = f'{where}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/>' if where else ""
    return (
        '<p:sp><p:nvSpPr><p:cNvPr id="2" name="幻灯片图像"/><p:cNvSpPr><a:spLocks noGrp="1" noRot="1" noChangeAspect="1"/></p:cNvSpPr>'
        f'<p:nvPr><p:ph type="sldImg"/></p:nvPr></p:nvSpPr><p:spPr>{shape}</p:spPr></p:sp>'
    )


def _frame(lines: str, where: str) -> str:
    shape = f'{where}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>' if where else ""
    return (
        '<p:sp><p:nvSpPr><p:cNvPr id="3" name="备注"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph type="body" idx="1"/></p:nvPr>'
        f"</p:nvSpPr><p:spPr>{shape}</p:spPr><p:txBody>{body()}{lines}</p:txBody></p:sp>"
    )
