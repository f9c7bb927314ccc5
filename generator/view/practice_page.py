"""The page of one practice: what the source tells, then what the editors advise, then what travels."""
from __future__ import annotations

from generator.know.catalogue import place, source_date, source_name
from generator.model.case import Case
from generator.model.practice import COST_LABEL, Guidance, Portability, Practice, Step
from generator.view.checklist_pages import item_address
from generator.view.desk import HOME, Desk, case_path, form_path, plain, practice_path, theme_path
from generator.view.lesson import teaching_path
from generator.view.linked_data import practice_data
from generator.view.pictures import charts_of_practice, procedure_picture, steps_picture
from generator.view.shapes import (
    Block,
    Bullets,
    Document,
    Facts,
    Link,
    Notes,
    Paragraph,
    Plain,
    Rich,
    Section,
    Speech,
    Speeches,
    Statements,
    StepLine,
    Steps,
    Table,
    Told,
)
from generator.view.split_pages import figure, sources_path


def practice_page(desk: Desk, practice: Practice, previous: Practice | None, following: Practice | None) -> Document:
    """The document of a practice of the desk's case; neighbours in the model's order."""
    case = desk.case.case
    ref = f"{case.id}/{practice.id}"
    sections = (*_record(desk, practice), *_advice(desk, practice), *_links(desk, practice, ref))
    return Document(
        path=practice_path(ref),
        kind="practice",
        title=practice.name,
        kicker=f"做法 · {case.name}",
        lead=desk.rich(practice.one_line),
        sections=sections,
        description=desk.words(practice.one_line),
        crumbs=(HOME, Link("案例", "library/cases.html"), Link(case.name, case_path(case.id))),
        facts=practice_facts(desk, practice),
        previous=_neighbour(case.id, previous),
        next=_neighbour(case.id, following),
        cases=_cases(desk, practice),
        reviewed=practice.reviewed,
        copy=_citation(desk, practice),
        keywords=(practice.name, *practice.aliases),
        ref=ref,
        source=source_name(desk.case.source(None)),
        linked=practice_data(desk, practice),
    )


def moved_page(case: Case, former_id: str, practice: Practice) -> Document:
    """The page at an address that the practice had before: it leads on to where the practice stands now."""
    target = practice_path(f"{case.id}/{practice.id}")
    said = f"“{practice.name}”换了网址，正在转到新的一页。"
    return Document(
        path=practice_path(f"{case.id}/{former_id}"),
        kind="moved",
        title=practice.name,
        kicker=f"做法 · {case.name}",
        lead=plain(said),
        sections=(Section("moved", "新的网址", (Paragraph((Plain("没有自动转过去时，点这里："), Link(practice.name, target))),)),),
        description=said,
        crumbs=(HOME, Link("案例", "library/cases.html"), Link(case.name, case_path(case.id))),
        searched=False,
        moved=target,
    )


def _neighbour(case_id: str, practice: Practice | None) -> Link | None:
    return Link(practice.name, practice_path(f"{case_id}/{practice.id}")) if practice else None


def _cases(desk: Desk, practice: Practice) -> tuple[str, ...]:
    others = (link.split("/")[0] for link, _, _ in desk.catalogue.related(f"{desk.case.id}/{practice.id}"))
    return tuple(dict.fromkeys((desk.case.id, *others)))


def _citation(desk: Desk, practice: Practice) -> str:
    source = desk.case.source(None)
    by = f"{source.author}，" if source.author else ""
    return f"{desk.case.case.region}“{practice.name}”的做法，见{source_name(source)}（{by}{source_date(source)}）。"


def practice_facts(desk: Desk, practice: Practice) -> tuple[tuple[str, Rich], ...]:
    """The few facts that stand at the top of a practice."""
    authority = "；".join(kind for kind in practice.guidance.authority)
    return (
        ("谁能定", plain(authority)),
        ("建议谁牵头", plain(desk.names("actors", practice.actors.lead))),
        ("建议用在", plain(desk.names("community_types", practice.community_types))),
        ("人手（估计）", plain(practice.guidance.staff)),
        ("规模（估计）", plain("、".join(practice.guidance.sizes))),
        ("花费（估计）", plain(COST_LABEL[practice.cost])),
        ("见效（估计）", plain(practice.effect)),
        ("材料类型", plain(practice.evidence.kind)),
    )


