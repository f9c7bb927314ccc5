"""The tables for spreadsheets: every record a row, with everything that a figure must not be quoted without."""
from __future__ import annotations

from conftest import VALID

from generator.know.catalogue import Catalogue
from generator.read.folder import read_casebook
from generator.view.open_data import FILES, METRICS_FILE
from generator.view.tables_data import DataTable, tables
from tests import sample_casebook as small


def made(catalogue: Catalogue) -> dict[str, DataTable]:
    return {table.file.path: table for table in tables(catalogue)}


def valid() -> Catalogue:
    book, problems = read_casebook(VALID.parent / "valid")
    assert book is not None
    assert not problems
    return Catalogue(book, "1", "2026-01-05")


def rows_of(catalogue: Catalogue, path: str = METRICS_FILE.path) -> dict[object, dict[str, object]]:
    table = made(catalogue)[path]
    assert all(len(row) == len(table.head) for row in table.rows)
    return {row[0]: dict(zip(table.head, row, strict=True)) for row in table.rows}


def test_a_figure_stands_with_its_words_value_place_and_cautions() -> None:
    rows = rows_of(valid())
    estates = rows["demo/estates"]
    wanted = {
        "原文写作": "120多个", "数值（小）": 120, "数值（大）": 120, "单位": "个", "限定": "多于", "类别": "数量", "范围": "甲镇",
        "范围层级": "镇街", "截至": "原文未说明", "网页": "library/metrics.html#demo.estates",
    }
    assert {name: estates[name] for name in wanted} == wanted
    assert rows["demo/old-estates"]["限定"] == "确数"
    assert str(rows["demo/agreed"]["引用提示"]).startswith("口径未说明：原文没有说一件事怎样算。引用时建议")
    claim = rows["demo/all-councils"]
    assert (claim["数值（小）"], claim["数值（大）"], claim["数值（文字）"]) == ("", "", "均")


def test_a_range_has_two_ends_and_a_computed_figure_its_formula() -> None:
    folder = small.folder(
        small.metric("one", "数十个", [20, 99], "个"), small.metric("two", "4个", 4, "个"),
        derived=[{"id": "twice", "what": "两倍", "formula": "two * 2", "unit": "个", "note": "口径相同。"}],
    )
    rows = rows_of(Catalogue(small.book(folder)))
    assert (rows["demo/one"]["数值（小）"], rows["demo/one"]["数值（大）"]) == (20, 99)
    twice = rows["demo/twice"]
    assert (twice["原文写作"], twice["数值（小）"], twice["限定"]) == ("原文没有写", 8, "推算")
    assert str(twice["推算的算式"]).startswith("two * 2，即 4")


def test_every_record_is_a_row() -> None:
    catalogue = valid()
    folder = catalogue.book.cases["demo"]
    assert set(rows_of(catalogue)) == {f"demo/{name}" for name in (*folder.metric_by_id, *folder.derived_by_id)}
    assert set(rows_of(catalogue, "data/practices.csv")) == {f"demo/{name}" for name in folder.practices}
    assert set(rows_of(catalogue, "data/glossary.csv")) == {term.id for term in catalogue.book.common.glossary.terms}


def test_what_the_editors_say_is_labelled_in_the_heading() -> None:
    row = rows_of(valid(), "data/practices.csv")["demo/yishi"]
    advice = {"谁能定", "花费", "见效", "社区类型", "议题", "环节", "手段", "牵头", "支持", "参与", "监督"}
    assert advice <= {name.split("（编者")[0] for name in row if "（编者" in name}
    assert not advice & set(row)


def test_every_table_is_offered() -> None:
    assert set(made(valid())) < {file.path for file in FILES}
