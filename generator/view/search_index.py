"""What the search knows: the pages that are shown, and the rows of tables that have an address of their own.

Made from documents alone, never from records: a page that is not shown, or is kept out of the search, cannot leak.
"""
from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from generator.view.picture_shapes import Chart, Flow, Structure
from generator.view.shapes import (
    Block,
    Branch,
    Bullets,
    Cards,
    Document,
    Facts,
    Files,
    Fold,
    Framed,
    Link,
    Notes,
    Numbered,
    Paragraph,
    Ruled,
    Section,
    Sheet,
    Speeches,
    Statements,
    Steps,
    Table,
    Tree,
    words_of,
)

KINDS: dict[str, tuple[str, str]] = {
    "practice": ("practice", "做法"), "theme": ("theme", "主题"), "case": ("case", "案例"), "gaps": ("gap", "本库暂无"),
    "form": ("form", "工作表"), "metrics": ("figure", "数字"), "glossary": ("term", "名词"), "policies": ("policy", "政策"),
    "sources": ("source", "资料来源"), "notes": ("note", "引用提示"), "comparisons": ("compare", "对照"), "fit": ("compare", "对照"),
    "matrix": ("compare", "对照"),
    "teaching": ("teaching", "教学案例"),
    "checklist": ("checklist", "自查表"), "guide": ("guide", "说明"), "list": ("list", "目录"), "downloads": ("list", "目录"),
}
"""The kind of a hit by the kind of its document: its name in addresses, and its name for readers."""
_LISTS = ("list", "downloads", "questions")  # what they list is found by itself
_TOP = ("case", "practice", "form", "checklist", "teaching")  # pages whose first case is the one that they belong to
_VOICES = {"record": "来源记载", "advice": "编者建议"}
_REF = "编号"  # found as the entry's `ref`, not as text
_HASH = re.compile(r"SHA-256 [0-9a-f]{64}")
_LINES = re.compile(r"\s*[\t\n\r\f\v\x85\u2028\u2029]\s*")


@dataclass(frozen=True, slots=True)
class Passage:
    """A part of a page with its anchor and heading (both empty for the opening); lines of its text are apart."""

    id: str
    heading: str
    text: str
    voice: str = ""  # 来源记载 or 编者建议, said wherever the text is shown


@dataclass(frozen=True, slots=True)
class Entry:
    """Something to find: a page, or a row or part of one that has its own address."""

    path: str
    kind: str
    label: str
    title: str
    names: tuple[str, ...]
    ref: str
    case: str
    passages: tuple[Passage, ...]
    see: tuple[str, ...] = ()  # of what the casebook does not have: pages that answer a part


def search_entries(documents: Iterable[Document]) -> tuple[Entry, ...]:
    """Everything that the search can find, in the order of the documents."""
    return tuple(entry for document in documents if document.searched and not document.moved for entry in _entries(document))


def _entries(document: Document) -> Iterator[Entry]:
    apart = _APART.get(document.kind)
    yield _page(document, whole=apart is None and document.kind not in _LISTS)
    if apart:
        yield from apart(document)


def _page(document: Document, whole: bool) -> Entry:
    """The page itself; of a list, and of a page whose parts are entries, the opening alone."""
    kind, label = KINDS.get(document.kind) or (document.kind, document.kicker.split(" · ")[0] or "其他")
    facts = "\n".join(f"{name}：{words_of(value)}" for name, value in document.facts)
    opening = Passage("", "", _clean(f"{words_of(document.lead)}\n{facts}"))
    parts = tuple(_passage(section) for section in document.sections) if whole else ()
    names = tuple(dict.fromkeys(_clean(name) for name in document.keywords if name != document.title))
    case = document.cases[0] if document.cases and document.kind in _TOP else ""
    if not whole and document.kind in _APART:
        kind, label = KINDS["list"]
    return Entry(document.path, kind, label, _clean(document.title), names, document.ref, case, (opening, *parts))


def _passage(section: Section) -> Passage:
    return Passage(section.id, _clean(section.heading), _clean("\n".join(_lines(section.blocks))), _VOICES.get(section.voice, ""))


def _metric_rows(document: Document) -> Iterator[Entry]:
    for case, title, row, row_id in _rows(document):
        stated = row[1].strip("“”※")
        ref = row_id.replace(".", "/", 1)
        yield _row(document, row_id, title, (stated,) if case else (), row[1:], ref=ref, case=case)


def _term_rows(document: Document) -> Iterator[Entry]:
    for _, title, row, row_id in _rows(document):
        term, *aliases = title.split("、")
        yield _row(document, row_id, term, tuple(aliases), row[1:])


def _policy_rows(document: Document) -> Iterator[Entry]:
    for _, title, row, row_id in _rows(document):
        yield _row(document, row_id, title.strip("《》"), (), row[1:])


