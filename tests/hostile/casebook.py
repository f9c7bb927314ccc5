"""A casebook in memory with every field of the model filled, and the same with other words in all of its texts."""
from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any, TypeVar, get_args

from generator.checking import check_casebook
from generator.model.assessment import Checklist
from generator.model.case import Case, Metrics
from generator.model.casebook import Casebook, CaseFolder
from generator.model.common import Common
from generator.model.practice import Practice
from generator.model.record import Record, Words
from generator.model.source import Sources
from generator.model.teaching import Course, TeachingCase
from tests.conftest import VALID

Kind = tuple[str, str]
"""A field of the model: the name of its record, its own."""
Rewrite = Callable[[Kind, str], str]
Kept = TypeVar("Kept", bound=Record)
FILES: tuple[type[Record], ...] = (Case, Metrics, Sources, Practice, Checklist, TeachingCase, Course, Common)

_ITEM: dict[str, Any] = {
    "dimension": "fuwu", "indicator": "指标", "content": "看记录。", "rule": "按选的算。", "counts": "有记录的", "not_counts": "口头的",
    "evidence": ["会议记录本"], "methods": ["查阅资料"], "filler": "书记", "hint": "先贴出来。", "practice": "demo/yishi", "quick": True,
}
_CHECKLIST: dict[str, Any] = {
    "released": "0" * 64,
    "items": [
        {**_ITEM, "id": "more-grade", "type": "grade", "points": 10, "grades": [{"label": "都做到", "percent": 100}, {"label": "没有做", "percent": 0}]},
        {**_ITEM, "id": "more-count", "type": "count", "points": 10, "options": ["会前告知", "会后公开"], "full_at": 2, "na_allowed": True},
        {**_ITEM, "id": "more-deduct", "type": "deduct", "points": 10, "each": 5, "upstream_allowed": True},
        {**_ITEM, "id": "more-bonus", "type": "bonus", "points": 3},
    ],
}
_CASE: dict[str, Any] = {
    "structure_note": "结构的说明。", "editor_notes": ["编者的话。"], "timeline": [{"when": "当年春", "event": "开头。", "at": "s2/2"}],
    "conditions": [{"kind": "钱", "text": "镇里给一点。", "at": "s2/3"}], "lessons": [{"text": "先小后大。", "at": "s3/2", "status": "recommendation"}],
    "related": [{"practice": "demo/yishi", "differs": "这里议得多。"}],
}
_SOURCE: dict[str, Any] = {
    "publisher": "甲镇", "title_note": "题目是编者加的。", "written": "年底前后",
    "left_out": [{"words": "120多个", "at": "s1/2", "reason": "说得太粗。"}],
}
_PRACTICE: dict[str, Any] = {
    "aliases": ["月月议"], "former_ids": ["yishi-old"], "cautions": [{"kind": "口径未说明", "text": "没有说谁参加。引用时建议注明。", "metrics": ["agreed"]}],
    "record": {"parts": [{"name": "一段", "text": "先报名。", "at": "s2/2"}]}, "guidance": {"authority_note": "镇里知道就行。"},
}
_TEACHING: dict[str, Any] = {
    "student": {"timeline": [{"when": "春天", "event": "开头。"}]},
    "teacher": {
        "theories": [{"id": "t1", "name": "多中心", "gist": "几方一起管。", "application": "看谁来管。"}], "epilogue": "后来照着办了。",
        "simulation": {
            "scene": "一次会。", "goal": "定下一件。", "rules": ["轮流说。"], "observers": ["记下谁没说。"], "rounds": [{"minutes": 10, "task": "说理由。"}],
            "roles": [{"name": f"角色{part}", "brief": "住在这里。", "goal": "先办自己的。", "secret": "其实不急。"} for part in "甲乙丙"],
        },
        "field": [{"name": "公告栏", "minutes": 10, "see": "看贴了什么。", "ask": "谁贴的？", "local": "这里的人怎样说。"}],
        "rubric": [{"item": "说得清", "points": 10, "levels": ["清楚", "不清楚"]}], "feedback": ["哪里没听懂？"], "before": ["先读。"], "after": ["再看。"],
        "practitioner": {"role": "召集人", "minutes": 10, "questions": ["难在哪？", "怎样开头？"]},
    },
}
_COMMON: dict[str, Any] = {
    "taxonomy": {"community_types": [{"id": "village", "name": "城中村", "note": "租户多。", "aliases": ["村改居"]}]},
    "glossary": {"terms": [{
        "id": "more-term", "term": "议事会", "aliases": ["小板凳会"], "today": "居民议事会", "meaning": "大家商量事的会。", "defined": "编者说明",
        "case": "demo",
    }]},
    "policies": {"policies": [{
        "id": "more-law", "title": "示例办法", "issuer": "示例机关", "number": "示发〔2020〕1号", "date": "2020-01", "in_force": "已修订",
        "in_force_note": "后来改过。", "checked": True, "use": "看它。", "named_by": ["demo"],
    }]},
    "synonyms": {"groups": [{"words": ["商量", "议事"], "one_way": True}]},
}


