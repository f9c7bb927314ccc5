"""The table of themes by models."""
from __future__ import annotations

import pytest
from conftest import REPO

from generator.know.catalogue import Catalogue
from generator.model.common import Silence
from generator.read.folder import read_casebook
from generator.render.page import render_page
from generator.view.matrix_page import MOST, compare_path, first_carriers, matrix_page
from generator.view.shapes import Link, Rich, Table

PAGE_BYTES = 150_000


@pytest.fixture(scope="module")
def real() -> Catalogue:
    book, _ = read_casebook(REPO)
    assert book is not None
    return Catalogue(book)


def table(catalogue: Catalogue) -> Table:
    block = matrix_page(catalogue).sections[0].blocks[0]
    assert isinstance(block, Table)
    return block


def words(text: Rich) -> str:
    return "".join(run.text for run in text)


def test_a_row_a_theme_a_column_a_case(real: Catalogue) -> None:
    made = table(real)
    assert len(made.rows) == len(real.book.common.themes.themes)
    assert {len(row) for row in made.rows} == {len(real.book.cases) + 1}
    for row in made.rows:
        assert [words(cell[:1]) for cell in row[1:]] == [folder.case.name for folder in real.book.cases.values()]


def test_every_carrier_stands_in_the_cell_of_its_case(real: Catalogue) -> None:
    made = table(real)
    for theme, row in zip(real.book.common.themes.themes, made.rows, strict=True):
        for case_id, cell in zip(real.book.cases, row[1:], strict=True):
            there = [run.target for run in cell[1:] if isinstance(run, Link)]
            assert there == [f"library/{one.practice}.html" for one in theme.carriers if one.practice.split("/")[0] == case_id]


def test_silence_is_told_and_nothing_is_a_dash(real: Catalogue) -> None:
    made = table(real)
    seen = set()
    for theme, row in zip(real.book.common.themes.themes, made.rows, strict=True):
        silent = {silence.case for silence in theme.silent}
        carried = {carrier.practice.split("/")[0] for carrier in theme.carriers}
        for case_id, cell in zip(real.book.cases, row[1:], strict=True):
            said = words(cell[1:])
            assert ("没有谈到：" in said) == (case_id in silent)
            assert (said == "—") == (case_id not in silent | carried)
            seen.add(case_id in silent)
    assert seen == {True, False}


def test_a_theme_leads_to_its_comparison(real: Catalogue) -> None:
    for theme in real.book.common.themes.themes:
        refs = first_carriers(real, theme)
        assert len({ref.split("/")[0] for ref in refs}) == len(refs) <= MOST
        assert set(refs) <= {carrier.practice for carrier in theme.carriers}
    assert compare_path(("a/b-c", "d/e")) == "compare.html?ids=a%2Fb-c%2Cd%2Fe"


def test_a_theme_of_one_case_has_nothing_to_compare(real: Catalogue) -> None:
    theme = real.book.common.themes.themes[0]
    one = theme.model_copy(update={"carriers": theme.carriers[:1], "silent": (Silence(case="longhua", text="没有。"),)})
    common = real.book.common
    changed = common.model_copy(update={"themes": common.themes.model_copy(update={"themes": (one,)})})
    book = type(real.book)(**{**{name: getattr(real.book, name) for name in real.book.__dataclass_fields__}, "common": changed})
    row = table(Catalogue(book)).rows[0]
    assert words(row[0]) == theme.name


def test_the_page_is_light(real: Catalogue) -> None:
    assert len(render_page(matrix_page(real))) < PAGE_BYTES
