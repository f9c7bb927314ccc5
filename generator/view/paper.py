"""Printables: what a paper says, whatever becomes of it (PDF, DOCX). Pure data, built on the shapes of pages."""
from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from generator.view.checklist_shapes import ChecklistSheet
from generator.view.shapes import Rich, Section

Layout = Literal["handout", "official", "cards", "form", "table", "checklist", "reading"]
"""handout: 小四, 1–2 pages · official: the body of GB/T 9704 (3号, 22 lines of 28 characters) · cards: A6, four to an A4 ·
form: a working form on its own paper · table: landscape tables · checklist: a self-assessment form (ChecklistForm) ·
reading: 小四 with one and a half lines, for texts to read and to write beside; sections may begin a page."""
Edition = Literal["", "student", "teacher"]
"""Of a paper for teaching; a teacher's says 教师用 on every page and is absent from a site made for students."""


@dataclass(frozen=True, slots=True)
class Cover:
    """The first page of a compendium: nothing of an official document (no red head, number or seal)."""

    title: str
    subtitle: str
    lines: tuple[str, ...]  # version, day of review, what it was made from: one line each


@dataclass(frozen=True, slots=True)
class PaperCard:
    """One practice on an A6 card."""

    title: str
    kicker: str  # 做法 · 福田一核多元
    line: Rich
    facts: tuple[tuple[str, str], ...]  # 谁能定, 花费（估计） …: label, value
    steps: tuple[str, ...]  # the first steps, short; advice
    silent: str  # one thing that the source does not say
    ref: str  # futian/minsheng-weishishi
    web: str  # site path of the practice's page


@dataclass(frozen=True, slots=True)
class Paper:
    """One printable. A section's level 2, 3, 4 is 一、（一） 1. in the official layout.

    Sections speak as on pages: voice record is body text, voice advice goes into a box with a left rule headed
    「编者建议（来源未记载，未经当地验证）」 on every page that it runs to. A figure (run Figure) and the place of a statement
    (Told.where) become footnotes; of statements in a row with the same place only the last carries it.
    """

    path: str  # below downloads/, without suffix: futian/guide-minsheng-weishishi; ASCII
    kind: str  # the name of its row in the table of papers: guide, brief, compendium …
    layout: Layout
    title: str
    name: str  # the Chinese file name offered for saving, without suffix: 操作参考-民生微实事
    sections: tuple[Section, ...] = ()
    kicker: str = ""  # above the title, small: 操作参考 · 福田一核多元
    opening: tuple[str, ...] = ()  # the first lines under the title, each a paragraph
    facts: tuple[tuple[str, Rich], ...] = ()  # the few facts at the top
    cover: Cover | None = None
    contents: bool = False  # a table of contents with page numbers, after the cover
    cards: tuple[PaperCard, ...] = ()  # layout cards
    landscape: bool = False
    footer: str = "学习资料，非公文"
    ref: str = ""  # the id that a reader may search for on the home page
    web: str = ""  # site path of the page that says the same
    at_most: int = 0  # pages; 0: any number
    spare: tuple[tuple[str, str], ...] = ()  # sections that may be left out to fit, first those that go first: id, its name
    footnotes: tuple[tuple[str, str], ...] = ()  # metric (case/id) and what its footnote says, whole sentence
    reviewed: str = ""  # newest day of review of the records shown, YYYY-MM-DD
    version: str = ""
    source: str = ""  # the file a fault is to be looked for in: cases/futian/practices/minsheng-weishishi.yaml
    keywords: tuple[str, ...] = field(default=())
    edition: Edition = ""


@dataclass(frozen=True, slots=True)
class RowTotal:
    """A cell that adds up cells of its row, or means them: blank until one of them is filled.

    Columns are counted from 0. With `marks`, one a column, the cells are counts of people who gave that mark, and the
    cell shows the mean mark.
    """

    first: int
    last: int
    marks: tuple[int, ...] = ()


CellValue = str | float | RowTotal | None


@dataclass(frozen=True, slots=True)
class WorkbookSheet:
    """One sheet of figures: a head, rows of text or numbers, widths in characters."""

    name: str  # ≤ 31 characters, none of []:*?/\\
    title: str
    head: tuple[str, ...]
    widths: tuple[int, ...]
    rows: tuple[tuple[CellValue, ...], ...]
    note: str = ""
    tall: int = 0  # points that each row takes at least, to write in on paper
    sortable: bool = True  # False: no arrows to sort and filter by, where sorting would make a ranking


@dataclass(frozen=True, slots=True)
class Workbook:
    """A table document for Excel and WPS."""

    path: str
    kind: str
    title: str
    name: str
    sheets: tuple[WorkbookSheet, ...]
    footer: str = "学习资料，非公文"
    web: str = ""
    reviewed: str = ""
    version: str = ""
    source: str = ""
    edition: Edition = ""


@dataclass(frozen=True, slots=True)
class ChecklistForm:
    """A self-assessment form to fill in: the same items in PDF, DOCX and XLSX.

    use self (自用版): no seal, no telephone, no reviewer's column; submit (报送版): with them.
    """

    path: str  # futian/checklist-futian-v1, common/checklist-general-v1-quick, …-submit
    kind: str
    title: str
    name: str
    sheet: ChecklistSheet
    edition: Literal["full", "quick"] = "full"
    use: Literal["self", "submit"] = "self"
    web: str = ""  # site path of the form to fill in on the web
    ref: str = ""
    reviewed: str = ""
    version: str = ""  # of the checklist
    source: str = ""
    among: int = 0  # of how many checklists a community chooses one; 0: not said
    newest: bool = True  # the newest version of its checklist
