"""Points and weights with decimals add up as a person adds them."""
from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from conftest import VALID

from generator.checking import check_casebook


@pytest.mark.parametrize(("parts", "codes"), [(("1.1", "2.2"), set()), (("1.1", "2.1"), {"K403"})])
def test_tenths_add_up(parts: tuple[str, str], codes: set[str], tmp_path: Path) -> None:
    shutil.copytree(VALID / "cases", tmp_path / "cases")
    path = tmp_path / "cases/demo/checklists/demo-v1.yaml"
    text = path.read_text("utf-8")
    for old, new in (
        ("weight: 60", "weight: 3.3"), ("weight: 40", "weight: 96.7"), ("    points: 60", "    points: 3.3"),
        ("    points: 30", "    points: 86.7"), ("points: 40}", f"points: {parts[0]}}}"), ("points: 20}", f"points: {parts[1]}}}"),
    ):
        assert old in text
        text = text.replace(old, new)
    path.write_text(text, "utf-8")
    assert {problem.code for problem in check_casebook(tmp_path)[1]} == codes
