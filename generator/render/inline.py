"""Runs of text as HTML: escaped words, figures bound to their metric, computed figures, links.

In Python and not in a template because a page has hundreds of runs: this takes a fifth of a macro's time.
"""
from __future__ import annotations

import re

from markupsafe import Markup, escape

from generator.render.address import metric_path, relative
from generator.view.shapes import Computed, Figure, Inline, Link, Plain, Rich

_SPECIAL = re.compile("[&<>\"'\t\n\r]")
_LONG = 30  # characters of HTML, mark included; a longer figure may break at the end of a line
_LINE_ENDS = {0x09: " ", 0x0A: "&#10;", 0x0D: None}


def escape_line(text: str) -> str:
    """Return the text as HTML on one line: a blank line of the data must not end an HTML block of Markdown."""
    if not _SPECIAL.search(text):
        return text
    return str(escape(text)).translate(_LINE_ENDS)


def escape_value(value: object) -> str:
    """Return what a template puts out as HTML: escaped, unless it is HTML already."""
    if isinstance(value, Markup):
        return value
    return escape_line(value if isinstance(value, str) else str(value))


def render_rich(text: Rich, here: str) -> Markup:
    """Return runs of text as HTML for the page at the site path `here`."""
    return Markup("".join([_run(run, here) for run in text]))  # noqa: S704  each run is escaped


def _figure_link(figure: Figure, inside: str, here: str) -> str:
    """Return the link from a figure to its row in the table of figures; `inside` is HTML."""
    name = "fig" if len(inside) <= _LONG else "fig long"
    return f'<a class="{name}" href="{relative(here, metric_path(figure.metric, figure.page))}" data-m="{escape_line(figure.metric)}">{inside}</a>'


def _run(run: Inline, here: str) -> str:
    words = escape_line(run.text)
    match run:
        case Plain():
            return words
        case Figure():
            return _figure_link(run, words + "<sup>※</sup>" if run.cautioned else words, here)
        case Computed():
            how = escape_line(run.formula)
            return (
                f'<span class="calc">{words}<button type="button" title="推算：{how}">推算</button></span>'
                f'<span class="calc-how">（{how}）</span>'
            )
        case Link():
            return f'<a href="{relative(here, run.target)}">{words}</a>'
