"""Pages that are written by hand, as documents: the search reads them like all others."""
from __future__ import annotations

from generator.read.hand_page import HandPage
from generator.view.desk import plain
from generator.view.shapes import Document, Paragraph, Section


def hand_document(page: HandPage) -> Document:
    """The document of a page written by hand; it is written already, and only searched."""
    opening, *parts = page.parts
    return Document(
        path=page.path,
        kind="guide",
        title=page.title,
        kicker="",
        lead=plain(f"{page.description}\n{opening[2]}"),
        sections=tuple(Section(anchor, heading, (Paragraph(plain(text)),)) for anchor, heading, text in parts),
        description=page.description,
    )
