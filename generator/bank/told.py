"""Questions on what kind of statement a source makes, in which order it tells steps, what is computed, and when it was."""
from __future__ import annotations

import re
from collections.abc import Iterator

from generator.bank.apart import alike, apart
from generator.bank.comparing import parts_of
from generator.bank.question import Choice, Pair, Question
from generator.bank.reading import Reading, cited, full_references, material, quoted, stated
from generator.model.casebook import CaseFolder
from generator.model.practice import Practice
from generator.model.record import STATUS_LABEL, Statement, Status

_ORDINALS = ("第一步", "第二步", "第三步", "第四步", "第五步", "第六步", "第七步")
_ORDER_WORDS = re.compile("^(?:先|再|然后|接着|最后|完成征集之后)再?")
_TELLTALE = re.compile("原文|作者|没有[写说]|称|主张|应当|必须|要求|目标|希望|认为|提出|打算|力争|争取|推动|探索|计划|逐步|今后|要[^素点紧]")
"""Words that name the kind of a statement: it would need no thought."""
_COUNTED = frozenset({"count", "money", "percent", "area", "composition"})
_STATEMENT = range(14, 71)  # characters


def order_questions(reading: Reading) -> Iterator[Question]:
    """Match the steps of a procedure with their place in it."""
    for folder, practice, steps in _procedures(reading):
        key = f"{folder.id}/steps-{practice.id}"
        rows = list(zip(steps, _ORDINALS, strict=False))
        pairs = tuple(
            Pair(_step(step, folder), ordinal, f"step:{folder.id}/{practice.id}#{_ORDINALS.index(ordinal)}")
            for step, ordinal in reading.mixed(key, rows)
        )
        if len(steps) > len(_ORDINALS) or len({pair.left for pair in pairs}) < len(steps):
            continue
        yield Question(
            key, "matching", "步骤", folder.id, f"{quoted(practice.name)}这条做法，原文写了先后。把各步和先后连起来。",
            "先后照原文写到的顺序。", _step_places(reading, folder, steps), f"practice:{folder.id}/{practice.id}", pairs=pairs,
            offered=_ORDINALS[:len(steps)],
        )


def next_step_questions(reading: Reading) -> Iterator[Question]:
    """Which step does the source tell after this one?"""
    for folder, practice, steps in _procedures(reading):
        if len(steps) < 4 or len({_step(step, folder) for step in steps}) < len(steps):
            continue
        key = f"{folder.id}/next-{practice.id}"
        at = reading.mixed(key, range(len(steps) - 1))[0]
        others = [index for index in range(len(steps)) if index not in (at, at + 1)]
        choices = [
            Choice(_step(steps[index], folder), index == at + 1, f"step:{folder.id}/{practice.id}#{index}")
            for index in (at + 1, *reading.mixed(key, others)[:3])
        ]
        yield Question(
            key, "single", "步骤", folder.id, f"{quoted(practice.name)}这条做法，{quoted(_step(steps[at], folder))}之后，原文接着写的是哪一步？",
            "先后照原文写到的顺序。", _step_places(reading, folder, (steps[at], steps[at + 1])),
            f"step:{folder.id}/{practice.id}#{at}", tuple(reading.mixed(key, choices)),
        )


def status_questions(reading: Reading) -> Iterator[Question]:
    """Is it what was done, a goal, the author's view, or an effect that the source itself claims?"""
    for folder in reading.folders:
        for practice in folder.practices.values():
            record = practice.record
            for number, statement in enumerate((*record.done, *record.outcomes), 1):
                text = full_references(statement.text, folder.id).rstrip("。")
                if len(text) not in _STATEMENT or _TELLTALE.search(text) or "[=" in text or "“" in text:
                    continue
                key = f"{folder.id}/status-{practice.id}-{number}"
                choices = tuple(Choice(label, status is statement.status, f"status:{status.value}") for status, label in STATUS_LABEL.items())
                yield Question(
                    key, "single", "谁说的", folder.id,
                    f"{material(folder.case)}写{quoted(practice.name)}时有一层意思：“{text}。”它在原文里属于哪一种？",
                    f"原文这里写的是{STATUS_LABEL[statement.status]}。{_STATUS_USE[statement.status]}",
                    (reading.where(folder, statement.at, statement.source),),
                    f"statement:{folder.id}/{practice.id}#{number}", choices,
                )


