"""02 the teaching note, for teachers: all of the teacher's part, in the order of reference/standards.md A2."""
from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from generator.know.catalogue import Catalogue
from generator.know.checklists import COMMON
from generator.model.classroom import AnswerPoint, Plan, Question, RubricRow, Simulation
from generator.model.teaching import TeachingCase
from generator.view.desk import Desk, plain
from generator.view.lesson import Lesson, TeacherLesson
from generator.view.paper import Paper
from generator.view.papers.teaching_parts import OURS, clock, evidence_in_words, numeral, table, teaching_paper
from generator.view.shapes import Block, Bullets, Facts, Inline, Paragraph, Plain, Rich, Section

ENDS_HERE = "资料止于此，请授课人补充现状。"
_QUESTION = re.compile(r"(?<![A-Za-z0-9])q[0-9]+(?![A-Za-z0-9])")
_LEVELS = ("好", "较好", "一般", "待加强")


def note_paper(catalogue: Catalogue, taught: TeacherLesson) -> Paper:
    """The note."""
    return teaching_paper(catalogue, taught.lesson, "02", "teacher", note_sections(catalogue, taught), (OURS,))


def note_sections(catalogue: Catalogue, taught: TeacherLesson) -> tuple[Section, ...]:
    """All of the teacher's part; the page 教师用 says the same."""
    desk, part = taught.desk, taught.teacher
    groups: list[tuple[str, tuple[Section, ...]]] = [
        ("教学目的与用途", _purpose(taught)),
        ("启发思考题：要点、根据和相反的看法", _questions(taught)),
        ("分析思路", (_bare(Bullets(tuple(_numbered(taught, text) for text in part.analysis), ordered=True)),)),
    ]
    if part.theories:
        rows = [(theory.name, desk.advice(theory.gist), desk.advice(theory.application)) for theory in part.theories]
        groups.append(("理论依据", (_bare(table("", ("名称", "讲的是什么", "怎样用到本案例"), rows)),)))
    groups += [
        ("关键要点", (_bare(_bullets(desk, part.key_points)),)),
        ("课堂计划", _plans(taught)),
    ]
    if part.board:
        board = [(column.heading, joined_lines(desk, column.items)) for column in part.board]
        groups.append(("板书", (_bare(table("", ("栏目", "写什么"), board, row_heads=True)),)))
    spoken = (("开场白", desk.advice(part.opening)), ("结束语", desk.advice(part.closing)))
    groups.append(("开场白和结束语", (_bare(Facts(spoken)),)))
    if part.simulation:
        groups.append(("情景模拟说明（情景合成）", _simulation(desk, part.simulation)))
    if part.field:
        groups.append(("现场教学点位（可换成本地点位）", _field(taught)))
    if part.practitioner:
        groups.append(("请进课堂的人", _practitioner(taught)))
    if part.rubric:
        groups.append(("评分表", (_bare(rubric_table(desk, part.rubric)),)))
    groups += [
        ("“这个数能不能这样引”的答案", _quotes(catalogue, taught)),
        *_around(taught),
        ("后续", (_bare(Paragraph(desk.rich(part.epilogue) if part.epilogue else plain(ENDS_HERE))),)),
    ]
    return tuple(made for number, (heading, inner) in enumerate(groups, 1) for made in _group(number, heading, inner))


def _group(number: int, heading: str, inner: tuple[Section, ...]) -> Iterable[Section]:
    yield Section(f"g{number}", f"{numeral(number)}、{heading}", ())
    for place, section in enumerate(inner, 1):
        yield Section(f"g{number}-{place}", section.heading, section.blocks, level=3, own_page=section.own_page)


def _bare(*blocks: Block) -> Section:
    return Section("", "", blocks)


def _headed(heading: str, *blocks: Block) -> Section:
    return Section("", heading, blocks)


def _bullets(desk: Desk, texts: Iterable[str], ordered: bool = False) -> Bullets:
    return desk.bullets(texts, advice=True, ordered=ordered)


