"""The table of everything we make: which documents, in which format, where. Read it to know all outputs."""
from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from generator.know.catalogue import Catalogue
from generator.render.address import fragment_path, markdown_path
from generator.render.data_script import render_version
from generator.render.metrics_script import render_metrics
from generator.render.page import render_fragment, render_page
from generator.view import across_pages, case_page, figure_pages, index_pages, practice_page, reference_pages
from generator.view.data import casebook_data
from generator.view.desk import Desk
from generator.view.figure_pages import metric_cards
from generator.view.shapes import Document


@dataclass(frozen=True)
class Output:
    """One kind of document in one format. `path` gives the file below the project for a document's site path."""

    name: str
    title: str
    documents: Callable[[Catalogue], Iterator[Document]]
    render: Callable[[Document], bytes]
    path: Callable[[str], str]


def _cases(catalogue: Catalogue) -> Iterator[Document]:
    return (case_page.case_page(catalogue, case_id) for case_id in catalogue.book.cases)


def _practices(catalogue: Catalogue) -> Iterator[Document]:
    for folder in catalogue.book.cases.values():
        desk, order = Desk(catalogue, folder), catalogue.practices_in_order(folder)
        for index, practice in enumerate(order):
            before = order[index - 1] if index else None
            after = order[index + 1] if index + 1 < len(order) else None
            yield practice_page.practice_page(desk, practice, before, after)


def _moved(catalogue: Catalogue) -> Iterator[Document]:
    for folder in catalogue.book.cases.values():
        for practice in folder.practices.values():
            for former_id in practice.former_ids:
                yield practice_page.moved_page(folder.case, former_id, practice)


def _themes(catalogue: Catalogue) -> Iterator[Document]:
    return (reference_pages.theme_page(catalogue, theme) for theme in catalogue.book.common.themes.themes)


def _forms(catalogue: Catalogue) -> Iterator[Document]:
    for folder in catalogue.book.cases.values():
        for form in folder.forms.values():
            yield reference_pages.form_page(catalogue, folder.id, form)


def _one(*views: Callable[[Catalogue], Document]) -> Callable[[Catalogue], Iterator[Document]]:
    return lambda catalogue: (view(catalogue) for view in views)


def _page(name: str, title: str, documents: Callable[[Catalogue], Iterator[Document]]) -> Output:
    return Output(name, title, documents, render_page, markdown_path)


OUTPUTS: tuple[Output, ...] = (
    _page("case", "案例页", _cases),
    _page("practice", "做法页", _practices),
    _page("moved", "做法旧网址的转页", _moved),
    _page("theme", "主题页", _themes),
    _page("form", "工作表页", _forms),
    _page("metrics", "数字总表", _one(figure_pages.metrics_page)),
    _page("notes", "数据说明", _one(figure_pages.notes_page)),
    _page("sources", "资料来源", _one(figure_pages.sources_page)),
    _page("across", "按社区条件看、能放在一起看的数字", _one(across_pages.fit_page, across_pages.comparisons_page)),
    _page("reference", "名词、政策、本库暂无", _one(
        reference_pages.glossary_page, reference_pages.policies_page, reference_pages.gaps_page
    )),
    _page("lists", "各类目录", _one(
        index_pages.cases_page, index_pages.practices_page, index_pages.themes_page, index_pages.forms_page
    )),
    Output("home", "首页的生成部分", _one(index_pages.home_fragment), render_fragment, lambda path: fragment_path("home")),
    Output("about", "关于页的生成部分", _one(index_pages.about_fragment), render_fragment, lambda path: fragment_path("about")),
)


@dataclass(frozen=True)
class Data:
    """One kind of data file. `files` gives names below docs/data with their bytes."""

    name: str
    title: str
    files: Callable[[Catalogue, Sequence[Document]], Iterator[tuple[str, bytes]]]


def _casebook(catalogue: Catalogue, pages: Sequence[Document]) -> Iterator[tuple[str, bytes]]:
    yield "casebook.json", (casebook_data(catalogue).model_dump_json(by_alias=True, indent=1) + "\n").encode()


def _cards(catalogue: Catalogue, pages: Sequence[Document]) -> Iterator[tuple[str, bytes]]:
    for folder in catalogue.book.cases.values():
        yield f"metrics-{folder.id}.js", render_metrics(folder.id, metric_cards(catalogue, folder))


def _version(catalogue: Catalogue, pages: Sequence[Document]) -> Iterator[tuple[str, bytes]]:
    yield "version.js", render_version(catalogue.version, catalogue.day)


DATA: tuple[Data, ...] = (
    Data("casebook", "全库数据", _casebook),
    Data("cards", "数字卡片", _cards),
    Data("version", "版本", _version),
)


def made_documents(catalogue: Catalogue) -> tuple[tuple[Output, Document], ...]:
    """Every document of the table, each beside its row."""
    return tuple((output, document) for output in OUTPUTS for document in output.documents(catalogue))


def render_outputs(made: Sequence[tuple[Output, Document]]) -> dict[str, bytes]:
    """Every generated page and fragment by its file below the project. Raises ValueError when two claim one file."""
    files: dict[str, bytes] = {}
    for output, document in made:
        path = output.path(document.path)
        if path in files:
            raise ValueError(f"{path} is made twice")
        files[path] = output.render(document)
    return files


def data_files(catalogue: Catalogue, made: Sequence[tuple[Output, Document]]) -> dict[str, bytes]:
    """Every file of docs/data by its name there. Raises ValueError when two rows claim one name."""
    pages = [document for output, document in made if output.render is render_page]
    files: dict[str, bytes] = {}
    for row in DATA:
        for name, content in row.files(catalogue, pages):
            if name in files:
                raise ValueError(f"{name} is made twice")
            files[name] = content
    return files
