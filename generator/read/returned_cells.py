"""The cells of a returned workbook as their file has them; styles, widths and what the sheet says of its own size are not read.

The twin of generator/web/src/returns/cells.ts.
"""
from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal, Never

from generator.model.limits import (
    RETURN_CELLS,
    RETURN_CHARACTERS,
    RETURN_COLUMNS,
    RETURN_ROWS,
    RETURN_SHEETS,
    RETURN_STRINGS,
)
from generator.read.returned_checks import WHITE
from generator.read.returned_reading import RefusedFile
from generator.read.returned_xml import read_xml
from generator.read.returned_zip import Package

Kind = Literal["text", "number", "truth", "error", "formula"]
"""formula: one without a value. A number's text is as the file writes it; a truth's is TRUE or FALSE."""

_ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")
_PAIR = re.compile("([\ud800-\udbff])([\udc00-\udfff])")
_HALF = re.compile("[\ud800-\udfff]")
_ROW = re.compile("[1-9][0-9]{0,6}")
_CELL = re.compile("([A-Z]{1,3})([1-9][0-9]{0,6})")
_NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_QUOTED = re.compile(r'"[^"]*"')
_SPACE = " \t\r\n"


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell with a value, or with a formula that has none."""

    kind: Kind
    text: str


@dataclass(slots=True)
class Sheet:
    """One sheet: its cells by row and column, both from 1."""

    name: str
    rows: dict[int, dict[int, Cell]] = field(default_factory=dict)

    def cell(self, row: int, column: int) -> Cell | None:
        """The cell at a place, if it holds anything."""
        return self.rows.get(row, {}).get(column)

    def place(self, row: int, column: int) -> str:
        """A place as people write it: 填表!C12."""
        return f"{self.name}!{letters(column)}{row}"


@dataclass(slots=True)
class ReadWorkbook:
    """What a workbook says: sheets in order, the defined names and custom properties that begin with casebook_."""

    sheets: list[Sheet] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)
    properties: dict[str, str] = field(default_factory=dict)
    from_1904: bool = False


def letters(column: int) -> str:
    """A column's letters: 1 is A."""
    return (letters((column - 1) // 26) if column > 26 else "") + chr(ord("A") + (column - 1) % 26)


def read_workbook(package: Package) -> ReadWorkbook:
    """Every sheet of the workbook. Raises RefusedFile."""
    root = _relations(package, "", "_rels/.rels")
    workbook = next((target for kind, target in root.values() if kind == "officeDocument"), None)
    if workbook is None:
        raise RefusedFile("R-OTHER")
    folder, _, base = workbook.rpartition("/")
    relations = _relations(package, folder, f"{folder}/_rels/{base}.rels" if folder else f"_rels/{base}.rels")
    found = ReadWorkbook()
    listed = _read_book(package, workbook, found)
    if len(listed) > RETURN_SHEETS:
        raise RefusedFile("R-BOMB", "", f"工作表超过 {RETURN_SHEETS} 张")
    shared = next((target for kind, target in relations.values() if kind == "sharedStrings"), None)
    strings = _read_strings(package, shared) if shared is not None and shared in package else []
    custom = next((target for kind, target in root.values() if kind == "custom-properties"), None)
    if custom is not None and custom in package:
        _read_properties(package, custom, found)
    count = 0
    for name, relation in listed:
        kind, target = relations.get(relation, ("", ""))
        if kind == "worksheet":
            reader = _SheetReader(Sheet(name), strings, count)
            read_xml(package.read(target), target, reader.opened, reader.closed)
            count = reader.count
            found.sheets.append(reader.sheet)
    return found


def _relations(package: Package, folder: str, part: str) -> dict[str, tuple[str, str]]:
    """Relations of a part by id: the last word of their type, and the part they lead to; not those that lead outside."""
    found: dict[str, tuple[str, str]] = {}

    def opened(name: str, attributes: dict[str, str]) -> None:
        if name == "Relationship" and attributes.get("TargetMode") != "External":
            kind = attributes.get("Type", "").rpartition("/")[2]
            found[attributes.get("Id", "")] = (kind, _resolved(folder, attributes.get("Target", "")))

    read_xml(package.read(part), part, opened, lambda name, text: None)
    return found


def _resolved(folder: str, target: str) -> str:
    steps = [] if target.startswith("/") or not folder else folder.split("/")
    for step in target.split("/"):
        if step == "..":
            if not steps:
                raise RefusedFile("R-DAMAGED", "", "部件的地址不对")
            steps.pop()
        elif step not in {"", "."}:
            steps.append(step)
    return "/".join(steps)


def _read_book(package: Package, part: str, found: ReadWorkbook) -> list[tuple[str, str]]:
    """The sheets as the workbook lists them: name and id of the relation."""
    sheets: list[tuple[str, str]] = []
    named = ""

    def opened(name: str, attributes: dict[str, str]) -> None:
        nonlocal named
        if name == "sheet":
            sheets.append((attributes.get("name", ""), attributes.get("id", "")))
        elif name == "workbookPr":
            found.from_1904 = attributes.get("date1904") in {"1", "true"}
        named = attributes.get("name", "") if name == "definedName" else ""

    def closed(name: str, text: str) -> None:
        if name == "definedName" and named.startswith("casebook_"):
            found.names[named] = text

    read_xml(package.read(part), part, opened, closed)
    return sheets


def _read_properties(package: Package, part: str, found: ReadWorkbook) -> None:
    named = ""

    def opened(name: str, attributes: dict[str, str]) -> None:
        nonlocal named
        if name == "property":
            named = attributes.get("name", "")

    def closed(name: str, text: str) -> None:
        if name not in {"property", "Properties"} and named.startswith("casebook_"):
            found.properties[named] = text

    read_xml(package.read(part), part, opened, closed)


def _read_strings(package: Package, part: str) -> list[str]:
    strings: list[str] = []
    runs: list[str] = []
    spoken = 0  # depth inside phonetic readings, which are no part of the text

    def opened(name: str, attributes: dict[str, str]) -> None:
        nonlocal spoken
        if name == "si":
            runs.clear()
        spoken += name == "rPh"

    def closed(name: str, text: str) -> None:
        nonlocal spoken
        if name == "t" and not spoken:
            runs.append(text)
        elif name == "si":
            strings.append(unescaped("".join(runs)))
            if len(strings) > RETURN_STRINGS:
                raise RefusedFile("R-BOMB", "", f"文字超过 {RETURN_STRINGS} 条")
        spoken -= name == "rPh"

    read_xml(package.read(part), part, opened, closed)
    return strings


def unescaped(text: str) -> str:
    """A text with _x000B_ and the like as the characters they stand for; half a character becomes U+FFFD."""
    if "_x" not in text:
        return text
    whole = _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text)
    return _HALF.sub("\ufffd", _PAIR.sub(lambda found: found[0].encode("utf-16-le", "surrogatepass").decode("utf-16-le"), whole))


class _SheetReader:
    """Takes the cells out of one sheet."""

    def __init__(self, sheet: Sheet, strings: list[str], count: int) -> None:
        self.sheet, self.count = sheet, count
        self._strings = strings
        self._path: list[str] = []
        self._row = self._column = 0
        self._kind = "n"
        self._value: str | None = None
        self._runs: list[str] = []
        self._formula = False

    def opened(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        self._path.append(name)
        match self._path[1:]:
            case ["sheetData", "row"]:
                self._row = self._numbered(attributes.get("r"))
                self._column = 0
            case ["sheetData", "row", "c"]:
                self._column = self._lettered(attributes.get("r"))
                self._kind = attributes.get("t", "n")
                self._value, self._formula = None, False
                self._runs.clear()

    def closed(self, name: str, text: str) -> None:
        """An element ends."""
        match self._path[4:] if self._path[1:4] == ["sheetData", "row", "c"] else None:
            case []:
                self._keep()
            case ["v"]:
                self._value = text
            case ["f"]:
                self._formula = True
                if "|" in _QUOTED.sub("", text):  # a link to another program: =cmd|' /c calc'!A1
                    raise RefusedFile("R-ACTIVE", self.sheet.place(self._row, self._column), "DDE")
            case ["is", "t"] | ["is", "r", "t"]:
                self._runs.append(text)
        self._path.pop()

    def _damaged(self) -> Never:
        raise RefusedFile("R-DAMAGED", self.sheet.name, "格的位置或内容不对")

    def _numbered(self, written: str | None) -> int:
        if written is None:
            return self._row + 1
        return int(written) if _ROW.fullmatch(written) else self._damaged()

    def _lettered(self, written: str | None) -> int:
        if written is None:
            return self._column + 1
        found = _CELL.fullmatch(written)
        if not found or int(found[2]) != self._row:
            self._damaged()
        column = 0
        for letter in found[1]:
            column = column * 26 + ord(letter) - ord("A") + 1
        return column

    def _keep(self) -> None:
        cell = self._cell()
        if cell is None:
            return
        where = self.sheet.place(self._row, self._column)
        if self._row > RETURN_ROWS or self._column > RETURN_COLUMNS:
            raise RefusedFile("R-BOMB", where, f"超出 {RETURN_ROWS} 行、{RETURN_COLUMNS} 列")
        if len(cell.text) > RETURN_CHARACTERS:
            raise RefusedFile("R-BOMB", where, f"一格超过 {RETURN_CHARACTERS} 字")
        self.count += 1
        if self.count > RETURN_CELLS:
            raise RefusedFile("R-BOMB", where, f"有内容的格超过 {RETURN_CELLS} 个")
        row = self.sheet.rows.setdefault(self._row, {})
        if self._column in row:
            self._damaged()
        row[self._column] = cell

    def _cell(self) -> Cell | None:
        value = self._value
        match self._kind:
            case "inlineStr":
                return _worded(unescaped("".join(self._runs)))
            case "str" | "d" if value is not None:
                return _worded(unescaped(value))
        if not value or not value.strip(_SPACE):
            return Cell("formula", "") if self._formula else None
        match self._kind:
            case "s":
                if not value.isascii() or not value.isdigit() or len(value) > 9 or int(value) >= len(self._strings):
                    self._damaged()
                return _worded(self._strings[int(value)])
            case "b":
                return Cell("truth", "TRUE" if value in {"1", "true"} else "FALSE")
            case "e":
                return Cell("error", value)
            case "n":
                written = value.strip(_SPACE)
                return Cell("number" if _NUMBER.fullmatch(written) else "error", written)
        return self._damaged()


def _worded(text: str) -> Cell | None:
    return Cell("text", text) if text.strip(WHITE) else None
