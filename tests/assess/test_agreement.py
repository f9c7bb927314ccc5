"""The score and its sentences are the same in Python, in TypeScript (Node and Chromium) and in the workbook (LibreOffice)."""
from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from conftest import REPO
from openpyxl.utils.cell import coordinate_to_tuple
from playwright.sync_api import Playwright

from generator.assess.explain import NO_REASON
from generator.assess.score import Score
from generator.checking import check_casebook
from generator.know.catalogue import Catalogue
from generator.model.returned import Answer, Return
from generator.render.checklist_script import render_checklist
from generator.render.checklist_xlsx import render_checklist_xlsx
from generator.view.filled_form import checklist_of, fill_form
from generator.view.paper import ChecklistForm
from generator.view.papers.checklist_form import checklist_forms
from tests.assess.awkward import awkward_form
from tests.assess.random_answers import random_return
from tests.tools.browser import FLAGS, find_browser
from tests.tools.office import recalculated
from tests.web.test_units import WEB, bundled, run_node

SETS, MANY = 100, 2_000
WRONG = 987_654
FILL, RESULT = "填表", "结果"
_NODE = "const { results } = require(process.argv[1]); console.log(results(require('node:fs').readFileSync(process.argv[2], 'utf8')));"
_BESIDE = re.compile(r"<(conditionalFormatting|dataValidations)\b.*?</\1>|<drawing [^>]*/>", re.S)
_VALUE = re.compile(r"(<c [^>]*?)(?: t=\"str\")?(>)(<f>.*?</f>)<v>.*?</v>", re.S)


@dataclass(frozen=True)
class Case:
    """One filled form."""

    form: ChecklistForm
    filled: Return


@pytest.fixture(scope="module")
def forms() -> list[ChecklistForm]:
    """The awkward checklist in both editions, then the real ones to hand in."""
    book, _ = check_casebook(REPO)
    assert book is not None
    real = [form for form in checklist_forms(Catalogue(book)) if form.use == "submit"]
    return [awkward_form(), awkward_form("quick"), *real]


