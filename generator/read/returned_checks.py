"""What every returned file must pass, in whatever format it came: a checklist that we know, answers, and who answered."""
from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import get_args

from generator.model.limits import RETURN_CHARACTERS
from generator.model.returned import MOST_COUNTED, Answer, Edition, Return, folded
from generator.read.returned_known import Known, KnownChecklist, KnownItem
from generator.read.returned_reading import Notify, RefusedFile

FORMAT = "casebook-return"
SCHEMA = 1
EDITIONS: tuple[Edition, ...] = get_args(Edition)

WHITE = "\t\n\v\f\r \xa0\u1680" + "".join(map(chr, range(0x2000, 0x200B))) + "\u2028\u2029\u202f\u205f\u3000\ufeff"
"""White space as browsers trim it; Python's own set is another."""

_ID = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
# Controls, directions and marks that show nothing: they come with text that was copied from elsewhere.
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Identity:
    """Which form was filled, as the file says."""

    checklist: str
    version: int
    edition: str
    fingerprint: str


def known_form(known: Known, identity: Identity, notify: Notify) -> tuple[KnownChecklist, Edition]:
    """The version that was answered. Raises RefusedFile R-TEMPLATE, R-VERSION, R-EDITED."""
    versions = known.get(identity.checklist) if _ID.fullmatch(identity.checklist) else None
    if not versions:
        raise RefusedFile("R-TEMPLATE", "", f"没有编号是“{cut(identity.checklist)}”的自查表")
    found = next((one for one in versions if one.version == identity.version), None)
    if found is None:
        raise RefusedFile("R-VERSION", "", f"第 {identity.version} 版，现有第 {'、'.join(str(one.version) for one in versions)} 版")
    if found.fingerprint != identity.fingerprint:
        raise RefusedFile("R-TEMPLATE", "", f"题目或分值和第 {found.version} 版不同")
    for edition in EDITIONS:
        if edition == identity.edition:
            if found.version < versions[0].version:
                notify("N-OLD", "", f"第 {found.version} 版，最新是第 {versions[0].version} 版")
            return found, edition
    raise RefusedFile("R-EDITED", "", f"没有“{cut(identity.edition)}”这种版式")


def refuse_empty(returned: Return) -> None:
    """Raises RefusedFile R-BLANK without any answer, R-WHO without community, street or period."""
    if all(answer.state == "answered" and answer.value is None for answer in returned.answers.values()):
        raise RefusedFile("R-BLANK")
    named = (("社区", returned.community), ("街道", returned.street), ("评价周期", returned.period))
    missing = [name for name, text in named if not folded(text)]
    if missing:
        raise RefusedFile("R-WHO", "", "、".join(missing))


def check_answer(item: KnownItem, answer: Answer, where: str, notify: Notify) -> None:
    """Note a state that the item does not allow, and 不适用 without its reason: both count as 未答."""
    if (answer.state == "na" and not item.na) or (answer.state == "upstream" and not item.upstream):
        notify("N-STATE", where, "不适用" if answer.state == "na" else "需上级解决")
    elif answer.state == "na" and not answer.reason.strip(WHITE):
        notify("N-REASON", where, "")


def says_something(answer: Answer) -> bool:
    """Whether there is anything to keep of an answer."""
    texts = answer.reason or answer.evidence or answer.review_note
    return answer.state != "answered" or answer.value is not None or bool(texts) or answer.review is not None


def fits(item: KnownItem, value: object) -> bool:
    """Whether a value is one that an item of this type may hold; nothing is guessed or mended."""
    match item.type:
        case "grade":
            return is_count(value) and isinstance(value, int) and value < item.choices
        case "count" | "parts":
            return isinstance(value, tuple) and _rising(value, item.choices)
        case "rate":
            return isinstance(value, tuple) and len(value) == 2 and all(map(is_count, value)) and value[0] <= value[1]
        case "deduct":
            return is_count(value)
    return type(value) is bool


def is_count(value: object) -> bool:
    """Whether it is a whole number from 0 to MOST_COUNTED."""
    return type(value) is int and 0 <= value <= MOST_COUNTED


def _rising(values: tuple[object, ...], count: int) -> bool:
    before = -1
    for value in values:
        if type(value) is not int or not before < value < count:
            return False
        before = value
    return True


def is_day(text: str) -> bool:
    """Whether it is a day of the calendar, YYYY-MM-DD, from 1900 on."""
    found = _DAY.fullmatch(text)
    if not found or int(found[1]) < 1900:
        return False
    try:
        date(*map(int, found.groups()))
    except ValueError:
        return False
    return True


def seen(text: str) -> str:
    """A text without characters that show nothing."""
    return _UNSEEN.sub("", text)


def cut(text: str, most: int = 40) -> str:
    """The beginning of a text, for a sentence about it."""
    return text if len(text) <= most else text[:most] + "…"


def too_long(text: str) -> bool:
    """Whether a text is longer than any answer may be."""
    return len(text) > RETURN_CHARACTERS
