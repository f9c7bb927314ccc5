"""Pages of what all cases share: themes, working forms, glossary, policies, what the casebook does not have."""
from __future__ import annotations

import re

from generator.know.catalogue import Catalogue
from generator.model.common import Carrier, Theme
from generator.model.practice import Form
from generator.view.desk import HOME, Desk, case_path, form_path, plain, practice_path, theme_path
from generator.view.open_data import GLOSSARY_FILE
from generator.view.shapes import (
    Block,
    Bullets,
    Cell,
    Document,
    Facts,
    Link,
    Paragraph,
    Plain,
    Rich,
    Section,
    Sheet,
    Table,
)

ISO_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")


def carrier_lines(catalogue: Catalogue, carriers: tuple[Carrier, ...]) -> Bullets:
    """The practices that carry a theme or answer a question, each with how."""
    rows = []
    for carrier in carriers:
        practice, case_id = catalogue.book.practice(carrier.practice), carrier.practice.split("/")[0]
        if practice is not None:
            name = f"{catalogue.book.cases[case_id].case.name} · {practice.name}"
            how = Desk(catalogue, catalogue.book.cases[case_id]).rich(carrier.how)
            rows.append((Link(name, practice_path(carrier.practice)), Plain("："), *how))
    return Bullets(tuple(rows))


def theme_page(catalogue: Catalogue, theme: Theme) -> Document:
    """One theme: which practices carry it, how they differ, which source does not speak of it."""
    desk = Desk(catalogue)
    sections = [
        Section("carriers", "有哪些做法", (carrier_lines(catalogue, theme.carriers),), "record"),
        Section("compare", "对照着看", (Paragraph(desk.advice(theme.text)),), "advice"),
    ]
    if theme.silent:
        sections.append(Section("silent", "没有谈到这个主题的材料", (silent_lines(catalogue, theme),), "record"))
    return Document(
        path=theme_path(theme.id),
        kind="theme",
        title=theme.name,
        kicker="主题",
        lead=plain(theme.question),
        sections=tuple(sections),
        description=f"{theme.name}：{theme.question}",
        crumbs=(HOME, Link("主题", "library/themes.html")),
        cases=tuple(dict.fromkeys(carrier.practice.split("/")[0] for carrier in theme.carriers)),
        reviewed=catalogue.reviewed,
        keywords=(theme.name,),
    )


def silent_lines(catalogue: Catalogue, theme: Theme) -> Bullets:
    """The cases whose material does not speak of a theme, and how."""
    desk, cases = Desk(catalogue), catalogue.book.cases
    return Bullets(tuple(
        (Link(cases[silence.case].case.name, case_path(silence.case)), Plain("："), *desk.rich(silence.text))
        for silence in theme.silent
        if silence.case in cases
    ))


def blank_sheet(form: Form) -> Sheet:
    """A form to fill in."""
    columns = _columns(form)
    rows = tuple(("",) * len(columns) for _ in range(form.blank_rows))
    return Sheet(form.name, tuple((name, "") for name in form.head), columns, rows, form.body, form.foot, landscape=form.landscape)


def example_sheet(form: Form) -> Sheet:
    """The form filled in as an example."""
    return Sheet(
        form.name, tuple(zip(form.head, form.example.head, strict=True)), _columns(form), form.example.rows, form.example.body,
        form.foot, example=True, landscape=form.landscape,
    )


def _columns(form: Form) -> tuple[Cell, ...]:
    return tuple(Cell(column.name, column.width, column.hint or "") for column in form.columns)


def form_page(catalogue: Catalogue, case_id: str, form: Form) -> Document:
    """A working form: blank, and filled as an example."""
    folder = catalogue.book.cases[case_id]
    users = tuple(
        (Link(practice.name, practice_path(f"{case_id}/{practice.id}")), Plain("：" + practice.one_line))
        for practice in catalogue.form_users.get(f"{case_id}/{form.id}", ())
    )
    hints = tuple((column.name, plain(column.hint)) for column in form.columns if column.hint)
    about: list[Block] = [
        Facts((("由谁填", plain(form.filler)), ("什么时候", plain(form.when)), ("怎样存", plain(form.keep))))
    ]
    sections = [
        Section("about", "怎样用", tuple(about), "advice"),
        Section("blank", "空白表", (blank_sheet(form),), "advice"),
        *([Section("hints", "各栏怎样填", (Facts(hints),), "advice")] if hints else []),
        Section("example", "填好的示例（情景合成）", (example_sheet(form),), "advice"),
        *([Section("users", "哪些做法用到它", (Bullets(users),))] if users else []),
    ]
    return Document(
        path=form_path(case_id, form.id),
        kind="form",
        title=form.name,
        kicker=f"工作表 · {form.family}",
        lead=plain(form.purpose),
        sections=tuple(sections),
        description=f"{form.name}：{form.purpose}",
        crumbs=(HOME, Link("工作表", "library/forms.html"), Link(folder.case.name, case_path(case_id))),
        cases=(case_id,),
        reviewed=form.reviewed,
        keywords=(form.name, form.family),
    )


