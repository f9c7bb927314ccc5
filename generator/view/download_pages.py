"""The pages that list what can be printed or taken along: one for the whole base, one for each case."""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from generator.know.catalogue import Catalogue
from generator.view.desk import HOME, case_path, plain
from generator.view.shapes import Card, Cards, Document, Download, Files, Link, Paragraph, Section


@dataclass(frozen=True, slots=True)
class Offer:
    """A document that was made, in all its formats."""

    title: str  # 民生微实事
    kind: str  # the name of its row in the table of papers: guide
    kind_title: str  # 操作参考
    case_id: str  # empty: of the whole base
    web: str  # site path of the page that says the same
    files: tuple[Download, ...]
    edition: str = ""  # of a paper for teaching: student, teacher


_FONTS = Section("fonts", "PDF 里的字体", (Paragraph((
    *plain("PDF 里嵌入了一部分字形，按 SIL Open Font License 1.1 许可，许可全文："),
    Link("思源宋体、思源黑体", "data/licences/noto-sc.txt"), *plain("，"), Link("霞鹜文楷", "data/licences/lxgw-wenkai.txt"),
    *plain("。"),
)),))


def downloads_path(case_id: str = "") -> str:
    """Site path of the list of a case, or of the whole base."""
    return f"library/{case_id}/downloads.html" if case_id else "library/downloads.html"


def download_pages(catalogue: Catalogue, offers: Sequence[Offer]) -> list[Document]:
    """The list of the whole base, then one of each case; when nothing was made, one page that says so."""
    if not offers:
        said = Section("none", "没有文档", (Paragraph(plain("这一版只有网页，没有生成可以打印的文档。")),))
        return [_page(catalogue, downloads_path(), "下载打印", "资料 · 全部", "可以打印、可以改的文档。", (said,))]
    by_case: dict[str, list[Offer]] = {case_id: [] for case_id in ("", *catalogue.book.cases)}
    for offer in offers:
        by_case[offer.case_id].append(offer)
    return [_whole(catalogue, by_case), *(_of_case(catalogue, case_id, by_case[case_id]) for case_id in catalogue.book.cases)]


def _whole(catalogue: Catalogue, by_case: Mapping[str, Sequence[Offer]]) -> Document:
    cards = tuple(
        Card(folder.case.name, downloads_path(folder.id), "这个案例的汇编、操作参考、卡片、工作表和指标表。",
             (f"{len(by_case[folder.id])} 份文档",))
        for folder in catalogue.book.cases.values()
    )
    intro = Paragraph(plain("都是学习资料，不是公文。PDF 适合打印和在手机上看，Word 和 Excel 可以改；用 WPS 也能打开。"))
    sections = (
        Section("how", "怎么选", (intro,)), Section("cases", "按案例取", (Cards(cards),)), *_by_kind(by_case[""]), _FONTS,
    )
    return _page(catalogue, downloads_path(), "下载打印", "资料 · 全部", "可以打印、可以改的文档，按案例和种类取。", sections)


def _of_case(catalogue: Catalogue, case_id: str, offers: Sequence[Offer]) -> Document:
    case = catalogue.book.cases[case_id].case
    lead = f"{case.name}的全部文档。每份都能在对应的网页下面找到。"
    crumbs = (Link("下载打印", downloads_path()), Link(case.name, case_path(case_id)))
    return _page(catalogue, downloads_path(case_id), f"{case.name}：下载打印", f"资料 · {case.name}", lead, _by_kind(offers), crumbs)


def _by_kind(offers: Sequence[Offer]) -> tuple[Section, ...]:
    kinds: dict[str, list[Offer]] = {}
    for offer in offers:
        kinds.setdefault(offer.kind, []).append(offer)
    return tuple(
        Section(f"kind-{kind}", rows[0].kind_title, (Files(tuple((row.title, row.files) for row in rows)),))
        for kind, rows in kinds.items()
    )


def _page(
    catalogue: Catalogue, path: str, title: str, kicker: str, lead: str, sections: tuple[Section, ...],
    crumbs: tuple[Link, ...] = (),
) -> Document:
    return Document(
        path=path, kind="downloads", title=title, kicker=kicker, lead=plain(lead), sections=sections, description=lead,
        crumbs=(HOME, *crumbs), reviewed=catalogue.reviewed,
    )
