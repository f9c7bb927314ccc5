"""Lists that lead to the pages, and the generated part of the home page."""
from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.know.catalogue import Catalogue
from generator.model.casebook import CaseFolder
from generator.view.case_page import practice_card
from generator.view.desk import HOME, Desk, case_path, form_path, plain, theme_path
from generator.view.open_data import PRACTICES_FILE
from generator.view.shapes import Card, Cards, Document, Download, Facts, Section
from generator.view.split_pages import part_of, with_list

_HOME_THEMES = 10
MOST_CARDS = 400  # on one page: each takes about 310 bytes of it


def _list(
    catalogue: Catalogue, path: str, title: str, kicker: str, lead: str, sections: tuple[Section, ...],
    downloads: tuple[Download, ...] = (),
) -> Document:
    return Document(
        path=path, kind="list", title=title, kicker=kicker, lead=plain(lead), sections=sections, description=lead,
        crumbs=(HOME,), reviewed=catalogue.reviewed, downloads=downloads,
    )


def case_cards(catalogue: Catalogue) -> Iterator[Card]:
    """One card a case."""
    for folder in catalogue.book.cases.values():
        case = folder.case
        types = "、".join(catalogue.term["community_types"][name] for name in case.community_types)
        facts = (types, f"{len(folder.practices)} 条做法", f"{len(folder.metrics.metrics)} 个数字")
        yield Card(case.name, case_path(case.id), Desk(catalogue, folder).words(case.summary), facts)


def theme_cards(catalogue: Catalogue) -> Iterator[Card]:
    """One card a theme."""
    for theme in catalogue.book.common.themes.themes:
        yield Card(theme.name, theme_path(theme.id), theme.question, (f"{len(theme.carriers)} 条做法",))


def cases_page(catalogue: Catalogue) -> Document:
    """All cases."""
    section = Section("cases", "全部案例", (Cards(tuple(case_cards(catalogue))),))
    return _list(catalogue, "library/cases.html", "案例", "案例 · 全部", "每个案例是一个地方的一套做法，事实和数字都注明出处。", (section,))


def practices_pages(catalogue: Catalogue) -> Iterator[Document]:
    """All practices by topic; when they are many, a page a topic and a list of these."""
    page = _practices_page(catalogue)
    if sum(len(folder.practices) for folder in catalogue.book.cases.values()) <= MOST_CARDS:
        yield page
    else:
        names = {f"topic-{topic}": topic for topic in catalogue.term["topics"]}
        parts = (part_of(page, names[section.id], section.heading, (section,)) for section in page.sections)
        yield from with_list(page, "按要解决的事看", tuple((part, f"{_cards_of(part)} 条做法") for part in parts))


def _cards_of(page: Document) -> int:
    return sum(len(block.items) for section in page.sections for block in section.blocks if isinstance(block, Cards))


def _practices_page(catalogue: Catalogue) -> Document:
    """All practices by topic; a practice stands under its first topic and once only."""
    sections = []
    for topic, name in catalogue.term["topics"].items():
        cards = tuple(
            practice_card(Desk(catalogue, folder), practice.id, among_others=True)
            for folder in catalogue.book.cases.values()
            for practice in catalogue.practices_in_order(folder)
            if practice.topics[0] == topic
        )
        if cards:
            sections.append(Section(f"topic-{topic}", name, (Cards(cards),)))
    lead = "按要解决的事分组。卡片上写明谁能定、多久见效。"
    return _list(catalogue, "library/practices.html", "做法", "做法 · 全部", lead, tuple(sections), (PRACTICES_FILE,))


def themes_page(catalogue: Catalogue) -> Document:
    """All themes."""
    section = Section("themes", "全部主题", (Cards(tuple(theme_cards(catalogue))),))
    return _list(catalogue, "library/themes.html", "主题", "主题 · 全部", "同一件事，各处怎样做，放在一起看。", (section,))


def forms_pages(catalogue: Catalogue) -> Iterator[Document]:
    """All working forms by family; when they are many, a page a case and a list of these."""
    cases = tuple(folder for folder in catalogue.book.cases.values() if folder.forms)
    page = _forms_page(catalogue, cases)
    if sum(len(folder.forms) for folder in cases) <= MOST_CARDS:
        yield page
    else:
        parts = (part_of(page, folder.id, folder.case.name, _forms_page(catalogue, (folder,)).sections, (folder.id,)) for folder in cases)
        yield from with_list(page, "按案例看", tuple((part, f"{_cards_of(part)} 张表") for part in parts))


def _forms_page(catalogue: Catalogue, folders: Sequence[CaseFolder]) -> Document:
    """The working forms of these cases by family."""
    families: dict[str, list[Card]] = {}
    for folder in folders:
        for form in folder.forms.values():
            card = Card(form.name, form_path(folder.id, form.id), form.purpose, (form.filler,))
            families.setdefault(form.family, []).append(card)
    sections = tuple(
        Section(f"family-{number}", family, (Cards(tuple(cards)),))
        for number, (family, cards) in enumerate(families.items(), 1)
    )
    lead = "空白表和填好的示例。都是编者建议；已有同类记录的不另填。"
    return _list(catalogue, "library/forms.html", "工作表", "工作表 · 全部", lead, sections)


def home_fragment(catalogue: Catalogue) -> Document:
    """The generated part of the home page: the cases and the first themes."""
    themes = tuple(theme_cards(catalogue))
    if len(themes) > _HOME_THEMES:
        more = Card("全部主题", "library/themes.html", "同一件事，各处怎样做。", (f"{len(themes)} 个主题",))
        themes = (*themes[: _HOME_THEMES - 1], more)
    return Document(
        path="index.html",
        kind="home",
        title="基层治理案例库",
        kicker="",
        lead=(),
        sections=(
            Section("cases", "案例", (Cards(tuple(case_cards(catalogue))),)),
            Section("themes", "按主题看", (Cards(themes),)),
        ),
        description="",
    )


def about_fragment(catalogue: Catalogue) -> Document:
    """What the page 关于 says of this edition."""
    cases = catalogue.book.cases.values()
    year, month, day = catalogue.day.split("-")
    facts = Facts(
        (
            ("版本", plain(catalogue.version)),
            ("日期", plain(f"{year}年{int(month)}月{int(day)}日")),
            ("收录", plain(
                f"{len(cases)} 个案例，{sum(len(folder.practices) for folder in cases)} 条做法，"
                f"{sum(len(folder.metrics.metrics) for folder in cases)} 个数字，"
                f"{sum(len(folder.forms) for folder in cases)} 张工作表"
            )),
        )
    )
    sections = (Section("edition", "", (facts,)),)
    return Document(path="about.html", kind="about", title="", kicker="", lead=(), sections=sections, description="")
