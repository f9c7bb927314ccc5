"""对照练习: for each theme a sheet of places by questions; empty for students, filled from recorded statements for teachers."""
from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.know.catalogue import Catalogue
from generator.model.casebook import CaseFolder
from generator.model.common import Theme
from generator.model.practice import Practice
from generator.model.record import STATUS_LABEL, Statement, Status
from generator.view.desk import Desk, plain, theme_path
from generator.view.paper import Edition, Paper
from generator.view.papers.footnotes import footnotes
from generator.view.papers.teaching_parts import FOOTER, TEACHERS, table
from generator.view.shapes import Inline, Paragraph, Plain, Rich, Section, words_of

_HEAD = ("地方和做法", "谁来做", "怎样做", "花什么", "来源没说什么")
_WHO = (
    "区委", "区政府", "市社工委", "区社工委", "职能部门", "街道", "党组织", "党委", "居委会", "工作站", "服务站", "党群服务中心", "网格员", "网格长",
    "楼长", "楼栋长", "社工", "社会组织", "物业", "业委会", "业主", "开发商", "志愿者", "党员", "居民代表", "居民", "专家", "律师", "企业", "驻区单位",
)
_SPENT = ("元", "资金", "经费", "补贴", "补助", "奖", "出钱", "购买", "场地", "用房", "平方米", "专职")
_EMPTY, _FILLED = (10, 13, 20, 13, 16), (10, 13, 24, 12, 18)  # widths of columns
_LOWEST = 14  # millimetres of a row
_NOT = "没有写到"
_ROOM = 92  # millimetres of a page across that the rows of an empty sheet share
_DONE, _SILENT = 2, 2  # statements and silences of a practice that a cell has room for


def comparison_papers(catalogue: Catalogue) -> Iterator[Paper]:
    """For every theme the empty sheet and the filled one."""
    for theme in catalogue.book.common.themes.themes:
        places = _places(catalogue, theme)
        empty = [(_place(catalogue, folder, practices), (), (), (), ()) for folder, practices in places]
        yield _paper(catalogue, theme, "student", empty)
        yield _paper(catalogue, theme, "teacher", [_filled(catalogue, theme, folder, practices) for folder, practices in places])


def _paper(catalogue: Catalogue, theme: Theme, edition: Edition, rows: Sequence[tuple[Rich, ...]]) -> Paper:
    teachers = edition == "teacher"
    said = (
        "只摘来源记载的话，括号里是出处；“没有写到”说的是库里这条做法的来源记载里没有。学员答得不同而说得出出处的，也对。"
        if teachers else "一个地方一行，查库里的“来源记载”来填，写上出处（哪一部分第几段）；没有写到的写“没写”，这也是答案。不比高低。"
    )
    tall = 0 if teachers else max(_ROOM // max(len(rows), 1), _LOWEST)
    made = table("", _HEAD, rows, tall=tall, row_heads=True, widths=_FILLED if teachers else _EMPTY)
    sections = [Section("table", "", (made,))]
    if teachers:
        sections.append(Section("text", "编者怎样对照", (Paragraph(Desk(catalogue).advice(theme.text)),)))
    else:
        asked = ("哪两个地方最像？像在哪里？", "哪一处的条件我们没有？没有它还能不能做？", "要学其中一样，先去问清哪一件“没写”的事？")
        sections.append(Section("asked", "填完以后议三问", tuple(Paragraph(plain(f"{number}. {text}")) for number, text in enumerate(asked, 1))))
    end = "-teacher" if teachers else ""
    return Paper(
        path=f"common/comparison-{theme.id}{end}", kind="comparison-sheet", layout="table", title=f"{theme.name}：{theme.question}",
        name=f"对照练习-{theme.name}" + (f"_{TEACHERS}" if teachers else ""), sections=tuple(sections),
        kicker=f"{TEACHERS} · 对照练习（已填）" if teachers else "对照练习", opening=(said,), landscape=True, footer=FOOTER,
        ref=theme.id, web=theme_path(theme.id), footnotes=footnotes(catalogue, tuple(sections)), reviewed=catalogue.reviewed,
        source="cases/common/themes.yaml", keywords=(theme.name,), edition=edition,
    )


def _places(catalogue: Catalogue, theme: Theme) -> list[tuple[CaseFolder, list[Practice]]]:
    """Every place in the order of the cases, with its practices of the theme; none where its source is silent."""
    found: dict[str, list[Practice]] = {}
    for carrier in theme.carriers:
        practice = catalogue.book.practice(carrier.practice)
        if practice is not None:
            found.setdefault(carrier.practice.split("/")[0], []).append(practice)
    silent = {silence.case for silence in theme.silent}
    return [(folder, found.get(name, [])) for name, folder in catalogue.book.cases.items() if name in found or name in silent]


def _place(catalogue: Catalogue, folder: CaseFolder, practices: list[Practice]) -> Rich:
    names = "\n".join(practice.name for practice in practices)
    return plain(f"{folder.case.name}\n{names}" if names else folder.case.name)


def _filled(catalogue: Catalogue, theme: Theme, folder: CaseFolder, practices: list[Practice]) -> tuple[Rich, ...]:
    desk = Desk(catalogue, folder)
    head = _place(catalogue, folder, practices)
    if not practices:
        silence = next(silence.text for silence in theme.silent if silence.case == folder.id)
        return head, plain(_NOT), plain(_NOT), plain(_NOT), desk.rich(silence)
    many = len(practices) > 1
    columns: list[list[Inline]] = [[], [], [], []]
    for practice in practices:
        spent = [statement for statement in _told(practice) if _says(desk, statement, _SPENT)]
        done = [statement for statement in (*practice.record.done, *practice.record.procedure) if statement not in spent][:_DONE]
        cells = (
            _who(desk, practice), _statements(desk, done or list(practice.record.done[:1])), _statements(desk, spent[:_DONE]),
            plain("；".join(words_of(desk.rich(text)).rstrip("。") for text in practice.record.not_said[:_SILENT]) + "。"),
        )
        for column, cell in zip(columns, cells, strict=True):
            column += [*([Plain("\n")] if column else []), *([Plain(f"〔{practice.name}〕")] if many else []), *cell]
    return head, *map(tuple, columns)


def _told(practice: Practice) -> tuple[Statement, ...]:
    record = practice.record
    return (*record.done, *record.procedure, *record.outcomes)


def _says(desk: Desk, statement: Statement, words: tuple[str, ...]) -> bool:
    text = words_of(desk.rich(statement.text))
    return any(word in text for word in words)


def _who(desk: Desk, practice: Practice) -> Rich:
    """Who is named in the statements of what was done, and where."""
    found: dict[str, str] = {}
    for statement in (*practice.record.done, *practice.record.procedure):
        text = words_of(desk.rich(statement.text))
        for word in _WHO:
            if word in text and not any(word in other for other in found):
                found[word] = desk.where(statement.at, statement.source)
    places: dict[str, list[str]] = {}
    for word, where in found.items():
        places.setdefault(where, []).append(word)
    return plain("；".join(f"{'、'.join(words)}（{where}）" for where, words in places.items()) or _NOT)


def _statements(desk: Desk, statements: list[Statement]) -> Rich:
    """Statements one after another, each with its place."""
    if not statements:
        return plain(_NOT)
    made: list[Inline] = []
    for statement in statements:
        text = desk.rich(statement.text)
        status = "" if statement.status is Status.DESCRIBED else f"〔{STATUS_LABEL[statement.status]}〕"
        made += [*text, Plain(f"{status}（{desk.where(statement.at, statement.source)}）")]
    return tuple(made)
