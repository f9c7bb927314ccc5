"""A released checklist keeps what decides its scores; words that only explain may be mended."""
from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from conftest import VALID

from generator.checking import check_casebook
from generator.model.problem import CasebookError
from generator.release import release_checklist


@pytest.fixture
def root(tmp_path: Path) -> Path:
    shutil.copytree(VALID / "cases", tmp_path / "cases")
    return tmp_path


def codes(root: Path) -> set[str]:
    return {problem.code for problem in check_casebook(root)[1]}


def test_a_release_is_written_once_and_comments_stay(root: Path) -> None:
    path = root / "cases/demo/checklists/demo-v1.yaml"
    path.write_text("# 给编辑的话\n" + path.read_text("utf-8"), "utf-8")
    assert release_checklist(root, "demo") == path
    released = path.read_text("utf-8")
    assert released.startswith("# 给编辑的话\n")
    assert codes(root) == set()
    assert release_checklist(root, "demo") is None
    assert path.read_text("utf-8") == released


@pytest.mark.parametrize(
    ("old", "new", "refused"),
    [
        ("step: 0.1", "step: 0.2", True), ("name: 公开, points", "name: 公开了, points", True), ("na_allowed: true", "na_allowed: false", True),
        ("cap: 起步", "cap: 待加强", True), ("hint: 先贴出来。", "hint: 明天先贴出来。", False), ("points: 60\n", "points: 60.0\n", False),
    ],
)
def test_what_decides_a_score_is_fixed(root: Path, old: str, new: str, refused: bool) -> None:
    path = root / "cases/demo/checklists/demo-v1.yaml"
    release_checklist(root, "demo")
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")
    assert codes(root) == ({"K410"} if refused else set())


def test_a_checklist_that_there_is_not_is_named(root: Path) -> None:
    with pytest.raises(CasebookError, match="没有编号为“nothing”"):
        release_checklist(root, "nothing")
