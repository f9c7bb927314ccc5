"""Reads files with both readers, Python's and the browser's, and says what each says."""
from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.read.returned import read_return
from generator.read.returned_json import write_return
from generator.read.returned_known import Known
from generator.read.returned_reading import Reading
from tests.returns.forms import known_json
from tests.web.test_units import bundled, run_node

SCRIPT = Path(__file__).with_name("read_all.ts")


@dataclass(frozen=True)
class Said:
    """What the browser's reader says of one file."""

    code: str
    where: str
    detail: str
    notes: tuple[tuple[str, str, str], ...]
    text: str | None
    clean: bool  # Object.prototype is as it was, answers have none
    seconds: float


def told(reading: Reading, known: Known) -> tuple[Any, ...]:
    """A Reading of Python as both are compared: code, place, detail, notes, and the return as JSON."""
    text = reading.returned and write_return(reading.returned, known[reading.returned.checklist][0].fingerprint)
    return reading.code, reading.where, reading.detail, tuple((note.code, note.where, note.detail) for note in reading.notes), text


def read_in_python(files: Sequence[tuple[str, bytes]], known: Known) -> list[tuple[Any, ...]]:
    """What Python says."""
    return [told(read_return(name, content, known), known) for name, content in files]


def read_in_node(files: Sequence[tuple[str, bytes]], known: Known, folder: Path) -> tuple[list[Said], int]:
    """What the bundled TypeScript says in the pinned Node, and how many KiB it took at most."""
    (folder / "files").mkdir(parents=True)
    for number, (_, content) in enumerate(files):
        (folder / "files" / f"{number:05}").write_bytes(content)
    (folder / "known.json").write_text(json.dumps(known_json(known)), "utf-8")
    (folder / "names.json").write_text(json.dumps([name for name, _ in files]), "utf-8")
    answer = json.loads(run_node(bundled(SCRIPT, folder), folder))
    said = [
        Said(
            row["code"], row["where"], row["detail"], tuple((note["code"], note["where"], note["detail"]) for note in row["notes"]),
            row["text"], row["clean"], row["seconds"],
        )
        for row in answer["out"]
    ]
    return said, answer["memory"]


def as_told(said: Said) -> tuple[Any, ...]:
    """The browser's verdict in the shape of Python's."""
    return said.code, said.where, said.detail, said.notes, said.text
