"""What the page 找做法 knows: every practice as a row of plain facts, the words for them, the models' conditions."""
from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generator.know.catalogue import Catalogue
from generator.model.casebook import CaseFolder
from generator.model.common import Gap
from generator.model.practice import COST_LABEL, Practice
from generator.view.desk import Desk, plain
from generator.view.shapes import Rich

AUTHORITY_ID = {
    "社区可自定": "community", "须居民（代表）会议表决": "residents", "须业主共同决定": "owners", "须街道同意": "street",
    "须区级部门": "district", "涉资金采购场地": "money",
}
EFFECT_ID = {"1个月内": "month", "1-3个月": "quarter", "3-12个月": "year", "1年以上": "longer"}
STAFF_ID = {"一两个人兼着做": "few", "三五个人分工做": "team", "要有专人": "full"}
SIZE_ID = {"1000户以下": "small", "1000-3000户": "middle", "3000户以上": "large"}
KIND_ID = {"工作总结": "summary", "研究文章": "article", "经验材料": "experience", "新闻报道": "news", "政府文件": "official"}
"""Short names of the closed lists, for addresses: finder.html?authority=community. A published one never changes."""

_NOWHERE = "本库暂无做法"  # how common/gaps.yaml says it (model/common.py, Gap.open)
_VOCABULARIES = ("community_types", "topics", "actors", "stages", "tools")


