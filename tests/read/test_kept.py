"""Records kept from an earlier run: the same casebook, the same problems at the same places, only sooner."""
from __future__ import annotations

import json
from pathlib import Path

import pytest
from broken import BROKEN, CONTENT, TODAY, apply_change
from conftest import REPO

from generator.check import all_problems
from generator.checking import check_casebook
from generator.model.problem import Problem
from generator.read import folder
from generator.read.folder import read_casebook
from generator.read.kept import Kept, kept_bytes, read_kept


def found(root: Path, kept: Kept | None) -> list[Problem]:
    book, problems = read_casebook(root, kept)
    more = all_problems(book, TODAY) if book else ()
    return sorted((*problems, *more), key=Problem.sort_key)


def warm() -> Kept:
    first = Kept()
    read_casebook(CONTENT / "valid", first)
    return Kept(first.now)


@pytest.mark.parametrize("example", BROKEN, ids=lambda path: path.stem)
def test_a_broken_example_says_the_same_when_the_rest_is_kept(example: Path, tmp_path: Path) -> None:
    root = apply_change(example, tmp_path)
    assert found(root, warm()) == found(root, None)


def test_the_real_casebook_is_the_same_from_what_is_kept() -> None:
    first = Kept()
    plain, _ = read_casebook(REPO, first)
    again, problems = read_casebook(REPO, Kept(first.now))
    assert not problems
    assert plain is not None
    assert again is not None
    assert dict(again.files()) == dict(plain.files())


def test_what_is_kept_wrong_is_not_believed(project: Path) -> None:
    check_casebook(project)
    place = project / "build/.records.json"
    rows = json.loads(place.read_text("utf-8"))
    assert len(rows["rows"]) > 10
    for spoiled in (
        b"", b"{", b"[]", b'{"program": 1, "rows": []}', json.dumps({**rows, "program": "another"}).encode(),
        json.dumps({**rows, "rows": dict.fromkeys(rows["rows"], "{}")}).encode(),
        json.dumps({**rows, "rows": dict.fromkeys(rows["rows"], '{"id": "other"}')}).encode(),
    ):
        place.write_bytes(spoiled)
        book, problems = check_casebook(project)
        assert not problems
        assert book is not None
        assert book.cases["demo"].case.name == "甲镇小区议事"


def test_only_what_changed_is_kept_anew(project: Path) -> None:
    check_casebook(project)
    place = project / "build/.records.json"
    before = place.read_bytes()
    stamp = place.stat().st_mtime_ns
    check_casebook(project)
    assert place.stat().st_mtime_ns == stamp
    path = project / "cases/demo/case.yaml"
    path.write_text(path.read_text("utf-8").replace("只有一份材料", "只有这一份材料"), "utf-8")
    check_casebook(project)
    assert set(json.loads(before)["rows"]) ^ set(json.loads(place.read_bytes())["rows"])
    assert kept_bytes(read_kept(place))


def test_a_clean_check_of_what_is_kept_parses_nothing(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    check_casebook(project, TODAY)
    parsed: list[str] = []
    real = folder.parse_yaml
    monkeypatch.setattr(folder, "parse_yaml", lambda raw, file: parsed.append(file) or real(raw, file))
    check_casebook(project, TODAY)
    assert parsed == []
