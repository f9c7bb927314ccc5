"""Packs: the right files under the right names, the same bytes each time, and nothing of the teacher's for students."""
from __future__ import annotations

import hashlib
import io
import json
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from pathlib import Path

import pypdf
import pytest
from conftest import REPO, write_project
from test_editions import Watch, catalogue, needles, watch  # noqa: F401 - fixtures
from test_pipeline import edit

from generator import printing
from generator.course_pack import pack_course
from generator.know.catalogue import Catalogue
from generator.model.problem import CasebookError, ContentRefused
from generator.model.teaching import Course
from generator.outputs import made_documents
from generator.pack import PackFile, edition_files, with_packs, zip_pack
from generator.papers import PAPERS, site_papers
from generator.printing import Offers, print_documents
from generator.view.lesson import lessons, teacher_path, teaching_path
from generator.view.pack_list import EDITION_NAME, file_words, pack_path, pack_row
from generator.view.papers.course_paper import timetable

ONE = "futian/shixiang-quliu"
ALL = tuple(sorted(path.relative_to(REPO / "cases").as_posix() for path in REPO.glob("cases/*/teaching/*.yaml")))
OTHERS = [ref for path in ALL if (ref := path.replace("/teaching/", "/").removesuffix(".yaml")) != ONE]
STUDENTS = {
    "01_案例正文_学员版.docx", "01_案例正文_学员版.pdf", "01b_短读版.docx", "01b_短读版.pdf", "03_课件_学员版.pptx", "04_讨论题单.docx", "04_讨论题单.pdf",
    "08_教学反馈表.docx", "08_教学反馈表.pdf", "09_阅读与政策清单.docx", "09_阅读与政策清单.pdf",
}
TEACHERS = {
    "02_案例使用说明_教师版.docx", "02_案例使用说明_教师版.pdf", "03_课件_教师版.pptx", "05_角色卡与任务卡_教师版.docx", "05_角色卡与任务卡_教师版.pdf",
    "06_板书与流程卡_教师版.docx", "06_板书与流程卡_教师版.pdf", "07_课堂观察与评分表_教师版.xlsx",
}
ABOUT = {"使用说明.txt", "manifest.json"}
_OFFICE = (".docx", ".pptx", ".xlsx")


# --- reading what was made --------------------------------------------------------------------------------------------


def said(name: str, content: bytes) -> Iterator[str]:
    """Everything that a file says to whoever looks: words, properties, alternative texts, files inside it."""
    yield name
    if name.endswith((".zip", *_OFFICE)):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for inner in archive.namelist():
                yield from said(inner, archive.read(inner))
    elif name.endswith((".xml", ".rels", ".vml")):
        text = content.decode()
        yield unescape(re.sub(r"<[^>]*>", "", text))
        yield unescape("\n".join(re.findall(r'="([^"]*)"', text)))
    elif name.endswith(".pdf"):
        reader = pypdf.PdfReader(io.BytesIO(content))
        yield "".join(page.extract_text() for page in reader.pages)
        yield "\n".join(map(str, (reader.metadata or {}).values()))
    elif name.endswith((".txt", ".json")):
        yield content.decode()
    else:
        assert name.endswith((".png", ".jpeg", ".bin")), f"{name}: teach this test to read it"


_read: dict[str, list[str]] = {}


def leaks(watch: Watch, name: str, content: bytes) -> list[str]:  # noqa: F811
    """The teacher's texts in a file; each file is read once, whatever zip it stands in."""
    key = hashlib.sha256(content).hexdigest()
    if key not in _read:
        _read[key] = watch.hits("\n".join(said(name, content)))
    return _read[key]


