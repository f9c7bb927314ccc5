"""A filled checklist as JSON: written by the web form, read here and in generator/web/src/returns/json.ts alike."""
from __future__ import annotations

import json
from typing import get_args

from generator.model.limits import RETURN_CHARACTERS, RETURN_JSON_BYTES
from generator.model.returned import Answer, PlanLine, Return, State, Value
from generator.read.returned_checks import (
    FORMAT,
    SCHEMA,
    Identity,
    check_answer,
    cut,
    fits,
    is_day,
    known_form,
    refuse_empty,
    says_something,
    seen,
    too_long,
)
from generator.read.returned_json_text import Json, canonical, checksum, parse_json
from generator.read.returned_known import Known, KnownChecklist, KnownItem
from generator.read.returned_reading import Note, Notify, Reading, RefusedFile

STATES: tuple[State, ...] = get_args(State)
MOST_PLANNED = 200
"""Lines of a plan."""

_TEXTS = ("period", "street", "community", "filler")
_WHOLE = {*_TEXTS, "format", "schema", "checklist", "version", "edition", "fingerprint", "types", "filled", "answers", "plan", "checksum"}
_ANSWER = {"state", "value", "reason", "evidence", "review", "review_note"}
_PLAN = ("item", "do", "owner", "due", "done")


def write_return(filled: Return, fingerprint: str) -> str:
    """The JSON text of a filled checklist, with its checksum; the same in generator/web/src/returns/json.ts."""
    members: dict[str, Json] = {
        "format": FORMAT, "schema": SCHEMA, "checklist": filled.checklist, "version": filled.version, "edition": filled.edition,
        "fingerprint": fingerprint, "period": filled.period, "street": filled.street, "community": filled.community,
        "types": list(filled.types), "filled": filled.filled, "filler": filled.filler,
        "answers": {name: _members(answer) for name, answer in filled.answers.items()},
        "plan": [{name: getattr(line, name) for name in _PLAN} for line in filled.plan],
    }
    return json.dumps({**members, "checksum": checksum(members)}, ensure_ascii=False, indent=1) + "\n"


def _members(answer: Answer) -> Json:
    value: Json = list(answer.value) if isinstance(answer.value, tuple) else answer.value
    members: dict[str, Json] = {
        "state": answer.state, "value": value, "reason": answer.reason, "evidence": answer.evidence,
        "review": answer.review, "review_note": answer.review_note,
    }
    return {name: member for name, member in members.items() if member is not None and member != ""}


def read_return_text(text: str, known: Known, *, name: str = "", size: int = 0, draft: bool = True) -> Reading:
    """Read a JSON text. A draft may be without answers and names; what is collected may not (R-BLANK, R-WHO)."""
    notes: list[Note] = []

    def notify(code: str, where: str, detail: str) -> None:
        notes.append(Note(code, where, detail))

    try:
        returned = _read(text, known, notify)
        if not draft:
            refuse_empty(returned)
    except RefusedFile as refused:
        return Reading(name, size, refused.code, refused.where, refused.detail, None, tuple(notes))
    return Reading(name, size, returned=returned, notes=tuple(notes))


def _read(text: str, known: Known, notify: Notify) -> Return:
    if len(text.encode("utf-8", "surrogatepass")) > RETURN_JSON_BYTES:
        raise RefusedFile("R-JSON", "", "超过 1 MB")
    members = parse_json(text.removeprefix("\ufeff"))
    if not isinstance(members, dict) or members.get("format") != FORMAT:
        raise RefusedFile("R-TEMPLATE")
    if members.get("schema") != SCHEMA or type(members["schema"]) is not int:
        raise RefusedFile("R-VERSION", "", "文件的格式不是这里认得的")
    checklist, edition = known_form(known, _identity(members), notify)
    if members.get("checksum") != checksum(members):
        notify("N-CHECKSUM", "", "" if "checksum" in members else "没有校验码")
    for key in members:
        if key not in _WHOLE:
            notify("N-ORPHAN", cut(key), told(members[key]))
    texts = {key: _text(members, key, key, notify) for key in _TEXTS}
    return Return(
        checklist.id, checklist.version, edition, texts["period"], texts["street"], texts["community"],
        _types(members, checklist, notify), _filled(members, notify), texts["filler"],
        _answers(members, {item.id: item for item in checklist.of_edition(edition)}, notify), _plan(members, checklist, notify),
    )


