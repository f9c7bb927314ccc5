"""The casebook against its source texts: `casebook verify` and `casebook coverage`."""
from __future__ import annotations

from pathlib import Path

from generator.check.coverage import coverage, summarise
from generator.check.truth import verify
from generator.checking import check_casebook, refuse_errors
from generator.know.source_text import SourceText
from generator.model.casebook import Casebook
from generator.model.problem import ContentRefused, Problem
from generator.read.source_file import read_source_file


def compare_with_sources(root: Path, sources: Path, covering: bool) -> tuple[tuple[Problem, ...], str]:
    """Prove the casebook against the texts in the folder `sources`: `verify`, or with `covering` the coverage.

    Returns the problems and a sentence that sums up. Raises ContentRefused when the content itself has errors.
    """
    book, problems = check_casebook(root)
    refuse_errors(problems)
    if book is None:
        raise ContentRefused(problems)
    texts = read_texts(book, sources)
    found = tuple(sorted(coverage(book, texts) if covering else verify(book, texts), key=Problem.sort_key))
    count = sum(len(folder.metrics.metrics) for folder in book.cases.values())
    if not covering:
        verdict = f"{len(found)} 处不符" if found else "字、位置、数值、单位、限定词都相符"
        return found, f"{count} 个指标对照了 {len(texts)} 份原文：{verdict}。"
    sums = summarise(book, texts)
    return found, (
        f"{len(texts)} 份原文里要说明的数字有 {sums.counted} 处：{sums.metric.total()} 处是指标，"
        f"{sums.left_out.total()} 处写明了不做指标的理由，{sums.unexplained.total()} 处没有着落；"
        f"另按类跳过 {sums.skipped.total()} 处(标题、序号、书名号、词语)。"
    )


def read_texts(book: Casebook, folder: Path) -> dict[tuple[str, str], SourceText]:
    """The source texts that `folder` holds, by case id and source id."""
    texts = {}
    for case in book.cases.values():
        for source in case.sources.sources:
            read = read_source_file(folder / source.file)
            if read is not None:
                texts[case.id, source.id] = SourceText.of(*read, source)
    return texts
