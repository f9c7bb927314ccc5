"""Rules K601–K621: every figure is proved against the words of its source.

====  ==========================================================================================
K601  the words (as_stated) do not stand in the line that the locator names
K602  a locator names a line that its section does not have
K603  the value is not what the words say
K604  the qualifier is not what the words say
K605  the unit is not what the words say
K606  the words hold no number
K607  the file's SHA-256 is not the recorded one
K608  the body or the sections cannot be found in the file
K609  the words of a left_out row do not stand there
K610  the words leave out a qualifier or cut a unit that stands in the source
K611  the source's file is not in the folder
K612  the words hold several numbers: one metric each
K620  a number of the body that no metric and no left_out row accounts for
K621  a left_out row that accounts for nothing
====  ==========================================================================================

The texts come from read/source_file.py and know/source_text.py; without them nothing here can run,
and nothing may be called verified.
"""
from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.check.references import locators
from generator.know.figure_match import begins_with_measure, same_value, unit_follows
from generator.know.numerals import Quantity, quantities
from generator.know.source_text import Line, SourceText, normalise, occurrences
from generator.model.case import TEXT_KINDS, Mention, Metric
from generator.model.casebook import Casebook, CaseFolder, FieldPath, Locate
from generator.model.problem import Level, Problem
from generator.model.source import Source

Texts = Mapping[tuple[str, str], SourceText]
"""Source texts by case id and source id."""

Fault = tuple[str, str, str]
"""Code, what is wrong and how to mend it."""

_WHY = {
    "K601": "as_stated 必须是原文这一段里的原字",
    "K602": "at 写成 节/段，段是这一节里第几个非空行，标题行算第 1",
    "K603": "value 与 as_stated 一致：万、亿展开，百分数和分数写百分数，数十写 [20, 99]",
    "K604": "qualifier 与原文用字一致：多、余、超过是 over，近、将近是 nearly，约、左右是 about，以上、不少于是 at_least，以下、不超过是 at_most，不足是 under",
    "K605": "unit 与数字后面的字一致；百分数和分数的单位写 %",
    "K606": "指标的原文里要有数字，或有 value 里的字",
    "K607": "sha256 是核对时那份原文的指纹，原文换了就要重新核对",
    "K608": "body 和 sections 用原文行首的字定出正文和各节，每处只能有一行",
    "K609": "left_out 的 words 必须是原文那一段里的原字",
    "K610": "as_stated 要写全：限定的字和单位都在内，读者看到的就是它",
    "K611": "每份来源都要有原文才能核对",
    "K612": "一个数字一个指标",
    "K620": "正文里的每个数字都要有指标，或在 left_out 里说明为什么不做",
    "K621": "left_out 只写有数字而不做指标的地方",
}
_QUALIFIER = {
    "exact": "没有限定", "over": "多或超过", "nearly": "近", "about": "约", "at_least": "不少于", "at_most": "不超过", "under": "不足",
}
_COUNTS = frozenset({"count", "money", "area", "duration", "threshold", "percent"})


@dataclass(frozen=True, slots=True)
class Claim:
    """One place where a metric says that its words stand."""

    metric: Metric
    file: str
    path: FieldPath
    source: Source
    words: str
    at: str
    nth: int


@dataclass(frozen=True, slots=True)
class Proof:
    """Where the words of a claim were found."""

    claim: Claim
    line: Line
    start: int
    end: int


def verify(casebook: Casebook, texts: Texts) -> Iterator[Problem]:
    """Every disagreement between the casebook and the texts of its sources."""
    for folder in casebook.cases.values():
        yield from verify_case(folder, texts, casebook.locate)


def verify_case(folder: CaseFolder, texts: Texts, locate: Locate) -> Iterator[Problem]:
    """The disagreements of one case: its sources, its locators, its metrics."""
    yield from _sources(folder, texts, locate)
    for file, path, source_id, at in locators(folder):
        text = texts.get((folder.id, source_id or folder.sources.sources[0].id))
        if text and text.lines(at.split("/")[0]) and text.located(at) is None:
            section, count = at.split("/")[0], len(text.lines(at.split("/")[0]))
            yield truth_problem(locate, file, path, "K602", f"{section} 只有 {count} 段，没有“{at}”", f"写成 {section}/1 到 {section}/{count} 之间")
    for claim in claims(folder):
        text = texts.get((folder.id, claim.source.id))
        if text and text.located(claim.at) is not None:
            proof = prove(claim, text)
            for code, what, mend in _judge(proof) if proof else _not_there(claim, text):
                yield truth_problem(locate, claim.file, (*claim.path, "as_stated"), code, what, mend)


