"""Tables of the whole casebook for spreadsheets and other programs.

One row a record, the first column its id; several values of one cell are joined by “；”. A heading says where the
cell comes from when that is not the source: 编者归类, 编者估计, 编者建议.
"""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.know import figures
from generator.know.catalogue import Catalogue, place, source_date, source_name
from generator.model.case import Derived, Metric
from generator.model.casebook import CaseFolder
from generator.model.practice import COST_LABEL, Practice
from generator.view.desk import Desk, practice_path
from generator.view.figure_pages import FLAG_LABEL, KIND_LABEL, QUALIFIER_LABEL
from generator.view.open_data import GLOSSARY_FILE, METRICS_FILE, PRACTICES_FILE
from generator.view.shapes import Download
from generator.view.split_pages import figures_path

Cell = str | int | float

SCOPE_LABEL = {
    "country": "全国", "province": "省", "city": "市", "district": "区县", "street": "镇街", "community": "社区",
    "estate": "小区", "organisation": "单位",
}

_METRIC_HEAD = (
    "编号", "案例", "数的是什么", "原文写作", "数值（小）", "数值（大）", "数值（文字）", "单位", "限定", "类别", "附注", "范围",
    "范围层级", "截至", "来源", "发布时间", "出处", "引用提示", "推算的算式", "推算要注意", "网页",
)
_PRACTICE_HEAD = (
    "编号", "案例", "名称", "别的叫法", "一句话", "议题（编者归类）", "社区类型（编者建议）", "环节（编者归类）", "手段（编者归类）",
    "牵头（编者归类）", "支持（编者归类）", "参与（编者归类）", "监督（编者归类）", "谁能定（编者建议）", "花费（编者估计）",
    "见效（编者估计）", "人手（编者估计）", "规模（编者估计）", "有关的数字", "来源没有说的", "材料类型", "来源", "发布时间", "核对日期", "网页",
)
_GLOSSARY_HEAD = ("编号", "当时提法", "别的写法", "意思", "意思从哪里来", "现行提法", "案例")


@dataclass(frozen=True, slots=True)
class DataTable:
    """A table with its headings; every row has a cell for each."""

    file: Download
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def tables(catalogue: Catalogue) -> Iterator[DataTable]:
    """The tables of all cases, in the order of the files."""
    folders = catalogue.book.cases.values()
    yield DataTable(METRICS_FILE, _METRIC_HEAD, tuple(row for folder in folders for row in _metrics(catalogue, folder)))
    yield DataTable(PRACTICES_FILE, _PRACTICE_HEAD, tuple(
        _practice(Desk(catalogue, folder), practice)
        for folder in folders
        for practice in catalogue.practices_in_order(folder)
    ))
    yield DataTable(GLOSSARY_FILE, _GLOSSARY_HEAD, tuple(_glossary(catalogue)))


def _metrics(catalogue: Catalogue, folder: CaseFolder) -> Iterator[tuple[Cell, ...]]:
    desk = Desk(catalogue, folder)
    for metric in folder.metrics.metrics:
        source = folder.source(metric.source)
        yield (
            *_first(folder, metric), desk.words(metric.what), metric.as_stated, *_value(metric), metric.unit,
            QUALIFIER_LABEL[metric.qualifier] or "确数", KIND_LABEL[metric.kind],
            "；".join(FLAG_LABEL[flag] for flag in metric.flags), metric.scope.place, SCOPE_LABEL[metric.scope.level],
            metric.as_of, source_name(source), source_date(source), place(folder, metric.at, metric.source),
            _cautions(desk, metric.id), "", "", _row_address(catalogue, folder, metric.id),
        )
    for derived in folder.metrics.derived:
        result = figures.derived(derived, folder, catalogue.book)
        value = float(result.value)
        number = int(value) if value.is_integer() else value
        yield (
            *_first(folder, derived), desk.words(derived.what), "原文没有写", number, number, "", derived.unit, "推算", "推算",
            "", "", "", "", "", "", "", _cautions(desk, derived.id), f"{derived.formula}，即 {result.formula}",
            desk.words(derived.note), _row_address(catalogue, folder, derived.id),
        )


def _first(folder: CaseFolder, figure: Metric | Derived) -> tuple[str, str]:
    return f"{folder.id}/{figure.id}", folder.case.name


def _row_address(catalogue: Catalogue, folder: CaseFolder, figure_id: str) -> str:
    return f"{figures_path(catalogue, folder.id)}#{folder.id}.{figure_id}"


def _value(metric: Metric) -> tuple[Cell, Cell, Cell]:
    """The smallest and the largest value (the same for one number), and the words of a figure that is none."""
    if isinstance(metric.value, str):
        return "", "", metric.value
    if isinstance(metric.value, tuple):
        return *metric.value, ""
    return metric.value, metric.value, ""


def _cautions(desk: Desk, figure_id: str) -> str:
    rows = desk.catalogue.cautions.get(f"{desk.case.id}/{figure_id}", ())
    return "；".join(f"{row.kind}：{desk.words(row.text)}" for row in rows)


def _practice(desk: Desk, practice: Practice) -> tuple[Cell, ...]:
    folder, actors, source = desk.case, practice.actors, desk.case.source(None)
    ref = f"{folder.id}/{practice.id}"
    return (
        ref, folder.case.name, practice.name, "；".join(practice.aliases), desk.words(practice.one_line),
        _terms(desk, "topics", practice.topics), _terms(desk, "community_types", practice.community_types),
        _terms(desk, "stages", practice.stages), _terms(desk, "tools", practice.tools),
        *(_terms(desk, "actors", ids) for ids in (actors.lead, actors.support, actors.take_part, actors.supervise)),
        "；".join(practice.guidance.authority), COST_LABEL[practice.cost], practice.effect,
        practice.guidance.staff, "；".join(practice.guidance.sizes),
        "；".join(f"{folder.id}/{metric}" for metric in practice.record.metrics),
        "；".join(desk.words(text).rstrip("。") for text in practice.record.not_said),
        practice.evidence.kind, source_name(source), source_date(source), practice.reviewed, practice_path(ref),
    )


def _terms(desk: Desk, vocabulary: str, ids: tuple[str, ...]) -> str:
    return "；".join(desk.catalogue.term[vocabulary][term] for term in ids)


def _glossary(catalogue: Catalogue) -> Iterator[tuple[Cell, ...]]:
    for term in catalogue.book.common.glossary.terms:
        folder = catalogue.book.cases.get(term.case or "")
        yield (
            term.id, term.term, "；".join(term.aliases), Desk(catalogue, folder).words(term.meaning) if term.meaning else "",
            term.defined, term.today or "没有变化", folder.case.name if folder else "通用" if term.case is None else "其他材料",
        )
