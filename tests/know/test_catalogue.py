"""Cross-references of the smallest whole casebook."""
from __future__ import annotations

from pathlib import Path

import pytest

from generator.know.catalogue import Catalogue, citation, place, source_date
from generator.read.folder import read_casebook


@pytest.fixture
def catalogue(project: Path) -> Catalogue:
    metrics = project / "cases/demo/metrics.yaml"
    old, new = "原文没有说一件事怎样算。引用时建议写“原文称”。", "一件事怎样算没有说。引用时建议写“原文称”。"
    metrics.write_text(metrics.read_text("utf-8").replace(old, new + "\n        metrics: [settled]"), "utf-8")
    case = project / "cases/demo/case.yaml"
    case.write_text(case.read_text("utf-8").replace("“年份原文未注明”。", "“年份原文未注明”。\n    metrics: [agreed]"), "utf-8")
    book, problems = read_casebook(project)
    assert not problems
    assert book is not None
    return Catalogue(book)


def test_a_figure_has_the_cautions_beside_it_first_then_those_that_name_it(catalogue: Catalogue) -> None:
    assert [caution.text[:4] for caution in catalogue.cautions["demo/agreed"]] == ["一件事怎", "原文没有"]
    assert [caution.text[:4] for caution in catalogue.cautions["demo/settled"]] == ["一件事怎"]
    assert "demo/estates" not in catalogue.cautions


def test_links_lead_both_ways_and_say_whose_words_they_are(catalogue: Catalogue) -> None:
    assert catalogue.related("demo/yishi") == (("demo/gongkai", "议事在前，公开在后。", True),)
    practice = catalogue.book.cases["demo"].practices["gongkai"]
    alone = catalogue.book.cases["demo"].practices | {"gongkai": practice.model_copy(update={"related": ()})}
    folder = catalogue.book.cases["demo"]
    changed = Catalogue(type(catalogue.book)(**{**vars_of(catalogue.book), "cases": {"demo": type(folder)(
        folder.case, folder.sources, folder.metrics, alone, folder.forms, folder.checklists, folder.teaching
    )}}))
    assert changed.related("demo/gongkai") == (("demo/yishi", "议事在前，公开在后。", False),)


def vars_of(book: object) -> dict[str, object]:
    return {name: getattr(book, name) for name in ("common", "checklists", "teaching", "courses", "locate", "unread")}


def test_practices_stand_in_the_order_of_the_structure(catalogue: Catalogue) -> None:
    folder = catalogue.book.cases["demo"]
    assert [practice.id for practice in catalogue.practices_in_order(folder)] == ["yishi", "gongkai"]


def test_a_citation_names_source_scope_time_and_place(catalogue: Catalogue) -> None:
    folder = catalogue.book.cases["demo"]
    assert citation(folder, folder.metric_by_id["agreed"]) == (
        "据《甲镇小区议事材料》（甲镇（供稿），发布时间原文未注明）载，全年议定的小事：260件"
        "（范围：试点小区；截至：原文未说明；出处：二第2段）。"
    )
    assert place(folder, "s2/2-3") == "二第2—3段"
    dated = folder.sources.sources[0].model_copy(update={"published": "2016-01-04"})
    assert source_date(dated) == "2016年1月4日发布"
