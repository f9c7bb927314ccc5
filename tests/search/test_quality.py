"""The benchmark of the search on the real content: tests/search/queries.yaml, asked in the pinned Node."""
from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import REPO

from generator.checking import check_casebook
from generator.know.catalogue import Catalogue
from generator.outputs import Pages, made_documents, page_data_files
from generator.read.hand_page import read_hand_pages
from generator.render.page import render_page
from generator.view.hand_pages import hand_document
from generator.view.search_index import search_entries
from tests.search.truth import fold, said
from tests.web.test_units import bundled, run_node

FOLDER = Path(__file__).parent
QUERIES: dict[str, list[dict[str, Any]]] = yaml.safe_load((FOLDER / "queries.yaml").read_text(encoding="utf-8"))
RECALL, PRECISION = 0.98, 0.95
FIRST = 10
_PLACES = {
    "form": "library/{0}/form-{1}.html", "case": "library/{0}/index.html", "theme": "library/theme-{0}.html",
    "gap": "library/gaps.html#{0}", "term": "library/glossary.html#{0}", "metric": "library/metrics.html#{0}",
    "policy": "library/policies.html#{0}",
}


@dataclass(frozen=True)
class Score:
    """A query with how well it was answered."""

    query: str
    recall: float
    precision: float
    missed: list[str]
    wrong: list[str]


@dataclass(frozen=True)
class Asked:
    """What the pages say, and what the engine answers."""

    texts: dict[str, str]
    answers: dict[str, dict[str, Any]]
    gap_words: dict[str, list[str]]  # of what the casebook does not have, the words that it promises to come up for


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Asked:
    folder = tmp_path_factory.mktemp("search")
    book, _ = check_casebook(REPO)
    assert book is not None
    catalogue = Catalogue(book, "0", "2026-01-05")
    made, by_hand = made_documents(catalogue), [hand_document(page) for page in read_hand_pages(REPO / "docs")]
    pages = [*(document for output, document in made if output.render is render_page), *by_hand]
    for name, content in page_data_files(catalogue, Pages(list(search_entries(pages)))):
        (folder / name).write_bytes(content if isinstance(content, bytes) else b"".join(content))
    (folder / "queries.json").write_text(json.dumps([row["q"] for rows in QUERIES.values() for row in rows]), "utf-8")
    script = bundled(FOLDER / "ask.ts", folder)
    told = json.loads(run_node(script, *(folder / name for name in ("search-names.js", "search-text.js", "queries.json"))))
    gaps = {site_path(f"gap:{gap.id}"): [fold(word) for word in gap.words] for gap in book.common.gaps.gaps}
    return Asked(said(pages), {answer["query"]: answer for answer in told["answers"]}, gaps)


def site_path(name: str) -> str:
    """The site path of a page as queries.yaml names it."""
    kind, _, rest = name.rpartition(":")
    return _PLACES[kind].format(*rest.split("/")) if kind else f"library/{name}.html"


def holds(text: str, word: str) -> bool:
    """Whether a folded text has a word; a number must not go on at its ends."""
    before = r"(?<![0-9])(?<![0-9]\.)" if word[0].isdigit() else ""
    after = r"(?![0-9])(?!\.[0-9])" if word[-1].isdigit() else ""
    return re.search(before + re.escape(word) + after, text) is not None


def right_pages(row: dict[str, Any], asked: Asked) -> set[str]:
    """Everything that answers a query."""
    wanted = {site_path(name) for name in row.get("want", ())}
    if row.get("only"):
        return wanted
    words = [[fold(one) for one in word.split("|")] for word in row.get("any", row["q"]).split()]
    typed = fold(row["q"])
    wanted |= {path for path, own in asked.gap_words.items() if any(word in typed for word in own)}
    return wanted | {path for path, text in asked.texts.items() if all(any(holds(text, one) for one in word) for word in words)}


def score(row: dict[str, Any], asked: Asked) -> Score:
    first = asked.answers[row["q"]]["paths"][:FIRST]
    right = right_pages(row, asked)
    wanted = {site_path(name) for name in row.get("want", ())} or right
    found = [path for path in first if path in right]
    if not right:
        return Score(row["q"], float(not first), float(not first), [], first)
    return Score(
        row["q"], len(wanted & set(first)) / min(FIRST, len(wanted)), len(found) / len(first) if first else 0.0,
        sorted(wanted - set(first))[:6], [path for path in first if path not in right],
    )


def mean(scores: list[Score]) -> tuple[float, float]:
    return sum(one.recall for one in scores) / len(scores), sum(one.precision for one in scores) / len(scores)


def table(scores: dict[str, list[Score]]) -> Iterator[str]:
    everything = [one for own in scores.values() for one in own]
    for kind, own in (*scores.items(), ("all", everything)):
        recall, precision = mean(own)
        yield f"{kind:28} {len(own):4} queries  recall@10 {recall:.3f}  precision@10 {precision:.3f}"


def test_the_search_finds_what_it_should(asked: Asked, capsys: pytest.CaptureFixture[str]) -> None:
    scores: dict[str, list[Score]] = defaultdict(list)
    for kind, rows in QUERIES.items():
        scores[kind] = [score(row, asked) for row in rows]
    everything = [one for rows in scores.values() for one in rows]
    faults = [f"{one.query}: missed {one.missed} wrong {one.wrong}" for one in everything if one.recall < 1 or one.precision < 1]
    with capsys.disabled():
        print("", *table(scores), *faults, sep="\n  ")
    recall, precision = mean(everything)
    assert recall >= RECALL
    assert precision >= PRECISION


def test_every_page_that_a_query_wants_is_there(asked: Asked) -> None:
    wanted = {site_path(name) for rows in QUERIES.values() for row in rows for name in row.get("want", ())}
    assert sorted(wanted - asked.texts.keys()) == []


def test_there_are_enough_queries_and_none_twice_in_a_kind() -> None:
    assert sum(len(rows) for rows in QUERIES.values()) >= 110
    for rows in QUERIES.values():
        assert len({row["q"] for row in rows}) == len(rows)


def test_what_the_casebook_does_not_have_stands_on_top(asked: Asked) -> None:
    for query in ("停车", "加梯", "电动车上楼充电怎么管", "垃圾分类怎么推", "義工"):
        if query in asked.answers:
            answer = asked.answers[query]
            assert answer["gaps"], query
            assert answer["paths"][0].startswith("library/gaps.html#"), query


def test_a_wrong_order_would_be_seen(asked: Asked) -> None:
    """The measure can fail: the same answers from their end are bad ones."""
    backwards = Asked(asked.texts, {
        query: {**answer, "paths": answer["paths"][::-1]} for query, answer in asked.answers.items()
    }, asked.gap_words)
    recall, _ = mean([score(row, backwards) for rows in QUERIES.values() for row in rows if row.get("want")])
    assert recall < 0.6
