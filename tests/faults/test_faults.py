"""What the measurements of `make test-faults` are made of notices faults; one real kill and the names beside them."""
from __future__ import annotations

import signal
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import write_project

from generator.checking import check_casebook
from generator.publish import publishing
from generator.write_tree import write_tree
from tests.faults import kills, links, small
from tests.faults.kills import Kills
from tests.faults.names import name_faults
from tests.faults.small import Answer, drafts_of, live_of, print_of, stale_of, start
from tests.faults.staged import STAGES
from tests.tools.publisher import publish_site, site

pytestmark = pytest.mark.linux


# --- names ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [
    "a.", "a ", " a", "con", "CON.txt", "aux.tar.gz", "COM1", "com¹.txt", "lpt9", "nul", "a:b", "a\\b", 'a"b', "a|b", "a?b", "a*b",
    "a<b", "a\0b", "a\x1fb", "a//b", "../a", "./a", "cafe\u0301.html", "长" * 61, "a" * 65, "/".join(["a" * 40] * 6), "conin$",
])
def test_a_name_that_windows_refuses_is_found(name: str) -> None:
    assert name_faults([name], ascii_only=False)


def test_names_that_differ_by_case_only_or_are_not_ascii_are_found() -> None:
    assert name_faults(["A/b.html", "a/B.html"], ascii_only=False) == ["a/B.html：与 A/b.html 只有大小写不同"]
    assert name_faults(["目录.html"], ascii_only=True) == ["目录.html：不全是 ASCII"]
    assert name_faults(["目录.html", "library/console.html", "com10.html", "a.b.c"], ascii_only=False) == []


# --- prints and what is left ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("change", [
    lambda live: (live / "index.html").write_bytes(b"x"), lambda live: (live / "index.html").chmod(0o600),
    lambda live: (live / "index.html").unlink(), lambda live: (live / "new").mkdir(), lambda live: live.chmod(0o700),
])
def test_a_print_tells_any_change(change: Callable[[Path], object], tmp_path: Path) -> None:
    live = live_of(tmp_path)
    assert print_of(live) == ""
    publish_site(live, 1)
    before = print_of(live)
    assert print_of(live) == before
    change(live)
    assert print_of(live) != before


def test_what_a_build_left_is_found(tmp_path: Path) -> None:
    (tmp_path / "build" / ".documents" / "drafts-1").mkdir(parents=True)
    (tmp_path / "build" / ".site.staging-1").mkdir()
    (tmp_path / "build" / ".site.old-1").mkdir()
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / ".casebook-1.tmp").write_bytes(b"")
    assert stale_of(tmp_path) == [".site.old-1", ".site.staging-1"]
    assert drafts_of(tmp_path) == ["build/.documents/drafts-1", "docs/.casebook-1.tmp"]


# --- kills ------------------------------------------------------------------------------------------------------------


@pytest.fixture
def careful(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Kills:
    """Kills whose next build publishes version 2 as it should."""
    publish_site(live_of(tmp_path), 1)

    def build(root: Path, *_: object) -> Answer:
        publish_site(live_of(root), 2)
        return Answer(0, "", 1.0)

    monkeypatch.setattr(kills, "run", build)
    made = object.__new__(Kills)
    made.root, made.seconds, made.broken = tmp_path, [1.0], []
    made.killed = made.most_stale = made.most_drafts = made.in_work = 0
    return made


def harm(root: Path, what: str) -> int:
    live = live_of(root)
    if what == "half a site":
        write_tree(live, {"index.html": b"new"})
    elif what == "two left":
        for number in (1, 2):
            live.with_name(f".site.staging-{number}").mkdir()
    elif what == "one left":
        live.with_name(".site.staging-1").mkdir()
    elif what == "already new":
        publish_site(live, 2)
    return -signal.SIGKILL


@pytest.mark.parametrize(("what", "found"), [
    ("nothing", ""), ("one left", ""), ("already new", ""), ("half a site", "既不是旧的也不是新的"), ("two left", "留下 ['.site.staging-1'"),
])
def test_what_a_kill_breaks_is_told(what: str, found: str, careful: Kills) -> None:
    assert careful.kill("一", lambda: harm(careful.root, what))
    assert careful.killed == 1
    assert bool(careful.broken) == bool(found)
    assert found in "".join(careful.broken)
    assert ("坏 0 次" in careful.row("G2").measured) != bool(found)


def test_a_next_build_that_fails_or_does_nothing_is_told(careful: Kills, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kills, "run", lambda *_: Answer(3, "E-IO", 1.0))
    careful.kill("一", lambda: harm(careful.root, "nothing"))
    assert [line.split("：")[1] for line in careful.broken] == ["下一次建站没有成功", "下一次建站没有把改动发布出去"]
    assert not careful.kill("二", lambda: 0)
    assert careful.killed == 1


def test_every_stage_names_a_call_that_there_is() -> None:
    for module, name, *_ in STAGES.values():
        assert callable(getattr(module, name))
    assert len(STAGES) > 25


def test_a_build_killed_before_the_exchange_leaves_the_old_site(tmp_path: Path) -> None:
    root = write_project(tmp_path)
    publish_site(live_of(root), 1)
    before = print_of(live_of(root))
    process = start(root, "build", "--pages-only", program=("-m", "tests.faults.staged", "前：交换"))
    assert process.communicate(timeout=120)[0] == ""
    assert process.returncode == -signal.SIGKILL
    assert print_of(live_of(root)) == before
    assert [name.split("-")[0] for name in stale_of(root)] == [".site.staging"]
    assert len(list(root.glob("build/.site.staging-*/library/**/*.html"))) > 20
    with publishing(live_of(root)) as staging:
        write_tree(staging, site(2))
    assert stale_of(root) == []


# --- links ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("said", "status", "kept"), [("E-SYMLINK K011 leak.md leak loop leak.yaml", 3, 3), ("Traceback", 1, 0)])
def test_a_link_that_is_followed_is_told(
    said: str, status: int, kept: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def make(base: Path) -> Path:
        root = base / "project"
        (root / "docs").mkdir(parents=True)
        (root / "cases" / "demo" / "practices").mkdir(parents=True)
        (root / "cases" / "demo" / "practices" / "yishi.yaml").write_bytes(b"")
        return root

    monkeypatch.setattr(links, "make_project", make)
    monkeypatch.setattr(links, "run", lambda *_: Answer(status, said, 0.1))
    row = links.linked_content(tmp_path)
    assert f"4 种里 {kept} 种" in row.measured
    assert len(row.broken) == 4 - kept


def test_an_edit_changes_what_is_built(tmp_path: Path) -> None:
    root = write_project(tmp_path)
    practice = root / "cases" / "demo" / "practices" / "yishi.yaml"
    seen = set()
    for _ in range(3):
        small.edit(root)
        seen.add(practice.read_text("utf-8"))
    assert len(seen) == 3
    assert check_casebook(root)[1] == ()
    guide = (root / "docs" / "guide.md").read_text("utf-8")
    small.edit(root, documents=False)
    assert (root / "docs" / "guide.md").read_text("utf-8") != guide
