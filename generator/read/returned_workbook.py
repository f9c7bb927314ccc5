"""The parts of a returned workbook: which sheets it lists, its texts, its defined names and custom properties.

The twin of generator/web/src/returns/cells.ts.
"""
from __future__ import annotations

from generator.model.limits import RETURN_SHEETS, RETURN_STRINGS
from generator.read.returned_cells import ReadWorkbook, read_sheet, unescaped
from generator.read.returned_reading import RefusedFile
from generator.read.returned_tree import Tree, local, plain_tree
from generator.read.returned_xml import read_xml
from generator.read.returned_zip import Package


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
            sheet, count = read_sheet(package.read(target), target, name, strings, count)
            found.sheets.append(sheet)
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
    content = package.read(part)
    tree = plain_tree(content)
    plain = None if tree is None else _plain_strings(tree)
    return _streamed_strings(content, part) if plain is None else plain


def _plain_strings(tree: Tree) -> list[str] | None:
    """The texts, when there is nothing but texts and runs of text; None for what only the stream can read."""
    strings: list[str] = []
    for item in tree:
        if local(item) != "si":
            return None
        runs = []
        for part in item.iter():
            name = local(part)
            if name == "t" and not len(part):
                runs.append(part.text or "")
            elif name in {"t", "rPh"} or (name == "si" and part is not item):
                return None
        strings.append(_counted("".join(runs), len(strings)))
    return strings


def _counted(text: str, before: int) -> str:
    if before >= RETURN_STRINGS:
        raise RefusedFile("R-BOMB", "", f"文字超过 {RETURN_STRINGS} 条")
    return unescaped(text)


def _streamed_strings(content: bytes, part: str) -> list[str]:
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
            strings.append(_counted("".join(runs), len(strings)))
        spoken -= name == "rPh"

    read_xml(content, part, opened, closed)
    return strings
