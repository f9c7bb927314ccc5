"""Names that may be published: plain, portable, never leading out of the folder."""
from __future__ import annotations

from pathlib import Path

import pytest

from generator.model.problem import CasebookError
from generator.write import MAX_NAME_BYTES, name_faults
from generator.write_tree import write_tree

HOSTILE = (
    "", ".", "..", "../a", "a/../b", "a/..", "/etc/passwd", "/", "//host/a", "a//b", "a/", "./a", "a/./b",
    "a\\b", "..\\a", "C:\\a", "C:a", "a:b", "a|b", "a?b", "a*b", "a<b", "a>b", 'a"b',
    "a\0b", "a\nb", "a\tb", "a\x7fb", "a\x1bb", "CON", "con.txt", "aux", "NUL.tar.gz", "prn/x", "x/com1.html", "LPT9",
    "CONIN$", "conout$.txt", "com0", "nul .txt", "a.", "a ", " a", "a./b", "a /b", "...", "目录/a", "\uff43on", "COM\u00b9",
    "a\u202eb", "e\u0301", "\u00e9", "a\u200bb", "a\ud800b", "x" * 300, "/".join(["x" * 20] * 10),
)
GOOD = ("z", "index.html", "a/b/c.html", ".nojekyll", "a-b_c.min.57a0d79d.css", "console.html", "com10", "null", "auxiliary/a",
        "a b.txt", "x" * MAX_NAME_BYTES, "common/a.html", "lpt.js", "a..b")


@pytest.mark.parametrize("name", HOSTILE, ids=range(len(HOSTILE)))
def test_refuses_a_hostile_name_before_touching_anything(tmp_path: Path, name: str) -> None:
    root = tmp_path / "root"
    write_tree(root, {"index.html": b"<p>"})
    with pytest.raises(CasebookError) as caught:
        write_tree(root, {"good": b"", name: b""})
    assert (caught.value.code, caught.value.status) == ("E-NAME", 4)
    assert caught.value.what.isprintable()
    assert [path.name for path in root.iterdir()] == ["index.html"]
    assert list(tmp_path.iterdir()) == [root]


def test_there_are_enough_hostile_names() -> None:
    assert len(set(HOSTILE)) >= 40


def test_accepts_ordinary_names(tmp_path: Path) -> None:
    assert name_faults(GOOD) == ()
    write_tree(tmp_path, dict.fromkeys(GOOD, b""))
    assert {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()} == set(GOOD)


@pytest.mark.parametrize(("one", "other", "word"), [
    ("a.html", "A.html", "大小写"), ("a/x", "A/y", "大小写"), ("a/b", "a", "文件夹"), ("a/b", "A", "大小写"),
])
def test_refuses_twins(one: str, other: str, word: str) -> None:
    ((_, reason),) = name_faults([one, other])
    assert word in reason
