"""The page of the question bank: what it is, how many questions, ten of them with their answers folded."""
from __future__ import annotations

from generator.bank.question import KIND_TITLE
from generator.know.catalogue import Catalogue
from generator.view.asking import asked
from generator.view.desk import HOME, plain
from generator.view.quiz import QUIZ_PATH, Asked, kinds_of
from generator.view.shapes import Block, Bullets, Document, Fold, Paragraph, Rich, Section, Table

_SAMPLES = 10
_ABOUT = (
    "开卷用：查原文、查本库都可以。不考记性，考三件事：哪句引用准确，哪两个数能放在一起比，来源说没说。",
    "题目由本库核对过的数字、提法、步骤和引用提示编成，每题的答案写明出自哪份材料、哪一节。",
    "有引用提示的数字不当作事实来考，只考怎样引用。不给人打分，也不给地方排名次。",
)
_USE = (
    "课前：发题目，学员带着题去翻材料，二十分钟够做十题。",
    "课上：挑一两题，先举手再对答案，请答错的说说是在哪里看走了眼。",
    "课后：用判断题和简答题，各人拿自己单位的一份材料照着查一遍。",
)


def question_page(catalogue: Catalogue) -> Document:
    """The page; without questions it says so."""
    questions = asked(catalogue)
    lead = "开卷题，练怎样查材料、怎样引数字。" + ("" if catalogue.students else "题目和答案分开，可以打印，也可以导入 Moodle。")
    sections = [Section("about", "这是什么", (Bullets(tuple(map(plain, _ABOUT))),))]
    if questions:
        sections += [
            Section("count", "有多少题", (_table(questions),)),
            Section("use", "怎样用", (Bullets(tuple(map(plain, _USE))),), "advice"),
            *_samples(catalogue, questions),
        ]
    else:
        sections.append(Section("none", "还没有题", (Paragraph(plain("材料还不够编出题目。")),)))
    return Document(
        path=QUIZ_PATH, kind="questions", title="题库", kicker="题库 · 开卷", lead=plain(lead), sections=tuple(sections),
        description=lead, crumbs=(HOME,), cases=tuple(catalogue.book.cases), reviewed=catalogue.reviewed,
        keywords=("题库", "考试题", "练习题", "开卷题"),
    )


def _table(questions: tuple[Asked, ...]) -> Table:
    kinds = [kind for kind, _ in kinds_of(questions)]
    rows = []
    for material in dict.fromkeys(question.material for question in questions):
        own = [question for question in questions if question.material == material]
        counts = (sum(question.kind == kind for question in own) for kind in kinds)
        rows.append(tuple(plain(text) for text in (material, *map(str, counts), str(len(own)))))
    totals = (str(sum(question.kind == kind for question in questions)) for kind in kinds)
    rows.append(tuple(plain(text) for text in ("合计", *totals, str(len(questions)))))
    return Table("各份材料的题数", ("材料", *(KIND_TITLE[kind] for kind in kinds), "合计"), tuple(rows), row_heads=True)


def _samples(catalogue: Catalogue, questions: tuple[Asked, ...]) -> tuple[Section, ...]:
    """Ten questions, of every kind and skill, from one material after the other."""
    return tuple(
        Section(f"sample-{number}", f"样题 {number}：{KIND_TITLE[question.kind]}", _blocks(question, answered=not catalogue.students))
        for number, question in enumerate(_chosen(questions), 1)
    )


def _chosen(questions: tuple[Asked, ...]) -> list[Asked]:
    """Those that differ most from the ones before: another sort of question first, then another material."""
    chosen: list[Asked] = []
    rest = list(questions)
    while rest and len(chosen) < _SAMPLES:
        best = min(rest, key=lambda question: (
            sum(_sort(question) == _sort(other) for other in chosen), sum(question.kind == other.kind for other in chosen),
            sum(question.material == other.material for other in chosen),
        ))
        chosen.append(best)
        rest.remove(best)
    return chosen


def _sort(question: Asked) -> str:
    return question.id.partition("/")[2].partition("-")[0]


def _blocks(question: Asked, answered: bool) -> tuple[Block, ...]:
    """The question; its answer is left out where the site is the students'."""
    return (*_asking(question), _fold(question)) if answered else tuple(_asking(question))


def _asking(question: Asked) -> list[Block]:
    if question.kind == "matching":
        lefts = tuple((*plain(f"{number}．{text}"),) for number, text in enumerate(question.lefts, 1))
        rights = question.lines[len(lefts):]
        rows: tuple[tuple[Rich, ...], ...] = tuple((left, plain(right)) for left, right in zip(lefts, rights, strict=True))
        return [Paragraph(question.stem), Table("连一连", ("左边", "右边"), rows)]
    options: list[Block] = [Bullets(tuple(plain(line) for line in question.lines))] if question.lines else []
    return [Paragraph(question.stem), *options]


def _fold(question: Asked) -> Fold:
    answer = [plain(line) for line in question.points] if question.kind == "short" else [plain(f"答案：{question.key}")]
    return Fold("看答案", (*answer, plain(f"为什么：{question.why}"), plain(f"出处：{'；'.join(question.where)}")))
