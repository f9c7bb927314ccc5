"""cases/** as it lies on the disk: what may not be there is named, what cannot be listed is no missing file."""
from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any

import pytest
from conftest import VALID

from generator.checking import check_casebook
from generator.model.problem import CasebookError
from generator.read.folder import read_casebook


@pytest.fixture
def root(tmp_path: Path) -> Path:
    shutil.copytree(VALID / "cases", tmp_path / "cases")
    return tmp_path


def test_a_folder_that_cannot_be_listed_is_told_and_not_taken_for_empty(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scandir = os.scandir

    def refuse(path: Any) -> Any:
        if str(path).endswith("forms"):
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    with pytest.raises(CasebookError, match="cases/demo/forms：没有权限") as refused:
        read_casebook(root)
    assert (refused.value.code, refused.value.status) == ("E-READ", 3)


def test_links_pipes_and_folders_that_are_links_are_refused_unread(root: Path) -> None:
    demo = root / "cases" / "demo"
    (demo / "forms" / "etc").symlink_to("/etc")
    (demo / "forms" / "gone.yaml").symlink_to("/nowhere")
    os.mkfifo(demo / "forms" / "pipe.yaml")
    (demo / "forms" / ".#jiyao.yaml").symlink_to("an editor's lock")
    _, problems = read_casebook(root)
    assert [(problem.where.file.rpartition("/")[2], problem.code) for problem in problems] == [
        ("etc", "K014"), ("gone.yaml", "K011"), ("pipe.yaml", "K011"),
    ]


def test_a_case_that_cannot_be_read_makes_nothing_that_names_it_wrong(root: Path) -> None:
    demo, other = root / "cases/demo", root / "cases/other"
    other.mkdir()
    (other / "metrics.yaml").write_text("metrics: [\n", "utf-8")
    text = (demo / "case.yaml").read_text("utf-8")
    assert "limits: [只有一份材料]" in text
    (demo / "case.yaml").write_text(
        text.replace("limits: [只有一份材料]", "limits: ['见 [#other/a] 和 [=other/a + estates]。']"), "utf-8"
    )
    with (demo / "metrics.yaml").open("a", encoding="utf-8") as file:
        file.write("  - {id: more, what: 推算, formula: other/a + estates, note: 说明}\n")
    _, problems = check_casebook(root)
    assert {problem.where.file.split("/")[1] for problem in problems} == {"other"}


def test_without_a_file_of_cases_common_nothing_is_judged(root: Path) -> None:
    (root / "cases/common/themes.yaml").unlink()
    casebook, problems = read_casebook(root)
    assert casebook is None
    assert [(problem.code, problem.where.file) for problem in problems] == [("K016", "cases/common/themes.yaml")]
