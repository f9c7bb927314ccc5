"""The gate of coverage: a branch that did not run is seen, other areas do not hide it."""
from __future__ import annotations

from collections.abc import Mapping

import pytest

from tests.noticing import branches
from tests.noticing.branches import AREAS, LEFT_OUT, REPO, TESTS, covered, told


def file(statements: int, ran: int, branches_there: int, branches_ran: int, **missing: list[object]) -> dict[str, object]:
    return {
        "summary": {"num_statements": statements, "covered_lines": ran, "num_branches": branches_there, "covered_branches": branches_ran},
        "missing_lines": [], "missing_branches": [], **missing,
    }


WHOLE = {
    **{f"generator/{area}/a.py": file(4, 4, 2, 2) for area in AREAS if not area.endswith(".py")}, "generator/write.py": file(3, 3, 0, 0),
    "generator/write_more.py": file(9, 0, 0, 0), "generator/checking.py": file(9, 0, 0, 0),
}


def test_sums_are_those_of_the_area_alone() -> None:
    row = covered(WHOLE, "check")
    assert (row.there, row.ran, row.percent, row.missing) == (6, 6, 100.0, ())
    assert (covered(WHOLE, "write.py").there, covered(WHOLE, "write.py").ran) == (3, 3)


@pytest.mark.parametrize(("change", "code"), [
    ({}, 0),
    ({"generator/check/a.py": file(4, 4, 2, 1, missing_branches=[[7, 9]])}, 1),
    ({"generator/write.py": file(3, 2, 0, 0, missing_lines=[8])}, 1),
    ({"generator/know/a.py": file(0, 0, 0, 0)}, 1),  # an area that vanished is not whole
])
def test_what_did_not_run_turns_it_red(
    change: Mapping[str, Mapping[str, object]], code: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(branches, "measure", lambda _: {**WHOLE, **change})
    assert branches.main() == code
    assert ("没有跑到" in capsys.readouterr().out) == any(covered({**WHOLE, **change}, area).missing for area in AREAS)


def test_the_table_names_file_line_and_branch() -> None:
    row = covered({"generator/check/a.py": file(4, 3, 2, 1, missing_lines=[5], missing_branches=[[7, 9]])}, "check")
    assert told([row]).splitlines()[-1] == "没有跑到：generator/check/a.py：行 [5]，分支 [[7, 9]]"


def test_every_test_that_is_named_is_there() -> None:
    assert all((REPO / "tests" / name).exists() for name in TESTS)
    for name in LEFT_OUT:
        path, _, test = name.partition("::")
        assert f"def {test}(" in (REPO / "tests" / path).read_text("utf-8") if test else (REPO / "tests" / path).is_file()


def test_nothing_is_excused() -> None:
    for path in (REPO / "generator").rglob("*.py"):
        assert "pragma: no" not in path.read_text("utf-8"), path.name
