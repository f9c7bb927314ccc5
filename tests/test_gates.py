"""Every gate turns red: its seeded defects are run here, or in the tests that its row names."""
from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from tests import canaries
from tests.conftest import REPO
from tests.gates import GATES, MAKERS, Gate, gate, without_row

MAKEFILE = (REPO / "Makefile").read_text("utf-8")
PIPELINE = (REPO / "generator" / "pipeline.py").read_text("utf-8")
SEEDS = {one.__name__: one for row in GATES for one in row.canary if not isinstance(one, str)}
NODES = {one for row in GATES for one in row.canary if isinstance(one, str)}
RUNS = {one for row in GATES for one in row.run if one.startswith("tests/")}
SKIPS = {"skip", "skipif", "importorskip", "xfail"}


def faults(rows: tuple[Gate, ...]) -> list[str]:
    """What is wrong with the table itself."""
    names = [row.name for row in rows]
    return [
        *(f"{name}: twice" for name in sorted({name for name in names if names.count(name) > 1})),
        *(f"{row.name}: no canary" for row in rows if not row.canary),
        *(f"{row.name}: nothing runs it" for row in rows if not all(row.run)),
        *(f"{row.name}: says nothing" for row in rows if not row.refuses),
    ]


def test_every_gate_has_a_canary() -> None:
    assert faults(GATES) == []
    assert len(GATES) >= 12
    assert faults((gate("new", "坏的东西", "make new"), gate("new", "", "", "tests/x.py::y"))) == [
        "new: twice", "new: no canary", "new: nothing runs it", "new: says nothing"]


def test_everything_that_refuses_has_a_row() -> None:
    assert without_row(MAKEFILE, PIPELINE) == set()
    commands = MAKEFILE.split(".PHONY: ")[1].split("\n")[0].split()
    assert set(commands) >= MAKERS
    assert {one for row in GATES for one in row.run if one.startswith("make ") and one.count(" ") == 1} <= {f"make {name}" for name in commands}


@pytest.mark.parametrize(("makefile", "pipeline", "left_out", "seen"), [
    (MAKEFILE.replace(".PHONY: help", ".PHONY: help check-colours"), PIPELINE, "", "make check-colours"),
    (MAKEFILE.replace("-m mypy", "-m vulture"), PIPELINE, "", "make test vulture"),
    (MAKEFILE, f"{PIPELINE}\n    refuse_colours(built)\n", "", "refuse_colours"),
    (MAKEFILE, PIPELINE, "audit", "make audit"),
], ids=["command", "program", "refusal", "row"])
def test_a_new_gate_without_a_row_is_seen(makefile: str, pipeline: str, left_out: str, seen: str) -> None:
    assert seen in without_row(makefile, pipeline, [row for row in GATES if row.name != left_out])


def test_every_seeded_defect_has_its_gate() -> None:
    made = {name for name, one in vars(canaries).items() if getattr(one, "__module__", "") == canaries.__name__ and name.islower() and name[0] != "_"}
    assert made == set(SEEDS)
    assert len(SEEDS) >= 12


@pytest.mark.linux
@pytest.mark.parametrize("name", sorted(SEEDS))
def test_a_seeded_defect_turns_its_gate_red(name: str, tmp_path: Path) -> None:
    assert SEEDS[name](tmp_path)


def test_a_gate_that_stays_green_is_seen(tmp_path: Path) -> None:
    with pytest.raises(canaries.GateBlind):
        canaries._refusal("E-LINKS", lambda: None)
    with pytest.raises(canaries.GateBlind):
        canaries._failure(lambda: None)
    for program in ("pass", "import sys; sys.exit(1)", "print('F401')"):
        with pytest.raises(canaries.GateBlind):
            canaries._ends_badly([sys.executable, "-c", program], tmp_path, "F401")


@pytest.mark.linux
def test_the_tests_that_are_named_are_collected_by_make_test(request: pytest.FixtureRequest) -> None:
    wanted = NODES | {one for one in RUNS if "::" in one}
    files = {one.split("::")[0] for one in NODES | RUNS}
    found = {item.nodeid.split("[")[0] for item in request.session.items}
    if not files <= {one.split("::")[0] for one in found}:  # not the whole is run: these files are collected apart
        command = [sys.executable, "-m", "pytest", "--collect-only", "--quiet", "-m", "not long", "-p", "no:cacheprovider", *sorted(files)]
        done = subprocess.run(command, cwd=REPO, capture_output=True, text=True, timeout=240, check=False)
        found = {line.split("[")[0] for line in done.stdout.splitlines() if "::" in line}
    assert sorted(wanted - found) == []
    assert files <= {one.split("::")[0] for one in found}


def skips(tree: ast.AST) -> set[str]:
    """What a test calls or is marked with that would let it be passed over."""
    return {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute) and node.attr in SKIPS}


def test_no_named_test_may_be_skipped() -> None:
    for node in sorted(NODES):
        file, *names = node.split("::")
        tree = ast.parse((REPO / file).read_text("utf-8"))
        inside = [one for one in ast.walk(tree) if isinstance(one, ast.FunctionDef) and one.name == names[-1]]
        assert len(inside) == 1, node
        marks = [one for one in tree.body if isinstance(one, ast.Assign) and "pytestmark" in ast.unparse(one.targets[0])]
        assert set().union(*map(skips, (*inside, *marks))) == set(), node
    assert skips(ast.parse("@pytest.mark.skipif(True)\ndef test_x(): pytest.skip()")) == {"skipif", "skip"}
