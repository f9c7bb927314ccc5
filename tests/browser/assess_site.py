"""A site with forms to fill in: the general checklist of the real content, and a small one of two versions and all types."""
from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from generator.csp import add_policies
from generator.know.catalogue import Catalogue
from generator.read.folder import read_casebook
from generator.render.checklist_script import render_checklist
from generator.view.assess_pages import assess_page
from generator.view.checklist_sheet import (
    ChecklistSheet,
    Choice,
    SheetDimension,
    SheetItem,
    SheetLevel,
    checklist_path,
    sheets,
)
from generator.view.desk import HOME, plain
from generator.view.shapes import Document
from tests.conftest import REPO
from tests.render import sample
from tests.render.sample_site import build_site


def item(number: int, type_: str, **rule: Any) -> SheetItem:
    """An item with the least that a form shows."""
    return SheetItem(
        id=f"{type_}-one", number=number, type=type_, dimension="first" if number < 5 else "second",
        indicator=f"{type_} 的指标", content="看近12个月的记录。", rule="按选的算。", counts="有记录的", not_counts="只有口头的",
        evidence=("会议记录本",), methods=("查阅资料",), filler="书记、网格员" if number % 2 else "社工", hint="先贴出来。", **rule,
    )


def mini(version: int = 2) -> ChecklistSheet:
    """A checklist of eight items; its version 2 has the grades the other way round, and one option fewer."""
    grades = [Choice("都做到", 10000), Choice("做到一半", 5000), Choice("没有做", 0)]
    options = [Choice("会前告知"), Choice("会后公开"), Choice("记下谁说了什么")]
    items = (
        item(1, "grade", points=1000, choices=tuple(grades if version == 1 else [*grades[:1], Choice("大半做到", 7500), *grades[1:]]), quick=True),
        item(2, "count", points=1500, choices=tuple(options if version == 1 else options[:2]), full_at=2, na=True),
        item(3, "yesno", points=1500, upstream=True, quick=True),
        item(4, "gate", cap="起步"),
        item(5, "rate", points=2000, full_at=9000, step=10, total="抽查的事", good="有回话的事", sample="抽最近10件。", na=True, quick=True),
        item(6, "deduct", points=2000, each=500),
        item(7, "parts", points=2000, choices=(Choice("有规则", 1200), Choice("公开", 800))),
        item(8, "bonus", points=300),
    )
    return ChecklistSheet(
        id="mini", version=version, fingerprint=f"{version}" * 64, title="小自查表", home="common", place="通用", purpose="看看哪里可以先动手。",
        receiver="留在社区。", keep="一年，居委会可看。", minutes=8, quick_minutes=3, basis=(), reviewed="2026-01-05",
        dimensions=(SheetDimension("first", "议事", 4000), SheetDimension("second", "服务", 6000)),
        levels=(SheetLevel("成熟", 8500), SheetLevel("较好", 7000), SheetLevel("起步", 5000), SheetLevel("待加强", 0)),
        bonus_cap=300, items=items, community_types=(("old", "老旧小区"), ("village", "城中村")),
    )


def readable(sheet: ChecklistSheet) -> Document:
    """What stands where the whole checklist can be read."""
    return Document(
        path=checklist_path(sheet.home, sheet.id), kind="list", title=sheet.title, kicker="自查 · 全文", lead=plain("全文。"), sections=(),
        description="全文。", crumbs=(HOME,),
    )


def build_assess_site(folder: Path) -> Path:
    """Build the sample site with two forms; return the folder of its pages."""
    book = read_casebook(REPO)[0]
    general = next(versions for versions in sheets(Catalogue(book, "1", "2026-01-05")) if versions[0].id == "general")
    links = tuple(replace(one, practice=None) for one in general[0].items)  # the pages of practices are not in the sample
    whole = replace(general[0], items=links)
    made = [document for sheet in (whole, mini()) for document in (assess_page(sheet, 6), readable(sheet))]
    made.append(sample.listing("library/checklists.html", "自查表"))
    there = {document.path for document in sample.site()}
    site = build_site(folder, [document for document in made if document.path not in there])
    (site / "data" / "checklist-general.js").write_bytes(render_checklist((whole,)))
    (site / "data" / "checklist-mini.js").write_bytes(render_checklist((mini(), mini(1))))
    add_policies(site)
    return site
