"""The workbooks that we hand out, filled in, come back with the answers that were written into them; and so do JSON files."""
from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from conftest import REPO, VALID

from generator.assess.score import score
from generator.know.catalogue import Catalogue
from generator.know.checklists import checklists
from generator.know.known_checklists import known_checklists
from generator.model.returned import PlanLine, Return
from generator.read.folder import read_casebook
from generator.read.returned import read_return
from generator.read.returned_json import write_return
from generator.render.checklist_xlsx import render_checklist_xlsx
from generator.view.papers.checklist_form import checklist_forms
from tests.assess.random_answers import random_return
from tests.returns.both import as_told, read_in_node, read_in_python

SEEDS = {VALID: 2, REPO: 1}
"""Workbooks for each form: one takes a third of a second."""


def answered(filled: Return) -> Return:
    """A return with its plan, and without what a form cannot hold: an empty reason is no reason."""
    first = next(iter(filled.answers))
    return replace(filled, plan=(PlanLine(first, "先写下来", "书记", "2027-03", "推进中"),), filler="王")


@pytest.mark.parametrize("root", [VALID, REPO], ids=["valid", "real"])
def test_what_was_filled_in_comes_back(root: Path, tmp_path: Path) -> None:
    catalogue = Catalogue(read_casebook(root)[0])
    known = known_checklists(catalogue)
    by_id = {(row.checklist.id, row.checklist.version): row.checklist for rows in checklists(catalogue.book).values() for row in rows}
    files = []
    for number, form in enumerate(checklist_forms(catalogue)):
        checklist = by_id[form.sheet.id, form.sheet.version]
        for seed in range(number, number + SEEDS[root]):
            filled = answered(random_return(checklist, seed, form.edition))
            if form.use == "self":  # which has no columns of a reviewer
                filled = replace(filled, answers={name: replace(answer, review=None) for name, answer in filled.answers.items()})
            content = render_checklist_xlsx(form, filled)
            reading = read_return("a.xlsx", content, known)
            assert reading.code == "", (form.path, seed, reading)
            assert reading.returned
            assert {note.code for note in reading.notes} <= {"N-REASON"}, (form.path, seed, reading.notes)
            assert reading.returned == filled, (form.path, seed)
            for reviewed in (False, True):
                assert score(checklist, form.edition, reading.returned.answers, reviewed) == score(checklist, form.edition, filled.answers, reviewed)
            files += [("a.xlsx", content), ("a.json", write_return(filled, form.sheet.fingerprint).encode())]
            assert read_return(*files[-1], known).returned == filled
        if not number:
            assert read_return("a.xlsx", render_checklist_xlsx(form), known).code == "R-BLANK"
    assert len(files) >= 4 * SEEDS[root]
    in_node, _ = read_in_node(files, known, tmp_path)
    assert [as_told(said) for said in in_node] == read_in_python(files, known)
    assert sorted(said.seconds for said in in_node)[len(in_node) // 2] < 0.2
