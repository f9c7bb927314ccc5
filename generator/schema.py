"""The model → schemas/*.schema.json, for editors (yaml-language-server) and for users of data/casebook.json."""
from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

from generator.model.described import descriptions
from generator.model.export import CasebookData
from generator.model.record import Record
from generator.model.teaching import Course
from generator.read.folder import COMMON, CORE, FOLDERS
from generator.write import write_file

KINDS: dict[str, type[Record]] = {
    **CORE,
    "practice": FOLDERS["practices"],
    "form": FOLDERS["forms"],
    "checklist": FOLDERS["checklists"],
    "teaching": FOLDERS["teaching"],
    "course": Course,
    **COMMON,
    "casebook": CasebookData,
}


def render_schemas() -> dict[str, bytes]:
    """Every schema by file name (`practice.schema.json`): JSON Schema 2020-12, UTF-8, indent 1."""
    files = {}
    for name, model in KINDS.items():
        schema = model.model_json_schema(by_alias=True)
        kinds = {kind.__name__: kind for kind in _kinds(model)}
        _describe(schema, model)
        for kind_name, definition in schema.get("$defs", {}).items():
            _describe(definition, kinds.get(kind_name))
        _without_titles(schema)
        schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
        files[f"{name}.schema.json"] = (json.dumps(schema, ensure_ascii=False, indent=1) + "\n").encode()
    return files


def _kinds(model: type[Record]) -> Iterator[type[Record]]:
    """The kind itself and every kind of record that its fields may hold."""
    yield model
    for info in model.model_fields.values():
        for part in _records_in(info.annotation):
            yield from _kinds(part) if part is not model else ()


def _records_in(annotation: Any) -> Iterator[type[Record]]:
    if isinstance(annotation, type) and issubclass(annotation, Record):
        yield annotation
    for part in get_args(annotation):
        yield from _records_in(part)


def _describe(definition: dict[str, Any], kind: type[Record] | None) -> None:
    """Set the Chinese docstrings as descriptions of the properties."""
    for key, text in (descriptions(kind) if kind else {}).items():
        definition["properties"][key]["description"] = text


def _without_titles(node: object) -> None:
    """Drop the English titles that pydantic makes of field names: editors would show them to Chinese readers."""
    if isinstance(node, dict):
        if isinstance(node.get("title"), str):
            del node["title"]
        for value in node.values():
            _without_titles(value)
    elif isinstance(node, list):
        for value in node:
            _without_titles(value)


def read_schemas(root: Path) -> dict[str, bytes]:
    """The schemas kept in schemas/ below `root`, by file name; made anew (1.5 s) where the folder has none."""
    kept = {path.name: path.read_bytes() for path in sorted((root / "schemas").glob("*.schema.json")) if path.is_file()}
    return kept or render_schemas()


def write_schemas(root: Path) -> list[str]:
    """Write schemas/ below `root`; returns the names of files that changed."""
    folder = root / "schemas"
    return [name for name, content in render_schemas().items() if write_file(folder / name, content, root=root)]
