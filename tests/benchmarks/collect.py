"""500 returned workbooks of the general checklist, collected by `casebook collect`, and again: make bench-collect.

It is no test; the goal is 30 s and 300 MB. Keeps what was measured in build/bench/collect.json and prints report.py's table.
"""
from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path

from generator import __version__
from generator.checking import check_casebook
from generator.know.catalogue import Catalogue
from generator.know.checklists import checklists
from generator.render.checklist_xlsx import render_checklist_xlsx
from generator.view.papers.checklist_form import checklist_forms
from tests.assess.random_answers import random_return
from tests.benchmarks.kept import keep, packages
from tests.benchmarks.report import collect_tables
from tests.benchmarks.usage import REPO, measure, megabytes
from tests.conftest import write_project


def write_returns(root: Path, folder: Path, count: int) -> list[float]:
    """Fill the full form for so many communities; returns the seconds of CPU that each took."""
    book, _ = check_casebook(root)
    assert book is not None
    catalogue = Catalogue(book, __version__, "2026-01-05")
    form = next(form for form in checklist_forms(catalogue) if form.sheet.id == "general" and form.edition == "full" and form.use == "self")
    checklist = checklists(book)["general"][0].checklist
    folder.mkdir()
    taken = []
    for number in range(count):
        said = replace(random_return(checklist, number), community=f"示例社区{number:03}")
        began = time.process_time()
        content = render_checklist_xlsx(form, said)
        taken.append(time.process_time() - began)
        (folder / f"{said.community}.xlsx").write_bytes(content)
    return taken


def main(arguments: Sequence[str]) -> None:
    """Measure a first run and a second one that changes nothing; with --four one with four workers too."""
    count = next((int(word) for word in arguments if word.isdigit()), 500)
    with tempfile.TemporaryDirectory() as place:
        root = write_project(Path(place), REPO / "cases")
        inbox = Path(place) / "in"
        written = write_returns(root, inbox, count)
        command = [sys.executable, "-m", "generator", "--root", root, "collect", inbox, "-o"]
        out = Path(place) / "out"
        runs = {"first": measure([*command, out]), "again": measure([*command, out])}
        if "--four" in arguments:
            runs["four"] = measure([*command, Path(place) / "other", "--workers", "4"])
        whole = {name: {**asdict(usage), "said": ""} for name, usage in runs.items()}
        said = runs["first"].said.splitlines()[-2]
        result = {"count": count, "runs": whole, "size": megabytes(out), "said": said, "form": {"mean": sum(written) / count, "least": min(written)}}
    print(*collect_tables(keep("collect", result, packages("XlsxWriter"))), sep="\n")


if __name__ == "__main__":
    main(sys.argv[1:])
