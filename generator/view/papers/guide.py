"""操作参考: one practice on one or two pages, for the desk of whoever wants to try it. Most of it is advice."""
from __future__ import annotations

from generator.model.practice import Practice
from generator.view.desk import Desk, practice_path
from generator.view.paper import Paper
from generator.view.papers.footnotes import footnotes
from generator.view.papers.practice_parts import drift_table, joined, steps_advised, what_it_takes
from generator.view.practice_page import policies_to_check, practice_cautions, practice_facts
from generator.view.shapes import Block, Facts, Paragraph, Rich, Section, Speech, Speeches

OPENING = (
    "这一份供学习参考，大部分是编者建议，来源没有记载，也没有在当地验证过；材料里写了什么，只看“来源记载”一段。"
    "人数、天数、钱数都可以自定，涉及法律程序的以当地规定为准。"
)
_SPARE = (
    ("words", "怎么说、怎么写"), ("rules", "要对照的规定"), ("indicators", "怎样知道做成了"), ("drift-more", "更多容易走样的地方"),
    ("light", "人手少怎么做"), ("needs-more", "要准备什么"), ("notes", "引用提示"), ("drift", "容易走样的地方"),
    ("outcomes", "原文说的效果"), ("parts", "要解决什么"),
)
"""What goes first when two pages are not enough."""
_DRIFT = 2  # signs that stay longest


def guide_paper(desk: Desk, practice: Practice) -> Paper:
    """The guide of a practice, on at most two pages."""
    case, ref = desk.case.case, f"{desk.case.id}/{practice.id}"
    sections = (*_record(desk, practice), *_advice(desk, practice), *_notes(desk, practice))
    made = {section.id for section in sections}
    return Paper(
        path=f"{case.id}/guide-{practice.id}",
        kind="guide",
        layout="handout",
        title=practice.name,
        name=f"操作参考-{practice.name}",
        sections=sections,
        kicker=f"操作参考 · {case.name}",
        opening=(OPENING,),
        facts=practice_facts(desk, practice),
        ref=ref,
        web=practice_path(ref),
        at_most=2,
        spare=tuple(row for row in _SPARE if row[0] in made),
        footnotes=footnotes(desk.catalogue, sections),
        reviewed=practice.reviewed,
        source=f"cases/{case.id}/practices/{practice.id}.yaml",
        keywords=(practice.name, *practice.aliases),
    )


def _record(desk: Desk, practice: Practice) -> tuple[Section, ...]:
    record = practice.record
    sections = []
    if record.problem:
        sections.append(Section("parts", "来源记载：要解决什么", (desk.statements(record.problem),), "record"))
    done: list[Block] = [desk.statements(record.done)]
    if record.procedure:
        done.append(desk.statements(record.procedure, ordered=True))
    sections.append(Section("record", "来源记载：做了什么", tuple(done), "record"))
    if record.outcomes:
        sections.append(Section("outcomes", "来源记载：原文说的效果", (desk.statements(record.outcomes),), "record"))
    silent = Paragraph(desk.rich(joined(record.not_said)))
    return (*sections, Section("not-said", "来源没有说的", (silent,)))


def _advice(desk: Desk, practice: Practice) -> tuple[Section, ...]:
    guidance, drift = practice.guidance, practice.guidance.drift
    when: list[tuple[str, Rich]] = [("什么时候用", desk.advice(joined(guidance.when)))]
    if guidance.authority_note:
        when.append(("谁能定", desk.advice(guidance.authority_note)))
    needs: list[tuple[str, Rich]] = [("先要有", desk.advice(joined(guidance.preconditions))), *what_it_takes(desk, practice)]
    sections = [
        Section("needs", "什么时候用", (Facts(tuple(when)),), "advice"),
        Section("needs-more", "要准备什么", (Facts(tuple(needs)),), "advice"),
        Section("steps", "怎样做", (steps_advised(desk, practice),), "advice"),
        Section("light", "人手少、经费少怎么做", (Paragraph(desk.advice(guidance.light)),), "advice"),
        Section("drift", "容易走样的地方", (drift_table(desk, drift[:_DRIFT]),), "advice"),
    ]
    if len(drift) > _DRIFT:
        sections.append(Section("drift-more", "还有这些", (drift_table(desk, drift[_DRIFT:]),), "advice", 3))
    speeches = Speeches(tuple(Speech(say.use, say.text) for say in guidance.words[:2]))
    return (
        *sections,
        Section("words", "怎么说，怎么写", (speeches,), "advice"),
        Section("indicators", "怎样知道做成了", (desk.bullets(guidance.indicators, advice=True),), "advice"),
        Section("rules", "推行前对照的现行规定", (policies_to_check(desk, guidance.check_today),), "advice"),
    )


def _notes(desk: Desk, practice: Practice) -> tuple[Section, ...]:
    notes = practice_cautions(desk, practice)
    return (Section("notes", "引用提示", (notes,)),) if notes.items else ()
