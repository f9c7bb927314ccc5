"""No word of a casebook becomes an element, an attribute, an address or a script: every payload, every field, every page.

A page of hostile texts is compared with the page of their harmless twins (payloads.py): the same elements with the same
attributes, and in them the very words. `make test` gives each text some of the payloads, `make test-hostile` all.
"""
from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import pytest

from generator.know.catalogue import Catalogue
from generator.model.casebook import Casebook
from generator.model.practice import Form
from generator.model.record import Words
from generator.outputs import OUTPUTS, made_documents
from generator.render import data_script, inline, page
from tests.hostile import pages
from tests.hostile.casebook import FILES, free_fields, kinds_of_record, rewritten, whole_book
from tests.hostile.pages import Made, differences, hostile_and_twin, make, read_page, same_words, strange_addresses
from tests.hostile.payloads import GROUPS, PAYLOADS, harmless, restored

FEW = 8  # payloads in one text, in the short run
MORE = 4  # … in the whole
_RAW = re.compile("[<>&\u2028\u2029]")
_ASSIGNED = re.compile(r"(?:\(?window\.[A-Za-z]+(?: (?:\?\?=|= window\.[A-Za-z]+ \|\|) \{\}\))?(?:\[\"[a-z-]+\"\])?) = (.*);\n", re.DOTALL)
_DERIVED = {"made", "fingerprint", "digest"}
"""Hashes of the words, which differ."""


@pytest.fixture(scope="module")
def book() -> Casebook:
    return whole_book()


def faults(book: Casebook, turn: int, together: int) -> list[str]:
    """What the pages, the data and the guide for programs have other than their twins."""
    hostile, twin = (make(one) for one in hostile_and_twin(book, turn, together))
    assert hostile.files.keys() == twin.files.keys()
    found = [
        f"{turn} {name} {fault}" for name in hostile.files
        for fault in (*differences(hostile.files[name], twin.files[name]), *strange_addresses(read_page(hostile.files[name])[1]))
    ]
    found += [f"{turn} {name}" for name in twin.data if name.endswith((".js", ".json")) and not _same_data(hostile, twin, name)]
    return [*found, *_guide_faults(hostile, twin)]


def _same_data(hostile: Made, twin: Made, name: str) -> bool:
    return same_words(script_value(name, hostile.data[name]), script_value(name, twin.data[name]))


def script_value(name: str, content: bytes) -> Any:
    """The value of a data file, without hashes. Fails when it could end its script or open an element."""
    text = content.decode()
    if name.endswith(".js"):
        found = _ASSIGNED.fullmatch(text)
        assert found is not None, text[:80]
        text = found[1]
        assert not _RAW.search(text), name
    return _without_hashes(json.loads(text))


def _without_hashes(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_hashes(inner) for key, inner in value.items() if key not in _DERIVED}
    return [_without_hashes(inner) for inner in value] if isinstance(value, list) else value


def _guide_faults(hostile: Made, twin: Made) -> list[str]:
    """llms.txt: each line opens as its twin does, with the same link, and no mark of Markdown stands unescaped."""
    lines, others = (made.roots["llms.txt"].decode().split("\n") for made in (hostile, twin))
    found = [] if len(lines) == len(others) else ["llms.txt: more lines"]
    for line, other in zip(lines, others, strict=False):
        bare, plain = (re.sub(r"\\[\\`*_\[\]<>#|]", "", text) for text in (line, other))
        if re.findall(r"^(?:#+ |> |- )?|\]\([^)]*\)|[\[\]<>`*|#]", bare) != re.findall(r"^(?:#+ |> |- )?|\]\([^)]*\)|[\[\]<>`*|#]", plain):
            found.append(f"llms.txt: {line[:200]}")
    return found


