"""The raw text of a source and its fingerprint."""
from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from generator.model.problem import CasebookError
from generator.read.source_file import read_source_file


def test_text_and_hash(tmp_path: Path) -> None:
    raw = "\ufeff一、背景\n".encode()
    (tmp_path / "a.txt").write_bytes(raw)
    assert read_source_file(tmp_path / "a.txt") == ("一、背景\n", hashlib.sha256(raw).hexdigest())


def test_no_file_is_no_error(tmp_path: Path) -> None:
    assert read_source_file(tmp_path / "none.txt") is None
    assert read_source_file(tmp_path) is None


@pytest.mark.parametrize(("raw", "what"), [("文字".encode("gbk"), "不是 UTF-8 编码"), (b"a" * (4 * 1024 * 1024 + 1), "超过 4 MiB")])
def test_what_cannot_be_a_source(tmp_path: Path, raw: bytes, what: str) -> None:
    (tmp_path / "a.txt").write_bytes(raw)
    with pytest.raises(CasebookError, match=what) as caught:
        read_source_file(tmp_path / "a.txt")
    assert caught.value.status == 3


def test_a_file_that_may_not_be_read_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    (tmp_path / "a.txt").write_text("甲", "utf-8")
    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(CasebookError, match=r"读不了原文 a\.txt：没有权限") as caught:
        read_source_file(tmp_path / "a.txt")
    assert caught.value.code == "E-SOURCE"
