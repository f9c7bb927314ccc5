"""The pack of a teaching case: what students get holds nothing of the teacher's, and the teacher's note holds all of it."""
from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

import pytest
from conftest import REPO, VALID

from generator.checking import check_casebook
from generator.know.catalogue import Catalogue
from generator.model.classroom import PlanRow
from generator.model.walk import texts
from generator.papers import PAPERS, Printable, find_papers
from generator.view.lesson import Lesson, TeacherLesson, lessons
from generator.view.paper import Paper, RowTotal, Workbook
from generator.view.papers.teaching_comparison import comparison_papers
from generator.view.papers.teaching_desk import board_paper, roles_paper, scores_workbook
from generator.view.papers.teaching_note import note_paper
from generator.view.papers.teaching_parts import clock, evidence_in_words, numeral, paragraphs_of
from generator.view.papers.teaching_sheets import RATINGS, feedback_paper, questions_paper, readings_paper
from generator.view.papers.teaching_text import short_paper, text_paper
from generator.view.shapes import Computed, Figure, Framed, Notes, Numbered, Plain, Rich, Section, Table, words_of

KINDS = ("01", "01b", "02", "04", "05", "06", "07", "08", "09")
STUDENTS = (text_paper, short_paper, questions_paper, feedback_paper, readings_paper)
SHORTEST = 8  # characters: a shorter text of the teacher's may stand anywhere by chance


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    book, _ = check_casebook(REPO)
    assert book is not None
    return Catalogue(book, "0.1.0", "2026-01-05")


@pytest.fixture(scope="module")
def taught(catalogue: Catalogue) -> list[TeacherLesson]:
    return list(lessons(catalogue))


def shapes_in(shape: object) -> Iterator[object]:
    yield shape
    if isinstance(shape, tuple):
        for part in shape:
            yield from shapes_in(part)
    elif not isinstance(shape, str):
        for name in getattr(shape, "__match_args__", ()):
            yield from shapes_in(getattr(shape, name))


def words_in(shape: object) -> str:
    """Every word of a shape, its runs joined: figures stand in the middle of sentences."""
    return "".join(part for part in shapes_in(shape) if isinstance(part, str))


def plain_words(shape: object) -> str:
    """The words of runs alone, without references and formulas."""
    return "".join(part if isinstance(part, str) else "" for part in _spoken(shape))


def _spoken(shape: object) -> Iterator[str]:
    if isinstance(shape, Plain | Figure | Computed):
        yield shape.text
    elif isinstance(shape, str):
        yield shape
    elif isinstance(shape, tuple):
        for part in shape:
            yield from _spoken(part)
    else:
        for name in getattr(shape, "__match_args__", ()):
            yield from _spoken(getattr(shape, name))


def secrets(made: TeacherLesson) -> set[str]:
    """Every text of the teacher's part that students are not to have; what their own part says too is none."""
    asked = {question.text for question in made.teacher.questions} | set(made.teacher.feedback)
    home = made.desk.folder or made.desk.catalogue.book
    own = {text for _, _, text in texts(home.teaching[made.lesson.id].student)}
    given = "\n".join(made.desk.words(text, advice=True) for text in asked | own)
    found = {text for _, _, text in texts(made.teacher)}
    hidden = {made.desk.words(text, advice=True) for text in found - asked if len(text) >= SHORTEST}
    return {text for text in hidden if text not in given}


def test_every_teaching_case_has_its_whole_pack(catalogue: Catalogue, taught: list[TeacherLesson]) -> None:
    made = {paper.path: paper for row in PAPERS if row.name.startswith("teaching-") for paper in row.papers(catalogue)}
    assert taught
    for one in taught:
        for number in KINDS:
            paper = made[f"{one.lesson.home}/teaching-{one.lesson.id}-{number}"]
            assert paper.name.startswith(f"{number}_"), paper.name
            edition = "teacher" if number in {"02", "05", "06", "07"} else "student"
            assert isinstance(paper, Paper | Workbook)
            assert paper.edition == edition, paper.path
            assert ("教师版" in paper.name) == (edition == "teacher"), paper.name


