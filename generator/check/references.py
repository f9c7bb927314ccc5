"""Rules K201–K213: whatever is named exists, and is named where it belongs."""
from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from difflib import get_close_matches

from generator.check.rule import Finding, rule
from generator.know.identity import remembered
from generator.model.casebook import Casebook, CaseFolder, FieldPath
from generator.model.practice import Practice
from generator.model.record import OTHER_PAGES, Caution, Record
from generator.model.source import Source
from generator.model.teaching import TeachingCase

_ACTOR_ROLES = ("lead", "support", "take_part", "supervise")


def _near(name: str, known: Iterable[str]) -> str:
    match = get_close_matches(name, list(known), n=1, cutoff=0.75)
    return f"写成“{match[0]}”" if match else ""


def _named(
    book: Casebook, file: str, path: FieldPath, names: Iterable[str], known: Collection[str], what: str, add: str
) -> Iterator[Finding]:
    """One finding for each name that is not known; `what` and `add` are Chinese, with {} for the name."""
    for index, name in enumerate(names):
        if name not in known:
            near = _near(name, known)
            yield Finding(
                book.locate(file, (*path, index)), what.format(name), f"{near}，或{add.format(name)}" if near else add.format(name)
            )


def _practices(book: Casebook) -> Iterator[tuple[CaseFolder, str, Practice]]:
    for folder in book.own_cases:
        for practice_id, practice in folder.practices.items():
            yield folder, f"cases/{folder.id}/practices/{practice_id}.yaml", practice


@rule("K201")
def unknown_vocabulary(book: Casebook) -> Iterator[Finding]:
    """社区类型、主体、环节、议题、手段都写 cases/common/taxonomy.yaml 里的编号"""
    taxonomy = book.common.taxonomy
    known = {name: {term.id for term in getattr(taxonomy, name)} for name in ("community_types", "actors", "stages", "topics", "tools")}
    add = "在 taxonomy.yaml 中新增“{}”"
    for folder in book.own_cases:
        file = f"cases/{folder.id}/case.yaml"
        what = "没有编号为“{}”的社区类型"
        yield from _named(book, file, ("community_types",), folder.case.community_types, known["community_types"], what, add)
        for index, fit in enumerate(folder.case.fit):
            if fit.community_type not in known["community_types"]:
                where = book.locate(file, ("fit", index, "community_type"))
                yield Finding(where, what.format(fit.community_type), add.format(fit.community_type))
    labels = {"topics": "议题", "community_types": "社区类型", "stages": "环节", "tools": "手段"}
    for _, file, practice in _practices(book):
        for name, label in labels.items():
            yield from _named(book, file, (name,), getattr(practice, name), known[name], f"没有编号为“{{}}”的{label}", add)
        for role in _ACTOR_ROLES:
            names = getattr(practice.actors, role)
            yield from _named(book, file, ("actors", role), names, known["actors"], "没有编号为“{}”的主体", add)


@rule("K202")
def unknown_section(book: Casebook) -> Iterator[Finding]:
    """at 写成 节/段，节是本案例 sources.yaml 中 sections 里的编号"""
    for folder in book.own_cases:
        by_source = {source.id: {section.id for section in source.sections} for source in folder.sources.sources}
        first = folder.sources.sources[0].id
        for file, path, source_id, at in locators(folder):
            sections = by_source.get(source_id or first)
            section = at.split("/")[0]
            if sections is not None and section not in sections:
                near = _near(section, sections)
                yield Finding(book.locate(file, path), f"来源没有编号为“{section}”的节", near or "改成 sources.yaml 里有的节")


@remembered
def locators(folder: CaseFolder) -> tuple[tuple[str, FieldPath, str | None, str], ...]:
    """Every `at` of a case: file, path, the source id written beside it or around it (or None), and its text."""
    found = []
    around: list[tuple[str, FieldPath, str]] = []
    for file, path, part in folder.parts:
        held = part.__dict__
        source = part.id if isinstance(part, Source) else held.get("source")
        if isinstance(source, str):
            around.append((file, path, source))
        at = held.get("at")
        if isinstance(at, str):
            inside = [name for home, base, name in around if home == file and path[: len(base)] == base]
            found.append((file, (*path, "at"), inside[-1] if inside else None, at))
    return tuple(found)


@rule("K203")
def unknown_metric(book: Casebook) -> Iterator[Finding]:
    """metrics 里的每一项都是本案例 metrics.yaml 中的编号"""
    what, add = "没有名为“{}”的指标", "在 metrics.yaml 中新增“{}”"
    for folder in book.own_cases:
        known = {*folder.metric_by_id, *folder.derived_by_id}
        for practice_id, practice in folder.practices.items():
            file = f"cases/{folder.id}/practices/{practice_id}.yaml"
            yield from _named(book, file, ("record", "metrics"), practice.record.metrics, known, what, add)
        for file, path, part in folder.parts:
            if type(part) is Caution:
                yield from _named(book, file, (*path, "metrics"), part.metrics, known, what, add)


