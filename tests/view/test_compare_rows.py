"""What practices and cases say in the same rows."""
from __future__ import annotations

from pathlib import Path

import pytest
from conftest import REPO

from generator.know.catalogue import Catalogue
from generator.read.folder import read_casebook
from generator.view.compare_rows import CASE_ROWS, PRACTICE_ROWS, case_sheet, compare_index
from generator.view.compare_shapes import CaseSheet, Cell, Row
from generator.view.shapes import Computed, Figure, Rich


@pytest.fixture
def demo(project: Path) -> Catalogue:
    book, problems = read_casebook(project)
    assert not problems
    assert book is not None
    return Catalogue(book)


@pytest.fixture(scope="module")
def real() -> Catalogue:
    book, _ = read_casebook(REPO)
    assert book is not None
    return Catalogue(book)


def sheet(catalogue: Catalogue) -> CaseSheet:
    return case_sheet(catalogue, catalogue.book.cases["demo"])


def words(text: Rich) -> str:
    return "".join(run.text for run in text)


def test_source_and_advice_never_share_a_row(demo: Catalogue) -> None:
    made = sheet(demo)
    practice = {entry.ref: entry for entry in made.practices}["demo/yishi"]
    voice = {row.id: row.voice for row in PRACTICE_ROWS}
    told = {voice[name] for name, cell in practice.cells.items() if any(line.where.startswith("原文") for line in cell.lines)}
    assert told == {"record"}
    assert voice["steps"] == voice["authority"] == voice["cost"] == voice["people"] == "advice"
    assert voice["procedure"] == voice["done"] == voice["figures"] == "record"
    assert {row.id: row.voice for row in CASE_ROWS}["limits"] == "advice"


def test_every_entry_keeps_to_the_rows(real: Catalogue) -> None:
    for folder in real.book.cases.values():
        made = case_sheet(real, folder)
        assert set(made.case.cells) == {row.id for row in CASE_ROWS}
        for entry in made.practices:
            assert set(entry.cells) == {row.id for row in PRACTICE_ROWS}
            closed = {row.id for row in PRACTICE_ROWS if row.closed}
            assert all(entry.cells[name].values or entry.cells[name].lines for name in closed), entry.ref


def test_closed_rows_hold_their_values_and_others_none(real: Catalogue) -> None:
    def check(rows: tuple[Row, ...], cells: dict[str, Cell]) -> None:
        assert not [row.id for row in rows if not row.closed and cells[row.id].values]

    for folder in real.book.cases.values():
        made = case_sheet(real, folder)
        check(CASE_ROWS, dict(made.case.cells))
        for entry in made.practices:
            check(PRACTICE_ROWS, dict(entry.cells))


def test_a_figure_says_what_it_counts_of_which_place_and_time_and_where(demo: Catalogue) -> None:
    practice = {entry.ref: entry for entry in sheet(demo).practices}["demo/yishi"]
    line = practice.cells["figures"].lines[1]
    assert Figure("260件", "demo/agreed", cautioned=True) in line.text
    assert "范围：" in words(line.text)
    assert "截至：" in words(line.text)
    assert line.where.startswith("原文")


def test_status_and_place_of_a_statement_stay_with_it(demo: Catalogue) -> None:
    practice = {entry.ref: entry for entry in sheet(demo).practices}["demo/yishi"]
    line = practice.cells["outcomes"].lines[0]
    assert line.status == "成效自述"
    assert line.where == "原文二第3段"
    assert any(isinstance(run, Computed) for run in line.text)


def test_the_steps_are_in_order_with_who_and_how_long(demo: Catalogue) -> None:
    practice = {entry.ref: entry for entry in sheet(demo).practices}["demo/yishi"]
    steps = practice.cells["steps"]
    assert steps.ordered
    assert [words(line.text) for line in steps.lines] == ["定日子。", "开会，不超过90分钟。", "贴结果。"]
    assert steps.lines[1].where == "谁做：召集人；留下：纪要；每月"
    assert practice.cells["cost"].values == ("基本不另花钱",)
    assert practice.cells["staff"].values == ("三五个人分工做",)


def test_differences_name_the_whole_ref(demo: Catalogue) -> None:
    practice = {entry.ref: entry for entry in sheet(demo).practices}["demo/yishi"]
    assert [(ref, words(text)) for ref, text in practice.differs] == [("demo/gongkai", "议事在前，公开在后。")]


def test_a_condition_that_the_source_does_not_name_says_so(demo: Catalogue) -> None:
    rows = {row.id: row for row in CASE_ROWS}
    assert sheet(demo).case.cells["condition-money"] == Cell()
    assert rows["condition-money"].silent == "原文没有说"


def test_figures_that_may_stand_together_belong_to_their_case(real: Catalogue) -> None:
    rows = {row.id: row for row in real.book.common.comparisons.comparisons}
    counted = 0
    for folder in real.book.cases.values():
        for name, lines in case_sheet(real, folder).figures.items():
            own = [one for one in rows[name].figures if one.figure.split("/")[0] == folder.id]
            assert len(lines) == len(own) > 0
            counted += len(lines)
    assert counted == sum(len(row.figures) for row in rows.values())


def test_everything_can_be_chosen(real: Catalogue) -> None:
    index = compare_index(real)
    offered = {choice.ref for choice in index.practices}
    assert offered == {f"{folder.id}/{name}" for folder in real.book.cases.values() for name in folder.practices}
    assert [choice.ref for choice in index.cases] == list(real.book.cases)
    assert all(ref in offered for theme in index.themes for ref in theme.refs)