def test_students_papers_hold_nothing_of_the_teachers(catalogue: Catalogue, taught: list[TeacherLesson]) -> None:
    for one in taught:
        hidden = secrets(one)
        assert len(hidden) > 100, one.lesson.ref
        for make in STUDENTS:
            told = plain_words(make(catalogue, one.lesson))
            assert [text for text in hidden if text in told] == [], one.lesson.ref


def test_the_search_for_leaks_sees_one(catalogue: Catalogue, taught: list[TeacherLesson]) -> None:
    one = taught[0]
    planted = replace(one.lesson, ending=one.desk.advice(one.teacher.closing))
    told = plain_words(text_paper(catalogue, planted))
    assert [text for text in secrets(one) if text in told]


def test_the_note_holds_all_of_the_teachers_part(catalogue: Catalogue, taught: list[TeacherLesson]) -> None:
    for one in taught:
        told = plain_words(note_paper(catalogue, one))
        numbers = {question.id: question.number for question in one.lesson.questions}
        for text in secrets(one):
            said = re.sub(r"(?<![A-Za-z0-9])q[0-9]+(?![A-Za-z0-9])", lambda found: f"第{numbers[found[0]]}题", text)  # noqa: B023  used at once
            assert said in told, (one.lesson.ref, text)


def test_the_note_says_where_the_material_ends_when_nobody_wrote_on(catalogue: Catalogue, taught: list[TeacherLesson]) -> None:
    for one in taught:
        last = note_paper(catalogue, one).sections[-1]
        said = plain_words(last)
        assert (one.desk.words(one.teacher.epilogue) if one.teacher.epilogue else "资料止于此，请授课人补充现状。") in said


def test_paragraphs_are_numbered_through_and_evidence_names_them(catalogue: Catalogue, taught: list[TeacherLesson]) -> None:
    for one in taught:
        numbers = [number for shape in shapes_in(text_paper(catalogue, one.lesson).sections) if isinstance(shape, Numbered)
                   for number, _ in shape.items]
        assert numbers == list(range(1, len(numbers) + 1))
        for question in one.teacher.questions:
            for point in question.answer_points:
                named = evidence_in_words(one.lesson, point.evidence)
                paragraph = re.match(r"正文第([0-9、]+)段", named)
                assert paragraph is None or max(map(int, paragraph[1].split("、"))) <= len(numbers)


@pytest.mark.parametrize(
    ("names", "words"),
    [(("p3",), "正文第3段"), (("p3", "n2", "p5"), "正文第3、5段；“来源没有说的”第2条"), (("n1", "e2"), "“来源没有说的”第1条；图表2")],
)
def test_evidence_is_told_in_words(taught: list[TeacherLesson], names: Sequence[str], words: str) -> None:
    assert evidence_in_words(taught[0].lesson, names) == words


def test_every_exhibit_stands_in_the_text_once_with_its_number(catalogue: Catalogue, taught: list[TeacherLesson]) -> None:
    for one in taught:
        captions = [shape.caption for shape in shapes_in(text_paper(catalogue, one.lesson).sections) if isinstance(shape, Table)]
        for exhibit in one.lesson.exhibits:
            assert captions.count(f"图表{exhibit.number}　{exhibit.title}") == 1, (one.lesson.ref, exhibit.id)


def test_a_computed_exhibit_shows_what_came_out(catalogue: Catalogue, taught: list[TeacherLesson]) -> None:
    computed = [(one, row) for one in taught for exhibit in one.lesson.exhibits for row in exhibit.rows if row.computed]
    assert computed
    for one, row in computed:
        assert f"{row.value}（{row.stated}）" in plain_words(text_paper(catalogue, one.lesson).sections)


