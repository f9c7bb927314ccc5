"""指标表 and 数据说明: every figure with its words, scope, time and place; as a paper and as a workbook."""
from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import chain, count

from generator.know import figures
from generator.know.catalogue import Catalogue, place, source_name
from generator.model.case import Metric
from generator.model.casebook import CaseFolder
from generator.view.desk import Desk, case_path, plain
from generator.view.figure_pages import KIND_LABEL, QUALIFIER_LABEL, value_in_words
from generator.view.paper import Paper, Workbook, WorkbookSheet
from generator.view.papers.footnotes import footnotes, plain_text
from generator.view.shapes import Block, Paragraph, Plain, Rich, Section, Table

_OPENING = "数字照原文，不改不补；带 ※ 的有引用提示，引用前请看。推算是编者用原文数字算的，原文没有。"
_HEAD = ("数的是什么", "原文写作", "数值", "范围", "截至", "出处", "引用提示")
_WORKBOOK_HEAD = (
    "编号", "数的是什么", "原文写作", "数值", "上限（写成范围时）", "单位", "限定", "类别", "范围", "截至", "来源", "出处", "引用提示",
)
_WIDTHS = (24, 34, 18, 12, 12, 8, 10, 10, 24, 16, 26, 22, 60)
_DERIVED_HEAD = ("编号", "算的是什么", "结果", "单位", "怎样算", "要注意")
_DERIVED_WIDTHS = (24, 34, 12, 10, 40, 60)
_DERIVED_NAME = "推算"
_SHEET_NAME = 24  # characters, so that Excel's 31 leave room for what stands behind them
_NOT_IN_SHEET_NAMES = re.compile(r"[\[\]:*?/\\']+")  # Excel takes ' inside a name, but not at its ends


def figures_paper(catalogue: Catalogue, case_id: str = "") -> Paper:
    """The table of a case's figures, or of all."""
    folders = _folders(catalogue, case_id)
    sections = tuple(_section(catalogue, folder) for folder in folders)
    name = folders[0].case.name if case_id else "全部案例"
    return Paper(
        path=f"{case_id or 'common'}/figures",
        kind="figures",
        layout="table",
        title=f"{name}：指标表",
        name=f"指标表-{name}",
        sections=sections,
        opening=(_OPENING,),
        landscape=True,
        ref=case_id,
        web="library/metrics.html" if not case_id else case_path(case_id),
        reviewed=max(folder.case.reviewed for folder in folders),
        source=f"cases/{case_id or '*'}/metrics.yaml",
        footnotes=footnotes(catalogue, sections, cautions="never"),
        keywords=(name, "指标表"),
    )


def figures_workbook(catalogue: Catalogue, case_id: str = "") -> Workbook:
    """The same as a workbook: numbers are numbers, so that they can be sorted."""
    folders = _folders(catalogue, case_id)
    name = folders[0].case.name if case_id else "全部案例"
    sheets: list[WorkbookSheet] = []
    for folder, sheet in zip(folders, _sheet_names([folder.case.name for folder in folders]), strict=True):
        rows = tuple(_row(catalogue, folder, metric) for metric in folder.metrics.metrics)
        sheets.append(WorkbookSheet(sheet, f"{folder.case.name}的数字", _WORKBOOK_HEAD, _WIDTHS, rows, _OPENING))
        if folder.metrics.derived:
            title = f"{folder.case.name}的推算"
            sheets.append(WorkbookSheet(sheet + _DERIVED_NAME, title, _DERIVED_HEAD, _DERIVED_WIDTHS, _derived(catalogue, folder)))
    return Workbook(
        path=f"{case_id or 'common'}/figures",
        kind="figures-workbook",
        title=f"{name}：指标表",
        name=f"指标表-{name}",
        sheets=tuple(sheets),
        web="library/metrics.html" if not case_id else case_path(case_id),
        reviewed=max(folder.case.reviewed for folder in folders),
        source=f"cases/{case_id or '*'}/metrics.yaml",
    )


def _sheet_names(names: Sequence[str]) -> list[str]:
    """A name for the sheet of each case: no mark that Excel refuses, none twice in any letter case."""
    found: list[str] = []
    taken: set[str] = set()
    for name in names:
        short = _NOT_IN_SHEET_NAMES.sub(" ", name).strip()[:_SHEET_NAME].strip() or "案例"
        tries = chain((short,), (f"{short[:_SHEET_NAME - 4]} {number}" for number in count(2)))
        sheet = next(one for one in tries if one.casefold() not in taken)
        taken |= {sheet.casefold(), f"{sheet}{_DERIVED_NAME}".casefold()}
        found.append(sheet)
    return found


