"""What a street office hands on: 简报 (one page), 街道看到了什么、准备帮什么, 回执. Every figure comes from the summary."""
from __future__ import annotations

from collections import Counter
from dataclasses import replace

from generator.assess.summary import CommunityRow
from generator.view.collected import EDITION, FOOTER, NO_LEVEL, VOLUNTARY, Collected, percent
from generator.view.desk import plain
from generator.view.paper import Paper
from generator.view.shapes import Block, Bullets, Paragraph, Section, Sheet, Table

_BRIEF_ROWS = 3  # gaps, matters and practices that one page has room for
_DOUBTS = 12  # on one page
_LONGEST = 40  # characters of a text of a user, on the one page
_ROOM = "\n\n"  # to write by hand
_LINE = 33  # characters of a line to write on


def brief_paper(told: Collected) -> Paper:
    """简报: at most one page, whatever was collected."""
    rows = told.summary.rows
    sections = [
        Section("all", "总体情况", (Paragraph(plain(_overall(told))), *_spreads(told))),
        Section("gaps", "共性短板", (Bullets(tuple(plain(line) for line in _gap_lines(told))),)),
    ]
    if told.summary.matters:
        sections.append(Section("matters", "需街道（部门）协调的事", (Bullets(tuple(plain(line) for line in _matter_lines(told))),)))
    sections.append(Section("next", "下一步建议（编者建议）", (Bullets(tuple(plain(line) for line in _next_lines(told)), ordered=True),)))
    return _paper(
        told, "brief", "简报", f"{_cut(told.summary.period)}社区自查情况简报", tuple(sections),
        (f"{told.form}，{len(rows)} 个社区。{VOLUNTARY}",),
    )


def _overall(told: Collected) -> str:
    rows = told.summary.rows
    levels = Counter(row.own.level or NO_LEVEL for row in rows)
    order = [*(level.name for level in told.sheet.levels), NO_LEVEL]
    said = "、".join(f"{name} {levels[name]} 个" for name in order if levels[name])
    whole = sum(row.own.complete for row in rows)
    gates = sum(bool(row.own.failed) for row in rows)
    weak = sum(any(one.weak for one in row.own.dimensions) for row in rows)
    sentences = [
        f"{told.totals}；这张表计入 {len(rows)} 个社区，全部答完的 {whole} 个", f"自查等级：{said}",
        f"有短板维度（得分率低于 60%）的 {weak} 个", *([f"要先解决底线事项的 {gates} 个"] if gates else []),
        *([f"有待选定的 {told.counted('conflict')} 份没有计入"] if told.counted("conflict") else []),
    ]
    return "；".join(sentences) + "。"


def _spreads(told: Collected) -> tuple[Block, ...]:
    found = told.changes if told.changes and told.changes.communities else None
    change_of = {one.dimension: one.middle for one in found.dimensions} if found else {}
    rows = []
    for one in told.summary.spreads:
        weak = sum(any(own.dimension == one.dimension and own.weak for own in row.own.dimensions) for row in told.summary.rows)
        cells = [told.dimensions[one.dimension], percent(one.least), percent(one.middle), percent(one.most), f"{weak} 个"]
        if found:
            change = change_of.get(one.dimension)
            cells += [percent(change.before), percent(change.after)] if change else ["—", "—"]
        rows.append(tuple(map(plain, cells)))
    head = ("维度", "最低", "中位", "最高", "短板社区", *(("以前中位", "现在中位") if found else ()))
    table = Table("", head, tuple(rows))
    if not found:
        return (table,)
    said = f"后两栏是前后对比：只比{_cut(found.before)}、{_cut(found.after)}两次都交的 {len(found.communities)} 个社区，两次都有的 {found.items} 条。"
    return table, Paragraph(plain(said))


def _gap_lines(told: Collected) -> list[str]:
    gaps = told.summary.gaps
    if not gaps:
        return ["没有半数以上社区都得分不到六成的条目。"]
    lines = [f"{told.item(gap.item)}：{gap.answered} 个社区作了答，{gap.short} 个得分不到六成。" for gap in gaps[:_BRIEF_ROWS]]
    return lines + ([f"另有 {len(gaps) - _BRIEF_ROWS} 条，见汇总表。"] if len(gaps) > _BRIEF_ROWS else [])


def _matter_lines(told: Collected) -> list[str]:
    matters = told.summary.matters
    lines = [f"{told.item(matter.item)}：{len(matter.rows)} 个社区提出。" for matter in matters[:_BRIEF_ROWS]]
    return lines + ([f"另有 {len(matters) - _BRIEF_ROWS} 条，见汇总表。"] if len(matters) > _BRIEF_ROWS else [])


def _next_lines(told: Collected) -> list[str]:
    lines = [
        f"先带“{link.title}”：{one.communities} 个社区用得上，对应{'、'.join(f'“{told.item(name)}”' for name in one.items[:2])}"
        f"{'等' if len(one.items) > 2 else ''}。"
        for link, one in told.training[:_BRIEF_ROWS]
    ]
    if told.summary.matters:
        lines.append("需协调的事逐条定下谁负责、什么时候答复，写在“街道看到了什么”里发回社区。")
    if any(not row.own.complete for row in told.summary.rows):
        lines.append("没答完的条目，请社区方便时补上，不必另写材料。")
    return lines or ["请社区照自己的提升计划做，街道按需要帮。"]


