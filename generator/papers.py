"""The table of everything that can be printed: which papers, in which formats. Read it to know all of them."""
from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches

from generator.know.catalogue import Catalogue
from generator.model.problem import CasebookError
from generator.view.deck import Deck
from generator.view.desk import Desk
from generator.view.lesson import lessons
from generator.view.paper import ChecklistForm, Paper, Workbook
from generator.view.papers.bank_paper import answer_papers, bank_quiz, bank_workbook, question_papers
from generator.view.papers.brief import brief_paper
from generator.view.papers.cards import card_paper
from generator.view.papers.checklist_form import checklist_forms
from generator.view.papers.compendium import case_compendium, theme_booklet, whole_compendium
from generator.view.papers.course_paper import course_papers
from generator.view.papers.figures_paper import figures_paper, figures_workbook, notes_paper
from generator.view.papers.form_paper import form_papers
from generator.view.papers.guide import guide_paper
from generator.view.papers.teaching_comparison import comparison_papers
from generator.view.papers.teaching_desk import board_paper, roles_paper, scores_workbook
from generator.view.papers.teaching_note import note_paper
from generator.view.papers.teaching_sheets import feedback_paper, questions_paper, readings_paper
from generator.view.papers.teaching_text import short_paper, text_paper
from generator.view.quiz import Quiz
from generator.view.teaching_slides import student_deck, teacher_deck
from generator.write import shown

Printable = Paper | Workbook | ChecklistForm | Quiz | Deck


@dataclass(frozen=True)
class PaperOutput:
    """One kind of paper: its name, what readers call it, how it is made, in which formats."""

    name: str
    title: str
    papers: Callable[[Catalogue], Iterator[Printable]]
    formats: tuple[str, ...] = ("pdf", "docx")
    teacher: bool = False  # all of its papers are the teacher's: a site for students has none of them


def site_papers(row: PaperOutput, catalogue: Catalogue) -> Iterator[Printable]:
    """The papers of a row that the site offers: for students none of a teacher's row, none of a teacher's edition."""
    if catalogue.students and row.teacher:
        return
    for paper in row.papers(catalogue):
        if not (catalogue.students and getattr(paper, "edition", "") == "teacher"):
            yield paper


def find_papers(catalogue: Catalogue, kind: str, ref: str) -> tuple[PaperOutput, list[Printable]]:
    """The papers of a kind that an id names: case/id, or the id alone where it names one; all of the kind when it is empty.

    The kind is its name in the table or its Chinese title. Raises CasebookError E-PAPER that names near ones when
    there is none.
    """
    row = next((row for row in PAPERS if kind in {row.name, row.title}), None)
    if row is None:
        raise _no_kind(kind)
    papers = list(row.papers(catalogue))
    if not ref:
        return row, papers
    found = [paper for paper in papers if ref in _ids(paper)]
    if found:
        return row, found
    known = sorted({name for paper in papers for name in _ids(paper)})
    near = get_close_matches(ref, known, n=3) or known[:3]
    raise CasebookError("E-PAPER", f"没有编号为“{shown(ref, 80)}”的{row.title}", f"可以写 {'、'.join(near)}", status=2)


def _no_kind(kind: str) -> CasebookError:
    title_of = {row.name: row.title for row in PAPERS}
    name_of = {title: name for name, title in title_of.items()}
    words = get_close_matches(kind, [*title_of, *name_of], n=2)
    near = list(dict.fromkeys(name_of.get(word, word) for word in words))
    named = "、".join(f"{name} {title_of[name]}" for name in near or title_of)
    return CasebookError("E-PAPER", f"没有“{shown(kind, 80)}”这种文档", f"{'是不是' if near else '种类有'} {named}", status=2)


def _ids(paper: Printable) -> set[str]:
    """What a paper may be called: futian/guide-x is also futian/x and x; futian/figures is also futian.

    All forms of the newest version of a checklist are called by its id: futian, general.
    """
    if isinstance(paper, ChecklistForm):
        name = paper.path.partition("/")[2].removeprefix("checklist-")
        versions = {name, f"{paper.sheet.id}-v{paper.sheet.version}", paper.path}
        return versions | ({paper.sheet.id, paper.ref} if paper.newest else set())
    home, _, name = paper.path.partition("/")
    if name.startswith("teaching-"):
        lesson = name.removeprefix("teaching-").rpartition("-")[0]
        return {paper.path, name, lesson, f"{home}/{lesson}"}
    if name.startswith("course-"):
        return {paper.path, name, name.removeprefix("course-").removesuffix("-teacher")}
    short = name.removeprefix("guide-").removeprefix("brief-").removeprefix("theme-").removeprefix("form-").removeprefix("comparison-")
    whole = {home} if name in {"compendium", "cards", "figures", "casebook", "notes", "bank-questions", "bank-answers"} else set()
    return {paper.path, f"{home}/{short}", short, short.removesuffix("-example"), *whole} - {"compendium", "cards", "figures"}


