"""04 the questions, 08 the feedback form, 09 what to read: sheets for students, made from the student's edition alone."""
from __future__ import annotations

from collections import Counter
from dataclasses import replace

from generator.know.catalogue import Catalogue
from generator.model.common import Policy
from generator.view.desk import Desk, plain
from generator.view.lesson import Lesson
from generator.view.paper import Paper
from generator.view.papers.footnotes import cautions_of
from generator.view.papers.teaching_parts import numeral, table, teaching_paper, without_notes
from generator.view.shapes import Block, Bullets, Link, Paragraph, Rich, Ruled, Section

_FEW = 4  # questions of a feedback form that leave room for two lines each on its page
_MOST = 12  # rules of today that a list of readings names: those that most of the practices are to be held against
_TICKS = ("□可以", "□改一处", "□不能")
RATINGS = (
    "案例读得懂，讲的是我会碰到的事",
    "要定的事真有几种选法，值得讨论",
    "讨论的时间够用，人人说得上话",
    "教师只引导，没有替大家下结论",
    "我会用“哪一段、哪张表说的”来讲理由了",
    "回去有一件能做的事",
)
"""What learners mark from 5 (很同意) to 1 (很不同意); the teacher's sheet adds the same lines up."""
_OWN_CASE = (
    "一句话说是什么事", "在什么样的社区（不写地名、人名）", "谁要拿主意，什么时候要定", "要定的事，有哪几种选法", "各方怎样说",
    "已有的数和材料，从哪里来", "还不知道、要去问的", "想请大家讨论的一个问题",
)
_VISIT = ("我先做的那一步", "做到哪里了（做了、改了、停了）", "居民或同事的一句话", "还差什么，要谁帮")


def questions_paper(catalogue: Catalogue, lesson: Lesson) -> Paper:
    """04: questions with room to write, the exercise without answers, the sheets to take home."""
    sections = (
        Section("questions", "一、讨论题", (Paragraph(plain("先自己写两句，再进组讨论；说理由时先说正文第几段、图表几。")),)),
        *_questions(lesson),
        _quotes(lesson),
        Section("ours", "三、放到我们这里", (Paragraph(plain("把“他们怎样定”换成“我们怎样定”。写得出几条写几条。")), *_lines(lesson)), own_page=True),
        *_take_home(),
    )
    opening = ("姓名可以不写。小组：＿＿＿＿＿＿　日期：＿＿＿＿＿＿",)
    return teaching_paper(catalogue, lesson, "04", "student", sections, opening)


def _questions(lesson: Lesson) -> tuple[Section, ...]:
    return tuple(
        Section(f"q{question.number}", f"第{question.number}题（约{question.minutes}分钟）", (
            Ruled(4, question.text), Paragraph(plain("根据（正文第几段、图表几）：＿＿＿＿＿＿＿＿＿＿＿＿")),
        ), level=3)
        for question in lesson.questions
    )


def _quotes(lesson: Lesson) -> Section:
    said = "有人想把下面的话写进材料。对照正文和图表，逐句判断，勾一个，并写出错在哪里、怎样改。"
    rows: list[tuple[Rich, ...]] = [
        (plain(str(number)), without_notes(sentence), plain("\n".join(_TICKS)), ()) for number, sentence in enumerate(lesson.quote_check, 1)
    ]
    head = ("序号", "想这样写的一句话", "判断", "错在哪里，怎样改；根据第几段")
    return Section("quotes", "二、这个数能不能这样引", (Paragraph(plain(said)), table("", head, rows, tall=22, widths=(2, 12, 4, 14))), own_page=True)


def _lines(lesson: Lesson) -> tuple[Block, ...]:
    return _asked(lesson.ours, 2)


def _asked(texts: tuple[Rich, ...], lines: int) -> tuple[Block, ...]:
    """Numbered questions, each with lines to write on."""
    return tuple(Ruled(lines, (*plain(f"{number}. "), *text)) for number, text in enumerate(texts, 1))


def _take_home() -> tuple[Section, ...]:
    own = "每人一张，课前或课后写。写工作，不写别人的姓名、电话、门牌、病史。"
    visit = "九十天后填，交回授课单位或自己留着。只写一步做得怎样，不评人。"
    return (
        Section("own-case", "四、学员自带案例单", (Paragraph(plain(own)), _to_write(_OWN_CASE, 23)), own_page=True),
        Section("visit", "五、90天回访条", (Paragraph(plain(visit)), _to_write(_VISIT, 18)), own_page=True),
    )




