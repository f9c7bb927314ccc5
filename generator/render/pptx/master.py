"""Theme, master and layouts: white ground, one accent, our fonts; names in Chinese, for who edits the slides."""
from __future__ import annotations

from functools import cache

from generator.render.pptx.look import (
    ACCENT,
    BODY_BOTTOM,
    BODY_TOP,
    EA,
    FOOT_HEIGHT,
    FOOT_SIZE,
    FOOT_TOP,
    INK,
    LATIN,
    LEFT,
    LINE,
    RULE,
    RULE_COLOUR,
    SOFT,
    TINT,
    TITLE_HEIGHT,
    TITLE_TOP,
    emu,
)
from generator.render.pptx.words import DRAWING, NAMESPACES, body, look_of
from generator.view.slide_fit import LEAST_SIZE, TITLE_SIZE, WIDTH

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
GROUP = (
    '<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr><a:xfrm><a:off x="0" y="0"/>'
    '<a:ext cx="0" cy="0"/><a:chOff x="0" y="0"/><a:chExt cx="0" cy="0"/></a:xfrm></p:grpSpPr>'
)
_COLOURS = (
    ("dk1", INK), ("lt1", "FFFFFF"), ("dk2", ACCENT), ("lt2", TINT), ("accent1", ACCENT), ("accent2", RULE_COLOUR), ("accent3", "8A6D3B"),
    ("accent4", SOFT), ("accent5", "5B7F85"), ("accent6", LINE), ("hlink", ACCENT), ("folHlink", SOFT),
)
FOOT_WIDTH = 700.0
COVER_PLACES = {"title": (LEFT, 110.0, WIDTH, 140.0), "sub": (LEFT, 288.0, WIDTH, 198.0)}
"""Of the cover: left, top, width, height."""


@cache
def theme() -> bytes:
    """The part of a theme, for slides and for notes."""
    colours = "".join(f'<a:{name}><a:srgbClr val="{value}"/></a:{name}>' for name, value in _COLOURS)
    faces = f'<a:latin typeface="{LATIN}"/><a:ea typeface="{EA}"/><a:cs typeface="{LATIN}"/><a:font script="Hans" typeface="{EA}"/>'
    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    line = f'<a:ln w="9525" cap="flat" cmpd="sng" algn="ctr">{fill}<a:prstDash val="solid"/></a:ln>'
    effect = "<a:effectStyle><a:effectLst/></a:effectStyle>"
    return (
        f'{HEAD}<a:theme xmlns:a="{DRAWING}" name="案例库"><a:themeElements><a:clrScheme name="案例库">{colours}</a:clrScheme>'
        f'<a:fontScheme name="案例库"><a:majorFont>{faces}</a:majorFont><a:minorFont>{faces}</a:minorFont></a:fontScheme>'
        f'<a:fmtScheme name="案例库"><a:fillStyleLst>{fill * 3}</a:fillStyleLst><a:lnStyleLst>{line * 3}</a:lnStyleLst>'
        f'<a:effectStyleLst>{effect * 3}</a:effectStyleLst><a:bgFillStyleLst>{fill * 3}</a:bgFillStyleLst></a:fmtScheme>'
        "</a:themeElements></a:theme>"
    ).encode()


def place(left: float, top: float, width: float, height: float) -> str:
    """Where a shape stands, in points."""
    return f'<a:xfrm><a:off x="{emu(left)}" y="{emu(top)}"/><a:ext cx="{emu(width)}" cy="{emu(height)}"/></a:xfrm>'


def bar(number: int, name: str, left: float, top: float, width: float, height: float, colour: str) -> str:
    """A filled bar, nothing that is read out."""
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="{name}"/><p:cNvSpPr/><p:nvPr userDrawn="1"/></p:nvSpPr><p:spPr>'
        f'{place(left, top, width, height)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:solidFill><a:srgbClr val="{colour}"/></a:solidFill>'
        f"<a:ln><a:noFill/></a:ln></p:spPr><p:txBody>{body()}<a:p><a:endParaRPr lang=\"zh-CN\"/></a:p></p:txBody></p:sp>"
    )


def placeholder(number: int, name: str, kind: str, where: str, text: str, style: str = "", anchor: str = "t", fields: str = "") -> str:
    """A placeholder of a master or layout; `kind` are the attributes of p:ph."""
    about = f'<a:bodyPr vert="horz" lIns="0" tIns="0" rIns="0" bIns="0" rtlCol="0" anchor="{anchor}"><a:noAutofit/></a:bodyPr>' if where else "<a:bodyPr/>"
    shape = f'{where}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>' if where else ""
    said = fields or f'<a:r><a:rPr lang="zh-CN"/><a:t>{text}</a:t></a:r>'
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="{name}"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph {kind}/></p:nvPr></p:nvSpPr>'
        f"<p:spPr>{shape}</p:spPr><p:txBody>{about}<a:lstStyle>{style}</a:lstStyle><a:p>{said}</a:p></p:txBody></p:sp>"
    )