def print_teaching(root: Path, book: Catalogue, refs: tuple[str, ...] = ()) -> Offers:
    """The printed documents of these teaching cases alone (of all, when none is named)."""
    starts = tuple(f"{ref.replace('/', '/teaching-')}-" for ref in refs) or ("",)
    rows = tuple(
        replace(row, papers=lambda made, row=row: (paper for paper in row.papers(made) if paper.path.startswith(starts)))
        for row in PAPERS if row.name.startswith("teaching-")
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(printing, "PAPERS", rows)
        patch.setattr(printing, "PROCESSES", 1)  # two would take longer to start than they save
        return print_documents(root, book)


def zips_of(root: Path, book: Catalogue, offers: Offers) -> dict[str, bytes]:
    """The packs among the offers: site path and bytes."""
    made = with_packs(root, book, offers)
    return {offer.files[0].path: places[0].read_bytes() for offer, places in made if offer.kind == "teaching-pack"}


@pytest.fixture(scope="module")
def printed(catalogue: Catalogue, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Offers]:  # noqa: F811
    root = write_project(tmp_path_factory.mktemp("packs"), REPO / "cases")
    return root, print_teaching(root, catalogue, (ONE,))


@pytest.fixture(scope="module")
def packs(printed: tuple[Path, Offers], catalogue: Catalogue) -> dict[str, bytes]:  # noqa: F811
    return zips_of(printed[0], catalogue, printed[1])


def pack_of(packs: dict[str, bytes], edition: str) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(packs[f"downloads/futian/teaching-shixiang-quliu-{edition}.zip"]))


# --- the zips of a teaching case --------------------------------------------------------------------------------------


@pytest.mark.parametrize(("edition", "inside"), [("student", STUDENTS), ("teacher", STUDENTS | TEACHERS)])
def test_a_zip_holds_the_files_of_the_contract(edition: str, inside: set[str], packs: dict[str, bytes]) -> None:
    archive = pack_of(packs, edition)
    assert archive.testzip() is None
    names = archive.namelist()
    assert {name.partition("/")[0] for name in names} == {"teaching-shixiang-quliu"}
    assert {name.partition("/")[2] for name in names} == inside | ABOUT
    for entry in archive.infolist():
        assert bool(entry.flag_bits & 0x800) == (not entry.filename.isascii()), "Windows takes an unmarked name for GBK"
        assert entry.date_time[3:] == (0, 0, 0)
    manifest = json.loads(archive.read("teaching-shixiang-quliu/manifest.json"))
    assert {row["name"] for row in manifest["files"]} == inside
    assert (manifest["id"], manifest["edition"]) == (ONE, edition)
    assert manifest["title"]
    assert manifest["version"]
    for row in manifest["files"]:
        content = archive.read(f"teaching-shixiang-quliu/{row['name']}")
        assert (row["size"], row["sha256"]) == (len(content), hashlib.sha256(content).hexdigest())
        assert row["edition"] == ("teacher" if row["name"] in TEACHERS else "student")


@pytest.mark.parametrize("edition", ["student", "teacher"])
def test_the_guide_names_every_document_and_opens_in_notepad(edition: str, packs: dict[str, bytes]) -> None:
    archive = pack_of(packs, edition)
    raw = archive.read("teaching-shixiang-quliu/使用说明.txt")
    assert raw.startswith(b"\xef\xbb\xbf")
    assert raw.count(b"\n") == raw.count(b"\r\n") > 10
    guide = raw.decode("utf-8-sig")
    assert ("教师版" in guide) == (edition == "teacher")
    numbers = [name.rpartition("/")[2].rpartition(".")[0] for name in archive.namelist()]
    listed = re.findall(r"^  (\S+?)（", guide, re.MULTILINE)
    assert listed == sorted({name for name in numbers if name[0].isdigit()}, key=listed.index)
    assert [name[:2] for name in listed] == sorted(name[:2] for name in listed)


def test_the_same_documents_give_the_same_bytes(
    packs: dict[str, bytes], printed: tuple[Path, Offers], catalogue: Catalogue, tmp_path: Path,  # noqa: F811
) -> None:
    assert set(packs) == {pack_path("futian", "shixiang-quliu", "student"), pack_path("futian", "shixiang-quliu", "teacher")}
    assert zips_of(tmp_path, catalogue, printed[1]) == packs
    assert zip_pack("top", {"一.txt": b"1"}, "2026-01-05") == zip_pack("top", {"一.txt": b"1"}, "2026-01-05")


def test_only_what_is_declared_a_students_goes_to_students() -> None:
    files = [PackFile(f"{whose}.pdf", whose, "", b"") for whose in ("student", "teacher", "", "full")]
    assert [file.edition for file in edition_files(files, "student")] == ["student"]
    assert len(edition_files(files, "teacher")) == 4


