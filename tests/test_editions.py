"""Editions by construction: nothing made for students holds a word of the teacher's, and EDITION=student leaves his pages out."""
from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from conftest import REPO
from pydantic import BaseModel

from generator.checking import check_casebook
from generator.know.catalogue import Catalogue
from generator.know.teaching_uses import shelved_teaching
from generator.model.classroom import TeacherPart
from generator.model.problem import CasebookError
from generator.outputs import Output, Pages, data_files, made_documents, page_data_files, render_output, root_files
from generator.papers import PAPERS, site_papers
from generator.pipeline import build
from generator.view.lesson import TeacherLesson, lessons, teacher_path, teaching_path
from generator.view.shapes import Document, Plain

Made = tuple[tuple[Output, Document], ...]
LEAST = 10
"""Characters of a teacher's text that is searched; shorter ones are words that anybody may say."""
KEY = 8
"""Letters and digits by which a text is known before it is compared."""
FOR_ALL = {("questions", "text"), ("feedback",), ("plans", "rows", "stage")}
"""What students are asked, in class and after it, and the names of the parts of a class."""
MARKS = re.compile(r"[\W_]+")


def folded(text: str) -> str:
    """Letters and digits alone, in one width: formats set marks and figures each in their own way."""
    return MARKS.sub("", unicodedata.normalize("NFKC", text))


def texts_of(value: object, path: tuple[str, ...] = ()) -> Iterator[str]:
    """Every text of the teacher's part that is not for students too."""
    if path in FOR_ALL:
        return
    if isinstance(value, str):
        yield value
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from texts_of(getattr(value, name), (*path, name))
    elif isinstance(value, tuple):
        for one in value:
            yield from texts_of(one, path)


def needles(taught: TeacherLesson) -> Iterator[tuple[str, str]]:
    """Each text with what it looks like where it is shown: whole, and each run between two figures."""
    for text in texts_of(taught.teacher):
        runs = taught.desk.advice(text)
        pieces = [text, "".join(run.text for run in runs), *(run.text for run in runs if isinstance(run, Plain))]
        yield from ((text, folded(piece)) for piece in dict.fromkeys(pieces) if len(piece) >= LEAST and len(folded(piece)) >= KEY)


class Watch:
    """Finds any of many texts in a long one: wherever a text stands, one of its first KEY windows begins at a multiple of KEY."""

    def __init__(self, wanted: Iterable[tuple[str, str]]) -> None:
        self.by_key: dict[str, list[tuple[str, str]]] = {}
        self.short: list[tuple[str, str]] = []
        for text, needle in wanted:
            if len(needle) < 2 * KEY - 1:
                self.short.append((text, needle))
                continue
            for at in range(KEY):
                self.by_key.setdefault(needle[at:at + KEY], []).append((text, needle))

    def hits(self, hay: str) -> list[str]:
        """The teacher's texts that stand in it."""
        long = folded(hay)
        windows = {long[at:at + KEY] for at in range(0, len(long), KEY)}
        near = {pair for key in windows & self.by_key.keys() for pair in self.by_key[key]}
        return sorted({text for text, needle in (*near, *self.short) if needle in long})


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    book, _ = check_casebook(REPO)
    assert book is not None
    return Catalogue(book, "0.1.0", "2026-01-05")


@pytest.fixture(scope="module")
def made(catalogue: Catalogue) -> Made:
    return made_documents(catalogue)


def open_words(catalogue: Catalogue) -> str:
    """What everybody may read: the students' parts, what students are asked, and the record of the cases."""
    desks = {taught.lesson.home: taught.desk for taught in lessons(catalogue)}
    words = []
    for home, case in shelved_teaching(catalogue.book):
        asked = (*(question.text for question in case.teacher.questions), *case.teacher.feedback)
        for text in (*texts_of(case.student), *asked):
            words += [text, desks[home].words(text, advice=True)]
    for folder in catalogue.book.cases.values():
        words += [text for record in (folder.case, *folder.practices.values()) for text in texts_of(record)]
    return folded("\n".join(words))


@pytest.fixture(scope="module")
def watch(catalogue: Catalogue) -> Watch:
    """What no student may read: the teacher's texts of every case, without the few words that stand in open texts too."""
    wanted = [pair for taught in lessons(catalogue) for pair in needles(taught)]
    said = open_words(catalogue)
    secret = [(text, needle) for text, needle in wanted if needle not in said]
    assert len(secret) > 1500
    assert len(wanted) - len(secret) < 40, "a teacher's part repeats what students read, or the walk has gone astray"
    return Watch(secret)


