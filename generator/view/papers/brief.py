"""会前一页: one Word page to take into a meeting; most of its lines are for the reader to fill in or change."""
from __future__ import annotations

from generator.know.catalogue import source_date, source_name
from generator.model.practice import COST_LABEL, Practice
from generator.view.desk import Desk, plain, practice_path
from generator.view.paper import Paper
from generator.view.papers.footnotes import cautions_of, footnotes
from generator.view.papers.practice_parts import authority_words, joined
from generator.view.shapes import Block, Bullets, Facts, Paragraph, Rich, Section

OPENING = "供会前讨论用，不是公文。横线处由本单位填写；“需要我们出什么”是编者建议，数字可自定。"
_BLANK = "＿" * 31
_ASKS = {
    "社区可自定": "社区两委会上定：试不试，从哪一件、哪一处开始。",
    "须居民（代表）会议表决": "什么时候开居民（代表）会议表决，会前怎样告知。",
    "须业主共同决定": "哪些内容要业主共同决定，由谁召集，按什么程序。",
    "须街道同意": "请街道研究：是否同意试行，由哪个科室联系。",
    "须区级部门": "请街道向区级部门问清：能不能做，归谁批。",
    "涉资金采购场地": "钱从哪里出，按什么办法用；场地归谁，怎样签约。",
}
_DONE, _MORE, _SILENT = 2, 4, 3  # statements and silences that always stand, and up to how many more where there is room


def brief_paper(desk: Desk, practice: Practice) -> Paper:
    """The page of a practice."""
    case, ref = desk.case.case, f"{desk.case.id}/{practice.id}"
    told = _sections(desk, practice)
    notes = cautions_of(desk, (), told)
    sections = (*told, Section("notes", "引用提示", (notes,))) if notes.items else told
    return Paper(
        path=f"{case.id}/brief-{practice.id}",
        kind="brief",
        layout="handout",
        title=practice.name,
        name=f"会前一页-{practice.name}",
        sections=sections,
        kicker=f"会前一页 · {case.name}",
        opening=(OPENING,),
        ref=ref,
        web=practice_path(ref),
        footnotes=footnotes(desk.catalogue, sections, cautions="elsewhere", named=False),
        at_most=1,
        spare=tuple((section.id, "") for section in reversed(sections) if section.id.endswith("-more")),
        reviewed=practice.reviewed,
        source=f"cases/{case.id}/practices/{practice.id}.yaml",
        keywords=(practice.name,),
    )


def _sections(desk: Desk, practice: Practice) -> tuple[Section, ...]:
    problem = [Section("ours", "我们的问题", (Paragraph(plain(f"我们这里：{_BLANK}")),))]
    if practice.record.problem:
        told = (*plain("材料里写的问题："), *_first(desk, practice))
        problem.append(Section("problem-more", "", (Paragraph(told),), "record"))
    source = desk.case.source(None)
    where = f"{desk.case.case.region}，见{source_name(source)}，{source_date(source)}。机构、提法为当时情况。"
    done: tuple[Block, ...] = (Paragraph(plain(where)), desk.statements(practice.record.done[:_DONE]))
    more, silent = practice.record.done[_DONE:_MORE], practice.record.not_said
    asks = tuple(plain(_ASKS[kind]) for kind in practice.guidance.authority)
    study: tuple[Block, ...] = (Bullets((plain("是否在本社区（街道）试行，先试哪一处，试多久。"), *asks), ordered=True),)
    return (
        *problem,
        Section("practice", "可借鉴做法", done, "record"),
        *([Section("practice-more", "", (desk.statements(more),), "record")] if more else []),
        Section("needs", "需要我们出什么", (_needs(desk, practice),), "advice"),
        Section("silent", "来源没说的", (Paragraph(desk.rich(joined(silent[:_SILENT]))),)),
        *([Section("silent-more", "", (Paragraph(desk.rich(joined(silent[_SILENT:]))),))] if silent[_SILENT:] else []),
        Section("study", "拟请研究事项", (*study, Paragraph(plain(f"其他：{_BLANK}")))),
    )


def _first(desk: Desk, practice: Practice) -> Rich:
    return desk.rich(practice.record.problem[0].text)


def _needs(desk: Desk, practice: Practice) -> Facts:
    resources = practice.guidance.resources
    rows: tuple[tuple[str, Rich], ...] = (
        ("谁能定", authority_words(practice)),
        ("人", desk.advice(resources.people)),
        ("钱", (*plain(f"{COST_LABEL[practice.cost]}（估计）。"), *desk.advice(resources.money))),
        ("场地", desk.advice(resources.space)),
        ("见效", plain(f"{practice.effect}（估计）")),
    )
    return Facts(rows)
