"""Which kind of record each file below cases/ holds, and the problems of files that are missing or misplaced.

Codes: K014 a file or folder that does not belong, K015 file name and id differ, K016 a needed file is missing.
"""
from __future__ import annotations

from collections.abc import Mapping

from generator.model.assessment import Checklist
from generator.model.case import Case, Metrics
from generator.model.common import (
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
from generator.model.problem import Position, Problem
from generator.model.record import File
from generator.model.source import Sources
from generator.model.teaching import Course, TeachingCase

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


def name_wanted(record: File) -> str | None:
    """What the file of a record is called without its ending; None when any name will do."""
    if isinstance(record, Checklist):
        return f"{record.id}-v{record.version}"
    return getattr(record, "id", None)


def name_found(file: str, record: File) -> str:
    """What names the record: the file, or a case's folder."""
    return file.split("/")[-2] if isinstance(record, Case) else file.rpartition("/")[2].removesuffix(".yaml")


def misnamed(where: Position, wanted: str, found: str) -> Problem:
    """K015."""
    return Problem(
        where, "K015", f"编号“{wanted}”和文件名“{found}”不一致",
        "文件名（案例是文件夹名）就是编号；自查表的文件名是 编号-v版本", f"把文件改名为 {wanted}，或改编号",
    )


def missing(file: str) -> Problem:
    """K016."""
    return Problem(
        Position(file), "K016", "缺少这个文件", "每个案例要有 case.yaml、sources.yaml、metrics.yaml；common 要有全部词表",
        "补上这个文件；新案例用 casebook new case 生成",
    )


def does_not_belong(file: str) -> Problem:
    """K014."""
    return Problem(
        Position(file), "K014", "不认识的文件",
        "cases/ 里只放 YAML：案例文件夹下的 case、sources、metrics 和 practices、forms、checklists、teaching 四个文件夹",
        "扩展名写 .yaml，放到对的文件夹，或移出 cases/",
    )
