"""One zip for all office documents: nothing of the clock, the machine or the order of writing stays."""
from __future__ import annotations

import io
import zipfile
from datetime import date

import pytest

from generator.render.office_zip import clean, document_day, normalise_package, write_package

DAY = date(2026, 1, 5)
CORE = (
    b'<cp:coreProperties><dc:creator>A</dc:creator><cp:lastModifiedBy>root</cp:lastModifiedBy><cp:revision>7</cp:revision>'
    b'<dcterms:created xsi:type="dcterms:W3CDTF">%s</dcterms:created>'
    b'<dcterms:modified xsi:type="dcterms:W3CDTF">%s</dcterms:modified></cp:coreProperties>'
)


def package(stamp: bytes = b"2025-03-04T05:06:07Z", year: int = 2025, backwards: bool = False, inner: bytes = b"") -> bytes:
    """A package zipped on some day, in some order."""
    parts = {
        "[Content_Types].xml": b"<Types/>", "_rels/.rels": b"<Relationships/>", "docProps/core.xml": CORE % (stamp, stamp),
        "docProps/app.xml": b"<Properties><TotalTime>3</TotalTime><Application>X</Application><AppVersion>12</AppVersion></Properties>",
        "word/document.xml": "<w>正文</w>".encode(),
    }
    if inner:
        parts["word/embeddings/a.xlsx"] = inner
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name in sorted(parts, reverse=backwards):
            archive.writestr(zipfile.ZipInfo(name, (year, 1, 1, 0, 0, 0)), parts[name])
    return made.getvalue()


def test_clock_order_and_machine_leave_no_trace() -> None:
    first = normalise_package(package(), DAY)
    assert first == normalise_package(package(b"2001-01-01T00:00:00Z", 2001, backwards=True), DAY)
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert archive.namelist()[:2] == ["[Content_Types].xml", "_rels/.rels"]
        assert archive.namelist()[2:] == sorted(archive.namelist()[2:])
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {(entry.create_system, entry.compress_type) for entry in archive.infolist()} == {(0, zipfile.ZIP_DEFLATED)}
        assert archive.read("word/document.xml").decode() == "<w>正文</w>"


def test_properties_bear_the_given_day_and_no_person() -> None:
    with zipfile.ZipFile(io.BytesIO(normalise_package(package(), DAY))) as archive:
        core, app = archive.read("docProps/core.xml"), archive.read("docProps/app.xml")
    assert core.count(b">2026-01-05T00:00:00Z</dcterms:") == 2
    assert b"<dc:creator>A</dc:creator>" in core
    assert b"root" not in core
    assert b"revision" not in core
    assert app == b"<Properties><Application>X</Application></Properties>"


def test_a_document_inside_a_document_is_treated_likewise() -> None:
    one = normalise_package(package(inner=package()), DAY)
    assert one == normalise_package(package(inner=package(b"2002-02-02T00:00:00Z", 2002)), DAY)


def test_another_day_or_another_word_gives_other_bytes() -> None:
    assert normalise_package(package(), DAY) != normalise_package(package(), date(2026, 1, 6))
    assert write_package({"a": b"1"}, DAY) != write_package({"a": b"2"}, DAY)


def test_what_is_no_package_is_refused() -> None:
    with pytest.raises(zipfile.BadZipFile):
        normalise_package(b"no zip", DAY)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("a", "1")
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr("a", "2")
    with pytest.raises(ValueError, match="twice"):
        normalise_package(made.getvalue(), DAY)


def test_a_document_without_a_day_bears_the_first_that_zip_files_know() -> None:
    assert document_day("") == date(1980, 1, 1)
    assert document_day("2026-01-05") == DAY


def test_what_xml_forbids_stays_visible() -> None:
    assert clean("a\x00b\x1f\ufffe\ud800c\x85") == "a\ufffdb\ufffd\ufffd\ufffdc\ufffd"
    assert clean("a\r\nb\rc\u2028d\te") == "a\nb\nc\nd\te"
    assert clean("㙍䶮😀مرحبا") == "㙍䶮😀مرحبا"
