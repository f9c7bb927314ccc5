"""A deck of slides as PPTX: parts by python-pptx, our own master, every run with its Chinese font, the zip normalised."""
from generator.render.pptx.deck_file import render_pptx

__all__ = ["render_pptx"]
