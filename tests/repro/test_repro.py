"""The comparison finds what it must, each variation is in force, and the small site is the same under all of them."""
from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from conftest import write_project

from tests.repro.compare import content_difference, differences
from tests.repro.variations import HERE, VARIATIONS, available, disturb, place, run

pytestmark = pytest.mark.linux


def zipped(path: Path, *members: tuple[str, str], day: int = 1) -> bytes:
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in members:
            archive.writestr(zipfile.ZipInfo(name, (2026, 1, day, 0, 0, 0)), text)
    return path.read_bytes()


def test_a_difference_is_named_with_its_place(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    for side in (one, other):
        (side / "folder").mkdir(parents=True)
        (side / "same.txt").write_bytes(b"same")
        (side / "folder" / "mode.txt").write_bytes(b"same")
        (side / "text.txt").write_text("第一行\n第二行" + ("甲" if side == one else "乙"), "utf-8")
        (side / "long.txt").write_text("a" * 5000 + side.name, "utf-8")
        (side / "bytes.bin").write_bytes(b"\xff\xfe\0" + side.name.encode())
        (side / "short.txt").write_text("line\n" * (2 if side == one else 3), "utf-8")
    (one / "folder" / "mode.txt").chmod(0o600)
    (other / "folder" / "mode.txt").chmod(0o644)
    (one / "lonely.txt").write_bytes(b"")
    assert differences(one, one) == []
    found = dict(line.split("：", 1) for line in differences(one, other))
    assert found == {
        "bytes.bin": "从第 4 字节起不同（共 6 / 8 字节）：6e 65 / 74 68 65 72",
        "folder/mode.txt": "权限或种类不同 -rw------- / -rw-r--r--",
        "lonely.txt": "只有甲有",
        "long.txt": f"第 1 行第 5002 字：{'a' * 23 + 'one'!r} / {'a' * 23 + 'other'!r}",
        "short.txt": "第 3 行第 1 字：'' / 'line'",
        "text.txt": "第 2 行第 4 字：'第二行甲' / '第二行乙'",
    }


def test_a_difference_in_a_zip_is_named_with_its_member(tmp_path: Path) -> None:
    def told(*pair: bytes) -> str:
        return content_difference(*pair)

    plain = zipped(tmp_path / "a", ("x.xml", "one"), ("y.xml", "two"))
    assert told(plain, plain) == ""
    assert told(plain, zipped(tmp_path / "b", ("x.xml", "one"), ("y.xml", "tWo"))) == "压缩包里的 y.xml：第 1 行第 2 字：'two' / 'tWo'"
    assert "次序不同" in told(plain, zipped(tmp_path / "c", ("y.xml", "two"), ("x.xml", "one")))
    assert "只有一边有 ['y.xml', 'z.xml']" in told(plain, zipped(tmp_path / "d", ("x.xml", "one"), ("z.xml", "two")))
    assert "x.xml：date_time" in told(plain, zipped(tmp_path / "e", ("x.xml", "one"), ("y.xml", "two"), day=2))
    inner = [zipped(tmp_path / name, ("deep.txt", name)) for name in ("f", "g")]
    outer = [zipped(tmp_path / f"{n}", ("in.zip", content.decode("latin-1"))) for n, content in enumerate(inner)]
    assert "in.zip" in told(*outer)


def made_under(base: Path, name: str, varied: tuple[str, ...]) -> Path:
    """What the canary writes under these variations."""
    root = place(base, name, varied)
    root.mkdir(parents=True)
    run([HERE / "canary.py", HERE], root, base, varied)
    return root / "made"


@pytest.mark.parametrize("name", VARIATIONS)
def test_each_variation_is_in_force_and_found(name: str, tmp_path: Path) -> None:
    assert name in available(tmp_path), f"{name}: apt-get install -y faketime (or a C compiler)"
    found = differences(made_under(tmp_path, "a", ()), made_under(tmp_path, "b", (name,)))
    assert [Path(line.split("：")[0]).stem for line in found] == [name]


def test_the_small_site_is_the_same_under_all_of_them(tmp_path: Path) -> None:
    live = []
    for name, varied in (("a", ()), ("b", available(tmp_path))):
        root = write_project(place(tmp_path, name, varied))
        disturb(root, varied)
        run(["-m", "generator", "build", "--pages-only"], root, tmp_path, varied)
        live.append(root / "build" / "site")
    assert len(list(live[0].rglob("*.html"))) > 30
    assert differences(*live) == []
    assert (live[0].stat().st_mode, live[1].stat().st_mode) == (0o40755, 0o40755)
