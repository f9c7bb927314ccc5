"""题库 on paper: a sheet of questions for each material and its key apart from it; all of it as a workbook and for Moodle."""
from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from generator.bank.question import KIND_TITLE
from generator.know.catalogue import Catalogue
from generator.view.asking import asked
from generator.view.desk import plain
from generator.view.paper import Edition, Paper, Workbook, WorkbookSheet
from generator.view.quiz import QUIZ_PATH, Asked, Quiz, kinds_of
from generator.view.shapes import Block, Paragraph, Ruled, Section, Table

NUMERALS = "一二三四五"
_INDENT, _BETWEEN, _LINE = "　", "　　", 36  # a line of a sheet holds some 40 full-width characters
_OPEN_BOOK = "开卷：可以查原文，也可以查本库。不考记性，考会不会查、会不会用。不排名次。"
_HOW = {
    "single": "每题只有一个正确答案。", "multiple": "每题有两个或更多的正确答案。", "true_false": "对的画√，错的画×。",
    "matching": "把右边的字母写在左边题目的括号里，每个用一次。", "short": "写一两句话，写明出处。",
}
_KEY = "教师备课和自学核对用。每题写明出自哪份材料、哪一节；有不同看法，以原文为准。"
_QUESTION_HEAD = ("题号", "材料", "题型", "考什么", "题目", "选项", "编号")
_QUESTION_WIDTHS = (7, 18, 9, 9, 60, 60, 30)
_ANSWER_HEAD = ("题号", "材料", "题型", "答案", "为什么", "出处", "编号")
_ANSWER_WIDTHS = (7, 18, 9, 30, 60, 50, 30)


def question_papers(catalogue: Catalogue) -> Iterator[Paper]:
    """The questions, without any answer."""
    for home, questions in _by_home(catalogue):
        parts = [section for number, (kind, group) in enumerate(kinds_of(questions)) for section in _questions(number, kind, group)]
        opening = (_OPEN_BOOK, f"共 {len(questions)} 题。题里的数字照原文写。")
        yield _paper(catalogue, home, "bank-questions", f"{questions[0].material}：题目", opening, tuple(parts))


def answer_papers(catalogue: Catalogue) -> Iterator[Paper]:
    """The key: answer, reason, source and section."""
    for home, questions in _by_home(catalogue):
        parts = [_answers(number, kind, group) for number, (kind, group) in enumerate(kinds_of(questions))]
        yield _paper(catalogue, home, "bank-answers", f"{questions[0].material}：答案", (_KEY,), tuple(parts), "teacher")


def bank_workbook(catalogue: Catalogue) -> Iterator[Workbook]:
    """All questions and all answers, a sheet each."""
    questions = asked(catalogue)
    if not questions:
        return
    ask = tuple(
        (question.number, question.material, KIND_TITLE[question.kind], question.skill, question.words, "\n".join(question.lines), question.id)
        for question in questions
    )
    tell = tuple(
        (
            question.number, question.material, KIND_TITLE[question.kind], question.key, question.why, "\n".join(question.where),
            question.id,
        )
        for question in questions
    )
    yield Workbook(
        path="common/bank", kind="bank-workbook", title="题库", name="题库",
        sheets=(
            WorkbookSheet("题目", "题库：题目", _QUESTION_HEAD, _QUESTION_WIDTHS, ask, _OPEN_BOOK),
            WorkbookSheet("答案", "题库：答案", _ANSWER_HEAD, _ANSWER_WIDTHS, tell, _KEY),
        ),
        web=QUIZ_PATH, reviewed=catalogue.reviewed, source="cases", edition="teacher",
    )


def bank_quiz(catalogue: Catalogue) -> Iterator[Quiz]:
    """All questions as one file for Moodle."""
    questions = asked(catalogue)
    if questions:
        yield Quiz(
            path="common/bank", kind="bank-moodle", title="题库", name="题库-Moodle导入", questions=questions, web=QUIZ_PATH,
            reviewed=catalogue.reviewed, source="cases",
        )


def _by_home(catalogue: Catalogue) -> Iterator[tuple[str, tuple[Asked, ...]]]:
    for home, group in groupby(asked(catalogue), key=lambda question: question.home):
        yield home, tuple(group)


def _questions(number: int, kind: str, questions: tuple[Asked, ...]) -> list[Section]:
    sections = [Section(f"kind-{kind}", f"{NUMERALS[number]}、{_title(kind)}", (Paragraph(plain(_HOW[kind])),))]
    for question in questions:
        blocks: list[Block] = []
        blank = "" if kind in {"short", "matching"} else "（　）"
        blocks.append(Paragraph(plain(f"{blank}{question.number}．{question.words}")))
        if kind == "matching":
            blocks.append(_matching(question))
        else:
            blocks += [Paragraph(plain(_INDENT + line)) for line in _options(question)]
        if kind == "short":
            blocks.append(Ruled(3))
        sections.append(Section(f"question-{question.number}", "", tuple(blocks)))
    return sections


def _options(question: Asked) -> tuple[str, ...]:
    """The answers to choose from, on one line where they are short."""
    one = _BETWEEN.join(question.lines)
    return (one,) if question.lines and _width(one) <= _LINE else question.lines


def _width(text: str) -> float:
    return sum(0.5 if sign.isascii() else 1 for sign in text)


def _matching(question: Asked) -> Table:
    lefts = [f"（　）{number}．{text}" for number, text in enumerate(question.lefts, 1)]
    rights = question.lines[len(lefts):]
    return Table("", ("左边", "右边"), tuple((plain(left), plain(right)) for left, right in zip(lefts, rights, strict=True)))


def _answers(number: int, kind: str, questions: tuple[Asked, ...]) -> Section:
    rows = tuple(
        (plain(str(question.number)), plain(question.key), plain(question.why), plain("；".join(question.where)))
        for question in questions
    )
    return Section(f"kind-{kind}", f"{NUMERALS[number]}、{_title(kind)}", (Table("", ("题号", "答案", "为什么", "出处"), rows),))


def _title(kind: str) -> str:
    return next(title for name, title in KIND_TITLE.items() if name == kind)


def _paper(
    catalogue: Catalogue, home: str, kind: str, title: str, opening: tuple[str, ...], sections: tuple[Section, ...],
    edition: Edition = "student",
) -> Paper:
    folder = catalogue.book.cases.get(home)
    return Paper(
        path=f"{home}/{kind}", kind=kind, layout="handout", title=title, name=f"题库-{title.replace('：', '-')}", sections=sections,
        kicker="教师用 · 题库" if edition == "teacher" else "题库 · 开卷", opening=opening, web=QUIZ_PATH, edition=edition,
        reviewed=folder.case.reviewed if folder else catalogue.reviewed, source=f"cases/{home}", keywords=("题库", title),
    )
