"""What the page 找做法 knows of each practice, and its file data/practices.js."""
from __future__ import annotations

import gzip
import json
from typing import Any, get_args

import pytest
from conftest import REPO, VALID

from generator.know.catalogue import Catalogue
from generator.model.practice import COST_LABEL, Authority, Cost, Effect, Size, Staff
from generator.model.source import SourceKind
from generator.read.folder import read_casebook
from generator.render.finder_script import render_finder
from generator.view import practice_rows
from generator.view.practice_rows import FinderData, ModelRow, TermRow, finder_data
from generator.view.shapes import Computed, Figure, Plain

BUDGET = 60 * 1024
"""Bytes of data/practices.js packed, for the content of today; issue 4."""


@pytest.fixture(scope="module", params=[VALID, REPO], ids=["sample", "real"])
def data(request: pytest.FixtureRequest) -> FinderData:
    book, _ = read_casebook(request.param)
    assert book is not None
    return finder_data(Catalogue(book, "0.1.0", "2026-01-05"))


def read_script(content: bytes) -> Any:
    name, _, body = content.decode().partition(" = ")
    assert name == "window.casebookFinder"
    assert body.endswith(";\n")
    return json.loads(body[:-2])


@pytest.mark.parametrize(("ids", "closed"), [
    (practice_rows.AUTHORITY_ID, Authority), (practice_rows.EFFECT_ID, Effect), (practice_rows.STAFF_ID, Staff),
    (practice_rows.SIZE_ID, Size), (practice_rows.KIND_ID, SourceKind), ({short: short for short in COST_LABEL}, Cost),
])
def test_every_value_of_a_closed_list_has_a_short_name(ids: dict[str, str], closed: object) -> None:
    assert tuple(ids) == get_args(closed)
    assert len(set(ids.values())) == len(ids)
    assert all(name.isascii() and name.isalpha() for name in ids.values())


def test_every_practice_stands_once_and_names_only_known_terms(data: FinderData) -> None:
    refs = [row.ref for row in data.practices]
    assert len(refs) == len(set(refs)) > 0
    known = {name: {term.id for term in terms} for name, terms in data.terms.items()}
    for row in data.practices:
        actors = {*row.actors.lead, *row.actors.support, *row.actors.take_part, *row.actors.supervise}
        assert row.case in {case.id for case in data.cases}
        assert set(row.topics) <= known["topics"]
        assert set(row.types) <= known["community_types"]
        assert set(row.stages) <= known["stages"]
        assert set(row.tools) <= known["tools"]
        assert set(row.themes) <= known["themes"]
        assert actors <= known["actors"]
        assert set(row.authority) <= known["authority"]
        assert set(row.sizes) <= known["sizes"]
        assert {row.cost} <= known["cost"]
        assert {row.effect} <= known["effect"]
        assert {row.kind} <= known["kind"]
        assert {row.staff} <= known["staff"]
        assert row.people
        assert row.money
        assert row.when


def test_models_stand_in_the_order_of_the_book_with_all_aspects(data: FinderData) -> None:
    assert [model.id for model in data.models] == [case.id for case in data.cases]
    for model in data.models:
        assert all(not row.at or row.at.startswith("原文") for row in model.conditions)
        assert {row.kind for row in model.conditions} == {"规模", "人手", "钱", "场地", "组织"}
        for fit in model.fit:
            assert fit.basis == "编者建议" or fit.basis.startswith("来源记载，原文")


def test_no_reference_is_left_unread(data: FinderData) -> None:
    text = render_finder(data).decode()
    assert "[#" not in text
    assert "[=" not in text


def test_the_script_says_what_the_rows_say(data: FinderData) -> None:
    read = read_script(render_finder(data))
    assert [row["ref"] for row in read["practices"]] == [row.ref for row in data.practices]
    first = data.practices[0]
    assert read["practices"][0]["name"] == first.name
    assert read["practices"][0]["actors"]["lead"] == list(first.actors.lead)
    assert {name: len(rows) for name, rows in read["terms"].items()} == {name: len(rows) for name, rows in data.terms.items()}
    assert [gap["id"] for gap in read["gaps"]] == [gap.id for gap in data.gaps]
    assert [bool(gap.get("none")) for gap in read["gaps"]] == [gap.none for gap in data.gaps]


def test_figures_keep_their_metric_and_hostile_words_stay_words() -> None:
    text = (Plain("</script>"), Figure("3300多个", "a/wishes", True), Figure("5个", "a/few"), Computed("2个", "4 ÷ 2"))
    model = ModelRow("a", "甲", (), (), (practice_rows.ConditionRow("规模", text, ""),))
    content = render_finder(FinderData((TermRow("a", "甲"),), {}, (), (model,), (), ()))
    assert b"</script>" not in content
    assert read_script(content)["models"][0]["conditions"][0] == {"kind": "规模", "text": [
        "</script>", {"text": "3300多个", "metric": "a/wishes", "cautioned": True}, {"text": "5个", "metric": "a/few"},
        {"text": "2个", "how": "4 ÷ 2"},
    ]}


def test_the_file_stays_small(data: FinderData) -> None:
    assert len(gzip.compress(render_finder(data), 6, mtime=0)) <= BUDGET
