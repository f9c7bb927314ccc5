"""工作表 on paper: blank to fill in, and the same form filled in as an example."""
from __future__ import annotations

from generator.model.practice import Form
from generator.view.desk import Desk, form_path
from generator.view.paper import Paper
from generator.view.reference_pages import blank_sheet, example_sheet
from generator.view.shapes import Section

_BLANK = "已有同类记录的不另填。栏目和数字都是编者建议，可以增减。不登记身份证号、病史、信仰等内容。"
_EXAMPLE = "示例，情景合成：人和事都是编的，只说明怎样填。"


def form_papers(desk: Desk, form: Form) -> tuple[Paper, Paper]:
    """The blank form and the example."""
    blank = Section("blank", "", (blank_sheet(form),))
    example = Section("example", "", (example_sheet(form),))
    return (
        _paper(desk, form, f"form-{form.id}", "form", form.name, f"工作表-{form.name}", blank, _BLANK),
        _paper(desk, form, f"form-{form.id}-example", "form-example", f"{form.name}（示例）", f"工作表示例-{form.name}", example, _EXAMPLE),
    )


def _paper(desk: Desk, form: Form, name: str, kind: str, title: str, saved: str, section: Section, opening: str) -> Paper:
    case = desk.case.case
    return Paper(
        path=f"{case.id}/{name}",
        kind=kind,
        layout="form",
        title=title,
        name=saved,
        sections=(section,),
        kicker=f"工作表 · {case.name}",
        opening=(opening, f"由谁填：{form.filler.rstrip('。')}。什么时候：{form.when.rstrip('。')}。怎样存：{form.keep.rstrip('。')}。"),
        landscape=form.landscape,
        ref=f"{case.id}/form-{form.id}",
        web=form_path(case.id, form.id),
        reviewed=form.reviewed,
        source=f"cases/{case.id}/forms/{form.id}.yaml",
        keywords=(form.name, form.family),
    )
