"""Readings and traditional forms, as the search needs them."""
from __future__ import annotations

from generator.know.characters import read_names, traditional_forms


def test_the_usual_reading_and_the_places_read_otherwise() -> None:
    found = read_names(["楼栋长", "长期", "长短", "楼栋长", "A座"])  # 楼栋长 counts once
    assert found.usual["长"] == "chang"
    assert found.odd == {"楼栋长": {2: "zhang"}}
    assert "A" not in found.usual


def test_traditional_forms_of_what_is_used_only() -> None:
    forms = traditional_forms("体国")
    assert forms["體"] == "体"
    assert forms["國"] == "国"
    assert "門" not in forms
    assert "體" not in traditional_forms("体體")  # used itself: it stays what it is