def claims(folder: CaseFolder) -> Iterator[Claim]:
    """Every place where a metric of the case says that its words stand, mentions again included."""
    file = f"cases/{folder.id}/metrics.yaml"
    by_id = {source.id: source for source in folder.sources.sources}
    for index, metric in enumerate(folder.metrics.metrics):
        source = by_id.get(metric.source or folder.sources.sources[0].id)
        if source is None:
            continue
        places: tuple[Metric | Mention, ...] = (metric, *metric.again)
        for place, mention in enumerate(places):
            path: FieldPath = ("metrics", index) if place == 0 else ("metrics", index, "again", place - 1)
            yield Claim(metric, file, path, source, mention.as_stated, mention.at, mention.nth)


def prove(claim: Claim, text: SourceText) -> Proof | None:
    """Where the words stand for the nth time in the lines that the locator names."""
    words = normalise(claim.words)
    found = [Proof(claim, line, *span) for line in text.located(claim.at) or () for span in occurrences(line, words)]
    return found[claim.nth - 1] if len(found) >= claim.nth else None


def _sources(folder: CaseFolder, texts: Texts, locate: Locate) -> Iterator[Problem]:
    file = f"cases/{folder.id}/sources.yaml"
    for index, source in enumerate(folder.sources.sources):
        path: FieldPath = ("sources", index)
        text = texts.get((folder.id, source.id))
        if text is None:
            yield truth_problem(locate, file, (*path, "file"), "K611", f"没有找到原文文件 {source.file}", "把原文放进给出的文件夹，文件名与 file 一致")
            continue
        if text.sha256 != source.sha256:
            yield truth_problem(
                locate, file, (*path, "sha256"), "K607", f"原文的 SHA-256 是 {text.sha256}", "确认原文没有变，再改 sha256；变了就重新核对全部指标"
            )
        for fault in text.faults:
            yield truth_problem(locate, file, (*path, *fault.path), "K608", fault.what, fault.mend)
        for place, row in enumerate(source.left_out):
            words, lines = normalise(row.words), text.located(row.at) or ()
            if lines and not any(True for line in lines for _ in occurrences(line, words)):
                where = _elsewhere(text, words)
                yield truth_problem(
                    locate, file, (*path, "left_out", place, "words"), "K609", f"{row.at} 里没有“{row.words}”",
                    f"改成 {where}" if where else "照原文写",
                )


def _not_there(claim: Claim, text: SourceText) -> Iterator[Fault]:
    words, lines = normalise(claim.words), text.located(claim.at) or ()
    here = sum(1 for line in lines for _ in occurrences(line, words))
    where, whole = _elsewhere(text, words), _whole_number(lines, words)
    if here:
        yield "K601", f"{claim.at} 里“{claim.words}”只出现 {here} 次，没有第 {claim.nth} 次", f"nth 写 1 到 {here}"
    elif whole:
        yield "K610", f"原文是“{whole}”，as_stated 只写了“{claim.words}”", f"从“{whole}”起写全"
    else:
        mend = f"原文在 {where} 有这几个字，改 at" if where else "照原文写；全文都没有这几个字"
        yield "K601", f"{claim.at} 里没有“{claim.words}”", mend


def _whole_number(lines: Sequence[Line], words: str) -> str:
    """The number of the source that the words cut in two, such as 1500多 for 1500; empty when they cut none."""
    for line in lines:
        at = line.text.find(words)
        for found in quantities(line.text) if at >= 0 else ():
            if at < found.unit_at and found.number_start < at + len(words):
                return line.text[min(at, found.start) : max(at + len(words), found.end)]
    return ""


def _elsewhere(text: SourceText, words: str) -> str:
    found = [line.at for line in text.body if any(True for _ in occurrences(line, words))]
    return "、".join(found[:3])


