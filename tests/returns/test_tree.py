"""A plain part of a workbook is read as a tree, for speed: whatever stands in it, tree and stream must say the same."""
from __future__ import annotations

import re
from collections.abc import Callable
from random import Random
from typing import Any

import pytest

from generator.model.limits import RETURN_XML_DEPTH, RETURN_XML_ELEMENTS
from generator.read import returned_cells, returned_workbook
from generator.read.returned import read_return
from generator.read.returned_cells import ReadWorkbook
from generator.read.returned_reading import RefusedFile
from generator.read.returned_tree import last_text, local, plain_tree
from generator.read.returned_workbook import read_workbook
from generator.read.returned_xml import read_xml
from generator.read.returned_zip import Package
from tests.returns.corpus import HONEST, PARTS, SHEET, STRINGS, corpus, zipped
from tests.returns.forms import KNOWN

EDITS = 250
ODD = (
    "<x/>", "<x>字</x>", "<c/>", '<c r="D9"><v>1</v></c>', '<c r="ZZ9"/>', '<row/>', '<row r="3"/>', '<row r="3" x:r="4" xmlns:x="u"/>', "<v>7</v>",
    "<v>1<x/>2</v>", "<f>A1</f>", "<f>cmd|' /c calc'!A1</f>", '<f>"|"</f>', "<is><t>一</t></is>", "<is><r><t>二</t></r><t>三</t></is>",
    "<is><r><x><t>四</t></x></r></is>", "<t>五</t>", "<t>六<t>七</t>八</t>", "<si/>", "<si><t>九</t></si>", "<si><r><t>十</t></r><rPh><t>读</t></rPh></si>",
    "<!-- 注 -->", "<![CDATA[<x>]]>", "<?mso x?>", "<?目 x?>", "&lt;", "&undefined;", "&#0;", "]]>", "<", ">", '"', "字", "\x0b", "</row>", "</c>", "<row>",
    "<y:c xmlns:y='u' r='B5'><y:v>8</y:v></y:c>", "<y:c/>", "<名/>", "<x 名='1'/>", "<x xmlns:名='u'/>", "<x r='1' r='2'/>", "<sheetData/>",
    "<sheetData><row r='90'><c r='A90' t='str'><v>字</v></c></row></sheetData>", '<c r="B2" t="s"><v>99999</v></c>', '<c r="C3" t="q"><v>1</v></c>',
    '<c xmlns:t="u" r="C3"><v>1</v></c>', "_x0041_", "<c t='inlineStr'><is><t>_x000B_</t></is></c>", "<!DOCTYPE x>", "\ufeff", "<d>" * 70 + "</d>" * 70,
)


def outcome(read: Callable[[], Any]) -> Any:
    """What was read, or why it was refused."""
    try:
        return read()
    except RefusedFile as refused:
        return refused.args


@pytest.fixture
def by_stream(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[], Any]], Any]:
    """The outcome when nothing is plain."""
    def run(read: Callable[[], Any]) -> Any:
        with monkeypatch.context() as patched:
            for module in (returned_cells, returned_workbook):
                patched.setattr(module, "plain_tree", lambda content: None)
            return outcome(read)
    return run


def edited(dice: Random) -> bytes:
    """The honest workbook with one or two odd things somewhere in a sheet or in the texts."""
    part = dice.choice((SHEET, SHEET, STRINGS))
    text = PARTS[part].decode()
    for _ in range(dice.randint(1, 2)):
        at = dice.choice([found.end() for found in re.finditer(">|(?<=[0-9a-z\"])(?=<)| (?=[a-z]+=)", text)])
        text = text[:at] + dice.choice(ODD) + text[at:]
    return zipped({**PARTS, part: text.encode()})


def test_tree_and_stream_agree_after_any_edit(by_stream: Callable[[Callable[[], Any]], Any]) -> None:
    read, refused = 0, 0
    for seed in range(EDITS):
        package = Package(edited(Random(seed)))
        tree = outcome(lambda package=package: read_workbook(package))  # type: ignore[misc]
        assert tree == by_stream(lambda package=package: read_workbook(package)), seed  # type: ignore[misc]
        read, refused = read + isinstance(tree, ReadWorkbook), refused + isinstance(tree, tuple)
    assert min(read, refused) > EDITS // 5


def test_tree_and_stream_agree_on_the_corpus(by_stream: Callable[[Callable[[], Any]], Any]) -> None:
    for sample in corpus():
        if sample.content[:2] == b"PK":
            assert read_return(sample.name, sample.content, KNOWN) == by_stream(
                lambda sample=sample: read_return(sample.name, sample.content, KNOWN)  # type: ignore[misc]
            ), sample.about


def test_an_honest_workbook_needs_no_stream_for_its_sheets_and_texts(monkeypatch: pytest.MonkeyPatch) -> None:
    streamed = []

    def note(content: bytes, part: str, *calls: Any) -> None:
        streamed.append(part)
        read_xml(content, part, *calls)

    monkeypatch.setattr(returned_cells, "read_xml", note)
    monkeypatch.setattr(returned_workbook, "read_xml", note)
    assert read_return("a.xlsx", HONEST, KNOWN).returned
    assert not {part for part in streamed if "sheet" in part or "shared" in part}


@pytest.mark.parametrize("content", [
    b"", b"<a>", b"<a><b></a>", b"<!-- x --><a/>", b"<!DOCTYPE a><a/>", b"<a><?x y?></a>", "<名/>".encode(), "<a 名='1'/>".encode(),
    "<a xmlns:名='u'/>".encode(), b"<a>\xff</a>", b"<a>&x;</a>", b'<?xml version="1.0" encoding="gbk"?><a/>', b"<y:a/>", b"<a>\x00</a>",
    b"<a>" * (RETURN_XML_DEPTH + 1) + b"</a>" * (RETURN_XML_DEPTH + 1), b"<a>" + b"<b/>" * RETURN_XML_ELEMENTS + b"</a>",
])
def test_what_is_not_plain_has_no_tree(content: bytes) -> None:
    assert plain_tree(content) is None


def test_a_plain_part_has_one() -> None:
    tree = plain_tree('\ufeff<?xml version="1.0" encoding="UTF-8"?><y:a xmlns:y="u">一<b>二</b>三</y:a>'.encode())
    assert tree is not None
    assert (local(tree), last_text(tree), last_text(tree[0])) == ("a", "三", "二")
    assert plain_tree(b"<a>" * RETURN_XML_DEPTH + b"</a>" * RETURN_XML_DEPTH) is not None