def whole_book() -> Casebook:
    """The valid casebook of the tests with what its files leave out: every field of the model has a text, every page is made.

    Not checked by the rules of `check`: what matters here is what the renderers do with it.
    """
    book, problems = check_casebook(VALID)
    assert book is not None
    assert problems == ()
    demo = book.cases["demo"]
    checklist = _with(demo.checklists["demo-v1"], _CHECKLIST)
    teaching = _with(demo.teaching["yishi-case"], _TEACHING)
    sources = {"sources": [_merged(demo.sources.sources[0].model_dump(by_alias=True), _SOURCE)]}
    metrics = demo.metrics.model_dump(by_alias=True)
    metrics["metrics"][0]["again"] = [{"as_stated": "120多个", "at": "s1/2"}]
    practices = {"gongkai": demo.practices["gongkai"], "yishi": _with(demo.practices["yishi"], _PRACTICE)}
    rows = teaching.model_dump(by_alias=True)
    for part in (rows["teacher"]["questions"][0], rows["teacher"]["plans"][0]["rows"][0], rows["student"]["exhibits"][0], rows["student"]["sections"][0]):
        part.update({
            "activity": {"if_stuck": "先问一个人。"}, "answer_points": {"probes": ["为什么？"], "common_errors": ["只说结论。"]},
            "metrics": {"note": "两个数放在一起。"}, "paragraphs": {"composed": "这一段是合成的。"},
        }[next(name for name in ("activity", "answer_points", "metrics", "paragraphs") if name in part)])
    teaching = TeachingCase.model_validate(rows)
    whole = replace(
        demo, case=_with(demo.case, _CASE), sources=Sources.model_validate(sources), metrics=Metrics.model_validate(metrics),
        practices=practices, checklists={"demo-v1": checklist}, teaching={teaching.id: teaching},
    )
    themes = book.common.model_dump(by_alias=True)
    themes["themes"]["themes"][0]["silent"] = [{"case": "demo", "text": "没有说大事怎样议。"}]
    themes["gaps"]["gaps"][0]["answered_by"] = [{"practice": "demo/yishi", "how": "照它议。"}]
    return replace(
        book, common=Common.model_validate(_merged(themes, _COMMON)), cases={"demo": whole, "other": _second(whole)},
        checklists={"general-v1": checklist.model_copy(update={"id": "general"})}, teaching={"both": _apart(teaching)},
    )


def _second(first: CaseFolder) -> CaseFolder:
    case = first.case.model_copy(update={"id": "other", "related": ()})
    return replace(first, case=case, checklists={}, teaching={})


def _apart(teaching: TeachingCase) -> TeachingCase:
    """The same lesson as one of no case: each record by its full name."""
    sections = tuple(part.model_copy(update={"records": ("demo/yishi",)}) for part in teaching.student.sections)
    return teaching.model_copy(update={"id": "both", "student": teaching.student.model_copy(update={"sections": sections})})


