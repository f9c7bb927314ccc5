"""A small casebook in memory: only what the figure rules look at is given, the rest is the least that the model takes."""
from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from generator.model.case import Case, Metrics
from generator.model.casebook import Casebook, CaseFolder, FieldPath
from generator.model.common import Common
from generator.model.problem import Position
from generator.model.source import Sources

SCOPE = {"level": "city", "place": "甲市"}
SOURCE_NAME = "demo.txt"


def metric(name: str, as_stated: str, value: object, unit: str = "", **more: Any) -> dict[str, Any]:
    """A metric as it is written in metrics.yaml; kind count and the locator s1/2 when nothing else is said."""
    return {
        "id": name, "what": "某数", "as_stated": as_stated, "kind": "count", "value": value, "unit": unit,
        "scope": SCOPE, "at": "s1/2", **more,
    }


def source(**more: Any) -> dict[str, Any]:
    """A source with one section s1 that begins with 一、背景."""
    return {
        "id": "main", "kind": "工作总结", "note": "测试", "file": SOURCE_NAME, "sha256": "0" * 64,
        "body": {"from": "一、背景", "to": "末行"}, "sections": [{"id": "s1", "label": "一", "quote": "一、背景"}], **more,
    }


def folder(
    *metrics: dict[str, Any], derived: Iterable[dict[str, Any]] = (), name: str = "demo",
    sources: Iterable[dict[str, Any]] = (), case: dict[str, Any] | None = None, **records: Any,
) -> CaseFolder:
    """A case with these metrics; `case` overrides fields of case.yaml, `records` are practices, forms …"""
    statement = [{"text": "一件事。", "at": "s1/2"}]
    fields: dict[str, Any] = {
        "id": name, "name": "示例", "model_name": "示例", "region": "甲市", "level": "city", "community_types": ["old"],
        "period": "原文未注明", "reviewed": "2026-01-05", "summary": "小结。", "background": statement, "problems": statement,
        "structure": [{"name": "部分", "text": "说明。"}], "outcomes_note": "无。",
        "fit": [{"community_type": "old", "reason": "合适。"}], "limits": ["有限。"], "not_said": ["没有说。"], **(case or {}),
    }
    given = list(metrics) or [metric("one", "1个", 1, "个")]
    return CaseFolder(
        Case.model_validate(fields),
        Sources.model_validate({"sources": list(sources) or [source()]}),
        Metrics.model_validate({"metrics": given, "derived": list(derived)}),
        **records,
    )


def book(
    *folders: CaseFolder, words: Iterable[str] = (), terms: Iterable[str] = (), common: dict[str, Any] | None = None,
    teaching: dict[str, Any] | None = None,
) -> Casebook:
    """A casebook of these cases; `words` are numeral words, `terms` glossary terms that hold a figure."""
    term = {"id": "old", "name": "老旧小区"}
    fields: dict[str, Any] = {
        "taxonomy": {name: [term] for name in ("community_types", "actors", "stages", "topics", "tools")},
        "themes": {"themes": [{
            "id": "one", "name": "主题", "question": "怎样?", "text": "说明。", "carriers": [{"practice": "demo/one", "how": "这样。"}],
        }]},
        "policies": {"policies": [{
            "id": "law", "title": "某法", "issuer": "某机关", "in_force": "未核对", "checked": "false", "use": "看它。",
        }]},
        "glossary": {"terms": [
            {"id": f"term{place}", "term": text, "defined": "来源未说明", "holds_figure": "true"} for place, text in enumerate(terms)
        ] or [{"id": "none", "term": "网格", "defined": "来源未说明"}]},
        "synonyms": {"groups": [{"words": ["甲", "乙"]}]},
        "dimensions": {"dimensions": [{"id": "one", "name": "维度", "text": "看这里。"}]},
        "numeral_words": {"words": list(words) or ["百姓"]},
        "gaps": {"gaps": [{"id": "one", "question": "怎样?", "words": ["词"], "open": "没有。"}]},
        "comparisons": {"comparisons": [{
            "id": "one", "name": "对照", "question": "怎样?", "comparable": "只能并列", "caution": "不比大小。",
            "figures": [{"figure": "demo/one", "note": "口径"}],
        }]},
        **(common or {}),
    }
    return Casebook({one.id: one for one in folders}, Common.model_validate(fields), {}, teaching or {}, {}, place)


def place(file: str, path: FieldPath) -> Position:
    """A position that shows the path, for tests: the file's name with the path behind it."""
    return Position(f"{file}#{'/'.join(map(str, path))}")


