"""What the page 比一比 compares, for the browser: data/comparing.js and data/compare-<case>.js.

The index is not called compare-index.js, since a case may be called index.
"""
from __future__ import annotations

from generator.render.data_script import rich_json, script_json
from generator.view.compare_shapes import CaseSheet, Cell, Choice, CompareIndex, Entry, Line, Row

Json = dict[str, object]


def render_compare_index(index: CompareIndex) -> bytes:
    """Return data/comparing.js: the rows, what can be chosen, themes, figures that may stand together."""
    told: Json = {
        "rows": {"practice": [_row(row) for row in index.practice_rows], "case": [_row(row) for row in index.case_rows]},
        "practices": [_choice(choice) for choice in index.practices],
        "cases": [_choice(choice) for choice in index.cases],
        "themes": [{"id": theme.id, "name": theme.name, "refs": list(theme.refs)} for theme in index.themes],
        "together": [
            {
                "id": row.id, "name": row.name, "question": row.question, "comparable": row.comparable,
                "caution": rich_json(row.caution),
            }
            for row in index.together
        ],
    }
    lines = [f"{script_json(key)}:{script_json(value)}" for key, value in told.items()]
    return ("window.casebookComparing = {\n" + ",\n".join(lines) + "\n};\n").encode()


def render_compare(case_id: str, sheet: CaseSheet) -> bytes:
    """Return data/compare-<case>.js: the columns of a case and its practices, one line each."""
    entries = [f"{script_json(entry.ref)}:{script_json(_entry(entry))}" for entry in (sheet.case, *sheet.practices)]
    together = {name: [_line(line) for line in lines] for name, lines in sheet.figures.items()}
    body = '{"entries":{\n' + ",\n".join(entries) + '\n},\n"figures":' + script_json(together) + "}"
    return f"(window.casebookCompare ??= {{}})[{script_json(case_id)}] = {body};\n".encode()


def _row(row: Row) -> Json:
    return _filled({"id": row.id, "label": row.label, "voice": row.voice, "closed": row.closed, "silent": row.silent})


def _choice(choice: Choice) -> Json:
    return _filled(
        {"ref": choice.ref, "name": choice.name, "case": choice.case, "line": choice.line, "words": choice.words}
    )


def _entry(entry: Entry) -> Json:
    return {
        "ref": entry.ref, "name": entry.name, "case": entry.case, "path": entry.path, "source": entry.source,
        "reviewed": entry.reviewed,
        "cells": {row: _cell(cell) for row, cell in entry.cells.items() if cell.lines or cell.values},
        "differs": [[ref, rich_json(text)] for ref, text in entry.differs],
    }


def _cell(cell: Cell) -> Json:
    return _filled(
        {"values": list(cell.values), "lines": [_line(line) for line in cell.lines], "ordered": cell.ordered}
    )


def _line(line: Line) -> Json:
    return _filled({"text": rich_json(line.text), "label": line.label, "status": line.status, "where": line.where})


def _filled(value: Json) -> Json:
    return {key: part for key, part in value.items() if part}
