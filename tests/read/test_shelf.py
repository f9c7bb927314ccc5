"""Records read when they are asked for: few are held, and what a part asks of another case is noted."""
from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from conftest import VALID

from generator.model.problem import Position
from generator.read import shelf as module
from generator.read.raw_file import look_at, read_raw
from generator.read.shelf import Part, Shelf


@pytest.fixture
def root(tmp_path: Path) -> Path:
    shutil.copytree(VALID / "cases", tmp_path / "cases")
    shutil.copytree(tmp_path / "cases/demo", tmp_path / "cases/twin")
    return tmp_path


def test_few_records_and_places_are_held_and_each_is_there_when_asked_for(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_RECORDS", 2)
    monkeypatch.setattr(module, "_PLACES", 2)
    shelf, whole = Shelf(root, look_at(root)), Shelf(root, look_at(root), keep=True)
    for file in (*shelf.files.digests, *shelf.files.digests):
        assert shelf.record(file) == whole.record(file) is not None
        assert shelf.locate(file, ()) == whole.locate(file, ())
    assert len(shelf._records) == 2
    assert len(shelf._places) == 2


def test_what_a_part_asks_of_another_case_is_noted(root: Path) -> None:
    shelf = Shelf(root, look_at(root))
    shared = shelf.shared()
    assert shared is not None
    part = Part(shelf, "demo", shared)
    twin = part.book.cases["twin"]
    core = {f"cases/twin/{name}.yaml" for name in ("case", "sources", "metrics")}
    assert part.needs == core
    assert "yishi" in twin.practices
    assert "nothing" not in twin.practices
    with pytest.raises(KeyError):
        twin.forms["nothing"]
    with pytest.raises(AttributeError):
        _ = twin.nothing  # type: ignore[attr-defined]
    beside = {f"cases/twin/{name}.yaml" for name in ("practices/yishi", "practices/nothing", "forms/nothing")}
    assert part.needs == core | beside
    assert not part.whole
    assert (len(twin.practices), len(part.book.cases)) == (2, 2)
    assert part.whole


def test_a_file_that_goes_or_becomes_a_link_meanwhile_is_seen(root: Path) -> None:
    shelf = Shelf(root, look_at(root))
    path = root / "cases/demo/case.yaml"
    path.unlink()
    path.symlink_to("sources.yaml")
    assert shelf.record("cases/demo/case.yaml") is None
    assert shelf.changed
    assert shelf.locate("cases/demo/nothing.yaml", ()) == Position("cases/demo/nothing.yaml")


def test_a_file_that_the_system_gives_bit_by_bit_is_read_whole(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, read = root / "cases/demo/case.yaml", os.read
    whole = path.read_bytes()
    monkeypatch.setattr(os, "read", lambda number, size: read(number, min(size, 100)))
    assert read_raw(path, "case.yaml") == whole