def _identity(members: dict[str, Json]) -> Identity:
    named, version, edition, fingerprint = (members.get(key) for key in ("checklist", "version", "edition", "fingerprint"))
    if not isinstance(named, str) or type(version) is not int or not isinstance(edition, str) or not isinstance(fingerprint, str):
        raise RefusedFile("R-EDITED", "", "表的编号、版本写得不对")
    return Identity(named, version, edition, fingerprint)


def told(value: Json) -> str:
    """A value that found no place, as it was written."""
    return cut(canonical(value), RETURN_CHARACTERS)


def _text(members: dict[str, Json], key: str, where: str, notify: Notify) -> str:
    value = members.get(key, "")
    if not isinstance(value, str):
        notify("N-CELL", where, told(value))
        return ""
    if too_long(value):
        raise RefusedFile("R-JSON", where, f"超过 {RETURN_CHARACTERS} 字")
    kept = seen(value)
    if kept != value:
        notify("N-NORMAL", where, "去掉了看不见的字符")
    return kept


def _types(members: dict[str, Json], checklist: KnownChecklist, notify: Notify) -> tuple[str, ...]:
    value = members.get("types", [])
    if not isinstance(value, list):
        notify("N-CELL", "types", told(value))
        return ()
    there = {name for name, _ in checklist.types}
    found: list[str] = []
    for one in value:
        if isinstance(one, str) and one in there:
            if one not in found:
                found.append(one)
        else:
            notify("N-ORPHAN", "types", told(one))
    return tuple(found)


def _filled(members: dict[str, Json], notify: Notify) -> str:
    day = _text(members, "filled", "filled", notify)
    if not day or is_day(day):
        return day
    notify("N-CELL", "filled", day)
    return ""


def _answers(members: dict[str, Json], items: dict[str, KnownItem], notify: Notify) -> dict[str, Answer]:
    value = members.get("answers", {})
    if not isinstance(value, dict):
        raise RefusedFile("R-JSON", "answers", "应当是一条一条的回答")
    found = {}
    for name, given in value.items():
        where = f"answers.{cut(name)}"
        item = items.get(name)
        if item is None:
            notify("N-ORPHAN", where, told(given))
        elif not isinstance(given, dict) or given.get("state") not in STATES:
            notify("N-CELL", where, told(given))
        else:
            answer = _answer(item, given, where, notify)
            if says_something(answer):
                found[name] = answer
    return found


def _answer(item: KnownItem, members: dict[str, Json], where: str, notify: Notify) -> Answer:
    state = next(one for one in STATES if one == members["state"])
    for key in members:
        if key not in _ANSWER:
            notify("N-ORPHAN", f"{where}.{cut(key)}", told(members[key]))
    value: Value = None
    given = members.get("value")
    plain = tuple(given) if isinstance(given, list) else given
    if state != "answered" and given is not None:
        notify("N-CONTRADICTION", f"{where}.value", told(given))
        state = "answered"
    elif given is not None and fits(item, plain):
        value = plain  # type: ignore[assignment]  # `fits` has looked at every part
    elif given is not None:
        notify("N-CELL", f"{where}.value", told(given))
    review = members.get("review")
    if review is not None and not (type(review) is int and 0 <= review <= item.points and item.points):
        notify("N-REVIEW", f"{where}.review", told(review))
        review = None
    reason, evidence, said = (_text(members, key, f"{where}.{key}", notify) for key in ("reason", "evidence", "review_note"))
    answer = Answer(state, value, reason, evidence, review if isinstance(review, int) else None, said)
    check_answer(item, answer, where, notify)
    return answer


def _plan(members: dict[str, Json], checklist: KnownChecklist, notify: Notify) -> tuple[PlanLine, ...]:
    value = members.get("plan", [])
    if not isinstance(value, list) or len(value) > MOST_PLANNED:
        raise RefusedFile("R-JSON", "plan", f"应当是不超过 {MOST_PLANNED} 行的提升计划")
    there = {item.id for item in checklist.items}
    lines = []
    for number, given in enumerate(value, 1):
        where = f"plan.{number}"
        if not isinstance(given, dict):
            notify("N-CELL", where, told(given))
            continue
        for key in given:
            if key not in _PLAN:
                notify("N-ORPHAN", f"{where}.{cut(key)}", told(given[key]))
        line = PlanLine(*(_text(given, key, f"{where}.{key}", notify) for key in _PLAN))
        if line.item and line.item not in there:
            notify("N-ORPHAN", f"{where}.item", line.item)
        if line != PlanLine("", ""):
            lines.append(line)
    return tuple(lines)
