"""A paper as plain JSON for the typst templates: runs with their footnotes, numbered headings, widths of columns.

Typst gets this through sys.inputs and shows every string as it is: no word of a paper is ever read as markup.
"""
from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any
from unicodedata import east_asian_width

from generator.render.heading_number import heading_number
from generator.view.paper import Paper
from generator.view.shapes import (
    Block,
    Branch,
    Bullets,
    Cards,
    Chart,
    Computed,
    Facts,
    Figure,
    Flow,
    Frame,
    Framed,
    Inline,
    Link,
    Note,
    Notes,
    Numbered,
    Paragraph,
    Plain,
    Rich,
    Ruled,
    Sheet,
    Speeches,
    Statements,
    StepLine,
    Steps,
    Structure,
    Table,
    Told,
    Tree,
)

Json = dict[str, Any]
_NARROW = 9.5  # characters: a column whose longest cell is shorter than this gets just the room that it needs
_UNSET = frozenset(("qr", "kind", "layout", "voice", "to", "id", "note", "edition"))  # no words of the paper
_STEP_SIDE = 6.3  # characters: what a step leaves, and who does it, beside the doing, which gets most of the width
_SMALL_ROWS, _SMALL = 8, 360.0  # rows and characters of a table that no page need break
_WIDE, _WIDEST = 45.0, 150.0  # a longer cell asks for no more room than one of this length; on a page across


@dataclass
class _Writer:
    """Collects the footnotes of one paper while its text is written; the same words get the same note."""

    paper: Paper
    address: str  # of the site, empty when it has none
    notes: dict[str, str] = field(default_factory=dict)  # words → its label

    def note(self, words: str) -> Json:
        """A footnote, or a second mark of the one that said the same before."""
        known = words in self.notes
        label = self.notes.setdefault(words, f"n{len(self.notes) + 1}")
        return {"label": label, "again": known}

    def rich(self, text: Rich) -> list[Json]:
        """Runs of text."""
        return [self.run(run) for run in text if run.text]

    def run(self, run: Inline) -> Json:
        """One run: its words, and what hangs on them."""
        match run:
            case Figure(text, metric, cautioned):
                words = dict(self.paper.footnotes).get(metric, "")
                return {"t": text, "mark": cautioned, "note": self.note(_sentence(words)) if words else None}
            case Computed(text, formula):
                return {"t": text, "derived": True, "note": self.note(_sentence(f"推算：{formula}")) if formula else None}
            case Link(text, target):
                return {"t": text, "to": f"{self.address}{target}"} if self.address else {"t": text}
            case Plain(text):
                return {"t": text}

    def told(self, told: Told, last: bool) -> Json:
        """A statement; only the last of a row with the same place names it."""
        runs = self.rich(told.text)
        if told.status:
            runs.append({"t": f"〔{told.status}〕", "small": True})
        if told.where and last:
            runs.append({"t": "", "note": self.note(_sentence(told.where))})
        return {"label": told.label, "runs": runs}

    def told_all(self, items: Sequence[Told]) -> list[Json]:
        """Statements in a row."""
        after = [*(item.where for item in items[1:]), ""]
        return [self.told(item, item.where != following) for item, following in zip(items, after, strict=True)]

    def branch(self, branch: Branch) -> Json:
        """A part of a structure with its parts."""
        runs = [{"t": "：" if branch.text else ""}, *self.rich(branch.text)]
        if branch.where:
            runs.append({"t": "", "note": self.note(_sentence(branch.where))})
        return {"name": branch.name, "runs": runs, "parts": [self.branch(part) for part in branch.parts]}

    def caution(self, note: Note) -> Json:
        """A caution, with the figures it speaks of."""
        runs = self.rich(note.text)
        if note.figures:
            runs.append({"t": "涉及"})
            for index, figure in enumerate(note.figures):
                runs += [{"t": "、"}] * bool(index) + [self.run(figure)]
            runs.append({"t": f"等，另有{note.more}个。" if note.more else "。"})
        return {"label": note.kind, "runs": runs}


