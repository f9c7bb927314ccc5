"""The page 比一比: what each practice and each case says in the same rows. Nothing is scored, nothing is ranked."""
from __future__ import annotations

from collections.abc import Iterable

from generator.know.catalogue import Catalogue, full, place, source_date, source_name
from generator.model.case import Case, Metric
from generator.model.casebook import CaseFolder
from generator.model.practice import COST_LABEL, Actors, Practice, Step
from generator.model.record import Statement
from generator.view.across_pages import shown_figure
from generator.view.compare_shapes import CaseSheet, Cell, Choice, CompareIndex, Entry, Line, Row, Shared, Together
from generator.view.desk import Desk, case_path, plain, practice_path
from generator.view.shapes import Figure, Plain, Rich
from generator.view.split_pages import figure

_UNWRITTEN = "原文没有写"

PRACTICE_ROWS = (
    Row("place", "哪里，什么时候的资料", "plain"),
    Row("kind", "材料类型", "plain", closed=True),
    Row("problem", "要解决什么", "record", silent=_UNWRITTEN),
    Row("done", "做了什么", "record", silent=_UNWRITTEN),
    Row("procedure", "原文写到的步骤", "record", silent="原文没有写步骤"),
    Row("outcomes", "原文说的效果", "record", silent="原文没有写效果"),
    Row("figures", "有关的数字", "record", silent="原文没有写数字"),
    Row("not-said", "来源没有说的", "plain"),
    Row("authority", "谁能定", "advice", closed=True),
    Row("actors", "谁来做", "advice", closed=True),
    Row("types", "建议用在", "advice", closed=True),
    Row("staff", "要几个人手（估计）", "advice", closed=True),
    Row("sizes", "合适的规模（估计）", "advice", closed=True),
    Row("people", "要的人", "advice"),
    Row("money", "要的钱", "advice"),
    Row("space", "要的场地", "advice"),
    Row("cost", "花费（估计）", "advice", closed=True),
    Row("effect", "见效（估计）", "advice", closed=True),
    Row("steps", "建议的步骤", "advice"),
    Row("travels", "能搬的", "advice"),
    Row("local", "当地才有的", "advice"),
    Row("limits", "管不了的", "advice"),
)

_ASPECTS = (("size", "规模"), ("people", "人手"), ("money", "钱"), ("space", "场地"), ("bodies", "组织"))
CASE_ROWS = (
    Row("place", "地区，什么时候的资料", "plain"),
    Row("kind", "材料类型", "plain", closed=True),
    Row("types", "原文说的社区类型", "record", closed=True),
    Row("structure", "模式的骨架", "record", silent=_UNWRITTEN),
    Row("problems", "要解决的问题", "record", silent=_UNWRITTEN),
    *(Row(f"condition-{name}", f"条件：{aspect}", "record", silent="原文没有说") for name, aspect in _ASPECTS),
    Row("outcomes", "成效：原文怎样说", "record", silent=_UNWRITTEN),
    Row("not-said", "来源没有说的", "plain"),
    Row("limits", "这份材料的限度", "advice"),
)


def compare_index(catalogue: Catalogue) -> CompareIndex:
    """What can be chosen, the rows, and which practices carry the same theme."""
    common = catalogue.book.common
    return CompareIndex(
        practice_rows=PRACTICE_ROWS,
        case_rows=CASE_ROWS,
        practices=tuple(
            Choice(
                f"{folder.id}/{practice.id}", practice.name, folder.id, Desk(catalogue, folder).words(practice.one_line),
                " ".join(practice.aliases),
            )
            for folder in catalogue.book.cases.values()
            for practice in catalogue.practices_in_order(folder)
        ),
        cases=tuple(
            Choice(folder.id, folder.case.name, folder.id, folder.case.region) for folder in catalogue.book.cases.values()
        ),
        themes=tuple(
            Shared(theme.id, theme.name, tuple(dict.fromkeys(carrier.practice for carrier in theme.carriers)))
            for theme in common.themes.themes
        ),
        together=tuple(
            Together(row.id, row.name, row.question, row.comparable, Desk(catalogue).advice(row.caution))
            for row in common.comparisons.comparisons
        ),
    )