def test_a_site_for_students_has_no_teachers_zip(printed: tuple[Path, Offers], catalogue: Catalogue, tmp_path: Path) -> None:  # noqa: F811
    students = replace(catalogue, students=True)
    made = zips_of(tmp_path, students, printed[1])
    assert list(made) == [pack_path("futian", "shixiang-quliu", "student")]
    assert not list((tmp_path / "build").rglob("*teacher*"))


def test_the_pages_offer_the_zips(printed: tuple[Path, Offers], catalogue: Catalogue, tmp_path: Path) -> None:  # noqa: F811
    offers = [offer for offer, _ in with_packs(tmp_path, catalogue, printed[1])]
    offered = {page.path: {file.path for file in page.downloads} for _, page in made_documents(catalogue, offers)}
    student, teacher = (pack_path("futian", "shixiang-quliu", edition) for edition in ("student", "teacher"))
    assert student in offered[teaching_path("futian", "shixiang-quliu")]
    assert teacher not in offered[teaching_path("futian", "shixiang-quliu")]
    assert teacher in offered[teacher_path("futian", "shixiang-quliu")]


def test_a_title_becomes_a_name_that_windows_takes() -> None:
    assert file_words('谁定?:"甲/乙"<丙>|*\\') == "谁定___甲_乙__丙____"
    assert len(file_words("长" * 100)) == 40
    assert file_words("完。. ") == "完。"


def test_every_paper_of_a_teaching_case_is_known_to_the_pack(catalogue: Catalogue) -> None:  # noqa: F811
    rows = [row for row in PAPERS if row.name.startswith("teaching-")]
    for row in rows:
        for paper in row.papers(catalogue):
            assert pack_row(paper.name), paper.name
            assert ("教师版" in paper.name) == row.teacher, paper.name


# --- nothing of the teacher's for students ------------------------------------------------------------------------------


def test_the_students_zip_gives_nothing_away(packs: dict[str, bytes], watch: Watch) -> None:  # noqa: F811
    archive = pack_of(packs, "student")
    for name in archive.namelist():
        assert leaks(watch, name, archive.read(name)) == [], name


def test_the_search_finds_what_the_teachers_files_say(packs: dict[str, bytes], watch: Watch, catalogue: Catalogue) -> None:  # noqa: F811
    """The canary: the same search over the teacher's zip, in every format."""
    archive = pack_of(packs, "teacher")
    least = {"02": 150, "03": 40, "05": 15, "06": 25, "07": 10}
    for name in sorted(TEACHERS):
        found = leaks(watch, name, archive.read(f"teaching-shixiang-quliu/{name}"))
        assert len(found) >= least[name[:2]], (name, len(found))
    taught = next(taught for taught in lessons(catalogue) if taught.lesson.ref == ONE)
    wanted = {text for text, _ in needles(taught)}
    whole = {text for name in archive.namelist() for text in leaks(watch, name, archive.read(name))}
    assert len(wanted & whole) > 0.97 * len(wanted), sorted(wanted - whole)[:5]


@pytest.mark.parametrize("part", ["docProps/core.xml", "word/comments.xml", "ppt/notesSlides/notesSlide1.xml", "xl/sharedStrings.xml"])
def test_a_planted_text_is_found_wherever_it_hides(part: str, watch: Watch, catalogue: Catalogue) -> None:  # noqa: F811
    taught = next(lessons(catalogue))
    text = taught.teacher.opening
    shown = taught.desk.words(text, advice=True)
    middle = len(shown) // 2
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr(part, f"<x><t>前面</t><t>{shown[:middle]}</t><b/><t>{shown[middle:]}</t></x>")
    outer = io.BytesIO()
    with zipfile.ZipFile(outer, "w") as archive:
        archive.writestr("top/04_讨论题单.docx", made.getvalue())
    assert text in leaks(watch, "student.zip", outer.getvalue())


