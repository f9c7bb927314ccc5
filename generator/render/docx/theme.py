"""The theme that Word expects in every document; no style of ours takes anything from it."""
from __future__ import annotations

from functools import cache

from generator.render.docx.look import LATIN, SONG
from generator.render.docx.names import HEAD

_COLOURS = (
    ("dk1", "000000"), ("lt1", "FFFFFF"), ("dk2", "404040"), ("lt2", "E6E6E6"), ("accent1", "404040"), ("accent2", "5A5A5A"),
    ("accent3", "787878"), ("accent4", "969696"), ("accent5", "B4B4B4"), ("accent6", "D2D2D2"), ("hlink", "000000"), ("folHlink", "000000"),
)


@cache
def theme_part() -> bytes:
    """The part word/theme/theme1.xml: black and grey, our fonts, no effects."""
    colours = "".join(f'<a:{name}><a:srgbClr val="{value}"/></a:{name}>' for name, value in _COLOURS)
    faces = f'<a:latin typeface="{LATIN}"/><a:ea typeface="{SONG}"/><a:cs typeface="{LATIN}"/>'
    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    line = f'<a:ln w="6350" cap="flat" cmpd="sng" algn="ctr">{fill}<a:prstDash val="solid"/></a:ln>'
    effect = "<a:effectStyle><a:effectLst/></a:effectStyle>"
    return (
        f'{HEAD}<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="Casebook"><a:themeElements>'
        f'<a:clrScheme name="Casebook">{colours}</a:clrScheme>'
        f'<a:fontScheme name="Casebook"><a:majorFont>{faces}</a:majorFont><a:minorFont>{faces}</a:minorFont></a:fontScheme>'
        f'<a:fmtScheme name="Casebook"><a:fillStyleLst>{fill * 3}</a:fillStyleLst><a:lnStyleLst>{line * 3}</a:lnStyleLst>'
        f'<a:effectStyleLst>{effect * 3}</a:effectStyleLst><a:bgFillStyleLst>{fill * 3}</a:bgFillStyleLst></a:fmtScheme>'
        '</a:themeElements></a:theme>'
    ).encode()