def case_sheet(catalogue: Catalogue, folder: CaseFolder) -> CaseSheet:
    """The columns of a case: its own and those of its practices."""
    desk = Desk(catalogue, folder)
    return CaseSheet(
        case=_case(desk),
        practices=tuple(_practice(desk, practice) for practice in catalogue.practices_in_order(folder)),
        figures=_together(desk),
    )


def _practice(desk: Desk, practice: Practice) -> Entry:
    case = desk.case.case
    ref = f"{case.id}/{practice.id}"
    return Entry(
        ref=ref,
        name=practice.name,
        case=case.name,
        path=practice_path(ref),
        source=_source(desk),
        reviewed=practice.reviewed,
        cells={**_record_cells(desk, practice), **_advice_cells(desk, practice)},
        differs=tuple((full(link.practice, case.id), desk.rich(link.differs)) for link in practice.related),
    )


def _record_cells(desk: Desk, practice: Practice) -> dict[str, Cell]:
    record = practice.record
    parts = tuple(Line(desk.rich(part.text), part.name, where=desk.where(part.at)) for part in record.parts)
    return {
        "place": _dated(desk, desk.case.case),
        "kind": Cell((Line(desk.rich(practice.evidence.note)),), (practice.evidence.kind,)),
        "problem": _told(desk, record.problem),
        "done": Cell((*_told(desk, record.done).lines, *parts)),
        "procedure": _told(desk, record.procedure, ordered=True),
        "outcomes": _told(desk, record.outcomes),
        "figures": Cell(tuple(_figure(desk, metric_id) for metric_id in record.metrics)),
        "not-said": Cell(tuple(Line(desk.rich(text)) for text in record.not_said)),
    }


def _advice_cells(desk: Desk, practice: Practice) -> dict[str, Cell]:
    guidance, portability = practice.guidance, practice.portability
    resources = guidance.resources
    return {
        "authority": Cell(_advice(desk, (guidance.authority_note,) if guidance.authority_note else ()), guidance.authority),
        "actors": _actors(desk, practice.actors),
        "types": Cell(values=tuple(desk.catalogue.term["community_types"][name] for name in practice.community_types)),
        "staff": Cell(values=(guidance.staff,)),
        "sizes": Cell(values=guidance.sizes),
        "people": Cell(_advice(desk, (resources.people,))),
        "money": Cell(_advice(desk, (resources.money,))),
        "space": Cell(_advice(desk, (resources.space,))),
        "cost": Cell(values=(COST_LABEL[practice.cost],)),
        "effect": Cell(values=(practice.effect,)),
        "steps": Cell(tuple(_step(desk, step) for step in guidance.steps), ordered=True),
        "travels": Cell(_advice(desk, portability.travels)),
        "local": Cell(_advice(desk, portability.local)),
        "limits": Cell(_advice(desk, (portability.limits,))),
    }


def _case(desk: Desk) -> Entry:
    case = desk.case.case
    outcomes = tuple(
        Line(desk.rich(statement.text), outcome.heading if first == 0 else "", where=desk.where(statement.at, statement.source))
        for outcome in case.outcomes
        for first, statement in enumerate(outcome.statements)
    )
    conditions = {
        f"condition-{name}": Cell(
            tuple(Line(desk.rich(row.text), where=desk.where(row.at)) for row in case.conditions if row.kind == aspect)
        )
        for name, aspect in _ASPECTS
    }
    structure = tuple(
        Line((*desk.rich(part.text), *_parts(tuple(inner.name for inner in part.parts))), part.name, where=desk.where(part.at))
        for part in case.structure
    )
    cells = {
        "place": _dated(desk, case),
        "kind": Cell(values=tuple(dict.fromkeys(source.kind for source in desk.case.sources.sources))),
        "types": Cell(values=tuple(desk.catalogue.term["community_types"][name] for name in case.community_types)),
        "structure": Cell(structure),
        "problems": _told(desk, case.problems),
        **conditions,
        "outcomes": Cell((Line(desk.rich(case.outcomes_note)), *outcomes)),
        "not-said": Cell(tuple(Line(desk.rich(text)) for text in case.not_said)),
        "limits": Cell(_advice(desk, case.limits)),
    }
    return Entry(case.id, case.name, case.name, case_path(case.id), _source(desk), case.reviewed, cells)