def test_every_kind_of_teachers_text_is_searched(catalogue: Catalogue) -> None:
    fields = set(TeacherPart.model_fields) - {"learners", "class_size", "group_size", "feedback"}
    taught = next(lessons(catalogue))
    for name in fields:
        value = getattr(taught.teacher, name)
        assert not value or [text for text in texts_of(value, (name,)) if len(text) >= LEAST], name


def test_no_page_for_students_holds_a_teachers_text(made: Made, watch: Watch) -> None:
    open_pages = tuple((output, page) for output, page in made if page.kind != "teacher")
    assert len(open_pages) < len(made)
    sizes = {file.path: 1 for _, page in open_pages for file in page.downloads}
    for output, page in open_pages:
        assert watch.hits(render_output(output, page, sizes).decode()) == [], page.path


def test_no_data_file_holds_a_teachers_text(catalogue: Catalogue, made: Made, watch: Watch) -> None:
    pages = Pages()
    for output, page in made:
        pages.add(output, page)
    files = {name: content if isinstance(content, bytes) else b"".join(content)
             for name, content in (*data_files(catalogue), *page_data_files(catalogue, pages))}
    assert {"casebook.json", "search-names.js", "search-text.js"} <= set(files)
    for name, content in {**files, **root_files(catalogue, "")}.items():
        assert watch.hits(content.decode()) == [], name


def test_no_paper_for_students_holds_a_teachers_text(catalogue: Catalogue, watch: Watch) -> None:
    students = Catalogue(catalogue.book, catalogue.version, catalogue.day, students=True)
    seen = set()
    for row in PAPERS:
        if row.name.startswith(("teaching-", "comparison-", "bank-")):
            for paper in site_papers(row, students):
                seen.add(row.name)
                assert watch.hits(repr(paper)) == [], paper.path
    assert {"teaching-text", "teaching-short", "teaching-questions", "teaching-feedback", "teaching-readings"} <= seen
    assert not seen & {row.name for row in PAPERS if row.teacher}


def test_a_planted_text_is_found_in_every_kind_of_file(catalogue: Catalogue, watch: Watch) -> None:
    """The canary: one text of each teacher's part, in Markdown, in data and in the shape of a paper."""
    for taught in lessons(catalogue):
        text = taught.teacher.opening
        shown = "".join(run.text for run in taught.desk.advice(text))
        for planted in (f"<p>{shown}</p>", f'{{"text": "{text}"}}', repr(taught.desk.advice(text))):
            assert text in watch.hits("正文在前。" * 50 + planted + "正文在后。" * 50)
    assert watch.hits("正文里没有的一句平常话。" * 50) == []


def test_rows_and_papers_agree_on_whose_they_are(catalogue: Catalogue) -> None:
    for row in PAPERS:
        if row.name.startswith("teaching-"):
            assert {paper.edition for paper in row.papers(catalogue)} == {"teacher" if row.teacher else "student"}, row.name


def test_the_edition_for_students_has_no_page_of_a_teacher(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    case = project / "cases/demo/teaching/yishi-case.yaml"
    case.write_text(case.read_text("utf-8").replace("大事拖不得", "只给教师看的一句话"), "utf-8")
    live = project / "build/site"
    page, teachers = live / teaching_path("demo", "yishi-case"), live / teacher_path("demo", "yishi-case")
    assert build(project, live)
    assert "只给教师看的一句话" in teachers.read_text("utf-8")
    assert '<meta name="robots" content="noindex">' in teachers.read_text("utf-8")
    assert teachers.name in page.read_text("utf-8")
    monkeypatch.setenv("EDITION", "student")
    assert build(project, live)
    assert page.is_file()
    assert not [path for path in live.rglob("*") if path.is_file() and path.match("*teacher*")]
    for path in live.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            assert "只给教师看的一句话".encode() not in content, path
            assert b"-teacher.html" not in content, path


def test_an_edition_that_there_is_not_is_refused(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EDITION", "teacher")
    with pytest.raises(CasebookError, match="不认识") as refused:
        build(project, project / "build/site")
    assert refused.value.code == "E-EDITION"
