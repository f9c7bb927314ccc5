"""Many returns put together: the same outcomes, summaries and changes in Python and in TypeScript, whatever the order."""
from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from random import Random
from typing import Any

import pytest

from generator.assess.batch import Arrival, Key, sort_batch
from generator.assess.changes import changes, comparable
from generator.assess.score import Score
from generator.assess.summary import Summary, summaries
from generator.model.assessment import Checklist
from generator.model.returned import Return
from generator.render.checklist_script import render_checklist
from generator.view.checklist_sheet import ChecklistSheet
from generator.view.filled_form import checklist_of
from tests.assess.awkward import awkward_form
from tests.assess.random_answers import random_return
from tests.assess.test_agreement import without_nulls
from tests.web.test_units import bundled, run_node

_NODE = "const { results } = require(process.argv[1]); console.log(results(require('node:fs').readFileSync(process.argv[2], 'utf8')));"
PLACES = ("东湖", "西 湖", "西湖", "𠮷祥", "豈湖", "ＡＢ", "AB", "z", "中山", "U¨", "Ü")
"""Names that fold alike, and names whose order by halves of characters is not the order by characters."""


@dataclass(frozen=True)
class Asked:
    """One question: arrivals with choices, and returns at two times."""

    batch: Sequence[Arrival]
    chosen: Mapping[Key, str]
    returns: Sequence[Return]
    before: Sequence[Return]


def versions() -> list[ChecklistSheet]:
    """The awkward checklist, the newest first: the second version lacks two items and some practices."""
    old = awkward_form().sheet
    fewer = tuple(replace(item, practice=None if at % 3 else item.practice) for at, item in enumerate(old.items[2:]))
    return [replace(old, version=old.version + 1, items=fewer, fingerprint="0" * 64), old]


@pytest.fixture(scope="module")
def sheets() -> list[ChecklistSheet]:
    return versions()


@pytest.fixture(scope="module")
def known(sheets: list[ChecklistSheet]) -> dict[str, dict[int, Checklist]]:
    return {sheets[0].id: {sheet.version: with_practices(sheet) for sheet in sheets}}


def with_practices(sheet: ChecklistSheet) -> Checklist:
    """The checklist of a sheet with its practices, which decide no score."""
    checklist = checklist_of(sheet)
    refs = {item.id: item.practice.ref for item in sheet.items if item.practice}
    return checklist.model_copy(update={"items": tuple(item.model_copy(update={"practice": refs.get(item.id)}) for item in checklist.items)})


def question(known: Mapping[str, Mapping[int, Checklist]], seed: int) -> Asked:
    """Random returns of both versions and editions, some twice, some changed, some refused."""
    dice = Random(seed)
    forms = [one for versions in known.values() for one in versions.values()]

    def some(count: int, period: str) -> list[Return]:
        return [
            replace(
                random_return(dice.choice(forms), dice.randrange(1000), dice.choice(("full", "full", "quick"))),
                period=dice.choice((period, period, "2027")), street=("甲街道", "乙街道")[at % 2], community=f"{PLACES[at * 4 % len(PLACES)]}{at}",
                types=tuple(dice.sample(("old", "urban-village", "commercial"), dice.randrange(3))),
            )
            for at in range(count)
        ]

    returns, before = some(dice.choice((1, 2, 7, 110)), "2026年度"), some(12, "2025年度")
    arrivals: list[Arrival] = []
    for returned in [dice.choice(returns[:5]) for _ in range(14)]:
        changed = replace(returned, answers=dict(list(returned.answers.items())[1:])) if dice.random() < 0.4 else returned
        changed = replace(changed, community=f" {changed.community}", filled="2026-12-01") if dice.random() < 0.3 else changed
        arrivals.append(Arrival(f"{dice.randrange(10**6):064x}", f"{dice.choice(PLACES)}{dice.randrange(4)}.xlsx", changed))
    arrivals.insert(dice.randrange(14), Arrival("f" * 64, "坏.xlsx", None, "R-DAMAGED"))
    chosen = {one.returned.key: one.id for one in dice.sample(arrivals, 3) if one.returned}
    return Asked(arrivals, chosen, returns, before)


