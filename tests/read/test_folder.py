"""cases/** as it lies on the disk: what may not be there is named, what cannot be listed is no missing file."""
from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any

import pytest
from conftest import VALID

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