def _to_write(labels: tuple[str, ...], tall: int) -> Block:
    return table("", ("写什么", "写在这里"), [(label, "") for label in labels], tall=tall, row_heads=True, widths=(5, 17))


def feedback_paper(catalogue: Catalogue, lesson: Lesson) -> Paper:
    """08: marks for the class as a whole, then the questions of this case, with room to write."""
    marks = table("", ("看这几条", "5", "4", "3", "2", "1"), [(line, *("□",) * 5) for line in RATINGS])
    asked = _asked(lesson.feedback, 2 if len(lesson.feedback) <= _FEW else 1)
    said = "5 是很同意，1 是很不同意；每行勾一个。"
    sections = [Section("marks", "一、这堂课", (Paragraph(plain(said)), marks))]
    if asked:
        sections.append(Section("asked", "二、这个案例", asked))
    sections.append(Section("rest", "", (Ruled(1, plain("还想说的：")),)))
    opening = ("不记名，用来改课，不评人。班次：＿＿＿＿＿＿　日期：＿＿＿＿＿＿",)
    paper = teaching_paper(catalogue, lesson, "08", "student", tuple(sections), opening)
    return replace(paper, at_most=1, spare=(("rest", ""),))


def readings_paper(catalogue: Catalogue, lesson: Lesson) -> Paper:
    """09: what to read, what to set beside it, which rules of today to look up."""
    sections = [
        Section("before", "课前读", (Bullets((
            plain("《案例正文》（01），读到待定的选择为止，先不查后来怎样。"),
            plain("没有时间读正文的，读《短读版》（01b）。"),
            plain("“来源没有说的”一页，想一想还要去问谁。"),
        )),)),
        Section("practices", "正文依据的做法（库里有来源记载和出处）", (_links(lesson.practices),)),
    ]
    if lesson.contrast:
        sections.append(Section("contrast", "别处怎样做，可以对照", (_links(lesson.contrast),)))
    policies = _policies(catalogue, lesson)
    if policies:
        said = "正文写的是当时的事。今天要动手，先查这些规定的公布文本；标“未核对”的，本库没有对照过文本，引用前务必查原文。各条做法的网页上还有更细的。"
        sections.append(Section("policies", "今天要对照的规定", (Paragraph(plain(said)), _policy_table(policies))))
    sections.append(Section("sources", "资料来源", (Bullets(tuple(map(plain, lesson.sources))),)))
    notes = _notes(catalogue, lesson)
    if notes:
        said = "说的是原文怎样写，不评价哪个地方。先做讨论题单里的练习，再看这里。"
        sections.append(Section("notes", "引用提示", (Paragraph(plain(said)), *notes), own_page=True))
    numbered = tuple(replace(section, heading=f"{numeral(number)}、{section.heading}") for number, section in enumerate(sections, 1))
    return teaching_paper(catalogue, lesson, "09", "student", numbered, cautions="never")


def _notes(catalogue: Catalogue, lesson: Lesson) -> tuple[Block, ...]:
    """What is to be minded about the figures of the text, case by case."""
    shown = (lesson.sections, lesson.timeline, lesson.short)
    found = (cautions_of(Desk(catalogue, catalogue.book.cases[name]), (), shown) for name in lesson.cases)
    return tuple(notes for notes in found if notes.items)


def _links(links: tuple[Link, ...]) -> Bullets:
    return Bullets(tuple((Link(link.text, link.target), *plain(f"（编号 {_ref(link)}）")) for link in links))


def _ref(link: Link) -> str:
    return link.target.removeprefix("library/").removesuffix(".html")


def _policies(catalogue: Catalogue, lesson: Lesson) -> list[Policy]:
    """The rules that most practices of the text are to be held against, in the order of the list."""
    wanted: Counter[str] = Counter()
    for link in lesson.practices:
        practice = catalogue.book.practice(_ref(link))
        if practice is not None:
            wanted.update(practice.guidance.check_today)
    listed = [policy for policy in catalogue.book.common.policies.policies if policy.id in wanted]
    most = {policy.id for policy in sorted(listed, key=lambda policy: -wanted[policy.id])[:_MOST]}
    return [policy for policy in listed if policy.id in most]


def _policy_table(policies: list[Policy]) -> Block:
    rows = [
        (f"《{policy.title}》{policy.number or ''}", policy.issuer, _in_force(policy), policy.use)
        for policy in policies
    ]
    return table("", ("名称", "发布机关", "现在", "什么时候看它"), rows)


def _in_force(policy: Policy) -> str:
    state = policy.in_force if policy.checked else "未核对"
    return f"{state}。{policy.in_force_note}" if policy.in_force_note else state
