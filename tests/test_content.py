"""The real casebook: clean, whole, and shown whole on the site. Needs no source text."""
from __future__ import annotations

import json
import re
from pathlib import Path
from typing import get_args

import pytest
from conftest import REPO
from lxml import html

from generator.checking import check_casebook
from generator.fmt import format_yaml
from generator.know.catalogue import Catalogue
from generator.model.casebook import Casebook
from generator.model.practice import Size, Staff
from generator.report import as_text

YAML = sorted((REPO / "cases").rglob("*.yaml"))
PAGE_BYTES = 150_000  # the budget of a page

@pytest.fixture(scope="module")
def book() -> Casebook:
    found, problems = check_casebook(REPO)
    assert as_text(problems) == ""
    assert found is not None
    return found


def test_the_five_models_are_there(book: Casebook) -> None:
    assert {"dongguan", "ningyang", "futian", "yuhuatai", "longhua"} <= book.cases.keys()


@pytest.mark.parametrize("path", YAML, ids=lambda path: path.relative_to(REPO / "cases").as_posix())
def test_files_are_laid_out_as_fmt_does(path: Path) -> None:
    text = path.read_text("utf-8")
    assert format_yaml(text, path.name) == text, f"casebook fmt {path.relative_to(REPO)}"


@pytest.mark.parametrize("path", YAML, ids=lambda path: path.relative_to(REPO / "cases").as_posix())
def test_files_name_a_schema_that_exists(path: Path) -> None:
    head = path.read_text("utf-8").partition("\n")[0]
    found = re.fullmatch(r"# yaml-language-server: \$schema=(.+)", head)
    assert found
    assert (path.parent / found[1]).resolve().is_file()


def test_every_practice_can_be_acted_on(book: Casebook) -> None:
    for folder in book.cases.values():
        for practice in folder.practices.values():
            guidance = practice.guidance
            assert len(guidance.steps) >= 4, practice.id
            assert len(guidance.words) >= 2, practice.id
            assert len(guidance.drift) >= 3, practice.id
            assert len(guidance.indicators) >= 3, practice.id
            assert len(practice.record.not_said) >= 3, practice.id


def test_sizes_are_named_once_and_from_small_to_large(book: Casebook) -> None:
    order = get_args(Size)
    for folder in book.cases.values():
        for practice in folder.practices.values():
            sizes = practice.guidance.sizes
            assert sizes == tuple(size for size in order if size in sizes), practice.id


def test_hands_and_sizes_part_the_practices(book: Casebook) -> None:
    advice = [practice.guidance for folder in book.cases.values() for practice in folder.practices.values()]
    for staff in get_args(Staff):
        assert 0 < sum(row.staff == staff for row in advice) < len(advice), staff
    for size in get_args(Size):
        assert 0 < sum(size in row.sizes for row in advice) < len(advice), size


def test_no_two_practices_share_a_step_or_a_sentence_to_say(book: Casebook) -> None:
    seen: dict[str, str] = {}
    for folder in book.cases.values():
        for practice in folder.practices.values():
            for text in (*(step.do for step in practice.guidance.steps), *(say.text for say in practice.guidance.words)):
                here = f"{folder.id}/{practice.id}"
                assert seen.setdefault(text, here) == here, text


def test_every_metric_is_met_on_a_page(book: Casebook, real_site: Path) -> None:
    tree = html.fromstring((real_site / "library/metrics.html").read_bytes())
    shown = {str(row) for row in tree.xpath("//tr/@id")}
    wanted = {f"{folder.id}.{metric.id}" for folder in book.cases.values() for metric in folder.metrics.metrics}
    assert wanted <= shown


def test_every_practice_is_on_the_site_and_in_the_lists(book: Casebook, real_site: Path) -> None:
    listed = (real_site / "library/practices.html").read_text("utf-8")
    for folder in book.cases.values():
        home = (real_site / f"library/{folder.id}/index.html").read_text("utf-8")
        for practice_id in folder.practices:
            page = (real_site / f"library/{folder.id}/{practice_id}.html").read_text("utf-8")
            assert "编者建议" in page
            assert "来源记载" in page
            assert f'href="{folder.id}/{practice_id}.html"' in listed
            assert f'href="{practice_id}.html"' in home


def test_every_caution_stands_in_the_list_of_all(book: Casebook, real_site: Path) -> None:
    catalogue = Catalogue(book)
    pages = sorted(real_site.glob("library/notes*.html"))
    shown = "".join(html.fromstring(page.read_bytes()).text_content() for page in pages)
    squeezed = re.sub(r"[\s※]", "", shown)
    for folder in book.cases.values():
        for _, caution in catalogue.cautions_of_case(folder):
            plain = caution.text.split("[")[0]
            assert re.sub(r"\s", "", plain)[:20] in squeezed


def test_pages_keep_the_budget(real_site: Path) -> None:
    sizes = sorted((path.stat().st_size, path.name) for path in real_site.rglob("*.html"))
    assert sizes[-1][0] <= PAGE_BYTES, sizes[-1]
    assert sizes[len(sizes) // 2][0] <= 30_000


def test_data_is_for_others_to_build_on(book: Casebook, real_site: Path) -> None:
    data = json.loads((real_site / "data/casebook.json").read_text("utf-8"))
    assert [case["id"] for case in data["cases"]] == sorted(book.cases)
    for case in data["cases"]:
        assert [row["id"] for row in case["metrics"]] == sorted(book.cases[case["id"]].metric_by_id)
