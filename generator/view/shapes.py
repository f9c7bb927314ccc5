"""What a document consists of, whatever its format: pages, sections, blocks, runs of text. Pure data.

A view fills these shapes from the casebook; a renderer turns them into bytes and knows nothing else.
Links name a page by its site path (`library/dongguan/case.html#id`); renderers make them relative.
"""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from generator.view.picture_shapes import Bar as Bar
from generator.view.picture_shapes import Chart as Chart
from generator.view.picture_shapes import Flow as Flow
from generator.view.picture_shapes import Frame as Frame
from generator.view.picture_shapes import Stage as Stage
from generator.view.picture_shapes import Structure as Structure


@dataclass(frozen=True, slots=True)
class Plain:
    """Words as they are."""

    text: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of a source, shown as it is written in our prose and bound to its metric."""

    text: str
    metric: str  # case/id
    cautioned: bool = False
    page: str = "library/metrics.html"  # that holds its row


@dataclass(frozen=True, slots=True)
class Computed:
    """A figure computed from metrics; always shown with the mark 推算."""

    text: str
    formula: str  # in words, such as “2100 + 500 + 600”


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead to another page of the site."""

    text: str
    target: str


Inline = Plain | Figure | Computed | Link
Rich = tuple[Inline, ...]


def words_of(text: Rich) -> str:
    """The words of a text, without what its runs carry."""
    return "".join(run.text for run in text)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph."""

    text: Rich


@dataclass(frozen=True, slots=True)
class Told:
    """A statement of a source: what it says, how (做法 …; empty when it is plain), and where."""

    text: Rich
    status: str
    where: str
    label: str = ""  # the name of a place or a part, set before the text


@dataclass(frozen=True, slots=True)
class Statements:
    """Statements of a source; ordered when the source gives an order."""

    items: tuple[Told, ...]
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list."""

    items: tuple[Rich, ...]
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """Label and value, one row each."""

    rows: tuple[tuple[str, Rich], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a caption; the first column heads the rows when `row_heads` is set. `ids` are anchors of rows."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[Rich, ...], ...]
    ids: tuple[str, ...] = ()
    row_heads: bool = False
    keys: tuple[str, ...] = ()  # one a row: words that a filter may look for
    tall: int = 0  # millimetres that each row takes at least on paper, to write in
    widths: tuple[int, ...] = ()  # of columns on paper, in proportion; none: by what the cells say
    one_page: bool = False  # on paper as large as what is left of the page allows


@dataclass(frozen=True, slots=True)
class Numbered:
    """Paragraphs numbered through a whole text, so that a class can point at them: （12）."""

    items: tuple[tuple[int, Rich], ...]


@dataclass(frozen=True, slots=True)
class Framed:
    """A part set apart in a frame that says what it is: 情景为教学需要合成."""

    head: str
    paragraphs: tuple[Rich, ...]


@dataclass(frozen=True, slots=True)
class Ruled:
    """Lines to write on, on paper, together with what they answer."""

    lines: int
    over: Rich = ()


@dataclass(frozen=True, slots=True)
class StepLine:
    """One step of a procedure that we advise."""

    do: Rich
    who: Rich
    output: Rich
    time: str


@dataclass(frozen=True, slots=True)
class Steps:
    """The steps, in order."""

    items: tuple[StepLine, ...]


@dataclass(frozen=True, slots=True)
class Speech:
    """Words to say or to post, ready to copy."""

    use: str
    text: str


@dataclass(frozen=True, slots=True)
class Speeches:
    """Several of them."""

    items: tuple[Speech, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """A caution beside a figure: its kind, its words, and figures it speaks of that its words do not name."""

    kind: str
    text: Rich
    figures: tuple[Figure, ...] = ()
    more: int = 0  # further such figures, only counted


@dataclass(frozen=True, slots=True)
class Notes:
    """Cautions of a page: quiet, always in reach."""

    items: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """A door to another page: title, one line, at most three facts."""

    title: str
    target: str
    text: str
    facts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Cards:
    """Cards side by side."""

    items: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Branch:
    """A part of a model's structure; may have parts."""

    name: str
    text: Rich
    where: str = ""
    links: tuple[Link, ...] = ()
    parts: tuple[Branch, ...] = ()


@dataclass(frozen=True, slots=True)
class Tree:
    """The structure of a model."""

    items: tuple[Branch, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """A column of a working form."""

    name: str
    width: int
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A working form on paper: blank, or filled as an example (示例，情景合成)."""

    title: str
    head: tuple[tuple[str, str], ...]  # label, value (empty when blank)
    columns: tuple[Cell, ...]
    rows: tuple[tuple[str, ...], ...]
    body: tuple[str, ...]
    foot: tuple[str, ...]
    example: bool = False
    landscape: bool = False


@dataclass(frozen=True, slots=True)
class Download:
    """A file that the reader may take along. The size is set when the file is made (`outputs.measured`)."""

    label: str  # what it is, in Chinese; with the path's ending, the name that the saved file gets
    path: str  # site path, such as data/metrics.csv
    kind: str  # what opens it, as readers know it: CSV, PDF, Word
    note: str = ""  # one sentence, where the label does not say enough
    size: int = 0  # bytes


@dataclass(frozen=True, slots=True)
class Files:
    """Documents to take along, one row each: its title, and the same document in its formats."""

    rows: tuple[tuple[str, tuple[Download, ...]], ...]


@dataclass(frozen=True, slots=True)
class Fold:
    """Lines that the reader opens with a click, such as an answer; on pages only. In print they stand open."""

    summary: str
    lines: tuple[Rich, ...]


Block = (
    Paragraph | Statements | Bullets | Facts | Table | Steps | Speeches | Notes | Cards | Tree | Sheet
    | Flow | Structure | Chart | Files | Numbered | Framed | Ruled | Fold
)


@dataclass(frozen=True, slots=True)
class Section:
    """A headed part of a document. `voice` tells who speaks: the source (record) or the editors (advice)."""

    id: str
    heading: str
    blocks: tuple[Block, ...]
    voice: Literal["record", "advice", "plain"] = "plain"
    level: Literal[2, 3, 4] = 2
    own_page: bool = False  # in a Word file it begins a page


@dataclass(frozen=True, slots=True)
class Document:
    """A document: what it is, how it is found, what it says."""

    path: str  # site path, such as library/dongguan/xinyuan-fenji.html
    kind: str  # case, practice, theme, form, metrics …: the renderer's class name, never shown
    title: str
    kicker: str  # what kind of page this is, in Chinese, such as “做法 · 东莞微治理”
    lead: Rich
    sections: tuple[Section, ...]
    description: str  # one sentence for search engines and share cards
    crumbs: tuple[Link, ...] = ()
    facts: tuple[tuple[str, Rich], ...] = ()  # the few facts at the top
    previous: Link | None = None
    next: Link | None = None
    cases: tuple[str, ...] = ()  # cases whose figures the page may show
    reviewed: str = ""  # newest review date of the records shown, YYYY-MM-DD
    copy: str = ""  # a ready text to copy, for a message or a citation
    keywords: tuple[str, ...] = ()
    ref: str = ""  # the id that readers may search for: a case, or case/practice
    searched: bool = True  # False: in no search index (a page moved, a teacher's page)
    moved: str = ""  # site path of the page that took this one's place: readers are sent there
    source: str = ""  # the one source that the page is about, as it is named in a sentence
    script: str = ""  # the script of a page that is a tool (bundle.SCRIPTS)
    downloads: tuple[Download, ...] = ()  # files of this page
    linked: Mapping[str, object] = field(default_factory=dict, hash=False)  # what search engines read: JSON-LD
