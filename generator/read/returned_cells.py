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
)
from generator.read.returned_checks import WHITE
from generator.read.returned_reading import RefusedFile
from generator.read.returned_tree import Tree, last_text, local, plain_tree
from generator.read.returned_xml import read_xml

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
_RENAMED = re.compile(rb":[rt][ \t\r\n]*=")  # r and t of another namespace: the stream reads them as r and t


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


_COLUMNS = {letters(column): column for column in range(1, RETURN_COLUMNS + 1)}


def unescaped(text: str) -> str:
    """A text with _x000B_ and the like as the characters they stand for; half a character becomes U+FFFD."""
    if "_x" not in text:
        return text
    whole = _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text)
    return _HALF.sub("\ufffd", _PAIR.sub(lambda found: found[0].encode("utf-16-le", "surrogatepass").decode("utf-16-le"), whole))


def read_sheet(content: bytes, part: str, name: str, strings: list[str], count: int) -> tuple[Sheet, int]:
    """One sheet, and how many cells have content with the `count` of the sheets before it. Raises RefusedFile."""
    reader = _SheetReader(Sheet(name), strings, count)
    renamed = _RENAMED.search(content, max(content.find(b"sheetData"), 0))
    tree = None if renamed else plain_tree(content)
    if tree is None:
        read_xml(content, part, reader.opened, reader.closed)
    else:
        reader.read(tree)
    return reader.sheet, reader.count


class _SheetReader:
    """Takes the cells out of one sheet: from its tree, or from the stream, which says the same."""

    def __init__(self, sheet: Sheet, strings: list[str], count: int) -> None:
        self.sheet, self.count = sheet, count
        self._strings = strings
        self._path: list[str] = []
        self._row = self._column = 0
        self._digits = "0"
        self._kind = "n"
        self._value: str | None = None
        self._runs: list[str] = []
        self._formula = False

    def opened(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        self._path.append(name)
        match self._path[1:]:
            case ["sheetData", "row"]:
                self._begin_row(attributes.get("r"))
            case ["sheetData", "row", "c"]:
                self._begin_cell(attributes.get("r"), attributes.get("t", "n"))

    def closed(self, name: str, text: str) -> None:
        """An element ends."""
        match self._path[4:] if self._path[1:4] == ["sheetData", "row", "c"] else None:
            case []:
                self._keep()
            case ["v"]:
                self._value = text
            case ["f"]:
                self._calculated(text)
            case ["is", "t"] | ["is", "r", "t"]:
                self._runs.append(text)
        self._path.pop()

    def read(self, tree: Tree) -> None:
        """All cells of a sheet that is plain."""
        for data in tree:
            for row in data if local(data) == "sheetData" else ():
                if local(row) == "row":
                    self._begin_row(row.get("r"))
                    for cell in row:
                        if local(cell) == "c":
                            self._begin_cell(cell.get("r"), cell.get("t", "n"))
                            self._read_cell(cell)

    def _read_cell(self, cell: Tree) -> None:
        for part in cell:
            match local(part):
                case "v":
                    self._value = last_text(part)
                case "f":
                    self._calculated(last_text(part))
                case "is":
                    for run in part:
                        texts = [run] if local(run) == "t" else run if local(run) == "r" else ()
                        self._runs += [last_text(text) for text in texts if local(text) == "t"]
        self._keep()

    def _begin_row(self, written: str | None) -> None:
        self._row, self._column = self._numbered(written), 0
        self._digits = str(self._row)

    def _begin_cell(self, written: str | None, kind: str) -> None:
        self._column = self._lettered(written)
        self._kind, self._value, self._formula = kind, None, False
        self._runs.clear()

    def _calculated(self, formula: str) -> None:
        self._formula = True
        if "|" in formula and "|" in _QUOTED.sub("", formula):  # a link to another program: =cmd|' /c calc'!A1
            raise RefusedFile("R-ACTIVE", self.sheet.place(self._row, self._column), "DDE")

    def _damaged(self) -> Never:
        raise RefusedFile("R-DAMAGED", self.sheet.name, "格的位置或内容不对")

    def _too_much(self, what: str) -> Never:
        raise RefusedFile("R-BOMB", self.sheet.place(self._row, self._column), what)

    def _numbered(self, written: str | None) -> int:
        if written is None:
            return self._row + 1
        return int(written) if _ROW.fullmatch(written) else self._damaged()

    def _lettered(self, written: str | None) -> int:
        if written is None:
            return self._column + 1
        if written.endswith(self._digits) and (usual := _COLUMNS.get(written[: -len(self._digits)])):
            return usual
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
        if self._row > RETURN_ROWS or self._column > RETURN_COLUMNS:
            self._too_much(f"超出 {RETURN_ROWS} 行、{RETURN_COLUMNS} 列")
        if len(cell.text) > RETURN_CHARACTERS:
            self._too_much(f"一格超过 {RETURN_CHARACTERS} 字")
        self.count += 1
        if self.count > RETURN_CELLS:
            self._too_much(f"有内容的格超过 {RETURN_CELLS} 个")
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
