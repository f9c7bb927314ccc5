"""汇总表: the workbook of a street office. Figures come from the summary alone; users' texts stay texts."""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from generator.assess.explain import explain_item
from generator.assess.summary import CommunityRow, is_short
from generator.model.returned import PlanLine
from generator.view.collected import FOOTER, NO_LEVEL, OUTCOME, VOLUNTARY, Collected, FileLine, number
from generator.view.paper import Workbook, WorkbookSheet

Cells = tuple[str | float | None, ...]
_STANDING = {"open": "未答", "unknown": "不知道", "na": "不适用", "upstream": "需上级解决"}


def collect_workbook(told: Collected) -> Workbook:
    """The workbook. With names dropped, no sheet holds one, and 代号对照 is left out."""
    sheets = [_overview(told), _items(told), _gaps(told), _matters(told), _plans(told)]
    if told.changes:
        sheets += [_changes(told)]
    sheets += [_files(told.files, told.names, told.totals)]
    if told.names:
        sheets.append(_codes(told))
    return Workbook(
        path="collect/summary", kind="collect", title=f"{told.sheet.title}汇总表", name="汇总表", sheets=tuple(sheets), footer=FOOTER, reviewed=told.day,
    )


def files_workbook(files: tuple[FileLine, ...], names: bool, totals: str, day: str) -> Workbook:
    """The list of files alone: all there is while nothing counts yet."""
    return Workbook(
        path="collect/files", kind="collect", title="自查表文件清单", name="汇总表", sheets=(_files(files, names, totals),), footer=FOOTER, reviewed=day,
    )


def _overview(told: Collected) -> WorkbookSheet:
    names, summary = told.names, told.summary
    dimensions = [one.dimension for one in summary.spreads]
    streets = names and len({row.returned.street for row in summary.rows}) > 1
    reviewed = any(row.reviewed for row in summary.rows)
    upstream = any(row.own.upstream for row in summary.rows)
    columns = [
        ("代号", 6), *([("街道", 12)] if streets else []), *([("社区", 15)] if names else []), ("类型", 12),
        *((f"{told.dimensions[name]}\n（%）", 9) for name in dimensions),
        ("得分率\n（%）", 9), *([("算进需上级\n解决（%）", 11)] if upstream else []), ("等级", 11), ("没答完\n（条）", 8),
        ("短板", 24), ("先解决底线事项", 16), *([("复核得分率\n（%）", 11), ("复核与自评\n相差", 11)] if reviewed else []),
    ]

    def cells(row: CommunityRow) -> Cells:
        own, rate_of = row.own, {one.dimension: one.rate for one in row.own.dimensions}
        open_count = len(own.open) + len(own.unknown) + len(own.open_gates)
        return (
            row.code, *([row.returned.street] if streets else []), *([row.returned.community] if names else []), told.types(row),
            *(number(rate_of.get(name)) for name in dimensions), number(own.rate),
            *([number(own.rate_with_upstream)] if upstream else []), own.level or NO_LEVEL, open_count or None,
            "、".join(told.dimensions[one.dimension] for one in own.dimensions if one.weak) or None,
            "、".join(map(told.item, own.failed)) or None,
            *(_review(row) if reviewed else ()),
        )

    before = 2 + streets + names
    rows: list[Cells] = [cells(row) for row in summary.rows]
    for word, key in (("最低", "least"), ("中位", "middle"), ("最高", "most")):
        rows.append((word, *(None,) * (before - 1), *(number(getattr(one, key)) for one in summary.spreads)))
    note = (
        f"{summary.period}　{told.form}　{told.totals}，其中这张表计入 {len(summary.rows)} 个社区。同类型的社区排在一起，按代号排，不是名次。"
        f"没答完的条目按 0 分计。短板：得分率低于 60% 的维度。{VOLUNTARY}"
    )
    return replace(_sheet("汇总", f"{told.sheet.title}汇总表", columns, rows, note), sortable=False)


def _review(row: CommunityRow) -> Cells:
    if row.reviewed is None or row.reviewed.rate is None:
        return None, None
    return number(row.reviewed.rate), number(row.reviewed.rate - row.own.rate) if row.own.rate is not None else None


