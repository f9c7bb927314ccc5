"""The practices for the browser: data/practices.js, what the pages 找做法 and 比一比 choose from."""
from __future__ import annotations

from dataclasses import fields, is_dataclass
from typing import cast

from generator.render.data_script import script_json
from generator.view.practice_rows import FinderData
from generator.view.shapes import Computed, Figure, Rich

_RUNS = {"line", "reason", "text"}


def render_finder(data: FinderData) -> bytes:
    """Return data/practices.js: one line a practice, model and gap, so that a change shows as a line.

    A text with figures is a list of words and of figures, {"t": words, "m": "case/id", "n": 1 with a caution}; a
    computed one is {"t": words, "f": its arithmetic}. Empty texts and lists are left out of practices.
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


def _lines(rows: object, marks: str) -> str:
    return marks[0] + "\n" + ",\n".join(cast("list[str]", rows)) + "\n" + marks[1]


def _json(value: object) -> object:
    """Records as objects without their empty members, tuples as lists."""
    if is_dataclass(value) and not isinstance(value, type):
        members = ((field.name, getattr(value, field.name)) for field in fields(value))
        return {
            name: _runs(cast("Rich", member)) if name in _RUNS else _json(member)
            for name, member in members
            if member not in ("", (), False)
        }
    return [_json(part) for part in value] if isinstance(value, tuple) else value


def _runs(text: Rich) -> object:
    parts: list[object] = []
    for run in text:
        match run:
            case Figure():
                parts.append({"t": run.text, "m": run.metric, **({"n": 1} if run.cautioned else {})})
            case Computed():
                parts.append({"t": run.text, "f": run.formula})
            case _:
                parts.append(run.text)
    return parts[0] if len(parts) == 1 and isinstance(parts[0], str) else parts
