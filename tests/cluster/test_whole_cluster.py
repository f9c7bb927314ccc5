"""A whole case and hundreds of returns on a cluster, as it is run: with nannies, workers killed, the scheduler killed."""
from __future__ import annotations

import os
import shutil
import signal
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner
from conftest import REPO, write_project
from test_printing import catalogue_of

from generator.cli import main
from generator.cluster import DaskCluster
from generator.collect_shared import read_shared
from generator.document_job import Job
from generator.document_key import make_jobs
from generator.executor import WorkLost
from generator.fonts import read_fonts
from generator.model.problem import CasebookError
from generator.papers import PAPERS, site_papers
from generator.printing import print_jobs
from generator.read.returned_process import read_returns
from tests.cluster.machines import READY, Machines, other_program
from tests.cluster.tasks import deadly, multiplied, worker_pid
from tests.cluster.test_cluster import contents
from tests.returns.corpus import HONEST, corpus
from tests.returns.forms import KNOWN

pytestmark = [pytest.mark.linux, pytest.mark.long, pytest.mark.xdist_group("cluster")]


@pytest.fixture
def nannied(tmp_path: Path) -> Iterator[Machines]:
    """A scheduler and two workers below nannies, as `dask worker` starts them by itself."""
    started = Machines(tmp_path)
    try:
        for _ in range(2):
            started.add(nanny=True)
        for worker in started.workers:
            worker.wait_for(READY)
        yield started
    finally:
        started.stop()


def jobs_of(root: Path, case: str) -> list[Job]:
    catalogue, fonts = catalogue_of(root), read_fonts(root)
    papers = [(row, paper) for row in PAPERS for paper in site_papers(row, catalogue) if paper.path.startswith(f"{case}/")]
    return [job for row, paper in papers for job in make_jobs(paper, row.formats, fonts, "")]


def test_all_documents_of_a_case_have_the_same_bytes_though_workers_are_lost(nannied: Machines, tmp_path: Path) -> None:
    here, there = write_project(tmp_path / "a", REPO / "cases"), write_project(tmp_path / "b", REPO / "cases")
    jobs = jobs_of(here, "ningyang")
    assert {"pdf", "docx", "xlsx", "pptx"} <= {job.format for job in jobs}
    expected = contents(print_jobs(here, jobs, read_fonts(here)))
    shutil.copytree(here / "build/.fonts", there / "build/.fonts")
    said: list[str] = []

    def kill_some(stage: str) -> None:
        said.append(stage)
        if len(said) == 5:
            nannied.workers[0].kill()
            nannied.add(2, nanny=True)
        if len(said) == 40:
            nannied.workers[1].kill()

    places = print_jobs(there, jobs_of(there, "ningyang"), read_fonts(there), say=kill_some, executor=DaskCluster(nannied.address))
    assert contents(places) == expected
    assert len(expected) > 50
    assert len(said) > 40
    print(len(expected), "documents, two workers lost: the same bytes")


def test_all_hostile_and_honest_files_have_the_same_verdicts_though_a_worker_is_lost(nannied: Machines) -> None:
    files = [(sample.name, sample.content) for sample in corpus()]
    files += [(f"社区{number}.xlsx", HONEST) for number in range(200)]
    expected = list(read_returns(files, KNOWN))
    found = []
    for reading in read_shared(files, KNOWN, DaskCluster(nannied.address)):
        found.append(reading)
        if len(found) == 1:
            nannied.workers[0].kill()
    assert found == expected
    print(len(files), "returned files, a worker lost: the same verdicts in the same order")


def test_a_killed_worker_below_a_nanny_comes_back(nannied: Machines, tmp_path: Path) -> None:
    marks = tmp_path / "marks"
    marks.mkdir()
    with closing(DaskCluster(nannied.address).run(worker_pid, marks, range(40))) as results:
        next(results)
        while len(list(marks.iterdir())) < 2:
            time.sleep(0.05)
        for mark in marks.iterdir():
            os.kill(int(mark.name), signal.SIGKILL)
        found = [index for index, _ in results]
    assert sorted(found) == sorted(set(range(40)) & set(found))
    assert len(found) == 39


def test_what_ends_every_worker_is_given_up(nannied: Machines) -> None:
    with pytest.raises(WorkLost):
        list(DaskCluster(nannied.address).run(deadly, None, range(3)))


def test_a_worker_with_another_program_is_refused_by_name(nannied: Machines, tmp_path: Path) -> None:
    nannied.add(program=other_program(tmp_path / "other")).wait_for(READY)
    with pytest.raises(CasebookError) as caught:
        list(DaskCluster(nannied.address).run(multiplied, 3, range(3)))
    assert caught.value.code == "E-SCHEDULER"
    assert caught.value.what.count("tcp://127.0.0.1:") == 1
    assert "本程序的源文件" in caught.value.what


def tree(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_site_built_on_a_cluster_is_the_same_and_a_lost_scheduler_leaves_it(nannied: Machines, tmp_path: Path) -> None:
    roots = [write_project(tmp_path / name) for name in "ab"]
    for root, arguments in zip(roots, ([], ["--scheduler", nannied.address]), strict=True):
        answer = CliRunner().invoke(main, ["--root", str(root), "build", *arguments])
        assert answer.exit_code == 0, answer.output
    before = tree(roots[1] / "build/site")
    assert before == tree(roots[0] / "build/site")
    assert len(before) > 100
    shutil.rmtree(roots[1] / "build/.documents")
    with (roots[1] / "docs/about.md").open("a", encoding="utf-8") as page:
        page.write("\n改了一行。\n")
    nannied.scheduler.kill()
    answer = CliRunner().invoke(main, ["--root", str(roots[1]), "build", "--scheduler", nannied.address])
    assert answer.exit_code == 3
    assert "E-SCHEDULER" in answer.output
    assert tree(roots[1] / "build/site") == before
