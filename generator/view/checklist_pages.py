"""The pages about the checklists: one to read each of them whole, and one that helps to choose and take a form along."""
from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.know.catalogue import Catalogue
from generator.know.checklists import COMMON
from generator.view.checklist_print import counted_answer, points_text
from generator.view.checklist_print_words import choose_one, level_words
from generator.view.checklist_sheet import ChecklistSheet, SheetItem, assess_path, checklist_path, sheets
from generator.view.desk import HOME, case_path, plain
from generator.view.download_pages import Offer
from generator.view.shapes import (
    Block,
    Bullets,
    Card,
    Cards,
    Document,
    Facts,
    Files,
    Link,
    Paragraph,
    Plain,
    Rich,
    Section,
    Table,
)

CHECKLISTS_PATH = "library/checklists.html"
_ADVICE = "编者建议。条目、分值和满分线来源未记载，未经当地验证，也不是上级规定。"
_VOLUNTARY = "自愿填写，仅用于改进；不排名，不作为考核依据。"


def item_address(home: str, checklist_id: str, item_id: str) -> str:
    """Site path of one item on the page of its checklist."""
    return f"{checklist_path(home, checklist_id)}#item-{item_id}"


def checklist_pages(catalogue: Catalogue) -> Iterator[Document]:
    """The page of the newest version of each checklist."""
    for versions in sheets(catalogue):
        yield _page(catalogue, versions[0])


def _page(catalogue: Catalogue, sheet: ChecklistSheet) -> Document:
    case = "" if sheet.home == COMMON else sheet.home
    where = (Link(catalogue.book.cases[case].case.name, case_path(case)),) if case else ()
    return Document(
        path=checklist_path(sheet.home, sheet.id), kind="checklist", title=sheet.title,
        kicker=f"自查表 · {sheet.place} · 编者建议", lead=plain(sheet.purpose),
        sections=(_doors(sheet), *_dimensions(sheet), *_apart(sheet), _levels(sheet)),
        description=f"{sheet.title}：{_size(sheet)}。{sheet.purpose}",
        crumbs=(HOME, *where, Link("自查表", CHECKLISTS_PATH)), facts=_facts(catalogue, sheet),
        cases=(case,) if case else (), reviewed=sheet.reviewed, ref=f"{sheet.home}/{sheet.id}",
        keywords=(sheet.title, "自查表", "自评", "自评表", sheet.place),
    )


def _size(sheet: ChecklistSheet) -> str:
    quick = len(sheet.of_edition("quick"))
    return f"{len(sheet.items)} 条，约 {sheet.minutes} 分钟" + (f"；快填版 {quick} 条，约 {sheet.quick_minutes} 分钟" if quick else "")


def _facts(catalogue: Catalogue, sheet: ChecklistSheet) -> tuple[tuple[str, Rich], ...]:
    titles = {f"《{policy.title}》": policy.id for policy in catalogue.book.common.policies.policies}
    basis: list[Link | Plain] = []
    for name in sheet.basis:
        basis += [Plain("、")] * bool(basis) + [Link(name, f"library/policies.html#{titles[name]}")]
    return (
        ("交给谁", plain(sheet.receiver)), ("保存多久，谁能看到", plain(sheet.keep)), ("自愿", plain(_VOLUNTARY)),
        ("多少条", plain(_size(sheet))), ("谁写的", plain(_ADVICE)), *((("编写时对照的规定", tuple(basis)),) if basis else ()),
        ("版本", plain(f"第{sheet.version}版")),
    )


def _doors(sheet: ChecklistSheet) -> Section:
    doors = Cards((
        Card("在网页上填", assess_path(sheet.id), "边填边看得分和理由，填完看先做哪几件事；内容只存在这台设备里。", (_size(sheet),)),
    ))
    chosen = Paragraph(plain("不在网页上填，可以在这一页最后下载 PDF、Word 和 Excel 空表：自用版留在社区，街道要收时用报送版。"))
    return Section("doors", "怎样填", (doors, chosen))


def _dimensions(sheet: ChecklistSheet) -> Iterator[Section]:
    for dimension in sheet.dimensions:
        rows = [item for item in sheet.items if item.scored and item.dimension == dimension.id]
        if rows:
            yield Section(f"dimension-{dimension.id}", f"{dimension.name}（{points_text(dimension.points)}分）", ())
            yield from map(_item, rows)


def _apart(sheet: ChecklistSheet) -> Iterator[Section]:
    """Gates and bonus, which stand outside the sum."""
    bonus = f"在满分之外另记，合计最多{points_text(sheet.bonus_cap)}分。"
    for kind, heading, said in (("gate", "底线项", "不计分；没守住的，等级有上限，先解决它。"), ("bonus", "加分项", bonus)):
        rows = [item for item in sheet.items if item.type == kind]
        if rows:
            yield Section(f"kind-{kind}", heading, (Paragraph(plain(said)),))
            yield from map(_item, rows)


