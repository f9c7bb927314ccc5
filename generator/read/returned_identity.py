"""Which form a workbook is, by what it says of itself in three places. The twin of generator/web/src/returns/identity.ts."""
from __future__ import annotations

import re

from generator.read.returned_cells import ReadWorkbook
from generator.read.returned_checks import FORMAT, SCHEMA, Identity, cut
from generator.read.returned_reading import RefusedFile
from generator.read.returned_table import FORM_KEY, PLAN_KEY, key_cells, named_values
from generator.read.returned_values import plain_text

_PARTS = ("checklist", "version", "edition", "fingerprint")
_NAMED = re.compile(r'=?"([^"/]+)/([^"/]+)/([^"/]+)/([^"/]+)"')
_VERSION = re.compile("[1-9][0-9]{0,5}")


def identity(workbook: ReadWorkbook) -> Identity:
    """What the form says it is. Raises RefusedFile R-TEMPLATE (no form of ours), R-VERSION, R-EDITED (it contradicts itself)."""
    said = {*_by_sheets(workbook), *_by_properties(workbook), *_by_name(workbook)}
    if not said:
        ours = any(True for key in (FORM_KEY, PLAN_KEY) for _ in key_cells(workbook, key))
        raise RefusedFile("R-EDITED", "", "表的编号不见了") if ours else RefusedFile("R-TEMPLATE")
    if len(said) > 1:
        raise RefusedFile("R-EDITED", "", "表的编号前后不一")
    checklist, version, edition, fingerprint = next(iter(said))
    if not _VERSION.fullmatch(version):
        raise RefusedFile("R-EDITED", "", f"版本写作“{cut(version)}”")
    return Identity(checklist, int(version), edition, fingerprint)


def _by_sheets(workbook: ReadWorkbook) -> list[tuple[str, ...]]:
    found = []
    for sheet, row, column in key_cells(workbook, "format"):
        beside = sheet.cell(row, column + 1)
        if beside is None or plain_text(beside) != FORMAT:
            continue
        values = named_values(sheet, column)
        if values.get("schema") != str(SCHEMA):
            raise RefusedFile("R-VERSION", "", "文件的格式不是这里认得的")
        found.append(tuple(values.get(part, "") for part in _PARTS))
    return found


def _by_properties(workbook: ReadWorkbook) -> list[tuple[str, ...]]:
    values = tuple(workbook.properties.get(f"casebook_{part}", "") for part in _PARTS)
    return [values] if any(values) else []


def _by_name(workbook: ReadWorkbook) -> list[tuple[str, ...]]:
    said = workbook.names.get("casebook_template")
    if said is None:
        return []
    found = _NAMED.fullmatch(said)
    return [found.groups() if found else ("", "", "", "")]
