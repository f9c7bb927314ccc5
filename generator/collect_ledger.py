"""The ledger of returned files: which came in which batch, what was read from them, what a person chose. Pure.

It is JSON, one file a line, so that two ledgers can be compared by eye.
"""
from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from generator.assess.batch import Arrival, Key, Sorted, sort_batch
from generator.model.problem import CasebookError
from generator.model.returned import Return
from generator.read.returned_json import read_return_text, write_return
from generator.read.returned_known import Known
from generator.read.returned_reading import Note

FORMAT, SCHEMA = "casebook-collection", 1
CHOICE_LENGTH = 8
"""Characters of a SHA-256 that name a file at least."""


@dataclass(frozen=True, slots=True)
class Batch:
    """One run that changed something: when (a text), what it did."""

    number: int
    at: str
    did: str  # 收件, 选定
    files: int


@dataclass(frozen=True, slots=True)
class Row:
    """One file. `returned` is there when it was read; `code`, `where` and `detail` say why it was not."""

    name: str  # relative to the folder it came in, POSIX
    sha256: str
    size: int
    batch: int
    stored: bool  # a file that is too large is listed, not kept
    code: str = ""
    where: str = ""
    detail: str = ""
    notes: tuple[Note, ...] = ()
    returned: Return | None = None
    fingerprint: str = ""  # of the form that it answers


@dataclass(frozen=True, slots=True)
class Ledger:
    """Everything that came, in order, and the choices for conflicts."""

    batches: tuple[Batch, ...]
    files: tuple[Row, ...]
    choices: tuple[tuple[Key, str], ...] = ()  # key, SHA-256

    def sorted(self) -> tuple[Sorted, ...]:
        """What became of each file, in the order of `files`. Raises CasebookError E-GATE when one vanished."""
        arrivals = [Arrival(row.sha256, row.name, row.returned, row.code) for row in self.files]
        fates = sort_batch(arrivals, dict(self.choices))
        if [fate.arrival for fate in fates] != arrivals or any(
            (fate.outcome == "rejected") != (fate.arrival.returned is None) for fate in fates
        ):
            raise CasebookError("E-GATE", "收到的文件与计入、重复、待定、退回的合计对不上", "这是程序的错，请报告")
        return fates

    def choose(self, prefix: str) -> Ledger:
        """Let the file whose SHA-256 begins so count in its conflict. Raises CasebookError E-COLLECT when it is in none."""
        wanted = prefix.strip().lower()
        if len(wanted) < CHOICE_LENGTH:
            raise CasebookError("E-COLLECT", f"“{prefix[:80]}”太短，至少写编号的前 {CHOICE_LENGTH} 位", status=2)
        keys = {fate.arrival.returned.key for fate in self.sorted() if fate.outcome == "conflict" and fate.arrival.returned}
        found = {row.sha256: row for row in self.files if row.sha256.startswith(wanted) and row.returned and row.returned.key in keys}
        if len(found) != 1:
            what = f"没有编号以“{prefix[:80]}”开头、需要选定的文件" if not found else f"编号以“{prefix[:80]}”开头的有 {len(found)} 份"
            raise CasebookError("E-COLLECT", what, "编号写在文件清单里，照抄前 12 位", status=2)
        digest, row = found.popitem()
        if row.returned is None:
            raise ValueError("a refused file cannot be chosen")
        return replace(self, choices=tuple({**dict(self.choices), row.returned.key: digest}.items()))


EMPTY = Ledger((), ())


def ledger_bytes(ledger: Ledger) -> bytes:
    """The ledger as its file; the same ledger gives the same bytes."""
    head = {"format": FORMAT, "schema": SCHEMA}
    batches = [{"number": one.number, "at": one.at, "did": one.did, "files": one.files} for one in ledger.batches]
    choices = [{"key": list(key), "sha256": digest} for key, digest in ledger.choices]
    parts = (
        *(f"{_json(name)}: {_json(value)}" for name, value in head.items()),
        f'"batches": {_lines(batches)}', f'"choices": {_lines(choices)}', f'"files": {_lines([_row(row) for row in ledger.files])}',
    )
    return ("{\n" + ",\n".join(parts) + "\n}\n").encode("utf-8", "backslashreplace")  # a lone surrogate as its JSON escape


def read_ledger(raw: bytes, known: Known) -> Ledger:
    """The ledger of these bytes. A return that no checklist knows any more is refused like a new one.

    Raises ValueError, KeyError, TypeError, AttributeError or RecursionError for what is no ledger of this schema.
    """
    members = json.loads(raw)
    if members["format"] != FORMAT or members["schema"] != SCHEMA:
        raise ValueError("no ledger of this schema")
    return Ledger(
        tuple(Batch(int(one["number"]), str(one["at"]), str(one["did"]), int(one["files"])) for one in members["batches"]),
        tuple(_read_row(row, known) for row in members["files"]),
        tuple((_key(one["key"]), str(one["sha256"])) for one in members["choices"]),
    )


def _lines(rows: list[dict[str, Any]]) -> str:
    return "[\n" + ",\n".join(map(_json, rows)) + "\n]" if rows else "[]"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _row(row: Row) -> dict[str, Any]:
    said: dict[str, Any] = {"name": row.name, "sha256": row.sha256, "size": row.size, "batch": row.batch, "stored": row.stored}
    if row.code:
        said |= {"code": row.code, "where": row.where, "detail": row.detail}
    if row.notes:
        said["notes"] = [[note.code, note.where, note.detail] for note in row.notes]
    if row.returned:
        said["return"] = json.loads(write_return(row.returned, row.fingerprint))
    return said


def _read_row(members: Mapping[str, Any], known: Known) -> Row:
    row = Row(
        str(members["name"]), str(members["sha256"]), int(members["size"]), int(members["batch"]), bool(members["stored"]),
        str(members.get("code", "")), str(members.get("where", "")), str(members.get("detail", "")),
        tuple(Note(*map(str, note)) for note in members.get("notes", ())),
    )
    if "return" not in members:
        return row if row.code else replace(row, code="R-DAMAGED")
    said = members["return"]
    again = read_return_text(_json(said), known)
    if again.returned is None:
        return replace(row, code=again.code, where=again.where, detail=again.detail)
    return replace(row, returned=again.returned, fingerprint=str(said["fingerprint"]))


def _key(parts: list[object]) -> Key:
    checklist, period, street, community = map(str, parts)
    return checklist, period, street, community
