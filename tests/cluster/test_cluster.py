"""The same bytes on a cluster as here; a lost worker loses nothing; what is amiss with the cluster is told in Chinese.

The whole casebook, 500 returns and the rest that takes its time: test_whole_cluster.py (make test-cluster).
"""
from __future__ import annotations

import hashlib
import pickle
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner
from collecting import AT, filled, put, read_here, state
from conftest import REPO, write_project
from test_printing import catalogue_of

from generator import cluster, collect_intake, collect_shared, page_job, printing
from generator.cli import main
from generator.cluster import DaskCluster
from generator.collect import Wish, collect
from generator.document_job import Job
from generator.document_key import make_jobs
from generator.executor import Executor, InThisProcess, LocalProcesses, WorkLost
from generator.fonts import read_fonts
from generator.model.problem import CasebookError
from generator.outputs import Pages, made_documents
from generator.page_job import rendered
from generator.papers import PAPERS
from generator.printing import print_jobs
from tests.cluster.machines import Machines, free_port
from tests.cluster.tasks import deadly, failing_disk, faulty, multiplied, slow

pytestmark = [pytest.mark.linux, pytest.mark.xdist_group("cluster")]

KINDS = {"guide", "cards", "form", "bank"}


def contents(places: dict[str, Path]) -> dict[str, str]:
    return {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in places.items()}


def some_jobs(root: Path) -> list[Job]:
    """A few documents: PDF, Word and text."""
    catalogue, fonts = catalogue_of(root), read_fonts(root)
    return [
        job for row in PAPERS if row.name in KINDS for paper in list(row.papers(catalogue))[:2]
        for job in make_jobs(paper, row.formats, fonts, "")
    ]


# --- the promise of every executor ------------------------------------------------------------------------------------


@pytest.mark.parametrize("make", [InThisProcess, lambda: LocalProcesses(2)], ids=["here", "processes"])
def test_every_item_comes_back_once(make: Callable[[], Executor]) -> None:
    found = list(make().run(multiplied, 3, iter(range(20))))
    assert sorted(found) == [(item, 3 * item) for item in range(20)]


def test_every_item_comes_back_once_from_a_cluster(machines: Machines) -> None:
    far = DaskCluster(machines.address)
    assert sorted(far.run(multiplied, 3, iter(range(40)))) == [(item, 3 * item) for item in range(40)]
    assert list(far.run(multiplied, 3, [])) == []


def test_items_are_drawn_as_needed(machines: Machines) -> None:
    drawn: list[int] = []

    def items() -> Iterator[int]:
        for item in range(1000):
            drawn.append(item)
            yield item

    for far in (LocalProcesses(1), DaskCluster(machines.address)):
        drawn.clear()
        with closing(far.run(multiplied, 3, items())) as results:
            next(results)
        assert 0 < len(drawn) < 20


# --- documents and returns --------------------------------------------------------------------------------------------


