"""A self-assessment form as plain JSON for the typst template."""
from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict

from generator.render.typst_json import Json
from generator.view.checklist_print import printed
from generator.view.paper import ChecklistForm


def checklist_json(form: ChecklistForm, address: str, qr: Callable[[str], str]) -> Json:
    """What the template draws. `address` is the site's (https://…/ or empty), `qr` makes the SVG of an address."""
    content = asdict(printed(form))
    return {
        "layout": "checklist", "title": form.title, "keywords": (form.sheet.title, "自查表"),
        "form": content, "qr": qr(address + form.web) if address and form.web else "",
    }
