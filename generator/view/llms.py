"""What the site is and where everything stands, for programs that read it whole (llms.txt, https://llmstxt.org)."""
from __future__ import annotations

from dataclasses import dataclass

from generator.know.catalogue import Catalogue
from generator.view.desk import Desk, case_path, practice_path
from generator.view.linked_data import CREDIT, LICENCE, SITE
from generator.view.open_data import FILES


@dataclass(frozen=True, slots=True)
class Entry:
    """A page or file of the site and one line about it."""

    name: str
    path: str  # site path
    note: str


@dataclass(frozen=True, slots=True)
class Guide:
    """A title, what it is in one sentence, what to know, and lists of entries under headings."""

    title: str
    summary: str
    rules: tuple[str, ...]
    parts: tuple[tuple[str, tuple[Entry, ...]], ...]


_PAGES = (
    Entry("数字总表", "library/metrics.html", "每个数字的原文写法、范围、截至时间和出处"),
    Entry("数据说明", "library/notes.html", "全部引用提示"),
    Entry("资料来源", "library/sources.html", "来源材料的书目"),
    Entry("名词", "library/glossary.html", "当时提法和现行提法"),
    Entry("政策", "library/policies.html", "提到的法律和文件，是否现行"),
    Entry("本库暂无", "library/gaps.html", "常有人问、资料没有写的事"),
    Entry("教学案例", "library/teaching.html", "以决策者要定的事写成的案例，供授课和讨论"),
    Entry("使用说明", "guide.html", "怎样读一页，各种记号的意思"),
)


def guide(catalogue: Catalogue) -> Guide:
    """The guide to the whole casebook."""
    folders = tuple(catalogue.book.cases.values())
    files = tuple(Entry(file.label, file.path, file.note) for file in FILES)
    cases = tuple(
        Entry(folder.case.name, case_path(folder.id), Desk(catalogue, folder).words(folder.case.summary)) for folder in folders
    )
    practices = tuple(
        (
            f"做法：{folder.case.name}",
            tuple(
                Entry(practice.name, practice_path(f"{folder.id}/{practice.id}"), Desk(catalogue, folder).words(practice.one_line))
                for practice in catalogue.practices_in_order(folder)
            ),
        )
        for folder in folders
    )
    rules = (
        _edition(catalogue),
        "数字：「来源记载」里的每个数字都是数据里的一个指标，写明原文的字、数值、单位、限定、范围、截至时间和出处（第几节第几段）。",
        "引用数字时用原文的字，带上范围、截至时间和来源；带 ※ 的先看引用提示。标「推算」的由指标算出，原文没有写。",
        "来源记载和「编者建议」分开：编者建议来源没有记载，也没有在当地验证过，不能当作当地的做法引用。",
        "资料没有写的，写在「来源没有说的」，不要补写。各地的数字口径多不相同，不作比较和排名，除非「数字对照」注明口径相近。",
        "编号：案例是 futian 这样的一个词，做法是“案例/做法”，指标是“案例/指标”；页面地址由编号组成，不会改变。",
        f"许可：本库编写的内容按 CC BY 4.0（{LICENCE}），署名“{CREDIT}”；原始资料的权利归原作者和原发布单位。",
    )
    summary = "基层治理模式的做法、数字和出处，由公开资料整理：谁来做、分几步、需要什么、容易走样在哪里。学习资料，不是公文。"
    return Guide(SITE, summary, rules, (("数据文件", files), ("总表和说明", _PAGES), ("案例", cases), *practices))


def _edition(catalogue: Catalogue) -> str:
    folders = catalogue.book.cases.values()
    practices = sum(len(folder.practices) for folder in folders)
    metrics = sum(len(folder.metrics.metrics) for folder in folders)
    return f"版本 {catalogue.version}，{catalogue.day}；收录 {len(folders)} 个案例，{practices} 条做法，{metrics} 个数字。"
