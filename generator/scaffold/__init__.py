"""Commented skeletons of new files: valid from the start, so that `casebook check` speaks only of what is written next."""
from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import jinja2

from generator.fmt import change_yaml
from generator.know.checklists import COMMON
from generator.model.casebook import Casebook
from generator.model.problem import CasebookError, ContentRefused, Position, Problem
from generator.model.record import ID_MAX, ID_PATTERN, OTHER_PAGES, RESERVED_IDS
from generator.read.folder import read_casebook
from generator.write import shown, write_file

_MEND = "编号以小写英文字母开头，只用小写字母、数字和连字符，不超过 48 个字符；做法、自查表、教学案例写 案例/编号"


def write_scaffold(root: Path, kind: str, name: str, today: date) -> list[Path]:
    """Write the skeleton of a `kind` (case, practice, checklist, teaching) called `name`; returns the files written, case.yaml last when it took a practice in.

    A case is named by its id, the others `case/id` (comparative teaching cases, general checklists: `common/id`);
    `today` is written as the day of review. Raises CasebookError E-NAME for a bad or taken name, and ContentRefused
    when the casebook cannot be read, since a skeleton takes its
    vocabulary from it.
    """
    home, _, item = name.rpartition("/")
    named = (item,) if kind == "case" or home == COMMON else (home, item)
    if not all(_is_id(part) for part in named) or (kind == "case" and home):
        raise CasebookError("E-NAME", f"“{shown(name, 80)}”不能用作{_LABEL[kind]}的编号", _MEND, status=2)
    if kind == "practice" and OTHER_PAGES.match(item):
        raise CasebookError("E-NAME", f"“{item}”是留给别的页的名字", "换一个编号", status=2)
    book, problems = read_casebook(root)
    if book is None:
        raise ContentRefused(problems)
    shared = home == COMMON and kind in {"checklist", "teaching"}
    if kind != "case" and home not in book.cases and not shared:
        raise CasebookError("E-NAME", f"没有案例“{home}”", "先运行 casebook new case " + home, status=2)
    files = {path: _fill(template, book, home or item, item, today) for template, path in _paths(root, kind, home, item)}
    taken = next((path for path in files if path.exists()), None)
    if taken is not None:
        raise CasebookError("E-NAME", f"{taken.relative_to(root).as_posix()} 已经有了", "换一个编号，原文件没有改动", status=2)
    if kind == "practice":
        case_file = root / "cases" / home / "case.yaml"
        files[case_file] = _hang(case_file.read_text(encoding="utf-8"), f"cases/{home}/case.yaml", item)
    for path, text in files.items():
        write_file(path, text.encode(), root=root)
    return list(files)


_LABEL = {"case": "案例", "practice": "做法", "checklist": "自查表", "teaching": "教学案例"}


def _is_id(name: str) -> bool:
    return bool(re.fullmatch(ID_PATTERN[1:-1], name)) and len(name) <= ID_MAX and name not in RESERVED_IDS


def _paths(root: Path, kind: str, home: str, item: str) -> list[tuple[str, Path]]:
    base = root / "cases" / (home or item)
    if kind == "case":
        return [(template, base / f"{template}.yaml") for template in ("case", "sources", "metrics")]
    folder, file = {
        "practice": ("practices", f"{item}.yaml"),
        "checklist": ("checklists", f"{item}-v1.yaml"),
        "teaching": ("teaching", f"{item}.yaml"),
    }[kind]
    return [(kind, base / folder / file)]


def _fill(template: str, book: Casebook, case_id: str, item: str, today: date) -> str:
    taxonomy = book.common.taxonomy
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(Path(__file__).parent),
        undefined=jinja2.StrictUndefined,
        autoescape=False,  # noqa: S701 - YAML, filled with ids only
        keep_trailing_newline=True,
        comment_start_string="<#",
        comment_end_string="#>",
    )
    folder = book.cases.get(case_id)
    known = folder or next(iter(book.cases.values()), None)
    return environment.get_template(f"{template}.yaml").render(
        id=item,
        case=case_id,
        today=today.isoformat(),
        community_type=taxonomy.community_types[0].id,
        actor=taxonomy.actors[0].id,
        stage=taxonomy.stages[0].id,
        topic=taxonomy.topics[0].id,
        tool=taxonomy.tools[0].id,
        policy=book.common.policies.policies[0].id,
        dimension=book.common.dimensions.dimensions[0].id,
        metric=next((f"{known.id}/{metric.id}" for metric in known.metrics.metrics), "") if known else "",
        practice=next((f"{folder.id}/{name}" for name in folder.practices), "") if folder else "",
        section=folder.sources.sources[0].sections[0].id if folder else "s1",
        evidence=folder.sources.sources[0].kind if folder else "工作总结",
        review_by=today.replace(year=today.year + 1, day=1).isoformat(),
    )


def _hang(text: str, file: str, practice: str) -> str:
    """The text of case.yaml with the practice named in the last part of the structure, where readers find it."""

    def change(data: dict[str, object]) -> None:
        structure = data.get("structure")
        if not isinstance(structure, list) or not structure or not isinstance(structure[-1], dict):
            where = Position(file)
            raise ContentRefused((Problem(where, "K101", "缺少 structure", "做法要挂在模式结构里", "先写 structure"),))
        structure[-1].setdefault("practices", []).append(practice)

    return change_yaml(text, change, file)