def _desks(catalogue: Catalogue) -> Iterator[Desk]:
    return (Desk(catalogue, folder) for folder in catalogue.book.cases.values())


def _each_practice(make: Callable[..., Paper]) -> Callable[[Catalogue], Iterator[Paper]]:
    return lambda catalogue: (
        make(desk, practice) for desk in _desks(catalogue) for practice in catalogue.practices_in_order(desk.case)
    )


def _forms(example: bool) -> Callable[[Catalogue], Iterator[Paper]]:
    return lambda catalogue: (
        form_papers(desk, form)[example] for desk in _desks(catalogue) for form in desk.case.forms.values()
    )


def _cases(catalogue: Catalogue) -> Iterator[Paper]:
    return (case_compendium(catalogue, case_id) for case_id in catalogue.book.cases)


def _themes(catalogue: Catalogue) -> Iterator[Paper]:
    return (theme_booklet(catalogue, theme) for theme in catalogue.book.common.themes.themes)


def _cards(catalogue: Catalogue) -> Iterator[Paper]:
    return (card_paper(desk) for desk in _desks(catalogue))


def _figures(make: Callable[..., Paper | Workbook]) -> Callable[[Catalogue], Iterator[Paper | Workbook]]:
    return lambda catalogue: (make(catalogue, case_id) for case_id in ("", *catalogue.book.cases))


def _students(make: Callable[..., Paper | Deck]) -> Callable[[Catalogue], Iterator[Paper | Deck]]:
    return lambda catalogue: (make(catalogue, taught.lesson) for taught in lessons(catalogue))


def _teachers(make: Callable[..., Paper | Deck]) -> Callable[[Catalogue], Iterator[Paper | Deck]]:
    return lambda catalogue: (make(catalogue, taught) for taught in lessons(catalogue))


PAPERS: tuple[PaperOutput, ...] = (
    PaperOutput("casebook", "全库汇编", lambda catalogue: iter((whole_compendium(catalogue),))),
    PaperOutput("compendium", "案例汇编", _cases),
    PaperOutput("theme-booklet", "专题汇编", _themes),
    PaperOutput("guide", "操作参考", _each_practice(guide_paper)),
    PaperOutput("brief", "会前一页", _each_practice(brief_paper)),
    PaperOutput("cards", "做法卡片", _cards),
    PaperOutput("form", "工作表", _forms(example=False)),
    PaperOutput("form-example", "工作表示例", _forms(example=True)),
    PaperOutput("checklist", "自查表", checklist_forms, ("pdf", "docx", "xlsx")),
    PaperOutput("figures", "指标表", _figures(figures_paper)),
    PaperOutput("figures-workbook", "指标表（Excel）", _figures(figures_workbook), ("xlsx",)),
    PaperOutput("notes", "数据说明", lambda catalogue: iter((notes_paper(catalogue),))),
    PaperOutput("teaching-text", "教学案例正文", _students(text_paper)),
    PaperOutput("teaching-short", "教学案例短读版", _students(short_paper)),
    PaperOutput("teaching-note", "案例使用说明", _teachers(note_paper), teacher=True),
    PaperOutput("teaching-slides", "课件（学员版）", _students(student_deck), ("pptx",)),
    PaperOutput("teaching-slides-teacher", "课件（教师版）", _teachers(teacher_deck), ("pptx",), teacher=True),
    PaperOutput("teaching-questions", "讨论题单", _students(questions_paper)),
    PaperOutput("teaching-roles", "角色卡与任务卡", _teachers(roles_paper), teacher=True),
    PaperOutput("teaching-board", "板书与流程卡", _teachers(board_paper), teacher=True),
    PaperOutput("teaching-scores", "课堂观察与评分表", lambda catalogue: map(scores_workbook, lessons(catalogue)), ("xlsx",), teacher=True),
    PaperOutput("teaching-feedback", "教学反馈表", _students(feedback_paper)),
    PaperOutput("teaching-readings", "阅读与政策清单", _students(readings_paper)),
    PaperOutput("course", "课程安排", course_papers),
    PaperOutput("comparison-sheet", "对照练习", comparison_papers),
    PaperOutput("bank-questions", "题库题目", question_papers),
    PaperOutput("bank-answers", "题库答案", answer_papers, teacher=True),
    PaperOutput("bank-workbook", "题库（Excel）", bank_workbook, ("xlsx",), teacher=True),
    PaperOutput("bank-moodle", "题库（Moodle）", bank_quiz, ("txt",), teacher=True),
)
