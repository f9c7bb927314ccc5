"""Questions on what a source says and what it leaves open."""
from __future__ import annotations

import re
from collections.abc import Iterator

from generator.bank.question import Choice, Question
from generator.bank.reading import Reading, cited, full_references, material, quoted, stated
from generator.model.case import Metric
from generator.model.casebook import CaseFolder
from generator.model.common import Carrier, Gap
from generator.model.practice import Practice

_COUNTED = frozenset({"count", "money", "area", "percent", "composition"})
_NO_PRACTICE = "本库暂无做法"
_HARDLY = re.compile("没有写|没有说|不是|只")
_NUMBER = re.compile("多少|几")
_IS_NUMBER = re.compile("(?:数|总数|比例|规模)$")
_HANDFUL = 10
_ENOUGH = 3  # answers: then there is surely a practice
_LONGEST = 34  # characters of an option: one that is much longer than the others would show itself


def answered_questions(reading: Reading) -> Iterator[Question]:
    """Which of these things stands in the source? One does, three are listed as not said."""
    for folder, practice, silent, said in _practices(reading):
        if len(silent) < 3 or not said:
            continue
        key = f"{folder.id}/found-{practice.id}"
        metric = reading.mixed(key, said)[0]
        choices = [_said(folder, metric, True), *(_unsaid(folder, practice, text, False) for text in _asking_numbers(reading.mixed(key, silent))[:3])]
        yield Question(
            key, "single", "说没说", folder.id, f"关于{quoted(practice.name)}，下面哪一件事能在{material(folder.case)}里查到？",
            f"原文写了{quoted(metric.what)}：{cited(folder, metric)}。其余几件原文没有说。", (reading.where_of(folder, metric),),
            f"practice:{folder.id}/{practice.id}", tuple(reading.mixed(key, choices)),
        )


def unsaid_questions(reading: Reading) -> Iterator[Question]:
    """Which of these things does the source not say?"""
    for folder, practice, silent, said in _practices(reading):
        key = f"{folder.id}/unsaid-{practice.id}"
        if len(silent) < 3 or len(said) < 2:
            continue
        shown = reading.mixed(key, said)[:reading.mixed(f"{key}/count", (2, 3))[0]]
        unsaid = _asking_numbers(reading.mixed(key, silent))[:5 - len(shown)]
        choices = [*(_unsaid(folder, practice, text, True) for text in unsaid), *(_said(folder, metric, False) for metric in shown)]
        places = dict.fromkeys(reading.where_of(folder, metric) for metric in shown)
        yield Question(
            key, "multiple", "说没说", folder.id,
            f"读{material(folder.case)}里和{quoted(practice.name)}有关的部分，下面哪几件事原文没有说？",
            f"原文没有说的：{'；'.join(unsaid)}。其余的在原文里查得到。", (*places, reading.whole(folder)),
            f"practice:{folder.id}/{practice.id}", tuple(reading.mixed(key, choices)),
        )


def theme_questions(reading: Reading) -> Iterator[Question]:
    """Which source does not tell how a theme is done?"""
    for theme in reading.catalogue.book.common.themes.themes:
        cases = reading.catalogue.book.cases
        silent = [row for row in theme.silent if row.case in cases]
        carriers = {row.practice.split("/")[0] for row in theme.carriers}
        telling = [case_id for case_id in cases if case_id in carriers and all(row.case != case_id for row in silent)]
        if not silent or len(telling) < 2 or len(silent) + len(telling) < 4:
            continue
        key, several = f"common/theme-{theme.id}", len(silent) > 1
        shown = reading.mixed(key, telling)[:5 - len(silent) if several else 3]
        choices = [
            *(Choice(material(cases[row.case].case), True, f"silent:{row.case}") for row in silent),
            *(Choice(material(cases[case_id].case), False, f"carrier:{case_id}") for case_id in shown),
        ]
        stem = f"说到{quoted(theme.name)}，下面{'哪几份' if several else '哪一份'}材料没有写怎样做（没有谈到，或者只提了一句）？"
        why = "".join(f"{cases[row.case].case.name}：{full_references(row.text, row.case)}" for row in silent)
        yield Question(
            key, "multiple" if several else "single", "说没说", "", stem, why,
            tuple(reading.whole(cases[row.case]) for row in silent), f"theme:{theme.id}", tuple(reading.mixed(key, choices)),
        )


