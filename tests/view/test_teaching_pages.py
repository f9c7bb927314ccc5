"""The pages of the teaching cases: the text whole and in order, doors to both editions, no answer beside a question."""
from __future__ import annotations

from dataclasses import replace

import pytest
from conftest import REPO

from generator.checking import check_casebook
from generator.know.catalogue import Catalogue
from generator.know.checklists import COMMON
from generator.know.teaching_uses import teaching_uses
from generator.outputs import made_documents
from generator.view.download_pages import Offer
from generator.view.lesson import TeacherLesson, lessons, teacher_path, teaching_path
from generator.view.search_index import READ, search_entries
from generator.view.shapes import Bullets, Computed, Document, Download, Figure, Framed, Link, Numbered, Table, words_of
from generator.view.teaching_pages import TEACHING_PATH, student_page, teacher_pages, teaching_page


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    book, _ = check_casebook(REPO)
    assert book is not None
    return Catalogue(book, "0.1.0", "2026-01-05")


@pytest.fixture(scope="module")
def pages(catalogue: Catalogue) -> dict[str, Document]:
    return {document.path: document for _, document in made_documents(catalogue)}


@pytest.fixture(scope="module")
def taught(catalogue: Catalogue) -> tuple[TeacherLesson, ...]:
    found = tuple(lessons(catalogue))
    assert {one.lesson.home for one in found} >= {COMMON, *catalogue.book.cases}
    return found


def links_in(shape: object) -> list[str]:
    if isinstance(shape, Link):
        return [shape.target]
    if isinstance(shape, tuple):
        return [target for part in shape for target in links_in(part)]
    return [target for name in getattr(shape, "__match_args__", ()) for target in links_in(getattr(shape, name))]


def words_of_page(document: Document) -> str:
    return "\n".join(line for section in document.sections for block in section.blocks for line in READ[type(block)](block))


def test_the_text_is_numbered_through_and_exhibits_follow_their_part(catalogue: Catalogue, taught: tuple[TeacherLesson, ...]) -> None:
    for one in taught:
        lesson = one.lesson
        page = student_page(catalogue, lesson)
        parts = [section for section in page.sections if section.id.startswith("part-")]
        numbers = [number for part in parts for block in part.blocks if isinstance(block, Numbered) for number, _ in block.items]
        assert numbers == list(range(1, len(numbers) + 1))
        assert len(parts) == len(lesson.sections)
        for part, section in zip(parts, lesson.sections, strict=True):
            tables = [block for block in part.blocks if isinstance(block, Table)]
            assert [table.caption for table in tables] == [f"图表{one.number}　{one.title}" for one in section.exhibits]
            for table, exhibit in zip(tables, section.exhibits, strict=True):
                figures = [run for row in table.rows for run in row[1]]
                assert [type(run) for run in figures] == [Computed if row.computed else Figure for row in exhibit.rows]
                assert [run.metric for run in figures if isinstance(run, Figure)] == [row.metric for row in exhibit.rows if not row.computed]
            framed = [block for block in part.blocks if isinstance(block, Framed)]
            assert "".join(words_of(text) for block in framed for text in block.paragraphs) == words_of(section.composed)
            assert all(block.head == "情景为教学需要合成" for block in framed)


def test_students_read_everything_that_is_theirs(catalogue: Catalogue, taught: tuple[TeacherLesson, ...]) -> None:
    for one in taught:
        lesson = one.lesson
        page = student_page(catalogue, lesson)
        text = words_of_page(page) + words_of(page.lead) + "".join(words_of(value) for _, value in page.facts)
        wanted = [
            lesson.notice, lesson.ending, *(value for _, value in lesson.intro), *lesson.not_said, *lesson.quote_check, *lesson.ours,
            *(question.text for question in lesson.questions), *(event for _, event in lesson.timeline),
        ]
        assert [words_of(rich) for rich in wanted if words_of(rich) not in text] == []
        assert all(line in text for line in lesson.sources)
        assert {link.target for link in (*lesson.practices, *lesson.contrast)} <= set(links_in(page.sections))


def test_no_figure_of_the_exercise_leads_to_its_answer(catalogue: Catalogue, taught: tuple[TeacherLesson, ...]) -> None:
    for one in taught:
        quotes = next(section for section in student_page(catalogue, one.lesson).sections if section.id == "quotes")
        runs = [run for block in quotes.blocks if isinstance(block, Bullets) for item in block.items for run in item]
        assert runs
        assert not [run for run in runs if isinstance(run, Figure)]


