"""A check that goes over what changed only: it must say what a check of the whole says, whatever was kept before."""
from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from broken import BROKEN, CONTENT, TODAY, apply_change
from conftest import REPO

from generator.check import all_problems
from generator.checked import check_files, read_rows, rows_bytes
from generator.checking import check_casebook
from generator.model.problem import Problem
from generator.read import shelf
from generator.read.folder import read_casebook

KEPT = Path("build") / ".checked.json"


def at_once(root: Path, today: date = TODAY) -> tuple[Problem, ...]:
    """What the rules find in the casebook read whole."""
    book, problems = read_casebook(root)
    more = all_problems(book, today) if book else ()
    return tuple(sorted((*problems, *more), key=Problem.sort_key))


def in_parts(root: Path, today: date = TODAY) -> tuple[Problem, ...]:
    return check_files(root, today).problems


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a check of the valid casebook leaves."""
    root = tmp_path_factory.mktemp("valid")
    shutil.copytree(CONTENT / "valid", root, dirs_exist_ok=True)
    assert in_parts(root) == ()
    return root / KEPT


@pytest.mark.parametrize("example", BROKEN, ids=lambda path: path.stem)
def test_a_broken_example_says_the_same_in_parts_cold_warm_and_after_a_valid_check(
    example: Path, kept: Path, tmp_path: Path
) -> None:
    root = apply_change(example, tmp_path)
    whole = at_once(root)
    assert in_parts(root) == whole
    assert in_parts(root) == whole
    shutil.copy(kept, root / KEPT)
    assert in_parts(root) == whole


def neighbours(root: Path) -> None:
    """Four small cases that name one another, out of the valid one."""
    demo = root / "cases/demo"
    for number in (1, 2, 3):
        twin = root / f"cases/twin-{number}"
        shutil.copytree(demo, twin)
        (twin / "checklists/demo-v1.yaml").rename(twin / f"checklists/twin-{number}-v1.yaml")
        (twin / "forms/jiyao.yaml").rename(twin / f"forms/form-of-{number}.yaml")
        for path in twin.rglob("*.yaml"):
            text = path.read_text("utf-8").replace("forms: [jiyao]", f"forms: [form-of-{number}]")
            text = text.replace("id: jiyao\n", f"id: form-of-{number}\n")
            path.write_text(text.replace("id: demo\n", f"id: twin-{number}\n"), "utf-8")
        related = twin / "practices/yishi.yaml"
        other = "demo" if number == 1 else f"twin-{number - 1}"
        text = related.read_text("utf-8").replace("practice: gongkai", f"practice: {other}/gongkai")
        related.write_text(text.replace("一个人也能做", f"见[#{other}/agreed]，一个人也能做"), "utf-8")


def edit(*how: str) -> Callable[[Path, random.Random], None]:
    """Replace one of the texts by another in a file that has it."""

    def change(root: Path, chance: random.Random) -> None:
        paths = sorted((root / "cases").rglob("*.yaml"))
        having = [path for path in paths if how[0] in path.read_text("utf-8")]
        if having:
            path = chance.choice(having)
            path.write_text(path.read_text("utf-8").replace(how[0], how[1], 1), "utf-8")

    return change


def remove(root: Path, chance: random.Random) -> None:
    chance.choice(sorted((root / "cases").rglob("*.yaml"))).unlink()


def remove_case(root: Path, chance: random.Random) -> None:
    shutil.rmtree(chance.choice(sorted((root / "cases").glob("twin-*")) or [root / "nothing"]), ignore_errors=True)


def restore(root: Path, chance: random.Random) -> None:
    """Bring back a file as it was at first: an answer of long ago is right again."""
    first = sorted((root / "first").rglob("*.yaml"))
    path = chance.choice(first)
    place = root / "cases" / path.relative_to(root / "first")
    place.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(path, place)


def stray(root: Path, chance: random.Random) -> None:
    folder = chance.choice(sorted(path for path in (root / "cases").rglob("*") if path.is_dir()))
    (folder / chance.choice(["note.txt", "extra.yaml"])).write_text("id: extra\n", "utf-8")


EDITS = (
    edit("id: gongkai", "id: gongkai2"), edit("gongkai", "yishi"), edit("agreed", "agreed2"), edit("value: 120", "value: 121"),
    edit("12个", "13个"), edit("metrics:", "metrics"), edit("reviewed: 2026-01-05", "reviewed: 2027-01-05"), edit("：", ": "),
    edit("demo", "demo9"), edit("twin-1", "twin-2"), edit("party", "partyy"), edit("weight: ", "weight: 1"), edit("id: twin-2\n", "id: twin-3\n"),
    edit("practice: demo/gongkai", "practice: nowhere/gongkai"), edit("260", "261"), remove, remove, remove_case, restore, restore, restore, stray,
)


@pytest.mark.parametrize("seed", [0, *(pytest.param(seed, marks=pytest.mark.long) for seed in range(1, 8))])
def test_after_any_edits_the_check_says_what_a_check_of_the_whole_says(seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)
    shutil.copytree(CONTENT / "valid/cases", tmp_path / "cases")
    neighbours(tmp_path)
    shutil.copytree(tmp_path / "cases", tmp_path / "first")
    said = set()
    for _ in range(25):
        chance.choice(EDITS)(tmp_path, chance)
        found = in_parts(tmp_path)
        assert found == at_once(tmp_path)
        said |= {problem.code for problem in found}
    assert len(said) > 3


def test_neighbours_alone_are_without_fault(tmp_path: Path) -> None:
    shutil.copytree(CONTENT / "valid/cases", tmp_path / "cases")
    neighbours(tmp_path)
    assert in_parts(tmp_path) == at_once(tmp_path) == ()


@pytest.fixture
def four(tmp_path: Path) -> Path:
    shutil.copytree(CONTENT / "valid/cases", tmp_path / "cases")
    neighbours(tmp_path)
    in_parts(tmp_path)
    return tmp_path


def parsed_after(root: Path, monkeypatch: pytest.MonkeyPatch, today: date = TODAY) -> set[str]:
    """The files that the next check parses."""
    seen: set[str] = set()
    real = shelf.Shelf._read

    def read(self: shelf.Shelf, file: str) -> None:
        seen.add(file)
        real(self, file)

    monkeypatch.setattr(shelf.Shelf, "_read", read)
    check_files(root, today)
    return seen


def test_nothing_is_parsed_when_nothing_changed(four: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stamp = (four / KEPT).stat().st_mtime_ns
    assert parsed_after(four, monkeypatch) == set()
    assert (four / KEPT).stat().st_mtime_ns == stamp
    assert parsed_after(four, monkeypatch, date(2026, 6, 2)) == set()


def test_an_edit_is_checked_where_it_may_matter(four: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = four / "cases/twin-3/practices/yishi.yaml"  # nobody names twin-3
    path.write_text(path.read_text("utf-8") + "# 注\n", "utf-8")
    homes = {file.split("/")[1] for file in parsed_after(four, monkeypatch) if file.split("/")[1].startswith("twin")}
    assert homes == {"twin-2", "twin-3"}  # twin-3 names twin-2; twin-1 has nothing to do with it


def test_a_figure_that_another_case_shows_is_checked_there(four: Path) -> None:
    path = four / "cases/demo/metrics.yaml"
    text = path.read_text("utf-8")
    path.write_text(text.replace("id: agreed", "id: agreed-otherwise"), "utf-8")
    assert in_parts(four) == at_once(four)
    assert "cases/twin-1/practices/yishi.yaml" in {problem.where.file for problem in in_parts(four)}
    path.write_text(text, "utf-8")
    assert in_parts(four) == ()


def test_a_day_that_makes_a_date_wrong_is_not_slept_through(four: Path) -> None:
    for today in (date(2026, 1, 4), date(2026, 1, 5), date(2031, 1, 1), TODAY):
        assert in_parts(four, today) == at_once(four, today)
    assert in_parts(four, date(2026, 1, 4)) != ()


def test_what_is_kept_wrong_is_not_believed(four: Path) -> None:
    place = four / KEPT
    good = place.read_bytes()
    path = four / "cases/demo/case.yaml"
    path.write_text(path.read_text("utf-8").replace("name: 甲镇小区议事", "name: 率先议事"), "utf-8")
    wanted = at_once(four)
    assert wanted != ()
    head, _, body = good.partition(b"\n")
    for spoiled in (
        b"", b"{", b"\n", head, head + b"\n", good[:-20], good.replace(b"demo", b"demx"), b"0" * 32 + head[32:] + b"\n" + body,
        head + b"\n{}", b"\xff" + good, b"null", good,
    ):
        place.write_bytes(spoiled)
        assert in_parts(four) == wanted


def test_another_program_starts_anew(four: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert len(read_rows(four / KEPT)) == 5
    monkeypatch.setattr("generator.checked._program", lambda: "another")
    assert read_rows(four / KEPT) == {}


def test_rows_come_back_as_they_were(four: Path) -> None:
    path = four / "cases/twin-1/case.yaml"
    path.write_text(path.read_text("utf-8").replace("demo", "demo9").replace("party", "partyy"), "utf-8")
    in_parts(four)
    rows = read_rows(four / KEPT)
    assert json.loads((four / KEPT).read_bytes().partition(b"\n")[2])
    (four / KEPT).write_bytes(rows_bytes(rows))
    assert read_rows(four / KEPT) == rows


def test_a_file_that_changes_while_it_is_checked_is_not_kept_as_checked(four: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = four / "cases/demo/case.yaml"
    path.write_text(path.read_text("utf-8") + "# 一\n", "utf-8")
    before, real = (four / KEPT).read_bytes(), shelf.read_raw

    def read(where: str, file: str) -> bytes | tuple[Problem, ...]:
        path.write_text(path.read_text("utf-8") + "# 二\n", "utf-8")
        return real(where, file)

    monkeypatch.setattr(shelf, "read_raw", read)
    assert in_parts(four) == ()
    assert (four / KEPT).read_bytes() == before


def test_a_folder_that_may_not_be_written_costs_only_time(four: Path) -> None:
    shutil.rmtree(four / "build")
    (four / "build").write_text("no folder", "utf-8")
    assert in_parts(four) == ()


def test_a_casebook_read_after_a_warm_check_is_whole() -> None:
    plain, _ = read_casebook(REPO)
    again, problems = check_casebook(REPO)
    assert not problems
    assert plain is not None
    assert again is not None
    assert dict(again.files()) == dict(plain.files())
    assert again.unread == frozenset()


def test_a_check_of_which_nothing_changed_imports_no_rule_and_no_model(four: Path) -> None:
    code = (
        "import sys; from datetime import date; from pathlib import Path; from generator.checked import check_files;"
        "found = check_files(Path(sys.argv[1]), date(2026, 6, 1));"
        "print(found.cases, len(found.problems), 'pydantic' in sys.modules, 'yaml' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(four)], capture_output=True, text=True, check=True, cwd=REPO, env=dict(os.environ)
    )
    assert done.stdout.split() == ["4", "0", "False", "False"]