def glossary_page(catalogue: Catalogue) -> Document:
    """Terms: what they were called then, what today, and which the sources leave unexplained."""
    return Document(
        path="library/glossary.html",
        kind="glossary",
        title="名词",
        kicker="名词 · 全部案例",
        lead=plain("材料里的提法是当时的。有的今天换了叫法，有的材料没有解释，本库不猜。"),
        sections=(Section("terms", "提法对照", (glossary_table(catalogue),)),),
        description="材料中的提法：当时怎样叫，今天怎样叫，来源有没有说明意思。",
        crumbs=(HOME,),
        cases=tuple(catalogue.book.cases),
        reviewed=catalogue.reviewed,
        downloads=(GLOSSARY_FILE,),
    )


def glossary_table(catalogue: Catalogue) -> Table:
    """Every term, a row each."""
    desk = Desk(catalogue)
    rows, ids = [], []
    for term in catalogue.book.common.glossary.terms:
        home = desk.of(term.case) if term.case and term.case in catalogue.book.cases else desk
        meaning = home.rich(term.meaning) if term.meaning else plain("来源未说明")
        case = catalogue.book.cases.get(term.case or "")
        where: Rich = (Link(case.case.name, case_path(case.id)),) if case else plain("通用" if term.case is None else "其他材料")
        rows.append((plain("、".join((term.term, *term.aliases))), meaning, plain(term.defined), plain(term.today or "没有变化"), where))
        ids.append(term.id)
    head = ("当时提法", "意思", "意思从哪里来", "现行提法", "哪份材料")
    return Table("当时怎么叫，现在怎么叫", head, tuple(rows), tuple(ids), row_heads=True)


def policies_page(catalogue: Catalogue) -> Document:
    """Laws and documents: which are in force, which we have not checked."""
    return Document(
        path="library/policies.html",
        kind="policies",
        title="政策法规",
        kicker="政策 · 全部案例",
        lead=plain("推行一项做法之前，先对照现行规定。以公布的文本和当地规定为准。"),
        sections=(Section("policies", "法律和文件", (policy_table(catalogue),)),),
        description="与基层治理有关的法律和文件：是否现行，什么时候要看。",
        crumbs=(HOME,),
        reviewed=catalogue.reviewed,
    )


def policy_table(catalogue: Catalogue) -> Table:
    """Every law and document, a row each."""
    rows, ids = [], []
    for policy in catalogue.book.common.policies.policies:
        date = "，".join(filter(None, (policy.number, _spoken(policy.date or "")))) or "未核对"
        state = policy.in_force + (f"。{policy.in_force_note}" if policy.in_force_note else "")
        checked = "核对过公布文本或权威转载" if policy.checked else "没有核对，引用前请查原文"
        rows.append((plain(f"《{policy.title}》"), plain(policy.issuer), plain(date), plain(_spoken(state)), plain(policy.use), plain(checked)))
        ids.append(policy.id)
    head = ("名称", "发布机关", "文号和时间", "是否现行", "什么时候看它", "本库核对情况")
    return Table("是否现行，什么时候看", head, tuple(rows), tuple(ids), row_heads=True)


def _spoken(text: str) -> str:
    """Write 2025-10-28 as 2025年10月28日: it breaks at no hyphen."""
    return ISO_DAY.sub(lambda found: f"{found[1]}年{int(found[2])}月{int(found[3])}日", text)


def gaps_page(catalogue: Catalogue) -> Document:
    """本库暂无: what people search for, what answers a part of it, and what the sources leave open."""
    desk = Desk(catalogue)
    sections = []
    for gap in catalogue.book.common.gaps.gaps:
        blocks: list[Block] = []
        answered = carrier_lines(catalogue, gap.answered_by)
        if answered.items:
            blocks += [Paragraph(plain("可以先看：")), answered]
        blocks.append(Facts((("来源没有说的", desk.advice(gap.open)), ("会搜的词", plain("、".join(gap.words))))))
        sections.append(Section(gap.id, gap.question, tuple(blocks)))
    return Document(
        path="library/gaps.html",
        kind="gaps",
        title="本库暂无",
        kicker="找不到的，先看这里",
        lead=plain("这些是大家常找、而来源材料没有答全的事。没有就说没有。"),
        sections=tuple(sections),
        description="常找而来源材料没有答全的问题：可以先看什么，材料没有说什么。",
        crumbs=(HOME,),
        cases=tuple(catalogue.book.cases),
        reviewed=catalogue.reviewed,
    )
