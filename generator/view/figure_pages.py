"""Pages about figures: the table of every metric, the cautions of every case, and the cards of the pop-up."""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from generator.know import figures
from generator.know.catalogue import Catalogue, citation, place, source_name
from generator.model.case import Metric
from generator.model.casebook import CaseFolder
from generator.model.source import Source
from generator.view.desk import HOME, Desk, case_path, plain
from generator.view.open_data import METRICS_FILE
from generator.view.shapes import Block, Card, Cards, Document, Link, Notes, Paragraph, Plain, Rich, Section, Table
from generator.view.split_pages import figures_path, part_of, sources_path, with_list

MOST_NOTES = 340  # on one page; a caution takes about 400 bytes of it, and a page may have 150 KB
QUALIFIER_LABEL = {
    "exact": "", "over": "多于", "nearly": "接近", "about": "约", "at_least": "不少于", "at_most": "不超过", "under": "不足",
}
KIND_LABEL = {
    "count": "数量", "money": "金额", "area": "面积", "percent": "百分数", "ratio": "比", "duration": "时长", "date": "日期",
    "threshold": "门槛", "composition": "构成", "coverage_claim": "覆盖说法", "rank_claim": "先后说法", "named_form": "固定叫法",
    "ordinal": "次序",
}
FLAG_LABEL = {
    "cumulative": "累计", "incomplete_statistics": "不完全统计", "first_batch": "首批", "goal": "目标", "pilot": "试点",
    "as_recommended": "建议值",
}


@dataclass(frozen=True, slots=True)
class MetricCard:
    """A figure as the box over it shows it; every text is ready to read."""

    id: str
    what: str
    stated: str
    scope: str
    as_of: str
    source: str
    place: str
    cautions: tuple[str, ...]
    cite: str


def value_in_words(metric: Metric) -> str:
    """The value with its unit as we read it: “多于3300个”, “20—99个”."""
    value = metric.value
    if isinstance(value, str):
        return value
    number = "—".join(_number(part) for part in value) if isinstance(value, tuple) else _number(value)
    return f"{QUALIFIER_LABEL[metric.qualifier]}{number}{metric.unit}"


def _number(value: float) -> str:
    """Digits without exponent; 10,000 and more in 万 or 亿 where that loses nothing."""
    for size, name in ((10**8, "亿"), (10**4, "万")):
        if abs(value) >= size and (value * 100) % size == 0:
            return f"{value / size:.10g}{name}"
    return f"{value:.10g}"


def metrics_pages(catalogue: Catalogue) -> Iterator[Document]:
    """数字总表; where the rows are too many for one page, a page a case and a list of these."""
    page, cases = _metrics_page(catalogue), catalogue.book.cases
    if all(figures_path(catalogue, case_id) == page.path for case_id in cases):
        yield page
        return
    parts = (part_of(page, folder.id, folder.case.name, (section,), (folder.id,))
             for folder, section in zip(cases.values(), page.sections, strict=True))
    counts = (f"{len(folder.metrics.metrics)} 个数字" for folder in cases.values())
    yield from with_list(page, "按案例看", tuple(zip(parts, counts, strict=True)))


def _metrics_page(catalogue: Catalogue) -> Document:
    """Every metric and every derived figure of all cases, one table a case."""
    sections = []
    for folder in catalogue.book.cases.values():
        blocks: list[Block] = [_metrics_table(catalogue, folder)]
        if folder.metrics.derived:
            blocks.append(_derived_table(catalogue, folder))
        sections.append(Section(f"case-{folder.id}", folder.case.name, tuple(blocks), "record"))
    return Document(
        path="library/metrics.html",
        kind="metrics",
        title="数字总表",
        kicker="数字 · 全部案例",
        lead=plain("每个数字都写明原文的字、范围和出处。带 ※ 的有引用提示，引用前请看一眼。"),
        sections=tuple(sections),
        description="全部案例的数字：原文写作、数值、范围、截至时间和出处。",
        crumbs=(HOME,),
        cases=tuple(catalogue.book.cases),
        reviewed=catalogue.reviewed,
        downloads=(METRICS_FILE,),
    )


def _metrics_table(catalogue: Catalogue, folder: CaseFolder) -> Table:
    rows, ids, keys = [], [], []
    for metric in folder.metrics.metrics:
        key = f"{folder.id}/{metric.id}"
        mark = Plain("※" if key in catalogue.cautions else "")
        flags = "，".join(FLAG_LABEL[flag] for flag in metric.flags)
        rows.append(
            (
                plain(metric.what),
                (Plain(f"“{metric.as_stated}”"), mark),
                plain(value_in_words(metric)),
                plain(KIND_LABEL[metric.kind] + (f"（{flags}）" if flags else "")),
                plain(metric.scope.place),
                plain(metric.as_of),
                plain(place(folder, metric.at, metric.source)),
            )
        )
        ids.append(key.replace("/", "."))
        keys.append(f"{folder.id} {metric.kind}")
    head = ("数的是什么", "原文写作", "数值", "类别", "范围", "截至", "出处")
    return Table(f"{folder.case.name}的数字", head, tuple(rows), tuple(ids), keys=tuple(keys))


def _derived_table(catalogue: Catalogue, folder: CaseFolder) -> Table:
    desk = Desk(catalogue, folder)
    rows, ids = [], []
    for derived in folder.metrics.derived:
        result = figures.derived(derived, folder, catalogue.book)
        rows.append((desk.rich(derived.what), plain(f"{result.text}{derived.unit}"), plain(result.formula), desk.rich(derived.note)))
        ids.append(f"{folder.id}.{derived.id}")
    return Table(f"{folder.case.name}的推算", ("算的是什么", "推算", "怎样算", "要注意"), tuple(rows), tuple(ids))


