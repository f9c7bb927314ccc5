"""The workbook form: what a filler may touch, what readers find it by, and what LibreOffice keeps when it saves it."""
from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest
from conftest import VALID
from openxml_audit import OpenXmlValidator

from generator.know.catalogue import Catalogue
from generator.know.checklists import fingerprint
from generator.read.folder import read_casebook
from generator.render.checklist_xlsx import render_checklist_xlsx
from generator.view.filled_form import checklist_of
from generator.view.paper import ChecklistForm
from generator.view.papers.checklist_form import checklist_forms
from tests.assess.awkward import awkward_form
from tests.assess.random_answers import random_return
from tests.tools.office import convert

FORMS = [awkward_form(edition, use) for edition in ("full", "quick") for use in ("self", "submit")]
IDENTITY = "awkward/3/full/" + "0" * 64


def opened(form: ChecklistForm) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(render_checklist_xlsx(form)))


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.path)
def test_is_a_sound_file_with_the_same_bytes_each_time(form: ChecklistForm, tmp_path: Path) -> None:
    filled = random_return(checklist_of(form.sheet), 1, form.edition)
    for content in (render_checklist_xlsx(form), render_checklist_xlsx(form, filled)):
        file = tmp_path / "form.xlsx"
        file.write_bytes(content)
        assert OpenXmlValidator().validate(file).errors == []
    assert render_checklist_xlsx(form, filled) == content


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.path)
def test_only_inputs_are_unlocked_and_every_sheet_is_protected(form: ChecklistForm) -> None:
    book = opened(form)
    for sheet in book:
        assert sheet.protection.sheet
        assert not sheet.protection.password
    page = book["填表"]
    open_cells = {cell.coordinate for row in page.iter_rows() for cell in row if not cell.protection.locked}
    inputs = set()
    for name, defined in book.defined_names.items():
        if name.split("_")[0] in {"ans", "tick", "total", "good", "why", "evidence", "review", "key"}:
            inputs.add(defined.value.split("!")[1].replace("$", ""))
    assert inputs <= open_cells
    keyed = [cell.value for cell in page["A"] if cell.value]
    assert len(keyed) == len(set(keyed))
    assert not any(cell.data_type == "f" for row in page.iter_rows() for cell in row if not cell.protection.locked)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.path)
def test_every_message_and_every_column_is_within_the_limits(form: ChecklistForm) -> None:
    for sheet in opened(form):
        assert sheet.max_column <= 40
        for rule in sheet.data_validations.dataValidation:
            assert len(rule.prompt or "") <= 255
            assert len(rule.error or "") <= 255
            assert rule.type != "list" or "字典" in rule.formula1
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    text = cell.value
                    assert len(text) < 8192
                    assert not any(word in text for word in ("INDIRECT", "XLOOKUP", "LET(", "FILTER", "_xlfn"))


def test_says_what_it_is_in_three_places() -> None:
    book = opened(FORMS[1])
    assert book.defined_names["casebook_template"].value == f'"{IDENTITY}"'
    assert {one.name: one.value for one in book.custom_doc_props.props} == dict(
        zip(("casebook_checklist", "casebook_version", "casebook_edition", "casebook_fingerprint"), IDENTITY.split("/"), strict=True)
    )
    meta = {row[0]: row[1] for row in book["_meta"].values}
    assert (meta["format"], meta["schema"], meta["use"], meta["fingerprint"]) == ("casebook-return", "1", "submit", "0" * 64)
    assert (book["_meta"].sheet_state, book["字典"].sheet_state) == ("veryHidden", "hidden")


@pytest.mark.parametrize("form", FORMS[:2], ids=lambda form: form.use)
def test_only_what_is_handed_in_has_review_telephone_and_seal(form: ChecklistForm) -> None:
    words = [str(cell) for row in opened(form)["填表"].values for cell in row if cell]
    for mark in ("联系电话", "复核得分", "（盖章）"):
        assert any(mark in text for text in words) is (form.use == "submit"), mark
    assert any("自愿填写，仅用于改进" in text and "六张自查表选做一张" in text for text in words)


def test_is_ready_to_print() -> None:
    page = opened(FORMS[0])["填表"]
    assert page.page_setup.orientation == "landscape"
    assert page.page_setup.fitToHeight == 0
    assert page.print_title_rows
    assert page.freeze_panes == "D3"


def test_the_sheet_decides_the_same_score_as_its_checklist() -> None:
    book, _ = read_casebook(VALID)
    assert book is not None
    for form in checklist_forms(Catalogue(book)):
        assert fingerprint(checklist_of(form.sheet)) == form.sheet.fingerprint
    sheet = FORMS[0].sheet
    with pytest.raises(ValueError, match="no return"):
        render_checklist_xlsx(FORMS[0], random_return(checklist_of(sheet), 1, "quick"))


def test_libreoffice_keeps_what_readers_need(tmp_path: Path) -> None:
    file = tmp_path / "form.xlsx"
    file.write_bytes(render_checklist_xlsx(FORMS[1]))
    before, after = opened(FORMS[1]), openpyxl.load_workbook(convert([file], "xlsx", tmp_path / "office")[file])
    assert [cell.value for cell in before["填表"]["A"] if cell.value] == [cell.value for cell in after["填表"]["A"] if cell.value]
    assert after.defined_names["casebook_template"].value == f'"{IDENTITY}"'
    assert set(before.defined_names) <= set(after.defined_names)
    assert {one.name for one in after.custom_doc_props.props} >= {one.name for one in before.custom_doc_props.props}
    assert after["填表"].protection.sheet
    rules = [sum(len(rule.sqref.ranges) for rule in book["填表"].data_validations.dataValidation) for book in (before, after)]
    assert rules[0] == rules[1]
