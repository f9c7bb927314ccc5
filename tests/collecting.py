"""Returned files for tests of `casebook collect`: JSON returns of the demo checklist, and what a state consists of."""
from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from assess.random_answers import random_return
from conftest import VALID

from generator.know.checklists import fingerprint
from generator.model.assessment import Checklist
from generator.model.returned import Answer, Return
from generator.read.folder import read_casebook
from generator.read.returned import read_return
from generator.read.returned_json import write_return
from generator.read.returned_known import Known, known_checklist
from generator.read.returned_reading import Reading

AT = "2026-11-22 16:30"


def demo() -> Checklist:
    """The checklist of the smallest whole casebook."""
    book, _ = read_casebook(VALID)
    assert book is not None
    return book.cases["demo"].checklists["demo-v1"]


def filled(seed: int, **changed: object) -> Return:
    """A filled demo checklist of its own community; it answers at least one item."""
    made = random_return(demo(), seed)
    answers = {name: answer for name, answer in made.answers.items() if answer.value != (0, 0)}
    made = replace(made, types=(), answers={**answers, "f1": answers.get("f1", Answer("answered", True))})
    return replace(made, **changed)  # type: ignore[arg-type]


def put(folder: Path, name: str, said: Return) -> Path:
    """Write a return into the folder."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(write_return(said, fingerprint(demo())), "utf-8")
    return path


def read_here(files: Iterable[tuple[str, bytes]], known: Known, _limits: object) -> Iterator[Reading]:
    """What the processes of the readers do, in this one."""
    return (read_return(name, content, known) for name, content in files)


KNOWN = {"demo": (known_checklist(demo(), fingerprint(demo()), ()),)}
"""The demo checklist for readers, without the rest of the casebook."""


def state(out: Path) -> Mapping[str, str]:
    """SHA-256 of everything that is state: the ledger and the originals."""
    found = [path for name in ("台账.json", "原件") for path in sorted((out / name).rglob("*") if (out / name).is_dir() else [out / name])]
    return {
        path.relative_to(out).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in found if path.is_file()
    }


def litter(out: Path) -> list[str]:
    """Temporary files that were left."""
    return [path.name for path in out.rglob("*") if path.name.startswith(".casebook-") and path.name.endswith(".tmp")]
