"""操作参考: one practice on one or two pages, for the desk of whoever wants to try it. Most of it is advice."""
from __future__ import annotations

from dataclasses import replace

from generator.know.catalogue import source_date, source_name
from generator.model.practice import Practice
from generator.view.desk import Desk, plain, practice_path
from generator.view.paper import Paper
from generator.view.papers.footnotes import cautions_of, footnotes
from generator.view.papers.practice_parts import drift_table, joined, steps_advised, what_it_takes
from generator.view.practice_page import policies_to_check, practice_facts
from generator.view.shapes import Block, Facts, Paragraph, Rich, Section, Speech, Speeches

OPENING = "供学习参考，大部分是编者建议，来源没有记载，未经当地验证；材料写了什么，看“来源记载”各段。"
_SPARE = (
    ("words-more", "更多说法"), ("rules", "要对照的规定"), ("indicators", "怎样知道做成了"), ("words", "怎么说、怎么写"),
    ("needs-more", "要准备什么"), ("parts", "要解决什么"), ("outcomes", "原文说的效果"), ("light", "人手少怎么做"),
    ("drift", "容易走样的地方"),
)
"""What goes first when two pages are not enough."""


def guide_paper(desk: Desk, practice: Practice) -> Paper:
    """The guide of a practice, on at most two pages."""
    case, ref = desk.case.case, f"{desk.case.id}/{practice.id}"
    told = _record(desk, practice)
    notes = cautions_of(desk, practice.cautions, told)
    sections = (*told, *_advice(desk, practice), *((Section("notes", "引用提示", (notes,)),) if notes.items else ()))
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
        facts=(*practice_facts(desk, practice), _source(desk)),
        ref=ref,
        web=practice_path(ref),
        at_most=2,
        spare=tuple(row for row in _SPARE if row[0] in made),
        footnotes=footnotes(desk.catalogue, sections, cautions="elsewhere", named=False),
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
    guidance = practice.guidance
    when: list[tuple[str, Rich]] = [("什么时候用", desk.advice(joined(guidance.when)))]
    if guidance.authority_note:
        when.append(("谁能定", desk.advice(guidance.authority_note)))
    needs: list[tuple[str, Rich]] = [("先要有", desk.advice(joined(guidance.preconditions))), *what_it_takes(desk, practice)]
    sections = [
        Section("needs", "用之前先看", (Facts(tuple(when)),), "advice"),
        Section("needs-more", "", (Facts(tuple(needs)),), "advice"),
        Section("steps", "怎样做", (steps_advised(desk, practice),), "advice"),
        Section("light", "人手少、经费少怎么做", (Paragraph(desk.advice(guidance.light)),), "advice"),
        Section("drift", "容易走样的地方", (replace(drift_table(desk, guidance.drift), caption=""),), "advice"),
    ]
    speeches = [Section(f"words{end}", heading, (Speeches((Speech(say.use, say.text),)),), "advice")
                for say, end, heading in zip(guidance.words, ("", "-more"), ("怎么说，怎么写", ""), strict=False)]
    return (
        *sections,
        *speeches,
        Section("indicators", "怎样知道做成了", (desk.bullets(guidance.indicators, advice=True),), "advice"),
        Section("rules", "推行前对照的现行规定", (policies_to_check(desk, guidance.check_today),), "advice"),
    )



def _source(desk: Desk) -> tuple[str, Rich]:
    """What the record was made from: the footnotes give places in it without its title."""
    source = desk.case.source(None)
    return "来源", plain(f"{source_name(source)}，{source_date(source)}")
