"""What the page 找做法 knows, for the browser: data/practices.js."""
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields, is_dataclass
from typing import cast

from generator.render.data_script import rich_json, script_json
from generator.view.practice_rows import FinderData
from generator.view.shapes import Rich

_RUNS = {"line", "reason", "text"}


def render_finder(data: FinderData) -> bytes:
    """Return data/practices.js: one line a practice, model and gap, so that a change shows as a line.

    Empty texts and lists are left out.
    """
    parts = {
        "cases": script_json(_json(data.cases)),
        "terms": _lines((f"{script_json(name)}:{script_json(_json(rows))}" for name, rows in data.terms.items()), "{}"),
        "synonyms": script_json(_json(data.synonyms)),
        "models": _lines((script_json(_json(row)) for row in data.models), "[]"),
        "gaps": _lines((script_json(_json(row)) for row in data.gaps), "[]"),
        "practices": _lines((script_json(_json(row)) for row in data.practices), "[]"),
    }
    body = ",\n".join(f'"{name}":{text}' for name, text in parts.items())
    return f"window.casebookFinder = {{\n{body}\n}};\n".encode()


def _lines(rows: Iterable[str], marks: str) -> str:
    return marks[0] + "\n" + ",\n".join(rows) + "\n" + marks[1]


def _json(value: object) -> object:
    """Records as objects without their empty members, tuples as lists."""
    if is_dataclass(value) and not isinstance(value, type):
        members = ((field.name, getattr(value, field.name)) for field in fields(value))
        return {
            name: rich_json(cast("Rich", member)) if name in _RUNS else _json(member)
            for name, member in members
            if member not in ("", (), False)
        }
    return [_json(part) for part in value] if isinstance(value, tuple) else value
