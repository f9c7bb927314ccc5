"""A paper as a Word document, for Word, WPS and LibreOffice: real styles, headings, footnotes and table heads."""
from generator.render.docx.checklist import render_checklist_docx
from generator.render.docx.paper import render_docx

__all__ = ["render_checklist_docx", "render_docx"]
