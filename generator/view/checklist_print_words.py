"""The fixed words of a self-assessment form on paper: first lines, the sums by hand, how to fill it in."""
from __future__ import annotations

from generator.view.checklist_shapes import ChecklistSheet
from generator.view.paper import ChecklistForm

_NUMERALS = "零一二三四五六七八九十"


def choose_one(among: int) -> str:
    """That one checklist is enough; nothing where there is only one."""
    if among < 2:
        return ""
    return f"{_NUMERALS[among] if among < len(_NUMERALS) else among}张自查表选做一张"


def first_lines(form: ChecklistForm) -> tuple[tuple[str, str], ...]:
    """What everybody who is given the form wants to know first."""
    sheet = form.sheet
    minutes = sheet.quick_minutes if form.edition == "quick" else sheet.minutes
    chosen = choose_one(form.among)
    how = f"自愿填写，仅用于改进。{chosen + '，' if chosen else ''}大约{minutes}分钟；可以按每条下面写的“由谁填”分头填。看近12个月。"
    return (
        ("用来做什么", sheet.purpose), ("交给谁", sheet.receiver), ("保存多久、谁能看到", sheet.keep), ("怎样填", how),
        ("不要写", "身份证号、病情、信仰、信访内容；说到人，写“某户”这样就够了。"),
    )


def level_words(sheet: ChecklistSheet) -> str:
    """The levels in a sentence."""
    return level_boxes(sheet).replace("□", "").replace("　", "，")


def level_boxes(sheet: ChecklistSheet, rates: bool = True) -> str:
    """The levels to tick, with the rate from which each holds."""
    def said(index: int) -> str:
        level = sheet.levels[index]
        if not rates:
            return f"□{level.name}"
        if index + 1 == len(sheet.levels) and index and not level.rate:
            return f"□{level.name}（不到{_percent(sheet.levels[index - 1].rate)}）"
        return f"□{level.name}（{_percent(level.rate)}及以上）"

    return "　".join(said(index) for index in range(len(sheet.levels)))


def _percent(hundredths: int) -> str:
    return f"{hundredths / 100:.2f}".rstrip("0").rstrip(".") + "%"


def working_lines(form: ChecklistForm) -> tuple[str, ...]:
    """The sums to do by hand, in order."""
    items = form.sheet.of_edition(form.edition)
    upstream, left_out = any(item.upstream for item in items), any(item.na or item.upstream for item in items)
    lines = ["得分率＝合计B÷合计E×100＝______÷______×100＝______%（小数第三位四舍五入，留两位）"]
    if form.edition == "quick":
        points = sum(item.points for item in items if item.scored) / 100
        off = "减去不适用、需上级解决的分值C______分，" if left_out else ""
        lines.insert(0, f"自评得分合计B______分；分值{points:g}分，{off}适用分值E______分；没答和不知道的______条。")
    if upstream:
        lines.append("算上需上级解决的：合计B÷（合计E＋合计D）×100＝______÷______×100＝______%（只作对照，不定等级）")
    lines.append(f"按得分率定等级：{level_boxes(form.sheet)}")
    if any(item.type == "bonus" for item in items):
        lines.append(f"加分：______分（最多{form.sheet.bonus_cap / 100:g}分，另写，不加进得分率）")
    return tuple(f"{mark} {line}" for mark, line in zip("①②③④⑤", lines, strict=False))


def gate_lines(form: ChecklistForm) -> tuple[str, ...]:
    """What the gates do to the level."""
    gates = [item for item in form.sheet.of_edition(form.edition) if item.type == "gate"]
    if not gates:
        return ()
    by_cap: dict[str, list[str]] = {}
    for item in gates:
        by_cap.setdefault(item.cap, []).append(f"第{item.number}条")
    caps = "；".join(f"{'、'.join(numbers)}没守住，等级最高到“{cap}”" for cap, numbers in by_cap.items())
    return (
        f"底线项：□都守住了　□有没守住的（第______条）。{caps}。没答或不知道的，先弄清楚再定等级。",
        "最后的等级：______（底线项没守住的，取得分率的等级和上限里较低的一个，并先解决底线事项）",
    )


def review_lines() -> tuple[tuple[str, ...], ...]:
    """What stands at the end of the form to hand in: the community's box, the street office's."""
    return (
        ("社区党组织、居民委员会", "（盖章）", "______年____月____日"),
        ("街道复核意见、打算帮什么：", "复核人：____________", "（盖章）　______年____月____日"),
    )


def filling_rules(form: ChecklistForm) -> tuple[str, ...]:
    """How to fill the form in, what each state means, how the sum is made."""
    sheet = form.sheet
    items = sheet.of_edition(form.edition)
    rules = [
        "每条先看“评价内容”，翻开现有的记录数一数，再在“评分标准”里打√或填数，按写明的算法把得分写进“自评得分”，最多两位小数。不为填表新做台账。",
        "佐证材料打√即可，另写存放处；没有列出的现有材料也可以写上。没得满分的，用一句话写“没做到的原因”，写事不写人。",
        "不知道：暂时查不到。和没答一样，这一条得0分，分值仍算在内；查到后补上。",
    ]
    if any(item.na for item in items):
        rules.append("不适用：当地没有这件事。要写理由，这一条的分值不算在内；没写理由的，按没答处理。没有这一格的条目，不能选。")
    if any(item.upstream for item in items):
        rules.append("需上级解决：责任不在社区。这一条的分值不算在内，另算一个“算上需上级解决的”得分率，请街道看到要协调什么。")
    rules.append("比例的条目：其中数÷一共数×100得百分数，够满分线得满分，每低1个百分点按写明的分数减，减到0分为止。一共数要在1以上，其中数不能大于一共数。")
    if form.edition == "full":
        rules.append("算得分的例子：一个维度共20分，有1条3分不适用，其余得11分，得分率＝11÷（20－3）×100＝64.71%。")
    if sheet.has_quick:
        rules.append(
            "快填版是完整版里挑出的条目，序号和完整版相同；两种填法的得分率不能直接比较。" if form.edition == "quick"
            else "时间紧可以改用快填版，条目是这里面挑出来的；两种填法的得分率不能直接比较。"
        )
    rules.append("条目、分值和满分线都是编者建议，来源未记载，未经当地验证，不是上级规定；结果不排名，不作为考核依据。")
    if sheet.basis and form.edition == "full":
        rules.append(f"编写时对照的规定：{'、'.join(sheet.basis)}。")
    return tuple(rules)
