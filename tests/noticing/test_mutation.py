"""The measuring of tests is tested too: a test that checks nothing is found out, one that checks kills."""
from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.linux  # forks
HERE = Path(__file__).parent
CODE = '''"""Money."""
from __future__ import annotations
import re

RATE = 3
_WORD = re.compile("[^0-9]+x?")


def price(pieces: int, member: bool = False) -> int:
    """What to pay."""
    if pieces < 0 and not member:
        raise ValueError("less than nothing")
    total = pieces * RATE
    return total - 1 if member else total


def endless(count: int) -> int:
    while count > 0:
        count -= 1
    return count
'''
CHECKS = {
    "good": "assert price(2) == 6\n    assert price(2, True) == 5\n    assert price(-1, True) == -4\n    assert endless(3) == 0",
    "bad": "price(2)\n    price(2, True)\n    endless(3)",
}


def project(folder: Path, checks: str) -> Path:
    (folder / "generator").mkdir(parents=True)
    (folder / "tests").mkdir()
    (folder / "generator" / "__init__.py").touch()
    (folder / "generator" / "money.py").write_text(CODE, "utf-8")
    (folder / "tests" / "test_money.py").write_text(
        f"from generator.money import endless, price\n\n\ndef test_price():\n    {checks}\n", "utf-8")
    (folder / "pyproject.toml").write_text('[tool.pytest.ini_options]\nmarkers = ["long: l"]\n', "utf-8")
    (folder / "areas.json").write_text(json.dumps([["钱", ["generator/money.py"], ["tests"], []]]), "utf-8")
    return folder


def measured(root: Path, **more: str) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, HERE / "mutation.py"], capture_output=True, text=True, check=False, timeout=300,
        env={**os.environ, "MUTATION_ROOT": str(root), "MUTATION_BARE": "1", "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", **more},
    )
    return done.returncode, done.stdout + done.stderr


def test_a_test_that_looks_at_nothing_lets_faults_live(tmp_path: Path) -> None:
    def rate(checks: str) -> tuple[float, str]:
        root = project(tmp_path / checks, CHECKS[checks])
        code, said = measured(root, SAMPLE="9")
        assert code == 0, said
        report = (root / "build" / "mutation.md").read_text("utf-8")
        assert (root / "generator" / "money.py").read_text("utf-8") == CODE
        return float(report.splitlines()[2].split("|")[-2].strip(" %")), report

    good, _ = rate("good")
    bad, survivors = rate("bad")
    assert good > bad + 20
    assert "generator/money.py:13：`pieces * RATE` → `pieces + RATE`" in survivors


def test_tests_that_fail_without_a_fault_are_no_measure(tmp_path: Path) -> None:
    code, said = measured(project(tmp_path, "assert price(2) == 7"), SAMPLE="1")
    assert code != 0
    assert "没有改动时测试就不通过" in said


def test_the_faults_are_of_every_kind_and_none_in_words_for_programmers(tmp_path: Path) -> None:
    shown = subprocess.run(
        [sys.executable, "-c", (
            "import sys; sys.path.insert(0, sys.argv[1]); from mutants import *\n"
            "text = sys.stdin.read()\n"
            "found = list(mutants('a.py', text, range(10**6)))\n"
            "assert len(found) == count_mutants(text)\n"
            "[compile(one.source, 'a.py', 'exec') for one in found]\n"
            "print(*(f'{one.line} {one.before} > {one.after}' for one in found), sep='\\n')"
        ), HERE], input=CODE, capture_output=True, text=True, check=True,
    ).stdout
    for change in (
        "5 3 > 4", "6 '[^0-9]+x?' > '[0-9]+x?'", "6 '[^0-9]+x?' > '[^0-9]*x?'", "9 False > True", "11 pieces < 0 > pieces <= 0",
        "11 pieces < 0 and (not member) > pieces < 0 or not member", "11 not member > member", "13 pieces * RATE > pieces + RATE",
        "14 return total - 1 if member else total > return None", "18 count > 0 > count >= 0", "19 count -= 1 > count = 1",
    ):
        assert change in shown, (change, shown)
    assert "less than nothing" not in shown
    assert "Money" not in shown
