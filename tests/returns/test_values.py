"""What may stand in an answer cell: 25 and more values for each kind of item, read alike by both readers."""
from __future__ import annotations

from pathlib import Path
from zipfile import ZIP_STORED

import pytest

from generator.model.returned import Answer
from generator.read.returned import read_return
from generator.read.returned_reading import Note
from tests.returns.both import as_told, read_in_node, read_in_python
from tests.returns.corpus import MAIN, PARTS, SHEET, zipped
from tests.returns.forms import KNOWN, Rows, filled_return, form_rows

FORMULA = "\0formula"
ERROR = "\0error"
TRUE, FALSE = "\0true", "\0false"  # True and 1 would be the same key
COMMON: dict[object, object] = {  # what every main cell may hold
    None: "open", "": "open", " ": "open", "不知道": "unknown", " 不知道 ": "unknown", "不 知 道。": "~unknown",
    FORMULA: "N-FORMULA", ERROR: "N-CELL", "#REF!": "N-CELL", "待定": "N-CELL", "？": "N-CELL", "是/否": "N-CELL", "A/B": "N-CELL",
    "不清楚": "N-CELL", 46348: "N-CELL", 0.5: "N-CELL", -1: "N-CELL",
}
TABLE: dict[str, dict[object, object]] = {
    "grade-1": {
        **COMMON, "A": 0, "D": 3, "a": "~0", "Ｂ": "~1", "B档": "~1", "C级": "~2", "E": "N-CELL", "Z": "N-CELL", 1: "N-CELL", "1": "N-CELL",
        "优秀": "N-CELL", TRUE: "N-CELL", "A ": 0, "AB": "N-CELL", "A、": "~0", "不适用": "na",
    },
    "yesno-3": {
        **COMMON, "是": True, "否": False, "是。": "~True", "√": "~True", "✓": "~True", "×": "~False", TRUE: "~True", FALSE: "~False", "对": "~True",
        "不是": "~False", "x": "N-CELL", "有": "N-CELL", "没有": "N-CELL", 1: "N-CELL", "1": "N-CELL", "Y": "N-CELL", "true": "~True", "不适用": "na",
    },
    "gate-7": {
        **COMMON, "有": True, "没有": False, "无": "~False", "没": "~False", "√": "N-CELL", "×": "N-CELL", TRUE: "N-CELL", FALSE: "N-CELL", "是": "N-CELL",
        "否": "N-CELL", 0: "N-CELL", 1: "N-CELL", "没 有": "~False", "不适用": "N-STATE", "需上级解决": "N-STATE",
    },
    "bonus-8": {
        **COMMON, "有": True, "没有": False, "无": "~False", "√": "~True", "☑": "~True", "×": "~False", TRUE: "~True", FALSE: "~False", "是": "N-CELL",
        "否": "N-CELL", 1: "N-CELL", "有一次": "N-CELL", "有！": "~True", "不适用": "N-STATE",
    },
    "deduct-5": {
        **{key: value for key, value in COMMON.items() if key != 46348}, 46348: 46348, 0: 0, 3: 3, 99_999: 99_999, 100_000: "N-CELL", "3": "~3",
        "３": "~3", "3例": "~3", "3 次": "~3", "03": "~3", "3分": "N-CELL", "三": "N-CELL", "没有": "~0", "无": "~0", "都没有": "N-CELL", 2.5: "N-CELL",
        "1,000": "N-CELL", "1e2": "N-CELL", "50%": "N-CELL", TRUE: "N-CELL", "①": "~1", "不适用": "N-STATE",
    },
    "count-2": {
        **COMMON, "都没有": "none", "都 没有": "~none", "没有": "N-CELL", "无": "N-CELL", 2: "N-CELL", "√": "N-CELL", TRUE: "N-CELL", "全部": "N-CELL",
        "需上级解决": "upstream", "需上级解决。": "~upstream", "不适用": "N-STATE", "A": "N-CELL",
    },
    "count-2#1": {
        None: "open", " ": "open", "√": True, "✓": "~True", "✔": "~True", "☑": "~True", "✅": "~True", "是": "~True", "有": "~True", "对": "~True",
        1: "~True", "1": "~True", TRUE: "~True", "×": "~False", "✗": "~False", "否": "~False", "没有": "~False", "无": "~False", "□": "~False", "☐": "~False",
        0: "~False", FALSE: "~False", "x": "N-CELL", "X": "N-CELL", "v": "N-CELL", "做到一半": "N-CELL", 2: "N-CELL", FORMULA: "N-FORMULA", ERROR: "N-CELL",
    },
    "rate-4:good": {
        None: "N-CELL", 0: 0, 5: 5, 10: 10, 11: "N-CELL", "5": "~5", "５": "~5", "5件": "~5", "5 条": "~5", "5户": "~5", "五": "N-CELL", "50%": "N-CELL",
        0.5: "N-CELL", -1: "N-CELL", "-1": "N-CELL", "5/10": "N-CELL", "约5": "N-CELL", TRUE: "N-CELL", FORMULA: "N-FORMULA", ERROR: "N-CELL", "没有": "N-CELL",
        7: 7, 1: 1, "05": "~5", "5.0": "N-CELL", "不知道": "N-CELL", 1e300: "N-CELL",
    },
}
REVIEWS: dict[object, object] = {
    None: None, 0: 0, 2.5: 250, 5: 500, 0.1: 10, 0.30000000000000004: 30, 4.99: 499, 5.01: "N-REVIEW", -1: "N-REVIEW", 2.555: "N-REVIEW", "2.5": "~250",
    "２.５": "~250", "3分": "~300", "3 分": "~300", "0.05": "~5", "2.555": "N-REVIEW", "三": "N-REVIEW", "": None, "5.00": "~500", "6": "N-REVIEW",
    TRUE: "N-REVIEW", FORMULA: "N-FORMULA", ERROR: "N-REVIEW", "3/5": "N-REVIEW", "免": "N-REVIEW", 1e300: "N-REVIEW",
}