def test_the_page_of_a_teacher_says_so_first_and_is_in_no_search(catalogue: Catalogue, taught: tuple[TeacherLesson, ...]) -> None:
    made = {page.path: page for page in teacher_pages(catalogue)}
    assert len(made) == len(taught)
    assert search_entries(made.values()) == ()
    for one in taught:
        page = made[teacher_path(one.lesson.home, one.lesson.id)]
        assert words_of(page.lead) == "教师用：有答案和点评，公开放在这里，不要求登录；发给学员的用学员页。"
        assert teaching_path(one.lesson.home, one.lesson.id) in links_in(page.lead)
        text = words_of_page(page)
        say = one.desk.words
        for question in one.teacher.questions:
            assert all(say(point.point, advice=True) in text for point in question.answer_points)
        assert all(say(row.activity, advice=True) in text for plan in one.teacher.plans for row in plan.rows)
        assert all(say(answer.why, advice=True) in text for answer in one.teacher.quote_answers)
        assert len({section.id for section in page.sections}) == len(page.sections)


def test_the_list_leads_to_both_pages_and_tells_the_courses(catalogue: Catalogue, taught: tuple[TeacherLesson, ...]) -> None:
    page = teaching_page(catalogue)
    targets = links_in(page.sections)
    for one in taught:
        assert teaching_path(one.lesson.home, one.lesson.id) in targets
        assert teacher_path(one.lesson.home, one.lesson.id) in targets
    text = words_of_page(page)
    by_ref = {one.lesson.ref: one.lesson for one in taught}
    for course in catalogue.book.courses.values():
        table = next(block for section in page.sections if section.id == f"course-{course.id}" for block in section.blocks if isinstance(block, Table))
        assert [(words_of(row[1]), words_of(row[2])) for row in table.rows] == [
            (by_ref[unit.teaching].title, f"{unit.minutes}分钟") for unit in course.units
        ]
        assert f"合计：{course.minutes}分钟" in text


def test_the_edition_for_students_names_no_page_of_a_teacher(catalogue: Catalogue) -> None:
    students = Catalogue(catalogue.book, catalogue.version, catalogue.day, students=True)
    made = [document for _, document in made_documents(students)]
    assert not [page.path for page in made if page.kind == "teacher"]
    assert not [target for page in made for target in links_in((page.lead, page.sections, page.crumbs)) if target.endswith("-teacher.html")]
    assert [page for page in made if page.path == TEACHING_PATH]


def test_practices_and_cases_name_the_teaching_cases(catalogue: Catalogue, pages: dict[str, Document]) -> None:
    uses = teaching_uses(catalogue.book)
    assert any(use.rests for found in uses.values() for use in found)
    assert any(not use.rests for found in uses.values() for use in found)
    for ref, found in uses.items():
        section = next(section for section in pages[f"library/{ref}.html"].sections if section.id == "teaching")
        assert links_in(section) == [teaching_path(use.home, use.teaching) for use in found]
    for case_id, folder in catalogue.book.cases.items():
        section = next(section for section in pages[f"library/{case_id}/index.html"].sections if section.id == "teaching")
        cards = [card.target for block in section.blocks for card in getattr(block, "items", ())]
        assert {teaching_path(case_id, name) for name in folder.teaching} <= set(cards)
        assert len(cards) == len(set(cards))


def test_a_case_without_teaching_cases_has_no_such_part(catalogue: Catalogue) -> None:
    bare = replace(catalogue.book, teaching={}, courses={}, cases={
        name: replace(folder, teaching={}) for name, folder in catalogue.book.cases.items()
    })
    made = [document for _, document in made_documents(Catalogue(bare, "0.1.0", "2026-01-05"))]
    assert not [page.path for page in made for section in page.sections if section.id == "teaching"]
    page, = (page for page in made if page.path == TEACHING_PATH)
    assert [section.id for section in page.sections] == ["none"]


def test_each_page_offers_the_files_of_its_edition(catalogue: Catalogue, taught: tuple[TeacherLesson, ...]) -> None:
    lesson = taught[0].lesson
    webs = {teaching_path(lesson.home, lesson.id): "01.docx", teacher_path(lesson.home, lesson.id): "02.docx"}
    offers = [Offer("x", "x", "x", "", web, (Download("x", f"downloads/{name}", "Word"),)) for web, name in webs.items()]
    pages = {document.path: document for _, document in made_documents(catalogue, offers)}
    for web, name in webs.items():
        assert [file.path for file in pages[web].downloads] == [f"downloads/{name}"]
