"""What check lets through can be printed: proved on the fonts themselves."""
from __future__ import annotations

import io
import re
import sys
from pathlib import Path

import pytest
from conftest import REPO
from fontTools.ttLib import TTFont

from generator import fonts
from generator.know.printable import PRINTABLE, first_unprintable
from generator.render.typst_faces import FAMILY

_ALLOWED = [chr(code) for code in range(sys.maxunicode + 1) if re.fullmatch(PRINTABLE, chr(code)) and chr(code) != "\n"]


@pytest.fixture(scope="module")
def whole() -> dict[str, frozenset[int]]:
    """What each role's font has before it is cut."""
    return {
        role: frozenset(TTFont(io.BytesIO(path.read_bytes()), lazy=True).getBestCmap())
        for role, path in fonts._sources(REPO).items()
    }


def test_some_font_has_every_character_that_passes(whole: dict[str, frozenset[int]]) -> None:
    assert set(whole) == set(FAMILY)
    assert len(_ALLOWED) > 28_000
    assert [c for c in _ALLOWED if not any(ord(c) in face for face in whole.values())] == []


@pytest.mark.parametrize("character", "😀👍☑☐سש")
def test_what_no_font_has_is_refused(character: str, whole: dict[str, frozenset[int]]) -> None:
    assert not any(ord(character) in face for face in whole.values())
    assert first_unprintable(f"好{character}") == 1


@pytest.mark.parametrize("character", "\u200b\u2028\ufeff\ufe0f\ue000\x07🇨𪚥")
def test_what_is_invisible_private_or_nowhere_standard_is_refused(character: str) -> None:
    assert first_unprintable(f"好{character}") == 1


@pytest.mark.parametrize("text", ["㙍䶮喆堃珺镕翀祎赟燚暠邨鋆彧𬱖𫖯𨱏", "#$@\\<>\"'`*_{}[]", "一、“二”……——《三》①□√㎡℃№≥½×−", "", "两行\n字"])
def test_names_marks_and_code_pass(text: str) -> None:
    assert first_unprintable(text) == -1


def test_the_first_one_is_told_by_its_place() -> None:
    assert first_unprintable("第一👍第二👎") == 2
    assert first_unprintable("👍") == 0


def test_the_cut_takes_what_the_content_holds_and_lets_nothing_through_that_cannot_be_set(tmp_path: Path) -> None:
    (tmp_path / "cases").mkdir()
    (tmp_path / "docs").mkdir()
    (tmp_path / "cases" / "x.yaml").write_text("".join(_ALLOWED), "utf-8")
    assert set(_ALLOWED) <= set(fonts.printed_characters(tmp_path))
