"""Footnotes of a paper: for each figure that it shows, how the source puts it, for what, and where."""
from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from generator.know.catalogue import Catalogue, place, source_name
from generator.model.record import Caution
from generator.view.desk import Desk
from generator.view.paper_fit import metrics_in, notes_on
from generator.view.shapes import Notes

SayCautions = Literal["whole", "elsewhere", "never"]
"""whole: each caution in the footnote of its figure · elsewhere: the paper has a section 引用提示, the footnote points there ·
never: the cautions stand beside the figures already."""


def footnotes(
    catalogue: Catalogue, *shown: object, cautions: SayCautions = "whole", named: bool = True
) -> tuple[tuple[str, str], ...]:
    """Metric (case/id) and its footnote, for every figure in these shapes, in the order in which they come.

    A paper that names its only source at the top leaves the title out of its footnotes (`named` False).
    """
    return tuple((metric, _footnote(catalogue, metric, cautions, named)) for metric in metrics_in(shown))


def cautions_of(desk: Desk, own: Iterable[Caution], *shown: object) -> Notes:
    """Cautions of a practice's own and of the figures in these shapes, each once.

    What speaks of figures that are not shown, or of another case, is left out.
    """
    metrics = [metric for metric in metrics_in(shown) if metric.startswith(f"{desk.case.id}/")]
    found: dict[Caution, list[str]] = {caution: [] for caution in own}
    for metric in metrics:
        for caution in desk.catalogue.cautions.get(metric, ()):
            found.setdefault(caution, []).append(metric.partition("/")[2])
    return notes_on(desk.notes((tuple(ids), caution) for caution, ids in found.items()), frozenset(metrics))


def _footnote(catalogue: Catalogue, metric: str, cautions: SayCautions, named: bool) -> str:
    case_id, _, metric_id = metric.partition("/")
    folder = catalogue.book.cases[case_id]
    row = folder.metric_by_id[metric_id]
    at = place(folder, row.at, row.source)
    where = f"{source_name(folder.source(row.source))}{_own_place(at)}" if named else f"原文{at}"
    told = f"原文写作“{row.as_stated}”；范围：{row.scope.place}；截至：{row.as_of}；{where}。"
    own = catalogue.cautions.get(metric, ())
    if cautions == "never" or not own:
        return told
    if cautions == "elsewhere":
        return f"{told}※ 见“引用提示”。"
    desk = Desk(catalogue, folder)
    return told + "".join(f"※ {caution.kind}：{plain_text(desk.rich(caution.text))}" for caution in own)


def _own_place(words: str) -> str:
    """The place without the source's title, which stands before it already."""
    return words.rpartition("》")[2]


def plain_text(runs: Iterable[object]) -> str:
    """The words of runs of text."""
    return "".join(getattr(run, "text", "") for run in runs)