def _rows(document: Document) -> Iterator[tuple[str, str, tuple[str, ...], str]]:
    """Each row that has an address: the case of its section, its first cell, all cells, its anchor."""
    for section in document.sections:
        case = section.id.removeprefix("case-") if section.id.startswith("case-") else ""
        for table in section.blocks:
            if isinstance(table, Table) and table.ids:
                for row, row_id in zip(table.rows, table.ids, strict=True):
                    cells = tuple(_clean(words_of(cell)) for cell in row)
                    yield case, cells[0], cells, row_id


def _row(
    document: Document, anchor: str, title: str, names: tuple[str, ...], cells: Iterable[str], ref: str = "", case: str = ""
) -> Entry:
    kind, label = KINDS[document.kind]
    text = "\n".join(cell for cell in cells if cell)
    return Entry(f"{document.path}#{anchor}", kind, label, title, names, ref, case, (Passage("", "", text),))


def _gaps(document: Document) -> Iterator[Entry]:
    for section in document.sections:
        facts = dict(row for block in section.blocks if isinstance(block, Facts) for row in block.rows)
        words = tuple(filter(None, words_of(facts.get("会搜的词", ())).split("、")))
        see = tuple(
            run.target for block in section.blocks if isinstance(block, Bullets) for item in block.items
            for run in item if isinstance(run, Link)
        )
        kind, label = KINDS["gaps"]
        answers = _lines(block for block in section.blocks if not isinstance(block, Facts))
        text = _clean("\n".join((*(words_of(value) for name, value in facts.items() if name != "会搜的词"), *answers)))
        passages = (Passage("", "", text),)
        yield Entry(f"{document.path}#{section.id}", kind, label, _clean(section.heading), words, "", "", passages, see)


def _sections(document: Document) -> Iterator[Entry]:
    kind, label = KINDS[document.kind]
    for section in document.sections:
        text = _clean("\n".join(_lines(section.blocks)))
        yield Entry(f"{document.path}#{section.id}", kind, label, _clean(section.heading), (), "", "", (Passage("", "", text),))


_APART: dict[str, Callable[[Document], Iterator[Entry]]] = {
    "metrics": _metric_rows, "glossary": _term_rows, "policies": _policy_rows, "gaps": _gaps, "sources": _sections,
    "comparisons": _sections,
}
"""Documents whose rows or parts are what readers look for."""


def _clean(text: str) -> str:
    """The text with its lines apart by one \\n, without what nobody reads aloud (hashes)."""
    return _LINES.sub("\n", _HASH.sub("", text)).strip()


def _lines(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        yield from READ[type(block)](block)


def _branch_lines(branches: Iterable[Branch]) -> Iterator[str]:
    for branch in branches:
        yield branch.name
        yield words_of(branch.text)
        yield from (link.text for link in branch.links)
        yield from _branch_lines(branch.parts)


def _table_lines(table: Table) -> Iterator[str]:
    yield table.caption
    yield from (words_of(cell) for row in table.rows for cell in row)


def _sheet_lines(sheet: Sheet) -> Iterator[str]:
    yield sheet.title
    yield from (f"{name}：{value}" if value else name for name, value in sheet.head)
    yield from (f"{cell.name}\n{cell.hint}" for cell in sheet.columns)
    yield from (cell for row in sheet.rows for cell in row if cell)
    yield from (*sheet.body, *sheet.foot)


def _step_lines(steps: Steps) -> Iterator[str]:
    for step in steps.items:
        yield from (words_of(step.do), words_of(step.who), words_of(step.output), step.time)


def _note_lines(notes: Notes) -> Iterator[str]:
    for note in notes.items:
        yield f"{note.kind}：{words_of(note.text)}"
        yield from (figure.text for figure in note.figures)


READ: dict[type, Callable[[Any], Iterable[str]]] = {
    Paragraph: lambda block: (words_of(block.text),),
    Statements: lambda block: (f"{told.label}：{words_of(told.text)}" if told.label else words_of(told.text) for told in block.items),
    Bullets: lambda block: (words_of(item) for item in block.items),
    Facts: lambda block: (f"{name}：{words_of(value)}" for name, value in block.rows if name != _REF),
    Table: _table_lines,
    Steps: _step_lines,
    Speeches: lambda block: (f"{speech.use}：{speech.text}" for speech in block.items),
    Notes: _note_lines,
    Cards: lambda block: (f"{card.title}：{card.text}" for card in block.items),
    Tree: lambda block: _branch_lines(block.items),
    Sheet: _sheet_lines,
    Files: lambda block: (title for title, _ in block.rows),
    Fold: lambda block: (),  # a folded answer is not to be found before it is opened
    Numbered: lambda block: (words_of(text) for _, text in block.items),
    Framed: lambda block: (block.head, *map(words_of, block.paragraphs)),
    Ruled: lambda block: (),
    **dict.fromkeys((Flow, Structure, Chart), lambda block: ()),  # a picture repeats the words beside it
}
"""The lines of each shape, as a reader sees them; a test holds that no shape is missing."""
