"""What is shared while one paper is written: footnotes, links, numbered lists; and how runs of text become XML."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from generator.render.docx.footnotes import Footnotes
from generator.render.docx.look import Look
from generator.render.docx.pictures import inline, qr_png
from generator.render.docx.runs import look_of, run
from generator.view.paper import Paper
from generator.view.shapes import Computed, Figure, Inline, Link, Note, Plain, Rich, Told

FIRST_LIST = 3  # numbering: 1 headings, 2 bullets, from here the ordered lists
_RAISED = look_of(raised=True)


@dataclass
class Writer:
    """The state of one paper."""

    paper: Paper
    look: Look
    address: str  # of the site with its slash, empty when it has none
    notes: Footnotes = field(default_factory=Footnotes)
    links: dict[str, str] = field(default_factory=dict)  # address → id of its relationship
    pictures: dict[bytes, str] = field(default_factory=dict)  # PNG → id of its relationship
    drawn: int = 0  # pictures so far
    lists: int = 0  # ordered lists so far: each starts with 1
    figures: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        self.figures = dict(self.paper.footnotes)

    def rich(self, text: Rich, properties: str = "") -> str:
        """Runs of text."""
        return "".join(self._run(piece, properties) for piece in text)

    def _run(self, piece: Inline, properties: str) -> str:
        shown = run(piece.text, properties)
        match piece:
            case Figure(_, metric, cautioned):
                said = self.figures.get(metric, "")
                return shown + (run("※", _RAISED) if cautioned else "") + (self.notes.mark(sentence(said)) if said else "")
            case Computed(_, formula):
                return shown + run("推算", _RAISED) + (self.notes.mark(sentence(f"推算：{formula}")) if formula else "")
            case Link(_, target) if self.address and shown:
                return f'<w:hyperlink r:id="{self.link(self.address + target)}" w:history="1">{shown}</w:hyperlink>'
            case Plain() | Link():
                return shown

    def link(self, address: str) -> str:
        """The id of the relationship that leads to an address."""
        return self.links.setdefault(address, f"link{len(self.links) + 1}")

    def qr(self, address: str, millimetres: int, said: str) -> str:
        """A run with the QR code of an address."""
        png = qr_png(address, millimetres)
        relation = self.pictures.setdefault(png, f"picture{len(self.pictures) + 1}")
        self.drawn += 1
        return inline(relation, self.drawn, millimetres, said)

    def told(self, told: Told, last: bool) -> str:
        """A statement; of several in a row with the same place only the last names it."""
        label = run(named(told.label), look_of("Label")) if told.label else ""
        status = run(f"〔{told.status}〕", look_of("Aside")) if told.status else ""
        where = self.notes.mark(sentence(told.where)) if told.where and last else ""
        return label + self.rich(told.text) + status + where

    def all_told(self, items: Sequence[Told]) -> list[str]:
        """Statements in a row."""
        after = [*(item.where for item in items[1:]), ""]
        return [self.told(item, item.where != following) for item, following in zip(items, after, strict=True)]

    def caution(self, note: Note) -> str:
        """A caution with the figures that it speaks of."""
        pieces = [run(named(f"※ {note.kind}"), look_of("Label")), self.rich(note.text)]
        if note.figures:
            pieces.append(run("涉及"))
            for index, figure in enumerate(note.figures):
                pieces += [run("、")] * bool(index) + [self.rich((figure,))]
            pieces.append(run(f"等，另有{note.more}个。" if note.more else "。"))
        return "".join(pieces)

    def new_list(self) -> int:
        """The numbering of one more ordered list."""
        self.lists += 1
        return FIRST_LIST + self.lists - 1


def named(name: str) -> str:
    """A name set before what it names."""
    return name if name.endswith(("。", "：")) else f"{name}："


def sentence(words: str) -> str:
    """Words as a sentence of their own."""
    return words if words.endswith(("。", "！", "？", "”", "」", "）")) else f"{words}。"
