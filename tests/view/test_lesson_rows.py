"""What 备课 is told of a teaching case: the shape of its plans and its questions, no word of the teacher's beside them."""
from __future__ import annotations

from dataclasses import replace

import pytest
from conftest import REPO

from generator.checking import check_casebook
from generator.know.catalogue import Catalogue
from generator.model.walk import texts
from generator.render.lessons_script import render_lessons
from generator.view.lesson import lessons
from generator.view.lesson_rows import LessonData, lesson_data
from generator.view.shapes import Download, words_of
from generator.view.teaching_pages import student_pages, teacher_pages


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    book, _ = check_casebook(REPO)
    assert book is not None
    return Catalogue(book, "1", "2026-01-05")


@pytest.fixture(scope="module")
def data(catalogue: Catalogue) -> LessonData:
    return lesson_data(catalogue, [*student_pages(catalogue), *teacher_pages(catalogue)])


def test_every_case_and_course_is_there_and_every_plan_adds_up(catalogue: Catalogue, data: LessonData) -> None:
    assert [row.ref for row in data.lessons] == [taught.lesson.ref for taught in lessons(catalogue)]
    assert [row.id for row in data.courses] == list(catalogue.book.courses)
    for row in data.lessons:
        asked = {question.id for question in row.questions}
        for plan in row.plans:
            assert sum(stage.minutes for stage in plan.stages) == plan.minutes
            assert {stage.question for stage in plan.stages} <= asked | {""}
        assert row.rests
        assert {ref for ref, _, _ in data.practices} >= {*row.rests, *row.contrast}


def test_no_word_of_the_teacher_is_told_but_the_names_of_stages_and_the_questions(catalogue: Catalogue, data: LessonData) -> None:
    script = render_lessons(data).decode()
    told, stages = [], 0
    for taught in lessons(catalogue):
        asked = "".join(words_of(question.text) for question in taught.lesson.questions)  # the board may repeat a question
        for path, _, text in texts(taught.teacher):
            if path[-1] == "stage":
                stages += text in script
            elif len(text) >= 10 and text in script and text not in asked:
                told.append((taught.lesson.ref, path, text))
    assert told == []
    assert stages > 100


def test_files_come_in_the_order_of_the_pack_and_zips_last(catalogue: Catalogue) -> None:
    page = next(student_pages(catalogue))
    stem = page.path.removeprefix("library/").removesuffix(".html")
    names = ["-student.zip", "-02.docx", "-01b.pdf", "-01.pdf", "-01.docx"]
    files = tuple(Download(name, f"downloads/{stem}{name}", "Word") for name in names)
    row = lesson_data(catalogue, [replace(page, downloads=files)]).lessons[0]
    assert [file.label for file in row.files] == ["-01.docx", "-01.pdf", "-01b.pdf", "-02.docx", "-student.zip"]
    assert row.teacher_page == ""