@dataclass(frozen=True, slots=True)
class TermRow:
    """One value that practices can be found by."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ActorsRow:
    """Who does what, as ids of actors."""

    lead: tuple[str, ...]
    support: tuple[str, ...]
    take_part: tuple[str, ...]
    supervise: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PracticeRow:
    """One practice. Lists hold ids of terms; `line` and `problem` are the source's, the rest is advice or our own sorting.

    Longer advice (limits, the light version) is read on the page itself: with it the file would be 77 KB, not 56.
    """

    ref: str
    name: str
    case: str
    aliases: tuple[str, ...]
    line: Rich
    problem: str
    topics: tuple[str, ...]
    types: tuple[str, ...]
    stages: tuple[str, ...]
    tools: tuple[str, ...]
    themes: tuple[str, ...]
    actors: ActorsRow
    authority: tuple[str, ...]
    cost: str
    effect: str
    kind: str
    staff: str
    sizes: tuple[str, ...]
    people: str
    money: str
    when: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FitRow:
    """Why a model is near to a type of community, and who says so."""

    type: str
    reason: Rich
    basis: str


@dataclass(frozen=True, slots=True)
class ConditionRow:
    """What a source says of one condition; `at` is empty where it says nothing."""

    kind: str
    text: Rich
    at: str


@dataclass(frozen=True, slots=True)
class ModelRow:
    """One model with what its source records of the community, in the order of the casebook."""

    id: str
    name: str
    types: tuple[str, ...]
    fit: tuple[FitRow, ...]
    conditions: tuple[ConditionRow, ...]


@dataclass(frozen=True, slots=True)
class GapRow:
    """A question that the sources leave open; `none` where its text says that there is no practice."""

    id: str
    question: str
    words: tuple[str, ...]
    open: str
    none: bool


@dataclass(frozen=True, slots=True)
class FinderData:
    """Everything the page needs, in fixed orders: terms as listed, practices by case and structure."""

    cases: tuple[TermRow, ...]
    terms: dict[str, tuple[TermRow, ...]]
    practices: tuple[PracticeRow, ...]
    models: tuple[ModelRow, ...]
    gaps: tuple[GapRow, ...]
    synonyms: tuple[tuple[str, ...], ...]  # words of one meaning; one-way groups begin with the word that is typed


def finder_data(catalogue: Catalogue) -> FinderData:
    """Rows, terms, models and gaps of the whole casebook."""
    common, folders = catalogue.book.common, tuple(catalogue.book.cases.values())
    return FinderData(
        cases=tuple(TermRow(folder.id, folder.case.name) for folder in folders),
        terms=_terms(catalogue),
        practices=tuple(row for folder in folders for row in _rows(catalogue, folder)),
        models=tuple(_model(catalogue, folder) for folder in folders),
        gaps=tuple(_gap(catalogue, gap) for gap in common.gaps.gaps),
        synonyms=tuple(group.words for group in common.synonyms.groups if not group.one_way),
    )


def _terms(catalogue: Catalogue) -> dict[str, tuple[TermRow, ...]]:
    common = catalogue.book.common
    terms = {
        name: tuple(TermRow(term.id, term.name, term.aliases) for term in getattr(common.taxonomy, name))
        for name in _VOCABULARIES
    }
    terms["themes"] = tuple(TermRow(theme.id, theme.name) for theme in common.themes.themes)
    for name, ids in (("authority", AUTHORITY_ID), ("effect", EFFECT_ID), ("staff", STAFF_ID), ("sizes", SIZE_ID), ("kind", KIND_ID)):
        terms[name] = tuple(TermRow(short, label) for label, short in ids.items())
    terms["cost"] = tuple(TermRow(short, label) for short, label in COST_LABEL.items())
    return terms


def _rows(catalogue: Catalogue, folder: CaseFolder) -> Iterator[PracticeRow]:
    desk = Desk(catalogue, folder)
    return (_row(desk, practice) for practice in catalogue.practices_in_order(folder))


def _row(desk: Desk, practice: Practice) -> PracticeRow:
    guidance, ref = practice.guidance, f"{desk.case.id}/{practice.id}"
    return PracticeRow(
        ref=ref,
        name=practice.name,
        case=desk.case.id,
        aliases=practice.aliases,
        line=desk.rich(practice.one_line),
        problem="".join(desk.words(statement.text) for statement in practice.record.problem),
        topics=practice.topics,
        types=practice.community_types,
        stages=practice.stages,
        tools=practice.tools,
        themes=tuple(theme.id for theme in desk.catalogue.themes.get(ref, ())),
        actors=ActorsRow(practice.actors.lead, practice.actors.support, practice.actors.take_part, practice.actors.supervise),
        authority=tuple(AUTHORITY_ID[kind] for kind in guidance.authority),
        cost=practice.cost,
        effect=EFFECT_ID[practice.effect],
        kind=KIND_ID[practice.evidence.kind],
        staff=STAFF_ID[guidance.staff],
        sizes=tuple(SIZE_ID[size] for size in guidance.sizes),
        people=desk.words(guidance.resources.people, advice=True),
        money=desk.words(guidance.resources.money, advice=True),
        when=tuple(desk.words(text, advice=True) for text in guidance.when),
    )


def _model(catalogue: Catalogue, folder: CaseFolder) -> ModelRow:
    desk, case = Desk(catalogue, folder), folder.case
    return ModelRow(
        id=case.id,
        name=case.name,
        types=case.community_types,
        fit=tuple(
            FitRow(fit.community_type, desk.rich(fit.reason), f"来源记载，{desk.where(fit.at)}" if fit.basis == "record" else "编者建议")
            for fit in case.fit
        ),
        conditions=tuple(_conditions(desk, folder)),
    )


def _conditions(desk: Desk, folder: CaseFolder) -> Iterable[ConditionRow]:
    for kind in ("规模", "人手", "钱", "场地", "组织"):
        told = [row for row in folder.case.conditions if row.kind == kind]
        yield from (ConditionRow(kind, desk.rich(row.text), desk.where(row.at)) for row in told)
        if not told:
            yield ConditionRow(kind, plain("原文没有说"), "")


def _gap(catalogue: Catalogue, gap: Gap) -> GapRow:
    words = Desk(catalogue).words(gap.open)
    return GapRow(gap.id, gap.question, gap.words, words, _NOWHERE in words)