@pytest.mark.long
@pytest.mark.parametrize("ref", OTHERS)
def test_no_students_zip_gives_anything_away(ref: str, printed: tuple[Path, Offers], catalogue: Catalogue, watch: Watch) -> None:  # noqa: F811
    root, _ = printed
    zips = zips_of(root, catalogue, print_teaching(root, catalogue, (ref,)))
    home, _, name = ref.partition("/")
    with zipfile.ZipFile(io.BytesIO(zips[pack_path(home, name, "student")])) as archive:
        assert {inner.partition("/")[2] for inner in archive.namelist()} == STUDENTS | ABOUT
        for inner in archive.namelist():
            assert leaks(watch, inner, archive.read(inner)) == [], inner
    assert len(leaks(watch, "whole.zip", zips[pack_path(home, name, "teacher")])) > 200


def test_no_course_paper_for_students_gives_anything_away(catalogue: Catalogue, watch: Watch) -> None:  # noqa: F811
    row = next(row for row in PAPERS if row.name == "course")
    papers = list(site_papers(row, replace(catalogue, students=True)))
    assert len({paper.name for paper in papers}) == len(papers) == len(catalogue.book.courses) >= 3
    for paper in papers:
        assert watch.hits(repr(paper)) == [], paper.path
    assert len(watch.hits("".join(map(repr, row.papers(catalogue))))) > 30


# --- courses ------------------------------------------------------------------------------------------------------------


def course_of(**fields: object) -> Course:
    return Course.model_validate({
        "id": "one", "title": "课", "learners": "MPA", "class_size": "40", "minutes": "90", "reviewed": "2026-01-05",
        "units": [{"teaching": "demo/yishi-case", "minutes": "90"}], **fields,
    })


@pytest.mark.parametrize("breaks", [0, 3, 5, 10, 15, 22, 30, 61])
@pytest.mark.parametrize("units", [("90",), ("45", "90"), ("90", "90", "180"), ("45", "45", "45", "45")])
def test_the_timetable_adds_up(units: tuple[str, ...], breaks: int) -> None:
    rows = [{"teaching": "demo/yishi-case", "minutes": unit} for unit in units]
    course = course_of(units=rows, breaks=str(breaks))
    made = timetable(course)
    assert sum(minutes for _, minutes in made) == sum(map(int, units)) + breaks
    assert [number for number, _ in made if number] == list(range(1, len(units) + 1))
    assert all(minutes > 0 for _, minutes in made)
    assert len(units) == 1 or made[-1][0] == len(units)


COURSE = """id: my-course
title: 我们的课
learners: 社区书记
class_size: 40
minutes: 60
breaks: 15
units:
  - {teaching: demo/yishi-case, minutes: "45", questions: [q1]}
reviewed: 2026-01-05
"""
REAL_COURSE = COURSE.replace("demo/yishi-case", ONE).replace('"45"', '"90"').replace("minutes: 60", "minutes: 105")


@pytest.fixture
def course_file(tmp_path: Path) -> Path:
    path = tmp_path / "下载 文件夹" / "course.yaml"
    path.parent.mkdir()
    path.write_text(COURSE, "utf-8")
    return path


@pytest.mark.parametrize(("old", "new", "place", "code", "words", "mend"), [
    ("demo/yishi-case", "demo/meiyou", (8, 16), "K404", "没有教学案例“demo/meiyou”", "写 案例/编号"),
    ('"45"', '"240"', (5, 10), "K404", "各讲和课间合计 255 分钟，写的是 60 分钟", "分钟"),
    ("minutes: 60", "minutes: 90", (5, 10), "K404", "各讲和课间合计 60 分钟，写的是 90 分钟", "minutes 写成 60"),
    ("[q1]", "[q9]", (8, 60), "K404", "没有讨论题“q9”", "改成 q1"),
    ("class_size: 40", "class_size: 4", (4, 13), "K105", "class_size 太小", "改大"),
    ("learners: 社区书记", "learners: 市民", (3, 11), "K104", "不在允许的值中", "改成其中一个"),
    ("title:", "titel:", (2, 1), "K102", "不认识的键 titel", "title"),
    ("title: 我们的课", "title：我们的课", (2, 6), "K005", "冒号", "半角"),
    ("id: my-course", "id: ../../etc", (1, 5), "K105", "不能做编号", "拼音"),
])
def test_a_faulty_course_is_refused_with_its_place(
    old: str, new: str, place: tuple[int, int], code: str, words: str, mend: str, course_file: Path, project: Path, tmp_path: Path,
) -> None:
    edit(course_file, old, new)
    with pytest.raises(ContentRefused) as refused:
        pack_course(project, course_file, tmp_path / "out")
    found = [problem for problem in refused.value.problems if problem.code == code]
    assert found, refused.value.problems
    assert (found[0].where.file, found[0].where.line, found[0].where.column) == (course_file.as_posix(), *place)
    assert words in found[0].what
    assert mend in found[0].mend
    assert not (tmp_path / "out").exists()