def _record(desk: Desk, practice: Practice) -> tuple[Section, ...]:
    record = practice.record
    blocks: list[Block] = [desk.statements(record.done)]
    sections = []
    if record.problem:
        sections.append(Section("problem", "要解决什么", (desk.statements(record.problem),), "record"))
    if record.parts:
        parts = tuple(Told(desk.rich(part.text), "", desk.where(part.at), part.name) for part in record.parts)
        blocks.append(Statements(parts))
    sections.append(Section("done", "做了什么", tuple(blocks), "record"))
    if record.procedure:
        told, picture = desk.statements(record.procedure, ordered=True), procedure_picture(desk, practice)
        sections.append(Section("procedure", "原文写到的步骤", (told, picture) if picture else (told,), "record"))
    if record.places:
        places = tuple(Told(desk.rich(row.text), "", desk.where(row.at), row.name) for row in record.places)
        sections.append(Section("places", "原文点到的地方", (Statements(places),), "record"))
    if record.outcomes:
        sections.append(Section("outcomes", "原文说的效果", (desk.statements(record.outcomes),), "record"))
    if record.metrics:
        sections.append(Section("figures", "有关的数字", (figures_table(desk, practice), *charts_of_practice(desk, practice)), "record"))
    sections.append(Section("not-said", "来源没有说的", (desk.bullets(record.not_said),)))
    cautions = practice_cautions(desk, practice)
    if cautions.items:
        sections.append(Section("notes", "引用提示", (cautions,)))
    return tuple(sections)


def figures_table(desk: Desk, practice: Practice) -> Table:
    """The figures of a practice, with scope and place."""
    folder = desk.case
    rows: list[tuple[Rich, ...]] = []
    for metric_id in practice.record.metrics:
        metric, derived = folder.metric_by_id.get(metric_id), folder.derived_by_id.get(metric_id)
        if metric is not None:
            key = f"{folder.id}/{metric_id}"
            shown = figure(desk.catalogue, metric.as_stated, key)
            at = place(folder, metric.at, metric.source)
            rows.append((desk.rich(metric.what), (shown,), plain(metric.scope.place), plain(at)))
        elif derived is not None:
            rows.append((desk.rich(derived.what), desk.rich(f"[#{metric_id}]"), plain("推算"), desk.rich(derived.note)))
    return Table("数字、范围和出处", ("数的是什么", "原文写作", "范围", "出处"), tuple(rows))


def practice_cautions(desk: Desk, practice: Practice) -> Notes:
    """The cautions of a practice and of the figures that it shows."""
    folder, wanted = desk.case, set(practice.record.metrics)
    of_figures = (
        (own, caution)
        for own, caution in desk.catalogue.cautions_of_case(folder)
        if wanted & {*own, *caution.metrics} and caution not in practice.cautions
    )
    return desk.notes((*(((), caution) for caution in practice.cautions), *of_figures))


def _advice(desk: Desk, practice: Practice) -> tuple[Section, ...]:
    guidance = practice.guidance
    speeches = Speeches(tuple(Speech(say.use, say.text) for say in guidance.words))
    drift = Table(
        "容易走样的地方和改法", ("看到这些要当心", "怎样改"),
        tuple((desk.advice(row.sign), desk.advice(row.mend)) for row in guidance.drift),
    )
    sections = [
        Section("conditions", "什么时候用，要准备什么", (_conditions(desk, guidance),), "advice"),
        Section("steps", "怎样做", (steps_picture(desk, practice), Steps(tuple(step_line(desk, step) for step in guidance.steps))), "advice"),
        Section("words", "怎么说，怎么写", (speeches,), "advice"),
        Section("light", "人手少、经费少的社区怎么做", (Paragraph(desk.advice(guidance.light)),), "advice"),
        Section("indicators", "怎样知道做成了", (desk.bullets(guidance.indicators, advice=True),), "advice"),
        Section("drift", "容易走样的地方", (drift,), "advice"),
        Section("portability", "搬到自己社区要想清楚", (_portability(desk, practice.portability),), "advice"),
    ]
    if guidance.forms:
        forms = tuple(
            (Link(desk.case.forms[form].name, form_path(desk.case.id, form)), Plain("：" + desk.case.forms[form].purpose))
            for form in guidance.forms
            if form in desk.case.forms
        )
        sections.insert(3, Section("forms", "用到的表", (Bullets(forms),), "advice"))
    sections.append(Section("check-today", "推行前对照的现行规定", (policies_to_check(desk, guidance.check_today),), "advice"))
    return tuple(sections)