def saved(rows: Rows) -> bytes:
    """A form of these rows, with formulas and errors where the marks stand."""
    body = "".join("<row>" + "".join(map(_cell, row)) + "</row>" for row in rows)
    return zipped({**PARTS, SHEET: f'<worksheet xmlns="{MAIN}"><sheetData>{body}</sheetData></worksheet>'.encode()}, ZIP_STORED)


def _cell(value: object) -> str:
    match value:
        case None:
            return "<c/>"
        case "\0formula":
            return "<c><f>1+1</f></c>"
        case "\0error":
            return '<c t="e"><v>#N/A</v></c>'
        case "\0true" | "\0false":
            return f'<c t="b"><v>{int(value == TRUE)}</v></c>'
        case str():
            return f'<c t="inlineStr"><is><t xml:space="preserve">{value}</t></is></c>'
    return f"<c><v>{value!r}</v></c>"


def put(key: str, value: object, column: int = 3) -> bytes:
    """A form in which one cell holds a value; what else the item has is empty, apart from its reason and a total of 10."""
    item = key.split("#")[0].split(":")[0]
    rows = form_rows(filled_return(1))
    for row in rows:
        if isinstance(row[0], str) and row[0].split("#")[0].split(":")[0] == item:
            row[3:] = [10 if row[0].endswith(":total") else None, "理由" if row[0] == item else None, None, None, None]
        if row[0] == key:
            row[column] = value  # type: ignore[call-overload]
    return saved(rows)


def expected(key: str, meaning: object) -> tuple[object, str]:
    """State and value that a cell should give, and the note."""
    note = "N-NORMAL" if isinstance(meaning, str) and meaning.startswith("~") else ""
    plain = meaning.removeprefix("~") if isinstance(meaning, str) else meaning
    if isinstance(plain, str) and plain.startswith("N-"):
        return None, plain
    if plain in {"unknown", "na", "upstream"}:
        return plain, note
    value: object = {"open": None, "none": (), "True": True, "False": False}.get(str(plain), plain)
    value = int(value) if isinstance(value, str) else value
    if key == "count-2#1":
        value = (0,) if value else None
    elif key.startswith("rate"):
        value = (value, 10)
    return value, note


