"""Parts of a practice that several papers show: what the source tells, what the editors advise, what it leaves open."""
from __future__ import annotations

from generator.model.practice import Drift, Practice
from generator.view.desk import Desk, plain
from generator.view.practice_page import step_line
from generator.view.shapes import Block, Rich, Statements, Steps, Table, Told


def told_in_source(desk: Desk, practice: Practice, whole: bool) -> tuple[Block, ...]:
    """What the source tells: problem, what was done, steps, effect as the source puts it; `whole` adds parts and places."""
    record = practice.record
    done = (*record.problem, *record.done)
    blocks: list[Block] = [desk.statements(done)]
    if whole and record.parts:
        blocks.append(Statements(tuple(Told(desk.rich(part.text), "", desk.where(part.at), part.name) for part in record.parts)))
    if record.procedure:
        blocks.append(desk.statements(record.procedure, ordered=True))
    if whole and record.places:
        blocks.append(Statements(tuple(Told(desk.rich(row.text), "", desk.where(row.at), row.name) for row in record.places)))
    if record.outcomes:
        blocks.append(desk.statements(record.outcomes))
    return tuple(blocks)


def steps_advised(desk: Desk, practice: Practice) -> Steps:
    """The steps that we advise."""
    return Steps(tuple(step_line(desk, step) for step in practice.guidance.steps))


def what_it_takes(desk: Desk, practice: Practice) -> list[tuple[str, Rich]]:
    """People, money, space and computers."""
    resources = practice.guidance.resources
    return [
        ("要的人", desk.advice(resources.people)),
        ("要的钱", desk.advice(resources.money)),
        ("要的场地", desk.advice(resources.space)),
        ("电脑手机", desk.advice(resources.digital)),
    ]


def drift_table(desk: Desk, drift: tuple[Drift, ...]) -> Table:
    """Where it goes astray, and how to mend it."""
    rows = tuple((desk.advice(row.sign), desk.advice(row.mend)) for row in drift)
    return Table("容易走样的地方和改法", ("看到这些要当心", "怎样改"), rows)


def authority_words(practice: Practice) -> Rich:
    """Who may decide."""
    return plain("；".join(practice.guidance.authority))


def joined(texts: tuple[str, ...]) -> str:
    """Several short advices as one sentence."""
    return "；".join(text.rstrip("。") for text in texts) + "。"
