"""cases/** → the casebook: every file read once, every fault kept, what could be read put together.

Codes: K014 a file or folder that does not belong, K015 file name and id differ, K016 a needed file is missing.
"""
from __future__ import annotations

import gc
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from generator.model.assessment import Checklist
from generator.model.case import Case, Metrics
from generator.model.casebook import Casebook, CaseFolder, FieldPath
from generator.model.common import (
    Common,
    Comparisons,
    Dimensions,
    Gaps,
    Glossary,
    NumeralWords,
    Policies,
    Synonyms,
    Taxonomy,
    Themes,
)
from generator.model.practice import Form, Practice
from generator.model.problem import CasebookError, Position, Problem, reason_of
from generator.model.record import File
from generator.model.source import Sources
from generator.model.teaching import Course, TeachingCase
from generator.read.kept import Kept
from generator.read.shape import read_record
from generator.read.yaml_text import Spans, YamlFile, parse_yaml, read_raw

CORE: Mapping[str, type[File]] = {"case": Case, "sources": Sources, "metrics": Metrics}
FOLDERS: Mapping[str, type[File]] = {
    "practices": Practice, "forms": Form, "checklists": Checklist, "teaching": TeachingCase,
}
COMMON: Mapping[str, type[File]] = {
    "taxonomy": Taxonomy, "themes": Themes, "policies": Policies, "glossary": Glossary, "synonyms": Synonyms,
    "dimensions": Dimensions, "numeral_words": NumeralWords, "gaps": Gaps, "comparisons": Comparisons,
}
COMMON_FOLDERS = ("checklists", "teaching")


def kind_of(file: str) -> type[File] | None:
    """The model of a file by its path relative to the project (`cases/…`); None when it does not belong."""
    match file.removesuffix(".yaml").split("/"):
        case _ if not file.endswith(".yaml"):
            return None
        case ["cases", "common", name]:
            return COMMON.get(name)
        case ["cases", "common", folder, _] if folder in COMMON_FOLDERS:
            return FOLDERS[folder]
        case ["cases", "courses", _]:
            return Course
        case ["cases", _, name]:
            return CORE.get(name)
        case ["cases", _, folder, _]:
            return FOLDERS.get(folder)
    return None


class _Shelf:
    """What has been read so far: records by file name, places by file name, problems.

    A kept record has no places yet: its file is parsed when somebody asks where something stands.
    """

    def __init__(self, kept: Kept) -> None:
        self.kept = kept
        self.records: dict[str, File] = {}
        self._folders: dict[str, dict[str, File]] = {}
        self.spans: dict[str, Spans] = {}
        self.unparsed: dict[str, bytes] = {}
        self.problems: list[Problem] = []
        self.unread: set[str] = set()

    def locate(self, file: str, path: FieldPath) -> Position:
        if file in self.unparsed:
            parsed = parse_yaml(self.unparsed.pop(file), file)
            if isinstance(parsed, YamlFile):
                self.spans[file] = parsed.spans
        spans = self.spans.get(file)
        return spans.value(path) if spans else Position(file)

    def read(self, root: Path, file: str) -> None:
        model = kind_of(file)
        if model is None:
            self.problems.append(_does_not_belong(file))
            return
        raw = read_raw(root / file, file)
        known = self.kept.find(model, raw) if isinstance(raw, bytes) else None
        if known is not None and isinstance(raw, bytes):
            self.unparsed[file] = raw
            self._keep(file, known)
            return
        parsed = parse_yaml(raw, file) if isinstance(raw, bytes) else raw
        if isinstance(parsed, YamlFile) and isinstance(raw, bytes):
            self.spans[file] = parsed.spans
            record = read_record(parsed, model)
            if isinstance(record, File):
                self.kept.keep(raw, record)
                self._keep(file, record)
                return
            parsed = record
        self.problems += parsed if isinstance(parsed, tuple) else ()
        self.unread.add(file)

    def _keep(self, file: str, record: File) -> None:
        wanted = _name_wanted(file, record)
        found = file.split("/")[-2] if isinstance(record, Case) else Path(file).stem
        if wanted is not None and wanted != found:
            self.problems.append(
                Problem(
                    self.locate(file, ("id",)), "K015", f"编号“{wanted}”和文件名“{found}”不一致",
                    "文件名（案例是文件夹名）就是编号；自查表的文件名是 编号-v版本", f"把文件改名为 {wanted}，或改编号",
                )
            )
        self.records[file] = record
        folder, _, name = file.rpartition("/")
        self._folders.setdefault(folder, {})[name.removesuffix(".yaml")] = record

    def below(self, folder: str) -> dict[str, Any]:
        """The records right in a folder by file name without ending, sorted."""
        return dict(sorted(self._folders.get(folder, {}).items()))