def paper_json(paper: Paper, address: str, qr: Callable[[str], str]) -> Json:
    """What the template draws. `address` is the site's (https://…/ or empty), `qr` makes the SVG of an address.

    Raises ValueError for a block of a kind that has no drawing: a fault of the view.
    """
    writer = _Writer(paper, address)
    facts = [[label, writer.rich(value)] for label, value in paper.facts]
    sections = list(_sections(writer, paper))
    cards = [
        {
            "title": card.title, "kicker": card.kicker, "line": writer.rich(card.line), "facts": card.facts,
            "steps": card.steps, "silent": card.silent, "ref": card.ref, "qr": qr(address + card.web) if address else "",
        }
        for card in paper.cards
    ]
    cover = paper.cover
    return {
        "layout": paper.layout, "edition": paper.edition, "title": paper.title, "kicker": paper.kicker, "opening": paper.opening, "facts": facts,
        "cover": {"title": cover.title, "subtitle": cover.subtitle, "lines": cover.lines} if cover else None,
        "contents": paper.contents, "sections": sections, "cards": cards, "landscape": paper.landscape,
        "footer": paper.footer, "ref": paper.ref, "keywords": paper.keywords, "version": paper.version,
        "reviewed": _day(paper.reviewed), "notes": {label: words for words, label in writer.notes.items()},
        "qr": qr(address + paper.web) if address and paper.web else "",
    }


def _day(reviewed: str) -> str:
    """2026-01-05 as 2026年1月5日."""
    if not reviewed:
        return ""
    year, month, day = reviewed.split("-")
    return f"{year}年{int(month)}月{int(day)}日"


def _sections(writer: _Writer, paper: Paper) -> Iterator[Json]:
    """Sections with typed numbers in the official layout; no level is skipped, which readers' aids could not follow."""
    counts, depth = [0, 0, 0], 0
    for section in paper.sections:
        level = min(section.level - 1, depth + 1)
        if section.heading:
            depth = level
            counts[level - 1:] = [counts[level - 1] + 1] + [0] * (3 - level)
        number = heading_number(level, counts[level - 1]) if paper.layout == "official" else ""
        yield {
            "id": section.id, "level": level, "number": number, "heading": section.heading, "voice": section.voice,
            "own_page": section.own_page,
            "blocks": [_block(writer, block) for block in section.blocks],
        }


def _block(writer: _Writer, block: Block) -> Json:
    match block:
        case Paragraph(text):
            return {"kind": "paragraph", "runs": writer.rich(text)}
        case Statements(items, ordered):
            return {"kind": "statements", "items": writer.told_all(items), "ordered": ordered}
        case Bullets(items, ordered):
            return {"kind": "bullets", "items": [writer.rich(item) for item in items], "ordered": ordered}
        case Facts(rows):
            said = sum(_widths(value) for _, value in rows)
            return {
                "kind": "facts", "rows": [[label, writer.rich(value)] for label, value in rows],
                "together": _together(writer.paper, len(rows), said),
            }
        case Table():
            return _table(writer, block)
        case Steps():
            return _steps(writer, block)
        case Speeches(items):
            return {"kind": "speeches", "items": [[speech.use, speech.text] for speech in items]}
        case Notes(items):
            return {"kind": "notes", "items": [writer.caution(note) for note in items]}
        case Cards(items):
            doors = [{"label": card.title, "runs": [{"t": "；".join(filter(None, (card.text, *card.facts)))}]} for card in items]
            return {"kind": "statements", "items": doors, "ordered": False}
        case Tree(items):
            return {"kind": "tree", "items": [writer.branch(branch) for branch in items]}
        case Sheet():
            return _sheet(block)
        case Flow():
            return _flow(block)
        case Structure():
            parts = [_frame(part) for part in block.parts]
            return {"kind": "tree", "items": [{"name": block.root, "runs": [], "parts": parts}]}
        case Chart():
            return _chart(block)
        case Numbered(items):
            return {"kind": "numbered", "items": [[number, writer.rich(text)] for number, text in items]}
        case Framed(head, paragraphs):
            return {"kind": "framed", "head": head, "paragraphs": [writer.rich(text) for text in paragraphs]}
        case Ruled(lines, over):
            return {"kind": "ruled", "lines": lines, "over": writer.rich(over)}
        case _:
            raise ValueError(f"no drawing for the shape {type(block).__name__} ({writer.paper.path})")


def _table(writer: _Writer, block: Table) -> Json:
    rows = [[writer.rich(cell) for cell in row] for row in block.rows]
    lengths = [[_width(name) for name in block.head], *([_widths(cell) for cell in row] for row in block.rows)]
    set_widths = [{"fr": width, "left": True} for width in block.widths]
    return {
        "kind": "table", "caption": block.caption, "head": block.head, "rows": rows, "row_heads": block.row_heads,
        "columns": set_widths or _columns(lengths, _WIDEST if writer.paper.landscape else _WIDE),
        "together": _together(writer.paper, len(rows), sum(map(sum, lengths))), "one_page": block.one_page,
        "tall": block.tall, "whole": all(_widths(cell) < 300 for row in block.rows for cell in row),
    }