def _items(told: Collected) -> WorkbookSheet:
    columns = [
        ("条目", 8), ("指标", 26), ("维度", 16), ("分值", 8), ("作了答", 8), ("得分不到六成", 9), ("未答", 7), ("不知道", 8), ("不适用", 8),
        ("需上级解决", 9), ("得分不到六成的代号", 44),
    ]
    rows: list[Cells] = []
    for name, item in told.items.items():
        if not item.scored:
            continue
        scores = [(row.code, one) for row in told.summary.rows for one in row.own.items if one.item == name]
        count = {standing: sum(one.standing == standing for _, one in scores) for standing in ("scored", *_STANDING)}
        short = sorted(code for code, one in scores if one.standing == "scored" and is_short(one))
        rows.append((
            str(item.number), item.indicator, told.dimensions[item.dimension], number(item.points), count["scored"], len(short),
            *(count[standing] for standing in _STANDING), "、".join(short) or None,
        ))
    return _sheet("各条目", "各条目的作答情况", columns, rows, "数的是社区个数。“得分不到六成”指得分低于这一条分值的 60%。代号见“汇总”。")


def _gaps(told: Collected) -> WorkbookSheet:
    columns = [
        ("条目", 8), ("指标", 24), ("得分不到六成\n（社区）", 12), ("作了答\n（社区）", 9), ("合计差\n（分）", 9), ("先做什么（编者建议）", 40),
        ("可以先带的做法", 24), ("做法编号", 26), ("代号", 30),
    ]
    rows: list[Cells] = []
    for gap in told.summary.gaps:
        item = told.items.get(gap.item)
        link = item.practice if item else None
        rows.append((
            str(item.number) if item else None, item.indicator if item else gap.item, gap.short, gap.answered, number(gap.lost),
            item.hint if item else None, link.title if link else None, link.ref if link else None, "、".join(sorted(gap.codes)),
        ))
    note = "至少两个社区、且作了答的社区里有一半以上得分不到六成的条目，社区多的在前。" + ("" if rows else "这一次没有这样的条目。")
    return _sheet("共性短板", "共性短板", columns, rows, note)


def _matters(told: Collected) -> WorkbookSheet:
    columns = [
        ("条目", 8), ("指标", 24), ("代号", 8), *([("社区", 16)] if told.names else []), ("社区写的情况", 50), ("街道（部门）怎样办", 30), ("谁负责", 14),
        ("什么时候", 14),
    ]
    community = {row.code: row.returned.community for row in told.summary.rows}
    rows: list[Cells] = []
    for matter in told.summary.matters:
        item = told.items.get(matter.item)
        for code, said in matter.rows:
            rows.append((
                str(item.number) if item else None, item.indicator if item else matter.item, code,
                *([community[code]] if told.names else []), said or "（没有写）", None, None, None,
            ))
    note = (
        "社区选了“需上级解决”的条目：责任不在社区，没有计入得分率。后三栏由街道填写。社区写的话照抄在表里，里面可能有名字，转给别人之前请看一遍。"
        + ("" if rows else "这一次没有。")
    )
    return _sheet("需协调事项", "需街道（部门）协调事项", columns, rows, note)


def _plans(told: Collected) -> WorkbookSheet:
    names = told.names
    columns = [
        ("代号", 6), *([("社区", 16)] if names else []), ("对应条目", 24), ("存在问题", 30), ("改进措施", 40), ("参考做法", 22),
        *([("责任人", 12)] if names else []), ("时限", 14), ("完成情况", 14),
    ]
    rows: list[Cells] = []
    for row in told.summary.rows:
        for line in (*row.returned.plan, *_left(told, row)):
            item = told.items.get(line.item)
            rows.append((
                row.code, *([row.returned.community] if names else []), told.item(line.item) if line.item else None,
                _problem(told, row, line.item), line.do or None, item.practice.title if item and item.practice else None,
                *([line.owner or None] if names else []), line.due or None, line.done or None,
            ))
    note = (
        "先列各社区自己写的计划，再列共性短板里还没写计划的条目；空格由社区和街道商量着填。"
        "社区自己写的话照抄在表里，里面可能有名字，转给别人之前请看一遍。" + ("" if rows else "这一次没有要列的。")
    )
    return _sheet("提升计划", "提升计划", columns, rows, note)


