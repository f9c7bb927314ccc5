"""Pages that put the models side by side: which conditions each names, and which figures may stand together."""
from __future__ import annotations

from collections.abc import Iterator

from generator.know import figures
from generator.know.catalogue import Catalogue, place
from generator.model.common import Comparison
from generator.view.desk import HOME, Desk, case_path, plain
from generator.view.figure_pages import value_in_words
from generator.view.pictures import charts_of_comparison
from generator.view.shapes import (
    Block,
    Bullets,
    Computed,
    Document,
    Facts,
    Link,
    Paragraph,
    Plain,
    Rich,
    Section,
    Table,
)
from generator.view.split_pages import figure, part_of, with_list

MOST_CASES = 40  # on one page: each takes about 3 KB of it
_ASPECTS = ("规模", "人手", "钱", "场地", "组织")


def fit_pages(catalogue: Catalogue) -> Iterator[Document]:
    """按社区条件看; with many cases a page for each condition and each type of community, and a list of these."""
    page = _fit_page(catalogue)
    if len(catalogue.book.cases) <= MOST_CASES:
        yield page
        return
    parts = (part_of(page, section.id, section.heading, (section,), page.cases) for section in page.sections)
    yield from with_list(page, "按条件看", tuple((part, f"{len(page.cases)} 个案例") for part in parts))


def _fit_page(catalogue: Catalogue) -> Document:
    """Which model is near to a community: by its type, then by what each source says of people, money and space."""
    sections = [*_conditions(catalogue), *_types(catalogue)]
    return Document(
        path="library/fit.html",
        kind="fit",
        title="按社区条件看",
        kicker="对照 · 全部案例",
        lead=plain("各案例的原文写到哪些条件，适合哪类社区。这里只列条件和理由，不排名次。"),
        sections=tuple(sections),
        description="按社区类型、规模、人手、钱和场地，对照各个模式的条件。",
        crumbs=(HOME, Link("案例", "library/cases.html")),
        cases=tuple(catalogue.book.cases),
        reviewed=catalogue.reviewed,
    )


def _conditions(catalogue: Catalogue) -> list[Section]:
    sections = []
    for number, aspect in enumerate(_ASPECTS, 1):
        rows: list[tuple[Rich, ...]] = []
        for folder in catalogue.book.cases.values():
            desk = Desk(catalogue, folder)
            told = [row for row in folder.case.conditions if row.kind == aspect]
            case = (Link(folder.case.name, case_path(folder.id)),)
            rows += [(case, desk.rich(row.text), plain(place(folder, row.at) if row.at else "—")) for row in told]
            if not told:
                rows.append((case, plain("原文没有说"), plain("—")))
        table = Table(f"{aspect}：各案例原文写到的", ("案例", "原文写到什么", "出处"), tuple(rows), row_heads=True)
        sections.append(Section(f"condition-{number}", f"条件：{aspect}", (table,), "record"))
    return sections


def _types(catalogue: Catalogue) -> list[Section]:
    sections = []
    for type_id, name in catalogue.term["community_types"].items():
        rows: list[Rich] = []
        for folder in catalogue.book.cases.values():
            desk = Desk(catalogue, folder)
            for fit in folder.case.fit:
                if fit.community_type == type_id:
                    basis = desk.where(fit.at) if fit.basis == "record" and fit.at else "编者建议"
                    rows.append(
                        (Link(folder.case.name, case_path(folder.id)), Plain("："), *desk.rich(fit.reason), Plain(f"（{basis}）"))
                    )
        if rows:
            sections.append(Section(f"type-{type_id}", name, (Bullets(tuple(rows)),)))
    return sections


def comparisons_page(catalogue: Catalogue) -> Document:
    """Figures of several places that may stand together, each with its own basis."""
    sections = tuple(
        Section(row.id, row.name, comparison_blocks(catalogue, row)) for row in catalogue.book.common.comparisons.comparisons
    )
    return Document(
        path="library/comparisons.html",
        kind="comparisons",
        title="能放在一起看的数字",
        kicker="数字 · 对照",
        lead=plain("几个地方的数字放在一起，先看口径。口径不同的只能并列，不比大小。"),
        sections=sections,
        description="几个案例里能放在一起看的数字，逐个写明口径和能不能比。",
        crumbs=(HOME, Link("数字", "library/metrics.html")),
        cases=tuple(catalogue.book.cases),
        reviewed=catalogue.reviewed,
    )


def comparison_blocks(catalogue: Catalogue, comparison: Comparison) -> tuple[Block, ...]:
    """The figures of a comparison, its chart where they share an axis, and whether they may be compared."""
    rows = []
    for row in comparison.figures:
        case_id = row.figure.split("/")[0]
        folder = catalogue.book.cases[case_id]
        shown, what = shown_figure(catalogue, row.figure)
        note = Desk(catalogue, folder).rich(row.note)
        rows.append(((Link(folder.case.name, case_path(case_id)),), what, shown, note))
    table = Table(f"{comparison.name}：各处的数字", ("哪里", "数的是什么", "数字", "口径"), tuple(rows), row_heads=True)
    verdict = Facts((("能不能比", plain(comparison.comparable)), ("怎样引用", Desk(catalogue).advice(comparison.caution))))
    return (Paragraph(plain(comparison.question)), table, *charts_of_comparison(catalogue, comparison), verdict)


def shown_figure(catalogue: Catalogue, ref: str) -> tuple[Rich, Rich]:
    """A figure (case/id) as a comparison shows it, and what it counts."""
    case_id, _, name = ref.partition("/")
    folder = catalogue.book.cases[case_id]
    desk = Desk(catalogue, folder)
    metric = folder.metric_by_id.get(name)
    if metric is not None:
        words = metric.as_stated if isinstance(metric.value, str) else value_in_words(metric)
        return (figure(catalogue, words, ref),), desk.rich(metric.what)
    derived = folder.derived_by_id[name]
    result = figures.derived(derived, folder, catalogue.book)
    return (Computed(f"{result.text}{derived.unit}", result.formula),), desk.rich(derived.what)