def _with(record: Kept, more: dict[str, Any]) -> Kept:
    return type(record).model_validate(_merged(record.model_dump(by_alias=True, exclude_none=True), more))


def _merged(held: Any, more: Any) -> Any:
    """Mappings merged, lists one behind the other, anything else replaced."""
    if isinstance(held, dict) and isinstance(more, dict):
        return {**held, **{key: _merged(held[key], value) if key in held else value for key, value in more.items()}}
    if isinstance(held, list | tuple) and isinstance(more, list | tuple):
        return [*held, *more]
    return more


def rewritten(book: Casebook, rewrite: Rewrite) -> Casebook:
    """The casebook with each free text replaced, unchecked; ids, references, days and numbers stay."""
    def folder(kept: CaseFolder) -> CaseFolder:
        shelves = {name: _each(getattr(kept, name), rewrite) for name in ("practices", "forms", "checklists", "teaching")}
        return replace(
            kept, case=_record(kept.case, rewrite), sources=_record(kept.sources, rewrite), metrics=_record(kept.metrics, rewrite), **shelves,
        )

    return replace(
        book, cases={name: folder(kept) for name, kept in book.cases.items()}, common=_record(book.common, rewrite),
        **{name: _each(getattr(book, name), rewrite) for name in ("checklists", "teaching", "courses")},
    )


def _each(shelf: Any, rewrite: Rewrite) -> dict[str, Any]:
    return {name: _record(record, rewrite) for name, record in shelf.items()}


def _record(record: Kept, rewrite: Rewrite) -> Kept:
    free = free_fields(type(record))
    held = {name: _value(getattr(record, name), (type(record).__name__, name), name in free, rewrite) for name in type(record).model_fields}
    return record.model_copy(update=held)


def _value(value: Any, kind: Kind, is_free: bool, rewrite: Rewrite) -> Any:
    if isinstance(value, Record):
        return _record(value, rewrite)
    if isinstance(value, tuple):
        return tuple(_value(part, kind, is_free, rewrite) for part in value)
    return rewrite(kind, value) if is_free and type(value) is str and value else value


def free_fields(record: type[Record]) -> frozenset[str]:
    """The fields of a kind of record that hold a text in any words: no pattern, no choice of given ones."""
    return frozenset(name for name, field in record.model_fields.items() if _is_free(field.annotation, field.metadata))


def _is_free(annotation: Any, metadata: Any) -> bool:
    if any(getattr(mark, "pattern", None) for mark in metadata):
        return False
    if any(isinstance(mark, Words) for mark in metadata):
        return True
    inner = getattr(annotation, "__metadata__", None)
    if inner is not None:
        return _is_free(get_args(annotation)[0], (*_constraints(inner), *inner))
    if annotation is str:
        return not any(_is_id(mark) for mark in metadata)
    return any(_is_free(part, ()) for part in get_args(annotation) if part is not Ellipsis and not isinstance(part, str))


def _constraints(marks: Any) -> Iterator[Any]:
    for mark in marks:
        yield from getattr(mark, "metadata", ())


def _is_id(mark: Any) -> bool:
    return bool(getattr(mark, "pattern", None))


def kinds_of_record(start: tuple[type[Record], ...] = FILES) -> tuple[type[Record], ...]:
    """Every kind of record of the model, from the kinds of file down."""
    found: dict[type[Record], None] = {}
    waiting = list(start)
    while waiting:
        kind = waiting.pop()
        if kind not in found:
            found[kind] = None
            waiting += [part for field in kind.model_fields.values() for part in _records_in(field.annotation)]
    return tuple(found)


def _records_in(annotation: Any) -> Iterator[type[Record]]:
    if isinstance(annotation, type) and issubclass(annotation, Record):
        yield annotation
    for part in get_args(annotation):
        yield from _records_in(part)
