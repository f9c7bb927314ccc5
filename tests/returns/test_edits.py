"""Whatever people do to a form, no answer is read under another item: rows and columns inserted, moved, deleted, sorted …"""
from __future__ import annotations

import io
import shutil
import subprocess
from pathlib import Path
from random import Random

import openpyxl
import pytest

from generator.model.returned import Return
from generator.read.returned import read_return
from tests.returns.both import as_told, read_in_node, read_in_python
from tests.returns.forms import KNOWN, NEW, Rows, filled_return, form_rows, workbook
from tests.returns.test_values import saved

SCRIPTS = 150
LONG = 2_000


def edit(rows: Rows, dice: Random) -> Rows:
    """One thing that a person does to the sheet."""
    at = dice.randrange(len(rows))
    wide = max(map(len, rows))
    rows = [[*row, *[None] * (wide - len(row))] for row in rows]
    match dice.randrange(9):
        case 0:
            rows.insert(at, [None] * wide)
        case 1:
            rows.insert(at, [None, "小计", dice.choice(["A", "是", "√", "都没有"]), dice.choice(["A", 3, "有"])])
        case 2:
            del rows[at]
        case 3:
            rows.insert(dice.randrange(len(rows)), rows.pop(at))
        case 4:
            dice.shuffle(rows)
        case 5:
            place = dice.randrange(wide + 1)
            rows = [[*row[:place], None, *row[place:]] for row in rows]
        case 6:
            place = dice.randrange(wide)
            rows = [[cell for number, cell in enumerate(row) if number != place] for row in rows]
        case 7:
            order = dice.sample(range(wide), wide)
            rows = [[row[place] for place in order] for row in rows]
        case _:
            rows.insert(at, list(rows[dice.randrange(len(rows))]))
    return rows


def edited(seed: int) -> tuple[Return, bytes]:
    """A filled form after one to six edits."""
    dice = Random(seed)
    filled = filled_return(seed)
    rows = form_rows(filled)
    for _ in range(dice.randint(1, 6)):
        rows = edit(rows, dice)
    return filled, saved(rows)


def wrongly_read(filled: Return, returned: Return) -> list[object]:
    """Items with another answer than the one that was filled in; one that is missing is not wrong."""
    return [
        (item, answer, filled.answers.get(item)) for item, answer in returned.answers.items()
        if (answer.value is not None and (item not in filled.answers or answer.value != filled.answers[item].value))
        or (answer.state != "answered" and answer.state != filled.answers[item].state)
    ]


def check(seeds: range, folder: Path) -> tuple[int, int]:
    """Read edited forms with both readers; return how many were read and how many refused."""
    forms = [edited(seed) for seed in seeds]
    files = [("a.xlsx", content) for _, content in forms]
    in_node, _ = read_in_node(files, KNOWN, folder)
    assert [as_told(said) for said in in_node] == read_in_python(files, KNOWN)
    readings = [read_return(name, content, KNOWN) for name, content in files]
    assert {reading.code for reading in readings} <= {"", "R-EDITED", "R-WHO", "R-BLANK"}
    read = [(filled, reading) for (filled, _), reading in zip(forms, readings, strict=True) if reading.returned]
    assert [(wrong, reading.notes) for filled, reading in read if reading.returned and (wrong := wrongly_read(filled, reading.returned))] == []
    for filled, reading in read:
        assert reading.returned
        missing = [item for item in filled.answers if item not in reading.returned.answers]
        told = [note for note in reading.notes if note.code in {"N-CELL", "N-FORMULA", "N-CONTRADICTION"}]
        assert not missing or told, (missing, reading.notes)
    return len(read), len(forms) - len(read)


def test_no_answer_comes_under_another_item(tmp_path: Path) -> None:
    read, refused = check(range(SCRIPTS), tmp_path)
    print(read, "read,", refused, "refused")
    assert read > SCRIPTS // 5
    assert refused > SCRIPTS // 10


@pytest.mark.long
def test_no_answer_comes_under_another_item_long(tmp_path: Path) -> None:
    read, _ = check(range(SCRIPTS, SCRIPTS + LONG), tmp_path)
    assert read > LONG // 5


def test_a_moved_answer_would_be_seen() -> None:
    """The check of this module can fail."""
    filled = filled_return(1)
    other = filled_return(2)
    assert wrongly_read(filled, other)
    assert not wrongly_read(filled, filled)


def by_openpyxl(content: bytes) -> bytes:
    """The form as openpyxl saves it, with rows and columns inserted and the sheet renamed."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    page = book["填表"]
    page.insert_rows(5, 3)
    page.insert_cols(3, 2)
    page.insert_cols(1)
    page.title = "我们的表"
    book.move_sheet(page, 2)
    book.create_sheet("附页")["A1"] = "=1+1"
    page.merge_cells("C1:D1")
    page.row_dimensions[9].hidden = True
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def by_office(files: list[bytes], folder: Path) -> list[bytes]:
    """The forms as LibreOffice saves them."""
    office = shutil.which("soffice")
    assert office, "soffice is missing: apt-get install -y --no-install-recommends libreoffice-calc-nogui"
    paths = [folder / f"{number}.xlsx" for number in range(len(files))]
    for path, content in zip(paths, files, strict=True):
        path.write_bytes(content)
    out = folder / "saved"
    command = [office, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to", "xlsx", "--outdir", str(out), *map(str, paths)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return [(out / path.name).read_bytes() for path in paths]


@pytest.mark.linux
def test_forms_saved_by_other_programs_give_the_same_answers(tmp_path: Path) -> None:
    filled = [filled_return(seed) for seed in range(4)]
    ours = [workbook(one, NEW) for one in filled]
    opened = [by_openpyxl(content) for content in ours]
    office = by_office([*ours, *opened], tmp_path)
    files = [("a.xlsx", content) for content in [*opened, *office]]
    for (name, content), wanted in zip(files, filled * 3, strict=True):
        reading = read_return(name, content, KNOWN)
        assert (reading.code, reading.notes) == ("", ()), reading
        assert reading.returned == wanted
    in_node, _ = read_in_node(files, KNOWN, tmp_path / "node")
    assert [as_told(said) for said in in_node] == read_in_python(files, KNOWN)