def _left(told: Collected, row: CommunityRow) -> Iterator[PlanLine]:
    """Gates that were not kept, and common gaps, for which the community planned nothing."""
    planned = {line.item for line in row.returned.plan}
    common = [gap.item for gap in told.summary.gaps if row.code in gap.codes]
    return (PlanLine(item, "") for item in (*row.own.failed, *common) if item not in planned)


def _problem(told: Collected, row: CommunityRow, name: str) -> str | None:
    """What the community wrote about an item; without any words, how its points came about."""
    answer = row.returned.answers.get(name)
    if answer and answer.reason.strip():
        return answer.reason.strip()
    item = next((one for one in told.checklists[row.returned.version].items if one.id == name), None)
    got = next((one.got for one in row.own.items if one.item == name), None)
    return None if item is None or item.type == "bonus" else explain_item(item, answer, got)


def _files(files: tuple[FileLine, ...], names: bool, totals: str) -> WorkbookSheet:
    columns = [
        ("序号", 6), ("文件", 34), ("结论", 8), ("原因", 34), ("位置", 16), ("怎样办", 40), *([("社区", 16)] if names else []), ("是哪张表", 30),
        ("读的时候注意到", 40), ("第几批", 8), ("编号（SHA-256 前 12 位）", 18),
    ]
    order = {name: place for place, name in enumerate(("conflict", "rejected", "accepted", "duplicate"))}
    rows: list[Cells] = [
        (
            count, line.label(names), OUTCOME[line.outcome], line.what or None, line.where or None, line.mend or None,
            *([line.community or None] if names else []), line.form or None, "\n".join(line.notes) or None, line.batch, line.digest[:12],
        )
        for count, line in enumerate(sorted(files, key=lambda line: order[line.outcome]), 1)
    ]
    return _sheet("文件清单", "文件清单", columns, rows, f"{totals}。待定的要由人选定一份，选定之前都不计入。")


def _codes(told: Collected) -> WorkbookSheet:
    columns = [("代号", 8), ("街道", 24), ("社区", 30), ("类型", 30), ("文件", 44)]
    rows: list[Cells] = [
        (row.code, row.returned.street, row.returned.community, told.types(row) or None, told.sources[row.code].name)
        for row in sorted(told.summary.rows, key=lambda row: row.code)
    ]
    return _sheet("代号对照", "代号对照", columns, rows, "只留在收表的人手里；转给别人时把这一页删掉，或用不带名称的那一份。")


def _changes(told: Collected) -> WorkbookSheet:
    found = told.changes
    if found is None:
        raise ValueError("nothing to compare with")
    dimensions = [one.dimension for one in found.dimensions]
    columns = [("代号", 10), *_pairs("得分率"), *(pair for name in dimensions for pair in _pairs(told.dimensions.get(name, name)))]
    middles: list[float | None] = [None, None]
    for one in found.dimensions:
        middles += [number(one.middle.before), number(one.middle.after)]
    rows: list[Cells] = [("各社区中位", *middles)]
    for row in found.communities:
        change_of = dict(row.dimensions)
        both = [row.rate, *(change_of.get(name) for name in dimensions)]
        rows.append((row.code, *(number(value) for one in both for value in ((one.before, one.after) if one else (None, None)))))
    note = (
        f"以前：{found.before}；这次：{found.after}。只比两次都交的 {len(found.communities)} 个社区、两次都有的 {found.items} 条；"
        f"另有 {found.gone} 个社区只交过以前那次，{found.new} 个只交了这次。单位是 %。代号是这次的代号。"
    )
    return _sheet("前后对比", "前后对比", columns, rows, note)


def _pairs(name: str) -> Iterator[tuple[str, int]]:
    yield f"{name}\n以前", 10
    yield f"{name}\n这次", 10


def _sheet(name: str, title: str, columns: list[tuple[str, int]], rows: list[Cells], note: str) -> WorkbookSheet:
    return WorkbookSheet(name, title, tuple(head for head, _ in columns), tuple(width for _, width in columns), tuple(rows), note)