def from_python(asked: Asked, known: Mapping[str, Mapping[int, Checklist]]) -> dict[str, Any]:
    now, earlier = summaries(asked.returns, known), summaries(asked.before, known)
    old = [comparable(earlier, one) for one in now]
    return plain({
        "outcomes": [(one.outcome, one.other) for one in sort_batch(asked.batch, asked.chosen)],
        "summaries": [shown(one) for one in now],
        "changes": [asdict(changes(then, one)) if then else None for then, one in zip(old, now, strict=True)],
    })


def shown(summary: Summary) -> dict[str, Any]:
    rows = [
        {"code": row.code, "returned": row.returned.community, "own": scored(row.own), "reviewed": row.reviewed and scored(row.reviewed)}
        for row in summary.rows
    ]
    return {**asdict(replace(summary, rows=())), "rows": rows}


def scored(score: Score) -> dict[str, Any]:
    said = asdict(score)
    for row, one in zip(said["dimensions"], score.dimensions, strict=True):
        row["weak"] = one.weak
    return {**said, "complete": score.complete}


def plain(value: Any) -> Any:
    return json.loads(json.dumps(value))


def from_node(asked: Asked, sheets: Sequence[ChecklistSheet], script: Path, folder: Path) -> dict[str, Any]:
    text = render_checklist(sheets).decode()
    chosen = [(json.dumps(key, ensure_ascii=False, separators=(",", ":")), one) for key, one in asked.chosen.items()]
    told = {
        "checklists": {sheets[0].id: json.loads(text[text.index("= [") + 2:text.rindex(";")])}, "chosen": chosen,
        "batch": [{"id": one.id, "name": one.name, "returned": one.returned and asdict(one.returned)} for one in asked.batch],
        "returns": [asdict(one) for one in asked.returns], "before": [asdict(one) for one in asked.before],
    }
    file = folder / "asked.json"
    file.write_text(without_nulls(json.dumps(told)), "utf-8")
    said: dict[str, Any] = json.loads(run_node("-e", _NODE, "--", script, file))
    return said


def test_both_say_the_same(sheets: list[ChecklistSheet], known: dict[str, dict[int, Checklist]], tmp_path: Path) -> None:
    script = bundled(Path(__file__).parent / "collecting.ts", tmp_path)
    gaps = conflicts = changed = 0
    for seed in range(8):
        asked = question(known, seed)
        wanted, said = from_python(asked, known), from_node(asked, sheets, script, tmp_path)
        assert said["outcomes"] == wanted["outcomes"], seed
        assert said["summaries"] == wanted["summaries"], seed
        assert said["changes"] == wanted["changes"], seed
        gaps += sum(len(one["gaps"]) for one in wanted["summaries"])
        conflicts += sum(outcome == "conflict" for outcome, _ in wanted["outcomes"])
        changed += sum(len(one["communities"]) for one in wanted["changes"] if one)
    assert gaps
    assert conflicts
    assert changed


def test_the_order_of_arrival_changes_nothing(known: dict[str, dict[int, Checklist]]) -> None:
    for seed in range(30):
        asked = question(known, seed)
        found = {id(one.arrival): (one.outcome, one.other) for one in sort_batch(asked.batch, asked.chosen)}
        mixed = list(asked.batch)
        Random(seed).shuffle(mixed)
        again = sort_batch(mixed, asked.chosen)
        assert {id(one.arrival): (one.outcome, one.other) for one in again} == found
        assert len(found) == len(asked.batch)


def test_codes_of_a_hundred_communities_sort_as_text(known: dict[str, dict[int, Checklist]]) -> None:
    form = next(iter(next(iter(known.values())).values()))
    returns = [replace(random_return(form, seed), types=()) for seed in range(101)]
    (summary,) = summaries(returns, known)
    codes = [row.code for row in summary.rows]
    assert codes == sorted(codes) == [f"{number:03d}" for number in range(1, 102)]
