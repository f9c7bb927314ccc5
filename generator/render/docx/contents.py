"""Headings with their anchors, and the table of contents: a field whose entries stand there already."""
from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.render.docx.runs import field, paragraph, run
from generator.render.heading_number import heading_number
from generator.view.shapes import Section

_DEPTH = 2  # levels of headings in the table of contents
_FIRST_BOOKMARK = 100_000  # footnotes have the ids before


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: its level from 1, the number that its style writes before it, its bookmark; page 0: not known."""

    level: int
    number: str
    words: str
    bookmark: str
    place: int
    page: int

    def xml(self) -> str:
        """The paragraph."""
        number = _FIRST_BOOKMARK + self.place
        start = f'<w:bookmarkStart w:id="{number}" w:name="{self.bookmark}"/>'
        return paragraph(f"Heading{self.level}", f'{start}{run(self.words)}<w:bookmarkEnd w:id="{number}"/>')


def headings(sections: Sequence[Section], numbered: bool, pages: Mapping[str, int]) -> list[Heading | None]:
    """The heading of each section, None for one without; no level is skipped, which readers' aids could not follow.

    `pages` tells pages by a section's id or heading; a heading that stands twice is not looked for.
    """
    same = Counter(section.heading for section in sections)
    counts, depth = [0, 0, 0], 0
    found: list[Heading | None] = []
    for place, section in enumerate(sections):
        if not section.heading.strip():
            found.append(None)
            continue
        level = depth = min(section.level - 1, depth + 1)
        counts[level - 1:] = [counts[level - 1] + 1] + [0] * (3 - level)
        number = heading_number(level, counts[level - 1]) if numbered else ""
        page = pages.get(section.id, 0) or (pages.get(section.heading, 0) if same[section.heading] == 1 else 0)
        found.append(Heading(level, number, section.heading, f"_Toc{place + 1:06d}", place, page))
    return found


def contents_page(entries: Sequence[Heading | None]) -> str:
    """The table of contents. A page that is not known stays blank until the field is updated."""
    shown = [entry for entry in entries if entry and entry.level <= _DEPTH]
    title = paragraph("ContentsTitle", run("目　录"))
    if not shown:
        return title
    lines = [_entry(entry) for entry in shown]
    begin = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> TOC \\o "1-{_DEPTH}" \\h \\z \\u </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    return title + "".join(
        paragraph(f"TOC{entry.level}", (begin if not index else "") + line + (end if index == len(lines) - 1 else ""))
        for index, (entry, line) in enumerate(zip(shown, lines, strict=True))
    )


def _entry(entry: Heading) -> str:
    page = field(f"PAGEREF {entry.bookmark} \\h", str(entry.page)) if entry.page else ""
    inner = run(entry.number + entry.words) + "<w:r><w:tab/></w:r>" + page
    return f'<w:hyperlink w:anchor="{entry.bookmark}" w:history="1">{inner}</w:hyperlink>'


def in_groups(sections: Sequence[Section], entries: Sequence[Heading | None]) -> Iterator[tuple[bool, list[tuple[Section, Heading | None]]]]:
    """Sections in a row of which all are advice, or none is."""
    group: list[tuple[Section, Heading | None]] = []
    for section, entry in zip(sections, entries, strict=True):
        if group and (group[-1][0].voice == "advice") != (section.voice == "advice"):
            yield group[-1][0].voice == "advice", group
            group = []
        group.append((section, entry))
    if group:
        yield group[-1][0].voice == "advice", group