def gap_questions(reading: Reading) -> Iterator[Question]:
    """True or false: do the sources tell a practice for this?"""
    for gap in reading.catalogue.book.common.gaps.gaps:
        answers = _answers(gap)
        if gap.answered_by and (_NO_PRACTICE in gap.open or len(answers) < _ENOUGH):
            continue
        why = full_references(gap.open, "") if not gap.answered_by else f"可以先看{_carried(reading, answers[0])}不过，{full_references(gap.open, '')}"
        yield Question(
            f"common/gap-{gap.id}", "true_false", "说没说", "",
            f"有人问：{quoted(gap.question)}{_count(reading)}份材料里能查到这件事怎样做。", why, _gap_places(reading, gap),
            f"gap:{gap.id}", truth=bool(gap.answered_by),
        )


def advice_questions(reading: Reading) -> Iterator[Question]:
    """What would you let a community read first, and what must you tell it that the sources do not say?"""
    for gap in reading.catalogue.book.common.gaps.gaps:
        answers = _answers(gap)
        if len(answers) < 2:
            continue
        lines = [f"可以先看：{_carried(reading, carrier)}" for carrier in answers[:3]]
        yield Question(
            f"common/answer-{gap.id}", "short", "说没说", "",
            f"一个社区来问：{quoted(gap.question)}请从{_count(reading)}份材料里举两条可以先看的做法，再写出材料没有说的一两件事。",
            "先说材料里有什么，再说材料没有说什么，不替材料补话。", _gap_places(reading, gap), f"gap:{gap.id}",
            points=(*lines, f"还要说明：{gap.open}"),
        )


def _practices(reading: Reading) -> Iterator[tuple[CaseFolder, Practice, list[str], list[Metric]]]:
    """Each practice with what its source does not say and the counted figures that it does."""
    for folder in reading.folders:
        for practice in folder.practices.values():
            silent = [text for text in practice.record.not_said if len(text) <= _LONGEST and "[" not in text]
            named = (folder.metric_by_id.get(name) for name in practice.record.metrics)
            said = [metric for metric in named if metric and _is_telling(metric)]
            yield folder, practice, silent, said


def _is_telling(metric: Metric) -> bool:
    """Whether somebody could ask for this figure: no levels, no handful of parts."""
    low = metric.value[0] if isinstance(metric.value, tuple) else metric.value
    told = stated(metric) in metric.what
    return metric.kind in _COUNTED and not isinstance(low, str) and low >= _HANDFUL and not told and len(metric.what) <= _LONGEST - 3


def _asking_numbers(texts: list[str]) -> list[str]:
    """First those that ask how many: among them the figure that the source gives does not stand out."""
    return sorted(texts, key=lambda text: not _NUMBER.search(text))


def _said(folder: CaseFolder, metric: Metric, right: bool) -> Choice:
    ask = "是多少" if metric.kind not in {"count", "composition"} or _IS_NUMBER.search(metric.what) else "有多少"
    return Choice(metric.what + ask, right, f"figure:{folder.id}/{metric.id}")


def _unsaid(folder: CaseFolder, practice: Practice, text: str, right: bool) -> Choice:
    return Choice(text.rstrip("。"), right, f"unsaid:{folder.id}/{practice.id}")


def _count(reading: Reading) -> str:
    return "零一两三四五六七八九"[len(reading.folders)] if len(reading.folders) < 10 else "几"


def _answers(gap: Gap) -> tuple[Carrier, ...]:
    """The practices that answer with something done, not with a bare name or another thing."""
    return tuple(carrier for carrier in gap.answered_by if not _HARDLY.search(carrier.how))


def _carried(reading: Reading, carrier: Carrier) -> str:
    case_id = carrier.practice.split("/")[0]
    practice = reading.catalogue.book.practice(carrier.practice)
    name = practice.name if practice else carrier.practice
    return f"{reading.catalogue.book.cases[case_id].case.name}{quoted(name)}，{full_references(carrier.how, case_id)}"


def _gap_places(reading: Reading, gap: Gap) -> tuple[str, ...]:
    """Where the practices that answer stand; for none, every source."""
    found = []
    for carrier in (_answers(gap) or gap.answered_by)[:3]:
        practice, folder = reading.catalogue.book.practice(carrier.practice), reading.catalogue.book.cases[carrier.practice.split("/")[0]]
        if practice:
            first = practice.record.done[0]
            found.append(reading.where(folder, first.at, first.source))
    return tuple(dict.fromkeys(found)) or tuple(reading.whole(folder) for folder in reading.folders)