def _judge(proof: Proof) -> Iterator[Fault]:
    """Whether value, qualifier and unit are those of the words where they stand in the line."""
    words, metric = proof.claim.words, proof.claim.metric
    inside = [found for found in quantities(proof.line.text) if proof.start <= found.number_start < proof.end]
    counted = [found for found in inside if found.must_be_proved]
    same = [found for found in inside if same_value(metric, found.value)]
    if metric.kind in TEXT_KINDS:
        yield from _judge_text(proof, inside)
    elif not inside:
        yield "K606", f"“{words}”里没有数字", "写有数字的原字，或把 kind 改成固定叫法一类"
    elif not same:
        says = "、".join(_plain(found.value) for found in (counted or inside)[:3])
        yield "K603", f"“{words}”是 {says}，这里写成 {_plain(metric.value)}", f"value 改成 {says}"
    elif len(counted) > 1 and metric.kind not in {"composition", "ratio"}:
        yield "K612", f"“{words}”里有 {len(counted)} 个数字", "只留这个指标的数字，别的另做指标"
    else:
        found = max(same, key=lambda quantity: quantity in counted)
        yield from _judge_qualifier(proof, found)
        yield from _judge_unit(proof, found)


def _judge_text(proof: Proof, inside: Sequence[Quantity]) -> Iterator[Fault]:
    """Dates must be the day that the words give; named forms and claims must stand in the words."""
    words, value = proof.claim.words, str(proof.claim.metric.value)
    if proof.claim.metric.kind != "date":
        if normalise(value) not in normalise(words):
            yield "K606", f"“{words}”里没有“{value}”", "value 写 as_stated 里的原词"
        return
    dates = [found for found in inside if isinstance(found.value, str)]
    same = [found for found in dates if found.value == value]
    if not same:
        says = "、".join(str(found.value) for found in dates) or "没有日期"
        yield "K603", f"“{words}”是 {says}，这里写成 {value}", "日期写成 YYYY、YYYY-MM 或 YYYY-MM-DD"
    elif same[0].end > proof.end:
        whole = proof.line.text[proof.start : same[0].end]
        yield "K610", f"原文是“{whole}”，as_stated 只写了“{words}”", f"写成“{whole}”"


def _judge_qualifier(proof: Proof, found: Quantity) -> Iterator[Fault]:
    words, stated, text = proof.claim.words, proof.claim.metric.qualifier, proof.line.text
    whole = text[min(found.start, proof.start) : max(found.end, proof.end)]
    if found.start < proof.start or found.end > proof.end:
        yield "K610", f"原文是“{whole}”，as_stated 只写了“{words}”", f"写成“{whole}”"
    if stated != found.qualifier:
        what = f"“{whole}”是“{_QUALIFIER[found.qualifier]}”，这里写成“{_QUALIFIER[stated]}”"
        yield "K604", what, f"qualifier 改成 {found.qualifier}"


def _judge_unit(proof: Proof, found: Quantity) -> Iterator[Fault]:
    """The unit must follow the number, and stand in the words as far as the source writes it (5000万 may be 元)."""
    metric, text = proof.claim.metric, proof.line.text
    unit, rest, shown = normalise(metric.unit), text[found.unit_at :], text[found.unit_at : max(found.unit_at, proof.end)]
    if found.percent or unit == "%":
        if not found.percent or unit != "%":
            mend = "单位写 %" if found.percent else "单位照原文写"
            yield "K605", f"“{proof.claim.words}”{'' if found.percent else '不'}是百分数，这里的单位是“{metric.unit}”", mend
    elif not unit:
        if metric.kind in _COUNTS and begins_with_measure(rest):
            yield "K605", f"数字后面是“{rest[:4]}”，这里没有写单位", "补上 unit"
    elif not unit_follows(unit, rest, percent=False):
        if shown or unit != "元" or begins_with_measure(rest):
            yield "K605", f"数字后面是“{rest[:4]}”，这里的单位是“{metric.unit}”", "单位照原文写"
    elif not unit_follows(unit, shown, percent=False):
        whole = text[proof.start : found.unit_at + rest.find(unit) + len(unit)]
        yield "K610", f"as_stated 没有写到单位“{unit}”", f"写成“{whole}”"


def _plain(value: object) -> str:
    if isinstance(value, tuple):
        return f"[{', '.join(_plain(part) for part in value)}]"
    if isinstance(value, str):
        return value
    text = f"{value:f}" if hasattr(value, "as_tuple") else str(value)
    return text.rstrip("0").rstrip(".") if "." in text else text


def truth_problem(
    locate: Locate, file: str, path: FieldPath, code: str, what: str, mend: str, level: Level = "error"
) -> Problem:
    """A problem of this table, with its ground."""
    return Problem(locate(file, path), code, what, _WHY[code], mend, level)
