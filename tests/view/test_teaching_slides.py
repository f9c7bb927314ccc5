"""What slides say: students' sets nothing of the teacher's, charts only of figures that are alike, notes the whole plan."""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from conftest import REPO, VALID

from generator.checking import check_casebook
from generator.know.catalogue import Catalogue
from generator.model.walk import texts
from generator.view.deck import MOST_LINES, Deck, SlideTable
from generator.view.lesson import ExhibitRow, LessonExhibit, TeacherLesson, lessons
from generator.view.shapes import Computed, Plain
from generator.view.slide_fit import column_widths, count_lines, em, sentences, share, share_rows, slide_words
from generator.view.teaching_notes import main_plan
from generator.view.teaching_slides import chart_rows, student_deck, teacher_deck

_LEAST = 8  # characters: shorter words of a teacher's may stand in anybody's text


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    book, _ = check_casebook(REPO)
    assert book is not None
    return Catalogue(book, "1", "2026-01-05")


@pytest.fixture(scope="module")
def taught(catalogue: Catalogue) -> list[TeacherLesson]:
    return list(lessons(catalogue))


def said(deck: Deck) -> str:
    """Everything in a deck, notes too."""
    return "\n".join(
        "\n".join((slide.title, *slide.lines, slide.source, slide.notes, *(text for row in (slide.table.rows if slide.table else ()) for text in row)))
        for slide in deck.slides
    )


def teachers_words(catalogue: Catalogue, made: TeacherLesson) -> Iterator[str]:
    """Every text of the teacher's part that does not stand in a text or a question that students have anyway."""
    home = made.desk.folder or catalogue.book
    own = [text for _, _, text in texts(home.teaching[made.lesson.id].student)] + [question.text for question in made.teacher.questions]
    theirs = "\n".join(slide_words(made.desk.advice(text)) for text in (*own, *made.teacher.feedback))
    for _, _, text in texts(made.teacher):
        words = slide_words(made.desk.advice(text))
        if len(words) >= _LEAST and words not in theirs:
            yield words


def test_students_slides_hold_nothing_of_the_teachers(catalogue: Catalogue, taught: list[TeacherLesson]) -> None:
    for made in taught:
        words = said(student_deck(catalogue, made.lesson))
        teachers = list(teachers_words(catalogue, made))
        assert [text for text in teachers if text in words] == []
        shown = said(teacher_deck(catalogue, made))
        assert sum(text in shown for text in teachers) > 40  # the search does find them
        assert not any(slide.notes for slide in student_deck(catalogue, made.lesson).slides)
        assert "教师用" not in words


def test_the_teachers_slides_hold_the_students_in_the_same_order(catalogue: Catalogue, taught: list[TeacherLesson]) -> None:
    for made in taught:
        students = [slide for slide in student_deck(catalogue, made.lesson).slides if slide.kind != "cover"]
        teachers = [replace(slide, notes="") for slide in teacher_deck(catalogue, made).slides]
        assert [slide for slide in teachers if slide in students] == students
        more = {slide.title.partition("（")[0] for slide in teachers if slide not in students and slide.kind != "cover"}
        assert more <= {"教学目标", "理论工具", "点评要点"}


def test_the_notes_hold_plan_answers_and_what_to_do_when_nobody_speaks(catalogue: Catalogue, taught: list[TeacherLesson]) -> None:
    for made in taught:
        deck = teacher_deck(catalogue, made)
        words = said(deck)
        part = made.teacher
        wanted = [part.opening, part.closing, *(row.teacher for row in main_plan(part).rows), *(answer.why for answer in part.quote_answers)]
        wanted += [text for row in main_plan(part).rows if (text := row.if_stuck)] + list(part.issues) + list(part.analysis)
        wanted += [point.point for question in part.questions for point in question.answer_points]
        assert [text for text in wanted if slide_words(made.desk.advice(text)) not in words] == []
        for slide in deck.slides:
            assert slide.notes == "接上一张。" or all(label in slide.notes for label in ("【时间】", "【板书】", "【冷场怎么办】")), slide.title


def test_each_answer_of_the_exercise_stands_at_its_sentence(catalogue: Catalogue, taught: list[TeacherLesson]) -> None:
    for made in taught:
        home = made.desk.folder or catalogue.book
        asked = [sentence.id for sentence in home.teaching[made.lesson.id].student.quote_check]
        notes = next(slide.notes for slide in teacher_deck(catalogue, made).slides if slide.title.startswith("这个数能不能这样引"))
        verdict = {answer.id: answer.verdict for answer in made.teacher.quote_answers}
        assert all(f"{number}. {verdict[name]}。" in notes for number, name in enumerate(asked, 1))


