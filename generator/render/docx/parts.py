"""The parts of a Word document that hold no text of the paper: numbering, fonts, settings, properties."""
from __future__ import annotations

from datetime import date
from functools import cache
from xml.sax.saxutils import escape

from generator.render.docx.look import FANG, HEI, KAI, LATIN, LOOKS, SONG, TITLE
from generator.render.docx.names import HEAD, NAMESPACES
from generator.render.docx.styles import fonts
from generator.render.docx.writer import FIRST_LIST
from generator.render.office_zip import clean
from generator.view.paper import Layout, Paper

AUTHOR = "基层治理案例库"

_HEADINGS = (("chineseCountingThousand", "%1、", HEI), ("chineseCountingThousand", "（%2）", KAI), ("decimal", "%3. ", FANG),
             ("decimal", "（%4）", FANG))
_OTHER_NAMES = {
    TITLE: ("华文中宋,STZhongsong,宋体", "02010601030101010101", "roman"), FANG: ("仿宋,FangSong,华文仿宋", "02010609030101010101", "modern"),
    KAI: ("楷体,KaiTi,华文楷体", "02010609030101010101", "modern"), HEI: ("SimHei,微软雅黑", "02010609060101010101", "modern"),
    SONG: ("SimSun,华文宋体", "02010600030101010101", "auto"),
}
"""Fonts of Chinese Windows: names to look for where one is missing (the first of each comes with Windows), panose, family."""


@cache
def font_table() -> bytes:
    """The part word/fontTable.xml: what to use on a machine that lacks the customary fonts."""
    east = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{other}"/><w:panose1 w:val="{panose}"/><w:charset w:val="86"/>'
        f'<w:family w:val="{family}"/><w:pitch w:val="variable"/></w:font>'
        for name, (other, panose, family) in _OTHER_NAMES.items()
    )
    latin = (
        f'<w:font w:name="{LATIN}"><w:panose1 w:val="02020603050405020304"/><w:charset w:val="00"/><w:family w:val="roman"/>'
        '<w:pitch w:val="variable"/></w:font>'
    )
    return f"{HEAD}<w:fonts {NAMESPACES}>{east}{latin}</w:fonts>".encode()


def numbering_part(layout: Layout, lists: int) -> bytes:
    """The part word/numbering.xml: headings of the body layout, bullets, and so many ordered lists that start with 1."""
    size = LOOKS[layout].size * 20
    levels = "".join(
        f'<w:lvl w:ilvl="{index}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:pStyle w:val="Heading{index + 1}"/><w:suff w:val="nothing"/>'
        f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="0" w:firstLineChars="200" w:firstLine="{2 * size:.0f}"/></w:pPr>'
        f'<w:rPr>{fonts(font)}</w:rPr></w:lvl>'
        for index, (form, text, font) in enumerate(_HEADINGS)
    ) if LOOKS[layout].official else _level("decimal", "%1.", size)
    kinds = (
        f'<w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'
        f'<w:abstractNum w:abstractNumId="1"><w:multiLevelType w:val="singleLevel"/>{_level("bullet", "·", size * 1.1)}</w:abstractNum>'
        f'<w:abstractNum w:abstractNumId="2"><w:multiLevelType w:val="singleLevel"/>{_level("decimal", "%1.", size * 1.6)}</w:abstractNum>'
    )
    again = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    used = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>' + "".join(
        f'<w:num w:numId="{FIRST_LIST + index}"><w:abstractNumId w:val="2"/>{again}</w:num>' for index in range(lists)
    )
    return f"{HEAD}<w:numbering {NAMESPACES}>{kinds}{used}</w:numbering>".encode()


def _level(form: str, text: str, hanging: float) -> str:
    return (
        f'<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="{hanging:.0f}" w:hanging="{hanging:.0f}"/></w:pPr><w:rPr>{fonts(SONG)}</w:rPr></w:lvl>'
    )


_NEVER_LAST = "$([{£¥·‘“〈《「『【〔〖〝﹙﹛﹝＄（．［｛￡￥□■"
_NEVER_FIRST = "!),.:;?[]}¨·ˇˉ―‖’”…∶、。〃々〉》」』】〕〗！＂＇），．：；？］｀｜｝～￠※"
"""Word's own lists for Chinese, and ours: a box to tick stays with its words, the mark of a note with what it notes."""


@cache
def settings_part(layout: Layout) -> bytes:
    """The part word/settings.xml. Fields are not updated on opening: that would greet readers with a question."""
    both = LOOKS[layout].official
    return (
        f'{HEAD}<w:settings {NAMESPACES}><w:zoom w:percent="100"/>{"<w:mirrorMargins/>" if both else ""}'
        f'<w:defaultTabStop w:val="420"/>{"<w:evenAndOddHeaders/>" if both else ""}'
        '<w:characterSpacingControl w:val="compressPunctuation"/>'
        f'<w:noLineBreaksAfter w:lang="zh-CN" w:val="{_NEVER_LAST}"/><w:noLineBreaksBefore w:lang="zh-CN" w:val="{_NEVER_FIRST}"/>'
        '<w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>'
        '<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        '<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>'
    ).encode()


def core_properties(paper: Paper, day: date) -> bytes:
    """The part docProps/core.xml."""
    stamp = f"{day.isoformat()}T00:00:00Z"
    said = (
        ("dc:title", paper.title), ("dc:subject", paper.kicker), ("dc:creator", AUTHOR), ("cp:keywords", "，".join(paper.keywords)),
        ("dc:language", "zh-CN"), ("cp:version", paper.version),
    )
    inner = "".join(f"<{name}>{escape(clean(text))}</{name}>" for name, text in said if text)
    stamps = "".join(f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{stamp}</dcterms:{name}>' for name in ("created", "modified"))
    return (
        f'{HEAD}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        f'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">{inner}{stamps}</cp:coreProperties>'
    ).encode()
