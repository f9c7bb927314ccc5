"""The page to fill a checklist in: what it is for, who sees it, and where the same form is on paper.

The form itself is made by the page's script (`web/src/assess.ts`), in place of the section `fill`.
"""
from __future__ import annotations

from collections.abc import Iterator

from generator.know.catalogue import Catalogue
from generator.view.checklist_sheet import ChecklistSheet, assess_path, checklist_path, sheets
from generator.view.desk import HOME, plain
from generator.view.shapes import Document, Facts, Link, Paragraph, Plain, Section

NOT_TO_WRITE = "身份证号、病情、信仰、信访内容都不要写；说到人，写“某户”“张阿姨”这样就够了。"
VOLUNTARY = "自愿填写，仅用于改进；不排名，不作考核。"


def assess_pages(catalogue: Catalogue) -> Iterator[Document]:
    """One page a checklist, about its newest version."""
    several = len(tuple(sheets(catalogue)))
    for versions in sheets(catalogue):
        yield assess_page(versions[0], several)


def assess_page(sheet: ChecklistSheet, several: int) -> Document:
    """The page of a checklist, of which there are several to choose from."""
    readable = checklist_path(sheet.home, sheet.id)
    quick = len(sheet.of_edition("quick"))
    length = f"{len(sheet.items)} 条，约 {sheet.minutes} 分钟" + (f"；快填版 {quick} 条，约 {sheet.quick_minutes} 分钟" if quick else "")
    first = Facts((
        ("用来做什么", plain(sheet.purpose)),
        ("交给谁", plain(sheet.receiver)),
        ("保存多久，谁能看到", plain(sheet.keep)),
        ("自愿", plain(VOLUNTARY)),
        *([("只选一张", plain(f"{_counted(several)}张自查表选做一张，不用都填。"))] if several > 1 else []),
        ("不要写", plain(NOT_TO_WRITE)),
        ("多少条", plain(length)),
    ))
    without = Paragraph((
        Plain("在网页上填要用浏览器的脚本，这里没有运行。可以到"), Link("自查表全文", readable),
        Plain("下载 Excel、Word 或打印用的空表，内容和网页上的一样。"),
    ))
    elsewhere = Paragraph((
        Plain("不在网页上填也可以：纸质、Excel 和 Word 的空表在"), Link(f"{sheet.title}全文", readable),
        Plain("，条目和网页上的一样，填哪一种都行。"),
    ))
    return Document(
        path=assess_path(sheet.id), kind="assess", ref=sheet.id, title=sheet.title, kicker=f"自查 · {sheet.place}",
        lead=plain("填的内容只存在这台设备的浏览器里，不上传。"), description=f"{sheet.title}：在网页上填，{length}。{sheet.purpose}",
        sections=(Section("about", "填之前", (first, elsewhere)), Section("fill", "填写", (without,))),
        crumbs=(HOME, Link("自查表", "library/checklists.html")), reviewed=sheet.reviewed, searched=False, script="assess",
    )


def _counted(number: int) -> str:
    return "零一两三四五六七八九十"[number] if number <= 10 else str(number)
