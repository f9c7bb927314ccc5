"""`casebook new` writes skeletons that check accepts at once, and never touches what is there."""
from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from broken import CONTENT, TODAY, full_report

from generator.fmt import format_yaml
from generator.model.problem import CasebookError
from generator.read.folder import read_casebook
from generator.scaffold import write_scaffold


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return Path(shutil.copytree(CONTENT / "valid", tmp_path / "book"))


def check_only(root: Path) -> str:
    """The report without the comparison with source texts, which a skeleton cannot pass."""
    shutil.rmtree(root / "sources")
    lines = full_report(root).splitlines()
    return "\n".join(line for line in lines if " K6" not in line and not line.startswith("    "))


@pytest.mark.parametrize(
    ("kind", "name", "files"),
    [
        ("case", "yicun", ["case.yaml", "metrics.yaml", "sources.yaml"]),
        ("practice", "demo/xinfa", ["practices/xinfa.yaml", "case.yaml"]),
        ("checklist", "demo/ziping", ["checklists/ziping-v1.yaml"]),
        ("teaching", "demo/xinke", ["teaching/xinke.yaml"]),
        ("teaching", "common/bijiao", ["teaching/bijiao.yaml"]),
        ("checklist", "common/tongyong", ["checklists/tongyong-v1.yaml"]),
    ],
)
def test_a_skeleton_is_valid_from_the_start(root: Path, kind: str, name: str, files: list[str]) -> None:
    written = write_scaffold(root, kind, name, TODAY)
    home = root / "cases" / name.split("/")[0]
    assert sorted(path.relative_to(home).as_posix() for path in written) == sorted(files)
    assert check_only(root) == ""


@pytest.mark.parametrize(("kind", "name"), [("case", "yicun"), ("practice", "demo/xinfa"), ("checklist", "demo/z"), ("teaching", "demo/t")])
def test_a_skeleton_is_laid_out_as_fmt_would(root: Path, kind: str, name: str) -> None:
    for path in write_scaffold(root, kind, name, TODAY):
        if path.name != "case.yaml" or kind == "case":
            assert format_yaml(path.read_text("utf-8")) == path.read_text("utf-8")


def test_a_new_practice_is_hung_in_the_structure_and_comments_stay(root: Path) -> None:
    case_file = root / "cases/demo/case.yaml"
    case_file.write_text("# 给编辑的话\n" + case_file.read_text("utf-8"), "utf-8")
    write_scaffold(root, "practice", "demo/xinfa", TODAY)
    assert case_file.read_text("utf-8").startswith("# 给编辑的话\n")
    book, _ = read_casebook(root)
    assert book is not None
    assert book.cases["demo"].case.structure[-1].practices == ("yishi", "gongkai", "xinfa")


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("case", "Demo"), ("case", "con"), ("case", "common"), ("case", "a/b"), ("case", ".."), ("case", "案例"), ("case", "x" * 49),
        ("practice", "xinfa"), ("practice", "demo/../x"), ("practice", "nowhere/xinfa"), ("practice", "demo/yishi"), ("practice", "demo/index"),
        ("teaching", "demo/yishi-case"), ("case", "demo"),
    ],
)
def test_a_bad_or_taken_name_is_refused_and_nothing_written(root: Path, kind: str, name: str) -> None:
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    with pytest.raises(CasebookError) as refused:
        write_scaffold(root, kind, name, TODAY)
    assert refused.value.code == "E-NAME"
    assert {path: path.read_bytes() for path in root.rglob("*") if path.is_file()} == before
