"""Rules K301–K305: every figure in our own prose is bound to a metric, and every sum can be computed.

====  ==========================================================================================
K301  a figure in text that tells what is or was, and no metric that is equal to it
K302  a figure that two metrics are equal to
K303  advice that repeats a source's figure without naming its metric
K304  a reference or a sum that cannot be resolved, or whose unit is written twice
K305  the formula of a derived figure that cannot be computed
====  ==========================================================================================

Free of the rules: bibliography, words to search by, and what is composed as an example (示例，情景合成).
"""
from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches

from generator.know.figure_match import same_value
from generator.know.figures import FigureFault, compute_derived, may_hold_figure, read_prose
from generator.know.formula import FormulaFault
from generator.know.metric_index import index_of
from generator.know.numerals import Quantity, figure_tokens
from generator.model.assessment import Checklist
from generator.model.case import Metric
from generator.model.casebook import Casebook, CaseFolder, FieldPath
from generator.model.practice import Form
from generator.model.problem import Problem
from generator.model.record import File, Words
from generator.model.teaching import Course, TeachingCase

_WHY = {
    "K301": "写事实的文字里，每个数字都要等于本案例的一个指标：数值、限定词（多、近、超过）和紧跟的单位都一样",
    "K302": "一个数字对得上两个指标时，要写明是哪一个",
    "K303": "建议里可以写数字；来源的数字要写成引用，读者才看得到出处",
    "K304": "[#编号] 引用指标，[=甲 + 乙] 由指标推算，编号都要有，算式要算得出",
    "K305": "推算的算式由本案例的指标编号和 + - * / ( ) 组成",
}
_QUALIFIER = {
    "exact": "没有限定词", "over": "多或超过", "nearly": "近", "about": "约", "at_least": "不少于或以上",
    "at_most": "不超过或以下", "under": "不足",
}
_CASE_IN_REFERENCE = re.compile(r"([a-z][a-z0-9-]*)/")


def prose_problems(book: Casebook) -> Iterator[Problem]:
    """Every figure, reference and formula of the casebook that breaks a rule above."""
    records = dict(book.files())
    folders = {folder.id: folder for folder in book.own_cases}
    for file, path, words, text in book.texts:
        if words is Words.PLAIN or words is Words.VERBATIM or not may_hold_figure(text, words is Words.ADVICE):
            continue
        record, folder = records[file], folders.get(file.split("/")[1])
        if not _composed(record, path):
            yield from _of_text(book, folder, file, path, text, _advises(record, folder, path, words))
    for folder in book.own_cases:
        yield from _of_derived(book, folder)


def _composed(record: File, path: FieldPath) -> bool:
    """Whether the text is an invented example, marked so wherever it is shown."""
    if isinstance(record, Form):
        return path[0] == "example"
    return isinstance(record, TeachingCase) and (path[:2] == ("teacher", "simulation") or "composed" in path)


def _advises(record: File, folder: CaseFolder | None, path: FieldPath, words: Words) -> bool:
    """Whether numerals are free: advice, and names in forms, checklists, courses, teachers' parts and cases/common."""
    if words is not Words.NAME:
        return words is Words.ADVICE
    ours = isinstance(record, (Form, Checklist, Course)) or (isinstance(record, TeachingCase) and path[0] == "teacher")
    return ours or folder is None


def _of_text(
    book: Casebook, folder: CaseFolder | None, file: str, path: FieldPath, text: str, advice: bool
) -> Iterator[Problem]:
    for fault in read_prose(text, book, folder, advice).faults:
        if _may_exist(book, fault.text):
            continue
        code, what, mend = _worded(book, folder, text, fault)
        yield Problem(book.locate(file, path), code, what, _WHY[code], mend)


def _may_exist(book: Casebook, text: str) -> bool:
    """Whether the text names a metric of a case whose files were refused: its absence proves nothing."""
    named = _CASE_IN_REFERENCE.findall(text) if text.startswith("[") else []
    return any(case_id not in book.cases and book.is_unread(case_id) for case_id in named)


