"""A chunk of returned files is read by a program of its own; what becomes of that program is told."""
from __future__ import annotations

import io
import pickle
import subprocess
import sys
from types import SimpleNamespace

import pytest

from generator.model.problem import CasebookError
from generator.read import returned_chunk
from generator.read.returned import read_return
from generator.read.returned_chunk import read_chunk
from tests.returns.corpus import HONEST
from tests.returns.forms import KNOWN

pytestmark = [pytest.mark.linux, pytest.mark.xdist_group("returns-process")]

FILES = (("一.xlsx", HONEST), ("空.xlsx", b""), ("照片.jpg", b"\xff\xd8\xff"))


def test_the_verdicts_are_those_of_the_reader() -> None:
    assert read_chunk(KNOWN, FILES) == [read_return(name, content, KNOWN) for name, content in FILES]


@pytest.mark.parametrize("said", [b"", b"no pickle", pickle.dumps([]), pickle.dumps("else")])
def test_a_program_that_says_something_else_is_a_fault_of_the_machine(said: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: SimpleNamespace(stdout=said))
    with pytest.raises(CasebookError, match="没有做完") as caught:
        read_chunk(KNOWN, FILES)
    assert caught.value.code == "E-TOOL"


def test_a_program_that_fails_is_a_fault_of_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with pytest.raises(CasebookError, match="没有做完"):
        read_chunk(KNOWN, FILES)


class _Output(io.BytesIO):
    """Standard output with its bytes."""

    @property
    def buffer(self) -> io.BytesIO:
        return self


def program(monkeypatch: pytest.MonkeyPatch) -> bytes:
    """What the program says to FILES, in this process."""
    said = _Output()
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(pickle.dumps((KNOWN, FILES)))))
    monkeypatch.setattr(sys, "stdout", said)
    returned_chunk._main()
    monkeypatch.undo()
    return said.getvalue()


def test_the_program_gives_the_readings(monkeypatch: pytest.MonkeyPatch) -> None:
    expected = [read_return(name, content, KNOWN) for name, content in FILES]
    monkeypatch.setattr(returned_chunk, "read_returns", lambda files, *_: iter(expected[: len(files)]))
    assert pickle.loads(program(monkeypatch)) == expected


def test_what_hinders_the_program_reaches_the_caller(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise CasebookError("E-TOOL", "没有启动成功", "腾出内存")

    monkeypatch.setattr(returned_chunk, "read_returns", fail)
    said = program(monkeypatch)
    assert isinstance(pickle.loads(said), CasebookError)
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: SimpleNamespace(stdout=said))
    with pytest.raises(CasebookError, match="没有启动成功") as caught:
        read_chunk(KNOWN, FILES)
    assert caught.value.mend == "腾出内存"
