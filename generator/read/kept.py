"""Records that an earlier run read without fault, known by the bytes of their file: they need no second parse.

They are kept as the JSON of the model and pass through the model again, so that what is kept wrong is not believed.
"""
from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from generator.model.record import File

T = TypeVar("T", bound=File)
_PROGRAM = Path(__file__).resolve().parents[1]


class Kept:
    """What was kept (`rows`: JSON by key), and in `now` what is to be kept of this run."""

    def __init__(self, rows: Mapping[str, str] | None = None) -> None:
        self._rows = rows or {}
        self.now: dict[str, str] = {}

    @property
    def is_changed(self) -> bool:
        """Whether this run holds other records than the last."""
        return self.now.keys() != self._rows.keys()

    def find(self, model: type[T], raw: bytes) -> T | None:
        """The record of a file with these bytes, when it was kept and the model still accepts it."""
        key = _key(model, raw)
        row = self._rows.get(key)
        if row is None:
            return None
        try:
            record = model.model_validate_json(row)
        except ValidationError:
            return None
        self.now[key] = row
        return record

    def keep(self, raw: bytes, record: File) -> None:
        """Keep the record that was read from these bytes."""
        self.now[_key(type(record), raw)] = record.model_dump_json(by_alias=True, exclude_defaults=True)


def _key(model: type[File], raw: bytes) -> str:
    return f"{model.__name__} {hashlib.sha256(raw).hexdigest()}"


def read_kept(path: Path) -> Kept:
    """What an earlier run of the same program left at `path`; nothing when it is missing, damaged or of another program."""
    try:
        left = json.loads(path.read_text(encoding="utf-8"))
        rows = left["rows"] if left["program"] == _program() else {}
        return Kept({str(key): str(row) for key, row in rows.items()})
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return Kept()


def kept_bytes(kept: Kept) -> bytes:
    """The file for the next run's `read_kept`."""
    return json.dumps({"program": _program(), "rows": kept.now}, ensure_ascii=False).encode()


def _program() -> str:
    """A hash of the sources that decide what a record is."""
    digest = hashlib.sha256()
    for folder in ("model", "read"):
        for path in sorted((_PROGRAM / folder).glob("*.py")):
            digest.update(path.read_bytes())
    return digest.hexdigest()