def test_there_are_payloads_enough_of_each_sort_and_twins_without_marks() -> None:
    assert len(PAYLOADS) >= 380
    assert {name for name, group in GROUPS.items() if len(group) < 10} == set()
    for text in PAYLOADS:
        assert not re.search(r"[!-/:-@\[-`{-~]", harmless(text))
        assert pages.squeezed(restored(harmless(text))) == pages.squeezed(text)


def test_the_book_has_a_text_in_every_field_and_makes_every_page(book: Casebook) -> None:
    seen: set[tuple[str, str]] = set()

    def note(kind: tuple[str, str], text: str) -> str:
        seen.add(kind)
        return text

    assert rewritten(book, note).texts == book.texts
    records = kinds_of_record((*FILES, Form))
    assert seen == {(record.__name__, name) for record in records for name in free_fields(record)}
    assert len(seen) >= 250
    assert {output.name for output, _ in make(book).documents} >= {output.name for output in OUTPUTS}


def test_every_free_text_is_marked_with_what_its_words_are() -> None:
    """What is not marked, no check of words would see."""
    def marks(annotation: Any, metadata: Any) -> bool:
        inner = (*metadata, *getattr(annotation, "__metadata__", ()))
        return any(isinstance(mark, Words) for mark in inner) or any(
            marks(part, ()) for part in getattr(annotation, "__args__", ()) if not isinstance(part, str)
        )

    unmarked = [
        f"{record.__name__}.{name}" for record in kinds_of_record((*FILES, Form)) for name in sorted(free_fields(record))
        if not marks(record.model_fields[name].annotation, record.model_fields[name].metadata)
    ]
    assert unmarked == []


@pytest.mark.parametrize("turn", [0, pytest.param(24, marks=pytest.mark.long)])
def test_words_stay_words(book: Casebook, turn: int) -> None:
    assert faults(book, turn, FEW) == []


@pytest.mark.long
@pytest.mark.parametrize("part", range(20))
def test_every_payload_in_every_field(book: Casebook, part: int, record_property: Callable[[str, object], None]) -> None:
    found: list[str] = []
    turns = range(part, -(-len(PAYLOADS) // MORE), 20)
    for turn in turns:
        found += faults(book, turn, MORE)
    assert found == []
    record_property("页面：轮数（每轮每个字段换 4 条）", len(turns))


BLIND: dict[str, Callable[[pytest.MonkeyPatch], None]] = {
    "text in a block": lambda patch: patch.setattr(inline, "escape_line", str),
    "a heading": lambda patch: patch.setattr(page, "_MARKS", {}),
}


@pytest.mark.parametrize("gap", BLIND)
def test_a_renderer_that_forgets_to_escape_is_seen(book: Casebook, gap: str, monkeypatch: pytest.MonkeyPatch) -> None:
    hostile, twin = (
        next(document for output, document in made_documents(Catalogue(one, "1", "2026-01-05")) if output.name == "practice")
        for one in hostile_and_twin(book, 3, FEW)
    )
    assert differences(page.render_page(hostile), page.render_page(twin)) == []
    BLIND[gap](monkeypatch)
    assert differences(page.render_page(hostile), page.render_page(twin)) != []


def test_data_that_could_end_its_script_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    value = {"a": "</script>"}
    assert script_value("a.js", f"window.a = {data_script.script_json(value)};\n".encode()) == value
    monkeypatch.setattr(data_script, "_UNSAFE", re.compile("(?!)"))
    with pytest.raises(AssertionError, match=r"a\.js"):
        script_value("a.js", f"window.a = {data_script.script_json(value)};\n".encode())


def test_a_strange_address_is_seen() -> None:
    for address in ("javascript:alert(1)", "data:text/html,x", "//example.invalid/x", "vbscript:x", " javascript:x", "java\tscript:x", "file:///x"):
        tree = read_page(b"---\ntitle: x\n---\n\n<div><a>x</a></div>\n")[1]
        tree.find(".//a").set("href", address)
        assert strange_addresses(tree) != [], address
