"""What the pictures say: the structure of a model, the flow of a practice, figures that may be compared.

A picture repeats what stands beside it in words; it never says more. Figures become a chart only when a row of
cases/common/comparisons.yaml calls them 口径相近; those that only stand side by side (只能并列) get no common axis.
"""
from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.know import figures
from generator.know.catalogue import Catalogue
from generator.model.case import Metric, Part
from generator.model.casebook import CaseFolder
from generator.model.common import Comparison
from generator.model.practice import Practice
from generator.model.record import STATUS_LABEL, Statement, Status
from generator.view.desk import Desk
from generator.view.picture_shapes import Bar, Chart, Flow, Frame, Stage, Structure

_MEASURED = frozenset({"count", "money", "area", "percent", "ratio", "duration"})  # kinds of which more is longer


def structure_picture(desk: Desk) -> Structure:
    """The structure of the desk's case; the list beside it tells what each part is."""
    case = desk.case.case
    return Structure(
        id="pic-structure",
        name=f"{case.name}的结构",
        says=f"{_in_words(case.structure)}。每一部分是什么，图下面有文字。",
        root=case.name,
        parts=tuple(map(_frame, case.structure)),
    )


def _frame(part: Part) -> Frame:
    return Frame(part.name, tuple(map(_frame, part.parts)))


def _in_words(parts: tuple[Part, ...]) -> str:
    return "；".join(
        part.name + ("：" + "、".join(inner.name for inner in part.parts) if part.parts else "") for part in parts
    )


def procedure_picture(desk: Desk, practice: Practice) -> Flow | None:
    """The steps that the source tells, in its order; None when it tells none, or only one."""
    told = practice.record.procedure
    if len(told) < 2:
        return None
    stages = tuple(Stage(_said(desk, statement)) for statement in told)
    says = f"按原文的先后，共{len(stages)}步。图旁边逐步列出，并注明出处。"
    return Flow("pic-procedure", "原文写到的先后", says, stages, "record")


def _said(desk: Desk, statement: Statement) -> str:
    words = desk.words(statement.text).rstrip("。")
    return words if statement.status is Status.DESCRIBED else f"{words}（{STATUS_LABEL[statement.status]}）"


def steps_picture(desk: Desk, practice: Practice) -> Flow:
    """The steps that we advise: who acts, and what each leaves; the list beside it says what is done."""
    stages = tuple(
        Stage(desk.words(step.who, advice=True), desk.words(step.output, advice=True)) for step in practice.guidance.steps
    )
    says = f"共{len(stages)}步，图下面有各步的全文。"
    return Flow("pic-steps", "每步谁做，留下什么", says, stages, "advice", ("谁做", "留下什么"))


def charts_of_comparison(catalogue: Catalogue, comparison: Comparison) -> tuple[Chart, ...]:
    """One chart for each unit of which a comparable row has two figures or more; none for a row of 只能并列."""
    if comparison.comparable != "口径相近":
        return ()
    refs = [row.figure for row in comparison.figures]
    several = len({ref.split("/")[0] for ref in refs}) > 1
    units: dict[str, list[Bar]] = {}
    for ref in refs:
        for unit, bar in _bars(catalogue, ref, several):
            units.setdefault(unit, []).append(bar)
    drawn = [bars for bars in units.values() if len(bars) > 1 and max(bar.high for bar in bars) > 0]
    return tuple(
        Chart(f"pic-{comparison.id}-{number}", comparison.name, _legend(bars), tuple(bars))
        for number, bars in enumerate(drawn, 1)
    )


def charts_of_practice(desk: Desk, practice: Practice) -> Iterator[Chart]:
    """The charts of comparable rows whose figures are all among the practice's own."""
    own = {f"{desk.case.id}/{metric}" for metric in practice.record.metrics}
    for comparison in desk.catalogue.book.common.comparisons.comparisons:
        if own.issuperset(row.figure for row in comparison.figures):
            yield from charts_of_comparison(desk.catalogue, comparison)


def _bars(catalogue: Catalogue, ref: str, several: bool) -> Iterator[tuple[str, Bar]]:
    """The bar of a figure with its unit; nothing for a figure that is no quantity."""
    case_id, _, name = ref.partition("/")
    folder = catalogue.book.cases[case_id]
    metric = folder.metric_by_id.get(name)
    place = f"{folder.case.name}，" if several else ""
    if metric is not None:
        yield from _stated(folder, metric, place)
        return
    derived = folder.derived_by_id[name]
    result = figures.derived(derived, folder, catalogue.book)
    words = f"{result.text}{derived.unit}（推算）"
    label = place + Desk(catalogue, folder).words(derived.what)
    yield derived.unit, Bar(label, words, float(result.value), float(result.value), computed=True)


def _stated(folder: CaseFolder, metric: Metric, place: str) -> Iterator[tuple[str, Bar]]:
    value = metric.value
    if metric.kind not in _MEASURED or isinstance(value, str):
        return
    low, high = value if isinstance(value, tuple) else (value, value)
    when = f"（{metric.as_of}）" if metric.as_of[:1].isdigit() else ""
    more = metric.qualifier in {"over", "at_least"}
    yield metric.unit, Bar(f"{place}{metric.what}{when}", metric.as_stated, float(low), float(high), more)


def _legend(bars: Iterable[Bar]) -> str:
    """How to read the chart: only what it shows."""
    bars = tuple(bars)
    told = ["横条从0画起"]
    if any(bar.high > bar.low for bar in bars):
        told.append("空白的一段是原文写的范围")
    if any(bar.more for bar in bars):
        told.append("末端不封口的，原文说不止这个数")
    if any(bar.computed for bar in bars):
        told.append("斜线的是推算")
    return "，".join(told) + "。"
