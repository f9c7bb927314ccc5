"""Many returned files put together: accepted, duplicate, conflict or rejected; nothing vanishes, and the order does not matter.

in = accepted + duplicate + conflict + rejected. Two files with the same key (checklist, period, street, community) and
the same answers are duplicates; with other answers they are a conflict, and none of them counts until a person chooses.
The same in generator/web/src/collect/batch.ts.
"""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from generator.model.returned import Answer, Return

Outcome = Literal["accepted", "duplicate", "conflict", "rejected"]
Key = tuple[str, str, str, str]


@dataclass(frozen=True, slots=True)
class Arrival:
    """One file that came back. `id` is the SHA-256 of its bytes; `code` why it was refused, empty when it was read."""

    id: str
    name: str
    returned: Return | None
    code: str = ""


@dataclass(frozen=True, slots=True)
class Sorted:
    """What became of a file; `other` names the file that it repeats, or that a person preferred to it."""

    arrival: Arrival
    outcome: Outcome
    other: str = ""


def sort_batch(arrivals: Sequence[Arrival], chosen: Mapping[Key, str] | None = None) -> tuple[Sorted, ...]:
    """What becomes of each file, in the order given. `chosen` names the id that a person chose for a key in conflict.

    Of files with the same answers the one whose name sorts first is accepted: which is first must not hang on the order.
    """
    groups: dict[Key, list[Arrival]] = defaultdict(list)
    for arrival in arrivals:
        if arrival.returned is not None:
            groups[arrival.returned.key].append(arrival)
    become: dict[int, Sorted] = {}
    for key, group in groups.items():
        for arrival, fate in _fates(group, (chosen or {}).get(key, "")):
            become[id(arrival)] = fate
    return tuple(become.get(id(arrival), Sorted(arrival, "rejected")) for arrival in arrivals)


def _fates(group: list[Arrival], chosen: str) -> list[tuple[Arrival, Sorted]]:
    variants: dict[object, list[Arrival]] = defaultdict(list)
    for arrival in sorted(group, key=lambda one: (one.name, one.id)):
        variants[said(arrival.returned)].append(arrival)
    preferred = next((same for same in variants.values() if any(one.id == chosen for one in same)), None)
    rows: list[tuple[Arrival, Sorted]] = []
    for same in variants.values():
        first = next((one for one in same if one.id == chosen), same[0])
        counts = len(variants) == 1 or same is preferred
        rows.append((first, Sorted(first, "accepted") if counts else Sorted(first, "conflict", preferred[0].name if preferred else "")))
        rows += [(one, Sorted(one, "duplicate", first.name)) for one in same if one is not first]
    return rows


def said(returned: Return | None) -> object:
    """What a return says, to compare two of them: version, edition, types, answers; not when or by whom it was filled."""
    if returned is None:
        return None
    answers = tuple(sorted((item, _bare(answer)) for item, answer in returned.answers.items()))
    return returned.version, returned.edition, tuple(sorted(returned.types)), repr(answers)


def _bare(answer: Answer) -> Answer:
    """The answer with its texts trimmed: a file saved by another program adds blanks."""
    return replace(
        answer, reason=answer.reason.strip(), evidence=answer.evidence.strip(), review_note=answer.review_note.strip()
    )
