"""Every file of the corpus gets its code, and the same verdict, notes and answers from Python and from the browser's reader."""
from __future__ import annotations

import re
import time
from pathlib import Path
from statistics import median
from typing import Any

import pytest

from generator.model import limits
from generator.read.returned import read_return
from generator.read.returned_reading import place_words, verdicts
from tests.returns.both import Said, as_told, read_in_node, told
from tests.returns.corpus import corpus
from tests.returns.forms import KNOWN, filled_return

SAMPLES = corpus()
HONEST = (
    "as our maker saves it", "stored, not packed", "as the web form saves it", "a wrong dimension", "no cell says where it is",
    "prefixes before all names",
)
SLOWEST = 200
"""A bomb may take as much CPU as so many honest files, read in the same run: machines differ, and are busy."""


@pytest.fixture(scope="module")
def in_python() -> list[tuple[Any, float]]:
    """Readings with the CPU seconds that each took."""
    found = []
    for sample in SAMPLES:
        began = time.process_time()
        found.append((read_return(sample.name, sample.content, KNOWN), time.process_time() - began))
    return found


@pytest.fixture(scope="module")
def in_browser(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[Said], int]:
    return read_in_node([(sample.name, sample.content) for sample in SAMPLES], KNOWN, tmp_path_factory.mktemp("corpus"))


def test_every_file_gets_its_code(in_python: list[tuple[Any, float]]) -> None:
    wrong = [
        (sample.about, sample.code, reading.code, reading.where, reading.detail, sample.notes, {note.code for note in reading.notes})
        for sample, (reading, _) in zip(SAMPLES, in_python, strict=True)
        if reading.code != sample.code or not set(sample.notes) <= {note.code for note in reading.notes}
    ]
    assert wrong == []
    assert len(SAMPLES) >= 60


def test_every_code_of_refusals_is_in_the_corpus() -> None:
    refusals = {code for code in verdicts() if code.startswith("R-")}
    assert refusals - {sample.code for sample in SAMPLES} == {"R-SLOW"}  # tests/returns/test_process.py


def test_places_are_told_in_words(in_python: list[tuple[Any, float]]) -> None:
    items = {"two": "2 条目two"}
    told = [place_words(where, items) for where in ("answers.two.reason", "answers.gone", "plan.3.owner", "types", "period", "填表!D12", "第 3 行", "")]
    assert told == ["2 条目two，说明、原因", "编号“gone”", "提升计划第 3 行，责任人", "社区类型", "评价周期", "填表!D12", "第 3 行", ""]  # collect.test.ts
    named = {item.id: item.indicator for versions in KNOWN.values() for one in versions for item in one.items}
    refused = [(reading.where, reading.detail) for reading, _ in in_python if reading.code]
    assert [one for one in refused if re.search("[a-z]{4,}|null", place_words(one[0], named))] == []
    assert ("", "文件的格式不是这里认得的") in refused


def test_both_readers_say_the_same(in_python: list[tuple[Any, float]], in_browser: tuple[list[Said], int]) -> None:
    different = [
        (sample.about, told(reading, KNOWN), as_told(said))
        for sample, (reading, _), said in zip(SAMPLES, in_python, in_browser[0], strict=True)
        if told(reading, KNOWN) != as_told(said)
    ]
    assert different == []


def test_nothing_reaches_the_prototype_of_objects(in_browser: tuple[list[Said], int]) -> None:
    assert all(said.clean for said in in_browser[0])


def test_honest_files_give_the_answers_they_hold(in_python: list[tuple[Any, float]]) -> None:
    read = {sample.about: reading.returned for sample, (reading, _) in zip(SAMPLES, in_python, strict=True)}
    assert [about for about in HONEST if read[about] != filled_return(1)] == []


def test_refusals_are_quick(in_python: list[tuple[Any, float]], in_browser: tuple[list[Said], int]) -> None:
    slowest = sorted(((seconds, sample.about) for sample, (reading, seconds) in zip(SAMPLES, in_python, strict=True)), reverse=True)[:4]
    browser = sorted(((said.seconds, sample.about) for sample, said in zip(SAMPLES, in_browser[0], strict=True)), reverse=True)[:4]
    honest = [number for number, sample in enumerate(SAMPLES) if sample.about in HONEST]
    usual = [median(seconds) for seconds in ([in_python[number][1] for number in honest], [in_browser[0][number].seconds for number in honest])]
    print("Python", slowest, "Node", browser, in_browser[1] // 1024, "MiB")
    assert slowest[0][0] < SLOWEST * usual[0]
    assert browser[0][0] < SLOWEST * usual[1]


def test_the_limits_are_the_same_in_both() -> None:
    text = (Path(__file__).parents[2] / "generator/web/src/returns/limits.ts").read_text("utf-8")
    lines = [line.removeprefix("export const ").rstrip(";").split(" = ") for line in text.splitlines() if line.startswith("export")]
    stated = {f"RETURN_{name}": eval(value) for name, value in lines}
    ours = {name: getattr(limits, name) for name in dir(limits) if name.startswith("RETURN_")}
    assert {**ours, **stated} == ours
    assert ours.keys() - stated.keys() == {"RETURN_SECONDS", "RETURN_MEMORY_BYTES"}


def test_every_code_has_its_words_and_is_used() -> None:
    sources = "".join(path.read_text("utf-8") for path in (Path(__file__).parents[2] / "generator/read").glob("returned*.py"))
    for code, words in verdicts().items():
        assert f'"{code}"' in sources, code
        assert words.what, code
        assert words.mend, code
        assert not words.what.endswith("。"), code
