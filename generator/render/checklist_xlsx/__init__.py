"""A self-assessment form as a workbook: dropdowns, a live score, a chart, a plan; its cells are known by their keys.

Kept to what Excel 2010, WPS and LibreOffice share. Every formula carries the value that it has now, since previewers of
chat programs never work anything out.
"""
from __future__ import annotations

import io
from datetime import datetime, time

import xlsxwriter

from generator.render.checklist_xlsx.dictionary import Lists, identity, write_meta
from generator.render.checklist_xlsx.fill_sheet import FillSheet
from generator.render.checklist_xlsx.layout import (
    FILL,
    GUIDE,
    LISTS,
    META,
    PLAN,
    RESULT,
    lay_out,
    on,
)
from generator.render.checklist_xlsx.plan_sheet import write_guide, write_plan
from generator.render.checklist_xlsx.result_sheet import ResultSheet
from generator.render.checklist_xlsx.styles import make_styles
from generator.render.checklist_xlsx.words import first_lines
from generator.render.office_zip import clean, document_day, normalise_package
from generator.render.xlsx_book import open_book
from generator.view.filled_form import Filled, fill_form
from generator.view.paper import ChecklistForm

_PROPERTIES = ("checklist", "version", "edition", "fingerprint")


def render_checklist_xlsx(form: ChecklistForm, filled: Filled | None = None) -> bytes:
    """The file, blank or with these answers; the same form gives the same bytes. Its date is the checklist's day of review.

    Raises ValueError for answers to another checklist, version or edition.
    """
    answers = fill_form(form, filled)
    day = document_day(form.reviewed)
    made = io.BytesIO()
    book = open_book(made)
    layout = lay_out(form, len(first_lines(form)))
    lists = Lists(layout)
    styles = make_styles(book)
    pages = {name: book.add_worksheet(name) for name in (FILL, RESULT, PLAN, GUIDE, LISTS, META)}
    names = {FILL: FillSheet(pages[FILL], layout, lists, styles, answers).write()}
    result = ResultSheet(book, pages[RESULT], layout, lists, styles, answers)
    names[RESULT] = result.write()
    write_plan(pages[PLAN], layout, lists, styles, answers)
    write_guide(pages[GUIDE], layout, styles)
    lists.write(pages[LISTS], answers, result.weak_cells())
    write_meta(pages[META], form)
    _describe(book, form, names)
    book.close()
    return normalise_package(made.getvalue(), day)


def _describe(book: xlsxwriter.Workbook, form: ChecklistForm, names: dict[str, dict[str, str]]) -> None:
    """The properties and the defined names."""
    known = identity(form)
    book.set_properties({
        "title": clean(form.title), "author": "基层治理案例库", "comments": clean(form.web),
        "created": datetime.combine(document_day(form.reviewed), time()),
    })
    for name in _PROPERTIES:
        book.set_custom_property(f"casebook_{name}", known[name], "text")
    book.define_name("casebook_template", '="' + "/".join(known[name] for name in _PROPERTIES) + '"')
    for sheet, cells in names.items():
        for name, cell in cells.items():
            book.define_name(name, f"={on(sheet)}{cell}")
    book.set_calc_mode("auto")