def test_what_is_composed_stands_in_a_frame_word_for_word(catalogue: Catalogue, taught: list[TeacherLesson]) -> None:
    for one in taught:
        framed = [shape for shape in shapes_in(text_paper(catalogue, one.lesson).sections) if isinstance(shape, Framed)]
        composed = [section.composed for section in one.lesson.sections if section.composed]
        assert ["".join(map(words_of, frame.paragraphs)) for frame in framed] == [words_of(text) for text in composed]
        assert all(frame.head == "情景为教学需要合成" for frame in framed)
        frames = {shape for frame in framed for shape in frame.paragraphs}
        numbered = {text for shape in shapes_in(text_paper(catalogue, one.lesson).sections) if isinstance(shape, Numbered) for _, text in shape.items}
        assert not frames & numbered


@pytest.mark.parametrize(
    ("text", "paragraphs"),
    [
        ("甲说：“行。”乙说：“不行！”散会。", ("甲说：“行。”", "乙说：“不行！”", "散会。")),
        ("甲说：“先这样。再说。”完", ("甲说：“先这样。再说。”", "完")),
        ("没有句号", ("没有句号",)),
    ],
)
def test_a_scene_is_broken_after_somebody_has_spoken(text: str, paragraphs: tuple[str, ...]) -> None:
    assert tuple(map(words_of, paragraphs_of((Plain(text),)))) == paragraphs


def test_a_long_scene_keeps_its_figures() -> None:
    figure = Figure("5个", "a/five")
    text: Rich = (Plain("话" * 140 + "。他有"), figure, Plain("。完。"))
    assert [words_of(part) for part in paragraphs_of(text)] == ["话" * 140 + "。", "他有5个。完。"]
    assert any(figure in part for part in paragraphs_of(text))


def test_the_exercise_gives_no_answer(catalogue: Catalogue, taught: list[TeacherLesson]) -> None:
    for one in taught:
        paper = questions_paper(catalogue, one.lesson)
        quotes = next(section for section in paper.sections if section.id == "quotes")
        assert not [shape for shape in shapes_in(quotes) if isinstance(shape, Figure) or (isinstance(shape, Computed) and shape.formula)]
        table, = (block for block in quotes.blocks if isinstance(block, Table))
        assert [words_of(row[1]) for row in table.rows] == [words_of(sentence) for sentence in one.lesson.quote_check]
        assert all(row[-1] == () for row in table.rows)
        assert table.tall > 15


def test_cautions_of_the_text_stand_in_the_list_of_readings(catalogue: Catalogue, taught: list[TeacherLesson]) -> None:
    for one in taught:
        text, readings = text_paper(catalogue, one.lesson), readings_paper(catalogue, one.lesson)
        assert "※" not in "".join(words for _, words in text.footnotes)
        noted = plain_words(tuple(shape for shape in shapes_in(readings.sections) if isinstance(shape, Notes)))
        for shape in shapes_in(text.sections):
            if isinstance(shape, Figure) and shape.cautioned:
                desk = one.desk.of(shape.metric.partition("/")[0])
                for caution in catalogue.cautions[shape.metric]:
                    assert words_of(desk.rich(caution.text)) in noted, shape.metric


def test_every_figure_of_the_pack_has_its_footnote(catalogue: Catalogue, taught: list[TeacherLesson]) -> None:
    for one in taught:
        students = [make(catalogue, one.lesson) for make in STUDENTS]
        teachers = [make(catalogue, one) for make in (note_paper, board_paper, roles_paper)]
        for paper in (*students, *teachers):
            noted = dict(paper.footnotes)
            assert all(shape.metric in noted for shape in shapes_in(paper.sections) if isinstance(shape, Figure)), paper.path


def test_each_role_has_a_card_with_what_only_it_knows(catalogue: Catalogue, taught: list[TeacherLesson]) -> None:
    for one in taught:
        paper = roles_paper(catalogue, one)
        assert paper.footer.startswith("教师用")
        by_title = {card.title: card for card in paper.cards}
        assert {"召集人", "记录员", "发言人"} <= set(by_title)
        for role in one.teacher.simulation.roles if one.teacher.simulation else ():
            card = by_title[role.name]
            assert dict(card.facts)["只有你知道"] == one.desk.words(role.secret, advice=True)
            assert "情景合成" in card.kicker
            others = [other.secret for other in one.teacher.simulation.roles if other is not role] if one.teacher.simulation else []
            assert not [secret for secret in others if secret in words_in(card)]


