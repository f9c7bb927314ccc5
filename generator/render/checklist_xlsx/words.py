"""What the workbook says beside the items: the first lines, how to fill it in, what each answer means."""
from __future__ import annotations

from generator.render.checklist_xlsx.layout import Layout, plain
from generator.view.checklist_sheet import LETTERS, SheetItem
from generator.view.paper import ChecklistForm

VOLUNTARY = "自愿填写，仅用于改进"
_NOT_WRITTEN = "不要写：居民的身份证号、病情、信仰、信访内容；要说到人，写姓和称呼就够。"
TYPE_NAMES = {
    "grade": "分档", "count": "数一数", "yesno": "是否", "rate": "比例", "deduct": "扣分", "parts": "分项", "gate": "底线项", "bonus": "加分项",
}


def first_lines(form: ChecklistForm) -> tuple[tuple[str, str], ...]:
    """The first lines of every form: label and text."""
    sheet = form.sheet
    minutes = f"约 {sheet.quick_minutes if form.edition == 'quick' else sheet.minutes} 分钟"
    use = "自用版：没有盖章、电话和复核栏，填完自己留着。" if form.use == "self" else "报送版：街道要收时用，比自用版多联系电话、复核和盖章栏。"
    return (
        ("自愿", f"{VOLUNTARY}；六张自查表选做一张，{minutes}。{use}"),
        ("用来做什么", sheet.purpose), ("交给谁", sheet.receiver), ("保存多久、谁能看到", sheet.keep),
        ("填的时候", f"{_NOT_WRITTEN}只填带颜色的格子，答过的变白；点一下格子，会告诉您填什么。得分自动算，见“结果”；别的说明见“填表说明”。"),
    )


def how_to_answer(item: SheetItem) -> str:
    """The message at the answer cell; at most 255 characters."""
    letters = "ABCDEFGH"[:len(item.choices)]
    said = {
        "grade": f"对照“怎样得分”，选最像的一档：{'、'.join(letters)}。",
        "count": "做到的，在下面各行选√；一样也没有，这里选“都没有”。", "parts": "做到的，在下面各行选√；一样也没有，这里选“都没有”。",
        "yesno": "选“是”或“否”。", "gate": "没有出现选“没有”；出现过选“有”。", "bonus": "选“有”或“没有”。",
        "rate": "在下面两行填数；这一格只在答不了时选。", "deduct": "填例数，整数；一例也没有，填 0。",
    }[item.type]
    how = "写" if item.type == "deduct" else "选"
    said += f"不清楚，{how}“不知道”。"
    if item.na:
        said += f"真的没有这回事，{how}“不适用”，并写理由。"
    if item.upstream:
        said += f"责任在街道或部门，{how}“需上级解决”。"
    return said