def seen_paper(told: Collected) -> Paper:
    """街道看到了什么、准备帮什么: what the figures say on the left, blank to be filled in by the street on the right.

    It goes to every community: which one lacks what, and what one wrote, is in the workbook alone.
    """
    gaps = [
        (f"{told.item(gap.item)}：{gap.answered} 个社区作了答，{gap.short} 个得分不到六成",) for gap in told.summary.gaps
    ]
    matters = [(f"{told.item(matter.item)}：{len(matter.rows)} 个社区提出",) for matter in told.summary.matters]
    sections = [
        _to_fill("gaps", "一、多个社区共同的短板", ("看到的", "街道准备帮什么", "谁负责", "什么时候"), gaps, "这一次没有。"),
        _to_fill("matters", "二、社区办不了、请街道（部门）协调的事", ("社区提出的", "答复或办法", "谁负责", "什么时候"), matters, "这一次没有。"),
        Section("else", "三、其他想对社区说的", (Paragraph(plain("＿" * _LINE)),) * 3),
        Section("reply", "四、社区的意见怎样提", (Paragraph(plain(f"联系人：{'＿' * 8}　　电话：{'＿' * 10}　　请在{'＿' * 5}前回话")),)),
    ]
    opening = (
        f"{told.summary.period}　{told.form}　{len(told.summary.rows)} 个社区。左边是汇总出来的，右边由街道填写；填好后发回各社区。",
        f"{VOLUNTARY}只写有几个社区，不写是哪几个。",
    )
    return _paper(told, "seen", "街道看到了什么", "街道看到了什么，准备帮什么", tuple(sections), opening)


def _to_fill(name: str, heading: str, head: tuple[str, ...], rows: list[tuple[str]], none: str) -> Section:
    blocks: tuple[Block, ...] = (Paragraph(plain(none)),)
    if rows:
        blocks = (Table("", head, tuple((plain(said), plain(_ROOM + "　" * 12), plain("　" * 5), plain("　" * 5)) for (said,) in rows)),)
    return Section(name, heading, blocks)


def receipts_paper(told: Collected) -> Paper:
    """回执: a page for each community whose return counts."""
    sections = tuple(
        Section(f"receipt-{row.code}", "", (_receipt(told, row),), own_page=bool(place)) for place, row in enumerate(told.summary.rows)
    )
    return replace(_paper(told, "receipts", "回执", "自查表回执", sections, ()), layout="form")


def _receipt(told: Collected, row: CommunityRow) -> Sheet:
    said, line = row.returned, told.sources[row.code]
    who = (("街道", said.street), ("社区", said.community)) if told.names else (("代号", row.code),)
    head = (
        *who, ("自查表", told.sheets[said.version].title), ("版本", f"第 {said.version} 版　{EDITION[said.edition]}"), ("评价周期", said.period),
        ("填表日期", said.filled or "没有写"), ("收到", line.at), ("文件", line.label(told.names)),
    )
    more = len(line.notes) - _DOUBTS
    body = (
        f"您交的表收到了，已计入汇总。{''.join(_read(told, row))}", "有无疑问：" + ("没有疑问。" if not line.notes else ""),
        *(f"· {text}" for text in line.notes[:_DOUBTS]), *([f"· 另有 {more} 处，见文件清单。"] if more > 0 else []),
        "以上如有不对，请告诉我们，改好再交一次就行。这份表自愿填写，只用于改进，不排名次。街道准备帮什么，另见“街道看到了什么”。",
        "收表人：________　　日期：________",
    )
    return Sheet("自查表回执", head, (), (), body, ())


def _read(told: Collected, row: CommunityRow) -> list[str]:
    own = row.own
    left = (*own.open, *own.unknown)
    lines = [f"计分的 {len(own.items)} 条，" + ("全部答完。" if not left else f"{len(left)} 条未答或不知道：{_named(told, left)}。")]
    if own.open_gates:
        lines.append(f"底线项还有 {len(own.open_gates)} 条没有回答：{_named(told, own.open_gates)}。")
    if own.na:
        lines.append(f"不适用的 {len(own.na)} 条，不计入：{_named(told, own.na)}。")
    if own.upstream:
        lines.append(f"请上级解决的 {len(own.upstream)} 条已记下：{_named(told, own.upstream)}。")
    return lines


def _named(told: Collected, items: tuple[str, ...]) -> str:
    return "、".join(map(told.item, items))


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST - 1]}…"


def _paper(
    told: Collected, path: str, name: str, title: str, sections: tuple[Section, ...], opening: tuple[str, ...], kicker: str = "",
) -> Paper:
    return Paper(
        path=f"collect/{path}", kind="collect", layout="handout", title=title, name=name, sections=sections, kicker=kicker or told.sheet.title,
        opening=opening, footer=FOOTER, reviewed=told.day,
    )
