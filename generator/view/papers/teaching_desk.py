"""05 role and task cards, 06 the board and the flow of a class, 07 the sheets to observe and score: for teachers."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from generator.know.catalogue import Catalogue
from generator.model.classroom import Plan, Simulation
from generator.view.desk import Desk, plain
from generator.view.lesson import TeacherLesson
from generator.view.paper import CellValue, Paper, PaperCard, RowTotal, Workbook, WorkbookSheet
from generator.view.papers.footnotes import plain_text
from generator.view.papers.teaching_note import joined_lines, level_names, plan_name
from generator.view.papers.teaching_parts import (
    FOOTER,
    OURS,
    TEACHERS,
    TITLES,
    clock,
    table,
    teaching_name,
    teaching_paper,
    teaching_path,
    teaching_source,
    teaching_web,
)
from generator.view.papers.teaching_sheets import RATINGS
from generator.view.shapes import Paragraph, Rich, Section

_GROUPS = 8
_FLOWS = ("90", "45")
_CUT = f"{TEACHERS}：课前裁开；角色卡只发给本人"
_COMPOSED = "情景合成，不是真有其人"
_WORKS = (
    ("召集人", "让每个人都说到话，看住时间。", (
        ("开头", "念题面，定谁记、谁说，不先讲自己的看法。"), ("中间", "每人先说一句，再讨论；有人连说两次，请没说的人说。"),
        ("末尾", "留三分钟，念一遍本组定了什么、谁不同意。"),
    )),
    ("记录员", "只记三样，不记发言稿。", (
        ("记", "本组选哪一种；第一条理由和它的段号；最不一样的一个看法。"), ("不记", "谁说的，说得好不好。"),
        ("写大", "一张大纸，一行一句，后排看得见。"),
    )),
    ("发言人", "替全组说，不替自己说。", (
        ("先说", "选哪一种，凭正文第几段、图表几。"), ("再说", "组里谁不同意，最有力的一条是什么。"),
        ("不说", "前面的组说过的；没有根据的数。"),
    )),
)


def roles_paper(catalogue: Catalogue, taught: TeacherLesson) -> Paper:
    """05: A6 cards: the scene, the rules, one for each role with what only that person knows, observers, tasks of a group."""
    play = taught.teacher.simulation
    cards = [*(_play_cards(taught, play) if play else ()), *(_task_card(taught, work) for work in _WORKS)]
    paper = teaching_paper(catalogue, taught.lesson, "05", "teacher", (), layout="cards")
    return replace(paper, cards=tuple(cards), footer=_CUT)


def _play_cards(taught: TeacherLesson, play: Simulation) -> Sequence[PaperCard]:
    desk = taught.desk
    rounds = tuple((f"{one.minutes}分钟", desk.words(one.task, advice=True)) for one in play.rounds)
    roles = [
        _card(taught, role.name, f"角色卡 · {_COMPOSED}", desk.advice(role.brief), (
            ("想要什么", desk.words(role.goal, advice=True)), ("只有你知道", desk.words(role.secret, advice=True)),
        ))
        for role in play.roles
    ]
    return (
        _card(taught, "场景", f"场景卡 · {_COMPOSED}", desk.advice(play.scene), (("要达成", desk.words(play.goal, advice=True)), *rounds)),
        _card(taught, "规则", "场景卡", (), _listed(desk, play.rules)),
        *roles,
        _card(taught, "观察员", "任务卡", plain("只看只记，不插话。先说看到的，再说想到的。"), _listed(desk, play.observers)),
    )


def _listed(desk: Desk, texts: Sequence[str]) -> tuple[tuple[str, str], ...]:
    return tuple((f"{number}.", desk.words(text, advice=True)) for number, text in enumerate(texts, 1))


def _task_card(taught: TeacherLesson, work: tuple[str, str, tuple[tuple[str, str], ...]]) -> PaperCard:
    name, line, facts = work
    return _card(taught, name, "小组任务卡", plain(line), facts)


def _card(taught: TeacherLesson, title: str, kicker: str, line: Rich, facts: tuple[tuple[str, str], ...]) -> PaperCard:
    lesson = taught.lesson
    return PaperCard(title, f"{kicker} · {lesson.title}", line, facts, (), "", lesson.ref, teaching_web(lesson))


def board_paper(catalogue: Catalogue, taught: TeacherLesson) -> Paper:
    """06: the board, and the flow of a class of 90 and of 45 minutes on one page each; needs no projector."""
    desk, part = taught.desk, taught.teacher
    sections = []
    if part.board:
        head = tuple(f"{number}　{column.heading}" for number, column in enumerate(part.board, 1))
        items = tuple(joined_lines(desk, tuple(f"· {item}" for item in column.items)) for column in part.board)
        said = Paragraph(plain("从左到右写，一栏一栏来；下面是写满的样子，课上照学员的话写，不必一字不差。"))
        sections.append(Section("board", "板书", (said, table("", head, (items,), widths=(1,) * len(head), one_page=True))))
    plans = [plan for preset in _FLOWS for plan in part.plans if plan.preset == preset] or list(part.plans)
    sections += [_flow(taught, plan, bool(sections) or bool(index)) for index, plan in enumerate(plans)]
    return teaching_paper(catalogue, taught.lesson, "06", "teacher", tuple(sections), (OURS,), landscape=True)


def _flow(taught: TeacherLesson, plan: Plan, own_page: bool) -> Section:
    desk = taught.desk
    questions = {question.id: (number, question) for number, question in enumerate(taught.teacher.questions, 1)}
    columns = {column.id: f"{number} {column.heading}" for number, column in enumerate(taught.teacher.board, 1)}
    rows: list[tuple[Rich, ...]] = []
    asked: set[str] = set()
    for row, time in zip(plan.rows, clock(plan.rows), strict=True):
        does = desk.advice(row.activity)
        if row.question:
            number, question = questions[row.question]
            again = row.question in asked
            does = (*does, *plain(f"\n第{number}题{'（续）' if again else '：'}"), *(() if again else desk.advice(question.text)))
            asked.add(row.question)
        rows.append((
            plain(f"{time}分"), plain(row.stage), does, plain(columns[row.board] if row.board else ""),
            desk.advice(row.if_stuck) if row.if_stuck else (),
        ))
    head = ("分钟", "环节", "问什么、做什么", "写到板书", "冷场或跑题怎么办")
    return Section(f"flow-{plan.preset}", f"{plan_name(plan)}流程卡", (table("", head, rows, widths=(6, 7, 24, 9, 17), one_page=True),), own_page=own_page)


def scores_workbook(taught: TeacherLesson) -> Workbook:
    """07: one sheet to observe groups 1 to 8, the levels of the rubric, a sheet to count the feedback forms."""
    lesson = taught.lesson
    sheets = [*_observation(taught), _tally(taught)]
    return Workbook(
        path=teaching_path(lesson, "07"), kind=TITLES["07"][0], title=f"{lesson.title}：课堂观察与评分", name=teaching_name("07"),
        sheets=tuple(sheets), footer=f"{TEACHERS}　{FOOTER}", web=teaching_web(lesson, "teacher"), reviewed=lesson.reviewed, version=lesson.version,
        source=teaching_source(lesson), edition="teacher",
    )


def _observation(taught: TeacherLesson) -> list[WorkbookSheet]:
    rubric, desk = taught.teacher.rubric, taught.desk
    if not rubric:
        return []
    items = [plain_text(desk.advice(row.item)) for row in rubric]
    last = len(items)
    whole = sum(row.points for row in rubric)
    head = ("小组", *(f"{item}（{row.points:g}分）" for item, row in zip(items, rubric, strict=True)), f"合计（{whole:g}分）", "听到的一句话、根据第几段")
    widths = (8, *(18,) * last, 10, 36)
    rows = tuple((f"第{number}组", *(None,) * last, RowTotal(1, last), None) for number in range(1, _GROUPS + 1))
    note = f"{TEACHERS}。按小组看，不给个人打分，不排名次；分数当堂用来点评，课后不留名单。填灰线格，合计自己算。各档的样子见下一张表。"
    most = max(len(row.levels) for row in rubric)
    levels: tuple[tuple[CellValue, ...], ...] = tuple(
        (item, float(row.points), *(plain_text(desk.advice(level)) for level in row.levels)) for item, row in zip(items, rubric, strict=True)
    )
    return [
        WorkbookSheet("课堂观察", f"课堂观察表：{taught.lesson.title}", head, widths, rows, note, tall=36, sortable=False),
        WorkbookSheet("评分标准", "评分标准", ("看什么", "分值", *level_names(most)), (34, 8, *(30,) * most), levels, f"{TEACHERS}。", sortable=False),
    ]


def _tally(taught: TeacherLesson) -> WorkbookSheet:
    head = ("反馈表上的一行", "5（人）", "4（人）", "3（人）", "2（人）", "1（人）", "人数", "平均", "典型的话（不记名）")
    marks = (5, 4, 3, 2, 1)
    rows: list[tuple[str | RowTotal | None, ...]] = [
        (line, *(None,) * len(marks), RowTotal(1, 5), RowTotal(1, 5, marks), None) for line in RATINGS
    ]
    rows += [(f"{number}. {plain_text(text)}", *(None,) * 8) for number, text in enumerate(taught.lesson.feedback, 1)]
    note = f"{TEACHERS}。收上来的反馈表（08）逐行数人数；人数和平均自己算。下面几题抄典型的话，不抄名字。用来改课，不评教师高低。"
    return WorkbookSheet("反馈汇总", f"教学反馈汇总：{taught.lesson.title}", head, (44, *(8,) * 5, 8, 8, 50), tuple(rows), note, tall=26, sortable=False)
