"""The table of everything we make: which documents, in which format, where. Read it to know all outputs."""
from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from generator.know.catalogue import Catalogue
from generator.know.characters import read_names, traditional_forms
from generator.know.search_words import one_way_words, same_words
from generator.render.address import fragment_path, markdown_path
from generator.render.casebook_json import render_casebook
from generator.render.checklist_script import render_checklist, render_checklist_index
from generator.render.compare_script import render_compare, render_compare_index
from generator.render.csv_file import render_csv
from generator.render.data_script import render_version
from generator.render.finder_script import render_finder
from generator.render.lessons_script import render_lessons
from generator.render.llms import render_llms
from generator.render.metrics_script import render_metrics
from generator.render.page import render_fragment, render_page
from generator.render.search_script import Words, named_words, render_names, render_texts, used_characters
from generator.view import (
    across_pages,
    assess_pages,
    case_page,
    checklist_pages,
    figure_pages,
    index_pages,
    practice_page,
    reference_pages,
    teaching_pages,
)
from generator.view.checklist_sheet import sheets
from generator.view.compare_rows import case_sheet, compare_index
from generator.view.data import case_data, casebook_data
from generator.view.desk import Desk
from generator.view.download_pages import Offer, download_pages
from generator.view.figure_pages import metric_cards
from generator.view.lesson_rows import lesson_data
from generator.view.llms import guide
from generator.view.matrix_page import matrix_pages
from generator.view.open_data import open_data_fragment
from generator.view.practice_rows import finder_data
from generator.view.question_page import question_page
from generator.view.search_index import Entry, search_entries
from generator.view.shapes import Document, Download
from generator.view.tables_data import tables


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


def _all(*views: Callable[[Catalogue], Iterator[Document]]) -> Callable[[Catalogue], Iterator[Document]]:
    return lambda catalogue: (document for view in views for document in view(catalogue))


def _page(name: str, title: str, documents: Callable[[Catalogue], Iterator[Document]]) -> Output:
    return Output(name, title, documents, render_page, markdown_path)


OUTPUTS: tuple[Output, ...] = (
    _page("case", "案例页", _cases),
    _page("practice", "做法页", _practices),
    _page("moved", "做法旧网址的转页", _moved),
    _page("theme", "主题页", _themes),
    _page("form", "工作表页", _forms),
    _page("matrix", "主题对照表", matrix_pages),
    _page("metrics", "数字总表", figure_pages.metrics_pages),
    _page("notes", "数据说明", figure_pages.notes_pages),
    _page("sources", "资料来源", figure_pages.sources_pages),
    _page("across", "按社区条件看、能放在一起看的数字", _all(across_pages.fit_pages, _one(across_pages.comparisons_page))),
    _page("reference", "名词、政策、本库暂无", _one(
        reference_pages.glossary_page, reference_pages.policies_page, reference_pages.gaps_page
    )),
    _page("lists", "各类目录", _all(
        _one(index_pages.cases_page), index_pages.practices_pages, _one(index_pages.themes_page), index_pages.forms_pages
    )),
    _page("questions", "题库", _one(question_page)),
    _page("checklist", "自查表全文页", checklist_pages.checklist_pages),
    _page("assess", "自查表的填写页", assess_pages.assess_pages),
    _page("teaching", "教学案例页（学员）", teaching_pages.student_pages),
    _page("teacher", "教学案例页（教师用）", teaching_pages.teacher_pages),
    _page("teaching-list", "教学案例目录", _one(teaching_pages.teaching_page)),
    Output("home", "首页的生成部分", _one(index_pages.home_fragment), render_fragment, lambda path: fragment_path("home")),
    Output("about", "关于页的生成部分", _one(index_pages.about_fragment), render_fragment, lambda path: fragment_path("about")),
    Output("open-data", "数据文件页的生成部分", _one(open_data_fragment), render_fragment, lambda path: fragment_path("open-data")),
)


Content = bytes | Iterator[bytes]
"""What a file holds: whole, or in pieces when it grows with the casebook."""
Files = Iterator[tuple[str, Content]]


@dataclass(frozen=True)
class Pages:
    """What data files need to know of the pages once these are made: not the pages themselves, which may be thousands."""

    found: list[Entry] = field(default_factory=list)
    """Everything that the search can find."""
    lessons: list[Document] = field(default_factory=list)

    def add(self, output: Output, document: Document) -> None:
        """Take note of a page; of a fragment nothing, since its page is written by hand."""
        if output.render is render_page:
            self.found.extend(search_entries((document,)))
        if output.name in _TAUGHT:
            self.lessons.append(document)


@dataclass(frozen=True)
class Data:
    """One kind of data file. `files` gives names below docs/data with what they hold.

    A row that reads of the pages says so by `of_pages`: it is made when all pages are.
    """

    name: str
    title: str
    files: Callable[[Catalogue, Pages], Files]
    of_pages: bool = False


def _casebook(catalogue: Catalogue, pages: Pages) -> Files:
    yield "casebook.json", render_casebook(casebook_data(catalogue), case_data(catalogue))