def cases_of(forms: Sequence[ChecklistForm], count: int) -> list[Case]:
    """Random returns: most of the awkward checklist, which has all that is hard, every ninth of the real ones in turn; and all at the edges."""
    awkward, real = forms[:2], forms[2:] or forms[:1]
    edges = [case for form in awkward for case in edge_cases(form)]
    random = []
    for seed in range(count - len(edges)):
        form = awkward[seed % 4 == 3] if seed % 9 else real[seed // 9 % len(real)]
        random.append(Case(form, random_return(checklist_of(form.sheet), seed, form.edition)))
    return edges + random


def edge_cases(form: ChecklistForm) -> Iterator[Case]:
    """Nothing answered; nothing that applies; all with the level above; all 不知道; a blank reason; only reviewed."""
    sheet, items = form.sheet, form.sheet.of_edition(form.edition)

    def filled(answer: Callable[[Any], Answer | None]) -> Case:
        answers = {item.id: found for item in items if (found := answer(item)) is not None}
        return Case(form, Return(sheet.id, sheet.version, form.edition, "2026年度", "示例街道", "示例社区", answers=answers))

    yield filled(lambda item: None)
    yield filled(lambda item: Answer("na", reason=" \u3000") if item.na else None)
    yield filled(lambda item: Answer("na", reason="没有") if item.na else Answer("upstream") if item.upstream else None)
    yield filled(lambda item: Answer("unknown", review=0 if item.points else None))
    yield filled(lambda item: Answer("answered", True) if item.type in {"gate", "bonus", "yesno"} else None)


def results(case: Case) -> dict[str, Any]:
    """What Python says; scoring.ts gives the same shape."""
    made = fill_form(case.form, case.filled)
    return {
        "score": _plain(made.score), "reviewed": _plain(made.reviewed), "items": {name: row.said for name, row in made.rows.items()},
        "rate": made.rate, "level": made.level, "upstream": made.upstream, "bonus": made.bonus, "dimensions": dict(made.dimensions),
    }


def _plain(result: Score) -> dict[str, Any]:
    said: dict[str, Any] = json.loads(json.dumps(asdict(result)))
    for row, one in zip(said["dimensions"], result.dimensions, strict=True):
        row["weak"] = one.weak
    return {**said, "complete": result.complete}


def asked(cases: Sequence[Case]) -> str:
    """The question to scoring.ts."""
    scripts = {case.form.sheet.id: render_checklist([case.form.sheet]).decode() for case in cases}
    checklists = {name: json.loads(text[text.index("= [") + 2:text.rindex(";")])[0] for name, text in scripts.items()}
    return json.dumps({"checklists": checklists, "returns": [asdict(case.filled) for case in cases]}, ensure_ascii=False)


def without_nulls(text: str) -> str:
    """A return as the browser has it: what was not answered or reviewed is not there."""
    def clear(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: clear(part) for key, part in value.items() if part is not None}
        return [clear(part) for part in value] if isinstance(value, list) else value

    return json.dumps(clear(json.loads(text)), ensure_ascii=False)


def from_node(cases: Sequence[Case], folder: Path) -> list[dict[str, Any]]:
    """What the TypeScript says in the pinned Node."""
    question = folder / "asked.json"
    question.write_text(without_nulls(asked(cases)), "utf-8")
    said: list[dict[str, Any]] = json.loads(run_node("-e", _NODE, "--", bundled(Path(__file__).parent / "scoring.ts", folder), question))
    return said


def test_typescript_says_the_same_in_node(forms: list[ChecklistForm], tmp_path: Path) -> None:
    cases = cases_of(forms, SETS)
    for case, said in zip(cases, from_node(cases, tmp_path), strict=True):
        assert said == results(case), (case.form.path, case.filled)


def test_typescript_says_the_same_in_the_browser(forms: list[ChecklistForm], tmp_path: Path, driver: Playwright) -> None:
    cases = cases_of(forms, SETS)
    script = tmp_path / "scoring.js"
    run_node(
        "node_modules/esbuild/bin/esbuild", Path(__file__).parent / "scoring.ts", "--bundle", "--format=iife", "--global-name=scoring",
        "--target=chrome90", "--charset=utf8", "--log-level=warning", f"--outfile={script}", folder=WEB,
    )
    browser = driver.chromium.launch(executable_path=find_browser(), args=list(FLAGS))
    page = browser.new_page()
    page.add_script_tag(path=script)
    said = json.loads(page.evaluate("text => scoring.results(text)", without_nulls(asked(cases))))
    browser.close()
    assert said == [results(case) for case in cases]


# --- the workbook -----------------------------------------------------------------------------------------------------


def spoilt(workbook: bytes) -> bytes:
    """The same workbook with a wrong cached value in every cell that has a formula; without what takes LibreOffice time only."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as before, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            part = before.read(name)
            if name.startswith("xl/worksheets/sheet"):
                part = _VALUE.sub(rf"\1\2\3<v>{WRONG}</v>", _BESIDE.sub("", part.decode())).encode()
            after.writestr(name, part)
    return made.getvalue()


def names_of(form: ChecklistForm) -> dict[str, tuple[str, int, int]]:
    """Sheet, row and column (from 0) of every defined name of a form's workbook."""
    book = openpyxl.load_workbook(io.BytesIO(render_checklist_xlsx(form)))
    found = {}
    for name, defined in book.defined_names.items():
        if "!" in defined.value and not name.startswith("_xlnm"):
            sheet, cell = next(iter(defined.destinations))
            row, column = coordinate_to_tuple(cell.replace("$", ""))
            found[name] = (sheet, row - 1, column - 1)
    return found


class Recalculated:
    """The cells of one workbook after LibreOffice, by defined name."""

    def __init__(self, sheets: Mapping[str, list[list[str]]], names: Mapping[str, tuple[str, int, int]]) -> None:
        self.sheets, self.names = sheets, names

    def text(self, name: str, beside: int = 0) -> str:
        """The cell of a name, or the one so many columns to its right."""
        sheet, row, column = self.names[name]
        return self.sheets[sheet][row][column + beside]

    def number(self, name: str) -> int | None:
        """A whole number; None for an empty cell."""
        text = self.text(name)
        assert "." not in text, (name, text)
        return int(text) if text else None


def through_office(cases: Sequence[Case], folder: Path) -> Iterator[tuple[Case, Recalculated]]:
    """Every case as LibreOffice works its workbook out, all cached values spoilt before."""
    names = {case.form.path: names_of(case.form) for case in cases}
    files = {}
    for number, case in enumerate(cases):
        file = folder / f"return-{number}.xlsx"
        file.write_bytes(spoilt(render_checklist_xlsx(case.form, case.filled)))
        files[file] = case
    for file, sheets in recalculated(list(files), (FILL, RESULT), folder / "office").items():
        yield files[file], Recalculated(sheets, names[files[file].form.path])


def compare(case: Case, made: Recalculated) -> None:
    """Every number and every sentence of the workbook is Python's."""
    said = fill_form(case.form, case.filled)
    own = said.score
    where = (case.form.path, case.filled)
    for row in (*own.items, *own.bonus_items):
        assert made.number(f"got_{_name(row.item)}") == row.got, (row.item, where)
    for name, row in said.rows.items():
        told = "" if row.standing == "open" and row.said != NO_REASON else row.said
        assert made.text(f"ans_{_name(name)}", beside=2) == told, (name, where)
    shown = {row.dimension for row in own.items}
    for one in own.dimensions:
        if one.dimension in shown:
            assert made.number(f"rate_{_name(one.dimension)}") == one.rate, where
            assert made.text(f"said_{_name(one.dimension)}") == said.dimensions[one.dimension], where
            assert made.text(f"weak_{_name(one.dimension)}") == ("短板" if one.weak else ""), where
    assert (made.number("result_got"), made.number("result_points"), made.number("result_rate")) == (own.got, own.points, own.rate), where
    assert made.number("result_rate_with_upstream") == own.rate_with_upstream, where
    if own.bonus_items:  # an edition without such items has no row for them
        assert (made.number("result_bonus"), made.text("said_bonus")) == (own.bonus, said.bonus), where
    assert made.number("result_open") == len(own.open) + len(own.unknown) + len(own.open_gates), where
    assert made.text("result_level") == (own.level or "暂不给"), where
    assert (made.number("reviewed_got"), made.number("reviewed_rate")) == (said.reviewed.got, said.reviewed.rate), where
    assert made.text("reviewed_level") == (said.reviewed.level or "暂不给"), where
    told = tuple(made.text(f"said_{name}") for name in ("rate", "level", "upstream"))
    assert told == (said.rate, said.level, said.upstream), where


def _name(item: str) -> str:
    return item.replace("-", "_")


@pytest.mark.long
def test_typescript_says_the_same_of_two_thousand(forms: list[ChecklistForm], tmp_path: Path) -> None:
    assert from_node(cases := cases_of(forms, MANY), tmp_path) == [results(case) for case in cases]


def test_the_workbook_works_out_the_same(forms: list[ChecklistForm], tmp_path: Path) -> None:
    compared = 0
    for case, made in through_office(cases_of(forms, SETS), tmp_path):
        compare(case, made)
        compared += 1
    assert compared == SETS


def test_values_before_are_wrong_and_the_comparison_sees_it(forms: list[ChecklistForm]) -> None:
    case = cases_of(forms, 12)[-1]
    workbook = openpyxl.load_workbook(io.BytesIO(spoilt(render_checklist_xlsx(case.form, case.filled))), data_only=True)
    sheets = {name: [[_text(cell) for cell in row] for row in workbook[name].values] for name in (FILL, RESULT)}
    made = Recalculated(sheets, names_of(case.form))
    assert made.text("result_rate") == made.text("said_level") == str(WRONG)
    with pytest.raises(AssertionError):
        compare(case, made)


def test_values_written_are_the_right_ones(forms: list[ChecklistForm]) -> None:
    names: dict[str, dict[str, tuple[str, int, int]]] = {}
    for case in cases_of(forms, 14):
        if case.form.path not in names:
            names[case.form.path] = names_of(case.form)
        workbook = openpyxl.load_workbook(io.BytesIO(render_checklist_xlsx(case.form, case.filled)), data_only=True)
        sheets = {name: [[_text(cell) for cell in row] for row in workbook[name].values] for name in (FILL, RESULT)}
        compare(case, Recalculated(sheets, names[case.form.path]))


def _text(value: object) -> str:
    return "" if value is None else str(value)


@pytest.mark.long
def test_two_thousand_workbooks_work_out_the_same(forms: list[ChecklistForm], tmp_path: Path) -> None:
    cases = cases_of(forms, MANY)
    for start in range(0, len(cases), 200):  # one call holds every file it converts
        folder = tmp_path / str(start)
        folder.mkdir()
        for case, made in through_office(cases[start:start + 200], folder):
            compare(case, made)


def test_the_own_use_edition_says_the_same(forms: list[ChecklistForm]) -> None:
    for case in cases_of(forms, 12)[-3:]:
        own = replace(case.form, use="self")
        made = openpyxl.load_workbook(io.BytesIO(render_checklist_xlsx(own, case.filled)), data_only=True)
        sheet, row, column = names_of(own)["result_rate"]
        assert made[sheet].cell(row + 1, column + 1).value == fill_form(own, case.filled).score.rate
