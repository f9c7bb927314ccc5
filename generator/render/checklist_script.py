"""Checklists for the browser: data/checklist-<id>.js holds every version, data/checklists.js says which there are."""
from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import fields, is_dataclass

from generator.render.data_script import script_json
from generator.view.checklist_sheet import ChecklistSheet, assess_path, checklist_path


def render_checklist(versions: Sequence[ChecklistSheet]) -> bytes:
    """Return data/checklist-<id>.js: the versions of one checklist, newest first; empty members are left out."""
    rows = ",\n".join(script_json(_json(sheet)) for sheet in versions)
    return f"(window.casebookChecklists = window.casebookChecklists || {{}})[{script_json(versions[0].id)}] = [\n{rows}\n];\n".encode()


def render_checklist_index(all_sheets: Iterable[Sequence[ChecklistSheet]]) -> bytes:
    """Return data/checklists.js: one row a checklist, by its newest version."""
    rows = [
        {
            "id": sheet.id, "title": sheet.title, "place": sheet.place, "minutes": sheet.minutes, "items": len(sheet.items),
            "quick": len(sheet.of_edition("quick")), "version": sheet.version, "versions": [one.version for one in versions],
            "form": assess_path(sheet.id), "page": checklist_path(sheet.home, sheet.id),
        }
        for versions in all_sheets for sheet in versions[:1]
    ]
    return ("window.casebookChecklistIndex = [\n" + ",\n".join(map(script_json, rows)) + "\n];\n").encode()


def _json(value: object) -> object:
    """Records as objects without their empty members (never without a 0 of theirs), tuples as lists."""
    if is_dataclass(value) and not isinstance(value, type):
        members = ((field.name, getattr(value, field.name)) for field in fields(value))
        return {name: _json(member) for name, member in members if member is not None and member != "" and member != () and member is not False}
    return [_json(part) for part in value] if isinstance(value, tuple) else value
