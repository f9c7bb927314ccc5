"""The styles of each layout: every style names its Chinese and Latin fonts, none comes from a theme."""
from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from generator.render.docx.look import FANG, HEI, KAI, LATIN, LOOKS, SONG, TITLE, Look
from generator.render.docx.names import HEAD, NAMESPACES
from generator.view.paper import Layout

PALE = '<w:shd w:val="clear" w:color="auto" w:fill="E6E6E6"/>'  # 10 % of black
_LEFT, _CENTRE, _BOTH = (f'<w:jc w:val="{side}"/>' for side in ("left", "center", "both"))
_KEPT = "<w:keepNext/>"


@dataclass(frozen=True, slots=True)
class Style:
    """A paragraph style. Sizes and pitch in points, `indent` and `hanging` in characters of its own size."""

    id: str
    name: str
    size: float
    font: str
    pitch: float  # of lines, exactly; 0: as tall as what stands in them
    base: str = "Normal"
    align: str = _LEFT
    first: float = 0  # indent of the first line, characters
    hanging: float = 0
    left: float = 0  # twips
    before: float = 0  # points
    after: float = 0
    kept: bool = False  # with the next paragraph
    outline: int = -1
    number: str = ""  # numbering
    border: str = ""
    tabs: str = ""
    tracking: int = 0  # twentieths of a point
    colour: str = ""
    listed: bool = True  # in the gallery of styles

    def xml(self) -> str:
        """The element w:style."""
        kept = _KEPT + "<w:keepLines/>" if self.kept else ""
        line = f' w:line="{self.pitch * 20:.0f}" w:lineRule="exact"' if self.pitch else ' w:line="240" w:lineRule="auto"'
        spacing = f'<w:spacing w:before="{self.before * 20:.0f}" w:after="{self.after * 20:.0f}"{line}/>'
        outline = f'<w:outlineLvl w:val="{self.outline}"/>' if self.outline >= 0 else ""
        about = f"{kept}<w:widowControl w:val=\"0\"/>{self.number}{self.border}{self.tabs}{spacing}{self._indent()}{self.align}{outline}"
        default = ' w:default="1"' if self.id == "Normal" else ""
        based = f'<w:basedOn w:val="{self.base}"/>' if self.id != "Normal" else ""
        after = '<w:next w:val="Normal"/>' if self.kept else ""
        shown = "<w:qFormat/>" if self.listed else ""
        return (
            f'<w:style w:type="paragraph"{default} w:styleId="{self.id}"><w:name w:val="{self.name}"/>{based}{after}'
            f"{shown}<w:pPr>{about}</w:pPr>{self._letters()}</w:style>"
        )

    def _indent(self) -> str:
        if self.first:
            first = f'w:firstLineChars="{self.first * 100:.0f}" w:firstLine="{self.first * self.size * 20:.0f}"'
        elif self.hanging:
            first = f'w:hanging="{self.hanging * self.size * 20:.0f}"'
        else:
            first = 'w:firstLineChars="0" w:firstLine="0"'
        return f'<w:ind w:left="{self.left + self.hanging * self.size * 20:.0f}" w:right="0" {first}/>'

    def _letters(self) -> str:
        colour = f'<w:color w:val="{self.colour}"/>' if self.colour else ""
        tracking = f'<w:spacing w:val="{self.tracking}"/>'
        return f"<w:rPr>{fonts(self.font)}<w:b w:val=\"0\"/><w:bCs w:val=\"0\"/><w:i w:val=\"0\"/>{colour}{tracking}{_size(self.size)}</w:rPr>"


def fonts(east: str) -> str:
    """The fonts of every script, by name."""
    return f'<w:rFonts w:ascii="{LATIN}" w:hAnsi="{LATIN}" w:eastAsia="{east}" w:cs="{LATIN}"/>'


def _size(points: float) -> str:
    return f'<w:sz w:val="{points * 2:.0f}"/><w:szCs w:val="{points * 2:.0f}"/>'


@cache
def styles_part(layout: Layout, width: int) -> bytes:
    """The part word/styles.xml; `width` is that of a line in twips."""
    look = LOOKS[layout]
    made = [*_body(look), *_headings(look), *_tables(look), *_boxes(look), *_pages(look, width), *_forms(look), *_cards(look)]
    language = '<w:lang w:val="zh-CN" w:eastAsia="zh-CN" w:bidi="ar-SA"/>'
    defaults = (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{fonts(look.font)}{_size(look.size)}{language}</w:rPr></w:rPrDefault>"
        "<w:pPrDefault/></w:docDefaults>"
    )
    paragraphs = "".join(style.xml() for style in made)
    return f"{HEAD}<w:styles {NAMESPACES}>{defaults}{paragraphs}{_characters(look)}{_TABLES}</w:styles>".encode()