CASES = [(key, value, meaning) for key, table in TABLE.items() for value, meaning in table.items()]


@pytest.mark.parametrize("key", TABLE)
def test_a_cell_is_read_as_the_table_says(key: str) -> None:
    assert len(TABLE[key]) >= 25
    wrong = []
    for value, meaning in TABLE[key].items():
        reading = read_return("a.xlsx", put(key, value), KNOWN)
        assert reading.returned, (value, reading)
        answer = reading.returned.answers[key.split("#")[0].split(":")[0]]
        wanted, note = expected(key, meaning)
        noted = {one.code for one in reading.notes}
        found = answer.state if answer.state != "answered" else answer.value
        if note == "N-STATE":
            wanted = answer.state
        if (found, type(found)) != (wanted, type(wanted)) or noted != ({note} if note else set()):
            wrong.append((value, meaning, answer, reading.notes))
    assert wrong == []


def test_reviewers_points_are_read_as_the_table_says() -> None:
    assert len(REVIEWS) >= 25
    for value, meaning in REVIEWS.items():
        reading = read_return("a.xlsx", put("grade-1", value, 6), KNOWN)
        assert reading.returned
        review = reading.returned.answers["grade-1"].review
        noted = {one.code for one in reading.notes}
        if isinstance(meaning, str) and meaning.startswith("N-"):
            assert (review, noted) == (None, {meaning}), value
        else:
            wanted = int(meaning[1:]) if isinstance(meaning, str) else meaning
            assert (review, noted) == (wanted, {"N-NORMAL"} if isinstance(meaning, str) else set()), value


def test_both_readers_read_every_value_alike(tmp_path: Path) -> None:
    files = [("a.xlsx", put(key, value)) for key, value, _ in CASES] + [("a.xlsx", put("grade-1", value, 6)) for value in REVIEWS]
    in_node, _ = read_in_node(files, KNOWN, tmp_path)
    assert [as_told(said) for said in in_node] == read_in_python(files, KNOWN)


@pytest.mark.parametrize(("value", "day", "notes"), [
    ("2026-11-22", "2026-11-22", []), (46348, "2026-11-22", ["N-NORMAL"]), ("2026年11月2日", "2026-11-02", ["N-NORMAL"]),
    ("2026/1/2", "2026-01-02", ["N-NORMAL"]), ("2026.11.22", "2026-11-22", ["N-NORMAL"]), ("2026-02-30", "", ["N-CELL"]), ("昨天", "", ["N-CELL"]),
    (20261122, "", ["N-CELL"]), (None, "", []), ("１９９９－１－１", "1999-01-01", ["N-NORMAL"]),
])
def test_days(value: object, day: str, notes: list[str]) -> None:
    reading = read_return("a.xlsx", put("@filled", value), KNOWN)
    assert reading.returned
    assert (reading.returned.filled, [note.code for note in reading.notes]) == (day, notes)


def test_ticks_and_none_at_once_are_no_answer() -> None:
    rows = form_rows(filled_return(1))
    at = next(number for number, row in enumerate(rows) if row[0] == "count-2")
    rows[at][3], rows[at + 1][3] = "都没有", "√"
    reading = read_return("a.xlsx", saved(rows), KNOWN)
    assert reading.notes == (Note("N-CONTRADICTION", f"填表!D{at + 1}", "都没有"),)
    assert reading.returned
    assert reading.returned.answers["count-2"] == Answer("answered", None, str(rows[at][4] or ""), "议事会纪要，居委会", *(
        (round(rows[at][6] * 100), "看过") if isinstance(rows[at][6], float) else (None, "")))


def test_not_applicable_without_reason_is_noted() -> None:
    rows = form_rows(filled_return(1))
    row = next(row for row in rows if row[0] == "yesno-3")
    row[3], row[4] = "不适用", None
    reading = read_return("a.xlsx", saved(rows), KNOWN)
    assert [note.code for note in reading.notes] == ["N-REASON"]