def _parts(names: tuple[str, ...]) -> Rich:
    return plain(f"下分：{'、'.join(names)}。") if names else ()


def _dated(desk: Desk, case: Case) -> Cell:
    when = f"{source_date(desk.case.source(None))}；{case.period.rstrip('。')}。机构、提法为当时情况。"
    return Cell((Line(plain(case.region)), Line(plain(when), "资料时效")))


def _source(desk: Desk) -> str:
    source = desk.case.source(None)
    by = f"{source.author}，" if source.author else ""
    return f"{source_name(source)}（{by}{source_date(source)}）"


def _told(desk: Desk, statements: Iterable[Statement], ordered: bool = False) -> Cell:
    told = (desk.told(statement) for statement in statements)
    return Cell(tuple(Line(row.text, status=row.status, where=row.where) for row in told), ordered=ordered)


def _advice(desk: Desk, texts: Iterable[str]) -> tuple[Line, ...]:
    return tuple(Line(desk.advice(text)) for text in texts)


def _actors(desk: Desk, actors: Actors) -> Cell:
    roles = (("牵头", actors.lead), ("支持", actors.support), ("参与", actors.take_part), ("监督", actors.supervise))
    return Cell(tuple(Line(plain(desk.names("actors", ids)), label) for label, ids in roles if ids))


def _step(desk: Desk, step: Step) -> Line:
    time = "，".join(filter(None, (f"约{step.days:g}天" if step.days is not None else "", step.repeat or "")))
    who, output = desk.words(step.who, advice=True), desk.words(step.output, advice=True)
    return Line(desk.advice(step.do), where=f"谁做：{who}；留下：{output}；{time}")


def _figure(desk: Desk, metric_id: str) -> Line:
    """A figure of a practice: what it counts, as the source puts it, of which place and time, where."""
    folder = desk.case
    metric = folder.metric_by_id.get(metric_id)
    if metric is None:
        derived = folder.derived_by_id[metric_id]
        return Line((*desk.rich(derived.what), Plain("："), *desk.rich(f"[#{metric_id}]"), Plain("。"), *desk.rich(derived.note)))
    tail = Plain(f"。范围：{metric.scope.place}；截至：{metric.as_of}")
    return Line((*desk.rich(metric.what), Plain("："), _stated(desk, metric), tail), where="原文" + place(folder, metric.at, metric.source))


def _stated(desk: Desk, metric: Metric) -> Figure:
    key = f"{desk.case.id}/{metric.id}"
    return figure(desk.catalogue, metric.as_stated, key)


def _together(desk: Desk) -> dict[str, tuple[Line, ...]]:
    """The case's figures in each row of comparisons.yaml, each with its own basis."""
    found = {}
    for row in desk.catalogue.book.common.comparisons.comparisons:
        own = tuple(_compared(desk, one.figure, one.note) for one in row.figures if one.figure.split("/")[0] == desk.case.id)
        if own:
            found[row.id] = own
    return found


def _compared(desk: Desk, ref: str, note: str) -> Line:
    shown, what = shown_figure(desk.catalogue, ref)
    return Line((*what, Plain("："), *shown, Plain("。口径："), *desk.rich(note)))