NUMBER = '<a:fld id="{C1FF6DA9-008F-8B48-92A6-B652298478BF}" type="slidenum"><a:rPr lang="zh-CN"/><a:t>‹#›</a:t></a:fld>'


def _level(number: int, size: float, bold: bool = False, colour: str = INK, align: str = "l", indent: float = 0, mark: str = "<a:buNone/>") -> str:
    return (
        f'<a:lvl{number}pPr marL="{emu(indent)}" indent="{-emu(indent) if mark != "<a:buNone/>" else 0}" algn="{align}">{mark}'
        f'{look_of(size, bold, colour, "a:defRPr")}'
        f"</a:lvl{number}pPr>"
    )


def _feet() -> str:
    foot = place(LEFT, FOOT_TOP, FOOT_WIDTH, FOOT_HEIGHT)
    number = place(LEFT + WIDTH - 100, FOOT_TOP, 100, FOOT_HEIGHT)
    return placeholder(
        4, "页脚", 'type="ftr" sz="quarter" idx="3"', foot, "学习资料", _level(1, FOOT_SIZE, colour=SOFT), "ctr"
    ) + placeholder(5, "页码", 'type="sldNum" sz="quarter" idx="4"', number, "", _level(1, FOOT_SIZE, colour=SOFT, align="r"), "ctr", NUMBER)


@cache
def master_parts() -> tuple[str, str]:
    """The shapes of the master (p:cSld) and its styles of text (p:txStyles)."""
    title = placeholder(2, "标题", 'type="title"', place(LEFT, TITLE_TOP, WIDTH, TITLE_HEIGHT), "单击此处编辑标题", anchor="b")
    text = placeholder(
        3, "正文", 'type="body" idx="1"', place(LEFT, BODY_TOP, WIDTH, BODY_BOTTOM - BODY_TOP), "单击此处编辑正文"
    )
    ground = '<p:bg><p:bgPr><a:solidFill><a:schemeClr val="bg1"/></a:solidFill><a:effectLst/></p:bgPr></p:bg>'
    sheet = f"<p:cSld {NAMESPACES}>{ground}<p:spTree>{GROUP}{title}{text}{_feet()}</p:spTree></p:cSld>"
    point = f'<a:buFont typeface="{LATIN}"/><a:buChar char="•"/>'
    levels = "".join(_level(level, LEAST_SIZE, indent=level * 26.0, mark=point) for level in range(1, 6))
    other = "".join(_level(level, 18) for level in range(1, 6))
    styles = (
        f"<p:txStyles {NAMESPACES}><p:titleStyle>{_level(1, TITLE_SIZE, bold=True)}</p:titleStyle><p:bodyStyle>{levels}</p:bodyStyle>"
        f"<p:otherStyle>{other}</p:otherStyle></p:txStyles>"
    )
    return sheet, styles


def _foot_places() -> str:
    return placeholder(8, "页脚", 'type="ftr" sz="quarter" idx="11"', "", "学习资料") + placeholder(
        9, "页码", 'type="sldNum" sz="quarter" idx="12"', "", "", fields=NUMBER
    )


@cache
def layouts() -> tuple[tuple[str, str, str], ...]:
    """Type, name and shapes (p:cSld) of the layouts: cover, list, title alone."""
    rule = bar(7, "标题线", LEFT, RULE, WIDTH, 1, LINE)
    title = placeholder(2, "标题", 'type="title"', "", "单击此处编辑标题")
    text = placeholder(3, "正文", 'idx="1"', "", "单击此处编辑正文")
    head = placeholder(2, "标题", 'type="ctrTitle"', place(*COVER_PLACES["title"]), "单击此处编辑标题", _level(1, 40, bold=True), "b")
    under = placeholder(3, "副标题", 'type="subTitle" idx="1"', place(*COVER_PLACES["sub"]), "单击此处编辑副标题", _level(1, LEAST_SIZE))
    band = bar(7, "标题线", LEFT, 266, 96, 4, ACCENT)
    sheets = (
        ("title", "封面", band + head + under + _foot_places()), ("obj", "标题和正文", rule + title + text + _foot_places()),
        ("titleOnly", "仅标题", rule + title + _foot_places()),
    )
    return tuple(
        (kind, name, f'<p:cSld {NAMESPACES} name="{name}"><p:spTree>{GROUP}{shapes}</p:spTree></p:cSld>') for kind, name, shapes in sheets
    )