def _item(item: SheetItem) -> Section:
    points = f"（{'最多' if item.type == 'bonus' else ''}{points_text(item.points)}分）" if item.points else ""
    choices = counted_answer(item)
    rows: list[tuple[str, Rich]] = [("看什么", plain(item.content)), ("怎样得分", plain(item.rule))]
    if item.sample:
        rows.append(("怎样抽", plain(item.sample)))
    if choices:
        rows.append(("可以选的", plain("；".join(choices) + "。")))
    rows += [
        ("什么算", plain(item.counts)), ("什么不算", plain(item.not_counts)), ("沿用现有材料", plain("、".join(item.evidence))),
        ("由谁填", plain(item.filler)), ("怎样核对", plain("、".join(item.methods))),
    ]
    states = [*(["不适用（写明理由）"] if item.na else []), *(["需上级解决"] if item.upstream else [])]
    if states:
        rows.append(("还可以答", plain("、".join(states))))
    if item.types:
        rows.append(("适用的社区", plain(item.types)))
    rows.append(("得分低时先做", plain(item.hint)))
    if item.practice:
        rows.append(("可以看的做法", (Link(item.practice.title, item.practice.path), Plain(f"：{item.practice.line}"))))
    return Section(f"item-{item.id}", f"{item.number}　{item.indicator}{points}", (Facts(tuple(rows)),), level=3)


def _levels(sheet: ChecklistSheet) -> Section:
    gates = [item for item in sheet.items if item.type == "gate"]
    said = [
        "得分率＝各条得分之和÷适用分值之和。没答和不知道的，分值算在内、得0分；不适用（有理由的）和需上级解决的，分值不算在内。",
        f"等级：{level_words(sheet)}。一个维度的得分率不到60%，叫短板。",
        *([f"底线项没守住的，等级最高到“{gates[0].cap}”。"] if len({gate.cap for gate in gates}) == 1 else []),
    ]
    return Section("levels", "怎样算", (Bullets(tuple(map(plain, said))),))


def checklists_page(catalogue: Catalogue, offers: Sequence[Offer]) -> Document:
    """Which checklist to choose, and every form of each to fill in or take along."""
    newest = [versions[0] for versions in sheets(catalogue)]
    chosen = choose_one(len(newest))
    blocks: list[Block] = [Paragraph(plain(f"{chosen}，不用都填。头一次做、说不清从哪里看起的，做通用的一张。" if chosen else _VOLUNTARY))]
    blocks.append(Table(
        "各张自查表", ("自查表", "适合谁", "多少条、多久", "填写"),
        tuple(
            (
                (Link(sheet.title, checklist_path(sheet.home, sheet.id)),), plain(_suits(catalogue, sheet)), plain(_size(sheet)),
                (Link("在网页上填", assess_path(sheet.id)),),
            )
            for sheet in newest
        ), row_heads=True,
    ))
    how = Bullets(tuple(map(plain, (
        "在网页上填：边填边算分，不上传，可以存成文件。", "Excel：下拉选择，自动算分，WPS 也能用。", "Word 和 PDF：打印出来用笔填，最后一页有算法。",
        "快填版是挑出的几条，时间紧时用；自用版没有盖章和复核栏，街道要收时才用报送版。", _VOLUNTARY,
    ))))
    papers = tuple(_papers(newest, offers))
    lead = "对着近12个月的记录看一遍，哪些已经做顺，先动手做哪一件。"
    return Document(
        path=CHECKLISTS_PATH, kind="list", title="自查表", kicker="自查表 · 全部", lead=plain(lead),
        sections=(Section("choose", "选哪一张", tuple(blocks)), Section("ways", "怎样填", (how,)), *papers),
        description=lead, crumbs=(HOME,), reviewed=max(sheet.reviewed for sheet in newest) if newest else catalogue.reviewed,
        keywords=("自查", "自评", "自评表", "检查表"),
    )


def _suits(catalogue: Catalogue, sheet: ChecklistSheet) -> str:
    if sheet.home == COMMON:
        return "哪类社区都可以"
    case = catalogue.book.cases[sheet.home].case
    types = "、".join(catalogue.term["community_types"][name] for name in case.community_types)
    return f"正在照{case.name}的做法做，或者想对照着看的社区（{types}）"


def _papers(newest: Sequence[ChecklistSheet], offers: Sequence[Offer]) -> Iterator[Section]:
    for sheet in newest:
        own = tuple((offer.title, offer.files) for offer in offers if offer.web == checklist_path(sheet.home, sheet.id))
        if own:
            yield Section(f"papers-{sheet.id}", f"空表：{sheet.title}", (Files(own),))


def checklist_cards(catalogue: Catalogue, home: str) -> tuple[Card, ...]:
    """Cards of the checklists of a case."""
    return tuple(
        Card(versions[0].title, checklist_path(home, versions[0].id), versions[0].purpose, (_size(versions[0]), "编者建议"))
        for versions in sheets(catalogue) if versions[0].home == home
    )
