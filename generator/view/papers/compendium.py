"""汇编: a whole model, a theme across models, or the whole base, set like the body of an official document."""
from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from generator.know.catalogue import Catalogue, source_date, source_name
from generator.model.common import Theme
from generator.model.practice import COST_LABEL, Practice
from generator.view.across_pages import comparison_blocks
from generator.view.case_page import advice_sections, record_sections
from generator.view.desk import Desk, case_path, plain, theme_path
from generator.view.figure_pages import source_facts
from generator.view.paper import Cover, Paper
from generator.view.papers.footnotes import cautions_of, footnotes
from generator.view.papers.practice_parts import authority_words, joined, told_in_source
from generator.view.reference_pages import carrier_lines, glossary_table, policy_table, silent_lines
from generator.view.shapes import Block, Bullets, Facts, Paragraph, Plain, Section, Structure, Table, Tree

NOTICE = "学习资料，非公文。“来源记载”用编者自己的话转述公开资料，数字照原文；“编者建议”来源没有记载，也没有在当地验证过。"
_ON_PAGES_ONLY = {"practices", "fit", "related"}  # lists of links, or said elsewhere in the paper


def case_compendium(catalogue: Catalogue, case_id: str) -> Paper:
    """案例汇编: what the source tells of a model, then each practice, then what it leaves open."""
    desk = Desk(catalogue, catalogue.book.cases[case_id])
    case = desk.case.case
    sections = (*_case_sections(desk), *_practice_sections(desk), *_closing(desk))
    return _paper(
        catalogue, sections,
        path=f"{case_id}/compendium", title=case.name, subtitle="案例汇编", name=f"案例汇编-{case.name}",
        made_from=(f"据{source_name(desk.case.source(None))}，{source_date(desk.case.source(None))}",),
        reviewed=case.reviewed, web=case_path(case_id), ref=case_id, source=f"cases/{case_id}/case.yaml",
    )


def theme_booklet(catalogue: Catalogue, theme: Theme) -> Paper:
    """专题汇编: one theme, each practice that carries it, how they differ, who does not speak of it."""
    desk = Desk(catalogue)
    sections = [
        Section("question", "这个专题问什么", (Paragraph(plain(theme.question)), carrier_lines(catalogue, theme.carriers)), "record"),
        Section("compare", "对照着看", (Paragraph(desk.advice(theme.text)),), "advice"),
    ]
    for carrier in theme.carriers:
        case_id, _, practice_id = carrier.practice.partition("/")
        own = desk.of(case_id)
        practice = own.case.practices[practice_id]
        sections += _practice(own, practice, f"{own.case.case.name}：{practice.name}", level=2)
    if theme.silent:
        sections.append(Section("silent", "没有谈到这个专题的材料", (silent_lines(catalogue, theme),), "record"))
    homes = tuple(dict.fromkeys(carrier.practice.split("/")[0] for carrier in theme.carriers))
    sections += _cautions(desk, sections)
    return _paper(
        catalogue, sections,
        path=f"common/theme-{theme.id}", title=theme.name, subtitle="专题汇编", name=f"专题汇编-{theme.name}",
        made_from=tuple(f"{catalogue.book.cases[home].case.name}：{_source_line(catalogue, home)}" for home in homes),
        reviewed=max(catalogue.book.cases[home].case.reviewed for home in homes), web=theme_path(theme.id), ref=theme.id,
        source="cases/common/themes.yaml", kind="theme-booklet",
    )


def _cautions(desk: Desk, sections: Sequence[Section]) -> Iterator[Section]:
    """The cautions of the figures shown, by case: each once, which in the footnotes would stand beside every figure."""
    for case_id, folder in desk.catalogue.book.cases.items():
        notes = cautions_of(desk.of(case_id), (), tuple(sections))
        if notes.items:
            yield Section(f"notes-{case_id}", f"引用提示：{folder.case.name}", (notes,))


def whole_compendium(catalogue: Catalogue) -> Paper:
    """全库汇编: every model with its practices, then the themes, figures to compare, terms, rules and sources."""
    sections: list[Section] = []
    for case_id, folder in catalogue.book.cases.items():
        desk = Desk(catalogue, folder)
        sections.append(Section(f"{case_id}", folder.case.name, (Paragraph(desk.rich(folder.case.summary)),), "record"))
        own = (*_case_sections(desk), *_practice_sections(desk), *_closing(desk))
        sections += (_deeper(section, case_id) for section in own)
    sections += _shared(catalogue)
    return _paper(
        catalogue, sections,
        path="common/casebook", title="基层治理案例库", subtitle="全库汇编", name="全库汇编-基层治理案例库",
        made_from=tuple(f"{folder.case.name}：{_source_line(catalogue, case_id)}" for case_id, folder in catalogue.book.cases.items()),
        reviewed=catalogue.reviewed, web="index.html", ref="", source="cases/", kind="casebook",
    )