_STATUS_USE = {
    Status.DESCRIBED: "可以写成做过的事，带上出处。",
    Status.GOAL: "是打算做到的，不写成已经做到。",
    Status.RECOMMENDATION: "是作者的看法，不写成当地的做法。",
    Status.CLAIM: "是材料自己说的效果，没有附评估，引用时写“原文称”。",
}


def computed_questions(reading: Reading) -> Iterator[Question]:
    """Which of these figures does the source give, and which did the editors compute?"""
    for folder in reading.folders:
        derived = reading.mixed(f"{folder.id}/computed", folder.metrics.derived)
        counted = [metric for metric in folder.metrics.metrics if metric.kind in _COUNTED and not isinstance(metric.value, str)]
        given = reading.mixed(f"{folder.id}/given", counted)
        for number, asks_given in enumerate((True, False), 1):
            key, start = f"{folder.id}/computed-{number}", (number - 1) * 3
            computed, told = derived[start:start + (2 if asks_given else 3)], given[start:start + (3 if asks_given else 2)]
            if len(computed) < 2 or len(told) < 2:
                continue
            choices = [
                *(Choice(full_references(row.what, folder.id), not asks_given, f"derived:{folder.id}/{row.id}") for row in computed),
                *(Choice(row.what, asks_given, f"figure:{folder.id}/{row.id}") for row in told),
            ]
            places = dict.fromkeys(reading.where_of(folder, metric) for metric in told)
            for row in computed:
                places |= dict.fromkeys(reading.where_of(folder, part) for part in parts_of(folder.metric_by_id, row))
            ask = "是原文写出来的" if asks_given else "原文没有写，要用别的数推算"
            yield Question(
                key, "multiple", "口径", folder.id, f"说到{material(folder.case)}，下面哪些数{ask}？",
                f"推算的是：{'；'.join(full_references(row.what, folder.id) for row in computed)}。推算不是原文的数，引用时要注明。",
                tuple(places), f"figures:{folder.id}", tuple(reading.mixed(key, choices)),
            )


def year_questions(reading: Reading) -> Iterator[Question]:
    """In which year was it? Only dates that carry no note."""
    dates = [
        (folder, metric) for folder in reading.folders for metric in folder.metrics.metrics
        if metric.kind == "date" and not reading.notes(folder, metric)
    ]
    for folder, metric in dates:
        key = f"{folder.id}/year-{metric.id}"
        others: dict[str, Choice] = {}
        for other_folder, other in reading.mixed(key, dates):
            if alike(metric, other) and apart(metric, other):
                others.setdefault(stated(other), Choice(stated(other), False, f"figure:{other_folder.id}/{other.id}"))
        if len(others) < 2:
            continue
        choices = [Choice(stated(metric), True, f"figure:{folder.id}/{metric.id}"), *list(others.values())[:3]]
        yield Question(
            key, "single", "时间", folder.id, f"看材料先看年份。{metric.what}，原文写的是哪一年？",
            f"原文写作{cited(folder, metric)}。引用时把年份写上，不当作今天的情况。", (reading.where_of(folder, metric),),
            f"figure:{folder.id}/{metric.id}", tuple(sorted(choices, key=lambda choice: choice.text)),
        )


def _procedures(reading: Reading) -> Iterator[tuple[CaseFolder, Practice, tuple[Statement, ...]]]:
    for folder in reading.folders:
        for practice in folder.practices.values():
            if len(practice.record.procedure) >= 3:
                yield folder, practice, practice.record.procedure


def _step(step: Statement, folder: CaseFolder) -> str:
    """A step without the words that tell its place, and without what the source leaves open."""
    text = _ORDER_WORDS.sub("", step.text.partition("；")[0])
    return full_references(text, folder.id).rstrip("。")


def _step_places(reading: Reading, folder: CaseFolder, steps: tuple[Statement, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(reading.where(folder, step.at, step.source) for step in steps))