def notes_paper(catalogue: Catalogue) -> Paper:
    """数据说明: every caution, by case."""
    sections = []
    for folder in catalogue.book.cases.values():
        notes = Desk(catalogue, folder).notes(catalogue.cautions_of_case(folder))
        if notes.items:
            sections.append(Section(f"case-{folder.id}", folder.case.name, (notes,)))
    opening = (
        "原文有三类地方要提醒：口径未说明，两处写法不同，相加或相除不一致。这里说的是原文怎样写，不是评价哪个地方。"
        "资料单位可来函补正。"
    )
    return Paper(
        path="common/notes",
        kind="notes",
        layout="official",
        title="数据说明",
        name="数据说明-引用提示",
        sections=tuple(sections),
        kicker="引用提示",
        opening=(opening,),
        web="library/notes.html",
        footnotes=footnotes(catalogue, sections, cautions="never"),
        reviewed=catalogue.reviewed,
        source="cases/*/metrics.yaml",
        keywords=("数据说明", "引用提示"),
    )


def _folders(catalogue: Catalogue, case_id: str) -> tuple[CaseFolder, ...]:
    return (catalogue.book.cases[case_id],) if case_id else tuple(catalogue.book.cases.values())


def _section(catalogue: Catalogue, folder: CaseFolder) -> Section:
    rows: list[tuple[Rich, ...]] = []
    for metric in folder.metrics.metrics:
        notes = _notes(catalogue, folder, metric)
        mark = Plain(f"“{metric.as_stated}”{'※' if notes else ''}")
        where = place(folder, metric.at, metric.source)
        rows.append((
            plain(metric.what), (mark,), plain(value_in_words(metric)), plain(metric.scope.place), plain(metric.as_of), plain(where),
            plain(notes),
        ))
    blocks: list[Block] = [Table(f"{folder.case.name}的数字", _HEAD, tuple(rows))]
    if folder.metrics.derived:
        desk = Desk(catalogue, folder)
        results = [(row, figures.derived(row, folder, catalogue.book)) for row in folder.metrics.derived]
        derived = tuple(
            (desk.rich(row.what), plain(f"{result.text}{row.unit}"), plain(result.formula), desk.rich(row.note)) for row, result in results
        )
        blocks.append(Paragraph(plain("下面是推算，不是原文的数字。")))
        blocks.append(Table(f"{folder.case.name}的推算", ("算的是什么", "推算", "怎样算", "要注意"), derived))
    return Section(f"case-{folder.id}", folder.case.name, tuple(blocks), "record")


def _notes(catalogue: Catalogue, folder: CaseFolder, metric: Metric) -> str:
    desk = Desk(catalogue, folder)
    return "".join(
        f"{caution.kind}：{plain_text(desk.rich(caution.text))}" for caution in catalogue.cautions.get(f"{folder.id}/{metric.id}", ())
    )


def _row(catalogue: Catalogue, folder: CaseFolder, metric: Metric) -> tuple[str | float | None, ...]:
    value = metric.value
    low: str | float | None = value[0] if isinstance(value, tuple) else value
    high = value[1] if isinstance(value, tuple) else None
    return (
        f"{folder.id}/{metric.id}", metric.what, metric.as_stated, low, high, metric.unit or None, QUALIFIER_LABEL[metric.qualifier] or None,
        KIND_LABEL[metric.kind], metric.scope.place, metric.as_of, source_name(folder.source(metric.source)),
        place(folder, metric.at, metric.source), _notes(catalogue, folder, metric) or None,
    )


def _derived(catalogue: Catalogue, folder: CaseFolder) -> tuple[tuple[str | float | None, ...], ...]:
    desk = Desk(catalogue, folder)
    rows = []
    for row in folder.metrics.derived:
        result = figures.derived(row, folder, catalogue.book)
        rows.append((
            f"{folder.id}/{row.id}", plain_text(desk.rich(row.what)), float(result.value), row.unit or None, result.formula,
            plain_text(desk.rich(row.note)),
        ))
    return tuple(rows)