def _cards(catalogue: Catalogue, pages: Pages) -> Files:
    for folder in catalogue.book.cases.values():
        yield f"metrics-{folder.id}.js", render_metrics(folder.id, metric_cards(catalogue, folder))


def _compared(catalogue: Catalogue, pages: Pages) -> Files:
    yield "comparing.js", render_compare_index(compare_index(catalogue))
    for folder in catalogue.book.cases.values():
        yield f"compare-{folder.id}.js", render_compare(folder.id, case_sheet(catalogue, folder))


def _search(catalogue: Catalogue, pages: Pages) -> Files:
    same, one_way = same_words(catalogue), one_way_words(catalogue)
    cases = {folder.id: (folder.case.name, folder.case.region) for folder in catalogue.book.cases.values()}
    names = named_words(pages.found, (*same, *one_way, *cases.values()))
    readings = read_names(names)
    traditional = traditional_forms({*used_characters(pages.found), *"".join(names)})
    yield "search-names.js", render_names(pages.found, Words(cases, same, one_way, readings.usual, readings.odd, traditional))
    yield "search-text.js", render_texts(pages.found)


def _finder(catalogue: Catalogue, pages: Pages) -> Files:
    yield "practices.js", render_finder(finder_data(catalogue))


def _checklists(catalogue: Catalogue, pages: Pages) -> Files:
    made = tuple(sheets(catalogue))
    yield "checklists.js", render_checklist_index(made)
    for versions in made:
        yield f"checklist-{versions[0].id}.js", render_checklist(versions)


def _lessons(catalogue: Catalogue, pages: Pages) -> Files:
    yield "lessons.js", render_lessons(lesson_data(catalogue, pages.lessons))


def _version(catalogue: Catalogue, pages: Pages) -> Files:
    yield "version.js", render_version(catalogue.version, catalogue.day)


def _tables(catalogue: Catalogue, pages: Pages) -> Files:
    for table in tables(catalogue):
        yield table.file.path.removeprefix("data/"), render_csv(table.head, table.rows)


DATA: tuple[Data, ...] = (
    Data("casebook", "全库数据", _casebook),
    Data("cards", "数字卡片", _cards),
    Data("finder", "找做法的各条", _finder),
    Data("compare", "比一比的各栏", _compared),
    Data("checklists", "自查表各版本", _checklists),
    Data("lessons", "备课用的教学案例和课程", _lessons, of_pages=True),
    Data("version", "版本", _version),
    Data("search", "搜索用的索引", _search, of_pages=True),
    Data("tables", "总表（CSV）", _tables),
)


_TAUGHT = ("teaching", "teacher")
_DOWNLOADS = _page("downloads", "下载打印页", lambda catalogue: iter(()))


_CHECKLISTS = _page("checklists", "自查表目录", lambda catalogue: iter(()))


def documents(catalogue: Catalogue, offers: Sequence[Offer] = ()) -> Iterator[tuple[Output, Document]]:
    """Every document of the table, each beside its row, with the papers that say the same (`offers`) among its files."""
    files: dict[str, tuple[Download, ...]] = {}
    for offer in offers:
        files[offer.web] = (*files.get(offer.web, ()), *offer.files)
    lists = ((_CHECKLISTS, (checklist_pages.checklists_page(catalogue, offers),)), (_DOWNLOADS, download_pages(catalogue, offers)))
    for output, made in (*((output, output.documents(catalogue)) for output in OUTPUTS), *lists):
        for document in made:
            more = files.get(document.path)
            yield output, replace(document, downloads=(*document.downloads, *more)) if more else document


def made_documents(catalogue: Catalogue, offers: Sequence[Offer] = ()) -> tuple[tuple[Output, Document], ...]:
    """All of `documents` at once."""
    return tuple(documents(catalogue, offers))


def render_output(output: Output, document: Document, sizes: Mapping[str, int]) -> bytes:
    """A generated page or fragment. `sizes` gives the bytes of each file that a page may offer, by site path."""
    return output.render(measured(document, sizes))


def measured(document: Document, sizes: Mapping[str, int]) -> Document:
    """The document with the size of each of its downloads. Raises ValueError for a download that nobody makes."""
    if not document.downloads:
        return document
    missing = [file.path for file in document.downloads if file.path not in sizes]
    if missing:
        raise ValueError(f"{document.path} offers what is not made: {missing}")
    return replace(document, downloads=tuple(replace(file, size=sizes[file.path]) for file in document.downloads))


def root_files(catalogue: Catalogue, address: str) -> dict[str, bytes]:
    """Files for programs at the site's root, by name; `address` is the site's own, empty when it has none."""
    return {"llms.txt": render_llms(guide(catalogue), address)}


def data_files(catalogue: Catalogue) -> Files:
    """Files of docs/data by their name there, but for those of pages."""
    for row in DATA:
        if not row.of_pages:
            yield from row.files(catalogue, Pages())


def page_data_files(catalogue: Catalogue, pages: Pages) -> Files:
    """The files of docs/data that need to know all pages."""
    for row in DATA:
        if row.of_pages:
            yield from row.files(catalogue, pages)
