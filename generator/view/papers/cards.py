"""做法卡片: a model's practices on A6 cards, four to an A4, to cut out and hand round."""
from __future__ import annotations

from generator.model.practice import COST_LABEL, Practice
from generator.view.desk import Desk, case_path, practice_path
from generator.view.paper import Paper, PaperCard
from generator.view.papers.footnotes import plain_text

_STEPS = 3
_STEP_LENGTH = 48  # characters of a step that a card has room for; a longer one ends at the last mark before that


def card_paper(desk: Desk) -> Paper:
    """The cards of a case."""
    case = desk.case.case
    cards = tuple(_card(desk, practice) for practice in desk.catalogue.practices_in_order(desk.case))
    return Paper(
        path=f"{case.id}/cards",
        kind="cards",
        layout="cards",
        title=f"{case.name}：做法卡片",
        name=f"做法卡片-{case.name}",
        cards=cards,
        opening=("步骤是编者建议，来源没有记载；数字可自定。",),
        ref=case.id,
        web=case_path(case.id),
        reviewed=case.reviewed,
        source=f"cases/{case.id}/case.yaml",
        keywords=(case.name,),
    )


def _card(desk: Desk, practice: Practice) -> PaperCard:
    ref = f"{desk.case.id}/{practice.id}"
    steps = tuple(_short(plain_text(desk.advice(step.do))) for step in practice.guidance.steps[:_STEPS])
    return PaperCard(
        title=practice.name,
        kicker=f"做法 · {desk.case.case.name}",
        line=desk.rich(practice.one_line),
        facts=(
            ("谁能定", "；".join(practice.guidance.authority)),
            ("人手", practice.guidance.staff),
            ("花费", COST_LABEL[practice.cost]),
            ("见效", practice.effect),
        ),
        steps=steps,
        silent=plain_text(desk.rich(practice.record.not_said[0])).rstrip("。") + "。",
        ref=ref,
        web=practice_path(ref),
    )


def _short(text: str) -> str:
    """The first clauses of a step, up to the last mark where it may end: none inside quotation marks."""
    if len(text) <= _STEP_LENGTH:
        return text
    ends = [place for place, mark in enumerate(text[:_STEP_LENGTH]) if mark in "。；，" and text[:place].count("“") == text[:place].count("”")]
    return (text[: ends[-1]] if ends else text[:_STEP_LENGTH]) + "……"