def test_the_flow_of_a_class_is_one_table_that_ends_with_the_class(catalogue: Catalogue, taught: list[TeacherLesson]) -> None:
    for one in taught:
        presets = {plan.preset for plan in one.teacher.plans}
        flows = [section for section in board_paper(catalogue, one).sections if section.id.startswith("flow-")]
        assert [section.id for section in flows] == [f"flow-{preset}" for preset in ("90", "45") if preset in presets] or flows
        for section in flows:
            table, = section.blocks
            assert isinstance(table, Table)
            assert table.one_page
            assert words_of(table.rows[-1][0]).endswith(f"—{section.id.removeprefix('flow-')}分")


def test_minutes_are_counted_on() -> None:
    def row(minutes: int) -> PlanRow:
        return PlanRow(minutes=minutes, stage="导入", activity="说", teacher="讲", learner="听")

    assert clock([row(5), row(25), row(15)]) == ["0—5", "5—30", "30—45"]


def test_groups_are_scored_never_people_and_sums_add_up(taught: list[TeacherLesson]) -> None:
    for one in taught:
        book = scores_workbook(one)
        assert all("教师用" in sheet.note for sheet in book.sheets)
        scores = book.sheets[0]
        assert [row[0] for row in scores.rows] == [f"第{number}组" for number in range(1, 9)]
        assert all("姓名" not in name for name in scores.head)
        count = len(one.teacher.rubric)
        assert all(row[count + 1] == RowTotal(1, count) for row in scores.rows)
        points = [float(found) for name in scores.head[1:count + 1] for found in re.findall(r"（([0-9.]+)分）$", name)]
        assert sum(points) == sum(row.points for row in one.teacher.rubric)
        tally = book.sheets[-1]
        assert [row[0] for row in tally.rows[:len(RATINGS)]] == list(RATINGS)
        assert all(row[7] == RowTotal(1, 5, (5, 4, 3, 2, 1)) for row in tally.rows[:len(RATINGS)])


def test_the_feedback_form_asks_what_the_sheet_counts(catalogue: Catalogue, taught: list[TeacherLesson]) -> None:
    for one in taught:
        told = plain_words(feedback_paper(catalogue, one.lesson))
        for row in scores_workbook(one).sheets[-1].rows:
            assert isinstance(row[0], str)
            assert (row[0].partition(". ")[2] or row[0]) in told


def test_a_paper_is_found_by_the_id_of_its_case(catalogue: Catalogue) -> None:
    for ref in ("futian/shixiang-quliu", "shixiang-quliu"):
        assert [paper.path for paper in find_papers(catalogue, "teaching-note", ref)[1]] == ["futian/teaching-shixiang-quliu-02"]
    assert {paper.path for paper in find_papers(catalogue, "comparison-sheet", "yishi")[1]} == {"common/comparison-yishi"}


def comparisons(catalogue: Catalogue) -> list[tuple[Paper, Paper]]:
    made = list(comparison_papers(catalogue))
    return list(zip(made[::2], made[1::2], strict=True))


def cells(paper: Paper) -> tuple[tuple[Rich, ...], ...]:
    table = paper.sections[0].blocks[0]
    assert isinstance(table, Table)
    return table.rows


def test_each_theme_has_a_sheet_to_compare_empty_and_filled(catalogue: Catalogue) -> None:
    pairs = comparisons(catalogue)
    assert len(pairs) == len(catalogue.book.common.themes.themes)
    for empty, filled in pairs:
        assert (empty.edition, filled.edition) == ("student", "teacher")
        assert [row[0] for row in cells(empty)] == [row[0] for row in cells(filled)]
        assert all(cell == () for row in cells(empty) for cell in row[1:])
        assert all(cell for row in cells(filled) for cell in row[1:])