def _conditions(desk: Desk, guidance: Guidance) -> Facts:
    resources = guidance.resources
    return Facts(
        (
            ("什么时候用", desk.advice(_joined(guidance.when))),
            ("先要有", desk.advice(_joined(guidance.preconditions))),
            *((("谁能定", desk.advice(guidance.authority_note)),) if guidance.authority_note else ()),
            ("要的人", desk.advice(resources.people)),
            ("要的钱", desk.advice(resources.money)),
            ("要的场地", desk.advice(resources.space)),
            ("电脑手机", desk.advice(resources.digital)),
        )
    )


def _portability(desk: Desk, portability: Portability) -> Facts:
    return Facts(
        (
            ("能搬的", desk.advice(_joined(portability.travels))),
            ("当地才有的", desk.advice(_joined(portability.local))),
            ("管不了的", desk.advice(portability.limits)),
        )
    )


def _joined(texts: tuple[str, ...]) -> str:
    return "；".join(text.rstrip("。") for text in texts) + "。"


def step_line(desk: Desk, step: Step) -> StepLine:
    """A step that we advise."""
    time = f"约{step.days:g}天" if step.days is not None else ""
    repeat = step.repeat or ""
    return StepLine(desk.advice(step.do), desk.advice(step.who), desk.advice(step.output), "，".join(filter(None, (time, repeat))))


def policies_to_check(desk: Desk, ids: tuple[str, ...]) -> Bullets:
    """Rules of today to hold a practice against, with what each is for."""
    by_id = {policy.id: policy for policy in desk.catalogue.book.common.policies.policies}
    rows = []
    for policy_id in ids:
        policy = by_id[policy_id]
        state = "" if policy.checked else "（本库未核对文本，请查原文）"
        rows.append((Link(f"《{policy.title}》", f"library/policies.html#{policy.id}"), Plain(f"：{policy.use}{state}")))
    return Bullets(tuple(rows))


def _links(desk: Desk, practice: Practice, ref: str) -> tuple[Section, ...]:
    sections = []
    rows = []
    for target, differs, own in desk.catalogue.related(ref):
        other, home = desk.catalogue.book.practice(target), target.split("/")[0]
        if other is None:
            continue
        name = other.name if home == desk.case.id else f"{desk.catalogue.book.cases[home].case.name}：{other.name}"
        said_by = "：" if own else "（那一页这样写）："
        rows.append((Link(name, practice_path(target)), Plain(said_by), *desk.of(home if not own else desk.case.id).rich(differs)))
    if rows:
        sections.append(Section("related", "可以对照的做法", (Bullets(tuple(rows)),)))
    themes = desk.catalogue.themes.get(ref, ())
    if themes:
        links = tuple((Link(theme.name, theme_path(theme.id)),) for theme in themes)
        sections.append(Section("themes", "相关主题", (Bullets(links),)))
    uses = desk.catalogue.checklist_items.get(ref, ())
    if uses:
        items = tuple(
            (Link(f"{use.title}第{use.number}条", item_address(use.home, use.checklist, use.item)), Plain(f"：{use.indicator}")) for use in uses
        )
        sections.append(Section("checklists", "自查表里用到这条做法", (Bullets(items),)))
    taught = desk.catalogue.teaching_uses.get(ref, ())
    if taught:
        cases = tuple(
            (Link(use.title, teaching_path(use.home, use.teaching)), Plain("：正文依据这条做法" if use.rests else "：可以拿这条做法对照")) for use in taught
        )
        sections.append(Section("teaching", "教学案例里用到这条做法", (Bullets(cases),)))
    sections.append(Section("evidence", "材料说明", (Facts(_evidence(desk, practice)),)))
    return tuple(sections)


def _evidence(desk: Desk, practice: Practice) -> tuple[tuple[str, Rich], ...]:
    source = desk.case.source(None)
    actors = practice.actors
    roles = (("牵头", actors.lead), ("支持", actors.support), ("参与", actors.take_part), ("监督", actors.supervise))
    return (
        ("来源", (Link(source_name(source), f"{sources_path(desk.catalogue, desk.case.id)}#{desk.case.id}-{source.id}"), Plain("，" + source_date(source)))),
        ("材料类型", desk.rich(f"{practice.evidence.kind}。{practice.evidence.note}")),
        ("资料时效", plain("机构、提法为材料成文时的情况。")),
        ("主体（编者归类）", plain("；".join(f"{label}：{desk.names('actors', ids)}" for label, ids in roles if ids))),
        ("环节", plain(desk.names("stages", practice.stages))),
        ("议题", plain(desk.names("topics", practice.topics))),
        ("手段", plain(desk.names("tools", practice.tools))),
        ("核对日期", plain(practice.reviewed)),
        ("编号", plain(f"{desk.case.id}/{practice.id}")),
    )
