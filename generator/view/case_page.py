"""The page of one case: the model as its source tells it, its structure, its practices, its limits."""
from __future__ import annotations

from generator.know.catalogue import Catalogue, source_date, source_name
from generator.model.case import Part
from generator.view.checklist_pages import checklist_cards
from generator.view.desk import HOME, Desk, case_path, plain, practice_path
from generator.view.linked_data import case_data
from generator.view.pictures import structure_picture
from generator.view.shapes import (
    Block,
    Branch,
    Bullets,
    Card,
    Cards,
    Document,
    Facts,
    Link,
    Paragraph,
    Plain,
    Rich,
    Section,
    Table,
    Tree,
    words_of,
)
from generator.view.split_pages import sources_path
from generator.view.teaching_pages import teaching_cards


def case_page(catalogue: Catalogue, case_id: str) -> Document:
    """The document of a case."""
    desk = Desk(catalogue, catalogue.book.cases[case_id])
    case = desk.case.case
    lead = desk.rich(case.summary)
    return Document(
        path=case_path(case_id),
        kind="case",
        title=case.name,
        kicker=f"案例 · {case.region}",
        lead=lead,
        sections=(*record_sections(desk), *advice_sections(desk), *_checklists(desk), *_teaching(desk)),
        description=words_of(lead),
        crumbs=(HOME, Link("案例", "library/cases.html")),
        facts=_facts(desk),
        cases=(case_id,),
        reviewed=case.reviewed,
        copy=_citation(desk),
        keywords=(case.name, case.model_name, case.region),
        ref=case_id,
        source=source_name(desk.case.source(None)),
        linked=case_data(catalogue, case_id),
    )


def _checklists(desk: Desk) -> tuple[Section, ...]:
    cards = checklist_cards(desk.catalogue, desk.case.id)
    return (Section("checklists", "自查", (Cards(cards),)),) if cards else ()


def _teaching(desk: Desk) -> tuple[Section, ...]:
    cards = teaching_cards(desk.catalogue, desk.case.id)
    return (Section("teaching", "教学案例", (Cards(cards),)),) if cards else ()


def _citation(desk: Desk) -> str:
    source = desk.case.source(None)
    by = f"{source.author}，" if source.author else ""
    return f"{desk.case.case.name}，见{source_name(source)}（{by}{source_date(source)}）。"


def _facts(desk: Desk) -> tuple[tuple[str, Rich], ...]:
    case, source = desk.case.case, desk.case.source(None)
    return (
        ("模式", plain(case.model_name)),
        ("社区类型", plain(desk.names("community_types", case.community_types))),
        ("来源", (Link(source_name(source), f"{sources_path(desk.catalogue, case.id)}#{case.id}-{source.id}"),)),
        ("资料时效", plain(f"{source_date(source)}；{case.period.rstrip('。')}。机构、提法为当时情况。")),
        ("收录", plain(f"{len(desk.case.practices)} 条做法，{len(desk.case.metrics.metrics)} 个数字，{len(desk.case.forms)} 张表")),
    )


def record_sections(desk: Desk) -> tuple[Section, ...]:
    """What the source tells of the model, and what it leaves open."""
    case = desk.case.case
    structure: list[Block] = [structure_picture(desk), Tree(tuple(_branch(desk, part) for part in case.structure))]
    if case.structure_note:
        structure.insert(0, Paragraph(desk.rich(case.structure_note)))
    outcomes: list[Section] = [Section("outcomes", "成效：原文怎样说", (Paragraph(desk.rich(case.outcomes_note)),), "record")]
    outcomes += (
        Section(f"outcome-{number}", outcome.heading, (desk.statements(outcome.statements),), "record", 3)
        for number, outcome in enumerate(case.outcomes, 1)
    )
    sections = [
        Section("practices", "这里的做法", (Cards(tuple(_cards(desk))),)),
        Section("background", "背景", (desk.statements(case.background),), "record"),
        Section("problems", "要解决的问题", (desk.statements(case.problems),), "record"),
        Section("structure", "模式的结构", tuple(structure), "record"),
        *outcomes,
    ]
    if case.lessons:
        sections.append(Section("lessons", "作者总结的经验", (desk.statements(case.lessons),), "record"))
    if case.timeline:
        rows = tuple((plain(event.when), desk.rich(event.event), plain(desk.where(event.at))) for event in case.timeline)
        sections.append(Section("timeline", "时间线", (Table("时间线", ("时间", "事情", "出处"), rows, row_heads=True),), "record"))
    sections.append(Section("not-said", "来源没有说的", (desk.bullets(case.not_said),)))
    notes = desk.notes(desk.catalogue.cautions_of_case(desk.case))
    if notes.items:
        intro = Paragraph(plain("原文有说不清或对不上的地方，逐条列在这里。数字旁边的 ※ 指的就是这些提示。"))
        sections.append(Section("notes", "引用提示", (intro, notes)))
    return tuple(sections)


def _branch(desk: Desk, part: Part) -> Branch:
    practices = desk.case.practices
    links = tuple(
        Link(practices[ref].name, practice_path(f"{desk.case.id}/{ref}")) for ref in part.practices if ref in practices
    )
    parts = tuple(_branch(desk, inner) for inner in part.parts)
    return Branch(part.name, desk.rich(part.text), desk.where(part.at), links, parts)


def _cards(desk: Desk) -> list[Card]:
    return [
        practice_card(desk, practice.id)
        for practice in desk.catalogue.practices_in_order(desk.case)
    ]


def practice_card(desk: Desk, practice_id: str, among_others: bool = False) -> Card:
    """The card of a practice of the desk's case; among practices of other cases it names its own."""
    practice = desk.case.practices[practice_id]
    line = desk.words(practice.one_line)
    authority = practice.guidance.authority[0]
    home = (desk.case.case.name,) if among_others else ()
    return Card(practice.name, practice_path(f"{desk.case.id}/{practice_id}"), line, (*home, authority, practice.effect))


def advice_sections(desk: Desk) -> tuple[Section, ...]:
    """What the editors say of the model: where it fits, its limits, where else to look."""
    case = desk.case.case
    type_name = desk.catalogue.term["community_types"]
    fit = Facts(
        tuple(
            (type_name[fit.community_type], (*desk.rich(fit.reason), Plain(f"（{desk.where(fit.at)}）" if fit.at else "")))
            for fit in case.fit
        )
    )
    sections = [
        Section("fit", "适合哪类社区", (fit,), "advice"),
        Section("limits", "这份材料的限度", (desk.bullets(case.limits, advice=True),), "advice"),
    ]
    if case.editor_notes:
        sections.append(Section("editor-notes", "编者归纳", (desk.bullets(case.editor_notes, advice=True),), "advice"))
    if case.related:
        rows = tuple(
            (Link(name, practice_path(link.practice)), Plain("："), *desk.rich(link.differs))
            for link in case.related
            if (name := _name(desk, link.practice))
        )
        sections.append(Section("related", "别处可以对照的做法", (Bullets(rows),)))
    if case.policies:
        titles = {policy.id: policy.title for policy in desk.catalogue.book.common.policies.policies}
        links = tuple((Link(f"《{titles[ref]}》", f"library/policies.html#{ref}"),) for ref in case.policies)
        sections.append(Section("policies", "原文提到的文件", (Bullets(links),), "record"))
    return tuple(sections)


def _name(desk: Desk, ref: str) -> str:
    practice = desk.catalogue.book.practice(ref, desk.case.id)
    return practice.name if practice else ""