def test_a_filled_sheet_says_only_what_is_recorded_and_where(catalogue: Catalogue) -> None:
    themes = catalogue.book.common.themes.themes
    for theme, (_, filled) in zip(themes, comparisons(catalogue), strict=True):
        recorded = set()
        for carrier in theme.carriers:
            practice, home = catalogue.book.practice(carrier.practice), carrier.practice.split("/")[0]
            assert practice is not None
            folder = catalogue.book.cases[home]
            record = practice.record
            recorded |= {(folder.case.name, statement.text) for statement in (*record.done, *record.procedure, *record.outcomes)}
        for row in cells(filled):
            for cell in row[1:4]:
                told = re.sub(r"〔[^〕]*〕", "", words_of(cell))
                for piece in filter(None, re.split(r"（原文[^（]*?(?:（[^）]*）[^（）]*)*段）|\n|；", told)):
                    assert piece == "没有写到" or _is_recorded(catalogue, piece, recorded), (theme.id, piece)


def _is_recorded(catalogue: Catalogue, piece: str, recorded: set[tuple[str, str]]) -> bool:
    """Whether a piece of a cell is a statement's words, or names of those who act in one."""
    texts_of = [re.sub(r"\[#[^\]]*\]", "\0", text) for _, text in recorded]
    for text in texts_of:
        if re.fullmatch(".*?".join(map(re.escape, text.split("\0"))), piece) or piece in text:
            return True
        parts = re.split("[；\n]", text)
        if any(re.fullmatch(".*?".join(map(re.escape, part.split("\0"))), piece) for part in parts):
            return True
    return all(any(name in text for text in texts_of) for name in piece.split("、"))


@pytest.mark.parametrize(("number", "words"), [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (21, "二十一")])
def test_sections_are_numbered_in_chinese(number: int, words: str) -> None:
    assert numeral(number) == words


def test_the_text_reads_as_it_should(golden: Callable[[str, str], None]) -> None:
    book, problems = check_casebook(VALID)
    assert book is not None, problems
    catalogue = Catalogue(book, "0.1.0", "2026-01-05")
    one = next(iter(lessons(catalogue)))
    papers: list[Printable] = [text_paper(catalogue, one.lesson), questions_paper(catalogue, one.lesson), note_paper(catalogue, one)]
    golden("paper-teaching.txt", "\n".join(told(paper) for paper in papers if isinstance(paper, Paper)))


def told(paper: Paper) -> str:
    """The paper as a reader would copy it by hand."""
    lines = [f"# {paper.name}", paper.kicker, paper.title, *paper.opening]
    for section in paper.sections:
        lines.append(f"\n[{section.level}] {section.heading}")
        texts = ([part for part in shapes_in(block) if isinstance(part, str) and part] for block in section.blocks)
        lines += ["  " + "|".join(part for part in block if part != "library/metrics.html") for block in texts]
    return "\n".join(lines) + "\n"


def test_a_lesson_without_extras_makes_every_paper(catalogue: Catalogue, taught: list[TeacherLesson]) -> None:
    one = taught[0]
    bare = replace(one, teacher=one.teacher.model_copy(update={
        "board": (), "simulation": None, "field": (), "rubric": (), "feedback": (), "theories": (), "practitioner": None, "before": (), "after": (),
        "plans": tuple(plan.model_copy(update={"rows": tuple(row.model_copy(update={"board": None}) for row in plan.rows)}) for plan in one.teacher.plans),
    }), lesson=replace(one.lesson, feedback=(), timeline=(), contrast=()))
    note = note_paper(catalogue, bare)
    assert [section.heading for section in note.sections if section.level == 2][-1].endswith("后续")
    assert [sheet.name for sheet in scores_workbook(bare).sheets] == ["反馈汇总"]
    for make in STUDENTS:
        assert _has_words(make(catalogue, bare.lesson).sections)
    assert len(roles_paper(catalogue, bare).cards) == 3
    assert all(section.blocks for section in board_paper(catalogue, bare).sections)


def _has_words(sections: tuple[Section, ...]) -> bool:
    return bool(plain_words(sections))


def test_student_papers_take_the_students_edition_alone() -> None:
    for make in STUDENTS:
        assert Lesson.__name__ in make.__annotations__["lesson"]
