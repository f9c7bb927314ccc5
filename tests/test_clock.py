"""The clock: what is set holds, what is wrong is told, and no day of the build gets in."""
from __future__ import annotations

from pathlib import Path

import pytest

from generator.clock import read_clock
from generator.model.problem import CasebookError


@pytest.mark.parametrize("value", ["abc", "-5", "1.5", "１２", "253402300800", "9" * 20, "9" * 5000])
def test_a_value_that_is_no_time_is_told(value: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", value)
    with pytest.raises(CasebookError) as refused:
        read_clock(tmp_path)
    assert (refused.value.code, refused.value.status) == ("E-CLOCK", 3)


def test_without_a_commit_the_changelog_tells_and_a_day_that_is_none_is_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "")
    assert read_clock(tmp_path).isoformat() == "1980-01-01T00:00:00+00:00"
    (tmp_path / "CHANGELOG.md").write_text("## 0.3 2026-02-30\n\n## 0.2 2026-01-05\n\n## 0.1 2025-01-01\n", "utf-8")
    assert read_clock(tmp_path).isoformat() == "2026-01-05T00:00:00+00:00"
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    assert read_clock(tmp_path).year == 1970
