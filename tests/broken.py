"""Broken examples: the valid casebook of tests/content/valid with one change, and the exact report that it must give.

A file tests/content/broken/<CODE>-<slug>.txt reads

    @ cases/demo/metrics.yaml      the file that is changed (a new one when it does not exist)
    - value: 120                   a line or part of a line, found exactly once; none: the text is added at the end
    + value: 121                   what stands instead; `\\uXXXX` is that character, `\\n` a line break,
                                   `{30000*x}` thirty thousand x; `encoding gbk` alone writes the file in GBK,
                                   `delete` alone removes the file, `link` alone makes it a symbolic link
    ====
    the report
"""
from __future__ import annotations

import re
import shutil
from datetime import date
from pathlib import Path

from generator.check import all_problems
from generator.check.coverage import coverage
from generator.check.truth import verify
from generator.model.problem import Problem
from generator.proving import read_texts
from generator.read.folder import read_casebook
from generator.report import as_text

CONTENT = Path(__file__).parent / "content"
BROKEN = sorted((CONTENT / "broken").glob("*.txt"))
TODAY = date(2026, 6, 1)


def apply_change(example: Path, folder: Path) -> Path:
    """A copy of the valid casebook in `folder` with the example's change; returns its root."""
    root = folder / "book"
    shutil.copytree(CONTENT / "valid", root)
    change = example.read_text(encoding="utf-8").split("====\n")[0]
    for part in re.split(r"^@ ", change, flags=re.MULTILINE)[1:]:
        name, _, rest = part.partition("\n")
        _apply(root / name.strip(), rest)
    return root


def report(example: Path, folder: Path) -> str:
    """The report that the example gives when its change is made to a copy of the valid casebook in `folder`."""
    return full_report(apply_change(example, folder))


def full_report(root: Path) -> str:
    """Everything that check, verify and coverage say of the casebook at `root`."""
    book, problems = read_casebook(root)
    found = list(problems)
    if book is not None:
        found += all_problems(book, TODAY)
    if book is not None and not any(problem.level == "error" for problem in found):
        texts = read_texts(book, root / "sources")
        found += [*verify(book, texts), *coverage(book, texts)]
    return as_text(sorted(found, key=Problem.sort_key))


def _apply(path: Path, rest: str) -> None:
    lines = rest.splitlines()
    if lines == ["delete"]:
        path.unlink()
        return
    if lines == ["link"]:
        path.unlink()
        path.symlink_to(path.with_name("sources.yaml"))
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    encoding = next((line.split()[1] for line in lines if line.startswith("encoding ")), "utf-8")
    old = "\n".join(line[2:] for line in lines if line.startswith("- "))
    new = "\n".join(line[2:] for line in lines if line.startswith("+ "))
    new = re.sub(r"\\u([0-9a-fA-F]{4})", lambda found: chr(int(found[1], 16)), new).replace("\\n", "\n")
    new = re.sub(r"\{([0-9]+)\*([^}]+)\}", lambda found: found[2] * int(found[1]), new)
    if old:
        assert text.count(old) == 1, f"{path.name}: {old!r} stands {text.count(old)} times"
        text = text.replace(old, new)
    elif new:
        text += new + "\n"
    path.write_bytes(text.encode(encoding))