def guide(form: ChecklistForm) -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    """The sheet 填表说明: sections of label and text."""
    sheet = form.sheet
    items = sheet.of_edition(form.edition)
    basis = (("依据", "、".join(sheet.basis)),) if sheet.basis else ()
    return (
        ("这张表", (
            ("名称", f"{form.title}　第 {sheet.version} 版　{'报送版' if form.use == 'submit' else '自用版'}　{sheet.reviewed} 核对"),
            *first_lines(form)[:4], *basis,
        )),
        ("怎样填", (
            ("1", "先填社区、街道、类型、评价周期。街道汇总时靠社区、街道和周期认表。"),
            ("2", "看近 12 个月现成的记录，一条一条答。可以按“由谁填”分头答：在“由谁填”那一列点筛选。"),
            ("3", "答案只填带颜色的格子；点一下，旁边有提示；带箭头的从下拉里选。答过的格子变白。"),
            ("4", "没做到的，写一句原因；写得出现有材料的，写名称和放在哪里，不用另做台账。"),
            ("5", "看“结果”：得分率、等级、短板和怎样算出来的。再到“提升计划”挑一两条，写谁办、哪天前办。"),
            ("6", "直接存成 xlsx 就行，WPS、Excel、LibreOffice 都可以。表格加了保护，没有密码，是怕误删公式。"),
        )),
        ("几种回答", (
            ("没填（未答）", "按 0 分算进得分率，并算“还没答完”。"),
            ("不知道", "也按 0 分算进得分率，并算“还没答完”；问清楚了再改。"),
            ("不适用", "社区里真没有这回事。必须写理由；写了，分子分母都不算它；没有写，按没填算。只有个别条目可以选。"),
            ("需上级解决", "责任在街道或部门。分子分母都不算它；另外给出一个把它按 0 分算进来的得分率，放在旁边看。只有个别条目可以选。"),
            ("都没有", "要打√的条目，一样也没有做到时选它；不选也不打√，就是没填。"),
        )),
        ("各种条目怎样计分", tuple((TYPE_NAMES[name], _how_scored(name, form)) for name in TYPE_NAMES if any(item.type == name for item in items))),
        ("总的怎样算", (
            ("得分率", "各条得分相加 ÷ 适用条目的分值相加 × 100%。分到 0.01，多出来的四舍五入，每个数只舍入一次。"),
            ("等级", "、".join(f"{level.name} {plain(level.rate)}% 起" for level in sheet.levels) + "。底线项没有都回答，暂不给等级。"),
            ("短板", "一个维度的得分率不到 60%，就标出来。"),
            ("还没答完", "没填的、不知道的，连底线项一起数。有没答的，结果只作参考。"),
            *((("复核", "街道填“复核得分”的，复核得分率用复核的分；没有填的照自评。两个得分率并列，不改自评。"),) if form.use == "submit" else ()),
        )),
    )


def _how_scored(name: str, form: ChecklistForm) -> str:
    return {
        "grade": "选一档，分值 × 这一档的百分数。",
        "count": "符合几样算几样，分值 × 符合的样数 ÷ 得满分要的样数，最多到满分。",
        "yesno": "是，得满分；否，0 分。",
        "rate": "其中 ÷ 一共，到了满分线得满分；每低 1 个百分点减规定的分，减完为止。",
        "deduct": "有几例减几次，减完为止；没有出现得满分。",
        "parts": "做到哪一项，得哪一项的分。",
        "gate": "不计分。出现了（选“有”），等级最高到写明的那一级；先解决底线事项。",
        "bonus": f"在 100 分以外，合计最多 {plain(form.sheet.bonus_cap)} 分，不算进得分率。",
    }[name]


def footer(layout: Layout) -> str:
    """The foot of each page: which form, voluntary, page numbers."""
    sheet = layout.form.sheet
    use = "报送版" if layout.submit else "自用版"
    title = layout.form.title.replace("&", "&&")
    return f"&L&9{title}　第{sheet.version}版　{use}　{sheet.id} {sheet.fingerprint[:8]}&C&9{VOLUNTARY}&R&9第 &P 页，共 &N 页"


def content_runs(item: SheetItem) -> list[tuple[str, str]]:
    """看什么 of an item: names of styles and texts."""
    types = [("run_strong", "\n只适用："), ("run_small", item.types)] if item.types else []
    return [
        ("run", item.content), ("run_strong", "\n什么算："), ("run_small", item.counts), ("run_strong", "\n什么不算："), ("run_small", item.not_counts),
        *types,
    ]


def rule_runs(item: SheetItem) -> list[tuple[str, str]]:
    """怎样得分 of an item: names of styles and texts."""
    grades = [("run", "".join(f"\n{LETTERS[index]} {choice.label}" for index, choice in enumerate(item.choices)))] if item.type == "grade" else []
    sample = [("run_strong", "\n怎样抽："), ("run_small", item.sample)] if item.sample else []
    return [
        ("run", item.rule), *grades, *sample, ("run_strong", "\n沿用现有材料："), ("run_small", "、".join(item.evidence)),
        ("run_strong", "\n怎样核对："), ("run_small", "、".join(item.methods)),
    ]


def shortened(text: str) -> str:
    """A message that fits the 255 characters there are."""
    return text if len(text) <= 250 else text[:248] + "……"
