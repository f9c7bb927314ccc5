"""500 returned workbooks of the general checklist, collected by `casebook collect`, and again: make bench-collect.

It is no test and has no bound of its own; the goal is 30 s and 300 MB. Prints a table in Markdown.
"""
from __future__ import annotations

import sys
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from generator import __version__
from generator.checking import check_casebook
from generator.know.catalogue import Catalogue
from generator.know.checklists import checklists
from generator.render.checklist_xlsx import render_checklist_xlsx
from generator.view.papers.checklist_form import checklist_forms
from tests.assess.random_answers import random_return
from tests.benchmarks.usage import REPO, measure, megabytes
from tests.conftest import write_project


def write_returns(root: Path, folder: Path, count: int) -> None:
    """Fill the full form for so many communities."""
    book, _ = check_casebook(root)
    assert book is not None
    catalogue = Catalogue(book, __version__, "2026-01-05")
    form = next(form for form in checklist_forms(catalogue) if form.sheet.id == "general" and form.edition == "full" and form.use == "self")
    checklist = checklists(book)["general"][0].checklist
    folder.mkdir()
    for number in range(count):
        said = replace(random_return(checklist, number), community=f"示例社区{number:03}")
        (folder / f"{said.community}.xlsx").write_bytes(render_checklist_xlsx(form, said))


def main(arguments: Sequence[str]) -> None:
    """Measure a first run, a second one that changes nothing, and one with four workers."""
    count = int(arguments[0]) if arguments else 500
    with tempfile.TemporaryDirectory() as place:
        root = write_project(Path(place), REPO / "cases")
        inbox = Path(place) / "in"
        write_returns(root, inbox, count)
        command = [sys.executable, "-m", "generator", "--root", root, "collect", inbox, "-o"]
        out = Path(place) / "out"
        runs = {
            f"收 {count} 份": measure([*command, out]), "再收一次": measure([*command, out]),
            "4 个进程": measure([*command, Path(place) / "other", "--workers", "4"]),
        }
        print("| | 秒 | 处理器秒 | 一个进程最多 MB |\n| --- | --- | --- | --- |")
        for name, usage in runs.items():
            print(f"| {name} | {usage.wall:.1f} | {usage.cpu:.1f} | {usage.memory:.0f} |")
        print(f"\n原件和台账 {megabytes(out):.1f} MB。{runs[f'收 {count} 份'].said.splitlines()[-2]}")


if __name__ == "__main__":
    main(sys.argv[1:])