def test_every_question_has_its_slide_with_its_minutes(catalogue: Catalogue, taught: list[TeacherLesson]) -> None:
    for made in taught:
        slides = [slide for slide in student_deck(catalogue, made.lesson).slides if slide.title.startswith("问题")]
        assert [(slide.title, "".join(slide.lines), slide.minutes) for slide in slides] == [
            (f"问题 {question.number}", slide_words(question.text), question.minutes) for question in made.lesson.questions
        ]


def test_the_smallest_casebook_has_slides_too() -> None:
    book, _ = check_casebook(VALID)
    assert book is not None
    catalogue = Catalogue(book, "1", "2026-01-05")
    made = next(lessons(catalogue))
    assert [slide.title for slide in student_deck(catalogue, made.lesson).slides] == [
        "甲镇的议事会", "课堂规则", "案例回顾：谁来定", "图表 1：议定和办成（1/2）", "图表 1：议定和办成（2/2）", "要定的事", "问题 1", "小组任务",
        "这个数能不能这样引", "对照：别处怎样做", "放到我们这里", "资料来源",
    ]


# --- charts -----------------------------------------------------------------------------------------------------------


def row(what: str, number: float | None = 1.0, **more: object) -> ExhibitRow:
    given = ExhibitRow("demo/one", what, "1个", "1个", number, "个", "甲市", "2026年", "示例，原文一第2段", kind="count")
    return replace(given, **more)  # type: ignore[arg-type]


def charted(*rows: ExhibitRow) -> list[str]:
    return [row.what for row in chart_rows(LessonExhibit("e1", 1, "表", rows, ()))]


def test_a_chart_holds_only_figures_that_are_alike() -> None:
    alike = [row("网上办的事项"), row("窗口办的事项"), row("事项总数")]
    assert charted(*alike) == ["网上办的事项", "窗口办的事项", "事项总数"]
    assert charted(*alike, row("小区总数")) == ["网上办的事项", "窗口办的事项", "事项总数"]
    assert charted(alike[0], row("社会组织")) == []
    for other in ({"unit": "项"}, {"kind": "composition"}, {"scope": "甲镇"}, {"as_of": "2025年"}, {"computed": True}, {"number": None}):
        assert charted(alike[0], row("窗口办的事项", **other)) == []


# --- how much a slide holds -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("count", [1, 3, 8, 20])
def test_a_list_over_several_slides_loses_nothing_and_overfills_none(count: int) -> None:
    given = [f"{number}一句话，说得长一些，要占两行才写得完，再补上几个字好让它换行。" for number in range(count)]
    found = share(given, 20)
    assert [text for part in found for text in part] == given
    assert max(sum(count_lines(text, 20) for text in part) for part in found) <= MOST_LINES


def test_a_text_too_long_for_a_slide_is_parted_between_sentences() -> None:
    text = "".join(f"这是第{number}句，有二十来个字，读起来不快也不慢。" for number in range(30))
    found = share([text])
    assert len(found) > 1
    assert "".join(piece for part in found for piece in part) == text
    assert all(part[-1].endswith("。") for part in found)
    assert sentences("没有句号") == ("没有句号",)


def test_what_no_slide_holds_stands_alone_for_the_renderer_to_refuse() -> None:
    """One long sentence of an author must not stop all other documents."""
    long = "一句没有句号的话" * 60
    assert share([long, "短。", "也短。"]) == [(long,), ("短。", "也短。")]
    table = SlideTable(("时间", "经过"), (("春天", "短"), ("夏天", long), ("秋天", "短")))
    assert [part.rows for part in share_rows(table)] == [(row,) for row in table.rows]


def test_a_table_over_several_slides_keeps_its_head_and_rows() -> None:
    table = SlideTable(("数的是什么", "数"), tuple((f"第{number}行", "1个") for number in range(16)))
    found = share_rows(table)
    assert [len(part.rows) for part in found] == [6, 6, 4]
    assert tuple(row for part in found for row in part.rows) == table.rows
    assert {part.head for part in found} == {table.head}


def test_columns_take_the_whole_width_and_keep_short_ones_whole() -> None:
    table = SlideTable(("数的是什么", "数", "范围"), (("很长的一句话" * 8, "超过7000万元", "东莞市" * 9),))
    widths = column_widths(table, 40)
    assert sum(widths) == pytest.approx(40)
    assert widths[1] > em("超过7000万元")


def test_computed_figures_say_so_once() -> None:
    assert slide_words((Plain("减了"), Computed("102项", "147 - 45"), Plain("。"))) == "减了102项（推算）。"
    assert slide_words((Computed("69%", "x"), Plain("（推算）"))) == "69%（推算）"