def notes_pages(catalogue: Catalogue) -> Iterator[Document]:
    """数据说明: every caution of every case; where they are too many for one page, a page a case and a list of these."""
    page = _notes_page(catalogue)
    counts = [len(block.items) for section in page.sections for block in section.blocks if isinstance(block, Notes)]
    if sum(counts) <= MOST_NOTES:
        yield page
        return
    parts = [_notes_of_case(page, section) for section in page.sections]
    cards = tuple(Card(part.title, part.path, "", (f"{count} 条",)) for part, count in zip(parts, counts, strict=True))
    yield replace(page, sections=(Section("cases", "按案例看", (Cards(cards),)),), cases=())
    yield from parts


def _notes_of_case(page: Document, section: Section) -> Document:
    case_id, title = section.id.removeprefix("case-"), f"{section.heading}的数据说明"
    return replace(
        page, path=f"library/notes-{case_id}.html", title=title, kicker=f"引用提示 · {section.heading}", sections=(section,),
        description=f"{section.heading}的引用提示：口径未说明、两处写法不同、相加或相除不一致。",
        crumbs=(HOME, Link(page.title, page.path)), cases=(case_id,),
    )


def _notes_page(catalogue: Catalogue) -> Document:
    sections = []
    for folder in catalogue.book.cases.values():
        desk = Desk(catalogue, folder)
        notes = desk.notes(catalogue.cautions_of_case(folder))
        if notes.items:
            sections.append(Section(f"case-{folder.id}", folder.case.name, (notes,)))
    intro = (
        "原文有三类地方要提醒：口径未说明，两处写法不同，相加或相除不一致。"
        "这里说的是原文怎样写，不是评价哪个地方。资料单位可来函补正。"
    )
    return Document(
        path="library/notes.html",
        kind="notes",
        title="数据说明",
        kicker="引用提示 · 全部案例",
        lead=plain(intro),
        sections=tuple(sections),
        description="全部案例的引用提示：口径未说明、两处写法不同、相加或相除不一致。",
        crumbs=(HOME,),
        cases=tuple(catalogue.book.cases),
        reviewed=catalogue.reviewed,
    )


def sources_pages(catalogue: Catalogue) -> Iterator[Document]:
    """资料来源; where they are too many for one page, a page a case and a list of these."""
    page, cases = _sources_page(catalogue), catalogue.book.cases
    if all(sources_path(catalogue, case_id) == page.path for case_id in cases):
        yield page
        return
    about, *rest = page.sections
    left = iter(rest)
    parts = []
    for folder in cases.values():
        own = tuple(next(left) for _ in folder.sources.sources)
        parts.append((part_of(page, folder.id, folder.case.name, (about, *own), (folder.id,)), f"{len(own)} 份材料"))
    yield from with_list(page, "按案例看", parts)


def _sources_page(catalogue: Catalogue) -> Document:
    """The bibliography: what each source is, and what is unknown about it."""
    sections = []
    for folder in catalogue.book.cases.values():
        for source in folder.sources.sources:
            used = ("用在哪里", (Link(folder.case.name, case_path(folder.id)),))
            facts = (*source_facts(source), ("原文校验值", plain(f"SHA-256 {source.sha256}")), used)
            rows: tuple[tuple[Rich, ...], ...] = tuple((plain(label), value) for label, value in facts)
            table = Table(f"{source_name(source)}的书目信息", ("项目", "内容"), rows, row_heads=True)
            sections.append(Section(f"{folder.id}-{source.id}", source.title or source.title_note or source.id, (table,)))
    note = Paragraph(plain("原文不在本库收录。本库只记事实和数字，用自己的话转述，逐处注明出处；著作权归原作者。"))
    first = Section("about", "说明", (note,))
    return Document(
        path="library/sources.html",
        kind="sources",
        title="资料来源",
        kicker="来源 · 全部案例",
        lead=plain("本库的事实和数字出自下面的材料。材料没有写明的，照实说没有写明。"),
        sections=(first, *sections),
        description="本库用到的全部来源材料：题名、作者、时间、类型和使用说明。",
        crumbs=(HOME,),
        reviewed=catalogue.reviewed,
    )


def source_facts(source: Source) -> tuple[tuple[str, Rich], ...]:
    """What is known of a source, and what is not."""
    return (
        ("题名", plain(source.title or f"原文没有标题。{source.title_note or ''}")),
        ("材料类型", plain(source.kind)),
        ("作者或供稿", plain(source.author or "原文未注明")),
        ("刊登处", plain(source.publisher or "原文未注明")),
        ("发布时间", plain(source.published or "原文未注明")),
        ("成文时间", plain(source.written or "原文未注明")),
        ("使用说明", plain(source.note)),
    )


def metric_cards(catalogue: Catalogue, folder: CaseFolder) -> Iterator[MetricCard]:
    """What the box over each figure of a case says."""
    desk = Desk(catalogue, folder)
    for metric in folder.metrics.metrics:
        cautions = catalogue.cautions.get(f"{folder.id}/{metric.id}", ())
        yield MetricCard(
            id=metric.id,
            what=desk.words(metric.what),
            stated=metric.as_stated,
            scope=metric.scope.place,
            as_of=metric.as_of,
            source=source_name(folder.source(metric.source)),
            place="原文" + place(folder, metric.at, metric.source),
            cautions=tuple(f"{row.kind}：" + desk.words(row.text) for row in cautions),
            cite=citation(folder, metric),
        )