def test_a_course_that_is_not_there_is_told(project: Path, tmp_path: Path) -> None:
    with pytest.raises(CasebookError, match="读不了文件") as refused:
        pack_course(project, tmp_path / "没有.yaml", tmp_path / "out")
    assert refused.value.code == "E-READ"


def tree(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.fixture(scope="module")
def packed(printed: tuple[Path, Offers], tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A project and a course of one unit, packed beside it; its documents are printed already."""
    root, _ = printed
    base = tmp_path_factory.mktemp("course")
    (base / "course.yaml").write_text(REAL_COURSE, "utf-8")
    folder, names = pack_course(root, base / "course.yaml", base / "out")
    assert sorted(names) == sorted(tree(folder))
    return root, base


def test_a_course_pack_is_whole(packed: tuple[Path, Path]) -> None:
    files = tree(packed[1] / "out/my-course")
    units = {name.partition("/")[0] for name in files if "/" in name}
    assert len(units) == 1
    unit = units.pop()
    assert unit.startswith("01_")
    course = {f"00_课程安排{whose}.{suffix}" for whose in ("", "_教师版") for suffix in ("docx", "pdf")}
    zips = {f"my-course_{EDITION_NAME[edition]}.zip" for edition in ("student", "teacher")}
    inside = {name.partition("/")[2] for name in files if name.startswith(f"{unit}/")}
    assert inside == STUDENTS | TEACHERS
    assert set(files) == course | zips | ABOUT | {f"{unit}/{name}" for name in inside}
    manifest = json.loads(files["manifest.json"])
    hashes = {**{row["name"]: row["sha256"] for row in manifest["files"]}, **manifest["zips"]}
    assert hashes == {name: hashlib.sha256(content).hexdigest() for name, content in files.items() if name not in ABOUT}
    with zipfile.ZipFile(io.BytesIO(files["my-course_学员版.zip"])) as archive:
        names = {name.removeprefix("course-my-course/") for name in archive.namelist()}
    assert names == {"00_课程安排.docx", "00_课程安排.pdf"} | ABOUT | {f"{unit}/{name}" for name in STUDENTS}


def test_packing_again_changes_nothing_and_never_takes_what_was_edited(packed: tuple[Path, Path]) -> None:
    root, base = packed
    before = tree(base / "out")
    pack_course(root, base / "course.yaml", base / "out")
    assert tree(base / "out") == before
    sheet = next((base / "out/my-course").rglob("04_讨论题单.docx"))
    kept = sheet.read_bytes()
    sheet.write_bytes(b"changed by hand")
    with pytest.raises(CasebookError, match="改过") as refused:
        pack_course(root, base / "course.yaml", base / "out")
    assert refused.value.code == "E-FOREIGN"
    assert sheet.read_bytes() == b"changed by hand"
    sheet.write_bytes(kept)
    assert tree(base / "out") == before


def test_a_folder_of_others_is_left_alone(packed: tuple[Path, Path], tmp_path: Path) -> None:
    root, base = packed
    own = tmp_path / "my-course" / "讲稿.docx"
    own.parent.mkdir()
    own.write_bytes(b"mine")
    with pytest.raises(CasebookError) as refused:
        pack_course(root, base / "course.yaml", tmp_path)
    assert refused.value.code == "E-FOREIGN"
    assert tree(tmp_path / "my-course") == {"讲稿.docx": b"mine"}


def test_the_students_edition_of_a_course_has_nothing_of_the_teachers(
    packed: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    root, base = packed
    monkeypatch.setenv("EDITION", "student")
    pack_course(root, base / "course.yaml", tmp_path)
    files = tree(tmp_path / "my-course")
    assert len([name for name in files if "/" in name]) == len(STUDENTS)
    assert not [name for name in files if "教师" in name]
    assert "教师版" not in files["使用说明.txt"].decode()
