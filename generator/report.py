"""Problems → what is printed: text for people, JSON for programs, annotations for GitHub."""
from __future__ import annotations

import json
from collections.abc import Callable, Iterable

from generator.model.problem import Problem


def as_text(problems: Iterable[Problem]) -> str:
    """Three lines a problem: place, code and fault; 依据, 修改."""
    return "".join(
        f"{problem.where.file}:{problem.where.line}:{problem.where.column} {problem.code}"
        f"{' 提醒' if problem.level == 'warning' else ''} {problem.what}\n"
        f"    依据: {problem.why}\n"
        f"    修改: {problem.mend}\n"
        for problem in problems
    )


def as_json(problems: Iterable[Problem]) -> str:
    """A JSON list of {file, line, column, code, level, what, why, mend}."""
    rows = [
        {
            "file": problem.where.file, "line": problem.where.line, "column": problem.where.column, "code": problem.code,
            "level": problem.level, "what": problem.what, "why": problem.why, "mend": problem.mend,
        }
        for problem in problems
    ]
    return json.dumps(rows, ensure_ascii=False, indent=1) + "\n"


def as_github(problems: Iterable[Problem]) -> str:
    """Workflow commands (`::error file=…`), escaped as GitHub asks."""
    return "".join(
        f"::{problem.level} file={_property(problem.where.file)},line={problem.where.line},col={problem.where.column},"
        f"title={_property(problem.code)}::{_data(problem.what + '。依据: ' + problem.why + '。修改: ' + problem.mend)}\n"
        for problem in problems
    )


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


FORMATS: dict[str, Callable[[Iterable[Problem]], str]] = {"text": as_text, "json": as_json, "github": as_github}