def _numbered(taught: TeacherLesson, text: str) -> Rich:
    """A text that names questions by their ids, with their numbers: （q1） is （第1题）."""
    numbers = {question.id: question.number for question in taught.lesson.questions}

    def words(found: re.Match[str]) -> str:
        return f"第{numbers[found[0]]}题" if found[0] in numbers else found[0]

    return tuple(
        Plain(_QUESTION.sub(words, run.text)) if isinstance(run, Plain) else run for run in taught.desk.advice(text)
    )


def joined_lines(desk: Desk, texts: Sequence[str]) -> Rich:
    """Texts, each on its own line of a cell."""
    lines: list[Inline] = []
    for index, text in enumerate(texts):
        lines += [*([Plain("\n")] if index else []), *desk.advice(text)]
    return tuple(lines)


def _purpose(taught: TeacherLesson) -> tuple[Section, ...]:
    part, desk = taught.teacher, taught.desk
    facts = (
        ("适用对象", plain("、".join(part.learners))), ("班级人数", plain(f"{part.class_size[0]}—{part.class_size[1]}人")),
        ("小组人数", plain(f"每组{part.group_size[0]}—{part.group_size[1]}人")),
        ("可用课时", plain("、".join(f"{plan.preset}分钟" for plan in part.plans))),
    )
    goals = [(f"目标{number}", goal.kind, desk.advice(goal.text)) for number, goal in enumerate(part.objectives, 1)]
    return (
        _bare(Facts(facts)),
        _headed("教学目标", table("", ("目标", "类别", "学完能做什么"), goals)),
        _headed("争点", _bullets(desk, part.issues)),
    )


def _questions(taught: TeacherLesson) -> tuple[Section, ...]:
    goals = {goal.id: f"目标{number}" for number, goal in enumerate(taught.teacher.objectives, 1)}
    return tuple(_question(taught, question, number, goals) for number, question in enumerate(taught.teacher.questions, 1))


def _question(taught: TeacherLesson, question: Question, number: int, goals: dict[str, str]) -> Section:
    desk, lesson = taught.desk, taught.lesson
    about: list[tuple[str, Rich]] = [
        ("题面", desk.advice(question.text)), ("对应", plain("、".join(goals[name] for name in question.objectives))),
    ]
    if question.probes:
        about.append(("追问", joined_lines(desk, question.probes)))
    if question.common_errors:
        about.append(("常见偏差", joined_lines(desk, question.common_errors)))
    points = table("", ("答题要点", "根据", "相反的看法"), widths=(20, 10, 16), rows=[_point(desk, lesson, point) for point in question.answer_points])
    return _headed(f"第{number}题（约{question.minutes}分钟）", Facts(tuple(about)), points)


def _point(desk: Desk, lesson: Lesson, point: AnswerPoint) -> tuple[Rich, ...]:
    rival = desk.advice(point.rival) if point.rival else ()
    return desk.advice(point.point), plain(evidence_in_words(lesson, point.evidence)), rival


def _plans(taught: TeacherLesson) -> tuple[Section, ...]:
    return tuple(_headed(f"{plan_name(plan)}（合计{plan.preset}分钟）", plan_table(taught, plan)) for plan in taught.teacher.plans)


def plan_name(plan: Plan) -> str:
    """How a plan is called: 90分钟课, 现场教学240分钟."""
    return "现场教学240分钟" if plan.preset == "240" else f"{plan.preset}分钟课"


def plan_table(taught: TeacherLesson, plan: Plan) -> Block:
    """A plan as a table: from which minute, what is done, by whom, and what when the class falls silent."""
    desk = taught.desk
    questions = {question.id: f"第{number}题" for number, question in enumerate(taught.teacher.questions, 1)}
    columns = {column.id: column.heading for column in taught.teacher.board}
    rows = []
    for row, time in zip(plan.rows, clock(plan.rows), strict=True):
        used = [questions[row.question]] if row.question else []
        used += [f"板书：{columns[row.board]}"] if row.board else []
        does = (*desk.advice(row.activity), *plain("".join(f"\n〔{one}〕" for one in used)))
        stuck = desk.advice(row.if_stuck) if row.if_stuck else ()
        lasts = plain(f"{time}\n{row.minutes}分钟")
        rows.append((lasts, plain(row.stage), does, desk.advice(row.teacher), desk.advice(row.learner), stuck))
    return table("", ("时间", "环节", "做什么", "教师", "学员", "冷场或跑题"), rows, widths=(14, 12, 22, 30, 18, 21))