def test_documents_have_the_same_bytes_though_a_worker_is_lost(
    machines: Machines, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(printing, "PROCESSES", 1)
    here, there = write_project(tmp_path / "a"), write_project(tmp_path / "b")
    expected = contents(print_jobs(here, some_jobs(here), read_fonts(here)))
    shutil.copytree(here / "build/.fonts", there / "build/.fonts")
    said: list[str] = []

    def kill_one(stage: str) -> None:
        said.append(stage)
        machines.workers[1].kill()

    places = print_jobs(there, some_jobs(there), read_fonts(there), say=kill_one, executor=DaskCluster(machines.address))
    assert contents(places) == expected
    assert len(said) > 3
    assert said[-1] == f"做文档 {len(expected)}/{len(expected)}"
    assert not [path for path in (there / "build/.documents").iterdir() if path.is_dir()]


def test_returns_make_the_same_ledger(
    machines: Machines, project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inbox = tmp_path / "收件"
    for seed in range(5):
        put(inbox, f"社区{seed}.json", filled(seed))
    (inbox / "扫描.pdf").write_bytes(b"%PDF-1.4")
    monkeypatch.setattr(collect_shared, "CHUNK_FILES", 3)
    monkeypatch.setattr(collect_intake, "read_returns", read_here)
    here = collect(project, tmp_path / "本机", Wish(inbox), AT)
    far = collect(project, tmp_path / "几台", Wish(inbox), AT, executor=DaskCluster(machines.address))
    assert far.totals == here.totals == {"accepted": 5, "duplicate": 0, "conflict": 0, "rejected": 1}
    assert far.lines == here.lines
    assert state(tmp_path / "几台") == state(tmp_path / "本机")


def test_pages_have_the_same_bytes(machines: Machines, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_job, "CHUNK_PAGES", 7)
    made = made_documents(catalogue_of(project))
    sizes = {file.path: 7 for _, document in made for file in document.downloads}
    here, far = Pages(), Pages()
    expected = dict(rendered(made, sizes, here))
    assert dict(rendered(made, sizes, far, DaskCluster(machines.address))) == expected
    assert len(expected) == len(made) > 20
    assert far == here


def test_chunks_hold_so_many_files_and_bytes_and_keep_the_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(collect_shared, "CHUNK_FILES", 3)
    monkeypatch.setattr(collect_shared, "CHUNK_BYTES", 10)
    files = [(str(number), b"x" * size) for number, size in enumerate((1, 1, 1, 1, 9, 1, 50, 1))]
    chunks = list(collect_shared._chunks(files))
    assert [file for chunk in chunks for file in chunk] == files
    assert [[len(content) for _, content in chunk] for chunk in chunks] == [[1, 1, 1], [1, 9], [1], [50], [1]]


# --- what is amiss ----------------------------------------------------------------------------------------------------


def test_a_task_that_ends_its_process_is_told() -> None:
    with pytest.raises(WorkLost):
        list(LocalProcesses(1).run(deadly, None, range(3)))


def test_a_fault_of_a_task_is_its_own_and_that_of_a_workers_disk_the_clusters(machines: Machines) -> None:
    far = DaskCluster(machines.address)
    with pytest.raises(KeyError):
        list(far.run(faulty, None, [1]))
    with pytest.raises(CasebookError) as caught:
        list(far.run(failing_disk, None, [1]))
    assert caught.value.code == "E-SCHEDULER"
    assert "工作机" in caught.value.what


def test_errors_survive_the_way_between_processes() -> None:
    error = pickle.loads(pickle.dumps(CasebookError("E-TOOL", "没有做完", "再运行一次", status=4)))
    assert (error.code, error.what, error.mend, error.status) == ("E-TOOL", "没有做完", "再运行一次", 4)


@pytest.fixture
def another_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """This process has one source changed, so that all workers have another program than it."""
    copied = tmp_path / "generator"
    shutil.copytree(REPO / "generator", copied, ignore=shutil.ignore_patterns("web", "__pycache__"))
    with (copied / "view" / "shapes.py").open("ab") as source:
        source.write(b"\n")
    monkeypatch.setattr(cluster, "_HERE", copied)
    cluster.worker_program.cache_clear()
    yield
    cluster.worker_program.cache_clear()


@pytest.mark.usefixtures("another_program")
def test_workers_with_another_program_are_refused_and_nothing_is_done(machines: Machines, project: Path, tmp_path: Path) -> None:
    out = tmp_path / "汇总"
    put(tmp_path / "收件", "社区1.json", filled(1))
    answer = CliRunner().invoke(
        main, ["--root", str(project), "collect", str(tmp_path / "收件"), "-o", str(out), "--scheduler", machines.address]
    )
    assert answer.exit_code == 3
    assert "E-SCHEDULER 这些机器上的程序或包和本机不同：" in answer.output
    assert "tcp://127.0.0.1:" in answer.output
    assert "调度程序（本程序的源文件 " in answer.output
    assert state(out) == {}


def test_a_worker_that_comes_later_is_asked_too() -> None:
    ours = cluster.worker_program()
    cluster._refuse_other(ours)
    for name in ("casebook", "typst", "python"):
        with pytest.raises(cluster.OtherProgram, match=f"{'本程序的源文件' if name == 'casebook' else name} .*应为 0.1"):
            cluster._work(None, b"", {**ours, name: "0.1"})


@pytest.mark.parametrize("address", ["10.0.0.5:8786", "http://10.0.0.5:8786", "tcp://a b:1", "tcp://host", "tcp://host:1/x"])
def test_what_is_no_address_is_told(address: str, project: Path, tmp_path: Path) -> None:
    answer = CliRunner().invoke(main, ["--root", str(project), "collect", str(tmp_path), "-o", "x", "--scheduler", address])
    assert answer.exit_code == 3
    assert "不是调度程序的地址" in answer.output


def test_without_the_packages_the_command_to_get_them_is_told(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "find_spec", lambda name: None)
    answer = CliRunner().invoke(main, ["--root", str(project), "build", "--scheduler", "tcp://127.0.0.1:1"])
    assert answer.exit_code == 3
    assert "E-SCHEDULER" in answer.output
    assert "pip install --require-hashes -r requirements/cluster.txt" in answer.output


def test_where_nobody_listens_what_was_there_stays(project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "CONNECT_SECONDS", 0.5)
    monkeypatch.setattr(collect_intake, "read_returns", read_here)
    inbox, out = tmp_path / "收件", tmp_path / "汇总"
    put(inbox, "社区1.json", filled(1))
    collect(project, out, Wish(inbox), AT)
    before = {path: path.read_bytes() for path in out.rglob("*") if path.is_file()}
    put(inbox, "社区2.json", filled(2))
    nobody = f"tcp://127.0.0.1:{free_port()}"
    answer = CliRunner().invoke(main, ["--root", str(project), "collect", str(inbox), "-o", str(out), "--scheduler", nobody])
    assert answer.exit_code == 3
    assert f"E-SCHEDULER 0 秒内连不上调度程序 {nobody}" in answer.output
    assert {path: path.read_bytes() for path in out.rglob("*") if path.is_file()} == before


def test_tls_without_a_certificate_is_told() -> None:
    with pytest.raises(CasebookError, match="连不上调度程序") as caught:
        list(DaskCluster(f"tls://127.0.0.1:{free_port()}").run(multiplied, 3, range(3)))
    assert "证书" in caught.value.mend


def test_a_scheduler_that_goes_is_told(machines: Machines) -> None:
    """The last test of this module: it ends the scheduler."""
    with closing(DaskCluster(machines.address).run(slow, 0.2, range(50))) as results:
        next(results)
        machines.scheduler.kill()
        with pytest.raises(CasebookError, match="连接断了") as caught:
            list(results)
    assert caught.value.code == "E-SCHEDULER"