@rule("K212")
def unknown_compared_figure(book: Casebook) -> Iterator[Finding]:
    """对照里的数字写 案例/编号，是那个案例的指标或推算"""
    for index, comparison in enumerate(book.common.comparisons.comparisons if book.shares else ()):
        for number, row in enumerate(comparison.figures):
            case_id, _, name = row.figure.partition("/")
            folder = book.cases.get(case_id)
            if (folder and (name in folder.metric_by_id or name in folder.derived_by_id)) or book.is_unread(case_id):
                continue
            where = book.locate("cases/common/comparisons.yaml", ("comparisons", index, "figures", number, "figure"))
            known = [f"{case_id}/{name}" for name in {*folder.metric_by_id, *folder.derived_by_id}] if folder else list(book.cases)
            yield Finding(where, f"没有指标或推算“{row.figure}”", _near(row.figure, known) or "改成已有的编号")


@rule("K204")
def unknown_practice(book: Casebook) -> Iterator[Finding]:
    """做法写编号；别的案例的做法写 案例/编号"""
    for file, path, ref, home in _practice_refs(book):
        case_id, _, practice_id = ref.rpartition("/")
        folder = book.cases.get(case_id or home)
        if (folder and practice_id in folder.practices) or book.is_unread(case_id or home, "practices", practice_id):
            continue
        known = [f"{case}/{name}" if case_id else name for case, folder in book.cases.items() for name in folder.practices]
        yield Finding(book.locate(file, path), f"没有编号为“{ref}”的做法", _near(ref, known) or "改成已有的编号，或先写这条做法")


def _practice_refs(book: Casebook) -> Iterator[tuple[str, FieldPath, str, str]]:
    """(file, path, reference, home case) of every place that names a practice."""
    for folder in book.own_cases:
        file = f"cases/{folder.id}/case.yaml"
        for path, ref in _part_practices(folder.case.structure, ("structure",)):
            yield file, path, ref, folder.id
        for index, link in enumerate(folder.case.related):
            yield file, ("related", index, "practice"), link.practice, folder.id
    for folder, file, practice in _practices(book):
        for index, link in enumerate(practice.related):
            yield file, ("related", index, "practice"), link.practice, folder.id
    if book.shares:
        yield from _carriers(book)
    for file, record in book.files():
        home = file.split("/")[1]
        for index, item in enumerate(getattr(record, "items", ())):
            if item.practice:
                yield file, ("items", index, "practice"), item.practice, home
        for index, ref in enumerate(getattr(record, "contrast", ())):
            yield file, ("contrast", index), ref, home
        if isinstance(record, TeachingCase):
            for index, section in enumerate(record.student.sections):
                for number, ref in enumerate(section.records):
                    yield file, ("student", "sections", index, "records", number), ref, home


def _carriers(book: Casebook) -> Iterator[tuple[str, FieldPath, str, str]]:
    for index, theme in enumerate(book.common.themes.themes):
        for number, carrier in enumerate(theme.carriers):
            yield "cases/common/themes.yaml", ("themes", index, "carriers", number, "practice"), carrier.practice, ""
    for index, gap in enumerate(book.common.gaps.gaps):
        for number, carrier in enumerate(gap.answered_by):
            yield "cases/common/gaps.yaml", ("gaps", index, "answered_by", number, "practice"), carrier.practice, ""


def _part_practices(parts: Iterable[Record], path: FieldPath) -> Iterator[tuple[FieldPath, str]]:
    for index, part in enumerate(parts):
        for number, ref in enumerate(part.practices):  # type: ignore[attr-defined]
            yield (*path, index, "practices", number), ref
        yield from _part_practices(part.parts, (*path, index, "parts"))  # type: ignore[attr-defined]


@rule("K205")
def unknown_form(book: Casebook) -> Iterator[Finding]:
    """forms 里的每一项都是本案例 forms 文件夹里的一张表"""
    for folder, file, practice in _practices(book):
        known = {*folder.forms, *(name for name in practice.guidance.forms if book.is_unread(folder.id, "forms", name))}
        yield from _named(
            book, file, ("guidance", "forms"), practice.guidance.forms, known, "没有编号为“{}”的表", "新增 forms/{}.yaml"
        )


@rule("K206")
def unknown_policy(book: Casebook) -> Iterator[Finding]:
    """法律和文件写 cases/common/policies.yaml 里的编号"""
    known = {policy.id for policy in book.common.policies.policies}
    what, add = "没有编号为“{}”的文件", "在 policies.yaml 中新增“{}”"
    for folder in book.own_cases:
        yield from _named(book, f"cases/{folder.id}/case.yaml", ("policies",), folder.case.policies, known, what, add)
    for _, file, practice in _practices(book):
        yield from _named(book, file, ("policies",), practice.policies, known, what, add)
        today = practice.guidance.check_today
        yield from _named(book, file, ("guidance", "check_today"), today, known, what, add)
    for file, record in book.files():
        yield from _named(book, file, ("basis",), getattr(record, "basis", ()), known, what, add)