def _simulation(desk: Desk, play: Simulation) -> tuple[Section, ...]:
    roles = [(role.name, desk.advice(role.brief), desk.advice(role.goal), desk.advice(role.secret)) for role in play.roles]
    rounds = [(f"{one.minutes}分钟", desk.advice(one.task)) for one in play.rounds]
    total = sum(one.minutes for one in play.rounds)
    return (
        _bare(Facts((("场景", desk.advice(play.scene)), ("要达成", desk.advice(play.goal))))),
        _headed("角色（角色卡见05，秘密只发给本人）", table("", ("角色", "处境", "想要什么", "只有本人知道"), roles)),
        _headed("规则", _bullets(desk, play.rules)),
        _headed(f"轮次（合计{total}分钟）", table("", ("用时", "做什么"), rounds)),
        _headed("观察员看什么", _bullets(desk, play.observers)),
    )


def _field(taught: TeacherLesson) -> tuple[Section, ...]:
    desk = taught.desk
    rows = [
        (stop.name, f"{stop.minutes}分钟", desk.advice(stop.see), desk.advice(stop.ask), desk.advice(stop.local))
        for stop in taught.teacher.field
    ]
    said = Paragraph(plain("材料没有写这些地方今天还在不在运行；点位按下面“换成本地”一栏在当地找。"))
    return (_bare(said, table("", ("点位", "用时", "看什么", "问什么", "换成本地"), rows)),)


def _practitioner(taught: TeacherLesson) -> tuple[Section, ...]:
    guest = taught.teacher.practitioner
    if guest is None:
        return ()
    desk = taught.desk
    asked = joined_lines(desk, guest.questions)
    return (_bare(Facts((("请谁", desk.advice(guest.role)), ("讲多久", plain(f"{guest.minutes}分钟")), ("可以问", asked)))),)


def rubric_table(desk: Desk, rubric: Sequence[RubricRow]) -> Block:
    """The rubric: what is looked at, its points, what each level looks like."""
    most = max(len(row.levels) for row in rubric)
    rows = [
        (desk.advice(row.item), plain(f"{row.points:g}"), *map(desk.advice, row.levels), *[()] * (most - len(row.levels))) for row in rubric
    ]
    return table("", ("看什么", "分值", *level_names(most)), rows)


def level_names(count: int) -> tuple[str, ...]:
    """The names of so many levels, the best first."""
    return _LEVELS[:count] if count <= len(_LEVELS) else tuple(f"第{number}档" for number in range(1, count + 1))


def _quotes(catalogue: Catalogue, taught: TeacherLesson) -> tuple[Section, ...]:
    desk, lesson = taught.desk, taught.lesson
    answers = {answer.id: answer for answer in taught.teacher.quote_answers}
    asked = [sentence.id for sentence in _case(catalogue, lesson).student.quote_check]
    rows = []
    for number, (name, sentence) in enumerate(zip(asked, lesson.quote_check, strict=True), 1):
        answer = answers[name]
        better = desk.advice(answer.better) if answer.better else ()
        rows.append((plain(str(number)), sentence, plain(answer.verdict), desk.advice(answer.why), better))
    return (_bare(table("", ("序号", "想这样写的一句话", "判断", "为什么", "怎样写才对"), rows)),)


def _case(catalogue: Catalogue, lesson: Lesson) -> TeachingCase:
    shelf = catalogue.book.teaching if lesson.home == COMMON else catalogue.book.cases[lesson.home].teaching
    return next(case for case in shelf.values() if case.id == lesson.id)


def _around(taught: TeacherLesson) -> list[tuple[str, tuple[Section, ...]]]:
    """Before and after class, and what learners are asked."""
    desk, part = taught.desk, taught.teacher
    inner = [
        _headed(heading, _bullets(desk, texts))
        for heading, texts in (("课前", part.before), ("课后", part.after), ("课后反馈题（反馈表见08）", part.feedback)) if texts
    ]
    return [("课前和课后", tuple(inner))] if inner else []
