"""Documents are made once, whole or not at all, the same everywhere; what fails is named and hides nothing else."""
from __future__ import annotations

import ast
import errno
import hashlib
import multiprocessing
import os
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import REPO, write_project
from test_pipeline import edit

from generator import document_job, document_key, printing
from generator.checking import check_casebook
from generator.document_job import Job
from generator.document_key import DECIDED_BY, make_jobs, program
from generator.know.catalogue import Catalogue
from generator.model.problem import CasebookError
from generator.papers import PAPERS, find_papers
from generator.pipeline import build
from generator.printing import Offers, place_downloads, print_documents, print_jobs, save_jobs, sweep
from generator.publish import publishing
from generator.render.typst_faces import Fonts
from generator.view.paper import Paper

NO_FONTS = Fonts(Path(), {}, "0")
PRINT = """
import sys
from pathlib import Path
from generator import printing
from generator.checking import check_casebook
from generator.know.catalogue import Catalogue

if __name__ == "__main__":
    printing.PROCESSES = int(sys.argv[2])
    book, _ = check_casebook(Path(sys.argv[1]))
    printing.print_documents(Path(sys.argv[1]), Catalogue(book, "1", "2026-01-05"), "")
"""


def catalogue_of(root: Path) -> Catalogue:
    book, problems = check_casebook(root)
    assert book is not None
    assert problems == ()
    return Catalogue(book, "1", "2026-01-05")


def jobs_of(root: Path) -> list[Job]:
    catalogue = catalogue_of(root)
    return [
        job for row in PAPERS for paper in row.papers(catalogue) for job in make_jobs(paper, row.formats, NO_FONTS, "")
    ]


def kept_of(root: Path) -> dict[str, tuple[int, str]]:
    """Every kept document: when it was written, and the hash of its bytes."""
    files = [path for path in (root / "build/.documents").iterdir() if path.is_file()]
    return {path.name: (path.stat().st_mtime_ns, hashlib.sha256(path.read_bytes()).hexdigest()) for path in files}