@rule("K207")
def unknown_case(book: Casebook) -> Iterator[Finding]:
    """案例写文件夹名"""
    if not book.shares:
        return
    rows: list[tuple[str, FieldPath, str]] = []
    for index, theme in enumerate(book.common.themes.themes):
        for number, silence in enumerate(theme.silent):
            rows.append(("themes", ("themes", index, "silent", number, "case"), silence.case))
    terms = book.common.glossary.terms
    rows += [("glossary", ("terms", index, "case"), term.case) for index, term in enumerate(terms) if term.case]
    for index, policy in enumerate(book.common.policies.policies):
        rows += [("policies", ("policies", index, "named_by", n), case_id) for n, case_id in enumerate(policy.named_by)]
    for name, path, case_id in rows:
        if case_id not in book.cases and not book.is_unread(case_id):
            where = book.locate(f"cases/common/{name}.yaml", path)
            yield Finding(where, f"没有编号为“{case_id}”的案例", _near(case_id, book.cases) or "改成 cases/ 下的文件夹名")


@rule("K208")
def unknown_source(book: Casebook) -> Iterator[Finding]:
    """source 写本案例 sources.yaml 里的编号"""
    for folder in book.own_cases:
        known = {source.id for source in folder.sources.sources}
        for file, path, source_id, _ in locators(folder):
            if source_id is not None and source_id not in known:
                where = book.locate(file, (*path[:-1], "source"))
                yield Finding(where, f"没有编号为“{source_id}”的来源", _near(source_id, known) or "改成已有的来源编号")


@rule("K209")
def repeated_id(book: Casebook) -> Iterator[Finding]:
    """同一个文件里，同类的编号不重复；推算的编号也不能和指标重复"""
    seen: set[tuple[str, FieldPath, str]] = set()
    for file, path, part in book.parts:
        part_id = part.__dict__.get("id")
        if isinstance(part_id, str) and path and isinstance(path[-1], int):
            siblings = path[:-1] if path[:-1] != ("derived",) else ("metrics",)
            if (file, siblings, part_id) in seen:
                yield Finding(book.locate(file, (*path, "id")), f"编号“{part_id}”写了两次", "改掉一个")
            seen.add((file, siblings, part_id))


@rule("K210")
def homeless_practice(book: Casebook) -> Iterator[Finding]:
    """每条做法都要挂在 case.yaml 的 structure 里，读者才能从模式找到它"""
    for folder in book.own_cases:
        placed = {ref for _, ref in _part_practices(folder.case.structure, ())}
        for practice_id in folder.practices:
            if practice_id not in placed:
                where = book.locate(f"cases/{folder.id}/practices/{practice_id}.yaml", ("id",))
                yield Finding(where, f"做法“{practice_id}”没有挂在模式结构里", "在 case.yaml 的 structure 里，给它所属的部分加上 practices")


@rule("K213")
def taken_address(book: Casebook) -> Iterator[Finding]:
    """一个网址只归一页：旧编号不能是现用的编号，也不能写两次；index 和 form-、checklist-、teaching- 开头的名字留给别的页"""
    if any(folder.id == "fragments" for folder in book.own_cases):
        yield Finding(book.locate("cases/fragments/case.yaml", ("id",)), "“fragments”不能做案例编号", "换一个编号，文件夹一起改名")
    for folder in book.own_cases:
        taken = set(folder.practices)
        for practice_id, practice in folder.practices.items():
            file = f"cases/{folder.id}/practices/{practice_id}.yaml"
            if OTHER_PAGES.match(practice_id):
                yield Finding(book.locate(file, ("id",)), f"“{practice_id}”是留给别的页的名字", "换一个编号，文件一起改名")
            for index, former_id in enumerate(practice.former_ids):
                if former_id in taken or OTHER_PAGES.match(former_id):
                    what = f"旧编号“{former_id}”的网址已经归别的页"
                    yield Finding(book.locate(file, ("former_ids", index)), what, "删去，或改成这条做法真正用过的编号")
                taken.add(former_id)


@rule("K211")
def unknown_dimension(book: Casebook) -> Iterator[Finding]:
    """自查表的维度写 dimensions.yaml 里的编号；条目的维度写本表列出的维度"""
    known = {dimension.id for dimension in book.common.dimensions.dimensions}
    for file, record in book.files():
        dimensions = [part.id for part in getattr(record, "dimensions", ()) if hasattr(part, "weight")]
        for index, name in enumerate(dimensions):
            if name not in known:
                where = book.locate(file, ("dimensions", index, "id"))
                yield Finding(where, f"没有编号为“{name}”的维度", _near(name, known) or "在 dimensions.yaml 中新增")
        for index, item in enumerate(getattr(record, "items", ())):
            if item.dimension not in dimensions:
                where = book.locate(file, ("items", index, "dimension"))
                yield Finding(where, f"本表没有编号为“{item.dimension}”的维度", _near(item.dimension, dimensions) or "改成本表的维度")
