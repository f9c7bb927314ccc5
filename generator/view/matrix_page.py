"""主题对照表: themes by models, each cell the practices that carry the theme, or that the source does not speak of it."""
from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.know.catalogue import Catalogue
from generator.model.casebook import CaseFolder
from generator.model.common import Theme
from generator.view.desk import HOME, Desk, case_path, plain, practice_path, theme_path
from generator.view.shapes import Document, Inline, Link, Plain, Rich, Section, Table
from generator.view.split_pages import part_of, with_list

MOST_CASES = 20
"""So many columns at most: each takes about 6 KB."""
MOST = 5
"""So many practices go into one comparison: more columns than that cannot be read."""


def matrix_pages(catalogue: Catalogue) -> Iterator[Document]:
    """主题对照表; with more cases than a table can show side by side, a page a case and a list of these."""
    cases = catalogue.book.cases
    page = matrix_page(catalogue, tuple(cases.values()) if len(cases) <= MOST_CASES else ())
    if len(cases) <= MOST_CASES:
        yield page
        return
    parts = (part_of(page, folder.id, folder.case.name, matrix_page(catalogue, (folder,)).sections, (folder.id,)) for folder in cases.values())
    yield from with_list(page, "按案例看", tuple((part, f"{len(catalogue.book.common.themes.themes)} 个主题") for part in parts))


def matrix_page(catalogue: Catalogue, folders: Sequence[CaseFolder] | None = None) -> Document:
    """The document of the table of these cases, all by default. Each cell begins with its case, which only narrow screens show."""
    cases = {folder.id: folder for folder in (catalogue.book.cases.values() if folders is None else folders)}
    rows = tuple(
        (_theme(catalogue, theme), *(_cell(catalogue, theme, folder) for folder in cases.values()))
        for theme in catalogue.book.common.themes.themes
    )
    head = ("主题", *(folder.case.name for folder in cases.values()))
    table = Table("各个主题，各处的材料写了哪些做法", head, rows, tuple(f"theme-{name}" for name in _ids(catalogue)), row_heads=True)
    lead = "横着看一个主题各处怎样做，竖着看一个地方做了哪些。写“没有谈到”的，是材料没有写，不等于当地没有做。这里不打分，不排名次。"
    return Document(
        path="library/matrix.html",
        kind="matrix",
        title="主题对照表",
        kicker="主题 · 全部案例",
        lead=plain(lead),
        sections=(Section("table", "全部主题", (table,), "record"),),
        description="同一个主题，几个案例的材料各写了哪些做法，哪些没有谈到。",
        crumbs=(HOME, Link("主题", "library/themes.html")),
        cases=tuple(cases),
        reviewed=catalogue.reviewed,
    )


def _ids(catalogue: Catalogue) -> tuple[str, ...]:
    return tuple(theme.id for theme in catalogue.book.common.themes.themes)


def _theme(catalogue: Catalogue, theme: Theme) -> Rich:
    refs = first_carriers(catalogue, theme)
    name = Link(theme.name, theme_path(theme.id))
    return (name, Plain(" "), Link("比一比", compare_path(refs))) if len(refs) > 1 else (name,)


def first_carriers(catalogue: Catalogue, theme: Theme) -> tuple[str, ...]:
    """The first practice of each case under a theme, in the order of the cases, at most MOST."""
    first: dict[str, str] = {}
    for carrier in theme.carriers:
        if catalogue.book.practice(carrier.practice) is not None:
            first.setdefault(carrier.practice.split("/")[0], carrier.practice)
    return tuple(first[case_id] for case_id in catalogue.book.cases if case_id in first)[:MOST]


def compare_path(refs: tuple[str, ...]) -> str:
    """Site path of the page 比一比 with these chosen."""
    return "compare.html?ids=" + "%2C".join(ref.replace("/", "%2F") for ref in refs)


def _cell(catalogue: Catalogue, theme: Theme, folder: CaseFolder) -> Rich:
    desk = Desk(catalogue, folder)
    runs: list[Inline] = [Link(folder.case.name, case_path(folder.id))]
    for carrier in theme.carriers:
        practice = catalogue.book.practice(carrier.practice)
        if practice is not None and carrier.practice.split("/")[0] == folder.id:
            runs += [Link(practice.name, practice_path(carrier.practice)), Plain("："), *desk.rich(carrier.how)]
    silent = [silence.text for silence in theme.silent if silence.case == folder.id]
    for text in silent:
        runs += [Plain("没有谈到："), *Desk(catalogue).rich(text)]
    return (*runs, Plain("—")) if len(runs) == 1 else tuple(runs)