def _worded(book: Casebook, folder: CaseFolder | None, text: str, fault: FigureFault) -> tuple[str, str, str]:
    """Code, fault and remedy of one fault, in Chinese."""
    refs = "、".join(f"[#{_ref(metric, folder)}]" for metric in fault.metrics)
    match fault.kind:
        case "ambiguous":
            return "K302", f"“{fault.text}”对得上 {len(fault.metrics)} 个指标", f"写成其中一个：{refs}"
        case "copied":
            return "K303", f"“{fault.text}”是来源的数字", f"写成 {refs}；不是引用来源时换一个说法"
        case "repeated unit":
            return "K304", f"“{fault.text}”的单位“{fault.why}”会出现两次", f"引用已经带单位，删去后面的“{fault.why}”"
        case "formula":
            return "K304", f"“{fault.text}”算不出来：{fault.why}", "算式写成 [=甲 + 乙]，减号和除号两边留空格"
        case "unknown":
            return "K304", f"“{fault.text}”没有对应的指标", fault.why or _nearest_id(book, folder, fault.text)
    what, mend = _bare(book, folder, text, fault)
    return "K301", what, mend


def _ref(metric: str, folder: CaseFolder | None) -> str:
    return metric.removeprefix(f"{folder.id}/") if folder else metric


def _nearest_id(book: Casebook, folder: CaseFolder | None, text: str) -> str:
    ref = text.strip("[#]")
    known = [f"{case.id}/{metric.id}" for case in book.cases.values() for metric in case.metrics.metrics]
    if folder:
        known += [*folder.metric_by_id, *folder.derived_by_id]
    near = get_close_matches(ref, known, n=1)
    return f"写成“[#{near[0]}]”" if near else "在 metrics.yaml 中新增这个指标，或删去引用"


def _bare(book: Casebook, folder: CaseFolder | None, text: str, fault: FigureFault) -> tuple[str, str]:
    token = next(found for found in figure_tokens(text) if found.start == fault.start)
    if folder is None:
        equal = [
            f"[#{case.id}/{metric.id}]"
            for case in book.cases.values() for metric in index_of(case).equal_to(text, token)
        ]
        return f"“{fault.text}”没有写明是哪个案例的指标", f"写成 {'、'.join(equal[:3]) if equal else '[#案例/编号]'}，或改成不带数字的说法"
    what = f"“{fault.text}”不是本案例的指标"
    near = index_of(folder).near(token)
    if not near and token.chinese:
        return what, "核对数字，或改成不带数字的说法；不表示数的词加进 cases/common/numeral_words.yaml"
    if not near:
        return what, "核对数字；是原文的数字就在 metrics.yaml 中新增，是推算就写成 [=甲 + 乙]，都不是就改成不带数字的说法"
    return what, f"{_difference(near[0], token, text)}；确实是它就改过来或写成 [#{near[0].id}]，是另一个数字就在 metrics.yaml 中新增"


def _difference(metric: Metric, token: Quantity, text: str) -> str:
    """How the nearest metric differs from the figure."""
    name = f"指标 {metric.id}（原文“{metric.as_stated}”）"
    if not same_value(metric, token.value):
        return f"最接近的是{name}"
    after = text[token.unit_at : token.unit_at + 4].strip() or "句末"
    if metric.qualifier != token.qualifier:
        wanted, given = _QUALIFIER[metric.qualifier], _QUALIFIER[token.qualifier]
        return f"有一个数值相同的{name}，但限定词是“{wanted}”，这里是“{given}”"
    return f"有一个数值相同的{name}，但单位是“{metric.unit}”，这里数字后面是“{after}”"


def _of_derived(book: Casebook, folder: CaseFolder) -> Iterator[Problem]:
    file = f"cases/{folder.id}/metrics.yaml"
    for index, row in enumerate(folder.metrics.derived):
        result = compute_derived(row, folder, book)
        if isinstance(result, FormulaFault) and not _may_exist(book, f"[={result.ref}]"):
            near = get_close_matches(result.ref, list(folder.metric_by_id), n=1) if result.ref else []
            mend = f"写成“{near[0]}”" if near else "改算式；减号和除号两边留空格"
            where = book.locate(file, ("derived", index, "formula"))
            yield Problem(where, "K305", f"推算“{row.id}”算不出来：{result.what}", _WHY["K305"], mend)
