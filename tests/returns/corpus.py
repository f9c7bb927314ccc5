"""Files that come back broken, hostile, mistaken or merely odd, each with the code that it must get. Built when tests run."""
from __future__ import annotations

import io
import json
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache

from generator.read.returned_json import write_return
from tests.returns.forms import NEW, OLD, PRINTS, filled_return, form_rows, workbook

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"


@dataclass(frozen=True)
class Sample:
    """A file, and the code of its verdict; `notes` are codes that must be among its notes."""

    about: str
    name: str
    content: bytes
    code: str
    notes: tuple[str, ...] = ()


def parts_of(package: bytes) -> dict[str, bytes]:
    """The parts of a zip file."""
    with zipfile.ZipFile(io.BytesIO(package)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def zipped(parts: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED, level: int = 6) -> bytes:
    """A zip file of these parts."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", method, compresslevel=level) as opened:
        for name, content in parts.items():
            opened.writestr(name, content)
    return made.getvalue()


HONEST = workbook(filled_return(1))
PARTS = parts_of(HONEST)
SAVED = write_return(filled_return(1), NEW.fingerprint)


def changed(part: str, change: Callable[[str], str]) -> bytes:
    """The honest workbook with one part rewritten; fails when nothing changes."""
    before = PARTS[part].decode()
    after = change(before)
    assert after != before, part
    return zipped({**PARTS, part: after.encode()})


def with_part(name: str, content: bytes = b"x") -> bytes:
    """The honest workbook with one part more."""
    return zipped({**PARTS, name: content})


@cache
def corpus() -> tuple[Sample, ...]:
    """Every sample."""
    return (*honest(), *wrong_kinds(), *broken_zips(), *bombs(), *entities(), *active(), *wrong_forms(), *edited(), *hostile_json(), *odd_json())


def honest() -> Iterator[Sample]:
    """What is read, however it was saved."""
    old = filled_return(4, OLD)
    yield Sample("as our maker saves it", "a.xlsx", HONEST, "")
    yield Sample("under another name", "a.xls", HONEST, "")
    yield Sample("stored, not packed", "a.xlsx", zipped(PARTS, zipfile.ZIP_STORED), "")
    yield Sample("an older version", "a.xlsx", workbook(old, OLD), "", ("N-OLD",))
    yield Sample("as the web form saves it", "a.json", SAVED.encode(), "")
    yield Sample("with a byte order mark", "a.json", b"\xef\xbb\xbf" + SAVED.encode(), "")
    yield Sample("a wrong dimension", "a.xlsx", changed(SHEET, lambda text: text.replace('ref="A1:H', 'ref="A1:A')), "")
    yield Sample("no cell says where it is", "a.xlsx", unplaced(), "")
    yield Sample("prefixes before all names", "a.xlsx", prefixed(), "")
    yield Sample("absolute targets", "a.xlsx", changed(
        "xl/_rels/workbook.xml.rels", lambda text: text.replace('Target="', 'Target="/xl/')), "")
    yield Sample("rich text and readings", "a.xlsx", changed(STRINGS, lambda text: text.replace(
        "<t>示例街道</t>", "<r><rPr><b/></rPr><t>示例</t></r><r><t>街道</t></r><rPh sb='0' eb='1'><t>しれい</t></rPh>")), "")
    yield Sample("escapes of characters", "a.xlsx", changed(STRINGS, lambda text: text.replace(
        "<t>王</t>", "<t>王_x000B__x000D_某_x005F_x_xD83D__xDE00__xD83D_</t>")), "", ("N-NORMAL",))
    yield Sample("comments, CDATA and instructions", "a.xlsx", changed(STRINGS, lambda text: text.replace(
        "<t>王</t>", "<!-- - --><?a b?><t><![CDATA[王<&]]>&amp;&#x5c0f;&#26126;</t>")), "")
    yield Sample("styled rows without end", "a.xlsx", changed(SHEET, lambda text: text.replace(
        "</sheetData>", '<row r="1048576"><c r="A1048576" s="1"/><c r="XFD1048576" s="1"/></row></sheetData>')), "")
    yield Sample("styles that nobody can read", "a.xlsx", zipped({**PARTS, "xl/styles.xml": b"<fill/"}), "")
    yield Sample("merged and hidden", "a.xlsx", changed(SHEET, lambda text: text.replace(
        "</sheetData>", '</sheetData><mergeCells count="1"><mergeCell ref="B3:C3"/></mergeCells>').replace("<row ", '<row hidden="1" ')), "")
    yield Sample("a sheet renamed", "a.xlsx", changed("xl/workbook.xml", lambda text: text.replace('name="填表"', 'name="Sheet 1 &amp; 2"')), "")


def unplaced() -> bytes:
    """The honest form, dense, with cells that do not say where they are."""
    rows = "".join(
        "<row>" + "".join(_cell(value) for value in row) + "</row>" for row in form_rows(filled_return(1))
    )
    return zipped({**PARTS, SHEET: f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'.encode()})


def _cell(value: object) -> str:
    if value is None or value == "":
        return "<c/>"
    if isinstance(value, str):
        return f'<c t="inlineStr"><is><t xml:space="preserve">{value}</t></is></c>'
    return f"<c><v>{value}</v></c>"


def prefixed() -> bytes:
    """The honest workbook with a prefix before each name, as some programs save it."""
    found = dict(PARTS)
    for part in (SHEET, STRINGS, "xl/workbook.xml"):
        text = found[part].decode().replace(f'xmlns="{MAIN}"', f'xmlns:x="{MAIN}"')
        text = text.replace("</", "\0").replace("<?", "\1").replace("<", "<x:").replace("\0", "</x:").replace("\1", "<?")
        found[part] = text.encode()
    return zipped(found)


def wrong_kinds() -> Iterator[Sample]:
    """Files that are something else."""
    yield Sample("nothing", "a.xlsx", b"", "R-EMPTY")
    yield Sample("white space", "a.json", b" \r\n\0", "R-EMPTY")
    yield Sample("Excel's lock", "~$a.xlsx", b"\x05Wang", "R-LOCK")
    yield Sample("LibreOffice's lock", "x/.~lock.a.xlsx#", b",w;", "R-LOCK")
    yield Sample("an old workbook", "a.xls", OLE + "Workbook".encode("utf-16-le"), "R-XLS")
    yield Sample("an old workbook, renamed", "a.xlsx", OLE + "Book".encode("utf-16-le"), "R-XLS")
    yield Sample("with a password", "a.xlsx", OLE + "EncryptedPackage".encode("utf-16-le"), "R-ENCRYPTED")
    yield Sample("an old Word file", "a.doc", OLE + "WordDocument".encode("utf-16-le"), "R-WORD")
    yield Sample("an old slide show", "a.ppt", OLE + "PowerPoint Document".encode("utf-16-le"), "R-OTHER")
    yield Sample("OpenDocument sheet", "a.xlsx", zipped({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b"<a/>"}), "R-ODS")
    yield Sample("OpenDocument text", "a.odt", zipped({"mimetype": b"application/vnd.oasis.opendocument.text"}), "R-WORD")
    yield Sample("a Word file", "a.xlsx", zipped({"[Content_Types].xml": b"<a/>", "word/document.xml": b"<a/>"}), "R-WORD")
    yield Sample("rich text", "a.rtf", b"{\\rtf1 a}", "R-WORD")
    yield Sample("PDF", "a.xlsx", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", "R-PDF")
    yield Sample("CSV", "a.csv", "社区,得分\n甲,3\n".encode(), "R-TEXT")
    yield Sample("CSV in GBK", "a.xlsx", "社区,得分\n甲,3\n".encode("gbk"), "R-TEXT")
    yield Sample("CSV in UTF-16", "a.csv", "社区\t得分\n".encode("utf-16"), "R-TEXT")
    yield Sample("a page named as a workbook", "a.xls", b"<html><table>", "R-TEXT")
    yield Sample("Excel's XML of 2003", "a.xls", b'<?xml version="1.0"?><Workbook/>', "R-TEXT")
    yield Sample("a picture", "a.png", b"\x89PNG\r\n\x1a\n\0\0", "R-OTHER")
    yield Sample("a packed folder", "a.zip", zipped({"a.xlsx": HONEST}), "R-OTHER")
    yield Sample("a slide show", "a.pptx", zipped({"[Content_Types].xml": b"<a/>", "_rels/.rels": b"<a/>", "ppt/presentation.xml": b"<a/>"}), "R-OTHER")
    yield Sample("a binary workbook", "a.xlsb", with_part("xl/workbook.bin"), "R-OTHER")
    yield Sample("too large", "a.xlsx", HONEST + bytes(5 * 1024 * 1024), "R-SIZE")
    yield Sample("bytes without sense", "a.xlsx", bytes(range(256)), "R-DAMAGED")


def broken_zips() -> Iterator[Sample]:
    """Packages that are not whole, or not what they say."""
    yield Sample("cut off", "a.xlsx", HONEST[: len(HONEST) // 2], "R-DAMAGED")
    yield Sample("the first bytes only", "a.xlsx", HONEST[:4], "R-DAMAGED")
    yield Sample("a byte turned", "a.xlsx", _turned(HONEST), "R-DAMAGED")
    for name in ("../evil.xml", "/evil.xml", "xl\\evil.xml", "c:evil", "xl//evil.xml", "xl/./evil"):
        yield Sample(f"a part named {name}", "a.xlsx", with_part(name), "R-DAMAGED")
    yield Sample("a name twice", "a.xlsx", zipped({**PARTS, SHEET.upper(): b"<a/>"}), "R-DAMAGED")
    yield Sample("an encrypted part", "a.xlsx", _flagged(HONEST), "R-ENCRYPTED")
    yield Sample("no sheet", "a.xlsx", zipped({name: part for name, part in PARTS.items() if name != SHEET}), "R-DAMAGED")
    yield Sample("no relations", "a.xlsx", zipped({name: part for name, part in PARTS.items() if name != "_rels/.rels"}), "R-DAMAGED")
    yield Sample("a sheet cut off", "a.xlsx", changed(SHEET, lambda text: text[:-40]), "R-DAMAGED")
    yield Sample("tags crossed", "a.xlsx", changed(SHEET, lambda text: text.replace("</row></sheetData>", "</sheetData></row>")), "R-DAMAGED")
    for about, change in (
        ("an attribute twice", ("<sheetData>", '<sheetData a="1" a="2">')), ("a bare ampersand", ("<sheetData>", "<a>a & b</a><sheetData>")),
        ("a bare less-than", ("<sheetData>", "<a>1 < 2</a><sheetData>")), ("a control character", ("<sheetData>", "<a>\x01</a><sheetData>")),
        ("a reference to nothing", ("<sheetData>", "<a>&#0;</a><sheetData>")), ("half a character", ("<sheetData>", "<a>&#xD800;</a><sheetData>")),
        ("an attribute without quotes", ("<sheetData>", "<sheetData a=1>")), ("a second root", ("</worksheet>", "</worksheet><a/>")),
        ("text after the end", ("</worksheet>", "</worksheet>a")), ("two attributes without a gap", ("<sheetData>", "<sheetData a='1'b='2'>")),
        ("a comment of three dashes", ("<sheetData>", "<!-- a --- --><sheetData>")), ("an end of CDATA alone", ("<sheetData>", "<a>]]></a><sheetData>")),
        ("less-than in an attribute", ("<sheetData>", "<sheetData a='<'>")), ("XML declared twice", ("<sheetData>", "<?xml version='1.0'?><sheetData>")),
        ("another encoding", ('encoding="UTF-8"', 'encoding="GBK"')), ("another XML", ('version="1.0"', 'version="1.1"')),
        ("U+FFFE", ("<sheetData>", "<a>\ufffe</a><sheetData>")), ("a name in Chinese", ("<sheetData>", "<表/><sheetData>")),
        ("a wrong place", ('r="A1"', 'r="A0"')), ("a place in another row", ('r="A1"', 'r="A9"')), ("a place twice", ('r="B2"', 'r="A3"')),
        ("a string that is not there", ("<v>0</v>", "<v>99999</v>")), ("a kind of cell that is none", ('t="s"', 't="q"')),
    ):
        yield Sample(about, "a.xlsx", changed(SHEET, lambda text, change=change: text.replace(*change, 1)), "R-DAMAGED")
    yield Sample("a sheet in UTF-16", "a.xlsx", zipped({**PARTS, SHEET: PARTS[SHEET].decode().encode("utf-16")}), "R-DAMAGED")


def _turned(package: bytes) -> bytes:
    at = package.index(b"PK\x01\x02") // 2
    return package[:at] + bytes([package[at] ^ 0x55]) + package[at + 1 :]


def _flagged(package: bytes) -> bytes:
    at = package.index(b"PK\x01\x02") + 8
    return package[:at] + bytes([package[at] | 1]) + package[at + 1 :]


def lying(package: bytes, part: str, size: int) -> bytes:
    """A package whose directory says that a part has another size."""
    at = package.index(part.encode(), package.index(b"PK\x01\x02")) - 46
    return package[: at + 24] + struct.pack("<L", size) + package[at + 28 :]


def bombs() -> Iterator[Sample]:
    """Twelve and more files that would grow."""
    sparse = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    yield Sample("one cell far away", "a.xlsx", changed(SHEET, lambda text: text.replace("</sheetData>", sparse)), "R-BOMB")
    yield Sample("one column too far", "a.xlsx", changed(SHEET, lambda text: text.replace(
        "</sheetData>", '<row r="1999"><c r="AO1999"><v>1</v></c></row></sheetData>')), "R-BOMB")
    yield Sample("60 MB of spaces", "a.xlsx", with_huge("xl/media/a.xml", 60), "R-BOMB")
    yield Sample("a part of 11 MB", "a.xlsx", zipped({**PARTS, SHEET: _noise(11 * 1024 * 1024)}, level=1), "R-BOMB")
    yield Sample("packed too well", "a.xlsx", with_part("xl/theme/theme1.xml", bytes(2 * 1024 * 1024)), "R-BOMB")
    yield Sample("many parts", "a.xlsx", zipped({**PARTS, **{f"xl/a{number}.xml": b"" for number in range(200)}}), "R-BOMB")
    yield Sample("51 MB in all", "a.xlsx", zipped({**PARTS, **{f"xl/a{number}": _noise(9_000_000) for number in range(6)}}, level=1), "R-BOMB")
    yield Sample("parts over each other", "a.xlsx", overlapping(), "R-BOMB")
    yield Sample("a size too small", "a.xlsx", lying(HONEST, SHEET, 100), "R-DAMAGED")
    yield Sample("a size too large", "a.xlsx", lying(HONEST, SHEET, 20_000), "R-DAMAGED")
    yield Sample("a bomb that says it is small", "a.xlsx", lying(zipped({**PARTS, SHEET: bytes(30 * 1024 * 1024)}), SHEET, 5_000), "R-DAMAGED")
    sheets = "".join(f'<sheet name="s{number}" sheetId="{number + 9}" r:id="rId1"/>' for number in range(20))
    yield Sample("many sheets", "a.xlsx", changed("xl/workbook.xml", lambda text: text.replace("</sheets>", f"{sheets}</sheets>")), "R-BOMB")
    yield Sample("a long text", "a.xlsx", changed(STRINGS, lambda text: text.replace("<t>示例街道</t>", f"<t>{'长' * 8_001}</t>")), "R-BOMB")
    yield Sample("deep elements", "a.xlsx", changed(SHEET, lambda text: text.replace("<sheetData>", "<a>" * 80 + "</a>" * 80 + "<sheetData>")), "R-BOMB")
    cells = "".join(f'<row r="{row}">' + "<c><v>1</v></c>" * 39 + "</row>" for row in range(300, 900))
    many = f"<worksheet><sheetData>{cells}</sheetData></worksheet>".encode()
    yield Sample("many cells", "a.xlsx", zipped({**PARTS, SHEET: many}, zipfile.ZIP_STORED), "R-BOMB")
    yield Sample("many strings", "a.xlsx", zipped({**PARTS, STRINGS: b"<sst>" + b"<si/>" * 20_001 + b"</sst>"}, zipfile.ZIP_STORED), "R-BOMB")
    yield Sample("many elements", "a.xlsx", zipped({**PARTS, SHEET: b"<a>" + b"<b/>" * 100_001 + b"</a>"}, zipfile.ZIP_STORED), "R-BOMB")


def _noise(size: int) -> bytes:
    """Bytes that pack some ten times."""
    block = b"".join(struct.pack("<L", zlib.crc32(struct.pack("<L", number))) + b" " * 60 for number in range(1024))
    return (block * (size // len(block) + 1))[:size]


def with_huge(name: str, mebibytes: int) -> bytes:
    """The honest workbook with a part of spaces, made without holding it."""
    made = io.BytesIO(HONEST)
    with zipfile.ZipFile(made, "a", zipfile.ZIP_DEFLATED) as opened, opened.open(name, "w", force_zip64=False) as part:
        block = b" " * (1024 * 1024)
        for _ in range(mebibytes):
            part.write(block)
    return made.getvalue()


def overlapping() -> bytes:
    """A package in which two entries of the directory lead to one part."""
    begin = HONEST.index(b"PK\x01\x02")
    end = HONEST.rindex(b"PK\x05\x06")
    first = HONEST[begin : HONEST.index(b"PK\x01\x02", begin + 4)]
    twin = first.replace(b"[Content_Types].xml", b"[Content_Typez].xml")
    count = struct.unpack_from("<H", HONEST, end + 8)[0] + 1
    tail = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, count, count, end - begin + len(twin), begin, 0)
    return HONEST[:end] + twin + tail


def entities() -> Iterator[Sample]:
    """Six ways to bring a document type or an entity."""
    for about, head in (
        ("billion laughs", '<!DOCTYPE a [<!ENTITY a "a"><!ENTITY b "&a;&a;&a;">]>'), ("a file", '<!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/passwd">]>'),
        ("a host", '<!DOCTYPE a SYSTEM "http://127.0.0.1:1/a.dtd">'), ("parameters", '<!DOCTYPE a [<!ENTITY % a SYSTEM "file:///a"> %a;]>'),
    ):
        yield Sample(about, "a.xlsx", changed(STRINGS, lambda text, head=head: text.replace("<sst", head + "<sst")), "R-ENTITY")
    yield Sample("a type in the sheet", "a.xlsx", changed(SHEET, lambda text: text.replace("<worksheet", "<!DOCTYPE a><worksheet", 1)), "R-ENTITY")
    yield Sample("an entity out of nowhere", "a.xlsx", changed(STRINGS, lambda text: text.replace("<t>王</t>", "<t>&nbsp;</t>")), "R-ENTITY")
    yield Sample("a type in the relations", "a.xlsx", changed(
        "_rels/.rels", lambda text: text.replace("<Relationships", "<!DOCTYPE a><Relationships", 1)), "R-ENTITY")


def active() -> Iterator[Sample]:
    """What could run or fetch something."""
    for name in (
        "xl/vbaProject.bin", "xl/externalLinks/externalLink1.xml", "xl/embeddings/oleObject1.bin", "xl/activeX/activeX1.xml",
        "xl/connections.xml", "xl/macrosheets/sheet1.xml",
    ):
        yield Sample(name, "a.xlsm", with_part(name), "R-ACTIVE")
    yield Sample("DDE", "a.xlsx", changed(SHEET, lambda text: text.replace(
        "</sheetData>", "<row r='200'><c r='B200'><f>cmd|'/c calc'!A1</f><v>0</v></c></row></sheetData>")), "R-ACTIVE")


def wrong_forms() -> Iterator[Sample]:
    """Six forms that are not ours, or not the one they say; and versions."""
    one = filled_return(1)
    yield Sample("any workbook", "a.xlsx", workbook_of_another(), "R-TEMPLATE")
    yield Sample("another checklist", "a.xlsx", workbook(one, replace(NEW, id="other")), "R-TEMPLATE")
    yield Sample("another fingerprint", "a.xlsx", workbook(one, replace(NEW, fingerprint="3" * 64)), "R-TEMPLATE")
    yield Sample("an id that is a member of objects", "a.xlsx", workbook(one, replace(NEW, id="constructor")), "R-TEMPLATE")
    yield Sample("a version to come", "a.xlsx", workbook(one, replace(NEW, version=9)), "R-VERSION")
    yield Sample("the print of another version", "a.xlsx", workbook(one, replace(NEW, fingerprint=PRINTS[1])), "R-TEMPLATE")
    yield Sample("an edition that is none", "a.xlsx", workbook(replace(one, edition="half")), "R-EDITED")  # type: ignore[arg-type]
    yield Sample("a later schema", "a.xlsx", changed("xl/worksheets/sheet3.xml", lambda text: text.replace("<v>1</v>", "<v>2</v>")), "R-VERSION")


def workbook_of_another() -> bytes:
    """A workbook that has nothing of ours."""
    drawn = {name: part for name, part in PARTS.items() if "sheet3" not in name and "sheet2" not in name}
    book = '<workbook xmlns:r="a"><sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>'
    return zipped({**drawn, "xl/workbook.xml": book.encode(), "docProps/custom.xml": b"<Properties/>", SHEET: b"<worksheet/>"})


def edited() -> Iterator[Sample]:
    """Our form, but its structure was changed, or nothing stands in it."""
    one = filled_return(1)
    rows = form_rows(one)
    yield Sample("properties of another form", "a.xlsx", workbook(one, identity={"version": "1"}), "R-EDITED")
    yield Sample("a row twice", "a.xlsx", workbook(one, rows=[*rows, rows[9]]), "R-EDITED")
    yield Sample("a column twice", "a.xlsx", workbook(one, rows=[[*rows[0], "answer"], *rows[1:]]), "R-EDITED")
    yield Sample("the sheet twice", "a.xlsx", changed("xl/workbook.xml", lambda text: text.replace(
        "</sheets>", '<sheet name="填表 (2)" sheetId="9" r:id="rId1"/></sheets>')), "R-EDITED")
    yield Sample("the keys gone", "a.xlsx", workbook(one, rows=[row[1:] for row in rows]), "R-EDITED")
    yield Sample("keys left behind by sorting", "a.xlsx", workbook(one, rows=shifted(rows)), "R-EDITED")
    yield Sample("the answers' column gone", "a.xlsx", workbook(one, rows=[[*rows[0][:3], "x", *rows[0][4:]], *rows[1:]]), "R-EDITED")
    blank = replace(one, answers={})
    yield Sample("nothing answered", "a.xlsx", workbook(blank), "R-BLANK")
    yield Sample("nothing answered on the web", "a.json", write_return(blank, NEW.fingerprint).encode(), "R-BLANK")
    yield Sample("without a name", "a.xlsx", workbook(replace(one, community="")), "R-WHO")
    yield Sample("without period and street", "a.json", write_return(replace(one, period=" ", street=""), NEW.fingerprint).encode(), "R-WHO")
    yield Sample("rows deleted", "a.xlsx", workbook(one, rows=[row for row in rows if row[0] not in {"yesno-3", "count-2#2"}]), "", ("N-CELL",))
    extra = [*rows, ["gone-1", 99, "旧的一条", "A", "理由"], ["count-2#9", None, None, "√"]]
    yield Sample("rows of another version", "a.xlsx", workbook(one, rows=extra), "", ("N-ORPHAN",))


def shifted(rows: list[list[str | float | bool | None]]) -> list[list[str | float | bool | None]]:
    """Rows whose keys stand one row too high, as when what is beside them was sorted."""
    keys = [row[0] for row in rows[8:]]
    return [*rows[:8], *([key, *row[1:]] for key, row in zip([*keys[1:], keys[0]], rows[8:], strict=True))]


def hostile_json() -> Iterator[Sample]:
    """Thirty texts that are no return."""
    syntax = (
        "{", "[", '{"a":1', '{"a" 1}', '{"a":}', "{a:1}", "{'a':1}", '{"a":1,}', "[1,]", '{"a":1}}', '{"a":NaN}', '{"a":Infinity}', '{"a":-Infinity}',
        '{"a":1e400}', '{"a":01}', '{"a":+1}', '{"a":.5}', '{"a":1.}', '{"a":"\\x"}', '{"a":"\\u12"}', '{"a":"\t"}', '{"a":"\\ud800"}',
        '{"a":1,"a":2}', '{"a":{"b":1,"b":2}}', '{"__proto__":1,"__proto__":2}', "[" * 9 + "]" * 9, "[" * 100_000, '{"a":' * 5_000,
        '{"a":tru}', '{"a":/**/1}', '{"a":"', "{}\ufeff",
    )
    for text in syntax:
        yield Sample(f"JSON {text[:20]!r}", "a.json", text.encode(), "R-JSON")
    yield Sample("JSON of more than a megabyte", "a.json", b'{"a":"' + b"a" * 1024 * 1024 + b'"}', "R-JSON")
    yield Sample("JSON with a byte that is none", "a.json", b'{"a":1}\0x', "R-DAMAGED")
    yield Sample("JSON in GBK", "a.json", '{"a":"社区"}'.encode("gbk"), "R-JSON")
    yield Sample("JSON in UTF-16", "a.json", '{"a":"社区"}'.encode("utf-16"), "R-JSON")
    yield Sample("digits without end", "a.json", b'{"a":' + b"9" * 100_000 + b"}", "R-JSON")
    for text in ("{}", "[]", '{"format":"x"}', '{"format":["casebook-return"]}', "[[[[[[[[]]]]]]]]", '{"a":1e-400,"b":123456789012345678901234567890}'):
        yield Sample(f"JSON {text[:20]!r}", "a.json", text.encode(), "R-TEMPLATE")


def odd_json() -> Iterator[Sample]:
    """Returns in JSON with members that are missing, of another type, or strange."""

    def saved(about: str, code: str, *notes: str, **members: object) -> Sample:
        whole = {**json.loads(SAVED), **members}
        return Sample(about, "a.json", json.dumps(whole, ensure_ascii=False).encode(), code, notes)

    def answered(about: str, item: str, *notes: str, **members: object) -> Sample:
        whole = json.loads(SAVED)
        whole["answers"][item] = members
        return Sample(about, "a.json", json.dumps(whole, ensure_ascii=False).encode(), "", ("N-CHECKSUM", *notes))

    yield saved("schema 2", "R-VERSION", schema=2)
    yield saved("schema true", "R-VERSION", schema=True)
    yield saved("a version as text", "R-EDITED", version="2")
    yield saved("a version to come", "R-VERSION", version=3)
    yield saved("a checklist of objects' members", "R-TEMPLATE", checklist="__proto__")
    yield saved("another print", "R-TEMPLATE", fingerprint="0")
    yield saved("an edition that is none", "R-EDITED", edition="constructor")
    yield saved("answers as a list", "R-JSON", answers=[])
    yield saved("a plan as text", "R-JSON", plan="a")
    yield saved("a plan without end", "R-JSON", plan=[{}] * 201)
    yield saved("a text too long", "R-JSON", filler="长" * 8_001)
    yield saved("a text as long as may be", "", "N-CHECKSUM", filler="😀" * 8_000)
    yield saved("without a checksum", "", "N-CHECKSUM", checksum=None)
    yield saved("a community that is a number", "R-WHO", "N-CELL", community=5)
    yield saved("members of nobody", "", "N-ORPHAN", x=1, constructor={"prototype": {"x": 1}}, toString=[1.5, 1e-7, None])
    yield saved("a day that is none", "", "N-CELL", filled="2026-02-30")
    yield saved("a type that is none", "", "N-ORPHAN", types=["old", "old", "toString", 3])
    yield saved("types that are text", "", "N-CELL", types="old")
    yield saved("unseen characters", "", "N-NORMAL", filler="王\u202e某\u0000\u200b")
    yield saved("a strange plan", "", "N-CELL", "N-ORPHAN", plan=[1, {"item": "x"}, {"do": "写", "x": 1}, {"item": 3}, {}])
    payload = '"__proto__": {"x": 1}, "answers": {"__proto__": {"state": "unknown"},'
    yield Sample("__proto__ with a payload", "a.json", SAVED.replace('"answers": {', payload).encode(), "", ("N-ORPHAN",))
    yield answered("an unknown state", "yesno-3", "N-CELL", state="maybe")
    yield answered("a state that is a list", "yesno-3", "N-CELL", state=["na"])
    yield answered("a value and a state", "yesno-3", "N-CONTRADICTION", state="na", value=True, reason="没有")
    yield answered("a state that may not be", "deduct-5", "N-STATE", state="na", reason="没有")
    yield answered("no reason", "yesno-3", "N-REASON", state="na", reason="　")
    yield answered("a member of nobody", "yesno-3", "N-ORPHAN", state="unknown", x={"y": [1]})
    yield answered("a text that is none", "yesno-3", "N-CELL", state="unknown", evidence=["a"])
    for value in (1, "是", None, [], {}, 1.5):
        yield answered(f"yesno {value!r}", "yesno-3", *(["N-CELL"] if value is not None else []), state="answered", value=value)
    for value in (-1, 4, True, 1.0, "A", 1e300):
        yield answered(f"grade {value!r}", "grade-1", *([] if value == 1.0 and value is not True else ["N-CELL"]), state="answered", value=value)
    for value in ([0, 0], [1, 0], [3], [True], [0, 1, 2], [0.0], 1):
        notes = [] if value in ([0, 1, 2], [0.0]) else ["N-CELL"]
        yield answered(f"count {value!r}", "count-2", *notes, state="answered", value=value)
    for value in ([1, 0], [3, 2], [1], [1, 2, 3], [-1, 2], [0, 100_000], [-0.0, 1], [0, 0], [1, 0]):
        yield answered(f"rate {value!r}", "rate-4", *([] if value in ([0, 1], [0, 0]) else ["N-CELL"]), state="answered", value=value)
    for review in (-1, 501, 2.5, "250", True):
        yield answered(f"review {review!r}", "grade-1", "N-REVIEW", state="unknown", review=review)
