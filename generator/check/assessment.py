"""Rules K402, K403 and K407–K410: a checklist adds up, can be scored one way only, and stays as it was released."""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal

from generator.check.rule import Finding, rule
from generator.know.checklists import Address, fingerprint
from generator.model.assessment import BonusItem, Checklist, CountItem, GateItem, GradeItem, Item, PartsItem
from generator.model.casebook import Casebook, FieldPath, Locate
from generator.model.problem import Problem


def _checklists(book: Casebook) -> Iterator[tuple[str, Checklist]]:
    return ((file, record) for file, record in book.files() if isinstance(record, Checklist))


def _sum(values: Iterable[float]) -> float:
    """The sum without the dust of binary fractions: 1.1 + 2.2 is 3.3."""
    return round(sum(values), 6)


def _plain(value: float) -> str:
    return f"{value:g}"


@rule("K402")
def checklist_weights(book: Casebook) -> Iterator[Finding]:
    """自查表各维度合计 100 分；一个维度里计分条目的分值合计等于维度的分值"""
    for file, checklist in _checklists(book):
        total = _sum(dimension.weight for dimension in checklist.dimensions)
        if total != 100:
            yield Finding(book.locate(file, ("dimensions",)), f"各维度合计 {_plain(total)} 分", "调整 weight，使合计为 100")
        for index, dimension in enumerate(checklist.dimensions):
            points = _sum(
                item.points
                for item in checklist.items
                if item.dimension == dimension.id and not isinstance(item, GateItem | BonusItem)
            )
            if points != dimension.weight:
                what = f"维度“{dimension.id}”是 {_plain(dimension.weight)} 分，条目合计 {_plain(points)} 分"
                yield Finding(book.locate(file, ("dimensions", index, "weight")), what, "调整条目的 points 或维度的 weight")


@rule("K403")
def item_parts(book: Casebook) -> Iterator[Finding]:
    """分项计分的条目，各分项合计等于满分"""
    for file, checklist in _checklists(book):
        for index, item in enumerate(checklist.items):
            if isinstance(item, PartsItem) and _sum(part.points for part in item.parts) != item.points:
                total = _plain(_sum(part.points for part in item.parts))
                where = book.locate(file, ("items", index, "points"))
                yield Finding(where, f"满分 {_plain(item.points)} 分，分项合计 {total} 分", "调整分项或满分")


@rule("K407")
def item_rules(book: Casebook) -> Iterator[Finding]:
    """条目的计分数据要能算、和答法对得上：各档从 100 到 0 递降，满分项数不超过选项数，分值最多两位小数，只适用于部分社区类型的要可以选“不适用”"""
    types = {kind.id for kind in book.common.taxonomy.community_types}
    for file, checklist in _checklists(book):
        for index, item in enumerate(checklist.items):
            for path, what, mend in _item_faults(item, types):
                yield Finding(book.locate(file, ("items", index, *path)), what, mend)


def _item_faults(item: Item, types: set[str]) -> Iterator[tuple[FieldPath, str, str]]:
    for number, name in enumerate(item.community_types):
        if name not in types:
            yield ("community_types", number), f"没有编号为“{name}”的社区类型", "改成 taxonomy.yaml 里有的编号"
    if item.community_types and not item.na_allowed:
        yield ("community_types",), "只适用于部分社区类型，却不能选“不适用”", "加上 na_allowed: true"
    if isinstance(item, GateItem | BonusItem) and (item.na_allowed or item.upstream_allowed):
        yield ("type",), "底线项和加分项只有“没有”和“有”", "删去 na_allowed 和 upstream_allowed"
    if isinstance(item, GradeItem):
        percents = [grade.percent for grade in item.grades]
        if percents[0] != 100 or percents[-1] != 0 or percents != sorted(set(percents), reverse=True):
            yield ("grades",), "各档的百分数要从 100 递降到 0", "照从高到低排好，第一档 100，最后一档 0"
    if isinstance(item, CountItem) and item.full_at > len(item.options):
        yield ("full_at",), f"只有 {len(item.options)} 个选项，满分却要 {item.full_at} 项", f"改成不超过 {len(item.options)}"
    for name in ("points", "each", "step", "full_at"):
        if _decimals(getattr(item, name, 0)) > 2:
            yield (name,), "最多两位小数", "分数按百分之一计，改成两位小数以内"


def _decimals(number: float) -> int:
    return max(0, -int(Decimal(str(number)).normalize().as_tuple().exponent))


@rule("K408")
def checklist_levels(book: Casebook) -> Iterator[Finding]:
    """等级从高到低排，最后一级从 0 起，封顶的等级要在里面；快填版每个维度、每个底线项都要有"""
    for file, checklist in _checklists(book):
        rates = [level.from_rate for level in checklist.levels]
        if rates[-1] != 0 or rates != sorted(set(rates), reverse=True):
            yield Finding(book.locate(file, ("levels",)), "等级没有从高到低排，或最后一级不从 0 起", "调整 from_rate")
        names = [level.name for level in checklist.levels]
        for index, item in enumerate(checklist.items):
            if isinstance(item, GateItem) and item.cap not in names:
                where = book.locate(file, ("items", index, "cap"))
                yield Finding(where, f"本表没有“{item.cap}”这一级", f"改成 {'、'.join(names)} 之一")
        yield from _quick_faults(book, file, checklist)


def _quick_faults(book: Casebook, file: str, checklist: Checklist) -> Iterator[Finding]:
    quick = [item for item in checklist.items if item.quick]
    if not quick:
        return
    scored = {item.dimension for item in quick if not isinstance(item, GateItem | BonusItem)}
    for index, dimension in enumerate(checklist.dimensions):
        if dimension.id not in scored:
            where = book.locate(file, ("dimensions", index, "id"))
            yield Finding(where, f"快填版里没有维度“{dimension.id}”的计分条目", "给这个维度至少一条加 quick: true")
    for index, item in enumerate(checklist.items):
        if isinstance(item, GateItem) and not item.quick:
            yield Finding(book.locate(file, ("items", index, "id")), f"快填版里没有底线项“{item.id}”", "加 quick: true")


def address_problems(addresses: Iterable[Address], locate: Locate) -> Iterator[Problem]:
    """K409, the one rule for which every case must be known at once: what it asks of a checklist is its address."""
    why = "自查表的编号全库只用一次，一张表的各个版本放在同一个文件夹：填报网址只有一个"
    by_id: dict[str, list[Address]] = defaultdict(list)
    for address in addresses:
        by_id[address.id].append(address)
    for name, versions in by_id.items():
        home = min(reversed(versions), key=lambda address: address.version).home
        for version in versions:
            if version.home != home:
                where = locate(f"cases/{version.home}/checklists/{name}-v{version.version}.yaml", ("id",))
                yield Problem(where, "K409", f"编号“{name}”已经是 cases/{home} 里一张表的", why, "换一个编号，文件一起改名")


@rule("K410")
def released_checklist(book: Casebook) -> Iterator[Finding]:
    """发布过的版本，计分内容不再改：交回来的表照它计分"""
    for file, checklist in _checklists(book):
        if checklist.released is not None and checklist.released != fingerprint(checklist):
            mend = f"改回发布时的样子；要改内容，另存为 {checklist.id}-v{checklist.version + 1}.yaml"
            yield Finding(book.locate(file, ("released",)), "这一版发布之后，计分内容改动过", mend)