def _name_wanted(file: str, record: File) -> str | None:
    if isinstance(record, Checklist):
        return f"{record.id}-v{record.version}"
    return getattr(record, "id", None)


def read_casebook(root: Path, kept: Kept | None = None) -> tuple[Casebook | None, tuple[Problem, ...]]:
    """Read `root`/cases. Returns the casebook of all that could be read and every problem met on the way.

    Files whose bytes `kept` knows are not parsed again; it learns what this run reads.

    The casebook is None when a file of cases/common could not be read: nothing can be judged without it.
    """
    shelf = _Shelf(kept or Kept())
    with _collector_at_rest():
        for file in _files(root):
            shelf.read(root, file)
    for name in COMMON:
        file = f"cases/common/{name}.yaml"
        if file not in shelf.records and file not in shelf.unread:
            shelf.problems.append(_missing(file))
    cases = {case_id: folder for case_id in _case_ids(shelf) if (folder := _case(shelf, case_id))}
    common = {name: shelf.records.get(f"cases/common/{name}.yaml") for name in COMMON}
    if None in common.values():
        return None, _sorted(shelf.problems)
    casebook = Casebook(
        cases=cases,
        common=Common(**common),
        checklists=shelf.below("cases/common/checklists"),
        teaching=shelf.below("cases/common/teaching"),
        courses=shelf.below("cases/courses"),
        locate=shelf.locate,
        unread=frozenset(shelf.unread),
    )
    return casebook, _sorted(shelf.problems)


@contextmanager
def _collector_at_rest() -> Iterator[None]:
    """Hold the garbage collector off: hundreds of thousands of new objects, no cycle among them, a third of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _case_ids(shelf: _Shelf) -> list[str]:
    """A folder is a case if it holds case.yaml; the others are missing it."""
    names = {file.split("/")[1] for file in (*shelf.records, *shelf.unread) if file.count("/") >= 2}
    return sorted(names - {"common", "courses"})


def _case(shelf: _Shelf, case_id: str) -> CaseFolder | None:
    base = f"cases/{case_id}"
    core = {}
    for name in CORE:
        file = f"{base}/{name}.yaml"
        core[name] = shelf.records.get(file)
        if core[name] is None and file not in shelf.unread:
            shelf.problems.append(_missing(file))
            shelf.unread.add(file)
    if any(record is None for record in core.values()):
        return None
    return CaseFolder(**core, **{folder: shelf.below(f"{base}/{folder}") for folder in FOLDERS})  # type: ignore[arg-type]


def _files(root: Path) -> Iterator[str]:
    """Every file below cases/, as a POSIX path relative to root, sorted; editors' swap files are passed over.

    Links and devices count as files, for the reader to refuse. Raises CasebookError E-READ for a folder that cannot
    be listed: its files would count as missing, or would not be missed at all.
    """

    def refuse(error: OSError) -> None:
        where = Path(error.filename).relative_to(root).as_posix()
        mend = "检查这个文件夹的读权限，再试一次"
        raise CasebookError("E-READ", f"读不了文件夹 {where}：{reason_of(error.errno)}", mend) from error

    found: list[Path] = []
    for folder, folders, files in os.walk(root / "cases", onerror=refuse):
        inside = [Path(folder, name) for name in (*folders, *files)]
        found += [path for path in inside if path.name in files or path.is_symlink()]
    for path in sorted(found):
        if not path.name.startswith(".") and not path.name.endswith("~"):
            yield path.relative_to(root).as_posix()


def _missing(file: str) -> Problem:
    return Problem(
        Position(file), "K016", "缺少这个文件", "每个案例要有 case.yaml、sources.yaml、metrics.yaml；common 要有全部词表",
        "补上这个文件；新案例用 casebook new case 生成",
    )


def _does_not_belong(file: str) -> Problem:
    return Problem(
        Position(file), "K014", "不认识的文件",
        "cases/ 里只放 YAML：案例文件夹下的 case、sources、metrics 和 practices、forms、checklists、teaching 四个文件夹",
        "扩展名写 .yaml，放到对的文件夹，或移出 cases/",
    )


def _sorted(problems: list[Problem]) -> tuple[Problem, ...]:
    return tuple(sorted(problems, key=Problem.sort_key))