def _paper(
    catalogue: Catalogue, sections: Iterable[Section], *, path: str, title: str, subtitle: str, name: str,
    made_from: tuple[str, ...], reviewed: str, web: str, ref: str, source: str, kind: str = "compendium",
) -> Paper:
    year, month, day = reviewed.split("-")
    kept = tuple(sections)
    return Paper(
        path=path, kind=kind, layout="official", title=title, name=name, sections=kept, kicker=subtitle,
        cover=Cover(title, subtitle, (*made_from, f"内容核对到{year}年{int(month)}月{int(day)}日", NOTICE)),
        contents=True, ref=ref, web=web, reviewed=reviewed, source=source,
        footnotes=footnotes(catalogue, kept, cautions="elsewhere", named=kind != "compendium"),
        keywords=(title, subtitle),
    )


def _case_sections(desk: Desk) -> tuple[Section, ...]:
    about = Section("summary", "概况", (Paragraph(desk.rich(desk.case.case.summary)),), "record")
    told = [section for section in record_sections(desk) if section.id not in {*_ON_PAGES_ONLY, "not-said", "notes"}]
    return (about, *map(_on_paper, told))


def _on_paper(section: Section) -> Section:
    """The section without what only a page needs: a picture of parts that are told below it, a title said by the heading."""
    told = any(isinstance(block, Tree) for block in section.blocks)
    blocks = (block for block in section.blocks if not (told and isinstance(block, Structure)))
    plain_tables = (
        replace(block, caption="") if isinstance(block, Table) and block.caption == section.heading else block for block in blocks
    )
    return replace(section, blocks=tuple(plain_tables))


def _practice_sections(desk: Desk) -> tuple[Section, ...]:
    practices = desk.catalogue.practices_in_order(desk.case)
    head = Section("practices", "各项做法", (Paragraph(plain(f"共{len(practices)}项，按模式自己的次序排。")),))
    parts = [section for practice in practices for section in _practice(desk, practice, practice.name, level=3)]
    return (head, *parts)


def _practice(desk: Desk, practice: Practice, heading: str, level: int) -> tuple[Section, ...]:
    told: tuple[Block, ...] = (Paragraph(desk.rich(practice.one_line)), *told_in_source(desk, practice, whole=True))
    record = Section(f"{desk.case.id}-{practice.id}", heading, told, "record", level)  # type: ignore[arg-type]
    advice = Section(f"{desk.case.id}-{practice.id}-advice", "", (_advice(desk, practice),), "advice", level)  # type: ignore[arg-type]
    return record, advice


def _advice(desk: Desk, practice: Practice) -> Facts:
    """The advice in a few rows; the guide of the practice has the steps."""
    guidance = practice.guidance
    return Facts((
        ("什么时候用", desk.advice(joined(guidance.when))),
        ("谁能定", authority_words(practice)),
        ("花费、见效", plain(f"{COST_LABEL[practice.cost]}；{practice.effect}（都是估计）")),
        ("容易走样", desk.advice(joined(tuple(row.sign for row in guidance.drift)))),
        ("管不了的", desk.advice(practice.portability.limits)),
        ("怎样做", plain(f"见操作参考，编号 {desk.case.id}/{practice.id}")),
    ))


def _closing(desk: Desk) -> tuple[Section, ...]:
    wanted = {section.id: section for section in (*record_sections(desk), *advice_sections(desk))}
    kept = [wanted[name] for name in ("not-said", "limits", "notes", "policies") if name in wanted]
    source = desk.case.source(None)
    return (*kept, Section("source", "资料来源", (Facts(source_facts(source)),)))


def _deeper(section: Section, case_id: str) -> Section:
    """The section one level down, under an id of its case."""
    level = min(section.level + 1, 4)
    return replace(section, id=f"{case_id}-{section.id}", level=level)  # type: ignore[arg-type]


def _shared(catalogue: Catalogue) -> tuple[Section, ...]:
    desk = Desk(catalogue)
    themes = Bullets(tuple((Plain(f"{theme.name}："), *desk.advice(theme.text)) for theme in catalogue.book.common.themes.themes))
    figures = [
        Section(f"figures-{row.id}", row.name, comparison_blocks(catalogue, row), "plain", 3)
        for row in catalogue.book.common.comparisons.comparisons
    ]
    gaps = Bullets(tuple((Plain(f"{gap.question}"), *desk.advice(gap.open)) for gap in catalogue.book.common.gaps.gaps))
    return (
        Section("themes", "按主题对照", (themes,), "advice"),
        Section("figures", "能放在一起看的数字", (Paragraph(plain("口径不同的只能并列，不比大小。")),)),
        *figures,
        Section("gaps", "本库暂无", (gaps,)),
        Section("glossary", "名词", (glossary_table(catalogue),)),
        Section("policies", "法律和文件", (policy_table(catalogue),)),
    )


def _source_line(catalogue: Catalogue, case_id: str) -> str:
    source = catalogue.book.cases[case_id].source(None)
    return f"{source_name(source)}，{source_date(source)}"