def _body(look: Look) -> list[Style]:
    size, line, half = look.size, look.line, look.line * 0.3
    indent, tracking = (2, -5) if look.official else (0, 0)
    hang = 1.1
    return [
        Style("Normal", "Normal", size, look.font, line, align=_BOTH, first=indent, tracking=tracking),
        Style("Opening", "导语", size if look.official else size * 0.9, look.font if look.official else KAI,
              line if look.official else line * 0.9, align=_BOTH, first=indent, after=0 if look.official else half, tracking=tracking),
        Style("Bullet", "List Bullet", size, look.font, line, hanging=hang, number=_numbered(2), align=_BOTH, after=half * 0.25),
        Style("Number", "List Number", size, look.font, line, hanging=1.6, align=_BOTH, after=half * 0.25),
        Style("NoteItem", "引用提示", size if look.official else look.table, look.font, line if look.official else look.table * 1.36,
              hanging=0 if look.official else 1.1, first=indent, align=_BOTH, tracking=tracking),
        Style("Numbered", "编号段落", size, look.font, line, hanging=2.5, align=_BOTH, after=line * 0.25),
        Style("Framed", "框内正文", size * 0.95, look.font, line * 0.92, align=_BOTH, first=2),
        Style("TreeItem", "结构", size, look.font, line, hanging=1, tracking=tracking),
        Style("SpeechUse", "话语用途", size * 0.92, HEI, line, before=half, kept=True),
        Style("Speech", "话语", size, KAI, line, left=size * 18, border=_RULE, align=_BOTH, after=half),
    ]


_RULE = '<w:pBdr><w:left w:val="single" w:sz="8" w:space="8" w:color="787878"/></w:pBdr>'


def _numbered(number: int, level: int = 0) -> str:
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'


def _headings(look: Look) -> list[Style]:
    size = look.head
    if look.official:
        faces = (HEI, KAI, FANG, FANG)
        return [
            Style(f"Heading{level}", f"heading {level}", size, face, look.line, align=_BOTH, first=2, kept=True,
                  outline=level - 1, number=_numbered(1, level - 1), tracking=-5)
            for level, face in enumerate(faces, 1)
        ]
    before, after = look.line * 0.35, look.line * 0.12
    return [
        Style(f"Heading{level}", f"heading {level}", points, face, points * 1.3, before=before, after=after, kept=True, outline=level - 1)
        for level, points, face in ((1, size, HEI), (2, size - 1, HEI), (3, size - 1, KAI), (4, size - 1, look.font))
    ]


def _tables(look: Look) -> list[Style]:
    size, pitch = look.table, look.table * look.lead
    return [
        Style("TableText", "表格文字", size, SONG, pitch),
        Style("TableMiddle", "表格文字居中", size, SONG, pitch, align=_CENTRE),
        Style("TableHead", "表头", size, HEI, pitch, align=_CENTRE),
        Style("TableHint", "表头说明", size * 0.8, SONG, size * 1.15, align=_CENTRE),
        Style("Caption", "caption", size, HEI, pitch * 1.2, align=_CENTRE, before=look.line * 0.25, after=look.line * 0.1, kept=True),
        Style("Remark", "图表说明", size, SONG, pitch, after=look.line * 0.3, colour="5A5A5A"),
        Style("Gap", "表后空行", 4, SONG, look.line * 0.3, listed=False),
        Style("Tiny", "末行", 1, SONG, 1, listed=False),
        Style("FootnoteText", "footnote text", look.note, SONG, look.note * 1.25, align=_BOTH, listed=False),
    ]


def _boxes(look: Look) -> list[Style]:
    size, pitch = look.advice, look.advice * (1.44 if look.official else 1.36)
    font = KAI if look.official else SONG
    indent = 2 if look.official else 0
    return [
        Style("AdviceHead", "编者建议标题", 10.5, HEI, 15, kept=True),
        Style("AdviceNote", "编者建议说明", 10.5, KAI, 15),
        Style("Advice", "编者建议正文", size, font, pitch, align=_BOTH, first=indent, after=size * 0.1),
        Style("AdviceBullet", "编者建议列表", size, font, pitch, hanging=1.1, number=_numbered(2), align=_BOTH),
        Style("AdviceNumber", "编者建议序号", size, font, pitch, hanging=1.6, align=_BOTH),
        Style("AdviceSpeech", "编者建议话语", size, KAI, pitch, left=size * 18, border=_RULE, align=_BOTH, after=size * 0.3),
    ]


