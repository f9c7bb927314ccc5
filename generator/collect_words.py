"""What became of each file, in Chinese: for the screen and for the reports."""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from generator.assess.batch import Key, Sorted
from generator.collect_ledger import Ledger, Row
from generator.model.returned import Return
from generator.read.returned_known import Known
from generator.read.returned_reading import Note, place_words, verdicts
from generator.view.collected import EDITION, SHORT_HASH, FileLine

_NOT_KEPT = "；原件太大，没有另存"


def file_lines(ledger: Ledger, known: Known, titles: Mapping[str, str], names: bool = True) -> tuple[FileLine, ...]:
    """Every file of the ledger, in its order; `titles` names checklists by id. With `names` False no file's name is told."""
    fates = ledger.sorted()
    at = {batch.number: batch.at for batch in ledger.batches}
    rivals: dict[Key, list[Row]] = defaultdict(list)
    for row, fate in zip(ledger.files, fates, strict=True):
        if row.returned and fate.outcome in {"conflict", "accepted"}:
            rivals[row.returned.key].append(row)
    called = {row.name: _called(row, names) for row in ledger.files}
    return tuple(
        _line(row, fate, known, [one for one in rivals[row.returned.key] if one is not row] if row.returned else [], called, titles, at)
        for row, fate in zip(ledger.files, fates, strict=True)
    )


def _called(row: Row, names: bool) -> str:
    return f"“{row.name}”" if names else f"文件 {row.sha256[:SHORT_HASH]}"


def _line(
    row: Row, fate: Sorted, known: Known, rivals: Sequence[Row], called: Mapping[str, str], titles: Mapping[str, str], at: Mapping[int, str]
) -> FileLine:
    what, mend = _why(row, fate, [called[one.name] for one in rivals], called)
    said = row.returned
    return FileLine(
        row.name, fate.outcome, what, mend, row.sha256, row.batch, at[row.batch], place_words(row.where),
        f"{titles[said.checklist]}　第 {said.version} 版　{EDITION[said.edition]}　{said.period}" if said else "",
        said.street if said else "", said.community if said else "", tuple(note_words(note, _items(known, said)) for note in row.notes),
    )


def _items(known: Known, said: Return | None) -> Mapping[str, str]:
    """Items of the checklist that was answered, as people know them."""
    versions = known[said.checklist] if said else ()
    return {item.id: f"{item.number} {item.indicator}" for one in versions if said and one.version == said.version for item in one.items}


def _why(row: Row, fate: Sorted, rivals: Sequence[str], called: Mapping[str, str]) -> tuple[str, str]:
    match fate.outcome:
        case "rejected":
            words = verdicts()[row.code]
            detail = f"（{row.detail}）" if row.detail else ""
            return f"{words.what}{detail}{'' if row.stored else _NOT_KEPT}", words.mend
        case "duplicate":
            return f"和{called.get(fate.other, fate.other)}的答案一样，只算一次", ""
        case "conflict" if fate.other:
            return f"同一社区同一周期答案不同；已由人选定{called.get(fate.other, fate.other)}，这份不计", ""
        case "conflict":
            mend = f"问清社区以哪一份为准，再运行：casebook collect -o 这个文件夹 --choose {row.sha256[:SHORT_HASH]}（选这一份）"
            return f"同一社区同一周期有答案不同的表：{'、'.join(rivals)}；选定之前都不计入", mend
        case _:
            return "", ""


def note_words(note: Note, items: Mapping[str, str] | None = None) -> str:
    """What was noticed in a file that was read, with the place; a path of the JSON is told as the item it leads to."""
    place = "，".join(filter(None, (place_words(note.where, items or {}), note.detail)))
    return f"{verdicts()[note.code].what}{f'（{place}）' if place else ''}"
