"""The self-assessment forms of every version of every checklist: for own use, to hand in, and the quick one."""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from generator.know.catalogue import Catalogue
from generator.know.checklists import COMMON
from generator.view.checklist_sheet import ChecklistSheet, assess_path, sheets
from generator.view.paper import ChecklistForm

_EDITION = {"full": "", "quick": "（快填版）"}
_USE = {"self": "自用版", "submit": "报送版"}


def checklist_forms(catalogue: Catalogue) -> Iterator[ChecklistForm]:
    """Every form: each version whole, and where it has a quick edition that too, both for own use and to hand in."""
    shelf = tuple(sheets(catalogue))
    for versions in shelf:
        for sheet in versions:
            for edition in ("full", "quick") if sheet.has_quick else ("full",):
                for use in ("self", "submit"):
                    form = _form(sheet, edition, use)
                    yield replace(form, among=len(shelf), newest=sheet.version == versions[0].version)


def form_title(form: ChecklistForm) -> str:
    """How a list names the form: 社区治理自查表（快填版），报送版."""
    older = "" if form.newest else f"，第{form.sheet.version}版"
    return f"{form.title}，{_USE[form.use]}{older}"


def _form(sheet: ChecklistSheet, edition: str, use: str) -> ChecklistForm:
    tail = ("-quick" if edition == "quick" else "") + ("-submit" if use == "submit" else "")
    file = f"checklists/{sheet.id}-v{sheet.version}.yaml"
    return ChecklistForm(
        path=f"{sheet.home}/checklist-{sheet.id}-v{sheet.version}{tail}", kind="checklist",
        title=sheet.title + _EDITION[edition], name=f"自查表-{sheet.title}{_EDITION[edition]}-{_USE[use]}",
        sheet=sheet, edition="quick" if edition == "quick" else "full", use="submit" if use == "submit" else "self",
        web=assess_path(sheet.id), ref=f"{sheet.home}/{sheet.id}", reviewed=sheet.reviewed, version=str(sheet.version),
        source=f"cases/common/{file}" if sheet.home == COMMON else f"cases/{sheet.home}/{file}",
    )
