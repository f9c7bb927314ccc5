"""Each rule of the content has a broken example, and each example gives exactly the report written beside it."""
from __future__ import annotations

import re
from pathlib import Path

import pytest
from broken import BROKEN, CONTENT, full_report, report

GENERATOR = Path(__file__).parents[1] / "generator"
CODES = {
    code
    for layer in ("read", "check")
    for path in (GENERATOR / layer).rglob("*.py")
    for code in re.findall(r"\"(K[0-9]{3})\"", path.read_text("utf-8"))
} - {"K012"}  # fmt's own, raised only when a file is written back: tests/test_fmt.py


def test_the_valid_casebook_has_no_problem() -> None:
    assert full_report(CONTENT / "valid") == ""


@pytest.mark.parametrize("example", BROKEN, ids=lambda path: path.stem)
def test_says_where_what_why_and_how_to_mend(example: Path, tmp_path: Path) -> None:
    assert report(example, tmp_path) == example.read_text("utf-8").split("====\n")[1]


@pytest.mark.parametrize("example", BROKEN, ids=lambda path: path.stem)
def test_an_example_shows_its_own_code(example: Path) -> None:
    code = example.stem.split("-")[0]
    shown = example.read_text("utf-8").split("====\n")[1]
    assert re.search(rf"^\S+ {code} ", shown, flags=re.MULTILINE)


def test_every_rule_has_a_broken_example() -> None:
    assert {example.stem.split("-")[0] for example in BROKEN} == CODES