def _together(paper: Paper, rows: int, said: float) -> bool:
    """Whether a small table of a text to read stays on one page."""
    return paper.layout == "reading" and rows <= _SMALL_ROWS and said <= _SMALL


def _steps(writer: _Writer, block: Steps) -> Json:
    names = ("步骤", "怎样做", "谁做、多久", "留下什么")
    rows = [
        [[{"t": str(index)}], writer.rich(step.do), _who_and_when(writer, step), writer.rich(step.output)]
        for index, step in enumerate(block.items, 1)
    ]
    used = [column for column in range(len(names)) if any(run["t"] for row in rows for run in row[column])]
    widths = ({"em": 2.2}, {"fr": 1.0}, {"em": _STEP_SIDE, "left": True}, {"em": _STEP_SIDE, "left": True})
    return {
        "kind": "table", "caption": "", "head": [names[column] for column in used],
        "rows": [[row[column] for column in used] for row in rows], "row_heads": False,
        "columns": [widths[column] for column in used], "whole": True,
    }


def _who_and_when(writer: _Writer, step: StepLine) -> list[Json]:
    """Who does a step, and below how long it takes."""
    who = writer.rich(step.who)
    return [*who, {"t": f"{chr(10) if who else ''}{step.time}"}] if step.time else who


def _flow(block: Flow) -> Json:
    two = any(stage.leaves for stage in block.stages)
    names = ["次序", *(block.heads or (("谁", "留下什么") if two else ("原文写到的步骤",)))]
    rows = [
        [[{"t": str(index)}], [{"t": stage.text}], *([[{"t": stage.leaves}]] if two else [])]
        for index, stage in enumerate(block.stages, 1)
    ]
    lengths = [[_width("".join(run["t"] for run in cell)) for cell in row] for row in rows]
    return {"kind": "table", "caption": block.name, "head": names, "rows": rows, "row_heads": False,
            "columns": _columns([[_width(name) for name in names], *lengths]), "whole": True}


def _frame(frame: Frame) -> Json:
    return {"name": frame.name, "runs": [], "parts": [_frame(part) for part in frame.parts]}


def _chart(block: Chart) -> Json:
    most = max((bar.high for bar in block.bars), default=0) or 1
    bars = [
        {"label": bar.label, "words": bar.words + ("（推算）" if bar.computed else ""), "low": bar.low / most, "high": bar.high / most}
        for bar in block.bars
    ]
    return {"kind": "chart", "caption": block.name, "says": block.says, "bars": bars}


def _sheet(block: Sheet) -> Json:
    empty = block.columns and not any(cell for row in block.rows for cell in row)
    return {
        "kind": "sheet", "title": block.title, "head": block.head, "body": block.body, "foot": block.foot,
        "columns": [{"name": cell.name, "width": cell.width, "hint": cell.hint} for cell in block.columns],
        "rows": block.rows, "blank": bool(empty), "example": block.example, "landscape": block.landscape,
    }


def _columns(lengths: Sequence[Sequence[float]], most: float = _WIDE) -> list[Json]:
    """How wide each column is: narrow ones in characters, the others share what is left by how much they say."""
    columns = []
    for cells in zip(*lengths, strict=True):
        longest = max(cells)
        if longest <= _NARROW:
            columns.append({"em": longest + 0.3})
        else:
            mean = sum(min(cell, most) for cell in cells) / len(cells)
            columns.append({"fr": round((max(mean, min(longest, most) / 2)) ** 0.6, 2)})
    if all("em" in column for column in columns):
        columns[-1] = {"fr": 1.0}
    return columns


def _widths(text: Rich) -> float:
    return sum(_width(run.text) for run in text)


def _width(text: str) -> float:
    """The length of a text in Han characters; a quarter is set between Han and Latin."""
    wide = [east_asian_width(character) in "WFA" for character in text]
    return sum(1.0 if one else 0.58 for one in wide) + 0.25 * sum(before != after for before, after in pairwise(wide))


def _sentence(words: str) -> str:
    return words if words.endswith(("。", "！", "？", "”", "」", "）")) else f"{words}。"


def texts_of(value: object) -> Iterator[str]:
    """Every string of a paper's JSON that is set in type."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, inner in value.items():
            if name not in _UNSET:
                yield from texts_of(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from texts_of(inner)
