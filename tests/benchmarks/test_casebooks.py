"""The generated casebooks: content that `check` accepts, as long as ours, and not ours."""
from __future__ import annotations

import re
from pathlib import Path

from conftest import REPO

from generator.checking import check_casebook
from tests.benchmarks.casebooks import MODELS, write_casebook


def bytes_of(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*.yaml")}


def test_a_generated_casebook_is_accepted_and_is_the_same_each_time(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    assert write_casebook(one, 300) == write_casebook(two, 300) == 6
    assert bytes_of(one) == bytes_of(two)
    made, problems = check_casebook(one)
    real, _ = check_casebook(REPO)
    assert problems == ()
    assert made is not None
    assert real is not None
    assert set(made.cases) == {f"{case_id}-1" for case_id in MODELS} | {"dongguan-2"}
    for case_id in MODELS:
        copy, model = made.cases[f"{case_id}-1"], real.cases[case_id]
        assert len(copy.practices) == len(model.practices)
        assert MODELS[case_id] not in copy.case.name
        assert [metric.as_stated for metric in copy.metrics.metrics] != [metric.as_stated for metric in model.metrics.metrics]
        assert not any(copy.practices[name].record == practice.record for name, practice in model.practices.items())


def test_no_mark_is_left_in_what_is_written(tmp_path: Path) -> None:
    write_casebook(tmp_path, 300)
    assert not [name for name, content in bytes_of(tmp_path).items() if re.search("[\ue000-\ue003]", content.decode())]
