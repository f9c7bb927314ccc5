"""Footnotes of a paper: for each figure that it shows, how the source puts it, for what, and where."""
from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.know.catalogue import Catalogue, place, source_name
from generator.view.desk import Desk
from generator.view.shapes import Figure


def footnotes(catalogue: Catalogue, *shown: object, cautioned: bool = True) -> tuple[tuple[str, str], ...]:
    """Metric (case/id) and its footnote, for every figure in these shapes, in the order in which they come.

    A paper that says the cautions itself leaves them out of its footnotes (`cautioned` False).
    """
    metrics = dict.fromkeys(figure.metric for figure in _figures(shown))
    return tuple((metric, _footnote(catalogue, metric, cautioned)) for metric in metrics)


def _figures(shape: object) -> Iterator[Figure]:
    if isinstance(shape, Figure):
        yield shape
    elif isinstance(shape, tuple | list):
        for part in shape:
            yield from _figures(part)
    elif not isinstance(shape, str):
        for name in getattr(shape, "__match_args__", ()):
            yield from _figures(getattr(shape, name))


def _footnote(catalogue: Catalogue, metric: str, cautioned: bool) -> str:
    case_id, _, metric_id = metric.partition("/")
    folder = catalogue.book.cases[case_id]
    row = folder.metric_by_id[metric_id]
    at = f"{source_name(folder.source(row.source))}{_own_place(place(folder, row.at, row.source))}"
    told = f"原文写作“{row.as_stated}”；范围：{row.scope.place}；截至：{row.as_of}；{at}。"
    if not cautioned:
        return told
    desk = Desk(catalogue, folder)
    cautions = (caution.kind + "：" + plain_text(desk.rich(caution.text)) for caution in catalogue.cautions.get(metric, ()))
    return told + "".join(f"※ {caution}" for caution in cautions)


def _own_place(words: str) -> str:
    """The place without the source's title, which stands before it already."""
    return words.rpartition("》")[2]


def plain_text(runs: Iterable[object]) -> str:
    """The words of runs of text."""
    return "".join(getattr(run, "text", "") for run in runs)
