"""The reports of a collection: for each checklist, edition and period a workbook, three Word files and a list for training.

They lie in OUT/报表, each replaced whole. One that somebody changed (the street fills in 街道看到了什么) is set aside first.
"""
from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from generator.assess.changes import changes, comparable
from generator.assess.summary import Summary, summaries
from generator.collect_ledger import Ledger
from generator.collect_store import REPORTS, REPORTS_LOG
from generator.collect_words import file_lines
from generator.know.catalogue import Catalogue
from generator.know.checklists import checklists
from generator.know.known_checklists import known_checklists
from generator.model.assessment import Checklist
from generator.model.returned import Return
from generator.render.course_yaml import course_yaml
from generator.render.docx import render_docx
from generator.render.xlsx import render_xlsx
from generator.view.checklist_sheet import ChecklistSheet, checklist_sheet
from generator.view.collect_course import course
from generator.view.collect_papers import brief_paper, receipts_paper, seen_paper
from generator.view.collect_tables import collect_workbook, files_workbook
from generator.view.collected import EDITION, OUTCOME, Collected, FileLine
from generator.write import translated_os_errors, write_file

_UNSAFE = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*\s]+')
_LONGEST = 40  # characters of a folder's name


def accepted(ledger: Ledger) -> tuple[Return, ...]:
    """The returns that count."""
    return tuple(fate.arrival.returned for fate in ledger.sorted() if fate.outcome == "accepted" and fate.arrival.returned)


def known_versions(catalogue: Catalogue) -> Mapping[str, Mapping[int, Checklist]]:
    """Every checklist by id and version."""
    return {name: {row.checklist.version: row.checklist for row in rows} for name, rows in checklists(catalogue.book).items()}


def titles(catalogue: Catalogue) -> Mapping[str, str]:
    """What a checklist is called, by id: the newest version's title."""
    return {name: rows[0].checklist.title for name, rows in checklists(catalogue.book).items()}


def make_reports(catalogue: Catalogue, ledger: Ledger, before: Ledger | None = None, names: bool = True) -> dict[str, bytes]:
    """Every report by its name below OUT/报表; the same ledger gives the same bytes. With `names` False no name is in them.

    Several summaries lie in folders of their own; without any only the list of files is made, and nothing for no file.
    """
    if not ledger.files:
        return {}
    lines = file_lines(ledger, known_checklists(catalogue), titles(catalogue), names)
    known = known_versions(catalogue)
    found = summaries(accepted(ledger), known)
    earlier = summaries(accepted(before), known) if before else ()
    if not found:
        totals = " + ".join(f"{word} {sum(line.outcome == outcome for line in lines)}" for outcome, word in OUTCOME.items())
        at = ledger.batches[-1].at
        book = files_workbook(lines, names, f"收到 {len(lines)} 份 = {totals}", at[:10])
        return {"汇总表.xlsx": render_xlsx(book)}
    made: dict[str, bytes] = {}
    shelves = {name: {row.checklist.version: checklist_sheet(catalogue, row) for row in rows} for name, rows in checklists(catalogue.book).items()}
    for summary, place in zip(found, _folders(found, titles(catalogue)), strict=True):
        told = _collected(summary, known[summary.checklist], shelves[summary.checklist], ledger, lines, earlier, names)
        made |= {f"{place}{name}": content for name, content in _of_one(told)}
    return made


def _of_one(told: Collected) -> Iterator[tuple[str, bytes]]:
    yield "汇总表.xlsx", render_xlsx(collect_workbook(told))
    for paper in (brief_paper(told), seen_paper(told), receipts_paper(told)):
        yield f"{paper.name}.docx", render_docx(paper)
    yield "培训清单.yaml", course_yaml(course(told))


def _collected(
    summary: Summary, known: Mapping[int, Checklist], sheets: Mapping[int, ChecklistSheet], ledger: Ledger, lines: Sequence[FileLine],
    earlier: Sequence[Summary], names: bool,
) -> Collected:
    counted = {
        row.returned.key: line for row, line in zip(ledger.files, lines, strict=True) if row.returned and line.outcome == "accepted"
    }
    sources = {row.code: counted[row.returned.key] for row in summary.rows}
    old = comparable(earlier, summary)
    return Collected(
        summary, known, sheets, tuple(lines), sources, ledger.batches[-1].at, names, changes(old, summary) if old else None,
    )


def _folders(found: Sequence[Summary], named: Mapping[str, str]) -> list[str]:
    """Where the reports of each summary lie: at the top when there is one, else in a folder with its name."""
    if len(found) == 1:
        return [""]
    places: list[str] = []
    for summary in found:
        words = f"{named[summary.checklist]}-{EDITION[summary.edition]}-{summary.period}"
        safe = _UNSAFE.sub("_", words).strip(". _")[:_LONGEST].rstrip(". _")
        number = sum(place.rstrip("/").casefold().split("（")[0] == safe.casefold() for place in places)
        places.append(f"{safe}（{number + 1}）/" if number else f"{safe}/")
    return places


def write_reports(out: Path, made: Mapping[str, bytes]) -> tuple[tuple[Path, ...], tuple[Path, ...]]:
    """Write the reports; returns them, and the files that somebody had changed, under their new names.

    A report of an earlier run that is not made any more is deleted unless it was changed. Raises the codes of `write_file`.
    """
    base = out / REPORTS
    log = _read_log(out)
    aside = []
    with translated_os_errors(base):
        for name in sorted({*log, *made}):
            path = base / name
            if not path.is_file() or path.is_symlink():
                continue
            digest = hashlib.sha256(path.read_bytes()).hexdigest()
            if digest == hashlib.sha256(made.get(name, b"")).hexdigest():
                continue
            if digest != log.get(name):
                aside.append(_set_aside(path))
            elif name not in made:
                path.unlink()
                if path.parent != base and not any(path.parent.iterdir()):
                    path.parent.rmdir()
    for name, content in made.items():
        write_file(base / name, content, root=out)
    digests = {name: hashlib.sha256(content).hexdigest() for name, content in sorted(made.items())}
    write_file(out / REPORTS_LOG, (json.dumps(digests, ensure_ascii=False, indent=1) + "\n").encode(), root=out)
    return tuple(base / name for name in made), tuple(aside)


def _read_log(out: Path) -> dict[str, str]:
    try:
        found = json.loads((out / REPORTS_LOG).read_text(encoding="utf-8"))
        return {str(name): str(digest) for name, digest in found.items() if ".." not in Path(name).parts and not Path(name).is_absolute()}
    except (OSError, ValueError, AttributeError):
        return {}  # then every report counts as changed, and is set aside rather than lost


def _set_aside(path: Path) -> Path:
    number = 1
    while (target := path.with_name(f"{path.stem}（改过的 {number}）{path.suffix}")).exists():
        number += 1
    path.rename(target)
    return target