def _pages(look: Look, width: int) -> list[Style]:
    right = f'<w:tab w:val="right" w:pos="{width}"/>'
    dots = f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{width}"/></w:tabs>'
    official = look.official
    title = (22, 34) if official else (19, 26)
    above = '<w:pBdr><w:top w:val="single" w:sz="4" w:space="3" w:color="5A5A5A"/></w:pBdr>'
    return [
        Style("Title", "Title", title[0], TITLE, title[1], align=_CENTRE if official else _LEFT,
              after=look.line * 2 * 0.6 if official else 8, kept=True),
        Style("Kicker", "栏目", 14 if official else 11, KAI, 20 if official else 16, align=_CENTRE if official else _LEFT,
              after=6 if official else 4, kept=True, colour="" if official else "5A5A5A"),
        Style("CoverTitle", "封面标题", 30, TITLE, 44, align=_CENTRE, before=108, after=0),
        Style("CoverSubtitle", "封面副标题", 18, KAI, 30, align=_CENTRE, before=24),
        Style("CoverLine", "封面说明", 15, KAI, 26, align=_CENTRE),
        Style("CoverNote", "封面注", 12, SONG, 20, align=_CENTRE, before=6),
        Style("ContentsTitle", "目录标题", 22, TITLE, 34, align=_CENTRE, after=24),
        Style("TOC1", "toc 1", 14, HEI, 23, tabs=dots, listed=False),
        Style("TOC2", "toc 2", 14, FANG, 23, left=560, tabs=dots, listed=False),
        Style("Footer", "footer", 14 if official else 8.5, SONG, 18 if official else 12, border="" if official else above,
              tabs=f"<w:tabs>{right}</w:tabs>", colour="" if official else "5A5A5A", listed=False),
        Style("Header", "header", 10, HEI, 14, align='<w:jc w:val="right"/>', listed=False),
        Style("FindAgain", "编号", 10.5, SONG, 18, before=12),
        Style("Picture", "图片", look.size, SONG, 0, align='<w:jc w:val="right"/>', listed=False),
        Style("PictureMiddle", "图片居中", look.size, SONG, 0, align=_CENTRE, before=12, listed=False),
        Style("PictureSays", "图片说明", 8.5, SONG, 12, align='<w:jc w:val="right"/>', colour="5A5A5A", listed=False),
    ]


def _forms(look: Look) -> list[Style]:
    size = look.size
    return [
        Style("FormTitle", "表单标题", 18, TITLE, 28, align=_CENTRE, after=8, kept=True),
        Style("FormHead", "表单栏目", size, SONG, size * 1.4),
        Style("FormLine", "表单文字", size, SONG, size * 1.35, align=_BOTH, before=2, after=3),
        Style("FormLetter", "表单信文", size, SONG, size * 2, align=_BOTH, before=6, after=6),
        Style("FormFoot", "表单说明", 9.5, SONG, 14, before=1),
        Style("Sum", "算式", 10, SONG, 16),
        Style("Seal", "盖章处", 10, SONG, 16, align='<w:jc w:val="right"/>', before=20),
        Style("Rule", "填表说明", 9, SONG, 12, hanging=1.5, after=2),
        Style("Detail", "逐条说明", 9, SONG, 12, after=2),
    ]


def _cards(look: Look) -> list[Style]:
    size = look.size
    rule = '<w:pBdr><w:left w:val="single" w:sz="16" w:space="4" w:color="464646"/></w:pBdr>' + PALE
    return [
        Style("CardKicker", "卡片栏目", size, KAI, size * 1.42, colour="5A5A5A"),
        Style("CardTitle", "卡片标题", size * 1.5, TITLE, size * 2, kept=True, outline=0),
        Style("CardText", "卡片文字", size, SONG, size * 1.42),
        Style("CardAdvice", "卡片建议", size, SONG, size * 1.42, border=rule),
        Style("CardFoot", "卡片脚注", 7.5, SONG, 10.5, colour="5A5A5A"),
    ]


def _characters(look: Look) -> str:
    def style(name: str, shown: str, properties: str) -> str:
        return (
            f'<w:style w:type="character" w:styleId="{name}"><w:name w:val="{shown}"/><w:basedOn w:val="DefaultParagraphFont"/>'
            f"<w:rPr>{properties}</w:rPr></w:style>"
        )

    return (
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/>'
        '<w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
        + style("Label", "小标题", fonts(KAI if look.official else HEI))
        + style("Kai", "楷体字", fonts(KAI))
        + style("Aside", "旁注", fonts(KAI) + _size(look.size * 0.85))
        + style("FootnoteReference", "footnote reference", fonts(SONG) + '<w:vertAlign w:val="superscript"/>')
    )


_TABLES = (
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:uiPriority w:val="99"/>'
    '<w:semiHidden/><w:unhideWhenUsed/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/>'
    '<w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
)