def written(job: Job) -> bytes:
    return {"pdf": b"%PDF %%EOF", "txt": "题库完".encode()}.get(job.format, b"PK PK\x05\x06") + job.path.encode()


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Offers]:
    """The small casebook's documents, really made by two processes."""
    root = write_project(tmp_path_factory.mktemp("printed"))
    return root, print_documents(root, catalogue_of(root))


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The paths of what is made, in order; the bytes are stand-ins, made in this process."""
    done: list[str] = []

    def render(job: Job, *_: object) -> bytes:
        done.append(job.path)
        return written(job)

    monkeypatch.setattr(document_job, "render_job", render)
    monkeypatch.setattr(printing, "PROCESSES", 1)
    return done


def fail_for(monkeypatch: pytest.MonkeyPatch, path: str, error: Exception) -> None:
    def render(job: Job, *_: object) -> bytes:
        if job.path == path:
            raise error
        return written(job)

    monkeypatch.setattr(document_job, "render_job", render)
    monkeypatch.setattr(printing, "PROCESSES", 1)


# --- what is made -----------------------------------------------------------------------------------------------------


def test_every_paper_is_made_in_all_its_formats(printed: tuple[Path, Offers]) -> None:
    root, offers = printed
    assert {offer.kind for offer, _ in offers} == {row.name for row in PAPERS}
    formats = {row.name: len(row.formats) for row in PAPERS}
    for offer, places in offers:
        assert len(offer.files) == len(places) == formats[offer.kind]
        for file, kept in zip(offer.files, places, strict=True):
            assert file.size == kept.stat().st_size > 0
            if kept.suffix == ".pdf":
                assert kept.read_bytes().startswith(b"%PDF-")
            elif kept.suffix == ".txt":
                assert kept.read_text("utf-8").startswith("// ")
            else:
                assert zipfile.ZipFile(kept).testzip() is None
    assert len(kept_of(root)) == sum(len(places) for _, places in offers)


def test_a_second_run_makes_nothing(printed: tuple[Path, Offers], made: list[str]) -> None:
    root, offers = printed
    before = kept_of(root)
    assert print_documents(root, catalogue_of(root)) == offers
    assert made == []
    assert kept_of(root) == before


@pytest.mark.parametrize("processes", [1, 2])
def test_the_same_bytes_whatever_the_machine(processes: int, printed: tuple[Path, Offers], tmp_path: Path) -> None:
    root, _ = printed
    other = write_project(tmp_path / "第二个 文件夹")
    shutil.copytree(root / "build/.fonts", other / "build/.fonts")
    script = tmp_path / "print.py"
    script.write_text(PRINT, "utf-8")
    surroundings = {"PYTHONHASHSEED": str(processes), "TZ": "Asia/Shanghai", "LC_ALL": "C", "SOURCE_DATE_EPOCH": "1", "REPRO_ORDER": "1"}
    command = [sys.executable, script, other, str(processes)]
    path = f"{REPO / 'tests' / 'repro' / 'startup'}{os.pathsep}{REPO}"  # the first lists folders the other way round
    subprocess.run(command, check=True, cwd=tmp_path, umask=0o077, env={**os.environ, "PYTHONPATH": path, **surroundings})
    assert {name: print_ for name, (_, print_) in kept_of(other).items()} == {
        name: print_ for name, (_, print_) in kept_of(root).items()
    }


# --- what is made again -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "again"),
    [
        ("text: 今天只议三件事。", "text: 今天只议要紧的事。", {"demo/guide-yishi"}),  # what to say stands there alone
        ("one_line: 每个试点小区设召集人，每月议一次。", "one_line: 每月议一次。",
         {"demo/cards", "demo/compendium", "common/casebook", "common/theme-yishi"}),
        ("name: 每月议事", "name: 月月议事",
         {"demo/guide-yishi", "demo/brief-yishi", "demo/cards", "demo/compendium", "common/casebook", "common/theme-yishi",
          "demo/checklist-demo-v1", "demo/checklist-demo-v1-submit", "common/bank", "demo/bank-questions",
          "demo/teaching-yishi-case-09", "common/comparison-yishi", "common/comparison-yishi-teacher"}),
    ],
)
def test_one_practice_changed_makes_its_documents_only(
    old: str, new: str, again: set[str], project: Path, made: list[str]
) -> None:
    print_jobs(project, jobs_of(project), NO_FONTS)
    assert len(made) == len(jobs_of(project))
    made.clear()
    edit(project / "cases/demo/practices/yishi.yaml", old, new)
    print_jobs(project, jobs_of(project), NO_FONTS)
    assert {path.rsplit(".", 1)[0] for path in made} == again


def test_another_day_of_the_build_makes_nothing(project: Path, made: list[str]) -> None:
    book, _ = check_casebook(project)
    assert book is not None
    keys = [
        {job.path: job.key for row in PAPERS for paper in row.papers(Catalogue(book, "1", day))
         for job in make_jobs(paper, row.formats, NO_FONTS, "")}
        for day in ("2026-01-05", "2027-02-06")
    ]
    assert keys[0] == keys[1]


@pytest.fixture
def program_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    """Change one source file of a copy of the program that decides the keys."""
    copied = tmp_path / "generator"
    shutil.copytree(REPO / "generator", copied, ignore=shutil.ignore_patterns("web", "__pycache__"))
    monkeypatch.setattr(document_key, "_HERE", copied)
    program.cache_clear()

    def change(name: str) -> None:
        with (copied / name).open("ab") as file:
            file.write(b"\n")
        program.cache_clear()

    yield change
    program.cache_clear()


@pytest.mark.parametrize(
    ("changed", "again"),
    [
        ("render/docx/styles.py", {".docx"}),
        ("render/xlsx.py", {".xlsx"}),
        ("render/office_zip.py", {".docx", ".xlsx", ".pptx"}),
        ("render/page.py", set()),
        ("view/shapes.py", {".pdf", ".docx", ".xlsx", ".pptx", ".txt"}),
    ],
)
def test_a_changed_renderer_makes_its_format_only(
    changed: str, again: set[str], project: Path, program_copy: Callable[[str], None]
) -> None:
    before = {job.path: job.key for job in jobs_of(project)}
    program_copy(changed)
    after = {job.path: job.key for job in jobs_of(project)}
    assert {Path(path).suffix for path in before if before[path] != after[path]} == again
    assert all((before[path] != after[path]) == (Path(path).suffix in again) for path in before)


def test_typst_decides_the_word_files_that_take_their_pages_from_it(project: Path, program_copy: Callable[[str], None]) -> None:
    before = {job.path: job for job in jobs_of(project)}
    program_copy("render/typst_json.py")
    again = {job.path for job in jobs_of(project) if job.key != before[job.path].key}
    assert {path for path in before if path.endswith(".pdf")} <= again
    assert "demo/compendium.docx" in again  # its table of contents
    assert "demo/guide-yishi.docx" in again  # what fits on two pages
    assert "demo/form-jiyao.docx" not in again


@pytest.mark.parametrize(("form", "entry"), [
    ("pdf", "typst_pdf.py"), ("docx", "docx/paper.py"), ("xlsx", "xlsx.py"), ("txt", "gift.py"), ("pptx", "pptx/__init__.py"),
])
def test_the_key_holds_every_source_that_a_renderer_imports(form: str, entry: str) -> None:
    generator = REPO / "generator"
    waiting, seen = [generator / "render" / entry], set()
    while waiting:
        path = waiting.pop()
        if path in seen or not path.is_file():
            continue
        seen.add(path)
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("generator."):
                waiting.append(REPO / f"{(node.module or '').replace('.', '/')}.py")
    decided = set(document_key._sources(DECIDED_BY[form][0]))
    assert {path.relative_to(generator).as_posix() for path in seen - decided} == set()


# --- what goes wrong --------------------------------------------------------------------------------------------------


def test_a_paper_that_fails_is_named_with_its_file_and_the_others_are_kept(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fail_for(monkeypatch, "demo/guide-yishi.pdf", RuntimeError("boom"))
    jobs = jobs_of(project)
    with pytest.raises(CasebookError) as caught:
        print_jobs(project, jobs, NO_FONTS)
    assert caught.value.code == "E-PRINT"
    assert f"1 份文档没有做成，其余 {len(jobs) - 1} 份已做好" in caught.value.what
    assert "cases/demo/practices/yishi.yaml（每月议事，PDF）：程序出错 RuntimeError：boom" in caught.value.what
    assert len(kept_of(project)) == len(jobs) - 1


def test_a_character_that_no_font_has_is_named_with_its_file_and_code(printed: tuple[Path, Offers]) -> None:
    root, _ = printed
    fonts = printing._fonts(root)
    poor = replace(fonts, coverage={role: face - {ord("㙍")} for role, face in fonts.coverage.items()})
    _, papers = find_papers(catalogue_of(root), "guide", "demo/yishi")
    paper = papers[0]
    assert isinstance(paper, Paper)
    jobs = make_jobs(replace(paper, title="㙍议事"), ("pdf",), fonts, "")
    (fault,) = document_job.make_paper(document_job.Press(poor), jobs)
    assert isinstance(fault, document_job.Fault)
    assert fault.source == "cases/demo/practices/yishi.yaml"
    assert "㙍（U+364D）" in fault.what


def test_a_build_with_a_document_that_fails_publishes_nothing(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fail_for(monkeypatch, "demo/cards.docx", ValueError("boom"))
    with pytest.raises(CasebookError, match="做法卡片"):
        build(project, project / "build/site", documents=True)
    assert not (project / "build/site").exists()


@pytest.mark.parametrize(("number", "code"), [(errno.ENOSPC, "E-DISK-FULL"), (errno.EROFS, "E-READ-ONLY")])
def test_what_the_disk_refuses_is_told(number: int, code: str, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fail_for(monkeypatch, "demo/cards.docx", OSError(number, os.strerror(number)))
    with pytest.raises(CasebookError) as caught:
        print_jobs(project, jobs_of(project), NO_FONTS)
    assert caught.value.code == code
    assert not [path for path in (project / "build/.documents").iterdir() if path.is_dir()]


def test_a_kept_folder_that_cannot_be_made_is_told(project: Path) -> None:
    (project / "build").mkdir(exist_ok=True)
    (project / "build/.documents").write_text("")
    with pytest.raises(CasebookError) as caught:
        print_jobs(project, jobs_of(project), NO_FONTS)
    assert caught.value.code == "E-IO"


def test_a_kept_document_without_its_end_is_made_again(project: Path, made: list[str]) -> None:
    jobs = jobs_of(project)
    places = print_jobs(project, jobs, NO_FONTS)
    made.clear()
    places["demo/cards.pdf"].write_bytes(b"%PDF")
    places["demo/figures.xlsx"].write_bytes(b"")
    print_jobs(project, jobs, NO_FONTS)
    assert sorted(made) == ["demo/cards.pdf", "demo/figures.xlsx"]
    assert places["demo/cards.pdf"].read_bytes().startswith(b"%PDF %%EOF")


def test_two_papers_never_claim_one_path(project: Path) -> None:
    jobs = jobs_of(project)
    with pytest.raises(ValueError, match="one path"):
        print_jobs(project, [*jobs, jobs[0]], NO_FONTS)


# --- stopped on the way -----------------------------------------------------------------------------------------------


def start_printing(root: Path, tmp_path: Path) -> subprocess.Popen[str]:
    """Begin to print in a process group of its own; return when three documents are there."""
    script = tmp_path / "print.py"
    script.write_text(
        PRINT.replace("printing.print_documents", "from generator.cli import _guarded\n    _guarded(printing.print_documents)"),
        "utf-8",
    )
    child = subprocess.Popen(
        [sys.executable, script, root, "2"], env={**os.environ, "PYTHONPATH": str(REPO)}, start_new_session=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )
    began = time.monotonic()
    while len(list((root / "build/.documents").glob("*.*"))) < 3:
        assert child.poll() is None
        assert time.monotonic() - began < 120
        time.sleep(0.01)
    return child


def wait_for_group(group: int, seconds: float) -> None:
    """Wait until no process of the group is left."""
    end = time.monotonic() + seconds
    with suppress(ProcessLookupError):
        while time.monotonic() < end:
            os.killpg(group, 0)
            time.sleep(0.02)
        pytest.fail("a process is still at work")


@pytest.fixture
def unprinted(printed: tuple[Path, Offers], tmp_path: Path) -> Path:
    """A project with cut fonts and no document yet."""
    root = write_project(tmp_path)
    shutil.copytree(printed[0] / "build/.fonts", root / "build/.fonts")
    return root


def test_a_kill_leaves_whole_documents_only_and_the_next_run_goes_on(
    unprinted: Path, printed: tuple[Path, Offers], tmp_path: Path
) -> None:
    child = start_printing(unprinted, tmp_path)
    child.kill()
    child.communicate()
    wait_for_group(child.pid, 20)
    whole, left = kept_of(printed[0]), kept_of(unprinted)
    assert 3 <= len(left) < len(whole)
    assert all(whole[name][1] == print_ for name, (_, print_) in left.items())
    print_documents(unprinted, catalogue_of(unprinted))
    again = kept_of(unprinted)
    assert {name: print_ for name, (_, print_) in again.items()} == {name: print_ for name, (_, print_) in whole.items()}
    assert all(again[name][0] == left[name][0] for name in left)


def test_ctrl_c_ends_at_once_in_one_line(unprinted: Path, tmp_path: Path) -> None:
    child = start_printing(unprinted, tmp_path)
    began = time.monotonic()
    os.killpg(child.pid, signal.SIGINT)
    _, said = child.communicate(timeout=20)
    assert time.monotonic() - began < 2
    wait_for_group(child.pid, 20)  # until init has taken what is dead already
    assert child.returncode == 130
    assert said.strip() == "已停止。"
    assert not list((unprinted / "build/.documents").glob("drafts-*"))


def test_a_process_that_is_ended_from_outside_is_told(unprinted: Path) -> None:
    def end_one(stage: str) -> None:
        for child in multiprocessing.active_children():
            child.kill()

    with pytest.raises(CasebookError) as caught:
        print_documents(unprinted, catalogue_of(unprinted), say=end_one)
    assert caught.value.code == "E-PRINT"
    assert "内存不够" in caught.value.what
    assert not list((unprinted / "build/.documents").glob("drafts-*"))


# --- what is kept, and where it goes ----------------------------------------------------------------------------------


def test_sweeping_deletes_only_what_no_paper_uses(project: Path, made: list[str]) -> None:
    places = print_jobs(project, jobs_of(project), NO_FONTS)
    kept = project / "build/.documents"
    (kept / "0123.pdf").write_bytes(b"old")
    for name in ("drafts-young", "drafts-old"):
        (kept / name).mkdir()
    os.utime(kept / "drafts-old", (1, 1))
    sweep(project, places.values())
    assert {path.name for path in kept.iterdir()} == {*(path.name for path in places.values()), "drafts-young"}


def test_saved_documents_lie_flat_unless_two_have_one_name(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).write_text(name)
    folder = tmp_path / "打印 的" / "文件"
    assert save_jobs(folder, {"demo/guide-a.pdf": tmp_path / "a", "demo/guide-b.pdf": tmp_path / "b"}) == [
        folder / "guide-a.pdf", folder / "guide-b.pdf",
    ]
    assert save_jobs(folder, {"x/cards.pdf": tmp_path / "a", "y/cards.pdf": tmp_path / "b"}) == [
        folder / "x/cards.pdf", folder / "y/cards.pdf",
    ]
    assert (folder / "y/cards.pdf").read_text() == "b"
    assert not [path for path in folder.rglob("*") if path.name.startswith(".")]


def test_saving_never_leaves_half_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "new").write_text("new")
    (tmp_path / "out").mkdir()
    (tmp_path / "out/guide.pdf").write_text("old")

    def fail(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(CasebookError) as caught:
        save_jobs(tmp_path / "out", {"demo/guide.pdf": tmp_path / "new"})
    assert caught.value.code == "E-DISK-FULL"
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["guide.pdf"]
    assert (tmp_path / "out/guide.pdf").read_text() == "old"


def test_a_build_places_what_its_pages_offer_with_the_licences(printed: tuple[Path, Offers]) -> None:
    root, offers = printed
    live = root / "build/site"
    assert build(root, live, documents=True)
    for offer, places in offers:
        for file, kept in zip(offer.files, places, strict=True):
            assert (live / file.path).read_bytes() == kept.read_bytes()
    page = (live / "library/downloads.html").read_text("utf-8")
    for name in ("noto-sc.txt", "lxgw-wenkai.txt"):
        assert "SIL OPEN FONT LICENSE" in (live / "data/licences" / name).read_text("utf-8")
        assert f"../data/licences/{name}" in page
    assert not (root / "docs/downloads").exists()
    practice = (live / "library/demo/yishi.html").read_text("utf-8")
    for path in ("guide-yishi.pdf", "guide-yishi.docx", "brief-yishi.pdf", "brief-yishi.docx"):
        assert f'href="../../downloads/demo/{path}"' in practice
    assert not build(root, live, documents=True)
    assert build(root, live)
    assert not (live / "downloads").exists()
    assert [path.name for path in (live / "data/licences").iterdir()] == ["packages.txt"]


def test_downloads_that_cannot_be_placed_are_told(printed: tuple[Path, Offers], tmp_path: Path) -> None:
    (tmp_path / "downloads").write_text("")
    with pytest.raises(CasebookError) as caught:
        place_downloads(tmp_path, printed[1])
    assert caught.value.code == "E-IO"


def test_a_second_build_makes_no_document(project: Path, made: list[str]) -> None:
    live = project / "build/site"
    with publishing(live) as staging, pytest.raises(CasebookError) as caught:  # noqa: PT012 - the other build goes on
        (staging / "index.html").write_text("")
        build(project, live, documents=True)
    assert caught.value.code == "E-LOCKED"
    assert made == []


# --- what may be asked for --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "ref", "paths"),
    [
        ("guide", "", ["demo/guide-gongkai", "demo/guide-yishi"]),
        ("guide", "yishi", ["demo/guide-yishi"]),
        ("操作参考", "demo/yishi", ["demo/guide-yishi"]),
        ("form-example", "jiyao", ["demo/form-jiyao-example"]),
        ("compendium", "demo", ["demo/compendium"]),
        ("theme-booklet", "yishi", ["common/theme-yishi"]),
        ("casebook", "", ["common/casebook"]),
    ],
)
def test_a_kind_and_an_id_name_papers(kind: str, ref: str, paths: list[str], printed: tuple[Path, Offers]) -> None:
    _, papers = find_papers(catalogue_of(printed[0]), kind, ref)
    assert sorted(paper.path for paper in papers) == paths


@pytest.mark.parametrize(
    ("kind", "ref", "mend"),
    [
        ("guid", "", "是不是 guide 操作参考"), ("操作参", "", "是不是 guide 操作参考"), ("讲义", "", "种类有 casebook 全库汇编"),
        ("guide", "yishii", "yishi"), ("guide", "\u202e", "demo/gongkai"),
    ],
)
def test_what_there_is_not_is_told_with_near_ones(kind: str, ref: str, mend: str, printed: tuple[Path, Offers]) -> None:
    with pytest.raises(CasebookError) as caught:
        find_papers(catalogue_of(printed[0]), kind, ref)
    assert (caught.value.code, caught.value.status) == ("E-PAPER", 2)
    assert mend in caught.value.mend
    assert "\u202e" not in caught.value.what
